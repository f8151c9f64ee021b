-- SPDX-License-Identifier: MIT
local ns, text, status

before_each(function()
	ns = load_module("Player/Locale", "Player/Text", "Player/Side", "Player/Diagnosis", "Player/Wording")
	text = ns.Text.new("enUS")
	status = {
		version = "3.0.0",
		revision = "alliance-2",
		lacks = {},
		destination = "Tammya1A",
		started = true,
		channel = true,
		hosting = { on = true, pause = 0, carried = 1234567, budget = 20000000 },
		ways = {
			{ side = { alliance = false, realm = "MoonGuard", number = 1365 }, active = true, links = 1, bridges = 2, load = 3 },
			{ side = { alliance = false, realm = "Sargeras", number = 59 }, active = true, links = 0, bridges = 0 },
			{ side = { alliance = true, number = 77 }, active = false, links = 0, bridges = 1, load = 98 },
		},
		queued = 0,
		queued_bytes = 0,
		sent = { rate = 1200, all = 350000 },
		received = { rate = 3, all = 70 },
	}
end)

describe("the status in chat", function()
	it("says everything, a line each", function()
		assert_same({
			"version 3.0.0, protocol alliance-2",
			"Your address is Tammya1A.",
			"Carrying messages for others: yes",
			"Carried in the last hour: 1.2 MB of 20 MB",
			"MoonGuard (Horde) – own link, bridges: 2, load: 3 (active)",
			"Sargeras (Horde) – n/a (active)",
			"realm 77 (Alliance) – bridges: 1, load: 98",
			"Nothing waits to be sent.",
			"Sent: 1.2 kB/s in the last minute, 350 kB since login",
			"Received: 3 B/s in the last minute, 70 B since login",
		}, ns.Wording.status(text, status))
	end)

	it("says what is in the way", function()
		status.started, status.ways = false, {}
		status.hosting = { on = false, reason = "starting", pause = 0, carried = 0 }
		status.queued, status.queued_bytes, status.waits = 3, 2100, "held"
		status.refusal = { name = "AddonMessageThrottle", seconds = 11.2, again = true }
		status.trouble = { message = "Router.lua:60: oops", seconds = 300 }
		local lines = ns.Wording.status(text, status)
		assert_equal("Still starting; this takes up to half a minute.", lines[3])
		assert_equal("Carrying messages for others: no, still starting", lines[4])
		assert_equal("Carried in the last hour: 0 B, no limit", lines[5])
		assert_equal("No way to another side is known.", lines[6])
		assert_equal("Waits to be sent: 2.1 kB, messages: 3, held back while the game blocks addon messages", lines[7])
		assert_equal("Last refusal by the game: AddonMessageThrottle, 12 s ago; sent again by itself", lines[10])
		assert_equal("Last error, 5 min ago: Router.lua:60: oops", lines[11])
		status.refusal.again = false
		assert_equal("Last refusal by the game: AddonMessageThrottle, 12 s ago", ns.Wording.status(text, status)[10])
	end)

	it("has words for every reason not to carry, and for one it has never heard of", function()
		for _, reason in ipairs({ "starting", "switched off", "instance", "restricted", "combat", "latency", "budget" }) do
			local line = ns.Wording.hosting(text, { destination = "x", hosting = { on = false, reason = reason, pause = 0 } })[1]
			assert_true(line ~= "Carrying messages for others: no, " .. reason, line)
			assert_nil(line:find("reason.", 1, true))
		end
		status.hosting = { on = false, reason = "moonlight", pause = 0 }
		assert_equal("Carrying messages for others: no, moonlight", ns.Wording.hosting(text, status)[1])
		status.hosting = { on = false, pause = 239.5 }
		assert_equal("Carrying messages for others: no, pausing for another 4 min", ns.Wording.hosting(text, status)[1])
	end)

	it("says that the channel is missing, unless this client has none", function()
		status.channel = false
		assert_equal("Not in the channel yet, so nobody's bridges are known.", ns.Wording.status(text, status)[3])
		status.lacks = { "channels" }
		local lines = ns.Wording.status(text, status)
		assert_match("^This version of the game carries no addon messages in channels", lines[2])
		assert_equal("Carrying messages for others: yes", lines[4])
	end)

	it("counts what would be too many ways", function()
		local way = status.ways[3]
		for _ = 1, 17 do
			table.insert(status.ways, way)
		end
		local lines = ns.Wording.status(text, status)
		assert_equal("and others: 8", lines[17])
		assert_equal(20, #lines)
	end)

	it("is short for a character without a side", function()
		local lines = ns.Wording.status(text, { version = "3.0.0", revision = "alliance-2", lacks = {} })
		assert_same({
			"version 3.0.0, protocol alliance-2",
			"Your character belongs to no faction yet. Cross RP starts once it has chosen one.",
		}, lines)
	end)
end)

describe("the tooltip", function()
	it("has a line for each side, bright when somebody there was met lately", function()
		local lines = {}
		for _, line in ipairs(ns.Wording.tooltip(text, status)) do
			table.insert(lines, line.tone .. ": " .. line.left .. (line.right and " | " .. line.right or ""))
		end
		assert_same({
			"title: Cross RP | 3.0.0",
			"plain: Carrying for others | yes",
			"active: MoonGuard (Horde) | own link, bridges: 2, load: 3",
			"active: Sargeras (Horde) | n/a",
			"idle: realm 77 (Alliance) | bridges: 1, load: 98",
			"plain: Sent in the last minute | 1.2 kB/s",
			"hint: Click: status in chat. Right click: settings.",
		}, lines)
	end)

	it("says what is in the way", function()
		status.ways = {}
		status.hosting = { on = false, reason = "combat", pause = 0, carried = 0 }
		status.waits = "retry"
		status.refusal = { name = "ChannelThrottle", seconds = 2, again = true }
		status.trouble = { message = "oops", seconds = 3 }
		local lines = ns.Wording.tooltip(text, status)
		assert_equal("you are in combat", lines[2].right)
		assert_equal("No way to another side is known.", lines[3].left)
		assert_equal("the game asked to wait a moment", lines[5].left)
		assert_match("ChannelThrottle", lines[6].left)
		assert_match("oops", lines[7].left)
	end)

	it("is short for a character without a side", function()
		assert_equal(2, #ns.Wording.tooltip(text, { version = "3.0.0", lacks = {} }))
	end)
end)

describe("a diagnosis in words", function()
	local function words(name, changes, values)
		local facts = { name = "Catnia", coming = {}, have = {}, lack = {}, side = { realm = "MoonGuard", number = 1365 } }
		for key, value in pairs(changes or {}) do
			facts[key] = value
		end
		return ns.Wording.diagnosis(text, { cause = { name = name }, facts = facts, values = values or {} })
	end

	it("names the character, the side, and what is there and what is not", function()
		assert_equal("Nobody carries messages to MoonGuard (Horde) just now.", words("no_bridge")[1])
		local partly = words("partly", { have = { "A" }, lack = { "B", "C", "D" } }, { time = 65 })
		assert_equal("Parts of the profile of Catnia have come, the last 65 s ago. Missing: characteristics, first glances, the About page.", partly[1])
	end)

	it("tells how much has come, and the total where it is known", function()
		local coming = {
			{ part = "A", size = 500, pages = 2 },
			{ part = "D", size = 3500, pages = 14, total_pages = 33 },
		}
		assert_equal(
			"The profile of Catnia is coming: status (500 B so far), the About page (14 of 33 pages).",
			words("receiving", { coming = coming })[1]
		)
	end)

	it("has no place left in any cause's texts", function()
		for _, cause in ipairs(ns.Diagnosis.CAUSES) do
			local facts = {
				name = "Catnia", coming = { { part = "A", size = 1, pages = 1 } }, have = { "A" }, lack = { "B" }, asked = 1,
				received = 1, cooldown = 1, soon = 1, no_addon = "x", detail = "y", side = { number = 5 },
			}
			local values = cause.values and cause.values(facts) or {}
			for _, line in ipairs(ns.Wording.diagnosis(text, { cause = cause, facts = facts, values = values })) do
				assert_nil(line:find("[{}]"), line)
				assert_nil(line:find("^diag%."), line)
			end
		end
	end)
end)
