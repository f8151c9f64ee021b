-- Panels of the game's own and what closes them; frames of the game that addons anchor to or hook.

local rt = ...
local raw, G = rt.raw, rt.globals
local type = type

rt.makers.UISpecialFrames = function()
	return {}
end
rt.makers.UIPanelWindows = function()
	return {}
end
rt.makers.UIMenus = function()
	return {}
end

for name, kind in raw.pairs {
	GameMenuFrame = "Frame", SettingsPanel = "Frame", ItemRefTooltip = "GameTooltip", ShoppingTooltip1 = "GameTooltip",
	ShoppingTooltip2 = "GameTooltip", ColorPickerFrame = "Frame",
} do
	rt.own_frame(name, kind, "UIParent", function(_, _, state)
		state.shown = false
	end)
end

for name, kind in raw.pairs { PlayerFrame = "Button", TargetFrame = "Button", MinimapCluster = "Frame", BuffFrame = "Frame" } do
	rt.own_frame(name, kind, "UIParent")
end

-- A panel is shown and hidden like any frame here: where it goes is not modelled.
function G.ShowUIPanel(frame)
	if frame and not frame:IsShown() then
		frame:Show()
	end
end

function G.HideUIPanel(frame)
	if frame and frame:IsShown() then
		frame:Hide()
	end
end

function G.ToggleFrame(frame)
	frame:SetShown(not frame:IsShown())
end

-- Hides the frames addons have listed; returns whether there was one to hide.
function G.CloseSpecialWindows()
	local found = false
	for _, name in ipairs(rt.c.G.UISpecialFrames) do
		local frame = rt.c.G[name]
		if type(frame) == "table" and frame.IsShown and frame:IsShown() then
			frame:Hide()
			found = true
		end
	end
	return found
end

function G.CloseWindows()
	return G.CloseSpecialWindows()
end

function G.ToggleGameMenu()
	if not G.StaticPopup_EscapePressed() and not G.CloseSpecialWindows() then
		G.ToggleFrame(rt.c.G.GameMenuFrame)
	end
end

-- What Escape does: the box with the keyboard is told, or windows close.
function rt.press_escape(c)
	rt.run(c, "escape", function()
		local box = c.focus
		if box then
			rt.run_script(box, c.objects[box], "OnEscapePressed")
		else
			c.G.ToggleGameMenu()
		end
	end)
end

-- The colour picker: who opens it is told of colours by the functions it gave.
local Picker = {}

function Picker:SetupColorPickerAndShow(info)
	self.swatchFunc, self.opacityFunc, self.cancelFunc = info.swatchFunc, info.opacityFunc, info.cancelFunc
	self.hasOpacity, self.opacity = info.hasOpacity, info.opacity
	self.previousValues = { r = info.r, g = info.g, b = info.b, a = info.opacity }
	self.color = { info.r, info.g, info.b }
	self.extraInfo = info.extraInfo
	self:Show()
end

function Picker:GetColorRGB()
	return raw.unpack(self.color or { 1, 1, 1 })
end

function Picker:SetColorRGB(r, g, b)
	self.color = { r, g, b }
	if self.swatchFunc then
		self.swatchFunc()
	end
end

function Picker:GetColorAlpha()
	return self.opacity or 1
end

function Picker:GetPreviousValues()
	local before = self.previousValues
	return before.r, before.g, before.b, before.a
end

function Picker:GetExtraInfo()
	return self.extraInfo
end

local make_picker = rt.makers.ColorPickerFrame
rt.makers.ColorPickerFrame = function(c)
	return G.Mixin(make_picker(c), Picker)
end

local make_settings = rt.makers.SettingsPanel
rt.makers.SettingsPanel = function(c)
	local panel = make_settings(c)
	panel.Open = panel.Show
	panel.Close = panel.Hide
	function panel.OpenToCategory(_, id)
		return c.G.Settings.OpenToCategory(id)
	end
	return panel
end

for _, name in ipairs { "ShowUIPanel", "HideUIPanel", "ToggleFrame", "CloseSpecialWindows", "CloseWindows", "ToggleGameMenu" } do
	rt.in_lua[name] = true
end
