-- Key bindings, clicks bound to keys, and attributes of a secure button.
Keyring = { log = {} }
BINDING_HEADER_KEYRING = "Keyring"
BINDING_NAME_KEYRING_TURN = "Turn the key"

local function note(...)
	tinsert(Keyring.log, strjoin(" ", tostringall(...)))
end

function Keyring.Turn(state)
	note("turn", state)
end

local button = CreateFrame("Button", "KeyringButton", UIParent, "SecureActionButtonTemplate, SecureHandlerBaseTemplate")
button:RegisterForClicks("AnyUp")
button:SetAttribute("*type1", "macro")
button:SetAttribute("shift-type1", "target")
button:SetScript("PostClick", function(self, mouse, down)
	note("click", mouse, down, self:GetAttribute("shift-", "type", "1"), self:GetAttribute("alt-", "type", "1"))
end)

local frame = CreateFrame("Frame")
for event in ("ADDON_LOADED PLAYER_LOGIN UPDATE_BINDINGS ADDON_ACTION_BLOCKED"):gmatch("%S+") do
	frame:RegisterEvent(event)
end
frame:SetScript("OnEvent", function(_, event, ...)
	note(event, ...)
	if event == "PLAYER_LOGIN" then
		SetOverrideBindingClick(button, true, "SHIFT-B", "KeyringButton")
		SetBinding("CTRL-K", "KEYRING_TURN")
		SetBinding("CTRL-H", "KEYRING_HOLD")
		SaveBindings(GetCurrentBindingSet())
		note(GetBindingKey("KEYRING_TURN"), GetBindingText("CTRL-BUTTON3"), GetBindingAction("SHIFT-B", true))
		note(GetNumBindings(), GetBinding(1))
	end
end)
