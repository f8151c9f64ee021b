-- SPDX-License-Identifier: MIT
local _, ns = ...

-- The slash command: what a player may type, and the lines that answer it.

---@class CrossRP.Commands
local Commands = {}
ns.Commands = Commands

local Raids, Wording = ns.Raids, ns.Wording

---@class CrossRP.App what the player's side of the addon works with
---@field text CrossRP.Text
---@field saved fun(): CrossRP.Saved|nil nil before login
---@field status fun(): CrossRP.StatusData
---@field diagnose fun(name: string): CrossRP.Finding
---@field open_settings fun(): boolean opened
---@field link_raid fun(name: string): boolean, string?, string? whether it started, why not, and with whom
---@field unlink_raid fun(): boolean whether there was a link or an offer
---@field tell_raid fun(message: string, on_done: fun(outcome: string)): boolean, string?
---@field set_key fun(key: string|nil): boolean, string?
---@field print fun(lines: string[]) what is to be said later

local function status(app)
	return Wording.status(app.text, app.status())
end

local function diagnose(app, name)
	return Wording.diagnosis(app.text, app.diagnose(name))
end

local function switch(on)
	return function(app)
		local saved = app.saved()
		if not saved then
			return { app.text:say("status.starting") }
		end
		saved:set("hosting", on)
		return Wording.hosting(app.text, app.status())
	end
end

local function settings(app)
	return { app.text:say(app.open_settings() and "command.settings_open" or "command.settings_closed") }
end

local function raids(what)
	return function(app, rest)
		return Raids[what](app, rest)
	end
end

local help

---@class CrossRP.Command
---@field word string
---@field help string key of what it does
---@field run fun(app: CrossRP.App, rest: string): string[] the answer

---@type CrossRP.Command[]
Commands.LIST = {
	{ word = "status", help = "command.status", run = status },
	{ word = "diag", help = "command.diag", run = diagnose },
	{ word = "on", help = "command.on", run = switch(true) },
	{ word = "off", help = "command.off", run = switch(false) },
	{ word = "link", help = "command.link", run = raids("link") },
	{ word = "unlink", help = "command.unlink", run = raids("unlink") },
	{ word = "tell", help = "command.tell", run = raids("tell") },
	{ word = "key", help = "command.key", run = raids("key") },
	{ word = "settings", help = "command.settings", run = settings },
	{
		word = "help",
		help = "command.help",
		run = function(app)
			return help(app)
		end,
	},
}

help = function(app)
	local lines = {}
	for _, command in ipairs(Commands.LIST) do
		table.insert(lines, app.text:say(command.help))
	end
	return lines
end

--- Answers a line; an empty one asks for the status.
---@param app CrossRP.App
---@param line string what follows the command itself
---@return string[]
function Commands.run(app, line)
	local word, rest = line:match("^%s*(%S*)%s*(.-)%s*$")
	if word == "" then
		return status(app)
	end
	for _, command in ipairs(Commands.LIST) do
		if command.word == word:lower() then
			return command.run(app, rest)
		end
	end
	local lines = help(app)
	table.insert(lines, 1, app.text:say("command.unknown", { word = word }))
	return lines
end
