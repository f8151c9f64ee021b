-- A list of rows in a scroll box, with a selection, a context menu that others may add to, and dialogs.
Catalogue = { log = {} }
CatalogueDB = CatalogueDB or { names = { "Tammya", "Borin", "Catnia" } }

local function note(...)
	tinsert(Catalogue.log, strjoin(" ", tostringall(...)))
end

local frame = CatalogueFrame
frame:SetTitle("Catalogue")
frame:SetPortraitToAsset("Interface\\Icons\\INV_Misc_Book_09")
ButtonFrameTemplate_HidePortrait(frame)

local provider = CreateDataProvider()
provider:SetSortComparator(function(one, two)
	return one.name < two.name
end)
local view = CreateScrollBoxListLinearView()
view:SetElementExtent(20)
view:SetElementInitializer("CatalogueRowTemplate", function(row, data)
	row.Name:SetText(data.name)
	row.Icon:SetDesaturated(data.old or false)
	note("row", row:GetElementDataIndex(), data.name)
end)
ScrollUtil.InitScrollBoxListWithScrollBar(frame.ScrollBox, frame.ScrollBar, view)
ScrollUtil.AddManagedScrollBarVisibilityBehavior(frame.ScrollBox, frame.ScrollBar, { CreateAnchor("TOPLEFT", 4, -4) })
local selection = ScrollUtil.AddSelectionBehavior(frame.ScrollBox)
selection:RegisterCallback(SelectionBehaviorMixin.Event.OnSelectionChanged, function(_, data, selected)
	note("selected", data.name, selected)
end, Catalogue)
for _, name in ipairs(CatalogueDB.names) do
	provider:Insert({ name = name })
end
frame.ScrollBox:SetDataProvider(provider, ScrollBoxConstants.RetainScrollPosition)
frame.Search:HookScript("OnTextChanged", function(self)
	note("search", self:GetText())
end)

local function add(name)
	provider:Insert({ name = name })
	tinsert(CatalogueDB.names, name)
end

StaticPopupDialogs.CATALOGUE_REMOVE = {
	text = "Remove %s?",
	button1 = YES,
	button2 = NO,
	timeout = 0,
	hideOnEscape = true,
	OnAccept = function(_, data)
		provider:Remove(data)
		tDeleteItem(CatalogueDB.names, data.name)
	end,
	OnCancel = function(_, _, reason)
		note("kept", reason)
	end,
}
StaticPopupDialogs.CATALOGUE_ADD = {
	text = ADD,
	button1 = ACCEPT,
	button2 = CANCEL,
	hasEditBox = true,
	OnShow = function(self)
		self:GetEditBox():SetFocus()
	end,
	OnAccept = function(self)
		add(self:GetEditBox():GetText())
	end,
}

function Catalogue.OnClick(row, button)
	local data = row:GetElementData()
	if button == "LeftButton" then
		selection:SelectElementData(data)
		return
	end
	MenuUtil.CreateContextMenu(row, function(_, root)
		root:SetTag("MENU_CATALOGUE_ROW")
		root:CreateTitle(data.name)
		root:CreateCheckbox("Old", function()
			return data.old
		end, function()
			data.old = not data.old
		end)
		root:QueueDivider()
		local remove = root:CreateButton(REMOVE, function()
			StaticPopup_Show("CATALOGUE_REMOVE", data.name, nil, data)
		end)
		remove:SetTooltip(function(tooltip, element)
			GameTooltip_SetTitle(tooltip, MenuUtil.GetElementText(element))
			GameTooltip_AddInstructionLine(tooltip, "Gone for good")
		end)
		remove:AddInitializer(function(shown)
			shown.fontString:SetTextColor(RED_FONT_COLOR:GetRGB())
		end)
	end)
end

Menu.ModifyMenu("MENU_CATALOGUE_ROW", function(owner, root)
	root:CreateButton(WHISPER, function()
		ChatFrame_SendTell(owner:GetElementData().name)
	end)
end)
