-- SPDX-License-Identifier: MIT
local bench, links, outbox

local function new_bench(revision)
	bench = node_bench({ revision = revision })
	links, outbox = bench.links, bench.outbox
	bench.events:on("LINKS_CHANGED", function()
		bench.changes = (bench.changes or 0) + 1
	end)
end

before_each(function()
	new_bench()
end)

local function hail(id, values)
	links:on_hail(id, values)
end

describe("a probe", function()
	it("goes to every friend elsewhere, with load 0 and the request set", function()
		bench.befriend(7, "Catnia", "Horde")
		bench.befriend(9, "Grosh", "Horde", 58, "Stormreaver")
		bench.load = 5
		bench.hosting:start()
		links:probe()
		assert_same({ "BNET 7 HI 3.0.0 ? 0 - -", "BNET 9 HI 3.0.0 ? 0 - -" }, outbox:take())
		assert_equal("FAST", outbox:last().priority)
	end)

	it("later goes only to friends who were not there before, with the own load", function()
		bench.befriend(7, "Catnia", "Horde")
		links:probe()
		bench.befriend(8, "Grosh", "Horde")
		outbox:take()
		links:probe_new(2)
		assert_same({ "BNET 8 HI 3.0.0 ? 2 - -" }, outbox:take())
		links:probe_new(2)
		assert_same({}, outbox:take())
		bench.befriend(8, "Zug", "Horde")
		links:probe_new(2)
		assert_same({ "BNET 8 HI 3.0.0 ? 2 - -" }, outbox:take())
		bench.friends[8] = nil
		links:probe_new(2)
		bench.befriend(8, "Zug", "Horde")
		links:probe_new(2)
		assert_same({ "BNET 8 HI 3.0.0 ? 2 - -" }, outbox:take())
		links:probe()
		assert_same({ "BNET 7 HI 3.0.0 ? 0 - -", "BNET 8 HI 3.0.0 ? 0 - -" }, outbox:take())
	end)

	it("later goes to friends whose link ended, too: lost or silent", function()
		bench.befriend(7, "Catnia", "Horde")
		bench.befriend(8, "Grosh", "Horde")
		links:probe()
		hail(7, { request = false, load = 1 })
		hail(8, { request = false, load = 1 })
		outbox:take()
		links:lost(7)
		links:probe_new(2)
		assert_same({ "BNET 7 HI 3.0.0 ? 2 - -" }, outbox:take())
		bench.env:advance(bench.ns.Spec.timers.node_life)
		links:check()
		links:probe_new(2)
		assert_same({ "BNET 7 HI 3.0.0 ? 2 - -", "BNET 8 HI 3.0.0 ? 2 - -" }, outbox:take(), "7 did not answer")
	end)

	it("is sent again to who does not answer, after longer and longer, and a few times only", function()
		local timers, limits = bench.ns.Spec.timers, bench.ns.Spec.limits
		bench.befriend(7, "Catnia", "Horde")
		bench.befriend(8, "Grosh", "Horde")
		links:probe()
		hail(8, { request = false, load = 1 })
		outbox:take()
		local times = {}
		for second = 1, 1000 do
			bench.env:advance(1)
			if second % 100 == 0 then
				hail(8, { request = false, load = 1 })
			end
			links:probe_new(2)
			for _, line in ipairs(outbox:take()) do
				assert_equal("BNET 7 HI 3.0.0 ? 2 - -", line)
				table.insert(times, second)
			end
		end
		local wait = timers.probe_again
		assert_same({ wait, 3 * wait, 7 * wait }, times)
		assert_equal(4, limits.probes)
	end)

	it("is answered with the own load", function()
		bench.befriend(7, "Catnia", "Horde")
		bench.load = 5
		bench.hosting:start()
		hail(7, { request = true, load = 0 })
		assert_same({ "BNET 7 HI 3.0.0 - 5 - -" }, outbox:take())
	end)

	it("is answered with load 0 by who does not host", function()
		bench.befriend(7, "Catnia", "Horde")
		hail(7, { request = true, load = 0 })
		assert_same({ "BNET 7 HI 3.0.0 - 0 - -" }, outbox:take())
	end)

	it("is not answered when nothing is asked", function()
		bench.befriend(7, "Catnia", "Horde")
		hail(7, { request = false, load = 3 })
		assert_same({}, outbox:take())
	end)
end)

