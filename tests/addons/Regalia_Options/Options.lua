-- A page of settings: a proxy with a slider, a text with a dropdown, a check box, a header and a button.
local addonName = ...
local note, L = Regalia.ns.note, Regalia.ns.L
local category, layout = Settings.RegisterVerticalLayoutCategory("Regalia")
Regalia.category = category
layout:AddInitializer(CreateSettingsListSectionHeaderInitializer(L.CROWN))

local jewels = Settings.RegisterProxySetting(category, "REGALIA_JEWELS", Settings.VarType.Number, "Jewels", 3, function()
	return RegaliaDB.jewels
end, function(value)
	RegaliaDB.jewels = value
end)
local options = Settings.CreateSliderOptions(0, 12, 1)
options:SetLabelFormatter(MinimalSliderWithSteppersMixin.Label.Right, function(value)
	return L.COUNT:format(value)
end)
Settings.CreateSlider(category, jewels, options, "How many")
jewels:SetValueChangedCallback(function()
	note("never: a setting has one callback")
end)
jewels:SetValueChangedCallback(function(setting, value)
	note("jewels", setting:GetVariable(), value)
end)

local metal = Settings.RegisterAddOnSetting(category, "REGALIA_METAL", "metal", RegaliaDB, Settings.VarType.String, "Metal", "gold")
local metals = Settings.CreateDropdown(category, metal, function()
	local container = Settings.CreateControlTextContainer()
	container:Add("gold", "Gold")
	container:Add("iron", "Iron", "Heavy")
	return container:GetData()
end, "Which")

local shine = Settings.RegisterAddOnSetting(category, "REGALIA_SHINE", "shine", RegaliaDB, Settings.VarType.Boolean, "Shine", true)
Settings.CreateCheckbox(category, shine, "Bright"):SetParentInitializer(metals, function()
	return metal:GetValue() == "gold"
end)
Settings.SetOnValueChangedCallback("REGALIA_SHINE", function(owner, setting, value)
	note("shine", owner == Regalia, setting:GetName(), value)
end, Regalia)
layout:AddInitializer(CreateSettingsButtonInitializer("Melt", "Melt it", function()
	RegaliaDB.jewels = 0
end, "All gone", true))
Settings.RegisterAddOnCategory(category)

note("options", C_AddOns.IsAddOnLoaded(addonName))
EventUtil.ContinueOnAddOnLoaded(addonName, function()
	RegaliaOptionsDB = RegaliaOptionsDB or { opened = 0 }
	RegaliaOptionsDB.opened = RegaliaOptionsDB.opened + 1
end)
