-- Buttons, sliders, tooltips, message frames; the game's own frames.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, unpack, select = type, unpack, select
local methods, state_of, run_script = rt.methods, rt.state, rt.run_script

-- Buttons ------------------------------------------------------------------------------------------------------

local Button, CheckButton = methods.Button, methods.CheckButton

function Button:SetEnabled(enabled)
	local state = state_of(self, "SetEnabled")
	enabled = enabled and true or false
	if state.disabled ~= not enabled then
		state.disabled = not enabled
		run_script(self, state, enabled and "OnEnable" or "OnDisable")
	end
end

function Button:Enable()
	self:SetEnabled(true)
end

function Button:Disable()
	self:SetEnabled(false)
end

function Button:IsEnabled()
	return not state_of(self, "IsEnabled").disabled
end

function Button:Click(button, down)
	local state = state_of(self, "Click")
	if state.disabled then
		return
	end
	button, down = button or "LeftButton", down or false
	if rt.is_type(state.type, "CheckButton") then
		state.checked = not state.checked
	end
	for _, script in ipairs { "PreClick", "OnClick", "PostClick" } do
		run_script(self, state, script, button, down)
	end
end

function CheckButton:SetChecked(checked)
	state_of(self, "SetChecked").checked = checked and true or false
end

function CheckButton:GetChecked()
	return state_of(self, "GetChecked").checked or false
end

-- Sliders and bars ---------------------------------------------------------------------------------------------

for _, name in ipairs { "Slider", "StatusBar" } do
	local bar = methods[name]

	local function number(value, position, usage)
		if rt.is_secret(value) then
			return value
		end
		return raw.tonumber(value) or rt.usage(position, usage)
	end

	function bar:SetMinMaxValues(low, high)
		local state = state_of(self, "SetMinMaxValues")
		low = number(low, 1, "self:SetMinMaxValues(minValue, maxValue)")
		high = number(high, 2, "self:SetMinMaxValues(minValue, maxValue)")
		state.low, state.high = low, high
		run_script(self, state, "OnMinMaxChanged", low, high)
	end

	function bar:GetMinMaxValues()
		local state = state_of(self, "GetMinMaxValues")
		return state.low or 0, state.high or 0
	end

	function bar:SetValue(value, by_user)
		local state = state_of(self, "SetValue")
		value = number(value, 1, "self:SetValue(value)")
		local hidden = rt.is_secret(value) or rt.is_secret(state.bar_value)
		if state.low and not (hidden or rt.is_secret(state.low) or rt.is_secret(state.high)) then
			value = G.Clamp(value, state.low, state.high)
		end
		if hidden or state.bar_value ~= value then
			state.bar_value = value
			run_script(self, state, "OnValueChanged", value, by_user or false)
		end
	end

	function bar:GetValue()
		return state_of(self, "GetValue").bar_value or 0
	end
end
methods.Slider.Enable, methods.Slider.Disable = Button.Enable, Button.Disable
methods.Slider.SetEnabled, methods.Slider.IsEnabled = Button.SetEnabled, Button.IsEnabled

-- Message frames: what is written to one is what the player reads ----------------------------------------------

local MessageFrame, Scrolling = methods.MessageFrame, methods.ScrollingMessageFrame

