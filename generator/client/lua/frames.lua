-- Frames: types built from the data of widgets.lua, CreateFrame, scripts, visibility, OnUpdate.
--
-- A widget is a table { [0] = userdata }. What the client knows of it is its state, c.objects[widget]:
--   type, name, parent, children (frames), shown, scripts, events, and one field for each property.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
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

-- Types --------------------------------------------------------------------------------------------------------

local function add_value(methods, name, default)
	local setter, getter = "Set" .. name, "Get" .. name
	methods[setter] = function(self, value)
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
		state_of(self, setter)[name] = { n = select("#", ...), ... }
	end
	methods[getter] = function(self)
		local values = state_of(self, getter)[name]
		if values then
			return unpack(values, 1, values.n)
		end
		return unpack(defaults)
	end
end

local function add_flag(methods, name, default)
	local setter, getter = "Set" .. name, "Is" .. name
	methods[setter] = function(self, value)
		state_of(self, setter)[name] = value and true or false
	end
	methods[getter] = function(self)
		local value = state_of(self, getter)[name]
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
	if spec.is then
		collect(spec.is, methods, gaps, scripts)
	end
	for word in raw.string.gmatch(spec.gap or "", "%S+") do
		gaps[word] = true
	end
	for word in raw.string.gmatch(spec.scripts or "", "%S+") do
		scripts[word] = true
	end
	for word in raw.string.gmatch(spec.inert or "", "%S+") do
		methods[word] = inert(word)
	end
	for property, default in raw.pairs(spec.value or {}) do
		add_value(methods, property, default)
	end
	for property, defaults in raw.pairs(spec.values or {}) do
		add_values(methods, property, defaults)
	end
	for property, default in raw.pairs(spec.flag or {}) do
		add_flag(methods, property, default)
	end
	for method, f in raw.pairs(rt.methods[name]) do
		methods[method] = f
	end
end

local classes = {}

-- What a missing field of a widget means: nil, as in the game, unless the real widget has a method of that name.
local function missing_meta(name, gaps)
	local meta = {
		__index = function(_, key)
			if gaps[key] then
				rt.unmodelled(name .. ":" .. key)
			end
			local c = rt.c
			c.missing_type, c.missing_key = name, key
			return nil
		end,
	}
	rt.hidden[meta] = true
	return meta
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
		found.meta = { __index = setmetatable(methods, missing) }
		rt.widget_metas[found.meta] = name
		classes[name] = found
	end
	return found
end
rt.widget_metas = setmetatable({}, { __mode = "k" })
rt.class = class

function rt.is_type(name, wanted)
	wanted = raw.string.lower(wanted)
	while name do
		if raw.string.lower(name) == wanted then
			return true
		end
		name = types[name].is
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
	if type(name) == "string" and name ~= "" then
		local up = parent
		while up and not c.objects[up].name do
			up = c.objects[up].parent
		end
		name = raw.string.gsub(name, "^%$[pP][aA][rR][eE][nN][tT]", (up and c.objects[up].name or ""))
		state.name = name
		raw.rawset(c.G, name, object)
	end
	return object, state
end

