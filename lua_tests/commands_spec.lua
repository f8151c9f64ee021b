-- SPDX-License-Identifier: MIT
local ns, app, saved, opened, diagnosed

before_each(function()
	ns = load_module("Util", "Events", "Player/Locale", "Player/Text", "Player/Saved", "Player/Side", "Player/Diagnosis",
		"Player/Wording", "Player/Commands")
	saved, opened, diagnosed = ns.Saved.new(nil, ns.Events.new()), true, nil
	app = {
		text = ns.Text.new("enUS"),
		saved = function()
			return saved
		end,
		status = function()
			local hosting = { on = saved ~= nil and saved:get("hosting"), reason = "switched off", pause = 0, carried = 0 }
			return {
				version = "3.0.0", revision = "alliance-2", lacks = {}, destination = "Tammya1A", started = true, channel = true,
				hosting = hosting, ways = {}, queued = 0, queued_bytes = 0, sent = { rate = 0, all = 0 },
				received = { rate = 0, all = 0 },
			}
		end,
		diagnose = function(name)
			diagnosed = name
			return { cause = ns.Diagnosis.CAUSES[2], facts = { coming = {}, have = {}, lack = {}, name = name }, values = {} }
		end,
		open_settings = function()
			return opened
		end,
	}
end)

local function run(line)
	return ns.Commands.run(app, line)
end

describe("the command", function()
	it("tells the status, by its word or without one", function()
		local lines = run("status")
		assert_equal("version 3.0.0, protocol alliance-2", lines[1])
		for _, line in ipairs({ "", "  ", " STATUS ", "Status please" }) do
			assert_same(lines, run(line))
		end
	end)

	it("diagnoses a name, or the target", function()
		assert_same({ "You have no target.", "Target somebody, or name them: /crossrp diag NAME" }, run("diag"))
		assert_equal("", diagnosed)
		run("diag  Catnia-Moon Guard ")
		assert_equal("Catnia-Moon Guard", diagnosed)
	end)

	it("switches carrying off and on", function()
		assert_same({ "Carrying messages for others: no, you switched it off" }, run("off"))
		assert_false(saved:get("hosting"))
		assert_same({ "Carrying messages for others: yes" }, run("on"))
		assert_true(saved:get("hosting"))
	end)

	it("has nothing to switch before the login", function()
		saved = nil
		assert_match("^Still starting", run("off")[1])
	end)

	it("opens the settings, or says that it cannot", function()
		assert_same({ "The settings are open." }, run("settings"))
		opened = false
		assert_match("^The settings cannot", run("settings")[1])
	end)

	it("lists what there is, each command with its word", function()
		local lines = run("help")
		assert_equal(#ns.Commands.LIST, #lines)
		for index, command in ipairs(ns.Commands.LIST) do
			assert_match("^/crossrp", lines[index])
			assert_true(command.word == "status" or lines[index]:find("/crossrp " .. command.word, 1, true) == 1, lines[index])
		end
	end)

	it("says what it does not know, and lists what there is", function()
		local lines = run("|cffff0000dance now")
		assert_equal("There is no command ||cffff0000dance. There are:", lines[1])
		assert_equal(#ns.Commands.LIST + 1, #lines)
	end)
end)
