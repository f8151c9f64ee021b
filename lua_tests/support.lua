-- SPDX-License-Identifier: MIT
-- What several spec files of the lower layer need. Runs before each spec file of this folder.

local LOWER = { "Util", "Serializer", "Framing", "Inbox", "Limiter", "Outbox" }

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
