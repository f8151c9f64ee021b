-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Values as text, in the manner of AceSerializer: "^1", one value, "^^".
--
--	^Z nil    ^B true    ^b false    ^N number    ^S string    ^T key value ... ^t table    ^F m ^f e (read only) m * 2^e
--
-- What is written is clean printable UTF-8 that even the logged addon call takes: a string's bytes stand for themselves
-- except the ones below. Keys are sorted, so equal tables give equal bytes. What is read may also be plain AceSerializer
-- text. Reading never runs anything and never raises.

---@class CrossRP.Serializer
local Serializer = {}
ns.Serializer = Serializer

local Util = ns.Util
local limits = ns.Spec.limits

-- byte -> what is written after `~`. Bytes 0..27, 29 and 31 follow the rule byte + 64, as in AceSerializer, whose escapes
-- for 28 and `~` would need the backslash and the pipe.
local ESCAPES = {
	[28] = "s",
	[30] = "z",
	[92] = "b",
	[94] = "}",
	[124] = "p",
	[126] = "t",
	[127] = "{",
}
-- A byte that is no part of a well-formed character: `~x` and two hexadecimal digits.
local HEX = "x"
-- Only read: what AceSerializer writes where we write something else.
local READ_ONLY = { [28] = "\\", [32] = "`", [126] = "|" }
-- Two characters the logged addon call refuses, and how they are written: as if they were broken.
local REFUSED = { ["\229\141\141"] = "~xE5~x8D~x8D", ["\229\141\144"] = "~xE5~x8D~x90" }
local REFUSED_PATTERN = "\229\141[\141\144]"

local INTEGER, FRACTION, EXPONENT = "^-?%d+$", "^-?%d*%.?%d*$", "^(.-)[eE][-+]?%d+$"
-- Longer than any number that was written as one; matching an endless row of digits would take quadratic time.
local NUMBER_BYTES = 40
-- Beyond any exponent of a double; the cast inside ldexp is undefined for much larger ones.
local LARGEST_EXPONENT = 4096

local escaped, unescaped, hexadecimal = {}, {}, {}
for byte = 0, 31 do
	ESCAPES[byte] = ESCAPES[byte] or string.char(byte + 64)
end
for byte = 128, 255 do
	hexadecimal[string.char(byte)] = ("~%s%02X"):format(HEX, byte)
end
for byte, letter in pairs(ESCAPES) do
	escaped[string.char(byte)] = "~" .. letter
	unescaped[letter] = string.char(byte)
end
for byte, letter in pairs(READ_ONLY) do
	unescaped[letter] = string.char(byte)
end

--------------------------------------------------------------------------------------------------------------------------
-- Writing

