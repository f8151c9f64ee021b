-- Animation groups and animations: making them, and what they move. playing.lua lets them play.

local rt = ...
local raw = rt.raw
local type, unpack, fail = type, unpack, rt.fail
local Region, Group, Animation = rt.methods.Region, rt.methods.AnimationGroup, rt.methods.Animation
local state_of, run_script = rt.state, rt.run_script

for name, f in raw.pairs(rt.script_methods) do
	Group[name], Animation[name] = f, f
end

-- Making them

function rt.new_group(c, region, name, template, node)
	local group, state = rt.new_widget(c, "AnimationGroup", name, region)
	local around = c.objects[region]
	around.groups = around.groups or {}
	around.groups[#around.groups + 1] = group
	rt.furnish(c, group, state, template, node)
	run_script(group, state, "OnLoad")
	return group, state
end

function rt.new_animation(c, group, kind, name, template, node)
	local state = c.objects[group]
	local animation, own = rt.new_widget(c, kind, name, group)
	state.animations = state.animations or {}
	state.animations[#state.animations + 1] = animation
	rt.furnish(c, animation, own, template, node)
	run_script(animation, own, "OnLoad")
	return animation, own
end

function Region:CreateAnimationGroup(name, template)
	state_of(self, "CreateAnimationGroup")
	return (rt.new_group(rt.c, self, name, template))
end

function Region:GetAnimationGroups()
	return unpack(state_of(self, "GetAnimationGroups").groups or {})
end

function Region:StopAnimating()
	for _, group in ipairs(state_of(self, "StopAnimating").groups or {}) do
		group:Stop()
	end
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

function Group:RemoveAnimations()
	self:Stop()
	state_of(self, "RemoveAnimations").animations = nil
end

function Group:SetToFinalAlpha(wanted)
	state_of(self, "SetToFinalAlpha").final_alpha = wanted and true or false
end

function Group:IsSetToFinalAlpha()
	return state_of(self, "IsSetToFinalAlpha").final_alpha == true
end

-- What an animation moves: the region its group is on, unless it is told another.

function Animation:GetRegionParent()
	return rt.c.objects[state_of(self, "GetRegionParent").parent].parent
end

function Animation:GetTarget()
	return state_of(self, "GetTarget").Target or self:GetRegionParent()
end

local function related(object, key)
	local found = object
	for part in raw.string.gmatch(key, "[^.]+") do
		if type(found) ~= "table" then
			return nil
		end
		found = raw.string.lower(part) == "$parent" and found:GetParent() or found[part]
	end
	return found
end

-- By a name, by a key of the animation's own, or by a key of the region the group is on.
function Animation:SetTargetName(name)
	state_of(self, "SetTargetName").Target = rt.c.G[name]
end

function Animation:SetTargetKey(key)
	state_of(self, "SetTargetKey").Target = related(self, key)
end

function Animation:SetChildKey(key)
	state_of(self, "SetChildKey").Target = self:GetRegionParent()[key]
end

function Animation:SetTargetParent()
	state_of(self, "SetTargetParent").Target = self:GetRegionParent():GetParent()
end
