-- SPDX-License-Identifier: MIT
-- A stand-in for Total RP 3, written from its observed behaviour; it is not Total RP 3 and shares no code with it.
-- What is known of other characters: TRP3_Register and the reading half of TRP3_API.register.
-- Before login every function that looks something up raises, as in Total RP 3, unless it says otherwise.

local _, ns = ...
local register = TRP3_API.register
local globals = TRP3_API.globals

local characters, profiles, ignored -- TRP3_Register's tables; nil until login

function ns.loadRegister()
	TRP3_Register = TRP3_Register or {}
	TRP3_Register.character = TRP3_Register.character or {}
	TRP3_Register.profiles = TRP3_Register.profiles or {}
	TRP3_Register.blockList = TRP3_Register.blockList or {}
	characters, profiles = TRP3_Register.character, TRP3_Register.profiles
	ignored = TRP3_Register.blockList
end

--- The saved table; nil before login.
function register.getProfileList()
	return profiles
end

--- The saved table; nil before login.
function register.getCharacterList()
	return characters
end

function register.isUnitIDKnown(unitID)
	assert(unitID, "the unit id is nil")
	return characters[unitID] ~= nil
end

--- A profile id or nil. Never raises.
function register.getUnitIDProfileID(unitID)
	local character = characters and unitID and characters[unitID]
	return character and character.profileID or nil
end

--- A profile or nil. Never raises.
function register.getProfileOrNil(profileID)
	return profiles and profileID and profiles[profileID] or nil
end

function register.getProfile(profileID)
	assert(profiles[profileID], "unknown profile " .. tostring(profileID))
	return profiles[profileID]
end

function register.hasProfile(unitID)
	assert(register.isUnitIDKnown(unitID), "unknown character " .. tostring(unitID))
	return characters[unitID].profileID
end

function register.profileExists(unitID)
	local profileID = register.hasProfile(unitID)
	return profileID and profiles[profileID]
end

function register.getUnitIDProfile(unitID)
	local profileID = register.hasProfile(unitID)
	assert(profiles[profileID or ""], "no profile for " .. tostring(unitID))
	return profiles[profileID], profileID
end

--- The own player table for the player; else profile and id, or nothing.
function register.getUnitIDCurrentProfile(unitID)
	assert(unitID, "the unit id is nil")
	if unitID == globals.player_id then
		return TRP3_API.profile.getPlayerCurrentProfile().player
	end
	if register.profileExists(unitID) then
		return register.getUnitIDProfile(unitID)
	end
end

--- As above, and an empty table for whoever is not known.
function register.getUnitIDCurrentProfileSafe(unitID)
	assert(unitID, "the unit id is nil")
	if unitID ~= globals.player_id and not register.isUnitIDKnown(unitID) then
		return {}
	end
	return register.getUnitIDCurrentProfile(unitID) or {}
end

function register.getUnitIDCharacter(unitID)
	if unitID == globals.player_id then
		return globals.player_character
	end
	assert(register.isUnitIDKnown(unitID), "unknown character " .. tostring(unitID))
	return characters[unitID]
end

--- Whether the stored part has another version. 5 and "5" are two versions. Raises without a profile.
function register.shouldUpdateInformation(unitID, infoType, version)
	local profile = register.getUnitIDProfile(unitID)
	return not profile[infoType] or not profile[infoType].v or profile[infoType].v ~= version
end

function register.isIDIgnored(unitID)
	return ignored[unitID] ~= nil
end

function register.ignoreID(unitID, reason)
	ignored[unitID] = reason or ""
end
