-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Two raids (or parties) that are linked: what one says to the other is heard by everybody there. Here the parts meet the
-- group the player is in (Raid/Group.lua): Raid/Link.lua is the leaders' agreement, Raid/News.lua what the raid hears of
-- it, Raid/Talk.lua the messages, and Raid/Post.lua how all of it goes out and comes in.

---@class CrossRP.Raid
local Raid = {}
Raid.__index = Raid
ns.Raid = Raid

local Bands, Codec, timers = ns.Bands, ns.Codec, ns.Spec.timers

---@class CrossRP.RaidOptions
---@field wire CrossRP.Wire
---@field router CrossRP.Router
---@field bands CrossRP.Bands
---@field events CrossRP.Events RAID_OFFERED, RAID_REFUSED, RAID_LINKED, RAID_UNLINKED, RAID_MESSAGE
---@field key CrossRP.GroupKey
---@field group CrossRP.RaidGroup
---@field find fun(name: string): string|nil the destination of somebody met lately
---@field clock fun(): number seconds that go on while the game is not running
---@field count fun(name: string)
---@field report? fun(message: string)

-- The linked raid's leader and the own raid's pass, as a leader or as a member knows them.
local function view(self)
	local parts = self.parts
	if self.group:leads() then
		return parts.link.shown, parts.link.pass
	end
	return parts.news.peer, parts.news.pass
end

-- What the parts ask of each other.
local function part_options(self)
	return {
		count = self.count,
		report = self.report,
		tell = function(...)
			self.post:tell(...)
		end,
		say = function(...)
			return self.post:say(...)
		end,
		is_same = function(one, other)
			return self.bands:is_same(one, other)
		end,
		leads = function()
			return self.group:leads()
		end,
		awaits = function(source)
			return self.parts.news.peer ~= nil and self.bands:is_same(self.parts.news.peer, source)
		end,
		is_leader = function(fullname)
			return self.group:is_leader(fullname)
		end,
		led = function(fullname)
			return self.group:led(fullname)
		end,
		view = function()
			return view(self)
		end,
		changed = function(reason)
			self.reason = reason
			if self.group:leads() then
				self.parts.news:announce()
			end
		end,
		offered = function(destination)
			self.events:fire("RAID_OFFERED", destination)
		end,
		refused = function(destination, reason)
			self.events:fire("RAID_REFUSED", destination, reason)
		end,
		deliver = function(source, text)
			self.events:fire("RAID_MESSAGE", source, text)
		end,
	}
end

---@param env table
---@param options CrossRP.RaidOptions
---@return CrossRP.Raid
function Raid.new(env, options)
	local self = setmetatable({ env = env, parts = {} }, Raid)
	for name, value in pairs(options) do
		self[name] = value
	end
	self.post = ns.RaidPost.new(env, options)
	local given = part_options(self)
	given.link = ns.RaidLink.new(env, given)
	self.parts.link, self.parts.news, self.parts.talk =
		given.link, ns.RaidNews.new(env, given), ns.RaidTalk.new(env, given)
	self.events:on("KEY_CHANGES", function()
		self.parts.link:key_changes()
		self.parts.news:key_changes()
	end)
	self.events:on("KEY_CHANGED", function()
		self:look()
		if self.group:is_there() then
			self.parts.news:ask()
		end
	end)
	return self
end

--- Tells who listens when the linked raid is another one than before.
function Raid:look()
	local before, peer = self.seen, (view(self))
	if peer == before then
		return
	end
	self.seen = peer
	if peer then
		self.events:fire("RAID_LINKED", peer)
	else
		self.events:fire("RAID_UNLINKED", before, self.reason)
	end
	self.parts.talk:peer_changed()
end

--------------------------------------------------------------------------------------------------------------------------
-- Messages

local ROUTED = {
	LO = function(self, source, values)
		self.parts.link:on_offer(source, values)
	end,
	LA = function(self, source, values)
		self.parts.link:on_agreement(source, values)
	end,
	LX = function(self, source, values)
		self.parts.link:on_end(source, values)
	end,
	LH = function(self, source, values)
		self.parts.link:on_handover(source, values)
	end,
	LM = function(self, source, values)
		self.parts.talk:on_message(source, values)
	end,
	LN = function(self, source, values)
		self.parts.talk:on_refusal(source, values)
	end,
}

local NEWS = {
	LS = function(self, sender, values)
		self.parts.news:on_state(sender, values)
	end,
	LQ = function(self)
		self.parts.news:on_question()
	end,
	LR = function(self, sender, values)
		self.parts.talk:on_repeat(sender, values)
	end,
}

--- A message that was routed to this player.
---@param source string
---@param name string
---@param values table
---@param origin CrossRP.Origin how it came in the end
function Raid:on_routed(source, name, values, origin)
	if self.post:takes(source, name, origin) then
		ROUTED[name](self, source, values)
		self:look()
	end
end

--- A message to the own raid.
---@param origin CrossRP.Origin
---@param name string
---@param values table
function Raid:on_news(origin, name, values)
	if origin.sender ~= self.bands.fullname and self.group:is_there() and self.post:takes_news(origin) then
		NEWS[name](self, origin.sender, values)
		self:look()
	end
end

--------------------------------------------------------------------------------------------------------------------------
-- The group

local function destination_of(self, person)
	if not person then
		return nil
	end
	self.bands:learn_realm(person.realm_id, person.realm)
	local band = self.bands:band_of(person.realm_id, person.faction)
	return band and person.name .. band
end

