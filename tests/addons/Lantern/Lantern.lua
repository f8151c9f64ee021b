-- What the XML of this addon names: mixins, functions, values.
local addonName, ns = ...

Lantern = { log = {}, Colors = { Warm = { r = 1, g = 0.6, b = 0.2, a = 1 } }, ns = ns }
LANTERN_TITLE = "The Lantern"

function Lantern.Log(...)
	table.insert(Lantern.log, strjoin(" ", tostringall(...)))
end

function Lantern.OnDrag(self)
	Lantern.Log("drag", self:GetName())
end

LanternPanelMixin = {}

function LanternPanelMixin:OnLoad()
	self.lit = false
	self:RegisterForDrag("LeftButton")
	Lantern.Log("loaded", self:GetName(), self.flavour, #self.Flames)
end

function LanternPanelMixin:OnShow()
	Lantern.Log("shown", self:GetName())
end

function LanternPanelMixin:Light(lit)
	self.lit = lit
	for _, flame in ipairs(self.Flames) do
		flame:SetAlpha(lit and 1 or 0.2)
	end
end

LanternFlameMixin = {}

function LanternFlameMixin:OnLoad()
	self.strength = self:GetID() * 10
end

ns.name = addonName
