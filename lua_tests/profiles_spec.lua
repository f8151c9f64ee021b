-- SPDX-License-Identifier: MIT
local bench, profiles, adapter, sent, timers, Codec, Serializer, allowed, packs

-- The role-play addon of Tammya: her own profile, and what she has of others.
local function new_adapter()
	adapter = {
		own = { id = "tammyas", serials = { A = 1, B = 2, C = 3, D = 4 } },
		others = {}, -- full name -> { id, serials }
		saved = {},
		shunned = {},
	}
	function adapter:available()
		return not self.absent
	end
	function adapter:own_profile_id()
		return self.own.id
	end
	function adapter:own_serials()
		return self.own.serials
	end
	function adapter:own_part(part)
		return self.own.serials[part] and { v = self.own.serials[part], part = part }
	end
	function adapter:known(fullname)
		local other = self.others[fullname]
		return other and other[1], other and other[2] or {}
	end
	function adapter:save(fullname, profile_id, part, data, class_id)
		if data.v == "bad" then
			return nil, "v is no number"
		end
		table.insert(self.saved, { fullname, profile_id, part, data, class_id })
		self.others[fullname] = self.others[fullname] or { profile_id, {} }
		self.others[fullname][2][part] = data.v
		return true
	end
	function adapter:ignored(fullname)
		return self.shunned[fullname] == true
	end
end

-- A router that writes down: `sent` has { destination, name, values, request, cancelled } of each message.
local function new_router()
	sent = {}
	return {
		is_straight = function(_, destination)
			return destination:sub(-1) == "A"
		end,
		send = function(_, destination, text, request)
			local name, values = Codec.decode(text, "ROUTED")
			local message = { destination = destination, name = name, values = values, request = request }
			table.insert(sent, message)
			return function()
				message.cancelled = true
				request.on_done("cancelled")
			end
		end,
	}
end

before_each(function()
	bench = node_bench()
	Codec, Serializer, timers = bench.ns.Codec, bench.ns.Serializer, bench.ns.Spec.timers
	allowed, packs = true, false
	new_adapter()
	profiles = bench.ns.Profiles.new(bench.env, {
		adapter = adapter,
		router = new_router(),
		bands = bench.bands,
		events = bench.events,
		count = function(name)
			bench.counts[name] = (bench.counts[name] or 0) + 1
		end,
		may_ask = function()
			return allowed
		end,
		packing = bench.ns.Packing.new(run_length()),
		may_pack = function()
			return packs
		end,
	})
end)

local function touch(kind, name, class_id)
	name = name or "Catnia"
	profiles:touch(name .. "-MoonGuard", name .. "1H", kind, class_id)
end

