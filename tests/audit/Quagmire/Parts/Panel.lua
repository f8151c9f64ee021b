local panel = ...

function Quagmire_Shown(self)
	self.title = QuagmirePanel.since .. tostring(panel)
	ChatFrameUtil.OpenChat("/quag") -- fault: taint-call
end
