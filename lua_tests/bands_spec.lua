-- SPDX-License-Identifier: MIT
local US, EU = 1, 3
local bench, bands

local function in_band(name, realm, realm_id, faction, region)
	bench = node_bench({ me = { name = name, realm = realm, realm_id = realm_id, faction = faction, region = region } })
	bands = bench.bands
end

local function split(destination)
	return bench.ns.Bands.split(destination)
end

before_each(function()
	in_band("Tammya", "MoonGuard", 1365, "Alliance", US)
end)

describe("a band's name", function()
	it("is the realm's id and a letter", function()
		assert_equal("58A", bands:band_of(58, "Alliance"))
		assert_equal("58H", bands:band_of(58, "Horde"))
		assert_equal("3725H", bands:band_of(3725, "H"))
	end)

	it("is short for the three role-play realms, each in its own region", function()
		assert_equal("1A", bands:band_of(1365, "Alliance"))
		assert_equal("3H", bands:band_of(1369, "Horde"))
		assert_equal("536A", bands:band_of(536, "Alliance"))
		in_band("Tammya", "ArgentDawn", 536, "Alliance", EU)
		assert_equal("2A", bands:band_of(536, "Alliance"))
		assert_equal("1365A", bands:band_of(1365, "Alliance"))
		assert_equal("2A", bands.band)
	end)

	it("has a leading zero when the id itself is 1, 2 or 3, whatever the region", function()
		for _, region in ipairs({ US, EU }) do
			in_band("Tammya", "Anywhere", 58, "Alliance", region)
			assert_equal("01A", bands:band_of(1, "Alliance"))
			assert_equal("02H", bands:band_of(2, "Horde"))
			assert_equal("03A", bands:band_of(3, "Alliance"))
			assert_equal("4A", bands:band_of(4, "Alliance"))
		end
	end)

	it("is nil for a faction or realm that is none", function()
		assert_nil(bands:band_of(58, "Neutral"))
		assert_nil(bands:band_of(58, nil))
		assert_nil(bands:band_of(nil, "Horde"))
	end)

	it("reads back as realm and faction", function()
		for _, id in ipairs({ 1, 2, 3, 4, 58, 536, 1365, 1369, 3725 }) do
			assert_same({ id, "H" }, { bands:parse_band(bands:band_of(id, "Horde")) })
		end
		for _, wrong in ipairs({ "", "A", "1", "1B", "Tammya1A", "1AH", "x1A", " 1A" }) do
			assert_nil(bands:parse_band(wrong), wrong)
		end
	end)
end)

describe("a destination", function()
	it("splits into name and band", function()
		assert_same({ "Tammya", "1A" }, { split("Tammya1A") })
		assert_same({ "Ælfric", "1365H" }, { split("Ælfric1365H") })
		assert_same({ "", "01H" }, { split("01H") })
	end)

	it("that is none splits into nothing", function()
		for _, wrong in ipairs({ "", "Tammya", "Tammya1", "Tammya1B", "Tam2mya1A", "1A " }) do
			assert_nil(split(wrong), wrong)
		end
	end)

	it("of the own character is known", function()
		assert_equal("1A", bands.band)
		assert_equal("Tammya-MoonGuard", bands.fullname)
		assert_equal("Tammya1A", bands.destination)
	end)

	it("of someone on the own side comes from the full name", function()
		assert_equal("Borin1A", bands:destination_of("Borin-MoonGuard"))
		assert_equal("Borin1H", bands:destination_of("Borin-MoonGuard", "H"))
		bands:learn_realm(58, "Stormreaver")
		assert_equal("Borin58A", bands:destination_of("Borin-Stormreaver"))
		assert_nil(bands:destination_of("Borin"))
	end)
end)

describe("a full name to whisper", function()
	it("is on the own realm, or on one that was learned", function()
		assert_equal("Borin-MoonGuard", bands:fullname_of("Borin1A"))
		assert_equal("Grosh-MoonGuard", bands:fullname_of("Grosh1H"))
		assert_nil(bands:fullname_of("Borin58A"))
		bands:learn_realm(58, "Stormreaver")
		assert_equal("Borin-Stormreaver", bands:fullname_of("Borin58A"))
		assert_equal("Grosh-Stormreaver", bands:fullname_of("Grosh58H"))
	end)

	it("needs a name", function()
		assert_nil(bands:fullname_of("1A"))
		assert_nil(bands:fullname_of("nobody"))
	end)

	it("is found again for someone whose realm's number is not known", function()
		bands:met("Borin-Stormreaver")
		assert_equal("Borin1A", bands:destination_of("Borin-Stormreaver"))
		assert_equal("Borin-Stormreaver", bands:fullname_of("Borin1A"))
	end)

	it("is found by a number whose realm nobody named, when it can only be theirs", function()
		bands:met("Borin-Stormreaver")
		assert_equal("Borin-Stormreaver", bands:fullname_of("Borin58A"))
		assert_nil(bands:fullname_of("Borin58H"))
		bands:met("Elune-MoonGuard")
		assert_nil(bands:fullname_of("Elune58A"))
	end)

	it("does not go to a namesake of another band", function()
		bands:learn_realm(58, "Stormreaver")
		bands:met("Borin-MoonGuard")
		bands:met("Borin-Stormreaver")
		assert_equal("Borin-MoonGuard", bands:fullname_of("Borin1A"))
		bands:met("Catnia-Stormreaver")
		assert_equal("Catnia-MoonGuard", bands:fullname_of("Catnia1A"))
		assert_equal("Catnia-Stormreaver", bands:fullname_of("Catnia58A"))
	end)

	it("is forgotten when too many were met", function()
		local limit = bench.ns.Spec.limits.directory
		bands:met("Borin-Stormreaver")
		for index = 1, limit do
			bands:met("Someone" .. index .. "-MoonGuard")
		end
		assert_equal("Borin-MoonGuard", bands:fullname_of("Borin1A"))
	end)
end)

