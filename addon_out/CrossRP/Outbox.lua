-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Messages in, packets out. The client's result code for a packet decides what happens next:
--
--	sent     the page is on its way
--	retry    the same packet again after timers.retry, its medium waits
--	hold     the same packet again after resume(), its medium waits
--	offline  everything for that target on that medium ends
--	failed   this message ends
--
-- Which packet is next is for Lines to say, whether it may go now for the limiter.

---@class CrossRP.Outbox
local Outbox = {}
Outbox.__index = Outbox
ns.Outbox = Outbox

local Framing, Lines, Util = ns.Framing, ns.Lines, ns.Util
local framing, limits, timers, results = ns.Spec.framing, ns.Spec.limits, ns.Spec.timers, ns.Spec.results

local OUTCOMES = { sent = true, offline = true, failed = true, aborted = true, expired = true }

---@alias CrossRP.Priority "LOW"|"NORMAL"|"FAST"|"URGENT"
---@alias CrossRP.Outcome "sent"|"offline"|"failed"|"aborted"|"expired"

---@class CrossRP.Packet
---@field medium string
---@field target? string|number
---@field prefix string
---@field text string
---@field priority CrossRP.Priority
---@field carried? boolean it belongs to a message of somebody else

---@class CrossRP.OutboxOptions
---@field transmit fun(packet: CrossRP.Packet, done: fun(code: integer)) hands one packet to the client
---@field limiter? CrossRP.Limiter none when another addon's limiter is behind transmit
---@field message_bytes? integer longest message; limits.message_bytes by default
---@field queue_bytes? integer most text waiting in all; limits.pending_total_bytes by default
---@field keep? fun(packet: CrossRP.Packet, slot: integer, page: integer, payload: string, ends: boolean) told
---of every page the client accepted
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
		keep = options.keep,
		report = options.report,
		lines = Lines.new(env),
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

-- Numbers messages and packets in one row.
local function next_serial(self)
	self.serial = self.serial + 1
	return self.serial
end

--------------------------------------------------------------------------------------------------------------------------
-- Jobs: one message each

---@class CrossRP.Job
---@field outcome? CrossRP.Outcome how it ended
local Job = {}
Job.__index = Job

local function finish_with(self, job, outcome, detail)
	if job.outcome then
		return
	end
	job.outcome, job.detail = outcome, detail
	if job.line then
		Lines.remove(job)
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
	Lines.refresh(self)
	outbox:pump()
	return true
end

--- Nothing will be added.
function Job:finish()
	if not self.outcome and not self.message.finished then
		self.message.finished = true
		Lines.refresh(self)
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
	packet.carried = job.carried
	local attempt = { job = job, packet = packet, serial = next_serial(self), payload = payload, ends = ends }
	attempt.slot, attempt.page = message.slot, message.pages
	return attempt
end

--------------------------------------------------------------------------------------------------------------------------
-- Deadlines: a message that was begun and then stood still is of no use once the receiver has forgotten its first pages

local watch

local function expire(self)
	self.watching = nil
	local now, due, earliest = self.env.now(), {}, nil
	for _, job in ipairs(self.lines:jobs()) do
		local deadline = job.deadline
		if deadline and deadline <= now then
			table.insert(due, job)
		elseif deadline then
			earliest = math.min(earliest or deadline, deadline)
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

