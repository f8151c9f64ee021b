-- Chronicle: the frame that hears events, modules, the database.
local addonName, ns = ...

local Chronicle = MiniStub("MiniBus"):New({})
_G.Chronicle = Chronicle
ns.Chronicle = Chronicle

Chronicle.name = addonName
Chronicle.version = (C_AddOns and C_AddOns.GetAddOnMetadata or GetAddOnMetadata)(addonName, "Version")
Chronicle.isMainline = WOW_PROJECT_ID == WOW_PROJECT_MAINLINE
Chronicle.modules = {}
Chronicle.order = {}

local DEFAULTS = {
	profile = { scale = 1, locked = false, minimap = { hide = false, angle = 205 }, modules = {} },
	entries = {},
	schema = 3,
}

local function applyDefaults(target, defaults)
	for key, default in pairs(defaults) do
		if type(default) == "table" then
			target[key] = applyDefaults(type(target[key]) == "table" and target[key] or {}, default)
		elseif target[key] == nil then
			target[key] = default
		end
	end
	return target
end
ns.applyDefaults = applyDefaults

-- Modules ------------------------------------------------------------------------------------------------------

local ModuleMixin = {}

function ModuleMixin:RegisterEvent(event, handler)
	self.events = self.events or {}
	if not C_EventUtils.IsEventValid(event) then
		Chronicle:Debug("no event %s in this client", event)
		return false
	end
	self.events[event] = handler or event
	Chronicle.frame:RegisterEvent(event)
	return true
end

function ModuleMixin:GetSettings()
	return Chronicle.db.profile.modules[self.name]
end

function ModuleMixin:IsEnabled()
	local settings = self:GetSettings()
	return settings == nil or settings.enabled ~= false
end

function Chronicle:NewModule(name, ...)
	assert(not self.modules[name], ("module %s is there already"):format(name))
	local module = CreateFromMixins(ModuleMixin, ...)
	module.name = name
	self.modules[name] = module
	tinsert(self.order, name)
	return module
end

function Chronicle:GetModule(name, silent)
	local module = self.modules[name]
	if not module and not silent then
		error(("Chronicle has no module %q"):format(name), 2)
	end
	return module
end

function Chronicle:IterateModules()
	local index = 0
	return function()
		index = index + 1
		local name = self.order[index]
		return name, self.modules[name]
	end
end

-- Events -------------------------------------------------------------------------------------------------------

local frame = CreateFrame("Frame", addonName .. "EventFrame", UIParent)
Chronicle.frame = frame

frame:SetScript("OnEvent", function(_, event, ...)
	if Chronicle[event] then
		Chronicle[event](Chronicle, ...)
	end
	for _, module in Chronicle:IterateModules() do
		local handler = module.events and module.events[event]
		if handler and module:IsEnabled() then
			if type(handler) == "function" then
				securecallfunction(handler, module, ...)
			else
				securecallfunction(module[handler], module, ...)
			end
		end
	end
end)
frame:RegisterEvent("ADDON_LOADED")
frame:RegisterEvent("PLAYER_LOGIN")
frame:RegisterEvent("PLAYER_LOGOUT")

function Chronicle:ADDON_LOADED(name)
	if name ~= addonName then
		return
	end
	frame:UnregisterEvent("ADDON_LOADED")
	ChronicleDB = applyDefaults(ChronicleDB or {}, DEFAULTS)
	ChronicleCharDB = ChronicleCharDB or { seen = {} }
	self.db, self.charDB = ChronicleDB, ChronicleCharDB
	for _, module in self:IterateModules() do
		if module.OnInitialize then
			module:OnInitialize()
		end
	end
	self:Say("INITIALIZED")
end

function Chronicle:PLAYER_LOGIN()
	self.playerName, self.realm = UnitFullName("player")
	for name, module in self:IterateModules() do
		if module.OnEnable and module:IsEnabled() then
			local ok = xpcall(module.OnEnable, CallErrorHandler, module)
			module.enabled = ok
			self:Debug("%s enabled: %s", name, tostring(ok))
		end
	end
	self:Say("ENABLED", self.version)
end

function Chronicle:PLAYER_LOGOUT()
	self.db.last = { name = self.playerName, at = time() }
	for _, module in self:IterateModules() do
		if module.OnLogout then
			module:OnLogout()
		end
	end
end

-- Output -------------------------------------------------------------------------------------------------------

function Chronicle:Print(text, ...)
	if select("#", ...) > 0 then
		text = text:format(...)
	end
	DEFAULT_CHAT_FRAME:AddMessage(("|cffb08040%s:|r %s"):format(addonName, text))
end

Chronicle.debugLines = {}

function Chronicle:Debug(text, ...)
	local lines = self.debugLines
	lines[#lines + 1] = text:format(...)
	if #lines > 500 then
		tremove(lines, 1)
	end
end

-- A function that runs once, at the end of the frame in which it was asked for.
function ns.deferred(f)
	local waiting = false
	return function()
		if not waiting then
			waiting = true
			RunNextFrame(function()
				waiting = false
				f()
			end)
		end
	end
end
