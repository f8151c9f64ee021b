-- Realms, regions, the account and the place: facts about the session.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type = type

function G.GetRealmName()
	return rt.c.player.realm
end

function G.GetNormalizedRealmName()
	local c = rt.c
	if c.realm_known then
		return rt.normalize(c.player.realm)
	end
	return nil
end

-- Only "WoW: Forever" has it.
rt.makers.RegionalUniqueNamesEnabled = function(c)
	return c.options.regional_names and function()
		return true
	end or nil
end

function G.GetRealmID()
	return rt.c.player.realm_id
end
G.GetNativeRealmID = G.GetRealmID

local regions = { "US", "KR", "EU", "TW", "CN" }

function G.GetCurrentRegion()
	return rt.c.player.region
end

function G.GetCurrentRegionName()
	return regions[rt.c.player.region] or ""
end

function G.GetLocale()
	return rt.c.player.locale
end

rt.spaces.C_AutoComplete = {
	GetAutoCompleteRealms = function()
		return { python.connected_realms() }
	end,
}

-- Which part of "Name-Realm" is needed in a context: "short" never names the realm, the others when it is not our own.
function G.Ambiguate(name, context)
	if type(name) ~= "string" or type(context) ~= "string" then
		rt.usage(type(name) ~= "string" and 1 or 2, "local result = Ambiguate(fullName, context)")
	end
	local short, realm = raw.string.match(name, "^([^%-]+)%-(.+)$")
	if short and (context == "short" or rt.normalize(realm) == rt.normalize(rt.c.player.realm)) then
		return short
	end
	return name
end

-- The account and the machine

function G.IsTrialAccount()
	return rt.c.player.trial
end

for _, name in ipairs {
	"IsVeteranTrialAccount", "IsPublicTestClient", "IsTestBuild", "IsShiftKeyDown", "IsControlKeyDown", "IsAltKeyDown",
	"IsModifierKeyDown", "IsMacClient",
} do
	G[name] = function()
		return false
	end
end

function G.GetNetStats()
	return raw.unpack(rt.host.latency(), 1, 4)
end

function G.GetFramerate()
	return 1 / rt.c.options.frame
end

function G.GetScreenWidth()
	return 1366
end

function G.GetScreenHeight()
	return 768
end

-- The second result is a handle by which a sound is stopped.
function G.PlaySound()
	return true, "1"
end
rt.in_lua.PlaySound = true

function G.GetCursorPosition()
	return 0, 0
end

function G.GetMouseFoci()
	return {}
end

function G.IsModifiedClick()
	return false
end

-- The place

local place = rt.host.instance

function G.IsInInstance()
	local kind = place().kind
	return kind ~= "none", kind
end

function G.GetInstanceInfo()
	local here, people = place(), 0
	if here.kind ~= "none" then
		people = here.max_players
	end
	local name, kind, id, difficulty, most = here.name, here.kind, here.difficulty_id, here.difficulty_name, here.max_players
	if rt.c.product.secrets then
		return name, kind, id, difficulty, most, 0, false, here.map_id, people, nil, false
	end
	return name, kind, id, difficulty, most, 0, false, here.map_id, people, nil
end

function G.InCombatLockdown()
	return rt.host.in_combat()
end

rt.spaces.C_InstanceEncounter = {
	IsEncounterInProgress = function()
		return place().encounter
	end,
}
rt.spaces.C_ChallengeMode = {
	IsChallengeModeActive = function()
		return place().challenge_mode
	end,
}
rt.spaces.C_PvP = {
	IsMatchActive = function()
		return place().pvp_match
	end,
}
