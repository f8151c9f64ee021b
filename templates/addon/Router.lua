-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Own messages to other bands: which way they go, what became of them, and trying again.
--
-- A message ends with one outcome:
--
--	acked      the last router had it on the line to its destination
--	sent       handed over, on a way that knows no acknowledgement
--	no_bridge  nobody reaches that band just now
--	timed_out  no acknowledgement after limits.tries attempts
--	refused    by the client, the codec, or for want of room here; the detail says why
--	cancelled  whoever sent it took it back

---@class CrossRP.Router
local Router = {}
Router.__index = Router
ns.Router = Router

local Bands, Codec, Spec, Util = ns.Bands, ns.Codec, ns.Spec, ns.Util
local limits, timers = Spec.limits, Spec.timers

local ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
local UMID_RANDOM = 5

---@class CrossRP.RouterOptions
---@field wire CrossRP.Wire
---@field bands CrossRP.Bands
---@field links CrossRP.Links
---@field bridges CrossRP.Bridges
---@field companions CrossRP.Companions
---@field count fun(name: string, by?: number)
---@field report? fun(message: string) told of an error inside on_done
---@field key? CrossRP.GroupKey

---@class CrossRP.SendRequest
---@field priority CrossRP.Priority
---@field logged? boolean the game may log it when it goes straight to its reader
---@field once? boolean it is not sent again when nobody acknowledges it
---@field secure? boolean only players with the own group key carry and read it
---@field on_done? fun(outcome: string, detail: string?)

---@param env table
---@param options CrossRP.RouterOptions
---@return CrossRP.Router
function Router.new(env, options)
	return setmetatable({
		env = env,
		wire = options.wire,
		bands = options.bands,
		links = options.links,
		bridges = options.bridges,
		companions = options.companions,
		count = options.count,
		report = options.report,
		key = options.key,
		flights = ns.Memory.new(env, limits.in_flight, math.huge),
		serial = 0,
	}, Router)
end

