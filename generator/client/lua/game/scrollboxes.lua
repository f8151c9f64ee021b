-- Scroll boxes. Facts: trp3-and-msp.md section 5 names the templates addons use.

local rt = ...
local raw, G = rt.raw, rt.globals
local Clamp = G.Clamp

local Box = {}

local BOX_EVENTS = {
	"OnScroll", "OnLayout", "OnDataRangeChanged", "OnAllowScrollChanged", "OnSizeChanged", "OnDataProviderReassigned",
	"OnAcquiredFrame", "OnInitializedFrame", "OnReleasedFrame", "OnUpdate", "OnViewChanged",
}

local function become_registry(object, events)
	G.Mixin(object, rt.c.G.CallbackRegistryMixin)
	object:OnLoad()
	object.OnLoad = nil
	object:GenerateCallbackEvents(events)
end
rt.become_registry = become_registry

local function prepare(c, object)
	become_registry(object, BOX_EVENTS)
	G.Mixin(object, Box)
	object.percentage = 0
	object.ScrollTarget = G.CreateFrame("Frame", nil, object)
	object.Shadows = G.CreateFrame("Frame", nil, object)
end

-- Data

function Box:Init(view)
	self:SetView(view)
end

function Box:SetView(view)
	self.view, view.box = view, self
	self:TriggerEvent("OnViewChanged", view)
	self:FullUpdate()
end

function Box:GetView()
	return self.view
end

function Box:HasView()
	return self.view ~= nil
end

function Box:SetDataProvider(provider, retain)
	self.view:SetDataProvider(provider)
	if not retain then
		self.percentage = 0
	end
	self:TriggerEvent("OnDataProviderReassigned")
	self:FullUpdate()
end

function Box:RemoveDataProvider()
	self:SetDataProvider(nil)
end

function Box:FlushDataProvider()
	self.view.provider:Flush()
end

function Box:GetDataProvider()
	return self.view and self.view.provider
end

function Box:HasDataProvider()
	return self:GetDataProvider() ~= nil
end

function Box:GetDataProviderSize()
	local provider = self:GetDataProvider()
	return provider and provider:GetSize() or 0
end

for _, name in ipairs { "FindElementDataByPredicate", "FindByPredicate", "Find", "ContainsByPredicate" } do
	local to = name == "FindByPredicate" and "FindElementDataByPredicate" or name
	Box[name == "Find" and "FindElementData" or name] = function(self, ...)
		local provider = self:GetDataProvider()
		if provider then
			return provider[to](provider, ...)
		end
	end
end

function Box:FindElementDataIndex(data)
	return (self:GetDataProvider():FindIndex(data))
end

function Box:EnumerateDataProviderEntire()
	return self:GetDataProvider():Enumerate()
end

function Box:ForEachElementData(f)
	self:GetDataProvider():ForEach(f)
end

-- Frames

local function first_shown(self)
	local view = self.view
	local fitting = view:Fitting(self:GetHeight())
	local size = self:GetDataProviderSize()
	if not fitting or fitting >= size then
		return 1
	end
	return 1 + raw.math.floor(self.percentage * (size - fitting) + 0.5)
end

