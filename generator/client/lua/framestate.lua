-- What a region takes from those it is in: scale, alpha, strata and level; its name for people; the mouse.

local rt = ...
local raw = rt.raw
local type, fail = type, rt.fail
local Object, Region, Frame = rt.methods.Object, rt.methods.Region, rt.methods.Frame
local state_of = rt.state

-- A name, or the names on the way to the object from the next one that has one.
function Object:GetDebugName()
	local state = state_of(self, "GetDebugName")
	if state.name then
		return state.name
	end
	local own = state.parent_key or raw.string.match(rt.tostring(self), "%x+$")
	return state.parent and state.parent:GetDebugName() .. "." .. own or own
end

-- Scale and alpha

local function named(object, state)
	return state.name or state.type
end

function Region:SetScale(scale)
	local state = state_of(self, "SetScale")
	local value = raw.tonumber(scale) or rt.usage(1, "self:SetScale(scale)")
	if value <= 0 then
		fail(("%s:SetScale(): Scale must be > 0"):format(named(self, state)))
	end
	state.scale = value
end

function Region:GetScale()
	return state_of(self, "GetScale").scale or 1
end

function Region:GetEffectiveScale()
	local state = state_of(self, "GetEffectiveScale")
	local scale = state.scale or 1
	if state.parent and not state.IsIgnoringParentScale then
		return scale * state.parent:GetEffectiveScale()
	end
	return scale
end

function Region:GetEffectiveAlpha()
	local state = state_of(self, "GetEffectiveAlpha")
	local alpha = self:GetAlpha()
	if state.parent and not state.IsIgnoringParentAlpha and not rt.is_secret(alpha) then
		return alpha * state.parent:GetEffectiveAlpha()
	end
	return alpha
end

-- Strata and level: those of the parent, and the level above its, until a frame is given its own.

local STRATA = {}
for strata in raw.string.gmatch("WORLD BACKGROUND LOW MEDIUM HIGH DIALOG FULLSCREEN FULLSCREEN_DIALOG TOOLTIP", "%S+") do
	STRATA[strata] = strata
end

function Frame:SetFrameStrata(strata)
	local state = state_of(self, "SetFrameStrata")
	state.strata = type(strata) == "string" and STRATA[raw.string.upper(strata)] or rt.usage(1, "self:SetFrameStrata(strata)")
end

function Frame:GetFrameStrata()
	local state = state_of(self, "GetFrameStrata")
	return state.strata or state.parent and state.parent:GetFrameStrata() or "MEDIUM"
end

function Frame:SetFrameLevel(level)
	local state = state_of(self, "SetFrameLevel")
	local value = raw.tonumber(level) or rt.usage(1, "self:SetFrameLevel(frameLevel)")
	if value < 0 then
		fail(("%s:SetFrameLevel(): Passed negative frame level: %s"):format(named(self, state), value))
	end
	state.level = value
end

function Frame:GetFrameLevel()
	local state = state_of(self, "GetFrameLevel")
	return state.level or state.parent and state.parent:GetFrameLevel() + 1 or 0
end

-- Frames of addons are not protected, nobody drags one, and the mouse is nowhere.

function Region:IsProtected()
	state_of(self, "IsProtected")
	return false, false
end

function Region:CanChangeProtectedState()
	state_of(self, "CanChangeProtectedState")
	return true
end

for _, name in ipairs { "IsDragging", "IsAnchoringRestricted" } do
	Region[name] = function(self)
		state_of(self, name)
		return false
	end
end

function Region:IsMouseOver()
	state_of(self, "IsMouseOver")
	return false
end
Region.IsMouseMotionFocus = Region.IsMouseOver

function Region:EnableMouse(enabled)
	local state = state_of(self, "EnableMouse")
	state.IsMouseClickEnabled, state.IsMouseMotionEnabled = enabled and true or false, enabled and true or false
end

function Region:IsMouseEnabled()
	local state = state_of(self, "IsMouseEnabled")
	return (state.IsMouseClickEnabled or state.IsMouseMotionEnabled) == true
end

function Region:EnableMouseMotion(enabled)
	state_of(self, "EnableMouseMotion").IsMouseMotionEnabled = enabled and true or false
end

-- A button takes clicks from the start.
function rt.methods.Button:IsMouseEnabled()
	local state = state_of(self, "IsMouseEnabled")
	return not (state.IsMouseClickEnabled == false and state.IsMouseMotionEnabled ~= true)
end

for method, wants in raw.pairs { StartMoving = "IsMovable", StartSizing = "IsResizable" } do
	Frame[method] = function(self)
		local state = state_of(self, method)
		if not self[wants](self) then
			fail(("%s:%s(): Frame is not %s"):format(named(self, state), method, wants == "IsMovable" and "movable" or "resizable"))
		end
	end
end

function Frame:IsObjectLoaded()
	state_of(self, "IsObjectLoaded")
	return true
end
