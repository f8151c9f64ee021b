-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What became of the own requests for profiles, by whom they went to: for the player who wonders why one does not show.

---@class CrossRP.Journal
local Journal = {}
Journal.__index = Journal
ns.Journal = Journal

local limits, timers = ns.Spec.limits, ns.Spec.timers

---@class CrossRP.JournalEntry
---@field asked? number when the last request went out
---@field outcome? string how that ended, see Router; nil while it is under way
---@field detail? string

---@param env table now() in seconds
---@param events CrossRP.Events
---@return CrossRP.Journal
function Journal.new(env, events)
	local self = setmetatable({
		env = env,
		entries = ns.Memory.new(env, limits.touched, timers.band_active),
		arrivals = ns.Memory.new(env, limits.touched, math.huge), -- full name -> when the last part came
		ended = {}, -- functions that hear of every end
	}, Journal)
	events:on("PROFILE_UPDATED", function(fullname)
		self.arrivals:put(fullname, env.now())
	end)
	return self
end

--- What is known of the requests to somebody.
---@param destination string
---@return CrossRP.JournalEntry
function Journal:of(destination)
	return self.entries:get(destination) or {}
end

--- When the last part of somebody's profile came in this session.
---@param fullname string
---@return number|nil
function Journal:received(fullname)
	return self.arrivals:get(fullname)
end

--- Calls back with the destination whenever a request has ended.
---@param callback fun(destination: string)
function Journal:on_end(callback)
	table.insert(self.ended, callback)
end

local function written_down(self, destination, request)
	-- Of two requests at a time the later one counts.
	local entry, watched = { asked = self.env.now() }, {}
	self.entries:put(destination, entry)
	for name, value in pairs(request) do
		watched[name] = value
	end
	function watched.on_done(outcome, detail)
		entry.outcome, entry.detail = outcome, detail
		if request.on_done then
			request.on_done(outcome, detail)
		end
		for _, callback in ipairs(self.ended) do
			callback(destination)
		end
	end
	return watched
end

--- A router that does what this one does, with every request for a profile written down.
---@param router CrossRP.Router
---@return CrossRP.Router
function Journal:watching(router)
	local watched = setmetatable({}, { __index = router })
	function watched.send(_, destination, text, request)
		if text:find("^TR ") then
			request = written_down(self, destination, request)
		end
		return router:send(destination, text, request)
	end
	return watched
end

function Journal:sweep()
	self.entries:sweep()
end
