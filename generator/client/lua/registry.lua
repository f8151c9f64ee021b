-- Callback registries: CallbackRegistryMixin and EventRegistry, which turns frame events into callbacks.

local rt = ...
local raw, G = rt.raw, rt.globals
local type, fail = type, rt.fail

-- Callbacks of an event are kept as a list, in the order they were added. An owner has one callback for an event.
local Registry = {}

function Registry:OnLoad()
	self.callbackLists = {}
	self.eventsAllowed = {}
	self.undefinedAllowed = false
end

function Registry:SetUndefinedEventsAllowed(allowed)
	self.undefinedAllowed = allowed
end

function Registry:GenerateCallbackEvents(events)
	self.Event = self.Event or {}
	for _, event in ipairs(events) do
		self.Event[event] = event
	end
end

local function check(self, event)
	if type(event) ~= "string" then
		fail("the event of a callback must be a string")
	end
	if not self.undefinedAllowed and not (self.Event and self.Event[event]) then
		fail(("'%s' is no event of this callback registry"):format(event))
	end
end

local function drop(list, owner)
	local kept = {}
	for _, entry in ipairs(list or {}) do
		if entry.owner ~= owner then
			kept[#kept + 1] = entry
		end
	end
	return kept
end

function Registry:RegisterCallback(event, f, owner, ...)
	check(self, event)
	if type(f) ~= "function" then
		fail("the callback must be a function")
	end
	owner = owner == nil and {} or owner
	local list = drop(self.callbackLists[event], owner)
	list[#list + 1] = { owner = owner, f = select("#", ...) > 0 and G.GenerateClosure(f, owner, ...) or function(...)
		f(owner, ...)
	end }
	self.callbackLists[event] = list
	return owner
end

-- A callback that is unregistered through what it gave out.
function Registry:RegisterCallbackWithHandle(event, f, owner, ...)
	owner = self:RegisterCallback(event, f, owner, ...)
	return {
		Unregister = function()
			self:UnregisterCallback(event, owner)
		end,
	}
end

function Registry:UnregisterCallback(event, owner)
	check(self, event)
	self.callbackLists[event] = drop(self.callbackLists[event], owner)
end

function Registry:HasRegistrantsForEvent(event)
	local list = self.callbackLists[event]
	return list ~= nil and #list > 0
end

function Registry:TriggerEvent(event, ...)
	check(self, event)
	for _, entry in ipairs(self.callbackLists[event] or {}) do
		rt.protect(entry.f, ...)
	end
end

rt.makers.CallbackRegistryMixin = function()
	return G.CopyTable(Registry)
end

-- EventRegistry

local Events = {}

function Events:RegisterFrameEvent(event)
	self.frameEventCounts[event] = (self.frameEventCounts[event] or 0) + 1
	if self.frameEventCounts[event] == 1 then
		self.frameEventFrame:RegisterEvent(event)
	end
end

function Events:UnregisterFrameEvent(event)
	local left = (self.frameEventCounts[event] or 0) - 1
	if left == 0 then
		self.frameEventFrame:UnregisterEvent(event)
	end
	self.frameEventCounts[event] = left > 0 and left or nil
end

function Events:RegisterFrameEventAndCallback(event, ...)
	self:RegisterFrameEvent(event)
	return self:RegisterCallback(event, ...)
end

function Events:RegisterFrameEventAndCallbackWithHandle(event, ...)
	self:RegisterFrameEvent(event)
	local handle = self:RegisterCallbackWithHandle(event, ...)
	local unregister = handle.Unregister
	handle.Unregister = function()
		unregister()
		self:UnregisterFrameEvent(event)
	end
	return handle
end

function Events:UnregisterFrameEventAndCallback(event, owner)
	self:UnregisterFrameEvent(event)
	self:UnregisterCallback(event, owner)
end

rt.makers.EventRegistry = function()
	local registry = G.CreateFromMixins(Registry, Events)
	registry:OnLoad()
	registry:SetUndefinedEventsAllowed(true)
	registry.frameEventCounts = {}
	registry.frameEventFrame = G.CreateFrame("Frame")
	registry.frameEventFrame:SetScript("OnEvent", function(_, event, ...)
		registry:TriggerEvent(event, ...)
	end)
	return registry
end

-- Frames of some types are registries themselves: they tell of their scripts.
function rt.make_registry(object, state, events)
	G.Mixin(object, Registry)
	object:OnLoad()
	object.OnLoad = nil
	state.tells = {}
	for event in raw.string.gmatch(events, "%S+") do
		state.tells[event] = true
		object:GenerateCallbackEvents { event }
	end
end

local EventUtil = {}
rt.spaces.EventUtil = EventUtil

-- Calls back once, at the first event of the name whose arguments begin with those given.
function EventUtil.RegisterOnceFrameEventAndCallback(event, callback, ...)
	local wanted, n = { ... }, select("#", ...)
	local frame = G.CreateFrame("Frame")
	frame:RegisterEvent(event)
	frame:SetScript("OnEvent", function(self, _, ...)
		for i = 1, n do
			if (select(i, ...)) ~= wanted[i] then
				return
			end
		end
		self:UnregisterAllEvents()
		callback(...)
	end)
end

-- Calls back once the addon is loaded, at once if it is. While it is loading its saved variables are not there yet.
function EventUtil.ContinueOnAddOnLoaded(addon, callback)
	if select(2, rt.spaces.C_AddOns.IsAddOnLoaded(addon)) then
		callback()
		return
	end
	EventUtil.RegisterOnceFrameEventAndCallback("ADDON_LOADED", function()
		callback()
	end, addon)
end

function EventUtil.ContinueOnPlayerLogin(callback)
	if G.IsLoggedIn() then
		callback()
	else
		EventUtil.RegisterOnceFrameEventAndCallback("PLAYER_LOGIN", callback)
	end
end

function EventUtil.AreVariablesLoaded()
	return G.IsLoggedIn()
end

function EventUtil.ContinueOnVariablesLoaded(callback)
	if EventUtil.AreVariablesLoaded() then
		callback()
	else
		EventUtil.RegisterOnceFrameEventAndCallback("VARIABLES_LOADED", callback)
	end
end

-- Calls back when each of the events has come.
function EventUtil.ContinueAfterAllEvents(callback, ...)
	local left = select("#", ...)
	for i = 1, left do
		EventUtil.RegisterOnceFrameEventAndCallback((select(i, ...)), function()
			left = left - 1
			if left == 0 then
				callback()
			end
		end)
	end
end
