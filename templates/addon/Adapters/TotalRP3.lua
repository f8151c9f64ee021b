-- SPDX-License-Identifier: MIT
local _, ns = ...

--- Total RP 3: reads the player's own profile and saves received ones.
---
--- Total RP 3 wipes the stored part before it looks at what replaces it, and raises on a number where a text
--- belongs. So everything received is checked against SHAPES and copied first; only what it can take is handed over.
--- No call into it can raise out of here: failures are counted and the last one is kept for the status command.
---@class CrossRP.TotalRP3
local TotalRP3 = {}
TotalRP3.__index = TotalRP3
ns.Adapters = ns.Adapters or {}
ns.Adapters.TotalRP3 = TotalRP3

---@class CrossRP.AdapterHooks
---@field ready fun()? Total RP 3 has loaded its data
---@field changed fun()? the player's own profile changed
---@field opened fun(fullname: string)? the page of another character was opened

local LIMITS = {
	text = 65536, -- bytes of a text of several lines
	line = 8192, -- bytes of a text of one line, a name of an icon or file
	key = 256, -- bytes of a field's name
	part = 131072, -- bytes of all texts and names of a part; a number counts as 8
	items = 20000, -- fields in all
	list = 1000, -- rows of a list
	depth = 8, -- tables within tables
	id = 128, -- bytes of a profile id or of a character's name
}

local TEXT, LINE = { kind = "text", limit = "text" }, { kind = "text", limit = "line" }
local NUMBER, FLAG, HEX = { kind = "number" }, { kind = "boolean" }, { kind = "hex" }
local VERSION = { kind = "number", whole = true, min = 0, max = 2147483647 }
local TEMPLATE = { kind = "number", whole = true, min = 1, max = 3 }

-- A table with named fields: "FN LN" of one shape each, and `fields` with a shape of their own.
local function record(shapes, fields)
	fields = fields or {}
	for shape, names in pairs(shapes) do
		for name in names:gmatch("%S+") do
			fields[name] = shape
		end
	end
	return { kind = "record", fields = fields }
end

local function list(of)
	return { kind = "list", of = of }
end

local COLOUR = record({ [NUMBER] = "r g b" })
local FRAME = record({ [TEXT] = "TX", [LINE] = "IC", [NUMBER] = "BK" })
local GLANCE = record({ [FLAG] = "AC", [LINE] = "IC TI", [TEXT] = "TX" })
local DETAIL = record({ [NUMBER] = "ID", [LINE] = "NA VA IC" })
local TRAIT = record({ [NUMBER] = "ID V2 VA", [LINE] = "LT RT LI RI", [COLOUR] = "LC RC" })
local PLACE = { kind = "record", fields = { NUMBER, NUMBER, NUMBER, LINE } }

-- What Total RP 3 can take, field by field. Fields not named here are kept when they are plain data: a newer
-- Total RP 3 may know them.
local SHAPES = {
	A = record({ [NUMBER] = "RP WU", [TEXT] = "CU CO" }, { v = VERSION }),
	B = record({
		[LINE] = "TI FN LN FT RA CL IC AG EC HE WE BP RE VA",
		[HEX] = "CH EH",
		[NUMBER] = "RS bkg",
	}, { v = VERSION, RC = PLACE, MI = list(DETAIL), PS = list(TRAIT) }),
	C = record({}, {
		v = VERSION,
		PE = record({ [GLANCE] = "1 2 3 4 5" }),
		ST = record({ [NUMBER] = "1 2 3 4 5 6 7 8" }),
	}),
	D = record({ [NUMBER] = "BK" }, {
		v = VERSION,
		TE = TEMPLATE,
		T1 = FRAME,
		T2 = list(FRAME),
		T3 = record({ [FRAME] = "PH PS HI" }),
		MU = { kind = "music" },
	}),
}

local INFO_TYPES = { A = "character", B = "characteristics", C = "misc", D = "about" }
local PARTS = { "A", "B", "C", "D" }

-- Total RP 3 takes these versions for parts that have none.
local NO_VERSION = { A = 1, B = 0, C = 0, D = 0 }

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

-- Checking and copying ------------------------------------------------------------------------------------------
-- Each reader takes (state, shape, value) and gives true and a copy, or false after refuse().

