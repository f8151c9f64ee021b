-- @{Topics}: what is known of them, newest last.
local _, ns = ...
local Chronicle, L = ns.Chronicle, ns.L

local FIELDS = { @{fields} }
local LIMIT = @{limit}

local Store = Chronicle:NewModule("@{Topics}")
ns.@{Topics} = Store
Store.checks = {}

function Store:AddCheck(field, check, message)
	self.checks[field] = { check = check, message = message }
end

function Store:OnInitialize()
	local db = Chronicle.db
	db.entries.@{topics} = db.entries.@{topics} or {}
	db.profile.modules.@{Topics} = ns.applyDefaults(db.profile.modules.@{Topics} or {}, {
		enabled = true,
		tooltip = true,
		share = false,
		limit = LIMIT,
		sort = "@{first}",
	})
	self.entries = db.entries.@{topics}
end

@{checks}

-- Adds one @{topic}; returns it, or nil and why it is refused.
function Store:Add(entry)
	for _, field in ipairs(FIELDS) do
		local check = self.checks[field]
		if entry[field] == nil then
			entry[field] = ""
		elseif check and not check.check(entry[field]) then
			return nil, check.message
		end
	end
	local old = self:Find(entry.@{first})
	if old then
		MergeTable(old, entry)
		entry = old
	else
		entry.added = GetServerTime()
		tinsert(self.entries, entry)
		while #self.entries > self:GetSettings().limit do
			tremove(self.entries, 1)
		end
	end
	Chronicle:Say("@{TOPIC}_ADDED", entry)
	return entry
end

function Store:Find(@{first})
	for index, entry in ipairs(self.entries) do
		if entry.@{first} == @{first} then
			return entry, index
		end
	end
end

function Store:Remove(@{first})
	local _, index = self:Find(@{first})
	if index then
		Chronicle:Say("@{TOPIC}_REMOVED", tremove(self.entries, index))
		return true
	end
	return false
end

function Store:Sorted(needle)
	local key, found = self:GetSettings().sort, {}
	needle = needle and strtrim(needle):lower() or ""
	for _, entry in ipairs(self.entries) do
		local text = tostring(entry.@{first}) .. " " .. tostring(entry.@{last})
		if needle == "" or text:lower():find(needle, 1, true) then
			found[#found + 1] = entry
		end
	end
	table.sort(found, function(a, b)
		if a[key] == b[key] then
			return a.@{first} < b.@{first}
		end
		return tostring(a[key]) < tostring(b[key])
	end)
	return found
end

function Store:Describe()
	local count = #self.entries
	if count == 0 then
		return L["@{Topic} Empty"]
	end
	return WrapTextInColorCode(L["@{Topic} Count"]:format(count), "@{color}")
end