-- Who departs often departs with others.
local function renew_soon(self)
	self.renewing = self.renewing
		or self.env.after(timers.raid_soon, function()
			self.renewing = nil
			if self.group:leads() then
				self.parts.link:renew_pass()
				self:look()
			end
		end)
end

local CHANGES = {
	joined = function(self)
		self.parts.news:ask()
	end,
	left = function(self, before)
		self.parts.talk:hand_back()
		local was = before.leads and self.parts.link or self.parts.news
		was:left()
	end,
	["passed the lead on"] = function(self)
		self.parts.talk:hand_back()
		local peer, pass = self.parts.link:passed_on(destination_of(self, self.group.now.leader))
		if peer then
			self.parts.news:passed_on(peer, pass)
		else
			self.parts.news:ask()
		end
	end,
	["took the lead"] = function(self)
		local peer, pass = self.parts.news:take_over()
		if peer then
			self.parts.link:inherit(peer, pass)
			self.parts.news:announce()
		end
	end,
	["somebody left"] = renew_soon,
	["somebody else leads"] = function(self)
		self.parts.news:leader_changed()
	end,
}

--- Somebody came, left, leads or leads no more; or nothing of the kind.
function Raid:group_changed()
	local change, before = self.group:update()
	if change then
		CHANGES[change](self, before)
	end
	self:look()
end

--------------------------------------------------------------------------------------------------------------------------
-- What the player and other addons do

-- The destination that a destination or a name stands for. A name is first of all that of who offered a link.
local function resolve(self, target)
	if type(target) ~= "string" then
		return nil
	end
	local name = Bands.split(target)
	if name and name ~= "" then
		return target
	end
	for source in self.parts.link.offers:each() do
		if Bands.split(source):lower() == target:lower() then
			return source
		end
	end
	return self.find(target)
end

--- Names the leader of the raid to be linked with; the link is there once they have named this player too.
---@param target string a destination, or the name of somebody met lately
---@return boolean started
---@return string|nil why no_group, not_leading, unknown_target, yourself, or busy
---@return string|nil destination
function Raid:link(target)
	local destination = resolve(self, target)
	local why = not self.group:is_there() and "no_group"
		or not self.group:leads() and "not_leading"
		or not destination and "unknown_target"
		or self.bands:is_same(destination, self.bands.destination) and "yourself"
	if why then
		return false, why
	end
	local started, problem = self.parts.link:name(destination)
	self:look()
	return started, problem, destination
end

--- Ends the link, or takes an offer back.
---@return boolean whether there was any
function Raid:unlink()
	local ended = self.group:leads() and self.parts.link:stop()
	self:look()
	return ended
end

--- Sends a text to everybody in the linked raid.
---@param text string
---@param on_done? fun(outcome: string, detail: string?)
---@return boolean accepted
---@return string|nil why not_linked, or text
function Raid:send(text, on_done)
	return self.parts.talk:send(text, on_done)
end

---@class CrossRP.RaidStatus
---@field kind string|nil "raid"|"party"
---@field leads boolean
---@field state string of the machine raid_link for a leader, raid_news for a member
---@field linked string|nil destination of the linked raid's leader
---@field named string|nil whom this player has named
---@field offers string[] destinations of those who named this player, the first one first
---@field secure boolean under a group key

---@return CrossRP.RaidStatus
function Raid:status()
	local link, leads, offers = self.parts.link, self.group:leads(), {}
	for source in link.offers:each() do
		table.insert(offers, source)
	end
	return {
		kind = self.group.now.kind,
		leads = leads,
		state = (leads and link or self.parts.news).machine.state,
		linked = (view(self)),
		named = link.peer,
		offers = offers,
		secure = self.key:is_set(),
	}
end

--------------------------------------------------------------------------------------------------------------------------
-- Beginning, time and end

-- Whether something saved is a link of a moment ago. What the codec would send is of the right form.
local function is_fresh(self, saved)
	local age = type(saved) == "table" and type(saved.at) == "number" and self.clock() - saved.at
	return age
		and age >= 0
		and age < timers.raid_life
		and saved.own == self.bands.destination
		and saved.peer ~= nil
		and saved.their_pass ~= nil
		and Codec.encode("LA", { yours = saved.theirs, mine = saved.mine, pass = saved.pass }) ~= nil
		and Codec.encode("LS", { destination = saved.peer, pass = saved.their_pass }) ~= nil
end

--- The network is up. A leader goes on with a link it had a moment ago, a member asks for news.
---@param saved any what saved() gave before the reload
function Raid:start(saved)
	self:group_changed()
	if not self.group:leads() then
		return
	elseif not self.key:is_set() and is_fresh(self, saved) then
		self.parts.link:restore(saved)
	elseif not self.parts.link.shown then
		-- Or the raid would go on believing in what was before a crash.
		self.parts.news:announce()
	end
	self:look()
end

--- What to keep over a reload: the link's tokens, which are worth nothing in timers.raid_life seconds. Nil when there is
--- no link, or when it is under a group key, which is never saved.
---@return table<string, string|number>|nil
function Raid:saved()
	local saved = self.group:leads() and not self.key:is_set() and self.parts.link:saved() or nil
	if saved then
		-- What is saved is shared by all characters of an account.
		saved.own, saved.at = self.bands.destination, self.clock()
	end
	return saved
end

--- To be called every few seconds.
function Raid:tick()
	self.post:sweep()
	self.parts.link:tick()
	self.parts.news:tick()
	self.parts.talk:sweep()
	self:look()
end
