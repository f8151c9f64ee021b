-- SPDX-License-Identifier: MIT
local BUDGET = { rate = 800, burst = 4000, overhead = 40 }

it("fills at a share of its rate, and at the whole of it again", function()
	local ns, env = load_module({}, "Limiter"), virtual_env()
	local limiter = ns.Limiter.new(env, { rate = 100, burst = 1000, overhead = 0 })
	limiter:set_share(0.75)
	assert_equal(1000, limiter:available())
	limiter:charge(1000)
	env:advance(4)
	assert_equal(300, limiter:available())
	limiter:set_share(1)
	assert_equal(300, limiter:available())
	env:advance(1)
	assert_equal(400, limiter:available())
end)

describe("the limiter", function()
	local env, limiter

	before_each(function()
		env = virtual_env()
		limiter = load_module("Limiter").Limiter.new(env, BUDGET)
	end)

	local function near(expected, actual)
		assert_true(math.abs(expected - actual) < 0.001, ("expected about %g, got %g"):format(expected, actual))
	end

	it("starts full and lets a burst go at once", function()
		for _ = 1, 10 do
			assert_equal(0, limiter:wait(360))
			limiter:charge(360)
		end
		near(0.5, limiter:wait(360))
	end)

	it("says exactly how long to wait", function()
		limiter:charge(3960)
		local wait = limiter:wait(255)
		near(295 / 800, wait)
		env:advance(wait - 0.01)
		assert_true(limiter:wait(255) > 0)
		env:advance(0.01)
		assert_equal(0, limiter:wait(255))
	end)

	it("does not wait again for a rounding error", function()
		for step = 1, 2000 do
			limiter:charge(step % 256)
			env:advance(limiter:wait(255))
			assert_equal(0, limiter:wait(255))
		end
	end)

	it("goes below zero and recovers", function()
		limiter:charge(7960)
		assert_equal(-4000, limiter:available())
		near((4000 + 295) / 800, limiter:wait(255))
		env:advance(10)
		assert_equal(4000, limiter:available())
		env:advance(100)
		assert_equal(4000, limiter:available(), "never more than the burst")
	end)

	it("puts back what was refused", function()
		limiter:charge(255)
		limiter:refund(255)
		assert_equal(4000, limiter:available())
	end)

	it("lets a packet larger than the bucket go when the bucket is full", function()
		assert_equal(0, limiter:wait(9000))
		limiter:charge(9000)
		assert_true(limiter:wait(9000) > 0)
		env:advance(limiter:wait(9000))
		assert_equal(0, limiter:wait(9000))
	end)

	it("is slow for a while", function()
		limiter:slow(5, 0.1)
		assert_equal(400, limiter:available())
		limiter:charge(360)
		near(295 / 80, limiter:wait(255))
		env:advance(2)
		near(160, limiter:available())
		near(135 / 80, limiter:wait(255))
		env:advance(8)
		near(400 + 5 * 800, limiter:available() + 400)
	end)

	it("knows that a packet which does not fit while it is slow fits soon after", function()
		limiter:slow(5, 0.05)
		limiter:charge(160)
		local wait = limiter:wait(255)
		near(5 + (295 - 200) / 800, wait)
		env:advance(wait)
		assert_equal(0, limiter:wait(255))
	end)

	it("does not care about a clock that goes backwards", function()
		limiter:charge(3960)
		env:advance(-5)
		assert_equal(0, limiter:available())
		env:advance(5)
		assert_equal(0, limiter:available())
	end)
end)
