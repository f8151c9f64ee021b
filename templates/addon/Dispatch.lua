-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Which part of the node takes which message, and which takes the messages inside routed ones.

---@class CrossRP.Dispatch
local Dispatch = {}
Dispatch.__index = Dispatch
ns.Dispatch = Dispatch

local Codec, Spec, Util = ns.Codec, ns.Spec, ns.Util

local function on_hail(node, origin, _, values)
	node.links:on_hail(origin.sender, values)
end

local function on_route(node, origin, name, values)
	node.relay:on_route(origin, name, values)
end

local function on_ack(node, origin, name, values)
	node.relay:on_ack(origin, name, values)
end

local HANDLERS = {
	HI = on_hail,
	HO = on_hail,
	RG = function(node, origin, _, values)
		node.links:on_group(origin.sender, values)
	end,
	BYE = function(node, origin)
		local party = origin.medium == "BNET" and node.links or node.bridges
		party:lost(origin.sender)
	end,
	ST = function(node, origin, _, values)
		node.repair:heard(origin.sender, values.version)
		node.bridges:on_status(origin.sender, values, origin.medium)
		node.router:bridge_changed(origin.sender, origin.medium, values.request)
	end,
	R0 = function(node, origin, _, values)
		node.relay:on_direct(origin, values)
	end,
	R1 = on_route,
	R2 = on_route,
	R3 = function(node, origin, _, values)
		node.relay:on_delivery(origin, values)
	end,
	A1 = on_ack,
	A2 = on_ack,
	A3 = on_ack,
	PQ = function(node, origin, _, values)
		node.repair:on_question(origin, values)
	end,
	PR = function(node, origin, _, values)
		node.repair:on_page(origin, values)
	end,
}

-- Messages inside routed ones.
local ROUTED = {
	TR = function(node, source, values)
		node.profiles:on_request(source, values)
	end,
	TD = function(node, source, values)
		node.profiles:on_part(source, values)
	end,
	TV = function(node, source, values)
		node.profiles:on_versions(source, values)
	end,
}

for _, name in ipairs({ "LS", "LQ", "LR" }) do
	HANDLERS[name] = function(node, origin, _, values)
		node.raid:on_news(origin, name, values)
	end
end
for _, name in ipairs({ "LO", "LA", "LX", "LH", "LM", "LN" }) do
	ROUTED[name] = function(node, source, values, origin)
		node.raid:on_routed(source, name, values, origin)
	end
end

---@class CrossRP.DispatchOptions
---@field node CrossRP.Node
---@field count fun(name: string, by?: number)
---@field report? fun(message: string) told of an error inside another addon's handler
---@field foreign table<string, fun(source: string, text: string, secure: boolean)> commands that other addons take

---@param env table
---@param options CrossRP.DispatchOptions
---@return CrossRP.Dispatch
function Dispatch.new(env, options)
	return setmetatable({
		node = options.node,
		count = options.count,
		report = options.report,
		foreign = options.foreign,
		speech = ns.Quota.new(env, "speech"),
	}, Dispatch)
end

--- A whole message of a medium.
---@param origin CrossRP.Origin
---@param text string
function Dispatch:message(origin, text)
	local name, message, field, why = Codec.decode(text, origin.medium)
	if not name then
		return self.count("malformed_" .. message .. "_" .. field .. "_" .. why)
	end
	self.count("in_" .. name)
	HANDLERS[name](self.node, origin, name, message)
end

--- The first page of a message in pages: a sink when it is carried on at once, nil when it is put together first.
---@param origin CrossRP.Origin
---@param head string
---@return CrossRP.Sink|nil sink
---@return string|nil text what the first page brings of the message
function Dispatch:first_page(origin, head)
	local name, values = Codec.decode(head, origin.medium)
	if name == "R1" or name == "R2" then
		return self.node.relay:route(origin, name, values)
	end
	return nil
end

--- What a routed message carried.
---@param source string
---@param text string
---@param origin? CrossRP.Origin how it came in the end
function Dispatch:routed(source, text, origin)
	local name, values = Codec.decode(text, "ROUTED")
	if name then
		self.count("routed_in_" .. name)
		return ROUTED[name](self.node, source, values, origin)
	end
	local handler = self.foreign[text:match("^%S+")]
	if not handler then
		return self.count("unknown_routed")
	elseif not self.speech:take(source) then
		return self.count("refused_speech")
	end
	local public = Spec.constants.prefix
	Util.guarded(self.report, handler, source, text, (origin and origin.prefix or public) ~= public)
end

function Dispatch:sweep()
	self.speech:sweep()
end