local readers = {}

local function refuse(state, why)
	state.why = why
	return false
end

local function read(state, shape, value)
	return readers[shape.kind](state, shape, value)
end

local function spend(state, bytes)
	state.items, state.bytes = state.items + 1, state.bytes + bytes
	if state.items > LIMITS.items or state.bytes > LIMITS.part then
		state.full = true
		return refuse(state, "is more than a part may hold")
	end
	return true
end

local function isFinite(value)
	return type(value) == "number" and value == value and value ~= math.huge and value ~= -math.huge
end

function readers.number(state, shape, value)
	if not isFinite(value) then
		return refuse(state, "must be a finite number")
	end
	if shape.whole and value % 1 ~= 0 or value < (shape.min or value) or value > (shape.max or value) then
		return refuse(state, ("must be a whole number from %d to %d"):format(shape.min, shape.max))
	end
	return spend(state, 8), value
end

function readers.text(state, shape, value)
	if type(value) ~= "string" then
		return refuse(state, "must be a text, not a " .. type(value))
	end
	if #value > LIMITS[shape.limit] then
		return refuse(state, ("is longer than %d bytes"):format(LIMITS[shape.limit]))
	end
	return spend(state, #value), value
end

function readers.hex(state, _, value)
	if type(value) ~= "string" or not value:find("^%x%x%x%x%x%x$") then
		return refuse(state, "must be a colour, rrggbb")
	end
	return spend(state, 6), value
end

function readers.boolean(state, _, value)
	if type(value) ~= "boolean" then
		return refuse(state, "must be true or false")
	end
	return spend(state, 1), value
end

function readers.music(state, _, value)
	return read(state, type(value) == "number" and NUMBER or LINE, value)
end

-- Numbers ascending, then strings: the order in which fields are looked at decides which problem is reported.
local function keyBefore(one, two)
	if type(one) ~= type(two) then
		return type(one) == "number"
	end
	return one < two
end

-- The string and number keys in order, and whether there are others.
local function sortedKeys(value)
	local keys, others = {}, false
	for key in pairs(value) do
		if type(key) == "number" or type(key) == "string" and #key <= LIMITS.key then
			keys[#keys + 1] = key
		else
			others = true
		end
	end
	table.sort(keys, keyBefore)
	return keys, others
end

-- Reads one field into `copy`. The path is left standing where reading stopped.
local function readField(state, shape, copy, key, value)
	local depth = #state.path
	state.path[depth + 1] = tostring(key)
	local ok, inner = spend(state, type(key) == "string" and #key or 8)
	if ok then
		ok, inner = read(state, shape, value)
	end
	if ok then
		copy[key] = inner
		state.path[depth + 1] = nil
	end
	return ok
end

local function isTable(state, value)
	if type(value) ~= "table" then
		return refuse(state, "must be a table, not a " .. type(value))
	end
	return #state.path < LIMITS.depth or refuse(state, "is nested too deep")
end

local PLAIN = { kind = "plain" }

-- Data of a shape we do not know: anything the saved variables can hold.
function readers.plain(state, _, value)
	if type(value) == "string" then
		return readers.text(state, TEXT, value)
	elseif type(value) == "number" then
		return readers.number(state, NUMBER, value)
	elseif type(value) == "boolean" then
		return readers.boolean(state, FLAG, value)
	elseif not isTable(state, value) then
		return false
	end
	local copy, keys, others = {}, sortedKeys(value)
	if others then
		return refuse(state, "has keys that are neither texts nor numbers")
	end
	for _, key in ipairs(keys) do
		if not readField(state, PLAIN, copy, key, value[key]) then
			return false
		end
	end
	return true, copy
end

function readers.record(state, shape, value)
	if not isTable(state, value) then
		return false
	end
	local copy, depth = {}, #state.path
	for _, key in ipairs((sortedKeys(value))) do
		local known = shape.fields[key]
		if not readField(state, known or PLAIN, copy, key, value[key]) then
			if known or state.full then
				return false
			end
			-- Not ours to judge, so not a reason to lose the rest.
			for index = #state.path, depth + 1, -1 do
				state.path[index] = nil
			end
		end
	end
	return true, copy
end

function readers.list(state, shape, value)
	if not isTable(state, value) then
		return false
	end
	local copy, keys, others = {}, sortedKeys(value)
	for _, key in ipairs(keys) do
		others = others or type(key) ~= "number" or key % 1 ~= 0 or key < 1 or key > LIMITS.list
	end
	if others then
		return refuse(state, ("must be a list of at most %d rows"):format(LIMITS.list))
	end
	for _, key in ipairs(keys) do
		if not readField(state, shape.of, copy, key, value[key]) then
			return false
		end
	end
	return true, copy
end

-- A checked copy of a received part, or nil and the reason.
local function checked(part, data)
	local state = { path = {}, bytes = 0, items = 0 }
	local ok, copy = read(state, SHAPES[part], data)
	if not ok then
		local field = #state.path > 0 and table.concat(state.path, ".") or "the part"
		return nil, field .. " " .. state.why
	end
	if next(copy) == nil then
		return nil, "the part is empty"
	end
	return copy
end

-- Calls into Total RP 3 --------------------------------------------------------------------------------------------

local function lookup(path)
	local value = _G.TRP3_API
	for name in path:gmatch("[^.]+") do
		value = value[name]
	end
	return value
end

---@param env table
---@param hooks CrossRP.AdapterHooks
---@return CrossRP.TotalRP3
function TotalRP3.new(env, hooks)
	return setmetatable({
		env = env,
		hooks = hooks or {},
		started = false,
		ready = false,
		counts = { saved = 0, rejected = 0, failed = 0 },
	}, TotalRP3)
end

-- A failure is Total RP 3's (or of how we call it), a rejection the sender's.
local function fail(self, why)
	self.counts.failed = self.counts.failed + 1
	self.last_failure = why
	return false
end

local function reject(self, why)
	self.counts.rejected = self.counts.rejected + 1
	self.last_rejection = why
	return nil, why
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
	return true
end

--- { saved, rejected, failed }, and the last reasons if there were any.
function TotalRP3:stats()
	local counts = self.counts
	return {
		saved = counts.saved,
		rejected = counts.rejected,
		failed = counts.failed,
		last_rejection = self.last_rejection,
		last_failure = self.last_failure,
	}
end

-- Events -----------------------------------------------------------------------------------------------------------

local function globalsOf()
	local globals = _G.TRP3_API.globals
	return type(globals) == "table" and globals or {}
end

local function isLoaded(self)
	return ask(self, "profile.getPlayerCurrentProfileID") ~= nil and ask(self, "register.getProfileList") ~= nil
end

local function fire(self, name, ...)
	if self.hooks[name] then
		self.hooks[name](...)
	end
end

local handlers = {
	WORKFLOW_ON_FINISH = function(self)
		if not self.ready and isLoaded(self) then
			self.ready = true
			fire(self, "ready")
		end
	end,
	REGISTER_DATA_UPDATED = function(self, unitID)
		if self.ready and unitID ~= nil and unitID == globalsOf().player_id then
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

-- The player's own profile -----------------------------------------------------------------------------------------

---@return string|nil
function TotalRP3:own_profile_id()
	return self.ready and ask(self, "profile.getPlayerCurrentProfileID") or nil
end

local function versionOf(part, data)
	return isFinite(data.v) and data.v or NO_VERSION[part]
end

-- The versions of the parts that are there and not empty.
local function versions(profile)
	local found = {}
	for _, part in ipairs(PARTS) do
		local data = type(profile) == "table" and profile[INFO_TYPES[part]]
		if type(data) == "table" and next(data) ~= nil then
			found[part] = versionOf(part, data)
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
		found[part] = found[part] or NO_VERSION[part]
	end
	return found
end

local function trialCode()
	local ok, code = pcall(function()
		return _G.AddOn_TotalRP3.Player.GetCurrentUser():GetAccountType()
	end)
	return ok and (code == 1 or code == 2) and code or 0
end

-- "addon;version;trial"
local function clientLine()
	local globals = globalsOf()
	local function clean(value)
		return (tostring(value or ""):gsub("[;|%c]", ""))
	end
	return ("%s;%s;%d"):format(clean(globals.addon_name), clean(globals.version_display), trialCode())
end

local function copied(value, depth)
	if type(value) ~= "table" then
		return value
	end
	if depth == 0 then
		return nil
	end
	local copy = {}
	for key, inner in pairs(value) do
		copy[key] = copied(inner, depth - 1)
	end
	return copy
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
	local copy = copied(data, LIMITS.depth)
	if part == "B" then
		copy.VA = clientLine()
	elseif part == "D" then
		copy.read = nil -- the reader's own mark
	end
	return copy
end

-- What is known of others ------------------------------------------------------------------------------------------

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

-- Why a sender cannot be saved, or nil.
local function senderProblem(self, fullname)
	if type(fullname) ~= "string" or #fullname > LIMITS.id or not fullname:find("^[^%s%c%-|]+%-[^%s%c%-|]+$") then
		return "the sender is not of the form Name-Realm"
	elseif fullname == globalsOf().player_id then
		return "the sender is the player"
	elseif self:ignored(fullname) then
		return "the sender is ignored"
	end
end

-- Why a profile id cannot be used, or nil.
local function idProblem(self, id)
	if type(id) ~= "string" or id == "" or #id > LIMITS.id or id:find("%c") then
		return "the profile id is not valid"
	elseif id:sub(1, 5):upper() == "[MSP]" then
		return "the profile id is one Total RP 3 makes for other addons"
	elseif id == self:own_profile_id() or type(_G.TRP3_Profiles) == "table" and _G.TRP3_Profiles[id] ~= nil then
		return "the profile id is one of the player's own"
	end
end

-- The three fields of VA, made safe.
local function parseClient(line)
	local addon, version, trial = line:match("^([^;]*);?([^;]*);?([^;]*)")
	local function clean(text)
		return (text:gsub("[|%c]", ""):sub(1, 64))
	end
	trial = tonumber(trial)
	return { addon = clean(addon), version = clean(version), trial = (trial == 1 or trial == 2) and trial or 0 }
end

local function saveClient(self, fullname, client, classID)
	local known = ask(self, "register.getUnitIDCharacter", fullname) or {}
	return call(
		self,
		"register.saveClientInformation",
		fullname,
		client.addon,
		client.version,
		false,
		known.extended or false,
		client.trial,
		known.extendedVersion,
		known.roleplayExperience, -- not ours to know, so not ours to reset
		isFinite(classID) and classID or known.classID
	)
end

-- Hands a checked part over, in Total RP 3's own order. If it fails at the last step the old part is put back.
local function store(self, fullname, id, infoType, data, client, classID)
	local known, isKnown = call(self, "register.isUnitIDKnown", fullname)
	if
		not known
		or not isKnown and not call(self, "register.addCharacter", fullname)
		or client and not saveClient(self, fullname, client, classID)
		or not call(self, "register.saveCurrentProfileID", fullname, id)
	then
		return false
	end
	local profile = ask(self, "register.getProfileOrNil", id)
	local before = profile and copied(profile[infoType], LIMITS.depth)
	if not call(self, "register.saveInformation", fullname, infoType, data) then
		if profile then
			profile[infoType] = before
		end
		return false
	end
	return true
end

--- Saves a received part. Everything is checked first; what is refused changes nothing.
---@param fullname string "Name-Realm"
---@param id string the sender's profile id
---@param part string "A" to "D"
---@param data table
---@param classID number|nil
---@return true|nil, string|nil why
function TotalRP3:save(fullname, id, part, data, classID)
	if not self.ready or not SHAPES[part] then
		return reject(self, self.ready and "there is no part " .. tostring(part) or "Total RP 3 is not ready")
	end
	local why = senderProblem(self, fullname) or idProblem(self, id)
	if why then
		return reject(self, why)
	end
	local copy
	copy, why = checked(part, data)
	if not copy then
		return reject(self, why)
	end
	local client = part == "B" and copy.VA and parseClient(copy.VA) or nil
	if client then
		copy.VA = nil
	end
	if not store(self, fullname, id, INFO_TYPES[part], copy, client, classID) then
		return nil, "Total RP 3 failed: " .. self.last_failure
	end
	self.counts.saved = self.counts.saved + 1
	return true
end
