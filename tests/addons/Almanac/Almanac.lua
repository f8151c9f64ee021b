-- Loads its data when somebody asks for a day.
Almanac = { days = {}, log = {} }

function Almanac:Register(day, text)
	self.days[day] = text
end

function Almanac:Day(day)
	if not C_AddOns.IsAddOnLoaded("Almanac_Data") then
		local loaded, why = C_AddOns.LoadAddOn("Almanac_Data")
		assert(loaded, why)
	end
	return self.days[day]
end

local frame = CreateFrame("Frame")
frame:RegisterEvent("ADDON_LOADED")
frame:SetScript("OnEvent", function(_, _, name)
	table.insert(Almanac.log, name)
end)
