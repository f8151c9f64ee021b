-- SPDX-License-Identifier: MIT
local _, ns = ...

-- The chat frame: lines for the player, and what the player types. Nothing here touches an edit box; writing to one would
-- taint the chat.

---@class CrossRP.Chat
local Chat = {}
ns.Chat = Chat

local NAME = "|cff4fb8e8Cross RP|r "
-- Lines that belong to the one before.
local INDENT = "   "

--- Prints lines, the first with the addon's name before it.
---@param lines string[]
function Chat.print(lines)
	for index, line in ipairs(lines) do
		print((index == 1 and NAME or INDENT) .. line)
	end
end

--- Answers the slash command.
---@param handler fun(line: string)
function Chat.on_command(handler)
	SLASH_CROSSRP1 = "/crossrp"
	SlashCmdList.CROSSRP = function(line)
		handler(line)
	end
end
