local addonName, ns = ...
local Beacon = TinStub("TinAddon-1.0"):Make(ns, addonName)
_G.Beacon = Beacon
Beacon.log = {}

local function note(...)
	tinsert(Beacon.log, strjoin(" ", tostringall(...)))
end

function Beacon:Ready()
	BeaconDB = BeaconDB or { map = { angle = 200 } }
	note("ready", self.folder, C_AddOns.GetAddOnMetadata(addonName, "Version"), C_AddOns.GetAddOnMetadata(addonName, "X-Category"))
	self:Command("beacon", "OnCommand")
	local map = TinStub("TinMap-1.0")
	self.launcher = map:NewObject(addonName, {
		icon = "Interface\\Icons\\INV_Misc_Lantern_01",
		text = "dark",
		OnClick = function(_, button)
			note("click", button)
		end,
		OnTooltip = function(tooltip)
			tooltip:AddLine(addonName)
			tooltip:AddDoubleLine("Light", self.launcher.text, 1, 1, 1, 0, 1, 0)
		end,
	})
	self.button = map:Button(addonName, self.launcher, BeaconDB.map)
	map.Listen(self, "changed", "OnChanged", "first")
end

function Beacon:OnChanged(...)
	note(...)
end

function Beacon:Start()
	note("start", tostring(self))
	self:Listen("PLAYER_ENTERING_WORLD", "OnWorld")
	self.launcher.text = "lit"
	self.launcher.text = "lit"
end

function Beacon:OnWorld(event, ...)
	note(event, ...)
	self:After(2, "Later", "a", nil, "c")
end

function Beacon:Later(...)
	note("later", select("#", ...), ...)
	self:Ignore("PLAYER_ENTERING_WORLD")
end

function Beacon:OnCommand(text)
	self.button:SetShown(text ~= "hide")
	BeaconDB.map.hidden = text == "hide"
	self:Say(text)
end

function Beacon_OnCompartment(name, button)
	note("compartment", name, button)
end

local flame = Beacon:Module("Flame")
function flame:Start()
	note("start", self, self.parent == Beacon)
end
