-- SPDX-License-Identifier: MIT
local _, ns = ...

-- Texts on their way into a MSP addon, which shows them as they are: what could be more than text goes. Everything here
-- takes time linear in the text, which is a stranger's.

---@class CrossRP.MSPText
local MSPText = {}
ns.MSPText = MSPText

local FRAME_GAP = "\n\n---\n\n"

--------------------------------------------------------------------------------------------------------------------------
-- The client's escape sequences

-- An opening code and what ends it, when all between the two goes as well: textures, atlases, names of Battle.net
-- friends, and the target of a link.
local ENCLOSED = { T = "|t", A = "|a", K = "|k", H = "|h" }

-- What `|` at `bar` begins: what is kept of it, and where the text goes on. `absent` remembers which ends do not come
-- any more.
local function escape(text, bar, lines, absent)
	local letter = text:sub(bar + 1, bar + 1)
	if letter == "|" then
		return "||", bar + 2
	elseif letter:lower() == "c" then
		local colour = text:match("^%x%x(%x%x%x%x%x%x)", bar + 2)
		if colour then
			return lines and "|cff" .. colour or "", bar + 10
		end
		return "", text:match("^[nN][^:|]*:()", bar + 2) or bar + 2
	elseif letter:lower() == "r" then
		return lines and "|r" or "", bar + 2
	elseif letter:lower() == "n" then
		return lines and "\n" or " ", bar + 2
	end
	local close = ENCLOSED[letter]
	local last = close and not absent[close] and select(2, text:find(close, bar + 2, true))
	if last then
		return "", last + 1
	elseif close then
		absent[close] = true
	end
	return "", bar + (letter:find("[TAKHWtakhw]") and 2 or 1)
end

-- Without `lines`, colours and line breaks go too.
local function without_escapes(text, lines)
	local kept, at, absent = {}, 1, {}
	local bar = text:find("|", at, true)
	while bar do
		kept[#kept + 1] = text:sub(at, bar - 1)
		kept[#kept + 1], at = escape(text, bar, lines, absent)
		bar = text:find("|", at, true)
	end
	kept[#kept + 1] = text:sub(at)
	return table.concat(kept)
end

-- MSP itself writes an apostrophe for the backtick, which divides its messages.
local function clean(text, lines)
	text = text:gsub("\r\n?", "\n"):gsub(lines and "[%z\1-\8\11-\31\127]+" or "%c+", lines and "" or " "):gsub("`", "'")
	text = without_escapes(text, lines)
	return text:find("%S") and text or nil
end

--- A text without the spaces and empty lines around it.
---@param text string
---@return string
function MSPText.trimmed(text)
	local last = #text
	while last > 0 and text:find("^%s", last) do
		last = last - 1
	end
	return text:sub(text:find("%S") or 1, last)
end

--- A text of one line, without any escape sequence; nil when nothing is left to see.
---@param text any
---@return string|nil
function MSPText.line(text)
	return type(text) == "string" and clean(text, false) or nil
end

--- A text of several lines. Of the escape sequences only colours stay.
---@param text any
---@return string|nil
function MSPText.lines(text)
	return type(text) == "string" and clean(text, true) or nil
end

--- The first colour in a text, "rrggbb".
---@param text string
---@return string|nil
function MSPText.colour_of(text)
	return text:match("|[cC]%x%x(%x%x%x%x%x%x)")
end

---@param text string|nil
---@param colour string|nil "rrggbb"
---@return string|nil
function MSPText.coloured(text, colour)
	return text and colour and "|cff" .. colour .. text .. "|r" or text
end

-- No icon has a longer name.
local ICON_BYTES = 128

--- An icon's name, without a path or anything else.
---@param name any
---@return string|nil
function MSPText.icon(name)
	local line = MSPText.line(name)
	return line and MSPText.trimmed(line):sub(-ICON_BYTES):match("([%w_%-%.'][%w_%-%.' ]*)$")
end

--------------------------------------------------------------------------------------------------------------------------
-- Total RP 3's markup: tags in braces

-- "text" and where it leads, as one can read it.
local function spelled_out(target, text)
	if text == "" or text == target then
		return target
	end
	return target == "" and text or ("%s (%s)"):format(text, target)
end

-- A tag is dropped unless something better is known: what its inside becomes, by the word it begins with.
local TAGS = {
	h1 = true,
	h2 = true,
	h3 = true,
	p = true,
	icon = true,
	img = true,
	col = function(rest)
		local colour = rest:match("^:#?(%x%x%x%x%x%x)$")
		return colour and "|cff" .. colour or ""
	end,
	["/col"] = function()
		return "|r"
	end,
	["/h1"] = true,
	["/h2"] = true,
	["/h3"] = true,
	["/p"] = true,
}
for _, word in ipairs({ "link", "twitter", "bsky" }) do
	TAGS[word] = function(rest)
		local target, text = rest:match("^%*([^*]*)%*(.*)$")
		return target and spelled_out(target, text)
	end
end

-- nil leaves the braces as they are: they are somebody's own words.
local function replacement(inside)
	local word, rest = inside:match("^(/?%a+%d?)(.*)$")
	local tag = TAGS[word and word:lower()]
	if tag == true then
		return (rest == "" or rest:find("^:")) and "" or nil
	end
	return tag and tag(rest)
end

--- A text without the tags: links are written out, colours become the client's own, pictures and layout go.
---@param text any
---@return string|nil
function MSPText.without_tags(text)
	return type(text) == "string" and (text:gsub("{([^{}]*)}", replacement)) or nil
end

--- One text of several, with a rule between them; nil when nothing can be seen in any.
---@param texts string[]
---@return string|nil
function MSPText.joined(texts)
	local seen = {}
	for _, text in ipairs(texts) do
		if text:find("%S") then
			seen[#seen + 1] = text
		end
	end
	return seen[1] and table.concat(seen, FRAME_GAP)
end
