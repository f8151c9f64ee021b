-- SPDX-License-Identifier: MIT
local ns, env, forgotten

before_each(function()
	ns, env, forgotten = load_module("Util", "Memory"), virtual_env(), {}
end)

-- A memory that writes down what it forgets.
local function memory(limit, seconds)
	return ns.Memory.new(env, limit, seconds, function(key, value)
		table.insert(forgotten, ("%s=%s"):format(tostring(key), tostring(value)))
	end)
end

local function keys(of)
	local list = {}
	for key in of:each() do
		table.insert(list, key)
	end
	return list
end

describe("a memory", function()
	it("knows what was put, until it is removed", function()
		local met = memory(10, 60)
		met:put("Tammya", 1)
		met:put("Catnia", 2)
		assert_equal(1, met:get("Tammya"))
		assert_equal(2, met:size())
		met:remove("Tammya")
		assert_nil(met:get("Tammya"))
		assert_equal(2, met:get("Catnia"))
		assert_equal(1, met:size())
		assert_same({}, forgotten, "what is removed is not forgotten")
	end)

	it("does not mind removing what it does not know", function()
		local met = memory(10, 60)
		met:put("Tammya", 1)
		met:remove("Borin")
		assert_equal(1, met:size())
	end)

	it("takes false for a value", function()
		local met = memory(10, 60)
		met:put("Tammya", false)
		assert_equal(false, met:get("Tammya"))
	end)
end)

describe("a memory's age", function()
	it("counts from the last put", function()
		local met = memory(10, 60)
		met:put("Tammya", 1)
		env:advance(59)
		met:put("Tammya", 1)
		env:advance(59)
		assert_equal(1, met:get("Tammya"))
		env:advance(1)
		assert_nil(met:get("Tammya"))
	end)

	it("is told at the sweep, the oldest first", function()
		local met = memory(10, 60)
		for _, name in ipairs({ "Tammya", "Catnia", "Borin" }) do
			met:put(name, 1)
			env:advance(10)
		end
		met:put("Tammya", 2)
		met:sweep()
		assert_same({}, forgotten)
		env:advance(50)
		met:sweep()
		assert_same({ "Catnia=1", "Borin=1" }, forgotten)
		env:advance(10)
		met:sweep()
		assert_same({ "Catnia=1", "Borin=1", "Tammya=2" }, forgotten)
		assert_equal(0, met:size())
	end)

	it("may be without end", function()
		local met = memory(10, math.huge)
		met:put("Tammya", 1)
		env:advance(1e9)
		met:sweep()
		assert_equal(1, met:get("Tammya"))
	end)

	it("makes what comes again after its time new: it was forgotten in between", function()
		local met = memory(10, 60)
		met:put("Tammya", 1)
		env:advance(60)
		met:put("Tammya", 2)
		assert_same({ "Tammya=1" }, forgotten)
		assert_equal(2, met:get("Tammya"))
		assert_equal(1, met:size())
	end)
end)

describe("a memory's limit", function()
	it("costs the one put longest ago", function()
		local met = memory(2, 60)
		met:put("Tammya", 1)
		met:put("Catnia", 1)
		met:put("Tammya", 1)
		met:put("Borin", 1)
		assert_same({ "Catnia=1" }, forgotten)
		assert_same({ "Tammya", "Borin" }, keys(met))
		assert_equal(2, met:size())
	end)

	it("needs nobody who is told", function()
		local met = ns.Memory.new(env, 1, 60)
		met:put("Tammya", 1)
		met:put("Catnia", 1)
		assert_equal(1, met:size())
	end)

	it("is not passed by what is known already", function()
		local met = memory(1, 60)
		met:put("Tammya", 1)
		met:put("Tammya", 2)
		assert_same({}, forgotten)
	end)
end)

describe("going through a memory", function()
	local met

	before_each(function()
		met = memory(10, 60)
		for _, name in ipairs({ "Tammya", "Catnia", "Borin", "Grosh" }) do
			met:put(name, #name)
		end
	end)

	it("gives keys and values in the order of the last put", function()
		met:put("Catnia", 7)
		local pairs_met = {}
		for key, value in met:each() do
			table.insert(pairs_met, key .. value)
		end
		assert_same({ "Tammya6", "Borin5", "Grosh5", "Catnia7" }, pairs_met)
	end)

	it("lets the loop remove the key it is at", function()
		local seen = {}
		for key in met:each() do
			table.insert(seen, key)
			met:remove(key)
		end
		assert_same({ "Tammya", "Catnia", "Borin", "Grosh" }, seen)
		assert_equal(0, met:size())
	end)

	it("leaves out what the loop removed ahead, and nothing else", function()
		local seen = {}
		for key, value in met:each() do
			table.insert(seen, key .. tostring(value))
			met:remove("Catnia")
		end
		assert_same({ "Tammya6", "Borin5", "Grosh5" }, seen)
	end)

	it("ends although the loop puts", function()
		local count = 0
		for key in met:each() do
			count = count + 1
			met:put(key, 1)
			met:put("Another" .. count, 1)
		end
		assert_equal(4, count)
	end)
end)
