-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Lost pages, brought back hop by hop. Whoever misses a page asks the sender for it (PQ), who keeps the pages of a message
-- for a while after they were sent and sends those again (PR). A question is asked again a few times, since it or its
-- answer may be lost as well; then the message is given up.
--
-- A stranger cannot make this client talk much: there is at most about one question for each page that came, and a page
-- goes again only to the one it was for, and only a few times.

---@class CrossRP.Repair
local Repair = {}
Repair.__index = Repair
ns.Repair = Repair

local Codec, Spec, Util = ns.Codec, ns.Spec, ns.Util
local limits, timers = Spec.limits, Spec.timers

local LOOK = 0.5 -- seconds between two looks at what is half built
local SPARE = 3 -- questions one may ask beyond one for each page that came

---@class CrossRP.RepairOptions
---@field inbox CrossRP.Inbox
---@field wire CrossRP.Wire
---@field count fun(name: string, by?: number)
---@field link fun(id: integer): CrossRP.Link|nil

---@param env table
---@param options CrossRP.RepairOptions
---@return CrossRP.Repair
function Repair.new(env, options)
	local self = setmetatable({
		env = env,
		inbox = options.inbox,
		wire = options.wire,
		count = options.count,
		link = options.link,
		bytes = 0,
		enabled = limits.repair_messages ~= nil,
	}, Repair)
	-- "medium target slot prefix" -> { pages, last, again, bytes }; what was said in a secure group stays in it
	self.kept = ns.Memory.new(env, limits.repair_messages or 0, timers.repair_keep or 0, function(_, message)
		self.bytes = self.bytes - message.bytes
	end)
	-- Full name -> whether they count pages.
	self.able = ns.Memory.new(env, limits.directory, math.huge)
	return self
end

local COUNTING, SLOT_MARK = Spec.constants.counting, Spec.constants.slot_mark

--- Somebody of the own side told their version.
---@param fullname string
---@param version string|nil
function Repair:heard(fullname, version)
	self.able:put(fullname, Util.is_ours(version))
end

