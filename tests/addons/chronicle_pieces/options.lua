-- @{Topics}: the page of settings, and the commands.
local _, ns = ...
local Chronicle, L = ns.Chronicle, ns.L

local Options = Chronicle:NewModule("@{Topic}Options")
local commands = {}
ns.commands = ns.commands or {}
ns.commands["@{topics}"] = commands

function Options:OnEnable()
	local root = ns.GetRootCategory()
	local category, layout = Settings.RegisterVerticalLayoutSubcategory(root, L["@{Topic} Title"])
	local stored = ns.@{Topics}:GetSettings()
	layout:AddInitializer(CreateSettingsListSectionHeaderInitializer(L["@{Topic} Title"]))

	for _, key in ipairs({ "tooltip", "share" }) do
		local text = L["@{Topic} " .. key:gsub("^%l", string.upper)]
		local variable = "CHRONICLE_@{TOPIC}_" .. key:upper()
		local setting = Settings.RegisterAddOnSetting(category, variable, key, stored, Settings.VarType.Boolean, text, stored[key])
		setting:SetValueChangedCallback(function(_, value)
			Chronicle:Say("SETTING_CHANGED", "@{Topics}", key, value)
		end)
		Settings.CreateCheckbox(category, setting, text)
	end

	local limit = Settings.RegisterAddOnSetting(category, "CHRONICLE_@{TOPIC}_LIMIT", "limit", stored, "number", L["@{Topic} Limit"], @{limit})
	local sliderOptions = Settings.CreateSliderOptions(10, @{limit} * 2, 10)
	sliderOptions:SetLabelFormatter(MinimalSliderWithSteppersMixin and MinimalSliderWithSteppersMixin.Label.Right or 2)
	Settings.CreateSlider(category, limit, sliderOptions, L["@{Topic} Limit"])

	local function choices()
		local container = Settings.CreateControlTextContainer()
		for _, field in ipairs({ @{fields} }) do
			container:Add(field, field)
		end
		return container:GetData()
	end
	local sort = Settings.RegisterAddOnSetting(category, "CHRONICLE_@{TOPIC}_SORT", "sort", stored, "string", L["@{Topic} Sort"], "@{first}")
	Settings.CreateDropdown(category, sort, choices, L["@{Topic} Sort"])
	self.category = category
end

function commands.add(rest)
	local entry, why = ns.@{Topics}:Add({ @{first} = rest })
	Chronicle:Print(entry and ns.@{Topics}:Describe() or why)
end

function commands.remove(rest)
	return ns.@{Topics}:Remove(rest)
end

function commands.list()
	for index, entry in ipairs(ns.@{Topics}:Sorted()) do
		Chronicle:Print("%d. |c@{color}%s|r %s", index, entry.@{first}, tostring(entry.@{last}))
	end
end

function commands.show()
	ns.windows.@{Topics}:Toggle()
end
