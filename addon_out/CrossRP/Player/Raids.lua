-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Linked raids and the group key, as players see them: what they may type, and what they are told.

---@class CrossRP.Raids
local Raids = {}
ns.Raids = Raids

-- Why the game or another player ended something, in words.
local REASONS = {
	ended = "raid.reason.ended",
	withdrawn = "raid.reason.ended",
	left = "raid.reason.left",
	passed = "raid.reason.left",
	silent = "raid.reason.gone",
	no_answer = "raid.reason.gone",
	unknown = "raid.reason.gone",
	not_leading = "raid.reason.not_leading",
	busy = "raid.reason.busy",
	key = "raid.reason.key",
}
-- An outcome of the message itself.
local NO_WAY = "raid.reason.no_way"

local PROBLEMS = {
	no_group = "raid.problem.no_group",
	not_leading = "raid.problem.not_leading",
	unknown_target = "raid.problem.unknown_target",
	yourself = "raid.problem.yourself",
	busy = "raid.problem.busy",
	not_linked = "raid.problem.not_linked",
	text = "raid.problem.text",
	not_a_key = "raid.problem.not_a_key",
	unsupported = "raid.problem.unsupported",
	starting = "status.starting",
}

local EVENTS = {
	RAID_OFFERED = "raid.offered",
	RAID_REFUSED = "raid.refused",
	RAID_LINKED = "raid.linked",
	RAID_UNLINKED = "raid.unlinked",
}

--- The events that players are told of, and that of messages.
Raids.EVENTS = { "RAID_OFFERED", "RAID_REFUSED", "RAID_LINKED", "RAID_UNLINKED", "RAID_MESSAGE" }

-- A destination as a name: "Catnia" of "Catnia1H".
local function name_of(destination)
	return destination:match("^[^0-9]*")
end

--- What is said of an event.
---@param text CrossRP.Text
---@param event string
---@param destination string
---@param detail? string the reason, or the message
---@return string[]
function Raids.event(text, event, destination, detail)
	if event == "RAID_MESSAGE" then
		return { text:say("raid.heard", { name = name_of(destination), message = detail }) }
	end
	local reason = detail and text:say(REASONS[detail] or NO_WAY)
	return { text:say(EVENTS[event], { name = name_of(destination), reason = reason }) }
end

local function problem(text, why)
	return { text:say(PROBLEMS[why]) }
end

--- `/crossrp link NAME`
---@param app CrossRP.App
---@param name string empty for the target
---@return string[]
function Raids.link(app, name)
	local started, why, destination = app.link_raid(name)
	if not started then
		return problem(app.text, why)
	end
	return { app.text:say("raid.named", { name = name_of(destination) }) }
end

--- `/crossrp unlink`
---@param app CrossRP.App
---@return string[] nothing when there was a link: its end is told when it comes
function Raids.unlink(app)
	return app.unlink_raid() and {} or { app.text:say("raid.none") }
end

--- `/crossrp tell TEXT`
---@param app CrossRP.App
---@param message string
---@return string[]
function Raids.tell(app, message)
	local sent, why = app.tell_raid(message, function(outcome)
		if outcome ~= "acked" and outcome ~= "sent" then
			app.print({ app.text:say("raid.lost") })
		end
	end)
	if not sent then
		return problem(app.text, why)
	end
	return { app.text:say("raid.said", { message = message }) }
end

--- `/crossrp key WORDS`
---@param app CrossRP.App
---@param words string empty for none
---@return string[]
function Raids.key(app, words)
	local taken, why = app.set_key(words ~= "" and words or nil)
	if not taken then
		return problem(app.text, why)
	end
	return { app.text:say(words ~= "" and "raid.key_set" or "raid.key_off") }
end
