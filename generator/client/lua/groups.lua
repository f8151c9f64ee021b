-- Parties, raids and guilds: who is in them, who leads, and what a member asks of the server.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, fail = type, rt.fail
local unit = rt.unit

-- A category asks for the own group or for that of an instance.
local function group(category)
	local kind, instance, others, leader, near = python.group()
	if kind == "none" or category == 1 and instance or category == 2 and not instance then
		return "none", false, 0, nil, 0
	end
	return kind, instance, others, leader, near
end

function G.IsInGroup(category)
	return (group(category)) ~= "none"
end

function G.IsInRaid(category)
	return (group(category)) == "raid"
end

function G.GetNumGroupMembers(category)
	local kind, _, others = group(category)
	return kind == "none" and 0 or others + 1
end

-- The others of the own subgroup.
function G.GetNumSubgroupMembers(category)
	local _, _, _, _, near = group(category)
	return near
end

function G.UnitInParty(token)
	local who = unit(token, "local inParty = UnitInParty(unit)")
	return who ~= nil and (who.in_group or who == rt.c.player and (python.group()) ~= "none")
end

-- The rows of the raid's roster, in the order of raid1, raid2, ...
local function raid_member(index)
	return rt.record(rt.fields.raid_member, python.raid_member(index))
end

-- A unit's place in the roster, or nil.
local function place_of(who)
	for i = 1, who and G.GetNumGroupMembers() or 0 do
		if raid_member(i).guid == who.guid then
			return i
		end
	end
	return nil
end

function G.UnitInRaid(token)
	if (group()) ~= "raid" then
		return nil
	end
	return place_of(unit(token, "local result = UnitInRaid(unit)"))
end

function G.UnitInSubgroup(token)
	local who = unit(token, "local result = UnitInSubgroup([unit [, partyIndex]])")
	if (group()) ~= "raid" then
		return who ~= nil and G.UnitInParty(token)
	end
	local its, own = place_of(who), place_of(rt.c.player)
	return its ~= nil and own ~= nil and raid_member(its).subgroup == raid_member(own).subgroup
end

function G.UnitIsGroupLeader(token)
	local who = unit(token, "local isLeader = UnitIsGroupLeader(unit [, partyCategory])")
	local _, _, _, leader = group()
	return who ~= nil and who.guid == leader
end

function G.UnitIsGroupAssistant(token)
	local who = unit(token, "local isAssistant = UnitIsGroupAssistant(unit [, partyCategory])")
	return who ~= nil and python.is_assistant(who.guid)
end

function G.UnitIsRaidOfficer(token)
	local who = unit(token, "local result = UnitIsRaidOfficer(unit)")
	return who ~= nil and G.UnitIsGroupAssistant(token)
end

function G.UnitInBattleground()
	return nil
end

-- name, rank, subgroup, level, class, fileName, zone, online, isDead, role, isML, combatRole
function G.GetRaidRosterInfo(index)
	if type(index) ~= "number" then
		fail("Usage: GetRaidRosterInfo(index)")
	end
	local who = raid_member(index)
	if who then
		local class = rt.classes_by_file[who.class_file]
		return rt.name_for(who), who.rank, who.subgroup, who.level, class and class.name or "", who.class_file,
			who.online and who.zone or "Offline", who.online and 1 or nil, nil, "", nil, "NONE"
	end
end

function G.IsEveryoneAssistant()
	return python.everyone_assists()
end

-- Orders. They name a member by its unit token or its name, and the server answers later.

local function member(who)
	local found = type(who) == "string" and unit(who, "") or nil
	return found and rt.full_name(found) or ""
end

local function by_name(order)
	return function(who)
		python.group_order(order, member(who), 0)
	end
end

local function plain(order)
	return function()
		python.group_order(order, "", 0)
	end
end

local function everyone(on)
	python.group_order(on and "everyone_assists" or "nobody_assists", "", 0)
	return G.UnitIsGroupLeader("player")
end

rt.spaces.C_PartyInfo = {
	PromoteToLeader = by_name("leader"),
	PromoteToAssistant = by_name("assistant"),
	DemoteAssistant = by_name("no_assistant"),
	UninviteUnit = by_name("remove"),
	ConvertToRaid = plain("raid"),
	ConvertToParty = plain("party"),
	LeaveParty = plain("leave"),
	SetEveryoneIsAssistant = everyone,
}
for _, name in ipairs {
	"PromoteToLeader", "PromoteToAssistant", "DemoteAssistant", "UninviteUnit", "ConvertToRaid", "ConvertToParty", "LeaveParty",
	"SetEveryoneIsAssistant",
} do
	G[name] = rt.spaces.C_PartyInfo[name]
end

local function raid_name(index)
	local who = type(index) == "number" and raid_member(index)
	return who and rt.full_name(who) or ""
end

function G.SetRaidSubgroup(index, subgroup)
	if type(index) ~= "number" or type(subgroup) ~= "number" then
		fail("Usage: SetRaidSubgroup(index, subgroup)")
	end
	python.group_order("subgroup", raid_name(index), subgroup)
end

function G.SwapRaidSubgroup(index, other)
	if type(index) ~= "number" or type(other) ~= "number" then
		fail("Usage: SwapRaidSubgroup(index1, index2)")
	end
	python.group_order("swap", raid_name(index), other)
end

-- Guilds

function G.IsInGuild()
	return python.guild() ~= nil
end

function G.UnitIsInMyGuild(token)
	local who = unit(token, "local result = UnitIsInMyGuild(unit)")
	return who ~= nil and (who.in_guild or who == rt.c.player and G.IsInGuild())
end

-- The names of other units' guilds are not known.
function G.GetGuildInfo(token)
	if unit(token, "local guildName, guildRankName, guildRankIndex, realm = GetGuildInfo(unit)") == rt.c.player then
		return python.guild()
	end
	return nil, nil, nil, nil
end
