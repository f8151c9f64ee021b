-- Texts in the player's language, English where one is missing.
local _, ns = ...

local Locale = { current = GetLocale(), missing = {} }
ns.Locale = Locale

local texts = setmetatable({}, {
	__index = function(self, key)
		Locale.missing[key] = true
		rawset(self, key, key)
		return key
	end,
})
ns.L = texts

-- The table to fill for a language, nil if nobody here reads it.
function Locale:New(code)
	if code == "enUS" or code == self.current then
		return texts
	end
end

function Locale:Format(key, ...)
	return texts[key]:format(...)
end
