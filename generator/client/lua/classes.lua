-- Widget types, built from the data of widgets.lua, and making a widget of one.
--
-- A widget is a table { [0] = userdata }. What the client knows of it is its state, c.objects[widget]:
--   type, name, parent, children (frames), shown, scripts, events, and one field for each property.

local rt = ...
local raw = rt.raw
local types = rt.widget_types
local type, fail, unpack, select = type, rt.fail, unpack, select
local setmetatable = raw.setmetatable

rt.methods = {} -- type name -> methods with behaviour
setmetatable(rt.methods, { __index = function(all, name)
	local methods = {}
	all[name] = methods
	return methods
end })

function rt.state(object, method)
	local state = rt.c.objects[object]
	if not state then
		fail(("calling '%s' on bad self"):format(method))
	end
	return state
end
local state_of = rt.state

-- What a setter takes is told by the default of its property: numbers where that is a number, texts where it is a text.
-- Anything goes for a default of false. Secrets pass everywhere.
local function fit(value, default, setter, position)
	local wanted = type(default)
	if type(value) == wanted or wanted == "boolean" or rt.is_secret(value) then
		return value
	end
	if wanted == "number" then
		value = raw.tonumber(value)
	elseif wanted == "string" then
		value = type(value) == "number" and value .. "" or nil
	end
	if value == nil then
		rt.usage(position, ("self:%s(...)"):format(setter))
	end
	return value
end

local function add_value(methods, name, default, choices)
	local setter, getter = "Set" .. name, "Get" .. name
	local limited = choices and {} or nil
	for word in raw.string.gmatch(choices or "", "%S+") do
		limited[word] = word
	end
	methods[setter] = function(self, value)
		value = fit(value, default, setter, 1)
		if limited then
			value = limited[raw.string.upper(value)] or rt.usage(1, ("self:%s(%s)"):format(setter, name))
		end
		state_of(self, setter)[name] = value
	end
	methods[getter] = function(self)
		local value = state_of(self, getter)[name]
		if value == nil and default ~= false then
			return default
		end
		return value
	end
end

