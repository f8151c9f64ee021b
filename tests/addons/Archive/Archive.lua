-- Saved variables that grew over three versions, defaults that are not saved, and exports as text.
local addonName, ns = ...
Archive = { log = {} }

local function note(...)
	tinsert(Archive.log, strjoin(" ", tostringall(...)))
end

local VERSION = 3
local steps = {
	function(db)
		db.pages, db.entries = db.entries or {}, nil
	end,
	function(db)
		for i, page in ipairs(db.pages) do
			if type(page) == "string" then
				db.pages[i] = { text = page, stamp = 0 }
			end
		end
	end,
	function(db)
		db.global, db.created = { created = db.created or time() }, nil
	end,
}

-- What a profile has until it has something of its own: shown through, and taken out again before it is saved.
local defaults = { colors = { r = 1, g = 0.82, b = 0 }, width = 300 }

local function shine_through(object, from)
	for key, value in pairs(from) do
		if type(value) == "table" then
			object[key] = rawget(object, key) or {}
			shine_through(object[key], value)
		end
	end
	return setmetatable(object, { __index = from })
end

local function tidy(object, from)
	setmetatable(object, nil)
	for key, value in pairs(from) do
		if type(value) == "table" then
			tidy(object[key], value)
		end
		if object[key] == value or type(object[key]) == "table" and not next(object[key]) then
			object[key] = nil
		end
	end
end

local frame = CreateFrame("Frame")
frame:RegisterEvent("ADDON_LOADED")
frame:RegisterEvent("PLAYER_LOGOUT")
frame:SetScript("OnEvent", function(_, event, name)
	if event == "ADDON_LOADED" and name == addonName then
		ArchiveDB = ArchiveDB or { version = VERSION, pages = {}, global = { created = time() } }
		ArchiveCharDB = ArchiveCharDB or { seen = {} }
		for version = (ArchiveDB.version or 0) + 1, VERSION do
			note("step", version, pcall(steps[version], ArchiveDB))
		end
		ArchiveDB.version = VERSION
		local key = format("%s - %s", UnitName("player"), GetRealmName())
		ArchiveDB.profiles = ArchiveDB.profiles or {}
		ns.profile = shine_through(GetOrCreateTableEntry(ArchiveDB.profiles, key), defaults)
		tinsert(ArchiveCharDB.seen, date("!%Y-%m-%d", GetServerTime()))
		note(ns.profile.colors.g, ns.profile.width, #ArchiveDB.pages)
		ns.profile.colors.g = 0.5
	elseif event == "PLAYER_LOGOUT" then
		tidy(ns.profile, defaults)
	end
end)

local util = C_EncodingUtil

function Archive.Export()
	local packed = util.SerializeCBOR({ pages = ArchiveDB.pages, half = 0.5, yes = true })
	local small = util.CompressString(packed, Enum.CompressionMethod.Deflate, Enum.CompressionLevel.OptimizeForSize)
	return "!A1!" .. util.EncodeBase64(small)
end

function Archive.Import(text)
	local body = text:match("^!A1!(.+)$")
	local small = body and util.DecodeBase64(body)
	local packed = small and util.DecompressString(small, Enum.CompressionMethod.Deflate)
	if not packed then
		return nil, body and "damaged" or "not ours"
	end
	return util.DeserializeCBOR(packed)
end
