-- SPDX-License-Identifier: MIT
local ns, env, inbox, slots

before_each(function()
	ns = load_module(
		{},
		"Fields", "Codec", "Util", "Memory", "Quota", "Events", "Serializer", "Framing", "Inbox", "Bands", "Router", "Packing",
		"Profiles", "Progress"
	)
	env = virtual_env()
	inbox = ns.Inbox.new(env, { deliver = function() end })
	slots = ns.Memory.new(env, 10, 100)
	slots:put("abc123", { destination = "Catnia1H", parts = { A = true, D = true } })
end)

-- The pages of an R3 with a part, of which the first so many arrive.
local function arrive(part, data, pages)
	local message = ns.Framing.outgoing("ADDON", true)
	message.slot, message.finished = #part + part:byte(), true
	message:add(("R3 Catnia1H TD abc123 %s catnias %s"):format(part, data))
	for _ = 1, pages do
		inbox:packet({ medium = "WHISPER", sender = "Borin-MoonGuard", prefix = "CRP2" }, (message:take()))
	end
end

it("tells pages and bytes of a packed part, of how many", function()
	arrive("D", "Z5000:" .. ("x"):rep(5000), 14)
	local progress = ns.Progress.of(inbox, slots, "Catnia1H")
	assert_nil(progress.A)
	assert_same(
		{ bytes = 14 * 251, pages = 14, total_bytes = 5000 + #"R3 Catnia1H TD abc123 D catnias Z5000:", total_pages = 21 },
		progress.D
	)
end)

it("tells what is here of a part that is not packed", function()
	arrive("A", "^1" .. ("x"):rep(2000), 3)
	assert_same({ A = { bytes = 3 * 251, pages = 3 } }, ns.Progress.of(inbox, slots, "Catnia1H"))
end)

it("tells nothing of other characters, of parts nobody waits for, and of other messages", function()
	arrive("A", "^1" .. ("x"):rep(2000), 3)
	arrive("B", "^1" .. ("x"):rep(2000), 3)
	inbox:packet({ medium = "WHISPER", sender = "Borin-MoonGuard", prefix = "CRP2" }, "1<\1\9R3 Catnia1H RP1 hello")
	inbox:packet({ medium = "WHISPER", sender = "Borin-MoonGuard", prefix = "CRP2" }, "1<\1\10nonsense")
	inbox:packet({ medium = "WHISPER", sender = "Borin-MoonGuard", prefix = "CRP2" }, "1c\1\11no first page")
	assert_same({}, ns.Progress.of(inbox, slots, "Grosh1H"))
	local progress = ns.Progress.of(inbox, slots, "Catnia1H")
	assert_nil(progress.B)
	assert_equal(3, progress.A.pages)
end)

it("tells how many pages there are once the last one overtook others", function()
	local message, pages = ns.Framing.outgoing("BNET"), {}
	message.slot, message.finished = 5, true
	message:add(ns.Codec.encode("R2", {
		umid = "abcde1", source = "Catnia1H", destination = "Tammya1A", message = "TD abc123 D catnias ^1" .. ("x"):rep(1000),
	}))
	repeat
		local page, _, ends = message:take()
		table.insert(pages, page)
	until ends
	for _, index in ipairs({ 2, 1, #pages }) do
		inbox:packet({ medium = "BNET", sender = 7, prefix = "CRP2" }, pages[index])
	end
	local progress = ns.Progress.of(inbox, slots, "Catnia1H").D
	assert_equal(3, progress.pages)
	assert_equal(5, progress.total_pages)
	assert_nil(progress.total_bytes)
end)
