-- SPDX-License-Identifier: MIT
-- Whole routes: Tammya (A0) has the bridge Borin (A1), who is linked with Grosh (H1), the bridge of Catnia (H0).
local world, outcomes

local function new_world(revision)
	world, outcomes = four_nodes({ revision = revision }), {}
end

before_each(function()
	new_world()
end)

-- Sends and collects outcomes as "seconds outcome".
local function send(from, destination, message, more)
	local request = { priority = "NORMAL" }
	for key, value in pairs(more or {}) do
		request[key] = value
	end
	function request.on_done(outcome, detail)
		table.insert(outcomes, ("%.1f %s%s"):format(world.env.now(), outcome, detail and " " .. detail or ""))
	end
	from.router:send(destination, message, request)
end

-- The log's lines with one message, without umids: "time Name MEDIUM target code text".
local function legs(pattern)
	local found = {}
	for _, line in ipairs(world.log) do
		line = line:gsub("(R[12]) %w%w%w%w%w(%d+)", "%1 u%2"):gsub("(A%d) %w%w%w%w%w(%d+)", "%1 u%2")
		if line:find(pattern or "") then
			table.insert(found, line)
		end
	end
	return found
end

local function time_of(line)
	return tonumber(line:match("^%S+"))
end

-- Whether a packet is a page or the whole of this message, by what it begins with.
local function begins(packet, command)
	return packet.text:find("^1%-" .. command .. " ") ~= nil or packet.text:find("^1<....?.?" .. command .. " ") ~= nil
end

-- Loses the first packets with this message.
local function lose_first(command, count)
	function world.lose(_, packet)
		if count > 0 and begins(packet, command) then
			count = count - 1
			return true
		end
	end
end

