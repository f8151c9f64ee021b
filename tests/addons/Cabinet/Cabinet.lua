-- A window as old addons make one: a backdrop, a scroll frame around an edit box, a slider, a check box, a dropdown.
local addonName = ...
Cabinet = { log = {} }

local function note(...)
	tinsert(Cabinet.log, strjoin(" ", tostringall(...)))
end

local frame = CreateFrame("Frame", "CabinetFrame", UIParent, BackdropTemplateMixin and "BackdropTemplate")
frame:SetSize(420, 300)
frame:SetPoint("CENTER")
frame:SetFrameStrata("DIALOG")
frame:SetToplevel(true)
frame:SetClampedToScreen(true)
frame:EnableMouse(true)
frame:SetMovable(true)
frame:SetResizable(true)
frame:SetResizeBounds(200, 150, 800, 600)
frame:RegisterForDrag("LeftButton")
frame:SetScript("OnDragStart", frame.StartMoving)
frame:SetScript("OnDragStop", function(self)
	self:StopMovingOrSizing()
	CabinetCharDB.position = { self:GetPoint(1) }
	CabinetCharDB.position[2] = nil
end)
frame:SetBackdrop({
	bgFile = "Interface\\Tooltips\\UI-Tooltip-Background",
	edgeFile = "Interface\\Tooltips\\UI-Tooltip-Border",
	tile = true,
	tileSize = 16,
	edgeSize = 16,
	insets = { left = 4, right = 4, top = 4, bottom = 4 },
})
frame:SetBackdropColor(0, 0, 0, 0.9)
frame:SetBackdropBorderColor(0.6, 0.6, 0.6)
frame:Hide()
tinsert(UISpecialFrames, "CabinetFrame")

local title = frame:CreateFontString(nil, "ARTWORK", "GameFontNormalLarge")
title:SetPoint("TOP", 0, -16)
title:SetText(addonName)
title:SetTextColor(NORMAL_FONT_COLOR:GetRGB())
CreateFrame("Button", "$parentClose", frame, "UIPanelCloseButton"):SetPoint("TOPRIGHT", -4, -4)

local scroll = CreateFrame("ScrollFrame", "$parentScroll", frame, "UIPanelScrollFrameTemplate")
scroll:SetPoint("TOPLEFT", 16, -40)
scroll:SetPoint("BOTTOMRIGHT", -36, 110)
scroll.ScrollBar:ClearAllPoints()
scroll:SetScript("OnMouseWheel", function(self, delta)
	self:SetVerticalScroll(max(0, self:GetVerticalScroll() - delta * 20))
end)
local box = CreateFrame("EditBox", nil, scroll)
box:SetMultiLine(true)
box:SetAutoFocus(false)
box:SetFontObject(ChatFontNormal)
box:SetWidth(360)
box:SetMaxLetters(20)
box:SetScript("OnEscapePressed", box.ClearFocus)
box:SetScript("OnTextChanged", function(self, by_user)
	note("text", self:GetText(), by_user, self:GetNumLetters())
end)
box:SetScript("OnEditFocusLost", function(self)
	self:HighlightText(0, 0)
	note("put down")
end)
scroll:SetScrollChild(box)
frame.box = box

local slider = CreateFrame("Slider", "CabinetSlider", frame, "OptionsSliderTemplate")
slider:SetPoint("BOTTOMLEFT", 24, 60)
slider:SetOrientation("HORIZONTAL")
slider:SetMinMaxValues(1, 10)
slider:SetValueStep(1)
slider:SetObeyStepOnDrag(true)
for suffix, text in pairs({ Low = "1", High = "10", Text = "Shelves" }) do
	_G[slider:GetName() .. suffix]:SetText(text)
end
slider:SetScript("OnValueChanged", function(_, value, by_user)
	CabinetCharDB.shelves = floor(value + 0.5)
	note("slider", value, by_user)
end)

local check = CreateFrame("CheckButton", nil, frame, "UICheckButtonTemplate")
check:SetPoint("LEFT", slider, "RIGHT", 20, 0)
check.text = check.text or check.Text
check.text:SetText("Locked")
check:SetScript("OnClick", function(self)
	local checked = self:GetChecked()
	PlaySound(checked and SOUNDKIT.IG_MAINMENU_OPTION_CHECKBOX_ON or SOUNDKIT.IG_MAINMENU_OPTION_CHECKBOX_OFF)
	CabinetCharDB.locked = checked
	slider:SetEnabled(not checked)
end)
check:SetScript("OnEnter", function(self)
	GameTooltip:SetOwner(self, "ANCHOR_RIGHT")
	GameTooltip:SetText("Locked", nil, nil, nil, nil, true)
	GameTooltip:AddLine("Shelves stay as they are.", 1, 1, 1, true)
	GameTooltip:Show()
end)
check:SetScript("OnLeave", GameTooltip_Hide)
frame.check = check

local dropdown = CreateFrame("DropdownButton", nil, frame, "WowStyle1DropdownTemplate")
dropdown:SetPoint("BOTTOM", 0, 20)
dropdown:SetDefaultText("Wood")

local function is_wood(index)
	return CabinetCharDB ~= nil and CabinetCharDB.wood == index
end

local function set_wood(index)
	CabinetCharDB.wood = index
end

local function polished()
	return CabinetCharDB ~= nil and CabinetCharDB.polish == true
end

dropdown:SetupMenu(function(_, root)
	root:SetTag("CABINET_WOOD")
	root:CreateTitle("Wood")
	for index, wood in ipairs({ "Oak", "Ash", "Yew" }) do
		root:CreateRadio(wood, is_wood, set_wood, index)
	end
	root:CreateDivider()
	local more = root:CreateButton("More")
	more:CreateCheckbox("Polish", polished, function()
		CabinetCharDB.polish = not CabinetCharDB.polish
	end)
	more:CreateButton("Burn", function(data, input)
		note("burn", data, input.buttonName)
	end, "all"):SetEnabled(polished)
end)
frame.dropdown = dropdown

local ok = CreateFrame("Button", nil, frame, "UIPanelButtonTemplate")
ok:SetText(OKAY)
ok:SetSize(80, 22)
ok:SetScript("OnClick", function()
	frame:Hide()
end)
frame.ok = ok

frame:SetScript("OnShow", function()
	note("show")
	slider:SetValue(CabinetCharDB.shelves or 3)
end)
frame:SetScript("OnHide", function()
	note("hide")
end)
frame:RegisterEvent("ADDON_LOADED")
frame:SetScript("OnEvent", function(self, event, name)
	if name == addonName then
		self:UnregisterEvent(event)
		CabinetCharDB = CabinetCharDB or {}
		local at = CabinetCharDB.position
		if at then
			self:ClearAllPoints()
			self:SetPoint(at[1], UIParent, at[3], at[4], at[5])
		end
	end
end)

SLASH_CABINET1, SLASH_CABINET2 = "/cabinet", "/cab"
function SlashCmdList.CABINET()
	frame:SetShown(not frame:IsShown())
end
