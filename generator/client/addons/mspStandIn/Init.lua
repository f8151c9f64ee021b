-- SPDX-License-Identifier: MIT
-- A stand-in for MSP profile addons and their library, written from their observed behaviour; it is none of them and
-- shares no code with them.
--
-- It reproduces what another addon can see of LibMSP v32: the global `msp`, its records, its callbacks, and what it sends.
-- On top of it is the least of a profile addon: an own profile from saved variables, and requests when the player looks
-- at somebody. It shows no window. From the client it needs CreateFrame, C_ChatInfo, C_Timer, GetTime, UnitNameUnmodified,
-- GetNormalizedRealmName and the bit library.

local _, ns = ...

msp = {
	protocolversion = 3,
	my = {},
	callback = { received = {}, updated = {}, status = {}, dataload = {} },
	-- Fields that have no version of their own, but go together as the group TT.
	ttList = { "VP", "VA", "NA", "NH", "NI", "NT", "RA", "CU", "FR", "FC", "RC", "CO", "IC", "PX", "PN" },
	ttAll = {},
}
for _, code in ipairs(msp.ttList) do
	msp.ttAll[code] = true
end

-- What tests look at: the names of `received`, "name field" of `updated`, what callbacks raised, what was asked for.
MSP_StandIn = { received = {}, updated = {}, errors = {}, requests = {} }

local function report(problem)
	table.insert(MSP_StandIn.errors, tostring(problem))
	local handler = geterrorhandler and geterrorhandler()
	if handler then
		handler(problem)
	end
end

--- Calls every function of a list of callbacks; one that raises does not keep the others from being called.
function ns.run(name, ...)
	for _, func in ipairs(msp.callback[name]) do
		local arguments, count = { ... }, select("#", ...)
		xpcall(function()
			func(unpack(arguments, 1, count))
		end, report)
	end
end

--- "Name-Realm", the realm as the game writes it in names; the own one for a name without.
function ns.merged(name)
	assert(type(name) == "string" and name ~= "", "the name is empty")
	local short, realm = name:match("^([^-]+)%-(.+)$")
	return (short or name) .. "-" .. ((realm or ns.realm):gsub("[%s%-%.]", ""))
end

function ns.sorted(list)
	local keys = {}
	for key in pairs(list) do
		table.insert(keys, key)
	end
	table.sort(keys)
	return keys
end
