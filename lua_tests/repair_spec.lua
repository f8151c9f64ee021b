-- SPDX-License-Identifier: MIT
local MODULES = {
	"Fields", "Codec", "Util", "Memory", "Quota", "Events", "Serializer", "Framing", "Inbox", "Limiter", "Lines", "Outbox", "Wire", "Repair",
}
local HOP = 0.5

local ns, env, timers, limits, sides, lost, passed, counts

-- One end: what it sends reaches the other one a hop later, unless `lost(packet, number)` says otherwise.
local function new_side(name, medium, version)
	local side = { name = name, got = {}, partial = {} }
	local origin = { medium = medium, sender = name, prefix = "CRP2" }
	side.outbox = ns.Outbox.new(env, {
		transmit = function(packet, done)
			passed = passed + 1
			if not lost(packet, passed) then
				env.after(HOP, function()
					sides[packet.target].inbox:packet(origin, packet.text)
				end)
			end
			done(0)
		end,
		keep = function(...)
			side.repair:keep(...)
		end,
	})
	side.inbox = ns.Inbox.new(env, {
		deliver = function(from, text)
			local found, values = ns.Codec.decode(text, medium)
			if found == "PQ" then
				side.repair:on_question(from, values)
			elseif found == "PR" then
				side.repair:on_page(from, values)
			else
				table.insert(side.got, text)
			end
		end,
		route = side.route,
		began = function()
			side.repair:watch()
		end,
	})
	side.wire = ns.Wire.new(side.outbox, function() end, function(options)
		return side.repair:counts(options)
	end)
	side.repair = ns.Repair.new(env, {
		inbox = side.inbox,
		wire = side.wire,
		count = function(what)
			counts[what] = (counts[what] or 0) + 1
		end,
		link = function()
			return { version = version or "3.0.0" }
		end,
	})
	return side
end

local function two(medium, options)
	options = options or {}
	ns = load_module({ revision = options.revision }, unpack(MODULES))
	env, timers, limits = virtual_env(), ns.Spec.timers, ns.Spec.limits
	counts, passed = {}, 0
	lost = function()
		return false
	end
	sides = { Borin = new_side("Borin", medium, options.version), Catnia = new_side("Catnia", medium, options.version) }
	return sides.Borin, sides.Catnia
end

local function send(from, medium, text)
	return from.outbox:send({
		medium = medium,
		target = "Catnia",
		prefix = "CRP2",
		data = text,
		counted = from.repair:counts({ medium = medium, target = "Catnia" }),
	})
end

-- Loses the packets with these numbers.
local function lose(...)
	local gone = {}
	for _, number in ipairs({ ... }) do
		gone[number] = true
	end
	lost = function(_, number)
		return gone[number] == true
	end
end

