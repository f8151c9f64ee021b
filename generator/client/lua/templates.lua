-- The game's own templates, as far as they are modelled: which children they have and what those do, not their looks.
-- And what stands for the templates nobody modelled, in a lenient client.
--
--   is        templates it inherits from
--   mixin     mixins it has
--   parts     { key, type, name suffix }: children by parent key, each with the name of the parent and the suffix
--   arrange   a function(c, object, state) for the rest
-- A template that does more than a model here says is not listed: strict clients refuse it by name.

local rt = ...
local raw, G = rt.raw, rt.globals
local type = type
local find, lower = raw.string.find, raw.string.lower

-- Stand-ins -----------------------------------------------------------------------------------------------------

-- An object made of something unknown has a stand-in for every field with a capitalised name, made when it is read.
-- A stand-in has every method, can be called, and has stand-ins itself.
local inert_metas = {}

local function stand_in(c, object, key)
	local name = c.objects[object].assumed .. "." .. key
	rt.assume(name)
	local child, state = rt.new_widget(c, "Anything", nil, object)
	rt.make_inert(child, state, name)
	raw.rawset(object, key, child)
	return child
end

local function inert_meta(kind)
	local meta = inert_metas[kind]
	if not meta then
		meta = {
			__index = function(object, key)
				local c = rt.c
				local methods = (c.metas and c.metas[kind] or rt.class(kind).meta).__index
				local value = methods[key]
				if value == nil and type(key) == "string" and find(key, "^%u") then
					return stand_in(c, object, key)
				end
				return value
			end,
			__call = kind == "Anything" and function() end or nil,
		}
		rt.widget_metas[meta] = kind
		inert_metas[kind] = meta
	end
	return meta
end

function rt.make_inert(object, state, name)
	if not state.assumed then
		state.assumed = name
		raw.setmetatable(object, inert_meta(state.type))
	end
end

-- Models --------------------------------------------------------------------------------------------------------

function rt.model_parts(c, object, state, model)
	for _, part in ipairs(model.parts or {}) do
		local key, kind, suffix = part[1], part[2], part[3]
		local name = suffix and state.name and state.name .. suffix
		local child
		if rt.frame_types[lower(kind)] then
			local own
			child, own = rt.new_widget(c, kind, name, object)
			rt.adopt(c, child, object)
			if part.template then
				rt.furnish(c, child, own, part.template)
			end
			rt.start(c, child, own)
		else
			local own
			child, own = rt.new_region(c, object, kind, name)
			own.has_font = true
		end
		if key then
			object[key] = child
		end
	end
	if model.arrange then
		model.arrange(c, object, state)
	end
end

local models = {}

local function button_text(_, object, state)
	state.font_string = object.Text
end

local function close(_, object)
	object:SetScript("OnClick", function(self)
		self:GetParent():Hide()
	end)
end

local function is_label(_, object)
	object.text = object.Text
end

local TITLE = { { "TitleBg", "Texture" }, { "TitleText", "FontString", "TitleText" }, { "CloseButton", "Button", "CloseButton", template = "UIPanelCloseButton" } }
local SIDES = { { "Left", "Texture", "Left" }, { "Middle", "Texture", "Middle" }, { "Right", "Texture", "Right" } }

models.BackdropTemplate = { mixin = "BackdropTemplateMixin" }
models.TooltipBackdropTemplate = { parts = { { "NineSlice", "Frame" } } }
models.TooltipBorderBackdropTemplate = { parts = { { "NineSlice", "Frame" } } }
models.InsetFrameTemplate = { parts = { { "Bg", "Texture", "Bg" }, { "NineSlice", "Frame" } } }
for _, name in ipairs { "InsetFrameTemplate2", "InsetFrameTemplate3", "InsetFrameTemplate4", "DialogBorderTemplate", "DialogBorderDarkTemplate", "GlowBoxTemplate" } do
	models[name] = {}
end

models.UIPanelButtonNoTooltipTemplate = {
	parts = { SIDES[1], SIDES[2], SIDES[3], { "Text", "FontString", "Text" } },
	arrange = button_text,
}
models.UIPanelButtonTemplate = { is = "UIPanelButtonNoTooltipTemplate" }
models.SharedButtonSmallTemplate = { is = "UIPanelButtonTemplate" }
models.GameMenuButtonTemplate = { is = "UIPanelButtonTemplate" }
models.UIMenuButtonStretchTemplate = { is = "UIPanelButtonTemplate" }
models.UIPanelSquareButton = { parts = { { "icon", "Texture", "Icon" } } }
models.UIPanelCloseButton = { arrange = close }
models.UIPanelCloseButtonDefaultAnchors = { is = "UIPanelCloseButton" }
models.UIPanelCloseButtonNoScripts = {}
models.UIPanelHideButtonNoScripts = {}
models.UIPanelScrollUpButtonTemplate, models.UIPanelScrollDownButtonTemplate = {}, {}
models.PanelTabButtonTemplate = { parts = { SIDES[1], SIDES[2], SIDES[3], { "Text", "FontString", "Text" } }, arrange = button_text }

