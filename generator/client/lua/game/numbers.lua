-- Small helpers of the game's own Lua: numbers, times, texts.

local rt = ...
local raw, G = rt.raw, rt.globals
local floor, abs, format, gsub = raw.math.floor, raw.math.abs, raw.string.format, raw.string.gsub

function G.PercentageBetween(value, low, high)
	return low == high and 0 or (value - low) / (high - low)
end

function G.ClampedPercentageBetween(value, low, high)
	return G.Saturate(G.PercentageBetween(value, low, high))
end

function G.ClampMod(value, divisor)
	return (value % divisor + divisor) % divisor
end

function G.Wrap(value, most)
	return (value - 1) % most + 1
end

function G.Square(value)
	return value * value
end

function G.ApproximatelyEqual(one, two, epsilon)
	return abs(one - two) <= (epsilon or 0.000001)
end
G.NumberEqualsApproximately = G.ApproximatelyEqual

function G.DeltaLerp(from, to, amount, elapsed)
	return G.Lerp(from, to, G.Saturate(amount * elapsed * 60))
end

function G.FrameDeltaLerp(from, to, amount)
	return G.DeltaLerp(from, to, amount, rt.c.options.frame)
end

function G.RoundToSignificantDigits(number, digits)
	local factor = 10 ^ digits
	return floor(number * factor + 0.5) / factor
end

function G.RoundToNearestMultiple(number, multiple)
	return G.Round(number / multiple) * multiple
end

-- Digits in groups of three.
local function grouped(number)
	local sign, digits, rest = raw.string.match(rt.tostring(number), "^(%-?)(%d+)(.*)$")
	digits = gsub(raw.string.reverse(gsub(raw.string.reverse(digits), "(%d%d%d)", "%1,")), "^,", "")
	return sign .. digits .. rest
end

function G.FormatLargeNumber(number)
	return grouped(number)
end

function G.BreakUpLargeNumbers(number)
	return grouped(floor(number))
end

function G.FormatPercentage(fraction, round)
	return format("%d%%", round and G.Round(fraction * 100) or fraction * 100)
end

-- Time

local UNITS = { { 86400, "Day", "Days" }, { 3600, "Hr", "Hr" }, { 60, "Min", "Min" }, { 1, "Sec", "Sec" } }

function G.SecondsToTime(seconds, no_seconds, _, most)
	local words = {}
	for _, unit in ipairs(UNITS) do
		local n = floor(seconds / unit[1])
		if n > 0 and #words < (most or 2) and not (no_seconds and unit[1] == 1) then
			words[#words + 1] = format("%d %s", n, n == 1 and unit[2] or unit[3])
			seconds = seconds - n * unit[1]
		end
	end
	return raw.table.concat(words, " ")
end

function G.SecondsToClock(seconds, hours)
	local h, m, s = floor(seconds / 3600), floor(seconds % 3600 / 60), floor(seconds % 60)
	if h > 0 or hours then
		return format("%02d:%02d:%02d", h, m, s)
	end
	return format("%02d:%02d", m, s)
end

function G.SecondsToMinutes(seconds)
	return seconds / 60
end

-- Text

function G.WrapTextInColor(text, color)
	return color:WrapTextInColorCode(text)
end

function G.CreateTextureMarkup(file, file_width, file_height, width, height, left, right, top, bottom, x, y)
	return format("|T%s:%d:%d:%d:%d:%d:%d:%d:%d:%d:%d|t", file, height, width, x or 0, y or 0, file_width, file_height,
		left * file_width, right * file_width, top * file_height, bottom * file_height)
end

function G.CreateAtlasMarkup(atlas, width, height, x, y)
	return format("|A:%s:%d:%d:%d:%d|a", atlas, height or 0, width or 0, x or 0, y or 0)
end

function G.CreateSimpleTextureMarkup(file, height, width, x, y)
	return format("|T%s:%d:%d:%d:%d|t", file, height or 0, width or height or 0, x or 0, y or 0)
end

rt.in_lua.BreakUpLargeNumbers = true
