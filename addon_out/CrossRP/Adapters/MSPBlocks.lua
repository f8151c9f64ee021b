-- SPDX-License-Identifier: MIT
local _, ns = ...

-- The two MSP fields that hold several things in one text: glances (PE) and personality traits (PS).

---@class CrossRP.MSPBlocks
local MSPBlocks = {}
ns.MSPBlocks = MSPBlocks

local MSPText, Util = ns.MSPText, ns.Util

local SLOTS = 5

--------------------------------------------------------------------------------------------------------------------------
-- Glances: blocks with a line of dashes between them. In each an icon, a title behind a "#", and a text, all optional.

local RULE = "^%-%-%-+%s*$"
local ICON = "^|T[^|]-([^|\\/:]+):?[%d:]*|t%s*$"
local TITLE = "^#+(.*)$"
local DEFAULT_ICON = "inv_misc_questionmark"

-- Takes the first line with anything on it out of a block if it is of this form, and what is before it; gives what the
-- form matches.
local function take(block, form)
	while block[1] and not block[1]:find("%S") do
		table.remove(block, 1)
	end
	local found = block[1] and block[1]:match(form)
	if found then
		table.remove(block, 1)
	end
	return found
end

local function glance_of(block)
	local icon = take(block, ICON)
	local title = take(block, TITLE)
	local glance = { AC = true, IC = icon and MSPText.icon(icon) or DEFAULT_ICON }
	glance.TI = title and MSPText.line(MSPText.trimmed(title))
	local text = MSPText.trimmed(table.concat(block, "\n"))
	glance.TX = text ~= "" and text or nil
	return (glance.TI or glance.TX or icon) and glance
end

