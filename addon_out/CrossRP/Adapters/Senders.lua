-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Who may bring which profile, and what they say of their own addon. The same for every profile addon.

---@class CrossRP.Senders
local Senders = {}
ns.Senders = Senders

local Util = ns.Util

-- At most this many bytes of a profile id, of a character's name, and of the name and version of a profile addon.
local ID_BYTES, NAME_BYTES, CLIENT_BYTES = 64, 128, 64

-- Profiles of MSP addons have no id of their own; the one we give them names their owner.
local MSP_MARK = "[CMSP]"

local function without_marks(realm)
	return (realm:gsub("[%s%-%.]", ""))
end

--- A name as the game's own functions would write it: "Name-Realm", the realm without spaces, dashes and dots.
---@param name string with or without a realm
---@param own_realm string for a name without one
---@return string|nil fullname
function Senders.fullname(name, own_realm)
	local short, realm = name:match("^([^%s%c%-|]+)%-?([^%c|]*)$")
	if not short then
		return nil
	end
	realm = without_marks(realm)
	return short .. "-" .. (realm ~= "" and realm or own_realm)
end

--- The profile id of a character whose profile is an MSP addon's.
---@param fullname string
---@return string
function Senders.msp_id(fullname)
	return MSP_MARK .. fullname
end

--- Why somebody's profile cannot be taken, or nil.
---@param fullname any
---@param own_name string|nil the player's full name
---@param is_ignored fun(fullname: string): boolean
---@return string|nil
function Senders.problem(fullname, own_name, is_ignored)
	if type(fullname) ~= "string" or #fullname > NAME_BYTES or not fullname:find("^[^%s%c%-|]+%-[^%s%c%-|]+$") then
		return "the sender is not of the form Name-Realm"
	elseif fullname == own_name then
		return "the sender is the player"
	elseif is_ignored(fullname) then
		return "the sender is ignored"
	end
end

--- Why a profile id cannot be this sender's, or nil.
---@param id any
---@param fullname string
---@return string|nil
function Senders.id_problem(id, fullname)
	if type(id) ~= "string" or id == "" or #id > ID_BYTES or id:find("%c") then
		return "the profile id is not valid"
	elseif id:sub(1, 5):upper() == "[MSP]" then
		return "the profile id is one Total RP 3 makes for other addons"
	elseif id:sub(1, #MSP_MARK):upper() == MSP_MARK then
		local owner = Senders.fullname(id:sub(#MSP_MARK + 1), "")
		if owner ~= Senders.fullname(fullname, "") then
			return "the profile id is somebody else's"
		end
	end
end

---@param trial any
---@return integer 0 a full account, 1 a trial, 2 a lapsed one
local function trial_of(trial)
	trial = tonumber(trial)
	return (trial == 1 or trial == 2) and trial or 0
end

--- What is sent as a part's `VA`: "addon;version;trial".
---@param addon any
---@param version any
---@param trial any
---@return string
function Senders.client_line(addon, version, trial)
	local function clean(value)
		return (tostring(value or ""):gsub("[;|%c]", ""))
	end
	return ("%s;%s;%d"):format(clean(addon), clean(version), trial_of(trial))
end

--- The three fields of such a line, made safe.
---@param line string
---@return { addon: string, version: string, trial: integer }
function Senders.parse_client(line)
	local addon, version, trial = line:match("^([^;]*);?([^;]*);?([^;]*)")
	local function clean(text)
		text = text:gsub("[|%c]", "")
		return text:sub(1, Util.utf8_cut(text, 1, CLIENT_BYTES))
	end
	return { addon = clean(addon), version = clean(version), trial = trial_of(trial) }
end
