-- SPDX-License-Identifier: MIT
local THROTTLED, CHANNEL_THROTTLED, LOCKED, OFFLINE = 3, 8, 11, 12
local PAGE = 251 -- payload of an ADDON page
local WHOLE = 253

local bench, client, env, outbox

local function start(options)
	bench = outbox_bench(options)
	client, env, outbox = bench.client, bench.env, bench.outbox
end

before_each(function()
	start()
end)

-- What a receiver makes of packets.
local function received(packets)
	local messages = {}
	local inbox = bench.ns.Inbox.new(env, {
		deliver = function(_, message)
			table.insert(messages, message)
		end,
	})
	for _, packet in ipairs(packets or client.accepted) do
		inbox:packet({ medium = packet.medium, sender = 1, prefix = packet.prefix }, packet.text)
	end
	return messages, inbox:stats()
end

-- Which messages the packets were from, by their first letter.
local function order(packets)
	local found = {}
	for index, packet in ipairs(packets or client.accepted) do
		local _, _, _, payload = bench.ns.Framing.parse(bench.ns.Framing.family(packet.medium), packet.text)
		found[index] = payload:sub(1, 1)
	end
	return table.concat(found)
end

describe("sending", function()
	it("hands a short message over whole", function()
		bench.send("hello", "Hello", { priority = "FAST" })
		assert_same({
			{ medium = "WHISPER", target = "Catnia-MoonGuard", prefix = "+RP", text = "1-Hello", priority = "FAST" },
		}, client.packets)
		assert_same({ "hello sent" }, bench.ended)
	end)

	it("hands a long one over in pages that become it again", function()
		for _, medium in ipairs({ "WHISPER", "BNET" }) do
			local text = letters(1000)
			bench.send(medium, text, { medium = medium })
			assert_same({ text }, (received()))
			client.accepted = {}
		end
		assert_same({ "WHISPER sent", "BNET sent" }, bench.ended)
	end)

	it("uses a new slot for each message, never one that text-only media refuse", function()
		local seen = {}
		for index = 1, 400 do
			bench.send("m", letters(300), { medium = index % 2 == 0 and "LOGGED" or "WHISPER" })
		end
		for _, packet in ipairs(client.packets) do
			local slot = packet.text:sub(3, 4)
			seen[slot] = (seen[slot] or 0) + 1
			assert_equal(nil, packet.medium == "LOGGED" and slot:find("[%c|\\]") or nil)
		end
		for slot, count in pairs(seen) do
			assert_equal(2, count, slot)
		end
	end)

	it("does not start with the slot of the last time", function()
		local slots = {}
		for seed = 1, 3 do
			start({ seed = seed })
			bench.send("m", letters(300))
			slots[seed] = client.packets[1].text:sub(3, 4)
		end
		assert_false(slots[1] == slots[2] or slots[1] == slots[3] or slots[2] == slots[3])
	end)

	it("says that the last page is on the line, then that the message was sent", function()
		local events = {}
		start({ later = true })
		outbox:send({
			medium = "WHISPER", target = "Catnia", prefix = "+RP", data = letters(300),
			on_line = function()
				table.insert(events, "on line")
			end,
			on_done = function(outcome)
				table.insert(events, outcome)
			end,
		})
		client.answer(0)
		assert_same({}, events)
		client.answer(0)
		assert_same({ "on line", "sent" }, events)
	end)

	it("counts what was accepted, and what waits", function()
		start({ later = true })
		bench.send("a", letters(300))
		bench.send("b", "Hello", { medium = "BNET", target = 5 })
		client.answer(0)
		client.answer(0)
		local stats = outbox:stats()
		assert_same({ WHISPER = 1, BNET = 1 }, stats.packets)
		assert_same({ WHISPER = 255, BNET = 7 }, stats.bytes)
		assert_equal(1, stats.queued)
		assert_equal(49, stats.queued_bytes)
		client.answer(0)
		assert_equal(0, outbox:stats().queued)
		assert_equal(0, outbox:stats().queued_bytes)
	end)

	it("does not run deep when the client answers thousands of packets at once", function()
		local left = 5000
		local function again()
			left = left - 1
			if left > 0 then
				outbox:send({ medium = "WHISPER", target = "C", prefix = "+RP", data = "x", on_done = again })
			end
		end
		again()
		assert_equal(0, left)
		bench.send("long", letters(130000))
		assert_equal(4999 + math.ceil(130000 / PAGE), #client.accepted)
		assert_same({ "long sent" }, bench.ended)
	end)
end)

describe("a message written bit by bit", function()
	it("leaves page by page", function()
		local job = bench.open("m")
		job:write(letters(PAGE - 1))
		job:write("x")
		assert_equal(0, #client.packets)
		job:write("y")
		assert_equal(1, #client.packets)
		job:write(letters(3 * PAGE))
		assert_equal(4, #client.packets)
		job:write("the end")
		assert_equal(4, #client.packets)
		assert_same({}, bench.ended)
		job:finish()
		assert_same({ letters(PAGE - 1) .. "xy" .. letters(3 * PAGE) .. "the end" }, (received()))
		assert_same({ "m sent" }, bench.ended)
	end)

	it("goes out whole when it ends before a page was full", function()
		local job = bench.open("m")
		job:write("Hel")
		job:write("lo")
		job:finish()
		assert_same({ "1-Hello" }, client.texts())
	end)

	it("is complete even when it ends with a full page, or is empty", function()
		local job = bench.open("m")
		job:write(letters(2 * PAGE))
		job:finish()
		bench.open("n"):finish()
		assert_same({ letters(2 * PAGE), "" }, (received()))
		assert_same({ "m sent", "n sent" }, bench.ended)
	end)

	it("is cut between characters, wherever it was cut before", function()
		local text = ("a\240\159\144\186"):rep(300)
		local job = bench.open("m", { medium = "BNET" })
		for at = 1, #text, 7 do
			job:write(text:sub(at, at + 6))
		end
		job:finish()
		for _, packet in ipairs(client.accepted) do
			assert_true(bench.ns.Util.utf8_valid(packet.text))
		end
		assert_same({ text }, (received()))
	end)

	it("takes nothing once it is finished or has ended", function()
		local job = bench.open("m")
		assert_true(job:write("a"))
		job:finish()
		assert_false(job:write("b"))
		job:finish()
		job:abort("late")
		assert_same({ "m sent" }, bench.ended)
		assert_equal("sent", job.outcome)
	end)

	it("can be given up, with nothing more going out", function()
		start({ later = true })
		local job = bench.open("m")
		job:write(letters(600))
		job:abort("the source is gone")
		assert_same({ "m aborted the source is gone" }, bench.ended)
		client.answer(0)
		assert_equal(1, #client.packets)
		local _, stats = received()
		assert_equal(0, stats.delivered)
		assert_equal(0, outbox:stats().queued_bytes)
	end)

	it("can be a sink of an inbox", function()
		local job = bench.open("m", { medium = "BNET" })
		local inbox = bench.ns.Inbox.new(env, {
			deliver = error,
			route = function(_, head)
				return job, "R3" .. head:sub(3)
			end,
		})
		local origin, pages = { medium = "WHISPER", sender = "Tammya", prefix = "+RP" }, {}
		local source = bench.ns.Framing.outgoing("ADDON")
		source.slot, source.finished = 9, true
		source:add("R2" .. letters(700))
		local ends
		repeat
			pages[#pages + 1], _, ends = source:take()
		until ends
		for index, page in ipairs(pages) do
			inbox:packet(origin, page)
			assert_true(#client.accepted >= index - 1, "the pages leave while others are still to come")
		end
		assert_same({ "R3" .. letters(700) }, (received()))
		assert_same({ "m sent" }, bench.ended)
	end)
end)

describe("what cannot be sent", function()
	it("is refused with the reason", function()
		start({ message_bytes = 1000, queue_bytes = 1500, later = true })
		bench.send("medium", "x", { medium = "SMOKE" })
		bench.send("priority", "x", { priority = "WHENEVER" })
		bench.send("nul", "a\0b")
		bench.send("number", 12)
		bench.send("nothing", nil)
		bench.send("long", letters(1001))
		local first = bench.send("first", letters(1000))
		bench.send("second", letters(501))
		first:abort()
		bench.send("third", letters(501))
		assert_same({
			"medium failed UnknownMedium",
			"priority failed UnknownPriority",
			"nul failed InvalidMessage",
			"number failed InvalidMessage",
			"nothing failed InvalidMessage",
			"long failed MessageTooLong",
			"second failed QueueFull",
			"first aborted",
		}, bench.ended)
		assert_equal(7, outbox:stats().failed)
		assert_equal(1, outbox:stats().queued)
	end)
end)

for _, code in ipairs({ THROTTLED, CHANNEL_THROTTLED }) do
	describe("result " .. code, function()
		it("sends the same packet again after a while, and nothing of its medium before it", function()
			client.codes = { 0, code }
			bench.send("a", "a" .. letters(600))
			bench.send("b", "b")
			bench.send("c", "c", { priority = "URGENT" })
			bench.send("d", "d", { medium = "BNET" })
			client.codes = { code }
			assert_equal(3, #client.packets, "the other medium does not wait")
			env:advance(0.34)
			assert_equal(3, #client.packets)
			env:advance(0.02)
			assert_equal(4, #client.packets)
			assert_equal(client.packets[2].text, client.packets[4].text)
			env:advance(0.4)
			assert_same({ "d", "c", "a" .. letters(600), "b" }, (received()))
			assert_same({ "d sent", "c sent", "a sent", "b sent" }, bench.ended)
			assert_equal(2, outbox:stats().retried)
			assert_equal(0, env:timers() - 1, "only the deadline of what was begun is left")
		end)
	end)
end

describe("result 11", function()
	it("holds the medium until it is resumed", function()
		client.codes = { 0, LOCKED }
		bench.send("a", "a" .. letters(600))
		bench.send("b", "b", { priority = "URGENT" })
		bench.send("c", "c", { medium = "BNET" })
		env:advance(200)
		assert_equal(3, #client.packets)
		outbox:resume()
		assert_same({ "c", "b", "a" .. letters(600) }, (function()
			local messages = received()
			table.sort(messages, function(left, right)
				return #left < #right or (#left == #right and left > right)
			end)
			return messages
		end)())
		assert_equal(client.packets[2].text, client.packets[4].text)
		assert_equal(1, outbox:stats().held)
	end)

	it("holds again when it was resumed too early", function()
		client.codes = { LOCKED, LOCKED }
		bench.send("a", "a")
		outbox:resume()
		outbox:resume()
		assert_same({ "1-a", "1-a", "1-a" }, client.texts(client.packets))
		assert_same({ "a sent" }, bench.ended)
	end)
end)

describe("result 12", function()
	it("ends everything for that target on that medium, in order", function()
		start({ later = true })
		local open = bench.open("open", { priority = "LOW" })
		bench.send("a", "a" .. letters(600))
		bench.send("b", "b")
		bench.send("other target", "o", { target = "Borin-MoonGuard" })
		bench.send("other medium", "m", { medium = "LOGGED" })
		client.answer(OFFLINE)
		assert_same({ "open offline", "a offline", "b offline" }, bench.ended)
		assert_false(open:write("x"))
		client.answer(0)
		client.answer(0)
		assert_same({ "other medium sent", "other target sent" }, { bench.ended[4], bench.ended[5] })
		assert_equal(1, outbox:stats().offline)
	end)
end)

describe("any other result", function()
	it("ends that message only, with the result's name", function()
		client.codes = { 0, 7, 9, 42 }
		bench.send("a", "a" .. letters(600))
		bench.send("b", "b")
		bench.send("c", "c")
		bench.send("d", "d")
		assert_same({ "a failed InvalidChannel", "b failed GeneralError", "c failed Result 42", "d sent" }, bench.ended)
		assert_equal(3, outbox:stats().failed)
		assert_same({ "d" }, (received()), "the half-sent message is no message")
	end)

	it("may be no number at all", function()
		start({ later = true })
		for _, answer in ipairs({ true, "yes", false }) do
			bench.send("m", "m")
			client.answer(answer)
		end
		bench.send("m", "m")
		client.answer(nil)
		assert_same({ "m failed Result true", "m failed Result yes", "m failed Result false", "m failed Result nil" }, bench.ended)
	end)
end)

describe("the client's answer", function()
	it("is waited for: one packet of a medium at a time", function()
		start({ later = true })
		bench.send("a", "a" .. letters(600))
		bench.send("b", "b", { priority = "FAST" })
		bench.send("c", "c", { medium = "BNET" })
		assert_equal(2, #client.packets)
		assert_equal(2, #client.open)
		client.answer(0)
		assert_equal(3, #client.packets)
		assert_equal("bc", order({ client.packets[3], client.packets[2] }))
		env:advance(100)
		assert_equal(3, #client.packets)
	end)

	it("does not keep URGENT waiting", function()
		start({ later = true })
		bench.send("a", "a" .. letters(600))
		bench.send("u", "u", { priority = "URGENT" })
		assert_equal("au", order(client.packets))
		bench.send("v", "v", { priority = "URGENT" })
		assert_equal(2, #client.packets, "but one of those at a time as well")
	end)

	it("keeps the order when both packets of a medium are refused", function()
		start({ later = true })
		bench.send("a", "a" .. letters(300))
		bench.send("u", "u", { priority = "URGENT" })
		local ordinary, urgent = table.remove(client.open, 1), table.remove(client.open, 1)
		urgent(THROTTLED)
		ordinary(THROTTLED)
		assert_equal(1, env:timers())
		env:advance(0.4)
		assert_equal(1, #client.open)
		client.answer(0)
		client.answer(0)
		client.answer(0)
		assert_equal("au", order():sub(1, 2))
		assert_same({ "u sent", "a sent" }, bench.ended)
	end)

	it("keeps the order when one packet is refused and the other still out", function()
		for _, priority in ipairs({ "NORMAL", "LOW" }) do
			start({ later = true })
			bench.send("a", "a", { priority = priority })
			bench.send("u", "u", { priority = "URGENT" })
			bench.send("b", "b", { priority = priority })
			client.answer(THROTTLED)
			env:advance(1)
			assert_equal("au", order(client.packets))
			client.answer(0)
			client.answer(0)
			client.answer(0)
			assert_equal("uab", order())
		end
	end)

	it("counts once", function()
		local answers
		start({
			transmit = function(_, done)
				answers = done
			end,
		})
		bench.send("m", "m")
		answers(0)
		answers(12)
		answers(3)
		assert_same({ "m sent" }, bench.ended)
		assert_equal(0, outbox:stats().retried)
	end)

	it("may come after the message ended", function()
		for _, code in ipairs({ 0, THROTTLED, LOCKED, OFFLINE, 9 }) do
			start({ later = true })
			bench.send("a", "a"):abort()
			bench.send("b", "b", { target = "Borin" })
			client.answer(code)
			outbox:resume()
			env:advance(1)
			client.answer(0)
			assert_same({ "a aborted", "b sent" }, bench.ended)
			assert_equal(0, outbox:stats().queued_bytes)
		end
	end)

	it("no longer matters to a message that was given up while it waited", function()
		for _, code in ipairs({ THROTTLED, LOCKED }) do
			start()
			client.codes = { code }
			bench.send("a", "a"):abort()
			bench.send("b", "b")
			env:advance(1)
			outbox:resume()
			assert_equal("b", order())
			assert_same({ "a aborted", "b sent" }, bench.ended)
		end
	end)

	it("may be an error", function()
		local reports = {}
		start({
			transmit = function()
				error("no such function", 0)
			end,
			report = function(message)
				table.insert(reports, message)
			end,
		})
		bench.send("m", "m")
		assert_same({ "m failed TransmitError" }, bench.ended)
		assert_same({ "no such function" }, reports)
	end)
end)

describe("a callback that fails", function()
	it("does not stop the line", function()
		local reports = {}
		start({
			report = function(message)
				table.insert(reports, message)
			end,
		})
		outbox:send({
			medium = "WHISPER", target = "Catnia", prefix = "+RP", data = "a",
			on_line = function()
				error("on_line", 0)
			end,
			on_done = function()
				error("on_done", 0)
			end,
		})
		bench.send("b", "b")
		assert_same({ "on_line", "on_done" }, reports)
		assert_same({ "b sent" }, bench.ended)
	end)
end)

describe("priorities", function()
	-- Fills the line, queues what `queue` does, and says in which order it goes.
	local function queued(queue)
		start({ later = true })
		bench.send("*", "*")
		queue()
		while #client.open > 0 do
			client.answer(0)
		end
		return order():sub(2)
	end

	it("go URGENT, FAST, NORMAL in order, LOW", function()
		assert_equal("ufnol", queued(function()
			bench.send("l", "l", { priority = "LOW" })
			bench.send("n", "n")
			bench.send("f", "f", { priority = "FAST" })
			bench.send("u", "u", { priority = "URGENT" })
			bench.send("o", "o")
		end):gsub("^%*", ""))
	end)

	it("finish one NORMAL message before the next", function()
		assert_equal("aaaabbb", queued(function()
			bench.send("a", ("a"):rep(4 * PAGE))
			bench.send("b", ("b"):rep(3 * PAGE))
		end))
	end)

	it("share the line among LOW messages at random, page by page", function()
		local function run(seed)
			start({ later = true, seed = seed })
			bench.send("*", "*")
			for _, name in ipairs({ "a", "b", "c" }) do
				bench.send(name, name:rep(20 * PAGE), { priority = "LOW" })
			end
			while #client.open > 0 do
				client.answer(0)
			end
			return order():sub(2)
		end
		local one = run(1)
		assert_equal(60, #one)
		for _, name in ipairs({ "a", "b", "c" }) do
			local half = select(2, one:sub(1, 30):gsub(name, name))
			assert_true(half >= 4 and half <= 16, one)
		end
		assert_equal(one, run(1))
		assert_false(one == run(2))
	end)

	it("let NORMAL pause LOW", function()
		start({ later = true })
		bench.send("l", ("l"):rep(5 * PAGE), { priority = "LOW" })
		client.answer(0)
		bench.send("n", ("n"):rep(3 * PAGE))
		while #client.open > 0 do
			client.answer(0)
		end
		assert_equal("llnnnlll", order())
	end)

	it("pass over messages that are open with nothing ready", function()
		local a = bench.open("a")
		a:write("aa")
		local b = bench.open("b")
		bench.send("c", "c")
		bench.send("l", "l", { priority = "LOW" })
		assert_same({ "1-c", "1-l" }, client.texts())
		b:write(("b"):rep(PAGE + 1))
		a:finish()
		assert_equal("clba", order())
	end)

	it("give an older NORMAL message its turn back when it has something again", function()
		start({ later = true })
		local a = bench.open("a")
		bench.send("b", ("b"):rep(4 * PAGE))
		client.answer(0)
		a:write(("a"):rep(PAGE + 1))
		client.answer(0)
		client.answer(0)
		client.answer(0)
		assert_equal("bbab", order())
	end)

	it("keep NORMAL in order across media and LOW out of a busy one", function()
		start({ budget = { rate = 300, burst = 300, overhead = 45 } })
		for index, medium in ipairs({ "WHISPER", "BNET", "WHISPER", "BNET" }) do
			local letter = ("abcd"):sub(index, index)
			bench.send(letter, letter:rep(253), { medium = medium })
		end
		bench.send("l", "l", { priority = "LOW" })
		env:advance(10)
		assert_equal("abcdl", order())
	end)
end)

describe("with a limiter", function()
	local BUDGET = { rate = 800, burst = 4000, overhead = 40 }

	it("waits exactly as long as needed, with one timer", function()
		start({ budget = BUDGET })
		bench.send("m", letters(100 * PAGE))
		assert_equal(13, #client.packets, "a burst of 4000 bytes")
		local waiting = env:timers()
		for index = 1, 20 do
			bench.send("n" .. index, "n")
		end
		assert_equal(waiting, env:timers())
		env:advance((14 * 295 - 4000) / 800 - 0.001)
		assert_equal(13, #client.packets)
		env:advance(0.002)
		assert_equal(14, #client.packets)
		env:advance(295 / 800 - 0.002)
		assert_equal(14, #client.packets)
		env:advance(0.003)
		assert_equal(15, #client.packets)
	end)

	it("keeps to the budget over a long time", function()
		start({ budget = BUDGET })
		bench.send("m", letters(131072))
		env:advance(60)
		assert_equal(math.floor((4000 + 60 * 800) / 295), #client.packets)
		env:advance(200)
		assert_same({ "m sent" }, bench.ended)
		assert_same({ letters(131072) }, (received()))
	end)

	it("lets URGENT go at once and makes the others pay", function()
		start({ budget = BUDGET })
		bench.send("m", ("m"):rep(20 * PAGE))
		local before = #client.packets
		bench.send("u", ("u"):rep(WHOLE), { priority = "URGENT" })
		assert_equal("u", order():sub(before + 1))
		assert_equal(2, env:timers(), "the limiter's and the deadline of what was begun")
		local spent = 4000 - bench.limiter:available()
		assert_equal(14 * 295, spent)
		env:advance((spent + 295 - 4000) / 800 - 0.001)
		assert_equal(before + 1, #client.packets)
		env:advance(0.002)
		assert_equal(before + 2, #client.packets)
	end)

	it("leaves a reserve for FAST, which goes first but never beyond the budget", function()
		start({ budget = { rate = 800, burst = 4000, overhead = 40, reserve = 400 } })
		bench.send("m", ("m"):rep(20 * PAGE))
		local before = #client.packets
		assert_true(bench.limiter:available() >= 400)
		for _ = 1, 10 do
			bench.send("f", ("f"):rep(100), { priority = "FAST" })
		end
		local left = bench.limiter:available()
		assert_true(left >= 0 and left < 142)
		env:advance(2)
		assert_equal("ffffffffff", order():sub(before + 1, before + 10))
		assert_true(bench.limiter:available() >= 0)
	end)

	it("does not charge a packet twice that was tried twice", function()
		start({ budget = BUDGET })
		client.codes = { THROTTLED, THROTTLED, LOCKED }
		bench.send("m", ("m"):rep(WHOLE))
		env:advance(0.8)
		assert_equal(4000, bench.limiter:available())
		outbox:resume()
		assert_equal(4000 - 295, bench.limiter:available())
	end)

	it("never runs without end while the client refuses everything", function()
		start({ budget = BUDGET })
		for _ = 1, 1000 do
			table.insert(client.codes, THROTTLED)
		end
		for index = 1, 50 do
			bench.send("m" .. index, letters(500), { medium = index % 2 == 0 and "WHISPER" or "BROADCAST" })
		end
		env:advance(35)
		assert_true(#client.packets <= 2 * 101)
		assert_true(#client.packets >= 2 * 99)
	end)
end)

describe("a target that is gone", function()
	it("ends its messages with the outcome given", function()
		start({ later = true })
		bench.send("*", "*", { target = "Borin" })
		bench.send("a", "a")
		bench.send("b", "b", { priority = "LOW" })
		outbox:drop("WHISPER", "Catnia-MoonGuard", "aborted")
		bench.send("c", "c")
		outbox:drop("WHISPER", "Catnia-MoonGuard", "unfriended")
		bench.send("d", "d")
		outbox:drop("WHISPER", "Catnia-MoonGuard")
		outbox:drop("BNET", "Catnia-MoonGuard")
		outbox:drop("SMOKE", nil)
		assert_same({ "a aborted", "b aborted", "c offline unfriended", "d offline" }, bench.ended)
		client.answer(0)
		assert_equal("*", order())
		assert_equal(0, outbox:stats().queued)
	end)

	it("may be written to again from the callback", function()
		start({ later = true })
		bench.send("*", "*", { target = "Borin" })
		outbox:send({
			medium = "WHISPER", target = "Catnia", prefix = "+RP", data = "a",
			on_done = function()
				bench.send("again", "z", { target = "Catnia" })
			end,
		})
		outbox:drop("WHISPER", "Catnia")
		client.answer(0)
		client.answer(0)
		assert_same({ "* sent", "again sent" }, bench.ended)
	end)
end)

describe("a message that was begun and stands still", function()
	it("expires when the receiver has forgotten its first pages", function()
		local job = bench.open("m")
		job:write(letters(PAGE))
		env:advance(299)
		assert_same({}, bench.ended)
		job:write(letters(PAGE))
		env:advance(299)
		assert_same({}, bench.ended)
		env:advance(2)
		assert_same({ "m expired" }, bench.ended)
		assert_false(job:write("x"))
		assert_equal(0, env:timers())
	end)

	it("expires when it is held that long, others are kept", function()
		client.codes = { 0, LOCKED }
		bench.send("begun", letters(600))
		bench.send("not begun", "x")
		env:advance(1000)
		assert_same({ "begun expired" }, bench.ended)
		outbox:resume()
		assert_same({ "begun expired", "not begun sent" }, bench.ended)
	end)
end)
