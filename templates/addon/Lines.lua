-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What waits to be sent, one line per medium, and which of it is next: URGENT and FAST first, then packets to be tried
-- again, the oldest NORMAL message with something ready, and any LOW message with something ready, drawn at random. NORMAL
-- pauses LOW, but a message that is open with nothing ready stops nobody.
--
-- A line gives out nothing while it is held, while it waits to try again, or while the client has a packet of it; URGENT
-- does not wait for other packets. Nothing overtakes a packet that was refused.

---@class CrossRP.Lines
local Lines = {}
Lines.__index = Lines
ns.Lines = Lines

local Framing, Util = ns.Framing, ns.Util

local PRIORITIES = { "URGENT", "FAST", "NORMAL", "LOW" }
local FIRST = { URGENT = true, FAST = true }

---@class CrossRP.Line
---@field medium string
---@field family CrossRP.Family
---@field held boolean nothing goes out until a restriction ends
---@field timer? table set while the line waits to try again
---@field queues table<CrossRP.Priority, CrossRP.List> jobs, oldest first
---@field low CrossRP.Job[] the ready LOW ones, in no order
---@field again CrossRP.Attempt[] refused packets, in the order they were first handed over
---@field flying table<string, CrossRP.Attempt> what the client has: one "ordinary", one "urgent"

--- One packet of a job.
---@class CrossRP.Attempt
---@field job CrossRP.Job
---@field packet CrossRP.Packet
---@field serial integer counts packets in the order they were first handed over

---@param env table random(n)
---@return CrossRP.Lines
function Lines.new(env)
	return setmetatable({ env = env, list = {}, by_medium = {} }, Lines)
end

--- The line of a medium; nil for a medium the protocol does not have.
---@param medium string
---@return CrossRP.Line?
function Lines:of(medium)
	local line, family = self.by_medium[medium], Framing.family(medium)
	if line or not family then
		return line
	end
	line = { medium = medium, family = family, held = false, queues = {}, low = {}, again = {}, flying = {} }
	for _, priority in ipairs(PRIORITIES) do
		line.queues[priority] = Util.list()
	end
	self.by_medium[medium] = line
	-- In the order of first use, which is the same whenever the same happens.
	table.insert(self.list, line)
	return line
end

--- All jobs of a medium (of every medium without), oldest first.
---@param medium? string
---@return CrossRP.Job[]
function Lines:jobs(medium)
	local jobs = {}
	for _, line in ipairs(self.list) do
		for _, priority in ipairs((medium == nil or medium == line.medium) and PRIORITIES or {}) do
			local job = line.queues[priority].first
			while job do
				table.insert(jobs, job)
				job = line.queues[priority].after[job]
			end
		end
	end
	table.sort(jobs, function(left, right)
		return left.serial < right.serial
	end)
	return jobs
end

-- A job has at most one packet on its way.
local function is_ready(job)
	return not job.attempt and job.message:is_ready()
end

--- To be called when what a job has to send changed: keeps the array LOW jobs are drawn from.
---@param job CrossRP.Job
function Lines.refresh(job)
	local low = job.line.low
	local ready = not job.outcome and job.priority == "LOW" and is_ready(job)
	if ready and not job.low_index then
		table.insert(low, job)
		job.low_index = #low
	elseif not ready and job.low_index then
		local last = table.remove(low)
		if last ~= job then
			low[job.low_index] = last
			last.low_index = job.low_index
		end
		job.low_index = nil
	end
end

--- Puts a job in its line.
---@param job CrossRP.Job
---@return boolean known false for a priority there is not
function Lines.add(job)
	local queue = job.line.queues[job.priority]
	if queue then
		queue:push(job)
	end
	return queue ~= nil
end

--- Takes a job that ended out of its line, with a packet of it that was to be tried again.
---@param job CrossRP.Job
function Lines.remove(job)
	local again = job.line.again
	job.line.queues[job.priority]:remove(job)
	for index = #again, 1, -1 do
		if again[index] == job.attempt then
			table.remove(again, index)
		end
	end
	Lines.refresh(job)
end

local function lane_of(priority)
	return priority == "URGENT" and "urgent" or "ordinary"
end

--- The client has this packet now.
---@param attempt CrossRP.Attempt
function Lines.start(attempt)
	local job, line = attempt.job, attempt.job.line
	if line.again[1] == attempt then
		table.remove(line.again, 1)
	end
	line.flying[lane_of(job.priority)] = attempt
	job.attempt = attempt
	Lines.refresh(job)
end

--- The client has answered.
---@param attempt CrossRP.Attempt
function Lines.stop(attempt)
	attempt.job.line.flying[lane_of(attempt.job.priority)] = nil
end

--- Puts a refused packet back.
---@param attempt CrossRP.Attempt
function Lines.put_back(attempt)
	local again = attempt.job.line.again
	local position = #again + 1
	while position > 1 and again[position - 1].serial > attempt.serial do
		position = position - 1
	end
	table.insert(again, position, attempt)
end

-- The packets that were refused first on some line that can take one again: one that goes before others, and another.
local function refused(self)
	local early, late
	for _, line in ipairs(self.list) do
		local attempt = line.again[1]
		if attempt and not (line.held or line.timer or next(line.flying)) then
			if FIRST[attempt.job.priority] then
				early = early or attempt
			else
				late = late or attempt
			end
		end
	end
	return early, late
end

local function is_open(line, priority)
	return not (line.held or line.timer or line.again[1] or line.flying[lane_of(priority)])
end

-- The oldest ready job of a priority, over all lines that can take it.
local function oldest(self, priority)
	local best
	for _, line in ipairs(self.list) do
		local job = line.queues[priority].first
		if job and is_open(line, priority) then
			while job and not is_ready(job) do
				job = line.queues[priority].after[job]
			end
			if job and (not best or job.serial < best.serial) then
				best = job
			end
		end
	end
	return best
end

local function draw_low(self)
	local total = 0
	for _, line in ipairs(self.list) do
		line.share = line.low[1] and is_open(line, "LOW") and #line.low or 0
		total = total + line.share
	end
	if total == 0 then
		return nil
	end
	local pick = self.env.random(total)
	for _, line in ipairs(self.list) do
		if pick <= line.share then
			return line.low[pick]
		end
		pick = pick - line.share
	end
end

--- What is next: a packet to be tried again, or a job whose next packet is to be made; nothing when neither can go.
---@return CrossRP.Attempt? attempt
---@return CrossRP.Job? job
function Lines:next()
	local early, late = refused(self)
	if early then
		return early
	end
	local job = oldest(self, "URGENT") or oldest(self, "FAST")
	if job then
		return nil, job
	end
	return late, not late and (oldest(self, "NORMAL") or draw_low(self)) or nil
end
