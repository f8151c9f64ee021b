-- Frames: visibility, scripts, attributes, OnUpdate.

local rt = ...
local raw, G = rt.raw, rt.globals
local types, class, state_of = rt.widget_types, rt.class, rt.state
local type, fail, unpack = type, rt.fail, unpack

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

rt.adopt, rt.disown = adopt, disown

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
	if state.tells and state.tells[name] then
		object:TriggerEvent(name, ...)
	end
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
	local given = parent
	if type(parent) == "string" then
		parent = c.G[parent]
	end
	if given ~= nil and not c.objects[parent or 0] then
		fail("bad argument #1 to '?' (Usage: self:SetParent([parent]))")
	end
	local above = parent
	while above do
		if above == self then
			fail(("%s:SetParent(): a frame cannot be inside itself"):format(state.name or state.type))
		end
		above = c.objects[above].parent
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

local function has_script(state, name)
	if class(state.type).scripts[name] then
		return true
	end
	local classic = not rt.c.product.mainline and rt.classic_scripts[types[state.type].base or state.type]
	return classic and classic[name] or false
end

local function check_script(object, name, method)
	local state = state_of(object, method)
	if not has_script(state, name) then
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
	return has_script(state_of(self, "HasScript"), name)
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
	Region[name] = f
end
for name, f in raw.pairs(rt.event_methods) do
	Frame[name] = f
end

-- Attributes

local function attribute_name(name, usage)
	if type(name) ~= "string" and type(name) ~= "number" then
		rt.usage(1, usage)
	end
	return raw.string.lower(name)
end

function Frame:SetAttribute(name, value)
	local state = state_of(self, "SetAttribute")
	name = attribute_name(name, "self:SetAttribute(attributeName, value)")
	state.attributes = state.attributes or {}
	state.attributes[name] = value
	run_script(self, state, "OnAttributeChanged", name, value)
end

function Frame:SetAttributeNoHandler(name, value)
	local state = state_of(self, "SetAttributeNoHandler")
	state.attributes = state.attributes or {}
	state.attributes[attribute_name(name, "self:SetAttributeNoHandler(attributeName, value)")] = value
end

-- GetAttribute("type1"), or GetAttribute(prefix, name, suffix): the first of prefixnamesuffix, with "*" for either end.
function Frame:GetAttribute(name, middle, suffix)
	local state = state_of(self, "GetAttribute")
	name = attribute_name(name, "self:GetAttribute(attributeName)")
	local attributes = state.attributes
	if not attributes then
		return nil
	elseif middle == nil then
		return attributes[name]
	end
	middle, suffix = raw.string.lower(middle), raw.string.lower(suffix or "")
	for _, key in ipairs {
		name .. middle .. suffix, "*" .. middle .. suffix, name .. middle .. "*", "*" .. middle .. "*", middle,
	} do
		if attributes[key] ~= nil then
			return attributes[key]
		end
	end
	return nil
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
	state_of(self, "SetID").id = raw.tonumber(id) or rt.usage(1, "self:SetID(id)")
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
	local script = state.scripts and state.scripts.OnUpdate
	local animated = script and class(state.type).animated
	return script and visible(c, object) and (not animated or rt.animates(c, state)) and script
end

function rt.wake(c)
	if c.ticking or not c.updating then
		return
	end
	for _, object in ipairs(c.updating) do
		if wants_update(c, object) then
			c.ticking, c.last_tick = true, rt.now
			rt.start_timer(c, 0, "frame")
			return
		end
	end
end

function rt.frame_tick(c)
	local now = rt.now
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