--- The glances of a PE field, by slot: "1" to "5".
---@param text string
---@return table<string, table>
function MSPBlocks.read_glances(text)
	local glances, block, slot = {}, {}, 1
	local function finish()
		local glance = glance_of(block)
		if glance and slot <= SLOTS then
			glances[tostring(slot)] = glance
			slot = slot + 1
		end
		block = {}
	end
	for line in (text:gsub("\r\n?", "\n") .. "\n"):gmatch("([^\n]*)\n") do
		if line:find(RULE) then
			finish()
		else
			block[#block + 1] = line
		end
	end
	finish()
	return glances
end

local function as_title(text)
	text = MSPText.line(text)
	text = text and MSPText.trimmed(text:gsub("^[#%s]+", ""))
	return text ~= "" and text or nil
end

-- What would be taken for the beginning of something else is moved in by a space.
local function as_text(text)
	text = MSPText.lines(text)
	return text and ("\n" .. MSPText.trimmed(text)):gsub("\n(%-%-%-)", "\n %1"):gsub("\n(#)", "\n %1"):sub(2)
end

--- The PE field of glances by slot; nil when there are none. Those switched off are left out.
---@param glances table<string, table>
---@return string|nil
function MSPBlocks.write_glances(glances)
	local blocks = {}
	for slot = 1, SLOTS do
		local glance = glances[tostring(slot)]
		local title, text = glance and as_title(glance.TI), glance and as_text(glance.TX)
		if glance and glance.AC ~= false and (title or text) then
			local icon = MSPText.icon(glance.IC) or DEFAULT_ICON
			local lines = { ("|TInterface\\Icons\\%s:32:32|t"):format(icon) }
			lines[#lines + 1] = title and "#" .. title
			lines[#lines + 1] = text and "\n" .. text
			blocks[#blocks + 1] = table.concat(lines, "\n")
		end
	end
	return blocks[1] and table.concat(blocks, "\n\n---\n\n")
end

--------------------------------------------------------------------------------------------------------------------------
-- Traits: [trait id="1" value="0.50"], or with names, icons and colours of the two sides instead of an id.

local MOST, MIDDLE, OLD_MOST = 20, 10, 6
local PRESETS = 11
local TRAITS, TRAIT_BYTES, NAME_BYTES = 100, 1024, 128

-- Attribute -> field of Total RP 3.
local SIDES = {
	{ "left-name", "LT" },
	{ "left-icon", "LI" },
	{ "left-color", "LC" },
	{ "right-name", "RT" },
	{ "right-icon", "RI" },
	{ "right-color", "RC" },
}
local COLOURS = { LC = true, RC = true }
local ICONS = { LI = true, RI = true }

local function attributes(body)
	local found = {}
	for name, value in body:gmatch('([%a%-]+)%s*=%s*"([^"]*)"') do
		found[name] = value
	end
	-- Some leave the quotes out; what looks like that inside of quotes is no attribute.
	for name, value in body:gsub('"[^"]*"', ""):gmatch("([%a%-]+)%s*=%s*([%w%.]+)") do
		found[name] = found[name] or value
	end
	return found
end

local function colour_table(hex)
	local red, green, blue = (hex or ""):match("^#?(%x%x)(%x%x)(%x%x)$")
	if red then
		return { r = tonumber(red, 16) / 255, g = tonumber(green, 16) / 255, b = tonumber(blue, 16) / 255 }
	end
end

local function colour_hex(colour)
	local bytes = {}
	for index, name in ipairs({ "r", "g", "b" }) do
		local share = colour[name] or 1
		bytes[index] = math.floor(math.max(0, math.min(1, share)) * 255 + 0.5)
	end
	return ("%02x%02x%02x"):format(unpack(bytes))
end

-- The value is a share of the whole; one above 1 is taken for what Total RP 3 itself would write.
local function strength_of(value)
	value = tonumber(value)
	if not value or value ~= value or value < 0 then
		return MIDDLE
	end
	return math.floor(math.min(MOST, value > 1 and value or value * MOST) + 0.5)
end

local function is_preset(id)
	return id and id % 1 == 0 and id >= 1 and id <= PRESETS
end

local function trait_of(body)
	local found = attributes(body)
	local id, strength = tonumber(found.id), strength_of(found.value)
	if is_preset(id) then
		return { ID = id, V2 = strength }
	end
	local trait = { V2 = strength }
	for _, side in ipairs(SIDES) do
		local name, field = side[1], side[2]
		trait[field] = COLOURS[field] and colour_table(found[name]) or not COLOURS[field] and MSPText.line(found[name]) or nil
	end
	return (trait.LT or trait.RT) and trait
end

--- The traits of a PS field.
---@param text string
---@return table[]
function MSPBlocks.read_traits(text)
	local traits = {}
	for body in text:gmatch("%[trait%s([^%[%]]*)%]") do
		local trait = #traits < TRAITS and #body <= TRAIT_BYTES and trait_of(body)
		if trait then
			traits[#traits + 1] = trait
		end
	end
	return traits
end

local function attribute(name, value)
	return (' %s="%s"'):format(name, (value:gsub('"', "'"):gsub("%[", "("):gsub("%]", ")")))
end

local function share_of(trait)
	local strength = trait.V2 or trait.VA and trait.VA / OLD_MOST * MOST or MIDDLE
	return ("%.2f"):format(math.floor(math.max(0, math.min(MOST, strength)) + 0.5) / MOST)
end

local function as_name(text)
	text = MSPText.line(text)
	return text and text:sub(1, Util.utf8_cut(text, 1, NAME_BYTES))
end

local function trait_text(trait)
	local parts = { "[trait" }
	if is_preset(trait.ID) then
		parts[2] = attribute("id", ("%d"):format(trait.ID))
	else
		for _, side in ipairs(SIDES) do
			local name, field = side[1], side[2]
			local value = trait[field]
			local text
			if COLOURS[field] then
				text = value and colour_hex(value)
			else
				text = (ICONS[field] and MSPText.icon or as_name)(value)
			end
			parts[#parts + 1] = text and attribute(name, text)
		end
	end
	parts[#parts + 1] = attribute("value", share_of(trait))
	return table.concat(parts) .. "]"
end

--- The PS field of traits; nil when there are none.
---@param traits table[] in their order
---@return string|nil
function MSPBlocks.write_traits(traits)
	local texts = {}
	for index = 1, math.min(#traits, TRAITS) do
		local trait = traits[index]
		if is_preset(trait.ID) or as_name(trait.LT) or as_name(trait.RT) then
			texts[#texts + 1] = trait_text(trait)
		end
	end
	return texts[1] and table.concat(texts, "\n")
end
