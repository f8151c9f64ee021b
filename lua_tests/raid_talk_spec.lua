-- SPDX-License-Identifier: MIT
-- What members know of the link, and messages from raid to raid.

local bench, tammya, timers, limits, outcomes

local PEER = "Catnia1H"
local THEIRS, THEIR_PASS = "THEIRtoken", "THEIR0pass"
local OWN_PASS = "OWN0000pas"

local function link()
	return tammya.raid.parts.link
end

local function linked()
	bench.group("raid", nil, "Ann", "Bea")
	tammya.raid:link(PEER)
	tammya.routed(PEER, "LA", { yours = link().mine, mine = THEIRS, pass = THEIR_PASS })
	tammya.names()
	tammya.fired = {}
end

local function member()
	bench.group("raid", "Ann", "Bea")
	tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = PEER })
	bench.env:advance(timers.raid_soon)
	tammya.names()
	tammya.fired = {}
end

local function message(id, more)
	local values = { pass = THEIR_PASS, id = id, text = "Hello!" }
	for name, value in pairs(more or {}) do
		values[name] = value
	end
	return values
end

local function repeated(id, more)
	local values = { id = id, source = "Grom1H", text = "Hello!" }
	for name, value in pairs(more or {}) do
		values[name] = value
	end
	return values
end

local function send(text)
	return tammya.raid:send(text, function(outcome, detail)
		table.insert(outcomes, outcome .. (detail and " " .. detail or ""))
	end)
end

before_each(function()
	bench, outcomes = raid_bench(), {}
	tammya, timers, limits = bench.tammya, bench.ns.Spec.timers, bench.ns.Spec.limits
end)

describe("news", function()
	it("are believed of the own leader only", function()
		bench.group("raid", "Ann", "Bea")
		tammya.heard("Bea-MoonGuard", "LS", { pass = OWN_PASS, destination = PEER })
		assert_same({}, tammya.fired)
		assert_equal(1, tammya.counts.raid_refused_LS)
		tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = PEER })
		assert_same({ "RAID_LINKED " .. PEER }, tammya.fired)
		tammya.heard("Bea-MoonGuard", "LS", {})
		assert_equal(PEER, tammya.raid:status().linked)
		tammya.heard("Ann-MoonGuard", "LS", {})
		assert_same({ "RAID_LINKED Catnia1H", "RAID_UNLINKED Catnia1H ended" }, tammya.fired)
	end)

	it("need both of what they tell", function()
		bench.group("raid", "Ann", "Bea")
		tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS })
		assert_equal("unlinked", tammya.state())
		tammya.heard("Ann-MoonGuard", "LS", { destination = PEER })
		assert_same({}, tammya.fired)
		assert_equal("unlinked", tammya.state())
	end)

	it("from oneself are not even counted", function()
		linked()
		local before = next(tammya.counts)
		for _, message in ipairs(tammya.said) do
			tammya.heard("Tammya-MoonGuard", message.name, message.values)
		end
		tammya.heard("Tammya-MoonGuard", "LR", repeated("W3e0d12"))
		assert_equal(before, next(tammya.counts))
		assert_same({}, tammya.fired)
	end)

	it("are nothing to a leader, to who is in no group, and from oneself", function()
		tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = PEER })
		bench.group("raid", nil, "Ann")
		tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = PEER })
		tammya.heard("Tammya-MoonGuard", "LS", { pass = OWN_PASS, destination = PEER })
		assert_same({}, tammya.fired)
		assert_nil(tammya.raid:status().linked)
	end)

	it("of a leader whose name the game hides are checked by asking for the name", function()
		bench.hidden = true
		bench.group("raid", "Ann", "Bea")
		tammya.heard("Bea-MoonGuard", "LS", { pass = OWN_PASS, destination = PEER })
		assert_same({}, tammya.fired)
		tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = PEER })
		assert_same({ "RAID_LINKED " .. PEER }, tammya.fired)
		bench.hidden = false
		bench.group("raid", "Ann", "Bea")
		assert_equal("linked", tammya.state(), "that the name shows again is no change")
		bench = raid_bench()
		tammya, bench.hidden = bench.tammya, true
		bench.group("raid", "Ann", "Bea")
		tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = PEER })
		bench.hidden = false
		bench.group("raid", "Bea", "Ann")
		assert_equal("waiting", tammya.state(), "that another one shows is")
	end)

	it("are asked for by who joins, once, and told by the leader soon, once", function()
		bench.group("raid", "Ann", "Bea")
		bench.group("raid", "Ann", "Bea", "Cid")
		bench.env:advance(timers.raid_soon)
		assert_equal("LQ", tammya.names())
		linked()
		for _ = 1, 40 do
			tammya.heard("Ann-MoonGuard", "LQ", {})
		end
		assert_equal("", tammya.names())
		bench.env:advance(timers.raid_soon)
		assert_equal("LS", tammya.names())
	end)

	it("are asked for after a reload, and answered by nobody else", function()
		bench.group("raid", "Ann", "Bea")
		bench.env:advance(timers.raid_soon)
		tammya.names()
		bench = raid_bench()
		tammya = bench.tammya
		bench.kind, bench.leader, bench.members = "raid", { fullname = "Ann-MoonGuard" }, { "Ann" }
		tammya.raid:start(nil)
		bench.env:advance(timers.raid_soon)
		assert_equal("LQ", tammya.names())
		tammya.heard("Bea-MoonGuard", "LQ", {})
		bench.env:advance(timers.raid_soon)
		assert_equal("", tammya.names())
	end)

	it("are not told to who asks while there is no link", function()
		bench.group("raid", nil, "Ann")
		tammya.heard("Ann-MoonGuard", "LQ", {})
		bench.env:advance(timers.raid_soon)
		assert_equal("", tammya.names())
	end)

	it("are forgotten when the leader is silent, when another leader says nothing, and when the group is left", function()
		member()
		bench.env:advance(timers.raid_life + 5)
		assert_same({ "RAID_UNLINKED Catnia1H silent" }, tammya.fired)
		member()
		bench.group("raid", "Bea", "Ann")
		assert_equal(PEER, tammya.raid:status().linked)
		bench.env:advance(timers.raid_handover + 5)
		assert_same({ "RAID_UNLINKED Catnia1H silent" }, tammya.fired)
		member()
		bench.alone()
		assert_same({ "RAID_UNLINKED Catnia1H left" }, tammya.fired)
	end)

	it("of a new leader count, of the old one no more", function()
		member()
		bench.group("raid", "Bea", "Ann")
		tammya.heard("Ann-MoonGuard", "LS", {})
		assert_equal(PEER, tammya.raid:status().linked)
		tammya.heard("Bea-MoonGuard", "LS", { pass = OWN_PASS, destination = "Grom1H" })
		assert_same({ "RAID_LINKED Grom1H" }, tammya.fired)
	end)
