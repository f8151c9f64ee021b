-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Who is where. A band is a realm and a faction, written as the realm's id and a letter ("1365A"; a few realms have a
-- short number, "1A"). A destination is a character's name and band ("Tammya1A"); a band alone means everyone in it.
--
-- Names of realms are learned from whoever is met, since the game has no list of them.

---@class CrossRP.Bands
local Bands = {}
Bands.__index = Bands
ns.Bands = Bands

local Spec = ns.Spec
local FACTION_LETTERS = { Alliance = "A", Horde = "H" }

---@class CrossRP.Identity
---@field name string
---@field realm string normalized name
---@field realm_id integer
---@field faction string "Alliance"|"Horde"
---@field region integer

---@param env table
---@param me CrossRP.Identity
---@param events CrossRP.Events
---@return CrossRP.Bands
function Bands.new(env, me, events)
	local self = setmetatable({
		me = me,
		events = events,
		realm_names = {}, -- realm id -> normalized name
		realm_ids = {}, -- normalized name -> realm id
		short = {}, -- realm id -> the number it is written as
		long = {}, -- the number written -> realm id
		reserved = {}, -- short numbers of any region
	}, Bands)
	for _, realm in ipairs(Spec.realms) do
		self.reserved[realm.short] = true
		if realm.region == me.region then
			self.short[realm.id] = realm.short
			self.long[realm.short] = realm.id
		end
	end
	self:learn_realm(me.realm_id, me.realm)
	self.band = self:band_of(me.realm_id, me.faction)
	self.fullname = me.name .. "-" .. me.realm
	self.destination = me.name .. self.band
	-- Character name -> full name, for names heard on the own side.
	self.directory = ns.Memory.new(env, Spec.limits.directory, math.huge)
	-- The same of those whose realm's number is not known.
	self.unnumbered = ns.Memory.new(env, Spec.limits.directory, math.huge)
	self.active = ns.Memory.new(env, Spec.limits.directory, Spec.timers.band_active, function(band)
		events:fire("BAND_REMOVED", band)
	end)
	return self
end

--- The band's name. A real id that looks like a short number is written with a leading zero.
---@param realm_id integer
---@param faction string "Alliance"|"Horde", or the letter
---@return string|nil
function Bands:band_of(realm_id, faction)
	local letter = FACTION_LETTERS[faction] or faction
	if (letter ~= "A" and letter ~= "H") or type(realm_id) ~= "number" then
		return nil
	end
	local number = string.format("%d", realm_id)
	if self.reserved[number] then
		number = "0" .. number
	end
	return (self.short[realm_id] or number) .. letter
end

---@param band string
---@return integer|nil realm_id, string|nil faction letter
function Bands:parse_band(band)
	local number, letter = band:match("^([0-9]+)([AH])$")
	if not number then
		return nil
	end
	return self.long[number] or tonumber(number), letter
end

--- Character name ("" for everyone) and band of a destination.
---@param destination string
---@return string|nil name, string|nil band
function Bands.split(destination)
	return destination:match("^([^0-9]*)([0-9]+[AH])$")
end

---@param realm_id integer|nil
---@param realm string|nil normalized name
function Bands:learn_realm(realm_id, realm)
	if type(realm_id) == "number" and type(realm) == "string" and realm ~= "" then
		self.realm_names[realm_id] = realm
		if not self.realm_ids[realm] then
			self.realm_ids[realm] = realm_id
			if self.group and self.group[realm] then
				self.events:fire("GROUP_KNOWN", realm_id)
			end
		end
	end
end

--- Remembers the full name of someone heard on the own side. Who counts as one of the own band only because the number of
--- their realm is not known is found again by it.
---@param fullname string Name-Realm
function Bands:met(fullname)
	local name = fullname:match("^([^-]+)%-")
	if name and self:destination_of(fullname) == name .. self.band then
		self.directory:put(name, fullname)
		if not self.realm_ids[fullname:match("%-(.+)$")] then
			self.unnumbered:put(name, fullname)
		end
	end
