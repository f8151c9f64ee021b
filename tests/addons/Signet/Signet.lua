-- Lines in unit tooltips, hooks on the game's frames and functions, unit events.
Signet = { log = {} }

local function note(...)
	tinsert(Signet.log, strjoin(" ", tostringall(...)))
end

local function add_lines(tooltip)
	if tooltip:IsForbidden() or tooltip ~= GameTooltip then
		return
	end
	local _, unit = tooltip:GetUnit()
	if not unit or not UnitIsPlayer(unit) then
		return
	end
	local name = UnitName(unit)
	if canaccessvalue and not canaccessvalue(name) then
		note("secret")
		return
	end
	local _, class = UnitClass(unit)
	local color = (CUSTOM_CLASS_COLORS or RAID_CLASS_COLORS)[class]
	tooltip:AddDoubleLine(color:WrapTextInColorCode(name), UnitFactionGroup(unit), 1, 1, 1, 0.5, 0.5, 0.5)
	for i = 1, tooltip:NumLines() do
		note(i, _G["GameTooltipTextLeft" .. i]:GetText(), _G["GameTooltipTextRight" .. i] and _G["GameTooltipTextRight" .. i]:GetText())
	end
end

if TooltipDataProcessor then
	TooltipDataProcessor.AddTooltipPostCall(Enum.TooltipDataType.Unit, add_lines)
	Signet.old_hook = pcall(GameTooltip.HookScript, GameTooltip, "OnTooltipSetUnit", add_lines)
else
	GameTooltip:HookScript("OnTooltipSetUnit", add_lines)
end
GameTooltip:HookScript("OnTooltipCleared", function()
	note("cleared")
end)
GameTooltip:HookScript("OnHide", function()
	note("hidden")
end)
hooksecurefunc(GameTooltip, "SetUnit", function(_, unit)
	note("SetUnit", unit)
end)
hooksecurefunc("GameTooltip_SetDefaultAnchor", function(tooltip, parent)
	tooltip:SetOwner(parent, "ANCHOR_NONE")
	tooltip:ClearAllPoints()
	tooltip:SetPoint("BOTTOMRIGHT", UIParent, "BOTTOMRIGHT", -10, 10)
end)

local watcher = CreateFrame("Frame")
watcher:RegisterEvent("UPDATE_MOUSEOVER_UNIT")
watcher:RegisterUnitEvent("UNIT_NAME_UPDATE", "player", "target")
watcher:SetScript("OnEvent", function(self, event, ...)
	self[event](self, ...)
end)

function watcher:UPDATE_MOUSEOVER_UNIT()
	if UnitExists("mouseover") then
		GameTooltip_SetDefaultAnchor(GameTooltip, UIParent)
		GameTooltip:SetUnit("mouseover")
		GameTooltip:Show()
	end
end

function watcher:UNIT_NAME_UPDATE(unit)
	note("renamed", unit)
end

-- A badge on the player's frame.
local badge = CreateFrame("Frame", nil, PlayerFrame)
badge:SetFrameLevel(PlayerFrame:GetFrameLevel() + 5)
badge:SetAllPoints()
badge.icon = badge:CreateTexture(nil, "OVERLAY", nil, 7)
badge.icon:SetAtlas("poi-door", true)
hooksecurefunc(PlayerFrame, "Hide", function()
	note("player frame hides, and the badge with it", badge:IsVisible())
end)
