-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What goes over this client's line, for the player to see: bytes out and in, what of it was carried for others, and the
-- last thing the game refused.

---@class CrossRP.Traffic
---@field sent CrossRP.Meter
---@field received CrossRP.Meter
---@field carried CrossRP.Meter within the last hour
---@field refusal? { name: string, medium: string, at: number, again: boolean } again: it is tried again by itself
local Traffic = {}
Traffic.__index = Traffic
ns.Traffic = Traffic

local results = ns.Spec.results
local MINUTE, HOUR = 60, 3600
local TRIED_AGAIN = { retry = true, hold = true }
-- That the channel is not joined is said apart, in words.
local SAID_APART = { InvalidChannel = true }

---@param env table now() in seconds
---@return CrossRP.Traffic
function Traffic.new(env)
	return setmetatable({
		env = env,
		sent = ns.Meter.new(env, MINUTE, 12),
		received = ns.Meter.new(env, MINUTE, 12),
		carried = ns.Meter.new(env, HOUR, 60),
	}, Traffic)
end

--- The game answered to a packet.
---@param packet CrossRP.Packet `carried` when it is somebody else's
---@param code integer
function Traffic:answered(packet, code)
	local result = results[code]
	if result and result.action == "sent" then
		self.sent:add(#packet.text)
		if packet.carried then
			self.carried:add(#packet.text)
		end
		return
	elseif result and SAID_APART[result.name] then
		return
	end
	self.refusal = {
		name = result and result.name or "Result " .. tostring(code),
		medium = packet.medium,
		at = self.env.now(),
		again = result ~= nil and TRIED_AGAIN[result.action] == true,
	}
end
