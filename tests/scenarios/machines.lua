-- SPDX-License-Identifier: MIT
-- The addon's modules as the state machines of the specification tell of them: machines[NAME](options) gives
-- `look()`, the state it is in, and `causes`, what makes each cause of the specification happen. A cause that cannot
-- come up just now returns false. Runs after lua_tests/support.lua; `options` has `revision` and `variant`, which
-- chooses among what a cause names with "or".
local machines = {}

local LASTING = { { "instance", true, false }, { "restricted", true, false }, { "latency", 501, 50 } }

local function hosting_bench(options)
	local node = node_bench(options)
	local hosting = node.hosting
	local lasting = LASTING[options.variant] or LASTING[1]
	local function set(name, value)
		node.conditions[name] = value
		hosting:update()
	end
	local function interrupt(value)
		if options.variant == 2 then
			node.unwanted = value
			return hosting:update()
		end
		set("combat", value)
	end
	local function start(prepare)
		return function()
			if hosting.started then
				return false
			end
			if prepare then
				prepare()
			end
			hosting:start()
		end
	end
	return node, {
		start = start,
		interrupt = interrupt,
		hold_off = function(held)
			set(lasting[1], held and lasting[2] or lasting[3])
		end,
	}
end

function machines.hosting(options)
	local node, make = hosting_bench(options)
	local hosting = node.hosting
	local carried, allowed = 0, 1000
	function hosting.carried()
		return carried
	end
	function hosting.allowed()
		return allowed
	end
	local function look()
		local reason, now = hosting:reason(), node.conditions
		if hosting:is_on() then
			return "hosting"
		elseif reason == "starting" then
			return "starting"
		elseif now.instance or now.restricted or now.latency > node.ns.Spec.limits.host_latency_ms then
			return "held off"
		elseif carried >= allowed then
			return "spent"
		elseif node.env.now() < hosting.paused_until then
			return "pausing"
		end
		return reason and "interrupted" or "nothing keeps it from hosting"
	end
	local function hold_off()
		make.hold_off(true)
	end
	local causes = {
		["startup comes to it, nothing hinders"] = make.start(),
		["startup comes to it, in combat or switched off"] = make.start(function()
			make.interrupt(true)
		end),
		["startup comes to it, something holds it off"] = make.start(hold_off),
		["combat begins, or the player switches it off"] = function()
			make.interrupt(true)
		end,
		["combat ends, or the player switches it on"] = function()
			make.interrupt(false)
		end,
		["an instance, a restriction or a slow line"] = hold_off,
		["that is over"] = function()
			make.hold_off(false)
		end,
		["carried as much as is allowed"] = function()
			carried = allowed
			hosting:update()
		end,
		["some of it is longer ago than an hour"] = function()
			carried = carried - 1
			hosting:update()
		end,
		["the player allows more"] = function()
			allowed = allowed + 1000
			hosting:reconsider()
		end,
		["nothing came up"] = function()
			node.env:advance(node.ns.Spec.timers.hosting_pause)
			hosting:update()
		end,
	}
	return look, causes
end

function machines.carrying(options)
	local node, make = hosting_bench(options)
	local hosting = node.hosting
	local function look()
		return hosting:is_on() and "carrying" or hosting:carries() and "grace" or "refusing"
	end
	local causes = {
		["hosting begins"] = function()
			make.interrupt(false)
			hosting:start()
		end,
		["hosting stops"] = function()
			make.interrupt(true)
		end,
		["hosting stays off"] = function()
			node.env:advance(node.ns.Spec.timers.grace)
		end,
	}
	return look, causes
end

