-- XML: objects made of elements. An element is a table: tag and attribute names in lower case, { tag, kind (the tag as
-- written), attr, order (attribute names as written down), where ("file:line"), script or broken (inline code) }, and
-- its children as an array. Elements are shared by all clients.

local rt = ...
local raw = rt.raw
local ipairs = ipairs
local lower, gsub = raw.string.lower, raw.string.gsub
local problem, unknown = rt.problem, rt.unknown
local call, number, boolean, typed = rt.xml_call, rt.xml_number, rt.xml_boolean, rt.xml_typed

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
