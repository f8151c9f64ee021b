-- Data providers: the lists that scroll boxes show. They tell of changes as callback registries.

local rt = ...
local raw, G = rt.raw, rt.globals
local select = select
local insert, remove = raw.table.insert, raw.table.remove

local Provider = {}

local function new_registry(methods, events)
	local made = G.CreateFromMixins(rt.c.G.CallbackRegistryMixin, methods)
	made:OnLoad()
	made:GenerateCallbackEvents(events)
	return made
end
rt.new_registry = new_registry

local EVENTS = { "OnSizeChanged", "OnInsert", "OnRemove", "OnMove", "OnSort" }

function G.CreateDataProvider(list)
	local made = new_registry(Provider, EVENTS)
	made.collection = {}
	if list then
		made:InsertTable(list)
	end
	return made
end

function G.CreateDataProviderByIndexCount(count)
	local list = {}
	for i = 1, count do
		list[i] = { index = i }
	end
	return G.CreateDataProvider(list)
end

-- Reading

function Provider:GetCollection()
	return self.collection
end

function Provider:GetSize()
	return #self.collection
end

function Provider:IsEmpty()
	return #self.collection == 0
end

function Provider:Enumerate(first, last)
	local i, ends = (first or 1) - 1, last or #self.collection
	return function()
		i = i + 1
		if i <= ends and self.collection[i] ~= nil then
			return i, self.collection[i]
		end
	end
end
Provider.EnumerateEntireRange = Provider.Enumerate

function Provider:ForEach(f)
	for _, item in self:Enumerate() do
		if f(item) then
			return
		end
	end
end

function Provider:ReverseForEach(f)
	for i = #self.collection, 1, -1 do
		if f(self.collection[i]) then
			return
		end
	end
end

function Provider:Find(index)
	return self.collection[index]
end

function Provider:FindIndex(item)
	for i, other in self:Enumerate() do
		if other == item then
			return i, other
		end
	end
end

function Provider:FindByPredicate(wanted)
	for i, item in self:Enumerate() do
		if wanted(item) then
			return i, item
		end
	end
end

function Provider:FindIndexByPredicate(wanted)
	return (self:FindByPredicate(wanted))
end

function Provider:FindElementDataByPredicate(wanted)
	return (select(2, self:FindByPredicate(wanted)))
end

function Provider:ContainsByPredicate(wanted)
	return self:FindByPredicate(wanted) ~= nil
end

-- Changing

local function put(self, item, index)
	insert(self.collection, index, item)
	self:TriggerEvent("OnInsert", index, item, self.comparator ~= nil)
end

local function changed(self)
	self:TriggerEvent("OnSizeChanged", self.comparator ~= nil)
	if self.comparator then
		self:Sort()
	end
end

function Provider:Insert(...)
	for i = 1, select("#", ...) do
		put(self, (select(i, ...)), #self.collection + 1)
	end
	changed(self)
end

function Provider:InsertAtIndex(item, index)
	put(self, item, index)
	changed(self)
end

function Provider:InsertTable(list)
	for _, item in ipairs(list) do
		put(self, item, #self.collection + 1)
	end
	changed(self)
end

function Provider:InsertTableRange(list, first, last)
	for i = first, last do
		put(self, list[i], #self.collection + 1)
	end
	changed(self)
end

local function take(self, index)
	local item = remove(self.collection, index)
	self:TriggerEvent("OnRemove", item, index)
	return item
end

function Provider:Remove(...)
	local at
	for i = 1, select("#", ...) do
		at = self:FindIndex((select(i, ...)))
		if at then
			take(self, at)
		end
	end
	changed(self)
	return at
end

function Provider:RemoveIndex(index)
	self:RemoveIndexRange(index, index)
end

function Provider:RemoveIndexRange(first, last)
	for i = raw.math.min(last, #self.collection), first, -1 do
		take(self, i)
	end
	changed(self)
end

function Provider:RemoveByPredicate(unwanted)
	local at = self:FindByPredicate(unwanted)
	if at then
		take(self, at)
		changed(self)
	end
	return at
end

function Provider:Flush()
	if #self.collection > 0 then
		self.collection = {}
		changed(self)
	end
end

function Provider:MoveElementDataToIndex(item, index)
	local from = self:FindIndex(item)
	if from and from ~= index then
		insert(self.collection, index, remove(self.collection, from))
		self:TriggerEvent("OnMove", item, from, index)
	end
end

-- Order

function Provider:SetSortComparator(comparator, skip)
	self.comparator = comparator
	if not skip then
		self:Sort()
	end
end

function Provider:HasSortComparator()
	return self.comparator ~= nil
end

function Provider:ClearSortComparator()
	self.comparator = nil
end

function Provider:Sort()
	if self.comparator then
		raw.table.sort(self.collection, self.comparator)
		self:TriggerEvent("OnSort")
	end
end

rt.makers.DataProviderMixin = function()
	return G.CopyTable(Provider)
end
