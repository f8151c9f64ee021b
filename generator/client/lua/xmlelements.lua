-- XML: what the elements inside an object say of it. xml.lua makes the objects.

local rt = ...
local raw = rt.raw
local type, ipairs, pcall = type, ipairs, pcall
local lower, gmatch = raw.string.lower, raw.string.gmatch
local elements, problem, unknown = rt.xml_elements, rt.problem, rt.unknown
local call, number = rt.xml_call, rt.xml_number

-- The attributes of an element, or of the AbsDimension, AbsInset or Color in it.
local function dimensions(node)
	local inner = node[1]
	if inner and not (node.attr.x or node.attr.y or node.attr.left) then
		return dimensions(inner)
	end
	return node.attr
end

function rt.xml_value(object, state, node)
	local rule, attr, values = rt.xml_values[node.tag], dimensions(node), {}
	for i, name in ipairs(rule.arguments) do
		values[i] = raw.tonumber(attr[name]) or attr[name] or 0
	end
	call(object, state, node, "element " .. node.kind, rule.method, raw.unpack(values))
end

function elements.size(_, object, state, node)
	local attr = dimensions(node)
	if attr.x and attr.y then
		call(object, state, node, "a size", "SetSize", number(attr.x), number(attr.y))
	elseif attr.x then
		call(object, state, node, "a size", "SetWidth", number(attr.x))
	elseif attr.y then
		call(object, state, node, "a size", "SetHeight", number(attr.y))
	end
end

-- Anchors. Nothing is laid out: an anchor to what is not there yet is one to the parent.

local function related(c, object, attr)
	if attr.relativekey then
		local found = object
		for part in gmatch(attr.relativekey, "[^.]+") do
			if type(found) ~= "table" then
				return nil
			end
			found = lower(part) == "$parent" and c.objects[found] and c.objects[found].parent or raw.rawget(found, part)
		end
		return c.objects[found or 0] and found or nil
	elseif attr.relativeto then
		local name = rt.xml_name(c, object, attr.relativeto)
		return c.objects[raw.rawget(c.G, name) or rt.makers[name] and c.G[name] or 0] and c.G[name] or nil
	end
end

local function anchor(c, object, state, node, method)
	local attr = node.attr
	local offset = node[1] and dimensions(node[1]) or attr
	local point = attr.point or "TOPLEFT"
	local x, y = number(offset.x), number(offset.y)
	call(object, state, node, "an anchor", method, point, related(c, object, attr) or state.parent, attr.relativepoint or point, x, y)
end

function elements.anchors(c, object, state, node)
	for _, child in ipairs(node) do
		anchor(c, object, state, child, "SetPoint")
	end
end

function elements.startanchor(c, object, state, node)
	anchor(c, object, state, node, "SetStartPoint")
end

function elements.endanchor(c, object, state, node)
	anchor(c, object, state, node, "SetEndPoint")
end

-- Scripts

-- The names of a type's scripts by their lower-case form.
local function script_name(kind, tag)
	local class = rt.class(kind)
	if not class.script_names then
		class.script_names = {}
		for name in raw.pairs(class.scripts) do
			class.script_names[lower(name)] = name
		end
	end
	return class.script_names[tag]
end

local function by_method(node, method)
	return function(self, ...)
		local f = self[method]
		if f == nil then
			raw.error(("%s: %s calls method %s, which the object does not have"):format(node.where, node.kind, method), 0)
		end
		return f(self, ...)
	end
end

-- The function an element of <Scripts> means, the same one for every object of a client.
local function handler(c, node)
	local attr = node.attr
	if attr["function"] then
		local f = rt.named(c, attr["function"], node.where)
		if type(f) ~= "function" then
			problem(node.where, ("%s names the function %s, which does not exist"):format(node.kind, attr["function"]))
			return nil
		end
		return f
	end
	c.xml_scripts = c.xml_scripts or {}
	local f = c.xml_scripts[node]
	if not f then
		f = attr.method and by_method(node, attr.method) or node.script and raw.setfenv(node.script(), c.G)
		c.xml_scripts[node] = f
	end
	return f
end

local function combine(first, second)
	if not (first and second) then
		return first or second
	end
	return function(...)
		first(...)
		second(...)
	end
end

