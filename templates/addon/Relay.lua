-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Messages of others: carried page by page as they arrive. A bridge turns R1 into R2, the far side turns R2 into R3 and
-- sends the acknowledgement once the last page of its R3 is on the line.
--
-- Nobody is believed about who they are: a bridge writes the source from the whisper's real sender, and the far side
-- takes only sources of the band its link plays on.

---@class CrossRP.Relay
local Relay = {}
Relay.__index = Relay
ns.Relay = Relay

local Bands, Codec, Spec, Wire = ns.Bands, ns.Codec, ns.Spec, ns.Wire
local limits, timers = Spec.limits, Spec.timers

-- Takes the rest of a message nobody wants.
local NOWHERE = {
	write = function() end,
	finish = function() end,
	abort = function() end,
}

---@class CrossRP.RelayOptions
---@field wire CrossRP.Wire
---@field bands CrossRP.Bands
---@field links CrossRP.Links
---@field bridges CrossRP.Bridges
---@field hosting CrossRP.Hosting
---@field router CrossRP.Router
---@field companions CrossRP.Companions
---@field deliver fun(source: string, message: string, origin: CrossRP.Origin)
---@field count fun(name: string, by?: number)

---@param env table
---@param options CrossRP.RelayOptions
---@return CrossRP.Relay
function Relay.new(env, options)
	return setmetatable({
		wire = options.wire,
		bands = options.bands,
		links = options.links,
		bridges = options.bridges,
		hosting = options.hosting,
		router = options.router,
		companions = options.companions,
		deliver = options.deliver,
		count = options.count,
		clients = ns.Memory.new(env, limits.bridge_clients, timers.client_idle),
		-- Source and umid of what was delivered, so that a repeated message is acknowledged but not repeated.
		seen = ns.Memory.new(env, limits.remembered_umids or 1, timers.duplicate_memory),
		-- The same of what is here as a whole and waits for its turn on the line.
		waiting = {},
	}, Relay)
end

-- The prefix of a secure group that a message came under; what did goes on under it, to members of the group only.
local function secure_prefix(origin)
	return origin.prefix ~= Spec.constants.prefix and origin.prefix or nil
end

local function refuse(self, why)
	self.count("refused_" .. why)
	return NOWHERE
end

-- Whether this client is one of the few a bridge serves at a time.
local function serves(self, fullname)
	self.clients:sweep()
	if not self.clients:get(fullname) and self.clients:size() >= limits.bridge_clients then
		return false
	end
	self.clients:put(fullname, true)
	return true
end

-- Passes on to a job, and counts the client as one being served for as long as it sends.
local function serving(self, fullname, job)
	return {
		write = function(_, data)
			serves(self, fullname)
			job:write(data)
		end,
		finish = function()
			job:finish()
		end,
		abort = function(_, why)
			job:abort(why)
		end,
	}
end

-- Opens the next hop and writes the message's head to it.
local function pass_on(self, name, values, options)
	local head = Wire.head(name, values)
	if not head then
		return refuse(self, "unsendable")
	end
	self.count("carried_" .. name)
	options.carried = true
	local job = self.wire:open(options)
	job:write(head)
	return job
end

-- A client of the own side wants something carried across.
local function carry_across(self, origin, values, priority)
	self.bands:met(origin.sender)
	local _, band = Bands.split(values.destination)
	if not self.hosting:carries() then
		self.bridges:answer(origin.sender)
		return refuse(self, "not_hosting")
	elseif not serves(self, origin.sender) then
		self.bridges:answer(origin.sender, true)
		return refuse(self, "full")
	end
	local prefix = secure_prefix(origin)
	local link = self.links:at(values.destination, prefix ~= nil) or self.links:to(band, nil, prefix ~= nil)
	local source = self.bands:destination_of(origin.sender, values.faction)
	if not link or not source then
		self.bridges:answer(origin.sender)
		return refuse(self, "no_link")
	end
	local values_across = { umid = values.umid, ack = values.ack, source = source, destination = values.destination }
	local job = pass_on(self, "R2", values_across, {
		medium = "BNET",
		target = link.id,
		prefix = prefix,
		priority = priority,
		on_done = function(outcome)
			serves(self, origin.sender)
			if outcome == "offline" then
				self.links:lost(link.id)
				-- Or the sender would wait for an acknowledgement that nobody can send.
				self.bridges:answer(origin.sender)
			end
		end,
	})
	return job == NOWHERE and job or serving(self, origin.sender, job)
end

local function key_of(values)
	return values.umid and values.source .. " " .. values.umid
end

local function remember(self, values)
	if values.umid then
		self.seen:put(key_of(values), true)
	end
end

-- Acknowledges a message over the link that brought it, or over a bridge when that link is gone.
local function acknowledge(self, origin, values)
	if not values.umid or values.ack == false or not Codec.has("A2") then
		return
	end
	local ack = { umid = values.umid, destination = values.source }
	local prefix = secure_prefix(origin)
	if self.links:get(origin.sender) then
		self.wire:send("A2", ack, { medium = "BNET", target = origin.sender, prefix = prefix, priority = "FAST" })
		return
	end
	local _, band = Bands.split(values.source)
	local bridge = self.bridges:choose(band, nil, prefix ~= nil)
	if bridge then
		self.wire:send("A1", ack, { medium = "WHISPER", target = bridge, prefix = prefix, priority = "FAST" })
	end
