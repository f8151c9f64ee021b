-- Regions: anchors and sizes are kept as given (nothing is laid out), textures, font strings.

local rt = ...
local raw, G = rt.raw, rt.globals
local type, unpack, fail = type, unpack, rt.fail
local Region, Frame = rt.methods.Region, rt.methods.Frame
local state_of = rt.state

-- Anchors and size

local POINTS = {}
for point in raw.string.gmatch("TOPLEFT TOP TOPRIGHT LEFT CENTER RIGHT BOTTOMLEFT BOTTOM BOTTOMRIGHT", "%S+") do
	POINTS[point] = point
end

local function point_name(state, point)
	return type(point) == "string" and POINTS[raw.string.upper(point)]
		or fail(("%s:SetPoint(): Invalid region point %s"):format(state.name or state.type, rt.tostring(point)))
end

-- Whether a region stands where it does because of another.
local function depends(c, region, on, seen)
	if region == on then
		return true
	end
	for _, point in ipairs(not seen[region] and c.objects[region].points or {}) do
		seen[region] = true
		if point[2] and depends(c, point[2], on, seen) then
			return true
		end
	end
	return false
end

-- The region to anchor to: given by itself or by its name.
local function anchor_region(region, state, to)
	local c = rt.c
	local found = to
	if type(to) == "string" then
		found = c.G[to]
	end
	if to ~= nil and not c.objects[found or 0] then
		fail(("%s:SetPoint(): Couldn't find region named '%s'"):format(state.name or state.type, rt.tostring(to)))
	elseif found == region then
		fail(("%s:SetPoint(): Cannot anchor to itself"):format(state.name or state.type))
	elseif found and c.objects[found].points and depends(c, found, region, {}) then
		fail(("%s:SetPoint(): Cannot anchor to a region dependent on it"):format(state.name or state.type))
	end
	return found
end

function Region:SetPoint(point, ...)
	local state = state_of(self, "SetPoint")
	if type(point) ~= "string" then
		rt.usage(1, "self:SetPoint(point [, relativeTo [, relativePoint]] [, x, y])")
	end
	point = point_name(state, point)
	local to, relative, x, y = ...
	if type(to) == "number" then
		to, relative, x, y = state.parent, point, to, relative
	elseif type(relative) == "number" then
		relative, x, y = point, relative, x
	end
	to = anchor_region(self, state, to)
	relative = relative == nil and point or point_name(state, relative)
	state.points = state.points or {}
	for i, old in ipairs(state.points) do
		if old[1] == point then
			raw.table.remove(state.points, i)
			break
		end
	end
	raw.table.insert(state.points, { point, to or state.parent, relative, raw.tonumber(x) or 0, raw.tonumber(y) or 0 })
end

function Region:SetAllPoints(to)
	local state = state_of(self, "SetAllPoints")
	if type(to) == "boolean" then -- older clients took only whether
		to = nil
	end
	to = anchor_region(self, state, to) or state.parent
	state.points = { { "TOPLEFT", to, "TOPLEFT", 0, 0 }, { "BOTTOMRIGHT", to, "BOTTOMRIGHT", 0, 0 } }
end

function Region:ClearAllPoints()
	state_of(self, "ClearAllPoints").points = nil
end

function Region:ClearPoint(point)
	local points = state_of(self, "ClearPoint").points or {}
	for i, old in ipairs(points) do
		if old[1] == point then
			raw.table.remove(points, i)
			return
		end
	end
end

function Region:GetNumPoints()
	return #(state_of(self, "GetNumPoints").points or {})
end

function Region:GetPoint(which)
	local point = (state_of(self, "GetPoint").points or {})[which or 1]
	if point then
		return unpack(point, 1, 5)
	end
end

local function size(value, number, usage)
	if rt.is_secret(value) then
		return value
	end
	return raw.tonumber(value) or rt.usage(number, usage)
end

local function resize(object, state, width, height)
	local before_width, before_height = state.width, state.height
	state.width, state.height = width, height
	local secret = rt.is_secret(width) or rt.is_secret(height) or rt.is_secret(before_width) or rt.is_secret(before_height)
	if secret or (width or 0) ~= (before_width or 0) or (height or 0) ~= (before_height or 0) then
		rt.run_script(object, state, "OnSizeChanged", width or 0, height or 0)
	end
end

function Region:SetSize(width, height)
	local state = state_of(self, "SetSize")
	width = size(width, 1, "self:SetSize(x, y)")
	resize(self, state, width, height == nil and width or size(height, 2, "self:SetSize(x, y)"))
end

function Region:SetWidth(width)
	local state = state_of(self, "SetWidth")
	resize(self, state, size(width, 1, "self:SetWidth(width)"), state.height)
end

function Region:SetHeight(height)
	local state = state_of(self, "SetHeight")
	resize(self, state, state.width, size(height, 1, "self:SetHeight(height)"))
end

function Region:GetWidth()
	return state_of(self, "GetWidth").width or 0
end

function Region:GetHeight()
	return state_of(self, "GetHeight").height or 0
end

function Region:GetSize()
	local state = state_of(self, "GetSize")
	return state.width or 0, state.height or 0
end

-- Children of a frame that are no frames

local LAYERS = { BACKGROUND = true, BORDER = true, ARTWORK = true, OVERLAY = true, HIGHLIGHT = true }

local function draw_layer(method, layer, sub_level)
	local name = type(layer) == "string" and raw.string.upper(layer)
	if not LAYERS[name] then
		fail(("%s: Unknown draw layer '%s'"):format(method, rt.tostring(layer)))
	end
	sub_level = raw.tonumber(sub_level) or 0
	if sub_level < -8 or sub_level > 7 then
		fail(("%s: sublevel must be between -8 and 7"):format(method))
	end
	return { n = 2, name, sub_level }
end

for _, kind in ipairs { "Texture", "MaskTexture", "FontString", "Line" } do
	local method = "Create" .. kind
	Frame[method] = function(self, name, layer, template, sub_level)
		state_of(self, method)
		local place = layer ~= nil and draw_layer(method, layer, sub_level) or nil
		local region, state = rt.new_region(rt.c, self, kind, name, template)
		state.DrawLayer = place or state.DrawLayer
		return region
	end
end

for _, kind in ipairs { "Texture", "FontString" } do
	rt.methods[kind].SetDrawLayer = function(self, layer, sub_level)
		state_of(self, "SetDrawLayer").DrawLayer = draw_layer("SetDrawLayer", layer, sub_level)
	end
end

function Frame:GetRegions()
	return unpack(state_of(self, "GetRegions").regions or {})
end

function Frame:GetNumRegions()
	return #(state_of(self, "GetNumRegions").regions or {})
end

function rt.methods.Texture:SetAtlas(atlas)
	state_of(self, "SetAtlas").Atlas = atlas
end

-- Text

local FontString = rt.methods.FontString

local function text_of(value)
	if value == nil or rt.is_secret(value) then
		return value
	end
	return type(value) == "string" and value or rt.tostring(value)
end

-- A font string shows nothing without a font, and the game says so.
local function with_font(object, method)
	local state = state_of(object, method)
	if not (state.font_object or state.Font or state.has_font) and state.type == "FontString" then
		fail(("%s:%s(): Font not set"):format(state.name or state.type, method))
	end
	return state
end

function FontString:SetText(text)
	with_font(self, "SetText").text = text_of(text)
end

function FontString:SetFormattedText(pattern, ...)
	with_font(self, "SetFormattedText").text = G.format(pattern, ...)
end

function FontString:GetText()
	return state_of(self, "GetText").text
end

function FontString:ClearText()
	state_of(self, "ClearText").text = nil
end
