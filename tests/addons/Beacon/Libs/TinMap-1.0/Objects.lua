-- Data objects: whoever changes a field of one is heard by all who listen.
local lib = TinStub:Begin("TinMap-1.0", 3)
if not lib then
	return
end
local hub = TinStub("TinBus-1.0"):Attach(lib)
local values, names = {}, {}

lib.meta = {
	__metatable = "a data object",
	__index = function(object, key)
		return values[object][key]
	end,
	__newindex = function(object, key, value)
		if values[object][key] ~= value then
			values[object][key] = value
			hub:Send("changed", names[object], key, value)
		end
	end,
}

function lib:NewObject(name, fields)
	local object = {}
	values[object], names[object] = CopyTable(fields), name
	return setmetatable(object, self.meta)
end
