-- Addons as objects: Ready() when their variables are there, Start() at login, game events as methods, timers, commands.
local lib = TinStub:Begin("TinAddon-1.0", 12)
if not lib then
	return
end
lib.addons, lib.new, lib.ready = lib.addons or {}, lib.new or {}, lib.ready or {}
lib.frame = lib.frame or CreateFrame("Frame", "TinAddonFrame")

local proto = {}
local events = TinStub("TinBus-1.0"):Attach(proto)
local listener = CreateFrame("Frame")
function events:Used(event)
	listener:RegisterEvent(event)
end
function events:Unused(event)
	listener:UnregisterEvent(event)
end
listener:SetScript("OnEvent", function(_, ...)
	events:Send(...)
end)

local function handler(message)
	return geterrorhandler()(message)
end

local function try(f, ...)
	if f then
		return xpcall(f, handler, ...)
	end
end

local meta = {
	__index = proto,
	__tostring = function(self)
		return self.name
	end,
}

function lib:Make(object, name)
	assert(not self.addons[name], "there is an addon of that name")
	object.name, object.modules = name, {}
	self.addons[name] = setmetatable(object, meta)
	tinsert(self.new, object)
	return object
end

function proto:Module(name)
	self.modules[name] = lib:Make({ parent = self }, self.name .. "." .. name)
	return self.modules[name]
end

function proto:Say(...)
	DEFAULT_CHAT_FRAME:AddMessage(("|cff33ff99%s:|r %s"):format(tostring(self), strjoin(" ", tostringall(...))))
end

function proto:Command(word, method)
	local key = "TIN_" .. word:upper()
	SlashCmdList[key] = function(...)
		self[method](self, ...)
	end
	_G["SLASH_" .. key .. "1"] = "/" .. word
end

function proto:After(seconds, method, ...)
	local args = SafePack(...)
	C_Timer.After(seconds, function()
		self[method](self, SafeUnpack(args))
	end)
end

lib.frame:RegisterEvent("ADDON_LOADED")
lib.frame:RegisterEvent("PLAYER_LOGIN")
lib.frame:SetScript("OnEvent", function(_, event, addon)
	if event == "ADDON_LOADED" and addon:find("^Blizzard_") then
		return
	end
	while lib.new[1] do
		local object = tremove(lib.new, 1)
		object.folder = addon
		try(object.Ready, object)
		tinsert(lib.ready, object)
	end
	while IsLoggedIn() and lib.ready[1] do
		local object = tremove(lib.ready, 1)
		try(object.Start, object)
	end
end)
