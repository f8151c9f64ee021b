-- SPDX-License-Identifier: MIT
-- Field types: each constructor returns a reader and a writer for one token.
--
--     value, why = type.read(token)      why is nil when the token was read; a value may be nil ("nothing there")
--     token, why = type.write(value)     refuses what would not read back as the same value
--
-- The faults and the order in which they are looked for are those of the specification's own codec.
local _, ns = ...

local Fields = {}
ns.Fields = Fields

local byte, find, format, gsub, sub = string.byte, string.find, string.format, string.gsub, string.sub
local concat, floor, next, pairs, tonumber, type = table.concat, math.floor, next, pairs, tonumber, type

---@class CrossRP.FieldType
---@field read fun(token: string): any, string?
---@field write fun(value: any): string?, string?

---A writer for a value that is its own token.
---@param read fun(token: string): any, string?
local function plain(read)
	return function(value)
		if type(value) ~= "string" then
			return nil, "type"
		end
		local back, why = read(value)
		if why then
			return nil, why
		end
		if back ~= value then
			return nil, "altered"
		end
		return value
	end
end

---A token of a certain form, at most `high` bytes; nil when the form bounds it already.
---@param pattern string
---@param high number|nil
---@return CrossRP.FieldType
function Fields.shape(pattern, high)
	if not high then
		local function read(token)
			if find(token, pattern) then
				return token
			end
			return nil, "shape"
		end
		return { read = read, write = plain(read) }
	end
	local function read(token)
		if not find(token, pattern) then
			return nil, "shape"
		end
		if #token > high then
			return nil, "length"
		end
		return token
	end
	return { read = read, write = plain(read) }
end

local function in_ranges(value, ranges)
	for index = 1, #ranges do
		if value >= ranges[index][1] and value <= ranges[index][2] then
			return true
		end
	end
	return false
end

---A decimal integer. `digits` above zero fixes the width.
---@param pattern string
---@param ranges number[][]
---@param digits number
---@param longest number
---@return CrossRP.FieldType
function Fields.number(pattern, ranges, digits, longest)
	local positive, negative = "%.0f", "-%.0f"
	if digits > 0 then
		positive, negative = "%0" .. digits .. ".0f", "-%0" .. digits .. ".0f"
	end
	local function read(token)
		if not find(token, pattern) then
			return nil, "shape"
		end
		if digits == 0 then
			if find(token, "^%-?0") and token ~= "0" then
				return nil, "shape"
			end
			if #token > longest then
				return nil, "range"
			end
		end
		local value = tonumber(token)
		if not in_ranges(value, ranges) then
			return nil, "range"
		end
		if value == 0 and byte(token) == 45 then
			return nil, "shape"
		end
		return value
	end
	local function write(value)
		if type(value) ~= "number" or value ~= floor(value) then
			return nil, "type"
		end
		if value > 2 ^ 53 or value < -2 ^ 53 then
			return nil, "range"
		end
		local token = value < 0 and format(negative, -value) or format(positive, value)
		local back, why = read(token)
		if why then
			return nil, why
		end
		return back == value and token or nil, back ~= value and "altered" or nil
	end
	return { read = read, write = write }
end

---One of a few words. `values` maps each word to its value.
---@param values table<string, string|boolean>
---@return CrossRP.FieldType
function Fields.choice(values)
	local words = {}
	for word, value in pairs(values) do
		words[value] = word
	end
	return {
		read = function(token)
			local value = values[token]
			if value == nil then
				return nil, "choice"
			end
			return value
		end,
		write = function(value)
			if type(value) ~= "string" and type(value) ~= "boolean" then
				return nil, "type"
			end
			local word = words[value]
			if not word then
				return nil, "choice"
			end
			return word
		end,
	}
end

