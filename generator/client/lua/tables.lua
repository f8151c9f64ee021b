-- Tables, numbers and bits: the libraries, what the game adds to them, and the global aliases.

local rt = ...
local raw, G = rt.raw, rt.globals
local T, M = raw.table, raw.math
local type, fail, select, pairs = type, rt.fail, select, raw.pairs
local floor = M.floor

-- Tables -------------------------------------------------------------------------------------------------------

local function wipe(object)
	if type(object) ~= "table" then
		fail(("bad argument #1 to 'wipe' (table expected, got %s)"):format(type(object)))
	end
	for key in pairs(object) do
		object[key] = nil
	end
	return object
end

-- Removes `count` items from `position` on and returns them.
local function removemulti(list, position, count)
	local size = #list
	position, count = position or size, count or 1
	local removed = {}
	for i = 1, count do
		removed[i] = list[position + i - 1]
	end
	for i = position, size do
		list[i] = list[i + count]
	end
	return raw.unpack(removed, 1, count)
end

local function count(object)
	local n = 0
	for _ in pairs(object) do
		n = n + 1
	end
	return n
end

rt.spaces.table = {
	create = function()
		return {}
	end,
	count = count,
	removemulti = removemulti,
	wipe = wipe,
}
for _, name in ipairs { "concat", "foreach", "foreachi", "getn", "insert", "maxn", "remove", "setn", "sort" } do
	rt.spaces.table[name] = T[name]
end

G.wipe, G.tinsert, G.tremove, G.sort, G.getn = wipe, T.insert, T.remove, T.sort, T.getn
G.foreach, G.foreachi = T.foreach, T.foreachi

local function Mixin(object, ...)
	for i = 1, select("#", ...) do
		for key, value in pairs((select(i, ...))) do
			object[key] = value
		end
	end
	return object
end

local function CreateFromMixins(...)
	return Mixin({}, ...)
end

G.Mixin, G.CreateFromMixins = Mixin, CreateFromMixins

function G.CreateAndInitFromMixin(mixin, ...)
	local object = CreateFromMixins(mixin)
	object:Init(...)
	return object
end

local function CopyTable(source, shallow)
	local copy = {}
	for key, value in pairs(source) do
		copy[key] = type(value) == "table" and not shallow and CopyTable(value) or value
	end
	return copy
end
G.CopyTable = CopyTable

function G.MergeTable(into, from)
	for key, value in pairs(from) do
		into[key] = value
	end
end

function G.tContains(list, item)
	for index = 1, #list do
		if list[index] == item then
			return true
		end
	end
	return false
end

function G.tIndexOf(list, item)
	for index = 1, #list do
		if list[index] == item then
			return index
		end
	end
	return nil
end

function G.tDeleteItem(list, item)
	local removed = 0
	for index = #list, 1, -1 do
		if list[index] == item then
			T.remove(list, index)
			removed = removed + 1
		end
	end
	return removed
end

function G.tInvert(object)
	local inverted = {}
	for key, value in pairs(object) do
		inverted[value] = key
	end
	return inverted
end