for _, medium in ipairs({ "WHISPER", "BNET" }) do
	describe("a page lost on " .. medium, function()
		local borin, catnia

		before_each(function()
			borin, catnia = two(medium)
		end)

		local function arrives(bytes, ...)
			lose(...)
			local text = letters(bytes)
			send(borin, medium, text)
			env:advance(60)
			assert_equal(1, #catnia.got)
			assert_equal(text, catnia.got[1])
			env:advance(timers.reassembly)
			assert_equal(0, env:timers())
		end

		it("is asked for and comes again, in its place", function()
			arrives(2000, 4)
			assert_equal(1, counts.pages_again)
			assert_equal(1, counts.pages_asked)
		end)

		it("may be the first, the last, or three in a row", function()
			for _, numbers in ipairs({ { 1 }, { 8 }, { 3, 4, 5 }, { 1, 2, 3 }, { 6, 7, 8 }, { 1, 4, 8 }, { 1, 2, 3, 4, 5 } }) do
				borin, catnia = two(medium)
				arrives(1900, unpack(numbers))
				assert_equal(#numbers, counts.pages_again)
			end
		end)

		it("is asked for again when the question or the answer is lost too", function()
			-- Eight pages, of which the fourth is lost; then a question, an answer, and both again.
			arrives(1900, 4, 9, 11)
			assert_true(counts.pages_asked >= 3)
		end)

		it("is not asked for when nothing is lost", function()
			arrives(1900)
			assert_nil(counts.pages_asked)
		end)

		it("goes again to nobody else, and only so often", function()
			local text = letters(1900)
			send(borin, medium, text)
			env:advance(2)
			local slot = borin.outbox.slot
			local question = { slot = slot, pages = { { page = 2 } } }
			borin.repair:on_question({ medium = medium, sender = "Gromka", prefix = "CRP2" }, question)
			assert_nil(counts.pages_again)
			for _ = 1, 20 do
				borin.repair:on_question({ medium = medium, sender = "Catnia", prefix = "CRP2" }, question)
				env:advance(2)
			end
			assert_equal(limits.repair_repeats, counts.pages_again)
			assert_same({ text }, catnia.got, "and is heard once")
		end)

		it("that nobody has any more is given up, and nothing is kept of the message", function()
			lose(4)
			send(borin, medium, letters(1900))
			borin.repair.kept = ns.Memory.new(env, 1, 1)
			env:advance(timers.reassembly)
			assert_equal(0, #catnia.got)
			assert_equal(1, catnia.inbox:stats().dropped_lost_page)
			assert_equal(0, catnia.inbox:stats().pending)
			assert_equal(limits.repair_asks, counts.pages_asked)
		end)

		it("is kept for a while only, and not without bounds", function()
			for _ = 1, 8 do
				send(borin, medium, letters(limits.message_bytes))
			end
			assert_true(borin.repair.bytes <= limits.repair_bytes)
			assert_true(borin.repair.bytes > 0)
			env:advance(timers.repair_keep)
			borin.repair:sweep()
			assert_equal(0, borin.repair.bytes)
			assert_equal(0, borin.repair.kept:size())
		end)

		it("never makes one who only receives talk more than it hears", function()
			-- Somebody sends two pages far apart, and nothing else.
			if medium == "BNET" then
				catnia.inbox:packet({ medium = medium, sender = "Borin", prefix = "CRP2" }, ns.Framing.pack("BNET", "first", 7, 1, "R2 x"))
				catnia.inbox:packet({ medium = medium, sender = "Borin", prefix = "CRP2" }, ns.Framing.pack("BNET", "middle", 7, 9999, "x"))
			else
				catnia.inbox:packet({ medium = medium, sender = "Borin", prefix = "CRP2" }, "1<\1\8R1 x")
				catnia.inbox:packet({ medium = medium, sender = "Borin", prefix = "CRP2" }, "1z\1\8x")
			end
			local asked = 0
			lost = function(packet)
				asked = asked + #packet.text
				return true
			end
			env:advance(timers.reassembly)
			assert_true(counts.pages_asked <= 2 + 3)
			assert_true(asked <= 5 * 40, asked)
		end)
	end)
end

it("pages count near the latest one", function()
	two("WHISPER")
	for _, case in ipairs({
		{ 1, 2, 2 }, { 1, 9, 9 }, { 1, 19, 19 }, { 25, 0, 26 }, { 26, 1, 27 }, { 30, 2, 28 }, { 30, 4, 30 }, { 0, 5, 5 }, { 0, 1, 27 },
		{ 0, 0, 26 }, { 1, 1, 27 }, { 100, 11, 115 },
	}) do
		assert_equal(case[3], ns.Framing.counted_page(case[1], case[2]), table.concat(case, " "))
	end
end)

describe("pages that come twice or late", function()
	it("are taken once, whatever their mark", function()
		local borin, catnia = two("WHISPER")
		local text = letters(1900)
		local packets = {}
		lost = function(packet)
			table.insert(packets, packet.text)
			return true
		end
		send(borin, "WHISPER", text)
		lost = function()
			return false
		end
		local origin = { medium = "WHISPER", sender = "Borin", prefix = "CRP2" }
		for _, packet in ipairs(packets) do
			catnia.inbox:packet(origin, packet)
			catnia.inbox:packet(origin, packet)
		end
		for _, packet in ipairs(packets) do
			catnia.inbox:packet(origin, packet)
		end
		env:advance(60)
		assert_same({ text }, catnia.got)
	end)
end)

describe("who does not count", function()
	it("gets the plain marks where not everybody counts, until they are heard", function()
		local borin = two("WHISPER", { revision = "release-2" })
		local marks = {}
		lost = function(packet)
			table.insert(marks, packet.text:sub(2, 2))
			return true
		end
		send(borin, "WHISPER", letters(900))
		assert_equal("<==>", table.concat(marks))
		marks = {}
		borin.repair:heard("Catnia", "2.3.4")
		send(borin, "WHISPER", letters(900))
		assert_equal("<==>", table.concat(marks))
		marks = {}
		borin.repair:heard("Catnia", "3.0.0")
		send(borin, "WHISPER", letters(900))
		assert_equal("<cdE", table.concat(marks))
	end)

	it("shows by the slot of a profile that they do", function()
		local borin = two("WHISPER", { revision = "release-2" })
		local function counts_for(inner)
			return borin.repair:counts({ medium = "WHISPER", target = "Catnia", inner = inner })
		end
		assert_true(counts_for("TD q3abcd 1 id data"))
		assert_equal(false, counts_for("TD abcd12 1 id data"))
		assert_equal(false, counts_for("RP1 q3abcd "))
	end)

	it("is never asked for a page", function()
		local borin, catnia = two("BNET", { revision = "release-2", version = "2.3.4" })
		lose(3)
		send(borin, "BNET", letters(1900))
		env:advance(timers.reassembly)
		assert_nil(counts.pages_asked)
		assert_equal(0, #catnia.got)
	end)

	it("never has to in the first protocol", function()
		local borin, catnia = two("BNET", { revision = "alliance-1" })
		lose(3)
		send(borin, "BNET", letters(1900))
		env:advance(timers.reassembly)
		assert_equal(0, #catnia.got)
		assert_equal(0, borin.repair.bytes)
	end)
end)

it("a page of a secure group goes again only under its prefix, to who asks under it", function()
	local ns = load_module("Fields", "Codec", "Util", "Memory", "Wire", "Repair")
	local env, sent = virtual_env(), {}
	local outbox = {
		send = function(_, job)
			table.insert(sent, job.prefix .. " " .. job.data)
		end,
	}
	local function count() end
	local repair = ns.Repair.new(env, { wire = ns.Wire.new(outbox, count), count = count })
	local packet = { medium = "WHISPER", target = "Catnia-MoonGuard", prefix = "SECRETkey0CRP2" }
	repair:keep(packet, 5, 1, "of our own", false)
	local origin = { medium = "WHISPER", sender = "Catnia-MoonGuard", prefix = ns.Spec.constants.prefix }
	repair:on_question(origin, { slot = 5, pages = { { page = 1 } } })
	assert_same({}, sent)
	origin.prefix = packet.prefix
	repair:on_question(origin, { slot = 5, pages = { { page = 1 } } })
	assert_equal(1, #sent)
	assert_match("^SECRETkey0CRP2 PR .*of our own$", sent[1])
end)
