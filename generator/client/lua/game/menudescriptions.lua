-- Descriptions of menus: what a generator fills, and what its elements do when they are picked.

local rt = ...
local raw, G = rt.raw, rt.globals
local type = type
local insert = raw.table.insert

local Root, Element = {}, {}

local function new_description(kind, text)
	return G.Mixin({ kind = kind, text = text, elements = {}, queued = {}, initializers = {}, resetters = {} }, Root, Element)
end

rt.new_menu_description = new_description

function Root:Insert(description, index)
	for _, waiting in ipairs(self.queued) do
		insert(self.elements, waiting)
	end
	self.queued = {}
	insert(self.elements, index or #self.elements + 1, description)
	description.parent = self
	return description
end

function Root:QueueDescription(description, clear)
	if clear then
		self.queued = {}
	end
	insert(self.queued, description)
	return description
end

function Root:ClearQueuedDescriptions()
	self.queued = {}
end

local function creators(kind, prepare)
	Root["Create" .. kind] = function(self, ...)
		return self:Insert(prepare(...))
	end
	Root["Queue" .. kind] = function(self, ...)
		return self:QueueDescription(prepare(...))
	end
end

creators("Title", function(text, color)
	local made = new_description("title", text)
	made.color = color
	return made
end)
creators("Divider", function()
	return new_description("divider")
end)
creators("Spacer", function(extent)
	local made = new_description("spacer")
	made.extent = extent
	return made
end)
creators("Frame", function()
	return new_description("frame")
end)
creators("Template", function(template)
	local made = new_description("template")
	made.template = template
	return made
end)
creators("Button", function(text, callback, data)
	local made = new_description("button", text)
	made.responder, made.data = callback, data
	return made
end)

local function choice(kind)
	return function(text, is_selected, set_selected, data)
		local made = new_description(kind, text)
		made.is_selected, made.responder, made.data = is_selected, set_selected, data
		made.response = kind == "checkbox" and 2 or nil
		return made
	end
end
creators("Checkbox", choice("checkbox"))
creators("Radio", choice("radio"))
creators("HighlightRadio", choice("radio"))
creators("ColorSwatch", function(text, callback, info)
	local made = new_description("swatch", text)
	made.responder, made.data = callback, info
	return made
end)

function Root:EnumerateElementDescriptions()
	return raw.ipairs(self.elements)
end

function Root:HasElements()
	return self.elements[1] ~= nil
end

function Root:SetTag(tag, context)
	self.tag, self.context = tag, context
end

function Root:GetTag()
	return self.tag, self.context
end

for _, name in ipairs {
	"ScrollMode", "GridMode", "MinimumWidth", "MaximumWidth", "FixedWidth", "MaximumHeight", "Compactable", "SoundKit", "Radio",
	"ShouldPlaySoundOnSubmenuClick", "ShouldRespondIfSubmenu", "OnEnter", "OnLeave", "SelectionIgnored", "SelectionTranslator",
	"FinalInitializer", "ForceSubmenu", "CanSelect", "Tooltip",
} do
	Root["Set" .. name] = function(self, value)
		self[name] = value == nil and true or value
	end
end
Root.HookOnEnter, Root.HookOnLeave = Root.SetOnEnter, Root.SetOnLeave

function Root:AddMenuAcquiredCallback(callback)
	self.acquired = callback
end

function Root:AddMenuReleasedCallback(callback)
	self.released = callback
end

-- Elements

function Element:SetTitleAndTextTooltip(title, text)
	self.Tooltip = function(tooltip)
		tooltip:SetText(title)
		tooltip:AddLine(text)
	end
end

function Element:SetEnabled(enabled)
	self.enabled = enabled
end

function Element:IsEnabled()
	local enabled = self.enabled
	if type(enabled) == "function" then
		enabled = enabled(self)
	end
	return enabled ~= false
end

function Element:SetData(data)
	self.data = data
end

function Element:GetData()
	return self.data
end

function Element:SetResponder(responder)
	self.responder = responder
end

function Element:SetResponse(response)
	self.response = response
end

function Element:SetIsSelected(is_selected)
	self.is_selected = is_selected
end

function Element:IsSelected()
	return self.is_selected ~= nil and self.is_selected(self.data) == true
end

function Element:IsSelectionIgnored()
	return self.SelectionIgnored == true
end

function Element:AddInitializer(initializer, index)
	insert(self.initializers, index or #self.initializers + 1, initializer)
end

function Element:SetInitializer(initializer)
	self.initializers = { initializer }
end

function Element:AddResetter(resetter)
	insert(self.resetters, resetter)
end

function Element:CanOpenSubmenu()
	return self.elements[1] ~= nil
end

-- What choosing an element does: its responder hears of it and says what becomes of the menu.
function Element:Pick(context, button)
	if not self:IsEnabled() then
		return false
	end
	local response
	if self.responder then
		response = self.responder(self.data, { context = context, buttonName = button or "LeftButton" }, self)
	end
	rt.menu_responds(response or self.response)
	return true
end
