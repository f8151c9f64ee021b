-- SPDX-License-Identifier: MIT
local _, ns = ...

--- Profile addons that share one library for the "Mary Sue Protocol", the global `msp`: MyRolePlay, XRP, GnomTEC.
---
--- The library has no function for profiles that come another way, so received ones are put into its records the way it
--- does that itself. What the library or an addon raises never gets out of here; it is counted like with Total RP 3.
---@class CrossRP.MSP
local MSP = {}
MSP.__index = MSP
ns.Adapters = ns.Adapters or {}
ns.Adapters.MSP = MSP

local MSPFields, ProfileParts, Senders, Tally = ns.MSPFields, ns.ProfileParts, ns.Senders, ns.Tally
local fail, reject = Tally.fail, Tally.reject

local PARTS = { "A", "B", "C", "D" }

-- What of the library is used: functions, and lists of functions that it calls.
local FUNCTIONS, CALLBACKS = { "CRC32", "Request", "Update" }, { "received", "updated" }

-- So many characters are known by the versions of their parts; who is forgotten is asked for everything again.
local CHARACTERS, FOR_EVER = 2000, math.huge

-- Fields of the part that is asked for when a page is opened.
local PAGE = {}
for _, code in ipairs(MSPFields.CODES.D) do
	PAGE[code] = true
end

---@param env table now() in seconds
---@param hooks CrossRP.AdapterHooks
---@param client CrossRP.Client who the player is, whom it ignores, what may be looked at
---@return CrossRP.MSP
function MSP.new(env, hooks, client)
	return setmetatable({
		env = env,
		hooks = hooks or {},
		client = client,
		usable = false,
		started = false,
		ready = false,
		own = ns.MSPOwn.new(),
		-- Full name -> { id, serials } of profiles that were received.
		characters = ns.Memory.new(env, CHARACTERS, FOR_EVER),
		counts = Tally.counts(),
	}, MSP)
end

-- What a function returns, or nil: nothing it does raises.
local function guarded(self, func, ...)
	local ok, result = pcall(func, ...)
	if not ok then
		fail(self, result)
		return nil
	end
	return result
end

local function lacks()
	local lib = _G.msp
	if type(lib) ~= "table" or type(lib.my) ~= "table" or type(lib.char) ~= "table" or type(lib.callback) ~= "table" then
		return "no MSP addon is loaded"
	end
	for _, name in ipairs(FUNCTIONS) do
		if type(lib[name]) ~= "function" then
			return "this version of LibMSP has no msp:" .. name
		end
	end
	for _, name in ipairs(CALLBACKS) do
		if type(lib.callback[name]) ~= "table" then
			return "this version of LibMSP has no msp.callback." .. name
		end
	end
end

--- Whether a MSP addon is there. If not, `last_failure` says what is missing.
---@return boolean
function MSP:available()
	if not self.usable then
		local ok, why = pcall(lacks)
		self.usable = ok and not why
		self.last_failure = why or self.last_failure
	end
	return self.usable
end

MSP.stats = Tally.stats

--------------------------------------------------------------------------------------------------------------------------
-- The player's own profile

-- The own serials as one text; nil before there is a profile.
local function summary(self)
	if not self.ready then
		return nil
	end
	local serials = {}
	for index, part in ipairs(PARTS) do
		serials[index] = self.own:part(part).serial
	end
	return table.concat(serials, ":")
end

local function own_name(self)
	if not self.name then
		local me = guarded(self, self.client.identity)
		self.realm = me and me.realm
		self.name = me and me.name .. "-" .. me.realm
	end
	return self.name
end

---@return string|nil
function MSP:own_profile_id()
	local name = self.ready and own_name(self)
	return name and Senders.msp_id(name) or nil
end

---@return table<string, number>|nil
function MSP:own_serials()
	if not self.ready then
		return nil
	end
	local serials = {}
	for _, part in ipairs(PARTS) do
		local now = guarded(self, self.own.part, self.own, part)
		serials[part] = now and now.serial
	end
	return serials
end

--- A part as it is to be sent, or nil and the reason.
---@param part string "A" to "D"
---@return table|nil, string|nil
function MSP:own_part(part)
	if not self.ready or not MSPFields.CODES[part] then
		return nil, self.ready and "there is no part " .. tostring(part) or "there is no MSP profile yet"
	end
	local now = guarded(self, self.own.part, self.own, part)
	local data = now and guarded(self, MSPFields.to_part, part, now.fields)
	if not data then
		return nil, "the MSP profile cannot be read: " .. tostring(self.last_failure)
	end
	data.v = now.serial
	return data
