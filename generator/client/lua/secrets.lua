-- Secret values: what an addon may hold and hand on but not look into. Facts: wow-client.md section 1.5.
--
-- A secret is a userdata whose environment has the value. Everything that would look inside raises, but what plain Lua
-- does without asking: a boolean test; use as a table key; `==` with a value that is no secret, which is false. A
-- function of the string library refuses a secret with the message it has for any userdata.

local rt = ...
local raw, G = rt.raw, rt.globals
local type, fail, select, unpack = type, rt.fail, select, unpack
local getmetatable, getfenv = raw.getmetatable, raw.debug.getfenv

local template = raw.newproxy(true)
local meta = getmetatable(template)
rt.hidden[meta] = true

local function is_secret(value)
	return type(value) == "userdata" and getmetatable(value) == meta
end
rt.is_secret = is_secret

function rt.secret(value)
	if value == nil or is_secret(value) then
		return value
	end
	local object = raw.newproxy(template)
	raw.debug.setfenv(object, { value = value })
	return object
end

-- What the client itself sees, a widget for example.
function rt.reveal(value)
	if is_secret(value) then
		return getfenv(value).value
	end
	return value
end

local function kind(value)
	return is_secret(value) and type(getfenv(value).value) or type(value)
end

-- The addon whose code runs, as the client's messages name it.
local function taint()
	local addon = raw.string.match(rt.caller(), "Interface/AddOns/([^/]+)/")
	return addon and (" (execution tainted by '%s')"):format(addon) or ""
end

local function refuse(doing)
	return function(one, two)
		local secret = is_secret(one) and one or two
		fail(("attempt to %s a secret %s value%s"):format(doing, kind(secret), taint()))
	end
end

meta.__index = refuse("index")
meta.__newindex = refuse("index")
meta.__call = refuse("call")
meta.__eq, meta.__lt, meta.__le = refuse("compare"), refuse("compare"), refuse("compare")
meta.__len = refuse("get length of")
meta.__tostring = refuse("perform string conversion on")
for _, name in ipairs { "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__unm" } do
	meta[name] = refuse("perform arithmetic on")
end
local refuse_concat = refuse("concatenate")

-- Sources disagree on joining secrets; by default it raises.
function meta.__concat(one, two)
	if rt.c.options.concat_raises then
		refuse_concat(one, two)
	end
	return rt.secret(rt.reveal(one) .. rt.reveal(two))
end

function G.type(...)
	local value = ...
	if value == nil and select("#", ...) == 0 then
		fail("bad argument #1 to 'type' (value expected)")
	end
	local plain = type(value)
	return plain == "userdata" and kind(value) or plain
end

local function any_secret(...)
	for i = 1, select("#", ...) do
		if is_secret((select(i, ...))) then
			return true
		end
	end
	return false
end

local function each(f, ...)
	local n, values = select("#", ...), { ... }
	for i = 1, n do
		values[i] = f(values[i])
	end
	return unpack(values, 1, n)
end

function G.issecretvalue(value)
	return is_secret(value)
end

function G.canaccessvalue(value)
	return not is_secret(value)
end

function G.canaccessallvalues(...)
	return not any_secret(...)
end

function G.hasanysecretvalues(...)
	return any_secret(...)
end

function G.canaccesssecrets()
	return false
end

-- Whether a table is secret or holds a secret, at any depth.
local function holds_secret(value, seen)
	if is_secret(value) then
		return true
	elseif type(value) ~= "table" or seen[value] then
		return false
	end
	seen[value] = true
	for key, item in raw.next, value do
		if is_secret(key) or holds_secret(item, seen) then
			return true
		end
	end
	return false
end

function G.issecrettable(object)
	return holds_secret(object, {})
end

-- Tables that are secret themselves are not modelled.
function G.canaccesstable()
	return true
end

function G.scrubsecretvalues(...)
	return each(function(value)
		if not is_secret(value) then
			return value
		end
	end, ...)
end

function G.secretwrap(...)
	return each(rt.secret, ...)
end

function G.dropsecretaccess() end

function G.mapvalues(f, ...)
	return each(f, ...)
end
