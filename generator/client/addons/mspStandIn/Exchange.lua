-- SPDX-License-Identifier: MIT
-- A stand-in for MSP profile addons and their library, written from their observed behaviour; it is none of them and
-- shares no code with them.
-- What comes from others: "?XX<version>" asks, "XX<version>:text" tells, "XX" tells that it is empty, and "!XX<version>"
-- that nothing has changed.

local _, ns = ...

local ANSWER_AGAIN = 5 -- seconds between two answers to one player with one field

local answered = {}

--- A version as it is sent; nothing for none.
function ns.hex(version)
	return version and ("%x"):format(version) or ""
end

local function told(code)
	local text = ns.published(code)
	return text and code .. ns.hex(msp:CRC32(text)) .. ":" .. text or code
end

local function answer(replies, name, code, theirs)
	local key, now = name .. " " .. code, GetTime()
	if answered[key] and now < answered[key] + ANSWER_AGAIN then
		return
	end
	answered[key] = now
	local version = ns.hex(code == "TT" and ns.tooltip_version() or msp:CRC32(ns.published(code)))
	if version ~= "" and version == theirs then
		table.insert(replies, "!" .. code .. version)
	elseif code == "TT" then
		for _, each in ipairs(msp.ttList) do
			table.insert(replies, told(each))
		end
		table.insert(replies, "TT" .. version)
	else
		table.insert(replies, told(code))
	end
end

local function take(name, code, version, text)
	local record = msp.char[name]
	if code == "TT" then
		record.ver.TT, record.time.TT = tonumber(version, 16), GetTime()
		return
	end
	text = text ~= "" and text or nil
	ns.store(name, code, text, text and tonumber(version, 16) or nil)
end

--- One whole message. Contents count only when they came logged.
function ns.on_message(name, message, logged)
	local record, replies, news = msp.char[name], {}, false
	record.supported, record.scantime = true, nil
	for command in (message .. "`"):gmatch("([^`]*)`") do
		local mark, code, version, text = command:match("^([?!]?)(%u%u)(%x*):?(.*)$")
		if mark == "?" then
			answer(replies, name, code, version)
		elseif mark == "!" then
			record.time[code], news = GetTime(), true
		elseif code and logged then
			take(name, code, version, text)
			news = true
		end
	end
	if replies[1] then
		ns.send(name, replies, true)
	end
	if news then
		ns.run("received", name)
	end
end
