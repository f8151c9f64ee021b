-- SPDX-License-Identifier: MIT
local _, ns = ...

-- A token bucket in bytes. What skips the limiter is still charged, so the bucket may go below zero and everything else
-- waits for it to recover.

---@class CrossRP.Limiter
local Limiter = {}
Limiter.__index = Limiter
ns.Limiter = Limiter

-- Waiting for exactly the missing bytes may leave a rounding error; without slack that error would be waited for again.
local SLACK = 0.001

---@class CrossRP.Budget
---@field rate number bytes a second
---@field burst number bytes the bucket holds
---@field overhead number bytes charged for each packet on top of its text
---@field reserve? number bytes of the bucket that only what is urgent takes

--- A full bucket.
---@param env table now() in seconds
---@param budget CrossRP.Budget one of ns.Spec.budgets
---@return CrossRP.Limiter
function Limiter.new(env, budget)
	return setmetatable({
		env = env,
		full_rate = budget.rate,
		rate = budget.rate,
		burst = budget.burst,
		overhead = budget.overhead,
		reserve = budget.reserve or 0,
		tokens = budget.burst,
		at = env.now(),
		slow_until = env.now(),
		factor = 1,
	}, Limiter)
end

-- The bucket's content after the slow part of a stretch of time.
local function slowly(self, seconds)
	return math.min(self.burst * self.factor, self.tokens + seconds * self.rate * self.factor)
end

local function refill(self)
	local now = self.env.now()
	if now <= self.at then
		return
	end
	if self.at < self.slow_until then
		local stop = math.min(now, self.slow_until)
		self.tokens = slowly(self, stop - self.at)
		self.at = stop
	end
	self.tokens = math.min(self.burst, self.tokens + (now - self.at) * self.rate)
	self.at = now
end

--- Bytes in the bucket now; below zero when more was sent than the budget allows.
---@return number
function Limiter:available()
	refill(self)
	return self.tokens
end

--- Seconds until a packet with this much text fits; 0 when it fits now. A packet larger than the bucket fits when the
--- bucket is full.
---@param bytes integer
---@param urgent? boolean the reserve may be used
---@return number
function Limiter:wait(bytes, urgent)
	refill(self)
	local need = math.min(bytes + self.overhead + (urgent and 0 or self.reserve), self.burst)
	if self.tokens >= need - SLACK then
		return 0
	end
	local slow = math.max(0, self.slow_until - self.at)
	local reached = self.tokens
	if slow > 0 then
		reached = slowly(self, slow)
		if reached >= need then
			return (need - self.tokens) / (self.rate * self.factor)
		end
	end
	return slow + (need - reached) / self.rate
end

--- Takes the cost of a packet out of the bucket.
---@param bytes integer its text
function Limiter:charge(bytes)
	refill(self)
	self.tokens = self.tokens - bytes - self.overhead
end

--- Puts back the cost of a packet that the client refused and that will be tried again.
---@param bytes integer its text
function Limiter:refund(bytes)
	self.tokens = math.min(self.burst, self.tokens + bytes + self.overhead)
end

--- From now on the bucket fills at this part of its rate.
---@param share number 0..1
function Limiter:set_share(share)
	refill(self)
	self.rate = self.full_rate * share
end

--- For some seconds from now both the rate and the size of the bucket shrink. For the time after entering the world,
--- when the game sends a lot itself.
---@param seconds number
---@param factor number 0..1
function Limiter:slow(seconds, factor)
	refill(self)
	self.slow_until = self.at + seconds
	self.factor = factor
	self.tokens = math.min(self.tokens, self.burst * factor)
end
