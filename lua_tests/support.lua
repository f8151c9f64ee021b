-- SPDX-License-Identifier: MIT
-- What several spec files need. Runs before each spec file of this folder.

local LOWER = { "Util", "Memory", "Quota", "Serializer", "Framing", "Inbox", "Limiter", "Lines", "Outbox" }

-- The modules below the routing, for a revision (the default one without).
function lower(revision)
	return load_module({ revision = revision }, unpack(LOWER))
end

-- Letters that let a missing, doubled or moved byte show.
function letters(bytes)
	local parts = {}
	for index = 1, bytes do
		parts[index] = string.char(97 + (index * 7 + math.floor(index / 26)) % 26)
	end
	return table.concat(parts)
end

-- What the game packs with, in a simple form: "a5b1" for "aaaaab". Expanding gives nil for anything else.
function run_length()
	return {
		squeeze = function(text)
			local runs, at = {}, 1
			while at <= #text do
				local _, last = text:find(text:sub(at, at):gsub("%W", "%%%0") .. "+", at)
				table.insert(runs, ("%02x%d,"):format(text:byte(at), last - at + 1))
				at = last + 1
			end
			return table.concat(runs)
		end,
		expand = function(packed)
			local parts = {}
			local rest = packed:gsub("(%x%x)(%d+),", function(byte, count)
				table.insert(parts, string.char(tonumber(byte, 16)):rep(tonumber(count)))
				return ""
			end)
			return rest == "" and table.concat(parts) or nil
		end,
	}
end

-- A sink that writes down what it is told.
function recorder()
	local sink = { written = {}, events = {} }
	function sink:write(data)
		table.insert(self.written, data)
		table.insert(self.events, "write")
	end
	function sink:finish()
		table.insert(self.events, "finish")
	end
	function sink:abort(why)
		table.insert(self.events, "abort " .. tostring(why))
	end
	function sink:text()
		return table.concat(self.written)
	end
	return sink
end

-- A client for an outbox. It answers every packet at once with the next code of `codes` (0 when there is none), or, with
-- `later`, when answer(code) is called. `packets` are all it was handed, `accepted` those it took.
function scripted_client(later)
	local client = { codes = {}, packets = {}, accepted = {}, open = {} }
	function client.transmit(packet, done)
		table.insert(client.packets, packet)
		local function answer(code)
			if code == 0 then
				table.insert(client.accepted, packet)
			end
			done(code)
		end
		if later then
			table.insert(client.open, answer)
		else
			answer(table.remove(client.codes, 1) or 0)
		end
	end
	function client.answer(code)
		table.remove(client.open, 1)(code)
	end
	function client.texts(list)
		local texts = {}
		for index, packet in ipairs(list or client.accepted) do
			texts[index] = packet.text
		end
		return texts
	end
	return client
end

-- An outbox with its own time and client: { ns, env, client, outbox, ended }. `ended` collects "name outcome detail" of
-- jobs made with job(name, ...).
function outbox_bench(options)
	options = options or {}
	local bench = { ns = lower(options.revision), env = virtual_env(options.seed), ended = {} }
	bench.client = scripted_client(options.later)
	bench.limiter = options.budget and bench.ns.Limiter.new(bench.env, options.budget)
	bench.outbox = bench.ns.Outbox.new(bench.env, {
		transmit = options.transmit or bench.client.transmit,
		limiter = bench.limiter,
		message_bytes = options.message_bytes,
		queue_bytes = options.queue_bytes,
		report = options.report,
	})
	function bench.job(name, more)
		local job = { medium = "WHISPER", target = "Catnia-MoonGuard", prefix = "+RP" }
		for key, value in pairs(more or {}) do
			job[key] = value
		end
		job.on_done = function(outcome, detail)
			table.insert(bench.ended, name .. " " .. outcome .. (detail and " " .. detail or ""))
		end
		return job
	end
	function bench.send(name, data, more)
		local job = bench.job(name, more)
		job.data = data
		return bench.outbox:send(job)
	end
	function bench.open(name, more)
		return bench.outbox:open(bench.job(name, more))
	end
	return bench
