-- A button on the edge of the minimap: it shows a tooltip, can be dragged around, and fades when told to.
local lib = TinStub("TinMap-1.0")
if lib.Button then
	return
end
local tip = CreateFrame("GameTooltip", "TinMapTooltip", UIParent, "GameTooltipTemplate")

local function place(button, degrees)
	local radius = Minimap:GetWidth() / 2 + 5
	button:ClearAllPoints()
	button:SetPoint("CENTER", Minimap, "CENTER", cos(degrees) * radius, sin(degrees) * radius)
end

local function follow(button)
	local scale = Minimap:GetEffectiveScale()
	local x, y = GetCursorPosition()
	button.db.angle = atan2(y / scale, x / scale) % 360
	place(button, button.db.angle)
end

local scripts = {}

function scripts:OnEnter()
	self.fade:Stop()
	self:SetAlpha(1)
	tip:SetOwner(self, "ANCHOR_NONE")
	tip:SetPoint("TOPRIGHT", self, "BOTTOMRIGHT")
	self.object.OnTooltip(tip)
	tip:Show()
end

function scripts:OnLeave()
	tip:Hide()
	if self.fades then
		self.fade:Play()
	end
end

function scripts:OnClick(button)
	self.object.OnClick(self, button)
end

function scripts:OnDragStart()
	self:LockHighlight()
	self:SetScript("OnUpdate", follow)
end

function scripts:OnDragStop()
	self:UnlockHighlight()
	self:SetScript("OnUpdate", nil)
end

local function layer(button, draw, size, file, ...)
	local texture = button:CreateTexture(nil, draw)
	texture:SetSize(size, size)
	texture:SetTexture(file)
	texture:SetPoint(...)
	return texture
end

function lib:Button(name, object, db)
	local button = CreateFrame("Button", "TinMap_" .. name, Minimap)
	button.object, button.db = object, db
	button:SetSize(31, 31)
	button:SetFrameStrata("MEDIUM")
	button:SetFixedFrameStrata(true)
	button:SetFrameLevel(8)
	button:SetFixedFrameLevel(true)
	button:RegisterForClicks("AnyUp")
	button:RegisterForDrag("LeftButton")
	button:SetHighlightTexture(136477)
	layer(button, "OVERLAY", 53, 136430, "TOPLEFT")
	layer(button, "BACKGROUND", 24, 136467, "CENTER", button, "CENTER")
	button.icon = layer(button, "ARTWORK", 18, object.icon, "CENTER", button, "CENTER")
	button.icon:SetTexCoord(0.05, 0.95, 0.05, 0.95)
	button.fade = button:CreateAnimationGroup()
	button.fade:SetToFinalAlpha(true)
	local out = button.fade:CreateAnimation("Alpha")
	out:SetOrder(1)
	out:SetDuration(0.2)
	out:SetStartDelay(1)
	out:SetFromAlpha(1)
	out:SetToAlpha(0)
	for script, f in pairs(scripts) do
		button:SetScript(script, f)
	end
	place(button, db.angle)
	button:SetShown(not db.hidden)
	return button
end

Minimap:HookScript("OnEnter", function()
	lib.over = true
end)