-- As many of the last messages are kept as the frame may have lines. Those of the game's own windows are only counted: a
-- world has thousands of clients, and what the player reads is kept outside.
local function keep(state, ...)
	if state.counts_only then
		state.count = raw.math.min((state.count or 0) + 1, state.MaxLines or 128)
		return
	end
	local messages = state.messages or {}
	state.messages = messages
	messages[#messages + 1] = { n = select("#", ...), ... }
	if #messages > (state.MaxLines or 128) then
		raw.table.remove(messages, 1)
	end
end

function MessageFrame:AddMessage(...)
	local state = state_of(self, "AddMessage")
	keep(state, ...)
	python.printed(rt.tostring(rt.reveal((...))), rt.showing_chat)
end

function MessageFrame:GetNumMessages()
	local state = state_of(self, "GetNumMessages")
	return state.count or #(state.messages or {})
end

function MessageFrame:Clear()
	local state = state_of(self, "Clear")
	state.messages, state.count = nil, nil
end

-- What AddMessage was given for the oldest message kept, number 1, and those after it.
function Scrolling:GetMessageInfo(index)
	local state = state_of(self, "GetMessageInfo")
	local message = (state.messages or {})[index]
	if state.counts_only then
		rt.assume(state.name .. ":GetMessageInfo")
	elseif message then
		return unpack(message, 1, message.n)
	end
end

function Scrolling:RemoveMessagesByPredicate(unwanted)
	local state, kept = state_of(self, "RemoveMessagesByPredicate"), {}
	for _, message in ipairs(state.messages or {}) do
		if not unwanted(unpack(message, 1, message.n)) then
			kept[#kept + 1] = message
		end
	end
	state.messages = kept
end

function Scrolling:BackFillMessage(...)
	local state = state_of(self, "BackFillMessage")
	state.messages = state.messages or {}
	raw.table.insert(state.messages, 1, { n = select("#", ...), ... })
end

-- The newest message is always in sight.
for method, answer in raw.pairs { AtBottom = true, AtTop = false, GetScrollOffset = 0 } do
	Scrolling[method] = function(self)
		state_of(self, method)
		return answer
	end
end

-- SimpleHTML shows one text.
methods.SimpleHTML.SetText, methods.SimpleHTML.GetText = methods.FontString.SetText, methods.FontString.GetText

-- Tooltips: lines of a left and a right text -------------------------------------------------------------------

local Tooltip = methods.GameTooltip

local function clear(object, state)
	state.lines, state.unit, state.data = nil, nil, nil
	run_script(object, state, "OnTooltipCleared")
end
rt.clear_tooltip = clear

function Tooltip:ClearLines()
	clear(self, state_of(self, "ClearLines"))
end

function Tooltip:SetOwner(owner, anchor)
	local state = state_of(self, "SetOwner")
	if not rt.c.objects[owner or 0] then
		rt.usage(1, 'self:SetOwner(owner [, "anchor" [, xOffset [, yOffset]]])')
	end
	state.owner, state.anchor = owner, anchor or "ANCHOR_LEFT"
	clear(self, state)
	self:Hide()
end

function Tooltip:GetAnchorType()
	return state_of(self, "GetAnchorType").anchor or "ANCHOR_NONE"
end

function Tooltip:SetAnchorType(anchor)
	state_of(self, "SetAnchorType").anchor = anchor
end

-- Fading away takes no time here.
function Tooltip:FadeOut()
	self:Hide()
end

function Tooltip:GetOwner()
	return state_of(self, "GetOwner").owner
end

function Tooltip:IsOwned(owner)
	return state_of(self, "IsOwned").owner == owner
end

-- The text on one side of a line, as a font string; tooltips with a name have globals for them.
local function side_of(object, state, side, number)
	local c = rt.c
	local key = side .. number
	state.sides = state.sides or {}
	local line = state.sides[key]
	if not line then
		local own
		line, own = rt.new_region(c, object, "FontString", state.name and state.name .. "Text" .. key)
		own.has_font = true
		state.sides[key] = line
	end
	return line
end

local function add_line(object, state, left, right, ...)
	state.lines = state.lines or {}
	local number = #state.lines + 1
	state.lines[number] = { left = left, right = right }
	for side, text in raw.pairs { Left = left, Right = right } do
		side_of(object, state, side, number):SetText(text)
	end
	local r, g, b, right_r, right_g, right_b = ...
	if r then
		side_of(object, state, "Left", number):SetTextColor(r, g, b)
	end
	if right_r then
		side_of(object, state, "Right", number):SetTextColor(right_r, right_g, right_b)
	end
end

for _, side in ipairs { "Left", "Right" } do
	local method = "Get" .. side .. "Line"
	Tooltip[method] = function(self, number)
		local state = state_of(self, method)
		return state.sides and state.sides[side .. number]
	end
end

function Tooltip:AddLine(text, r, g, b)
	add_line(self, state_of(self, "AddLine"), text, nil, r, g, b)
end

function Tooltip:AddDoubleLine(left, right, ...)
	add_line(self, state_of(self, "AddDoubleLine"), left, right, ...)
end

function Tooltip:SetText(text, r, g, b)
	local state = state_of(self, "SetText")
	clear(self, state)
	add_line(self, state, text, nil, r, g, b)
	self:Show()
end

function Tooltip:AppendText(text)
	local state = state_of(self, "AppendText")
	local number = #(state.lines or {})
	if number > 0 then
		local line = side_of(self, state, "Left", number)
		line:SetText((line:GetText() or "") .. text)
	end
end

function Tooltip:NumLines()
	return #(state_of(self, "NumLines").lines or {})
end

-- The game's own frames ----------------------------------------------------------------------------------------

local function own_frame(name, kind, parent, prepare)
	rt.makers[name] = function(c)
		local frame, state = rt.new_widget(c, kind, name, parent and c.G[parent] or nil)
		if prepare then
			prepare(c, frame, state)
		end
		return frame
	end
end

rt.own_frame = own_frame
own_frame("UIParent", "Frame", nil, function(_, _, state)
	state.width, state.height = 1366, 768
end)
own_frame("WorldFrame", "Frame")
own_frame("Minimap", "Frame", "UIParent")
own_frame("GameTooltip", "GameTooltip", "UIParent", function(_, _, state)
	state.shown = false
end)
own_frame("UIErrorsFrame", "MessageFrame", "UIParent")

function G.print(...)
	rt.c.G.DEFAULT_CHAT_FRAME:AddMessage(G.strjoin(" ", G.tostringall(...)))
end

function G.GameTooltip_SetDefaultAnchor(tooltip, owner)
	tooltip:SetOwner(owner, "ANCHOR_NONE")
end

function G.GameTooltip_Hide()
	rt.c.G.GameTooltip:Hide()
end

