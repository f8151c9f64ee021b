-- SPDX-License-Identifier: MIT
local _, ns = ...

-- The raid or party the player is in, as far as links need it: who leads, and what has just become of it.

---@class CrossRP.RaidGroup
local Group = {}
Group.__index = Group
ns.RaidGroup = Group

local timers = ns.Spec.timers

---@class CrossRP.GroupView
---@field kind string|nil "raid"|"party"; nil: in none, or in one the game's finder made
---@field leads boolean whether this player leads it
---@field leader CrossRP.Person|nil somebody else who leads; nil too when the game keeps it secret
---@field members table<string, boolean> full names of the others, as far as the game tells them

---@class CrossRP.RaidGroupOptions
---@field look fun(): CrossRP.GroupView
---@field leads fun(fullname: string): boolean whether a player leads the own group, asked by name

---@param env table
---@param options CrossRP.RaidGroupOptions
---@return CrossRP.RaidGroup
function Group.new(env, options)
	return setmetatable({
		env = env,
		look = options.look,
		leads_by_name = options.leads,
		now = { leads = false, members = {} },
		name = nil, -- of the leader, as last known
		former = nil, -- who led until lately
	}, Group)
end

---@return boolean
function Group:is_there()
	return self.now.kind ~= nil
end

---@return boolean
function Group:leads()
	return self.now.leads
end

--- Whether a player leads the own group.
---@param fullname string
---@return boolean
function Group:is_leader(fullname)
	if self.now.leads or not self.now.kind then
		return false
	end
	local leader = self.now.leader
	if leader then
		return leader.fullname == fullname
	end
	local is = self.leads_by_name(fullname) == true
	self.name = is and fullname or self.name
	return is
end

--- Whether a player leads it, or did until lately.
---@param fullname string
---@return boolean
function Group:led(fullname)
	local former = self.former
	return self:is_leader(fullname)
		or (former ~= nil and former.fullname == fullname and self.env.now() < former.until_time)
end

local function somebody_left(before, now)
	for fullname in pairs(before.members) do
		if not now.members[fullname] then
			return true
		end
	end
	return false
end

-- What the leader until now has said is still on its way.
local function note_former(self)
	if self.name then
		self.former = { fullname = self.name, until_time = self.env.now() + timers.raid_grace }
	end
end

-- A member's leader is another one, as far as the game tells who it is.
local function follows_another(self, name)
	-- A name that shows for the first time is no change.
	if not name or not self.name or name == self.name then
		return false
	end
	note_former(self)
	return true
end

local function change(self, before, now)
	if not now.kind then
		self.former = nil
		return before.kind and "left" or nil
	elseif not before.kind then
		return "joined"
	elseif now.leads and not before.leads then
		note_former(self)
		return "took the lead"
	elseif before.leads and not now.leads then
		return "passed the lead on"
	elseif now.leads then
		return somebody_left(before, now) and "somebody left" or nil
	end
	return follows_another(self, now.leader and now.leader.fullname) and "somebody else leads" or nil
end

--- Looks at the group again.
---@return string|nil change left, joined, took the lead, passed the lead on, somebody left (told to the leader only),
--- somebody else leads
---@return CrossRP.GroupView before
function Group:update()
	local before, now = self.now, self.look()
	self.now = now
	local what = change(self, before, now)
	if now.leads or not now.kind then
		self.name = nil
	elseif now.leader then
		self.name = now.leader.fullname
	end
	return what, before
end
