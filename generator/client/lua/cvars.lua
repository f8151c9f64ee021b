-- CVars: those some modelled part of the client looks at, and those addons register. Others do not exist.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, fail = type, rt.fail
local lower = raw.string.lower

local defaults = {
	{ "loadDeprecationFallbacks", "1" },
	{ "addonChatRestrictionsForced", "0" },
	{ "addonEncounterRestrictionsForced", "0" },
	{ "addonChallengeModeRestrictionsForced", "0" },
	{ "addonPvPMatchRestrictionsForced", "0" },
	{ "addonCombatRestrictionsForced", "0" },
	{ "addonMapRestrictionsForced", "0" },
	{ "scriptErrors", "0" },
	{ "portal", "US" },
	{ "textLocale", "enUS" },
	{ "autojoinPartyVoice", "0" },
	{ "profanityFilter", "1" },
}

rt.setup[#rt.setup + 1] = function(c)
	c.cvars = {}
	for _, pair in ipairs(defaults) do
		local known = c.product.secrets or not raw.string.find(pair[1], "RestrictionsForced$")
		c.cvars[lower(pair[1])] = known and { name = pair[1], default = pair[2], value = c.options.cvars[pair[1]] or pair[2] } or nil
	end
	c.cvars.loaddeprecationfallbacks.value = c.options.shims and "1" or "0"
	for name, value in raw.pairs(c.options.cvars) do
		c.cvars[lower(name)] = c.cvars[lower(name)] or { name = name, default = value, value = value }
	end
end

local function find(name, method)
	if type(name) ~= "string" then
		fail(("bad argument #1 to '?' (Usage: C_CVar.%s(name))"):format(method))
	end
	return rt.c.cvars[lower(name)]
end

local function text(value)
	if type(value) == "boolean" then
		return value and "1" or "0"
	end
	return value == nil and "" or rt.tostring(value)
end

local C_CVar = {}
rt.spaces.C_CVar = C_CVar

function C_CVar.GetCVar(name)
	local cvar = find(name, "GetCVar")
	return cvar and cvar.value
end

function C_CVar.GetCVarDefault(name)
	local cvar = find(name, "GetCVarDefault")
	return cvar and cvar.default
end

function C_CVar.GetCVarBool(name)
	local cvar = find(name, "GetCVarBool")
	if cvar then
		return cvar.value == "1"
	end
	return nil
end

function C_CVar.SetCVar(name, value)
	local c, cvar = rt.c, find(name, "SetCVar")
	if not cvar then
		fail(("Couldn't find CVar named '%s'"):format(name))
	end
	value = text(value)
	local before = cvar.value
	if before ~= value then
		rt.before_cvar(c, cvar.name, value)
		cvar.value = value
		rt.note_forced(c)
		python.cvar_changed(cvar.name, value)
		rt.dispatch(c, "CVAR_UPDATE", cvar.name, value)
		rt.after_cvar(c, cvar.name, value)
	end
	return true
end

function C_CVar.RegisterCVar(name, value)
	if not find(name, "RegisterCVar") then
		rt.c.cvars[lower(name)] = { name = name, default = text(value), value = text(value) }
		rt.note_forced(rt.c)
	end
end

-- The old globals are Lua of the game's own.
for _, name in ipairs { "GetCVar", "GetCVarBool", "GetCVarDefault", "SetCVar", "RegisterCVar" } do
	rt.shims[name] = C_CVar[name]
end
