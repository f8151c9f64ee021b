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

for _, kind in ipairs { "Texture", "MaskTexture", "FontString", "Line" } do
	local method = "Create" .. kind
	Frame[method] = function(self, name, layer, template, sub_level)
		state_of(self, method)
		local region, state = rt.new_region(rt.c, self, kind, name, template)
		if layer then
			state.DrawLayer = { n = 2, layer, sub_level or 0 }
		end
		return region
	end
end

function Frame:GetRegions()
	return unpack(state_of(self, "GetRegions").regions or {})
end

function Frame:GetNumRegions()
	return #(state_of(self, "GetNumRegions").regions or {})
end

function Region:CreateAnimationGroup(name, template)
	state_of(self, "CreateAnimationGroup")
	return (rt.new_group(rt.c, self, name, template))
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

-- Animations do not run: playing one finishes it at once.

local Group, Animation = rt.methods.AnimationGroup, rt.methods.Animation

for name, f in raw.pairs(rt.script_methods) do
	Group[name], Animation[name] = f, f
end

function rt.new_group(c, region, name, template, node)
	local group, state = rt.new_widget(c, "AnimationGroup", name, region)
	rt.furnish(c, group, state, template, node)
	rt.run_script(group, state, "OnLoad")
	return group, state
end

function rt.new_animation(c, group, kind, name, template, node)
	local state = c.objects[group]
	local animation, own = rt.new_widget(c, kind, name, group)
	state.animations = state.animations or {}
	state.animations[#state.animations + 1] = animation
	rt.furnish(c, animation, own, template, node)
	rt.run_script(animation, own, "OnLoad")
	return animation, own
end

function Group:CreateAnimation(kind, name, template)
	state_of(self, "CreateAnimation")
	local known = rt.animation_types[raw.string.lower(kind or "Animation")]
	if not known then
		fail(("CreateAnimation: Unknown animation type '%s'"):format(rt.tostring(kind)))
	end
	return (rt.new_animation(rt.c, self, known, name, template))
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
