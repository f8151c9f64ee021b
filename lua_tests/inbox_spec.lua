-- SPDX-License-Identifier: MIT
local WHISPER = { medium = "WHISPER", sender = "Tammya-MoonGuard", prefix = "+RP" }
local BNET = { medium = "BNET", sender = 17, prefix = "+RP" }

local ns, env, inbox, delivered, reports, route

local function new_inbox()
	inbox = ns.Inbox.new(env, {
		route = function(...)
			if route then
				return route(...)
			end
		end,
		deliver = function(origin, message)
			table.insert(delivered, { origin, message })
		end,
		report = function(message)
			table.insert(reports, message)
		end,
	})
end

before_each(function()
	ns, env, delivered, reports, route = lower(), virtual_env(), {}, {}, nil
	new_inbox()
end)

local function page(mark, payload, slot, number)
	return ns.Framing.pack("BNET", mark, slot or 5, number, payload)
end

-- Takes a mark and a payload, or BNET page numbers as a fourth element.
local function whisper(mark, payload, slot, origin)
	inbox:packet(origin or WHISPER, ns.Framing.pack("ADDON", mark, slot or 5, nil, payload))
end

local function bnet(mark, number, payload, slot)
	inbox:packet(BNET, page(mark, payload, slot, number))
end

local function messages()
	local texts = {}
	for index, pair in ipairs(delivered) do
		texts[index] = pair[2]
	end
	return texts
end

local function assert_empty()
	local stats = inbox:stats()
	assert_equal(0, stats.pending)
	assert_equal(0, stats.pending_bytes)
end

describe("a whole message", function()
	it("is delivered at once, with its origin", function()
		inbox:packet(WHISPER, "1-Hello there")
		inbox:packet(BNET, "1-Hello")
		assert_same({ { WHISPER, "Hello there" }, { BNET, "Hello" } }, delivered)
		assert_equal(2, inbox:stats().delivered)
	end)

	it("may be empty", function()
		inbox:packet(WHISPER, "1-")
		assert_same({ "" }, messages())
	end)

	it("is not asked for a route", function()
		route = function()
			error("asked")
		end
		inbox:packet(WHISPER, "1-Hello")
		assert_same({}, reports)
	end)
end)

describe("pages over ADDON", function()
	it("become the message, in the order they come", function()
		whisper("first", "one ")
		whisper("middle", "two ")
		assert_same({}, delivered)
		whisper("last", "three")
		assert_same({ { WHISPER, "one two three" } }, delivered)
		assert_empty()
	end)

	it("may be empty", function()
		whisper("first", "")
		whisper("middle", "")
		whisper("last", "")
		assert_same({ "" }, messages())
	end)

	it("are kept apart by slot, sender, prefix and kind of medium", function()
		local others = {
			{ medium = "WHISPER", sender = "Borin-MoonGuard", prefix = "+RP" },
			{ medium = "WHISPER", sender = "Tammya-MoonGuard", prefix = "secret+RP" },
		}
		whisper("first", "a")
		whisper("first", "b", 6)
		whisper("first", "c", 5, others[1])
		whisper("first", "d", 5, others[2])
		bnet("first", 1, "e")
		assert_equal(5, inbox:stats().pending)
		bnet("last", 2, "E")
		whisper("last", "D", 5, others[2])
		whisper("last", "C", 5, others[1])
		whisper("last", "B", 6)
		whisper("last", "A")
		assert_same({ "eE", "dD", "cC", "bB", "aA" }, messages())
	end)

	it("belong together whichever medium of the kind they come by", function()
		whisper("first", "a")
		whisper("last", "b", 5, { medium = "BROADCAST", sender = WHISPER.sender, prefix = "+RP" })
		assert_same({ { WHISPER, "ab" } }, delivered)
	end)

	it("are dropped without a first page", function()
		whisper("middle", "b")
		whisper("last", "c")
		assert_equal(2, inbox:stats().dropped_no_first)
		assert_empty()
	end)

	it("of a new message replace those of an old one in the same slot", function()
		whisper("first", "old ")
		whisper("middle", "pages ")
		whisper("first", "new ")
		whisper("last", "one")
		assert_same({ "new one" }, messages())
		assert_equal(1, inbox:stats().dropped_replaced)
		assert_empty()
	end)
end)

