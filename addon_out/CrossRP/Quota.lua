-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What is taken of one sender: a bucket for each, which fills with time. Unlike a Limiter nobody waits: what does not fit
-- is dropped.

---@class CrossRP.Quota
local Quota = {}
Quota.__index = Quota
ns.Quota = Quota

local Spec = ns.Spec

---@param env table now() in seconds
---@param name string one of Spec.quotas
---@return CrossRP.Quota
function Quota.new(env, name)
	local record = Spec.quotas[name]
	return setmetatable({
		env = env,
		rate = record.rate,
		burst = record.burst,
		-- Whoever was quiet for so long has a full bucket again, and can be forgotten.
		buckets = ns.Memory.new(env, Spec.limits.directory, record.burst / record.rate),
	}, Quota)
end

--- Takes an amount out of a sender's bucket.
---@param sender any
---@param amount? number 1 by default
---@return boolean taken false, and nothing taken, when there is not so much in it
function Quota:take(sender, amount)
	amount = amount or 1
	local now = self.env.now()
	local bucket = self.buckets:get(sender) or { level = self.burst, at = now }
	local level = math.min(self.burst, bucket.level + (now - bucket.at) * self.rate)
	if level < amount then
		return false
	end
	bucket.level, bucket.at = level - amount, now
	self.buckets:put(sender, bucket)
	return true
end

function Quota:sweep()
	self.buckets:sweep()
end
