-- Addons: what they say of themselves, who is loaded, loading on demand.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, fail = type, rt.fail
local lower = raw.string.lower

rt.setup[#rt.setup + 1] = function(c)
	c.addons, c.addon_by_name = {}, {}
end

-- Addons are told in the order of their names, which is also their index.
function rt.add_addon(c, facts)
	facts.namespace = {}
	c.addons[#c.addons + 1] = facts
	c.addon_by_name[lower(facts.name)] = facts
end

function rt.addon_namespace(c, name)
	return c.addon_by_name[lower(name)].namespace
end

function rt.addon_loading(c, name)
	c.addon_by_name[lower(name)].loading = true
end

function rt.addon_loaded(c, name, has_bindings)
	local addon = c.addon_by_name[lower(name)]
	addon.loading, addon.loaded = false, true
	rt.fire(c, "ADDON_LOADED", addon.name, has_bindings)
	if c.in_world and rt.register_compartment then
		rt.register_compartment(c)
	end
end

-- An addon by name or index. Unknown names mean an addon that is not there.
local function find(which, method)
	if type(which) == "number" then
		return rt.c.addons[which]
	elseif type(which) == "string" then
		return rt.c.addon_by_name[lower(which)]
	end
	fail(("bad argument #1 to '?' (Usage: C_AddOns.%s(name))"):format(method))
end

local C_AddOns = {}
rt.spaces.C_AddOns = C_AddOns

-- Directives are found by their name; a translation of one is preferred.
function C_AddOns.GetAddOnMetadata(which, variable)
	local addon = find(which, "GetAddOnMetadata")
	if not addon then
		return nil
	end
	if type(variable) ~= "string" then
		rt.usage(2, "local value = C_AddOns.GetAddOnMetadata(name, variable)")
	end
	variable = lower(variable)
	local directives = addon.directives
	return directives[variable .. "-" .. lower(rt.c.player.locale)] or directives[variable]
end

-- The game's own addons are not installed: that one of them is there is an assumption.
local function games_own(which)
	return type(which) == "string" and raw.string.find(lower(which), "^blizzard_") ~= nil
end

function C_AddOns.IsAddOnLoaded(which)
	local addon = find(which, "IsAddOnLoaded")
	if not addon then
		local assumed = games_own(which) and rt.c.own_addons ~= nil and rt.c.own_addons[lower(which)] == true
		return assumed, assumed
	end
	return (addon.loading or addon.loaded) == true, addon.loaded == true
end

function C_AddOns.LoadAddOn(which)
	local addon = find(which, "LoadAddOn")
	if not addon then
		if games_own(which) and rt.assume("addon " .. which) then
			rt.c.own_addons = rt.c.own_addons or {}
			rt.c.own_addons[lower(which)] = true
			return true, nil
		end
		return nil, "MISSING"
	elseif addon.loaded or addon.loading then
		return true, nil
	end
	local loaded, why = python.load_addon(addon.name)
	if loaded then
		return true, nil
	end
	return nil, why
end

function C_AddOns.IsAddOnLoadOnDemand(which)
	local addon = find(which, "IsAddOnLoadOnDemand")
	return addon ~= nil and addon.on_demand
end

function C_AddOns.GetNumAddOns()
	return #rt.c.addons
end

function C_AddOns.GetAddOnName(which)
	local addon = find(which, "GetAddOnName")
	return addon and addon.name
end

function C_AddOns.GetAddOnTitle(which)
	local addon = find(which, "GetAddOnTitle")
	return addon and (C_AddOns.GetAddOnMetadata(which, "Title") or addon.name)
end

-- Before 12.0 a seventh result told of updates.
local function info(name, title, notes, loadable, reason)
	if rt.c.product.interface >= 110000 and rt.c.product.interface < 120000 then
		return name, title, notes, loadable, reason, "INSECURE", false
	end
	return name, title, notes, loadable, reason, "INSECURE"
end

function C_AddOns.GetAddOnInfo(which)
	local addon = find(which, "GetAddOnInfo")
	if not addon then
		return info(rt.tostring(which), nil, nil, false, "MISSING")
	end
	local title, notes = C_AddOns.GetAddOnTitle(which), C_AddOns.GetAddOnMetadata(which, "Notes")
	return info(addon.name, title, notes, not addon.refused, addon.refused)
end

function C_AddOns.DoesAddOnExist(which)
	return find(which, "DoesAddOnExist") ~= nil
end

-- Every installed addon is enabled.
function C_AddOns.GetAddOnEnableState(which)
	return find(which, "GetAddOnEnableState") and 2 or 0
end

function C_AddOns.IsAddOnLoadable(which)
	local addon = find(which, "IsAddOnLoadable")
	if not addon then
		return false, "MISSING"
	end
	return not addon.refused, addon.refused
end

function C_AddOns.GetAddOnDependencies(which)
	local addon = find(which, "GetAddOnDependencies")
	return raw.unpack(addon and addon.dependencies or {})
end

function C_AddOns.GetAddOnOptionalDependencies(which)
	local addon = find(which, "GetAddOnOptionalDependencies")
	return raw.unpack(addon and addon.optional or {})
end

-- The namespace of an addon that allows it.
function C_AddOns.GetAddOnLocalTable(which)
	local addon = find(which, "GetAddOnLocalTable")
	if not (addon and addon.directives.allowaddontableaccess == "1") then
		fail("GetAddOnLocalTable: the addon does not allow access to its table")
	end
	return addon.namespace
end