describe("a message across", function()
	it("takes three hops and its acknowledgement three, the ack right after the R3", function()
		send(world.A0, "Catnia1H", "RP1 Hello!")
		world.env:advance(60)
		assert_same({
			"0 Tammya WHISPER Borin-MoonGuard 0 1-R1 u1 A Catnia1H RP1 Hello!",
			"0.5 Borin BNET 3 0 1-R2 u1 Tammya1A Catnia1H RP1 Hello!",
			"1 Grosh WHISPER Catnia-MoonGuard 0 1-R3 Tammya1A RP1 Hello!",
			"1 Grosh BNET 2 0 1-A2 u1 Tammya1A",
			"1.5 Borin WHISPER Tammya-MoonGuard 0 1-A3 u1",
		}, legs())
		assert_same({ { "Tammya1A", "RP1 Hello!" } }, world.H0.delivered)
		assert_same({}, world.H1.delivered)
		assert_same({ "2.0 acked" }, outcomes)
	end)

	it("to the far link itself needs no R3", function()
		send(world.A0, "Grosh1H", "RP1 Hello!")
		world.env:advance(60)
		assert_same({ { "Tammya1A", "RP1 Hello!" } }, world.H1.delivered)
		assert_equal(0, #legs("R3 "))
		assert_same({ "2.0 acked" }, outcomes)
	end)

	it("from who owns a link needs no R1", function()
		send(world.A1, "Catnia1H", "RP1 Hello!")
		world.env:advance(60)
		assert_same({ { "Borin1A", "RP1 Hello!" } }, world.H0.delivered)
		assert_same({
			"0 Borin BNET 3 0 1-R2 u1 Borin1A Catnia1H RP1 Hello!",
			"0.5 Grosh WHISPER Catnia-MoonGuard 0 1-R3 Borin1A RP1 Hello!",
			"0.5 Grosh BNET 2 0 1-A2 u1 Borin1A",
		}, legs())
		assert_same({ "1.0 acked" }, outcomes)
	end)

	it("to a band reaches everyone there once, the router included", function()
		send(world.A0, "1H", "RP1 Hello!")
		world.env:advance(60)
		assert_same({ { "Tammya1A", "RP1 Hello!" } }, world.H0.delivered)
		assert_same({ { "Tammya1A", "RP1 Hello!" } }, world.H1.delivered)
		assert_same({}, world.A1.delivered)
		assert_same({ "2.0 acked" }, outcomes)
	end)

	it("can be answered to its source", function()
		send(world.A0, "Catnia1H", "RP1 Hello!")
		world.env:advance(5)
		send(world.H0, world.H0.delivered[1][1], "RP1 Hi!")
		world.env:advance(5)
		assert_same({ { "Catnia1H", "RP1 Hi!" } }, world.A0.delivered)
		assert_same({ "2.0 acked", "7.0 acked" }, outcomes)
	end)

	it("arrives as it was, however long", function()
		for _, bytes in ipairs({ 1, 200, 230, 231, 253, 1000, 30000 }) do
			new_world()
			local text = letters(bytes)
			send(world.A0, "Catnia1H", text)
			world.env:advance(60)
			assert_equal(1, #world.H0.delivered, bytes)
			assert_equal(text, world.H0.delivered[1][2], bytes)
			assert_equal(1, #outcomes)
		end
	end)

	for _, revision in ipairs({ "alliance-1", "release-2" }) do
		it("arrives in " .. revision .. " too, short and long, to one and to all", function()
			new_world(revision)
			send(world.A0, "Catnia1H", "RP1 Hello!")
			send(world.A0, "Catnia1H", letters(3000))
			send(world.A0, "1H", "RP1 All!")
			world.env:advance(60)
			assert_same({ "RP1 All!", "RP1 Hello!" }, { world.H1.delivered[1][2], world.H0.delivered[1][2] })
			assert_equal(1, #world.H1.delivered)
			assert_equal(3, #world.H0.delivered)
			local long = world.H0.delivered[2][2] == "RP1 All!" and world.H0.delivered[3] or world.H0.delivered[2]
			assert_equal(letters(3000), long[2])
			assert_equal(3, #outcomes)
			for _, outcome in ipairs(outcomes) do
				assert_match(revision == "alliance-1" and "0.0 sent" or "acked", outcome)
			end
		end)
	end
end)

describe("pages", function()
	before_each(function()
		-- Tammya's client takes every other packet only, so her pages leave one by one.
		local turn = 0
		function world.result(from)
			if from == world.A0 then
				turn = turn + 1
				return turn % 2 == 0 and 3 or 0
			end
		end
		send(world.A0, "Catnia1H", letters(3000), { priority = "LOW" })
		world.env:advance(120)
	end)

	it("leave each router before the last one came in", function()
		local r1, r2 = legs(" Tammya WHISPER Borin%S+ 0 1"), legs(" Borin BNET 3 0 1")
		local r3 = legs(" Grosh WHISPER Catnia%S+ 0 1")
		assert_true(#r1 > 11 and #r2 > 11 and #r3 > 11)
		assert_true(time_of(r1[#r1]) > 3)
		assert_true(time_of(r2[1]) < time_of(r1[1]) + 1.5, "the first R2 page is out long before the last R1 page")
		assert_true(time_of(r3[1]) < time_of(r1[1]) + 2.5)
		assert_true(time_of(r3[#r3]) <= time_of(r1[#r1]) + 1.001, "the last page only takes its hops")
	end)

	it("come before the acknowledgement, all of them", function()
		local last_page, ack
		for index, line in ipairs(world.log) do
			last_page = line:find(" Grosh WHISPER Catnia%S+ 0 1") and index or last_page
			ack = line:find(" Grosh BNET 2 0 1%-A2 ") and index or ack
		end
		assert_true(ack > last_page)
		assert_equal(letters(3000), world.H0.delivered[1][2])
		assert_equal(1, #outcomes)
		assert_match("acked", outcomes[1])
	end)
end)

describe("what gets lost", function()
	for _, case in ipairs({ { "R1", 1 }, { "R2", 1 }, { "A2", 1 }, { "A3", 1 }, { "R2", 3 }, { "A3", 4 } }) do
		it(("%s, %d times, is made good; the message arrives once and is acked once"):format(case[1], case[2]), function()
			lose_first(case[1], case[2])
			send(world.A0, "Catnia1H", "RP1 Hello!")
			world.env:advance(200)
			assert_same({ { "Tammya1A", "RP1 Hello!" } }, world.H0.delivered)
			assert_equal(1, #outcomes)
			assert_match("acked", outcomes[1])
			assert_equal(1 + case[2], #legs("R1 "))
		end)
	end

	it("for good ends as timed out, after five tries", function()
		lose_first("R2", math.huge)
		send(world.A0, "Catnia1H", "RP1 Hello!")
		world.env:advance(1000)
		assert_equal(5, #legs("R1 "))
		assert_equal(1, #outcomes)
		assert_match("timed_out$", outcomes[1])
		assert_equal(0, world.A0.env:timers())
	end)

	it("in the middle of a long message is made good", function()
		local count = 0
		function world.lose(from)
			count = count + (from == world.A1 and 1 or 0)
			return from == world.A1 and count == 5
		end
		send(world.A0, "Catnia1H", letters(3000))
		world.env:advance(1000)
		assert_equal(1, #world.H0.delivered)
		assert_equal(letters(3000), world.H0.delivered[1][2])
		assert_equal(1, #outcomes)
		assert_match("acked$", outcomes[1])
	end)
end)

describe("who is offline", function()
	it("the destination: never acknowledged, so never acked", function()
		world.H0.offline = true
		send(world.A0, "Catnia1H", "RP1 Hello!")
		world.env:advance(1000)
		assert_equal(0, #legs("A2 "))
		assert_equal(1, #outcomes)
		assert_match("timed_out$", outcomes[1])
	end)

	it("the bridge: the next one is taken, or there is none", function()
		world.A1.offline = true
		send(world.A0, "Catnia1H", "RP1 Hello!")
		world.env:advance(1000)
		assert_equal(1, #outcomes)
		assert_match("no_bridge offline$", outcomes[1])
		assert_equal(0, world.A0.bridges:count("1H"))
	end)

	it("the far link: its friend unlinks it, and says so to who wanted it", function()
		world.H1.offline = true
		send(world.A0, "Catnia1H", "RP1 Hello!")
		world.env:advance(5)
		assert_equal(0, world.A1.links:count())
		assert_equal(0, world.A0.bridges:count("1H"))
	end)

	it("the reader on the own side: refused at once", function()
		world.A1.offline = true
		send(world.A0, "Borin1A", "RP1 Hello!")
		assert_same({ "0.0 refused offline" }, outcomes)
	end)
end)

describe("a direct message", function()
	it("arrives with its sender, logged when it may be", function()
		send(world.A0, "Borin1A", "RP1 Hello!", { logged = true })
		send(world.A0, "1A", "RP1 All!")
		world.env:advance(5)
		assert_same({
			"0 Tammya LOGGED Borin-MoonGuard 0 1-R0 RP1 Hello!",
			"0 Tammya BROADCAST - 0 1-R0 RP1 All!",
		}, legs())
		assert_same({ { "Tammya1A", "RP1 Hello!" }, { "Tammya1A", "RP1 All!" } }, world.A1.delivered)
		assert_same({}, world.A0.delivered)
		assert_same({ "0.0 sent", "0.0 sent" }, outcomes)
	end)
end)

it("many messages with losses everywhere: each ends once, what is acked is there, nothing is there twice", function()
	local chance = virtual_env(7)
	function world.lose()
		return chance.random(100) <= 10
	end
	function world.result()
		return ({ 3, 8 })[chance.random(20)]
	end
	local ended, came = {}, {}
	for index = 1, 60 do
		local text = index .. " " .. letters(chance.random(400))
		world.A0.router:send("Grosh1H", text, {
			priority = index % 2 == 0 and "LOW" or "NORMAL",
			on_done = function(outcome)
				assert_nil(ended[index])
				ended[index] = outcome
			end,
		})
		world.env:advance(1)
	end
	world.env:advance(2000)
	for _, pair in ipairs(world.H1.delivered) do
		local index = tonumber(pair[2]:match("^%d+"))
		assert_nil(came[index], index)
		came[index] = true
	end
	local acked = 0
	for index = 1, 60 do
		assert_true(ended[index] == "acked" or ended[index] == "timed_out", index)
		acked = acked + (ended[index] == "acked" and 1 or 0)
		assert_true(ended[index] ~= "acked" or came[index])
	end
	assert_true(acked > 50, acked)
end)
