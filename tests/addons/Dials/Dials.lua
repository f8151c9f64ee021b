-- A page of settings of every kind, a page of its own, a command.
local addonName = ...

Dials = { heard = {} }

local function changed(setting, value)
	table.insert(Dials.heard, setting:GetVariable() .. "=" .. tostring(value))
end

local function build()
	DialsDB = DialsDB or {}
	local category, layout = Settings.RegisterVerticalLayoutCategory(C_AddOns.GetAddOnMetadata(addonName, "Title"))
	local function add(key, kind, name, default)
		local setting = Settings.RegisterAddOnSetting(category, "Dials_" .. key, key, DialsDB, kind, name, default)
		setting:SetValueChangedCallback(changed)
		return setting
	end
	Settings.CreateCheckbox(category, add("loud", "boolean", "Loud", true), "Whether it is loud.")
	local options = Settings.CreateSliderOptions(1, 10, 1)
	Settings.CreateSlider(category, add("speed", "number", "Speed", 4), options, "How fast.")
	local function words()
		local container = Settings.CreateControlTextContainer()
		container:Add("one", "The first")
		container:Add("two", "The second")
		return container:GetData()
	end
	Settings.CreateDropdown(category, add("mode", "string", "Mode", "one"), words, "Which one.")
	local stored = 1
	local proxy = Settings.RegisterProxySetting(category, "Dials_proxy", "number", "Proxy", 1, function()
		return stored
	end, function(value)
		stored = value
	end)
	Settings.CreateSlider(category, proxy, options)
	layout:AddInitializer(CreateSettingsListSectionHeaderInitializer("More"))
	local page = Settings.RegisterCanvasLayoutSubcategory(category, DialsCanvas, "Page")
	Settings.RegisterAddOnCategory(category)
	Dials.category, Dials.page = category, page
end

EventUtil.ContinueOnAddOnLoaded(addonName, build)

function Dials_OnCompartmentClick(name, button)
	table.insert(Dials.heard, name .. " " .. button)
	Settings.OpenToCategory(Dials.category:GetID())
end

SLASH_DIALS1 = "/dials"
SlashCmdList.DIALS = function(message)
	local key, value = message:match("^(%a+) (%S+)$")
	if key then
		Settings.SetValue("Dials_" .. key, tonumber(value) or value)
	else
		Settings.OpenToCategory(Dials.category:GetID())
	end
end
