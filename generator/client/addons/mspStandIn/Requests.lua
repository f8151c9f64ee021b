-- SPDX-License-Identifier: MIT
-- A stand-in for MSP profile addons and their library, written from their observed behaviour; it is none of them and
-- shares no code with them.
-- Asking others.

local _, ns = ...

-- Seconds: between two requests for a field, and before somebody who never answered is asked again.
local AGAIN, SILENT = 30, 300

local function may_ask(record, now)
	if record.supported == false and now < record.scantime + SILENT then
		return false
	end
	if not record.supported then
		record.supported, record.scantime = false, now
	end
	return true
end

-- The fields that are due, each once; those of the group are asked for by its name.
local function due(record, fields, now)
	local found, seen = {}, {}
	for _, code in ipairs(fields) do
		code = msp.ttAll[code] and "TT" or code
		local time = record.time[code]
		if not seen[code] and (not time or now >= time + AGAIN) then
			table.insert(found, code)
		end
		seen[code] = true
	end
	return found
end

--- Asks for fields: one, several, or the group TT without any. Returns whether something was sent.
function msp:Request(name, fields)
	name = ns.merged(name)
	table.insert(MSP_StandIn.requests, name)
	local record, now = self.char[name], GetTime()
	if name == ns.name or not may_ask(record, now) then
		return false
	end
	if type(fields) ~= "table" then
		fields = { fields or "TT" }
	end
	local commands = {}
	for _, code in ipairs(due(record, fields, now)) do
		record.time[code] = now
		table.insert(commands, "?" .. code .. ns.hex(record.ver[code]))
	end
	if not commands[1] then
		return false
	end
	ns.send(name, commands, false)
	return true
end

local queued = {}

--- Asks for a field with the next frame, together with whatever else is asked for until then.
function msp:QueueRequest(name, code)
	name = ns.merged(name)
	if not next(queued) then
		C_Timer.After(0, function()
			local waiting = queued
			queued = {}
			for _, other in ipairs(ns.sorted(waiting)) do
				self:Request(other, waiting[other])
			end
		end)
	end
	queued[name] = queued[name] or {}
	table.insert(queued[name], code)
end

function msp:Send(name, commands)
	ns.send(ns.merged(name), type(commands) == "table" and commands or { commands }, true)
end
