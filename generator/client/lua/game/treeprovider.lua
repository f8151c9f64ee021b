-- Data providers that are trees: nodes with data and nodes inside. What is inside a collapsed one is not shown.

local rt = ...
local raw, G = rt.raw, rt.globals
local insert, remove = raw.table.insert, raw.table.remove

local Node, Tree = {}, {}

local function new_node(tree, parent, data)
	return G.Mixin({ tree = tree, parent = parent, data = data, nodes = {}, collapsed = false }, Node)
end

local function tell(self)
	self.tree:TriggerEvent("OnSizeChanged", false)
end

function Node:Insert(data)
	local node = new_node(self.tree, self, data)
	insert(self.nodes, node)
	if self.comparator then
		self:Sort()
	end
	tell(self)
	return node
end

function Node:Remove(node)
	for i, other in ipairs(self.nodes) do
		if other == node then
			remove(self.nodes, i)
			tell(self)
			return node
		end
	end
end

function Node:Flush()
	self.nodes = {}
	tell(self)
end

function Node:GetData()
	return self.data
end

function Node:GetNodes()
	return self.nodes
end

function Node:GetParent()
	return self.parent
end

function Node:GetFirstNode()
	return self.nodes[1]
end

function Node:GetSize(include_collapsed)
	local n = 0
	if include_collapsed ~= false or not self.collapsed then
		for _, node in ipairs(self.nodes) do
			n = n + 1 + node:GetSize(include_collapsed)
		end
	end
	return n
end

function Node:GetDepth()
	return self.parent and self.parent:GetDepth() + 1 or 0
end

function Node:IsCollapsed()
	return self.collapsed
end

function Node:SetCollapsed(collapsed, children_too)
	self.collapsed = collapsed and true or false
	if children_too then
		for _, node in ipairs(self.nodes) do
			node:SetCollapsed(collapsed, true)
		end
	end
	tell(self)
end

function Node:ToggleCollapsed(...)
	self:SetCollapsed(not self.collapsed, ...)
	return self.collapsed
end

function Node:SetSortComparator(comparator, children_too, skip)
	self.comparator = comparator
	if children_too then
		for _, node in ipairs(self.nodes) do
			node:SetSortComparator(comparator, true, true)
		end
	end
	if not skip then
		self:Sort()
	end
end

function Node:Sort()
	if self.comparator then
		raw.table.sort(self.nodes, self.comparator)
	end
	for _, node in ipairs(self.nodes) do
		node:Sort()
	end
end

function G.CreateTreeDataProvider()
	local tree = rt.new_registry(Tree, { "OnSizeChanged", "OnInsert", "OnRemove", "OnMove", "OnSort" })
	tree.root = new_node(tree, nil, nil)
	return tree
end

for _, method in ipairs { "Insert", "Remove", "Flush", "Sort", "SetSortComparator", "GetFirstNode" } do
	Tree[method] = function(self, ...)
		return self.root[method](self.root, ...)
	end
end

function Tree:GetRootNode()
	return self.root
end

function Tree:GetChildrenNodes()
	return self.root.nodes
end

local function collect(node, list, include_collapsed)
	for _, child in ipairs(node.nodes) do
		insert(list, child)
		if include_collapsed or not child.collapsed then
			collect(child, list, include_collapsed)
		end
	end
	return list
end

-- The nodes that show, from the top.
function Tree:Enumerate(first, last, include_collapsed)
	local list, i = collect(self.root, {}, include_collapsed), (first or 1) - 1
	return function()
		i = i + 1
		if i <= (last or #list) and list[i] then
			return i, list[i]
		end
	end
end

function Tree:ForEach(f, include_collapsed)
	for _, node in self:Enumerate(nil, nil, include_collapsed ~= false) do
		if f(node) then
			return
		end
	end
end

function Tree:GetSize(include_collapsed)
	return #collect(self.root, {}, include_collapsed ~= false)
end

function Tree:IsEmpty()
	return self.root.nodes[1] == nil
end

function Tree:Find(index)
	return collect(self.root, {})[index]
end

function Tree:FindElementDataByPredicate(wanted, include_collapsed)
	for _, node in self:Enumerate(nil, nil, include_collapsed) do
		if wanted(node) then
			return node
		end
	end
end

local function set_collapsed(collapsed)
	return function(self)
		for _, node in ipairs(self.root.nodes) do
			node:SetCollapsed(collapsed, true)
		end
	end
end
Tree.CollapseAll, Tree.UncollapseAll = set_collapsed(true), set_collapsed(false)
