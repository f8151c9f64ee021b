-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Says, to a player who wants it, that the profile of somebody just looked at cannot be had, and why. Once in a while for
-- each character, and only for those who were targeted or whose page was opened: pointing at a crowd is not asking.

---@class CrossRP.Notices
local Notices = {}
Notices.__index = Notices
ns.Notices = Notices

local limits, timers = ns.Spec.limits, ns.Spec.timers

local DELIBERATE = { target = true, open = true }
-- An answer is missed when the request may be made again; a little later the diagnosis says so too.
local LATER = timers.request_cooldown + 1

---@class CrossRP.NoticesOptions
---@field wanted fun(): boolean
---@field diagnose fun(sought: CrossRP.Sought): CrossRP.Finding
---@field say fun(finding: CrossRP.Finding)

---@param env table now(), after(seconds, fn)
---@param options CrossRP.NoticesOptions
---@return CrossRP.Notices
function Notices.new(env, options)
	return setmetatable({
		env = env,
		wanted = options.wanted,
		diagnose = options.diagnose,
		say = options.say,
		watched = ns.Memory.new(env, limits.touched, timers.band_active), -- destination -> whom it is about
		told = ns.Memory.new(env, limits.touched, timers.band_active),
	}, Notices)
end

--- Somebody was touched.
---@param kind string
---@param fullname string
---@param destination string
function Notices:touched(kind, fullname, destination)
	if DELIBERATE[kind] and self.wanted() then
		local name = fullname:match("^[^-]+")
		self.watched:put(destination, { name = name, fullname = fullname, destination = destination })
	end
end

local function look(self, destination)
	local sought = self.watched:get(destination)
	if not sought or not self.wanted() or self.told:get(destination) then
		return
	end
	local finding = self.diagnose(sought)
	if finding.cause.notice then
		self.told:put(destination, true)
		self.say(finding)
	end
end

--- A request to somebody has ended.
---@param destination string
function Notices:ended(destination)
	if not self.watched:get(destination) then
		return
	end
	look(self, destination)
	self.env.after(LATER, function()
		look(self, destination)
	end)
end
