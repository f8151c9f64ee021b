-- SPDX-License-Identifier: MIT
local bench, bridges, outbox, timers

local function new_bench(revision)
	bench = node_bench({ revision = revision })
	bridges, outbox = bench.bridges, bench.outbox
	timers = bench.ns.Spec.timers
end

before_each(function()
	new_bench()
end)

-- A host with one link to 1H of load 3 and one to 58H of load 25.
local function host()
	bench.link(7, "Catnia", 3)
	bench.link(8, "Grosh", 25, "Horde", 58, "Stormreaver")
	bench.hosting:start()
	outbox:take()
end

describe("a quota", function()
	it("is ceil(1000 / load)", function()
		local quota = bench.ns.Bridges.quota
		assert_same({ 1000, 500, 334, 50, 11 }, { quota(1), quota(2), quota(3), quota(20), quota(98) })
	end)

	it("is nothing for who hosts nothing, and for who is full", function()
		assert_equal(0, bench.ns.Bridges.quota(0))
		assert_equal(0, bench.ns.Bridges.quota(99))
	end)
end)

describe("drawing a bridge", function()
	local function draws(count, band)
		local drawn = {}
		for _ = 1, count do
			local fullname = bridges:choose(band)
			drawn[fullname] = (drawn[fullname] or 0) + 1
		end
		return drawn
	end

	it("spreads by quota over those that reach the band", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.bridge("Elune-MoonGuard", { { "1H", 2 } })
		bench.bridge("Tyr-MoonGuard", { { "58H", 1 }, { "1H", 4 } })
		bench.bridge("Far-MoonGuard", { { "58H", 1 } })
		local drawn = draws(10000, "1H")
		local expected = { ["Borin-MoonGuard"] = 1000, ["Elune-MoonGuard"] = 500, ["Tyr-MoonGuard"] = 250 }
		for fullname, quota in pairs(expected) do
			-- Five standard deviations of 10,000 draws are below 2.5 %.
			local share, due = (drawn[fullname] or 0) / 10000, quota / 1750
			assert_true(math.abs(share - due) < 0.025, fullname .. " " .. share)
		end
		assert_nil(drawn["Far-MoonGuard"])
	end)

	it("never draws load 0 or a full one", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 0 }, { "58H", 1 } })
		bench.bridge("Elune-MoonGuard", { { "1H", 99 } })
		assert_nil(bridges:choose("1H"))
		assert_equal(0, bridges:count("1H"))
		bench.bridge("Tyr-MoonGuard", { { "1H", 98 } })
		assert_same({ ["Tyr-MoonGuard"] = 500 }, draws(500, "1H"))
		assert_equal(1, bridges:count("1H"))
	end)

	it("avoids some while there are others", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.bridge("Elune-MoonGuard", { { "1H", 90 } })
		for _ = 1, 100 do
			assert_equal("Elune-MoonGuard", bridges:choose("1H", { ["Borin-MoonGuard"] = true }))
		end
		local both = { ["Borin-MoonGuard"] = true, ["Elune-MoonGuard"] = true }
		assert_true(bridges:choose("1H", both) ~= nil)
	end)

	it("takes one to another realm that hears it, when the own realms are connected", function()
		bench.bands:learn_realm(58, "Stormreaver")
		bench.bridge("Borin-MoonGuard", { { "58H", 50 } })
		assert_nil(bridges:choose("1H"))
		bench.bands:set_group({ "MoonGuard", "Stormreaver" })
		assert_equal("Borin-MoonGuard", bridges:choose("1H"))
		assert_equal(1, bridges:count("1H"))
		assert_nil(bridges:choose("1A"))
		assert_nil(bridges:choose("77H"))
	end)

	it("takes one that may hear it only when no other does", function()
		bench.bands:set_group({ "MoonGuard", "Sargeras" })
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		assert_equal("Borin-MoonGuard", bridges:choose("77H"))
		bench.bridge("Elune-MoonGuard", { { "77H", 98 } })
		for _ = 1, 50 do
			assert_equal("Elune-MoonGuard", bridges:choose("77H"))
		end
		assert_equal("Elune-MoonGuard", bridges:choose("77H", { ["Elune-MoonGuard"] = true }))
	end)

	it("counts the best of the realms that hear it", function()
		bench.bands:learn_realm(58, "Stormreaver")
		bench.bands:set_group({ "MoonGuard", "Stormreaver" })
		bench.bridge("Borin-MoonGuard", { { "1H", 90 }, { "58H", 1 } })
		bench.bridge("Elune-MoonGuard", { { "1H", 1 } })
		local drawn = draws(1000, "1H")
		assert_true(math.abs(drawn["Borin-MoonGuard"] - 500) < 80)
	end)

	it("finds none where there is none", function()
		assert_nil(bridges:choose("1H"))
		assert_nil(bridges:choose("1H", { ["Borin-MoonGuard"] = true }))
	end)
