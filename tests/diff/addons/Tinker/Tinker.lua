-- An object whose methods are called by what a message begins with.
Tinker = {}
Tinker.__index = Tinker

local DELAY_SECONDS = 3
local KNOWN = {
	TR = "OnProfileRequest",
	TD = "OnProfilePart",
	TV = "OnVersions",
	_other = "OnOther",
}

function Tinker:HI(version, request, load)
	self.links[version] = load
end

function Tinker:BYE()
	self.links = {}
end

function Tinker:ST(version, request, hash1, hash2, bands)
	self.bands = bands
end

Tinker.R1 = function(self, umid, faction, destination, message)
	self:Pass("R2", umid, destination, message)
end

Tinker.R2 = function(self, umid, source, destination, message)
	self:Pass("R3", umid, source, message)
end

function Tinker.R3(self, source, message)
	self.heard = message
end

function Tinker:OnProfileRequest(slot) end
function Tinker:OnProfilePart(slot, part, id, data) end
function Tinker:OnVersions(serials) end
function Tinker:OnOther() end

for _, level in pairs(Tinker.levels or {}) do
	Tinker[level] = function() end
end

function Tinker:Receive(prefix, text, channel, sender)
	local words = { strsplit(" ", text) }
	local word = table.remove(words, 1)
	local method = KNOWN[word]
	if method then
		return self[method](self, unpack(words))
	end
	return self[word](self, unpack(words))
end

C_ChatInfo.RegisterAddonMessagePrefix("CRP2")
C_Timer.After(DELAY_SECONDS, function()
	Tinker:Receive()
end)
