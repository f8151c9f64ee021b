-- SPDX-License-Identifier: MIT
local bench, node, Search, target, problem

before_each(function()
	bench = node_bench()
	local more = load_module("Player/Search")
	Search, target, problem = more.Search, nil, "no_target"
	node = { bands = bench.bands, persons = bench.ns.Memory.new(bench.env, 10, 900) }
end)

local function find(text)
	return Search.person(node, text, function()
		return target, not target and problem or nil
	end)
end

local CATNIA = { name = "Catnia", fullname = "Catnia-MoonGuard", destination = "Catnia1H" }

describe("whom the player means", function()
	it("is the target when nobody is named", function()
		target = { name = "Catnia", fullname = "Catnia-MoonGuard", realm = "MoonGuard", realm_id = 1365, faction = "Horde" }
		for _, text in ipairs({ "", "target", "TARGET" }) do
			assert_same(CATNIA, find(text))
		end
	end)

	it("is nobody without a target, and why", function()
		for _, why in ipairs({ "no_target", "not_a_player", "hidden" }) do
			problem = why
			assert_same({ name = "", problem = why }, find(""))
		end
	end)

	it("may be the player", function()
		problem = "yourself"
		local tammya = { name = "Tammya", fullname = "Tammya-MoonGuard", destination = "Tammya1A" }
		for _, text in ipairs({ "", "tammya", "Tammya-Moon Guard" }) do
			assert_same(tammya, find(text))
		end
	end)

	it("is somebody met lately, by name or name and realm, in any case", function()
		node.persons:put("Catnia-MoonGuard", "Catnia1H")
		node.persons:put("Catnia-Sargeras", "Catnia59H")
		node.persons:put("Grosh-MoonGuard", "Grosh1H")
		for _, text in ipairs({ "Catnia-MoonGuard", "catnia-moonguard", "Catnia-Moon Guard", "CATNIA-moon-guard" }) do
			assert_same(CATNIA, find(text))
		end
		assert_equal("Catnia59H", find("catnia-sargeras").destination)
		assert_equal("Catnia59H", find("catnia").destination, "the one met last")
		node.persons:put("Catnia-MoonGuard", "Catnia1H")
		assert_equal("Catnia1H", find("catnia").destination)
	end)

	it("may be somebody heard on the own side", function()
		bench.bands:met("Borin-MoonGuard")
		assert_same({ name = "Borin", fullname = "Borin-MoonGuard", destination = "Borin1A" }, find("borin"))
	end)

	it("is only a name when nobody is known by it", function()
		for _, text in ipairs({ "Nobody", "Nobody-MoonGuard", "-", "--", "%d", "Catnia-", "-MoonGuard", "a b c" }) do
			assert_same({ name = text }, find(text))
		end
	end)
end)