---A token in which `mark` and a letter stand for a byte that may not appear raw.
---@param mark string
---@param raws table<string, string> letter to raw byte
---@param foreign string pattern of a byte that may not stand in the token
---@param low number
---@param high number
---@return CrossRP.FieldType
function Fields.escaped(mark, raws, foreign, low, high)
	local escapes, class = {}, {}
	for letter, raw in pairs(raws) do
		escapes[raw] = mark .. letter
		class[#class + 1] = "%" .. raw
	end
	table.sort(class)
	local special = "[" .. concat(class) .. "]"
	local function read(token)
		if find(token, foreign) then
			return nil, "bytes"
		end
		local bad = false
		local value = gsub(token, "%" .. mark .. "(.?)", function(letter)
			local raw = raws[letter]
			if not raw then
				bad = true
			end
			return raw
		end)
		if bad then
			return nil, "escape"
		end
		if #value < low or #value > high then
			return nil, "length"
		end
		return value
	end
	local function write(value)
		if type(value) ~= "string" then
			return nil, "type"
		end
		local token = gsub(value, special, escapes)
		local _, why = read(token)
		if why then
			return nil, why
		end
		return token
	end
	return { read = read, write = write }
end

---The inner type, or `mark` for nothing.
---@param inner CrossRP.FieldType
---@param mark string
---@return CrossRP.FieldType
function Fields.nullable(inner, mark)
	local read = inner.read
	return {
		nullable = true,
		read = function(token)
			if token == mark then
				return nil
			end
			return read(token)
		end,
		write = function(value)
			if value == nil then
				return mark
			end
			local token, why = inner.write(value)
			if token == mark then
				return nil, "altered"
			end
			return token, why
		end,
	}
end

---Split at a separator of one byte, empty pieces included.
---@param text string
---@param separator string
---@return string[]
local function split(text, separator)
	local pieces, start = {}, 1
	while true do
		local at = find(text, separator, start, true)
		if not at then
			pieces[#pieces + 1] = sub(text, start)
			return pieces
		end
		pieces[#pieces + 1] = sub(text, start, at - 1)
		start = at + 1
	end
end

---One serial a part: a number, `unknown`, or nothing.
---@param parts string[]
---@param number CrossRP.FieldType
---@param separator string
---@param unknown string
---@return CrossRP.FieldType
function Fields.serials(parts, number, separator, unknown)
	local known = {}
	for index = 1, #parts do
		known[parts[index]] = true
	end
	local function read(token)
		local pieces = split(token, separator)
		if #pieces ~= #parts then
			return nil, "count"
		end
		local value = {}
		for index = 1, #parts do
			local piece = pieces[index]
			if piece == unknown then
				value[parts[index]] = unknown
			elseif piece ~= "" then
				local serial, why = number.read(piece)
				if why then
					return nil, why
				end
				value[parts[index]] = serial
			end
		end
		return value
	end
	local function write(value)
		if type(value) ~= "table" then
			return nil, "type"
		end
		for part in pairs(value) do
			if not known[part] then
				return nil, "unknown_field"
			end
		end
		local pieces = {}
		for index = 1, #parts do
			local serial = value[parts[index]]
			if serial == nil then
				pieces[index] = ""
			elseif type(serial) == "string" then
				if serial ~= unknown then
					return nil, "shape"
				end
				pieces[index] = serial
			else
				local token, why = number.write(serial)
				if why then
					return nil, why
				end
				pieces[index] = token
			end
		end
		return concat(pieces, separator)
	end
	return { read = read, write = write }
end

---A flag inside a struct: the mark when set.
---@param mark string
---@return CrossRP.FieldType
function Fields.flag(mark)
	return {
		flag = true,
		read = function(token)
			return token ~= ""
		end,
		write = function(value)
			if value ~= nil and type(value) ~= "boolean" then
				return nil, "type"
			end
			return value and mark or ""
		end,
	}
end

---Parts written one after the other. `parts` holds { name, type } and { literal = text } records in order; `read` is
---generated, since reading structs is where the time goes.
---@param read fun(token: string): table?, string?
---@param parts table[]
---@return CrossRP.FieldType
function Fields.struct(read, parts)
	local known = {}
	for index = 1, #parts do
		if parts[index].name then
			known[parts[index].name] = true
		end
	end
	local function write(value)
		if type(value) ~= "table" then
			return nil, "type"
		end
		for name in pairs(value) do
			if not known[name] then
				return nil, "unknown_field"
			end
		end
		local pieces = {}
		for index = 1, #parts do
			local part = parts[index]
			if part.literal then
				pieces[index] = part.literal
			else
				local token, why = part.type.write(value[part.name])
				if why then
					return nil, why
				end
				pieces[index] = token
			end
		end
		local token = concat(pieces)
		local _, why = read(token)
		if why then
			return nil, why
		end
		return token
	end
	return { read = read, write = write }
end

---Items joined by `separator`; `empty` for none.
---@param item CrossRP.FieldType
---@param separator string
---@param empty string
---@param high number
---@return CrossRP.FieldType
function Fields.list(item, separator, empty, high)
	local function read(token)
		if token == empty then
			return {}
		end
		local pieces = split(token, separator)
		if #pieces > high then
			return nil, "count"
		end
		for index = 1, #pieces do
			local value, why = item.read(pieces[index])
			if why then
				return nil, why
			end
			pieces[index] = value
		end
		return pieces
	end
	local function write(value)
		if type(value) ~= "table" then
			return nil, "type"
		end
		if #value == 0 then
			if next(value) ~= nil then
				return nil, "type"
			end
			return empty
		end
		local pieces = {}
		for index = 1, #value do
			local token, why = item.write(value[index])
			if why then
				return nil, why
			end
			pieces[index] = token
		end
		if #pieces > high then
			return nil, "count"
		end
		return concat(pieces, separator)
	end
	return { read = read, write = write }
end

---The first of several shapes that fits.
---@param kinds CrossRP.FieldType[]
---@return CrossRP.FieldType
function Fields.any(kinds)
	local function read(token)
		for index = 1, #kinds do
			local _, why = kinds[index].read(token)
			if not why then
				return token
			end
		end
		return nil, "shape"
	end
	return { read = read, write = plain(read) }
end

---Everything to the end of the message after `mark`. `foreign` is the pattern of a byte that may not be in it.
---@param mark string
---@param foreign string|nil
---@param low number
---@param high number
---@return CrossRP.FieldType
function Fields.text(mark, foreign, low, high)
	local skip = #mark
	local function read(token)
		if sub(token, 1, skip) ~= mark then
			return nil, "mark"
		end
		local text = skip == 0 and token or sub(token, skip + 1)
		if #text < low or #text > high then
			return nil, "length"
		end
		if foreign and find(text, foreign) then
			return nil, "bytes"
		end
		return text
	end
	local function write(value)
		if type(value) ~= "string" then
			return nil, "type"
		end
		local token = mark .. value
		local _, why = read(token)
		if why then
			return nil, why
		end
		-- Reading need not look: a line with a NUL is refused before its fields are read.
		if find(value, "\0", 1, true) then
			return nil, "bytes"
		end
		return token
	end
	return { read = read, write = write }
end
