-- SPDX-License-Identifier: MIT
local _, ns = ...

-- How a field of MSP becomes fields of a part, and the other way round. `words` tell what happens, for the documentation;
-- read(record, mine, part) puts what is in the fields of MSP into a part, write(record, part, theirs) the reverse. Both
-- leave out what is empty. The records are those of MSPFields.TABLE.

local MSPBlocks, MSPText, Senders = ns.MSPBlocks, ns.MSPText, ns.Senders

-- The rows of a list in their order, whatever numbers are missing.
local function rows(list)
	local keys, found = {}, {}
	for key in pairs(list or {}) do
		keys[#keys + 1] = key
	end
	table.sort(keys)
	for index, key in ipairs(keys) do
		found[index] = list[key]
	end
	return found
end

-- No label we look for is longer, with spaces around it; what is may take long to compare.
local LABEL_BYTES = 64

local function same_label(row, record)
	if not row.NA or #row.NA > LABEL_BYTES then
		return false
	end
	return row.NA:lower():match("^%s*(.-)%s*$") == record.label:lower()
end

-- Newer rows have a number, which is the same in every language; older ones are told by their label.
local function detail_row(part, record)
	local by_label
	for _, row in ipairs(rows(part.MI)) do
		if row.ID == record.id then
			return row
		elseif not row.ID and not by_label and same_label(row, record) then
			by_label = row
		end
	end
	return by_label
end

-- A text of one line, or however `clean` takes it, that is copied.
local function copied(clean)
	return {
		read = function(record, mine, part)
			part[record.trp3[1]] = clean(mine[record.msp[1]])
		end,
		write = function(record, part, theirs)
			theirs[record.msp[1]] = clean(part[record.trp3[1]])
		end,
	}
end

local function kind(words, functions)
	functions.words = words
	return functions
end

local function whole(value, least, most)
	value = tonumber(value)
	return value and value % 1 == 0 and value >= least and value <= most and value or nil
end

local function digits(number)
	return number and ("%d"):format(number)
end

-- The number of a text that has nothing else but this unit behind it; nil for any other.
local MEASURE_BYTES = 32

local function bare_number(text, unit)
	if text and #text <= MEASURE_BYTES then
		return text:match("^%s*(%d+%.?%d*)%s*" .. unit .. "%s*$")
	end
end

-- Total RP 3's number for each number of FR: newcomer, casual, veteran, guide.
local EXPERIENCES = { 1, 4, 2, 3 }
local PROTOCOL, LARGEST_FILE = "1", 2 ^ 31 - 1
local IN_CHARACTER, OUT_OF_CHARACTER, WALK_UP, NO_WALK_UP = 1, 2, 2, 1
local NAMES = { ["Total RP 3"] = "TotalRP3" }

---@type table<string, { words: string, read: function, write: function }>
ns.MSPKinds = {
	line = kind("As it is, on one line.", copied(MSPText.line)),
	lines = kind("As it is; of the game's own codes only colours stay.", copied(MSPText.lines)),
	icon = kind("The icon's name without its path.", copied(MSPText.icon)),
	protocol = kind("`1` in MSP, so that addons see a profile there.", {
		read = function() end,
		write = function(record, _, theirs)
			theirs[record.msp[1]] = PROTOCOL
		end,
	}),
	status = kind("`1` out of character, `2` in character, `3` and open to be walked up to.", {
		read = function(_, mine, part)
			part.RP = mine.FC == "1" and OUT_OF_CHARACTER or IN_CHARACTER
			part.WU = mine.FC == "3" and WALK_UP or NO_WALK_UP
		end,
		write = function(_, part, theirs)
			local open = part.WU == WALK_UP and "3" or "2"
			theirs.FC = part.RP == OUT_OF_CHARACTER and "1" or part.RP == IN_CHARACTER and open or nil
		end,
	}),
	experience = kind("Newcomer, casual, veteran, guide: 1 2 3 4 in MSP, 1 4 2 3 in Total RP 3.", {
		read = function(_, mine, part)
			part.XP = EXPERIENCES[tonumber(mine.FR)]
		end,
		write = function(_, part, theirs)
			for number, experience in ipairs(EXPERIENCES) do
				if experience == part.XP then
					theirs.FR = digits(number)
				end
			end
		end,
	}),
	name = kind("First and last name together; the colour around them.", {
		read = function(_, mine, part)
			part.FN = MSPText.line(mine.NA)
			part.CH = part.FN and MSPText.colour_of(mine.NA)
		end,
		write = function(_, part, theirs)
			local names = { MSPText.line(part.FN), MSPText.line(part.LN) }
			local name = names[1] and names[2] and names[1] .. " " .. names[2] or names[1] or MSPText.line(part.LN)
			theirs.NA = MSPText.coloured(name, part.CH)
		end,
	}),
	coloured = kind("The words, and their colour around them.", {
		read = function(record, mine, part)
			local text = mine[record.msp[1]]
			part[record.trp3[1]] = MSPText.line(text)
			part[record.trp3[2]] = part[record.trp3[1]] and MSPText.colour_of(text)
		end,
		write = function(record, part, theirs)
			theirs[record.msp[1]] = MSPText.coloured(MSPText.line(part[record.trp3[1]]), part[record.trp3[2]])
		end,
	}),
	measure = kind("A bare number in MSP has its unit written out, cm or kg.", {
		read = function(record, mine, part)
			local text = MSPText.line(mine[record.msp[1]])
			local number = bare_number(text, "")
			part[record.trp3[1]] = number and number .. " " .. record.unit or text
		end,
		write = function(record, part, theirs)
			local text = MSPText.line(part[record.trp3[1]])
			theirs[record.msp[1]] = bare_number(text, "") or bare_number(text, record.unit) or text
		end,
	}),
	relation = kind("The number, 0 to 5.", {
		read = function(_, mine, part)
			part.RS = whole(mine.RS, 0, 5)
		end,
		write = function(_, part, theirs)
			theirs.RS = digits(whole(part.RS, 0, 5))
		end,
	}),
	detail = kind("A row of the further details, by its number; rows without one by their English label.", {
		read = function(record, mine, part)
			local text = MSPText.line(mine[record.msp[1]])
			if text then
				part.MI = part.MI or {}
				table.insert(part.MI, { ID = record.id, NA = record.label, VA = text, IC = record.icon })
			end
		end,
		write = function(record, part, theirs)
			local row = detail_row(part, record)
			theirs[record.msp[1]] = row and MSPText.line(row.VA)
		end,
	}),
	traits = kind('`[trait id="1" value="0.50"]`, one a line, or names, icons and colours of both sides.', {
		read = function(_, mine, part)
			local traits = mine.PS and MSPBlocks.read_traits(mine.PS) or {}
			part.PS = traits[1] and traits or nil
		end,
		write = function(_, part, theirs)
			theirs.PS = MSPBlocks.write_traits(rows(part.PS))
		end,
	}),
	client = kind("Name and version of the addon, and whether the account is a trial.", {
		read = function(_, mine, part)
			local name, version = (mine.VA or ""):match("^([^/;]*)/?([^;]*)")
			for ours, theirs in pairs(NAMES) do
				name = name == theirs and ours or name
			end
			part.VA = Senders.client_line(name, version, mine.TR)
		end,
		write = function(_, part, theirs)
			local client = Senders.parse_client(part.VA or "")
			local name = MSPText.line(((NAMES[client.addon] or client.addon):gsub("/", " ")))
			theirs.VA = name and name .. "/" .. (MSPText.line(client.version) or "")
			theirs.TR = name and digits(client.trial)
		end,
	}),
	glances = kind("Blocks with a line of `---` between them: an icon, `#` and the title, a text.", {
		read = function(_, mine, part)
			part.PE = MSPBlocks.read_glances(mine.PE or "")
		end,
		write = function(_, part, theirs)
			theirs.PE = MSPBlocks.write_glances(part.PE or {})
		end,
	}),
	style = kind("0 hidden, 1 yes, 2 no, 3 ask.", {
		read = function(record, mine, part)
			part.ST = part.ST or {}
			part.ST[record.key] = whole(mine[record.msp[1]], 0, 3)
		end,
		write = function(record, part, theirs)
			theirs[record.msp[1]] = digits(whole((part.ST or {})[record.key], 0, 3))
		end,
	}),
	about = kind("See below.", {
		read = function(_, mine, part)
			local description, history = MSPText.lines(mine.DE), MSPText.lines(mine.HI)
			part.TE = history and 3 or 1
			if history then
				part.T3 = { PH = { TX = description }, PS = {}, HI = { TX = history } }
			else
				part.T1 = { TX = description }
			end
		end,
		write = function(_, part, theirs)
			local function text(frame)
				return MSPText.lines(MSPText.without_tags(frame and frame.TX)) or ""
			end
			local texts, three = {}, part.T3 or {}
			if part.TE == 2 then
				for index, frame in ipairs(rows(part.T2)) do
					texts[index] = text(frame)
				end
			elseif part.TE == 3 then
				texts = { text(three.PH), text(three.PS) }
				theirs.HI = MSPText.joined({ text(three.HI) })
			else
				texts = { text(part.T1) }
			end
			theirs.DE = MSPText.joined(texts)
		end,
	}),
	music = kind("The music's number; older profiles have a file's name.", {
		read = function(_, mine, part)
			part.MU = whole(mine.MU, 0, LARGEST_FILE) or MSPText.line(mine.MU)
		end,
		write = function(_, part, theirs)
			theirs.MU = digits(whole(part.MU, 0, LARGEST_FILE)) or MSPText.line(part.MU)
		end,
	}),
}
