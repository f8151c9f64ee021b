-- SPDX-License-Identifier: MIT
-- Who of another side is whispered, and what becomes of messages that do not get there.
local bench, outbox, timers

local CATNIA = { fullname = "Catnia-MoonGuard", name = "Catnia", realm = "MoonGuard", realm_id = 1365, faction = "Horde" }
local ELUNE = { fullname = "Elune-MoonGuard", name = "Elune", realm = "MoonGuard", realm_id = 1365, faction = "Alliance" }

local function new_bench(revision)
	bench = node_bench({ revision = revision })
	outbox, timers = bench.outbox, bench.ns.Spec.timers
	bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
	bench.members = { ELUNE, CATNIA }
	bench.companions:group_changed()
	outbox:take()
end

before_each(function()
	new_bench()
end)

local function send(more)
	local request = { priority = "NORMAL" }
	for key, value in pairs(more or {}) do
		request[key] = value
	end
	bench.router:send("Catnia1H", "RP1 Hello!", request)
	local lines = outbox:take()
	for index, line in ipairs(lines) do
		lines[index] = line:gsub(" %w%w%w%w%w%d+ ", " u ")
	end
	return lines[#lines]
end

describe("a group member of another side", function()
	it("is whispered, and told who whispers", function()
		assert_equal("WHISPER Catnia-MoonGuard R3 Tammya1A RP1 Hello!", send())
		assert_true(bench.router:is_straight("Catnia1H"))
		assert_true(bench.router:can_reach("Catnia1H"))
	end)

	it("is whispered under a number where the revision wants one", function()
		new_bench("release-2")
		assert_equal("WHISPER Catnia-MoonGuard R3 u Tammya1A RP1 Hello!", send())
		assert_equal("WHISPER Catnia-MoonGuard R3 u Tammya1A RP1 Hello!", send({ logged = true }))
	end)

	it("is sent what is logged so that the game logs it", function()
		assert_equal("LOGGED Catnia-MoonGuard R3 Tammya1A RP1 Hello!", send({ logged = true }))
	end)

	it("who left is reached over a bridge", function()
		bench.members = { ELUNE }
		bench.companions:group_changed()
		assert_equal("WHISPER Borin-MoonGuard R1 u A Catnia1H RP1 Hello!", send())
		assert_false(bench.router:is_straight("Catnia1H"))
	end)

	it("is not whispered what is for a secure group", function()
		bench.key:set("blue moon")
		bench.bridge("Borin-MoonGuard", { { "1H", 1 } })
		bench.router:send("Catnia1H", "RP1 Hello!", { priority = "NORMAL", secure = true })
		for _, line in ipairs(outbox:take()) do
			assert_nil(line:find("R3", 1, true), line)
		end
	end)

	it("who lets nothing be heard is reached over a bridge after a while, until something is", function()
		send()
		bench.env:advance(timers.request_cooldown - 1)
		assert_equal("WHISPER Catnia-MoonGuard R3 Tammya1A RP1 Hello!", send())
		bench.env:advance(1)
		assert_equal("WHISPER Borin-MoonGuard R1 u A Catnia1H RP1 Hello!", send())
		bench.companions:heard("Catnia-MoonGuard")
		assert_equal("WHISPER Catnia-MoonGuard R3 Tammya1A RP1 Hello!", send())
	end)

	it("is tried anew when they come again, and not when others come", function()
		bench.companions:missed("Catnia-MoonGuard")
		bench.companions:group_changed()
		assert_equal("WHISPER Borin-MoonGuard R1 u A Catnia1H RP1 Hello!", send())
		bench.members = {}
		bench.companions:group_changed()
		bench.members = { CATNIA }
		bench.companions:group_changed()
		assert_equal("WHISPER Catnia-MoonGuard R3 Tammya1A RP1 Hello!", send())
	end)

	it("whom the client does not whisper is reached over a bridge at once, which is no try", function()
		send()
		outbox:last():done("refused", "AddOnMessageLockdown")
		assert_match("^WHISPER Borin%-MoonGuard R1 ", table.concat(outbox:take(), "; "))
	end)

	it("whom the game does not find is reached over a bridge", function()
		bench.router:unreachable("Catnia-MoonGuard")
		assert_equal("WHISPER Borin-MoonGuard R1 u A Catnia1H RP1 Hello!", send())
	end)

	it("says nothing for others", function()
		receive(bench, "WHISPER", "Catnia-MoonGuard", "R3 Zulya1H RP1 Hello!")
		assert_same({}, bench.delivered)
		assert_equal(1, bench.counts.refused_source)
		receive(bench, "WHISPER", "Catnia-MoonGuard", "R3 Catnia1H RP1 Hello!")
		assert_same({ { "Catnia1H", "RP1 Hello!" } }, bench.delivered)
	end)
end)

describe("a guild member of another side", function()
	it("is whispered once they were met", function()
		bench.members = {}
		bench.companions:group_changed()
		bench.companions:met(CATNIA)
		assert_match("^WHISPER Borin%-MoonGuard R1 ", send())
		local mate = setmetatable({ guildmate = true }, { __index = CATNIA })
		bench.companions:met(mate)
		assert_equal("WHISPER Catnia-MoonGuard R3 Tammya1A RP1 Hello!", send())
		bench.env:advance(timers.band_active)
		assert_match("^WHISPER Borin%-MoonGuard R1 ", send())
	end)

	it("who whispers is whispered to, met or not", function()
		bench.members = {}
		bench.companions:group_changed()
		receive(bench, "WHISPER", "Catnia-MoonGuard", "R3 Catnia1H RP1 Hello!")
		assert_equal("WHISPER Catnia-MoonGuard R3 Tammya1A RP1 Hello!", send())
	end)
end)

describe("whoever carries a message", function()
	it("tells by it that its source has no straight way", function()
		receive(bench, "WHISPER", "Borin-MoonGuard", "R3 Catnia1H RP1 Hello!")
		assert_match("^WHISPER Borin%-MoonGuard R1 ", send())
	end)

	it("to everybody tells nothing", function()
		receive(bench, "BROADCAST", "Borin-MoonGuard", "R3 Catnia1H RP1 Hello!")
		assert_match("^WHISPER Catnia%-MoonGuard R3 ", send())
	end)
end)
