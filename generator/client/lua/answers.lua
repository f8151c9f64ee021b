-- What the host answers: as records, and kept where it rarely changes.

local rt = ...
local raw, python = rt.raw, rt.python

-- A record from the host: its fields come one after the other, in the order of `names`.
function rt.record(names, first, ...)
	if first == nil then
		return nil
	end
	local record, values = {}, { first, ... }
	for i = 1, #names do
		record[names[i]] = values[i]
	end
	return record
end

-- As rt.record for several records, led by their number.
function rt.records(names, count, ...)
	local list, values, width = {}, { ... }, #names
	for i = 1, count do
		local record = {}
		for j = 1, width do
			record[names[j]] = values[(i - 1) * width + j]
		end
		list[i] = record
	end
	return list
end

-- Addons ask some things many times a second. A host that tells of changes is asked once, until it says that its answers
-- are out of date (Client.forget_answers); any other is asked each time.

rt.setup[#rt.setup + 1] = function(c)
	c.kept = c.options.keeps_answers and {} or nil
end

function rt.forget_answers(c)
	c.kept = c.kept and {}
end

local host = {}
rt.host = host

-- host[name]() gives the answer as one value; whoever gets a table must leave it as it is. `form` makes it of the results.
local function keep(name, form)
	host[name] = function()
		local kept = rt.c.kept
		local answer = kept and kept[name]
		if answer == nil then
			answer = form(python[name]())
			if kept then
				kept[name] = answer
			end
		end
		return answer
	end
end

local function plain(value)
	return value
end

local function several(...)
	return { ... }
end

keep("in_combat", plain)
keep("chat_lockdown", plain)
keep("battlenet_connected", plain)
keep("latency", several)
keep("friend_counts", several)
keep("instance", function(...)
	return rt.record(rt.fields.instance, ...)
end)
keep("channels", function(...)
	local list = rt.records(rt.fields.channel, ...)
	for _, channel in ipairs(list) do
		channel.lower_name = raw.string.lower(channel.name)
	end
	return list
end)