describe("connected realms", function()
	local function told(text)
		receive(bench, "BNET", 7, text)
	end

	it("are told to a link by who is on one of them, once their number is known, and again with the load", function()
		bench.bands:set_group({ "MoonGuard", "Stormreaver", "Sargeras" })
		bench.befriend(7, "Catnia", "Horde")
		hail(7, { request = false, load = 1, version = "3.0.0" })
		assert_same({}, outbox:take(), "nothing is known of the others")
		bench.bands:learn_realm(58, "Stormreaver")
		links:tell_groups_soon()
		links:tell_groups_soon()
		bench.env:advance(1)
		assert_same({ "BNET 7 RG 58:1" }, outbox:take())
		links:announce()
		assert_same({ "BNET 7 HI 3.0.0 - 0 - -", "BNET 7 RG 58:1" }, outbox:take())
	end)

	it("are not told to the released addon", function()
		bench.bands:set_group({ "MoonGuard", "Stormreaver" })
		bench.bands:learn_realm(58, "Stormreaver")
		bench.befriend(7, "Catnia", "Horde")
		hail(7, { request = false, load = 1, version = "2.3.4" })
		links:announce()
		assert_same({ "BNET 7 HI 3.0.0 - 0 - -" }, outbox:take())
	end)

	it("are within reach of a link that is on one of them", function()
		bench.link(7, "Catnia", 3, "Horde", 58, "Stormreaver")
		assert_nil(links:to("59H"))
		told("RG 58:59")
		assert_equal(7, links:to("59H").id)
		assert_nil(links:to("59A"))
		assert_same({ { band = "58H", load = 3 }, { band = "59H", load = 3 } }, links:reach())
		hail(7, { request = false, load = 4, version = "3.0.0" })
		assert_equal(7, links:to("59H").id, "the next status changes nothing")
		links:lost(7)
		assert_nil(links:to("59H"))
	end)

	it("never include the own side, whatever a friend says, nor are taken from strangers", function()
		bench.link(7, "Borin", 3, "Alliance", 58, "Stormreaver")
		told("RG 58:1")
		assert_same({ { band = "58A", load = 3 } }, links:reach())
		assert_false(links:stands_for(links:get(7), "1A"))
		receive(bench, "BNET", 9, "RG 58:60")
		assert_nil(links:to("60A"))
	end)
end)

