-- SPDX-License-Identifier: MIT
local Diagnosis, COOLDOWN

before_each(function()
	local ns = load_module("Player/Diagnosis")
	Diagnosis, COOLDOWN = ns.Diagnosis, ns.Spec.timers.request_cooldown
end)

-- Somebody of another side who was pointed at, with a bridge there, and nothing asked yet.
local function facts(changes)
	local all = {
		name = "Catnia", at_home = true, started = true, near = false, side = { band = "1H" }, coming = {}, have = {},
		lack = { "A", "B", "C", "D" }, touched = true, reachable = true, cooldown = 0, conditions = {}, channel = true,
		broadcasts = true,
	}
	for name, value in pairs(changes or {}) do
		all[name] = value
	end
	return all
end

local function found(changes)
	local finding = Diagnosis.find(facts(changes))
	return finding.cause.name, finding.values
end

local ALL, NONE = { "A", "B", "C", "D" }, {}

describe("a diagnosis", function()
	for name, changes in pairs({
		no_side = { at_home = false },
		no_target = { problem = "no_target", touched = false },
		not_a_player = { problem = "not_a_player", touched = false },
		hidden = { problem = "hidden", touched = false },
		yourself = { is_self = true, near = true },
		near = { near = true, touched = false },
		no_addon = { no_addon = "Total RP 3 is not loaded" },
		starting = { started = false },
		ignored = { ignored = true, touched = false },
		receiving = { coming = { { part = "A" } } },
		received = { lack = NONE, have = ALL, received = 5 },
		stored = { lack = NONE, have = ALL },
		restricted = { conditions = { restricted = true } },
		instance = { conditions = { instance = true } },
		combat = { conditions = { combat = true } },
		untouched = { touched = false },
		no_channels = { reachable = false, broadcasts = false },
		no_channel = { reachable = false, channel = false },
		no_bridge = { reachable = false },
		asked = { asked = 3 },
		refused = { asked = 3, outcome = "refused" },
		full = { reachable = false, full = true },
		timed_out = { asked = 3, outcome = "timed_out" },
		ask_again = { asked = 3, outcome = "no_bridge" },
		acked = { asked = 3, outcome = "acked" },
		sent = { asked = 3, outcome = "sent" },
		soon = { soon = 0.1 },
		cooldown = { asked = 3, outcome = "acked", received = 1, answered = true, have = { "A" }, cooldown = 27 },
		partly = { asked = 30, outcome = "acked", received = 1, answered = true, have = { "A" } },
		old = { asked = 31, outcome = "acked", have = { "A" } },
		silent = { asked = 31, outcome = "acked" },
		met = {},
	}) do
		it("is " .. name, function()
			assert_equal(name, (found(changes)))
		end)
	end

	it("is what comes first where several things hold", function()
		local order = {
			{ "near", { near = true, started = false, no_addon = "x" } },
			{ "no_addon", { no_addon = "x", started = false } },
			{ "receiving", { coming = { {} }, conditions = { combat = true }, reachable = false } },
			{ "received", { lack = NONE, have = ALL, received = 1, conditions = { restricted = true } } },
			{ "restricted", { conditions = { restricted = true, instance = true, combat = true } } },
			{ "instance", { conditions = { instance = true, combat = true } } },
			{ "combat", { conditions = { combat = true }, touched = false, reachable = false } },
			{ "no_channels", { reachable = false, broadcasts = false, channel = false } },
		}
		for _, case in ipairs(order) do
			assert_equal(case[1], (found(case[2])))
		end
	end)

	it("does not blame a bridge that left while the answer is awaited, and does afterwards", function()
		assert_equal("asked", (found({ asked = 50, reachable = false })))
		assert_equal("acked", (found({ asked = 3, outcome = "acked", reachable = false })))
		assert_equal("no_bridge", (found({ asked = COOLDOWN, outcome = "acked", reachable = false })))
		assert_equal("no_bridge", (found({ asked = 3, outcome = "no_bridge", reachable = false })))
	end)

	it("blames missing channels for an answer that found no way back, not before", function()
		assert_equal("acked", (found({ broadcasts = false, asked = 3, outcome = "acked" })))
		assert_equal("no_channels", (found({ broadcasts = false, asked = 31, outcome = "acked" })))
		assert_equal("partly", (found({ broadcasts = false, asked = 31, outcome = "acked", answered = true, received = 5 })))
	end)

	it("does not call a side lost whose bridges are full, nor full what can be reached", function()
		assert_equal("full", (found({ reachable = false, full = true, asked = 3 })))
		assert_equal("full", (found({ reachable = false, full = true, asked = 3, outcome = "no_bridge" })))
		assert_equal("asked", (found({ full = true, asked = 3 })))
		assert_equal("acked", (found({ reachable = false, full = true, asked = 3, outcome = "acked" })))
	end)

	it("does not blame the channel while there is a way", function()
		assert_equal("met", (found({ channel = false, broadcasts = false })))
	end)

	it("misses an answer once the request may be made again", function()
		assert_equal("acked", (found({ asked = COOLDOWN - 1, outcome = "acked" })))
		assert_equal("silent", (found({ asked = COOLDOWN, outcome = "acked" })))
		assert_equal("silent", (found({ asked = COOLDOWN, outcome = "sent" })))
	end)

	it("gives the values its texts have places for", function()
		local _, values = found({ asked = 3, outcome = "refused", detail = "GeneralError" })
		assert_same({ time = 3, reason = "GeneralError" }, values)
		_, values = found({ no_addon = "Total RP 3 is not loaded" })
		assert_same({ reason = "Total RP 3 is not loaded" }, values)
		_, values = found({ received = 1, have = { "A" }, cooldown = 27 })
		assert_same({ time = 1, left = 27 }, values)
	end)

	it("has causes of different names, and the last one always applies", function()
		local seen = {}
		for _, cause in ipairs(Diagnosis.CAUSES) do
			assert_nil(seen[cause.name])
			seen[cause.name] = true
		end
		local last = Diagnosis.CAUSES[#Diagnosis.CAUSES]
		assert_true(last.when({}))
	end)
end)
