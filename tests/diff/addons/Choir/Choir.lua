-- Built on Ace: messages are serialized, and subscribers come from everywhere.
local Choir = LibStub("AceAddon-3.0"):NewAddon("Choir", "AceComm-3.0", "AceSerializer-3.0", "AceTimer-3.0")
local COMM = "CRP2"
local MSG = {
	Hello = "HI",
	Status = "ST",
	Leave = "BYE",
	Ask = "TR",
	Part = "TD",
}
local RESEND_WAIT = 10

local actions = {
	[MSG.Hello] = function(self, sender, version) self.known[sender] = version end,
	[MSG.Status] = function(self, sender, bands) self.bands[sender] = bands end,
	[MSG.Leave] = function(self, sender) self.known[sender] = nil end,
}

actions[MSG.Ask] = Choir.Answer
actions[MSG.Part] = Choir.Save

local function on_route(self, sender, message) end
actions.R1, actions.R2 = on_route, on_route
actions.R3 = on_route

function Choir:OnEnable()
	self:RegisterComm(COMM, "OnCommReceived")
	self:ScheduleRepeatingTimer("Again", RESEND_WAIT)
end

function Choir:OnCommReceived(prefix, text, distribution, sender)
	local ok, command, body = self:Deserialize(text)
	if not ok then
		return
	end
	if command == "A3" then
		self.waiting[body] = nil
	elseif actions[command] then
		actions[command](self, sender, body)
	end
end

function Choir:Subscribe(command, action)
	actions[command] = action
end

function Choir:Ask(whom, slot)
	self:SendCommMessage(COMM, self:Serialize(MSG.Ask, slot), "WHISPER", whom)
end
