-- Chat channels: joining, leaving, looking up. What happens to a wish the host decides, later.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, fail = type, rt.fail
local lower = raw.string.lower

local CHANNEL_NAME_BYTES = 31

local channels = rt.host.channels
rt.channels = channels

local function by_id(id)
	for _, channel in ipairs(channels()) do
		if channel.local_id == id then
			return channel
		end
	end
end

-- A channel by its number, or by its name in any case; "3" is a number too.
local function find(which)
	local id = raw.tonumber(which)
	if id then
		return by_id(id)
	end
	which = lower(which)
	for _, channel in ipairs(channels()) do
		if channel.lower_name == which then
			return channel
		end
	end
end
rt.find_channel = find

local function joiner(method, permanent)
	G[method] = function(name, password)
		if type(name) ~= "string" then
			fail(("Usage: %s(name [, password [, frameID [, hasVoice]]])"):format(method))
		end
		if password ~= nil and type(password) ~= "string" then
			fail(("bad argument #2 to '%s' (string expected, got %s)"):format(method, type(password)))
		end
		-- A name that begins with a digit would be taken for a channel's number.
		if name == "" or #name > CHANNEL_NAME_BYTES or raw.string.find(name, "^%d") then
			return nil
		end
		if rt.may_use_channels(rt.c, method) then
			python.join_channel(name, password, permanent)
			return 0, name
		end
	end
end
joiner("JoinTemporaryChannel", false)
joiner("JoinChannelByName", true)
joiner("JoinPermanentChannel", true)

function G.LeaveChannelByName(name)
	if type(name) ~= "string" and type(name) ~= "number" then
		fail("Usage: LeaveChannelByName(name)")
	end
	local channel = find(name)
	if channel and rt.may_use_channels(rt.c, "LeaveChannelByName") then
		python.leave_channel(channel.name)
	end
end

function G.LeaveChannelByLocalID(id)
	local channel = by_id(id)
	if channel and rt.may_use_channels(rt.c, "LeaveChannelByLocalID") then
		python.leave_channel(channel.name)
	end
end

function G.GetChannelName(which)
	if type(which) ~= "string" and type(which) ~= "number" then
		fail('Usage: GetChannelName(id | "name")')
	end
	local channel = find(which)
	if channel then
		return channel.local_id, channel.name, channel.instance_id, channel.is_community
	end
	return 0, nil, 0, false
end

function G.GetChannelList()
	local list, n = {}, 0
	for _, channel in ipairs(channels()) do
		list[n + 1], list[n + 2], list[n + 3] = channel.local_id, channel.name, channel.disabled
		n = n + 3
	end
	return raw.unpack(list, 1, n)
end

-- The channels of the server a character may join.
function G.EnumerateServerChannels()
	return "General", "Trade", "LocalDefense", "LookingForGroup"
end

function G.GetNumDisplayChannels()
	return #channels()
end

local function category(channel)
	return channel.zone_channel_id ~= 0 and "CHANNEL_CATEGORY_WORLD" or "CHANNEL_CATEGORY_CUSTOM"
end

-- The list of the channel window: here the joined channels by number, without headers.
function G.GetChannelDisplayInfo(index)
	local channel = channels()[raw.tonumber(index)]
	if channel then
		local count = python.channel_roster(channel.local_id)
		return channel.name, false, false, channel.local_id, count, not channel.disabled, category(channel), "None"
	end
end

function G.AddChatWindowChannel(_, name)
	local channel = find(name)
	return channel and channel.zone_channel_id or 0
end

function G.RemoveChatWindowChannel() end

-- C_ChatInfo

local C_ChatInfo = rt.spaces.C_ChatInfo

function C_ChatInfo.GetNumActiveChannels()
	return #channels()
end

function C_ChatInfo.GetChannelShortcut(id)
	local channel = by_id(id)
	return channel and channel.name
end

-- The numbers of two joined channels change places, if both are joined.
function C_ChatInfo.SwapChatChannelsByChannelIndex(first, second)
	if by_id(first) and by_id(second) then
		python.swap_channels(first, second)
		rt.dispatch(rt.c, "CHANNEL_UI_UPDATE")
	end
end

local function info(channel)
	return channel and {
		name = channel.name,
		shortcut = rt.tostring(channel.local_id),
		localID = channel.local_id,
		instanceID = channel.instance_id,
		zoneChannelID = channel.zone_channel_id,
		channelType = channel.is_community and 2 or (channel.zone_channel_id ~= 0 and 0 or 1),
	}
end

function C_ChatInfo.GetChannelInfoFromIdentifier(which)
	if type(which) ~= "string" then
		rt.usage(1, "local info = C_ChatInfo.GetChannelInfoFromIdentifier(channelIdentifier)")
	end
	return info(find(which))
end

function C_ChatInfo.IsChannelRegional(id)
	local channel = by_id(id)
	return channel ~= nil and channel.regional
end

function C_ChatInfo.GetChannelRosterInfo(index, member)
	local channel = channels()[index]
	local who = channel and rt.records(rt.fields.member, python.channel_roster(channel.local_id))[member]
	if who then
		return who.name, who.owner, who.moderator, who.guid
	end
end
