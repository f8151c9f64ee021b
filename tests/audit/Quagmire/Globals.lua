local _, ns = ...

counter = 0 -- fault: global-common
QuagmireSaved = QuagmireSaved or {}

function ns.reckon(list)
	for index = 1, #list do
		langauge = list[index] -- fault: global-leaked
	end
	return total -- fault: global-undefined
end

function ns.person()
	return UnitFaxtionGroup("player") -- fault: global-undefined
end

QuagmirePanelMixin = {}
function QuagmirePanelMixin:OnLoad()
	self.since = GetTime()
end
