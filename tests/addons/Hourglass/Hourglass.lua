-- Time: a coroutine pumped by OnUpdate, tickers that cancel themselves, calls put off, an animation that bounces.
Hourglass = { log = {} }
local start = GetTime()

local function note(...)
	tinsert(Hourglass.log, ("%.1f "):format(GetTime() - start) .. strjoin(" ", tostringall(...)))
end

local pump, jobs = CreateFrame("Frame"), {}
pump:Hide()
pump:SetScript("OnUpdate", function(self)
	local deadline = debugprofilestop() + 5
	while jobs[1] and debugprofilestop() <= deadline do
		local job = jobs[1]
		local fine, why = coroutine.resume(job.thread)
		if not fine then
			geterrorhandler()(why)
		end
		if coroutine.status(job.thread) ~= "dead" then
			break
		end
		tremove(jobs, 1)
		securecallfunction(job.done)
	end
	self:SetShown(jobs[1] ~= nil)
end)

local sum = 0
tinsert(jobs, {
	thread = coroutine.create(function()
		for i = 1, 30 do
			sum = sum + i
			if i % 10 == 0 then
				coroutine.yield()
			end
		end
	end),
	done = function()
		note("sum", sum)
	end,
})
pump:Show()

local ticks = 0
Hourglass.ticker = C_Timer.NewTicker(1, function(self)
	ticks = ticks + 1
	if ticks == 3 then
		note("third", self:IsCancelled(), self == Hourglass.ticker)
		self:Cancel()
	end
end)
C_Timer.NewTicker(0.5, function()
	note("half")
end, 2)

local pending
local function put_off(...)
	if pending then
		pending:Cancel()
	end
	local args = SafePack(...)
	pending = C_Timer.NewTimer(0.3, function()
		note("at last", SafeUnpack(args))
	end)
end
put_off("a")
put_off("b", nil, "c")
RunNextFrame(function()
	note("next frame")
end)

local sand = CreateFrame("Frame", nil, UIParent):CreateAnimationGroup()
sand:SetLooping("BOUNCE")
local fall = sand:CreateAnimation("Translation")
fall:SetDuration(0.75)
fall:SetOffset(0, -20)
fall:SetSmoothing("IN_OUT")
local turns = 0
sand:SetScript("OnLoop", function(self, state)
	turns = turns + 1
	note("turned", state)
	if turns == 2 then
		self:Finish()
	end
end)
sand:SetScript("OnFinished", function(_, requested)
	note("run out", requested)
end)
sand:Play()
note("playing", sand:IsPlaying())