function machines.channel(options)
	local ns, env = load_module({ revision = options.revision }, "Util", "Events", "Channels"), virtual_env()
	local timers, NAME = ns.Spec.timers, ns.Spec.constants.channel
	local numbers = {}
	local channels = ns.Channels.new(env, {
		join = function() end,
		leave = function() end,
		open = function() end,
		number = function(name)
			return numbers[name] or 0
		end,
		count = function()
			return 0
		end,
		events = ns.Events.new(),
		supported = true,
	})
	local function look()
		return channels.list[1].state
	end
	local function after(timer)
		return function()
			env:advance(timers[timer])
			channels:look_after()
		end
	end
	local function notice(word)
		return function()
			channels:on_notice(NAME, word)
		end
	end
	local causes = {
		["it is wanted"] = function()
			channels:look_after()
		end,
		["the game lets it in"] = function()
			numbers[NAME] = 5
			channels:on_notice(NAME, "YOU_JOINED")
		end,
		["the game says no"] = notice(options.variant == 2 and "BANNED" or "WRONG_PASSWORD"),
		["the game says nothing"] = after("channel_answer"),
		["the game says that there are too many"] = function()
			channels:on_too_many()
		end,
		["time for another try"] = after("channel_retry"),
		["may not talk there any more"] = notice("MUTED"),
		["it is lost, or no longer wanted"] = function()
			numbers[NAME] = nil
			channels:on_notice(NAME, options.variant == 2 and "NOT_MEMBER" or "YOU_LEFT")
		end,
	}
	return look, causes
end

function machines.link(options)
	local node = node_bench(options)
	local links, Codec = node.links, node.ns.Codec
	local function look()
		local link = links:get(7)
		if link then
			return link.load > 0 and "linked" or "resting"
		end
		return links.probed[7] and "asked" or "unknown"
	end
	local function hail(load, request)
		return function()
			if not node.friends[7] then
				node.befriend(7, "Zulya", "Horde")
			end
			links:on_hail(7, { load = load, request = request })
		end
	end
	local causes = {
		["plays on another band, and is asked"] = function()
			node.befriend(7, "Zulya", "Horde")
			links:probe_new(1)
		end,
		["the friend asks"] = hail(nil),
		["the friend tells a load"] = hail(3, false),
		["the friend tells load 0"] = hail(0, not Codec.has("HO") and options.variant == 2),
		["the friend leaves, or plays another character"] = function()
			node.friends[7] = nil
			links:check()
			links:probe_new(1)
		end,
		["the friend says goodbye"] = function()
			receive(node, "BNET", 7, "BYE")
		end,
		["not a word"] = function()
			node.env:advance(node.ns.Spec.timers.node_life)
			links:check()
		end,
		["the game says that nobody is there"] = function()
			if links:count() == 0 then
				return false
			end
			links:announce()
			node.outbox:last():done("offline")
		end,
	}
	return look, causes
end

function machines.bridge(options)
	local node, job = node_bench(options), nil
	local bridges, timers, BORIN = node.bridges, node.ns.Spec.timers, "Borin-MoonGuard"
	local function look()
		if bridges:takes(BORIN, "1H") then
			return "usable"
		end
		local bridge = bridges.known:get(BORIN)
		return bridge and bridge.full_until and node.env.now() < bridge.full_until and "full" or "no way"
	end
	local causes = {
		["a status with that band, and a load"] = function()
			node.bridge(BORIN, { { "1H", 3 } })
			-- On its way through the bridge, for when it turns out that nobody is there.
			node.router:send("Catnia1H", "RP1 Hello!", { priority = "NORMAL" })
			job = node.outbox:last()
		end,
		["whispers that every load is `full_load`"] = function()
			node.bridge(BORIN, { { "1H", node.ns.Spec.limits.full_load } }, "WHISPER")
		end,
		["a while goes by"] = function()
			node.env:advance(timers.client_idle)
		end,
		["a status without that band"] = function()
			node.bridge(BORIN, options.variant == 2 and { { "58H", 1 } } or {})
		end,
		["leaves"] = function()
			receive(node, "BROADCAST", BORIN, "BYE")
		end,
		["not a word"] = function()
			node.env:advance(timers.node_life)
			bridges:sweep()
		end,
		["the game says that nobody is there"] = function()
			if not job then
				return false
			end
			job:done("offline")
		end,
	}
	return look, causes
end