local function refused(self, attempt)
	if self.limiter then
		self.limiter:refund(#attempt.packet.text)
	end
	if not attempt.job.outcome then
		Lines.put_back(attempt)
	end
end

local ACTIONS = {}

function ACTIONS.sent(self, attempt)
	local job, packet = attempt.job, attempt.packet
	self.packets[packet.medium] = (self.packets[packet.medium] or 0) + 1
	self.bytes[packet.medium] = (self.bytes[packet.medium] or 0) + #packet.text
	if job.outcome then
		return
	end
	if self.keep and attempt.slot then
		self.keep(packet, attempt.slot, attempt.page, attempt.payload, attempt.ends)
	end
	count(self, "queued_bytes", -#attempt.payload)
	job.unsent = job.unsent - #attempt.payload
	job.attempt = nil
	if attempt.ends then
		if job.on_line then
			Util.guarded(self.report, job.on_line)
		end
		return finish_with(self, job, "sent")
	end
	job.deadline = self.env.now() + timers.reassembly
	watch(self, job.deadline)
	Lines.refresh(job)
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
	Lines.stop(attempt)
	local act = ACTIONS[result.action] or ACTIONS.failed
	act(self, attempt, result.name)
	self:pump()
end

local function hand_over(self, attempt)
	Lines.start(attempt)
	if self.limiter then
		self.limiter:charge(#attempt.packet.text)
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
	if not Util.guarded(self.report, self.transmit, attempt.packet, done) then
		answer({ name = "TransmitError" })
	end
end

--------------------------------------------------------------------------------------------------------------------------
-- Sending

local function wait_for(self, attempt, job)
	local priority = (attempt and attempt.job or job).priority
	if not self.limiter or priority == "URGENT" then
		return 0
	elseif attempt then
		return self.limiter:wait(#attempt.packet.text, priority == "FAST")
	end
	local _, bytes = job.message:peek()
	return self.limiter:wait(bytes, priority == "FAST")
end

-- Hands over one packet. Returns 0 when it did, the seconds to wait when the limiter forbids it, nil when nothing can go.
local function step(self)
	local attempt, job = self.lines:next()
	if not attempt and not job then
		return nil
	end
	local wait = wait_for(self, attempt, job)
	if wait == 0 then
		hand_over(self, attempt or take(self, job))
	end
	return wait
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
---@field counted? boolean whoever gets it understands pages that count
---@field carried? boolean it is somebody else's message

--- Starts a message that is written bit by bit.
---@param options CrossRP.JobOptions
---@return CrossRP.Job
function Outbox:open(options)
	local job = setmetatable({
		outbox = self,
		line = self.lines:of(options.medium),
		target = options.target,
		prefix = options.prefix,
		priority = options.priority or "NORMAL",
		on_done = options.on_done,
		on_line = options.on_line,
		carried = options.carried,
		serial = next_serial(self),
		size = 0, -- bytes in all
		unsent = 0, -- bytes not yet accepted
	}, Job)
	count(self, "queued")
	if job.line and Lines.add(job) then
		job.message = Framing.outgoing(job.line.family, options.counted, Framing.takes_any_bytes(options.medium))
	else
		local why = job.line and "UnknownPriority" or "UnknownMedium"
		job.line = nil
		finish_with(self, job, "failed", why)
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
	for _, line in ipairs(self.lines.list) do
		line.held = false
	end
	self:pump()
end

--- A target is gone: every message for it on that medium ends.
---@param medium string
---@param target? string|number
---@param why? string an outcome ("offline" by default), or the detail of "offline"
function Outbox:drop(medium, target, why)
	local outcome = OUTCOMES[why] and why or "offline"
	local detail = why ~= outcome and why or nil
	for _, job in ipairs(self.lines:jobs(medium or "")) do
		if job.target == target then
			finish_with(self, job, outcome, detail)
		end
	end
	self:pump()
end

--- Why messages wait, if any do: "held" until a restriction ends, "retry" because the client asked to wait, "limiter"
--- because the budget is used up for the moment.
---@return "held"|"retry"|"limiter"|nil
function Outbox:waits()
	if self.counts.queued == 0 then
		return nil
	end
	local retry = false
	for _, line in ipairs(self.lines.list) do
		if line.held then
			return "held"
		end
		retry = retry or line.timer ~= nil
	end
	return retry and "retry" or self.limited and "limiter" or nil
end

--- Counters: packets and bytes accepted by medium; retried, held, offline (results met); failed (messages); queued
--- (messages) and queued_bytes (their text not yet accepted).
---@return table
function Outbox:stats()
	local stats = { packets = {}, bytes = {} }
	for name, value in pairs(self.counts) do
		stats[name] = value
	end
	for medium, packets in pairs(self.packets) do
		stats.packets[medium], stats.bytes[medium] = packets, self.bytes[medium]
	end
	return stats
end
