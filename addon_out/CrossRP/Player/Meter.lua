-- SPDX-License-Identifier: MIT
local _, ns = ...

-- How much of something there was: in all, and within a span of time that ends now. The span is kept in slices, so the
-- sum is right to one slice.

---@class CrossRP.Meter
---@field all number since it was made
---@field newest? integer the slice of the clock in which something was added last
local Meter = {}
Meter.__index = Meter
ns.Meter = Meter

---@param env table now() in seconds
---@param span number seconds
---@param slices integer
---@return CrossRP.Meter
function Meter.new(env, span, slices)
	return setmetatable({
		env = env,
		width = span / slices,
		slices = slices,
		since = env.now(),
		all = 0,
		amounts = {}, -- slice of the clock modulo slices -> amount
		numbers = {}, -- the same -> which slice of the clock that was
	}, Meter)
end

---@param amount number
function Meter:add(amount)
	local number = math.floor(self.env.now() / self.width)
	local at = number % self.slices
	if self.numbers[at] ~= number then
		self.numbers[at], self.amounts[at] = number, 0
	end
	self.amounts[at] = self.amounts[at] + amount
	self.newest = number
	self.all = self.all + amount
end

--- The amount within the span.
---@return number
function Meter:sum()
	local oldest = math.floor(self.env.now() / self.width) - self.slices
	-- Most meters of most players have nothing in them, and one of them is read at every update.
	if not self.newest or self.newest <= oldest then
		return 0
	end
	local sum = 0
	for at = 0, self.slices - 1 do
		if (self.numbers[at] or oldest) > oldest then
			sum = sum + self.amounts[at]
		end
	end
	return sum
end

--- The amount a second within the span, or since the meter was made while that is shorter.
---@return number
function Meter:rate()
	local span = self.width * self.slices
	return self:sum() / math.max(1, math.min(span, self.env.now() - self.since))
end
