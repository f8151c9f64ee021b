-- Larger templates of the game: windows with a title and a portrait, scroll frames, sliders with steppers, layout frames.

local rt = ...
local raw, G = rt.raw, rt.globals
local lower = raw.string.lower

local function template(name, model)
	rt.game_templates[lower(name)] = model
end

-- Windows

local Panel = {}

function Panel:SetTitle(title)
	self:GetTitleText():SetText(title)
end

function Panel:SetTitleFormatted(pattern, ...)
	self:GetTitleText():SetFormattedText(pattern, ...)
end

function Panel:GetTitleText()
	return self.TitleContainer.TitleText
end

function Panel:SetTitleColor(color)
	self:GetTitleText():SetTextColor(color:GetRGBA())
end

function Panel:GetPortrait()
	return self.PortraitContainer.portrait
end

function Panel:SetPortraitToAsset(file)
	self:GetPortrait():SetTexture(file)
end
Panel.SetPortraitTextureRaw = Panel.SetPortraitToAsset

function Panel:SetPortraitAtlasRaw(atlas)
	self:GetPortrait():SetAtlas(atlas)
end

function Panel:SetPortraitShown(shown)
	self:GetPortrait():SetShown(shown)
end

for _, name in ipairs { "SetPortraitToUnit", "SetPortraitToSpecIcon", "SetPortraitToClassIcon", "SetPortraitTexCoord", "SetPortraitTextureSizeAndOffset", "SetBorder", "SetTitleOffsets", "SetTitleMaxLinesAndHeight" } do
	Panel[name] = function() end
end

local function window(_, object)
	G.Mixin(object, Panel)
	for key, kind in raw.pairs { TitleContainer = "FontString", PortraitContainer = "Texture" } do
		local container = G.CreateFrame("Frame", nil, object)
		object[key] = container
		if kind == "FontString" then
			container.TitleText = container:CreateFontString(nil, "OVERLAY", "GameFontNormal")
		else
			container.portrait = container:CreateTexture()
		end
	end
end

local CLOSE = { "CloseButton", "Button", "CloseButton", template = "UIPanelCloseButton" }
template("PortraitFrameTemplateNoCloseButton", { parts = { { "NineSlice", "Frame" }, { "Bg", "Texture", "Bg" }, { "TopTileStreaks", "Texture" } }, arrange = window })
template("PortraitFrameTemplate", { is = "PortraitFrameTemplateNoCloseButton", parts = { CLOSE } })
template("PortraitFrameFlatTemplate", { is = "PortraitFrameTemplate" })
template("PortraitFrameTexturedBaseTemplate", { is = "PortraitFrameTemplateNoCloseButton" })
template("DefaultPanelBaseTemplate", { is = "PortraitFrameTemplateNoCloseButton" })
template("DefaultPanelTemplate", { is = "DefaultPanelBaseTemplate" })
template("DefaultPanelFlatTemplate", { is = "DefaultPanelBaseTemplate" })
template("SettingsFrameTemplate", { parts = { { "NineSlice", "Frame" }, { "Bg", "Texture" }, { "ClosePanelButton", "Button", template = "UIPanelCloseButton" } } })
template("ButtonFrameTemplate", { is = "PortraitFrameTemplate", parts = { { "Inset", "Frame", "Inset", template = "InsetFrameTemplate" } } })
template("ButtonFrameTemplateMinimizable", { is = "ButtonFrameTemplate" })
template("NineSlicePanelTemplate", {})
template("DialogHeaderTemplate", { parts = { { "Text", "FontString" } } })
template("SharedButtonTemplate", { is = "UIPanelButtonTemplate" })
template("SharedButtonLargeTemplate", { is = "UIPanelButtonTemplate" })
template("MagicButtonTemplate", { is = "UIPanelButtonTemplate" })
template("UIPanelButtonGrayTemplate", { is = "UIPanelButtonTemplate" })
template("UIPanelDynamicResizeButtonTemplate", { is = "UIPanelButtonTemplate" })
template("MaximizeMinimizeButtonFrameTemplate", { parts = { { "MaximizeButton", "Button" }, { "MinimizeButton", "Button" } } })
template("PanelResizeButtonTemplate", {})
template("ModelWithZoomTemplate", {})
template("ModelWithControlsTemplate", {})
template("SquareIconButtonTemplate", { parts = { { "Icon", "Texture" } } })
template("LoadingSpinnerTemplate", {})
template("IconButtonTemplate", { parts = { { "Icon", "Texture" } } })

