-- SPDX-License-Identifier: MIT
local _, ns = ...

-- The key of a secure group, and what is made of it: two hashes that tell others who belongs to the group, and a prefix
-- that keeps its messages from everybody else.
--
-- The key itself is in no table that anything else can reach, and no error is raised while it is at hand: error handlers
-- of other addons save the local values they find.

---@class CrossRP.GroupKey
local GroupKey = {}
GroupKey.__index = GroupKey
ns.GroupKey = GroupKey

local Spec, Util = ns.Spec, ns.Util
local limits, constants = Spec.limits, Spec.constants

local HEX_BYTES = 2 -- digits a byte
local LETTER_BITS = 5

---@type table<CrossRP.GroupKey, string>
local keys = setmetatable({}, { __mode = "k" })

---@class CrossRP.GroupKeyOptions
---@field digest fun(text: string): string 32 bytes
---@field fullname string the own Name-Realm
---@field events CrossRP.Events KEY_CHANGES is fired before another key counts, KEY_CHANGED after
---@field register fun(prefix: string|nil) makes the client hear this prefix too, and no other secure one

---@param env table
---@param options CrossRP.GroupKeyOptions
---@return CrossRP.GroupKey
function GroupKey.new(env, options)
	return setmetatable({
		env = env,
		digest = options.digest,
		fullname = options.fullname,
		events = options.events,
		register = options.register,
	}, GroupKey)
end

local function hex(digest, digits)
	local text = digest:sub(1, math.ceil(digits / HEX_BYTES)):gsub(".", function(char)
		return string.format("%02x", char:byte())
	end)
	return text:sub(1, digits)
end

-- Base 32: five bits a letter, the highest first.
local function letters(digest, count)
	local found, value, size = {}, 0, 0
	for at = 1, #digest do
		value, size = value * 256 + digest:byte(at), size + 8
		while size >= LETTER_BITS and #found < count do
			local unit = 2 ^ (size - LETTER_BITS)
			local index = math.floor(value / unit)
			found[#found + 1] = constants.secure_alphabet:sub(index + 1, index + 1)
			value, size = value % unit, size - LETTER_BITS
		end
	end
	return table.concat(found)
end

local function derive(self, key)
	return {
		prefix = letters(self.digest(constants.secure_word .. key), limits.secure_letters) .. constants.prefix,
		hash1 = hex(self.digest(key), limits.hash1_digits),
		hash2 = hex(self.digest(self.fullname .. key), limits.hash2_digits),
		-- Full name -> the hash2 it must give.
		holders = ns.Memory.new(self.env, limits.key_holders, math.huge),
	}
end

--- Takes a key, or with nil goes on without one. It is kept until the addon is loaded again.
---@param key string|nil
---@return boolean taken
---@return string|nil why unsupported, or not_a_key
function GroupKey:set(key)
	if not constants.secure_word then
		return false, "unsupported"
	elseif key ~= nil and (type(key) ~= "string" or key == "" or #key > limits.key_bytes) then
		return false, "not_a_key"
	elseif key == keys[self] then
		return true
	end
	local ok, made = true, nil
	if key then
		ok, made = Util.guarded(nil, derive, self, key)
	end
	if not ok then
		return false, "not_a_key"
	end
	self.events:fire("KEY_CHANGES")
	keys[self], self.made = key, made
	self.register(made and made.prefix)
	self.events:fire("KEY_CHANGED")
	return true
end

---@return boolean
function GroupKey:is_set()
	return self.made ~= nil
end

--- The prefix of the group's messages.
---@return string|nil
function GroupKey:prefix()
	return self.made and self.made.prefix
end

--- What the own status says of the group.
---@return string|nil hash1
---@return string|nil hash2
function GroupKey:hashes()
	if self.made then
		return self.made.hash1, self.made.hash2
	end
	return nil
end

--- Whether a player who announced these hashes has the same key.
---@param fullname string Name-Realm
---@param hash1 string|nil
---@param hash2 string|nil
---@return boolean
function GroupKey:holds(fullname, hash1, hash2)
	local made = self.made
	if not made or hash1 ~= made.hash1 or not hash2 then
		return false
	end
	if not made.holders:get(fullname) then
		local ok, digest = Util.guarded(nil, self.digest, fullname .. keys[self])
		made.holders:put(fullname, ok and hex(digest, limits.hash2_digits) or "")
	end
	return made.holders:get(fullname) == hash2
end