local function add_values(methods, name, defaults)
	local setter, getter = "Set" .. name, "Get" .. name
	methods[setter] = function(self, ...)
		local values = { n = select("#", ...), ... }
		for i = 1, raw.math.min(values.n, #defaults) do
			if values[i] ~= nil or i == 1 then
				values[i] = fit(values[i], defaults[i], setter, i)
			end
		end
		if values[1] == nil and defaults[1] ~= nil then
			rt.usage(1, ("self:%s(...)"):format(setter))
		end
		state_of(self, setter)[name] = values
	end
	methods[getter] = function(self)
		local values = state_of(self, getter)[name]
		if values then
			return unpack(values, 1, values.n)
		end
		return unpack(defaults)
	end
end

local function add_flag(methods, setter, getter, default)
	methods[setter] = function(self, value)
		state_of(self, setter)[getter] = value and true or false
	end
	methods[getter] = function(self)
		local value = state_of(self, getter)[getter]
		if value == nil then
			return default
		end
		return value
	end
end

local function inert(method)
	return function(self)
		state_of(self, method)
	end
end

-- The methods of a type, inherited ones included, and the names of its gaps and scripts.
local function collect(name, methods, gaps, scripts)
	local spec = types[name]
	for parent in raw.string.gmatch(spec.is or "", "%S+") do
		collect(parent, methods, gaps, scripts)
	end
	for gap, answer in raw.string.gmatch(spec.gap or "", "([%a%d]+)=?(%S*)") do
		gaps[gap] = answer
	end
	for word in raw.string.gmatch(spec.scripts or "", "%S+") do
		scripts[word] = true
	end
	for word in raw.string.gmatch(spec.inert or "", "%S+") do
		methods[word] = inert(word)
	end
	for property, default in raw.pairs(spec.value or {}) do
		add_value(methods, property, default, spec.choice and spec.choice[property])
	end
	for property, defaults in raw.pairs(spec.values or {}) do
		add_values(methods, property, defaults)
	end
	for property, default in raw.pairs(spec.flag or {}) do
		add_flag(methods, "Set" .. property, "Is" .. property, default)
	end
	for setter, getter, default in raw.string.gmatch(spec.switch or "", "(%a+):(%a+)=(%a+)") do
		add_flag(methods, setter, getter, default == "true")
	end
	for method, f in raw.pairs(rt.methods[name]) do
		methods[method] = f
	end
end

local classes = {}

local NEUTRAL = { ["true"] = true, ["false"] = false, ['""'] = "" }

-- What a lenient client has instead of a method that is not modelled: it gives the values between the commas.
local function pretend(answer)
	local values, n = {}, 0
	for word in raw.string.gmatch(answer, "[^,]+") do
		local value = NEUTRAL[word]
		if value == nil then
			value = raw.tonumber(word) or raw.string.match(word, '^"(.*)"$')
		end
		n = n + 1
		values[n] = value
	end
	return function()
		return unpack(values, 1, n)
	end
end

-- What a missing field of a widget means: nil, as in the game, unless the real widget has a method of that name.
local function missing_meta(name, gaps)
	local meta = {
		__index = function(_, key)
			local gap = gaps[key]
			if gap and rt.assume(name .. ":" .. key) then
				if type(gap) == "string" then
					gap = pretend(gap)
					gaps[key] = gap
				end
				return gap
			end
			local c = rt.c
			c.missing_type, c.missing_key = name, key
			return nil
		end,
	}
	rt.hidden[meta] = true
	return meta
end

function rt.is_type(name, wanted)
	if raw.string.lower(name) == raw.string.lower(wanted) then
		return true
	end
	for parent in raw.string.gmatch(types[name].is or "", "%S+") do
		if rt.is_type(parent, wanted) then
			return true
		end
	end
	return false
end

local function class(name)
	local found = classes[name]
	if not found then
		local methods, gaps, scripts = {}, {}, {}
		collect(name, methods, gaps, scripts)
		for method in raw.pairs(methods) do
			gaps[method] = nil
		end
		local missing = missing_meta(name, gaps)
		found = { name = name, scripts = scripts, missing = missing }
		found.animated = name == "AnimationGroup" or rt.is_type(name, "Animation")
		found.meta = { __index = setmetatable(methods, missing) }
		rt.widget_metas[found.meta] = name
		classes[name] = found
	end
	return found
end
rt.widget_metas = setmetatable({}, { __mode = "k" })
rt.class = class

function rt.is_widget_method(f)
	for _, found in raw.pairs(classes) do
		for _, method in raw.pairs(found.meta.__index) do
			if method == f then
				return true
			end
		end
	end
	return false
end

-- All clients share one table of methods for each type, until an addon asks for it: then the client gets its own.
function rt.own_meta(c, name)
	c.metas = c.metas or {}
	local own = c.metas[name]
	if not own then
		local methods = {}
		for method, f in raw.pairs(class(name).meta.__index) do
			methods[method] = f
		end
		own = { __index = setmetatable(methods, class(name).missing) }
		c.metas[name] = own
		for object, state in raw.pairs(c.objects) do
			if state.type == name and raw.getmetatable(object) == class(name).meta then
				setmetatable(object, own)
			end
		end
	end
	return own
end

rt.setup[#rt.setup + 1] = function(c)
	c.objects = {}
end

-- Makes a widget of any type.
function rt.new_widget(c, kind, name, parent)
	local object = setmetatable({ [0] = raw.newproxy() }, c.metas and c.metas[kind] or class(kind).meta)
	local state = { type = kind, parent = parent, shown = true }
	c.objects[object] = state
	if types[kind].events then
		rt.make_registry(object, state, types[kind].events)
	end
	if type(name) == "string" and name ~= "" then
		local up = parent
		while up and not c.objects[up].name do
			up = c.objects[up].parent
		end
		local above = up and c.objects[up].name or ""
		name = raw.string.gsub(name, "^%$[pP][aA][rR][eE][nN][tT]", function()
			return above
		end)
		state.name = name
		raw.rawset(c.G, name, object)
	end
	return object, state
end
