-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Messages in, packets out, one line per medium. A line has at most one packet in the client's hands (and one more that
-- is URGENT); the client's result code decides what happens next:
--
--	sent     the page is on its way
--	retry    the same packet again after timers.retry, the line waits
--	hold     the same packet again after resume(), the line waits
--	offline  everything for that target on that line ends
--	failed   this message ends
--
-- Which packet is next: URGENT and FAST first, whatever the limiter says. Then, when the limiter lets them, packets to be
-- tried again, the oldest NORMAL message with something ready, any LOW message with something ready, drawn at random.

---@class CrossRP.Outbox
local Outbox = {}
Outbox.__index = Outbox
ns.Outbox = Outbox

local Framing, Util = ns.Framing, ns.Util
local framing, limits, timers, results = ns.Spec.framing, ns.Spec.limits, ns.Spec.timers, ns.Spec.results

local PRIORITIES = { "URGENT", "FAST", "NORMAL", "LOW" }
local UNLIMITED = { URGENT = true, FAST = true }
local OUTCOMES = { sent = true, offline = true, failed = true, aborted = true, expired = true }

---@alias CrossRP.Priority "LOW"|"NORMAL"|"FAST"|"URGENT"
---@alias CrossRP.Outcome "sent"|"offline"|"failed"|"aborted"|"expired"

---@class CrossRP.Packet
---@field medium string
---@field target? string|number
---@field prefix string
---@field text string
---@field priority CrossRP.Priority

---@class CrossRP.OutboxOptions
---@field transmit fun(packet: CrossRP.Packet, done: fun(code: integer)) hands one packet to the client
---@field limiter? CrossRP.Limiter none when another addon's limiter is behind transmit
---@field message_bytes? integer longest message; limits.message_bytes by default
---@field queue_bytes? integer most text waiting in all; limits.pending_total_bytes by default
---@field report? fun(message: string) told of an error inside transmit or a callback

---@param env table now(), random(n), after(seconds, fn)
---@param options CrossRP.OutboxOptions
---@return CrossRP.Outbox
function Outbox.new(env, options)
	return setmetatable({
		env = env,
		transmit = options.transmit,
		limiter = options.limiter,
		message_bytes = options.message_bytes or limits.message_bytes,
		queue_bytes = options.queue_bytes or limits.pending_total_bytes,
		report = options.report,
		lines = {}, -- in the order of first use
		by_medium = {},
		-- A receiver may still remember slots from before a reload, so counting starts anywhere.
		slot = env.random(framing.slots) - 1,
		serial = 0,
		counts = { retried = 0, held = 0, offline = 0, failed = 0, queued = 0, queued_bytes = 0 },
		packets = {},
		bytes = {},
	}, Outbox)
end

local function count(self, name, by)
	self.counts[name] = self.counts[name] + (by or 1)
end

local function line_for(self, medium)
	local line = self.by_medium[medium]
	if not line and Framing.family(medium) then
		line = { medium = medium, family = Framing.family(medium), queues = {}, low = {}, again = {}, flying = {} }
		for _, priority in ipairs(PRIORITIES) do
			line.queues[priority] = Util.list()
		end
		self.by_medium[medium] = line
		table.insert(self.lines, line)
		self.packets[medium], self.bytes[medium] = 0, 0
	end
	return line
end

-- Iterates over a line's jobs; none may be removed meanwhile.
local function jobs_of(line)
	local level, job = 0, nil
	return function()
		job = job and line.queues[PRIORITIES[level]].after[job]
		while not job and line and level < #PRIORITIES do
			level = level + 1
			job = line.queues[PRIORITIES[level]].first
		end
		return job
	end
end

local function lane_of(priority)
	return priority == "URGENT" and "urgent" or "ordinary"
end

--------------------------------------------------------------------------------------------------------------------------
-- Jobs: one message each

---@class CrossRP.Job
---@field outcome? CrossRP.Outcome how it ended
local Job = {}
Job.__index = Job

-- A job has at most one packet on its way.
local function is_ready(job)
	return not job.attempt and job.message:is_ready()
end

