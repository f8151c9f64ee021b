-- SPDX-License-Identifier: MIT
-- What players type about linked raids and group keys, and what they are told.

local ns, app, asked, answers, printed

before_each(function()
	ns = load_module("Player/Locale", "Player/Text", "Player/Raids", "Player/Commands")
	asked, answers, printed = {}, {}, {}
	local function asks(name)
		return function(...)
			table.insert(asked, { name, ... })
			return unpack(answers)
		end
	end
	app = {
		text = ns.Text.new("enUS"),
		link_raid = asks("link"),
		unlink_raid = asks("unlink"),
		tell_raid = asks("tell"),
		set_key = asks("key"),
		print = function(lines)
			table.insert(printed, lines[1])
		end,
	}
end)

local function run(line)
	return ns.Commands.run(app, line)[1]
end

it("a leader is named", function()
	answers = { true, nil, "Catnia1H" }
	assert_match("^You named Catnia%. ", run("link Catnia1H"))
	assert_same({ "link", "Catnia1H" }, asked[1])
	run("link")
	assert_same({ "link", "" }, asked[2])
end)

it("every problem has its words", function()
	for _, why in ipairs({ "no_group", "not_leading", "unknown_target", "yourself", "busy", "starting" }) do
		answers = { false, why }
		assert_match("%.", run("link Catnia"), why)
	end
	for _, why in ipairs({ "not_linked", "text", "starting" }) do
		answers = { false, why }
		assert_match("%.", run("tell Hello!"), why)
	end
	for _, why in ipairs({ "not_a_key", "unsupported", "starting" }) do
		answers = { false, why }
		assert_match("%.", run("key moonlit garden"), why)
	end
end)

it("an end is told when it comes; that there is nothing to end is told at once", function()
	answers = { true }
	assert_nil(run("unlink"))
	answers = { false }
	assert_match("^There is no link", run("unlink"))
end)

it("what is said is shown, and that it was not heard later", function()
	answers = { true }
	assert_equal("To the linked raid: Hello, all of you!", run("tell   Hello, all of you! "))
	assert_equal("Hello, all of you!", asked[1][2])
	local on_done = asked[1][3]
	on_done("acked")
	on_done("sent")
	assert_same({}, printed)
	on_done("timed_out")
	assert_match("did not hear", printed[1])
end)

it("a key is taken as it is typed, never shown, and taken off without one", function()
	answers = { true }
	local line = run("key Moonlit garden")
	assert_same({ "key", "Moonlit garden" }, asked[1])
	assert_match("never saved", line)
	assert_nil(line:find("oonlit", 1, true))
	assert_match("no group key", run("key"))
	assert_equal(1, #asked[2])
	answers = { false, "not_a_key" }
	assert_nil(run("key Moonlit garden"):find("oonlit", 1, true))
end)

describe("events", function()
	local function told(...)
		return ns.Raids.event(app.text, ...)[1]
	end

	it("name people, not addresses", function()
		assert_match("^Catnia would like .* /crossrp link Catnia$", told("RAID_OFFERED", "Catnia1H"))
		assert_match("linked with that of Catnia", told("RAID_LINKED", "Catnia1H"))
		assert_equal("Catnia, from the linked raid: Hello!", told("RAID_MESSAGE", "Catnia1H", "Hello!"))
	end)

	it("give every reason in words", function()
		local spec = ns.Spec
		assert_true(spec ~= nil)
		for _, reason in ipairs({
			"ended", "withdrawn", "left", "passed", "silent", "no_answer", "not_leading", "busy", "unknown", "key", "no_bridge",
			"timed_out", "refused",
		}) do
			for _, event in ipairs({ "RAID_UNLINKED", "RAID_REFUSED" }) do
				local line = told(event, "Catnia1H", reason)
				assert_match("Catnia.*: .*%.$", line, reason)
				assert_nil(line:find("raid.", 1, true), reason)
			end
		end
	end)

	it("show what strangers say as it is, without its colours", function()
		assert_equal("Grom, from the linked raid: ||cffff0000%d {name}", told("RAID_MESSAGE", "Grom1H", "|cffff0000%d {name}"))
	end)
end)
