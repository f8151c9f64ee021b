-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What a raid hears of its link. The leader tells it; a member believes its own leader and nobody else, and asks when it
-- has just come. What a member knows and when it forgets it is the machine `raid_news` of the specification.

---@class CrossRP.RaidNews
---@field peer string|nil destination of the linked raid's leader, as a member knows it
---@field pass string|nil
local News = {}
News.__index = News
ns.RaidNews = News

local timers = ns.Spec.timers

---@class CrossRP.RaidNewsOptions
---@field say fun(name: string, values: table, on_done?: fun(outcome: string)): boolean to the own raid
---@field link CrossRP.RaidLink
---@field leads fun(): boolean whether this player leads the group
---@field is_leader fun(fullname: string): boolean
---@field changed fun(reason: string|nil)
---@field count fun(name: string)

---@param env table
---@param options CrossRP.RaidNewsOptions
---@return CrossRP.RaidNews
function News.new(env, options)
	local self = setmetatable({ env = env, machine = ns.Machine.new("raid_news"), told = env.now() }, News)
	for name, value in pairs(options) do
		self[name] = value
	end
	return self
end

--- The leader tells the raid of its link, or that there is none.
function News:announce()
	local link = self.link
	self.told, self.telling = self.env.now(), true
	local sent = self.say("LS", { pass = link.shown and link.pass, destination = link.shown }, function()
		self.telling = nil
	end)
	self.telling = self.telling and sent
end

-- Once, soon, however often it is asked for.
local function soon(self, what, act)
	if not self[what] then
		self[what] = self.env.after(timers.raid_soon, function()
			self[what] = nil
			act()
		end)
	end
end

--- Asks the leader which raid is linked.
function News:ask()
	soon(self, "asking", function()
		if not self.leads() then
			self.say("LQ", {})
		end
	end)
end

--- A member asks.
function News:on_question()
	if self.leads() and self.link.shown then
		soon(self, "answering", function()
			if self.leads() then
				self:announce()
			end
		end)
	end
end

local function forget(self, cause, reason)
	if self.machine:make(cause) then
		self.peer, self.pass, self.until_time = nil, nil, nil
		self.changed(reason)
	end
end

local function wait(self)
	self.until_time = self.env.now() + timers.raid_handover
end

--- Somebody says which raid is linked.
---@param sender string full name
---@param values { pass: string|nil, destination: string|nil }
function News:on_state(sender, values)
	if not self.is_leader(sender) then
		return self.count("raid_refused_LS")
	elseif not values.pass or not values.destination then
		return forget(self, "the leader tells of none", "ended")
	end
	self.machine:make("the leader tells of a link")
	self.peer, self.pass = values.destination, values.pass
	self.until_time = self.env.now() + timers.raid_life
	self.changed()
end

--- Somebody else leads.
function News:leader_changed()
	if self.machine:make("somebody else leads") then
		wait(self)
	end
end

--- This player led until now, and handed the link over.
---@param peer string
---@param pass string
function News:passed_on(peer, pass)
	if self.machine:make("this player passed the lead on") then
		self.peer, self.pass = peer, pass
		wait(self)
	end
end

--- This player leads now; what was known is the link's to go on with.
---@return string|nil peer, string|nil pass
function News:take_over()
	local peer, pass = self.peer, self.pass
	if self.machine:make("this player leads now") then
		self.peer, self.pass, self.until_time = nil, nil, nil
	end
	return peer, pass
end

function News:left()
	forget(self, "the player leaves the group", "left")
end

function News:key_changes()
	forget(self, "another group key", "key")
end

--- Looks at the clock: silence ends what is known, and the raid hears now and then that the link is there.
function News:tick()
	local now = self.env.now()
	if self.until_time and now >= self.until_time then
		forget(self, "not a word", "silent")
	elseif self.leads() and self.link.shown and now >= self.told + timers.raid_refresh and not self.telling then
		self:announce()
	end
end