-- Keeps the array that LOW jobs are drawn from.
local function refresh(job)
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

local function remove_value(array, value)
	for index = #array, 1, -1 do
		if array[index] == value then
			table.remove(array, index)
		end
	end
end

local function finish_with(self, job, outcome, detail)
	if job.outcome then
		return
	end
	job.outcome, job.detail = outcome, detail
	if job.line then
		job.line.queues[job.priority]:remove(job)
		remove_value(job.line.again, job.attempt)
		refresh(job)
	end
	count(self, "queued", -1)
	count(self, "queued_bytes", -job.unsent)
	if outcome == "failed" then
		count(self, "failed")
	end
	job.message, job.deadline = nil, nil
	if job.on_done then
		Util.guarded(self.report, job.on_done, outcome, detail)
	end
end

--- Adds text to the message. Pages that fill up go out while the rest is still to come.
---@param data string
---@return boolean taken false when the job is finished or has ended
function Job:write(data)
	local outbox = self.outbox
	if self.outcome or self.message.finished then
		return false
	end
	local why
	if type(data) ~= "string" or data:find("%z") then
		why = "InvalidMessage"
	elseif self.size + #data > outbox.message_bytes then
		why = "MessageTooLong"
	elseif outbox.counts.queued_bytes + #data > outbox.queue_bytes then
		why = "QueueFull"
	end
	if why then
		finish_with(outbox, self, "failed", why)
		return false
	end
	self.size = self.size + #data
	self.unsent = self.unsent + #data
	count(outbox, "queued_bytes", #data)
	self.message:add(data)
	refresh(self)
	outbox:pump()
	return true
end

--- Nothing will be added.
function Job:finish()
	if not self.outcome and not self.message.finished then
		self.message.finished = true
		refresh(self)
		self.outbox:pump()
	end
end

--- Ends the job where it stands. What already went out stays out; the receiver forgets it in time.
---@param why? string given to on_done as the detail
function Job:abort(why)
	finish_with(self.outbox, self, "aborted", why)
	self.outbox:pump()
end

-- Makes the job's next packet.
local function take(self, job)
	local line, message = job.line, job.message
	if message:peek() == "first" then
		self.slot = Framing.next_slot(self.slot, line.medium)
		message.slot = self.slot
	end
	local text, payload, ends = message:take()
	local packet = { medium = line.medium, target = job.target, prefix = job.prefix, text = text, priority = job.priority }
	return { job = job, packet = packet, payload = payload, ends = ends }
end

--------------------------------------------------------------------------------------------------------------------------
-- Deadlines: a message that was begun and then stood still is of no use once the receiver has forgotten its first pages

local watch

local function expire(self)
	self.watching = nil
	local now, due, earliest = self.env.now(), {}, nil
	for _, line in ipairs(self.lines) do
		for job in jobs_of(line) do
			local deadline = job.deadline
			if deadline and deadline <= now then
				table.insert(due, job)
			elseif deadline and (not earliest or deadline < earliest) then
				earliest = deadline
			end
		end
	end
	if earliest then
		watch(self, earliest)
	end
	for _, job in ipairs(due) do
		finish_with(self, job, "expired")
	end
	self:pump()
end

-- One timer. Deadlines only ever move away, so the first one set is the earliest.
function watch(self, deadline)
	if not self.watching then
		self.watching = self.env.after(math.max(0, deadline - self.env.now()), function()
			expire(self)
		end)
	end
end

--------------------------------------------------------------------------------------------------------------------------
-- Results

-- Puts a refused packet back, in the order the packets were first handed over.
local function put_back(attempt)
	local again = attempt.job.line.again
	local position = #again + 1
	while position > 1 and again[position - 1].serial > attempt.serial do
		position = position - 1
	end
	table.insert(again, position, attempt)
end

local function refused(self, attempt)
	if self.limiter then
		self.limiter:refund(#attempt.packet.text)
	end
	if not attempt.job.outcome then
		put_back(attempt)
	end
end

local ACTIONS = {}

function ACTIONS.sent(self, attempt)
	local job, packet = attempt.job, attempt.packet
	self.packets[packet.medium] = self.packets[packet.medium] + 1
	self.bytes[packet.medium] = self.bytes[packet.medium] + #packet.text
	if job.outcome then
		return
	end
	count(self, "queued_bytes", -attempt.payload)
	job.unsent = job.unsent - attempt.payload
	job.attempt = nil
	if attempt.ends then
		if job.on_line then
			Util.guarded(self.report, job.on_line)
		end
		return finish_with(self, job, "sent")
	end
	job.deadline = self.env.now() + timers.reassembly
	watch(self, job.deadline)
	refresh(job)
end

function ACTIONS.retry(self, attempt)
	local line = attempt.job.line
	count(self, "retried")
	refused(self, attempt)
	if not line.timer then
		line.timer = self.env.after(timers.retry, function()
			line.timer = nil
			self:pump()
		end)
	end
end

function ACTIONS.hold(self, attempt)
	count(self, "held")
	refused(self, attempt)
	attempt.job.line.held = true
end

function ACTIONS.offline(self, attempt)
	count(self, "offline")
	self:drop(attempt.packet.medium, attempt.packet.target, "offline")
end

function ACTIONS.failed(self, attempt, name)
	finish_with(self, attempt.job, "failed", name)
end

local function settle(self, attempt, result)
	attempt.job.line.flying[lane_of(attempt.packet.priority)] = nil
	local act = ACTIONS[result.action] or ACTIONS.failed
	act(self, attempt, result.name)
	self:pump()
end

local function hand_over(self, attempt)
	local job, packet = attempt.job, attempt.packet
	local line = job.line
	if not attempt.serial then
		self.serial = self.serial + 1
		attempt.serial = self.serial
	end
	job.attempt = attempt
	line.flying[lane_of(packet.priority)] = attempt
	refresh(job)
	if self.limiter then
		self.limiter:charge(#packet.text)
	end
	local answered = false
	local function answer(result)
		if not answered then
			answered = true
			settle(self, attempt, result)
		end
	end
	local function done(code)
		answer(results[code] or { name = "Result " .. tostring(code) })
	end
	if not Util.guarded(self.report, self.transmit, packet, done) then
		answer({ name = "TransmitError" })
	end
end

--------------------------------------------------------------------------------------------------------------------------
-- Choosing

local function is_open(line, priority)
	return not (line.held or line.timer or line.flying[lane_of(priority)])
end

-- The oldest ready job of a priority, over all lines that can take it. Jobs that are idle are passed over.
local function oldest(self, priority)
	local best
	for _, line in ipairs(self.lines) do
		if is_open(line, priority) and #line.again == 0 then
			local job = line.queues[priority].first
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
	for _, line in ipairs(self.lines) do
		line.share = is_open(line, "LOW") and #line.again == 0 and #line.low or 0
		total = total + line.share
	end
	if total == 0 then
		return nil
	end
	local pick = self.env.random(total)
	for _, line in ipairs(self.lines) do
		if pick <= line.share then
			return line.low[pick]
		end
		pick = pick - line.share
	end
end

-- The packet that was refused first on some line that can take it again.
local function refused_packet(self, unlimited)
	for _, line in ipairs(self.lines) do
		local attempt = line.again[1]
		if attempt and not (line.held or line.timer or next(line.flying)) then
			if (UNLIMITED[attempt.packet.priority] or false) == unlimited then
				return attempt
			end
		end
	end
end

local function wait_for(self, attempt, job)
	if not self.limiter then
		return 0
	elseif attempt then
		return self.limiter:wait(#attempt.packet.text)
	end
	local _, bytes = job.message:peek()
	return self.limiter:wait(bytes)
end

-- Hands over one packet. Returns 0 when it did, the seconds to wait when the limiter forbids it, nil when nothing can go.
local function step(self)
	local attempt = refused_packet(self, true)
	local job = not attempt and (oldest(self, "URGENT") or oldest(self, "FAST"))
	if not attempt and not job then
		attempt = refused_packet(self, false)
		job = not attempt and (oldest(self, "NORMAL") or draw_low(self))
		if not attempt and not job then
			return nil
		end
		local wait = wait_for(self, attempt, job)
		if wait > 0 then
			return wait
		end
	end
	if attempt then
		table.remove(attempt.job.line.again, 1)
	end
	hand_over(self, attempt or take(self, job))
	return 0
end

-- One timer, for the moment the limiter lets the next packet go.
local function await_limiter(self, wait)
	local due = wait and self.env.now() + wait
	local limited = self.limited
	if limited and limited.due == due then
		return
	elseif limited then
		limited.timer:Cancel()
	end
	self.limited = nil
	if due then
		limited = { due = due }
		self.limited = limited
		limited.timer = self.env.after(wait, function()
			self.limited = nil
			self:pump()
		end)
	end
end

--- Hands over what can go now. Whoever calls it while it runs (a callback, a client that answers at once) leaves the work
--- to the loop that is running.
function Outbox:pump()
	if self.pumping then
		return
	end
	self.pumping = true
	local wait
	repeat
		wait = step(self)
	until wait ~= 0
	self.pumping = false
	await_limiter(self, wait)
end

--------------------------------------------------------------------------------------------------------------------------
-- What the layers above use

---@class CrossRP.JobOptions
---@field medium string
---@field target? string|number
---@field prefix string
---@field priority? CrossRP.Priority NORMAL by default
---@field on_done? fun(outcome: CrossRP.Outcome, detail: string?) exactly once, maybe before open or send returns
---@field on_line? fun() the last page was accepted by the client; before on_done

--- Starts a message that is written bit by bit.
---@param options CrossRP.JobOptions
---@return CrossRP.Job
function Outbox:open(options)
	self.serial = self.serial + 1
	local job = setmetatable({
		outbox = self,
		line = line_for(self, options.medium),
		target = options.target,
		prefix = options.prefix,
		priority = options.priority or "NORMAL",
		on_done = options.on_done,
		on_line = options.on_line,
		serial = self.serial,
		size = 0, -- bytes in all
		unsent = 0, -- bytes not yet accepted
	}, Job)
	count(self, "queued")
	local queue = job.line and job.line.queues[job.priority]
	if queue then
		job.message = Framing.outgoing(job.line.family)
		queue:push(job)
	else
		job.line = nil
		finish_with(self, job, "failed", "Unknown" .. (Framing.family(options.medium) and "Priority" or "Medium"))
	end
	return job
end

--- Sends a whole message.
---@param options CrossRP.JobOptions with data: string
---@return CrossRP.Job
function Outbox:send(options)
	local job = self:open(options)
	-- Finished before the first look at it, so that it may go out whole.
	local pumping = self.pumping
	self.pumping = true
	job:write(options.data)
	job:finish()
	self.pumping = pumping
	self:pump()
	return job
end

--- A restriction ended: what was held goes out.
function Outbox:resume()
	for _, line in ipairs(self.lines) do
		line.held = false
	end
	self:pump()
end

--- A target is gone: every message for it on that medium ends.
---@param medium string
---@param target? string|number
---@param why? string an outcome ("offline" by default), or the detail of "offline"
function Outbox:drop(medium, target, why)
	local line = self.by_medium[medium]
	local gone = {}
	for job in jobs_of(line) do
		if job.target == target then
			table.insert(gone, job)
		end
	end
	table.sort(gone, function(left, right)
		return left.serial < right.serial
	end)
	for _, job in ipairs(gone) do
		if why == nil or OUTCOMES[why] then
			finish_with(self, job, why or "offline")
		else
			finish_with(self, job, "offline", why)
		end
	end
	self:pump()
end

--- Counters: packets and bytes accepted by medium; retried, held, offline (results met); failed (messages); queued
--- (messages) and queued_bytes (their text not yet accepted).
---@return table
function Outbox:stats()
	local stats = { packets = {}, bytes = {} }
	for name, value in pairs(self.counts) do
		stats[name] = value
	end
	for _, line in ipairs(self.lines) do
		stats.packets[line.medium] = self.packets[line.medium]
		stats.bytes[line.medium] = self.bytes[line.medium]
	end
	return stats
end
