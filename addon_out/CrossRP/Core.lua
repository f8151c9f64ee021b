-- SPDX-License-Identifier: MIT
local addon_name, ns = ...

-- Puts the modules together and connects them with the game.

local Client, Spec = ns.Client, ns.Spec
local timers = Spec.timers

local VERSION = C_AddOns.GetAddOnMetadata(addon_name, "Version") or "0"

local MEGABYTE = 1000000
-- Of an error that was caught, so much is shown to the player.
local TROUBLE_BYTES = 160

local env = Client.env()
local events = ns.Events.new(Client.report)
local counts = {}

---@class CrossRP.Node
---@field outbox CrossRP.Outbox
---@field inbox CrossRP.Inbox
---@field bands CrossRP.Bands
---@field companions CrossRP.Companions
---@field links CrossRP.Links
---@field bridges CrossRP.Bridges
---@field hosting CrossRP.Hosting
---@field router CrossRP.Router
---@field relay CrossRP.Relay
---@field profiles CrossRP.Profiles
---@field repair CrossRP.Repair
---@field channels CrossRP.Channels
---@field dispatch CrossRP.Dispatch
---@field traffic CrossRP.Traffic
---@field journal CrossRP.Journal
---@field key CrossRP.GroupKey
---@field raid CrossRP.Raid
local node

-- Commands of routed messages that other addons take: command -> function(source, text, secure).
local foreign = {}

--- What the public side of the addon works with. `node` is there from login on, if the character has a side.
---@class CrossRP.CoreState
---@field node CrossRP.Node|nil
---@field saved CrossRP.Saved|nil from login on
---@field trouble? { message: string, at: number } the last error that was caught
local core = { VERSION = VERSION, env = env, events = events, counts = counts, handlers = foreign }
ns.core = core

local function count(name, by)
	counts[name] = (counts[name] or 0) + (by or 1)
end

local function report(message)
	core.trouble = { message = message:match("^[^\n]*"):sub(1, TROUBLE_BYTES), at = env.now() }
	Client.report(message)
end

local function load_settings()
	core.saved = ns.Saved.new(CrossRPSaved, events)
	CrossRPSaved = core.saved.data
end

local function may_ask()
	local now = Client.conditions()
	return not (now.instance or now.combat or now.restricted)
end

--------------------------------------------------------------------------------------------------------------------------
-- Parts

local function friend_of(person)
	if not person then
		return nil
	end
	node.bands:learn_realm(person.realm_id, person.realm)
	person.band = node.bands:band_of(person.realm_id, person.faction)
	person.destination = person.band and person.name .. person.band
	return person
end

local function friends_elsewhere()
	local friends = {}
	for _, person in ipairs(Client.friends()) do
		local friend = friend_of(person)
		if friend and friend.band and not node.bands:is_near(friend.band) then
			table.insert(friends, friend)
		end
	end
	return friends
end

local function transmit(packet, done)
	Client.transmit(packet, function(code)
		node.traffic:answered(packet, code)
		done(code)
	end)
end

local function make_sending()
	node.traffic = ns.Traffic.new(env)
	local budget = Spec.budgets[Client.is_retail() and "retail" or "default"]
	local limiter = not Client.throttle_lib() and ns.Limiter.new(env, budget) or nil
	node.limiter = limiter
	node.outbox = ns.Outbox.new(env, {
		transmit = transmit,
		limiter = limiter,
		keep = function(...)
			node.repair:keep(...)
		end,
		report = report,
	})
	node.dispatch =
		ns.Dispatch.new(env, { node = node, count = count, report = Client.report, foreign = foreign })
	node.inbox = ns.Inbox.new(env, {
		route = function(...)
			return node.dispatch:first_page(...)
		end,
		deliver = function(...)
			node.dispatch:message(...)
		end,
		began = function()
			node.repair:watch()
		end,
		quota = ns.Quota.new(env, "packets"),
		report = report,
	})
	node.channels = ns.Channels.new(env, Client.channels(events))
	node.wire = ns.Wire.new(node.outbox, count, function(options)
		return node.repair:counts(options)
	end, function()
		return node.channels:joined()
	end)
	node.repair = ns.Repair.new(env, {
		inbox = node.inbox,
		wire = node.wire,
		count = count,
		link = function(id)
			return node.links:get(id)
		end,
	})
end

local function make_hosting()
	return ns.Hosting.new(env, {
		conditions = Client.conditions,
		events = events,
		wanted = function()
			return core.saved:get("hosting")
		end,
		carried = function()
			return node.traffic.carried:sum()
		end,
		allowed = function()
			local megabytes = core.saved:get("budget")
			return megabytes > 0 and megabytes * MEGABYTE or nil
		end,
	})
end

