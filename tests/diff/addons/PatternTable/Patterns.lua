-- alliance-2 by a table of patterns; what is found is called with the captures.
local _, ns = ...
local MAX_PACKET = 255

ns.patterns = {
	HI = "^HI (%S+) ([?-]) (%d+) (%S+) (%S+)$",
	ST = "^ST (%S+) ([?-]) (%S+) (%S+) (%S+)$",
	BYE = "^BYE$",
	R0 = "^R0 (.+)$",
	R1 = "^R1 (%w+) ([AH]) (%S+) (.+)$",
	R2 = "^R2 (%w+) (%S+) (%S+) (.+)$",
	R3 = "^R3 (%S+) (.+)$",
	A1 = "^A1 (%w+) (%S+)$",
	A2 = "^A2 (%w+) (%S+)$",
	A3 = "^A3 (%w+)$",
	RG = "^RG (%S+)$",
}

ns.more = {
	{ pattern = "^TR (%w+) (%S+) (%S+)$", handler = "request" },
	{ pattern = "^TD (%w+) ([A-D]) (%S+) (.+)$", handler = "part" },
	{ pattern = "^TV (%S+) (%S+)$", handler = "versions" },
	{ "PQ", ns.question },
	{ "PR", ns.again },
}

-- One that is put together, and so cannot be read.
local word = "^" .. ns.word .. " (%S+)$"

function ns.receive(text)
	for name, pattern in pairs(ns.patterns) do
		local a, b, c, d, e = text:match(pattern)
		if a then
			return ns[name](a, b, c, d, e)
		end
	end
	return text:match(word), #text <= MAX_PACKET
end

C_ChatInfo.RegisterAddonMessagePrefix("CRP2")
