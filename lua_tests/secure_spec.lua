-- SPDX-License-Identifier: MIT
-- Secure messages: only over links and bridges of the group, under its prefix all the way, acknowledged under it too.

local KEY, OTHER = "moonlit garden", "broken lantern"

-- What a player of that name says of its key.
local function hashes(node, fullname, key)
	local other = node.ns.GroupKey.new(node.env, {
		digest = plain_digest,
		fullname = fullname,
		events = node.ns.Events.new(),
		register = function() end,
	})
	other:set(key)
	return other:hashes()
end

describe("a secure message", function()
	local node, outcomes

	local function send(destination)
		node.router:send(destination or "Catnia1H", "RP1 Hello!", {
			priority = "NORMAL",
			secure = true,
			on_done = function(outcome, detail)
				table.insert(outcomes, outcome .. (detail and " " .. detail or ""))
			end,
		})
	end

	-- A bridge of the own side to 1H that has this key, and marks the band or not.
	local function bridge(name, key, marked)
		local fullname = name .. "-MoonGuard"
		local hash1, hash2 = nil, nil
		if key then
			hash1, hash2 = hashes(node, fullname, key)
		end
		local bands = { { band = "1H", load = 1, secure = marked } }
		node.bridges:on_status(fullname, { request = false, hash1 = hash1, hash2 = hash2, bands = bands }, "BROADCAST")
	end

	local function last()
		local job = node.outbox:last()
		return job and { job.medium, job.target, job.options.prefix }
	end

	before_each(function()
		node, outcomes = node_bench(), {}
		node.key:set(KEY)
	end)

	it("without a key is not sent at all", function()
		node.key:set(nil)
		node.link(7, "Grosh", 1)
		send()
		assert_same({ "refused no group key" }, outcomes)
		assert_nil(last())
	end)

	it("goes over no bridge that is not of the group, or that marks no link of it", function()
		bridge("Anduvar", nil, true)
		bridge("Borin", OTHER, true)
		bridge("Cedric", KEY, nil)
		assert_equal(3, node.bridges:count("1H"))
		assert_equal(0, node.bridges:count("1H", true))
		send()
		assert_same({ "no_bridge" }, outcomes)
		assert_nil(last())
	end)

	it("goes over the one bridge that is, under the group's prefix", function()
		bridge("Anduvar", nil, true)
		bridge("Borin", KEY, true)
		for _ = 1, 20 do
			send()
			assert_same({ "WHISPER", "Borin-MoonGuard", node.key:prefix() }, last())
		end
	end)

	it("goes over the one link that is", function()
		node.link(7, "Grosh", 1)
		node.befriend(8, "Hilo", "Horde")
		local hash1, hash2 = hashes(node, "Hilo-MoonGuard", KEY)
		node.links:on_hail(8, { request = false, load = 50, hash1 = hash1, hash2 = hash2 })
		send()
		assert_same({ "BNET", 8, node.key:prefix() }, last())
		send("Grosh1H")
		assert_same({ "BNET", 8, node.key:prefix() }, last(), "a link that is the reader, but not of the group, hears nothing")
	end)

	it("to the own side goes straight, under the prefix", function()
		send("Borin1A")
		assert_same({ "WHISPER", "Borin-MoonGuard", node.key:prefix() }, last())
	end)

	it("is not sent under another key than it was meant for", function()
		bridge("Borin", KEY, true)
		send()
		node.key:set(OTHER)
		node.outbox:last():done("offline")
		assert_same({ "refused another group key" }, outcomes)
		assert_equal(1, #node.outbox.jobs)
	end)

	it("goes another way when its bridge says that it has no link of the group any more", function()
		bridge("Borin", KEY, true)
		send()
		bridge("Anduvar", KEY, true)
		local hash1, hash2 = hashes(node, "Borin-MoonGuard", KEY)
		local bands = { { band = "1H", load = 1 } }
		node.outbox:last():done("sent")
		node.bridges:on_status("Borin-MoonGuard", { request = false, hash1 = hash1, hash2 = hash2, bands = bands }, "WHISPER")
		node.router:bridge_changed("Borin-MoonGuard", "WHISPER")
		node.env:advance(1)
		assert_same({ "WHISPER", "Anduvar-MoonGuard", node.key:prefix() }, last())
	end)

	it("changes nothing for any other", function()
		bridge("Anduvar", nil, nil)
		node.router:send("Catnia1H", "RP1 Hello!", { priority = "NORMAL" })
		assert_same({ "WHISPER", "Anduvar-MoonGuard", node.ns.Spec.constants.prefix }, last())
	end)
end)

describe("a status", function()
	it("tells the hashes, and marks the bands with a link of the group", function()
		local node = node_bench()
		node.hosting:start()
		node.key:set(KEY)
		node.link(7, "Grosh", 3)
		node.befriend(8, "Jorn", "Horde", 3676, "Area52")
		local hash1, hash2 = hashes(node, "Jorn-Area52", KEY)
		node.links:on_hail(8, { request = true, load = 5, hash1 = hash1, hash2 = hash2 })
		local own1, own2 = node.key:hashes()
		assert_same({ ("BNET 8 HI 3.0.0 - 1 %s %s"):format(own1, own2) }, node.outbox:take())
		node.bridges:announce(false)
		assert_same({ ("BROADCAST nil ST 3.0.0 - %s %s 1H3:#3676H5"):format(own1, own2) }, node.outbox:take())
		node.key:set(nil)
		node.bridges:announce(false)
		assert_same({ "BROADCAST nil ST 3.0.0 - - - 1H3:3676H5" }, node.outbox:take())
	end)
end)

for _, revision in ipairs({ "alliance-2", "release-2" }) do
	describe("across, in " .. revision, function()
		local world

		local function set_keys(...)
			for index, player in ipairs({ "A0", "A1", "H1", "H0" }) do
				world[player].key:set((select(index, ...)) or nil)
			end
			-- Who has a key says so: friends to each other, bridges to their side.
			local function hail(from, to)
				local hash1, hash2 = from.key:hashes()
				to.links:on_hail(from.id, { request = false, load = 1, hash1 = hash1, hash2 = hash2 })
			end
			hail(world.A1, world.H1)
			hail(world.H1, world.A1)
			world.A1.bridges:announce(false)
			world.H1.bridges:announce(false)
			world.env:advance(5)
			world.log = {}
		end

		local function send()
			local found
			world.A0.router:send("Catnia1H", "RP1 Hello!", {
				priority = "NORMAL",
				secure = true,
				on_done = function(outcome)
					found = outcome
				end,
			})
			world.env:advance(200)
			return found
		end

		before_each(function()
			world = four_nodes({ revision = revision })
		end)

		it("arrives and is acknowledged where everybody has the key", function()
			set_keys(KEY, KEY, KEY, KEY)
			local public = 0
			function world.result(_, packet)
				public = public + (packet.prefix == world.A0.key:prefix() and 0 or 1)
			end
			assert_equal("acked", send())
			assert_same({ { "Tammya1A", "RP1 Hello!" } }, world.H0.delivered)
			assert_equal(5, #world.log)
			assert_equal(0, public, "the acknowledgement on its way back as well")
		end)

		it("is not heard by a reader with another key, or none", function()
			for _, key in ipairs({ OTHER, false }) do
				set_keys(KEY, KEY, KEY, key)
				send()
				assert_same({}, world.H0.delivered)
			end
		end)

		it("has no way where the bridge or its link has another key", function()
			set_keys(KEY, OTHER, KEY, KEY)
			assert_equal("no_bridge", send())
			set_keys(KEY, KEY, OTHER, KEY)
			assert_equal("no_bridge", send())
			assert_equal(0, #world.log)
			assert_same({}, world.H0.delivered)
		end)

		it("is refused by a router whose link is not of the group, however it got there", function()
			set_keys(KEY, KEY, OTHER, KEY)
			local head = revision == "release-2" and "R1 Abcde1 G Catnia1H RP1 Hello!" or "R1 Abcde1 A Catnia1H RP1 Hello!"
			receive(world.A1, "WHISPER", "Tammya-MoonGuard", head, world.A1.key:prefix())
			assert_equal(1, world.A1.counts.refused_no_link)
			set_keys(KEY, KEY, OTHER, KEY)
			world.H1.key:set(KEY)
			head = revision == "release-2" and "R2 Abcde1 G Tammya1A Catnia1H RP1 Hello!" or "R2 Abcde1 Tammya1A Catnia1H RP1 Hello!"
			world.H1.links:on_hail(2, { request = false, load = 1 })
			receive(world.H1, "BNET", 2, head, world.H1.key:prefix())
			assert_equal(1, world.H1.counts.refused_not_secure)
		end)
	end)
end
