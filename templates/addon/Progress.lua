-- SPDX-License-Identifier: MIT
local _, ns = ...

-- How far profile parts on their way to this client have come.

---@class CrossRP.Progress
local Progress = {}
ns.Progress = Progress

local Codec, Packing, Spec = ns.Codec, ns.Packing, ns.Spec

---@class CrossRP.PartProgress
---@field bytes integer that are here
---@field pages integer that are here
---@field total_bytes? integer of the whole message, where its beginning tells
---@field total_pages? integer where that is known, or the last page overtook others

-- The profile part a half-built message brings, as far as its first page tells; nil for any other message.
local function part_of(message)
	if message.sink or not message.first then
		return nil
	end
	local name, outer = Codec.decode(message.first, message.origin.medium)
	local inner = name and outer.message and outer.message:find("^TD ") and outer.message
	local found, values = nil, nil
	if inner then
		found, values = Codec.decode(inner, "ROUTED")
	end
	return found == "TD" and values or nil
end

local function progress_of(message, values)
	local page = Spec.framing[message.sender.family].page
	local size = Packing.size(values.data)
	local bytes = size and #message.first - #values.data + size
	return {
		bytes = message.size,
		pages = message.received,
		total_bytes = bytes,
		total_pages = bytes and math.ceil(bytes / page) or message.total,
	}
end

--- Parts under way for the slots that are open for a character.
---@param inbox CrossRP.Inbox
---@param slots CrossRP.Memory word -> { destination, parts }
---@param destination string
---@return table<string, CrossRP.PartProgress> part -> progress
function Progress.of(inbox, slots, destination)
	local found = {}
	local message = inbox.open.first
	while message do
		local values = part_of(message)
		local slot = values and slots:get(values.slot)
		if slot and slot.destination == destination and slot.parts[values.part] then
			found[values.part] = progress_of(message, values)
		end
		message = inbox.open.after[message]
	end
	return found
end