function G.tAppendAll(into, list)
	for index = 1, #list do
		into[#into + 1] = list[index]
	end
end

function G.tFilter(object, keep, is_array)
	local kept = {}
	for key, value in pairs(object) do
		if keep(value) then
			if is_array then
				kept[#kept + 1] = value
			else
				kept[key] = value
			end
		end
	end
	return kept
end

G.CountTable = count

function G.TableHasAnyEntries(object)
	return raw.next(object) ~= nil
end

function G.TableIsEmpty(object)
	return raw.next(object) == nil
end

function G.GetKeysArray(object)
	local keys = {}
	for key in pairs(object) do
		keys[#keys + 1] = key
	end
	return keys
end

function G.GetValuesArray(object)
	local values = {}
	for _, value in pairs(object) do
		values[#values + 1] = value
	end
	return values
end

function G.GetOrCreateTableEntry(object, key, default)
	local value = object[key]
	if value == nil then
		value = default == nil and {} or default
		object[key] = value
		return value, true
	end
	return value, false
end

function G.SafePack(...)
	return { n = select("#", ...), ... }
end

function G.SafeUnpack(packed, first)
	return raw.unpack(packed, first or 1, packed.n)
end

function G.GenerateClosure(f, ...)
	local n, bound = select("#", ...), { ... }
	if n == 0 then
		return function(...)
			return f(...)
		end
	end
	return function(...)
		local args = {}
		for i = 1, n do
			args[i] = bound[i]
		end
		local m = select("#", ...)
		for i = 1, m do
			args[n + i] = (select(i, ...))
		end
		return f(raw.unpack(args, 1, n + m))
	end
end

function G.nop() end

-- Numbers ------------------------------------------------------------------------------------------------------

rt.spaces.math = { huge = M.huge, pi = M.pi }
for _, name in ipairs {
	"abs", "acos", "asin", "atan", "atan2", "ceil", "cos", "cosh", "deg", "exp", "floor", "fmod", "frexp", "ldexp",
	"log", "log10", "max", "min", "modf", "pow", "rad", "sin", "sinh", "sqrt", "tan", "tanh",
} do
	rt.spaces.math[name] = M[name]
end
rt.spaces.math.mod = M.fmod

for _, name in ipairs { "abs", "ceil", "deg", "exp", "floor", "frexp", "ldexp", "log", "log10", "max", "min", "rad", "sqrt" } do
	G[name] = M[name]
end
G.mod, G.PI = M.fmod, M.pi

-- The trigonometric globals take and give degrees; those of `math` use radians.
for _, name in ipairs { "sin", "cos", "tan" } do
	local f = M[name]
	G[name] = function(degrees)
		return f(M.rad(degrees))
	end
end
for _, name in ipairs { "asin", "acos", "atan" } do
	local f = M[name]
	G[name] = function(value)
		return M.deg(f(value))
	end
end
function G.atan2(y, x)
	return M.deg(M.atan2(y, x))
end

function G.Clamp(value, low, high)
	return value < low and low or (value > high and high or value)
end

function G.Saturate(value)
	return G.Clamp(value, 0, 1)
end

function G.Lerp(from, to, amount)
	return from + (to - from) * amount
end

function G.Round(value)
	return value < 0 and M.ceil(value - 0.5) or floor(value + 0.5)
end

-- Chance: one stream for each client, two multiplicative generators combined (L'Ecuyer 1988). Doubles hold every
-- product exactly.
local M1, A1, M2, A2 = 2147483563, 40014, 2147483399, 40692

function rt.seed(c, seed)
	c.random_1 = seed % (M1 - 1) + 1
	c.random_2 = floor(seed / 65536) % (M2 - 1) + 1
end

local function chance()
	local c = rt.c
	local one, two = c.random_1 * A1 % M1, c.random_2 * A2 % M2
	c.random_1, c.random_2 = one, two
	local mixed = one - two
	if mixed < 1 then
		mixed = mixed + M1 - 1
	end
	return (mixed - 1) / (M1 - 1)
end

local function random(low, high)
	if low == nil then
		return chance()
	end
	if high == nil then
		low, high = 1, low
	end
	low, high = floor(low), floor(high)
	if high < low then
		fail(("bad argument #%d to 'random' (interval is empty)"):format(low == 1 and 1 or 2))
	end
	return low + floor(chance() * (high - low + 1))
end
rt.spaces.math.random, G.random, G.fastrandom = random, random, random

-- Bits ---------------------------------------------------------------------------------------------------------

local WORD = 4294967296

local function word(value)
	if type(value) ~= "number" then
		value = tonumber(value) or fail("bad argument to 'bit' (number expected)")
	end
	value = value < 0 and M.ceil(value) or floor(value)
	return value % WORD
end

-- Tables of four bits by four bits keep the loops short.
local function nibbles(combine)
	local result = {}
	for one = 0, 15 do
		for two = 0, 15 do
			local value, place = 0, 1
			local a, b = one, two
			for _ = 1, 4 do
				if combine(a % 2, b % 2) then
					value = value + place
				end
				a, b, place = floor(a / 2), floor(b / 2), place * 2
			end
			result[one * 16 + two] = value
		end
	end
	return result
end

local function binary(combine)
	local pairs_of_nibbles = nibbles(combine)
	local function two(a, b)
		local value, place = 0, 1
		for _ = 1, 8 do
			value = value + pairs_of_nibbles[a % 16 * 16 + b % 16] * place
			a, b, place = floor(a / 16), floor(b / 16), place * 16
		end
		return value
	end
	return function(first, ...)
		local value = word(first)
		for i = 1, select("#", ...) do
			value = two(value, word((select(i, ...))))
		end
		return value
	end
end

local band = binary(function(a, b)
	return a + b == 2
end)

local function rshift(value, places)
	return places >= 32 and 0 or floor(word(value) / 2 ^ places)
end

rt.spaces.bit = {
	band = band,
	bor = binary(function(a, b)
		return a + b > 0
	end),
	bxor = binary(function(a, b)
		return a + b == 1
	end),
	bnot = function(value)
		return WORD - 1 - word(value)
	end,
	lshift = function(value, places)
		return places >= 32 and 0 or word(value) * 2 ^ places % WORD
	end,
	rshift = rshift,
	arshift = function(value, places)
		value = word(value)
		local negative = value >= WORD / 2
		if places >= 32 then
			return negative and WORD - 1 or 0
		end
		local shifted = rshift(value, places)
		return negative and shifted + (WORD - 2 ^ (32 - places)) or shifted
	end,
	mod = function(value, divisor)
		return M.fmod(value, divisor)
	end,
}
