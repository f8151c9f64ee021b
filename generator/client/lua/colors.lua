-- Colours: objects, codes in text, conversions, and those the game has names for.

local rt = ...
local raw, G = rt.raw, rt.globals
local floor = raw.math.floor

function G.WrapTextInColorCode(text, code)
	return "|c" .. code .. text .. "|r"
end

local ColorMixin = {}
rt.makers.ColorMixin = function()
	return G.CopyTable(ColorMixin)
end

function G.CreateColor(r, g, b, a)
	return G.Mixin({ r = r, g = g, b = b, a = a == nil and 1 or a }, ColorMixin)
end

function ColorMixin:GetRGB()
	return self.r, self.g, self.b
end

function ColorMixin:GetRGBA()
	return self.r, self.g, self.b, self.a
end

function ColorMixin:SetRGBA(r, g, b, a)
	self.r, self.g, self.b, self.a = r, g, b, a
end

function ColorMixin:SetRGB(r, g, b)
	self:SetRGBA(r, g, b, nil)
end
ColorMixin.OnLoad = ColorMixin.SetRGBA

function ColorMixin:IsRGBEqualTo(other)
	return self.r == other.r and self.g == other.g and self.b == other.b
end

function ColorMixin:IsEqualTo(other)
	return self:IsRGBEqualTo(other) and self.a == other.a
end

local function bytes(color)
	return G.Round(color.r * 255), G.Round(color.g * 255), G.Round(color.b * 255)
end

function ColorMixin:GetRGBAsBytes()
	return bytes(self)
end

function ColorMixin:GetRGBAAsBytes()
	local r, g, b = bytes(self)
	return r, g, b, G.Round((self.a or 1) * 255)
end

local function hex(color)
	return raw.string.format("ff%02x%02x%02x", bytes(color))
end

function ColorMixin:GenerateHexColor()
	return hex(self)
end

function ColorMixin:GenerateHexColorNoAlpha()
	return raw.string.sub(hex(self), 3)
end

function ColorMixin:GenerateHexColorMarkup()
	return "|c" .. hex(self)
end

function ColorMixin:WrapTextInColorCode(text)
	return G.WrapTextInColorCode(text, hex(self))
end

local function from_hex(code)
	local red, green, blue = raw.string.match(code, "^(%x%x)(%x%x)(%x%x)$")
	return G.CreateColor(raw.tonumber(red, 16) / 255, raw.tonumber(green, 16) / 255, raw.tonumber(blue, 16) / 255)
end

function G.CreateColorFromHexString(code)
	local alpha, rest = raw.string.match(code, "^(%x%x)(%x%x%x%x%x%x)$")
	local color = from_hex(rest)
	color.a = raw.tonumber(alpha, 16) / 255
	return color
end

function G.CreateColorFromRGBHexString(code)
	return from_hex(code)
end

function G.CreateColorFromBytes(r, g, b, a)
	return G.CreateColor(r / 255, g / 255, b / 255, (a or 255) / 255)
end

function G.AreColorsEqual(one, two)
	return one == two or one ~= nil and two ~= nil and one:IsEqualTo(two)
end

-- Conversions. Hues are degrees; other parts are 0 to 1.

local function to_hsv(r, g, b)
	local most, least = raw.math.max(r, g, b), raw.math.min(r, g, b)
	local range, hue = most - least, 0
	if range > 0 then
		if most == r then
			hue = (g - b) / range % 6
		elseif most == g then
			hue = (b - r) / range + 2
		else
			hue = (r - g) / range + 4
		end
	end
	return hue * 60, most == 0 and 0 or range / most, most
end

local function to_rgb(h, s, v)
	local sector = h / 60 % 6
	local part = sector - floor(sector)
	local p, q, t = v * (1 - s), v * (1 - s * part), v * (1 - s * (1 - part))
	local values = { { v, t, p }, { q, v, p }, { p, v, t }, { p, q, v }, { t, p, v }, { v, p, q } }
	return raw.unpack(values[floor(sector) + 1])
end

rt.spaces.C_ColorUtil = {
	WrapTextInColorCode = G.WrapTextInColorCode,
	WrapTextInColor = function(text, color)
		return G.WrapTextInColorCode(text, hex(color))
	end,
	GenerateTextColorCode = hex,
	ConvertRGBToHSV = to_hsv,
	ConvertHSVToRGB = to_rgb,
	ConvertHSVToHSL = function(h, s, v)
		local light = v - v * s / 2
		local least = raw.math.min(light, 1 - light)
		return h, least == 0 and 0 or (v - light) / least, light
	end,
	ConvertHSLToHSV = function(h, s, l)
		local value = l + s * raw.math.min(l, 1 - l)
		return h, value == 0 and 0 or 2 * (1 - l / value), value
	end,
}

-- Colours of the classes -----------------------------------------------------------------------------------------

local class_colors = {
	DEATHKNIGHT = "c41e3a", DEMONHUNTER = "a330c9", DRUID = "ff7c0a", EVOKER = "33937f", HUNTER = "aad372", MAGE = "3fc7eb",
	MONK = "00ff98", PALADIN = "f48cba", PRIEST = "ffffff", ROGUE = "fff468", SHAMAN = "0070dd", WARLOCK = "8788ee", WARRIOR = "c69b6d",
}

rt.makers.RAID_CLASS_COLORS = function()
	local colors = {}
	for class, hex in raw.pairs(class_colors) do
		colors[class] = from_hex(hex)
		colors[class].colorStr = "ff" .. hex
	end
	return colors
end

-- The red, green and blue of a class, and its code; of a class nobody knows, white.
function G.GetClassColor(class)
	local color = class_colors[class] and from_hex(class_colors[class]) or G.CreateColor(1, 1, 1)
	return color.r, color.g, color.b, color:GenerateHexColor()
end

function G.GetClassColorObj(class)
	return class_colors[class] and from_hex(class_colors[class]) or nil
end

rt.spaces.C_ClassColor = {
	GetClassColor = function(class)
		return class_colors[class] and from_hex(class_colors[class])
	end,
}

local named_colors = {
	NORMAL_FONT_COLOR = "ffd100", HIGHLIGHT_FONT_COLOR = "ffffff", RED_FONT_COLOR = "ff2020", GREEN_FONT_COLOR = "20ff20",
	DISABLED_FONT_COLOR = "808080", GRAY_FONT_COLOR = "808080", ORANGE_FONT_COLOR = "ff8040", LIGHTBLUE_FONT_COLOR = "88aaff",
	BATTLENET_FONT_COLOR = "82c5ff", BLACK_FONT_COLOR = "000000", BLUE_FONT_COLOR = "00aaff", PURE_GREEN_COLOR = "00ff00",
	PURE_RED_COLOR = "ff0000", TRANSMOGRIFY_FONT_COLOR = "ff80ff", WHITE_FONT_COLOR = "ffffff", YELLOW_FONT_COLOR = "ffff00",
}
for name, hex in raw.pairs(named_colors) do
	rt.makers[name] = function()
		return from_hex(hex)
	end
end

-- Items by quality, from poor to what tokens give.
local QUALITY = { "9d9d9d", "ffffff", "1eff00", "0070dd", "a335ee", "ff8000", "e6cc80", "00ccff", "00ccff" }

rt.makers.ITEM_QUALITY_COLORS = function()
	local colors = {}
	for i, hex in ipairs(QUALITY) do
		local color = from_hex(hex)
		colors[i - 1] = { r = color.r, g = color.g, b = color.b, hex = "|cff" .. hex, color = color }
	end
	return colors
end
