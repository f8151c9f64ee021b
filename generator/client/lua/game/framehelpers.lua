-- Small helpers of the game's own Lua: frames, vectors, anchors.

local rt = ...
local raw, G = rt.raw, rt.globals
local type = type
local floor, format = raw.math.floor, raw.string.format

function G.CallMethodOnNearestAncestor(frame, method, ...)
	local above = frame:GetParent()
	while above and not above[method] do
		above = above:GetParent()
	end
	if above then
		return true, above[method](above, ...)
	end
	return false
end

function G.GetFinalNameFromTextureKit(pattern, kit)
	return format(pattern, kit)
end

function G.SetClampedTextureRotation(texture, degrees)
	texture:SetRotation(raw.math.rad(-degrees))
end

local function register_all(frame, events)
	for _, event in ipairs(events) do
		frame:RegisterEvent(event)
	end
end

rt.spaces.FrameUtil = {
	RegisterFrameForEvents = register_all,
	UnregisterFrameForEvents = function(frame, events)
		for _, event in ipairs(events) do
			frame:UnregisterEvent(event)
		end
	end,
	RegisterFrameForUnitEvents = function(frame, events, ...)
		for _, event in ipairs(events) do
			frame:RegisterUnitEvent(event, ...)
		end
	end,
	RegisterForTopLevelParentChanged = function() end,
	SpecializeFrameWithMixins = function(frame, ...)
		G.Mixin(frame, ...)
		for _, script in ipairs { "OnLoad", "OnShow", "OnHide", "OnEvent", "OnEnter", "OnLeave", "OnClick" } do
			if type(frame[script]) == "function" and frame:HasScript(script) then
				frame:SetScript(script, frame[script])
			end
		end
		if frame.OnLoad then
			frame:OnLoad()
		end
	end,
}

-- Vectors

local Vector = {}

function Vector:SetXY(x, y)
	self.x, self.y = x, y
end

function Vector:GetXY()
	return self.x, self.y
end

function Vector:IsEqualTo(other)
	return self.x == other.x and self.y == other.y
end

function Vector:ScaleBy(factor)
	self:SetXY(self.x * factor, self.y * factor)
end

function Vector:Add(other)
	self:SetXY(self.x + other.x, self.y + other.y)
end

function Vector:Subtract(other)
	self:SetXY(self.x - other.x, self.y - other.y)
end

function Vector:Dot(other)
	return self.x * other.x + self.y * other.y
end

function Vector:GetLengthSquared()
	return self:Dot(self)
end

function Vector:GetLength()
	return self:GetLengthSquared() ^ 0.5
end

function Vector:Normalize()
	self:ScaleBy(1 / self:GetLength())
end

function Vector:Clone()
	return G.CreateVector2D(self:GetXY())
end

rt.makers.Vector2DMixin = function()
	return G.CopyTable(Vector)
end

function G.CreateVector2D(x, y)
	return G.Mixin({ x = x, y = y }, Vector)
end

-- Anchors

local Anchor = {}

function Anchor:Set(point, relative_to, relative_point, x, y)
	self.point, self.relativeTo, self.relativePoint, self.x, self.y = point, relative_to, relative_point, x, y
end

function Anchor:Get()
	return self.point, self.relativeTo, self.relativePoint, self.x, self.y
end

function Anchor:SetPoint(region, clear)
	if clear then
		region:ClearAllPoints()
	end
	region:SetPoint(self.point, self.relativeTo, self.relativePoint or self.point, self.x or 0, self.y or 0)
end

local AnchorUtil = {}
rt.spaces.AnchorUtil = AnchorUtil

function AnchorUtil.CreateAnchor(...)
	local anchor = G.Mixin({}, Anchor)
	anchor:Set(...)
	return anchor
end
G.CreateAnchor = AnchorUtil.CreateAnchor

function AnchorUtil.CreateAnchorFromPoint(region, index)
	return AnchorUtil.CreateAnchor(region:GetPoint(index))
end

local DIRECTION = { TopLeftToBottomRight = { 1, -1 }, TopRightToBottomLeft = { -1, -1 }, BottomLeftToTopRight = { 1, 1 }, BottomRightToTopLeft = { -1, 1 } }

rt.makers.GridLayoutMixin = function()
	local Direction = {}
	for name, signs in raw.pairs(DIRECTION) do
		Direction[name] = { x = signs[1], y = signs[2] }
	end
	return { Direction = Direction }
end

function AnchorUtil.CreateGridLayout(direction, stride, padding_x, padding_y)
	return { direction = direction, stride = stride or 1, paddingX = padding_x or 0, paddingY = padding_y or 0 }
end

function AnchorUtil.GridLayout(frames, anchor, layout)
	local width, height = 0, 0
	for _, frame in ipairs(frames) do
		width, height = raw.math.max(width, frame:GetWidth()), raw.math.max(height, frame:GetHeight())
	end
	for index, frame in ipairs(frames) do
		local column, row = (index - 1) % layout.stride, floor((index - 1) / layout.stride)
		local direction = layout.direction or { x = 1, y = -1 }
		local point, to, relative, x, y = anchor:Get()
		frame:ClearAllPoints()
		frame:SetPoint(point, to, relative, (x or 0) + column * (width + layout.paddingX) * direction.x, (y or 0) + row * (height + layout.paddingY) * direction.y)
	end
end

function AnchorUtil.VerticalLayout(frames, anchor, padding)
	AnchorUtil.GridLayout(frames, anchor, AnchorUtil.CreateGridLayout(nil, 1, 0, padding))
end

function AnchorUtil.HorizontalLayout(frames, anchor, padding)
	AnchorUtil.GridLayout(frames, anchor, AnchorUtil.CreateGridLayout(nil, #frames, padding, 0))
end
