-- Chronicle: commands, the minimap button, what is shown first.
local addonName, ns = ...
local Chronicle = ns.Chronicle

local category

function ns.GetRootCategory()
	if not category then
		category = Settings.RegisterVerticalLayoutCategory(addonName)
		Settings.RegisterAddOnCategory(category)
	end
	return category
end

SLASH_CHRONICLE1, SLASH_CHRONICLE2 = "/chronicle", "/chr"
SlashCmdList.CHRONICLE = function(message)
	local topic, command, rest = message:match("^(%S*)%s*(%S*)%s*(.-)%s*$")
	local commands = ns.commands[topic:lower()]
	if not commands then
		local names = GetKeysArray(ns.commands)
		table.sort(names)
		Chronicle:Print("/chronicle %s add|remove|list|show", table.concat(names, "|"))
	elseif commands[command] then
		commands[command](rest)
	else
		Chronicle:Print(ns[topic:gsub("^%l", string.upper)]:Describe())
	end
end

function Chronicle_OnCompartmentClick(_, button)
	if button == "RightButton" then
		Settings.OpenToCategory(ns.GetRootCategory():GetID())
	else
		ns.windows.People:Toggle()
	end
end

function Chronicle_OnCompartmentEnter(_, button)
	GameTooltip:SetOwner(button, "ANCHOR_LEFT")
	GameTooltip:SetText(addonName, 1, 1, 1)
	for _, name in ipairs(Chronicle.order) do
		local store = ns[name]
		if store and store.Describe then
			GameTooltip:AddLine(store:Describe())
		end
	end
	GameTooltip:Show()
end

function Chronicle_OnCompartmentLeave()
	GameTooltip:Hide()
end

Chronicle:On("ENABLED", Chronicle, function(version)
	Chronicle:Print("%s, %d modules", version, #Chronicle.order)
	ChronicleNotice.Headline:SetText(addonName)
	ChronicleNotice.Arrow.Glow:SetAlpha(0.5)
	local x = ChronicleMinimapButton:GetCenter()
	ChronicleMinimapButton:SetPoint("CENTER", Minimap, "CENTER", (x or 0) + 80 * cos(205), 80 * sin(205))
end)
