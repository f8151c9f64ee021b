-- Loads its options when they are asked for; speaks two languages; has a file for some clients only.
local addonName, ns = ...
Regalia = { log = {}, ns = ns }

function ns.note(...)
	tinsert(Regalia.log, strjoin(" ", tostringall(...)))
end

EventUtil.ContinueOnAddOnLoaded(addonName, function()
	RegaliaDB = RegaliaDB or { jewels = 3 }
	ns.note(ns.L.CROWN, ns.L.COUNT:format(RegaliaDB.jewels), ns.L["not translated"])
end)

SLASH_REGALIA1 = "/regalia"
function SlashCmdList.REGALIA()
	ns.note("load", C_AddOns.LoadAddOn("Regalia_Options"))
	ns.note("opened", Settings.OpenToCategory(Regalia.category:GetID()))
end
