local _, ns = ...

function ns.say(text)
	C_ChatInfo.SendAddonMessage("QUAG", text, "PARTY") -- fault: result-ignored
	pcall(C_BattleNet.SendGameData, 1, "QUAG", text) -- fault: result-ignored
	if C_ChatInfo.SendAddonMessageLogged("QUAG", text, "PARTY") then -- fault: result-truth
		return true
	end
	local code = C_ChatInfo.SendAddonMessage("QUAG") -- fault: arguments-few
	return code == 0 and C_Timer.NewTimer(1, ns.say, 3, 4) -- fault: arguments-many
end

function ns.fiddle()
	C_ChatInfo.SwapChatChannelsByChannelIndex(1, 2) -- fault: taint-call
	ChatFrame1EditBox:SetText("/quag") -- fault: taint-edit-box
	local box = ChatFrameUtil.ChooseBoxForSend()
	box:Insert("quag") -- fault: taint-edit-box
	ChatTypeInfo.SAY = { r = 1 } -- fault: taint-table
end

function UnitIsAFK() -- fault: taint-overwritten
	return false
end