describe("a link", function()
	it("is told once, with its destination and band", function()
		bench.link(7, "Catnia", 0)
		hail(7, { request = false, load = 3, version = "3.0.0" })
		assert_same({ "LINKED Catnia1H 1H" }, bench.fired)
		assert_same({
			id = 7,
			band = "1H",
			destination = "Catnia1H",
			load = 3,
			version = "3.0.0",
			others = {},
			fullname = "Catnia-MoonGuard",
		}, links:get(7))
		assert_equal(2, bench.changes)
	end)

	it("is not made with someone who is no friend, or plays on the own side", function()
		hail(7, { request = true, load = 1 })
		bench.befriend(8, "Borin", "Alliance")
		hail(8, { request = true, load = 1 })
		bench.bands:learn_realm(58, "Stormreaver")
		bench.bands:set_group({ "MoonGuard", "Stormreaver" })
		bench.befriend(9, "Elune", "Alliance", 58, "Stormreaver")
		hail(9, { request = true, load = 1 })
		bench.befriend(10, "Nobody", "Horde").band = nil
		hail(10, { request = true, load = 1 })
		assert_equal(0, links:count())
		assert_same({}, bench.fired)
		assert_same({}, outbox:take())
	end)

	it("teaches the name of the friend's realm", function()
		bench.link(7, "Catnia", 1, "Horde", 58, "Stormreaver")
		assert_equal("Catnia-Stormreaver", bench.bands:fullname_of("Catnia58H"))
	end)

	it("ends when the friend says goodbye, once, and what waits for it ends", function()
		bench.link(7, "Catnia", 1)
		bench.link(8, "Grosh", 1)
		links:lost(7)
		links:lost(7)
		assert_same({ "LINKED Catnia1H 1H", "LINKED Grosh1H 1H", "UNLINKED Catnia1H 1H" }, bench.fired)
		assert_same({ "BNET 7 offline" }, outbox.dropped)
		assert_equal(1, links:count())
		assert_equal(3, bench.changes)
	end)

	it("ends when the client says that the friend is offline", function()
		bench.link(7, "Catnia", 1)
		links:announce()
		outbox:last():done("offline")
		assert_nil(links:get(7))
		assert_same({ "LINKED Catnia1H 1H", "UNLINKED Catnia1H 1H" }, bench.fired)
	end)

	it("does not end over any other result", function()
		bench.link(7, "Catnia", 1)
		for _, outcome in ipairs({ "sent", "failed", "expired" }) do
			links:announce()
			outbox:last():done(outcome)
		end
		assert_equal(1, links:count())
	end)

	it("ends when nothing was heard for node_life", function()
		local life = bench.ns.Spec.timers.node_life
		bench.link(7, "Catnia", 1)
		bench.env:advance(life - 1)
		hail(7, { request = false, load = 1 })
		bench.env:advance(life - 1)
		links:check()
		assert_equal(1, links:count())
		bench.changes = 0
		bench.env:advance(1)
		links:check()
		assert_equal(0, links:count())
		assert_equal(1, bench.changes)
		assert_same({ "LINKED Catnia1H 1H", "UNLINKED Catnia1H 1H" }, bench.fired)
	end)

	it("ends when the friend is gone from the list, and the others stay", function()
		bench.link(7, "Catnia", 1)
		bench.link(8, "Grosh", 1)
		bench.friends[7] = nil
		bench.changes = 0
		links:check()
		assert_same({ nil, "Grosh1H" }, { links:get(7), links:get(8).destination })
		assert_equal(1, bench.changes)
		links:check()
		assert_equal(1, bench.changes)
	end)

	it("ends when the friend plays another character", function()
		bench.link(7, "Catnia", 1)
		bench.befriend(7, "Grosh", "Horde")
		links:check()
		assert_equal(0, links:count())
		assert_same({ "LINKED Catnia1H 1H", "UNLINKED Catnia1H 1H" }, bench.fired)
	end)

	it("of another character of the same friend is a new one; the old one ended", function()
		bench.link(7, "Catnia", 4)
		bench.link(7, "Grosh", 2, "Horde", 58, "Stormreaver")
		assert_same({ "LINKED Catnia1H 1H", "UNLINKED Catnia1H 1H", "LINKED Grosh58H 58H" }, bench.fired)
		assert_same({ "BNET 7 offline" }, outbox.dropped)
		assert_equal(1, links:count())
	end)
end)

