-- SPDX-License-Identifier: MIT
local bench, router, outbox, outcomes, limits, timers

local function new_bench(revision)
	bench = node_bench({ revision = revision })
	router, outbox, outcomes = bench.router, bench.outbox, {}
	limits, timers = bench.ns.Spec.limits, bench.ns.Spec.timers
end

before_each(function()
	new_bench()
end)

local function send(destination, message, more)
	local request = { priority = "NORMAL" }
	for key, value in pairs(more or {}) do
		request[key] = value
	end
	request.on_done = function(outcome, detail)
		table.insert(outcomes, outcome .. (detail and " " .. detail or ""))
	end
	router:send(destination, message == nil and "RP1 Hello!" or message, request)
end

-- What was sent since the last look, with the random part of umids left out.
local function sent()
	local lines = outbox:take()
	for index, line in ipairs(lines) do
		lines[index] = line:gsub(" %w%w%w%w%w(%d+) ", " u%1 ")
	end
	return lines
end

local function umid_of(job)
	return job.text:match("^%u%d (%w+)")
end

describe("the way", function()
	it("is an own link first", function()
		bench.link(7, "Grosh", 3)
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		send("Catnia1H")
		assert_same({ "BNET 7 R2 u1 Tammya1A Catnia1H RP1 Hello!" }, sent())
		assert_equal("NORMAL", outbox:last().priority)
	end)

	it("is the link that is the destination, though others carry less and it forwards nothing", function()
		bench.link(7, "Grosh", 1)
		bench.link(8, "Catnia", 0)
		send("Catnia1H")
		assert_same({ "BNET 8 R2 u1 Tammya1A Catnia1H RP1 Hello!" }, sent())
	end)

	it("is a bridge for who has no link to the band", function()
		bench.link(7, "Grosh", 1, "Horde", 58, "Stormreaver")
		bench.link(8, "Zug", 0)
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		send("Catnia1H", nil, { priority = "LOW" })
		assert_same({ "WHISPER Borin-MoonGuard R1 u1 A Catnia1H RP1 Hello!" }, sent())
		assert_equal("LOW", outbox:last().priority)
	end)

	it("to a band goes like the way to somebody there", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		send("1H")
		assert_same({ "WHISPER Borin-MoonGuard R1 u1 A 1H RP1 Hello!" }, sent())
	end)

	it("may not be there: nothing is sent and the outcome says so", function()
		bench.bridge("Borin-MoonGuard", { { "58H", 1 } })
		send("Catnia1H")
		assert_same({ "no_bridge" }, outcomes)
		assert_same({}, sent())
		assert_equal(0, bench.env:timers())
		assert_equal(1, bench.counts.routed_no_bridge)
	end)

	it("can be asked for beforehand", function()
		assert_true(router:can_reach("Borin1A"))
		assert_true(router:can_reach("1A"))
		assert_false(router:can_reach("Catnia1H"))
		assert_false(router:can_reach("nobody"))
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		assert_true(router:can_reach("Catnia1H"))
		bench.link(7, "Grosh", 0, "Horde", 58, "Stormreaver")
		assert_true(router:can_reach("Grosh58H"))
		assert_false(router:can_reach("Zug58H"))
		bench.link(8, "Drak", 1, "Horde", 58, "Stormreaver")
		assert_true(router:can_reach("Zug58H"))
	end)
end)

