-- SPDX-License-Identifier: MIT
local env, events, journal, router, sent, heard

before_each(function()
	local ns = load_module("Util", "Memory", "Events", "Player/Journal")
	env, events, sent, heard = virtual_env(), ns.Events.new(), {}, {}
	journal = ns.Journal.new(env, events)
	router = journal:watching({
		home = "1A",
		is_straight = function(self, destination)
			return destination:sub(-2) == self.home
		end,
		send = function(_, destination, text, request)
			table.insert(sent, { destination = destination, text = text, request = request })
			return function()
				request.on_done("cancelled")
			end
		end,
	})
	journal:on_end(function(destination)
		table.insert(heard, destination)
	end)
end)

local function ask(destination, on_done)
	return router:send(destination or "Catnia1H", "TR abc123 ? A:?", { priority = "NORMAL", on_done = on_done })
end

describe("the journal", function()
	it("knows nothing of somebody nobody asked", function()
		assert_same({}, journal:of("Catnia1H"))
		assert_nil(journal:received("Catnia-MoonGuard"))
	end)

	it("passes on what it writes down", function()
		local outcomes = {}
		local cancel = ask(nil, function(outcome, detail)
			table.insert(outcomes, outcome .. " " .. tostring(detail))
		end)
		assert_equal("Catnia1H", sent[1].destination)
		assert_equal("TR abc123 ? A:?", sent[1].text)
		assert_equal("NORMAL", sent[1].request.priority)
		cancel()
		assert_same({ "cancelled nil" }, outcomes)
	end)

	it("leaves everything else to the router", function()
		assert_true(router:is_straight("Tammya1A"))
		assert_false(router:is_straight("Catnia1H"))
	end)

	it("has when it was asked, and how that ended", function()
		ask()
		assert_same({ asked = 1000 }, journal:of("Catnia1H"))
		env:advance(3)
		sent[1].request.on_done("refused", "GeneralError")
		assert_same({ asked = 1000, outcome = "refused", detail = "GeneralError" }, journal:of("Catnia1H"))
		assert_same({ "Catnia1H" }, heard)
	end)

	it("starts anew with the next request, whose end is the one that counts", function()
		ask()
		env:advance(3)
		ask()
		sent[1].request.on_done("acked")
		assert_same({ asked = 1003 }, journal:of("Catnia1H"))
		sent[2].request.on_done("timed_out")
		assert_equal("timed_out", journal:of("Catnia1H").outcome)
	end)

	it("of two requests at one moment keeps the later one's end", function()
		ask()
		ask()
		sent[2].request.on_done("acked")
		sent[1].request.on_done("no_bridge")
		assert_equal("acked", journal:of("Catnia1H").outcome)
	end)

	it("leaves answers and announcements alone", function()
		local request = { priority = "LOW" }
		router:send("Catnia1H", "TD abc123 A id data", request)
		router:send("1H", "TV id A:1", request)
		assert_true(sent[1].request == request and sent[2].request == request)
		assert_same({}, journal:of("Catnia1H"))
	end)

	it("knows when something came, by the full name", function()
		events:fire("PROFILE_UPDATED", "Catnia-MoonGuard", "Catnia58H", "A")
		env:advance(2)
		events:fire("PROFILE_UPDATED", "Catnia-MoonGuard", "Catnia58H", "B")
		assert_equal(1002, journal:received("Catnia-MoonGuard"))
	end)

	it("forgets requests nobody wonders about any more", function()
		ask()
		env:advance(901)
		journal:sweep()
		assert_same({}, journal:of("Catnia1H"))
		assert_equal(0, journal.entries:size())
	end)
end)
