-- SPDX-License-Identifier: MIT
-- A stand-in for MSP profile addons and their library, written from their observed behaviour; it is none of them and
-- shares no code with them.
-- Messages in pieces of an addon message each. How the pieces are marked is our own.

local _, ns = ...

local PREFIX, PIECE = "MSP2", 240
local MORE, LAST = "+", "."

-- Where a piece from `first` on ends: not inside of a character.
local function piece_end(text, first)
	local last = math.min(first + PIECE - 1, #text)
	while last < #text and last > first and text:byte(last + 1) >= 128 and text:byte(last + 1) < 192 do
		last = last - 1
	end
	return last
end

--- Sends commands to somebody, contents logged.
function ns.send(name, commands, logged)
	local send = logged and C_ChatInfo.SendAddonMessageLogged or C_ChatInfo.SendAddonMessage
	local text, first = table.concat(commands, "`"), 1
	repeat
		local last = piece_end(text, first)
		send(PREFIX, (last < #text and MORE or LAST) .. text:sub(first, last), "WHISPER", name)
		first = last + 1
	until first > #text
end

local begun = {}

local function on_piece(prefix, piece, chat, sender, logged)
	if prefix ~= PREFIX or chat ~= "WHISPER" then
		return
	end
	local name = ns.merged(sender)
	local key = name .. tostring(logged)
	local text = (begun[key] or "") .. piece:sub(2)
	if piece:sub(1, 1) == LAST then
		begun[key] = nil
		return ns.on_message(name, text, logged)
	end
	begun[key] = text
end

local frame = CreateFrame("Frame")
frame:RegisterEvent("CHAT_MSG_ADDON")
frame:RegisterEvent("CHAT_MSG_ADDON_LOGGED")
frame:SetScript("OnEvent", function(_, event, prefix, text, chat, sender)
	on_piece(prefix, text, chat, sender, event == "CHAT_MSG_ADDON_LOGGED")
end)

function ns.open_wire()
	C_ChatInfo.RegisterAddonMessagePrefix(PREFIX)
end
