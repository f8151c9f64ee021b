-- Regions: anchors and sizes are kept as given (nothing is laid out), textures, font strings, animations.

local rt = ...
local raw, G = rt.raw, rt.globals
local type, unpack, fail = type, unpack, rt.fail
local Region, Frame = rt.methods.Region, rt.methods.Frame
local state_of = rt.state

-- Anchors and size

function Region:SetPoint(point, ...)
	local state = state_of(self, "SetPoint")
	if type(point) ~= "string" then
		fail("bad argument #1 to '?' (Usage: self:SetPoint(point [, relativeTo [, relativePoint]] [, x, y]))")
	end
	local to, relative, x, y = ...
	if type(to) == "number" then
		to, relative, x, y = state.parent, point, to, relative
	elseif type(relative) == "number" then
		relative, x, y = point, relative, x
	end
	if type(to) == "string" then
		to = rt.c.G[to]
	end
	state.points = state.points or {}
	for i, old in ipairs(state.points) do
		if old[1] == point then
			raw.table.remove(state.points, i)
			break
		end
	end
	raw.table.insert(state.points, { point, to or state.parent, relative or point, x or 0, y or 0 })
end

function Region:SetAllPoints(to)
	local state = state_of(self, "SetAllPoints")
	to = to or state.parent
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

function Region:SetSize(width, height)
	local state = state_of(self, "SetSize")
	state.width, state.height = width, height or width
	rt.run_script(self, state, "OnSizeChanged", state.width, state.height)
end

function Region:SetWidth(width)
	local state = state_of(self, "SetWidth")
	state.width = width
	rt.run_script(self, state, "OnSizeChanged", width, state.height or 0)
end

function Region:SetHeight(height)
	local state = state_of(self, "SetHeight")
	state.height = height
	rt.run_script(self, state, "OnSizeChanged", state.width or 0, height)
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

local function region_of(frame, kind, name, template, method)
	local c, state = rt.c, state_of(frame, method)
	local region = rt.new_widget(c, kind, name, frame)
	state.regions = state.regions or {}
	raw.table.insert(state.regions, region)
	if template then
		rt.apply_templates(c, region, template)
	end
	return region
end

function Frame:CreateTexture(name, _, template)
	return region_of(self, "Texture", name, template, "CreateTexture")
end

function Frame:CreateMaskTexture(name, _, template)
	return region_of(self, "MaskTexture", name, template, "CreateMaskTexture")
end

function Frame:CreateFontString(name, _, template)
	return region_of(self, "FontString", name, template, "CreateFontString")
end

function Frame:GetRegions()
	return unpack(state_of(self, "GetRegions").regions or {})
end

function Frame:GetNumRegions()
	return #(state_of(self, "GetNumRegions").regions or {})
end

function Region:CreateAnimationGroup(name)
	state_of(self, "CreateAnimationGroup")
	return (rt.new_widget(rt.c, "AnimationGroup", name, self))
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

function FontString:SetText(text)
	state_of(self, "SetText").text = text_of(text)
end

function FontString:SetFormattedText(pattern, ...)
	state_of(self, "SetFormattedText").text = G.format(pattern, ...)
end

function FontString:GetText()
	return state_of(self, "GetText").text
end

function FontString:ClearText()
	state_of(self, "ClearText").text = nil
end

function G.CreateFont(name)
	return (rt.new_widget(rt.c, "Font", name))
end

-- The game's own font objects, made when one is read.
for _, name in ipairs {
	"GameFontNormal", "GameFontNormalSmall", "GameFontNormalLarge", "GameFontNormalHuge", "GameFontHighlight",
	"GameFontHighlightSmall", "GameFontHighlightLarge", "GameFontDisable", "GameFontDisableSmall", "GameFontRed",
	"GameFontGreen", "GameFontWhite", "GameFontWhiteSmall", "ChatFontNormal", "NumberFontNormal", "SystemFont_Small",
} do
	rt.makers[name] = function(c)
		return (rt.new_widget(c, "Font", name))
	end
	rt.templates[name] = function() end
end

-- Animations do not run: playing one finishes it at once.

local Group, Animation = rt.methods.AnimationGroup, rt.methods.Animation

for name, f in raw.pairs(rt.script_methods) do
	Group[name], Animation[name] = f, f
end

function Group:CreateAnimation(_, name)
	local state = state_of(self, "CreateAnimation")
	local animation = rt.new_widget(rt.c, "Animation", name, self)
	state.animations = state.animations or {}
	raw.table.insert(state.animations, animation)
	return animation
end

function Group:GetAnimations()
	return unpack(state_of(self, "GetAnimations").animations or {})
end

local function play(self)
	local state = state_of(self, "Play")
	rt.run_script(self, state, "OnPlay")
	rt.run_script(self, state, "OnFinished", false)
end
Group.Play, Animation.Play = play, play

function Group:Stop()
	rt.run_script(self, state_of(self, "Stop"), "OnStop", true)
end
Animation.Stop = Group.Stop

for _, name in ipairs { "Pause", "Finish" } do
	Group[name] = function(self)
		state_of(self, name)
	end
	Animation[name] = Group[name]
end

for _, name in ipairs { "IsPlaying", "IsPaused", "IsDone" } do
	Group[name] = function(self)
		state_of(self, name)
		return name == "IsDone"
	end
	Animation[name] = Group[name]
end
