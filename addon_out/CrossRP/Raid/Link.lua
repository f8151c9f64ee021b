-- SPDX-License-Identifier: MIT
local _, ns = ...

-- A leader's link with another raid: both leaders name each other, and each then proves with the other's token that it
-- is the one agreed with. What may happen when is the machine `raid_link` of the specification.
--
-- `shown` is the linked raid's leader as the own raid is told; it stays while one of the two leaders changes.

---@class CrossRP.RaidLink
---@field shown string|nil destination
---@field pass string|nil what messages of the own raid name
local Link = {}
Link.__index = Link
ns.RaidLink = Link

local Router, Spec = ns.Router, ns.Spec
local limits, timers = Spec.limits, Spec.timers

local MOST_OLD_PASSES = 8

---@class CrossRP.RaidLinkOptions
---@field tell fun(destination: string, name: string, values: table, on_done?: fun(outcome: string))
---@field is_same fun(one: string, other: string): boolean whether two destinations are one character
---@field changed fun(reason: string|nil) what the raid is to be told is something else now
---@field offered fun(destination: string) somebody named this player
---@field refused fun(destination: string, reason: string) nothing comes of the player's own offer
---@field leads fun(): boolean whether this player leads a group
---@field awaits fun(source: string): boolean whether the own raid is linked with this leader's
---@field count fun(name: string)

---@param env table
---@param options CrossRP.RaidLinkOptions
---@return CrossRP.RaidLink
function Link.new(env, options)
	local self = setmetatable({ env = env, machine = ns.Machine.new("raid_link") }, Link)
	for name, value in pairs(options) do
		self[name] = value
	end
	-- Destination -> token of those who named this player.
	self.offers = ns.Memory.new(env, limits.raid_offers, timers.raid_offer)
	-- Passes that messages on their way may still name.
	self.old_passes = ns.Memory.new(env, MOST_OLD_PASSES, timers.raid_handover)
	return self
end

local function new_token(self)
	return Router.random_word(self.env, limits.raid_token)
end

local function agree(self)
	self.told, self.telling = self.env.now(), true
	self.tell(self.peer, "LA", { yours = self.theirs, mine = self.mine, pass = self.pass }, function()
		self.telling = nil
	end)
end

-- Forgets the link, and tells the other leader unless it is they who ended it.
local function over(self, cause, reason, theirs)
	if not self.machine:make(cause) then
		return false
	end
	local peer, token, shown = self.peer, self.theirs or self.mine, self.shown
	if self.their_pass then
		self.old_passes:put(self.their_pass, true)
	end
	self.peer, self.mine, self.theirs, self.pass, self.their_pass, self.shown = nil, nil, nil, nil, nil, nil
	self.deadline, self.heard, self.renew = nil, nil, nil
	if not theirs and token then
		self.tell(peer, "LX", { token = token, reason = reason })
	end
	if shown then
		self.changed(reason)
	else
		self.refused(peer, reason)
	end
	return true
end

local function is_peer(self, source)
	return self.peer ~= nil and self.is_same(self.peer, source)
end

-- The token of an offer that still stands, taken out of the list.
local function take_offer(self, destination)
	for source, token in self.offers:each() do
		if self.is_same(source, destination) then
			self.offers:remove(source)
			return token
		end
	end
	return nil
end

--------------------------------------------------------------------------------------------------------------------------
-- What the player and the game do

local function is_offer_out(self, token)
	return self.mine == token and self.machine:is("offering")
end

local function offer(self)
	local token, peer = self.mine, self.peer
	self.tell(peer, "LO", { mine = token }, function(outcome)
		if outcome ~= "acked" and outcome ~= "sent" and is_offer_out(self, token) then
			over(self, "the offer does not get through", outcome, true)
		end
	end)
end

--- The player names another leader.
---@param destination string
---@return boolean started
---@return string|nil why
function Link:name(destination)
	if self.machine:is("offering") and not is_peer(self, destination) then
		over(self, "the player ends it", "withdrawn")
	elseif not self.machine:is("none") then
		return is_peer(self, destination), "busy"
	end
	self.theirs = take_offer(self, destination)
	self.machine:make(self.theirs and "the player names one who offered" or "the player names a leader")
	self.peer, self.mine, self.pass = destination, new_token(self), new_token(self)
	self.deadline = self.env.now() + timers.raid_offer
	self.old_passes = ns.Memory.new(self.env, MOST_OLD_PASSES, timers.raid_handover)
	if self.theirs then
		agree(self)
	else
		offer(self)
	end
	return true
end

--- The player wants no link, or none any more.
---@return boolean
function Link:stop()
	return over(self, "the player ends it", self.shown and "ended" or "withdrawn")
end

--- This player left the group, or it is no more.
function Link:left()
	over(self, "the player leaves the group", "left")
end

--- Another group key: who has not got it would not hear of the link any more.
function Link:key_changes()
	over(self, "another group key", "key")
end

--- The lead was passed on to a player, nil when the game does not say who it is.
---@param leader string|nil destination
---@return string|nil shown, string|nil pass what stays known to the raid, when the link is handed over
function Link:passed_on(leader)
	local peer, theirs, shown, pass = self.peer, self.theirs, self.shown, self.pass
	if not leader or not self.machine:is("linked") then
		over(self, "the lead is passed on", "passed")
		return nil
	end
	over(self, "the lead is passed on", "passed", true)
	self.tell(peer, "LH", { yours = theirs, leader = leader })
	return shown, pass
end

--- This player leads a raid now that was linked before.
---@param peer string destination
---@param pass string
function Link:inherit(peer, pass)
	if not self.machine:make("this player takes over a linked raid") then
		return
	end
	self.peer, self.shown, self.pass, self.mine = peer, peer, pass, new_token(self)
	self.deadline = self.env.now() + timers.raid_handover
	local token = take_offer(self, peer)
	if token then
		self:on_offer(peer, { mine = token })
	end
