-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What was met lately: values by key, forgotten when they are too old, or when there are too many (the oldest first).
-- Order is the order of the last `put`, never that of a table's keys.

---@class CrossRP.Memory
---@field count integer
local Memory = {}
Memory.__index = Memory
ns.Memory = Memory

local Util = ns.Util

---@param env table now() in seconds
---@param limit integer most keys at a time
---@param seconds number how long a key lives after its last put
---@param forgotten? fun(key: any, value: any) told of every key that goes by age or number
---@return CrossRP.Memory
function Memory.new(env, limit, seconds, forgotten)
	return setmetatable({
		env = env,
		limit = limit,
		seconds = seconds,
		forgotten = forgotten,
		order = Util.list(),
		values = {},
		times = {},
	}, Memory)
end

local function lose(self, key)
	local value = self.values[key]
	self:remove(key)
	if self.forgotten then
		self.forgotten(key, value)
	end
end

---@param key any
---@return any value nil when it is not known or too old
function Memory:get(key)
	if self.values[key] ~= nil and self.times[key] + self.seconds > self.env.now() then
		return self.values[key]
	end
	return nil
end

--- Remembers a value, or the same one for longer. A key whose time is over is forgotten first.
---@param key any
---@param value any not nil
function Memory:put(key, value)
	if self.values[key] ~= nil and self:get(key) == nil then
		lose(self, key)
	end
	self.order:remove(key)
	self.order:push(key)
	self.values[key] = value
	self.times[key] = self.env.now()
	while self.order.count > self.limit do
		lose(self, self.order.first)
	end
end

---@param key any
function Memory:remove(key)
	self.order:remove(key)
	self.values[key] = nil
	self.times[key] = nil
end

--- Forgets the key that was put longest ago, if there is any.
function Memory:forget_oldest()
	if self.order.first ~= nil then
		lose(self, self.order.first)
	end
end

--- Forgets what is too old.
function Memory:sweep()
	local oldest = self.env.now() - self.seconds
	while self.order.first ~= nil and self.times[self.order.first] <= oldest do
		lose(self, self.order.first)
	end
end

---@return integer
function Memory:size()
	return self.order.count
end

--- Goes through the keys there are now, and their values, the longest unheard of first. The loop may put and remove any:
--- what it uses may end in a callback that does.
---@return fun(): any, any
function Memory:each()
	local keys, key = {}, self.order.first
	while key ~= nil do
		keys[#keys + 1] = key
		key = self.order.after[key]
	end
	local index = 0
	return function()
		repeat
			index = index + 1
		until keys[index] == nil or self.values[keys[index]] ~= nil
		return keys[index], self.values[keys[index]]
	end
end