--- Random letters and digits.
---@param env table
---@param length integer
---@return string
function Router.random_word(env, length)
	local letters = {}
	for index = 1, length do
		local at = env.random(#ALPHABET)
		letters[index] = ALPHABET:sub(at, at)
	end
	return table.concat(letters)
end

local function finish(self, flight, outcome, detail)
	if flight.over then
		return
	end
	flight.over = true
	self.flights:remove(flight.umid)
	if flight.timer then
		flight.timer:Cancel()
	end
	-- What was sent again because an acknowledgement was late need not go out to its end.
	if outcome == "acked" and flight.job then
		flight.job:abort("acked")
	end
	self.count("routed_" .. outcome)
	if flight.on_done then
		Util.guarded(self.report, flight.on_done, outcome, detail)
	end
end

---@class CrossRP.Path
---@field name string message
---@field medium string
---@field target string|number
---@field direct? boolean nobody forwards it, so nobody acknowledges it
---@field bridge? string full name
---@field companion? boolean it is whispered to somebody of another side

-- To the own side: whispered to a character, broadcast to the band.
local function straight(self, flight, name)
	local path = { name = Codec.has("R0") and "R0" or "R3", medium = "BROADCAST", direct = true }
	if name ~= "" then
		path.medium = flight.logged and Codec.travels("R0", "LOGGED") and "LOGGED" or "WHISPER"
		path.target = self.bands:fullname_of(flight.destination)
	end
	return path
end

-- To somebody of another side who can be whispered. The source tells which side that is from.
local function to_companion(self, flight)
	local fullname = not flight.prefix and self.companions:whom(flight.destination)
	if not fullname then
		return nil
	end
	local medium = flight.logged and Codec.travels("R3", "LOGGED") and "LOGGED" or "WHISPER"
	return { name = "R3", medium = medium, target = fullname, direct = true, companion = true }
end

--- The way to a destination: straight, over an own link, or over a bridge.
---@param flight table
---@return CrossRP.Path|nil
local function choose_path(self, flight)
	local name, band = Bands.split(flight.destination)
	if self.bands:is_near(band) then
		return straight(self, flight, name)
	end
	local path = to_companion(self, flight)
	if path then
		return path
	end
	local secure = flight.prefix ~= nil
	local link = self.links:at(flight.destination, secure) or self.links:to(band, flight.used, secure)
	local bridge = not link and self.bridges:choose(band, flight.used, secure)
	if bridge then
		return { name = "R1", medium = "WHISPER", target = bridge, bridge = bridge }
	end
	link = link or self.links:to(band, nil, secure)
	return link and { name = "R2", medium = "BNET", target = link.id }
end

local attempt

local function again_in(self, flight, seconds)
	flight.timer = self.env.after(seconds, function()
		flight.timer = nil
		attempt(self, flight, true)
	end)
end

local function wait_for_ack(self, flight)
	again_in(self, flight, timers.ack_wait + timers.ack_wait_byte * #flight.message)
end

local function on_sent(self, flight, path, attempt_number, outcome, detail)
	if flight.over or flight.attempts ~= attempt_number then
		return
	elseif outcome == "sent" then
		if path.direct or not Codec.has("A1") then
			return finish(self, flight, "sent")
		end
		flight.detail = nil
		return wait_for_ack(self, flight)
	end
	flight.detail = detail or outcome
	if path.bridge and outcome == "offline" then
		self.bridges:lost(path.bridge)
	end
	if path.companion then
		-- That the straight way is closed is no failure of the others.
		self.companions:missed(path.target)
		flight.tries = flight.tries - 1
	elseif path.direct then
		return finish(self, flight, "refused", flight.detail)
	end
	attempt(self, flight)
end

-- No way just now: bridges that are full are asked again in a while, which is no try; others may come.
local function wait_for_path(self, flight)
	local _, band = Bands.split(flight.destination)
	flight.path = nil
	if self.bridges:is_full(band) and self.env.now() < flight.deadline then
		return again_in(self, flight, timers.full_wait * (0.5 + self.env.random(1000) / 1000))
	elseif flight.attempts == 0 then
		return finish(self, flight, "no_bridge")
	end
	flight.tries = flight.tries + 1
	flight.lonely = true
	again_in(self, flight, timers.ack_wait)
end

local function give_up(self, flight)
	if flight.lonely then
		return finish(self, flight, "no_bridge", flight.detail)
	end
	finish(self, flight, flight.detail and "refused" or "timed_out", flight.detail)
end

-- `waited`: some time went by since the last try, so that one who was tried may be tried again.
attempt = function(self, flight, waited)
	if flight.over then
		return
	elseif flight.tries >= (flight.once and 1 or limits.tries or 1) then
		return give_up(self, flight)
	end
	if flight.prefix and flight.prefix ~= self.key:prefix() then
		return finish(self, flight, "refused", "another group key")
	end
	local path = choose_path(self, flight)
	if not path then
		return wait_for_path(self, flight)
	end
	if flight.used[path.target] and not waited then
		return again_in(self, flight, timers.ack_wait)
	end
	flight.attempts, flight.tries, flight.lonely = flight.attempts + 1, flight.tries + 1, nil
	flight.path = path
	if path.companion then
		self.companions:sent(path.target)
	elseif not path.direct then
		flight.used[path.target] = true
	end
	if flight.attempts > 1 then
		self.count("routed_again")
	end
	local number = flight.attempts
	local ok, why, job = self.wire:send(path.name, {
		umid = flight.umid,
		ack = true,
		faction = self.bands.destination:sub(-1),
		source = self.bands.destination,
		destination = flight.destination,
		message = flight.message,
	}, {
		medium = path.medium,
		target = path.target,
		prefix = flight.prefix,
		priority = flight.priority,
		on_done = function(outcome, detail)
			on_sent(self, flight, path, number, outcome, detail)
		end,
	})
	if not ok then
		finish(self, flight, "refused", why)
	elseif flight.attempts == number then
		flight.job = job
	end
end

-- Tries another way without waiting any longer. That a bridge is full is nobody's failure.
local function give_up_path(self, flight, refused)
	flight.tries = flight.tries - (refused and 1 or 0)
	if flight.timer then
		flight.timer:Cancel()
		again_in(self, flight, 0)
	elseif flight.job then
		flight.job:abort("refused")
	end
end

--- Whether what goes to a destination goes there without a router.
---@param destination string
---@return boolean
function Router:is_straight(destination)
	local _, band = Bands.split(destination)
	return band ~= nil and (self.bands:is_near(band) or self.companions:whom(destination) ~= nil)
end

--- Whether there is a way to a destination.
---@param destination string
---@return boolean
function Router:can_reach(destination)
	local name, band = Bands.split(tostring(destination))
	return name ~= nil
		and (self.bands:is_near(band) or self.companions:whom(destination) ~= nil or self.links:at(destination) ~= nil or self.links:to(band) ~= nil
			or self.bridges:count(band) > 0)
end

--- Sends a message to a character or a band.
---@param destination string
---@param message string
---@param request CrossRP.SendRequest
---@return fun() cancel what is not sent yet stays unsent
function Router:send(destination, message, request)
	self.serial = self.serial + 1
	local flight = {
		umid = Router.random_word(self.env, UMID_RANDOM) .. self.serial,
		destination = destination,
		message = message,
		priority = request.priority,
		logged = request.logged,
		once = request.once,
		prefix = request.secure and self.key and self.key:prefix() or nil,
		on_done = request.on_done,
		attempts = 0, -- in all, which numbers them
		tries = 0, -- those that count
		deadline = self.env.now() + timers.flight_life,
		used = {},
	}
	if type(destination) ~= "string" or not Bands.split(destination) then
		finish(self, flight, "refused", "destination")
	elseif request.secure and not flight.prefix then
		finish(self, flight, "refused", "no group key")
	elseif type(message) ~= "string" or not Util.utf8_valid(message) then
		-- Battle.net may lose or cut anything else without telling.
		finish(self, flight, "refused", "message is not UTF-8")
	elseif self.flights:size() >= limits.in_flight then
		finish(self, flight, "refused", "busy")
	else
		self.flights:put(flight.umid, flight)
		attempt(self, flight)
	end
	return function()
		finish(self, flight, "cancelled")
		if flight.job then
			flight.job:abort("cancelled")
		end
	end
end

--- An acknowledgement came back.
---@param umid string
function Router:acked(umid)
	local flight = self.flights:get(umid)
	if flight then
		finish(self, flight, "acked")
	end
end

--- A bridge told its status. When it did so in person, it refused something: what it does not carry goes elsewhere, even
--- when not all of it is sent yet. What it tells everyone says nothing about messages it has already, unless it asks for
--- everyone's status: then it has just started, and knows of no message.
---@param fullname string
---@param medium string
---@param started? boolean
function Router:bridge_changed(fullname, medium, started)
	for _, flight in self.flights:each() do
		if flight.path and flight.path.bridge == fullname then
			local _, band = Bands.split(flight.destination)
			local refused = medium == "WHISPER" and not self.bridges:takes(fullname, band, flight.prefix ~= nil)
			if refused or started then
				give_up_path(self, flight, refused)
			end
		end
	end
end

--- The game says that somebody is not there: what was sent to them goes another way.
---@param fullname string
function Router:unreachable(fullname)
	self.companions:missed(fullname)
	self.bridges:lost(fullname)
	for _, flight in self.flights:each() do
		if flight.path and flight.path.bridge == fullname then
			give_up_path(self, flight)
		end
	end
end