end)

describe("a bridge heard of", function()
	it("replaces what it said before", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 }, { "58H", 1 } })
		bench.bridge("Borin-MoonGuard", { { "58H", 1 } })
		assert_equal(0, bridges:count("1H"))
		assert_equal(1, bridges:count("58H"))
	end)

	it("is gone when it offers nothing, leaves, or was silent for node_life", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.bridge("Borin-MoonGuard", {})
		assert_equal(0, bridges.known:size())
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.bridge("Borin-MoonGuard", { { "1H", 0 } })
		assert_equal(0, bridges.known:size())
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bridges:lost("Borin-MoonGuard")
		assert_nil(bridges:choose("1H"))
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.env:advance(timers.node_life)
		bridges:sweep()
		assert_equal(0, bridges.known:size())
	end)

	it("is told when it changes, and only then when it leaves", function()
		local changes = 0
		bench.events:on("BRIDGES_CHANGED", function()
			changes = changes + 1
		end)
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		assert_equal(1, changes)
		bridges:lost("Borin-MoonGuard")
		bridges:lost("Borin-MoonGuard")
		assert_equal(2, changes)
	end)

	it("is not oneself", function()
		host()
		bench.bridge("Tammya-MoonGuard", { { "1H", 1 } }, "BROADCAST", true)
		bench.env:advance(10)
		assert_nil(bridges:choose("1H"))
		assert_same({}, outbox:take())
	end)

	it("is met: messages find its full name", function()
		bench.bridge("Borin-Stormreaver", { { "1H", 1 } })
		assert_equal("Borin-Stormreaver", bench.bands:fullname_of("Borin1A"))
	end)
end)

describe("the own status", function()
	it("tells the bands within reach while hosting", function()
		host()
		bridges:announce(false)
		bridges:announce(true)
		assert_same({
			"BROADCAST nil ST 3.0.0 - - - 1H3:58H25",
			"BROADCAST nil ST 3.0.0 ? - - 1H3:58H25",
		}, outbox:take())
		assert_equal("FAST", outbox:last().priority)
	end)

	it("tells none when not hosting", function()
		bench.link(7, "Catnia", 3)
		bridges:announce(true)
		assert_same({ "BROADCAST nil ST 3.0.0 ? - - -" }, outbox:take())
	end)
end)