describe("a learned realm", function()
	it("keeps the number it had first, and takes no nonsense", function()
		bands:learn_realm(58, "Stormreaver")
		bands:learn_realm(59, "Stormreaver")
		assert_equal("Borin58A", bands:destination_of("Borin-Stormreaver"))
		bands:learn_realm("60", "Sargeras")
		bands:learn_realm(61, "")
		bands:learn_realm(62, nil)
		assert_nil(bands:fullname_of("Borin60A"))
		assert_nil(bands:fullname_of("Borin61A"))
		assert_nil(bands:fullname_of("Borin62A"))
	end)
end)

describe("near bands", function()
	it("are the own one, and the own side's on connected realms", function()
		assert_true(bands:is_near("1A"))
		assert_false(bands:is_near("1H"))
		bands:learn_realm(58, "Stormreaver")
		bands:learn_realm(59, "Sargeras")
		assert_false(bands:is_near("58A"), "nothing is known of a group")
		bands:set_group({ "MoonGuard", "Stormreaver" })
		assert_true(bands:is_near("58A"))
		assert_false(bands:is_near("58H"))
		assert_false(bands:is_near("59A"))
		assert_false(bands:is_near("60A"), "a realm of which only the number is known")
	end)
end)

describe("two bands", function()
	before_each(function()
		bands:learn_realm(58, "Stormreaver")
		bands:learn_realm(59, "Sargeras")
		bands:set_group({ "MoonGuard", "Stormreaver" })
	end)

	it("are one side when they are one, or of one faction on connected realms", function()
		assert_true(bands:same_side("59H", "59H"))
		assert_true(bands:same_side("1H", "58H"))
		assert_true(bands:same_side("58A", "1A"))
		assert_false(bands:same_side("1A", "1H"))
		assert_false(bands:same_side("1H", "59H"))
		assert_false(bands:same_side("1H", "77H"))
		assert_false(bands:same_side("59H", "77H"))
	end)

	it("count the own realm in, named in its group or not", function()
		bands:set_group({ "Stormreaver" })
		assert_true(bands:same_side("1H", "58H"))
	end)

	it("may be one side as long as a realm of the group has no number, and a number no realm", function()
		for _, case in ipairs({ { "1H", "58H", true }, { "1H", "59H", false }, { "1A", "1H", false }, { "1H", "77H", false } }) do
			assert_equal(case[3], bands:may_be_same_side(case[1], case[2]), case[1] .. " " .. case[2])
		end
		bands:set_group({ "MoonGuard", "Stormreaver", "Hyjal" })
		assert_true(bands:may_be_same_side("1H", "77H"))
		assert_false(bands:may_be_same_side("1A", "77H"))
		assert_false(bands:may_be_same_side("59H", "77H"))
		bands:learn_realm(61, "Hyjal")
		assert_false(bands:may_be_same_side("1H", "77H"))
		assert_true(bands:may_be_same_side("1H", "61H"))
	end)
end)

describe("an active band", function()
	it("is added by the first touch and removed 15 minutes after the last", function()
		assert_false(bands:is_active())
		bands:touch("1H")
		bands:touch("1H")
		assert_same({ "BAND_ADDED 1H" }, bench.fired)
		assert_true(bands:is_active())
		bench.env:advance(899)
		bands:touch("1H")
		bench.env:advance(899)
		bands:sweep()
		assert_same({ "BAND_ADDED 1H" }, bench.fired)
		bench.env:advance(1)
		bands:sweep()
		assert_same({ "BAND_ADDED 1H", "BAND_REMOVED 1H" }, bench.fired)
		assert_false(bands:is_active())
	end)

	it("that is touched when its time is just over is removed and added", function()
		bands:touch("1H")
		bench.env:advance(900)
		bands:touch("1H")
		assert_same({ "BAND_ADDED 1H", "BAND_REMOVED 1H", "BAND_ADDED 1H" }, bench.fired)
	end)
end)