end

--- Where a character of the own side is, from the full name the game gave.
---@param fullname string Name-Realm
---@param faction? string letter; the own one by default
---@return string|nil destination
function Bands:destination_of(fullname, faction)
	local name, realm = fullname:match("^([^-]+)%-(.+)$")
	if not name then
		return nil
	end
	local band = self:band_of(self.realm_ids[realm] or self.me.realm_id, faction or self.me.faction)
	return band and name .. band
end

--- Whom to whisper to reach a destination of the own side; nil when no realm of that name is known.
---@param destination string
---@return string|nil fullname
function Bands:fullname_of(destination)
	local name, band = Bands.split(destination)
	if not name or name == "" then
		return nil
	end
	local realm_id, letter = self:parse_band(band)
	local realm = self.realm_names[realm_id]
	if realm == nil and letter == FACTION_LETTERS[self.me.faction] then
		-- Heard under a realm whose number is not known; that number may be this one.
		return self.unnumbered:get(name)
	elseif band == self.band then
		return self.directory:get(name) or name .. "-" .. self.me.realm
	end
	return realm and name .. "-" .. realm
end

--- Whether someone of this band can be whispered: the own band, or another realm of the own group.
---@param band string
---@return boolean
function Bands:is_near(band)
	return self:same_side(band, self.band)
end

local function has_unnumbered_realm(self)
	for realm in pairs(self.group or {}) do
		if not self.realm_ids[realm] then
			return true
		end
	end
	return false
end

-- Faction letter, and whether the realm is in the own group. Nil: it may be, since its name was never heard, and neither was
-- the number of some realm of the group.
local function place(self, band)
	local realm_id, letter = self:parse_band(band)
	local realm = self.realm_names[realm_id]
	if realm_id == self.me.realm_id then
		return letter, true
	end
	if realm == nil and has_unnumbered_realm(self) then
		return letter, nil
	end
	return letter, realm ~= nil and self.group ~= nil and self.group[realm] == true
end

--- Whether two bands hear each other: one faction, and both on realms of the own group.
---@param one string
---@param other string
---@return boolean
function Bands:same_side(one, other)
	local letter, inside = place(self, one)
	local other_letter, other_inside = place(self, other)
	return one == other or (letter ~= nil and letter == other_letter and inside == true and other_inside == true)
end

--- Whether they may, as far as is known.
---@param one string
---@param other string
---@return boolean
function Bands:may_be_same_side(one, other)
	local letter, inside = place(self, one)
	local other_letter, other_inside = place(self, other)
	return one == other or (letter ~= nil and letter == other_letter and inside ~= false and other_inside ~= false)
end

--- Whether two destinations are one character. A bridge that never heard the number of a realm of its own group writes
--- its own instead.
---@param one string
---@param other string
---@return boolean
function Bands:is_same(one, other)
	local name, band = Bands.split(one)
	local other_name, other_band = Bands.split(other)
	return name ~= nil and name == other_name and self:same_side(band, other_band)
end

--- The normalized names of the own group of connected realms.
---@param realms string[]
function Bands:set_group(realms)
	self.group = {}
	for _, realm in ipairs(realms) do
		self.group[realm] = true
	end
end

--- The numbers of the own group's realms, as far as they are known, in order.
---@return integer[]
function Bands:group_ids()
	local ids = { self.me.realm_id }
	for realm in pairs(self.group or {}) do
		local id = self.realm_ids[realm]
		if id and id ~= self.me.realm_id then
			table.insert(ids, id)
		end
	end
	table.sort(ids)
	return ids
end

--- Someone of another band was touched; the band is active for a while.
---@param band string
function Bands:touch(band)
	local known = self.active:get(band)
	self.active:put(band, true)
	if not known then
		self.events:fire("BAND_ADDED", band)
	end
end

---@return boolean
function Bands:is_active()
	return self.active:size() > 0
end

function Bands:sweep()
	self.active:sweep()
end