local function make_key()
	node.key = ns.GroupKey.new(env, {
		digest = function(text)
			return ns.Sha256.digest(Client.bits, text)
		end,
		fullname = node.bands.fullname,
		events = events,
		register = Client.register_secure,
	})
	events:on("KEY_CHANGED", function()
		if node.announced then
			node.links:announce()
			node.bridges:announce_soon(timers.status_soon)
		end
	end)
end

local function make_network(me)
	node.bands = ns.Bands.new(env, me, events)
	node.bands:set_group(Client.realms())
	-- In a fixed order: where two ids have one name, the first one counts.
	local realms, ids = core.saved.data.realms, {}
	for id in pairs(realms) do
		table.insert(ids, id)
	end
	table.sort(ids)
	for _, id in ipairs(ids) do
		node.bands:learn_realm(id, realms[id])
	end
	node.hosting = make_hosting()
	make_key()
	local options = { wire = node.wire, bands = node.bands, events = events, hosting = node.hosting, version = VERSION, count = count }
	options.key = node.key
	options.report = report
	options.friends = friends_elsewhere
	options.friend = function(id)
		return friend_of(Client.friend(id))
	end
	options.load = function()
		return node:load()
	end
	node.links = ns.Links.new(env, options)
	options.links = node.links
	node.bridges = ns.Bridges.new(env, options)
	options.bridges = node.bridges
	node.companions = ns.Companions.new(env, { bands = node.bands, members = Client.group_members })
	options.companions = node.companions
	node.router = ns.Router.new(env, options)
	options.router = node.router
	options.deliver = function(...)
		node.dispatch:routed(...)
	end
	node.relay = ns.Relay.new(env, options)
end

-- Who is not role-playing across bands just now offers a part of the budget.
local function offer_share()
	if node.limiter then
		node.limiter:set_share(node.bands:is_active() and 1 or Spec.limits.inactive_percent / 100)
	end
end

-- The own load: the number of links, twice that for who is not role-playing across bands just now; 0 when not hosting.
local function own_load(self)
	if not self.hosting:is_on() then
		return 0
	end
	local links = math.max(1, self.links:count()) * (self.bands:is_active() and 1 or 2)
	return math.min(Spec.limits.links, links)
end

local function touch(kind, person)
	if not person or not node.profiles then
		return
	end
	node.bands:learn_realm(person.realm_id, person.realm)
	local band = node.bands:band_of(person.realm_id, person.faction)
	if not band or node.bands:is_near(band) then
		return
	end
	local destination = person.name .. band
	node.companions:met(person)
	node.persons:put(person.fullname, destination)
	node.bands:touch(band)
	node.profiles:touch(person.fullname, destination, kind, person.class_id)
	events:fire("TOUCHED", kind, person.fullname, destination)
end

local function make_profiles()
	node.persons = ns.Memory.new(env, Spec.limits.touched, timers.band_active)
	node.adapter = ns.Adapters.choose(env, {
		ready = function() end,
		changed = function()
			node.profiles:on_own_change()
		end,
		opened = function(fullname)
			local destination = node.persons:get(fullname)
			if destination then
				node.profiles:touch(fullname, destination, "open")
				events:fire("TOUCHED", "open", fullname, destination)
			end
		end,
	}, Client)
	node.journal = ns.Journal.new(env, events)
	node.profiles = ns.Profiles.new(env, {
		adapter = node.adapter,
		router = node.journal:watching(node.router),
		bands = node.bands,
		events = events,
		count = count,
		may_ask = may_ask,
		packing = ns.Packing.new(Client.squeezer()),
		may_pack = function()
			return core.saved:get("compress")
		end,
	})
	node.adapter:start()
end

local function make_raid()
	node.raid = ns.Raid.new(env, {
		wire = node.wire,
		router = node.router,
		bands = node.bands,
		events = events,
		key = node.key,
		group = ns.RaidGroup.new(env, { look = Client.group, leads = Client.leads }),
		find = function(name)
			return ns.Search.person(node, name, Client.target).destination
		end,
		clock = Client.clock,
		count = count,
		report = Client.report,
	})
end

--------------------------------------------------------------------------------------------------------------------------
-- Startup and the update loop

local function announce_regularly()
	node.links:probe_new(node:load())
	local now = env.now()
	if now < node.next_status then
		return
	end
	node.next_status = now + timers.status_period
	node.links:announce()
	if #node.bridges:own_reach() > 0 then
		node.bridges:announce(false)
	end
end

local function update()
	node.inbox:sweep()
	node.dispatch:sweep()
	node.bands:sweep()
	node.companions:sweep()
	node.bridges:sweep()
	node.relay:sweep()
	node.repair:sweep()
	node.profiles:sweep()
	node.journal:sweep()
	node.links:check()
	node.hosting:update()
	node.raid:tick()
	-- Only a send tells for sure that a restriction is over; what the client says of it has been wrong before.
	node.outbox:resume()
	-- Under a restriction nothing goes out, and what is told now would only wait behind what was told before.
	if not Client.conditions().restricted then
		node.channels:look_after()
		announce_regularly()
	end
	env.after(timers.update, update)
