-- SPDX-License-Identifier: MIT
local bench, hosting, told, PAUSE, GRACE

before_each(function()
	bench, told = node_bench(), {}
	hosting = bench.hosting
	PAUSE, GRACE = bench.ns.Spec.timers.hosting_pause, bench.ns.Spec.timers.grace
	bench.events:on("HOSTING_CHANGED", function(on, reason)
		table.insert(told, tostring(on) .. (reason and " " .. reason or ""))
	end)
end)

local function set(name, value)
	bench.conditions[name] = value
	hosting:update()
end

-- Lets time pass the way the update loop does.
local function wait(seconds)
	for _ = 1, seconds do
		bench.env:advance(1)
		hosting:update()
	end
end

describe("hosting", function()
	it("starts with the startup procedure, not before", function()
		hosting:update()
		assert_false(hosting:is_on())
		assert_equal("starting", hosting:reason())
		hosting:start()
		assert_true(hosting:is_on())
		assert_nil(hosting:reason())
		assert_same({ "true" }, told)
	end)

	it("does not start on a slow line, in an instance, in combat or under a restriction", function()
		for _, name in ipairs({ "latency", "instance", "combat", "restricted" }) do
			bench = node_bench()
			bench.conditions[name] = name == "latency" and 501 or true
			bench.hosting:start()
			assert_false(bench.hosting:is_on(), name)
			assert_equal(name, bench.hosting:reason())
		end
	end)

	it("takes 500 ms of latency", function()
		bench.conditions.latency = 500
		hosting:start()
		assert_true(hosting:is_on())
	end)

	it("tells every change once, and why it stopped", function()
		hosting:start()
		set("combat", true)
		hosting:update()
		set("combat", false)
		hosting:update()
		assert_same({ "true", "false combat", "true" }, told)
	end)

	it("is wanted where there is no switch", function()
		local plain = bench.ns.Hosting.new(bench.env, {
			events = bench.events,
			conditions = function()
				return { latency = 50 }
			end,
		})
		plain:start()
		assert_true(plain:is_on())
	end)

	it("obeys the player's own switch at once", function()
		hosting:start()
		bench.unwanted = true
		hosting:update()
		assert_false(hosting:is_on())
		assert_equal("switched off", hosting:reason())
		bench.unwanted = false
		hosting:update()
		assert_true(hosting:is_on())
	end)
end)

describe("after combat", function()
	it("hosting goes on at once", function()
		hosting:start()
		set("combat", true)
		wait(10)
		set("combat", false)
		assert_true(hosting:is_on())
	end)
end)

for _, name in ipairs({ "instance", "restricted", "latency" }) do
	local usual, value = false, true
	if name == "latency" then
		usual, value = 50, 501
	end

	describe("after " .. name, function()
		before_each(function()
			hosting:start()
		end)

		it("hosting stays off for the whole pause", function()
			set(name, value)
			assert_same({ "true", "false " .. name }, told)
			wait(2 * PAUSE)
			set(name, usual)
			wait(PAUSE - 1)
			assert_false(hosting:is_on())
			wait(1)
			assert_true(hosting:is_on())
		end)

		it("the pause starts anew when it comes back", function()
			set(name, value)
			set(name, usual)
			wait(PAUSE - 1)
			set(name, value)
			set(name, usual)
			wait(PAUSE - 1)
			assert_false(hosting:is_on())
			wait(1)
			assert_true(hosting:is_on())
		end)

		it("combat before, during and after does not shorten the pause", function()
			set("combat", true)
			set(name, value)
			wait(5)
			set(name, usual)
			set("combat", false)
			assert_false(hosting:is_on())
			wait(PAUSE)
			assert_true(hosting:is_on())
		end)
	end)
end

describe("what is in flight", function()
	it("is carried while hosting and for a grace period after", function()
		assert_false(hosting:carries())
		hosting:start()
		assert_true(hosting:carries())
		set("instance", true)
		wait(GRACE - 1)
		assert_true(hosting:carries())
		wait(1)
		assert_false(hosting:carries())
	end)

	it("has its grace from the moment hosting stopped, whatever comes after", function()
		hosting:start()
		set("combat", true)
		wait(100)
		set("instance", true)
		wait(GRACE - 101)
		assert_true(hosting:carries())
		wait(1)
		assert_false(hosting:carries())
	end)

	it("is not carried by who never hosted", function()
		bench.conditions.instance = true
		hosting:start()
		assert_false(hosting:carries())
	end)
end)
