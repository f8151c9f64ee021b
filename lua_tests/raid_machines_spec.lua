-- SPDX-License-Identifier: MIT
-- The two machines of linked raids, move by move: every cause is tried in every state, and does what the specification
-- says or nothing at all.

local bench, tammya, timers

local THEIRS, THEIR_PASS = "THEIRtoken", "THEIR0pass"
local PEER = "Catnia1H"

local function mine()
	return tammya.raid.parts.link.mine
end

local function agree()
	tammya.routed(PEER, "LA", { yours = mine(), mine = THEIRS, pass = THEIR_PASS })
end

local function as_member(leader)
	bench.group("raid", leader or "Ann", "Bea")
end

local function as_leader()
	bench.group("raid", nil, "Ann", "Bea")
end

local function told_of_link()
	tammya.heard("Ann-MoonGuard", "LS", { pass = "OWN0000pas", destination = PEER })
end

before_each(function()
	bench = raid_bench()
	tammya, timers = bench.tammya, bench.ns.Spec.timers
end)

-- How Tammya comes into each state.
local REACH = {}
REACH.raid_link = {
	none = as_leader,
	offering = function()
		as_leader()
		tammya.raid:link(PEER)
	end,
	agreed = function()
		as_leader()
		tammya.routed(PEER, "LO", { mine = THEIRS })
		tammya.raid:link(PEER)
	end,
	linked = function()
		as_leader()
		tammya.raid:link(PEER)
		agree()
	end,
	following = function()
		as_leader()
		tammya.raid:link("Grom1H")
		tammya.routed("Grom1H", "LA", { yours = mine(), mine = "GROMStoken", pass = THEIR_PASS })
		tammya.routed("Grom1H", "LH", { yours = mine(), leader = PEER })
	end,
	inheriting = function()
		as_member()
		told_of_link()
		as_leader()
	end,
}
REACH.raid_news = {
	unlinked = as_member,
	linked = function()
		as_member()
		told_of_link()
	end,
	waiting = function()
		as_member()
		told_of_link()
		as_member("Bea")
	end,
}

-- How each cause comes about. An act that returns false cannot happen in that state.
local ACT = {}
ACT.raid_link = {
	["the player names a leader"] = function()
		tammya.raid:link(PEER)
	end,
	["the player names one who offered"] = function(state)
		if state ~= "none" then
			return false
		end
		tammya.routed(PEER, "LO", { mine = THEIRS })
		tammya.raid:link(PEER)
	end,
	["this player takes over a linked raid"] = function(state)
		if state ~= "none" then
			return false
		end
		REACH.raid_link.inheriting()
	end,
	["back after a reload"] = function()
		local saved = { peer = PEER, mine = "OWN00token", theirs = THEIRS, pass = "OWN0000pas", their_pass = THEIR_PASS }
		tammya.raid.parts.link:restore(saved)
	end,
	["the other offers"] = function()
		tammya.routed(PEER, "LO", { mine = "NEWERtoken" })
	end,
	["the other never made that offer"] = function(state)
		if state ~= "agreed" then
			return false
		end
		tammya.routed(PEER, "LX", { token = mine(), reason = "unknown" })
	end,
	["the other agrees"] = function()
		tammya.routed(PEER, "LA", { yours = mine() or "no00token0", mine = THEIRS, pass = THEIR_PASS })
	end,
	["the other hands over"] = function()
		tammya.routed(PEER, "LH", { yours = mine() or "no00token0", leader = "Hilo1H" })
	end,
	["the offer does not get through"] = function()
		local offer = tammya.last("LO")
		return offer and offer.done("no_bridge")
	end,
	["no answer"] = function(state)
		if state == "linked" then
			return false
		end
		bench.env:advance(math.max(timers.raid_offer, timers.raid_handover) + 5)
	end,
	["not a word"] = function(state)
		if state ~= "linked" then
			return false
		end
		bench.env:advance(timers.raid_life + 5)
	end,
	["the lead is passed on"] = function()
		as_member()
	end,
	["the other ends it"] = function()
		tammya.routed(PEER, "LX", { token = mine() or "no00token0", reason = "ended" })
	end,
	["the player ends it"] = function()
		tammya.raid:unlink()
	end,
	["the player leaves the group"] = function()
		bench.alone()
	end,
	["another group key"] = function()
		tammya.key:set("moonlit garden")
	end,
}
ACT.raid_news = {
	["the leader tells of a link"] = function(state)
		local leader = state == "waiting" and "Bea-MoonGuard" or "Ann-MoonGuard"
		tammya.heard(leader, "LS", { pass = "OWN0000pas", destination = PEER })
	end,
	["the leader tells of none"] = function(state)
		tammya.heard(state == "waiting" and "Bea-MoonGuard" or "Ann-MoonGuard", "LS", {})
	end,
	["not a word"] = function(state)
		bench.env:advance((state == "waiting" and timers.raid_handover or timers.raid_life) + 5)
	end,
	["somebody else leads"] = function(state)
		as_member(state == "waiting" and "Ann" or "Bea")
	end,
	["this player passed the lead on"] = function(state)
		if state ~= "unlinked" then
			return false
		end
		REACH.raid_link.linked()
		as_member()
	end,
	["this player leads now"] = as_leader,
	["the player leaves the group"] = function()
		bench.alone()
	end,
	["another group key"] = function()
		tammya.key:set("moonlit garden")
	end,
}

local PARTS = { raid_link = "link", raid_news = "news" }
local MACHINES = load_module("Util").Spec.machines

local function state_of(machine)
	return tammya.raid.parts[PARTS[machine]].machine.state
end

local function sorted(set)
	local names = {}
	for name in pairs(set) do
		table.insert(names, name)
	end
	table.sort(names)
	return names
end

-- Every cause the specification names, wherever it leads.
local function causes_of(machine)
	local causes = {}
	for _, moves in pairs(MACHINES[machine].moves) do
		for cause in pairs(moves) do
			causes[cause] = true
		end
	end
	return causes
end

for _, machine in ipairs({ "raid_link", "raid_news" }) do
	describe(machine, function()
		it("has a way here to every state and for every cause", function()
			assert_same(sorted(MACHINES[machine].moves), sorted(REACH[machine]))
			assert_same(sorted(causes_of(machine)), sorted(ACT[machine]))
		end)

		for _, state in ipairs(sorted(MACHINES[machine].moves)) do
			it("moves as the specification says, or not at all, from " .. state, function()
				for _, cause in ipairs(sorted(ACT[machine])) do
					bench = raid_bench()
					tammya = bench.tammya
					REACH[machine][state]()
					assert_equal(state, state_of(machine), cause)
					if ACT[machine][cause](state) ~= false then
						local expected = MACHINES[machine].moves[state][cause]
						assert_equal(expected or state, state_of(machine), cause)
					else
						assert_nil(MACHINES[machine].moves[state][cause], cause .. " is in the specification")
					end
				end
			end)
		end
	end)
end

it("a machine only makes the moves of its state", function()
	local machine = load_module("Machine").Machine.new("raid_news")
	assert_equal("unlinked", machine.state)
	assert_false(machine:takes("not a word"))
	assert_false(machine:make("not a word"))
	assert_true(machine:takes("the leader tells of a link"))
	assert_true(machine:make("the leader tells of a link"))
	assert_true(machine:is("unlinked", "linked"))
	assert_false(machine:is("unlinked", "waiting"))
end)
