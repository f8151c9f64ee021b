-- SPDX-License-Identifier: MIT
-- What is made of a group key, who is believed to have it, and that it stays where it is.

local ns, env, key, fired, registered

local KEY = "moonlit garden"

local function make(fullname, digest)
	local events = ns.Events.new()
	for _, event in ipairs({ "KEY_CHANGES", "KEY_CHANGED" }) do
		events:on(event, function()
			table.insert(fired, event)
		end)
	end
	return ns.GroupKey.new(env, {
		digest = digest or function(text)
			return ns.Sha256.digest(bit, text)
		end,
		fullname = fullname,
		events = events,
		register = function(prefix)
			table.insert(registered, prefix or "none")
		end,
	})
end

before_each(function()
	ns = load_module("Util", "Memory", "Events", "Sha256", "GroupKey")
	env, fired, registered = virtual_env(), {}, {}
	key = make("Tammya-MoonGuard")
end)

describe("a group key", function()
	it("gives two hashes and a prefix", function()
		assert_false(key:is_set())
		assert_nil(key:prefix())
		assert_nil(key:hashes())
		assert_true(key:set(KEY))
		-- SHA-256 of the key; of the full name and the key; of "channel" and the key in base 32.
		local hash1, hash2 = key:hashes()
		assert_equal("1224f8d48cba", hash1)
		assert_equal("69bf63e4", hash2)
		assert_equal("RT6MPIXLACCRP2", key:prefix())
		assert_same({ "KEY_CHANGES", "KEY_CHANGED" }, fired)
		assert_same({ key:prefix() }, registered)
	end)

	it("is taken off again", function()
		key:set(KEY)
		assert_true(key:set(nil))
		assert_false(key:is_set())
		assert_nil(key:prefix())
		assert_nil(key:hashes())
		assert_equal("none", registered[2])
	end)

	it("that is set again is no change", function()
		key:set(KEY)
		assert_true(key:set(KEY))
		assert_equal(2, #fired)
		assert_equal(1, #registered)
	end)

	it("is a text of some length", function()
		key:set(KEY)
		for _, wrong in ipairs({ "", ("x"):rep(ns.Spec.limits.key_bytes + 1), 12, false, {} }) do
			assert_same({ false, "not_a_key" }, { key:set(wrong) })
		end
		assert_true(key:is_set(), "what was set stays")
		assert_true(key:set(("x"):rep(ns.Spec.limits.key_bytes)))
	end)

	it("is not there in a revision that tells of none", function()
		ns = load_module({ revision = "alliance-1" }, "Util", "Memory", "Events", "Sha256", "GroupKey")
		assert_same({ false, "unsupported" }, { make("Tammya-MoonGuard"):set(KEY) })
	end)

	it("fits a prefix of the game in every revision", function()
		for _, revision in ipairs({ "alliance-2", "release-2" }) do
			ns = load_module({ revision = revision }, "Util", "Memory", "Events", "Sha256", "GroupKey")
			key = make("Tammya-MoonGuard")
			key:set(KEY)
			assert_match("^[A-Z2-7]+" .. ns.Spec.constants.prefix:gsub("%p", "%%%0") .. "$", key:prefix())
			assert_equal(10 + #ns.Spec.constants.prefix, #key:prefix())
			assert_true(#key:prefix() <= 16)
		end
	end)
end)

describe("who has the key", function()
	local function hashes_of(fullname, text)
		local other = make(fullname)
		other:set(text)
		return other:hashes()
	end

	it("is who gives the hash of their own name and it", function()
		key:set(KEY)
		assert_true(key:holds("Borin-MoonGuard", hashes_of("Borin-MoonGuard", KEY)))
		assert_false(key:holds("Borin-MoonGuard", hashes_of("Borin-MoonGuard", KEY .. "s")))
		assert_false(key:holds("Thief-MoonGuard", hashes_of("Borin-MoonGuard", KEY)), "repeats what another said")
		local hash1, hash2 = hashes_of("Borin-MoonGuard", KEY)
		assert_false(key:holds("Borin-MoonGuard", hash1, nil))
		assert_false(key:holds("Borin-MoonGuard", nil, hash2))
		assert_false(key:holds("Borin-MoonGuard", hash1, "00000000"))
		assert_false(key:holds("Borin-MoonGuard"))
	end)

	it("is nobody without one, and others with another", function()
		local hash1, hash2 = hashes_of("Borin-MoonGuard", KEY)
		assert_false(key:holds("Borin-MoonGuard", hash1, hash2))
		key:set("something else")
		assert_false(key:holds("Borin-MoonGuard", hash1, hash2))
		key:set(KEY)
		assert_true(key:holds("Borin-MoonGuard", hash1, hash2))
	end)

	it("is looked into once a player, and only of who names the same hash", function()
		local count = 0
		local counting = make("Tammya-MoonGuard", function(text)
			count = count + 1
			return ns.Sha256.digest(bit, text)
		end)
		counting:set(KEY)
		local before, hash1, hash2 = count, hashes_of("Borin-MoonGuard", KEY)
		for _ = 1, 10 do
			counting:holds("Borin-MoonGuard", hash1, hash2)
			counting:holds("Borin-MoonGuard", hash1, "00000000")
			counting:holds("Grosh-MoonGuard", "000000000000", hash2)
		end
		assert_equal(before + 1, count)
		for index = 1, 3 * ns.Spec.limits.key_holders do
			counting.made.holders:put("Nobody" .. index, "")
		end
		assert_equal(ns.Spec.limits.key_holders, counting.made.holders:size())
	end)
end)

describe("the key itself", function()
	-- Whether a text is anywhere in a table, as a key or a value, however deep.
	local function is_in(value, text, seen)
		if type(value) == "string" then
			return value:find(text, 1, true) ~= nil
		elseif type(value) ~= "table" or seen[value] then
			return false
		end
		seen[value] = true
		for name, item in pairs(value) do
			if is_in(name, text, seen) or is_in(item, text, seen) then
				return true
			end
		end
		return is_in(getmetatable(value), text, seen)
	end

	it("is in no table that can be reached", function()
		key:set(KEY)
		key:holds("Borin-MoonGuard", (key:hashes()), "00000000")
		assert_false(is_in(key, KEY, {}))
		assert_false(is_in(ns, KEY, {}))
		assert_true(is_in({ { x = { "my " .. KEY } } }, KEY, {}), "the search finds it where it is")
	end)

	it("is in no error, even when the digest fails", function()
		local failing = make("Tammya-MoonGuard", function(text)
			error("cannot digest " .. text)
		end)
		local ok, taken, why = pcall(failing.set, failing, KEY)
		assert_true(ok)
		assert_same({ false, "not_a_key" }, { taken, why })
		assert_false(failing:is_set())
	end)
end)
