-- A registry of libraries by name and version: the newest one that is loaded wins.
local MAJOR, MINOR = "MiniStub", 3
local MiniStub = _G[MAJOR]

if not MiniStub or MiniStub.minor < MINOR then
	MiniStub = MiniStub or { libs = {}, minors = {} }
	_G[MAJOR] = MiniStub
	MiniStub.minor = MINOR

	function MiniStub:NewLibrary(major, minor)
		assert(type(major) == "string", "Bad argument #2 to `NewLibrary' (string expected)")
		minor = assert(tonumber(strmatch(minor, "%d+")), "Minor version must either be a number or contain a number.")
		local oldminor = self.minors[major]
		if oldminor and oldminor >= minor then
			return nil
		end
		self.minors[major], self.libs[major] = minor, self.libs[major] or {}
		return self.libs[major], oldminor
	end

	function MiniStub:GetLibrary(major, silent)
		if not self.libs[major] and not silent then
			error(("Cannot find a library instance of %q."):format(tostring(major)), 2)
		end
		return self.libs[major], self.minors[major]
	end

	function MiniStub:IterateLibraries()
		return pairs(self.libs)
	end

	setmetatable(MiniStub, { __call = MiniStub.GetLibrary })
end
