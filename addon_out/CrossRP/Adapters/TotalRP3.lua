-- SPDX-License-Identifier: MIT
local _, ns = ...

--- Total RP 3: reads the player's own profile and saves received ones.
---
--- Total RP 3 hands out its saved tables themselves and takes over those it is given, so both directions copy. No call
--- into it can raise out of here: failures are counted, and the last one is kept for whoever asks why nothing happens.
---@class CrossRP.TotalRP3
local TotalRP3 = {}
TotalRP3.__index = TotalRP3
ns.Adapters = ns.Adapters or {}
ns.Adapters.TotalRP3 = TotalRP3

---@class CrossRP.AdapterHooks
---@field ready fun()? Total RP 3 has loaded its data
---@field changed fun()? the player's own profile changed
---@field opened fun(fullname: string)? the page of another character was opened

local ProfileParts, Senders, Tally = ns.ProfileParts, ns.Senders, ns.Tally
local fail, reject = Tally.fail, Tally.reject

local INFO_TYPES = { A = "character", B = "characteristics", C = "misc", D = "about" }
local PARTS = { "A", "B", "C", "D" }

local EXCHANGE = {
	A = "dashboard.getCharacterExchangeData",
	B = "register.player.getCharacteristicsExchangeData",
	C = "register.player.getMiscExchangeData",
	D = "register.player.getAboutExchangeData",
}

local REQUIRED = {
	"RegisterCallback",
	"profile.getPlayerCurrentProfileID",
	"profile.getPlayerCurrentProfile",
	"register.getProfileList",
	"register.getProfileOrNil",
	"register.getUnitIDProfileID",
	"register.getUnitIDCharacter",
	"register.isUnitIDKnown",
	"register.isIDIgnored",
	"register.addCharacter",
	"register.saveClientInformation",
	"register.saveCurrentProfileID",
	"register.saveInformation",
	EXCHANGE.A,
	EXCHANGE.B,
	EXCHANGE.C,
	EXCHANGE.D,
}

--------------------------------------------------------------------------------------------------------------------------
-- Calls into Total RP 3

local function lookup(path)
	local value = _G.TRP3_API
	for name in path:gmatch("[^.]+") do
		value = value[name]
	end
	return value
end

---@param _ table the environment every module is made with; nothing of it is needed here
---@param hooks CrossRP.AdapterHooks
---@return CrossRP.TotalRP3
function TotalRP3.new(_, hooks)
	return setmetatable({
		hooks = hooks or {},
		usable = false,
		started = false,
		ready = false,
		counts = Tally.counts(),
	}, TotalRP3)
end

-- Calls TRP3_API.<path>. True and up to two results, or false: nothing it does raises.
local function call(self, path, ...)
	local found, func = pcall(lookup, path)
	if not found or type(func) ~= "function" then
		return fail(self, "TRP3_API." .. path .. " is missing")
	end
	local ok, first, second = pcall(func, ...)
	if not ok then
		return fail(self, path .. ": " .. tostring(first))
	end
	return true, first, second
end

-- The first result of a call, or nil.
local function ask(self, path, ...)
	local ok, result = call(self, path, ...)
	return ok and result or nil
end

--- Whether a Total RP 3 is there that has everything needed. If not, `last_failure` says what it lacks.
---@return boolean
function TotalRP3:available()
	if self.usable then
		return true
	end
	if type(_G.TRP3_API) ~= "table" or type(_G.TRP3_Addon) ~= "table" then
		self.last_failure = "Total RP 3 is not loaded"
		return false
	end
	for _, path in ipairs(REQUIRED) do
		local found, func = pcall(lookup, path)
		if not found or type(func) ~= "function" then
			self.last_failure = "this version of Total RP 3 has no TRP3_API." .. path
			return false
		end
	end
	self.usable = true
	return true
end

TotalRP3.stats = Tally.stats

--------------------------------------------------------------------------------------------------------------------------
-- Events

