-- @{Topics}: the window's behaviour.
local _, ns = ...
local Chronicle, L = ns.Chronicle, ns.L

Chronicle@{Topics}WindowMixin = CreateFromMixins(ChronicleWindowMixin)
local Window = Chronicle@{Topics}WindowMixin

function Window:OnLoad()
	ChronicleWindowMixin.OnLoad(self)
	self:SetTitle(L["@{Topic} Title"])
	self:SetPortraitToAsset("Interface\\Icons\\INV_Misc_Book_09")
	self.Count:SetText("")
	for index, header in ipairs(self.Headers) do
		assert(header:GetID() == index)
		header:SetScript("OnClick", function()
			self:SortBy(header:GetText():lower())
		end)
	end
	if CreateScrollBoxListLinearView then
		local view = CreateScrollBoxListLinearView()
		view:SetElementInitializer("Chronicle@{Topic}RowTemplate", function(row, data)
			row:Init(data)
		end)
		ScrollUtil.InitScrollBoxListWithScrollBar(self.ScrollBox, self.ScrollBar, view)
	end
	self.RequestRefresh = ns.deferred(function()
		self:Refresh()
	end)
	Chronicle:On("@{TOPIC}_ADDED", self, "OnChanged")
	Chronicle:On("@{TOPIC}_REMOVED", self, "OnChanged")
	self.AddButton:SetText(L["@{Topic} Add"])
	self.RemoveButton:SetText(L["@{Topic} Remove"])
	self.RemoveButton:Disable()
	ns.windows.@{Topics} = self
end

function Window:OnChanged()
	if self:IsVisible() then
		self:RequestRefresh()
	end
end

function Window:SortBy(field)
	local settings = ns.@{Topics}:GetSettings()
	if settings.sort ~= field then
		settings.sort = field
		self:Refresh()
	end
end

function Window:Refresh()
	if not ns.@{Topics}.entries then
		return
	end
	local found = ns.@{Topics}:Sorted(self.SearchBox:GetText())
	if CreateDataProvider then
		self.ScrollBox:SetDataProvider(CreateDataProvider(found), true)
	else
		self.rows = self.rows or {}
		for index, entry in ipairs(found) do
			local row = self.rows[index] or CreateFrame("Button", nil, self, "Chronicle@{Topic}RowTemplate")
			self.rows[index] = row
			row:SetPoint("TOPLEFT", 8, -70 - 20 * index)
			row:Init(entry)
			row:Show()
		end
		for index = #found + 1, #self.rows do
			self.rows[index]:Hide()
		end
	end
	self.Count:SetText(ns.@{Topics}:Describe())
	self.RemoveButton:SetEnabled(#found > 0)
end

function Window:OnAdd()
	StaticPopupDialogs.CHRONICLE_ADD_@{TOPIC} = StaticPopupDialogs.CHRONICLE_ADD_@{TOPIC} or {
		text = L["@{Topic} Add"],
		button1 = ACCEPT,
		button2 = CANCEL,
		hasEditBox = true,
		OnAccept = function(dialog)
			ns.@{Topics}:Add({ @{first} = dialog.editBox:GetText() })
		end,
		timeout = 0,
		whileDead = true,
		hideOnEscape = true,
	}
	StaticPopup_Show("CHRONICLE_ADD_@{TOPIC}")
end