describe("a message to the own side", function()
	it("is whispered straight, and ends when it is handed over", function()
		send("Borin1A")
		assert_same({ "WHISPER Borin-MoonGuard R0 RP1 Hello!" }, sent())
		assert_same({}, outcomes)
		outbox:last():done("sent")
		assert_same({ "sent" }, outcomes)
		assert_equal(0, bench.env:timers())
	end)

	it("goes straight to connected realms too", function()
		bench.bands:learn_realm(58, "Stormreaver")
		bench.bands:set_group({ "MoonGuard", "Stormreaver" })
		send("Borin58A")
		assert_same({ "WHISPER Borin-Stormreaver R0 RP1 Hello!" }, sent())
	end)

	it("may be logged where the revision has that", function()
		send("Borin1A", nil, { logged = true })
		assert_same({ "LOGGED Borin-MoonGuard R0 RP1 Hello!" }, sent())
		for _, revision in ipairs({ "alliance-1", "release-2" }) do
			new_bench(revision)
			send("Borin1A", nil, { logged = true })
			assert_equal("WHISPER", outbox:last().medium)
		end
	end)

	it("is never logged on its way through others", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		send("Catnia1H", nil, { logged = true })
		assert_equal("WHISPER", outbox:last().medium)
	end)

	it("to the whole band is broadcast", function()
		send("1A")
		assert_same({ "BROADCAST nil R0 RP1 Hello!" }, sent())
		outbox:last():done("sent")
		assert_same({ "sent" }, outcomes)
	end)

	it("is not tried again: what the client says is the outcome", function()
		for _, result in ipairs({ { "offline" }, { "failed", "InvalidMessage" }, { "expired" } }) do
			send("Borin1A")
			outbox:last():done(unpack(result))
		end
		assert_same({ "refused offline", "refused InvalidMessage", "refused expired" }, outcomes)
		assert_equal(3, #sent())
	end)
end)

describe("an acknowledgement", function()
	before_each(function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		send("Catnia1H")
	end)

	it("ends the message, once", function()
		local umid = umid_of(outbox:last())
		outbox:last():done("sent")
		assert_same({}, outcomes)
		router:acked(umid)
		router:acked(umid)
		assert_same({ "acked" }, outcomes)
		assert_equal(0, bench.env:timers())
		assert_same({ routed_acked = 1 }, bench.counts)
	end)

	it("may come before the client's own result", function()
		router:acked(umid_of(outbox:last()))
		outbox:last():done("sent")
		assert_equal(0, bench.env:timers())
		bench.env:advance(1000)
		assert_same({ "acked" }, outcomes)
		assert_equal(1, #sent())
	end)

	it("stops what goes out a second time", function()
		outbox:last():done("sent")
		bench.env:advance(timers.ack_wait + 1)
		local again = outbox:last()
		router:acked(umid_of(again))
		assert_equal("aborted", again.outcome)
		assert_same({ "acked" }, outcomes)
	end)

	it("of something else ends nothing", function()
		outbox:last():done("sent")
		router:acked("W3e0d12")
		router:acked("")
		assert_same({}, outcomes)
	end)

	it("of the first try counts after the second", function()
		local umid = umid_of(outbox:last())
		outbox:last():done("sent")
		bench.env:advance(timers.ack_wait + 1)
		assert_equal(umid, umid_of(outbox:last()))
		router:acked(umid)
		outbox:last():done("sent")
		bench.env:advance(1000)
		assert_same({ "acked" }, outcomes)
		assert_equal(2, #sent())
	end)
end)

describe("trying again", function()
	local OTHER = { ["Borin-MoonGuard"] = "Elune-MoonGuard", ["Elune-MoonGuard"] = "Borin-MoonGuard" }

	before_each(function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.bridge("Elune-MoonGuard", { { "1H", 1 } })
	end)

	it("happens at once over another bridge when the first is offline, which is forgotten", function()
		send("Catnia1H")
		local first = outbox:last()
		first:done("offline")
		assert_equal(OTHER[first.target], outbox:last().target)
		assert_equal(umid_of(first), umid_of(outbox:last()))
		assert_equal(1, bench.bridges:count("1H"))
		assert_equal(1, bench.counts.routed_again)
		assert_same({}, outcomes)
	end)

	it("leaves a bridge in peace that is there, whatever else went wrong", function()
		send("Catnia1H")
		outbox:last():done("failed", "GeneralError")
		assert_equal(2, #sent())
		assert_equal(2, bench.bridges:count("1H"))
	end)

	it("happens over another bridge when no acknowledgement came in the time its size allows", function()
		local message = ("x"):rep(1000)
		send("Catnia1H", message)
		local first = outbox:last()
		bench.env:advance(1000)
		assert_equal(1, #sent(), "the wait counts from the moment the last page is out")
		first:done("sent")
		bench.env:advance(timers.ack_wait + 1000 * timers.ack_wait_byte - 0.01)
		assert_equal(0, #sent())
		bench.env:advance(0.02)
		assert_equal(1, #sent())
		assert_equal(OTHER[first.target], outbox:last().target)
		assert_equal(2, bench.bridges:count("1H"))
	end)

	it("uses every bridge before it uses one again", function()
		bench.bridge("Tyr-MoonGuard", { { "1H", 50 } })
		outbox.answer = function()
			return "sent"
		end
		send("Catnia1H")
		bench.env:advance(2.5 * timers.ack_wait)
		local used = {}
		for _, job in ipairs(outbox.jobs) do
			used[job.target] = true
		end
		assert_equal(3, #outbox.jobs)
		assert_same({ ["Borin-MoonGuard"] = true, ["Elune-MoonGuard"] = true, ["Tyr-MoonGuard"] = true }, used)
	end)

	it("goes from an own link to a bridge", function()
		bench.link(7, "Grosh", 1)
		send("Catnia1H")
		assert_equal(7, outbox:last().target)
		outbox:last():done("failed", "GeneralError")
		assert_equal("WHISPER", outbox:last().medium)
	end)

	it("goes from one own link to the next, and back when there is nothing else", function()
		new_bench()
		bench.link(7, "Grosh", 1)
		bench.link(8, "Zug", 2)
		send("Catnia1H")
		outbox:last():done("failed", "GeneralError")
		outbox:last():done("failed", "GeneralError")
		bench.env:advance(timers.ack_wait)
		assert_same({
			"BNET 7 R2 u1 Tammya1A Catnia1H RP1 Hello!",
			"BNET 8 R2 u1 Tammya1A Catnia1H RP1 Hello!",
			"BNET 7 R2 u1 Tammya1A Catnia1H RP1 Hello!",
		}, sent())
	end)

	it("waits before it takes the same way again", function()
		outbox.answer = function()
			return "failed", "GeneralError"
		end
		send("Catnia1H")
		assert_equal(2, #sent(), "two bridges, each at once")
		bench.env:advance(timers.ack_wait - 0.1)
		assert_equal(0, #sent())
		bench.env:advance(0.2)
		assert_equal(1, #sent())
		bench.env:advance(1000)
		assert_equal(limits.tries - 3, #sent())
		assert_same({ "refused GeneralError" }, outcomes)
	end)

	it("ends after so many tries: nobody acknowledged", function()
		outbox.answer = function()
			return "sent"
		end
		send("Catnia1H")
		bench.env:advance(10000)
		assert_equal(limits.tries, #sent())
		assert_same({ "timed_out" }, outcomes)
		assert_equal(0, bench.env:timers())
	end)

	it("ends as refused when the last of them was refused, as timed out when it was handed over", function()
		local results = { "offline", "sent", "sent", "sent", "sent" }
		for index = 1, 5 do
			bench.bridge(("Bridge%s-MoonGuard"):format(("x"):rep(index)), { { "1H", 1 } })
		end
		outbox.answer = function()
			return table.remove(results, 1)
		end
		send("Catnia1H")
		bench.env:advance(10000)
		results = { "sent", "sent", "sent", "sent", "failed" }
		send("Catnia1H")
		bench.env:advance(10000)
		assert_same({ "timed_out", "refused failed" }, outcomes)
		assert_equal(2 * limits.tries, #sent())
	end)

	it("waits for a bridge to come while there is none", function()
		send("Catnia1H", ("x"):rep(10000))
		outbox:last():done("offline")
		outbox:last():done("offline")
		local last = outbox:last().target
		assert_equal(2, #sent())
		assert_same({}, outcomes)
		bench.bridge("Tyr-MoonGuard", { { "1H", 1 } })
		receive(bench, "WHISPER", last, "ST 3.0.0 - - - -")
		bench.env:advance(timers.ack_wait - 0.1)
		assert_equal(0, #sent())
		bench.env:advance(0.1)
		assert_equal("Tyr-MoonGuard", outbox:last().target)
	end)

	it("ends for want of a bridge when none comes", function()
		send("Catnia1H")
		outbox:last():done("offline")
		outbox:last():done("offline")
		bench.env:advance(1000)
		assert_same({ "no_bridge offline" }, outcomes)
		assert_equal(2, #sent())
	end)

	it("does not happen for a result that comes late", function()
		send("Catnia1H")
		local first = outbox:last()
		receive(bench, "WHISPER", first.target, "ST 3.0.0 - - - -")
		bench.env:advance(0)
		assert_equal(2, #sent())
		first:done("failed", "GeneralError")
		assert_equal(0, #sent())
	end)
end)

describe("a bridge that refuses in person", function()
	local first

	before_each(function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.bridge("Elune-MoonGuard", { { "1H", 1 } })
		send("Catnia1H", ("x"):rep(5000))
		first = outbox:last()
		sent()
	end)

	local function tell(text, medium, name)
		receive(bench, medium or "WHISPER", name or first.target, text)
		bench.env:advance(0)
	end

	it("loses the message to another at once", function()
		first:done("sent")
		bench.env:advance(5)
		tell("ST 3.0.0 - - - 1H99")
		assert_equal(1, #sent())
		assert_true(outbox:last().target ~= first.target)
		outbox:last():done("sent")
		bench.env:advance(timers.ack_wait + 40 - 1)
		assert_equal(0, #sent(), "the first try's wait is over")
	end)

	it("is sent no more of a message that is not all out yet", function()
		tell("ST 3.0.0 - - - -")
		assert_equal("aborted", first.outcome)
		assert_equal(1, #sent())
		assert_true(outbox:last().target ~= first.target)
	end)

	it("is sent no more of the second try either", function()
		first:done("sent")
		bench.env:advance(timers.ack_wait + 40)
		local second = outbox:last()
		tell("ST 3.0.0 - - - -", "WHISPER", second.target)
		assert_equal("aborted", second.outcome)
	end)

	it("is sent no more of a try that followed at once", function()
		local results = { "offline" }
		outbox.answer = function()
			return table.remove(results, 1)
		end
		send("Catnia1H", ("x"):rep(5000))
		local second = outbox:last()
		tell("ST 3.0.0 - - - -", "WHISPER", second.target)
		assert_equal("aborted", second.outcome)
	end)

	it("keeps it when it still reaches the band", function()
		first:done("sent")
		tell("ST 3.0.0 - - - 1H2:58H99")
		assert_equal(0, #sent())
	end)

	it("is not one that tells everybody: it carries what it has", function()
		first:done("sent")
		tell("ST 3.0.0 - - - -", "BROADCAST")
		assert_equal(0, #sent())
	end)

	it("speaks for itself only", function()
		first:done("sent")
		tell("ST 3.0.0 - - - -", "WHISPER", "Tyr-MoonGuard")
		assert_equal(0, #sent())
	end)
end)

describe("bridges that are all full", function()
	local function full(name)
		receive(bench, "WHISPER", name, "ST 3.0.0 - - - 1H99")
		bench.env:advance(0)
	end

	before_each(function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
	end)

	it("are asked again until one has room; none of it counts as a try", function()
		send("Catnia1H")
		for _ = 1, 3 * limits.tries do
			full("Borin-MoonGuard")
			assert_same({}, outcomes)
			bench.env:advance(timers.client_idle + 1.5 * timers.full_wait)
		end
		assert_equal(1 + 3 * limits.tries, #outbox.jobs)
		outbox:last():done("sent")
		router:acked(umid_of(outbox:last()))
		assert_same({ "acked" }, outcomes)
	end)

	it("are not asked for ever", function()
		send("Catnia1H")
		while bench.env.now() < 10000 and #outcomes == 0 do
			full("Borin-MoonGuard")
			bench.env:advance(timers.full_wait)
		end
		assert_true(bench.env.now() >= timers.flight_life)
		assert_same({ "no_bridge refused" }, outcomes)
		assert_equal(0, bench.env:timers())
	end)

	it("are waited for by a message that is new, too", function()
		full("Borin-MoonGuard")
		send("Catnia1H")
		assert_same({}, sent())
		assert_same({}, outcomes)
		bench.env:advance(timers.client_idle + 1.5 * timers.full_wait)
		assert_same({ "WHISPER Borin-MoonGuard R1 u1 A Catnia1H RP1 Hello!" }, sent())
	end)
end)

describe("somebody whom the game does not find", function()
	it("is no bridge any more: the message goes another way at once", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		send("Catnia1H")
		outbox:last():done("sent")
		bench.bridge("Elune-MoonGuard", { { "1H", 1 } })
		sent()
		router:unreachable("Tyr-MoonGuard")
		bench.env:advance(0)
		assert_same({}, sent())
		router:unreachable("Borin-MoonGuard")
		bench.env:advance(0)
		assert_same({ "WHISPER Elune-MoonGuard R1 u1 A Catnia1H RP1 Hello!" }, sent())
		assert_equal(1, bench.bridges:count("1H"))
	end)
end)

describe("a bridge that starts anew", function()
	before_each(function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		send("Catnia1H")
		outbox:last():done("sent")
		bench.bridge("Elune-MoonGuard", { { "1H", 1 } })
		sent()
	end)

	it("knows nothing of the message: it goes elsewhere at once", function()
		router:bridge_changed("Borin-MoonGuard", "BROADCAST", true)
		bench.env:advance(0)
		assert_same({ "WHISPER Elune-MoonGuard R1 u1 A Catnia1H RP1 Hello!" }, sent())
	end)

	it("concerns only its own messages", function()
		router:bridge_changed("Elune-MoonGuard", "BROADCAST", true)
		bench.env:advance(0)
		assert_same({}, sent())
	end)
end)

describe("taking a message back", function()
	local function start()
		return router:send("Catnia1H", "RP1 Hello!", {
			priority = "NORMAL",
			on_done = function(outcome)
				table.insert(outcomes, outcome)
			end,
		})
	end

	before_each(function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
	end)

	it("ends it at once; what is not sent stays unsent", function()
		local cancel = start()
		cancel()
		assert_same({ "cancelled" }, outcomes)
		assert_equal("aborted", outbox:last().outcome)
		cancel()
		bench.env:advance(1000)
		assert_equal(1, #sent())
		assert_equal(1, #outcomes)
	end)

	it("ends the wait for its acknowledgement", function()
		local cancel = start()
		outbox:last():done("sent")
		cancel()
		assert_equal(0, bench.env:timers())
		assert_same({ "cancelled" }, outcomes)
	end)

	it("does nothing once it ended", function()
		local cancel = start()
		router:acked(umid_of(outbox:last()))
		cancel()
		assert_same({ "acked" }, outcomes)
		router:send("nowhere", "RP1 Hello!", { priority = "NORMAL" })()
	end)
end)

it("an error in who hears the outcome stays there", function()
	local reports = {}
	router.report = function(message)
		table.insert(reports, message)
	end
	router:send("Catnia1H", "RP1 Hello!", {
		priority = "NORMAL",
		on_done = function()
			error("broken")
		end,
	})
	assert_equal(1, #reports)
	assert_match("broken", reports[1])
end)

describe("what cannot be sent", function()
	it("fails at once: a destination that is none", function()
		for _, wrong in ipairs({ "", "Tammya", "Tammya-MoonGuard", "1B" }) do
			send(wrong)
		end
		assert_same({ "refused destination", "refused destination", "refused destination", "refused destination" }, outcomes)
	end)

	it("fails at once: a message that is no text", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		for _, wrong in ipairs({ "\255", "caf\195", 5, false }) do
			send("Catnia1H", wrong)
		end
		send({}, "RP1 Hello!")
		assert_equal(5, #outcomes)
		for index = 1, 4 do
			assert_equal("refused message is not UTF-8", outcomes[index])
		end
		assert_false(router:can_reach({}))
		send("Catnia1H", "café")
		assert_equal(1, #sent())
	end)

	it("fails at once: a message the codec refuses", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		send("Catnia1H", "")
		send("Catnia1H", "a\0b")
		assert_same({ "refused message: length", "refused message: bytes" }, outcomes)
		assert_same({}, sent())
		assert_equal(2, bench.counts.unsendable_R1)
	end)

	it("fails at once: more messages than may be in flight", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		for _ = 1, limits.in_flight do
			send("Catnia1H")
		end
		assert_same({}, outcomes)
		send("Catnia1H")
		assert_same({ "refused busy" }, outcomes)
		router:acked(umid_of(outbox.jobs[1]))
		send("Catnia1H")
		assert_same({ "refused busy", "acked" }, outcomes)
		assert_equal(limits.in_flight + 1, #outbox.jobs)
	end)
end)

it("nobody has to hear of the outcome", function()
	router:send("Catnia1H", "RP1 Hello!", { priority = "NORMAL" })
	assert_equal(1, bench.counts.routed_no_bridge)
end)

it("every umid is another one", function()
	bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
	local seen = {}
	for _ = 1, 200 do
		send("Catnia1H")
		local umid = umid_of(outbox:last())
		assert_nil(seen[umid])
		seen[umid] = true
	end
end)

describe("alliance-1", function()
	before_each(function()
		new_bench("alliance-1")
	end)

	it("ends a message when it is handed over: there is no acknowledgement", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		send("Catnia1H")
		assert_same({ "WHISPER Borin-MoonGuard R1 Catnia1H RP1 Hello!" }, sent())
		outbox:last():done("sent")
		assert_same({ "sent" }, outcomes)
	end)

	it("tries once, without a umid nobody could tell a second copy", function()
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.bridge("Elune-MoonGuard", { { "1H", 1 } })
		send("Catnia1H")
		outbox:last():done("offline")
		assert_same({ "refused offline" }, outcomes)
		assert_equal(1, #sent())
	end)

	it("goes straight as R3, with its source", function()
		send("Borin1A")
		assert_same({ "WHISPER Borin-MoonGuard R3 Tammya1A RP1 Hello!" }, sent())
	end)

	it("goes over an own link without a umid", function()
		bench.link(7, "Grosh", 1)
		send("Catnia1H")
		assert_same({ "BNET 7 R2 Tammya1A Catnia1H RP1 Hello!" }, sent())
	end)
end)

it("release-2 asks for the acknowledgement with its flag", function()
	new_bench("release-2")
	bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
	send("Catnia1H")
	assert_same({ "WHISPER Borin-MoonGuard R1 u1 G Catnia1H RP1 Hello!" }, sent())
end)

it("a message that is to be sent once is not sent again, whatever becomes of it", function()
	local bench, outcomes = node_bench(), {}
	bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
	bench.bridge("Cedric-MoonGuard", { { "1H", 1 } })
	local function send()
		bench.router:send("Catnia1H", "RP1 Hello!", {
			priority = "NORMAL",
			once = true,
			on_done = function(outcome)
				table.insert(outcomes, outcome)
			end,
		})
	end
	send()
	bench.outbox:last():done("sent")
	bench.env:advance(1000)
	send()
	bench.outbox:last():done("offline")
	bench.env:advance(1000)
	assert_equal(2, #bench.outbox.jobs)
	assert_same({ "timed_out", "refused" }, outcomes)
end)
