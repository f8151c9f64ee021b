-- @{Topics}: finds them in what happens around the player.
local _, ns = ...
local Chronicle, L = ns.Chronicle, ns.L
local canaccessvalue = canaccessvalue or function() return true end

local Watcher = Chronicle:NewModule("@{Topic}Watcher")
local seen, last = {}, 0

function Watcher:OnEnable()
	self:RegisterEvent("@{event}", "OnLookAround")
	self:RegisterEvent("PLAYER_ENTERING_WORLD", function(module, isLogin, isReload)
		Chronicle:Debug("@{topics}: world entered (%s, %s)", tostring(isLogin), tostring(isReload))
		module:ScanZone()
	end)
	self:RegisterEvent("PLAYER_REGEN_DISABLED", function()
		self.paused = true
	end)
	self:RegisterEvent("PLAYER_REGEN_ENABLED", function()
		self.paused = false
	end)
	if TooltipDataProcessor then
		TooltipDataProcessor.AddTooltipPostCall(Enum.TooltipDataType.Unit, function(tooltip)
			self:OnTooltip(tooltip)
		end)
	end
	hooksecurefunc(Chronicle, "Print", function()
		last = GetTime()
	end)
	self.ticker = C_Timer.NewTicker(30, function()
		self:Sweep()
	end)
end

function Watcher:OnLookAround(first, second)
	if self.paused or (first and not canaccessvalue(first)) then
		return
	end
	if ("@{event}"):find("^CHAT_MSG") then
		self:Remember(second or UNKNOWN, first)
	elseif UnitExists("mouseover") and UnitIsPlayer("mouseover") then
		local name, realm = UnitFullName("mouseover")
		if canaccessvalue(name) then
			self:Remember(realm and realm ~= "" and name .. "-" .. realm or name, UnitFactionGroup("mouseover"))
		end
	end
end

function Watcher:Remember(who, what)
	local count = (seen[who] or 0) + 1
	seen[who] = count
	if count == 3 then
		local entry, why = ns.@{Topics}:Add({ @{first} = tostring(who), @{last} = tostring(what) })
		if not entry then
			Chronicle:Print(why)
		end
	end
	return count
end

function Watcher:ScanZone()
	local map = C_Map and C_Map.GetBestMapForUnit("player")
	local position = map and map ~= 0 and C_Map.GetPlayerMapPosition(map, "player")
	if type(position) == "table" and position.GetXY then
		self.x, self.y = position:GetXY()
	end
	self.zone = GetRealZoneText and GetRealZoneText() or ""
end

function Watcher:OnTooltip(tooltip)
	if not ns.@{Topics}:GetSettings().tooltip then
		return
	end
	local name = select(2, tooltip:GetUnit())
	local entry = name and ns.@{Topics}:Find(name)
	if entry then
		GameTooltip_AddNormalLine(tooltip, L["@{Topic} Title"])
		tooltip:AddDoubleLine(entry.@{first}, entry.@{last}, 1, 0.8, 0, 1, 1, 1)
		tooltip:Show()
	end
end

function Watcher:Sweep()
	if GetTime() - last > 600 then
		wipe(seen)
	end
end

function Watcher:OnLogout()
	Chronicle.charDB.seen.@{topics} = CountTable(seen)
end
