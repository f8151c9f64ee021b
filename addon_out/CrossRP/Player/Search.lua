-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Whom the player means by what was typed: nobody or "target" is the target, a name is somebody met lately.

---@class CrossRP.Search
local Search = {}
ns.Search = Search

local TARGET = "target"
local YOURSELF = "yourself"

local function of_fullname(node, fullname, destination)
	return {
		name = fullname:match("^[^-]+"),
		fullname = fullname,
		destination = destination or node.bands:destination_of(fullname),
	}
end

local function the_target(node, target)
	local person, problem = target()
	if problem == YOURSELF then
		return of_fullname(node, node.bands.fullname, node.bands.destination)
	elseif not person then
		return { name = "", problem = problem }
	end
	node.bands:learn_realm(person.realm_id, person.realm)
	return of_fullname(node, person.fullname, person.name .. node.bands:band_of(person.realm_id, person.faction))
end

-- Whether a full name is what was typed, with or without the realm, in any case.
local function is_meant(fullname, name, realm)
	local own_name, own_realm = fullname:lower():match("^([^-]+)%-(.+)$")
	return own_name == name and (realm == nil or own_realm == realm)
end

local function typed(text)
	local name, realm = text:lower():match("^([^-]+)%-(.+)$")
	if not name then
		return text:lower(), nil
	end
	-- Realms are written with spaces and dashes by people, and without in full names.
	return name:gsub("%s", ""), (realm:gsub("[%s%-%.]", ""))
end

--- Nobody found is a name alone.
---@param node CrossRP.Node
---@param text string
---@param target fun(): CrossRP.Person|nil, string|nil the target, or why there is none
---@return CrossRP.Sought
function Search.person(node, text, target)
	if text == "" or text:lower() == TARGET then
		return the_target(node, target)
	end
	local name, realm = typed(text)
	if is_meant(node.bands.fullname, name, realm) then
		return of_fullname(node, node.bands.fullname, node.bands.destination)
	end
	local found
	-- Of two the one met last.
	for fullname, destination in node.persons:each() do
		if is_meant(fullname, name, realm) then
			found = of_fullname(node, fullname, destination)
		end
	end
	for _, fullname in node.bands.directory:each() do
		if not found and is_meant(fullname, name, realm) then
			found = of_fullname(node, fullname)
		end
	end
	return found or { name = text }
end
