-- SPDX-License-Identifier: MIT
-- A stand-in for Total RP 3, written from its observed behaviour; it is not Total RP 3 and shares no code with it.
-- Login: everything is loaded inside PLAYER_LOGIN, and WORKFLOW_ON_FINISH is the last of it, once.

local _, ns = ...
local register = TRP3_API.register

local TEN_DAYS = 864000 -- seconds; the default of the automatic purge

local function sortedKeys(list)
	local keys = {}
	for key in pairs(list) do
		table.insert(keys, key)
	end
	table.sort(keys)
	return keys
end

local function isStale(profileID, profile)
	if profileID:sub(-1) == "*" or type(profile.characteristics) ~= "table" or not next(profile.characteristics) then
		return true
	end
	return not profile.notes and not profile.relation and time() - (profile.time or 0) > TEN_DAYS
end

-- A received profile needs its characteristics to be kept; characters left without a profile go with it.
local function purge()
	local profiles, characters = register.getProfileList(), register.getCharacterList()
	for _, profileID in ipairs(sortedKeys(profiles)) do
		if isStale(profileID, profiles[profileID]) then
			profiles[profileID] = nil
		end
	end
	for _, unitID in ipairs(sortedKeys(characters)) do
		if not profiles[characters[unitID].profileID or ""] then
			characters[unitID] = nil
		end
	end
end

local frame = CreateFrame("Frame")
frame:RegisterEvent("PLAYER_LOGIN")
frame:SetScript("OnEvent", function(self)
	self:UnregisterEvent("PLAYER_LOGIN")
	local events = TRP3_Addon.Events
	ns.identify()
	TRP3_Addon:TriggerEvent(events.WORKFLOW_ON_LOAD)
	ns.loadProfiles()
	ns.loadRegister()
	TRP3_Addon:TriggerEvent(events.WORKFLOW_ON_LOADED)
	purge()
	TRP3_Addon:TriggerEvent(events.WORKFLOW_ON_FINISH)
end)