end

--------------------------------------------------------------------------------------------------------------------------
-- The network core

local CORE = {
	"Fields", "Codec", "Util", "Memory", "Quota", "Events", "Wire", "Repair", "GroupKey", "Bands", "Companions", "Links", "Hosting",
	"Bridges", "Router", "Relay", "Serializer", "Packing", "Profiles", "Dispatch",
}

-- Stands in for SHA-256: quick, and other for every key and every name.
function plain_digest(text)
	return (text:reverse() .. ("."):rep(32)):sub(1, 32)
end

-- An error that was caught on its way fails the test all the same.
local function report(message)
	assert_nil(message, "caught")
end

local EVENTS = { "BAND_ADDED", "BAND_REMOVED", "LINKED", "UNLINKED", "PROFILE_UPDATED" }

-- Stands in for an outbox. A job ends when the test calls job:done(outcome, detail), or at once with what
-- outbox.answer(job) returns. take() gives "MEDIUM target text" of every job since the last take().
function outbox_recorder()
	local outbox = { jobs = {}, dropped = {}, taken = 0 }
	local Job = {}
	Job.__index = Job
	function Job:write(data)
		self.text = self.text .. data
		return true
	end
	function Job:finish()
		self.finished = true
		local outcome, detail = (outbox.answer or function() end)(self)
		if outcome then
			self:done(outcome, detail)
		end
	end
	function Job:abort(why)
		self:done("aborted", why)
	end
	function Job:done(outcome, detail)
		if self.outcome then
			return
		end
		self.outcome = outcome
		if outcome == "sent" and self.options.on_line then
			self.options.on_line()
		end
		if self.options.on_done then
			self.options.on_done(outcome, detail)
		end
	end
	function outbox:open(options)
		local job = setmetatable({ options = options, text = "", medium = options.medium, target = options.target }, Job)
		job.priority = options.priority
		table.insert(self.jobs, job)
		return job
	end
	function outbox:send(options)
		local job = self:open(options)
		job:write(options.data)
		job:finish()
		return job
	end
	function outbox:drop(medium, target, why)
		table.insert(self.dropped, ("%s %s %s"):format(medium, tostring(target), why))
		for _, job in ipairs({ unpack(self.jobs) }) do
			if job.medium == medium and job.target == target then
				job:done(why)
			end
		end
	end
	function outbox:last()
		return self.jobs[#self.jobs]
	end
	function outbox:take()
		local lines = {}
		for index = self.taken + 1, #self.jobs do
			local job = self.jobs[index]
			table.insert(lines, ("%s %s %s"):format(job.medium, tostring(job.target), job.text))
		end
		self.taken = #self.jobs
		return lines
	end
	return outbox
end

-- The modules of one player on an outbox. `fired` collects "EVENT argument ..."; `friends` are by game account id;
-- `conditions` and `load` may be set; `delivered` collects { source, message }.
local function make_node(ns, env, me, outbox)
	local node = { ns = ns, env = env, outbox = outbox, counts = {}, fired = {}, friends = {}, delivered = {}, load = 1 }
	node.conditions = { latency = 50 }
	local function count(name, by)
		node.counts[name] = (node.counts[name] or 0) + (by or 1)
	end
	node.events = ns.Events.new(report)
	for _, event in ipairs(EVENTS) do
		node.events:on(event, function(...)
			table.insert(node.fired, table.concat({ event, ... }, " "))
		end)
	end
	node.wire = ns.Wire.new(outbox, count)
	node.bands = ns.Bands.new(env, me, node.events)
	node.key = ns.GroupKey.new(env, {
		digest = plain_digest,
		fullname = node.bands.fullname,
		events = node.events,
		register = function() end,
	})
	node.hosting = ns.Hosting.new(env, {
		events = node.events,
		conditions = function()
			return node.conditions
		end,
		wanted = function()
			return node.unwanted ~= true
		end,
	})
	local options = {
		wire = node.wire,
		bands = node.bands,
		events = node.events,
		hosting = node.hosting,
		key = node.key,
		version = "3.0.0",
		count = count,
		deliver = function(source, message)
			table.insert(node.delivered, { source, message })
		end,
		friend = function(id)
			return node.friends[id]
		end,
		friends = function()
			local list = {}
			for id = 1, 99 do
				table.insert(list, node.friends[id])
			end
			return list
		end,
		load = function()
			return node.hosting:is_on() and node.load or 0
		end,
	}
	node.members = {}
	options.members = function()
		return node.members
	end
	for _, name in ipairs({ "Companions", "Links", "Bridges", "Router", "Relay" }) do
		options[name:lower()] = ns[name].new(env, options)
		node[name:lower()] = options[name:lower()]
	end
	node.dispatch = ns.Dispatch.new(env, { node = node, count = count, report = report, foreign = {} })
	node.repair = ns.Repair.new(env, {
		wire = node.wire,
		count = count,
		link = function(id)
			return node.links:get(id)
		end,
	})
	-- A friend on Battle.net: befriend(7, "Catnia", "Horde" [, realm id, realm]).
	function node.befriend(id, name, faction, realm_id, realm)
		local friend = { id = id, name = name, realm = realm or "MoonGuard", realm_id = realm_id or 1365, faction = faction }
		friend.band = node.bands:band_of(friend.realm_id, faction)
		friend.destination = name .. friend.band
		node.friends[id] = friend
		return friend
	end
	-- The same, once the friend said hello with this load.
	function node.link(id, name, load, faction, ...)
		node.befriend(id, name, faction or "Horde", ...)
		node.links:on_hail(id, { request = false, load = load })
	end
	-- Someone of the own side says what they reach: bridge("Borin-MoonGuard", { { "1H", 3 } }).
	function node.bridge(fullname, reach, medium, request)
		local bands = {}
		for index, pair in ipairs(reach) do
			bands[index] = { band = pair[1], load = pair[2] }
		end
		node.bridges:on_status(fullname, { request = request or false, bands = bands }, medium or "BROADCAST")
	end
	return node
end

TAMMYA = { name = "Tammya", realm = "MoonGuard", realm_id = 1365, faction = "Alliance", region = 1 }

-- Tammya's modules on an outbox_recorder. Options: revision, seed, me.
function node_bench(options)
	options = options or {}
	local ns = load_module({ revision = options.revision }, unpack(CORE))
	return make_node(ns, virtual_env(options.seed), options.me or TAMMYA, outbox_recorder())
end

-- What Core does with a message, for the messages between players.
-- Takes a message as a node's inbox would give it.
function receive(node, medium, sender, text, prefix)
	assert(node.ns.Codec.decode(text, medium), text)
	node.dispatch:message({ medium = medium, sender = sender, prefix = prefix }, text)
end

-- The first page of a message in pages; returns what Relay:route returns.
function receive_first_page(node, medium, sender, head)
	local name, values = node.ns.Codec.decode(head, medium)
	return node.relay:route({ medium = medium, sender = sender }, name, values)
end

-- Four players joined by a wire on virtual time, 0.5 s a hop: A0 and A1 of the Alliance, H1 and H0 of the Horde; A1 and H1
-- are friends, linked, and bridges their sides know. `result(from, packet)` may return a result code, `lose(from, packet)`
-- true. `log` collects "time Name MEDIUM target code text".
function four_nodes(options)
	options = options or {}
	local ns = load_module({ revision = options.revision }, "Framing", "Inbox", "Limiter", "Lines", "Outbox", unpack(CORE))
	local world = { env = virtual_env(options.seed, 0), log = {}, all = {} }

	local function receivers(from, packet)
		local found = {}
		for _, node in ipairs(world.all) do
			if packet.medium == "BROADCAST" then
				found[#found + 1] = node.bands.band == from.bands.band and node or nil
			elseif packet.target == (packet.medium == "BNET" and node.id or node.bands.fullname) then
				found[#found + 1] = not node.offline and node or nil
			end
		end
		return found
	end
	local function transmit(from, packet, done)
		local found = receivers(from, packet)
		local code = world.result and world.result(from, packet) or (#found == 0 and 12) or 0
		local text = packet.text:gsub("%c", ".")
		local line = { world.env.now(), from.name, packet.medium, packet.target or "-", code, text }
		table.insert(world.log, table.concat(line, " "))
		local origin = { medium = packet.medium, sender = packet.medium == "BNET" and from.id or from.bands.fullname }
		origin.prefix = packet.prefix
		for _, node in ipairs(code == 0 and found or {}) do
			local hears = packet.prefix == ns.Spec.constants.prefix or packet.prefix == node.key:prefix()
			if hears and not (world.lose and world.lose(from, packet, node)) then
				world.env.after(0.5, function()
					node.inbox:packet(origin, packet.text)
				end)
			end
		end
		done(code)
	end
	local function player(key, id, name, faction)
		local me = { name = name, realm = "MoonGuard", realm_id = 1365, faction = faction, region = 1 }
		local node
		local outbox = ns.Outbox.new(world.env, {
			report = report,
			transmit = function(packet, done)
				transmit(node, packet, done)
			end,
		})
		node = make_node(ns, world.env, me, outbox)
		node.id, node.name = id, name
		node.inbox = ns.Inbox.new(world.env, {
			report = report,
			route = function(origin, head)
				local command, values = ns.Codec.decode(head, origin.medium)
				if command == "R1" or command == "R2" then
					return node.relay:route(origin, command, values)
				end
			end,
			deliver = function(origin, text)
				receive(node, origin.medium, origin.sender, text, origin.prefix)
			end,
		})
		node.hosting:start()
		world[key] = node
		table.insert(world.all, node)
	end
	player("A0", 1, "Tammya", "Alliance")
	player("A1", 2, "Borin", "Alliance")
	player("H1", 3, "Grosh", "Horde")
	player("H0", 4, "Catnia", "Horde")
	world.A1.link(3, "Grosh", 1, "Horde")
	world.H1.link(2, "Borin", 1, "Alliance")
	world.A0.bridge("Borin-MoonGuard", { { "1H", 1 } })
	world.H0.bridge("Grosh-MoonGuard", { { "1A", 1 } })
	return world
end

--------------------------------------------------------------------------------------------------------------------------
-- Raids

local RAID = {
	"Fields", "Codec", "Util", "Memory", "Quota", "Events", "Machine", "GroupKey", "Bands", "Router", "Raid/Post",
	"Raid/Group", "Raid/Link", "Raid/News", "Raid/Talk", "Raid",
}
local RAID_EVENTS = { "RAID_OFFERED", "RAID_REFUSED", "RAID_LINKED", "RAID_UNLINKED", "RAID_MESSAGE" }
local TICK = 5

-- One player of a raid_bench. `sent` collects { destination, name, values, done(outcome) } of routed messages, `said` those
-- to the raid; `fired` "EVENT argument ...".
local function raid_player(bench, name, faction)
	local ns, env = bench.ns, bench.env
	local player = { name = name, sent = {}, said = {}, fired = {}, counts = {} }
	player.events = ns.Events.new(report)
	for _, event in ipairs(RAID_EVENTS) do
		player.events:on(event, function(...)
			table.insert(player.fired, table.concat({ event, ... }, " "))
		end)
	end
	local me = { name = name, realm = "MoonGuard", realm_id = 1365, faction = faction, region = 1 }
	player.bands = ns.Bands.new(env, me, player.events)
	player.fullname, player.destination = player.bands.fullname, player.bands.destination
	player.key = ns.GroupKey.new(env, {
		digest = plain_digest,
		fullname = player.fullname,
		events = player.events,
		register = function(prefix)
			player.registered = prefix
		end,
	})
	local function count(what, by)
		player.counts[what] = (player.counts[what] or 0) + (by or 1)
	end
	player.raid = ns.Raid.new(env, {
		events = player.events,
		bands = player.bands,
		key = player.key,
		count = count,
		report = report,
		group = ns.RaidGroup.new(env, {
			look = function()
				return bench.view(player)
			end,
			leads = function(fullname)
				return bench.leader ~= nil and bench.leader.fullname == fullname
			end,
		}),
		find = function(found)
			return found == "Catnia" and "Catnia1H" or nil
		end,
		clock = function()
			return 1000000 + env.now()
		end,
		router = {
			send = function(_, destination, text, request)
				local command, values = ns.Codec.decode(text, "ROUTED")
				assert(command, text)
				local message = { destination = destination, name = command, values = values, secure = request.secure }
				message.once = request.once
				message.done = request.on_done or function() end
				table.insert(player.sent, message)
			end,
		},
		wire = {
			send = function(_, command, values, options)
				local text = ns.Codec.encode(command, values)
				assert(text, command)
				local message = { name = command, values = values, prefix = options.prefix }
				function message.done(outcome)
					message.over = message.over or options.on_done and options.on_done(outcome)
				end
				function message:abort()
					self.done("aborted")
				end
				table.insert(player.said, message)
				return true, nil, message
			end,
		},
	})
	local function tick()
		player.raid:tick()
		env.after(TICK, tick)
	end
	env.after(TICK, tick)
	-- What other players send: routed("Catnia1H", "LO", { ... }), heard("Ann-MoonGuard", "LS", { ... }).
	function player.routed(source, command, values, origin)
		player.raid:on_routed(source, command, values, origin or { medium = "WHISPER", sender = "Borin-MoonGuard" })
	end
	function player.heard(sender, command, values, prefix)
		player.raid:on_news({ medium = "RAID", sender = sender, prefix = prefix }, command, values)
	end
	-- The last routed message, of a name when one is given.
	function player.last(command)
		for index = #player.sent, 1, -1 do
			if not command or player.sent[index].name == command then
				return player.sent[index]
			end
		end
	end
	-- The names of all messages since the last call, "LO LA" and "LS LR".
	function player.names()
		local names = {}
		for _, list in ipairs({ player.sent, player.said }) do
			for _, message in ipairs(list) do
				if not message.named then
					message.named = true
					table.insert(names, message.name)
				end
			end
		end
		return table.concat(names, " ")
	end
	function player.state()
		return player.raid:status().state
	end
	return player
end

-- Tammya, and the group she is in: bench.group("raid", leader or nil for herself, "Ann", "Bea"), bench.alone().
function raid_bench(revision)
	local bench = { ns = load_module({ revision = revision }, unpack(RAID)), env = virtual_env() }
	local others = {}
	local function person(name)
		return others[name]
			or { fullname = name .. "-MoonGuard", name = name, realm = "MoonGuard", realm_id = 1365, faction = "Alliance" }
	end
	function bench.view()
		if not bench.kind then
			return { leads = false, members = {} }
		end
		local members = {}
		for _, name in ipairs(bench.members) do
			members[person(name).fullname] = true
		end
		local leader = bench.leader and not bench.hidden and bench.leader or nil
		return { kind = bench.kind, leads = bench.leader == nil, leader = leader, members = members }
	end
	bench.tammya = raid_player(bench, "Tammya", "Alliance")
	function bench.group(kind, leader, ...)
		bench.kind, bench.leader, bench.members = kind, leader and person(leader) or nil, { leader, ... }
		if not leader then
			bench.members = { ... }
		end
		bench.tammya.raid:group_changed()
	end
	function bench.alone()
		bench.kind = nil
		bench.tammya.raid:group_changed()
	end
	return bench
end