end

--------------------------------------------------------------------------------------------------------------------------
-- Events. The library says what became of the own profile in `Update`; an addon that shows a page asks for its fields
-- with `Request`, also for somebody the library itself cannot reach.

local function fire(self, name, ...)
	if self.hooks[name] then
		self.hooks[name](...)
	end
end

local function on_update(self)
	if not self.ready then
		local addon = _G.msp.my.VA
		self.ready = type(addon) == "string" and addon ~= ""
		self.told = summary(self)
		if self.ready then
			fire(self, "ready")
		end
		return
	end
	local now = summary(self)
	if now ~= self.told then
		self.told = now
		fire(self, "changed")
	end
end

local function is_page(fields)
	if type(fields) ~= "table" then
		return PAGE[fields] == true
	end
	for _, code in ipairs(fields) do
		if PAGE[code] then
			return true
		end
	end
	return false
end

local function on_request(self, name, fields)
	if not self.client.accessible(name) or type(name) ~= "string" or not is_page(fields) or not own_name(self) then
		return
	end
	local fullname = Senders.fullname(name, self.realm)
	if fullname then
		fire(self, "opened", fullname)
	end
end

local function hook(self, name, handler)
	if type(_G.msp[name]) == "function" then
		hooksecurefunc(_G.msp, name, function(_, ...)
			guarded(self, handler, self, ...)
		end)
	end
end

--- Starts listening; `hooks.ready` is called once, maybe at once. False when there is no MSP addon.
---@return boolean
function MSP:start()
	if self.started or not self:available() then
		return self.started
	end
	self.started = true
	guarded(self, hook, self, "Update", on_update)
	guarded(self, hook, self, "Request", on_request)
	guarded(self, hook, self, "QueueRequest", on_request)
	guarded(self, on_update, self)
	return true
end

--------------------------------------------------------------------------------------------------------------------------
-- What is known of others

--- The profile somebody uses and the versions of the parts that were received of it.
---@param fullname string
---@return string|nil, table<string, number>
function MSP:known(fullname)
	local character = fullname and self.characters:get(fullname)
	if not character then
		return nil, {}
	end
	return character.id, ProfileParts.copy(character.serials)
end

---@param fullname string
---@return boolean
function MSP:ignored(fullname)
	return guarded(self, self.client.ignores, fullname) == true
end

-- Parts of another profile of the same character do not belong to the new one.
local function outdated(character, id, part)
	local parts = { part }
	for _, other in ipairs(PARTS) do
		if character and character.id ~= id and other ~= part and character.serials[other] then
			table.insert(parts, other)
		end
	end
	return parts
end

--- Takes over a received part. Everything is checked first; what is refused changes nothing.
---@param fullname string "Name-Realm"
---@param id string the sender's profile id
---@param part string "A" to "D"
---@param data table
---@return true|nil, string|nil why
function MSP:save(fullname, id, part, data)
	if not self.started or not MSPFields.CODES[part] then
		return reject(self, self.started and "there is no part " .. tostring(part) or "there is no MSP addon")
	elseif not self.client.accessible(fullname, id) then
		return reject(self, "the sender is secret")
	end
	local why = Senders.problem(fullname, own_name(self), function(name)
		return self:ignored(name)
	end) or Senders.id_problem(id, fullname)
	if why then
		return reject(self, why)
	end
	local copy
	copy, why = ProfileParts.check(part, data)
	if not copy then
		return reject(self, why)
	end
	local character = self.characters:get(fullname)
	local fields = guarded(self, MSPFields.to_msp, part, copy)
	local function failed(reason)
		fail(self, reason)
	end
	local parts = outdated(character, id, part)
	if not fields or not guarded(self, ns.MSPRecords.fill, fullname, parts, fields, self.env.now(), failed) then
		return nil, "the MSP addon failed: " .. self.last_failure
	end
	if not character or character.id ~= id then
		character = { id = id, serials = {} }
	end
	character.serials[part] = ProfileParts.version(part, copy)
	self.characters:put(fullname, character)
	self.counts.saved = self.counts.saved + 1
	return true
end
