-- Hand-written decoders with the checks the generated ones make, to measure those against.
-- Each reads one message known by its command, as a careful addon author would write it.
local find, match, gmatch, sub, tonumber = string.find, string.match, string.gmatch, string.sub, tonumber

local LIMIT = 131072
local REQUESTS = { ["?"] = true, ["-"] = false }
local FACTIONS = { A = true, H = true }
local LOADS = {}
for load = 0, 99 do
	LOADS[tostring(load)] = load
end

local NAME = "[^%z\1-\32#%*0-9:%?|~\127]"
local BAND = "[0-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[AH]"
local R1 = "^R1 ([0-9A-Za-z][0-9A-Za-z][0-9A-Za-z][0-9A-Za-z][0-9A-Za-z][0-9A-Za-z]+) ([^ ]*) (" .. NAME .. "*" .. BAND .. ") (.*)$"
local R2 = "^R2 ([0-9A-Za-z][0-9A-Za-z][0-9A-Za-z][0-9A-Za-z][0-9A-Za-z][0-9A-Za-z]+) (" .. NAME .. "+" .. BAND .. ") ("
	.. NAME .. "*" .. BAND .. ") (.*)$"
local R3 = "^R3 (" .. NAME .. "+" .. BAND .. ") (.*)$"
local HEX12 = "^" .. ("[0-9a-f]"):rep(12) .. "$"
local HEX8 = "^" .. ("[0-9a-f]"):rep(8) .. "$"

local decode = {}

function decode.R1(line)
	local umid, faction, destination, message = match(line, R1)
	if umid and FACTIONS[faction] and #umid <= 16 and #destination <= 55 and #message >= 1 then
		return "R1", { umid = umid, faction = faction, destination = destination, message = message }
	end
end

function decode.R2(line)
	local umid, source, destination, message = match(line, R2)
	if umid and #umid <= 16 and #source <= 55 and #destination <= 55 and #message >= 1 then
		return "R2", { umid = umid, source = source, destination = destination, message = message }
	end
end

function decode.R3(line)
	local source, message = match(line, R3)
	if source and #source <= 55 and #message >= 1 then
		return "R3", { source = source, message = message }
	end
end

local function hash(text, pattern)
	if text == "-" then
		return nil, true
	end
	return text, find(text, pattern) ~= nil
end

function decode.HI(line)
	local version, request, load, hash1, hash2 = match(line, "^HI ([0-9A-Za-z.]+) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*)$")
	if not version or #version > 16 then
		return nil
	end
	local ok1, ok2
	hash1, ok1 = hash(hash1, HEX12)
	hash2, ok2 = hash(hash2, HEX8)
	request, load = REQUESTS[request], LOADS[load]
	if ok1 and ok2 and request ~= nil and load then
		return "HI", { version = version, request = request, load = load, hash1 = hash1, hash2 = hash2 }
	end
end

local function read_bands(text)
	local bands, count = {}, 0
	if text == "-" then
		return bands
	end
	for item in gmatch(text .. ":", "([^:]*):") do
		local secure, band, load = match(item, "^(#?)(" .. BAND .. ")([0-9]+)$")
		load = load and (#load == 1 or sub(load, 1, 1) ~= "0") and #load <= 2 and tonumber(load)
		count = count + 1
		if not load or count > 64 then
			return nil
		end
		bands[count] = { secure = secure ~= "", band = band, load = load }
	end
	return bands
end

function decode.ST(line)
	local version, request, hash1, hash2, bands = match(line, "^ST ([0-9A-Za-z.]+) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*)$")
	if not version or #version > 16 then
		return nil
	end
	local ok1, ok2
	hash1, ok1 = hash(hash1, HEX12)
	hash2, ok2 = hash(hash2, HEX8)
	request, bands = REQUESTS[request], read_bands(bands)
	if ok1 and ok2 and request ~= nil and bands then
		return "ST", { version = version, request = request, hash1 = hash1, hash2 = hash2, bands = bands }
	end
end

-- The checks every message gets before its own.
return function(line)
	if #line > LIMIT or find(line, "\0", 1, true) then
		return nil
	end
	local read = decode[match(line, "^[^ ]*")]
	if read then
		return read(line)
	end
end
