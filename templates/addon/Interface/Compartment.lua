-- SPDX-License-Identifier: MIT
local addon_name, ns = ...

-- The entry in the addon compartment by the minimap, with the status as its tooltip. Only the modern client has one.

---@class CrossRP.Compartment
local Compartment = {}
ns.Compartment = Compartment

local ICON = "Interface\\AddOns\\" .. addon_name .. "\\Icon.tga"
local REFRESH_SECONDS = 1

-- Red, green and blue of each tone.
local TONES = {
	title = { 1, 0.82, 0 },
	plain = { 1, 0.82, 0 },
	active = { 1, 1, 1 },
	idle = { 0.5, 0.5, 0.5 },
	hint = { 0.2, 0.8, 0.2 },
}

local function fill(lines)
	GameTooltip:ClearLines()
	for _, line in ipairs(lines) do
		local red, green, blue = unpack(TONES[line.tone])
		if line.right then
			GameTooltip:AddDoubleLine(line.left, line.right, red, green, blue, red, green, blue)
		else
			GameTooltip:AddLine(line.left, red, green, blue, true)
		end
	end
	GameTooltip:Show()
end

-- Clients differ in where among the arguments the mouse button is.
local function is_right_button(...)
	for index = 1, select("#", ...) do
		local value = select(index, ...)
		if value == "RightButton" or (type(value) == "table" and rawget(value, "buttonName") == "RightButton") then
			return true
		end
	end
	return false
end

---@class CrossRP.CompartmentOptions
---@field title string
---@field env table after(seconds, fn)
---@field tooltip fun(): CrossRP.TooltipLine[]
---@field clicked fun(right: boolean)

--- Whether this client has a compartment.
---@return boolean
function Compartment.is_there()
	return AddonCompartmentFrame ~= nil and AddonCompartmentFrame.RegisterAddon ~= nil
end

--- Adds the entry. False when this client has no compartment. What was added stays until the next reload.
---@param options CrossRP.CompartmentOptions
---@return boolean
function Compartment.add(options)
	if not Compartment.is_there() then
		return false
	end
	local visit
	local function refresh(of, button)
		if visit == of and GameTooltip:IsOwned(button) then
			fill(options.tooltip())
			options.env.after(REFRESH_SECONDS, function()
				refresh(of, button)
			end)
		end
	end
	AddonCompartmentFrame:RegisterAddon({
		text = options.title,
		icon = ICON,
		notCheckable = true,
		registerForAnyClick = true,
		func = function(...)
			options.clicked(is_right_button(...))
		end,
		funcOnEnter = function(button)
			visit = {}
			GameTooltip:SetOwner(button, "ANCHOR_LEFT")
			refresh(visit, button)
		end,
		funcOnLeave = function()
			visit = nil
			GameTooltip:Hide()
		end,
	})
	return true
end
