-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Players of other sides who can be whispered all the same: members of the own group and guild. What goes to them needs no
-- router. Whether the game lets such a whisper through is not known for sure, so one who lets nothing be heard in return is
-- reached over routers from then on.

---@class CrossRP.Companions
local Companions = {}
Companions.__index = Companions
ns.Companions = Companions

local Bands, Spec = ns.Bands, ns.Spec
local limits, timers = Spec.limits, Spec.timers

---@class CrossRP.CompanionsOptions
---@field bands CrossRP.Bands
---@field members fun(): CrossRP.Person[] the other players of the own group

---@param env table
---@param options CrossRP.CompanionsOptions
---@return CrossRP.Companions
function Companions.new(env, options)
	return setmetatable({
		env = env,
		bands = options.bands,
		members = options.members,
		group = {}, -- destination -> full name
		lately = ns.Memory.new(env, limits.touched, timers.band_active), -- the same of others met or heard lately
		waiting = ns.Memory.new(env, limits.touched, math.huge), -- full name -> since when nothing was heard in return
	}, Companions)
end

-- The destination of somebody of another side.
local function elsewhere(self, person)
	self.bands:learn_realm(person.realm_id, person.realm)
	local band = self.bands:band_of(person.realm_id, person.faction)
	return band and not self.bands:is_near(band) and person.name .. band or nil
end

--- The group may be another one. Who has come is tried, whatever was heard of them before.
function Companions:group_changed()
	local before = self.group
	self.group = {}
	for _, person in ipairs(self.members()) do
		local destination = elsewhere(self, person)
		if destination then
			self.group[destination] = person.fullname
			if not before[destination] then
				self.waiting:remove(person.fullname)
			end
		end
	end
end

--- Somebody was looked at.
---@param person CrossRP.Person
function Companions:met(person)
	local destination = person.guildmate and elsewhere(self, person)
	if destination then
		self.lately:put(destination, person.fullname)
	end
end

--- Whom to whisper to reach a destination; nil when routers have to.
---@param destination string
---@return string|nil fullname
function Companions:whom(destination)
	local fullname = self.group[destination] or self.lately:get(destination)
	local since = fullname and self.waiting:get(fullname)
	if since and self.env.now() >= since + timers.request_cooldown then
		return nil
	end
	return fullname
end

--- Where a member of the own group is who is of another side; nil for anybody else.
---@param fullname string
---@return string|nil destination
function Companions:destination_of(fullname)
	for destination, name in pairs(self.group) do
		if name == fullname then
			return destination
		end
	end
	return nil
end

--- Something goes to a companion: an answer is due.
---@param fullname string
function Companions:sent(fullname)
	if not self.waiting:get(fullname) then
		self.waiting:put(fullname, self.env.now())
	end
end

--- Something came straight from somebody: what goes there arrives too.
---@param fullname string
function Companions:heard(fullname)
	self.waiting:remove(fullname)
end

--- A message of another side was whispered here. From its source itself, the answer may go the same way; from somebody who
--- carries it, the source knows that the straight way is closed.
---@param source string
---@param fullname string who whispered
function Companions:told(source, fullname)
	local name, band = Bands.split(source)
	if self.bands:is_near(band) then
		return
	elseif self.bands:fullname_of(source) == fullname then
		self.lately:put(source, fullname)
	elseif name ~= fullname:match("^[^-]*") and self:whom(source) then
		self:missed(self:whom(source))
	end
end

--- A whisper did not reach somebody: routers have to, until something is heard.
---@param fullname string
function Companions:missed(fullname)
	self.waiting:put(fullname, -math.huge)
end

function Companions:sweep()
	self.lately:sweep()
end