models.UICheckButtonTemplate = { parts = { { "Text", "FontString", "Text" } }, arrange = is_label }
models.UICheckButtonArtTemplate = {}
models.OptionsBaseCheckButtonTemplate = {}
models.InterfaceOptionsCheckButtonTemplate = { is = "UICheckButtonTemplate" }
models.ChatConfigCheckButtonTemplate = { is = "UICheckButtonTemplate" }
models.UIRadioButtonTemplate = { is = "UICheckButtonTemplate" }

models.InputBoxScriptTemplate = {
	arrange = function(_, object)
		object:SetScript("OnEscapePressed", function(self)
			self:ClearFocus()
		end)
	end,
}
models.InputBoxTemplate = { is = "InputBoxScriptTemplate", parts = SIDES }
models.InputBoxInstructionsTemplate = { is = "InputBoxTemplate", parts = { { "Instructions", "FontString" } } }
models.SearchBoxTemplate = {
	is = "InputBoxInstructionsTemplate",
	parts = { { "searchIcon", "Texture", "SearchIcon" }, { "clearButton", "Button", "ClearButton" } },
}
models.NumericInputBoxTemplate = {}

models.UIPanelScrollBarTemplate = {
	parts = {
		{ "ScrollUpButton", "Button", "ScrollUpButton" }, { "ScrollDownButton", "Button", "ScrollDownButton" },
		{ "ThumbTexture", "Texture", "ThumbTexture" },
	},
}
models.UIPanelScrollFrameTemplate = { parts = { { "ScrollBar", "Slider", "ScrollBar", template = "UIPanelScrollBarTemplate" } } }
models.UIPanelScrollFrameTemplate2 = { is = "UIPanelScrollFrameTemplate" }
models.UIPanelInputScrollFrameTemplate = { is = "UIPanelScrollFrameTemplate" }
models.InputScrollFrameTemplate = {
	is = "UIPanelScrollFrameTemplate",
	parts = { { "CharCount", "FontString" }, { "EditBox", "EditBox" } },
	arrange = function(_, object)
		object:SetScrollChild(object.EditBox)
	end,
}
models.OptionsSliderTemplate = { parts = { { "Text", "FontString", "Text" }, { "Low", "FontString", "Low" }, { "High", "FontString", "High" } } }
models.UISliderTemplate = {}
models.UISliderTemplateWithLabels = { is = "OptionsSliderTemplate" }

models.SharedTooltipTemplate = { parts = { { "NineSlice", "Frame" } } }
models.GameTooltipTemplate = { is = "SharedTooltipTemplate" }
models.TooltipStatusBarTemplate = {}

models.BasicFrameTemplate = { parts = TITLE }
models.BasicFrameTemplateWithInset = { is = "BasicFrameTemplate", parts = { { "InsetBg", "Texture" }, { "Inset", "Frame" } } }
models.UIPanelDialogTemplate = { parts = TITLE }
models.CooldownFrameTemplate = {}
models.VisibleWhilePlayingAnimGroupTemplate = {
	arrange = function(_, object)
		object:SetScript("OnPlay", function(self)
			self:GetParent():Show()
		end)
		object:SetScript("OnFinished", function(self)
			self:GetParent():Hide()
		end)
	end,
}

-- Frames with secure templates are frames like others here: nothing is protected.
for _, name in ipairs {
	"SecureFrameTemplate", "SecureActionButtonTemplate", "SecureUnitButtonTemplate", "SecureHandlerBaseTemplate",
	"SecureHandlerStateTemplate", "SecureHandlerAttributeTemplate", "SecureHandlerClickTemplate", "SecureHandlerShowHideTemplate",
	"SecureHandlerEnterLeaveTemplate", "SecureHandlerMouseUpDownTemplate", "SecureHandlerDragTemplate",
} do
	models[name] = {}
end

rt.game_templates = {}
for name, model in raw.pairs(models) do
	rt.game_templates[lower(name)] = model
end

-- Mixins of the game -------------------------------------------------------------------------------------------

local Backdrop = {}

function Backdrop:SetBackdrop(backdrop)
	self.backdropInfo = backdrop
end

function Backdrop:GetBackdrop()
	return self.backdropInfo
end

function Backdrop:HasBackdropInfo(backdrop)
	return self.backdropInfo == backdrop
end

function Backdrop:ClearBackdrop()
	self.backdropInfo = nil
end

for _, name in ipairs { "BackdropColor", "BackdropBorderColor" } do
	Backdrop["Set" .. name] = function(self, ...)
		rt.state(self, "Set" .. name)[name] = { ... }
	end
	Backdrop["Get" .. name] = function(self)
		return raw.unpack(rt.state(self, "Get" .. name)[name] or { 1, 1, 1, 1 })
	end
end
for _, name in ipairs { "ApplyBackdrop", "OnBackdropLoaded", "OnBackdropSizeChanged", "SetBorderBlendMode" } do
	Backdrop[name] = function() end
end

rt.makers.BackdropTemplateMixin = function()
	return G.CopyTable(Backdrop)
end
rt.makers.UIButtonMixin = function()
	return {}
end
