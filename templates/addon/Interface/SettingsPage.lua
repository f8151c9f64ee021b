-- SPDX-License-Identifier: MIT
local _, ns = ...

-- The page in the game's settings. Every value is checked and kept by Saved; the page only shows it.

---@class CrossRP.SettingsPage
local SettingsPage = {}
ns.SettingsPage = SettingsPage

-- Setting -> the keys of its name and explanation.
local LABELS = {
	hosting = { "settings.hosting", "settings.hosting_more" },
	budget = { "settings.budget", "settings.budget_more" },
	notices = { "settings.notices", "settings.notices_more" },
	compartment = { "settings.compartment", "settings.compartment_more" },
	compress = { "settings.compress", "settings.compress_more" },
}
local MEGABYTE = 1000000
local VARIABLE = "CROSSRP_"

local category
local shown = {} -- setting -> the game's object for it

local function choices_of(setting, text)
	return function()
		local container = Settings.CreateControlTextContainer()
		for _, choice in ipairs(setting.choices) do
			container:Add(choice, choice == 0 and text:say("settings.no_limit") or text:size(choice * MEGABYTE))
		end
		return container:GetData()
	end
end

local function add(setting, saved, text)
	local name, more = text:say(LABELS[setting.name][1]), text:say(LABELS[setting.name][2])
	local kind = type(setting.default) == "boolean" and Settings.VarType.Boolean or Settings.VarType.Number
	local object = Settings.RegisterProxySetting(category, VARIABLE .. setting.name:upper(), kind, name, setting.default,
		function()
			return saved:get(setting.name)
		end, function(value)
			saved:set(setting.name, value)
		end)
	shown[setting.name] = object
	if setting.choices then
		Settings.CreateDropdown(category, object, choices_of(setting, text), more)
	else
		Settings.CreateCheckbox(category, object, more)
	end
end

--- Adds the page to the game's settings. False when this client has no such settings.
---@param saved CrossRP.Saved
---@param text CrossRP.Text
---@param without table<string, boolean> settings that make no sense on this client
---@return boolean
function SettingsPage.add(saved, text, without)
	if not Settings or not Settings.RegisterVerticalLayoutCategory or not Settings.RegisterProxySetting then
		return false
	end
	category = Settings.RegisterVerticalLayoutCategory(text:say("toc.title"))
	for _, setting in ipairs(ns.Saved.SETTINGS) do
		if not without[setting.name] then
			add(setting, saved, text)
		end
	end
	Settings.RegisterAddOnCategory(category)
	return true
end

--- A setting was changed elsewhere, by a command: an open page follows.
---@param name string
function SettingsPage.changed(name)
	local object = shown[name]
	if object and object.NotifyUpdate then
		object:NotifyUpdate()
	end
end

--- Opens the page. In combat the game does not let addons do so.
---@return boolean opened
function SettingsPage.open()
	if not category or InCombatLockdown() then
		return false
	end
	Settings.OpenToCategory(category:GetID())
	return true
end
