-- Dropdown buttons: a button that opens a menu and shows what is selected in it.

local rt = ...
local raw = rt.raw
local generate, open_menu, close = rt.generate_menu, rt.open_menu, rt.close_menu
local MenuUtil = rt.spaces.MenuUtil

local Dropdown = rt.methods.DropdownButton
local state_of = rt.state

local function update_text(self, state)
	local texts = {}
	for _, element in ipairs(self:GetSelectionData()) do
		texts[#texts + 1] = element.SelectionTranslator and element.SelectionTranslator(element) or element.text
	end
	local text = state.override or state.translate and state.translate(self:GetSelectionData())
	text = text or texts[1] and raw.table.concat(texts, ", ") or state.default_text
	if self.Text then
		self.Text:SetText(text)
	end
	state.shown_text = text
end

function Dropdown:SetText(text)
	self:OverrideText(text)
end

function Dropdown:GetText()
	return state_of(self, "GetText").shown_text
end

function Dropdown:SetupMenu(generator)
	state_of(self, "SetupMenu").generator = generator
	self:GenerateMenu()
end

function Dropdown:RegisterMenu(description)
	local state = state_of(self, "RegisterMenu")
	state.description = description
	update_text(self, state)
end

function Dropdown:GenerateMenu()
	local state = state_of(self, "GenerateMenu")
	if state.generator then
		self:RegisterMenu(generate(self, state.generator))
	end
end
Dropdown.SignalUpdate, Dropdown.Update = Dropdown.GenerateMenu, Dropdown.GenerateMenu

function Dropdown:GetMenuDescription()
	return state_of(self, "GetMenuDescription").description
end

function Dropdown:HasElements()
	local description = state_of(self, "HasElements").description
	return description ~= nil and description:HasElements()
end

-- The elements that are selected, in submenus too.
function Dropdown:GetSelectionData()
	local found, state = {}, state_of(self, "GetSelectionData")
	if state.description then
		MenuUtil.TraverseMenu(state.description, function(element)
			if not element:IsSelectionIgnored() and element:IsSelected() then
				found[#found + 1] = element
			end
		end)
	end
	return found
end
Dropdown.CollectSelectionData = Dropdown.GetSelectionData

function Dropdown:OpenMenu()
	local state = state_of(self, "OpenMenu")
	self:GenerateMenu()
	if state.disabled or not state.description then
		return
	end
	local menu = open_menu(self, state.description, function()
		self:GenerateMenu()
		return state.description
	end, function()
		self:GenerateMenu()
		self:TriggerEvent("OnMenuClose", self)
	end)
	if menu then
		self:TriggerEvent("OnMenuOpen", self, menu)
	end
end

function Dropdown:IsMenuOpen()
	state_of(self, "IsMenuOpen")
	local open = rt.c.menus.open
	return open ~= nil and open.owner == self
end

function Dropdown:CloseMenu()
	if self:IsMenuOpen() then
		close(rt.c)
	end
end

function Dropdown:SetMenuOpen(open)
	if open then
		self:OpenMenu()
	else
		self:CloseMenu()
	end
end

function Dropdown:ToggleMenu()
	self:SetMenuOpen(not self:IsMenuOpen())
end

function Dropdown:SetDefaultText(text)
	local state = state_of(self, "SetDefaultText")
	state.default_text = text
	update_text(self, state)
end

function Dropdown:GetDefaultText()
	return state_of(self, "GetDefaultText").default_text
end

function Dropdown:OverrideText(text)
	local state = state_of(self, "OverrideText")
	state.override = text
	update_text(self, state)
end

function Dropdown:SetSelectionText(translate)
	local state = state_of(self, "SetSelectionText")
	state.translate = translate
	update_text(self, state)
end

function Dropdown:SetSelectionTranslator(translate)
	local state = state_of(self, "SetSelectionTranslator")
	state.translate = translate and function(selection)
		local texts = {}
		for i, element in ipairs(selection) do
			texts[i] = translate(element)
		end
		return texts[1] and raw.table.concat(texts, ", ")
	end
	update_text(self, state)
end

function Dropdown:UpdateToMenuSelections()
	update_text(self, state_of(self, "UpdateToMenuSelections"))
end

function Dropdown:GetUpdateText()
	return state_of(self, "GetUpdateText").shown_text
end

function Dropdown:Pick(element, context, button)
	element:Pick(context, button)
	self:GenerateMenu()
end

for _, name in ipairs { "SetMenuAnchor", "SetMenuRelativePoint", "EnableMouseWheel", "SetTooltip", "SetIsDefaultCallback", "SetDefaultCallback", "ValidateResetState", "SetUpdateCallback", "SetMenuAnchorPoint" } do
	Dropdown[name] = function(self)
		state_of(self, name)
	end
end

local function button(_, object)
	object:SetScript("OnMouseDown", function(self)
		self:ToggleMenu()
	end)
end

local LOOK = { { "Background", "Texture" }, { "Arrow", "Texture" }, { "Text", "FontString" } }
for _, name in ipairs { "WowStyle1DropdownTemplate", "WowStyle1ArrowDropdownTemplate", "WowStyle2DropdownTemplate", "WowStyle2IconButtonTemplate" } do
	rt.game_templates[raw.string.lower(name)] = { parts = LOOK, arrange = button }
end
rt.game_templates.wowstyle1filterdropdowntemplate = {
	parts = { LOOK[1], LOOK[2], LOOK[3], { "ResetButton", "Button" } },
	arrange = button,
}
