-- Building objects: CreateFrame, and what templates add. Templates are the game's own (templates.lua) or an addon's
-- (virtual elements of its XML, read by xml.lua).

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, fail = type, rt.fail
local lower, gmatch, match = raw.string.lower, raw.string.gmatch, raw.string.match

rt.setup[#rt.setup + 1] = function(c)
	c.templates = {} -- lower-case name -> XML node
end

-- Something wrong. At a place in XML (`where`) the error is recorded and loading goes on, as in the game; else it is
-- the error of the call that led here.
function rt.problem(where, message)
	if not where then
		fail(message)
	end
	python.error(where .. ": " .. message, "", rt.c.what)
end

-- What nobody modelled: false, and an error in a strict client; true, and listed, in a lenient one.
function rt.unknown(name, where)
	if not where or rt.c.options.lenient then
		return rt.assume(name, where)
	end
	python.unmodelled(name, where)
	rt.problem(where, name .. " is not modelled by this client")
	return false
end

-- The words of a list with commas.
function rt.each_name(names)
	return gmatch(names, "[^,%s]+")
end

-- Appends what the named templates consist of to `list`, what is inherited first. `path` is who is inheriting.
local function expand(c, names, list, where, path)
	for name in rt.each_name(names) do
		local key = lower(name)
		local node, model = c.templates[key], rt.game_templates[key]
		if path[key] then
			rt.problem(where, ("template %s inherits from itself"):format(name))
		elseif node then
			path[key] = true
			if node.attr.inherits then
				expand(c, node.attr.inherits, list, node.where, path)
			end
			list[#list + 1] = node
			path[key] = nil
		elseif model then
			if model.is then
				expand(c, model.is, list, where, path)
			end
			list[#list + 1] = { model = model, name = name }
		elseif rt.is_font(c, name) then
			list[#list + 1] = { font = c.G[name] }
		elseif rt.unknown("template " .. name, where) then
			list[#list + 1] = { assumed = name }
		end
	end
end

local function mix(c, object, state, names, where)
	for name in rt.each_name(names) do
		local mixin, failed = rt.named(c, name, where)
		if type(mixin) == "table" then
			for key, value in raw.pairs(mixin) do
				object[key] = value
			end
		elseif not failed and rt.unknown("mixin " .. name, where) then
			rt.make_inert(object, state, name)
		end
	end
end

-- A global by name, or by a path of names with dots.
function rt.path(c, name)
	local value = c.G
	for part in gmatch(name, "[^.]+") do
		if type(value) ~= "table" then
			return nil
		end
		value = value[part]
	end
	return value
end

-- The same for a name in XML: what reading it raises is recorded at its place. Returns nil and true then.
function rt.named(c, name, where)
	local ok, value = raw.pcall(rt.path, c, name)
	if ok then
		return value
	end
	rt.problem(where, value)
	return nil, true
end

-- What an object is before anything hangs on it: mixins, attributes, key values.
local function prepare(c, object, state, source, where)
	if source.assumed then
		rt.make_inert(object, state, source.assumed)
	elseif source.font then
		object:SetFontObject(source.font)
	elseif source.model then
		if source.model.mixin then
			mix(c, object, state, source.model.mixin, where)
		end
	else
		local attr = source.attr
		for _, name in ipairs { "mixin", "securemixin" } do
			if attr[name] then
				mix(c, object, state, attr[name], source.where)
			end
		end
		rt.xml_prepare(c, object, state, source)
	end
end

-- Makes of a new object what its templates and, if it comes from XML, its own element say.
function rt.furnish(c, object, state, names, node)
	local list, where = {}, node and node.where
	if names then
		if type(names) ~= "string" then
			fail("bad argument: the template must be a string")
		end
		expand(c, names, list, where, {})
	end
	list[#list + 1] = node
	for _, source in ipairs(list) do
		prepare(c, object, state, source, where)
	end
	for _, source in ipairs(list) do
		if source.model then
			rt.model_parts(c, object, state, source.model)
		elseif source.attr then
			rt.xml_children(c, object, state, source)
		end
	end
end

-- A new object is told that it is there, once all that belongs to it is.
function rt.start(c, object, state)
	rt.run_script(object, state, "OnLoad")
	if state.scripts and state.scripts.OnShow and rt.visible(c, object) then
		rt.run_script(object, state, "OnShow")
	end
end

function G.CreateFrame(kind, name, parent, template, id)
	local c = rt.c
	local known = type(kind) == "string" and rt.frame_types[lower(kind)]
	if kind == nil then
		rt.usage(1, 'CreateFrame("frameType" [, "name"] [, parent] [, "template"] [, id])')
	elseif not known then
		fail(("CreateFrame: Unknown frame type '%s'"):format(rt.tostring(kind)))
	end
	local given = parent
	if type(parent) == "string" then
		parent = c.G[parent]
	end
	if given ~= nil and not c.objects[parent or 0] then
		fail("CreateFrame: Couldn't find parent frame")
	end
	local frame, state = rt.new_widget(c, known, name, parent)
	state.id = id
	rt.adopt(c, frame, parent)
	if template ~= nil then
		rt.furnish(c, frame, state, template)
	end
	rt.start(c, frame, state)
	return frame
end

-- A part of a frame that is no frame.
function rt.new_region(c, frame, kind, name, template, node)
	local state = c.objects[frame]
	local region, own = rt.new_widget(c, kind, name, frame)
	state.regions = state.regions or {}
	state.regions[#state.regions + 1] = region
	if template or node then
		rt.furnish(c, region, own, template, node)
	end
	return region, own
end

function rt.is_font(c, name)
	if not match(name, "^[%a_][%w_]*$") then
		return false
	end
	local known = raw.rawget(c.G, name) or rt.fonts[name] and c.G[name]
	return known and c.objects[known] ~= nil and c.objects[known].type == "Font"
end
