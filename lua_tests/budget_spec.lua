-- SPDX-License-Identifier: MIT
-- Hosting within the amount a player allows to be carried in an hour.
local bench, hosting, carried, allowed, told, PAUSE

before_each(function()
	bench, carried, allowed, told = node_bench(), 0, 1000, {}
	PAUSE = bench.ns.Spec.timers.hosting_pause
	bench.events:on("HOSTING_CHANGED", function(on, reason)
		table.insert(told, tostring(on) .. (reason and " " .. reason or ""))
	end)
	hosting = bench.ns.Hosting.new(bench.env, {
		events = bench.events,
		conditions = function()
			return bench.conditions
		end,
		carried = function()
			return carried
		end,
		allowed = function()
			return allowed
		end,
	})
	hosting:start()
end)

local function carry(bytes)
	carried = bytes
	hosting:update()
end

describe("a budget", function()
	it("stops hosting once it is used up, with its reason", function()
		carry(999)
		assert_true(hosting:is_on())
		assert_nil(hosting:reason())
		carry(1000)
		assert_false(hosting:is_on())
		assert_equal("budget", hosting:reason())
		assert_same({ "true", "false budget" }, told)
	end)

	it("gives what is under way its grace", function()
		carry(1000)
		assert_true(hosting:carries())
		bench.env:advance(bench.ns.Spec.timers.grace)
		assert_false(hosting:carries())
	end)

	it("is followed by a pause, or hosting would begin and stop with every minute that drops out", function()
		carry(1000)
		bench.env:advance(10)
		carry(900)
		assert_false(hosting:is_on())
		assert_nil(hosting:reason())
		assert_equal(PAUSE - 10, hosting:pause())
		bench.env:advance(PAUSE - 11)
		hosting:update()
		assert_false(hosting:is_on())
		bench.env:advance(1)
		hosting:update()
		assert_true(hosting:is_on())
		assert_equal(0, hosting:pause())
	end)

	it("that is raised or lifted counts at once, without the pause", function()
		carry(1000)
		allowed = 5000
		hosting:reconsider()
		assert_true(hosting:is_on())
		carry(5000)
		allowed = nil
		hosting:reconsider()
		assert_true(hosting:is_on())
		assert_nil(hosting:budget())
	end)

	it("ends no pause but its own", function()
		carry(1000)
		bench.conditions.instance = true
		hosting:update()
		bench.conditions.instance = false
		allowed = nil
		hosting:reconsider()
		assert_false(hosting:is_on())
		assert_equal(PAUSE, hosting:pause())
	end)

	it("is not mentioned before what matters more", function()
		carry(1000)
		bench.conditions.combat = true
		assert_equal("combat", hosting:reason())
	end)

	it("is no limit where nobody set one", function()
		assert_nil(bench.hosting:budget())
		bench.hosting:start()
		assert_true(bench.hosting:is_on())
	end)
end)
