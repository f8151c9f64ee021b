-- The deprecation fallbacks: Lua the game loads while CVar loadDeprecationFallbacks is 1. Facts: section 0.

local rt = ...
local S, spaces = rt.shims, rt.spaces

-- The old call had no result.
function S.BNSendGameData(account, prefix, data)
	spaces.C_BattleNet.SendGameData(account, prefix, data)
end

function S.BNSendWhisper(account, text)
	spaces.C_BattleNet.SendWhisper(account, text)
end

S.GetAutoCompleteRealms = spaces.C_AutoComplete.GetAutoCompleteRealms
S.SendChatMessage = spaces.C_ChatInfo.SendChatMessage
S.DoEmote = spaces.C_ChatInfo.PerformEmote
S.GetItemInfo = function(...)
	return spaces.C_Item.GetItemInfo(...)
end
S.GetItemCount = function(...)
	return spaces.C_Item.GetItemCount(...)
end

-- Constants the 12.0 generation renamed.
for name, value in rt.raw.pairs { MAX_WOW_CHAT_CHANNELS = 20, NUM_CHAT_WINDOWS = 10 } do
	rt.makers[name] = function(c)
		if not c.product.secrets or c.options.shims then
			return value
		end
		return nil
	end
end
