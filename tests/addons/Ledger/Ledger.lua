-- Counts logins, for the account and for the character; moves an old form of its data to the new one.
local addonName = ...
local DEFAULTS = { version = 2, logins = 0, options = { color = { r = 1, g = 1, b = 1 }, names = {} } }

assert(LedgerDB == nil and LedgerCharDB == nil)

local function fill(into, defaults)
	for key, value in pairs(defaults) do
		if into[key] == nil then
			into[key] = type(value) == "table" and CopyTable(value) or value
		elseif type(value) == "table" then
			fill(into[key], value)
		end
	end
	return into
end

local frame = CreateFrame("Frame")
frame:RegisterEvent("ADDON_LOADED")
frame:RegisterEvent("PLAYER_LOGOUT")
frame:SetScript("OnEvent", function(_, event, name)
	if event == "ADDON_LOADED" and name == addonName then
		LedgerDB = LedgerDB or {}
		if LedgerDB.version == 1 then
			LedgerDB.logins, LedgerDB.count, LedgerDB.version = LedgerDB.count, nil, 2
		end
		fill(LedgerDB, DEFAULTS)
		LedgerDB.logins = LedgerDB.logins + 1
		LedgerDB.options.names[UnitName("player")] = true
		LedgerCharDB = LedgerCharDB or { first = GetServerTime() }
		LedgerCharDB.last = GetServerTime()
	elseif event == "PLAYER_LOGOUT" then
		LedgerLog = { "bye", "|cffffffff" .. UnitName("player") .. "|r", 'quote " and \\ and\nline', print }
	end
end)
