-- Messages between the parts of an addon: bus:On("NAME", method or function), bus:Say("NAME", ...).
local Bus = MiniStub:NewLibrary("MiniBus", "Revision 12")
if not Bus then
	return
end

Bus.embeds = Bus.embeds or {}
local next, select, xpcall = next, select, xpcall

local function errorhandler(err)
	return geterrorhandler()(err)
end

local meta = {
	__index = function(tbl, key)
		tbl[key] = {}
		return tbl[key]
	end,
}

function Bus:New(target)
	local handlers = setmetatable({}, meta)
	local recursing, pending = 0, nil

	function target:On(message, owner, method)
		if type(message) ~= "string" then
			error("Usage: On(message, owner[, method]): 'message' - string expected.", 2)
		end
		if type(owner) == "function" then
			owner, method = {}, owner
		end
		local handler = method or message
		if type(handler) == "string" then
			local name = handler
			handler = function(...)
				return owner[name](owner, ...)
			end
		else
			local f = handler
			handler = function(...)
				return f(...)
			end
		end
		if recursing > 0 then
			pending = pending or {}
			pending[#pending + 1] = { message, owner, handler }
		else
			handlers[message][owner] = handler
		end
		return owner
	end

	function target:Off(message, owner)
		handlers[message][owner] = nil
	end

	function target:Say(message, ...)
		if not rawget(handlers, message) or not next(handlers[message]) then
			return 0
		end
		recursing = recursing + 1
		local told = 0
		for _, handler in next, handlers[message] do
			xpcall(handler, errorhandler, ...)
			told = told + 1
		end
		recursing = recursing - 1
		if pending and recursing == 0 then
			for _, entry in ipairs(pending) do
				handlers[entry[1]][entry[2]] = entry[3]
			end
			pending = nil
		end
		return told, select("#", ...)
	end

	self.embeds[target] = true
	return target
end