end

local function start()
	ns.Startup.new(env, {
		join_channel = function(done)
			node.channels:start(done)
		end,
		callback = function(number)
			events:fire("START" .. number)
		end,
		probe = function()
			node.links:probe()
		end,
		host = function()
			node.hosting:start()
		end,
		status = function(request)
			-- alliance-1 has no request mark, and its empty status asks nothing of who already told theirs.
			node.bridges:announce(request)
			-- What changes from here on is news to those who heard this.
			node.announced = true
			if node.hosting:is_on() then
				node.links:announce()
			end
		end,
		update_loop = function()
			node.started = true
			node.next_status = env.now() + timers.status_period
			node.raid:start(core.saved.data.raid)
			core.saved.data.raid = nil
			update()
		end,
	}):run()
end

local function start_node(me)
	node = { load = own_load }
	core.node = node
	make_sending()
	make_network(me)
	make_profiles()
	make_raid()
	node.companions:group_changed()
	Client.register_prefix()
	Client.hide_not_found()
	events:on("LINKS_CHANGED", function()
		if node.announced then
			node.bridges:announce_soon(timers.status_soon)
		end
	end)
	-- Nobody in a channel that was joined late heard what was told before.
	events:on("CHANNEL_JOINED", function()
		if node.announced then
			node.bridges:announce(true)
		end
	end)
	events:on("BAND_ADDED", offer_share)
	events:on("BAND_REMOVED", offer_share)
	offer_share()
	events:on("GROUP_KNOWN", function()
		node.links:tell_groups_soon()
	end)
	events:on("HOSTING_CHANGED", function()
		if node.announced then
			node.links:announce()
			node.bridges:announce_soon(timers.status_soon)
		end
	end)
	events:on("SETTING_CHANGED", function(name)
		if name == "hosting" or name == "budget" then
			node.hosting:reconsider()
		end
	end)
	env.after(timers.start_delay, start)
end

-- A neutral character has no side to route for; once it has chosen one, it is taken to another place. Some clients know
-- their realm only when the world is entered.
local function start_if_possible()
	local me = not node and Client.identity()
	if me then
		start_node(me)
		events:fire("NODE_MADE")
	end
end

local function on_login()
	load_settings()
	events:fire("LOGIN")
	start_if_possible()
end

local function on_logout()
	if not node then
		return
	end
	for id, name in pairs(node.bands.realm_names) do
		core.saved.data.realms[id] = name
	end
	-- Who reloads twice in a row has not taken up yet what was saved the first time.
	if node.started then
		core.saved.data.raid = node.raid:saved()
	end
	node.links:bye()
	node.bridges:bye()
end

-- Friends come and go in bursts of events; one look after them is enough.
local function on_friends_changed()
	if not node or node.looking then
		return
	end
	node.looking = env.after(timers.status_soon, function()
		node.looking = nil
		node.links:check()
		if node.announced then
			node.links:probe_new(node:load())
		end
	end)
end

local function on_conditions_changed()
	if not node then
		return
	end
	node.hosting:update()
	if not Client.conditions().restricted then
		node.outbox:resume()
	end
end

Client.listen({
	login = on_login,
	logout = on_logout,
	entered_world = function()
		start_if_possible()
		if node and node.limiter then
			node.limiter:slow(timers.world_entry, Spec.limits.world_entry_percent / 100)
		end
	end,
	packet = function(origin, text)
		if node then
			node.traffic.received:add(#text)
			if origin.medium ~= "BNET" then
				node.companions:heard(origin.sender)
			end
			node.inbox:packet(origin, text)
		end
	end,
	touched = function(kind, person)
		if node then
			touch(kind, person)
		end
	end,
	channel_notice = function(name, notice)
		if node then
			node.channels:on_notice(name, notice)
		end
	end,
	channel_user_notice = function(name, notice, by_me)
		if node then
			node.channels:on_user_notice(name, notice, by_me)
		end
	end,
	too_many_channels = function()
		if node then
			node.channels:on_too_many()
		end
	end,
	not_found = function(fullname)
		if node then
			node.outbox:drop("WHISPER", fullname, "offline")
			node.router:unreachable(fullname)
		end
	end,
	realm_known = function(id, realm)
		if node then
			node.bands:learn_realm(id, realm)
		end
	end,
	group_changed = function()
		if node then
			node.companions:group_changed()
			node.raid:group_changed()
		end
	end,
	friends_changed = on_friends_changed,
	conditions_changed = on_conditions_changed,
})
