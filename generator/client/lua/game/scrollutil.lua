-- Scroll bars, and ScrollUtil, which ties them to scroll boxes and adds behaviours to these.

local rt = ...
local raw, G = rt.raw, rt.globals
local Clamp = G.Clamp
local become_registry, BOX_EVENTS = rt.become_registry, rt.scroll_box_events

-- Bars

local Bar = {}

function Bar:GetScrollPercentage()
	return self.percentage or 0
end

function Bar:SetScrollPercentage(percentage)
	self.percentage = Clamp(percentage, 0, 1)
	self:TriggerEvent("OnScroll", self.percentage)
end

for _, name in ipairs { "SetVisibleExtentPercentage", "SetPanExtentPercentage", "SetInterpolateScroll", "SetHideIfUnscrollable", "SetHideTrackIfThumbExceedsTrack", "Init", "ScrollStepInDirection" } do
	Bar[name] = function() end
end

function Bar:ScrollToBegin()
	self:SetScrollPercentage(0)
end

function Bar:ScrollToEnd()
	self:SetScrollPercentage(1)
end

local function prepare_bar(_, object)
	become_registry(object, { "OnScroll", "OnAllowScrollChanged" })
	G.Mixin(object, Bar)
	object.Track = G.CreateFrame("Frame", nil, object)
	object.Track.Thumb = G.CreateFrame("Button", nil, object.Track)
	object.Back, object.Forward = G.CreateFrame("Button", nil, object), G.CreateFrame("Button", nil, object)
end

for _, name in ipairs { "MinimalScrollBar", "WowTrimScrollBar", "OribosScrollBar", "WowClassicScrollBar" } do
	rt.game_templates[raw.string.lower(name)] = { arrange = prepare_bar }
end

-- ScrollUtil ties them together.

local ScrollUtil = {}
rt.spaces.ScrollUtil = ScrollUtil

local function tie(box, bar)
	bar:RegisterCallback("OnScroll", function(_, percentage)
		box:SetScrollPercentage(percentage)
	end, box)
	box:RegisterCallback("OnScroll", function(_, percentage)
		bar.percentage = percentage
	end, bar)
end

function ScrollUtil.InitScrollBoxListWithScrollBar(box, bar, view)
	box:Init(view)
	tie(box, bar)
end
ScrollUtil.InitScrollBoxWithScrollBar = ScrollUtil.InitScrollBoxListWithScrollBar

function ScrollUtil.InitScrollBar(box, bar)
	tie(box, bar)
end
ScrollUtil.RegisterScrollBoxWithScrollBar = ScrollUtil.InitScrollBar

function ScrollUtil.InitScrollFrameWithScrollBar(frame, bar)
	bar:RegisterCallback("OnScroll", function(_, percentage)
		frame.scroll_percentage = percentage
	end, frame)
end

function ScrollUtil.RegisterAlternateRowBehavior() end

function ScrollUtil.AddResizableChildrenBehavior() end

-- The bar is there while there is something to scroll.
function ScrollUtil.AddManagedScrollBarVisibilityBehavior(box, bar)
	local behavior = {}
	function behavior:EvaluateVisibility()
		bar:SetShown(box:HasScrollableExtent())
	end
	box:RegisterCallback("OnLayout", behavior.EvaluateVisibility, behavior)
	behavior:EvaluateVisibility()
	return behavior
end

function ScrollUtil.AddAcquiredFrameCallback(box, callback, owner, existing)
	if existing then
		box:ForEachFrame(function(frame, data)
			callback(owner, frame, data, false)
		end)
	end
	return box:RegisterCallback("OnAcquiredFrame", callback, owner)
end

function ScrollUtil.AddInitializedFrameCallback(box, callback, owner, existing)
	if existing then
		box:ForEachFrame(function(frame, data)
			callback(owner, frame, data)
		end)
	end
	return box:RegisterCallback("OnInitializedFrame", callback, owner)
end

function ScrollUtil.AddReleasedFrameCallback(box, callback, owner)
	return box:RegisterCallback("OnReleasedFrame", callback, owner)
end

-- One element of a box, or none, is selected.
local Selection = {}

function ScrollUtil.AddSelectionBehavior(box)
	local behavior = rt.new_registry(Selection, { "OnSelectionChanged" })
	behavior.box = box
	return behavior
end

function Selection:SelectElementData(data)
	local before = self.selected
	if before ~= data then
		self.selected = data
		if before ~= nil then
			self:TriggerEvent("OnSelectionChanged", before, false)
		end
		self:TriggerEvent("OnSelectionChanged", data, true)
	end
end

function Selection:Select(frame)
	self:SelectElementData(frame.scroll_element)
end

function Selection:ClearSelections()
	local before = self.selected
	self.selected = nil
	if before ~= nil then
		self:TriggerEvent("OnSelectionChanged", before, false)
	end
end

function Selection:DeselectElementData(data)
	if self.selected == data then
		self:ClearSelections()
	end
end

function Selection:IsElementDataSelected(data)
	return self.selected == data
end

function Selection:IsSelected(frame)
	return self.selected ~= nil and frame.scroll_element == self.selected
end

function Selection:GetSelectedElementData()
	return { self.selected }
end

function Selection:GetFirstSelectedElementData()
	return self.selected
end

function Selection:HasSelection()
	return self.selected ~= nil
end

function Selection:ToggleSelectElementData(data)
	if self.selected == data then
		self:ClearSelections()
	else
		self:SelectElementData(data)
	end
end

rt.makers.ScrollBoxConstants = function()
	return {
		UpdateQueued = false, UpdateImmediately = true, NoScrollInterpolation = true, RetainScrollPosition = true,
		DiscardScrollPosition = false, AlignBegin = 0, AlignCenter = 0.5, AlignEnd = 1, AlignNearest = -1,
		ScrollBegin = 0, ScrollEnd = 1, StopIteration = true, ContinueIteration = false,
	}
end

-- Names of events, as addons write them: ScrollBoxListMixin.Event.OnAcquiredFrame.
local function event_names(events)
	return function()
		local names = {}
		for _, event in ipairs(events) do
			names[event] = event
		end
		return { Event = names }
	end
end
rt.makers.ScrollBoxListMixin = event_names(BOX_EVENTS)
rt.makers.ScrollBarMixin = event_names({ "OnScroll", "OnAllowScrollChanged" })
rt.makers.BaseScrollBoxEvents = function()
	return event_names(BOX_EVENTS)().Event
end
rt.makers.SelectionBehaviorMixin = event_names({ "OnSelectionChanged" })
rt.makers.DataProviderMixin = (function(before)
	return function(c)
		return G.Mixin(before(c), event_names({ "OnSizeChanged", "OnInsert", "OnRemove", "OnMove", "OnSort" })())
	end
end)(rt.makers.DataProviderMixin)
