local _, ns = ...

function ns.ask(guid)
	C_ChatInfo.RequestCanLocalWhisperTarget(guid)
end
ns.frame = Meadow_Frame
