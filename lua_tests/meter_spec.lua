-- SPDX-License-Identifier: MIT
local env, meter

before_each(function()
	env = virtual_env()
	meter = load_module("Player/Meter").Meter.new(env, 60, 12)
end)

describe("a meter", function()
	it("knows nothing at first", function()
		assert_equal(0, meter:sum())
		assert_equal(0, meter:rate())
		assert_equal(0, meter.all)
	end)

	it("counts what lies within its span, to one slice", function()
		meter:add(100)
		env:advance(30)
		meter:add(50)
		assert_equal(150, meter:sum())
		env:advance(25)
		assert_equal(150, meter:sum())
		env:advance(5)
		assert_equal(50, meter:sum())
		env:advance(30)
		assert_equal(0, meter:sum())
		assert_equal(150, meter.all)
	end)

	it("forgets the last round of its slices", function()
		meter:add(100)
		env:advance(6000)
		meter:add(1)
		assert_equal(1, meter:sum())
	end)

	it("gives the amount a second, over the time there was", function()
		meter:add(100)
		assert_equal(100, meter:rate())
		env:advance(10)
		meter:add(100)
		assert_equal(20, meter:rate())
		env:advance(590)
		for _ = 1, 60 do
			meter:add(7)
			env:advance(1)
		end
		-- The slice that has just begun holds nothing yet.
		assert_equal(7 * 55 / 60, meter:rate())
	end)

	it("keeps no more than its slices", function()
		for _ = 1, 1000 do
			meter:add(1)
			env:advance(5)
		end
		local kept = 0
		for _ in pairs(meter.amounts) do
			kept = kept + 1
		end
		assert_equal(12, kept)
	end)
end)
