-- SPDX-License-Identifier: MIT
local _, ns = ...

-- The broadcast channels. There is one, and spare ones for when somebody has seized it: set a password, or thrown others
-- out. Each channel is in one of these states:
--
--	away     not joined, and nothing speaks against trying
--	asked    the game was asked to join; joining takes a while, and says nothing when it fails
--	joined
--	refused  the game says that this client may not be in it; tried again now and then
--	full     the player is in as many channels as the game allows
--
-- A spare one is joined when the one before it is refused, or somebody else changed its password: those who are inside
-- still hear each other there, but newcomers cannot come in, and find everybody in the next one. Who is in several talks
-- in all of them.

---@class CrossRP.Channels
local Channels = {}
Channels.__index = Channels
ns.Channels = Channels

local Spec = ns.Spec
local timers = Spec.timers

-- What the game's notices make of a channel. Anything else changes nothing.
local NOTICES = {
	YOU_JOINED = "joined",
	YOU_CHANGED = "joined",
	YOU_LEFT = "away",
	NOT_MEMBER = "away",
	SUSPENDED = "away",
	WRONG_PASSWORD = "refused",
	BANNED = "refused",
	MUTED = "refused",
	INVALID_NAME = "refused",
	TRIAL_RESTRICTED = "refused",
	WRONG_FACTION = "refused",
	NOT_IN_AREA = "refused",
}

-- Notices of what somebody did to a channel, after which newcomers may not get in.
local SEIZED = { PASSWORD_CHANGED = true, PLAYER_KICKED = true, PLAYER_BANNED = true }

---@class CrossRP.ChannelsOptions
---@field join fun(name: string)
---@field leave fun(name: string)
---@field number fun(name: string): integer 0 when not joined
---@field count fun(): integer how many channels the player is in
---@field open fun(name: string) takes the password off a channel the player owns
---@field events CrossRP.Events
---@field supported boolean whether this client has addon messages on channels at all

---@param env table
---@param options CrossRP.ChannelsOptions
---@return CrossRP.Channels
function Channels.new(env, options)
	local self = setmetatable({ env = env, game = options, events = options.events, list = {} }, Channels)
	for name in (Spec.constants.channel .. " " .. Spec.constants.spare_channels):gmatch("%S+") do
		table.insert(self.list, { name = name, state = "away", asked = 0 })
	end
	return self
end

local function find(self, name)
	for _, channel in ipairs(self.list) do
		if channel.name == name then
			return channel
		end
	end
	return nil
end

-- The game's word on whether a channel is joined is the only sure one; but who is muted is in and cannot talk.
local function refresh(self, channel)
	local joined = self.game.number(channel.name) > 0
	if channel.state == "refused" and self.env.now() < (channel.told or -math.huge) + timers.channel_retry then
		return
	elseif joined and channel.state ~= "joined" then
		channel.state = "joined"
		self.events:fire("CHANNEL_JOINED", channel.name)
	elseif not joined and channel.state == "joined" then
		channel.state = "away"
	elseif channel.state == "asked" and self.env.now() >= channel.asked + timers.channel_answer then
		-- It says nothing when the list is full, or the name is taken by something else.
		channel.state = "refused"
	end
end

--- Names of the channels this client is in, the first one first.
---@return string[]
function Channels:joined()
	local names = {}
	for _, channel in ipairs(self.list) do
		if channel.state == "joined" then
			table.insert(names, channel.name)
		end
	end
	return names
end

--- What is wrong with the channel; nil when it is joined.
---@return string|nil problem unsupported, full, refused, or waiting
function Channels:problem()
	if not self.game.supported then
		return "unsupported"
	elseif #self:joined() > 0 then
		return nil
	end
	for _, state in ipairs({ "full", "refused" }) do
		if self.list[1].state == state then
			return state
		end
	end
	return "waiting"
end

local function ask(self, channel)
	channel.state, channel.asked = "asked", self.env.now()
	self.game.join(channel.name)
end

local function is_due(self, channel)
	local waits = channel.state == "refused" or channel.state == "full"
	return channel.state == "away" or waits and self.env.now() >= channel.asked + timers.channel_retry
end

--- Joins what is wanted and not joined; leaves spare ones nobody needs any more. To be called now and then.
function Channels:look_after()
	if not self.game.supported then
		return
	end
	-- The first one is wanted always, a spare one when the one before it is and lets not everybody in.
	local wanted = true
	for _, channel in ipairs(self.list) do
		refresh(self, channel)
		if wanted and is_due(self, channel) then
			ask(self, channel)
		elseif not wanted and channel.state == "joined" then
			channel.state = "away"
			self.game.leave(channel.name)
		end
		wanted = wanted and (channel.state == "refused" or channel.seized == true)
	end
end

--- Joins for the first time: once the game's own channels are there, or ours would take their numbers. Calls done when a
--- channel is joined, or there is none to be had for now.
---@param done fun()
function Channels:start(done)
	local polls, last_count = 0, nil
	local function poll()
		polls = polls + 1
		if not self.game.supported or polls * timers.channel_poll >= timers.channel_wait then
			return done()
		end
		local count = self.game.count()
		local settled = count == last_count and (count > 0 or polls > 2)
		last_count = count
		if settled or self.looked then
			self.looked = true
			self:look_after()
		end
		if #self:joined() > 0 or self:problem() == "full" then
			return done()
		end
		self.env.after(timers.channel_poll, poll)
	end
	poll()
end

--- The game tells something of a channel.
---@param name string
---@param notice string such as "WRONG_PASSWORD"
function Channels:on_notice(name, notice)
	local channel = find(self, name)
	local state = channel and NOTICES[notice]
	if state == "joined" then
		refresh(self, channel)
	elseif state == "refused" then
		channel.state, channel.asked, channel.told = state, self.env.now(), self.env.now()
		self:look_after()
	elseif state then
		-- Joined again by the next look: the game may not have done yet what it tells.
		channel.state = state
	end
end

--- The game tells that somebody did something to a channel.
---@param name string
---@param notice string such as "PASSWORD_CHANGED"
---@param by_me boolean
function Channels:on_user_notice(name, notice, by_me)
	local channel = find(self, name)
	if not channel then
		return
	elseif notice == "OWNER_CHANGED" then
		-- Whoever owned it before may have locked it. Everybody hears that the password is taken off, but not which it was,
		-- so it is done only where there was one.
		if by_me and channel.seized then
			channel.seized = nil
			self.game.open(channel.name)
		end
	elseif SEIZED[notice] and not by_me then
		channel.seized = true
		self:look_after()
	end
end

--- The player is in as many channels as the game allows.
function Channels:on_too_many()
	for _, channel in ipairs(self.list) do
		if channel.state == "asked" then
			channel.state = "full"
		end
	end
end
