-- Animations in virtual time: groups play and tell of it. Nothing moves; only the alpha a group ends with is set.
--
-- While a group plays its state has `play`: started (moment its run began), spent (seconds of it before a pause), timer
-- (number), paused, reverse, finishing. A run is one turn of a looping group.

local rt = ...
local raw, python = rt.raw, rt.python
local Group, Animation = rt.methods.AnimationGroup, rt.methods.Animation
local state_of, run_script = rt.state, rt.run_script

-- Time. Animations of one order run together, one order after the other.

local function by_order(c, state)
	local orders, members = {}, {}
	for _, animation in ipairs(state.animations or {}) do
		local order = c.objects[animation].Order or 1
		if not members[order] then
			members[order] = {}
			orders[#orders + 1] = order
		end
		raw.table.insert(members[order], animation)
	end
	raw.table.sort(orders)
	return orders, members
end

-- How long one run takes, and where in it each animation begins and ends.
local function times(c, state)
	local orders, members = by_order(c, state)
	local begins, ends, from = {}, {}, 0
	for _, order in ipairs(orders) do
		local longest = 0
		for _, animation in ipairs(members[order]) do
			local own = c.objects[animation]
			local takes = (own.StartDelay or 0) + (own.Duration or 0) + (own.EndDelay or 0)
			begins[animation], ends[animation] = from, from + takes
			longest = takes > longest and takes or longest
		end
		from = from + longest
	end
	return from / (state.AnimationSpeedMultiplier or 1), begins, ends
end

local function spent(play)
	return play.paused and play.spent or play.spent + rt.now - play.started
end

-- The moments of a run at which an animation tells something, in order.
local function moments(c, state)
	local speed, list = state.AnimationSpeedMultiplier or 1, {}
	local _, begins, ends = times(c, state)
	for position, animation in ipairs(state.animations or {}) do
		local scripts = c.objects[animation].scripts
		for script, at in raw.pairs { OnPlay = begins[animation], OnFinished = ends[animation] } do
			if scripts and scripts[script] then
				local rank = position * 2 + (script == "OnFinished" and 1 or 0)
				list[#list + 1] = { at = at / speed, rank = rank, animation = animation, script = script }
			end
		end
	end
	raw.table.sort(list, function(one, two)
		return one.at < two.at or one.at == two.at and one.rank < two.rank
	end)
	return list
end

local function drop_timer(c, play)
	if play.timer then
		c.timers[play.timer] = nil
		python.cancel(play.timer)
		play.timer = nil
	end
end

local function begin_run(c, state, play)
	play.started, play.spent, play.next = rt.now, 0, 1
	play.moments, play.length = moments(c, state), (times(c, state))
end

-- The alpha the group's last fade ends with.
local function set_final_alpha(c, state)
	local final
	local orders, members = by_order(c, state)
	for _, order in ipairs(orders) do
		for _, animation in ipairs(members[order]) do
			final = c.objects[animation].type == "Alpha" and animation or final
		end
	end
	if final then
		local target = final:GetTarget()
		target:SetAlpha(state.play.reverse and final:GetFromAlpha() or final:GetToAlpha())
	end
end

local function finish(c, group, state, requested)
	drop_timer(c, state.play)
	if state.final_alpha then
		set_final_alpha(c, state)
	end
	state.play, state.done = nil, true
	run_script(group, state, "OnFinished", requested)
end

local go_on

-- A run is over: the group is done, or loops.
local function end_run(c, group, state)
	local play, looping = state.play, state.Looping or "NONE"
	if looping == "NONE" or play.finishing then
		finish(c, group, state, play.finishing == true)
		return
	end
	if looping == "BOUNCE" then
		play.reverse = not play.reverse
	end
	play.between_runs = true
	run_script(group, state, "OnLoop", play.reverse and "REVERSE" or "FORWARD")
	play.between_runs = false
	if state.play == play and not play.paused then
		begin_run(c, state, play)
		go_on(c, group, state)
	end
end

local function tell_moment(c, play)
	local moment = play.moments[play.next]
	play.next = play.next + 1
	local own = c.objects[moment.animation]
	if moment.script == "OnFinished" then
		run_script(moment.animation, own, "OnFinished", false)
	else
		run_script(moment.animation, own, "OnPlay")
	end
end

-- Waits for the next thing that is to be told. A group that loops for ever and tells nothing needs no timer.
function go_on(c, group, state)
	local play = state.play
	local now = spent(play)
	while play.moments[play.next] and play.moments[play.next].at <= now do
		tell_moment(c, play)
		if state.play ~= play or play.paused then
			return
		end
	end
	local moment = play.moments[play.next]
	local silent = state.Looping and state.Looping ~= "NONE" and not play.moments[1] and not play.finishing
	if silent and not (state.scripts and state.scripts.OnLoop) then
		return
	end
	local left = (moment and moment.at or play.length) - now
	play.timer = rt.start_timer(c, left > 0 and left or 0, function()
		play.timer = nil
		if moment then
			tell_moment(c, play)
			if state.play == play and not play.paused then
				go_on(c, group, state)
			end
		else
			end_run(c, group, state)
		end
	end)
end

function Group:Play(reverse)
	local c, state = rt.c, state_of(self, "Play")
	local play = state.play
	if play and not play.paused then
		return
	elseif play then
		play.paused, play.started = nil, rt.now
	else
		play = { reverse = reverse and true or false }
		state.play, state.done = play, false
		begin_run(c, state, play)
	end
	run_script(self, state, "OnPlay")
	if state.play == play and not play.paused then
		go_on(c, self, state)
		rt.wake(c)
	end
end

function Group:Stop()
	local c, state = rt.c, state_of(self, "Stop")
	if state.play then
		drop_timer(c, state.play)
		state.play, state.done = nil, false
		run_script(self, state, "OnStop", true)
	end
end

function Group:Restart(reverse)
	self:Stop()
	self:Play(reverse)
end

function Group:Pause()
	local c, state = rt.c, state_of(self, "Pause")
	local play = state.play
	if play and not play.paused then
		drop_timer(c, play)
		play.spent = spent(play)
		play.paused = true
		run_script(self, state, "OnPause")
	end
end

-- The run that is on is the last one.
function Group:Finish()
	local c, state = rt.c, state_of(self, "Finish")
	local play = state.play
	if play and not play.finishing then
		play.finishing = true
		if not (play.paused or play.timer or play.between_runs) then
			local length, passed = play.length, spent(play)
			play.spent, play.started = length > 0 and passed % length or 0, rt.now
			go_on(c, self, state)
		end
	end
end

function Group:IsPlaying()
	local play = state_of(self, "IsPlaying").play
	return play ~= nil and not play.paused
end

function Group:IsPaused()
	local play = state_of(self, "IsPaused").play
	return play ~= nil and play.paused == true
end

function Group:IsDone()
	return state_of(self, "IsDone").done == true
end

function Group:IsPendingFinish()
	local play = state_of(self, "IsPendingFinish").play
	return play ~= nil and play.finishing == true
end

function Group:IsReverse()
	local play = state_of(self, "IsReverse").play
	return play ~= nil and play.reverse
end

function Group:GetDuration()
	return (times(rt.c, state_of(self, "GetDuration")))
end

function Group:GetElapsed()
	local play = state_of(self, "GetElapsed").play
	if not play then
		return 0
	end
	local passed = spent(play)
	return play.length > 0 and passed > play.length and passed % play.length or passed
end

function Group:GetProgress()
	local state = state_of(self, "GetProgress")
	if not state.play then
		return state.done and 1 or 0
	end
	return state.play.length > 0 and self:GetElapsed() / state.play.length or 1
end

function Group:GetLoopState()
	local state = state_of(self, "GetLoopState")
	if not state.play or (state.Looping or "NONE") == "NONE" then
		return "NONE"
	end
	return state.play.reverse and "REVERSE" or "FORWARD"
end

-- Animations follow their group.

for _, name in ipairs { "Play", "Stop", "Pause", "Finish", "Restart", "IsPlaying", "IsPaused" } do
	Animation[name] = function(self, ...)
		local group = state_of(self, name).parent
		return group[name](group, ...)
	end
end

function Animation:GetElapsed()
	local state = state_of(self, "GetElapsed")
	local group = rt.c.objects[state.parent]
	if not group.play then
		return 0
	end
	local _, begins = times(rt.c, group)
	local passed = state.parent:GetElapsed() * (group.AnimationSpeedMultiplier or 1) - begins[self] - (state.StartDelay or 0)
	return passed < 0 and 0 or raw.math.min(passed, state.Duration or 0)
end

function Animation:GetProgress()
	local state = state_of(self, "GetProgress")
	if not rt.c.objects[state.parent].play then
		return rt.c.objects[state.parent].done and 1 or 0
	end
	return (state.Duration or 0) > 0 and self:GetElapsed() / state.Duration or 1
end
Animation.GetSmoothProgress = Animation.GetProgress

function Animation:IsDone()
	return self:GetProgress() >= 1
end

-- Whether an OnUpdate of a group or an animation is to run.
function rt.animates(c, state)
	local play = (state.type == "AnimationGroup" and state or c.objects[state.parent]).play
	return play ~= nil and not play.paused
end
