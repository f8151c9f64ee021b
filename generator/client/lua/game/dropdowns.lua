-- The older dropdown menus: UIDropDownMenu_Initialize and what belongs to it. Entries are kept as they are added, by level.

local rt = ...
local raw, G = rt.raw, rt.globals
local type = type

rt.setup[#rt.setup + 1] = function(c)
	c.dropdown = { levels = {} }
end

G.UIDROPDOWNMENU_MAXBUTTONS, G.UIDROPDOWNMENU_MAXLEVELS = 8, 3
for name, value in raw.pairs { UIDROPDOWNMENU_MENU_LEVEL = 1, UIDROPDOWNMENU_MENU_VALUE = false, UIDROPDOWNMENU_OPEN_MENU = false } do
	rt.makers[name] = function()
		return value or nil
	end
end

local function part(frame, key, suffix)
	return frame[key] or frame:GetName() and rt.c.G[frame:GetName() .. suffix]
end

rt.game_templates.uidropdownmenutemplate = {
	parts = {
		{ "Left", "Texture", "Left" }, { "Middle", "Texture", "Middle" }, { "Right", "Texture", "Right" },
		{ "Text", "FontString", "Text" }, { "Icon", "Texture", "Icon" }, { "Button", "Button", "Button" },
	},
	arrange = function(_, object)
		object.Button:SetScript("OnClick", function()
			G.ToggleDropDownMenu(nil, nil, object)
		end)
	end,
}

-- Fills a level by asking the menu's function.
local function fill(frame, level, list)
	local c = rt.c
	c.dropdown.levels[level] = {}
	raw.rawset(c.G, "UIDROPDOWNMENU_MENU_LEVEL", level)
	if frame.initialize then
		frame.initialize(frame, level, list)
	end
end

function G.UIDropDownMenu_Initialize(frame, initialize, display, level, list)
	frame.menuList, frame.initialize, frame.displayMode = list, initialize, display
	raw.rawset(rt.c.G, "UIDROPDOWNMENU_INIT_MENU", frame)
	if initialize then
		fill(frame, level or 1, list)
	end
end

function G.UIDropDownMenu_SetInitializeFunction(frame, initialize)
	frame.initialize = initialize
end

function G.UIDropDownMenu_CreateInfo()
	return {}
end

function G.UIDropDownMenu_AddButton(info, level)
	local levels = rt.c.dropdown.levels
	level = level or 1
	levels[level] = levels[level] or {}
	raw.table.insert(levels[level], G.CopyTable(info, true))
	local init = rt.c.G.UIDROPDOWNMENU_INIT_MENU
	local checked = info.checked
	if type(checked) == "function" then
		checked = checked(info)
	end
	if checked and init and not init.dropdown_text then
		local text = part(init, "Text", "Text")
		if text and info.text then
			text:SetText(info.text)
		end
	end
end

function G.UIDropDownMenu_AddSeparator(level)
	G.UIDropDownMenu_AddButton({ disabled = true, isSeparator = true }, level)
end

function G.UIDropDownMenu_AddSpace(level)
	G.UIDropDownMenu_AddButton({ disabled = true }, level)
end

for _, name in ipairs { "Width", "ButtonWidth", "Anchor", "DisplayMode", "FrameStrata" } do
	G["UIDropDownMenu_Set" .. name] = function(frame, value)
		frame["dropdown_" .. name] = value
	end
end

function G.UIDropDownMenu_JustifyText(frame, justification)
	part(frame, "Text", "Text"):SetJustifyH(justification)
end

function G.UIDropDownMenu_SetText(frame, text)
	frame.dropdown_text = text
	part(frame, "Text", "Text"):SetText(text)
end

function G.UIDropDownMenu_GetText(frame)
	return part(frame, "Text", "Text"):GetText()
end

for _, name in ipairs { "Name", "Value", "ID" } do
	local field = "selected" .. name
	G["UIDropDownMenu_SetSelected" .. name] = function(frame, value)
		frame.selectedName, frame.selectedValue, frame.selectedID = nil, nil, nil
		frame[field] = value
		for index, info in ipairs(rt.c.dropdown.levels[1] or {}) do
			if name == "ID" and index == value or info[name == "Name" and "text" or "value"] == value and value ~= nil then
				part(frame, "Text", "Text"):SetText(info.text)
			end
		end
	end
	G["UIDropDownMenu_GetSelected" .. name] = function(frame)
		return frame[field]
	end
end

function G.UIDropDownMenu_EnableDropDown(frame)
	frame.isDisabled = nil
	part(frame, "Button", "Button"):Enable()
end

function G.UIDropDownMenu_DisableDropDown(frame)
	frame.isDisabled = 1
	part(frame, "Button", "Button"):Disable()
end

function G.UIDropDownMenu_IsEnabled(frame)
	return not frame.isDisabled
end

function G.UIDropDownMenu_Refresh() end
G.UIDropDownMenu_RefreshAll = G.UIDropDownMenu_Refresh

local function hide_all()
	local c = rt.c
	local frame = c.dropdown.open
	c.dropdown.open = nil
	raw.rawset(c.G, "UIDROPDOWNMENU_OPEN_MENU", nil)
	if frame and frame.onHide then
		frame.onHide(1)
	end
end

function G.CloseDropDownMenus()
	hide_all()
end
G.HideDropDownMenu = G.CloseDropDownMenus

function G.ToggleDropDownMenu(level, value, frame, _, _, _, list)
	local c = rt.c
	level = level or 1
	if level == 1 and c.dropdown.open == frame then
		hide_all()
		return
	end
	raw.rawset(c.G, "UIDROPDOWNMENU_MENU_VALUE", value)
	raw.rawset(c.G, "UIDROPDOWNMENU_OPEN_MENU", frame)
	raw.rawset(c.G, "UIDROPDOWNMENU_INIT_MENU", frame)
	c.dropdown.open = frame
	fill(frame, level, list or frame.menuList)
end

function G.UIDropDownMenu_GetCurrentDropDown()
	return rt.c.dropdown.open or rt.c.G.UIDROPDOWNMENU_INIT_MENU
end

-- What the player does who clicks an entry of the menu that is open. For tests, by `client.eval`.
function rt.pick_dropdown(c, level, index)
	local info = c.dropdown.levels[level][index]
	if info.func then
		info.func(info, info.arg1, info.arg2, info.checked)
	end
	if not info.keepShownOnClick then
		hide_all()
	end
end

for name in raw.pairs(G) do
	if raw.string.find(name, "^UIDropDownMenu_") or raw.string.find(name, "DropDownMenus?$") then
		rt.in_lua[name] = true
	end
end
