-- SPDX-License-Identifier: MIT
-- A stand-in for MSP profile addons and their library, written from their observed behaviour; it is none of them and
-- shares no code with them.
-- The own fields. What is in msp.my counts once msp:Update() was called.

local _, ns = ...

local published = {}

-- What the logged call would refuse cannot be sent.
local function is_sendable(text)
	return not text:find("[%z\1-\8\11-\31\127]")
end

local function checked(code)
	local text = msp.my[code]
	if text == nil or text == "" then
		return nil
	end
	text = text:gsub("`", "'")
	return is_sendable(text) and text or published[code]
end

--- The version of the group TT: that of its fields' texts.
function ns.tooltip_version()
	local parts = {}
	for _, code in ipairs(msp.ttList) do
		table.insert(parts, published[code] and code .. ":" .. published[code] or code)
	end
	return msp:CRC32(table.concat(parts, "`"))
end

--- An own field as others get it.
function ns.published(code)
	return published[code]
end

--- Raises unless msp.my.VA names the addon. Returns whether anything changed.
function msp:Update()
	assert(type(self.my.VA) == "string" and self.my.VA ~= "", "msp.my.VA must be set before msp:Update()")
	local codes, changed = {}, false
	for code in pairs(published) do
		codes[code] = true
	end
	for code in pairs(self.my) do
		codes[code] = true
	end
	for _, code in ipairs(ns.sorted(codes)) do
		local text = checked(code)
		self.my[code] = text
		if text ~= published[code] then
			published[code] = text
			ns.store(ns.name, code, text, self:CRC32(text))
			changed = true
		end
	end
	if changed then
		self.char[ns.name].ver.TT = ns.tooltip_version()
		ns.run("received", ns.name)
	end
	return changed
end

--- One more field that goes with the group TT.
function msp:AddFieldsToTooltip(fields)
	for _, code in ipairs(type(fields) == "table" and fields or { fields }) do
		if not self.ttAll[code] then
			self.ttAll[code] = true
			table.insert(self.ttList, code)
		end
	end
end
