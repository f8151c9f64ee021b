-- Restrictions of addons: what is in force, by the host or by the testing CVars. Facts: wow-client.md section 1.4.

local rt = ...
local python = rt.python
local type = type

local INACTIVE, ACTIVATING, ACTIVE = 0, 1, 2
local CHAT = 5

-- Testing CVar -> restriction it forces.
local forced_by = {
	addonCombatRestrictionsForced = 0,
	addonEncounterRestrictionsForced = 1,
	addonChallengeModeRestrictionsForced = 2,
	addonPvPMatchRestrictionsForced = 3,
	addonMapRestrictionsForced = 4,
	addonChatRestrictionsForced = CHAT,
}
local cvar_of = {}
for name, restriction in pairs(forced_by) do
	cvar_of[restriction] = string.lower(name)
end

local function forced(c, restriction)
	local cvar = cvar_of[restriction] and c.cvars[cvar_of[restriction]]
	return cvar ~= nil and cvar.value == "1"
end

-- Notes in c.any_forced whether a testing CVar forces any restriction; most of the time none does.
function rt.note_forced(c)
	c.any_forced = false
	for restriction = 0, CHAT do
		c.any_forced = c.any_forced or forced(c, restriction)
	end
end
rt.setup[#rt.setup + 1] = rt.note_forced

-- Whether a testing CVar locks chat; what else locks it is the host's answer.
function rt.forced_lockdown(c)
	for restriction = 0, c.any_forced and CHAT or -1 do
		if forced(c, restriction) and python.locks_messages(restriction) then
			return true
		end
	end
	return false
end

-- Whether the secret arguments of chat events are secret just now.
function rt.chat_is_secret(c)
	return rt.forced_lockdown(c) or python.chat_secret()
end

-- Whether an addon may join, leave or manage channels; the client says so when it may not.
function rt.may_use_channels(c, what)
	if c.options.channels_in_lockdown or not rt.in_lockdown(c) then
		return true
	end
	rt.dispatch(c, "ADDON_ACTION_BLOCKED", "*** unknown ***", what .. "()")
	return false
end

function rt.in_lockdown(c)
	return rt.forced_lockdown(c) or rt.host.chat_lockdown()
end

local EVENT = "ADDON_RESTRICTION_STATE_CHANGED"

local dispatch = rt.dispatch

-- Whatever happens while the event is on its way happens in between.
function rt.dispatch(c, event, ...)
	if event ~= EVENT then
		return dispatch(c, event, ...)
	end
	local before = c.telling_restrictions
	c.telling_restrictions = true
	dispatch(c, event, ...)
	c.telling_restrictions = before
end

-- The event comes before a restriction begins and after it ends.
function rt.before_cvar(c, name, value)
	if forced_by[name] and value == "1" then
		c.activating = forced_by[name]
		rt.dispatch(c, EVENT, forced_by[name], ACTIVATING)
		c.activating = nil
	end
end

function rt.after_cvar(c, name, value)
	if forced_by[name] and value ~= "1" then
		rt.dispatch(c, EVENT, forced_by[name], INACTIVE)
	end
end

local function state(c, restriction)
	if c.activating == restriction then
		return ACTIVATING
	end
	return forced(c, restriction) and ACTIVE or python.restriction_state(restriction)
end

local C_RestrictedActions = {}
rt.spaces.C_RestrictedActions = C_RestrictedActions

function C_RestrictedActions.GetAddOnRestrictionState(restriction)
	if type(restriction) ~= "number" then
		rt.usage(1, "local state = C_RestrictedActions.GetAddOnRestrictionState(type)")
	end
	return state(rt.c, restriction)
end

-- While the event is being dispatched nothing counts as active.
function C_RestrictedActions.IsAddOnRestrictionActive(restriction)
	if type(restriction) ~= "number" then
		rt.usage(1, "local active = C_RestrictedActions.IsAddOnRestrictionActive(type)")
	end
	local c = rt.c
	return not c.telling_restrictions and state(c, restriction) == ACTIVE
end

rt.spaces.C_Secrets = {
	HasSecretRestrictions = function()
		for restriction = 0, CHAT do
			if state(rt.c, restriction) == ACTIVE then
				return true
			end
		end
		return false
	end,
	ShouldUnitIdentityBeSecret = function(token)
		local who = rt.unit(token, "local isUnitIdentitySecret = C_Secrets.ShouldUnitIdentityBeSecret(unit)")
		return who ~= nil and who.secret == true
	end,
}
