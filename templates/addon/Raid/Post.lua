-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Messages about raids on their way out, and which of those that come in are looked at.

---@class CrossRP.RaidPost
local Post = {}
Post.__index = Post
ns.RaidPost = Post

local Codec, Spec = ns.Codec, ns.Spec

-- What is said to who may be a stranger, or somebody a stranger made up: it is not to be sent more often than it was asked
-- for.
local ONCE = { LX = true, LN = true }

---@class CrossRP.RaidPostOptions
---@field wire CrossRP.Wire
---@field router CrossRP.Router
---@field key CrossRP.GroupKey
---@field count fun(name: string)

---@param env table
---@param options CrossRP.RaidPostOptions
---@return CrossRP.RaidPost
function Post.new(env, options)
	return setmetatable({
		wire = options.wire,
		router = options.router,
		key = options.key,
		count = options.count,
		quota = ns.Quota.new(env, "raid_control"),
	}, Post)
end

--- Sends a message to another leader, or to who sent one. Under a group key only holders of it see and carry it.
---@param destination string
---@param name string
---@param values table
---@param on_done? fun(outcome: string, detail: string?)
function Post:tell(destination, name, values, on_done)
	local text = Codec.encode(name, values)
	if not text then
		return self.count("unsendable_" .. name)
	end
	self.router:send(destination, text, {
		priority = "NORMAL",
		secure = self.key:is_set(),
		once = ONCE[name],
		on_done = on_done,
	})
end

--- Sends a message to the own raid.
---@param name string
---@param values table
---@param on_done? fun(outcome: string)
---@return boolean sent
---@return CrossRP.Job|nil job
function Post:say(name, values, on_done)
	local options = { medium = "RAID", priority = "NORMAL", prefix = self.key:prefix(), on_done = on_done }
	local sent, _, job = self.wire:send(name, values, options)
	return sent, job
end

-- With a group key only what came under it counts, and without one nothing else comes.
local function is_ours(self, origin)
	local public = Spec.constants.prefix
	return (origin.prefix or public) == (self.key:prefix() or public)
end

--- Whether a message to the raid counts.
---@param origin CrossRP.Origin
---@return boolean
function Post:takes_news(origin)
	local ours = is_ours(self, origin)
	if not ours then
		self.count("raid_refused_prefix")
	end
	return ours
end

--- Whether a routed message counts. What was broadcast does not, or everybody would answer it. Nobody may say more than so
--- much about links (of what is for the raid, Talk has quotas); and who brings a message may have made up its source, and
--- is not to use up what others bring of it.
---@param source string
---@param name string
---@param origin CrossRP.Origin how it came in the end
---@return boolean
function Post:takes(source, name, origin)
	local why
	if origin.medium == "BROADCAST" then
		why = "broadcast"
	elseif not is_ours(self, origin) then
		why = "prefix"
	elseif name ~= "LM" and not self.quota:take(source .. " " .. tostring(origin.sender)) then
		why = "quota"
	end
	if why then
		self.count("raid_refused_" .. why)
	end
	return why == nil
end

function Post:sweep()
	self.quota:sweep()
end
