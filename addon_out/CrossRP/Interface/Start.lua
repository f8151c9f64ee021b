-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Connects what players see with the addon: the command, the notices, the settings page and the compartment.

local Chat, Client, Compartment, SettingsPage = ns.Chat, ns.Client, ns.Compartment, ns.SettingsPage
local Commands, Diagnosis, Facts, Search = ns.Commands, ns.Diagnosis, ns.Facts, ns.Search
local Status, Wording = ns.Status, ns.Wording
local core = ns.core

local text = ns.Text.new(Client.locale())

local function outside()
	return {
		conditions = Client.conditions(),
		channel = core.node ~= nil and core.node.channels:problem() == nil,
		channel_problem = core.node and core.node.channels:problem(),
		broadcasts = Client.has_broadcasts(),
		lacks = Client.lacks(),
	}
end

local function finding_of(sought)
	return Diagnosis.find(Facts.of(core.node, sought, outside(), core.env.now()))
end

---@type CrossRP.App
local app = {
	text = text,
	saved = function()
		return core.saved
	end,
	status = function()
		return Status.of(core, outside(), core.env.now())
	end,
	diagnose = function(name)
		return finding_of(core.node and Search.person(core.node, name, Client.target) or { name = name })
	end,
	open_settings = SettingsPage.open,
	link_raid = function(name)
		if not core.node then
			return false, "starting"
		end
		return core.node.raid:link(name)
	end,
	unlink_raid = function()
		return core.node ~= nil and core.node.raid:unlink()
	end,
	tell_raid = function(message, on_done)
		if not core.node then
			return false, "starting"
		end
		return core.node.raid:send(message, on_done)
	end,
	set_key = function(key)
		if not core.node then
			return false, "starting"
		end
		return core.node.key:set(key)
	end,
	print = Chat.print,
}

local function answer(line)
	Chat.print(Commands.run(app, line))
end

local in_compartment = false

local function show_in_compartment()
	if in_compartment or not core.saved:get("compartment") then
		return
	end
	in_compartment = Compartment.add({
		title = text:say("toc.title"),
		env = core.env,
		tooltip = function()
			return Wording.tooltip(text, app.status())
		end,
		clicked = function(right)
			if not right or not SettingsPage.open() then
				answer(right and "settings" or "status")
			end
		end,
	})
end

local function watch_for_notices()
	local notices = ns.Notices.new(core.env, {
		wanted = function()
			return core.saved:get("notices")
		end,
		diagnose = finding_of,
		say = function(finding)
			Chat.print(Wording.diagnosis(text, finding))
		end,
	})
	core.events:on("TOUCHED", function(...)
		notices:touched(...)
	end)
	core.node.journal:on_end(function(destination)
		notices:ended(destination)
	end)
end

local function logged_in()
	SettingsPage.add(core.saved, text, { compartment = not Compartment.is_there() })
	show_in_compartment()
	Chat.print(Wording.lacks(text, Client.lacks()))
end

for _, event in ipairs(ns.Raids.EVENTS) do
	core.events:on(event, function(...)
		Chat.print(ns.Raids.event(text, event, ...))
	end)
end
Chat.on_command(answer)
core.events:on("LOGIN", logged_in)
core.events:on("NODE_MADE", watch_for_notices)
core.events:on("SETTING_CHANGED", function(name)
	SettingsPage.changed(name)
	show_in_compartment()
end)
