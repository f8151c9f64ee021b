-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Why a profile cannot be seen. The causes are a list, and the first that applies is the answer.

---@class CrossRP.Diagnosis
local Diagnosis = {}
ns.Diagnosis = Diagnosis

local limits, timers = ns.Spec.limits, ns.Spec.timers

local function under_way(facts)
	return facts.asked ~= nil and facts.outcome == nil
end

-- The request left this client, and all that could be confirmed was.
local function got_through(facts)
	return facts.outcome == "acked" or facts.outcome == "sent"
end

-- It is too early to miss the answer.
local function waiting(facts)
	return got_through(facts) and not facts.answered and facts.asked < timers.request_cooldown
end

local function unreachable(facts)
	return not facts.reachable and not under_way(facts) and not waiting(facts)
end

-- Whatever was asked found no way back.
local function unanswered(facts)
	return got_through(facts) and not facts.answered and not waiting(facts)
end

local function when_asked(facts)
	return { time = facts.asked }
end

local function when_received(facts)
	return { time = facts.received }
end

---@class CrossRP.Cause
---@field name string its texts have the keys diag.<name>.says and diag.<name>.todo
---@field when fun(facts: CrossRP.FactsOf): any whether it applies
---@field values? fun(facts: CrossRP.FactsOf): table<string, string|number> besides name and side
---@field notice? boolean worth telling a player who did not ask

---@type CrossRP.Cause[]
Diagnosis.CAUSES = {
	{
		name = "no_side",
		when = function(facts)
			return not facts.at_home
		end,
	},
	{
		name = "no_target",
		when = function(facts)
			return facts.problem == "no_target"
		end,
	},
	{
		name = "not_a_player",
		when = function(facts)
			return facts.problem == "not_a_player"
		end,
	},
	{
		name = "hidden",
		when = function(facts)
			return facts.problem == "hidden"
		end,
	},
	{
		name = "yourself",
		when = function(facts)
			return facts.is_self
		end,
	},
	{
		name = "near",
		when = function(facts)
			return facts.near
		end,
	},
	{
		name = "no_addon",
		when = function(facts)
			return facts.no_addon
		end,
		values = function(facts)
			return { reason = facts.no_addon }
		end,
	},
	{
		name = "starting",
		when = function(facts)
			return not facts.started
		end,
	},
	{
		name = "ignored",
		when = function(facts)
			return facts.ignored
		end,
	},
	{
		name = "receiving",
		when = function(facts)
			return #facts.coming > 0
		end,
	},
	{
		name = "received",
		when = function(facts)
			return facts.side and #facts.lack == 0 and facts.received
		end,
		values = when_received,
	},
	{
		name = "stored",
		when = function(facts)
			return facts.side and #facts.lack == 0
		end,
	},
	{
		name = "restricted",
		when = function(facts)
			return facts.conditions.restricted
		end,
	},
	{
		name = "instance",
		when = function(facts)
			return facts.conditions.instance
		end,
	},
	{
		name = "combat",
		when = function(facts)
			return facts.conditions.combat
		end,
	},
	{
		name = "untouched",
		when = function(facts)
			return not facts.touched
		end,
		values = function()
			return { time = timers.band_active }
		end,
	},
	{
		name = "no_channels",
		notice = true,
		when = function(facts)
			return not facts.broadcasts and (unreachable(facts) or unanswered(facts))
		end,
	},
	{
		name = "no_channel",
		notice = true,
		when = function(facts)
			return unreachable(facts) and not facts.channel
		end,
		values = function()
			return { time = timers.channel_retry }
		end,
	},
	{
		name = "full",
		when = function(facts)
			return facts.full and not facts.reachable and not waiting(facts)
		end,
	},
	{
		name = "no_bridge",
		notice = true,
		when = unreachable,
	},
	{
		name = "asked",
		when = under_way,
		values = when_asked,
	},
	{
		name = "refused",
		notice = true,
		when = function(facts)
			return facts.outcome == "refused"
		end,
		values = function(facts)
			return { time = facts.asked, reason = facts.detail or "?" }
		end,
	},
	{
		name = "timed_out",
		notice = true,
		when = function(facts)
			return facts.outcome == "timed_out"
		end,
		values = function(facts)
			return { time = facts.asked, count = limits.tries or 1 }
		end,
	},
	{
		name = "ask_again",
		when = function(facts)
			return facts.outcome == "no_bridge"
		end,
		values = when_asked,
	},
	{
		name = "acked",
		when = function(facts)
			return waiting(facts) and facts.outcome == "acked"
		end,
		values = when_asked,
	},
	{
		name = "sent",
		when = waiting,
		values = when_asked,
	},
	{
		name = "soon",
		when = function(facts)
			return facts.soon
		end,
		values = function(facts)
			return { left = facts.soon }
		end,
	},
	{
		name = "cooldown",
		when = function(facts)
			return facts.received and facts.cooldown > 0
		end,
		values = function(facts)
			return { time = facts.received, left = facts.cooldown }
		end,
	},
	{
		name = "partly",
		when = function(facts)
			return facts.received
		end,
		values = when_received,
	},
	{
		name = "old",
		when = function(facts)
			return #facts.have > 0
		end,
	},
	{
		name = "silent",
		notice = true,
		when = got_through,
		values = when_asked,
	},
	{
		name = "met",
		when = function()
			return true
		end,
	},
}

---@class CrossRP.Finding
---@field cause CrossRP.Cause
---@field facts CrossRP.FactsOf
---@field values table<string, string|number>

--- The first cause that applies, and the values its texts have places for.
---@param facts CrossRP.FactsOf
---@return CrossRP.Finding
function Diagnosis.find(facts)
	for _, cause in ipairs(Diagnosis.CAUSES) do
		if cause.when(facts) then
			return { cause = cause, facts = facts, values = cause.values and cause.values(facts) or {} }
		end
	end
	error("the last cause always applies")
end
