-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What the addon keeps between sessions. The file is the player's: whatever it holds, what comes out of here is whole.

---@class CrossRP.Saved
---@field data table what the game writes to the file
local Saved = {}
Saved.__index = Saved
ns.Saved = Saved

local VERSION = 1
-- More realms than the game has.
local MOST_REALMS = 5000
local REALM_BYTES = 64

---@class CrossRP.SettingRecord
---@field name string
---@field default boolean|integer
---@field choices? integer[] the values it may have

--- What the player may choose. The order is that of the settings page.
---@type CrossRP.SettingRecord[]
Saved.SETTINGS = {
	-- Carry messages for others.
	{ name = "hosting", default = true },
	-- At most so many megabytes of them an hour; 0 is no limit.
	{ name = "budget", default = 20, choices = { 1, 5, 20, 100, 0 } },
	-- Say in chat when a profile cannot be had.
	{ name = "notices", default = false },
	-- Show in the addon compartment.
	{ name = "compartment", default = true },
	-- Compress what is sent.
	{ name = "compress", default = true },
}

local by_name = {}
for _, setting in ipairs(Saved.SETTINGS) do
	by_name[setting.name] = setting
end

local function fits(setting, value)
	for _, choice in ipairs(setting.choices or {}) do
		if choice == value then
			return true
		end
	end
	return not setting.choices and type(value) == type(setting.default)
end

-- Realm ids and their names, the lowest ids first when there are too many.
local function realms_in(value)
	local ids, realms = {}, {}
	for id, name in pairs(type(value) == "table" and value or {}) do
		local is_id = type(id) == "number" and id % 1 == 0 and id > 0
		if is_id and type(name) == "string" and name ~= "" and #name <= REALM_BYTES then
			table.insert(ids, id)
		end
	end
	table.sort(ids)
	for index = 1, math.min(#ids, MOST_REALMS) do
		realms[ids[index]] = value[ids[index]]
	end
	return realms
end

--- Version -> how a file of that version becomes one of the next. Files without a version are of version 0; they differ
--- from version 1 only in what they lack.
---@type table<integer, fun(data: table): table>
local MIGRATIONS = {
	[0] = function(data)
		return data
	end,
}

local function migrated(data)
	local version = type(data.version) == "number" and data.version or 0
	while MIGRATIONS[version] do
		data = MIGRATIONS[version](data)
		version = version + 1
	end
	return data
end

---@param found any what the file held
---@param events CrossRP.Events
---@return CrossRP.Saved
function Saved.new(found, events)
	local old = migrated(type(found) == "table" and found or {})
	local data = { version = VERSION, realms = realms_in(old.realms) }
	for _, setting in ipairs(Saved.SETTINGS) do
		local value = old[setting.name]
		if not fits(setting, value) then
			value = setting.default
		end
		data[setting.name] = value
	end
	-- A link of the own raid, which knows itself what it takes.
	data.raid = old.raid
	return setmetatable({ data = data, events = events }, Saved)
end

---@param name string
---@return boolean|integer
function Saved:get(name)
	return self.data[name]
end

--- Changes a setting and tells SETTING_CHANGED(name, value). What it may not be is refused.
---@param name string
---@param value boolean|integer
---@return boolean taken
function Saved:set(name, value)
	local setting = by_name[name]
	if not setting or not fits(setting, value) then
		return false
	end
	if self.data[name] ~= value then
		self.data[name] = value
		self.events:fire("SETTING_CHANGED", name, value)
	end
	return true
end
