-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Messages out: values to text to the outbox.

---@class CrossRP.Wire
local Wire = {}
Wire.__index = Wire
ns.Wire = Wire

local Codec, Spec = ns.Codec, ns.Spec

-- Stands in for a text that follows later, since a message needs at least one byte of it.
local LATER = "-"

---@class CrossRP.SendOptions
---@field medium string
---@field target? string|number
---@field priority CrossRP.Priority
---@field prefix? string of a secure group; the public one without
---@field on_done? fun(outcome: CrossRP.Outcome, detail: string?)
---@field on_line? fun()
---@field inner? string the beginning of the message inside
---@field carried? boolean it is somebody else's message

---@param outbox CrossRP.Outbox
---@param count fun(name: string, by?: number)
---@param counted? fun(options: CrossRP.SendOptions): boolean whether it goes to one who understands pages that count
---@param channels? fun(): string[] names of the broadcast channels this client is in
---@return CrossRP.Wire
function Wire.new(outbox, count, counted, channels)
	return setmetatable({
		outbox = outbox,
		count = count,
		counted = counted,
		channels = channels,
		prefix = Spec.constants.prefix,
	}, Wire)
end

local function job_of(self, options)
	return {
		medium = options.medium,
		target = options.target,
		prefix = options.prefix or self.prefix,
		priority = options.priority,
		on_done = options.on_done,
		on_line = options.on_line,
		counted = self.counted and self.counted(options),
		carried = options.carried,
	}
end

-- A broadcast goes to every channel this client is in. The job gets the first one as its target; what is returned are
-- copies for the others, of which nobody hears how they end.
local function other_channels(self, job)
	local names = job.medium == "BROADCAST" and self.channels and self.channels() or {}
	local copies = {}
	job.target = job.target or names[1]
	for index = 2, #names do
		local copy = {}
		for key, value in pairs(job) do
			copy[key] = value
		end
		copy.target, copy.on_done, copy.on_line = names[index], nil, nil
		copies[index - 1] = copy
	end
	return copies
end

-- A job and its copies, written together.
local Fan = {}

function Fan.__index(fan, name)
	local own = rawget(Fan, name)
	return own or fan.job[name]
end

for _, name in ipairs({ "write", "finish", "abort" }) do
	Fan[name] = function(fan, ...)
		for _, copy in ipairs(fan.copies) do
			copy[name](copy, ...)
		end
		return fan.job[name](fan.job, ...)
	end
end

--- Sends a whole message. A message this revision lacks, or that does not travel there, is not sent.
---@param name string
---@param values table
---@param options CrossRP.SendOptions
---@return boolean sent
---@return string|nil why it was not
---@return CrossRP.Job|nil job
function Wire:send(name, values, options)
	if not Codec.travels(name, options.medium) then
		return false, "no such message"
	end
	local text, _, field, why = Codec.encode(name, values)
	if not text then
		self.count("unsendable_" .. name)
		return false, field .. ": " .. why
	end
	local job = job_of(self, options)
	job.data = text
	for _, copy in ipairs(other_channels(self, job)) do
		self.outbox:send(copy)
	end
	return true, nil, self.outbox:send(job)
end

--- The text of a message up to its last field, whose text follows piece by piece.
---@param name string
---@param values table without the last field
---@return string|nil head
function Wire.head(name, values)
	local fields = Codec.messages[name].fields
	local last = fields[#fields].name
	values[last] = LATER
	local text = Codec.encode(name, values)
	values[last] = nil
	return text and text:sub(1, -1 - #LATER)
end

--- Opens a message whose text follows.
---@param options CrossRP.SendOptions
---@return CrossRP.Job
function Wire:open(options)
	local job = job_of(self, options)
	local copies = {}
	for index, copy in ipairs(other_channels(self, job)) do
		copies[index] = self.outbox:open(copy)
	end
	job = self.outbox:open(job)
	return #copies == 0 and job or setmetatable({ job = job, copies = copies }, Fan)
end

--- The target is gone: what waits for it ends.
---@param medium string
---@param target string|number
---@param why CrossRP.Outcome
function Wire:drop(medium, target, why)
	self.outbox:drop(medium, target, why)
end
