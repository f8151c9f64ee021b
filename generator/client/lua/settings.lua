-- Settings: categories and settings as addons register them. The panel itself is not drawn.

local rt = ...
local raw, G = rt.raw, rt.globals
local type, fail = type, rt.fail

rt.setup[#rt.setup + 1] = function(c)
	c.settings = { categories = {}, all = {}, settings = {}, next_id = 1 }
end

-- Categories ---------------------------------------------------------------------------------------------------

local Category = {}

function Category:GetID()
	return self.ID
end

function Category:GetName()
	return self.name
end

function Category:SetName(name)
	self.name = name
end

function Category:GetSubcategories()
	return self.subcategories
end

function Category:HasSubcategories()
	return #self.subcategories > 0
end

function Category:SetParentCategory(parent)
	self.parentCategory = parent
	raw.table.insert(parent.subcategories, self)
end

function Category:GetParentCategory()
	return self.parentCategory
end

local Layout = {}

function Layout:AddInitializer(initializer)
	raw.table.insert(self.initializers, initializer)
end

function Layout:GetInitializers()
	return raw.ipairs(self.initializers)
end

function Layout:AddMirroredInitializer(initializer)
	self:AddInitializer(initializer)
end

local function category(name, kind)
	local known = rt.c.settings
	local made = G.Mixin({ ID = known.next_id, name = name, subcategories = {}, kind = kind }, Category)
	known.next_id = known.next_id + 1
	raw.table.insert(known.all, made)
	made.layout = G.Mixin({ initializers = {} }, Layout)
	return made, made.layout
end

local Settings = {}
rt.spaces.Settings = Settings

local function need_string(value, position, usage)
	if type(value) ~= "string" then
		fail(("bad argument #%d (Usage: %s)"):format(position, usage))
	end
end

function Settings.RegisterVerticalLayoutCategory(name)
	need_string(name, 1, "Settings.RegisterVerticalLayoutCategory(name)")
	return category(name, "vertical")
end

function Settings.RegisterCanvasLayoutCategory(frame, name)
	need_string(name, 2, "Settings.RegisterCanvasLayoutCategory(frame, name)")
	local made, layout = category(name, "canvas")
	made.frame = frame
	return made, layout
end

function Settings.RegisterVerticalLayoutSubcategory(parent, name)
	local made, layout = category(name, "vertical")
	made:SetParentCategory(parent)
	return made, layout
end

function Settings.RegisterCanvasLayoutSubcategory(parent, frame, name)
	local made, layout = category(name, "canvas")
	made.frame = frame
	made:SetParentCategory(parent)
	return made, layout
end

function Settings.RegisterAddOnCategory(made)
	if not G.tContains(rt.c.settings.all, made) then
		fail("bad argument #1 (Usage: Settings.RegisterAddOnCategory(category))")
	end
	raw.table.insert(rt.c.settings.categories, made)
end

-- Addons may have given a category an ID of their own.
function Settings.GetCategory(id)
	for _, made in ipairs(rt.c.settings.all) do
		if made.ID == id then
			return made
		end
	end
	return nil
end

-- Opening shows the page of a canvas category.
function Settings.OpenToCategory(id)
	if type(id) ~= "number" and rt.c.product.secrets then
		fail("Settings.OpenToCategory takes the number a category's GetID() gives")
	end
	local made = Settings.GetCategory(id)
	if made and made.frame then
		made.frame:Show()
	end
	return made ~= nil
end
rt.spaces.C_SettingsUtil = {
	OpenSettingsPanel = function(id)
		if id ~= nil then
			Settings.OpenToCategory(id)
		end
	end,
}

-- Settings -----------------------------------------------------------------------------------------------------

Settings.VarType = { Boolean = "boolean", String = "string", Number = "number" }
Settings.Default = { True = true, False = false }

local Setting = {}

function Setting:GetValue()
	return self.get()
end

function Setting:SetValue(value)
	if type(value) ~= self.variableType then
		fail(("the setting '%s' takes a %s, not a %s"):format(self.variable, self.variableType, type(value)))
	end
	local before = self.get()
	self.set(value)
	if before ~= value then
		if self.callback then
			rt.protect(self.callback, self, value)
		end
		for _, listener in raw.ipairs(self.listeners) do
			rt.protect(listener.callback, listener.owner, self, value)
		end
		rt.c.G.EventRegistry:TriggerEvent("Settings.SettingChanged." .. self.variable, self, value)
	end
end

-- A setting has one callback; listeners, who are given their owner first, there may be any number of.
function Setting:SetValueChangedCallback(callback)
	self.callback = callback
end

function Setting:SetValueToDefault()
	self:SetValue(self.default)
end

function Setting:GetVariable()
	return self.variable
end

function Setting:GetVariableType()
	return self.variableType
end

function Setting:GetName()
	return self.name
end

function Setting:GetDefaultValue()
	return self.default
end

local function setting(variable, kind, name, default, get, set)
	need_string(variable, 2, "the variable of a setting is a string")
	if type(default) ~= kind then
		fail(("the default of the setting '%s' is a %s, not a %s"):format(variable, type(default), rt.tostring(kind)))
	end
	local known = rt.c.settings.settings
	if known[variable] then
		fail(("the setting '%s' is registered already"):format(variable))
	end
	local made = G.Mixin({
		variable = variable, variableType = kind, name = name, default = default, get = get, set = set, listeners = {},
	}, Setting)
	known[variable] = made
	return made
end

-- Reads and writes a field of the addon's own table, which gets the default while it has none.
function Settings.RegisterAddOnSetting(_, variable, key, object, kind, name, default)
	if type(object) ~= "table" then
		fail("Settings.RegisterAddOnSetting keeps the value in a table, argument #4")
	end
	if object[key] == nil then
		object[key] = default
	end
	return setting(variable, kind, name, default, function()
		return object[key]
	end, function(value)
		object[key] = value
	end)
end

function Settings.RegisterProxySetting(_, variable, kind, name, default, get, set)
	return setting(variable, kind, name, default, get, set)
end

function Settings.GetSetting(variable)
	return rt.c.settings.settings[variable]
end

function Settings.GetValue(variable)
	local made = rt.c.settings.settings[variable]
	return made and made:GetValue()
end

function Settings.SetValue(variable, value)
	local made = rt.c.settings.settings[variable]
	if made then
		made:SetValue(value)
	end
end

function Settings.SetOnValueChangedCallback(variable, callback, owner)
	local made = rt.c.settings.settings[variable]
	if made then
		raw.table.insert(made.listeners, { callback = callback, owner = owner == nil and {} or owner })
	end
end

-- Controls: an initializer says which control shows a setting.

local Initializer = {}

function Initializer:GetSetting()
	return self.setting
end

function Initializer:SetParentInitializer(parent, enabled)
	self.parent, self.enabled = parent, enabled
end

function Initializer:AddModifyPredicate(predicate)
	self.predicate = predicate
end

function Initializer:AddShownPredicate(predicate)
	self.shown = predicate
end

local function control(kind)
	return function(made, of, options, tooltip)
		local initializer = G.Mixin({ kind = kind, setting = of, options = options, tooltip = tooltip }, Initializer)
		made.layout:AddInitializer(initializer)
		return initializer
	end
end

function Settings.CreateCheckbox(made, of, tooltip)
	return control("checkbox")(made, of, nil, tooltip)
end
Settings.CreateSlider = control("slider")
Settings.CreateDropdown = control("dropdown")

local SliderOptions = {}

function SliderOptions:SetLabelFormatter(label, format)
	self.label, self.format = label, format
end

function Settings.CreateSliderOptions(low, high, step)
	return G.Mixin({ minValue = low or 0, maxValue = high or 1, steps = step and (high - low) / step or 100 }, SliderOptions)
end

function Settings.CreateControlTextContainer()
	local container = { items = {} }
	function container:Add(value, label, tooltip)
		raw.table.insert(self.items, { value = value, label = label, tooltip = tooltip })
	end
	function container:GetData()
		return self.items
	end
	return container
end

-- A row of a template of the addon's own.
function Settings.CreateElementInitializer(template, data)
	return G.Mixin({ kind = "element", template = template, data = data }, Initializer)
end

function Settings.RegisterInitializer(made, initializer)
	made.layout:AddInitializer(initializer)
end

function Initializer:GetData()
	return self.data
end

function G.CreateSettingsListSectionHeaderInitializer(name)
	return G.Mixin({ kind = "header", name = name }, Initializer)
end

function G.CreateSettingsButtonInitializer(name, text, on_click, tooltip)
	return G.Mixin({ kind = "button", name = name, text = text, click = on_click, tooltip = tooltip }, Initializer)
end
