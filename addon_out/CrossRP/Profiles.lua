-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Profiles of other bands: who is asked for which parts, who is answered, what is taken.
--
-- A request opens a slot, a random word. Only the asked player, naming that slot, can bring one of the asked parts, and
-- each only once; that is the firewall between this client and whoever writes to it.

---@class CrossRP.Profiles
local Profiles = {}
Profiles.__index = Profiles
ns.Profiles = Profiles

local Bands, Codec, Serializer, Spec = ns.Bands, ns.Codec, ns.Serializer, ns.Spec
local limits, timers = Spec.limits, Spec.timers

local SLOT_LETTERS = 5
local SLOT_MARK = Spec.constants.slot_mark or ""
local UNKNOWN = "?"

-- Why a part is wanted: someone was looked at, or told that they changed it.
local TOUCHED, NEWS = "touched", "news"

---@class CrossRP.ProfilesOptions
---@field adapter table the role-play addon (see Adapters)
---@field router CrossRP.Router
---@field bands CrossRP.Bands
---@field events CrossRP.Events
---@field count fun(name: string, by?: number)
---@field may_ask fun(): boolean not in an instance, in combat or under a restriction
---@field packing CrossRP.Packing
---@field may_pack fun(): boolean the player's own switch

---@param env table
---@param options CrossRP.ProfilesOptions
---@return CrossRP.Profiles
function Profiles.new(env, options)
	return setmetatable({
		env = env,
		adapter = options.adapter,
		router = options.router,
		bands = options.bands,
		events = options.events,
		count = options.count,
		may_ask = options.may_ask,
		packing = options.packing,
		may_pack = options.may_pack,
		slots = ns.Memory.new(env, limits.request_slots, timers.slot_life),
		-- Destination -> { fullname, wanted, asked, again } of those touched lately; asked holds the time of each part, again how
		-- often it was asked for without a touch.
		touched = ns.Memory.new(env, limits.touched, timers.band_active),
		-- "destination part" -> true while an answer with that part is not due again: for a while from when it began, and for
		-- a moment after it ended.
		answered = ns.Memory.new(env, 4 * limits.touched, timers.send_cooldown),
		settled = ns.Memory.new(env, 4 * limits.touched, timers.send_settle),
		-- "destination part" -> { slot, profile_id, serial, cancel } of answers still on their way; a long part takes longer
		-- than any cooldown.
		answering = {},
		answers = 0,
		requests = ns.Quota.new(env, "requests"),
		-- Of all askers together: a friend can make up any number of characters who ask.
		answer_quota = ns.Quota.new(env, "answers"),
	}, Profiles)
end

local function asked_lately(self, entry, part)
	local time = entry.asked[part]
	return time ~= nil and time + timers.request_cooldown > self.env.now()
end

-- The slot in which this character still owes a part.
local function slot_owing(self, destination, part)
	for word, slot in self.slots:each() do
		if slot.destination == destination and slot.parts[part] then
			return word
		end
	end
	return nil
end

