-- Strings: the library, what the game adds to it, and the global aliases.

local rt = ...
local raw, G = rt.raw, rt.globals
local S = raw.string
local type, fail, select, unpack, tonumber = type, rt.fail, select, unpack, tonumber
local find, sub, byte, gsub, rep = S.find, S.sub, S.byte, S.gsub, S.rep
local concat = raw.table.concat

local function need_string(value, number, name)
	if type(value) == "string" then
		return value
	elseif type(value) == "number" then
		return value .. ""
	end
	fail(("bad argument #%d to '%s' (string expected, got %s)"):format(number, name, type(value)))
end

-- Pieces. A separator is a set of characters, each of which separates.

local function is_separator(separators)
	local set = {}
	for i = 1, #separators do
		set[byte(separators, i)] = true
	end
	return set
end

local function split(separators, text, limit)
	local set, pieces, n, from = is_separator(separators), {}, 0, 1
	for at = 1, #text do
		if limit and n + 1 >= limit then
			break
		end
		if set[byte(text, at)] then
			n = n + 1
			pieces[n] = sub(text, from, at - 1)
			from = at + 1
		end
	end
	n = n + 1
	pieces[n] = sub(text, from)
	return pieces, n
end

local function strsplit(separators, text, limit)
	need_string(separators, 1, "strsplit")
	text = need_string(text, 2, "strsplit")
	local pieces, n = split(separators, text, limit)
	return unpack(pieces, 1, n)
end

local function strsplittable(separators, text, limit)
	need_string(separators, 1, "strsplittable")
	text = need_string(text, 2, "strsplittable")
	return (split(separators, text, limit))
end

local function strjoin(separator, ...)
	need_string(separator, 1, "strjoin")
	local n = select("#", ...)
	local pieces = { ... }
	for i = 1, n do
		pieces[i] = need_string(pieces[i], i + 1, "strjoin")
	end
	return concat(pieces, separator, 1, n)
end

local function strconcat(...)
	local n = select("#", ...)
	local pieces = { ... }
	for i = 1, n do
		pieces[i] = need_string(pieces[i], i, "strconcat")
	end
	return concat(pieces, "", 1, n)
end

local function strtrim(text, characters)
	text = need_string(text, 1, "strtrim")
	local set = is_separator(characters or " \r\n\t")
	local first, last = 1, #text
	while first <= last and set[byte(text, first)] do
		first = first + 1
	end
	while last >= first and set[byte(text, last)] do
		last = last - 1
	end
	return sub(text, first, last)
end

-- Bytes that continue a character are not counted.
local function strlenutf8(text)
	local _, continued = gsub(need_string(text, 1, "strlenutf8"), "[\128-\191]", "")
	return #text - continued
end

-- Case folding beyond ASCII is not known here; ASCII letters compare equal in either case.
local function strcmputf8i(one, two)
	one, two = S.lower(need_string(one, 1, "strcmputf8i")), S.lower(need_string(two, 2, "strcmputf8i"))
	return one == two and 0 or (one < two and -1 or 1)
end

-- Format: %2$s takes the second argument, %F is %f, and a missing number for %d or %i counts as 0.

local ZERO_IF_MISSING = { d = true, i = true, u = true }

local function expand(text, args, n)
	local out, used, next_arg = {}, 0, 0
	local rewritten = gsub(text, "%%(%d*%$?)([-+ #0]*%d*%.?%d*)(.)", function(position, flags, kind)
		if kind == "%" and position == "" and flags == "" then
			return "%%"
		end
		local index
		if sub(position, -1) == "$" then
			index = tonumber(sub(position, 1, -2))
		else
			flags = position .. flags
			next_arg = next_arg + 1
			index = next_arg
		end
		local value = args[index]
		if value == nil and ZERO_IF_MISSING[kind] then
			value = 0
		end
		used = used + 1
		out[used] = value
		return "%" .. flags .. (kind == "F" and "f" or kind)
	end)
	return rewritten, out, used
end

local plain_format = S.format

local function format(text, ...)
	local ok, result = pcall(plain_format, text, ...)
	if ok then
		return result
	end
	if type(text) == "string" then
		local rewritten, args, n = expand(text, { ... }, select("#", ...))
		ok, result = pcall(plain_format, rewritten, unpack(args, 1, n))
		if ok then
			return result
		end
	end
	fail((gsub(result, "to '%?'", "to 'format'"))) -- called through pcall it has no name
end

-- The library. `string.gfind` is the old name of gmatch.
local library = rt.spaces
library.string = {
	concat = strconcat,
	format = format,
	gfind = S.gmatch,
	join = strjoin,
	split = strsplit,
	trim = strtrim,
}
for _, name in ipairs { "byte", "char", "find", "gmatch", "gsub", "len", "lower", "match", "rep", "reverse", "sub", "upper" } do
	library.string[name] = S[name]
end

G.strsplit, G.strsplittable, G.strjoin, G.strconcat, G.strtrim = strsplit, strsplittable, strjoin, strconcat, strtrim
G.strlenutf8, G.strcmputf8i = strlenutf8, strcmputf8i
G.format, G.gmatch, G.gsub = format, S.gmatch, S.gsub
G.strbyte, G.strchar, G.strfind, G.strlen, G.strlower, G.strmatch = S.byte, S.char, S.find, S.len, S.lower, S.match
G.strrep, G.strrev, G.strsub, G.strupper = S.rep, S.reverse, S.sub, S.upper
rt.in_lua.strtrim = true