describe("the own load", function()
	it("is told to every link", function()
		bench.link(7, "Catnia", 0)
		bench.link(8, "Grosh", 1)
		bench.load = 2
		bench.hosting:start()
		links:announce()
		assert_same({ "BNET 7 HI 3.0.0 - 2 - -", "BNET 8 HI 3.0.0 - 2 - -" }, outbox:take())
	end)

	it("reaches every link although some turn out to be offline meanwhile", function()
		for id = 1, 4 do
			bench.link(id, "Catnia", 1)
		end
		outbox.answer = function(job)
			return job.target <= 2 and "offline" or "sent"
		end
		links:announce()
		assert_equal(4, #outbox:take())
		assert_equal(2, links:count())
	end)
end)

describe("goodbye", function()
	it("is said to every link, before anything else", function()
		bench.link(7, "Catnia", 0)
		bench.link(8, "Grosh", 1)
		links:bye()
		assert_same({ "BNET 7 BYE", "BNET 8 BYE" }, outbox:take())
		assert_equal("URGENT", outbox:last().priority)
	end)
end)

describe("the link for a band", function()
	it("is the least loaded that forwards", function()
		bench.link(1, "Catnia", 4)
		bench.link(2, "Grosh", 2)
		bench.link(3, "Zug", 3)
		bench.link(4, "Drak", 0)
		bench.link(5, "Muln", 1, "Horde", 58, "Stormreaver")
		assert_equal(2, links:to("1H").id)
		assert_equal(3, links:to("1H", { [2] = true }).id)
		assert_equal(5, links:to("58H").id)
		assert_nil(links:to("58H", { [5] = true }))
		assert_nil(links:to("1A"))
	end)

	it("may be one to another realm that hears it, when the own realms are connected", function()
		bench.bands:learn_realm(58, "Stormreaver")
		bench.link(1, "Catnia", 1)
		assert_nil(links:to("58H"))
		bench.bands:set_group({ "MoonGuard", "Stormreaver" })
		assert_equal(1, links:to("58H").id)
		assert_nil(links:to("58H", { [1] = true }))
		assert_nil(links:to("77H"), "a realm nobody heard of, of another group")
		bench.bands:set_group({ "MoonGuard", "Stormreaver", "Sargeras" })
		assert_equal(1, links:to("77H").id, "perhaps Sargeras, whose number nobody knows")
		bench.link(2, "Grosh", 9, "Horde", 77, "Hyjal")
		assert_equal(2, links:to("77H").id)
	end)

	it("may be the destination itself, which need not forward", function()
		bench.link(1, "Catnia", 0)
		assert_nil(links:to("1H"))
		assert_equal(1, links:at("Catnia1H").id)
		assert_nil(links:at("Grosh1H"))
	end)
end)

describe("reach", function()
	it("has each band once, sorted, with the average load rounded to the nearest", function()
		bench.link(3, "Zug", 4, "Horde", 58, "Stormreaver")
		bench.link(4, "Drak", 4, "Horde", 58, "Stormreaver")
		bench.link(5, "Muln", 5, "Horde", 58, "Stormreaver")
		bench.link(1, "Catnia", 2)
		bench.link(2, "Grosh", 3)
		assert_same({ { band = "1H", load = 3 }, { band = "58H", load = 4 } }, links:reach())
	end)

	it("is never full over a friend with many links", function()
		bench.link(1, "Catnia", 99)
		assert_same({ { band = "1H", load = 98 } }, links:reach())
	end)

	it("is no longer than a status can tell", function()
		local limit = bench.ns.Spec.limits.status_bands
		for id = 1, limit + 5 do
			bench.link(id, "Drak", 1, "Horde", 1000 + id, "Realm" .. id)
		end
		local reach = links:reach()
		assert_equal(limit, #reach)
		local values = { version = "3", request = false, bands = reach }
		assert_true(bench.ns.Codec.encode("ST", values) ~= nil, "a status of them can be sent")
	end)

	it("leaves out who does not forward", function()
		bench.link(1, "Catnia", 0)
		assert_same({}, links:reach())
		bench.link(2, "Grosh", 9)
		assert_same({ { band = "1H", load = 9 } }, links:reach())
	end)
end)

describe("alliance-1", function()
	before_each(function()
		new_bench("alliance-1")
		bench.befriend(7, "Catnia", "Horde")
		bench.load = 2
		bench.hosting:start()
	end)

	it("probes with HI and answers it with HO", function()
		links:probe()
		assert_same({ "BNET 7 HI" }, outbox:take())
		receive(bench, "BNET", 7, "HI")
		assert_same({ "BNET 7 HO 2" }, outbox:take())
	end)

	it("makes a link of HI, which forwards once its HO came", function()
		receive(bench, "BNET", 7, "HI")
		assert_same({ "LINKED Catnia1H 1H" }, bench.fired)
		assert_nil(links:to("1H"))
		outbox:take()
		receive(bench, "BNET", 7, "HO 4")
		assert_equal(4, links:to("1H").load)
		assert_same({}, outbox:take())
		assert_same({ "LINKED Catnia1H 1H" }, bench.fired)
	end)

	it("keeps the load through another HI of the same character, not of another", function()
		receive(bench, "BNET", 7, "HO 4")
		receive(bench, "BNET", 7, "HI")
		assert_equal(4, links:get(7).load)
		bench.befriend(7, "Grosh", "Horde")
		receive(bench, "BNET", 7, "HI")
		assert_equal(0, links:get(7).load)
	end)

	it("announces with HO", function()
		receive(bench, "BNET", 7, "HO 4")
		links:announce()
		assert_same({ "BNET 7 HO 2" }, outbox:take())
	end)
end)