-- Lets the touches of a moment become a request; returns it as "A:?,B:2" and the whole message.
local function asked()
	bench.env:advance(timers.request_pairing)
	local message = table.remove(sent, 1)
	if not message then
		return nil
	end
	assert_equal("TR", message.name)
	local parts = {}
	for _, part in ipairs({ "A", "B", "C", "D" }) do
		local serial = message.values.serials[part]
		parts[#parts + 1] = serial and part .. ":" .. serial or nil
	end
	return table.concat(parts, ","), message
end

-- Touches and asks for all of A and B; returns the slot.
local function open_slot(kind, name)
	touch(kind or "mouseover", name)
	local _, message = asked()
	return message.values.slot, message
end

local function bring(slot, part, options)
	options = options or {}
	profiles:on_part(options.source or "Catnia1H", {
		slot = slot,
		part = part,
		profile_id = options.profile_id or "catnias",
		data = options.data or Serializer.write({ v = options.v or 7 }),
	})
end

local function request(serials, options)
	options = options or {}
	profiles:on_request(options.source or "Catnia1H", {
		slot = options.slot or "abc123",
		profile_id = options.profile_id or "tammyas",
		serials = serials,
	})
end

-- The parts answered since the last look, as "A,B".
local function answered()
	local parts = {}
	for _, message in ipairs(sent) do
		assert_equal("TD", message.name)
		table.insert(parts, message.values.part)
	end
	local messages = { unpack(sent) }
	while #sent > 0 do
		table.remove(sent)
	end
	return table.concat(parts, ","), messages
end

describe("a touch asks", function()
	for _, case in ipairs({
		{ "mouseover", "A:?,B:?" },
		{ "target", "A:?,B:?,C:?,D:?" },
		{ "emote", "A:?,B:?" },
		{ "open", "D:?" },
	}) do
		it(("by %s for %s"):format(case[1], case[2]), function()
			touch(case[1])
			local parts, message = asked()
			assert_equal(case[2], parts)
			assert_equal("Catnia1H", message.destination)
			assert_equal("?", message.values.profile_id)
			assert_equal("NORMAL", message.request.priority)
			assert_nil((asked()))
		end)
	end

	it("once for several touches of a moment", function()
		touch("mouseover")
		bench.env:advance(timers.request_pairing / 2)
		touch("target")
		touch("open")
		assert_equal(1, bench.env:timers())
		bench.env:advance(timers.request_pairing * 0.6)
		assert_equal(1, #sent, "the moment begins with the first touch")
		assert_equal("A:?,B:?,C:?,D:?", (asked()))
		assert_nil((asked()))
		assert_equal(0, bench.env:timers())
		assert_equal(1, bench.counts.profile_asked)
	end)

	it("nothing when what is known cannot be written down", function()
		adapter.others["Catnia-MoonGuard"] = { ("x"):rep(65), { A = 1 } }
		touch("mouseover")
		assert_nil((asked()))
		assert_equal(1, bench.counts.unsendable_TR)
	end)

	it("with the serials and the profile that are known", function()
		adapter.others["Catnia-MoonGuard"] = { "catnias", { A = 0, B = 12.5, C = -1 } }
		touch("target")
		touch("open")
		local parts, message = asked()
		assert_equal("A:0,B:12,C:?,D:?", parts)
		assert_equal("catnias", message.values.profile_id)
	end)

	it("each player apart", function()
		touch("mouseover")
		touch("mouseover", "Grosh")
		local _, first = asked()
		local _, second = asked()
		assert_same({ "Catnia1H", "Grosh1H" }, { first.destination, second.destination })
		assert_true(first.values.slot ~= second.values.slot)
	end)

	it("nothing of the own side, of no place, or in no known way", function()
		profiles:touch("Borin-MoonGuard", "Borin1A", "mouseover")
		profiles:touch("Borin-MoonGuard", "Borin", "mouseover")
		touch("sneeze")
		assert_nil((asked()))
		assert_equal(0, profiles.touched:size())
	end)

	it("nothing without a role-play addon, or of someone ignored", function()
		adapter.absent = true
		touch("mouseover")
		adapter.absent = false
		adapter.shunned["Catnia-MoonGuard"] = true
		touch("mouseover")
		assert_nil((asked()))
	end)

	it("nothing while asking is not allowed; the next touch asks for that too", function()
		allowed = false
		touch("open")
		assert_nil((asked()))
		assert_equal(1, bench.counts.profile_not_now)
		allowed = true
		assert_nil((asked()))
		touch("mouseover")
		assert_equal("A:?,B:?,D:?", (asked()))
	end)
end)

describe("a request is made once", function()
	it("in 30 seconds for each part of a player", function()
		assert_equal(30, timers.request_cooldown)
		touch("mouseover")
		assert_equal("A:?,B:?", (asked()))
		bench.env:advance(timers.request_cooldown - 1)
		touch("target")
		touch("mouseover", "Grosh")
		assert_equal("C:?,D:?", (asked()))
		assert_equal("A:?,B:?", (asked()), "Grosh is somebody else")
		bench.env:advance(1 - timers.request_pairing)
		touch("target")
		assert_equal("A:?,B:?", (asked()), "C and D were asked for a moment ago")
	end)

	it("for a part that arrived too", function()
		bring(open_slot(), "A")
		touch("mouseover")
		assert_nil((asked()))
	end)

	for _, outcome in ipairs({ "refused", "timed_out", "no_bridge" }) do
		it(("but at once again when it %s"):format(outcome), function()
			local _, message = open_slot()
			message.request.on_done(outcome)
			touch("mouseover")
			assert_equal("A:?,B:?", (asked()))
		end)
	end

	for _, outcome in ipairs({ "acked", "sent" }) do
		it(("when it is %s"):format(outcome), function()
			local _, message = open_slot()
			message.request.on_done(outcome)
			touch("mouseover")
			assert_nil((asked()))
		end)
	end

	it("also when an earlier one turns out to have failed meanwhile", function()
		local _, first = open_slot()
		bench.env:advance(timers.request_cooldown)
		touch("mouseover")
		assert_equal("A:?,B:?", (asked()))
		first.request.on_done("timed_out")
		touch("mouseover")
		assert_nil((asked()))
	end)

	it("and what a failed one asked for is asked for by the next touch, whatever kind it is", function()
		touch("open")
		local _, message = asked()
		message.request.on_done("no_bridge")
		touch("mouseover")
		assert_equal("A:?,B:?,D:?", (asked()))
	end)
end)

describe("a part that does not come", function()
	local limits

	before_each(function()
		limits = bench.ns.Spec.limits
	end)

	-- What is asked for by itself from now on, each with the seconds since now; all requests arrive.
	local function asked_by_itself(seconds)
		local found = {}
		for second = 1, seconds do
			bench.env:advance(1)
			local parts, message = asked()
			if parts then
				table.insert(found, ("%s at %d"):format(parts, math.floor(second / timers.request_cooldown + 0.5)))
				message.request.on_done("acked")
			end
		end
		return found
	end

	it("is asked for again after each cooldown, a few times", function()
		local slot, message = open_slot()
		message.request.on_done("acked")
		bring(slot, "A")
		assert_same({ "B:? at 1", "B:? at 2", "B:? at 3" }, asked_by_itself(1000))
		assert_equal(3, limits.request_repeats)
		assert_equal(3, bench.counts.profile_owed)
	end)

	it("is at home in the same slot", function()
		local slot, message = open_slot()
		message.request.on_done("acked")
		bench.env:advance(timers.request_cooldown)
		local _, again = asked()
		assert_equal(slot, again.values.slot)
	end)

	it("is not asked for again when some version of it is known: silence means that it is current", function()
		adapter.others["Catnia-MoonGuard"] = { "catnias", { A = 3 } }
		local slot, message = open_slot()
		message.request.on_done("acked")
		bring(slot, "B")
		assert_same({}, asked_by_itself(1000))
	end)

	it("is not asked for again when all came", function()
		local slot, message = open_slot()
		message.request.on_done("acked")
		bring(slot, "A")
		bring(slot, "B")
		assert_same({}, asked_by_itself(1000))
	end)
end)

describe("a slot", function()
	it("takes each asked part once, from the one who was asked", function()
		local slot = open_slot()
		bring(slot, "A", { v = 3 })
		bring(slot, "B", { v = 4 })
		assert_same({
			{ "Catnia-MoonGuard", "catnias", "A", { v = 3 } },
			{ "Catnia-MoonGuard", "catnias", "B", { v = 4 } },
		}, adapter.saved)
		bring(slot, "A", { v = 5 })
		bring(slot, "B", { v = 5 })
		assert_equal(2, #adapter.saved)
		assert_equal(2, bench.counts.refused_slot)
		assert_equal(2, bench.counts.profile_parts)
		assert_equal(0, profiles.slots:size())
	end)

	it("tells of each part", function()
		local slot = open_slot()
		bring(slot, "A")
		assert_same({ "PROFILE_UPDATED Catnia-MoonGuard Catnia1H A" }, bench.fired)
	end)

	it("takes no part that was not asked for", function()
		local slot = open_slot()
		bring(slot, "C")
		assert_equal(1, bench.counts.refused_slot)
		assert_same({}, adapter.saved)
	end)

	it("takes nothing from anyone else, and stays open for the one who was asked", function()
		local slot = open_slot()
		bring(slot, "A", { source = "Grosh1H" })
		bring(slot, "A", { source = "Catnia58H" })
		assert_equal(2, bench.counts.refused_slot)
		bring(slot, "A")
		assert_equal(1, #adapter.saved)
	end)

	it("takes the asked player under a realm connected with theirs", function()
		bench.bands:learn_realm(58, "Stormreaver")
		bench.bands:learn_realm(59, "Sargeras")
		bench.bands:set_group({ "MoonGuard", "Stormreaver" })
		local slot = open_slot()
		bring(slot, "A", { source = "Catnia59H" })
		bring(slot, "A", { source = "Catnia58A" })
		bring(slot, "A", { source = "Grosh58H" })
		assert_equal(3, bench.counts.refused_slot)
		bring(slot, "A", { source = "Catnia58H" })
		assert_equal("Catnia-MoonGuard", adapter.saved[1][1])
	end)

	it("takes nothing at another door", function()
		local slot = open_slot()
		local other = open_slot("mouseover", "Grosh")
		bring("zzzzzz", "A")
		bring(other, "A")
		assert_equal(2, bench.counts.refused_slot)
		assert_same({}, adapter.saved)
		assert_true(slot ~= other)
	end)

	it("is a random word nobody can guess", function()
		local seen = {}
		for index = 1, 50 do
			local slot = open_slot("mouseover", "Catnia" .. ("x"):rep(index))
			assert_match("^%w%w%w%w%w$", slot)
			assert_nil(seen[slot])
			seen[slot] = true
		end
	end)

	it("is used again while a part is owed, and another one is opened after that", function()
		local slot = open_slot()
		bring(slot, "A")
		bench.env:advance(timers.request_cooldown)
		touch("target")
		local parts, again = asked()
		assert_equal("A:7,B:?,C:?,D:?", parts)
		assert_equal(slot, again.values.slot)
		assert_nil((asked()))
		for _, part in ipairs({ "A", "B", "C", "D" }) do
			bring(slot, part)
		end
		assert_equal(5, #adapter.saved)
		bench.env:advance(timers.request_cooldown)
		assert_true(open_slot() ~= slot)
	end)

	it("is used again for its own parts when two are open", function()
		local slot, other = open_slot("mouseover"), open_slot("open")
		bench.env:advance(timers.request_cooldown)
		touch("target")
		touch("open")
		local parts, first = asked()
		local about, second = asked()
		assert_same({ "A:?,B:?,C:?", "D:?" }, { parts, about })
		assert_same({ slot, other }, { first.values.slot, second.values.slot })
		assert_nil((asked()))
		assert_equal(2, profiles.slots:size())
	end)

	it("is another one for a part nothing is owed of", function()
		local slot = open_slot()
		assert_true(open_slot("open") ~= slot)
		bring(slot, "D")
		assert_equal(1, bench.counts.refused_slot)
	end)

	it("closes after its time, and when too many are open", function()
		local slot = open_slot()
		bench.env:advance(timers.slot_life - 1)
		bring(slot, "A")
		assert_equal(1, #adapter.saved)
		bench.env:advance(1)
		bring(slot, "B")
		assert_equal(1, #adapter.saved)
		slot = open_slot("mouseover", "Grosh")
		for index = 1, bench.ns.Spec.limits.request_slots do
			open_slot("mouseover", "Catnia" .. ("x"):rep(index % 16) .. ("y"):rep(math.floor(index / 16)))
		end
		bring(slot, "A", { source = "Grosh1H" })
		assert_equal(1, #adapter.saved)
	end)

	it("gives what the game told about the player to whom it is saved", function()
		touch("mouseover", "Catnia", 7)
		local _, message = asked()
		bring(message.values.slot, "A")
		assert_equal(7, adapter.saved[1][5])
	end)
end)

describe("a part that is no good", function()
	it("is refused when it does not read as a table", function()
		local slot = open_slot()
		for _, data in ipairs({ "nonsense", "", "^1^N5^^", "^1^T^Sv^N3^t", "^1^T" }) do
			bring(slot, "A", { data = data })
		end
		assert_equal(5, bench.counts.refused_data)
		assert_same({}, adapter.saved)
	end)

	it("is counted when the role-play addon refuses it, and may come again", function()
		local slot = open_slot()
		bring(slot, "A", { v = "bad" })
		assert_equal(1, bench.counts.refused_part)
		assert_equal("v is no number", profiles.refusal)
		assert_same({}, bench.fired)
		bring(slot, "A", { v = 3 })
		assert_equal(1, #adapter.saved)
	end)
end)

describe("an answer", function()
	it("has the parts that are outdated, and only those asked for", function()
		request({ A = 1, B = 1, C = "?" })
		local parts, messages = answered()
		assert_equal("B,C", parts)
		local values = messages[1].values
		assert_same({ "abc123", "tammyas" }, { values.slot, values.profile_id })
		assert_equal(2, bench.counts.profile_answered)
		assert_same({ true, { v = 2, part = "B" } }, { Serializer.read(values.data) })
		assert_equal("Catnia1H", messages[1].destination)
		assert_equal("LOW", messages[1].request.priority)
		assert_true(messages[1].request.logged)
	end)

	it("has all asked parts for who knows another profile, or none", function()
		request({ A = 1, B = 2 }, { profile_id = "anothers" })
		assert_equal("A,B", (answered()))
		request({ A = 1, D = 4 }, { profile_id = "?", source = "Grosh1H" })
		assert_equal("A,D", (answered()))
	end)

	it("is silence for who is up to date", function()
		request({ A = 1, B = 2, C = 3, D = 4 })
		assert_equal("", (answered()))
	end)

	it("leaves out a part that is not there", function()
		adapter.own.serials = { A = 1 }
		request({ A = "?", B = "?" })
		assert_equal("A", (answered()))
	end)

	it("is none without a profile, while not allowed, or to someone ignored", function()
		adapter.own.id = nil
		request({ A = "?" })
		adapter.own.id, adapter.absent = "tammyas", true
		request({ A = "?" })
		assert_equal(2, bench.counts.refused_no_profile)
		adapter.absent, allowed = false, false
		request({ A = "?" })
		assert_equal(1, bench.counts.profile_not_now)
		allowed, adapter.shunned["Catnia-MoonGuard"] = true, true
		request({ A = "?" })
		assert_equal(1, bench.counts.refused_ignored)
		assert_equal("", (answered()))
	end)

	it("that cannot be written is counted", function()
		adapter.own.serials.A = 0 / 0
		request({ A = "?" })
		assert_equal("", (answered()))
		assert_equal(1, bench.counts.unsendable_TD)
	end)
end)

describe("packing", function()
	local long

	before_each(function()
		long = { v = 2, part = ("a"):rep(500) }
		packs = true
		function adapter:own_part()
			return long
		end
	end)

	it("makes an answer shorter that goes across", function()
		request({ B = "?" })
		local _, messages = answered()
		assert_match("^Z%d+:", messages[1].values.data)
		assert_true(#messages[1].values.data < 200)
	end)

	it("is not done for who may read along, nor when the player does not want it", function()
		request({ B = "?" }, { source = "Borin1A" })
		packs = false
		request({ B = "?" }, { source = "Grosh1H" })
		local _, messages = answered()
		for _, message in ipairs(messages) do
			assert_equal(Serializer.write(long), message.values.data)
		end
	end)

	it("is undone for what arrives, and damage is refused", function()
		local slot = open_slot()
		local data = bench.ns.Packing.new(run_length()):pack(Serializer.write(long))
		bring(slot, "A", { data = data:sub(1, -2) })
		bring(slot, "A", { data = data .. "x" })
		assert_equal(2, bench.counts.refused_data)
		bring(slot, "A", { data = data })
		assert_same(long, adapter.saved[1][4])
	end)
end)

describe("a part is sent once", function()
	local function done(outcome, message)
		message.request.on_done(outcome)
	end

	it("while it is on its way, however long that takes", function()
		request({ A = "?" })
		answered()
		for _ = 1, 10 do
			bench.env:advance(timers.request_cooldown)
			request({ A = "?" })
		end
		assert_equal("", (answered()))
	end)

	it("in the send cooldown since it began, and for a moment after it arrived", function()
		request({ A = "?" })
		local _, messages = answered()
		bench.env:advance(60)
		done("acked", messages[1])
		bench.env:advance(timers.send_settle - 1)
		request({ A = "?" })
		assert_equal("", (answered()), "this request met it on the way")
		request({ A = "?", B = "?" }, { source = "Grosh1H" })
		assert_equal("A,B", (answered()), "Grosh is somebody else")
		bench.env:advance(1)
		request({ A = "?" })
		local parts, later = answered()
		assert_equal("A", parts)
		done("acked", later[1])
		bench.env:advance(timers.send_cooldown - 1)
		request({ A = "?" })
		assert_equal("", (answered()))
		bench.env:advance(1)
		request({ A = "?" })
		assert_equal("A", (answered()))
	end)

	it("but again to who did not get it, when they may ask again", function()
		assert_true(timers.send_cooldown < timers.request_cooldown)
		request({ A = "?" })
		local _, messages = answered()
		bench.env:advance(15)
		done("acked", messages[1])
		bench.env:advance(timers.request_cooldown - 15)
		request({ A = "?" })
		assert_equal("A", (answered()))
	end)

	it("to no more than so many at a time", function()
		local limit = bench.ns.Spec.limits.answers
		for number = 1, limit + 3 do
			request({ A = "?" }, { source = ("Reader%s1H"):format(("x"):rep(number)) })
		end
		local _, messages = answered()
		assert_equal(limit, #messages)
		-- A newer request of one of them takes its old answer's place, not another one.
		adapter.own.serials.A = 9
		profiles:on_own_change()
		request({ A = "?" }, { source = "Readerx1H", slot = "other1" })
		assert_equal("A", (answered()))
		request({ A = "?" }, { source = "Late1H" })
		assert_equal("", (answered()))
		done("acked", messages[2])
		request({ A = "?" }, { source = "Late1H" })
		assert_equal("A", (answered()))
		request({ A = "?" }, { source = "Later1H" })
		assert_equal("", (answered()))
	end)

	it("but again at once when it did not arrive", function()
		for _, outcome in ipairs({ "refused", "timed_out", "no_bridge" }) do
			request({ A = "?" })
			local parts, messages = answered()
			assert_equal("A", parts)
			done(outcome, messages[1])
		end
	end)

	it("but again when it changed", function()
		request({ A = "?" })
		local _, messages = answered()
		done("sent", messages[1])
		adapter.own.serials.A = 2
		profiles:on_own_change()
		request({ A = 1 })
		assert_equal("A", (answered()))
	end)

	it("but the new one at once when it changed on its way; the old one is taken back", function()
		request({ A = "?", B = "?" })
		local _, messages = answered()
		adapter.own.serials.A = 2
		profiles:on_own_change()
		request({ A = "?", B = "?" })
		local parts, later = answered()
		assert_equal("A", parts)
		assert_true(messages[1].cancelled)
		assert_nil(messages[2].cancelled)
		bench.env:advance(timers.send_cooldown)
		done("refused", messages[1])
		request({ A = "?" })
		assert_equal("", (answered()), "the new one is on its way")
		done("acked", later[1])
		bench.env:advance(timers.send_cooldown)
		request({ A = 2 })
		assert_equal("", (answered()))
	end)

	it("but anew to who asks at another door, having lost the first", function()
		request({ A = "?" }, { slot = "first1" })
		local _, messages = answered()
		request({ A = "?" }, { slot = "second" })
		assert_equal("", (answered()), "not in the send cooldown")
		bench.env:advance(timers.send_cooldown)
		request({ A = "?" }, { slot = "second" })
		local parts, later = answered()
		assert_equal("A", parts)
		assert_equal("second", later[1].values.slot)
		assert_true(messages[1].cancelled)
	end)
end)

describe("a flood of requests", function()
	it("of one character is refused beyond what anybody needs", function()
		local burst = bench.ns.Spec.quotas.requests.burst
		for index = 1, burst + 5 do
			request({ A = "?" }, { slot = "slot" .. index })
		end
		assert_equal(5, bench.counts.refused_requests)
		request({ A = "?" }, { source = "Grosh1H" })
		assert_equal(5, bench.counts.refused_requests, "Grosh is somebody else")
	end)

	it("of made-up characters gets no more answers than the quota", function()
		local quota = bench.ns.Spec.quotas.answers
		local parts = 0
		for index = 1, 400 do
			request({ A = "?", B = "?", C = "?", D = "?" }, { source = ("Reader%s1H"):format(("x"):rep(index % 20) .. ("y"):rep(index / 20)) })
			local _, messages = answered()
			parts = parts + #messages
			for _, message in ipairs(messages) do
				message.request.on_done("acked")
			end
		end
		assert_equal(quota.burst, parts)
	end)
end)

describe("news of another's versions", function()
	local function news(serials, options)
		options = options or {}
		profiles:on_versions(options.source or "Catnia1H", { profile_id = options.profile_id or "catnias", serials = serials })
	end

	before_each(function()
		local slot = open_slot("target")
		for _, part in ipairs({ "A", "B", "C", "D" }) do
			bring(slot, part, { v = 7 })
		end
		adapter.others["Catnia-MoonGuard"][2].D = nil
		bench.env:advance(timers.request_cooldown)
	end)

	it("asks for what is outdated of what is known, and nothing else", function()
		news({ A = 7, B = 8, C = 7, D = 9 })
		assert_equal("B:7", (asked()))
		assert_nil((asked()))
	end)

	it("asks for all that is known when it is another profile", function()
		news({ A = 7, B = 7, C = 7, D = 9 }, { profile_id = "another" })
		local parts, message = asked()
		assert_equal("A:7,B:7,C:7", parts)
		assert_equal("catnias", message.values.profile_id)
	end)

	it("asks nothing when nothing is new, of strangers, or of someone ignored", function()
		news({ A = 7, B = 7, C = 7, D = 9 })
		news({ A = 1, B = 1, C = 1, D = 1 }, { source = "Grosh1H" })
		adapter.shunned["Catnia-MoonGuard"] = true
		news({ A = 8, B = 8, C = 8, D = 8 })
		assert_nil((asked()))
		assert_equal(0, bench.env:timers())
	end)

	it("waits for the cooldown when the part was asked for lately", function()
		news({ A = 8, B = 7, C = 7 })
		assert_equal("A:7", (asked()))
		bench.env:advance(5)
		news({ A = 9, B = 7, C = 7 })
		assert_nil((asked()))
		bench.env:advance(timers.request_cooldown)
		assert_equal("A:7", (asked()))
		assert_nil((asked()))
	end)

	it("comes together with a touch meanwhile", function()
		news({ A = 8, B = 7, C = 7 })
		asked()
		news({ A = 9, B = 7, C = 7 })
		assert_nil((asked()))
		touch("open")
		assert_equal(1, bench.env:timers())
		assert_equal("D:?", (asked()))
		bench.env:advance(timers.request_cooldown)
		assert_equal("A:7", (asked()))
	end)

	it("asks for what is still on its way, too, but not for what another owes", function()
		touch("open", "Grosh")
		assert_equal("D:?", (asked()))
		news({ A = 7, B = 7, C = 7, D = 2 })
		assert_nil((asked()))
		touch("open")
		assert_equal("D:?", (asked()))
		bench.env:advance(timers.request_cooldown)
		news({ A = 7, B = 7, C = 7, D = 2 })
		assert_equal("D:?", (asked()))
	end)
end)

describe("the own profile's change", function()
	before_each(function()
		bench.bands:touch("1H")
		bench.bands:touch("58H")
	end)

	it("is told to every active band, once for edits that follow each other", function()
		profiles:on_own_change()
		bench.env:advance(timers.announce_delay - 1)
		adapter.own.serials.B = 9
		profiles:on_own_change()
		assert_same({}, sent)
		bench.env:advance(1)
		assert_equal(2, #sent)
		assert_same({ "1H", "58H" }, { sent[1].destination, sent[2].destination })
		assert_equal("TV", sent[1].name)
		assert_same({ profile_id = "tammyas", serials = { A = 1, B = 9, C = 3, D = 4 } }, sent[1].values)
		assert_equal("NORMAL", sent[1].request.priority)
		bench.env:advance(60)
		assert_equal(2, #sent)
		profiles:on_own_change()
		bench.env:advance(timers.announce_delay)
		assert_equal(4, #sent)
	end)

	it("is told to nobody when no band is active, or there is no profile", function()
		profiles:on_own_change()
		adapter.own.id = nil
		bench.env:advance(timers.announce_delay)
		adapter.own.id, adapter.own.serials = "tammyas", nil
		profiles:on_own_change()
		bench.env:advance(timers.announce_delay)
		adapter.own.serials = { A = 1, B = 2, C = 3, D = 4 }
		bench.env:advance(timers.band_active)
		bench.bands:sweep()
		profiles:on_own_change()
		bench.env:advance(timers.announce_delay)
		assert_same({}, sent)
	end)
end)

it("what is remembered of others goes with time", function()
	open_slot()
	request({ A = "?" })
	assert_same({ 1, 1, 1 }, { profiles.slots:size(), profiles.touched:size(), profiles.answered:size() })
	bench.env:advance(timers.band_active)
	profiles:sweep()
	assert_same({ 0, 0, 0 }, { profiles.slots:size(), profiles.touched:size(), profiles.answered:size() })
end)
