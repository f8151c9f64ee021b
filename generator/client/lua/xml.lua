-- XML: objects made of elements. An element is a table: tag and attribute names in lower case, { tag, kind (the tag as
-- written), attr, order (attribute names as written down), where ("file:line"), script or broken (inline code) }, and
-- its children as an array. Elements are shared by all clients.

local rt = ...
local raw = rt.raw
local type, pcall, ipairs = type, pcall, ipairs
local lower, gsub = raw.string.lower, raw.string.gsub
local problem, unknown = rt.problem, rt.unknown

local function number(text)
	return raw.tonumber(text) or 0
end

local function boolean(text)
	return lower(text) == "true" or text == "1"
end

-- Calls a method of the client's on an object; what it refuses is the fault of the element.
local function call(object, state, node, what, method, ...)
	local f = raw.rawget(rt.class(state.type).meta.__index, method)
	if not f then
		unknown(("%s of a %s"):format(what, state.type), node.where)
		return
	end
	local ok, why = pcall(f, object, ...)
	if not ok then
		problem(node.where, why)
	end
end

-- The global a text names, if it is the name of one.
local function global_string(c, text)
	local value = raw.rawget(c.G, text)
	if value == nil then
		value = rt.globals[text]
	end
	return type(value) == "string" and value or text
end

-- Attributes ---------------------------------------------------------------------------------------------------

local FORMS = {
	n = number,
	b = boolean,
	s = function(text)
		return text
	end,
	g = function(text)
		return global_string(rt.c, text)
	end,
}

local function apply_attribute(object, state, node, name)
	local rule, value = rt.xml_attributes[name], node.attr[name]
	if rule == nil then
		unknown(("attribute %s of a %s"):format(name, node.kind), node.where)
	elseif rule and rule.method ~= "-" then
		if rule.form ~= "t" then
			call(object, state, node, "attribute " .. name, rule.method, FORMS[rule.form](value))
		elseif boolean(value) then
			call(object, state, node, "attribute " .. name, rule.method)
		end
	end
end

-- Attributes that belong together.
local function apply_pairs(object, state, node)
	local attr = node.attr
	local function both(what, method, one, two)
		if attr[one] or attr[two] then
			call(object, state, node, what, method, number(attr[one]), number(attr[two]))
		end
	end
	both("a range", "SetMinMaxValues", "minvalue", "maxvalue")
	both("an offset", "SetOffset", "offsetx", "offsety")
	both("a scale", "SetScale", "scalex", "scaley")
	both("a scale", "SetScaleFrom", "fromscalex", "fromscaley")
	both("a scale", "SetScaleTo", "toscalex", "toscaley")
	if attr.defaultvalue then
		call(object, state, node, "attribute defaultvalue", "SetValue", number(attr.defaultvalue))
	end
end

local function apply_font(c, object, state, node)
	local font = node.attr.font
	if font and rt.is_font(c, font) then
		call(object, state, node, "attribute font", "SetFontObject", font)
	elseif font then
		call(object, state, node, "attribute font", "SetFont", font, number(node.attr.height), node.attr.outline or "")
	end
end

local KEY_VALUES = {
	string = function(_, text)
		return text
	end,
	number = function(_, text)
		return raw.tonumber(text)
	end,
	boolean = function(_, text)
		return boolean(text)
	end,
	["nil"] = function() end,
	global = function(c, text)
		return rt.path(c, text)
	end,
}

local function typed(c, node, text, kind)
	local read = KEY_VALUES[lower(kind or "string")]
	if not read then
		problem(node.where, ("a value has no type %s; it is string, number, boolean, nil or global"):format(kind))
		return nil
	end
	return read(c, text or "")
end

local function key_values(c, object, node)
	for _, entry in ipairs(node) do
		local attr = entry.attr
		local key = typed(c, entry, attr.key, attr.keytype)
		if key == nil then
			problem(entry.where, "a KeyValue without a key")
		else
			object[key] = typed(c, entry, attr.value, attr.type)
		end
	end
end

