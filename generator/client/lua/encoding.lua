-- C_EncodingUtil: text forms of bytes and of tables. The work is done in encoding.py; here are its checks.
-- Facts: wow-client.md section 5.

local rt = ...
local raw, python = rt.raw, rt.python
local type, fail = type, rt.fail

local C_EncodingUtil = {}
rt.spaces.C_EncodingUtil = C_EncodingUtil

-- Calls that give nothing when they fail.
local function or_nothing(result)
	if result ~= nil then
		return result
	end
end

-- Calls that raise when they fail.
local function or_raise(name, failed, result)
	if failed then
		fail(("C_EncodingUtil.%s: %s"):format(name, failed))
	end
	return result
end

local function one_of(value, default, most, number, usage)
	value = value == nil and default or value
	if value < 0 or value > most or value % 1 ~= 0 then
		rt.usage(number, usage)
	end
	return value
end

function C_EncodingUtil.CompressString(source, method, level)
	local usage = "local output = C_EncodingUtil.CompressString(source [, method [, level]])"
	return or_nothing(python.compress(source, one_of(method, 0, 2, 2, usage), one_of(level, 0, 2, 3, usage)))
end

function C_EncodingUtil.DecompressString(source, method)
	local usage = "local output = C_EncodingUtil.DecompressString(source [, method])"
	return or_nothing(python.decompress(source, one_of(method, 0, 2, 2, usage)))
end

function C_EncodingUtil.EncodeBase64(source, variant)
	local usage = "local output = C_EncodingUtil.EncodeBase64(source [, variant])"
	return or_nothing(python.encode_base64(source, one_of(variant, 0, 1, 2, usage)))
end

function C_EncodingUtil.DecodeBase64(source, variant)
	local usage = "local output = C_EncodingUtil.DecodeBase64(source [, variant])"
	return or_nothing(python.decode_base64(source, one_of(variant, 0, 1, 2, usage)))
end

function C_EncodingUtil.EncodeHex(source)
	return or_nothing(python.encode_hex(source))
end

function C_EncodingUtil.DecodeHex(source)
	return or_nothing(python.decode_hex(source))
end

-- A copy Python may walk through: no secrets, no metatables, no table inside itself.
local function copy(name, value, around)
	if rt.is_secret(value) then
		fail(("C_EncodingUtil.%s: attempted to serialize a secret value"):format(name))
	elseif type(value) ~= "table" then
		return value
	elseif around[value] then
		fail(("C_EncodingUtil.%s: attempted to serialize a table that contains itself"):format(name))
	end
	around[value] = true
	local plain = {}
	for key, item in raw.next, value do
		plain[key] = copy(name, item, around)
	end
	around[value] = nil
	return plain
end

for _, form in ipairs { "CBOR", "JSON" } do
	local write, read = "Serialize" .. form, "Deserialize" .. form
	local encode, decode = python["to_" .. form:lower()], python["from_" .. form:lower()]

	C_EncodingUtil[write] = function(value, options)
		local forgiving = type(options) == "table" and options.ignoreSerializationErrors == true
		return or_raise(write, encode(copy(write, value, {}), forgiving))
	end
	rt.own_checks["C_EncodingUtil." .. write] = true -- any value passes, not only tables

	C_EncodingUtil[read] = function(source)
		return or_raise(read, decode(source))
	end
end
