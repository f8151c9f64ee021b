-- SPDX-License-Identifier: MIT
-- A stand-in for Total RP 3, written from its observed behaviour; it is not Total RP 3 and shares no code with it.
-- What is sent of the player's own profile. Two of the four are the saved tables themselves, two are copies.

local _, ns = ...
local profile = TRP3_API.profile

local TEMPLATES = { "T1", "T2", "T3" }

local function own(part)
	return profile.getPlayerCurrentProfile().player[part]
end

--- The saved table, not a copy.
function TRP3_API.dashboard.getCharacterExchangeData()
	return own("character")
end

--- The saved table, not a copy.
function TRP3_API.register.player.getCharacteristicsExchangeData()
	return own("characteristics")
end

--- A copy, without the glances that are switched off.
function TRP3_API.register.player.getMiscExchangeData()
	local data = ns.copy(own("misc"))
	local off = {}
	for slot, glance in pairs(data.PE or {}) do
		if glance.AC == false then
			table.insert(off, slot)
		end
	end
	for _, slot in ipairs(off) do
		data.PE[slot] = nil
	end
	return data
end

--- A copy, without the templates that are not in use.
function TRP3_API.register.player.getAboutExchangeData()
	local data = ns.copy(own("about"))
	for number, template in ipairs(TEMPLATES) do
		if data.TE ~= number then
			data[template] = nil
		end
	end
	return data
end

local CurrentUser = {}

--- 1 to 4; 4, casual, when never set.
function CurrentUser:GetRoleplayExperience()
	return TRP3_Characters[TRP3_API.globals.player_id].roleplayExperience or 4
end

--- 0 a full account, 1 a trial, 2 a lapsed one. The method's name is an assumption; the values are observed.
function CurrentUser:GetAccountType()
	local types = AddOn_TotalRP3.Enums.ACCOUNT_TYPE
	if IsTrialAccount and IsTrialAccount() then
		return types.TRIAL
	end
	if IsVeteranTrialAccount and IsVeteranTrialAccount() then
		return types.VETERAN
	end
	return types.REGULAR
end

function AddOn_TotalRP3.Player.GetCurrentUser()
	return CurrentUser
end
