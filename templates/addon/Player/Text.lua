-- SPDX-License-Identifier: MIT
local _, ns = ...

-- What is said to the player, in the player's language. A text has places such as `{name}`; what the last word of a
-- place's name is decides how its value is written: `{sent_size}` is an amount of bytes, `{left}` a span of time.

---@class CrossRP.Text
local Text = {}
Text.__index = Text
ns.Text = Text

local KILO, MINUTE, HOUR = 1000, 60, 3600

local function read(lines)
	local strings = {}
	for key, text in lines:gmatch("([^\n=]+)=([^\n]*)\n") do
		strings[key] = text
	end
	return strings
end

---@param language string as the game calls it, such as "deDE"; English where there are no texts for it
---@return CrossRP.Text
function Text.new(language)
	local Locale = ns.Locale
	local lines = Locale.languages[Locale.fallbacks[language] or language] or Locale.languages[Locale.default]
	return setmetatable({ lines = lines }, Text)
end

-- Most clients never say anything, so the texts are taken apart by the first one that is said.
local function strings_of(self)
	if not self.strings then
		self.strings = read(self.lines)
	end
	return self.strings
end

--- A number with one decimal below 10, in the language's way: "1.2", "12".
---@param number number
---@return string
function Text:number(number)
	if number >= 10 or number == math.floor(number) then
		return ("%d"):format(number + 0.5)
	end
	return (("%.1f"):format(number):gsub("%.", (self:say("number.decimal"))))
end

--- An amount of bytes: "350 B", "1.2 kB".
---@param bytes number
---@return string
function Text:size(bytes)
	if bytes < KILO then
		return self:say("unit.bytes", { n = math.floor(bytes) })
	elseif bytes < KILO * KILO then
		return self:say("unit.kilobytes", { n = self:number(bytes / KILO) })
	end
	return self:say("unit.megabytes", { n = self:number(bytes / KILO / KILO) })
end

--- A span of time: "12 s", "5 min", "2 h"; begun ones count.
---@param seconds number
---@return string
function Text:time(seconds)
	seconds = math.ceil(math.max(0, seconds))
	if seconds < 2 * MINUTE then
		return self:say("unit.seconds", { n = seconds })
	elseif seconds < 2 * HOUR then
		return self:say("unit.minutes", { n = math.ceil(seconds / MINUTE) })
	end
	return self:say("unit.hours", { n = math.ceil(seconds / HOUR) })
end

local WRITERS = {
	size = Text.size,
	total = Text.size,
	time = Text.time,
	left = Text.time,
	rate = function(self, bytes)
		return self:say("unit.rate", { size = bytes })
	end,
}

local function written(self, place, value)
	local write = type(value) == "number" and WRITERS[place:match("%a+$")]
	if write then
		return write(self, value)
	end
	-- A bar begins a colour or an icon, and some of what is shown comes from strangers.
	return (tostring(value):gsub("|", "||"))
end

--- The text of a key, with values in its places. Of a key there is not, the key itself.
---@param key string
---@param values? table<string, string|number>
---@return string
function Text:say(key, values)
	local text = strings_of(self)[key] or key
	return (text:gsub("{([%l_]+)}", function(place)
		local value = values and values[place]
		return value ~= nil and written(self, place, value) or nil
	end))
end

--- Several texts behind each other.
---@param texts string[]
---@return string
function Text:list(texts)
	return table.concat(texts, self:say("list.between"))
end
