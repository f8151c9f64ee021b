-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Messages from raid to raid. A member sends its own straight to the other raid's leader, who repeats it to that raid.
-- A message keeps its id wherever it goes, and nobody delivers an id of a source twice; so it may be sent again, to
-- another leader too, whenever it is not sure to have been repeated.

---@class CrossRP.RaidTalk
local Talk = {}
Talk.__index = Talk
ns.RaidTalk = Talk

local Router, Spec, Util = ns.Router, ns.Spec, ns.Util
local limits, timers = Spec.limits, Spec.timers

local ID_LETTERS = 5

---@class CrossRP.RaidTalkOptions
---@field tell fun(destination: string, name: string, values: table, on_done?: fun(outcome: string, detail: string?))
---@field say fun(name: string, values: table, on_done?: fun(outcome: string)): boolean, CrossRP.Job?
---@field link CrossRP.RaidLink
---@field led fun(fullname: string): boolean whether a player leads, or did until lately
---@field view fun(): string|nil, string|nil the linked raid's leader, and the own raid's pass
---@field is_same fun(one: string, other: string): boolean
---@field deliver fun(source: string, text: string)
---@field report? fun(message: string) told of an error inside on_done
---@field count fun(name: string)

---@param env table
---@param options CrossRP.RaidTalkOptions
---@return CrossRP.RaidTalk
function Talk.new(env, options)
	local self = setmetatable({ env = env, serial = 0, repeating = Util.list() }, Talk)
	for name, value in pairs(options) do
		self[name] = value
	end
	self.heard = ns.Memory.new(env, limits.raid_heard, timers.duplicate_memory)
	-- Own messages by id, for as long as they may come back.
	self.sent = ns.Memory.new(env, limits.raid_sent, timers.raid_handover)
	self.quota, self.quota_of_all = ns.Quota.new(env, "raid_sender"), ns.Quota.new(env, "raid_all")
	return self
end

--------------------------------------------------------------------------------------------------------------------------
-- Own messages

local function finish(self, entry, outcome, detail)
	local on_done = entry.on_done
	entry.on_done = nil
	if on_done then
		Util.guarded(self.report, on_done, outcome, detail)
	end
end

local function send(self, id, entry, destination, pass)
	entry.tries, entry.destination, entry.returned = entry.tries + 1, destination, nil
	self.sent:put(id, entry)
	local try = entry.tries
	self.tell(destination, "LM", { pass = pass, id = id, text = entry.text }, function(outcome, detail)
		local failed = outcome ~= "acked" and outcome ~= "sent"
		if entry.tries == try and not (failed and self:send_on(id, entry)) then
			finish(self, entry, outcome, detail)
		end
	end)
end

--- Sends a message again that could not be repeated, when another one leads the other raid now.
---@param id string
---@param entry table
---@return boolean sent
function Talk:send_on(id, entry)
	local peer, pass = self.view()
	local sends = peer ~= nil and entry.tries < limits.raid_tries and not self.is_same(peer, entry.destination)
	if sends then
		send(self, id, entry, peer, pass)
	end
	return sends
end

--- Sends a text to the linked raid.
---@param text string 1 to limits.raid_text bytes of UTF-8
---@param on_done? fun(outcome: string, detail: string?)
---@return boolean accepted
---@return string|nil why not_linked, or text
function Talk:send(text, on_done)
	local peer, pass = self.view()
	if not peer then
		return false, "not_linked"
	elseif type(text) ~= "string" or text == "" or #text > limits.raid_text or text:find("%z") or not Util.utf8_valid(text) then
		return false, "text"
	end
	self.serial = self.serial + 1
	local id = Router.random_word(self.env, ID_LETTERS) .. self.serial
	local entry = { text = text, on_done = on_done, tries = 0 }
	self.sent:put(id, entry)
	send(self, id, entry, peer, pass)
	return true
end

--- Who got an own message could not repeat it. It goes to the new leader, as soon as one is known.
---@param source string
---@param values { id: string }
function Talk:on_refusal(source, values)
	local entry = self.sent:get(values.id)
	if not entry or not self.is_same(entry.destination, source) then
		return self.count("raid_refused_LN")
	end
	entry.returned = true
	self:send_on(values.id, entry)
end

--- Another one leads the other raid.
function Talk:peer_changed()
	for id, entry in self.sent:each() do
		if entry.returned and self.sent:get(id) then
			self:send_on(id, entry)
		end
	end
end

--------------------------------------------------------------------------------------------------------------------------
-- Messages of the linked raid

local function key_of(source, id)
	return source .. " " .. id
end

local function hear(self, source, values)
	self.heard:put(key_of(source, values.id), true)
	self.count("raid_heard")
	self.deliver(source, values.text)
end

--- A message for the own raid: this player, who leads it, repeats it.
---@param source string
---@param values { pass: string, id: string, text: string }
function Talk:on_message(source, values)
	if not self.link:takes(values.pass) then
		self.count("raid_refused_pass")
		if self.link:knew(values.pass) then
			self.tell(source, "LN", { id = values.id })
		end
		return
	elseif self.heard:get(key_of(source, values.id)) then
		return self.count("raid_repeated")
	elseif not Util.utf8_valid(values.text) then
		return self.count("raid_refused_text")
	elseif not self.quota:take(source) or not self.quota_of_all:take(true) then
		return self.count("raid_refused_quota")
	end
	hear(self, source, values)
	local entry = {}
	self.repeating:push(entry)
	local sent, job
	sent, job = self.say("LR", { id = values.id, source = source, text = values.text }, function(outcome)
		self.repeating:remove(entry)
		if outcome ~= "sent" then
			self.tell(source, "LN", { id = values.id })
		end
	end)
	entry.job = job
	if not sent then
		self.repeating:remove(entry)
	end
end

--- The leader repeats a message of the linked raid.
---@param sender string full name
---@param values { id: string, source: string, text: string }
function Talk:on_repeat(sender, values)
	if not self.led(sender) then
		return self.count("raid_refused_LR")
	elseif self.heard:get(key_of(values.source, values.id)) then
		return self.count("raid_repeated")
	elseif not Util.utf8_valid(values.text) then
		return self.count("raid_refused_text")
	end
	hear(self, values.source, values)
end

--- This player no longer leads: what has not gone out yet goes back to its senders.
function Talk:hand_back()
	while self.repeating.first do
		local entry = self.repeating.first
		self.repeating:remove(entry)
		if entry.job then
			entry.job:abort("passed")
		end
	end
end

function Talk:sweep()
	self.heard:sweep()
	self.sent:sweep()
	self.quota:sweep()
end