end

-- Whether a message that came over a link may be believed and is for this side.
local function is_welcome(self, origin, values)
	local link = self.links:get(origin.sender)
	local _, source_band = Bands.split(values.source)
	if not link or not self.links:stands_for(link, source_band) then
		return false, "source"
	elseif secure_prefix(origin) and not self.links:is_secure(link) then
		return false, "not_secure"
	end
	local _, band = Bands.split(values.destination)
	if not self.bands:may_be_same_side(band, self.bands.band) then
		return false, "not_ours"
	end
	return true
end

-- A message whose last page is here leaves as soon as the line allows, and its sender may try again before that.
local function once(self, values, job)
	local key = key_of(values)
	return {
		write = function(_, data)
			job:write(data)
		end,
		finish = function()
			if key and not job.outcome then
				self.waiting[key] = true
			end
			job:finish()
		end,
		abort = function(_, why)
			job:abort(why)
		end,
	}
end

local function repeated(self, values)
	return values.umid ~= nil and self.seen:get(key_of(values)) ~= nil
end

-- A link brought a message for the own side. Nil: it is for this client, and has to be whole first.
local function carry_home(self, origin, values, priority)
	local welcome, why = is_welcome(self, origin, values)
	if not welcome then
		return refuse(self, why)
	elseif repeated(self, values) then
		acknowledge(self, origin, values)
		return refuse(self, "repeated")
	elseif values.umid and self.waiting[key_of(values)] then
		return refuse(self, "waiting")
	elseif values.destination == self.bands.destination then
		return nil
	elseif not self.hosting:carries() then
		return refuse(self, "not_hosting")
	end
	local options = {
		medium = "BROADCAST",
		prefix = secure_prefix(origin),
		priority = priority,
		on_line = function()
			remember(self, values)
			acknowledge(self, origin, values)
		end,
		on_done = function()
			if values.umid then
				self.waiting[key_of(values)] = nil
			end
		end,
	}
	if Bands.split(values.destination) ~= "" then
		options.medium = "WHISPER"
		options.target = self.bands:fullname_of(values.destination)
		options.inner = values.message
		if not options.target then
			return refuse(self, "unknown_realm")
		end
	end
	local job = pass_on(self, "R3", { umid = values.umid, source = values.source }, options)
	return job == NOWHERE and job or once(self, values, job)
end

local CARRY = { R1 = carry_across, R2 = carry_home }

--- Asked for the first page of a message that comes in pages.
---@return CrossRP.Sink|nil sink nil: it is to be put together here
---@return string|nil text what the first page brings of the message
function Relay:route(origin, name, values)
	local carry = CARRY[name]
	local sink = carry and carry(self, origin, values, "LOW")
	return sink, sink and values.message
end

--- A whole message to be carried, or for this client.
function Relay:on_route(origin, name, values)
	local sink = CARRY[name](self, origin, values, "NORMAL")
	if sink then
		sink:write(values.message)
		sink:finish()
		return
	end
	remember(self, values)
	self.deliver(values.source, values.message, origin)
	acknowledge(self, origin, values)
end

-- Whether an R3 comes from where it says. From the own side only before there was R0, and then from its sender; nobody of
-- another side carries anything to this one but what is their own.
local function is_plausible(self, origin, source)
	local companion = self.companions:destination_of(origin.sender)
	if companion then
		return companion == source
	end
	local _, band = Bands.split(source)
	if not self.bands:is_near(band) then
		return true
	end
	return not Codec.has("R0") and origin.sender ~= self.bands.fullname and self.bands:destination_of(origin.sender) == source
end

--- The last router's delivery.
function Relay:on_delivery(origin, values)
	if not is_plausible(self, origin, values.source) then
		return self.count("refused_source")
	elseif repeated(self, values) and origin.sender ~= self.bands.fullname then
		-- A router hears its own broadcasts, which it remembers from passing them on, and is one of those they are for.
		return self.count("refused_repeated")
	end
	remember(self, values)
	if origin.medium ~= "BROADCAST" then
		self.companions:told(values.source, origin.sender)
	end
	self.deliver(values.source, values.message, origin)
end

--- A message straight from someone of the own side.
function Relay:on_direct(origin, values)
	local source = self.bands:destination_of(origin.sender)
	if source and origin.sender ~= self.bands.fullname then
		self.bands:met(origin.sender)
		self.deliver(source, values.message, origin)
	end
end

--- An acknowledgement on its way back.
function Relay:on_ack(origin, name, values)
	if name == "A3" or values.destination == self.bands.destination then
		return self.router:acked(values.umid)
	elseif not self.hosting:carries() then
		return self.count("refused_not_hosting")
	end
	local _, band = Bands.split(values.destination)
	local prefix = secure_prefix(origin)
	if name == "A1" then
		local link = self.links:at(values.destination, prefix ~= nil) or self.links:to(band, nil, prefix ~= nil)
		if link then
			self.wire:send("A2", values, { medium = "BNET", target = link.id, prefix = prefix, priority = "FAST" })
		end
	elseif self.links:get(origin.sender) and self.bands:is_near(band) then
		local fullname = self.bands:fullname_of(values.destination)
		if fullname then
			self.wire:send("A3", values, { medium = "WHISPER", target = fullname, prefix = prefix, priority = "FAST" })
		end
	end
end

function Relay:sweep()
	self.clients:sweep()
	self.seen:sweep()
end
