-- SPDX-License-Identifier: MIT
local _, ns = ...

-- The startup procedure, as the specification lists it: each step is done, then the next, some after a wait.

---@class CrossRP.Startup
local Startup = {}
Startup.__index = Startup
ns.Startup = Startup

local Spec = ns.Spec

---@class CrossRP.StartupOptions
---@field join_channel fun(done: fun()) calls done once the channel is joined or given up
---@field callback fun(number: integer)
---@field probe fun()
---@field host fun()
---@field status fun(request: boolean)
---@field update_loop fun()

---@param env table
---@param options CrossRP.StartupOptions
---@return CrossRP.Startup
function Startup.new(env, options)
	return setmetatable({ env = env, options = options, step = 0 }, Startup)
end

--- What each step does. Calls `on` to go on.
local ACTIONS = {
	join_channel = function(self, _, on)
		self.options.join_channel(on)
	end,
	callback = function(self, step, on)
		self.options.callback(step.number)
		on()
	end,
	probe = function(self, _, on)
		self.options.probe()
		on()
	end,
	wait = function(self, step, on)
		self.env.after(Spec.timers[step.timer], on)
	end,
	host = function(self, _, on)
		self.options.host()
		on()
	end,
	status = function(self, step, on)
		self.options.status(step.request == true)
		on()
	end,
	update_loop = function(self, _, on)
		self.options.update_loop()
		on()
	end,
}

--- Goes through the procedure from where it is.
function Startup:run()
	self.step = self.step + 1
	local step = Spec.startup[self.step]
	if not step then
		return
	end
	local went_on = false
	ACTIONS[step.action](self, step, function()
		if not went_on then
			went_on = true
			self:run()
		end
	end)
end

---@return boolean
function Startup:is_done()
	return self.step > #Spec.startup
end
