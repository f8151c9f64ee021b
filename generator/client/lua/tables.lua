-- Tables: the library, what the game adds to it, and the global aliases.

local rt = ...
local raw, G = rt.raw, rt.globals
local T = raw.table
local type, fail, select, pairs = type, rt.fail, select, raw.pairs

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

-- A frozen table refuses new keys. What it has already can still be changed: plain Lua has no way to notice.
local frozen = raw.setmetatable({}, { __mode = "k" })
local frozen_meta = {
	__newindex = function()
		fail("attempted to modify a frozen table")
	end,
}
rt.hidden[frozen_meta] = true

local function freeze(object)
	if type(object) ~= "table" then
		fail(("bad argument #1 to 'freeze' (table expected, got %s)"):format(type(object)))
	end
	frozen[object] = true
	if raw.getmetatable(object) == nil then
		raw.setmetatable(object, frozen_meta)
	end
end

-- A copy of tables and what they hold, without metatables; each table is copied once.
function G.securecopy(value)
	local copies = {}
	local function copy(from)
		if type(from) ~= "table" then
			return from
		elseif copies[from] then
			return copies[from]
		end
		local to = {}
		copies[from] = to
		for key, item in pairs(from) do
			to[copy(key)] = copy(item)
		end
		return to
	end
	return copy(value)
end

rt.spaces.table = {
	freeze = freeze,
	isfrozen = function(object)
		return frozen[object] == true
	end,
	create = function()
		return {}
	end,
	-- How the engine divides a table is not seen here: what counts up from 1 is taken for the array.
	count = function(object)
		if type(object) == "table" then
			return count(object) - #object, #object, #object
		end
	end,
	removemulti = removemulti,
	wipe = wipe,
}
for _, name in ipairs { "concat", "foreach", "foreachi", "getn", "insert", "maxn", "remove", "setn", "sort" } do
	rt.spaces.table[name] = T[name]
end

G.wipe, G.tinsert, G.tremove, G.sort, G.getn = wipe, T.insert, T.remove, T.sort, T.getn
G.foreach, G.foreachi = T.foreach, T.foreachi

local function Mixin(object, ...)
	for i = 0, select("#", ...) do
		local given = i == 0 and object or i > 0 and (select(i, ...))
		if type(given) ~= "table" then
			rt.usage(i + 1, "local outObject = Mixin(object, mixins)")
		end
	end
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
