-- Tables as text for addon messages, and back: s<length>:<text> n<number>; b0 b1 t...e
local Code = MiniStub:NewLibrary("MiniCode", 2)
if not Code then
	return
end

local format, tconcat, strsub, tonumber = string.format, table.concat, string.sub, tonumber

local writers = {}

local function write(value, out)
	local writer = writers[type(value)]
	if not writer then
		error(format("MiniCode: cannot write a %s", type(value)), 3)
	end
	writer(value, out)
end

writers["nil"] = function(_, out)
	out[#out + 1] = "z"
end

function writers.string(value, out)
	out[#out + 1] = format("s%d:%s", #value, value)
end

function writers.number(value, out)
	out[#out + 1] = format("n%.14g;", value)
end

function writers.boolean(value, out)
	out[#out + 1] = value and "b1" or "b0"
end

function writers.table(value, out)
	out[#out + 1] = "t"
	local keys = GetKeysArray(value)
	table.sort(keys, function(a, b)
		return tostring(a) < tostring(b)
	end)
	for _, key in ipairs(keys) do
		write(key, out)
		write(value[key], out)
	end
	out[#out + 1] = "e"
end

function Code:Write(value)
	local out = {}
	write(value, out)
	return tconcat(out)
end

local read

local readers = {
	z = function(_, at)
		return nil, at
	end,
	s = function(text, at)
		local length, colon = text:match("^(%d+)():", at)
		local first = colon + 1
		return strsub(text, first, first + length - 1), first + length
	end,
	n = function(text, at)
		local number, after = text:match("^([^;]+);()", at)
		return tonumber(number), after
	end,
	b = function(text, at)
		return strsub(text, at, at) == "1", at + 1
	end,
	t = function(text, at)
		local result = {}
		while strsub(text, at, at) ~= "e" do
			local key, value
			key, at = read(text, at)
			value, at = read(text, at)
			result[key] = value
		end
		return result, at + 1
	end,
}

function read(text, at)
	return readers[strsub(text, at, at)](text, at + 1)
end

function Code:Read(text)
	return pcall(read, text, 1)
end