-- Frames are made at once, whatever `immediately` says: that only tells the game whether to wait for the next frame.
function Box:FullUpdate()
	self.queued = false
	if self.view then
		if self.view.provider or self.view.frames[1] then
			self.view:Fill(self:GetHeight(), first_shown(self))
		end
		self:TriggerEvent("OnUpdate")
		self:TriggerEvent("OnDataRangeChanged", true, 1, #self.view.frames)
		self:TriggerEvent("OnLayout")
	end
end
Box.Update, Box.Layout, Box.Rebuild = Box.FullUpdate, Box.FullUpdate, Box.FullUpdate

function Box:QueueUpdate()
	if not self.queued then
		self.queued = true
		rt.start_timer(rt.c, 0, function()
			if self.queued then
				self:FullUpdate()
			end
		end)
	end
end

function Box:GetFrames()
	return self.view and self.view:GetFrames() or {}
end

function Box:EnumerateFrames()
	return raw.ipairs(self:GetFrames())
end

function Box:GetFrameCount()
	return #self:GetFrames()
end

function Box:ForEachFrame(f)
	for _, frame in ipairs { raw.unpack(self:GetFrames()) } do
		if f(frame, frame.scroll_element) then
			return
		end
	end
end

function Box:ReverseForEachFrame(f)
	local frames = { raw.unpack(self:GetFrames()) }
	for i = #frames, 1, -1 do
		if f(frames[i], frames[i].scroll_element) then
			return
		end
	end
end

function Box:FindFrame(data)
	return self:FindFrameByPredicate(function(frame)
		return frame.scroll_element == data
	end)
end

function Box:FindFrameByPredicate(wanted)
	for _, frame in ipairs(self:GetFrames()) do
		if wanted(frame, frame.scroll_element) then
			return frame
		end
	end
end

function Box:ReinitializeFrames()
	self:FullUpdate()
end

-- Scrolling

function Box:GetScrollTarget()
	return self.ScrollTarget
end

function Box:GetScrollPercentage()
	return self.percentage
end

function Box:SetScrollPercentage(percentage)
	percentage = Clamp(percentage, 0, 1)
	if percentage ~= self.percentage then
		self.percentage = percentage
		self:TriggerEvent("OnScroll", percentage, self:GetVisibleExtentPercentage(), 0.1)
		if self.view and self.view:Fitting(self:GetHeight()) then
			self:FullUpdate()
		end
	end
end

function Box:ScrollToBegin()
	self:SetScrollPercentage(0)
end

function Box:ScrollToEnd()
	self:SetScrollPercentage(1)
end

function Box:ScrollToElementDataIndex(index)
	local size = self:GetDataProviderSize()
	self:SetScrollPercentage(size > 1 and (index - 1) / (size - 1) or 0)
end

function Box:ScrollToElementData(data)
	local index = self:FindElementDataIndex(data)
	if index then
		self:ScrollToElementDataIndex(index)
	end
	return self:FindFrame(data)
end

function Box:ScrollToElementDataByPredicate(wanted)
	local data = self:FindElementDataByPredicate(wanted)
	return data and self:ScrollToElementData(data)
end

function Box:GetVisibleExtentPercentage()
	local fitting, size = self.view and self.view:Fitting(self:GetHeight()), self:GetDataProviderSize()
	return fitting and size > 0 and raw.math.min(1, fitting / size) or 1
end

function Box:HasScrollableExtent()
	return self:GetVisibleExtentPercentage() < 1
end

for _, name in ipairs {
	"SetPanExtent", "SetInterpolateScroll", "SetScrollAllowed", "SetEdgeFadeLength", "SetUseShadowsForEdgeFade",
	"SetShadowsShown", "SetShadowsFrameLevel", "OnMouseWheel", "ScrollIncrease", "ScrollDecrease",
} do
	Box[name] = function() end
end

for _, name in ipairs { "WowScrollBoxList", "WowScrollBox" } do
	rt.game_templates[raw.string.lower(name)] = { arrange = prepare }
end
rt.scroll_box_events = BOX_EVENTS

-- An edit box in a scroll box.
rt.game_templates.scrollingeditboxtemplate = {
	parts = { { "ScrollBox", "Frame", template = "WowScrollBox" } },
	arrange = function(_, object)
		become_registry(object, { "OnTextChanged", "OnTabPressed", "OnEscapePressed", "OnEnterPressed", "OnCursorChanged", "OnFocusGained", "OnFocusLost", "OnEditFocusGained", "OnEditFocusLost" })
		local box = G.CreateFrame("EditBox", nil, object.ScrollBox.ScrollTarget)
		object.ScrollBox.EditBox = box
		box:SetMultiLine(true)
		for script, event in raw.pairs { OnTextChanged = "OnTextChanged", OnTabPressed = "OnTabPressed", OnEscapePressed = "OnEscapePressed", OnEditFocusGained = "OnFocusGained", OnEditFocusLost = "OnFocusLost" } do
			box:SetScript(script, function(self, ...)
				object:TriggerEvent(event, self, ...)
			end)
		end
		function object:GetEditBox()
			return box
		end
		function object:GetScrollBox()
			return object.ScrollBox
		end
		function object:HasScrollableExtent()
			return false
		end
		for _, method in ipairs { "SetText", "ClearText", "SetFocus", "ClearFocus", "SetFontObject", "SetEnabled", "SetTextColor", "HasFocus", "SetFont" } do
			object[method] = function(_, ...)
				if method == "ClearText" then
					return box:SetText("")
				end
				return box[method](box, ...)
			end
		end
		function object:GetInputText()
			return box:GetText()
		end
		object.GetText = object.GetInputText
		function object:SetDefaultText(text)
			object.default_text = text
		end
		object.SetDefaultTextEnabled = function() end
	end,
}
