-- XML: what the attributes of an element, and its key values, say of its object. xml.lua says what an element is.

local rt = ...
local raw = rt.raw
local type, pcall, ipairs = type, pcall, ipairs
local lower = raw.string.lower
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
	global = function(c, text, where)
		return rt.named(c, text, where)
	end,
}

local function typed(c, node, text, kind)
	local read = KEY_VALUES[lower(kind or "string")]
	if not read then
		problem(node.where, ("a value has no type %s; it is string, number, boolean, nil or global"):format(kind))
		return nil
	end
	return read(c, text or "", node.where)
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
	local parent = rt.named(c, node.attr.parent, node.where)
	if not c.objects[parent or 0] then
		problem(node.where, ("there is no frame %s to be the parent"):format(node.attr.parent))
		return
	end
	state.parent = parent
	rt.adopt(c, object, parent)
end

rt.xml_call, rt.xml_number, rt.xml_boolean, rt.xml_typed = call, number, boolean, typed
