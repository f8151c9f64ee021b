-- Lenient mode: what client data knows and nobody modelled is there, answers with empty values of its declared types, and
-- is listed when it is used. With client data a strict client tells a gap of this mock from what the real client lacks.

local rt = ...
local raw, G, python = rt.raw, rt.globals, rt.python
local type, unpack = type, raw.unpack

local object_metas = {}

-- Stands for an object of the client's own, such as a LuaDurationObject: every method is there and gives nothing.
local function inert(kind)
	local meta = object_metas[kind]
	if not meta then
		meta = {
			__index = function(_, method)
				return function()
					rt.assume(kind .. ":" .. rt.tostring(method))
				end
			end,
		}
		rt.hidden[meta] = true
		object_metas[kind] = meta
	end
	return raw.setmetatable({}, meta)
end

-- Values Python cannot make come as these words.
local makers = {
	["\0frame"] = function()
		return G.CreateFrame("Frame")
	end,
	["\0function"] = function()
		return function() end
	end,
}

local function finish(count, ...)
	local values = { ... }
	for i = 1, count do
		local value = values[i]
		if type(value) == "string" and raw.string.byte(value) == 0 then
			values[i] = makers[value] and makers[value]() or inert(raw.string.sub(value, 2))
		end
	end
	return unpack(values, 1, count)
end

-- A function nobody modelled.
local function stand_in(name)
	return function()
		rt.assume(name)
		return finish(python.neutral_results(name))
	end
end

local function members_of(space)
	local meta = {
		__index = function(self, key)
			if type(key) ~= "string" then
				return nil
			end
			return rt.missing(space .. "." .. key, self, key)
		end,
	}
	rt.hidden[meta] = true
	return raw.setmetatable({}, meta)
end

-- What stands for a name of the client that nobody modelled, put into `holder[key]`; an error in strict mode, nil for
-- what the client lacks. `native` says that the client is known to have it.
function rt.missing(name, holder, key, native)
	local c = rt.c
	local kind = c.options.has_data and python.declared_kind(name) or native and "function" or nil
	local own = not kind and rt.known_lua(c, name)
	if not kind and not own then
		return nil
	elseif not c.options.lenient then
		rt.unmodelled(name)
	end
	local value
	if own then
		value = rt.known_stand_in(c, name, own)
	else
		value = kind == "space" and members_of(name) or stand_in(name)
	end
	raw.rawset(holder, key, value)
	return value
end

-- Whether frames may register an event nobody fires. Without client data nobody knows whether the real client has it:
-- it is refused as unknown, and remembered as a gap this may be.
function rt.takes_event(event)
	if not rt.c.options.has_data then
		python.unmodelled("event " .. event, rt.caller())
		return false
	end
	return python.declared_event(event) and rt.assume("event " .. event)
end
