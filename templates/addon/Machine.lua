-- SPDX-License-Identifier: MIT
local _, ns = ...

-- A state machine of the specification, run: it is in one state, and a cause that is listed there moves it to another.

---@class CrossRP.Machine
---@field state string
local Machine = {}
Machine.__index = Machine
ns.Machine = Machine

---@param name string
---@return CrossRP.Machine
function Machine.new(name)
	local record = ns.Spec.machines[name]
	return setmetatable({ name = name, moves = record.moves, state = record.first }, Machine)
end

--- Whether a cause leads anywhere from here.
---@param cause string
---@return boolean
function Machine:takes(cause)
	return self.moves[self.state][cause] ~= nil
end

--- Moves, when the cause leads anywhere from here.
---@param cause string
---@return boolean moved
function Machine:make(cause)
	local after = self.moves[self.state][cause]
	self.state = after or self.state
	return after ~= nil
end

---@param ... string states
---@return boolean
function Machine:is(...)
	for index = 1, select("#", ...) do
		if self.state == (select(index, ...)) then
			return true
		end
	end
	return false
end
