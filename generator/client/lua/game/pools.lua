-- Pools: objects that are taken, given back and taken again.

local rt = ...
local raw, G = rt.raw, rt.globals
local type, fail = type, rt.fail

local Pool = {}

-- `reset` is called with the pool, the object, and whether the object is new.
local function new_pool(create, reset)
	if type(create) ~= "function" then
		fail("a pool needs a function that creates its objects")
	end
	return G.Mixin({ create = create, reset = reset, active = {}, inactive = {} }, Pool)
end

function Pool:Acquire()
	local object = raw.table.remove(self.inactive)
	local new = object == nil
	if new then
		object = self.create(self)
		if self.reset and not self.keep_new then
			self.reset(self, object, true)
		end
		if self.initialize then
			self.initialize(object)
		end
	end
	self.active[#self.active + 1] = object
	return object, new
end

function Pool:Release(object)
	for i, other in ipairs(self.active) do
		if other == object then
			raw.table.remove(self.active, i)
			if self.reset then
				self.reset(self, object, false)
			end
			self.inactive[#self.inactive + 1] = object
			return true
		end
	end
	return false
end

function Pool:ReleaseAll()
	while self.active[1] do
		self:Release(self.active[#self.active])
	end
end

-- Goes through the objects there are now, in the order they were taken: `for object in pool:EnumerateActive() do`.
local function each(list)
	local now, i = { raw.unpack(list) }, 0
	return function()
		i = i + 1
		if now[i] ~= nil then
			return now[i], true
		end
	end
end

function Pool:EnumerateActive()
	return each(self.active)
end

function Pool:EnumerateInactive()
	return each(self.inactive)
end

function Pool:GetNumActive()
	return #self.active
end

function Pool:GetNextActive(current)
	if current == nil then
		return self.active[1]
	end
	for i, object in ipairs(self.active) do
		if object == current then
			return self.active[i + 1]
		end
	end
end

function Pool:IsActive(object)
	return G.tContains(self.active, object)
end

function Pool:DoesObjectBelongToPool(object)
	return G.tContains(self.active, object) or G.tContains(self.inactive, object)
end

function Pool:SetResetDisallowedIfNew(disallowed)
	self.keep_new = disallowed ~= false
end

function Pool:GetTemplate()
	return self.template
end

G.CreateObjectPool = new_pool

function G.Pool_HideAndClearAnchors(_, region)
	region:Hide()
	region:ClearAllPoints()
end

function G.Pool_Hide(_, region)
	region:Hide()
end
G.FramePool_HideAndClearAnchors, G.TexturePool_HideAndClearAnchors = G.Pool_HideAndClearAnchors, G.Pool_HideAndClearAnchors
G.FontStringPool_HideAndClearAnchors, G.FramePool_Hide = G.Pool_HideAndClearAnchors, G.Pool_Hide

function G.CreateFramePool(kind, parent, template, reset, _, initialize)
	local pool = new_pool(function()
		return G.CreateFrame(kind, nil, parent, template)
	end, reset or G.Pool_HideAndClearAnchors)
	pool.template, pool.initialize = template, initialize
	return pool
end

for _, kind in ipairs { "Texture", "FontString", "MaskTexture", "Line" } do
	G["Create" .. kind .. "Pool"] = function(parent, layer, sub_layer, template, reset)
		local pool = new_pool(function()
			return parent["Create" .. kind](parent, nil, layer, template, sub_layer)
		end, reset or G.Pool_HideAndClearAnchors)
		pool.template = template
		return pool
	end
end

-- Collections: a pool for each template, or frame type where there is none.

local Collection = {}

function G.CreateFramePoolCollection()
	return G.Mixin({ pools = {}, list = {} }, Collection)
end

function Collection:CreatePool(kind, parent, template, reset, forbidden, initialize, key)
	key = key or template or kind
	local pool = G.CreateFramePool(kind, parent, template, reset, forbidden, initialize)
	self.pools[key] = pool
	self.list[#self.list + 1] = pool
	return pool
end

function Collection:GetPool(key)
	return self.pools[key]
end

function Collection:GetOrCreatePool(kind, parent, template, ...)
	local pool = self.pools[template or kind]
	if pool then
		return pool, false
	end
	return self:CreatePool(kind, parent, template, ...), true
end

function Collection:Acquire(key)
	local pool = self.pools[key] or fail(("there is no pool for %s in the collection"):format(rt.tostring(key)))
	return pool:Acquire()
end

function Collection:Release(object)
	for _, pool in ipairs(self.list) do
		if pool:Release(object) then
			return true
		end
	end
	return false
end

function Collection:ReleaseAll()
	for _, pool in ipairs(self.list) do
		pool:ReleaseAll()
	end
end

function Collection:ReleaseAllByTemplate(key)
	if self.pools[key] then
		self.pools[key]:ReleaseAll()
	end
end

function Collection:GetNumActive()
	local n = 0
	for _, pool in ipairs(self.list) do
		n = n + pool:GetNumActive()
	end
	return n
end

function Collection:EnumerateActive()
	local all = {}
	for _, pool in ipairs(self.list) do
		for object in pool:EnumerateActive() do
			all[#all + 1] = object
		end
	end
	return each(all)
end

function Collection:EnumerateActiveByTemplate(key)
	return each(self.pools[key] and self.pools[key].active or {})
end

function Collection:IsActive(object)
	for _, pool in ipairs(self.list) do
		if pool:IsActive(object) then
			return true
		end
	end
	return false
end

rt.each_of = each