--- Whether a message goes to somebody who understands pages that count. Where not all do, it is known from a status, or
--- from the slot that the reader chose for a profile.
---@param options CrossRP.SendOptions
---@return boolean
function Repair:counts(options)
	if COUNTING ~= "known" then
		return COUNTING == "all"
	end
	local slot = options.inner and options.inner:match("^TD (%w+) ")
	return options.medium == "WHISPER"
		and (self.able:get(options.target) == true or slot ~= nil and slot:sub(1, #SLOT_MARK) == SLOT_MARK)
end

-- Whether the one who sends these pages can be asked.
local function can_ask(self, origin, message)
	if not Codec.travels("PQ", origin.medium) then
		return false
	elseif origin.medium ~= "BNET" then
		return message.counts == true
	end
	local link = self.link(origin.sender)
	return link ~= nil and Util.is_ours(link.version)
end

local function key_of(medium, target, slot, prefix)
	return ("%s %s %d %s"):format(medium, tostring(target), slot, prefix or Spec.constants.prefix)
end

--- A page went out; it may be asked for.
---@param packet CrossRP.Packet
---@param slot integer
---@param page integer
---@param payload string
---@param ends boolean it was the last one
function Repair:keep(packet, slot, page, payload, ends)
	local medium, target, prefix = packet.medium, packet.target, packet.prefix
	if not self.enabled or not Codec.travels("PR", medium) then
		return
	end
	local key = key_of(medium, target, slot, prefix)
	if page == 1 then
		self:forget(key)
	end
	local message = self.kept:get(key)
		or { medium = medium, target = target, prefix = prefix, pages = {}, again = {}, bytes = 0 }
	message.pages[page] = payload
	message.last = ends and page or nil
	message.bytes = message.bytes + #payload
	self.bytes = self.bytes + #payload
	self.kept:put(key, message)
	while self.bytes > limits.repair_bytes do
		self.kept:forget_oldest()
	end
end

---@param key string
function Repair:forget(key)
	local message = self.kept:get(key)
	if message then
		self.bytes = self.bytes - message.bytes
		self.kept:remove(key)
	end
end

local function send_again(self, message, slot, page)
	local payload = message.pages[page]
	local state = message.again[page] or { times = 0, queued = false }
	if not payload or state.queued or state.times >= limits.repair_repeats then
		return
	end
	message.again[page] = state
	state.times, state.queued = state.times + 1, true
	self.count("pages_again")
	self.wire:send("PR", { slot = slot, page = page, total = page == message.last and page or 0, data = payload }, {
		medium = message.medium,
		target = message.target,
		prefix = message.prefix,
		priority = "NORMAL",
		on_done = function()
			state.queued = false
		end,
	})
end

--- Somebody misses pages of a message that was for them.
---@param origin CrossRP.Origin
---@param values table
function Repair:on_question(origin, values)
	local message = self.kept:get(key_of(origin.medium, origin.sender, values.slot, origin.prefix))
	if not message then
		return self.count("refused_pages")
	end
	for _, asked in ipairs(values.pages) do
		-- What is not sent yet comes by itself.
		local upto = asked.on and (message.last or 0) or asked.page
		for page = asked.page, math.min(upto, asked.page + limits.repair_pages - 1) do
			send_again(self, message, values.slot, page)
		end
	end
end

--- A page came again.
---@param origin CrossRP.Origin
---@param values table
function Repair:on_page(origin, values)
	self.inbox:page_again(origin, values.slot, values.page, values.total, values.data)
end

-- The pages to ask for; `quiet`: those to come as well.
local function missing(message, quiet)
	local pages, most = {}, math.min(limits.repair_pages, 2 * message.received)
	for page = message.next, message.highest do
		if #pages >= most then
			break
		elseif not message.pages[page] then
			pages[#pages + 1] = { page = page }
		end
	end
	if quiet and not message.total and #pages < most then
		pages[#pages + 1] = { on = true, page = message.highest + 1 }
	end
	return pages
end

-- Whether it is time to ask; `quiet`: since nothing came for a while.
local function is_due(message, now)
	local quiet_for = timers.repair_quiet * 2 ^ (message.asked or 0)
	local quiet = now - math.max(message.time, message.asked_at or 0) >= quiet_for
	local wait = message.sender.family == "BNET" and timers.repair_wait or 0
	local hole = message.gap_at ~= nil and now - message.gap_at >= wait
	return (hole and now - (message.asked_at or -math.huge) >= timers.repair_again) or quiet, quiet
end

local function look_at(self, message)
	local origin, now = message.origin, self.env.now()
	if not message.time or not can_ask(self, origin, message) then
		return
	end
	if message.asked_next ~= message.next then
		message.asked_next, message.asked = message.next, 0
	end
	local due, quiet = is_due(message, now)
	if not due then
		return
	elseif message.asked >= limits.repair_asks then
		return self.inbox:give_up(message, "lost_page")
	elseif (message.questions or 0) >= message.received + SPARE then
		return
	end
	message.asked, message.asked_at = message.asked + 1, now
	message.questions = (message.questions or 0) + 1
	self.count("pages_asked")
	self.wire:send("PQ", { slot = message.slot, pages = missing(message, quiet) }, {
		medium = origin.medium,
		target = origin.sender,
		prefix = origin.prefix,
		priority = "FAST",
	})
end

local function look(self)
	self.timer = nil
	local messages, message = {}, self.inbox.open.first
	while message do
		messages[#messages + 1] = message
		message = self.inbox.open.after[message]
	end
	for _, each in ipairs(messages) do
		look_at(self, each)
	end
	if self.inbox.open.first then
		self:watch()
	end
end

--- There is a half-built message: it is looked at until none is left.
function Repair:watch()
	if self.enabled and not self.timer then
		self.timer = self.env.after(LOOK, function()
			look(self)
		end)
	end
end

function Repair:sweep()
	self.kept:sweep()
end
