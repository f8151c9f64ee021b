-- Menus: the one that is open, which is a description whose elements can be picked, and the functions that open one.
-- Nothing is drawn.

local rt = ...
local raw, G = rt.raw, rt.globals
local select = select
local insert = raw.table.insert
local new_description = rt.new_menu_description

rt.setup[#rt.setup + 1] = function(c)
	c.menus = { modifiers = {} }
end

local REFRESH, CLOSE = 2, 3
rt.makers.MenuResponse = function()
	return { Open = 1, Refresh = REFRESH, Close = CLOSE, CloseAll = 4 }
end
rt.makers.MenuInputContext = function()
	return { None = 1, MouseButton = 2, MouseWheel = 3 }
end
rt.makers.MenuConstants = function()
	return { VerticalLinearDirection = 1, VerticalGridDirection = 2, HorizontalGridDirection = 3, AutoCalculateColumns = nil, ElementPollFrequencySeconds = 0.2 }
end

local parts = {}

function parts:AttachTexture()
	return self:CreateTexture()
end

function parts:AttachFontString()
	return self:CreateFontString(nil, "ARTWORK", "GameFontHighlightSmall")
end

function parts:AttachFrame(kind)
	return G.CreateFrame(kind, nil, self)
end

function parts:AttachTemplate(template)
	return G.CreateFrame("Button", nil, self, template)
end

-- The frames of a menu's elements, when it is shown: initializers get one each.
local function show_elements(c, menu, description)
	for _, element in ipairs(description.elements) do
		local kind, inherits = "Button", nil
		if element.template then
			kind, inherits = rt.frame_kind(c, element.template)
		end
		local frame = G.Mixin(G.CreateFrame(kind, nil, menu, inherits), parts)
		frame.fontString = frame:CreateFontString(nil, "ARTWORK", "GameFontHighlightSmall")
		frame.fontString:SetText(element.text)
		frame.leftTexture1 = frame:CreateTexture()
		for _, initializer in ipairs(element.initializers) do
			rt.protect(initializer, frame, element, menu)
		end
		element.frame = frame
	end
	description.menu = menu
end

local function close(c)
	local open = c.menus.open
	if open then
		c.menus.open = nil
		open.frame:Hide()
		if open.description.released then
			rt.protect(open.description.released, open.frame)
		end
		if open.closed then
			rt.protect(open.closed, open.frame)
		end
	end
end

local MenuFrame = {}

function MenuFrame:Close()
	close(rt.c)
end

function MenuFrame:GetElementDescriptions()
	return self.description.elements
end

function MenuFrame:SendResponse(_, response)
	rt.menu_responds(response)
end

function MenuFrame:ReinitializeAll()
	show_elements(rt.c, self, self.description)
end

-- Fills a description: the generator is asked, then whoever modifies menus of its tag.
local function generate(owner, generator, ...)
	local description = new_description("root")
	generator(owner, description, ...)
	for _, modifier in ipairs(description.tag and rt.c.menus.modifiers[description.tag] or {}) do
		rt.protect(modifier, owner, description, description.context)
	end
	return description
end

rt.generate_menu = generate

local function open_menu(owner, description, again, closed)
	local c = rt.c
	close(c)
	if not description:HasElements() then
		return nil
	end
	local frame = G.Mixin(G.CreateFrame("Frame", nil, c.G.UIParent), MenuFrame)
	frame.description = description
	c.menus.open = { frame = frame, description = description, owner = owner, again = again, closed = closed }
	show_elements(c, frame, description)
	if description.acquired then
		rt.protect(description.acquired, frame)
	end
	return frame
end

rt.open_menu, rt.close_menu = open_menu, close

-- Without an answer a menu closes.
function rt.menu_responds(response)
	local c = rt.c
	local open = c.menus.open
	if not open then
		return
	elseif response == nil or response == CLOSE or response == 4 then
		close(c)
	elseif response == REFRESH and open.again then
		open.description = open.again()
		open.frame.description = open.description
		show_elements(c, open.frame, open.description)
	end
end

-- MenuUtil and Menu --------------------------------------------------------------------------------------------------

local MenuUtil = {}
rt.spaces.MenuUtil = MenuUtil

function MenuUtil.CreateRootMenuDescription()
	return new_description("root")
end

function MenuUtil.CreateContextMenu(owner, generator, ...)
	local n, args = select("#", ...), { ... }
	local function again()
		return generate(owner, generator, raw.unpack(args, 1, n))
	end
	return open_menu(owner, again(), again)
end

local function each_choice(method)
	return function(_, root, is_selected, set_selected, ...)
		for i = 1, select("#", ...) do
			local entry = (select(i, ...))
			root[method](root, entry[1], is_selected, set_selected, entry[2])
		end
	end
end

for kind, method in raw.pairs { Radio = "CreateRadio", Checkbox = "CreateCheckbox" } do
	local fill = each_choice(method)
	MenuUtil["Create" .. kind .. "Menu"] = function(dropdown, ...)
		local n, args = select("#", ...), { ... }
		dropdown:SetupMenu(function(owner, root)
			fill(owner, root, raw.unpack(args, 1, n))
		end)
	end
	MenuUtil["Create" .. kind .. "ContextMenu"] = function(owner, ...)
		return MenuUtil.CreateContextMenu(owner, fill, ...)
	end
end

local function fill_buttons(_, root, ...)
	for i = 1, select("#", ...) do
		local entry = (select(i, ...))
		root:CreateButton(entry[1], entry[2], entry[3])
	end
end

function MenuUtil.CreateButtonContextMenu(owner, ...)
	return MenuUtil.CreateContextMenu(owner, fill_buttons, ...)
end

function MenuUtil.CreateButtonMenu(dropdown, ...)
	local n, args = select("#", ...), { ... }
	dropdown:SetupMenu(function(owner, root)
		fill_buttons(owner, root, raw.unpack(args, 1, n))
	end)
end

for _, kind in ipairs { "Title", "Button", "Checkbox", "Radio", "Divider", "Spacer", "Frame", "Template" } do
	MenuUtil["Create" .. kind] = function(...)
		local holder = new_description("root")
		return holder["Create" .. kind](holder, ...)
	end
end

function MenuUtil.SetElementText(element, text)
	element.text = text
end

function MenuUtil.GetElementText(element)
	return element.text
end

function MenuUtil.TraverseMenu(description, f)
	for _, element in ipairs(description.elements) do
		f(element)
		MenuUtil.TraverseMenu(element, f)
	end
end

function MenuUtil.ShowTooltip(owner, fill, ...)
	local tooltip = rt.c.G.GameTooltip
	tooltip:SetOwner(owner, "ANCHOR_RIGHT")
	fill(tooltip, ...)
	tooltip:Show()
end

function MenuUtil.HideTooltip()
	rt.c.G.GameTooltip:Hide()
end

function MenuUtil.HookTooltipScripts(owner, fill)
	owner:HookScript("OnEnter", function(self)
		MenuUtil.ShowTooltip(self, fill)
	end)
	owner:HookScript("OnLeave", MenuUtil.HideTooltip)
end

local Manager = {}

function Manager:OpenMenu(owner, description)
	return open_menu(owner, description)
end

function Manager:OpenContextMenu(owner, description)
	return open_menu(owner, description)
end

function Manager:GetOpenMenu()
	local open = rt.c.menus.open
	return open and open.frame
end

function Manager:IsAnyMenuOpen()
	return rt.c.menus.open ~= nil
end

function Manager:CloseMenus()
	close(rt.c)
end
Manager.CloseMenu = Manager.CloseMenus

local Menu = {}
rt.spaces.Menu = Menu

function Menu.GetManager()
	local menus = rt.c.menus
	menus.manager = menus.manager or G.CreateFromMixins(Manager)
	return menus.manager
end

-- Whoever opens a menu of the tag is followed by `callback(owner, description, context)`.
function Menu.ModifyMenu(tag, callback)
	local modifiers = rt.c.menus.modifiers
	modifiers[tag] = modifiers[tag] or {}
	insert(modifiers[tag], callback)
	return {
		Unregister = function()
			G.tDeleteItem(modifiers[tag], callback)
		end,
	}
end

function Menu.GetOpenMenuTags()
	local open = rt.c.menus.open
	return open and open.description.tag and { open.description.tag } or {}
end