-- Serials by the slot they are asked for in: a second request for a part waits at the same door, or the answer under way
-- would be taken for one nobody waits for. A part owed nowhere goes along with the others. Returns the slots' words in
-- order, and the serials of each.
local function by_slot(self, destination, serials)
	local words, groups, new = {}, {}, {}
	for _, part in ipairs(Spec.parts) do
		local word = serials[part] and slot_owing(self, destination, part)
		if word then
			if not groups[word] then
				groups[word] = {}
				table.insert(words, word)
			end
			groups[word][part] = serials[part]
		elseif serials[part] then
			table.insert(new, part)
		end
	end
	if #new > 0 and #words == 0 then
		words[1] = SLOT_MARK .. ns.Router.random_word(self.env, SLOT_LETTERS - #SLOT_MARK)
		groups[words[1]] = {}
	end
	for _, part in ipairs(new) do
		groups[words[1]][part] = serials[part]
	end
	return words, groups
end

-- Serials of the parts wanted now. What was asked for too lately is not wanted any more, unless it is news.
local function serials_wanted(self, entry, known)
	local serials, still_wanted = {}, {}
	for _, part in ipairs(Spec.parts) do
		local wanted = entry.wanted[part]
		if wanted and not asked_lately(self, entry, part) then
			local serial = known[part]
			serials[part] = type(serial) == "number" and serial >= 0 and math.floor(serial) or UNKNOWN
			entry.asked[part] = self.env.now()
		elseif wanted == NEWS then
			still_wanted[part] = NEWS
		end
	end
	entry.wanted = still_wanted
	return serials
end

local ask

local function ask_in(self, seconds, destination, entry)
	entry.pending_until = self.env.now() + seconds
	entry.pending = self.env.after(seconds, function()
		ask(self, destination, entry)
	end)
end

local want

-- A part nobody has seen yet, asked for without an answer: it may be lost on its last hop, of which nobody tells.
local function owed_again(self, destination, entry, word, serials)
	local slot = self.slots:get(word)
	local parts = {}
	for _, part in ipairs(Spec.parts) do
		local again = entry.again[part] or 0
		if serials[part] == UNKNOWN and slot and slot.parts[part] and again < limits.request_repeats then
			entry.again[part] = again + 1
			table.insert(parts, part)
		end
	end
	if #parts > 0 then
		self.count("profile_owed")
		want(self, destination, entry, parts, TOUCHED)
	end
end

-- Asks for the parts of one slot.
local function request(self, destination, entry, profile_id, word, serials)
	local slot = self.slots:get(word) or { destination = destination, parts = {} }
	slot.fullname, slot.class_id = entry.fullname, entry.class_id
	for part in pairs(serials) do
		slot.parts[part] = true
	end
	self.slots:put(word, slot)
	local text = Codec.encode("TR", { slot = word, profile_id = profile_id or UNKNOWN, serials = serials })
	if not text then
		return self.count("unsendable_TR")
	end
	self.count("profile_asked")
	local asked_at = self.env.now()
	self.router:send(destination, text, {
		priority = "NORMAL",
		on_done = function(outcome)
			if outcome == "acked" or outcome == "sent" then
				self.env.after(timers.request_cooldown, function()
					owed_again(self, destination, entry, word, serials)
				end)
			else
				-- Nobody was asked, so the next touch may ask at once, and for these too.
				for part in pairs(serials) do
					entry.asked[part] = entry.asked[part] ~= asked_at and entry.asked[part] or nil
					entry.wanted[part] = entry.wanted[part] or TOUCHED
				end
			end
		end,
	})
end

ask = function(self, destination, entry)
	entry.pending = nil
	if not self.may_ask() then
		return self.count("profile_not_now")
	end
	local profile_id, known = self.adapter:known(entry.fullname)
	local serials = serials_wanted(self, entry, known or {})
	if next(entry.wanted) then
		ask_in(self, timers.request_cooldown, destination, entry)
	end
	local words, groups = by_slot(self, destination, serials)
	for _, word in ipairs(words) do
		request(self, destination, entry, profile_id, word, groups[word])
	end
end

want = function(self, destination, entry, parts, why)
	for _, part in ipairs(parts) do
		entry.wanted[part] = entry.wanted[part] or why
	end
	if entry.pending and entry.pending_until > self.env.now() + timers.request_pairing then
		entry.pending:Cancel()
		entry.pending = nil
	end
	if not entry.pending then
		ask_in(self, timers.request_pairing, destination, entry)
	end
end

--- Someone of another band was touched.
---@param fullname string Name-Realm
---@param destination string
---@param kind string mouseover, target, emote, open
---@param class_id? integer
function Profiles:touch(fullname, destination, kind, class_id)
	local parts = Spec.touches[kind]
	local _, band = Bands.split(destination)
	if not parts or not band or self.bands:is_near(band) then
		return
	elseif not self.adapter:available() or self.adapter:ignored(fullname) then
		return
	end
	local entry = self.touched:get(destination) or { fullname = fullname, wanted = {}, asked = {}, again = {} }
	entry.class_id = class_id or entry.class_id
	self.touched:put(destination, entry)
	want(self, destination, entry, parts, TOUCHED)
end

-- Whether an answer on its way is no longer what the asker waits for: they ask at another door, having forgotten the first
-- one, or the part changed.
local function is_stale(answer, slot, profile_id, serial)
	return answer.slot ~= slot or answer.profile_id ~= profile_id or answer.serial ~= serial
end

-- The parts of the own profile the asker does not have yet.
local function parts_to_send(self, source, values)
	local serials, own_id = self.adapter:own_serials() or {}, self.adapter:own_profile_id()
	local other_profile = values.profile_id ~= own_id
	local parts = {}
	for _, part in ipairs(Spec.parts) do
		local theirs = values.serials[part]
		local outdated = theirs ~= nil and (other_profile or theirs == UNKNOWN or theirs ~= serials[part])
		local key = source .. " " .. part
		local answer = self.answering[key]
		local due = not self.answered:get(key) and not self.settled:get(key) and (not answer or is_stale(answer, values.slot, own_id, serials[part]))
		if outdated and serials[part] and due then
			table.insert(parts, part)
		end
	end
	return parts
end

local function send_part(self, source, slot, part)
	local own = self.adapter:own_part(part)
	local data = own and Serializer.write(own)
	-- The game may log what goes straight to its reader, and what is logged can be read.
	if data and self.may_pack() and not self.router:is_straight(source) then
		data = self.packing:pack(data)
	end
	local text = data and Codec.encode("TD", {
		slot = slot,
		part = part,
		profile_id = self.adapter:own_profile_id(),
		data = data,
	})
	if not text then
		return self.count("unsendable_TD")
	end
	local key = source .. " " .. part
	local before = self.answering[key]
	if not before and self.answers >= limits.answers or not self.answer_quota:take(true) then
		return self.count("refused_busy")
	end
	self.answers = self.answers + (before and 0 or 1)
	if before then
		-- Taken out first, so that its end is not counted: the new answer is in its place.
		self.answering[key] = nil
		if before.cancel then
			before.cancel()
		end
	end
	local answer = { slot = slot, profile_id = self.adapter:own_profile_id(), serial = self.adapter:own_serials()[part] }
	self.answering[key] = answer
	self.answered:put(key, true)
	self.count("profile_answered")
	answer.cancel = self.router:send(source, text, {
		priority = "LOW",
		logged = true,
		on_done = function(outcome)
			if self.answering[key] ~= answer then
				return
			end
			self.answering[key] = nil
			self.answers = self.answers - 1
			if outcome == "acked" or outcome == "sent" then
				self.settled:put(key, true)
			else
				self.answered:remove(key)
			end
		end,
	})
end

--- Someone asks for parts of the own profile.
---@param source string
---@param values table
function Profiles:on_request(source, values)
	local fullname = self.bands:fullname_of(source)
	if not self.adapter:available() or not self.adapter:own_profile_id() then
		return self.count("refused_no_profile")
	elseif not self.may_ask() then
		return self.count("profile_not_now")
	elseif fullname and self.adapter:ignored(fullname) then
		return self.count("refused_ignored")
	elseif not self.requests:take(source) then
		return self.count("refused_requests")
	end
	for _, part in ipairs(parts_to_send(self, source, values)) do
		send_part(self, source, values.slot, part)
	end
end

--- A part of someone's profile.
---@param source string
---@param values table
function Profiles:on_part(source, values)
	local slot = self.slots:get(values.slot)
	if not slot or not self.bands:is_same(slot.destination, source) or not slot.parts[values.part] then
		return self.count("refused_slot")
	end
	local text = self.packing:unpack(values.data)
	local ok, data = false, nil
	if text then
		ok, data = Serializer.read(text)
	end
	if not ok or type(data) ~= "table" then
		return self.count("refused_data")
	end
	local saved, why = self.adapter:save(slot.fullname, values.profile_id, values.part, data, slot.class_id)
	if not saved then
		self.refusal = why
		return self.count("refused_part")
	end
	slot.parts[values.part] = nil
	local entry = self.touched:get(slot.destination)
	if entry then
		entry.again[values.part] = nil
	end
	if next(slot.parts) == nil then
		self.slots:remove(values.slot)
	end
	self.count("profile_parts")
	self.events:fire("PROFILE_UPDATED", slot.fullname, source, values.part)
end

--- Someone announces the versions of their profile: what was touched lately and is outdated is asked for again, and so is
--- what is still on its way.
---@param source string
---@param values table
function Profiles:on_versions(source, values)
	local entry = self.touched:get(source)
	if not entry or self.adapter:ignored(entry.fullname) then
		return
	end
	local profile_id, known = self.adapter:known(entry.fullname)
	local parts = {}
	for _, part in ipairs(Spec.parts) do
		local theirs, ours = values.serials[part], known and known[part]
		local concerned = ours or slot_owing(self, source, part)
		if theirs and concerned and (theirs ~= ours or profile_id ~= values.profile_id) then
			table.insert(parts, part)
		end
	end
	if #parts > 0 then
		want(self, source, entry, parts, NEWS)
	end
end

--- Whether somebody was touched lately, and in how many seconds they are asked, if that is about to happen.
---@param destination string
---@return boolean touched
---@return number|nil seconds
function Profiles:asks_in(destination)
	local entry = self.touched:get(destination)
	return entry ~= nil, entry and entry.pending and entry.pending_until - self.env.now() or nil
end

--- Seconds until these parts of somebody may be asked for again; 0 when none was asked for lately.
---@param destination string
---@param parts string[]
---@return number
function Profiles:cooldown(destination, parts)
	local entry, longest = self.touched:get(destination), 0
	for _, part in ipairs(entry and parts or {}) do
		local time = entry.asked[part]
		longest = math.max(longest, time and time + timers.request_cooldown - self.env.now() or 0)
	end
	return longest
end

local function announce(self)
	local serials, profile_id = self.adapter:own_serials(), self.adapter:own_profile_id()
	local text = serials and profile_id and Codec.encode("TV", { profile_id = profile_id, serials = serials })
	if not text then
		return
	end
	for band in self.bands.active:each() do
		self.router:send(band, text, { priority = "NORMAL" })
	end
end

--- The own profile changed: every active band hears of it, once for edits that follow each other.
function Profiles:on_own_change()
	-- What was answered is outdated now.
	self.answered = ns.Memory.new(self.env, 4 * limits.touched, timers.send_cooldown)
	self.settled = ns.Memory.new(self.env, 4 * limits.touched, timers.send_settle)
	if not self.announcing then
		self.announcing = self.env.after(timers.announce_delay, function()
			self.announcing = nil
			announce(self)
		end)
	end
end

function Profiles:sweep()
	self.slots:sweep()
	self.touched:sweep()
	self.answered:sweep()
	self.settled:sweep()
	self.requests:sweep()
end
