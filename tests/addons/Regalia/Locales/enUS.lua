local _, ns = ...
ns.L = setmetatable({}, {
	__index = function(_, key)
		return key
	end,
})
ns.L.CROWN = "Crown"
ns.L.COUNT = "%d crowns"