function G.ButtonFrameTemplate_HidePortrait(frame)
	frame:SetPortraitShown(false)
end

function G.ButtonFrameTemplate_ShowPortrait(frame)
	frame:SetPortraitShown(true)
end

for _, name in ipairs { "HideButtonBar", "ShowButtonBar", "HideAttic", "ShowAttic" } do
	G["ButtonFrameTemplate_" .. name] = function() end
end

-- Scroll frames with the newer bar

template("ScrollFrameTemplate", { parts = { { "ScrollBar", "EventFrame", template = "MinimalScrollBar" } } })

-- Sliders with steppers

local Steppers = {}

function Steppers:Init(value, low, high, steps, formatters)
	self.formatters = formatters
	self.Slider:SetMinMaxValues(low, high)
	self.Slider:SetValueStep(steps and steps > 0 and (high - low) / steps or 0)
	self.Slider:SetValue(value)
end

function Steppers:SetValue(value)
	self.Slider:SetValue(value)
end

function Steppers:GetValue()
	return self.Slider:GetValue()
end

function Steppers:FormatValue(value)
	for _, formatter in raw.pairs(self.formatters or {}) do
		formatter(value)
	end
end

function Steppers:SetEnabled(enabled)
	self.Slider:SetEnabled(enabled)
end

function Steppers:OnStepperClicked(forward)
	local step = self.Slider:GetValueStep()
	self.Slider:SetValue(self.Slider:GetValue() + (forward and step or -step))
end

template("MinimalSliderTemplate", {})
template("MinimalSliderWithSteppersTemplate", {
	parts = {
		{ "Slider", "Slider" }, { "Back", "Button" }, { "Forward", "Button" }, { "LeftText", "FontString" }, { "RightText", "FontString" },
		{ "TopText", "FontString" }, { "MinText", "FontString" }, { "MaxText", "FontString" },
	},
	arrange = function(_, object)
		rt.become_registry(object, { "OnValueChanged", "OnInteractStart", "OnInteractEnd" })
		G.Mixin(object, Steppers)
		object.Slider:SetScript("OnValueChanged", function(_, value)
			object:FormatValue(value)
			object:TriggerEvent("OnValueChanged", value)
		end)
		object.Back:SetScript("OnClick", function()
			object:OnStepperClicked(false)
		end)
		object.Forward:SetScript("OnClick", function()
			object:OnStepperClicked(true)
		end)
	end,
})
rt.makers.MinimalSliderWithSteppersMixin = function()
	return {
		Event = { OnValueChanged = "OnValueChanged", OnInteractStart = "OnInteractStart", OnInteractEnd = "OnInteractEnd" },
		Label = { Left = 1, Right = 2, Top = 3, Min = 4, Max = 5 },
	}
end

function G.CreateMinimalSliderFormatter(label, format)
	return function(value)
		return format and format(value) or value, label
	end
end

-- Layout frames: nothing is laid out, and whoever asks for it may.

local Layout = {}

function Layout:MarkDirty()
	self.dirty = true
end

function Layout:IsDirty()
	return self.dirty == true
end

function Layout:Layout()
	self.dirty = false
	if self.OnLayout then
		self:OnLayout()
	end
end

function Layout:GetLayoutChildren()
	return { self:GetChildren() }
end

function Layout:AddLayoutChildren() end

function Layout:IgnoreLayoutIndex()
	return false
end

for _, name in ipairs { "ResizeLayoutFrame", "VerticalLayoutFrame", "HorizontalLayoutFrame", "StaticGridLayoutFrame", "GridLayoutFrame" } do
	template(name, {
		arrange = function(_, object)
			G.Mixin(object, Layout)
		end,
	})
end
