-- @{Topics}: shared with the group.
local _, ns = ...
local Chronicle, L = ns.Chronicle, ns.L
local Code = MiniStub("MiniCode")

local PREFIX = "Chr@{Topic}"
local CHUNK = 240

local Comm = Chronicle:NewModule("@{Topic}Comm")
local incoming = {}

function Comm:OnInitialize()
	self.queue = {}
	C_ChatInfo.RegisterAddonMessagePrefix(PREFIX)
end

function Comm:OnEnable()
	self:RegisterEvent("CHAT_MSG_ADDON", "OnMessage")
	self:RegisterEvent("GROUP_ROSTER_UPDATE", "OnRoster")
	Chronicle:On("@{TOPIC}_ADDED", self, "OnAdded")
	self.throttle = CreateFrame("Frame")
	self.throttle:Hide()
	self.throttle:SetScript("OnUpdate", function(frame, elapsed)
		frame.waited = (frame.waited or 0) + elapsed
		if frame.waited >= 0.5 then
			frame.waited = 0
			self:Flush()
		end
	end)
end

function Comm:Channel()
	if IsInGroup(LE_PARTY_CATEGORY_INSTANCE) then
		return "INSTANCE_CHAT"
	elseif IsInRaid() then
		return "RAID"
	elseif IsInGroup() then
		return "PARTY"
	end
end

function Comm:OnAdded(entry)
	if ns.@{Topics}:GetSettings().share then
		self:Send(entry)
	end
end

function Comm:Send(entry, channel, target)
	local text = Code:Write(entry)
	local total = math.ceil(#text / CHUNK)
	for index = 1, total do
		local part = text:sub((index - 1) * CHUNK + 1, index * CHUNK)
		tinsert(self.queue, { ("%d/%d "):format(index, total) .. part, channel, target })
	end
	self.throttle:Show()
end

function Comm:Flush()
	local message = tremove(self.queue, 1)
	if message then
		local channel = message[2] or self:Channel()
		if channel then
			C_ChatInfo.SendAddonMessage(PREFIX, message[1], channel, message[3])
		end
	else
		self.throttle:Hide()
	end
end

function Comm:OnMessage(prefix, text, _, sender)
	if prefix ~= PREFIX then
		return
	end
	local index, total, part = text:match("^(%d+)/(%d+) (.*)$")
	if not index then
		return Chronicle:Debug("%s: not ours: %s", prefix, text)
	end
	local key = Ambiguate(sender, "none")
	incoming[key] = (index == "1" and "" or incoming[key] or "") .. part
	if index == total then
		local ok, entry = Code:Read(incoming[key])
		incoming[key] = nil
		if ok and type(entry) == "table" and ns.@{Topics}:Add(entry) then
			Chronicle:Print(L["@{Topic} Received"], total, key)
		end
	end
end

function Comm:OnRoster()
	self.members = GetNumGroupMembers()
end
