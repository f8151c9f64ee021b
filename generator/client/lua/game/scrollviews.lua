-- Views of scroll boxes: which frames show the elements of a data provider. Nothing is laid out: frames are made for as
-- many elements as fit when the sizes are known, for all of them when they are not.

local rt = ...
local raw, G = rt.raw, rt.globals
local type, fail = type, rt.fail
local floor, max = raw.math.floor, raw.math.max

local View = {}
-- What a template makes: the kind of frame its XML element is, or itself when it is a frame type.
local function frame_kind(c, template)
	local node = c.templates[raw.string.lower(template)]
	if node then
		return rt.frame_types[node.tag] or "Frame", template
	elseif rt.frame_types[raw.string.lower(template)] then
		return template, nil
	end
	return "Button", template
end
rt.frame_kind = frame_kind

function View:SetElementInitializer(template, initializer)
	self.template, self.initializer, self.factory = template, initializer, nil
end

-- The factory is called for an element with a function that says of which template its frame is.
function View:SetElementFactory(factory)
	self.factory = factory
end

function View:SetElementResetter(resetter)
	self.resetter = resetter
end

function View:SetElementExtent(extent)
	self.extent, self.calculator = extent, nil
end

function View:SetElementExtentCalculator(calculator)
	self.calculator = calculator
end

function View:GetElementExtent(index)
	if self.calculator then
		return self.calculator(index, self.provider:Find(index))
	end
	return self.extent or 0
end

function View:SetPadding(top, bottom, left, right, spacing)
	self.padding = { top = top or 0, bottom = bottom or 0, left = left or 0, right = right or 0, spacing = spacing or 0 }
end

for _, name in ipairs { "PanExtent", "ElementIndentCalculator", "ElementSizeCalculator", "Virtualized", "Horizontal", "ElementStretchDisabled" } do
	View["Set" .. name] = function(self, value)
		self[name] = value
	end
end

function View:GetStride()
	return self.stride or 1
end

function View:SetStride(stride)
	self.stride = stride
end

function View:SetDataProvider(provider)
	if self.provider then
		self.provider:UnregisterCallback("OnSizeChanged", self)
		self.provider:UnregisterCallback("OnSort", self)
		self.provider:UnregisterCallback("OnMove", self)
	end
	self.provider = provider
	for _, event in ipairs(provider and { "OnSizeChanged", "OnSort", "OnMove" } or {}) do
		provider:RegisterCallback(event, function()
			self:Changed()
		end, self)
	end
end

function View:GetDataProvider()
	return self.provider
end

-- Tells the box, which updates in the next frame.
function View:Changed()
	if self.box then
		self.box:QueueUpdate()
	end
end

-- How many elements fit, or nil where sizes are not known.
function View:Fitting(height)
	local extent = self.calculator and 0 or self.extent or 0
	if extent <= 0 or height <= 0 then
		return nil
	end
	local spacing = self.padding and self.padding.spacing or 0
	return (floor(height / (extent + spacing)) + 1) * self:GetStride()
end

local function pool_for(self, template)
	local kind, inherits = frame_kind(rt.c, template)
	self.pools[template] = self.pools[template] or G.CreateFramePool(kind, self.box:GetScrollTarget(), inherits, function(_, frame)
		G.Pool_HideAndClearAnchors(nil, frame)
	end)
	return self.pools[template]
end

local element_methods = {}

function element_methods:GetElementData()
	return self.scroll_element
end

function element_methods:GetElementDataIndex()
	return self.scroll_index
end
element_methods.GetOrderIndex = element_methods.GetElementDataIndex

function element_methods:ElementDataMatches(data)
	return self.scroll_element == data
end

local function show(self, index, data)
	local template, initializer = self.template, self.initializer
	if self.factory then
		self.factory(function(wanted, with)
			template, initializer = wanted, with
		end, data)
	end
	if type(template) ~= "string" then
		fail("the view of a scroll box needs SetElementInitializer, or a factory that names a template")
	end
	local pool = pool_for(self, template)
	local frame, new = pool:Acquire()
	if new then
		G.Mixin(frame, element_methods)
	end
	frame.scroll_element, frame.scroll_index, frame.scroll_pool = data, index, pool
	self.frames[#self.frames + 1] = frame
	self.box:TriggerEvent("OnAcquiredFrame", frame, data, new)
	frame:Show()
	if initializer then
		rt.protect(initializer, frame, data)
	end
	self.box:TriggerEvent("OnInitializedFrame", frame, data)
end

function View:Release()
	for _, frame in ipairs(self.frames) do
		if self.resetter then
			rt.protect(self.resetter, frame, frame.scroll_element)
		end
		self.box:TriggerEvent("OnReleasedFrame", frame, frame.scroll_element)
		frame.scroll_pool:Release(frame)
	end
	self.frames = {}
end

-- Makes the frames anew, from the element at `first` on.
function View:Fill(height, first)
	self:Release()
	local fitting = self:Fitting(height)
	if self.provider then
		for index, data in self.provider:Enumerate(first, fitting and first + fitting - 1) do
			show(self, index, data)
		end
	end
end

function View:GetFrames()
	return self.frames
end

local function new_view(top, bottom, left, right, spacing)
	local view = G.CreateFromMixins(View)
	view.frames, view.pools = {}, {}
	view:SetPadding(top, bottom, left, right, spacing)
	return view
end

G.CreateScrollBoxListLinearView = new_view
G.CreateScrollBoxLinearView = new_view

function G.CreateScrollBoxListGridView(stride, top, bottom, left, right, spacing)
	local view = new_view(top, bottom, left, right, spacing)
	view:SetStride(max(1, stride or 1))
	return view
end

function G.CreateScrollBoxListTreeListView(indent, top, bottom, left, right, spacing)
	local view = new_view(top, bottom, left, right, spacing)
	view.indent = indent or 10
	return view
end

function View:GetElementIndent()
	return self.indent or 0
end
