-- Hands out libraries by name; the newest version of one stays.
local VERSION = 4
local stub = _G.TinStub
if stub and stub.version >= VERSION then
	return
end
stub = stub or { known = {}, versions = {} }
stub.version = VERSION
_G.TinStub = stub

function stub:Begin(name, version)
	version = assert(tonumber((strmatch(version, "%d+"))), "TinStub: a version is a number")
	if (self.versions[name] or 0) >= version then
		return nil
	end
	local before = self.versions[name]
	self.versions[name] = version
	self.known[name] = self.known[name] or {}
	return self.known[name], before
end

setmetatable(stub, {
	__call = function(self, name, silent)
		local found = self.known[name]
		if not found and not silent then
			error(format("TinStub has no %q", tostring(name)), 2)
		end
		return found, self.versions[name]
	end,
})