function elements.scripts(c, object, state, node)
	for _, child in ipairs(node) do
		local name = script_name(state.type, child.tag)
		local f = handler(c, child)
		if not name then
			problem(child.where, ("a %s does not have a script %s"):format(state.type, child.kind))
		elseif f or not (child.attr["function"] or child.broken) then
			local inherit, before = lower(child.attr.inherit or ""), state.scripts and state.scripts[name]
			if inherit == "prepend" then
				f = combine(f, before)
			elseif inherit == "append" then
				f = combine(before, f)
			end
			rt.script_methods.SetScript(object, name, f)
		end
	end
end

-- What only scripts may say of their arguments. Others get "...".
local ARGUMENTS = {
	onattributechanged = "name, value",
	onchar = "text",
	onclick = "button, down",
	oncolorselect = "r, g, b",
	oncursorchanged = "x, y, w, h",
	ondoubleclick = "button",
	ondragstart = "button",
	onenter = "motion",
	onevent = "event",
	onfinished = "requested",
	onhorizontalscroll = "offset",
	onhyperlinkclick = "link, text, button",
	onhyperlinkenter = "link, text",
	onhyperlinkleave = "link, text",
	oninputlanguagechanged = "language",
	onkeydown = "key",
	onkeyup = "key",
	onleave = "motion",
	onloop = "loopState",
	onminmaxchanged = "min, max",
	onmousedown = "button",
	onmouseup = "button, upInside",
	onmousewheel = "delta",
	onscrollrangechanged = "xrange, yrange",
	onsizechanged = "w, h",
	onstop = "requested",
	ontextchanged = "userInput",
	ontooltipaddmoney = "cost, maxcost",
	onupdate = "elapsed",
	onvaluechanged = "value, userInput",
	onverticalscroll = "offset",
	preclick = "button, down",
	postclick = "button, down",
}

-- Compiles inline code so that its lines are those of the file. Returns what makes the function, or nil and why not.
function rt.compile_script(source, chunk, line, tag)
	local lines = raw.string.rep("\n", line - 1)
	local ok, why = raw.loadstring(lines .. source, chunk)
	if not ok then
		return nil, why
	end
	local arguments = ARGUMENTS[tag] and ARGUMENTS[tag] .. ", " or ""
	return raw.loadstring(("%sreturn function(self, %s...) %s\nend"):format(lines, arguments, (raw.string.gsub(source, "^%s*$", ""))), chunk)
end

-- Looks

function elements.color(c, object, state, node)
	local attr = node.attr
	local color = attr.color and rt.named(c, attr.color, node.where)
	local r, g, b, a = number(attr.r), number(attr.g), number(attr.b), attr.a and number(attr.a) or 1
	if type(color) == "table" then
		r, g, b, a = color.r, color.g, color.b, color.a or 1
	end
	local method = "SetTextColor"
	if rt.is_type(state.type, "Texture") then
		method = state.Texture and "SetVertexColor" or "SetColorTexture"
	end
	call(object, state, node, "a color", method, r, g, b, a)
end

function elements.shadow(_, object, state, node)
	for _, child in ipairs(node) do
		local attr = dimensions(child)
		if child.tag == "color" then
			call(object, state, child, "a shadow", "SetShadowColor", number(attr.r), number(attr.g), number(attr.b), attr.a and number(attr.a) or 1)
		elseif child.tag == "offset" then
			call(object, state, child, "a shadow", "SetShadowOffset", number(attr.x), number(attr.y))
		end
	end
end

-- Members of a font family are for alphabets: one font stands for all.
function elements.member() end
function elements.fontheight() end

for _, name in ipairs { "Normal", "Highlight", "Disabled" } do
	elements[lower(name) .. "font"] = function(_, object, state, node)
		local font = node.attr.style or node.attr.inherits
		call(object, state, node, "element " .. node.kind, "Set" .. name .. "FontObject", font)
	end
end

-- Inside an edit box or a message frame this says which font it writes in.
function elements.fontstring(c, object, state, node)
	local font = node.attr.inherits or node.attr.font
	if font and rt.is_font(c, font) then
		call(object, state, node, "a font", "SetFontObject", font)
	elseif not font and not node.attr.file then
		problem(node.where, "a FontString here needs a font to inherit")
	elseif font then
		unknown("template " .. font, node.where)
	end
end
for _, header in ipairs { "header1", "header2", "header3" } do
	elements["fontstring" .. header] = function() end
end

function elements.maskedtextures(_, object, state, node)
	for _, child in ipairs(node) do
		local texture = state.parent and child.attr.childkey and state.parent[child.attr.childkey]
		if texture then
			pcall(texture.AddMaskTexture, texture, object)
		end
	end
end