end)

describe("an own message", function()
	it("goes to the other leader, with the pass", function()
		member()
		assert_true(send("Hello!"))
		local sent = tammya.last()
		assert_same({ PEER, "LM", OWN_PASS, "Hello!" }, { sent.destination, sent.name, sent.values.pass, sent.values.text })
		sent.done("acked")
		assert_same({ "acked" }, outcomes)
		assert_same({}, tammya.fired, "the own raid does not hear it")
	end)

	it("is refused without a link, and when it is no text to send", function()
		assert_same({ false, "not_linked" }, { send("Hello!") })
		member()
		for _, text in ipairs({ "", ("x"):rep(limits.raid_text + 1), "a\0b", "\255", 12 }) do
			assert_same({ false, "text" }, { send(text) })
		end
		assert_same({ false, "text" }, { tammya.raid:send(nil) })
		assert_equal("", tammya.names())
		assert_true(send(("x"):rep(limits.raid_text)))
	end)

	it("ends as it ends on its way", function()
		member()
		send("Hello!")
		tammya.last().done("no_bridge")
		assert_same({ "no_bridge" }, outcomes)
		assert_equal("LM", tammya.names())
	end)

	it("that was not repeated goes to the new leader as soon as one is known, with the same id", function()
		member()
		send("Hello!")
		local first = tammya.last()
		first.done("acked")
		tammya.routed(PEER, "LN", { id = first.values.id })
		assert_equal("LM", tammya.names())
		tammya.heard("Ann-MoonGuard", "LS", { pass = "NEWER0pass", destination = "Grom1H" })
		local second = tammya.last()
		assert_equal("Grom1H", second.destination)
		assert_same({ first.values.id, "NEWER0pass" }, { second.values.id, second.values.pass })
		second.done("acked")
		assert_same({ "acked" }, outcomes, "told once")
	end)

	it("that was sent again ends as it ends there, whatever is heard of the first way", function()
		member()
		send("Hello!")
		local first = tammya.last()
		tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = "Grom1H" })
		tammya.routed(PEER, "LN", { id = first.values.id })
		local second = tammya.last()
		first.done("timed_out")
		assert_same({}, outcomes)
		assert_equal(second, tammya.last())
		second.done("acked")
		assert_same({ "acked" }, outcomes)
	end)

	it("that did not get through goes to the new leader when there is one by then", function()
		member()
		send("Hello!")
		local first = tammya.last()
		tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = "Grom1H" })
		first.done("timed_out")
		assert_same({}, outcomes)
		assert_equal("Grom1H", tammya.last().destination)
		tammya.last().done("sent")
		assert_same({ "sent" }, outcomes)
	end)

	it("goes to so many leaders and no more", function()
		member()
		send("Hello!")
		for index = 1, 6 do
			local last = tammya.last()
			tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = ("Orc%s1H"):format(string.char(96 + index)) })
			last.done("refused", "offline")
		end
		assert_equal(limits.raid_tries, select(2, tammya.names():gsub("LM", "")))
		assert_same({ "refused offline" }, outcomes)
	end)

	it("is not sent again because of somebody who did not get it, another id, or too late", function()
		member()
		send("Hello!")
		local first = tammya.last()
		tammya.routed("Grom1H", "LN", { id = first.values.id })
		tammya.routed(PEER, "LN", { id = "Wrong01" })
		tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = "Grom1H" })
		assert_equal("LM", tammya.names())
		bench.env:advance(timers.raid_handover)
		tammya.routed(PEER, "LN", { id = first.values.id })
		assert_equal("LM", tammya.names():gsub("^$", "LM"))
		assert_equal(3, tammya.counts.raid_refused_LN)
	end)
