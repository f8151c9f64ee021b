-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Whether this client forwards for others. Not in an instance, not in combat, not under a restriction, not on a slow
-- line, not once it has carried what the player allows it in an hour. What is already under way gets its grace either way.

---@class CrossRP.Hosting
local Hosting = {}
Hosting.__index = Hosting
ns.Hosting = Hosting

local Spec = ns.Spec

---@class CrossRP.HostingOptions
---@field conditions fun(): { instance: boolean, combat: boolean, restricted: boolean, latency: number } latency in ms
---@field events CrossRP.Events
---@field wanted? fun(): boolean the player's own switch
---@field carried? fun(): integer bytes carried for others within the last hour
---@field allowed? fun(): integer|nil how many of them may be; nil is no limit

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
		carried = options.carried,
		allowed = options.allowed,
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

local function is_spent(self)
	local allowed = self:budget()
	return allowed ~= nil and self.carried() >= allowed
end

--- How many bytes may be carried for others in an hour; nil is no limit.
---@return integer|nil
function Hosting:budget()
	return self.allowed and self.allowed()
end

--- Seconds until a pause is over that began with what kept hosting off; 0 when there is none.
---@return number
function Hosting:pause()
	return math.max(0, self.paused_until - self.env.now())
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
	return is_spent(self) and "budget" or nil
end

--- Looks at the conditions again.
function Hosting:update()
	local now = self.env.now()
	local reason = self:reason()
	local lasting = self.started and is_lasting(self.conditions())
	if lasting or (self.started and is_spent(self)) then
		self.paused_until = now + Spec.timers.hosting_pause
		self.paused_by_budget = not lasting
	end
	local on = reason == nil and now >= self.paused_until
	if on == self.on then
		return
	end
	self.on = on
	self.off_since = not on and now or nil
	self.events:fire("HOSTING_CHANGED", on, reason)
end

--- The player changed what is wanted or allowed. A pause for what was allowed before ends.
function Hosting:reconsider()
	if self.paused_by_budget then
		self.paused_until, self.paused_by_budget = 0, false
	end
	self:update()
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