describe("announcing soon", function()
	it("announces once, with what is true then", function()
		host()
		bridges:announce_soon(0.5)
		bench.env:advance(0.25)
		bridges:announce_soon(0.5)
		bench.links:lost(8)
		assert_same({}, outbox:take())
		bench.env:advance(0.25)
		assert_same({ "BROADCAST nil ST 3.0.0 - - - 1H3" }, outbox:take())
		bench.env:advance(10)
		assert_same({}, outbox:take())
		bridges:announce_soon(0.5)
		bench.env:advance(0.5)
		assert_equal(1, #outbox:take())
	end)

	it("takes back what was offered, once", function()
		host()
		bridges:announce(false)
		outbox:take()
		bench.links:lost(7)
		bench.links:lost(8)
		bridges:announce_soon(0.5)
		bench.env:advance(0.5)
		assert_same({ "BROADCAST nil ST 3.0.0 - - - -" }, outbox:take())
		bridges:announce_soon(0.5)
		bench.env:advance(0.5)
		assert_same({}, outbox:take())
	end)

	it("takes back what only one player was told", function()
		host()
		bridges:answer("Borin-MoonGuard")
		bench.hosting.on = false
		bridges:answer("Borin-MoonGuard")
		outbox:take()
		bridges:announce_soon(0.5)
		bench.env:advance(0.5)
		assert_same({ "BROADCAST nil ST 3.0.0 - - - -" }, outbox:take())
	end)

	it("is silent for who only ever told that there is nothing", function()
		bridges:answer("Borin-MoonGuard")
		outbox:take()
		bridges:announce_soon(0.5)
		bench.env:advance(0.5)
		assert_same({}, outbox:take())
	end)

	it("is silent for who never had anything to offer", function()
		bench.link(7, "Catnia", 0)
		bench.hosting:start()
		bridges:announce_soon(0.5)
		bench.env:advance(0.5)
		assert_same({}, outbox:take())
	end)
end)

describe("a request for status", function()
	local function asks(name, medium)
		bench.bridge(name .. "-MoonGuard", {}, medium or "BROADCAST", true)
	end

	it("is answered by a host, to the asker alone, within the spread", function()
		host()
		asks("Borin")
		assert_same({}, outbox:take(), "not at once")
		bench.env:advance(timers.answer_spread)
		assert_same({ "WHISPER Borin-MoonGuard ST 3.0.0 - - - 1H3:58H25" }, outbox:take())
	end)

	it("is answered once, however often one asks, until some time went by", function()
		host()
		for _ = 1, 20 do
			asks("Borin")
		end
		asks("Elune")
		bench.env:advance(timers.answer_spread)
		assert_equal(2, #outbox:take())
		bench.env:advance(timers.status_answer)
		asks("Borin")
		bench.env:advance(timers.answer_spread)
		assert_equal(1, #outbox:take())
	end)

	it("is answered at different moments by different hosts", function()
		local times = {}
		for seed = 1, 12 do
			bench = node_bench({ seed = seed * 1000 })
			outbox = bench.outbox
			host()
			asks("Borin")
			local start = bench.env.now()
			outbox.answer = function()
				times[seed] = bench.env.now() - start
			end
			bench.env:advance(timers.answer_spread)
		end
		table.sort(times)
		assert_equal(12, #times)
		assert_true(times[1] < timers.answer_spread / 4)
		assert_true(times[12] > timers.answer_spread * 3 / 4)
	end)

	it("is not answered by who does not host, or reaches nothing", function()
		bench.link(7, "Catnia", 3)
		asks("Borin")
		bench.env:advance(10)
		assert_same({}, outbox:take())
		bench.links:lost(7)
		bench.hosting:start()
		asks("Borin")
		bench.link(8, "Grosh", 0)
		asks("Borin")
		bench.env:advance(10)
		assert_same({}, outbox:take())
	end)

	it("is answered to the channel only: a whispered status asks nothing", function()
		host()
		asks("Borin", "WHISPER")
		bench.env:advance(10)
		assert_same({}, outbox:take())
	end)

	it("is not seen in a status without the mark", function()
		host()
		bench.bridge("Borin-MoonGuard", {})
		bench.bridge("Elune-MoonGuard", { { "1H", 1 } })
		bench.env:advance(10)
		assert_same({}, outbox:take())
	end)
end)

describe("a whispered status", function()
	it("tells one player what is within reach, and that this bridge is full when it is", function()
		host()
		bridges:answer("Borin-MoonGuard")
		bridges:answer("Borin-MoonGuard", true)
		assert_same({
			"WHISPER Borin-MoonGuard ST 3.0.0 - - - 1H3:58H25",
			"WHISPER Borin-MoonGuard ST 3.0.0 - - - 1H99:58H99",
		}, outbox:take())
		assert_equal("FAST", outbox:last().priority)
	end)

	it("moves the asker to other bridges for a while when it says full", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 2 } })
		bench.bridge("Borin-MoonGuard", { { "1H", 99 }, { "58H", 99 } }, "WHISPER")
		assert_nil(bridges:choose("1H"))
		assert_false(bridges:takes("Borin-MoonGuard", "1H"))
		bench.env:advance(timers.client_idle - 0.1)
		assert_nil(bridges:choose("1H"))
		bench.env:advance(0.1)
		assert_equal("Borin-MoonGuard", bridges:choose("1H"))
		assert_true(bridges:takes("Borin-MoonGuard", "1H"))
		assert_nil(bridges:choose("58H"), "what it offered before counts again")
	end)

	it("is heard from when it says full", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 2 } })
		bench.env:advance(timers.node_life - 1)
		bench.bridge("Borin-MoonGuard", { { "1H", 99 } }, "WHISPER")
		bench.env:advance(timers.client_idle)
		assert_equal("Borin-MoonGuard", bridges:choose("1H"))
	end)

	it("ends that while with any other status", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.bridge("Borin-MoonGuard", { { "1H", 99 } }, "WHISPER")
		bench.bridge("Borin-MoonGuard", { { "1H", 2 } })
		assert_equal("Borin-MoonGuard", bridges:choose("1H"))
		bench.bridge("Borin-MoonGuard", { { "1H", 99 } })
		bench.env:advance(timers.client_idle)
		assert_nil(bridges:choose("1H"), "told to everybody, it is so until it tells something else")
	end)

	it("is what it says when some band is not full, or nothing was known", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.bridge("Borin-MoonGuard", { { "1H", 99 }, { "58H", 3 } }, "WHISPER")
		bench.bridge("Elune-MoonGuard", { { "1H", 99 } }, "WHISPER")
		bench.env:advance(timers.client_idle)
		assert_nil(bridges:choose("1H"))
		assert_equal("Borin-MoonGuard", bridges:choose("58H"))
	end)
