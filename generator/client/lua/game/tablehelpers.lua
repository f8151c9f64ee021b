-- Small helpers of the game's own Lua: tables, flags, enumerations.

local rt = ...
local raw, G = rt.raw, rt.globals
local type, select = type, select

function G.tCompare(one, two, depth)
	if type(one) ~= "table" or type(two) ~= "table" then
		return one == two
	end
	for key, value in raw.pairs(one) do
		local other = two[key]
		if type(value) == "table" and type(other) == "table" and (depth or 1) > 1 then
			if not G.tCompare(value, other, depth - 1) then
				return false
			end
		elseif value ~= other then
			return false
		end
	end
	for key in raw.pairs(two) do
		if one[key] == nil then
			return false
		end
	end
	return true
end

function G.tUnorderedRemove(list, index)
	list[index] = list[#list]
	list[#list] = nil
end

function G.tInsertUnique(list, item)
	if not G.tContains(list, item) then
		list[#list + 1] = item
	end
end

function G.ContainsIf(object, wanted)
	for key, value in raw.pairs(object) do
		if wanted(value, key) then
			return true
		end
	end
	return false
end

function G.FindInTableIf(object, wanted)
	for key, value in raw.pairs(object) do
		if wanted(value, key) then
			return key, value
		end
	end
end

function G.FindValueInTableIf(object, wanted)
	return (select(2, G.FindInTableIf(object, wanted)))
end

function G.AccumulateIf(object, wanted)
	local n = 0
	for _, value in raw.pairs(object) do
		if wanted(value) then
			n = n + 1
		end
	end
	return n
end

function G.GetPairsArray(object)
	local list = {}
	for key, value in raw.pairs(object) do
		list[#list + 1] = { key = key, value = value }
	end
	return list
end

function G.GetKeysArraySortedByValue(object)
	local keys = G.GetKeysArray(object)
	raw.table.sort(keys, function(one, two)
		return object[one] < object[two]
	end)
	return keys
end

function G.SwapTableEntries(one, two, key)
	one[key], two[key] = two[key], one[key]
end

function G.ipairs_reverse(list)
	local i = #list + 1
	return function()
		i = i - 1
		if i > 0 then
			return i, list[i]
		end
	end
end

local TableUtil = {}
rt.spaces.TableUtil = TableUtil

function TableUtil.FindMin(list, of)
	local best, least
	for _, item in ipairs(list) do
		local value = of(item)
		if least == nil or value < least then
			best, least = item, value
		end
	end
	return best, least
end

function TableUtil.FindMax(list, of)
	local best = TableUtil.FindMin(list, function(item)
		return -of(item)
	end)
	return best, best ~= nil and of(best) or nil
end

function TableUtil.CopyUnique(list, is_indexed)
	local copy, seen = {}, {}
	for key, value in raw.pairs(list) do
		if not seen[value] then
			seen[value] = true
			copy[is_indexed == false and key or #copy + 1] = value
		end
	end
	return copy
end

function TableUtil.Transform(list, f)
	local made = {}
	for index, item in ipairs(list) do
		made[index] = f(item)
	end
	return made
end

function TableUtil.Execute(list, f)
	for _, item in raw.pairs(list) do
		f(item)
	end
end

function G.CreateCounter(start)
	local n = start or 0
	return function()
		n = n + 1
		return n
	end
end

G.GenerateFlatClosure = G.GenerateClosure

rt.spaces.FlagsUtil = {
	IsSet = function(flags, flag)
		return rt.spaces.bit.band(flags, flag) == flag
	end,
	IsAnySet = function(flags, flag)
		return rt.spaces.bit.band(flags, flag) ~= 0
	end,
	Combine = function(flags, flag, on)
		local bit = rt.spaces.bit
		return on and bit.bor(flags, flag) or bit.band(flags, bit.bnot(flag))
	end,
	MakeFlags = function(...)
		local flags = {}
		for i = 1, select("#", ...) do
			flags[(select(i, ...))] = 2 ^ (i - 1)
		end
		return flags
	end,
}

rt.spaces.EnumUtil = {
	MakeEnum = function(...)
		return G.tInvert({ ... })
	end,
	IsValid = function(enum, value)
		return G.tContains(G.GetValuesArray(enum), value)
	end,
	GenerateNameTranslation = function(enum)
		local names = G.tInvert(enum)
		return function(value)
			return names[value] or "UNKNOWN"
		end
	end,
}
