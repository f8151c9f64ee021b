-- SPDX-License-Identifier: MIT
-- What the property tests ask of the lower layer, done in Lua so that a test crosses into it once. Gets the namespace.
local ns = ...

local drivers = {}

-- Whether two values are the same, the sign of zero included.
local function same(left, right)
	if type(left) ~= type(right) then
		return false
	elseif type(left) == "number" then
		return left == right and 1 / left == 1 / right
	elseif type(left) ~= "table" then
		return left == right
	end
	for key, value in pairs(left) do
		if not same(value, right[key]) then
			return false
		end
	end
	for key in pairs(right) do
		if left[key] == nil then
			return false
		end
	end
	return true
end

-- The text of a value, or nil and why; what is wrong with the way back, or nil.
function drivers.round_trip(value)
	local text, why = ns.Serializer.write(value)
	if not text then
		return nil, why
	end
	local ok, back = ns.Serializer.read(text)
	if not ok then
		return text, "cannot be read: " .. back
	elseif not same(value, back) then
		return text, "reads as another value"
	elseif ns.Serializer.write(back) ~= text then
		return text, "gives another text the second time"
	end
	return text
end

-- Reads any text. What is wrong with the answer, or nil; what reads must survive being written again.
function drivers.read_anything(text)
	local ok, value = ns.Serializer.read(text)
	if ok == false then
		return type(value) ~= "string" and "no reason" or nil
	elseif ok ~= true then
		return "neither true nor false"
	end
	local again, why = drivers.round_trip(value)
	if again then
		return why
	elseif not why:find("longer than") then
		return "read what cannot be written: " .. why
	end
end

-- The packets of a message that is written in these pieces, in order.
function drivers.packets(medium, pieces)
	local packets = {}
	local outbox = ns.Outbox.new(virtual_env(#pieces), {
		transmit = function(packet, done)
			packets[#packets + 1] = packet.text
			done(0)
		end,
	})
	local job = outbox:open({ medium = medium, prefix = "+RP" })
	for index = 1, #pieces do
		job:write(pieces[index])
	end
	job:finish()
	return packets, job.outcome
end

-- Feeds packets, as "medium sender text" triples in one flat list, to an inbox; with `through` to sinks. Returns the
-- messages in the order they ended, what the sinks were told to abort, the counters, and the first error reported.
function drivers.receive(triples, through)
	local messages, aborted, problem = {}, {}, nil
	local env = virtual_env(1)
	local inbox = ns.Inbox.new(env, {
		deliver = function(_, message)
			messages[#messages + 1] = message
		end,
		route = function()
			if not through then
				return nil
			end
			local parts = {}
			return {
				write = function(_, data)
					parts[#parts + 1] = data
				end,
				finish = function()
					messages[#messages + 1] = table.concat(parts)
				end,
				abort = function(_, why)
					aborted[#aborted + 1] = why
				end,
			}
		end,
		report = function(message)
			problem = problem or message
		end,
	})
	for index = 1, #triples, 3 do
		local medium, sender, text = triples[index], triples[index + 1], triples[index + 2]
		inbox:packet({ medium = medium, sender = sender, prefix = "+RP" }, text)
	end
	local stats = inbox:stats()
	env:advance(ns.Spec.timers.reassembly + 1)
	inbox:sweep()
	return messages, aborted, stats, problem, inbox:stats()
end

-- Packets of every shape, well-formed and not, from many senders. Returns the highest cost of what was pending, the first
-- error reported, the counters after a sweep, and how many kB stayed in use.
function drivers.flood(packets, seed)
	local env, problem, highest = virtual_env(seed), nil, 0
	local inbox = ns.Inbox.new(env, {
		deliver = function() end,
		route = function()
			if env.random(2) == 1 then
				return { write = function() end, finish = function() end, abort = function() end }
			end
		end,
		report = function(message)
			problem = problem or message
		end,
	})
	local filler = ("x"):rep(255)
	local marks = { "-", "<", "=", ">", ">", "?" }
	collectgarbage()
	local before = collectgarbage("count")
	for _ = 1, packets do
		local bnet = env.random(2) == 1
		local sender = "Sender" .. env.random(40)
		local text = "1" .. marks[env.random(6)] .. ns.Framing.number(env.random(200))
		if env.random(20) > 1 then
			text = text .. ns.Framing.number(env.random(8)) .. filler:sub(env.random(255))
		end
		inbox:packet({ medium = bnet and "BNET" or "WHISPER", sender = sender, prefix = "+RP" }, text)
		highest = math.max(highest, inbox.bytes)
	end
	env:advance(ns.Spec.timers.reassembly + 1)
	inbox:sweep()
	collectgarbage()
	return highest, problem, inbox:stats(), collectgarbage("count") - before
end

-- Plays a list of steps, each { name, arguments ... }, to an outbox, then lets everything end. `codes` are the client's
-- answers in order, 0 when they run out; with `later` the client answers only at a step "answer".
--
-- Returns { outcomes, attempts }: for each message the list of its outcomes, and each attempt in order as
-- { medium, text, code, serial of the step it happened in }.
function drivers.play(steps, codes, later, budget)
	local env = virtual_env(7)
	local outcomes, attempts, on_line, jobs, open = {}, {}, {}, {}, {}
	local next_code = 0
	local draining = false

	local function transmit(packet, done)
		local attempt = { medium = packet.medium, text = packet.text, priority = packet.priority, code = -1 }
		attempts[#attempts + 1] = attempt
		local function answer()
			next_code = next_code + 1
			attempt.code = not draining and codes[next_code] or 0
			done(attempt.code)
		end
		if later then
			open[#open + 1] = answer
		else
			answer()
		end
	end

	local problem
	local outbox = ns.Outbox.new(env, {
		transmit = transmit,
		limiter = budget and ns.Limiter.new(env, budget),
		report = function(message)
			problem = problem or message
		end,
	})
	local play = {}
	function play.open(name, medium, target, priority)
		outcomes[name], on_line[name] = {}, 0
		jobs[name] = outbox:open({
			medium = medium,
			target = target,
			prefix = "+RP",
			priority = priority,
			on_line = function()
				on_line[name] = on_line[name] + 1
			end,
			on_done = function(outcome)
				table.insert(outcomes[name], outcome)
			end,
		})
	end
	function play.write(name, data)
		jobs[name]:write(data)
	end
	function play.finish(name)
		jobs[name]:finish()
	end
	function play.abort(name)
		jobs[name]:abort("aborted")
	end
	function play.advance(seconds)
		env:advance(seconds)
	end
	function play.resume()
		outbox:resume()
	end
	function play.drop(medium, target)
		outbox:drop(medium, target, "offline")
	end
	function play.answer()
		if #open > 0 then
			table.remove(open, 1)()
		end
	end
	for index = 1, #steps do
		local step = steps[index]
		play[step[1]](step[2], step[3], step[4], step[5])
	end
	draining = true
	for index = 1, #steps do
		if steps[index][1] == "open" then
			jobs[steps[index][2]]:finish()
		end
	end
	repeat
		outbox:resume()
		while #open > 0 do
			play.answer()
		end
		env:advance(0.1)
	until outbox:stats().queued == 0 or env.now() > 10000
	return outcomes, attempts, on_line, outbox:stats(), problem
end

return drivers