local function tie_to_parent(state, object, attr)
	local parent = state.parent
	if not parent then
		return
	end
	if attr.parentkey then
		state.parent_key = attr.parentkey
		parent[attr.parentkey] = object
	end
	if attr.parentarray then
		local list = raw.rawget(parent, attr.parentarray) or {}
		list[#list + 1] = object
		parent[attr.parentarray] = list
	end
end

function rt.xml_prepare(c, object, state, node)
	local attr = node.attr
	if attr.hidden then
		state.shown = not boolean(attr.hidden)
	end
	if attr.parent and not state.parent then
		rt.xml_parent(c, object, state, node)
	end
	tie_to_parent(state, object, attr)
	apply_font(c, object, state, node)
	for _, name in ipairs(node.order) do
		if name ~= "parent" then
			apply_attribute(object, state, node, name)
		end
	end
	apply_pairs(object, state, node)
	for _, child in ipairs(node) do
		if child.tag == "keyvalues" then
			key_values(c, object, child)
		end
	end
end

-- The frame an element names as its parent.
function rt.xml_parent(c, object, state, node)
	local parent = rt.path(c, node.attr.parent)
	if not c.objects[parent or 0] then
		problem(node.where, ("there is no frame %s to be the parent"):format(node.attr.parent))
		return
	end
	state.parent = parent
	rt.adopt(c, object, parent)
end

-- Making objects -----------------------------------------------------------------------------------------------

local function make_frame(c, node, parent)
	local above = parent
	if not above and node.attr.parent then
		above = rt.path(c, node.attr.parent)
		above = c.objects[above or 0] and above
	end
	local frame, state = rt.new_widget(c, rt.frame_types[node.tag], node.attr.name, above)
	rt.adopt(c, frame, above)
	rt.furnish(c, frame, state, node.attr.inherits, node)
	rt.start(c, frame, state)
	return frame
end

local function make_region(c, object, kind, node, layer)
	local region, state = rt.new_region(c, object, kind, node.attr.name, node.attr.inherits, node)
	if layer then
		state.DrawLayer = { n = 2, layer.attr.level or "ARTWORK", number(node.attr.texturesublevel or layer.attr.texturesublevel) }
	end
	rt.run_script(region, state, "OnLoad")
	return region
end

local elements = {} -- tag -> function(c, object, state, node)

local function apply_children(c, object, state, node)
	for _, child in ipairs(node) do
		local tag = child.tag
		if elements[tag] then
			elements[tag](c, object, state, child)
		elseif rt.xml_parts[tag] then
			local part = rt.xml_parts[tag]
			call(object, state, child, child.kind, part.method, make_region(c, object, part.kind, child))
		elseif rt.xml_values[tag] then
			rt.xml_value(object, state, child, call)
		elseif rt.animation_types[tag] and state.type == "AnimationGroup" then
			rt.new_animation(c, object, rt.animation_types[tag], child.attr.name, child.attr.inherits, child)
		elseif not rt.xml_inert[tag] then
			unknown(("element %s in a %s"):format(child.kind, state.type), child.where)
		end
	end
end
rt.xml_children = apply_children

function elements.keyvalues() end

local function make_frames(c, object, _, node)
	for _, child in ipairs(node) do
		if rt.frame_types[child.tag] then
			make_frame(c, child, object)
		elseif child.tag == "scopedmodifier" then
			make_frames(c, object, nil, child)
		else
			unknown(("frame type %s"):format(child.kind), child.where)
		end
	end
end
elements.frames = make_frames

function elements.layers(c, object, _, node)
	for _, layer in ipairs(node) do
		for _, child in ipairs(layer) do
			local kind = rt.xml_regions[child.tag]
			if kind then
				make_region(c, object, kind, child, layer)
			else
				unknown(("region type %s"):format(child.kind), child.where)
			end
		end
	end
end

function elements.scrollchild(c, object, state, node)
	for _, child in ipairs(node) do
		if rt.frame_types[child.tag] then
			call(object, state, child, "a scroll child", "SetScrollChild", make_frame(c, child, object))
		end
	end
end

function elements.animations(c, object, _, node)
	for _, child in ipairs(node) do
		local attr = child.attr
		rt.new_group(c, object, attr.name, attr.inherits, child)
	end
end

function elements.attributes(c, object, state, node)
	for _, entry in ipairs(node) do
		local value = typed(c, entry, entry.attr.value, entry.attr.type)
		call(object, state, entry, "an attribute", "SetAttribute", entry.attr.name or "", value)
	end
end

rt.xml_elements = elements

-- The file's outermost elements -----------------------------------------------------------------------------------

local function make_font(c, node)
	local font, state = rt.new_widget(c, "Font", node.attr.name)
	rt.furnish(c, font, state, node.attr.inherits, node)
	return font
end

local function define(c, node)
	local name = node.attr.name
	if not name then
		problem(node.where, "a virtual element needs a name")
	elseif not c.templates[lower(name)] then -- whoever is first stays, as when several addons carry one library
		c.templates[lower(name)] = node
	end
end

local function load_element(c, node)
	local tag, attr = node.tag, node.attr
	if tag == "font" or tag == "fontfamily" then
		make_font(c, node)
	elseif tag == "scopedmodifier" then
		for _, child in ipairs(node) do
			load_element(c, child)
		end
	elseif attr.intrinsic and boolean(attr.intrinsic) then
		unknown("intrinsic frame " .. (attr.name or node.kind), node.where)
	elseif attr.virtual and boolean(attr.virtual) then
		define(c, node)
	elseif rt.frame_types[tag] then
		make_frame(c, node)
	else
		unknown(("element %s outside a frame"):format(node.kind), node.where)
	end
end

-- One outermost element of a file.
function rt.load_element(c, node, file)
	rt.run(c, file, load_element, c, node)
end

-- A name that may start with "$parent", as it is for an object.
function rt.xml_name(c, object, name)
	return (gsub(name, "^%$[pP][aA][rR][eE][nN][tT]", function()
		local up = c.objects[object].parent
		while up and not c.objects[up].name do
			up = c.objects[up].parent
		end
		return up and c.objects[up].name or ""
	end))
end

rt.xml_call, rt.xml_number = call, number
