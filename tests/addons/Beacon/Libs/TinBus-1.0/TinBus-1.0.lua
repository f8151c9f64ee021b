-- Signals: objects listen to names. Who starts to listen while a signal is on its way hears of the next.
local bus = TinStub:Begin("TinBus-1.0", "r7")
if not bus then
	return
end
local securecallfunction, next, type, select = securecallfunction, next, type, select

local auto = {
	__index = function(t, key)
		local made = {}
		rawset(t, key, made)
		return made
	end,
}

function bus:Attach(target)
	local listeners, later, running = setmetatable({}, auto), setmetatable({}, auto), 0
	local hub = {}

	function target.Listen(object, signal, method, ...)
		local n, extra = select("#", ...), (...)
		if type(method or signal) == "string" and type(object[method or signal]) ~= "function" then
			error("TinBus: there is no method " .. tostring(method or signal), 2)
		end
		local call = type(method) == "function" and method or function(...)
			local f = object[method or signal]
			if n > 0 then
				return f(object, extra, ...)
			end
			return f(object, ...)
		end
		local first = next(listeners[signal]) == nil
		local into = running > 0 and later or listeners
		into[signal][object] = call
		if first and hub.Used then
			hub:Used(signal)
		end
	end

	function target.Ignore(object, signal)
		listeners[signal][object] = nil
		if next(listeners[signal]) == nil and hub.Unused then
			hub:Unused(signal)
		end
	end

	function hub:Send(signal, ...)
		if not rawget(listeners, signal) then
			return
		end
		running = running + 1
		for _, call in next, listeners[signal] do
			securecallfunction(call, signal, ...)
		end
		running = running - 1
		if running == 0 then
			for name, waiting in next, later do
				Mixin(listeners[name], waiting)
			end
			wipe(later)
		end
	end
	return hub
end
