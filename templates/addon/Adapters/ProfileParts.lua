-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What a received part of a profile may hold. A profile addon gets nothing that was not checked and copied here: Total
-- RP 3 raises on a number where a text belongs, and has wiped the old part by then.

---@class CrossRP.ProfileParts
local ProfileParts = {}
ns.ProfileParts = ProfileParts

local LIMITS = {
	text = 65536, -- bytes of a text of several lines
	line = 8192, -- bytes of a text of one line, a name of an icon or file
	key = 256, -- bytes of a field's name
	part = 131072, -- bytes of all texts and names of a part; a number counts as 8
	items = 20000, -- fields in all
	list = 1000, -- rows of a list
	depth = 8, -- tables within tables
}

local TEXT, LINE = { kind = "text", limit = "text" }, { kind = "text", limit = "line" }
local NUMBER, FLAG, HEX = { kind = "number" }, { kind = "boolean" }, { kind = "hex" }
local VERSION = { kind = "number", whole = true, min = 0, max = 65535 }
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

--------------------------------------------------------------------------------------------------------------------------
-- Checking and copying
--
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

local function is_finite(value)
	return type(value) == "number" and value == value and value ~= math.huge and value ~= -math.huge
end

function readers.number(state, shape, value)
	if not is_finite(value) then
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
local function key_before(one, two)
	if type(one) ~= type(two) then
		return type(one) == "number"
	end
	return one < two
end

-- The string and number keys in order, and whether there are others.
local function sorted_keys(value)
	local keys, others = {}, false
	for key in pairs(value) do
		if type(key) == "number" or type(key) == "string" and #key <= LIMITS.key then
			keys[#keys + 1] = key
		else
			others = true
		end
	end
	table.sort(keys, key_before)
	return keys, others
end

-- Reads one field into `copy`. The path is left standing where reading stopped.
local function read_field(state, shape, copy, key, value)
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

local function is_table(state, value)
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
	elseif not is_table(state, value) then
		return false
	end
	local copy, keys, others = {}, sorted_keys(value)
	if others then
		return refuse(state, "has keys that are neither texts nor numbers")
	end
	for _, key in ipairs(keys) do
		if not read_field(state, PLAIN, copy, key, value[key]) then
			return false
		end
	end
	return true, copy
end

function readers.record(state, shape, value)
	if not is_table(state, value) then
		return false
	end
	local copy, depth = {}, #state.path
	for _, key in ipairs((sorted_keys(value))) do
		local known = shape.fields[key]
		if not read_field(state, known or PLAIN, copy, key, value[key]) then
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
	if not is_table(state, value) then
		return false
	end
	local copy, keys, others = {}, sorted_keys(value)
	for _, key in ipairs(keys) do
		others = others or type(key) ~= "number" or key % 1 ~= 0 or key < 1 or key > LIMITS.list
	end
	if others then
		return refuse(state, ("must be a list of at most %d rows"):format(LIMITS.list))
	end
	for _, key in ipairs(keys) do
		if not read_field(state, shape.of, copy, key, value[key]) then
			return false
		end
	end
	return true, copy
end

--- A checked copy of a received part, or nil and what is wrong with it.
---@param part string "A" to "D"
---@param data any
---@return table|nil, string|nil
function ProfileParts.check(part, data)
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

--- A copy, unchecked. What is nested deeper than a part may be is left out.
function ProfileParts.copy(value)
	return copied(value, LIMITS.depth)
end

-- What Total RP 3 takes for the version of a part that has none.
local NO_VERSION = { A = 1, B = 0, C = 0, D = 0 }

--- The version of a part; the one Total RP 3 would take when it has none that can be sent.
---@param part string "A" to "D"
---@param data table
---@return integer
function ProfileParts.version(part, data)
	local version = data.v
	local valid = is_finite(version) and version % 1 == 0 and version >= VERSION.min and version <= VERSION.max
	return valid and version or NO_VERSION[part]
end
