-- SPDX-License-Identifier: MIT
local _, ns = ...

--- The adapter of the profile addon that is there. Total RP 3 speaks MSP too, so wherever it is, it wins; without any, its
--- adapter tells that.
---@param env table
---@param hooks CrossRP.AdapterHooks
---@param client CrossRP.Client
---@return CrossRP.TotalRP3|CrossRP.MSP
function ns.Adapters.choose(env, hooks, client)
	local msp = ns.Adapters.MSP.new(env, hooks, client)
	if _G.TRP3_API == nil and msp:available() then
		return msp
	end
	return ns.Adapters.TotalRP3.new(env, hooks)
end