end

--- Somebody left the raid: what they know is not to help them any longer.
function Link:renew_pass()
	if not self.machine:is("linked") then
		self.renew = self.shown ~= nil
		return
	end
	self.renew, self.pass = nil, new_token(self)
	agree(self)
	self.changed()
end

--------------------------------------------------------------------------------------------------------------------------
-- What other leaders say

-- Answers an offer of who was named. It proves nothing: a router may have made it up. So a link that is there stays what
-- it is, until what comes back names our token.
local function answer(self, token)
	if self.machine:is("linked") then
		return self.tell(self.peer, "LA", { yours = token, mine = self.mine, pass = self.pass })
	elseif self.machine:make("the other offers") then
		self.deadline = self.env.now() + timers.raid_offer
	end
	self.theirs = token
	agree(self)
end

--- Somebody offers a link.
---@param source string
---@param values { mine: string }
function Link:on_offer(source, values)
	if is_peer(self, source) then
		return answer(self, values.mine)
	end
	local reason = not self.leads() and not self.awaits(source) and "not_leading" or self.shown and "busy" or nil
	if reason then
		self.count("raid_offers_refused")
		return self.tell(source, "LX", { token = values.mine, reason = reason })
	end
	local known = self.offers:get(source)
	self.offers:put(source, values.mine)
	if not known and self.leads() then
		self.offered(source)
	end
end

-- The other leader's word that it knows: what it says of itself counts from now on.
local function believe(self, values)
	if self.their_pass and self.their_pass ~= values.pass then
		self.old_passes:put(self.their_pass, true)
	end
	self.theirs, self.their_pass, self.heard = values.mine, values.pass, self.env.now()
end

--- A leader agrees, or says once more that it does.
---@param source string
---@param values { yours: string, mine: string, pass: string }
function Link:on_agreement(source, values)
	if not is_peer(self, source) or values.yours ~= self.mine then
		self.count("raid_refused_LA")
		-- Who names a token that was never ours, but its own as we know it, was told a false one by somebody else.
		if not is_peer(self, source) or values.mine ~= self.theirs then
			self.tell(source, "LX", { token = values.mine, reason = "unknown" })
		end
		return
	elseif self.machine:is("linked") then
		return believe(self, values)
	end
	local answered = self.machine:is("agreed")
	if not self.machine:make("the other agrees") then
		return self.count("raid_refused_LA")
	end
	believe(self, values)
	self.shown, self.deadline = self.peer, nil
	if self.renew then
		self.renew, self.pass, answered = nil, new_token(self), false
	end
	if not answered then
		agree(self)
	end
	self.changed()
end

--- A leader refuses, withdraws or ends.
---@param source string
---@param values { token: string, reason: string }
function Link:on_end(source, values)
	local named = values.token == self.mine or (self.machine:is("agreed") and values.token == self.theirs)
	if is_peer(self, source) and named then
		if values.reason == "unknown" and self.machine:make("the other never made that offer") then
			self.theirs = nil
			return offer(self)
		end
		over(self, "the other ends it", values.reason, true)
	elseif self.offers:get(source) == values.token then
		self.offers:remove(source)
	else
		self.count("raid_refused_LX")
	end
end

--- The other raid has a new leader.
---@param source string
---@param values { yours: string, leader: string }
function Link:on_handover(source, values)
	local proven = is_peer(self, source) and values.yours == self.mine and not self.is_same(source, values.leader)
	if not proven or not self.machine:make("the other hands over") then
		return self.count("raid_refused_LH")
	end
	self.peer, self.mine, self.theirs = values.leader, new_token(self), nil
	self.deadline = self.env.now() + timers.raid_handover
	offer(self)
end

--------------------------------------------------------------------------------------------------------------------------
-- Messages of the linked raid

--- Whether a message with this pass is to be repeated.
---@param pass string
---@return boolean
function Link:takes(pass)
	return self.shown ~= nil and self:knew(pass)
end

--- Whether a pass is the linked raid's, or was until lately.
---@param pass string
---@return boolean
function Link:knew(pass)
	return pass == self.their_pass or self.old_passes:get(pass) ~= nil
end

--------------------------------------------------------------------------------------------------------------------------
-- Time, and what outlives a reload

--- Looks at the clock: what has waited too long ends, and the other leader hears now and then that the link is there.
function Link:tick()
	local now = self.env.now()
	self.offers:sweep()
	self.old_passes:sweep()
	if self.deadline and now >= self.deadline then
		over(self, "no answer", "no_answer")
	elseif self.machine:is("linked") and now >= self.heard + timers.raid_life then
		over(self, "not a word", "silent")
	elseif self.machine:is("linked") and now >= self.told + timers.raid_refresh and not self.telling then
		-- What is held back by a restriction is not said over and over again.
		agree(self)
	end
end

--- The link as it may be saved; nil when there is none.
---@return table<string, string>|nil
function Link:saved()
	if not self.machine:is("linked") then
		return nil
	end
	return { peer = self.peer, mine = self.mine, theirs = self.theirs, pass = self.pass, their_pass = self.their_pass }
end

--- Takes a saved link up again.
---@param saved table<string, string>
function Link:restore(saved)
	if not self.machine:make("back after a reload") then
		return
	end
	self.peer, self.mine, self.theirs, self.pass, self.their_pass =
		saved.peer, saved.mine, saved.theirs, saved.pass, saved.their_pass
	self.shown, self.heard = self.peer, self.env.now()
	agree(self)
	self.changed()
end
