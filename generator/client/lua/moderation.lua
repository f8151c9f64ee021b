-- What members, moderators and owners of a channel ask of the server. It answers later, by notices.
--
-- No client of today has a function that mutes somebody or moderates a channel; the server still knows both.

local rt = ...
local G, python = rt.globals, rt.python
local type, fail = type, rt.fail

-- Addons reach these by name. `usage` is what an error shows; those with a second argument name a player, or a password.
local function order(method, command, usage, second)
	G[method] = function(channel, what)
		if type(channel) ~= "string" and type(channel) ~= "number" or second and type(what) ~= "string" then
			fail(("Usage: %s(%s)"):format(method, usage))
		end
		if not rt.may_use_channels(rt.c, method) then
			return
		end
		local joined = rt.find_channel(channel)
		python.channel_order(command, joined and joined.name or channel .. "", second and what or "")
	end
end

order("SetChannelPassword", "password", "name, password", true)
order("SetChannelOwner", "owner", "channel, name", true)
order("ChannelKick", "kick", "channel, name", true)
order("ChannelBan", "ban", "channel, name", true)
order("ChannelUnban", "unban", "channel, name", true)
order("ChannelModerator", "moderator", "channel, name", true)
order("ChannelUnmoderator", "unmoderator", "channel, name", true)
order("ChannelInvite", "invite", "channel, name", true)
order("ChannelToggleAnnouncements", "announcements", "channel")
order("DisplayChannelOwner", "ask_owner", "channel")
order("ListChannelByName", "list", "channel")

-- Nobody waits for the answer to an invitation.
function G.DeclineChannelInvite() end

-- The channel chosen in the channel window, and what the player is there.

rt.setup[#rt.setup + 1] = function(c)
	c.display_channel = 0
end

function G.SetSelectedDisplayChannel(index)
	if type(index) ~= "number" then
		fail("Usage: SetSelectedDisplayChannel(index)")
	end
	rt.c.display_channel = index
end

function G.GetSelectedDisplayChannel()
	return rt.c.display_channel
end

local function own_place()
	local c = rt.c
	local channel = rt.channels()[c.display_channel]
	if channel then
		for _, member in ipairs(rt.records(rt.fields.member, python.channel_roster(channel.local_id))) do
			if member.guid == c.player.guid then
				return member
			end
		end
	end
	return { owner = false, moderator = false }
end

function G.IsDisplayChannelOwner()
	return own_place().owner
end

function G.IsDisplayChannelModerator()
	return own_place().moderator
end