local function adopt(c, object, parent)
	if parent then
		local state = c.objects[parent]
		state.children = state.children or {}
		state.children[#state.children + 1] = object
	end
end

local function disown(c, object, parent)
	for i, child in ipairs(parent and c.objects[parent].children or {}) do
		if child == object then
			raw.table.remove(c.objects[parent].children, i)
			return
		end
	end
end

-- Templates the game ships and addons build on: only what is listed in templates.lua is known.
rt.templates = {}

function rt.apply_templates(c, object, names)
	for name in raw.string.gmatch(names, "[^,%s]+") do
		local apply = rt.templates[name]
		if not apply then
			rt.unmodelled("template " .. name)
		end
		apply(c, object, c.objects[object])
	end
end

function G.CreateFrame(kind, name, parent, template, id)
	local c = rt.c
	local known = type(kind) == "string" and rt.frame_types[raw.string.lower(kind)]
	if not known then
		fail(("CreateFrame: Unknown frame type '%s'"):format(rt.tostring(kind)))
	end
	if parent ~= nil and not c.objects[parent] then
		fail("CreateFrame: Couldn't find parent frame")
	end
	local frame, state = rt.new_widget(c, known, name, parent)
	state.id = id
	adopt(c, frame, parent)
	if template ~= nil then
		rt.apply_templates(c, frame, template)
	end
	if state.scripts and state.scripts.OnLoad then
		rt.protect(state.scripts.OnLoad, frame)
	end
	return frame
end

-- Visibility ---------------------------------------------------------------------------------------------------

local Object, Region, Frame = rt.methods.Object, rt.methods.Region, rt.methods.Frame

local function visible(c, object)
	while object do
		local state = c.objects[object]
		if not state.shown then
			return false
		end
		object = state.parent
	end
	return true
end
rt.visible = visible

local function run_script(object, state, name, ...)
	local script = state.scripts and state.scripts[name]
	if script then
		rt.protect(script, object, ...)
	end
end
rt.run_script = run_script

-- Tells a frame, and what is shown in it, that it appeared or went.
local function announce(c, object, script)
	local state = c.objects[object]
	run_script(object, state, script)
	for _, child in ipairs(state.children and { unpack(state.children) } or {}) do
		if c.objects[child].shown then
			announce(c, child, script)
		end
	end
end

local function set_shown(object, shown, method)
	local c, state = rt.c, state_of(object, method)
	if state.shown == shown then
		return
	end
	local around = state.parent == nil or visible(c, state.parent)
	state.shown = shown
	if around then
		announce(c, object, shown and "OnShow" or "OnHide")
		rt.wake(c)
	end
end

function Region:Show()
	set_shown(self, true, "Show")
end

function Region:Hide()
	set_shown(self, false, "Hide")
end

function Region:SetShown(shown)
	set_shown(self, shown and true or false, "SetShown")
end

function Region:IsShown()
	return state_of(self, "IsShown").shown
end

function Region:IsVisible()
	state_of(self, "IsVisible")
	return visible(rt.c, self)
end

function Region:SetParent(parent)
	local c, state = rt.c, state_of(self, "SetParent")
	if type(parent) == "string" then
		parent = c.G[parent]
	end
	local before = visible(c, self)
	disown(c, self, state.parent)
	state.parent = parent
	if rt.is_type(state.type, "Frame") then
		adopt(c, self, parent)
		local after = visible(c, self)
		if before ~= after then
			announce(c, self, after and "OnShow" or "OnHide")
			rt.wake(c)
		end
	end
end

function Object:GetParent()
	return state_of(self, "GetParent").parent
end

function Object:GetName()
	return state_of(self, "GetName").name
end

function Object:GetObjectType()
	local name = state_of(self, "GetObjectType").type
	return types[name].base or name
end

function Object:IsObjectType(wanted)
	return rt.is_type(state_of(self, "IsObjectType").type, wanted)
end

function Object:IsForbidden()
	return false
end

function Object:SetForbidden() end

function Object:GetParentKey()
	return state_of(self, "GetParentKey").parent_key
end

function Object:SetParentKey(key)
	local state = state_of(self, "SetParentKey")
	state.parent_key = key
	if state.parent then
		state.parent[key] = self
	end
end

function Object:ClearParentKey()
	local state = state_of(self, "ClearParentKey")
	if state.parent_key and state.parent then
		state.parent[state.parent_key] = nil
	end
	state.parent_key = nil
end

-- Scripts ------------------------------------------------------------------------------------------------------

local function check_script(object, name, method)
	local state = state_of(object, method)
	if not class(state.type).scripts[name] then
		fail(("%s:%s(): Doesn't have a \"%s\" script"):format(state.name or state.type, method, rt.tostring(name)))
	end
	return state
end

local Script = {}
rt.script_methods = Script

function Script:SetScript(name, f)
	local state = check_script(self, name, "SetScript")
	if f ~= nil and type(f) ~= "function" then
		fail('bad argument #2 to \'?\' (Usage: self:SetScript(scriptTypeName, script))')
	end
	state.scripts = state.scripts or {}
	state.scripts[name] = f
	if name == "OnUpdate" and f then
		rt.watch(rt.c, self)
	end
end

function Script:GetScript(name)
	local state = check_script(self, name, "GetScript")
	return state.scripts and state.scripts[name]
end

function Script:HasScript(name)
	return class(state_of(self, "HasScript").type).scripts[name] == true
end

function Script:HookScript(name, f)
	local state = check_script(self, name, "HookScript")
	if type(f) ~= "function" then
		fail('bad argument #2 to \'?\' (Usage: self:HookScript(scriptTypeName, script))')
	end
	state.scripts = state.scripts or {}
	local before = state.scripts[name]
	state.scripts[name] = before and function(...)
		before(...)
		f(...)
	end or f
	if name == "OnUpdate" then
		rt.watch(rt.c, self)
	end
end

function Script:ClearScripts()
	state_of(self, "ClearScripts").scripts = nil
end

for name, f in raw.pairs(Script) do
	Frame[name] = f
end
for name, f in raw.pairs(rt.event_methods) do
	Frame[name] = f
end

-- Attributes

function Frame:SetAttribute(name, value)
	local state = state_of(self, "SetAttribute")
	state.attributes = state.attributes or {}
	state.attributes[raw.string.lower(name)] = value
	run_script(self, state, "OnAttributeChanged", raw.string.lower(name), value)
end

function Frame:GetAttribute(name)
	local state = state_of(self, "GetAttribute")
	return state.attributes and state.attributes[raw.string.lower(name)]
end

function Frame:GetChildren()
	return unpack(state_of(self, "GetChildren").children or {})
end

function Frame:GetNumChildren()
	return #(state_of(self, "GetNumChildren").children or {})
end

function Frame:GetID()
	return state_of(self, "GetID").id or 0
end

function Frame:SetID(id)
	state_of(self, "SetID").id = id
end

-- OnUpdate: a tick is asked for only while some visible frame wants it.

function rt.watch(c, object)
	c.updating = c.updating or {}
	for _, other in ipairs(c.updating) do
		if other == object then
			rt.wake(c)
			return
		end
	end
	c.updating[#c.updating + 1] = object
	rt.wake(c)
end

local function wants_update(c, object)
	local state = c.objects[object]
	return state.scripts and state.scripts.OnUpdate and visible(c, object) and state.scripts.OnUpdate
end

function rt.wake(c)
	if c.ticking or not c.updating then
		return
	end
	for _, object in ipairs(c.updating) do
		if wants_update(c, object) then
			c.ticking, c.last_tick = true, python.now()
			rt.start_timer(c, 0, "frame")
			return
		end
	end
end

function rt.frame_tick(c)
	local now = python.now()
	local elapsed = now - c.last_tick
	c.what = "OnUpdate"
	for _, object in ipairs { unpack(c.updating) } do
		local script = wants_update(c, object)
		if script then
			rt.protect(script, object, elapsed)
		end
	end
	c.ticking = false
	rt.wake(c)
	c.last_tick = now
end
