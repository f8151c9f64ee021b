-- SPDX-License-Identifier: MIT
-- A stand-in for Total RP 3, written from its observed behaviour; it is not Total RP 3 and shares no code with it.
-- TRP3_StandIn: what a user would do with the mouse, for tests and demonstrations.
--
--   TRP3_StandIn.received[unitID][infoType]   the data last handed to saveInformation, before it was sanitised
--   TRP3_StandIn.calls                        { name, unitID, detail } for every saving call, in order
--   TRP3_StandIn.errors                       what callbacks raised

local _, ns = ...

local LETTERS = { A = "character", B = "characteristics", C = "misc", D = "about" }

--- An edit of the own profile: sets `field` of a part ("A" to "D", or its name), raises the part's version and tells
--- everybody. A table is copied.
function TRP3_StandIn.Edit(part, field, value)
	local infoType = LETTERS[part] or part
	local data = TRP3_API.profile.getData("player/" .. infoType)
	assert(data, "there is no part " .. tostring(part))
	data[field] = ns.copy(value)
	data.v = ns.bump(data.v)
	local profileID = TRP3_API.profile.getPlayerCurrentProfileID()
	TRP3_Addon:TriggerEvent(
		TRP3_Addon.Events.REGISTER_DATA_UPDATED,
		TRP3_API.globals.player_id,
		profileID,
		infoType
	)
	return data.v
end

--- Changes to another own profile, by its id or its name.
function TRP3_StandIn.SelectProfile(wanted)
	local ids = {}
	for profileID in pairs(TRP3_Profiles) do
		table.insert(ids, profileID)
	end
	table.sort(ids)
	for _, profileID in ipairs(ids) do
		if profileID == wanted or TRP3_Profiles[profileID].profileName == wanted then
			return ns.selectProfile(profileID)
		end
	end
	error("there is no own profile " .. tostring(wanted), 2)
end

local function pageContext(unitID)
	if unitID == TRP3_API.globals.player_id then
		return { source = "player", profile = TRP3_API.profile.getPlayerCurrentProfile().player, isPlayer = true }
	end
	local profileID = TRP3_API.register.getUnitIDProfileID(unitID)
	return {
		source = "directory",
		profile = TRP3_API.register.getProfileOrNil(profileID),
		profileID = profileID,
		unitID = unitID,
		openingWithUnitID = true,
	}
end

--- Opens a character's page, the own one for the own id, the dashboard for nil. False when nothing is known of the
--- character: there is no page to open.
function TRP3_StandIn.OpenPage(unitID)
	local events = TRP3_Addon.Events
	if unitID == nil then
		TRP3_Addon:TriggerEvent(events.PAGE_OPENED, "dashboard", nil)
		return true
	end
	local context = pageContext(unitID)
	if not context.profile then
		return false
	end
	TRP3_Addon:TriggerEvent(events.PAGE_OPENED, "player_main", context)
	TRP3_Addon:TriggerEvent(events.REGISTER_PROFILE_OPENED)
	context.openingWithUnitID = false
	return true
end