describe("pages over BNET", function()
	-- Every order of four pages.
	local function orders(rest, taken, found)
		if #rest == 0 then
			found[#found + 1] = taken
		end
		for index = 1, #rest do
			local left, next_taken = { unpack(rest) }, { unpack(taken) }
			table.insert(next_taken, table.remove(left, index))
			orders(left, next_taken, found)
		end
		return found
	end

	local FOUR = { "first", "middle", "middle", "last" }

	it("become the message in any order", function()
		for slot, order in ipairs(orders({ 1, 2, 3, 4 }, {}, {})) do
			for _, number in ipairs(order) do
				bnet(FOUR[number], number, "page" .. number .. " ", slot)
			end
			assert_equal("page1 page2 page3 page4 ", messages()[slot], table.concat(order, ","))
		end
		assert_equal(24, #delivered)
		assert_empty()
	end)

	it("count once when they come twice, before or after the end", function()
		bnet("first", 1, "a")
		bnet("first", 1, "a")
		bnet("middle", 2, "b")
		bnet("middle", 2, "b")
		bnet("last", 3, "c")
		bnet("last", 3, "c")
		bnet("first", 1, "a")
		bnet("middle", 2, "b")
		assert_same({ "abc" }, messages())
		assert_equal(5, inbox:stats().dropped_duplicate)
		assert_empty()
	end)

	it("do not become a message while one is missing", function()
		bnet("first", 1, "a")
		bnet("last", 3, "c")
		assert_same({}, delivered)
		assert_equal(1, inbox:stats().pending)
	end)

	local function contradiction(name, pages)
		it("end the message when the total is wrong: " .. name, function()
			for _, each in ipairs(pages) do
				bnet(each[1], each[2], "x" .. each[2])
			end
			assert_same({}, delivered)
			assert_equal(1, inbox:stats().dropped_total)
			assert_empty()
			bnet("middle", 2, "x")
			assert_equal(1, inbox:stats().dropped_late)
			assert_empty()
		end)
	end
	contradiction("a later page was there", { { "first", 1 }, { "middle", 3 }, { "last", 2 } })
	contradiction("a page in its place was there", { { "first", 1 }, { "middle", 2 }, { "last", 2 } })
	contradiction("a page behind the end", { { "first", 1 }, { "last", 3 }, { "middle", 4 } })
	contradiction("a page in place of the end", { { "first", 1 }, { "last", 3 }, { "middle", 3 } })
	contradiction("two ends", { { "first", 1 }, { "last", 3 }, { "last", 4 } })
	contradiction("two ends, the nearer one second", { { "first", 1 }, { "last", 4 }, { "last", 3 } })

	it("of a new message replace those of an old one in the same slot", function()
		bnet("first", 1, "old ")
		bnet("first", 1, "new ")
		bnet("last", 2, "one")
		assert_same({ "new one" }, messages())
		assert_equal(1, inbox:stats().dropped_replaced)
		bnet("first", 1, "newer ")
		bnet("last", 2, "one")
		assert_same({ "new one", "newer one" }, messages())
	end)
end)

describe("passing through", function()
	local sink, heads

	before_each(function()
		sink, heads = recorder(), {}
		route = function(origin, head)
			table.insert(heads, { origin, head })
			return sink
		end
	end)

	it("asks once, with the first page, and hands on every page as it comes", function()
		whisper("first", "a")
		assert_same({ { WHISPER, "a" } }, heads)
		assert_same({ "a" }, sink.written)
		whisper("middle", "b")
		assert_same({ "a", "b" }, sink.written)
		whisper("last", "c")
		assert_same({ "write", "write", "write", "finish" }, sink.events)
		assert_equal("abc", sink:text())
		assert_same({}, delivered)
		assert_equal(1, #heads)
		assert_equal(1, inbox:stats().delivered)
		assert_empty()
	end)

	it("writes what route gave in place of the first page", function()
		route = function(_, head)
			return sink, "R3 " .. head:sub(4)
		end
		whisper("first", "R2 a")
		whisper("last", "b")
		assert_same({ "R3 a", "b" }, sink.written)
	end)

	it("hands on BNET pages in order, the early ones when their turn comes", function()
		bnet("middle", 3, "c")
		bnet("middle", 2, "b")
		assert_same({}, heads)
		bnet("last", 5, "e")
		bnet("first", 1, "a")
		assert_same({ "a", "b", "c" }, sink.written)
		bnet("middle", 2, "b")
		bnet("middle", 4, "d")
		assert_equal("abcde", sink:text())
		assert_equal("finish", sink.events[6])
		assert_empty()
	end)

	it("keeps nothing but the first page and early pages", function()
		local kept
		bnet("first", 1, ("x"):rep(200))
		for number = 2, 400 do
			bnet("middle", number, ("x"):rep(200))
			kept = kept or inbox:stats().pending_bytes
			assert_equal(kept, inbox:stats().pending_bytes)
		end
		assert_equal(200, kept)
		bnet("middle", 402, ("x"):rep(200))
		assert_equal(400, inbox:stats().pending_bytes)
	end)

	it("tells the sink when the rest will not come", function()
		whisper("first", "a")
		env:advance(301)
		inbox:sweep()
		assert_same({ "write", "abort expired" }, sink.events)
		bnet("first", 1, "a")
		bnet("last", 2, "b")
		bnet("first", 1, "b")
		bnet("middle", 2, "b")
		bnet("last", 2, "b")
		assert_equal("abort total", sink.events[#sink.events])
	end)

	it("has the same limit on a message's length", function()
		whisper("first", "a")
		for _ = 1, ns.Spec.limits.message_bytes / 256 do
			whisper("middle", ("x"):rep(256))
		end
		assert_equal("abort too_long", sink.events[#sink.events])
		assert_equal(1, inbox:stats().dropped_too_long)
		assert_empty()
	end)

	it("survives a sink that fails, and tells about it", function()
		for _, broken in ipairs({ "write", "finish", "abort" }) do
			sink = recorder()
			sink[broken] = function()
				error(broken .. " is broken", 0)
			end
			whisper("first", "a")
			whisper("last", "b")
			whisper("first", "a", 6)
			whisper("first", "b", 6)
			whisper("last", "b", 6)
			assert_match(broken .. " is broken", reports[#reports])
		end
		assert_equal(5, inbox:stats().dropped_sink)
		sink = {}
		whisper("first", "a")
		route = function()
			return true
		end
		whisper("first", "a", 7)
		whisper("last", "b", 7)
		assert_same({ "ab" }, messages())
		assert_empty()
	end)

	it("drops a message whose route cannot be told", function()
		route = function()
			error("no way", 0)
		end
		whisper("first", "a")
		whisper("last", "b")
		assert_same({ "no way" }, reports)
		assert_equal(1, inbox:stats().dropped_route)
		assert_equal(1, inbox:stats().dropped_no_first)
		assert_empty()
	end)

	it("survives a sink that hands in packets of its own", function()
		local inner = 0
		sink.write = function()
			inner = inner + 1
			if inner < 5 then
				whisper("first", "again " .. inner)
			end
		end
		whisper("first", "a")
		whisper("last", "b")
		assert_equal(4, inbox:stats().dropped_replaced)
		assert_empty()
	end)
end)

describe("a receiver that fails", function()
	it("does not disturb the inbox", function()
		inbox.deliver = function()
			error("broken", 0)
		end
		inbox:packet(WHISPER, "1-Hello")
		whisper("first", "a")
		whisper("last", "b")
		assert_same({ "broken", "broken" }, reports)
		assert_empty()
	end)
end)

describe("what is unknown or malformed", function()
	it("is counted by its reason and nothing else", function()
		local cases = {
			{ "text", nil }, { "text", 7 }, { "version", "" }, { "version", "2-Hello" }, { "mark", "1?Hello" },
			{ "slot", "1<" }, { "slot", "1=\200\200x" }, { "page", "1>\1\1\1\1x" },
		}
		for _, case in ipairs(cases) do
			local name = "dropped_" .. case[1]
			local before = inbox:stats()[name] or 0
			inbox:packet(BNET, case[2])
			assert_equal(before + 1, inbox:stats()[name], name)
		end
		assert_same({}, delivered)
		assert_same({}, reports)
	end)

	it("includes where it says it comes from", function()
		for _, origin in ipairs({ {}, { medium = "SMOKE", sender = "Tammya" }, { medium = "WHISPER" },
			{ medium = "WHISPER", sender = {} }, { medium = "BNET", sender = 0 / 0 } }) do
			inbox:packet(origin, "1-Hello")
		end
		inbox:packet(nil, "1-Hello")
		inbox:packet("WHISPER", "1-Hello")
		assert_equal(7, inbox:stats().dropped_origin)
		assert_same({}, delivered)
	end)
end)

describe("sweeping", function()
	it("gives up what has been quiet too long, and only that", function()
		whisper("first", "old")
		env:advance(200)
		whisper("first", "young", 6)
		env:advance(99)
		inbox:sweep()
		assert_equal(2, inbox:stats().pending)
		env:advance(2)
		inbox:sweep()
		assert_equal(1, inbox:stats().pending)
		assert_equal(1, inbox:stats().dropped_expired)
		whisper("last", " message", 6)
		assert_same({ "young message" }, messages())
	end)

	it("spares a long message that is still coming", function()
		whisper("first", "1")
		for _ = 1, 10 do
			env:advance(100)
			inbox:sweep()
			whisper("middle", "2")
		end
		whisper("last", "3")
		assert_equal(1, #delivered)
	end)

	it("is not put off by a page that comes again and again", function()
		bnet("first", 1, "a")
		for _ = 1, 4 do
			env:advance(100)
			bnet("first", 1, "a")
		end
		inbox:sweep()
		assert_empty()
	end)

	it("frees the slots of BNET messages that are over", function()
		bnet("first", 1, "a")
		bnet("last", 2, "b")
		env:advance(301)
		inbox:sweep()
		bnet("first", 1, "a")
		bnet("last", 2, "b")
		assert_same({ "ab", "ab" }, messages())
	end)
end)

describe("the bounds", function()
	it("hold a message to its limit", function()
		whisper("first", "")
		for _ = 1, ns.Spec.limits.message_bytes / 128 do
			whisper("middle", ("x"):rep(128))
		end
		assert_equal(1, inbox:stats().pending)
		whisper("last", "")
		assert_equal(ns.Spec.limits.message_bytes, #messages()[1])

		whisper("first", "x")
		for _ = 1, ns.Spec.limits.message_bytes / 128 do
			whisper("middle", ("x"):rep(128))
		end
		assert_equal(1, inbox:stats().dropped_too_long)
		assert_empty()
	end)

	it("give up a sender's quietest message when it has too many", function()
		local most = ns.Spec.limits.pending_per_sender
		for slot = 1, most do
			whisper("first", "x", slot)
		end
		whisper("middle", "x", 1)
		whisper("first", "x", most + 1)
		assert_equal(most, inbox:stats().pending)
		assert_equal(1, inbox:stats().dropped_sender_full)
		whisper("last", "x", 1)
		whisper("last", "x", 2)
		assert_equal(1, #delivered, "the second was quietest and is gone, the first is not")
		assert_equal(1, inbox:stats().dropped_no_first)
	end)

	it("give up a sender's quietest message when it has too many bytes, and nobody else's", function()
		local other = { medium = "WHISPER", sender = "Borin-MoonGuard", prefix = "+RP" }
		whisper("first", "x", 1, other)
		local pages = math.floor(ns.Spec.limits.pending_per_sender_bytes / 256)
		for index = 1, pages do
			whisper("first", ("x"):rep(256), index % 60)
			whisper("middle", ("x"):rep(256), index % 60)
		end
		assert_true(inbox:stats().pending_bytes <= ns.Spec.limits.pending_per_sender_bytes + 64)
		whisper("last", "y", 1, other)
		assert_same({ "xy" }, messages())
	end)

	it("charge for pages without content", function()
		for number = 2, 16128 do
			bnet("middle", number, "")
			assert_true(inbox:stats().pending_bytes <= ns.Spec.limits.pending_per_sender_bytes)
		end
		assert_equal(1, inbox:stats().dropped_sender_full)
	end)

	it("give up anybody's quietest message when the inbox is full", function()
		local limits = ns.Spec.limits
		for sender = 1, 12 do
			local origin = { medium = "WHISPER", sender = "Sender" .. sender, prefix = "+RP" }
			whisper("first", "x", 5, origin)
			for _ = 1, 500 do
				whisper("middle", ("x"):rep(256), 5, origin)
			end
			whisper("first", "x", 6, origin)
			for _ = 1, 500 do
				whisper("middle", ("x"):rep(256), 6, origin)
			end
			assert_true(inbox:stats().pending_bytes <= limits.pending_total_bytes)
		end
		assert_true(inbox:stats().dropped_full >= 8)
		whisper("last", "", 6, { medium = "WHISPER", sender = "Sender12", prefix = "+RP" })
		assert_equal(1, #delivered)
	end)

	it("hold what is remembered of BNET messages that are over", function()
		for slot = 1, 5000 do
			bnet("first", 1, "a", slot)
			bnet("last", 2, "b", slot)
		end
		assert_equal(5000, #delivered)
		assert_equal(ns.Spec.limits.pending_per_sender, inbox.over.count)
	end)
end)

describe("a flood of nonsense", function()
	it("raises nothing, stays within the bounds and leaves nothing behind", function()
		route = function()
			if env.random(3) == 1 then
				return recorder()
			end
		end
		local random = env.random
		local marks = { "-", "<", "=", ">", "?" }
		local function nonsense()
			if random(4) == 1 then
				local bytes = {}
				for index = 1, random(12) do
					bytes[index] = string.char(random(256) - 1)
				end
				return "1" .. table.concat(bytes)
			end
			local head = ns.Framing.number(random(300)) .. ns.Framing.number(random(6))
			return "1" .. marks[random(5)] .. head .. ("x"):rep(random(250))
		end
		collectgarbage()
		local before = collectgarbage("count")
		for _ = 1, 20000 do
			local origin = random(2) == 1 and { medium = "BNET", sender = random(20), prefix = "+RP" }
				or { medium = "WHISPER", sender = "Sender" .. random(20), prefix = "+RP" }
			inbox:packet(origin, nonsense())
			if random(50) == 1 then
				env:advance(random(20))
				inbox:sweep()
			end
		end
		assert_same({}, reports)
		local stats = inbox:stats()
		assert_true(stats.pending > 0)
		delivered = {}
		env:advance(301)
		inbox:sweep()
		assert_empty()
		assert_same({ ADDON = {}, BNET = {} }, inbox.senders)
		collectgarbage()
		assert_true(collectgarbage("count") - before < 200, "kB left over")
	end)
end)
