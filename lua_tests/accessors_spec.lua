-- SPDX-License-Identifier: MIT
-- What the modules tell of themselves to who shows it to the player.

describe("bridges", function()
	it("tell how many reach a band, and the load of the least busy one", function()
		local bench = node_bench()
		assert_same({}, bench.bridges:by_band())
		bench.bridge("Borin-MoonGuard", { { "1H", 3 }, { "58H", 9 } })
		bench.bridge("Anduvar-MoonGuard", { { "1H", 2 }, { "77A", 99 } })
		assert_same({ ["1H"] = { count = 2, load = 2 }, ["58H"] = { count = 1, load = 9 } }, bench.bridges:by_band())
	end)

	it("leave out one that told that it is full, until it may have room again", function()
		local bench = node_bench()
		bench.bridge("Borin-MoonGuard", { { "1H", 3 } })
		bench.bridge("Borin-MoonGuard", { { "1H", 99 } }, "WHISPER")
		assert_same({}, bench.bridges:by_band())
		bench.env:advance(bench.ns.Spec.timers.client_idle)
		assert_same({ ["1H"] = { count = 1, load = 3 } }, bench.bridges:by_band())
	end)
end)

describe("the outbox", function()
	it("tells why messages wait", function()
		local bench = outbox_bench({ budget = { rate = 100, burst = 300, overhead = 0 } })
		assert_nil(bench.outbox:waits())
		bench.client.codes = { 3 }
		bench.send("a", "a")
		assert_equal("retry", bench.outbox:waits())
		bench.env:advance(1)
		assert_nil(bench.outbox:waits())
		bench.client.codes = { 11 }
		bench.send("b", "b")
		assert_equal("held", bench.outbox:waits())
		bench.outbox:resume()
		assert_nil(bench.outbox:waits())
		bench.send("c", letters(600))
		assert_equal("limiter", bench.outbox:waits())
		bench.env:advance(60)
		assert_nil(bench.outbox:waits())
	end)

	it("calls it no waiting when a message is open and nothing of it is ready", function()
		local bench = outbox_bench()
		bench.open("a")
		assert_nil(bench.outbox:waits())
	end)

	it("marks the packets of what is carried for others, and no others", function()
		local bench = outbox_bench()
		bench.send("a", letters(600), { carried = true })
		bench.send("b", "b")
		local marks = {}
		for index, packet in ipairs(bench.client.packets) do
			marks[index] = packet.carried or false
		end
		assert_same({ true, true, true, false }, marks)
	end)
end)

describe("a relay", function()
	it("marks what it carries", function()
		local bench = node_bench()
		bench.link(7, "Grosh", 2)
		bench.hosting:start()
		receive(bench, "WHISPER", "Borin-MoonGuard", "R1 W3e0d12 A Catnia1H RP1 Hello!")
		assert_true(bench.outbox:last().options.carried)
		bench.router:send("Catnia1H", "RP1 My own.", { priority = "NORMAL" })
		assert_nil(bench.outbox:last().options.carried)
	end)
end)

describe("profiles", function()
	local bench, profiles, timers

	before_each(function()
		bench = node_bench()
		timers = bench.ns.Spec.timers
		profiles = bench.ns.Profiles.new(bench.env, {
			adapter = {
				available = function()
					return true
				end,
				ignored = function()
					return false
				end,
				known = function()
					return nil, {}
				end,
			},
			router = { send = function() end },
			bands = bench.bands,
			events = bench.events,
			count = function() end,
			may_ask = function()
				return true
			end,
		})
	end)

	it("tell whether somebody was touched, and when they are asked", function()
		assert_same({ false, nil }, { profiles:asks_in("Catnia1H") })
		profiles:touch("Catnia-MoonGuard", "Catnia1H", "mouseover")
		local touched, seconds = profiles:asks_in("Catnia1H")
		assert_true(touched)
		assert_true(math.abs(seconds - timers.request_pairing) < 0.001)
		bench.env:advance(timers.request_pairing)
		assert_same({ true, nil }, { profiles:asks_in("Catnia1H") })
	end)

	it("tell how long until parts may be asked for again", function()
		assert_equal(0, profiles:cooldown("Catnia1H", { "A", "B" }))
		profiles:touch("Catnia-MoonGuard", "Catnia1H", "mouseover")
		bench.env:advance(timers.request_pairing)
		bench.env:advance(10)
		local left = profiles:cooldown("Catnia1H", { "D", "A" })
		assert_true(math.abs(left - (timers.request_cooldown - 10)) < 0.001)
		assert_equal(0, profiles:cooldown("Catnia1H", { "D" }))
		assert_equal(0, profiles:cooldown("Catnia1H", {}))
		bench.env:advance(timers.request_cooldown)
		assert_equal(0, profiles:cooldown("Catnia1H", { "A" }))
	end)
end)

describe("the client", function()
	it("tells what it lacks", function()
		local Client = load_module("Client").Client
		assert_same({}, Client.lacks())
		assert_true(Client.has_broadcasts())
		assert_equal("enUS", Client.locale())
	end)

	it("tells why there is no target", function()
		assert_same({ nil, "no_target" }, { load_module("Client").Client.target() })
	end)
end)
