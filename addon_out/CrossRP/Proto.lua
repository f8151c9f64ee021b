-- SPDX-License-Identifier: MIT
local _, ns = ...

-- `CrossRP.Proto`: the entry points that addons written for the released Cross RP use, under their old names.

local Bands, Client = ns.Bands, ns.Client
local core = ns.core

--- The released addon's names for what `CrossRP` offers.
---@class CrossRP.Proto
local Proto = {}
CrossRP.Proto = Proto

local function bands()
	return core.node and core.node.bands
end

--- Sends a message to a destination, or to a band.
---@param destination string
---@param message string
---@param options? { priority?: CrossRP.Priority, callback?: fun(outcome: string, detail: string?) }
---@return boolean accepted
function Proto.Send(destination, message, options)
	options = type(options) == "table" and options or {}
	return CrossRP.Send(destination, message, options.callback, options.priority)
end

--- Takes messages that begin with a command: handler(source, message, complete). They come whole, so complete is true.
---@param command string
---@param handler fun(source: string, message: string, complete: boolean)
---@return boolean
function Proto.SetMessageHandler(command, handler)
	return CrossRP.SetMessageHandler(command, function(source, text)
		handler(source, text, true)
	end)
end

--- Somebody of the own side who carries messages to a band just now, drawn as for a message.
---@param band string
---@return string|nil fullname
function Proto.SelectBridge(band)
	return core.node and type(band) == "string" and core.node.bridges:choose(band) or nil
end

--- The band of the player a unit is.
---@param unit string
---@return string|nil
function Proto.GetBandFromUnit(unit)
	local known, person = bands(), Client.person(unit)
	return known and person and known:band_of(person.realm_id, person.faction) or nil
end

--- The band of a destination.
---@param destination string
---@return string|nil
function Proto.GetBandFromDest(destination)
	local _, band = Bands.split(tostring(destination))
	return band
end

--- Whether two destinations hear each other without a bridge, as far as is known. Without a second one, the own one.
---@param one string
---@param other? string
---@return boolean
function Proto.IsDestLinked(one, other)
	local known = bands()
	local first = Proto.GetBandFromDest(one)
	local second = other and Proto.GetBandFromDest(other) or known and known.band
	return known ~= nil and first ~= nil and second ~= nil and known:same_side(first, second)
end

--- A destination from a full name.
---@param fullname string Name-Realm
---@param faction? string "A" or "H", the own one by default
---@return string|nil
function Proto.DestFromFullname(fullname, faction)
	local known = bands()
	return known and type(fullname) == "string" and known:destination_of(fullname, faction) or nil
end

--- A full name from a destination.
---@param destination string
---@return string|nil fullname Name-Realm; nil when the realm's name is not known
function Proto.DestToFullname(destination)
	local known = bands()
	return known and type(destination) == "string" and known:fullname_of(destination) or nil
end

Proto.GetNetworkStatus = CrossRP.GetNetworkStatus

-- Addons of that time listen for this with AceEvent, where one of them brings it along.
core.events:on("START3", function()
	local library = LibStub and LibStub:GetLibrary("AceEvent-3.0", true)
	if library and library.SendMessage then
		library:SendMessage("CROSSRP_PROTO_START3")
	end
end)
