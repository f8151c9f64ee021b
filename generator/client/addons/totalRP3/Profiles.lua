-- SPDX-License-Identifier: MIT
-- A stand-in for Total RP 3, written from its observed behaviour; it is not Total RP 3 and shares no code with it.
-- The player's own profiles: TRP3_Profiles, TRP3_Characters and TRP3_API.profile.

local _, ns = ...
local profile = TRP3_API.profile
local globals = TRP3_API.globals

local currentID, current -- nil until login

local ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

function profile.getPlayerCurrentProfileID()
	return currentID
end

--- The saved table itself; nil before login.
function profile.getPlayerCurrentProfile()
	return current
end

function profile.isDefaultProfile(profileID)
	return profileID:sub(-1) == "*"
end

--- The value at "a/b/c" below the current profile or `profileRef`; nil as soon as something on the way is missing.
function profile.getData(path, profileRef)
	assert(type(path) == "string" and path ~= "", "the path must be a string that is not empty")
	local value = profileRef or current
	for field in path:gmatch("[^/]+") do
		if type(value) ~= "table" then
			return nil
		end
		value = value[field]
	end
	return value
end

-- Ten digits of the date and five letters or digits.
local function newID()
	local id = date and date("%m%d%H%M%S") or ("%010d"):format(time() % 10000000000)
	for _ = 1, 5 do
		local index = math.random(#ALPHANUMERIC)
		id = id .. ALPHANUMERIC:sub(index, index)
	end
	return id
end

local function defaultProfile()
	return {
		profileName = "Default profile",
		player = {
			character = { v = 1, RP = 1, WU = 1 },
			characteristics = {
				v = 1,
				FN = globals.player,
				RA = UnitRace and (UnitRace("player")) or nil,
				CL = UnitClass and (UnitClass("player")) or nil,
				IC = "INV_Misc_QuestionMark",
				MI = {},
				PS = {},
			},
			misc = { v = 1, PE = {}, ST = {} },
			about = { v = 1, TE = 1, T1 = {}, T2 = {}, T3 = { PH = {}, PS = {}, HI = {} } },
		},
	}
end

-- A default profile gets another id and higher versions at every login.
local function renewDefault(id)
	local renewed = newID() .. "*"
	TRP3_Profiles[renewed], TRP3_Profiles[id] = TRP3_Profiles[id], nil
	for _, part in ipairs(ns.parts) do
		local data = TRP3_Profiles[renewed].player[part]
		data.v = ns.bump(data.v)
	end
	return renewed
end

local function completed(stored)
	stored.player = stored.player or {}
	local template = defaultProfile().player
	for _, part in ipairs(ns.parts) do
		stored.player[part] = stored.player[part] or template[part]
	end
	return stored
end

--- Loads the saved profiles at login. The character's profile is the one it used last, or a new default one.
function ns.loadProfiles()
	TRP3_Profiles = TRP3_Profiles or {}
	TRP3_Characters = TRP3_Characters or {}
	TRP3_Characters[globals.player_id] = TRP3_Characters[globals.player_id] or {}
	local character = TRP3_Characters[globals.player_id]
	if not (character.profileID and TRP3_Profiles[character.profileID]) then
		character.profileID = newID() .. "*"
		TRP3_Profiles[character.profileID] = defaultProfile()
	end
	completed(TRP3_Profiles[character.profileID])
	if profile.isDefaultProfile(character.profileID) then
		character.profileID = renewDefault(character.profileID)
	end
	currentID = character.profileID
	current = TRP3_Profiles[currentID]
	globals.player_character = { profileID = currentID }
end

--- Changes to another of the player's own profiles.
function ns.selectProfile(profileID)
	assert(TRP3_Profiles[profileID], "there is no own profile " .. tostring(profileID))
	TRP3_Characters[globals.player_id].profileID = profileID
	currentID, current = profileID, completed(TRP3_Profiles[profileID])
	globals.player_character.profileID = profileID
	TRP3_Addon:TriggerEvent(TRP3_Addon.Events.REGISTER_PROFILES_LOADED)
	TRP3_Addon:TriggerEvent(TRP3_Addon.Events.REGISTER_DATA_UPDATED, globals.player_id, profileID, nil)
end
