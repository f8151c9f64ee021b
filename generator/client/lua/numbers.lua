-- Numbers and bits: the libraries, chance, and the global aliases.

local rt = ...
local raw, G = rt.raw, rt.globals
local M = raw.math
local type, fail, select = type, rt.fail, select
local floor = M.floor

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
		value = tonumber(value) or fail(("bad argument #1 to '?' (number expected, got %s)"):format(type(value)))
	end
	value = value < 0 and M.ceil(value) or floor(value)
	return value % WORD
end

-- Tables of four bits by four bits keep the loops short, and so does what is left when one word has no bits any more.
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
	local rest = combine(1, 0) and 1 or 0
	local function two(a, b)
		local value, place = 0, 1
		while a > 0 and b > 0 do
			local low, other = a % 16, b % 16
			value = value + pairs_of_nibbles[low * 16 + other] * place
			a, b, place = (a - low) / 16, (b - other) / 16, place * 16
		end
		return value + (a + b) * place * rest
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
