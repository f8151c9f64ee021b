-- alliance-2 as an AceAddon: a method a command, found by its name.
local Bridge = LibStub("AceAddon-3.0"):NewAddon("AceStyle", "AceComm-3.0", "AceTimer-3.0")

Bridge.prefix = "CRP2"

function Bridge:OnEnable()
	self:RegisterComm(self.prefix, "OnPacket")
	self:ScheduleTimer("Probe", 2.5)
	self:ScheduleRepeatingTimer("Announce", self.period)
end

function Bridge:OnPacket(prefix, text, distribution, sender)
	local command, rest = strsplit(" ", text, 2)
	local handler = self["On_" .. command]
	if handler then
		handler(self, rest, sender)
	end
end

function Bridge:On_ST(rest, sender)
	local version, request, hash1, hash2, bands = rest:match("^(%S+) (%S+) (%S+) (%S+) (%S+)$")
	self:Store(sender, version, request, hash1, hash2, bands)
end

function Bridge:On_HI(rest) self:Link(strsplit(" ", rest)) end

function Bridge:On_BYE(_, sender) self:Forget(sender) end

function Bridge:On_R0(rest) self:Take(rest) end

function Bridge:On_R1(rest, sender)
	local umid, faction, destination, message = rest:match("^(%S+) (%S+) (%S+) (.+)$")
	self:SendCommMessage(self.prefix, format("R2 %s %s %s %s", umid, sender .. faction, destination, message), "WHISPER")
end

function Bridge:On_R2(rest) self:Deliver(rest) end

function Bridge:On_R3(rest) self:Take(rest) end

function Bridge:On_A1(rest) self:Acknowledge(rest) end

function Bridge:On_A2(rest) self:Acknowledge(rest) end

function Bridge:On_A3(rest) self:Acknowledge(rest) end

function Bridge:On_RG(rest) self:Realms(rest) end

local Repair = {}
function Repair.PQ(rest) return rest end
function Repair.PR(rest) return rest end

local inner = {
	TR = function(slot, id, serials) return slot, id, serials end,
	TD = function(slot, part, id, data) return slot, part, id, data end,
	TV = function(id, serials) return id, serials end,
}
Bridge.inner = inner