end)

describe("goodbye", function()
	it("is said to everyone before anything else", function()
		bridges:bye()
		assert_same({ "BROADCAST nil BYE" }, outbox:take())
		assert_equal("URGENT", outbox:last().priority)
	end)

	it("is an empty status in alliance-1", function()
		new_bench("alliance-1")
		bridges:bye()
		assert_same({ "BROADCAST nil ST -" }, outbox:take())
		assert_equal("URGENT", outbox:last().priority)
	end)
end)

describe("alliance-1", function()
	before_each(function()
		new_bench("alliance-1")
		host()
	end)

	local function hear(text, sender)
		receive(bench, "BROADCAST", (sender or "Borin") .. "-MoonGuard", text)
	end

	it("tells the bands with spaces between them", function()
		bridges:announce(false)
		assert_same({ "BROADCAST nil ST 1H3 58H25" }, outbox:take())
	end)

	it("answers a newcomer's empty status with its own to all, once for several of them", function()
		hear("ST -")
		hear("ST -", "Elune")
		assert_same({}, outbox:take())
		bench.env:advance(timers.answer_spread)
		assert_same({ "BROADCAST nil ST 1H3 58H25" }, outbox:take())
	end)

	it("does not take a bridge that shuts down for a newcomer", function()
		hear("ST 1H1")
		assert_equal(1, bridges:count("1H"))
		hear("ST -")
		assert_equal(0, bridges:count("1H"))
		bench.env:advance(10)
		assert_same({}, outbox:take())
	end)
end)
