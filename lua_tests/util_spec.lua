-- SPDX-License-Identifier: MIT
local Util = lower().Util

describe("utf8_cut", function()
	it("cuts plain text at the limit", function()
		assert_equal(5, Util.utf8_cut("abcdefgh", 1, 5))
		assert_equal(7, Util.utf8_cut("abcdefgh", 3, 5))
	end)

	it("ends with the text when that is shorter", function()
		assert_equal(3, Util.utf8_cut("abc", 1, 10))
	end)

	for length, char in ipairs({ "a", "\195\169", "\226\130\172", "\240\159\144\186" }) do
		it("never ends inside a character of " .. length .. " bytes", function()
			local text = char:rep(20)
			for limit = 4, 20 do
				local last = Util.utf8_cut(text, 1, limit)
				assert_equal(limit - limit % length, last, "limit " .. limit)
			end
		end)
	end

	it("cuts text that is no UTF-8 at the limit, never to nothing", function()
		assert_equal(5, Util.utf8_cut(("\128"):rep(9), 1, 5))
		assert_equal(5, Util.utf8_cut(("\255"):rep(9), 1, 5))
		assert_equal(4, Util.utf8_cut("\240\159\144\186\186", 1, 4))
	end)
end)

describe("utf8_valid", function()
	local GOOD = {
		"", "plain", "\194\128", "\223\191", "\224\160\128", "\236\191\191", "\237\159\191", "\238\128\128",
		"\239\191\189", "\240\144\128\128", "\244\143\191\191", "a\195\169\226\130\172z",
	}
	local BAD = {
		{ "a two-byte overlong form", "\192\128" },
		{ "a three-byte overlong form", "\224\159\191" },
		{ "a four-byte overlong form", "\240\143\191\191" },
		{ "a surrogate", "\237\160\128" },
		{ "a noncharacter", "\239\191\190" },
		{ "more than U+10FFFF", "\244\144\128\128" },
		{ "a lead byte alone", "a\195" },
		{ "a continuation byte alone", "\128" },
		{ "a byte that starts nothing", "\255" },
		{ "a character cut short", "\226\130" },
		{ "halves that would meet", "\226\195\169\130\172" },
	}

	it("takes every well-formed character", function()
		for _, text in ipairs(GOOD) do
			assert_true(Util.utf8_valid(text), text)
		end
	end)

	for _, case in ipairs(BAD) do
		local name, text = unpack(case)
		it("refuses " .. name, function()
			assert_false(Util.utf8_valid(text))
			assert_nil(Util.utf8_sequence(text, text:find("[\128-\255]")))
		end)
	end

	it("tells the length of a character in its place", function()
		assert_equal(2, Util.utf8_sequence("a\195\169b", 2))
		assert_equal(3, Util.utf8_sequence("\226\130\172", 1))
		assert_equal(4, Util.utf8_sequence("\240\159\144\186", 1))
		assert_nil(Util.utf8_sequence("abc", 1))
	end)
end)

describe("list", function()
	local function items(list)
		local found, item = {}, list.first
		while item do
			table.insert(found, item.name)
			item = list.after[item]
		end
		return table.concat(found)
	end

	it("keeps order and removes from anywhere", function()
		local list = Util.list()
		local item = {}
		for name in ("abcd"):gmatch(".") do
			item[name] = { name = name }
			list:push(item[name])
		end
		assert_equal("abcd", items(list))
		list:remove(item.b)
		assert_equal("acd", items(list))
		list:remove(item.a)
		list:remove(item.d)
		assert_equal("c", items(list))
		list:push(item.a)
		assert_equal("ca", items(list))
		assert_equal(2, list.count)
	end)

	it("does nothing for an item that is not in it", function()
		local list, inside = Util.list(), {}
		list:push(inside)
		list:remove({})
		assert_equal(1, list.count)
		list:remove(inside)
		list:remove(inside)
		assert_equal(0, list.count)
		assert_nil(list.first)
		assert_nil(list.last)
	end)
end)

describe("guarded", function()
	it("gives back what the function returned", function()
		assert_same({ true, 1, 2 }, { Util.guarded(nil, function(...) return ... end, 1, 2) })
	end)

	it("tells an error to report, and survives a report that fails", function()
		local told
		assert_false(Util.guarded(function(message) told = message end, function() error("broken", 0) end))
		assert_equal("broken", told)
		assert_false(Util.guarded(error, error, "broken"))
	end)
end)
