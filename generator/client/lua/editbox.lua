-- Edit boxes: text and its limits, and who has the keyboard.

local rt = ...
local raw, G = rt.raw, rt.globals
local type = type
local methods, state_of, run_script = rt.methods, rt.state, rt.run_script
local sub, byte = raw.string.sub, raw.string.byte

local EditBox, Button = methods.EditBox, methods.Button

-- As much of a text as the box takes. MaxLetters counts characters; MaxBytes counts a zero byte behind the text.
local function limited(state, text)
	local letters, bytes = state.MaxLetters or 0, state.MaxBytes or 0
	if bytes > 0 and #text >= bytes then
		local last = bytes - 1
		while last > 0 and (byte(text, last + 1) or 0) >= 128 and byte(text, last + 1) < 192 do
			last = last - 1
		end
		text = sub(text, 1, last)
	end
	if letters > 0 and G.strlenutf8(text) > letters then
		local seen = 0
		for at = 1, #text do
			local code = byte(text, at)
			if code < 128 or code >= 192 then
				seen = seen + 1
				if seen > letters then
					return sub(text, 1, at - 1)
				end
			end
		end
	end
	return text
end

function EditBox:SetText(text)
	local state = state_of(self, "SetText")
	text = rt.reveal(text)
	text = type(text) == "string" and text or rt.tostring(text == nil and "" or text)
	local before = state.text or ""
	state.text = limited(state, text)
	run_script(self, state, "OnTextSet")
	if state.text ~= before then
		run_script(self, state, "OnTextChanged", false)
	end
end

function EditBox:GetText()
	return state_of(self, "GetText").text or ""
end
EditBox.GetDisplayText = EditBox.GetText

function EditBox:GetNumLetters()
	return G.strlenutf8(state_of(self, "GetNumLetters").text or "")
end

function EditBox:Insert(text)
	self:SetText(self:GetText() .. text)
end

function EditBox:GetNumber()
	return raw.tonumber(self:GetText()) or 0
end

function EditBox:SetNumber(number)
	self:SetText(rt.tostring(number))
end

-- Focus: one box at a time has it.

function EditBox:SetFocus()
	local c, state = rt.c, state_of(self, "SetFocus")
	if c.focus == self then
		return
	end
	local before = c.focus
	c.focus = self
	if before then
		run_script(before, c.objects[before], "OnEditFocusLost")
	end
	if c.focus == self then
		run_script(self, state, "OnEditFocusGained")
	end
end

function EditBox:ClearFocus()
	local c, state = rt.c, state_of(self, "ClearFocus")
	if c.focus == self then
		c.focus = nil
		run_script(self, state, "OnEditFocusLost")
	end
end

function EditBox:HasFocus()
	state_of(self, "HasFocus")
	return rt.c.focus == self
end

function G.GetCurrentKeyBoardFocus()
	return rt.c.focus
end

for _, method in ipairs { "SetEnabled", "Enable", "Disable", "IsEnabled" } do
	EditBox[method] = Button[method]
end