local function trp3_globals()
	local found, globals = pcall(lookup, "globals")
	return found and type(globals) == "table" and globals or {}
end

local function is_loaded(self)
	return ask(self, "profile.getPlayerCurrentProfileID") ~= nil and ask(self, "register.getProfileList") ~= nil
end

local function fire(self, name, ...)
	if self.hooks[name] then
		self.hooks[name](...)
	end
end

local handlers = {
	WORKFLOW_ON_FINISH = function(self)
		if not self.ready and is_loaded(self) then
			self.ready = true
			fire(self, "ready")
		end
	end,
	REGISTER_DATA_UPDATED = function(self, unitID)
		if self.ready and unitID ~= nil and unitID == trp3_globals().player_id then
			fire(self, "changed")
		end
	end,
	-- Pages other than a profile have no context.
	PAGE_OPENED = function(self, _, context)
		if self.ready and type(context) == "table" and context.source == "directory" and type(context.unitID) == "string" then
			fire(self, "opened", context.unitID)
		end
	end,
}

--- Starts listening; `hooks.ready` is called once, maybe at once. False when there is no usable Total RP 3.
---@return boolean
function TotalRP3:start()
	if self.started or not self:available() then
		return self.started
	end
	self.started = true
	for _, event in ipairs({ "WORKFLOW_ON_FINISH", "REGISTER_DATA_UPDATED", "PAGE_OPENED" }) do
		-- The owner comes first, the event's name not at all.
		call(self, "RegisterCallback", _G.TRP3_Addon, event, handlers[event], self)
	end
	handlers.WORKFLOW_ON_FINISH(self)
	return true
end

--------------------------------------------------------------------------------------------------------------------------
-- The player's own profile

---@return string|nil
function TotalRP3:own_profile_id()
	return self.ready and ask(self, "profile.getPlayerCurrentProfileID") or nil
end

-- The versions of the parts that are there and not empty.
local function versions(profile)
	local found = {}
	for _, part in ipairs(PARTS) do
		local data = type(profile) == "table" and profile[INFO_TYPES[part]]
		if type(data) == "table" and next(data) ~= nil then
			found[part] = ProfileParts.version(part, data)
		end
	end
	return found
end

---@return table<string, number>|nil
function TotalRP3:own_serials()
	local profile = self.ready and ask(self, "profile.getPlayerCurrentProfile")
	if type(profile) ~= "table" then
		return nil
	end
	local found = versions(profile.player)
	for _, part in ipairs(PARTS) do
		found[part] = found[part] or ProfileParts.version(part, {})
	end
	return found
end

-- What Total RP 3 says of the player, beside the profile; nil when it does not.
local function ask_player(method)
	local ok, answer = pcall(function()
		local user = _G.AddOn_TotalRP3.Player.GetCurrentUser()
		return user[method](user)
	end)
	return ok and answer or nil
end

local function is_experience(value)
	return value == 1 or value == 2 or value == 3 or value == 4
end

--- A copy of a part as it is to be sent, or nil and the reason.
---@param part string "A" to "D"
---@return table|nil, string|nil
function TotalRP3:own_part(part)
	if not self.ready or not EXCHANGE[part] then
		return nil, self.ready and "there is no part " .. tostring(part) or "Total RP 3 is not ready"
	end
	local data = ask(self, EXCHANGE[part])
	if type(data) ~= "table" then
		return nil, "Total RP 3 gave no data for part " .. part
	end
	local copy = ProfileParts.copy(data)
	if part == "A" then
		-- Total RP 3 keeps it with the character, but those who read us have no other place to learn it from.
		local experience = ask_player("GetRoleplayExperience")
		copy.XP = is_experience(experience) and experience or nil
	elseif part == "B" then
		local globals = trp3_globals()
		copy.VA = Senders.client_line(globals.addon_name, globals.version_display, ask_player("GetAccountType"))
	elseif part == "D" then
		copy.read = nil -- the reader's own mark
	end
	return copy
