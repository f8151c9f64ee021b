-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Whether this client forwards for others. Not in an instance, not in combat, not under a restriction, not on a slow
-- line. What is already under way gets its grace either way.

---@class CrossRP.Hosting
local Hosting = {}
Hosting.__index = Hosting
ns.Hosting = Hosting

local Spec = ns.Spec

---@class CrossRP.HostingOptions
---@field conditions fun(): { instance: boolean, combat: boolean, restricted: boolean, latency: number } latency in ms
---@field events CrossRP.Events
---@field wanted? fun(): boolean the player's own switch

---@param env table
---@param options CrossRP.HostingOptions
---@return CrossRP.Hosting
function Hosting.new(env, options)
	return setmetatable({
		env = env,
		conditions = options.conditions,
		events = options.events,
		wanted = options.wanted or function()
			return true
		end,
		started = false,
		on = false,
		off_since = nil,
		paused_until = 0,
	}, Hosting)
end

local function is_slow(conditions)
	return conditions.latency > Spec.limits.host_latency_ms
end

-- What keeps hosting off for timers.hosting_pause after it ends; combat ends too often for that.
local function is_lasting(conditions)
	return conditions.instance or conditions.restricted or is_slow(conditions)
end

--- Why this client does not host just now; nil when it may.
---@return string|nil reason
function Hosting:reason()
	if not self.started then
		return "starting"
	elseif not self.wanted() then
		return "switched off"
	end
	local now = self.conditions()
	for _, reason in ipairs({ "instance", "restricted", "combat" }) do
		if now[reason] then
			return reason
		end
	end
	if is_slow(now) then
		return "latency"
	end
	return nil
end

--- Looks at the conditions again.
function Hosting:update()
	local now = self.env.now()
	local reason = self:reason()
	if self.started and is_lasting(self.conditions()) then
		self.paused_until = now + Spec.timers.hosting_pause
	end
	local on = reason == nil and now >= self.paused_until
	if on == self.on then
		return
	end
	self.on = on
	self.off_since = not on and now or nil
	self.events:fire("HOSTING_CHANGED", on, reason)
end

--- Startup reached the step from which hosting is allowed.
function Hosting:start()
	self.started = true
	self:update()
end

---@return boolean
function Hosting:is_on()
	return self.on
end

--- Whether messages are still carried: while hosting, and for a grace period after.
---@return boolean
function Hosting:carries()
	return self.on or (self.off_since ~= nil and self.env.now() - self.off_since < Spec.timers.grace)
end
