-- Dialogs of the game: StaticPopupDialogs says what there is, StaticPopup_Show makes a frame of one. At most four are
-- shown at a time. Buttons answer when they are clicked; some dialogs answer for themselves after a time, or to Escape.

local rt = ...
local G = rt.globals
local type = type

local MOST = 4

rt.makers.StaticPopupDialogs = function()
	return {}
end

rt.setup[#rt.setup + 1] = function(c)
	c.popups = {}
end

local function tell(dialog, name, ...)
	local f = dialog.dialogInfo[name]
	if f then
		return f(dialog, ...)
	end
end

-- A button hides its dialog unless its handler returns true.
local function press(dialog, handler)
	if not tell(dialog, handler, dialog.data, handler == "OnCancel" and "clicked" or dialog.data2) then
		dialog:Hide()
	end
end

local HANDLERS = { "OnAccept", "OnCancel", "OnAlt" }

local function make(c, number)
	local name = "StaticPopup" .. number
	local dialog = G.CreateFrame("Frame", name, c.G.UIParent)
	dialog:Hide()
	dialog.text = dialog:CreateFontString(name .. "Text", "ARTWORK", "GameFontHighlight")
	dialog.Text = dialog.text
	dialog.editBox = G.CreateFrame("EditBox", name .. "EditBox", dialog)
	dialog.EditBox = dialog.editBox
	for i, handler in ipairs(HANDLERS) do
		local button = G.CreateFrame("Button", name .. "Button" .. i, dialog)
		button:SetScript("OnClick", function()
			press(dialog, handler)
		end)
		dialog["button" .. i] = button
		dialog["GetButton" .. i] = function()
			return button
		end
	end
	function dialog.GetEditBox()
		return dialog.editBox
	end
	dialog:SetScript("OnHide", function()
		tell(dialog, "OnHide", dialog.data)
		dialog.which = nil
	end)
	dialog.editBox:SetScript("OnEnterPressed", function(box)
		local f = dialog.dialogInfo.EditBoxOnEnterPressed
		if f then
			f(box, dialog.data)
		end
	end)
	c.popups[number] = dialog
	return dialog
end

local function shown(c, which)
	for _, dialog in ipairs(c.popups) do
		if dialog.which == which then
			return dialog
		end
	end
end

local function free(c)
	for number = 1, MOST do
		local dialog = c.popups[number] or make(c, number)
		if not dialog.which then
			return dialog
		end
	end
end

local function button_texts(dialog, info)
	for i = 1, #HANDLERS do
		local text = info["button" .. i]
		dialog["button" .. i]:SetText(text)
		dialog["button" .. i]:SetShown(text ~= nil)
	end
	dialog.editBox:SetText("")
	dialog.editBox:SetShown(info.hasEditBox and true or false)
end

-- A dialog that answers "no" by itself.
local function cancel(dialog, reason)
	if not tell(dialog, "OnCancel", dialog.data, reason) then
		dialog:Hide()
	end
end

local function wait(c, dialog, seconds)
	dialog.waits = (dialog.waits or 0) + 1
	local number = dialog.waits
	if seconds and seconds > 0 then
		rt.start_timer(c, seconds, function()
			if dialog.which and dialog.waits == number then
				cancel(dialog, "timeout")
			end
		end)
	end
end

-- Hides the dialogs that Escape closes; returns whether there was one.
function G.StaticPopup_EscapePressed()
	local found = false
	for _, dialog in ipairs(rt.c.popups) do
		if dialog.which and dialog.dialogInfo.hideOnEscape then
			cancel(dialog, "clicked")
			found = true
		end
	end
	return found
end

function G.StaticPopup_Show(which, one, two, data)
	local c = rt.c
	local info = c.G.StaticPopupDialogs[which]
	local dialog = info and (shown(c, which) or free(c))
	if not dialog then
		return nil
	end
	dialog:Hide()
	dialog.which, dialog.dialogInfo, dialog.data = which, info, data
	dialog.text:SetFormattedText(info.text or "", one, two)
	button_texts(dialog, info)
	dialog:Show()
	tell(dialog, "OnShow", data)
	wait(c, dialog, info.timeout)
	return dialog
end

function G.StaticPopup_Visible(which)
	local dialog = shown(rt.c, which)
	if dialog then
		return dialog:GetName(), dialog
	end
	return false
end

function G.StaticPopup_FindVisible(which)
	return shown(rt.c, which)
end

function G.StaticPopup_Hide(which)
	local dialog = type(which) == "string" and shown(rt.c, which)
	if dialog then
		dialog:Hide()
	end
end

for _, name in ipairs { "StaticPopup_Show", "StaticPopup_Visible", "StaticPopup_FindVisible", "StaticPopup_Hide", "StaticPopup_EscapePressed" } do
	rt.in_lua[name] = true
end