end

--------------------------------------------------------------------------------------------------------------------------
-- What is known of others

--- The profile somebody uses and the versions of the parts that are stored of it.
---@param fullname string
---@return string|nil, table<string, number>
function TotalRP3:known(fullname)
	local id = self.ready and ask(self, "register.getUnitIDProfileID", fullname) or nil
	local profile = id and ask(self, "register.getProfileOrNil", id)
	if not profile then
		return nil, {}
	end
	return id, versions(profile)
end

---@param fullname string
---@return boolean
function TotalRP3:ignored(fullname)
	return self.ready and ask(self, "register.isIDIgnored", fullname) == true
end

-- Why a profile cannot be saved under this name and id, or nil.
local function problem(self, fullname, id)
	local why = Senders.problem(fullname, trp3_globals().player_id, function(name)
		return self:ignored(name)
	end) or Senders.id_problem(id, fullname)
	if why then
		return why
	elseif id == self:own_profile_id() or type(_G.TRP3_Profiles) == "table" and _G.TRP3_Profiles[id] ~= nil then
		return "the profile id is one of the player's own"
	end
end

-- Takes out of a part what Total RP 3 keeps with the character instead; nil when there is none of it.
local function take_client(part, data)
	if part == "A" then
		local experience = data.XP
		data.XP = nil
		return is_experience(experience) and { experience = experience } or nil
	end
	local line = part == "B" and data.VA
	if line then
		data.VA = nil
		return Senders.parse_client(line)
	end
end

-- What this part does not say of the character stays as it is known.
local function save_client(self, fullname, client, class_id)
	local known = ask(self, "register.getUnitIDCharacter", fullname)
	known = type(known) == "table" and known or {}
	return call(
		self,
		"register.saveClientInformation",
		fullname,
		client.addon or known.client or "",
		client.version or known.clientVersion or "",
		client.addon == nil and known.msp or false,
		known.extended or false,
		client.trial or known.isTrial,
		known.extendedVersion,
		client.experience or known.roleplayExperience,
		type(class_id) == "number" and class_id or known.classID
	)
end

-- Hands a checked part over, in Total RP 3's own order. If it fails at the last step the old part is put back.
local function store(self, fullname, id, info_type, data, client, class_id)
	local known, is_known = call(self, "register.isUnitIDKnown", fullname)
	if
		not known
		or not is_known and not call(self, "register.addCharacter", fullname)
		or client and not save_client(self, fullname, client, class_id)
		or not call(self, "register.saveCurrentProfileID", fullname, id)
	then
		return false
	end
	local profile = ask(self, "register.getProfileOrNil", id)
	local stored = type(profile) == "table"
	local before = stored and ProfileParts.copy(profile[info_type])
	local saved = call(self, "register.saveInformation", fullname, info_type, data)
	if stored and not saved then
		profile[info_type] = before
	end
	return saved
end

--- Saves a received part. Everything is checked first; what is refused changes nothing.
---@param fullname string "Name-Realm"
---@param id string the sender's profile id
---@param part string "A" to "D"
---@param data table
---@param class_id number|nil
---@return true|nil, string|nil why
function TotalRP3:save(fullname, id, part, data, class_id)
	if not self.ready or not INFO_TYPES[part] then
		return reject(self, self.ready and "there is no part " .. tostring(part) or "Total RP 3 is not ready")
	end
	local why = problem(self, fullname, id)
	if why then
		return reject(self, why)
	end
	local copy
	copy, why = ProfileParts.check(part, data)
	if not copy then
		return reject(self, why)
	end
	local client = take_client(part, copy)
	if not store(self, fullname, id, INFO_TYPES[part], copy, client, class_id) then
		return nil, "Total RP 3 failed: " .. self.last_failure
	end
	self.counts.saved = self.counts.saved + 1
	return true
end
