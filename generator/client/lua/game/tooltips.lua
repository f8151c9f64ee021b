-- Tooltips beyond their widget: helpers of the game's Lua, units in tooltips, and who is told of them.
-- Mainline clients tell TooltipDataProcessor; the others have scripts, such as OnTooltipSetUnit.

local rt = ...
local raw, G = rt.raw, rt.globals
local type = type
local Tooltip, state_of = rt.methods.GameTooltip, rt.state

-- Helpers

function G.GameTooltip_SetTitle(tooltip, text, color, wrap)
	local r, g, b = 1, 1, 1
	if color then
		r, g, b = color:GetRGB()
	end
	tooltip:SetText(text, r, g, b, 1, wrap)
end

function G.GameTooltip_AddColoredLine(tooltip, text, color, wrap)
	local r, g, b = color:GetRGB()
	tooltip:AddLine(text, r, g, b, wrap)
end

for name, color in raw.pairs {
	Normal = "NORMAL_FONT_COLOR", Highlight = "HIGHLIGHT_FONT_COLOR", Instruction = "GREEN_FONT_COLOR", Error = "RED_FONT_COLOR",
	Disabled = "DISABLED_FONT_COLOR",
} do
	G["GameTooltip_Add" .. name .. "Line"] = function(tooltip, text, wrap)
		G.GameTooltip_AddColoredLine(tooltip, text, rt.c.G[color], wrap)
	end
end

function G.GameTooltip_AddBlankLineToTooltip(tooltip)
	tooltip:AddLine(" ")
end

function G.GameTooltip_AddBlankLinesToTooltip(tooltip, count)
	for _ = 1, count do
		tooltip:AddLine(" ")
	end
end

function G.GameTooltip_AddColoredDoubleLine(tooltip, left, right, left_color, right_color)
	local r, g, b = left_color:GetRGB()
	tooltip:AddDoubleLine(left, right, r, g, b, right_color:GetRGB())
end

function G.GameTooltip_ShowDisabledTooltip(tooltip, owner, text, anchor)
	tooltip:SetOwner(owner, anchor or "ANCHOR_RIGHT")
	G.GameTooltip_AddErrorLine(tooltip, text)
	tooltip:Show()
end

function G.SharedTooltip_SetBackdropStyle() end
G.GameTooltip_SetBackdropStyle = G.SharedTooltip_SetBackdropStyle

-- Who is told

local ALL = "ALL"

rt.setup[#rt.setup + 1] = function(c)
	c.tooltip_calls = { pre = {}, post = {} }
end

local Processor = { AllTypes = ALL }
rt.spaces.TooltipDataProcessor = Processor
rt.exists_on.TooltipDataProcessor = function(product)
	return product.mainline
end

local function adder(name, when)
	Processor[name] = function(kind, callback)
		if kind ~= ALL and type(kind) ~= "number" or type(callback) ~= "function" then
			rt.usage(kind ~= ALL and type(kind) ~= "number" and 1 or 2, "TooltipDataProcessor." .. name .. "(tooltipType, func)")
		end
		local calls = rt.c.tooltip_calls[when]
		calls[kind] = calls[kind] or {}
		raw.table.insert(calls[kind], callback)
	end
end
adder("AddTooltipPreCall", "pre")
adder("AddTooltipPostCall", "post")

local function tell(when, tooltip, data)
	local calls = rt.c.tooltip_calls[when]
	for _, kind in ipairs { ALL, data.type } do
		for _, callback in ipairs(calls[kind] or {}) do
			if rt.protect(callback, tooltip, data) and when == "pre" then
				data.prepared = true
			end
		end
	end
end

-- Units

local UNIT = 2

local function lines_of(who, token)
	local lines = { (who.secret and rt.secret(who.name)) or who.name }
	if who.is_player then
		lines[2] = ("Level %d %s"):format(who.level or 1, (G.UnitRace(token)) or "")
	end
	return lines
end

function Tooltip:SetUnit(token)
	local state = state_of(self, "SetUnit")
	local who = rt.unit(token, "self:SetUnit(unit)")
	if not who then
		self:Hide()
		return false
	end
	rt.clear_tooltip(self, state)
	state.unit = token
	local data = { type = UNIT, dataInstanceID = 1, guid = G.UnitGUID(token), lines = {} }
	state.data = data
	if rt.c.product.mainline then
		tell("pre", self, data)
	end
	for i, text in ipairs(lines_of(who, token)) do
		data.lines[i] = { leftText = text, type = 0 }
		self:AddLine(text)
	end
	if rt.c.product.mainline then
		tell("post", self, data)
	else
		rt.run_script(self, state, "OnTooltipSetUnit")
	end
	self:Show()
	return true
end

function Tooltip:GetUnit()
	local state = state_of(self, "GetUnit")
	if not state.unit or not state.lines then
		return nil
	end
	local name = (G.UnitName(state.unit))
	return name, state.unit, rt.c.product.mainline and G.UnitGUID(state.unit) or nil
end

function Tooltip:IsUnit(token)
	local state = state_of(self, "IsUnit")
	return state.unit ~= nil and G.UnitIsUnit(state.unit, token) == true
end

function Tooltip:GetTooltipData()
	return state_of(self, "GetTooltipData").data
end
Tooltip.GetPrimaryTooltipData = Tooltip.GetTooltipData

function Tooltip:IsTooltipType(kind)
	local data = state_of(self, "IsTooltipType").data
	return data ~= nil and data.type == kind
end

function Tooltip:RefreshData()
	local unit = state_of(self, "RefreshData").unit
	if unit then
		self:SetUnit(unit)
	end
end

-- Scripts that only clients with the old tooltips have.
rt.classic_scripts = { GameTooltip = { OnTooltipSetUnit = true, OnTooltipSetItem = true, OnTooltipSetSpell = true, OnTooltipSetQuest = true } }
