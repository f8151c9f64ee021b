-- SPDX-License-Identifier: MIT
local events, heard, reports

local function hear(name)
	return function(...)
		table.insert(heard, table.concat({ name, ... }, " "))
	end
end

before_each(function()
	heard, reports = {}, {}
	events = load_module("Util", "Events").Events.new(function(message)
		table.insert(reports, message)
	end)
end)

describe("an event", function()
	it("reaches those who registered for it, in their order, with its arguments", function()
		for _, name in ipairs({ "first", "second", "third" }) do
			events:on("LINKED", hear(name))
		end
		events:on("UNLINKED", hear("another"))
		events:fire("LINKED", "Catnia1H", "1H")
		assert_same({ "first Catnia1H 1H", "second Catnia1H 1H", "third Catnia1H 1H" }, heard)
	end)

	it("nobody registered for is no error", function()
		events:fire("LINKED", "Catnia1H")
		assert_same({}, heard)
	end)

	it("reaches everyone although one of them raises, and the error is told", function()
		events:on("LINKED", hear("first"))
		events:on("LINKED", function()
			error("broken")
		end)
		events:on("LINKED", hear("third"))
		events:fire("LINKED")
		assert_same({ "first", "third" }, heard)
		assert_equal(1, #reports)
		assert_match("broken", reports[1])
	end)

	it("calls a function as often as it was registered", function()
		local callback = hear("same")
		local unregister = events:on("LINKED", callback)
		events:on("LINKED", callback)
		events:fire("LINKED")
		unregister()
		events:fire("LINKED")
		assert_same({ "same", "same", "same" }, heard)
	end)
end)

describe("unregistering", function()
	it("ends the calls, and may be done twice", function()
		local unregister = events:on("LINKED", hear("first"))
		events:on("LINKED", hear("second"))
		unregister()
		unregister()
		events:fire("LINKED")
		assert_same({ "second" }, heard)
	end)

	it("itself while called leaves the others", function()
		local unregister
		unregister = events:on("LINKED", function()
			table.insert(heard, "once")
			unregister()
		end)
		events:on("LINKED", hear("second"))
		events:fire("LINKED")
		events:fire("LINKED")
		assert_same({ "once", "second", "second" }, heard)
	end)

	it("the next one while called spares it, and only it", function()
		local unregister
		events:on("LINKED", function()
			unregister()
		end)
		unregister = events:on("LINKED", hear("second"))
		events:on("LINKED", hear("third"))
		events:fire("LINKED")
		assert_same({ "third" }, heard)
	end)
end)

it("who registers while an event is told hears of the next one", function()
	local registered
	events:on("LINKED", function()
		if not registered then
			registered = true
			events:on("LINKED", hear("new"))
		end
	end)
	events:on("LINKED", hear("old"))
	events:fire("LINKED")
	assert_same({ "old" }, heard)
	events:fire("LINKED")
	assert_same({ "old", "old", "new" }, heard)
end)
