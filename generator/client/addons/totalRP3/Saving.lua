-- SPDX-License-Identifier: MIT
-- A stand-in for Total RP 3, written from its observed behaviour; it is not Total RP 3 and shares no code with it.
-- Saving what was received: the writing half of TRP3_API.register.

local _, ns = ...
local register = TRP3_API.register
local sanitize = TRP3_API.utils.str.sanitize

local CASUAL = 4

local function updated(unitID, profileID, infoType)
	TRP3_Addon:TriggerEvent(TRP3_Addon.Events.REGISTER_DATA_UPDATED, unitID, profileID, infoType)
end

-- Keeps the call for inspection, with a copy of the data exactly as it was handed over.
local function note(name, unitID, detail)
	table.insert(TRP3_StandIn.calls, { name = name, unitID = unitID, detail = detail })
end

function register.addCharacter(unitID)
	note("addCharacter", unitID)
	assert(unitID and unitID:find("-", 1, true), "the unit id has no realm: " .. tostring(unitID))
	assert(not register.isUnitIDKnown(unitID), "already known: " .. tostring(unitID))
	register.getCharacterList()[unitID] = {}
end

-- "v1.2.3-beta-4" and the like; anything else is version 0.
local function sanitizeVersion(version)
	if type(version) == "string" and version:find("^v?%d[%d%.]*$") then
		return version
	end
	local suffix = type(version) == "string" and version:match("^v?%d[%d%.]*%-(%l+)[%-%.%d]*$")
	if suffix == "alpha" or suffix == "beta" or suffix == "rc" then
		return version
	end
	return "0"
end

--- Raises for an unknown character.
function register.saveClientInformation(
	unitID,
	client,
	clientVersion,
	msp,
	extended,
	trialAccount,
	extendedVersion,
	roleplayExperience,
	classID
)
	note("saveClientInformation", unitID, { client = client, clientVersion = clientVersion, trial = trialAccount })
	local character = register.getUnitIDCharacter(unitID)
	if type(roleplayExperience) ~= "number" or roleplayExperience < 1 or roleplayExperience > 4 then
		roleplayExperience = CASUAL
	end
	character.client = sanitize(client)
	character.clientVersion = sanitizeVersion(clientVersion)
	character.msp = msp
	character.extended = extended
	character.extendedVersion = sanitizeVersion(extendedVersion)
	character.isTrial = trialAccount
	character.roleplayExperience = roleplayExperience
	character.classID = classID
end

-- Takes the character out of every profile but one. A profile made from MSP belongs to one character only and goes.
local function unlink(unitID, keptID)
	local gone = {}
	for profileID, profile in pairs(register.getProfileList()) do
		if profileID ~= keptID and profile.link and profile.link[unitID] then
			profile.link[unitID] = nil
			if profile.msp then
				table.insert(gone, profileID)
			end
		end
	end
	table.sort(gone)
	for _, profileID in ipairs(gone) do
		register.getProfileList()[profileID] = nil
		TRP3_Addon:TriggerEvent(TRP3_Addon.Events.REGISTER_PROFILE_DELETED, profileID, { unitID })
	end
end

--- Says which profile a character uses. Raises for an unknown character.
function register.saveCurrentProfileID(unitID, profileID, isMSP)
	note("saveCurrentProfileID", unitID, profileID)
	local character = register.getUnitIDCharacter(unitID)
	local before = character.profileID
	local profiles = register.getProfileList()
	character.profileID = profileID
	profiles[profileID] = profiles[profileID] or { link = {} }
	local profile = profiles[profileID]
	profile.link = profile.link or {}
	unlink(unitID, profileID)
	profile.link[unitID] = 1
	profile.msp = isMSP
	profile.time = time()
	if before ~= profileID then
		updated(unitID, profileID, nil)
	end
end

--- Stores one part of the profile a character uses, and owns `data` from then on. The old part is wiped before
--- anything is checked: saving the stored table again empties it, and data that raises leaves an empty part behind.
--- nil clears the part. Raises for an unknown character or one without a profile.
function register.saveInformation(unitID, infoType, data)
	TRP3_StandIn.received[unitID] = TRP3_StandIn.received[unitID] or {}
	TRP3_StandIn.received[unitID][infoType] = ns.copy(data)
	note("saveInformation", unitID, infoType)
	local profile, profileID = register.getUnitIDProfile(unitID)
	if profile[infoType] then
		ns.wipe(profile[infoType])
	end
	if data then
		ns.sanitizePart(profileID, infoType, data)
	end
	profile[infoType] = data
	updated(unitID, profileID, infoType)
end
