-- Key bindings: those of addons (their Bindings.xml), which keys they have, and clicks bound to keys.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type = type
local upper, match, gsub = raw.string.upper, raw.string.match, raw.string.gsub

rt.setup[#rt.setup + 1] = function(c)
	c.bindings = { list = {}, by_name = {}, keys = {}, overrides = {} }
end

-- One binding of an addon. `factory` makes the function that runs, with "down" or "up".
function rt.add_binding(c, name, category, run_on_up, factory)
	local known = c.bindings
	if not known.by_name[name] then
		local binding = { name = name, category = category, on_up = run_on_up, run = raw.setfenv(factory(), c.G) }
		known.by_name[name] = binding
		known.list[#known.list + 1] = binding
	end
end

-- Keys are written in upper case, with their modifiers in the order ALT, CTRL, SHIFT.
local function key_name(key, usage)
	if type(key) ~= "string" then
		rt.usage(1, usage)
	end
	return upper(key)
end

-- The keys of a command in the order they were bound.
local function keys_of(c, command)
	local found = {}
	for _, entry in ipairs(c.bindings.keys) do
		if entry.command == command then
			found[#found + 1] = entry.key
		end
	end
	return found
end

local function bind(c, key, command)
	local keys = c.bindings.keys
	for i, entry in ipairs(keys) do
		if entry.key == key then
			raw.table.remove(keys, i)
			break
		end
	end
	if command then
		keys[#keys + 1] = { key = key, command = command }
	end
	rt.dispatch(c, "UPDATE_BINDINGS")
end

-- Bindings cannot be changed in combat.
local function locked(name)
	if rt.host.in_combat() then
		rt.dispatch(rt.c, "ADDON_ACTION_BLOCKED", "*** unknown ***", name .. "()")
		return true
	end
	return false
end

function G.SetBinding(key, command)
	key = key_name(key, 'SetBinding("KEY" [, "command"])')
	if locked("SetBinding") then
		return false
	end
	bind(rt.c, key, command ~= "" and command or nil)
	return true
end

function G.SetBindingClick(key, button, mouse)
	key = key_name(key, 'SetBindingClick("KEY", "ButtonName" [, "MouseButton"])')
	if locked("SetBindingClick") then
		return false
	end
	bind(rt.c, key, ("CLICK %s:%s"):format(button, mouse or "LeftButton"))
	return true
end

local function override(name, owner, key, command)
	local c = rt.c
	if not c.objects[owner or 0] then
		rt.usage(1, name .. '(owner, isPriority, "KEY", ...)')
	elseif locked(name) then
		return
	end
	local overrides = c.bindings.overrides
	for i, entry in ipairs(overrides) do
		if entry.key == key and entry.owner == owner then
			raw.table.remove(overrides, i)
			break
		end
	end
	if command then
		overrides[#overrides + 1] = { owner = owner, key = key, command = command }
	end
end

function G.SetOverrideBinding(owner, _, key, command)
	override("SetOverrideBinding", owner, upper(key), command)
end

function G.SetOverrideBindingClick(owner, _, key, button, mouse)
	override("SetOverrideBindingClick", owner, upper(key), ("CLICK %s:%s"):format(button, mouse or "LeftButton"))
end

function G.ClearOverrideBindings(owner)
	if locked("ClearOverrideBindings") then
		return
	end
	local kept = {}
	for _, entry in ipairs(rt.c.bindings.overrides) do
		if entry.owner ~= owner then
			kept[#kept + 1] = entry
		end
	end
	rt.c.bindings.overrides = kept
end

local function command_of(c, key, with_overrides)
	local overrides = with_overrides and c.bindings.overrides or {}
	for i = #overrides, 1, -1 do
		if overrides[i].key == key then
			return overrides[i].command
		end
	end
	for _, entry in ipairs(c.bindings.keys) do
		if entry.key == key then
			return entry.command
		end
	end
	return ""
end

function G.GetBindingAction(key, with_overrides)
	return command_of(rt.c, key_name(key, 'GetBindingAction("KEY" [, checkOverride])'), with_overrides)
end

function G.GetBindingKey(command)
	return raw.unpack(keys_of(rt.c, command))
end

function G.GetNumBindings()
	return #rt.c.bindings.list
end

function G.GetBinding(index)
	local binding = rt.c.bindings.list[index]
	if binding then
		return binding.name, binding.category, raw.unpack(keys_of(rt.c, binding.name))
	end
end

-- How a key is shown. `short` gives one letter for each modifier.
function G.GetBindingText(key, prefix, short)
	if type(key) ~= "string" or key == "" then
		return ""
	end
	if prefix == true or short then
		key = gsub(gsub(gsub(key, "ALT%-", "a-"), "CTRL%-", "c-"), "SHIFT%-", "s-")
	end
	local modifiers, last = match(key, "^(.*%-)(.+)$")
	local name = last or key
	return (modifiers or "") .. (raw.rawget(rt.c.G, "KEY_" .. name) or G["KEY_" .. name] or name)
end

function G.GetCurrentBindingSet()
	return 1
end

function G.SaveBindings() end

function G.LoadBindings()
	rt.dispatch(rt.c, "UPDATE_BINDINGS")
end

local function run(c, command, state)
	local button, mouse = match(command, "^CLICK (.+):(.+)$")
	local binding = c.bindings.by_name[command]
	if button then
		if state == "down" then
			local object = c.G[button]
			if type(object) == "table" and object.Click then
				object:Click(mouse)
			end
		end
	elseif binding and (state == "down" or binding.on_up) then
		binding.run(state)
	end
end

function G.RunBinding(command, state)
	run(rt.c, command, state == "up" and "up" or "down")
end

-- The player presses a key and lets it go. Returns whether it does something.
function rt.press(c, key)
	local command = command_of(c, upper(key), true)
	if command == "" then
		return false
	end
	for _, state in ipairs { "down", "up" } do
		rt.run(c, key, run, c, command, state)
	end
	return true
end