function machines.routed(options)
	local node, outcome, cancel = node_bench(options), nil, nil
	local router, timers, limits = node.router, node.ns.Spec.timers, node.ns.Spec.limits
	local text, destination = "RP1 Hello!", "Catnia1H"
	local BRIDGES = { "Borin-MoonGuard", "Anduvar-MoonGuard" }
	local function look()
		if outcome then
			return (outcome:gsub("_", " "))
		end
		local last = node.outbox:last()
		if last and not last.outcome then
			return "being sent"
		end
		for _, flight in router.flights:each() do
			if flight.path and last.outcome == "sent" then
				return "awaiting"
			end
			return node.bridges:is_full("1H") and not flight.path and "queueing" or "pausing"
		end
	end
	local function begin()
		cancel = router:send(destination, text, {
			priority = "NORMAL",
			on_done = function(how)
				outcome = how
			end,
		})
	end
	local function done(how)
		return function()
			node.outbox:last():done(how)
		end
	end
	local function refused_by_bridge()
		local bridge = node.outbox:last().target
		node.bridge(bridge, {})
		node.router:bridge_changed(bridge, "WHISPER")
	end
	local causes = {
		begin = begin,
		["there is a way"] = function()
			for _, bridge in ipairs(BRIDGES) do
				node.bridge(bridge, { { "1H", 1 } })
			end
		end,
		["the bridges there are full"] = function()
			for _, bridge in ipairs(BRIDGES) do
				node.bridge(bridge, { { "1H", 1 } })
				node.bridge(bridge, { { "1H", limits.full_load } }, "WHISPER")
			end
		end,
		["a while goes by"] = function()
			node.env:advance(2 * timers.full_wait)
		end,
		["tried often enough, the last time without a way"] = function()
			limits.tries = 2
			for _, bridge in ipairs(BRIDGES) do
				node.bridges:lost(bridge)
			end
		end,
		["there is none"] = function() end,
		["there is none, and never was"] = function() end,
		["no other way than before"] = function()
			for _, bridge in ipairs(BRIDGES) do
				node.bridges:lost(bridge)
			end
		end,
		["waited"] = function()
			node.env:advance(timers.ack_wait)
		end,
		["tried often enough"] = function()
			limits.tries = 1
		end,
		["the last try was refused"] = function()
			limits.tries = 1
		end,
		["not sendable, or too many under way"] = function()
			if options.variant == 2 then
				limits.in_flight = 0
			else
				text = "\255"
			end
		end,
		["its last page is on the line"] = done("sent"),
		["the last page is with a router"] = done("sent"),
		["it is refused"] = done("failed"),
		["straight to its reader"] = function()
			destination = "Borin1A"
		end,
		["the last page is on the line, straight to its reader"] = done("sent"),
		["refused on the straight way"] = done("failed"),
		["the game refuses it, or finds nobody"] = function()
			node.outbox:last():done(options.variant == 2 and "offline" or "failed", "GeneralError")
		end,
		["the bridge refuses it"] = refused_by_bridge,
		["the acknowledgement"] = function()
			local umid = node.outbox:last().text:match("^%u%d (%w+)")
			receive(node, "WHISPER", "Borin-MoonGuard", "A3 " .. umid)
		end,
		["no acknowledgement"] = function()
			node.env:advance(timers.ack_wait + timers.ack_wait_byte * #text)
		end,
		["the bridge refuses it, or starts anew"] = function()
			local bridge = node.outbox:last().target
			if options.variant == 2 then
				node.bridge(bridge, { { "1H", 1 } })
				node.router:bridge_changed(bridge, "BROADCAST", true)
			else
				refused_by_bridge()
			end
			node.env:advance(0)
		end,
		["taken back"] = function()
			cancel()
		end,
	}
	return look, causes
end

function machines.half_built(options)
	local ns, env, sink = lower(options.revision), virtual_env(), nil
	local delivered, carried = {}, false
	local inbox = ns.Inbox.new(env, {
		route = function()
			if carried then
				sink = recorder()
			end
			return sink
		end,
		deliver = function(_, message)
			table.insert(delivered, message)
		end,
	})
	local ended = {}
	local function look()
		local stats = inbox:stats()
		for name, count in pairs(stats) do
			local why = name:match("^dropped_(.+)$")
			if why and count > 0 then
				ended[why] = true
				return "given up"
			end
		end
		if #delivered > 0 then
			return "delivered"
		elseif sink and sink.events[#sink.events] == "finish" then
			return "passed on"
		elseif stats.pending == 0 then
			return "nothing"
		end
		return sink and "passing on" or "building"
	end
	local highest = 0
	local function page(mark, number, payload)
		highest = math.max(highest, number)
		inbox:packet({ medium = "BNET", sender = 17, prefix = "x" }, ns.Framing.pack("BNET", mark, 5, number, payload or "text"))
	end
	local first_here = false
	local causes = {
		["a first page, or one with a number"] = function()
			page("middle", 2)
		end,
		["the first page says: carry it"] = function()
			carried, first_here = true, true
			page("first", 1)
		end,
		["the last missing page"] = function()
			page("last", highest + 1)
			if not first_here then
				page("first", 1)
			end
		end,
		["no page for long"] = function()
			env:advance(ns.Spec.timers.reassembly + 1)
			inbox:sweep()
		end,
		["its slot is used anew, or its pages contradict each other"] = function()
			if not first_here then
				page("first", 1)
			end
			if options.variant == 2 then
				return page("first", 1, "another")
			end
			page("middle", 3)
			page("last", 2)
		end,
		["a lost page never comes"] = function()
			-- Asking is for another module, which ends it like this.
			inbox:give_up(inbox.open.first, "lost_page")
		end,
		["too long, or no room for it"] = function()
			ns.Spec.limits[options.limit] = options.limit == "pending_per_sender" and 1 or 100
			page("middle", 7, ("x"):rep(90))
			if options.limit == "pending_per_sender" then
				inbox:packet({ medium = "BNET", sender = 17, prefix = "x" }, ns.Framing.pack("BNET", "first", 6, 1, "text"))
			else
				page("middle", 8, ("x"):rep(90))
			end
		end,
	}
	return look, causes, ended
end

function machines.outgoing(options)
	-- The budget opens and shuts like a gate: hardly anything comes into the bucket by itself.
	local budget = { rate = 0.001, burst = 1000, overhead = 0 }
	local bench = outbox_bench({ revision = options.revision, later = true, budget = budget })
	local outbox, client, timers = bench.outbox, bench.client, bench.ns.Spec.timers
	local function gate(open)
		bench.limiter.tokens = open and budget.burst or -budget.burst
		bench.limiter.at = bench.env.now()
	end
	gate(false)
	local job = bench.send("it", letters(700))
	local function look()
		if job.outcome then
			return job.outcome
		elseif #client.open > 0 then
			return "handed over"
		end
		return job.line.held and "held" or job.line.timer and "waiting" or "queued"
	end
	local function answer(code)
		return function()
			gate(false)
			client.answer(code)
			gate(false)
		end
	end
	local causes = {
		["its turn comes"] = function()
			gate(true)
			outbox:pump()
		end,
		["accepted, more pages follow"] = answer(0),
		["accepted, and it was the last page"] = function()
			for _ = 1, 2 do
				client.answer(0)
				gate(true)
				outbox:pump()
			end
			client.answer(0)
		end,
		["answer `retry`"] = answer(3),
		["waited"] = function()
			gate(false)
			bench.env:advance(timers.retry)
		end,
		["answer `hold`"] = answer(11),
		["the restriction ends, or at the next look"] = function()
			gate(false)
			outbox:resume()
		end,
		["answer `offline`"] = answer(12),
		["answer `failed`"] = answer(1),
		["taken back"] = function()
			job:abort()
		end,
		["begun, then no page for long"] = function()
			bench.env:advance(timers.reassembly)
		end,
	}
	return look, causes
end

function machines.part(options)
	local node, sent, known = node_bench(options), {}, {}
	local ns, timers = node.ns, node.ns.Spec.timers
	local adapter = {
		available = function()
			return true
		end,
		ignored = function()
			return false
		end,
		known = function()
			return "catnias", known
		end,
		save = function(_, _, _, part, data)
			known[part] = data.v
			return true
		end,
	}
	local router = {
		send = function(_, _, text, request)
			local _, values = ns.Codec.decode(text, "ROUTED")
			table.insert(sent, { values = values, done = request.on_done })
		end,
	}
	local profiles = ns.Profiles.new(node.env, {
		adapter = adapter,
		router = router,
		bands = node.bands,
		events = node.events,
		count = function() end,
		may_ask = function()
			return true
		end,
		packing = ns.Packing.new(run_length()),
		may_pack = function()
			return false
		end,
	})
	local function look()
		local entry = profiles.touched:get("Catnia1H")
		if entry and entry.wanted.A then
			return "wanted"
		end
		profiles:sweep()
		for _, slot in profiles.slots:each() do
			if slot.parts.A then
				return "asked"
			end
		end
		return "at rest"
	end
	local function touch()
		profiles:touch("Catnia-MoonGuard", "Catnia1H", "mouseover")
	end
	local causes = {
		["touched, and not asked for lately"] = function()
			node.env:advance(timers.request_cooldown)
			touch()
		end,
		["its owner announces another version"] = function()
			profiles:on_versions("Catnia1H", { profile_id = "catnias", serials = { A = 9 } })
		end,
		["the request goes out"] = function()
			node.env:advance(timers.request_pairing)
		end,
		["it arrives"] = function()
			profiles:on_part("Catnia1H", {
				slot = sent[#sent].values.slot,
				part = "A",
				profile_id = "catnias",
				data = ns.Serializer.write({ v = 7 }),
			})
		end,
		["no answer: it was current, or lost"] = function()
			node.env:advance(timers.slot_life)
		end,
		["never seen, and it did not come"] = function()
			sent[#sent].done("acked")
			node.env:advance(timers.request_cooldown)
		end,
		["the request does not get through"] = function()
			sent[#sent].done("timed_out")
		end,
	}
	return look, causes
end

function machines.page(options)
	local modules = { "Fields", "Codec", "Util", "Memory", "Framing", "Inbox", "Repair" }
	local ns, env, sent = load_module({ revision = options.revision }, unpack(modules)), virtual_env(), {}
	local origin = { medium = options.variant == 2 and "WHISPER" or "BNET", sender = 17, prefix = "x" }
	local timers, over = ns.Spec.timers, nil
	local repair
	local inbox = ns.Inbox.new(env, {
		deliver = function()
			over = "here"
		end,
		began = function()
			repair:watch()
		end,
	})
	repair = ns.Repair.new(env, {
		inbox = inbox,
		wire = {
			send = function(_, name)
				table.insert(sent, name)
			end,
		},
		count = function() end,
		link = function()
			return { version = "3.0.0" }
		end,
	})
	local function page(mark, number)
		inbox:packet(origin, ns.Framing.pack(ns.Framing.family(origin.medium), mark, 5, number, "text", true))
	end
	-- The third page is the one looked at; whispered pages can be asked for once one of them has counted.
	page("first", 1)
	page("middle", 2)
	local message = inbox.open.first
	local function look()
		if inbox:stats().dropped_lost_page then
			return "lost"
		elseif over or message.pages[3] then
			return "here"
		end
		return #sent > 0 and "asked for" or message.highest > 3 and "missing" or "expected"
	end
	local causes = {
		["it comes"] = function()
			page("middle", 3)
		end,
		["a later page comes"] = function()
			page("middle", 4)
		end,
		["it stays away"] = function()
			env:advance(timers.repair_wait + 1)
		end,
		["no page at all for a while"] = function()
			env:advance(timers.repair_quiet + 1)
		end,
		["it comes, late or again"] = function()
			repair:on_page(origin, { slot = 5, page = 3, total = 0, data = "text" })
		end,
		["asked for in vain"] = function()
			-- One may ask a little oftener than there are pages.
			for number = 4, 12 do
				page("middle", number)
			end
			env:advance(timers.repair_again * (ns.Spec.limits.repair_asks + 1))
		end,
	}
	return look, causes
end

return machines