end)

describe("a message of the other raid", function()
	it("is repeated once by the leader, who hears it too", function()
		linked()
		tammya.routed("Grom1H", "LM", message("W3e0d12"))
		assert_same({ "RAID_MESSAGE Grom1H Hello!" }, tammya.fired)
		assert_equal("LR", tammya.names())
		assert_same({ id = "W3e0d12", source = "Grom1H", text = "Hello!" }, tammya.said[#tammya.said].values)
		tammya.routed("Grom1H", "LM", message("W3e0d12"))
		assert_equal("", tammya.names())
		assert_equal(1, #tammya.fired)
		tammya.routed("Hilo1H", "LM", message("W3e0d12"))
		assert_equal("LR", tammya.names(), "another source has ids of its own")
	end)

	it("with a pass that was never theirs is neither repeated nor answered", function()
		linked()
		tammya.routed("Grom1H", "LM", message("W3e0d12", { pass = link().pass }))
		tammya.routed("Grom1H", "LM", message("W3e0d13", { pass = link().mine }))
		assert_equal("", tammya.names())
		assert_same({}, tammya.fired)
		assert_equal(2, tammya.counts.raid_refused_pass)
	end)

	it("after the link has ended is not repeated, and its sender is told", function()
		linked()
		tammya.raid:unlink()
		tammya.names()
		tammya.routed("Grom1H", "LM", message("W3e0d12"))
		assert_equal("LN", tammya.names())
		assert_equal(1, #tammya.fired)
	end)

	it("that is no text is dropped", function()
		linked()
		tammya.routed("Grom1H", "LM", message("W3e0d12", { text = "a\255b" }))
		assert_equal("", tammya.names())
		assert_equal(1, tammya.counts.raid_refused_text)
	end)

	it("is one of so many, of one sender and of all", function()
		linked()
		for index = 1, 100 do
			tammya.routed("Grom1H", "LM", message("Grom00" .. index))
		end
		local one = #tammya.fired
		assert_true(one > 5 and one < 30, one)
		assert_equal(one, select(2, tammya.names():gsub("LR", "")))
		for index = 1, 300 do
			tammya.routed(("Orc%s1H"):format(string.char(97 + index % 26)), "LM", message("Orc000" .. index))
		end
		local all = #tammya.fired
		assert_true(all < 60, all)
		assert_equal(400 - all, tammya.counts.raid_refused_quota)
		bench.env:advance(60)
		tammya.routed("Grom1H", "LM", message("Later01"))
		assert_equal(all + 1, #tammya.fired)
	end)

	it("held back when the lead is passed on goes back to its sender, and so does what comes later", function()
		linked()
		tammya.routed("Grom1H", "LM", message("W3e0d12"))
		bench.group("raid", "Ann", "Bea")
		assert_same({ id = "W3e0d12" }, tammya.last("LN").values)
		tammya.routed("Grom1H", "LM", message("W3e0d13"))
		assert_same({ id = "W3e0d13" }, tammya.last("LN").values)
		assert_equal("Grom1H", tammya.last("LN").destination)
		bench.env:advance(timers.raid_handover)
		local before = #tammya.sent
		tammya.routed("Grom1H", "LM", message("W3e0d14"))
		assert_equal(before, #tammya.sent)
	end)

	it("that went out already does not go back", function()
		linked()
		tammya.routed("Grom1H", "LM", message("W3e0d12"))
		tammya.said[#tammya.said].done("sent")
		bench.group("raid", "Ann", "Bea")
		assert_nil(tammya.last("LN"))
	end)

	it("heard from a leader before is not heard again from another, or as a leader", function()
		member()
		tammya.heard("Ann-MoonGuard", "LR", repeated("W3e0d12"))
		tammya.heard("Ann-MoonGuard", "LR", repeated("W3e0d12"))
		bench.group("raid", "Bea", "Ann")
		tammya.heard("Bea-MoonGuard", "LR", repeated("W3e0d12"))
		assert_same({ "RAID_MESSAGE Grom1H Hello!" }, tammya.fired)
		linked()
		tammya.routed("Grom1H", "LM", message("W3e0d12"))
		assert_same({}, tammya.fired)
		assert_equal("", tammya.names())
	end)

	it("is heard of the leader, and a little while of who led before, and of nobody else", function()
		member()
		tammya.heard("Bea-MoonGuard", "LR", repeated("W3e0d10"))
		assert_equal(1, tammya.counts.raid_refused_LR)
		bench.group("raid", "Bea", "Ann")
		tammya.heard("Ann-MoonGuard", "LR", repeated("W3e0d11"))
		assert_same({ "RAID_MESSAGE Grom1H Hello!" }, tammya.fired)
		bench.env:advance(timers.raid_grace)
		tammya.heard("Ann-MoonGuard", "LR", repeated("W3e0d12"))
		assert_equal(1, #tammya.fired)
		tammya.heard("Bea-MoonGuard", "LR", repeated("W3e0d13", { text = "a\255b" }))
		assert_equal(1, #tammya.fired)
		assert_equal(1, tammya.counts.raid_refused_text)
	end)

	it("is taken for what it is, whatever it looks like", function()
		linked()
		for index, text in ipairs({ "%d%s%99$s", "|cffff0000", "[[]]", ".*", "\n", "x" }) do
			tammya.routed("Grom1H", "LM", message("W3e0d1" .. index, { text = text }))
			assert_equal("RAID_MESSAGE Grom1H " .. text, tammya.fired[index])
			assert_equal(text, tammya.said[#tammya.said].values.text)
		end
	end)
end)

describe("under a group key", function()
	local function heard(name, values)
		tammya.heard("Ann-MoonGuard", name, values, tammya.key:prefix())
	end

	it("nothing else counts, and everything is sent under it", function()
		tammya.key:set("moonlit garden")
		bench.group("raid", "Ann", "Bea")
		tammya.heard("Ann-MoonGuard", "LS", { pass = OWN_PASS, destination = PEER })
		tammya.heard("Ann-MoonGuard", "LR", repeated("W3e0d10"))
		tammya.routed("Grom1H", "LO", { mine = THEIRS })
		assert_same({}, tammya.fired)
		assert_equal(3, tammya.counts.raid_refused_prefix)
		heard("LS", { pass = OWN_PASS, destination = PEER })
		assert_same({ "RAID_LINKED " .. PEER }, tammya.fired)
		send("Hello!")
		assert_true(tammya.last().secure)
		bench.env:advance(timers.raid_soon)
		assert_equal(tammya.key:prefix(), tammya.said[1].prefix)
	end)

	it("that changes, the link ends for who leads, under the old one", function()
		linked()
		tammya.key:set("moonlit garden")
		assert_same({ "RAID_UNLINKED Catnia1H key" }, tammya.fired)
		assert_equal("key", tammya.last("LX").values.reason)
		assert_false(tammya.last("LX").secure)
		assert_nil(tammya.said[#tammya.said].prefix)
	end)

	it("that changes, a member forgets and asks anew, under the new one", function()
		member()
		tammya.key:set("moonlit garden")
		assert_same({ "RAID_UNLINKED Catnia1H key" }, tammya.fired)
		bench.env:advance(timers.raid_soon)
		assert_same({ "LQ", tammya.key:prefix() }, { tammya.said[#tammya.said].name, tammya.said[#tammya.said].prefix })
	end)
end)
