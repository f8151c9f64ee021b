-- SPDX-License-Identifier: MIT
local Saved, ns, told

local DEFAULTS = { version = 1, hosting = true, budget = 20, notices = false, compartment = true, compress = true, realms = {} }

before_each(function()
	ns = load_module("Util", "Events", "Player/Saved")
	Saved, told = ns.Saved, {}
end)

local function open(found)
	local events = ns.Events.new()
	events:on("SETTING_CHANGED", function(name, value)
		table.insert(told, name .. " " .. tostring(value))
	end)
	return Saved.new(found, events)
end

describe("what was saved", function()
	it("is the defaults when nothing was", function()
		assert_same(DEFAULTS, open(nil).data)
	end)

	it("is kept", function()
		local found = {
			version = 1, hosting = false, budget = 0, notices = true, compartment = false, compress = false,
			realms = { [1365] = "MoonGuard" },
		}
		assert_same(found, open(found).data)
	end)

	it("is taken over from before there were versions", function()
		local data = open({ hosting = false, realms = { [1365] = "MoonGuard" } }).data
		assert_false(data.hosting)
		assert_same({ [1365] = "MoonGuard" }, data.realms)
		assert_equal(1, data.version)
	end)

	it("gives defaults for whatever is broken, and never an error", function()
		for _, broken in ipairs({
			false, 5, "text", function() end,
			{ hosting = "yes", budget = "20", notices = 1, compartment = {}, compress = 0, realms = "none", version = {} },
			{ hosting = 0, budget = 7, notices = "false", realms = { { "MoonGuard" } }, version = "1" },
			{ budget = true, realms = { MoonGuard = 1365, [0] = "Zero", [-1] = "Minus", [1.5] = "Half", [7] = "" } },
			{ budget = 0 / 0, version = 0 / 0, realms = { [8] = ("x"):rep(65), [9] = {}, [10] = true, [math.huge] = "Far" } },
			{ budget = -1, realms = { [true] = "True" } },
		}) do
			assert_same(DEFAULTS, open(broken).data)
		end
	end)

	it("keeps what it can of a file that is broken in part", function()
		local data = open({ hosting = false, budget = "many", realms = { [1365] = "MoonGuard", [2] = 2 } }).data
		assert_false(data.hosting)
		assert_equal(20, data.budget)
		assert_same({ [1365] = "MoonGuard" }, data.realms)
	end)

	it("keeps what a later version wrote, as far as it is known here", function()
		local data = open({ version = 9, hosting = false, later = { 1 }, realms = {} }).data
		assert_false(data.hosting)
		assert_nil(data.later)
	end)

	it("is a table of its own", function()
		local found = { realms = {} }
		assert_true(open(found).data ~= found)
		assert_nil(found.version)
	end)
end)

describe("a setting", function()
	it("is changed and told, once", function()
		local saved = open(nil)
		assert_true(saved:set("hosting", false))
		assert_true(saved:set("hosting", false))
		assert_true(saved:set("budget", 0))
		assert_false(saved:get("hosting"))
		assert_equal(0, saved.data.budget)
		assert_same({ "hosting false", "budget 0" }, told)
	end)

	it("is not what it may not be", function()
		local saved = open(nil)
		for _, pair in ipairs({ { "hosting", "no" }, { "hosting" }, { "budget", 3 }, { "budget", true }, { "nonsense", true } }) do
			assert_false(saved:set(pair[1], pair[2]))
		end
		assert_same(DEFAULTS, saved.data)
		assert_same({}, told)
	end)

	it("has a default that is one of its choices", function()
		for _, setting in ipairs(Saved.SETTINGS) do
			local fits = setting.choices == nil
			for _, choice in ipairs(setting.choices or {}) do
				fits = fits or choice == setting.default
			end
			assert_true(fits, setting.name)
		end
	end)
end)