-- A run of bytes 128..255, with what is not a well-formed character in hexadecimal.
local function mend(run)
	local pieces, at = {}, 1
	while at <= #run do
		local length = Util.utf8_sequence(run, at)
		local piece = run:sub(at, at + (length or 1) - 1)
		pieces[#pieces + 1] = length and (REFUSED[piece] or piece) or hexadecimal[piece]
		at = at + #piece
	end
	return table.concat(pieces)
end

-- Only strings bring bytes above 127, and marks stand between them, so the whole text can be mended at once.
local function clean(text)
	if text:find(REFUSED_PATTERN) or not Util.utf8_valid(text) then
		return (text:gsub("[\128-\255]+", mend))
	end
	return text
end

local function number_text(value)
	local text = ("%.14g"):format(value)
	if tonumber(text) ~= value then
		text = ("%.17g"):format(value)
	end
	return text
end

-- Numbers ascending, then strings bytewise, then false and true.
local RANK = { number = 1, string = 2, boolean = 3 }

local function before(left, right)
	local left_rank, right_rank = RANK[type(left)], RANK[type(right)]
	if left_rank ~= right_rank then
		return left_rank < right_rank
	elseif left_rank == 3 then
		return not left and right
	end
	return left < right
end

---@class CrossRP.SerialWriter
---@field parts string[]
---@field items integer
---@field bytes integer
---@field inside table<table, boolean> the tables being written

local function put(writer, text)
	writer.bytes = writer.bytes + #text
	writer.parts[#writer.parts + 1] = text
	return writer.bytes <= limits.serial_bytes or nil, "longer than " .. limits.serial_bytes .. " bytes"
end

local write_value

local function sorted_keys(value)
	local keys = {}
	for key in pairs(value) do
		if not RANK[type(key)] then
			return nil, "a " .. type(key) .. " as a key"
		end
		keys[#keys + 1] = key
	end
	table.sort(keys, before)
	return keys
end

local function write_table(writer, value, depth)
	if writer.inside[value] then
		return nil, "a table inside itself"
	elseif depth >= limits.serial_depth then
		return nil, "tables nested deeper than " .. limits.serial_depth
	end
	local keys, why = sorted_keys(value)
	if not keys then
		return nil, why
	end
	writer.inside[value] = true
	put(writer, "^T")
	for _, key in ipairs(keys) do
		-- Zero and negative zero are one key.
		local ok
		ok, why = write_value(writer, key == 0 and 0 or key, depth + 1)
		if ok then
			ok, why = write_value(writer, value[key], depth + 1)
		end
		if not ok then
			return nil, why
		end
	end
	writer.inside[value] = nil
	return put(writer, "^t")
end

local WRITE = {
	["nil"] = function(writer)
		return put(writer, "^Z")
	end,
	boolean = function(writer, value)
		return put(writer, value and "^B" or "^b")
	end,
	number = function(writer, value)
		if value ~= value or value == math.huge or value == -math.huge then
			return nil, "a number that is not finite"
		end
		return put(writer, "^N" .. number_text(value))
	end,
	string = function(writer, value)
		return put(writer, "^S" .. value:gsub("[%z\1-\31\\^|~\127]", escaped))
	end,
	table = write_table,
}

function write_value(writer, value, depth)
	local write = WRITE[type(value)]
	if not write then
		return nil, "a " .. type(value)
	end
	writer.items = writer.items + 1
	if writer.items > limits.serial_items then
		return nil, "more than " .. limits.serial_items .. " values"
	end
	return write(writer, value, depth)
end

--- The text of a value. Equal values give equal text.
---@param value nil|boolean|number|string|table keys are numbers, strings or booleans
---@return string? text clean printable UTF-8, at most limits.serial_bytes bytes
---@return string? why what cannot be written, when it cannot
function Serializer.write(value)
	local writer = { parts = {}, items = 0, bytes = 0, inside = {} }
	put(writer, "^1")
	local ok, why = write_value(writer, value, 0)
	if not ok then
		return nil, "cannot write " .. why
	end
	put(writer, "^^")
	local text = clean(table.concat(writer.parts))
	if #text > limits.serial_bytes then
		return nil, "cannot write longer than " .. limits.serial_bytes .. " bytes"
	end
	return text
end

--------------------------------------------------------------------------------------------------------------------------
-- Reading

---@class CrossRP.SerialReader
---@field text string
---@field at integer index of the next token
---@field items integer
---@field why? string

local function fail(reader, why)
	reader.why = reader.why or ("byte %d: %s"):format(reader.at, why)
	return false
end

-- The next token: its letter and what follows up to the next `^`.
local function token(reader)
	local letter, body, next_at = reader.text:match("^%^(.)([^%^]*)()", reader.at)
	if not letter then
		return nil, ""
	end
	return letter, body, next_at
end

local function plain_number(text)
	if #text > NUMBER_BYTES then
		return nil
	end
	local mantissa = text:match(EXPONENT) or text
	if not mantissa:find(FRACTION) or not mantissa:find("%d") then
		return nil
	end
	return tonumber(text)
end

local function finite(value)
	return value and value == value and value ~= math.huge and value ~= -math.huge
end

local function read_string(reader, body)
	if not body:find("~", 1, true) then
		return true, body
	end
	local wrong = body:sub(-1) == "~"
	-- Two hexadecimal digits are taken along in case the letter asks for them, and given back when it does not.
	local text = body:gsub("~(.)(%x?%x?)", function(letter, digits)
		if letter == HEX and #digits == 2 then
			return string.char(tonumber(digits, 16))
		elseif unescaped[letter] then
			return unescaped[letter] .. digits
		end
		wrong = true
		return ""
	end)
	if wrong then
		return fail(reader, "an escape that means nothing")
	end
	return true, text
end

local function read_number(reader, body)
	local value = plain_number(body)
	if not finite(value) then
		return fail(reader, "not a finite number")
	end
	return true, value
end

local function integer(text)
	return #text <= NUMBER_BYTES and text:find(INTEGER) and tonumber(text)
end

local function read_float(reader, body)
	local letter, exponent, next_at = token(reader)
	local mantissa, power = integer(body), integer(exponent)
	if letter ~= "f" or not mantissa or not power or math.abs(power) > LARGEST_EXPONENT then
		return fail(reader, "a float without both its parts")
	end
	local value = math.ldexp(mantissa, power)
	if not finite(value) then
		return fail(reader, "not a finite number")
	end
	reader.at = next_at
	return true, value
end

local read_value

local function read_table(reader, body, depth)
	if body ~= "" then
		return fail(reader, "text where none belongs")
	elseif depth >= limits.serial_depth then
		return fail(reader, "tables nested deeper than " .. limits.serial_depth)
	end
	local result = {}
	while true do
		if reader.text:find("^%^t%^", reader.at) then
			reader.at = reader.at + 2
			return true, result
		end
		local ok, key = read_value(reader, depth + 1)
		if not ok then
			return false
		elseif not RANK[type(key)] then
			return fail(reader, "a " .. type(key) .. " as a key")
		end
		local value
		ok, value = read_value(reader, depth + 1)
		if not ok then
			return false
		end
		result[key] = value
	end
end

-- A mark that stands alone for a value.
local function read_constant(value)
	return function(reader, body)
		if body ~= "" then
			return fail(reader, "text where none belongs")
		end
		return true, value
	end
end

local READ = {
	Z = read_constant(nil),
	B = read_constant(true),
	b = read_constant(false),
	N = read_number,
	F = read_float,
	S = read_string,
	T = read_table,
}

function read_value(reader, depth)
	local letter, body, next_at = token(reader)
	local read = READ[letter]
	if not read then
		return fail(reader, letter and "no value starts with ^" .. letter or "the text is cut short")
	end
	reader.items = reader.items + 1
	if reader.items > limits.serial_items then
		return fail(reader, "more than " .. limits.serial_items .. " values")
	end
	reader.at = next_at
	return read(reader, body, depth)
end

--- The value a text stands for.
---@param text any
---@return boolean ok
---@return any value the value, or why there is none
function Serializer.read(text)
	if type(text) ~= "string" then
		return false, "not a text"
	elseif #text > limits.serial_bytes then
		return false, "longer than " .. limits.serial_bytes .. " bytes"
	elseif text:sub(1, 2) ~= "^1" then
		return false, "byte 1: does not start with ^1"
	end
	local reader = { text = text, at = 3, items = 0 }
	local ok, value = read_value(reader, 0)
	if not ok then
		return false, reader.why
	end
	local rest = text:sub(reader.at)
	if rest ~= "^^" then
		fail(reader, ("^^"):find(rest, 1, true) and "the text is cut short" or "more than one value")
		return false, reader.why
	end
	return true, value
end
