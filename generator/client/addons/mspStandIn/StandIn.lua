-- SPDX-License-Identifier: MIT
-- A stand-in for MSP profile addons and their library, written from their observed behaviour; it is none of them and
-- shares no code with them.
-- MSP_StandIn: what a user would do with the mouse, for tests and demonstrations.
--
--   MSP_StandIn.received   the names the library called `received` with, in order
--   MSP_StandIn.updated    { name, field, text, version } of each call of `updated`
--   MSP_StandIn.requests   the names msp:Request() was called with
--   MSP_StandIn.errors     what callbacks raised

local _, ns = ...

table.insert(msp.callback.received, function(name)
	table.insert(MSP_StandIn.received, name)
end)
table.insert(msp.callback.updated, function(name, field, text, version)
	table.insert(MSP_StandIn.updated, { name, field, text, version })
end)

--- An edit of the own profile: one field, nil to empty it.
function MSP_StandIn.Edit(code, text)
	MSP_StandInSaved.my[code] = text
	msp.my[code] = text
	return msp:Update()
end

--- Opens somebody's page, which asks for everything on it. Returns whether there is something to show.
function MSP_StandIn.OpenPage(name)
	msp:Request(name, { "TT", "AE", "AG", "AH", "AW", "HB", "HH", "MO", "PE", "PS", "DE", "HI", "MU" })
	return msp:PlayerKnownAbout(name)
end

--- A copy of somebody's fields; nil when nothing is known.
function MSP_StandIn.Fields(name)
	if not msp:PlayerKnownAbout(name) then
		return nil
	end
	local copy = {}
	for code, text in pairs(msp.char[name].field) do
		copy[code] = text
	end
	return copy
end

--- A copy of the own fields as others get them.
function MSP_StandIn.Own()
	return MSP_StandIn.Fields(ns.name)
end
