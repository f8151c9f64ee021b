-- Objects that are parts of others: the textures, fonts and texts of buttons and bars, scroll children.

local rt = ...
local raw, G = rt.raw, rt.globals
local type, unpack = type, unpack
local methods, state_of = rt.methods, rt.state

-- SetXTexture takes a texture, or what one shows; GetXTexture gives the texture.
local PARTS = {
	Button = { "NormalTexture", "PushedTexture", "HighlightTexture", "DisabledTexture" },
	CheckButton = { "CheckedTexture", "DisabledCheckedTexture" },
	Slider = { "ThumbTexture" },
	StatusBar = { "StatusBarTexture" },
	ColorSelect = {
		"ColorWheelTexture", "ColorWheelThumbTexture", "ColorValueTexture", "ColorValueThumbTexture", "ColorAlphaTexture",
		"ColorAlphaThumbTexture",
	},
}

local function texture_part(part)
	local setter, getter = "Set" .. part, "Get" .. part
	local function set(self, what)
		local c, state = rt.c, state_of(self, setter)
		if type(what) == "table" and c.objects[what] then
			state[part] = what
		else
			state[part] = state[part] or rt.new_region(c, self, "Texture")
			c.objects[state[part]].Texture = what
		end
	end
	local function get(self)
		return state_of(self, getter)[part]
	end
	return set, get
end

for kind, parts in raw.pairs(PARTS) do
	for _, part in ipairs(parts) do
		methods[kind]["Set" .. part], methods[kind]["Get" .. part] = texture_part(part)
	end
end

for _, name in ipairs { "Normal", "Highlight", "Disabled" } do
	local field = name .. "FontObject"
	methods.Button["Set" .. field] = function(self, font)
		state_of(self, "Set" .. field)[field] = rt.font_object(rt.c, font)
	end
end

-- The text of a button is a font string of its own, made when there is a text.
local Button = methods.Button

function Button:GetFontString()
	return state_of(self, "GetFontString").font_string
end

function Button:SetFontString(font_string)
	local state, own = state_of(self, "SetFontString"), rt.c.objects[font_string or 0]
	if not own then
		rt.usage(1, "self:SetFontString(fontString)")
	end
	local before = state.font_string
	state.font_string, own.has_font = font_string, true
	if before and own.text == nil then -- a text given before, as the attribute of a button in XML is
		own.text = before:GetText()
	end
end

function Button:SetText(text)
	local c, state = rt.c, state_of(self, "SetText")
	if not state.font_string then
		local own
		state.font_string, own = rt.new_region(c, self, "FontString")
		own.has_font = true
	end
	state.font_string:SetText(text)
end

function Button:SetFormattedText(pattern, ...)
	self:SetText(G.format(pattern, ...))
end

function Button:GetText()
	local font_string = state_of(self, "GetText").font_string
	return font_string and font_string:GetText()
end

-- Scrolling

local ScrollFrame = methods.ScrollFrame

function ScrollFrame:SetScrollChild(child)
	local state = state_of(self, "SetScrollChild")
	if type(child) == "string" then
		child = rt.c.G[child]
	end
	if child ~= nil and not rt.c.objects[child] then
		rt.usage(1, "self:SetScrollChild(scrollChild)")
	end
	if child then
		child:SetParent(self)
	end
	state.scroll_child = child
end

function ScrollFrame:GetScrollChild()
	return state_of(self, "GetScrollChild").scroll_child
end

for _, axis in ipairs { "Horizontal", "Vertical" } do
	ScrollFrame["Set" .. axis .. "Scroll"] = function(self, offset)
		local state = state_of(self, "Set" .. axis .. "Scroll")
		state[axis .. "Scroll"] = offset
		rt.run_script(self, state, "On" .. axis .. "Scroll", offset)
	end
end

-- Textures

function methods.Texture:AddMaskTexture(mask)
	local state = state_of(self, "AddMaskTexture")
	state.masks = state.masks or {}
	state.masks[#state.masks + 1] = mask
end

function methods.Texture:GetNumMaskTextures()
	return #(state_of(self, "GetNumMaskTextures").masks or {})
end

function methods.Texture:GetMaskTexture(index)
	return (state_of(self, "GetMaskTexture").masks or {})[index]
end

-- Line ends are kept as given.
for _, name in ipairs { "StartPoint", "EndPoint" } do
	methods.Line["Get" .. name] = function(self)
		local point = state_of(self, "Get" .. name)[name]
		if point then
			return unpack(point, 1, point.n)
		end
	end
end
