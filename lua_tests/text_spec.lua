-- SPDX-License-Identifier: MIT
local Text, Locale, text

before_each(function()
	local ns = load_module("Player/Locale", "Player/Text")
	Text, Locale = ns.Text, ns.Locale
	Locale.languages.enUS = table.concat({
		"plain=Nothing in it.",
		"places=Sent {sent_size} in {time}, {left} left, at {rate}; {name} twice: {name}",
		"odd=100% of {name}=x",
		"number.decimal=.",
		"unit.seconds={n} s",
		"unit.minutes={n} min",
		"unit.hours={n} h",
		"unit.bytes={n} B",
		"unit.kilobytes={n} kB",
		"unit.megabytes={n} MB",
		"unit.rate={size}/s",
		"list.between=; ",
		"",
	}, "\n")
	text = Text.new("enUS")
end)

describe("a text", function()
	it("is said with values in its places, each written as its name says", function()
		local values = { sent_size = 1234, time = 61, left = 0.2, rate = 5, name = "Catnia" }
		assert_equal("Sent 1.2 kB in 61 s, 1 s left, at 5 B/s; Catnia twice: Catnia", text:say("places", values))
		assert_equal("Nothing in it.", text:say("plain"))
	end)

	it("keeps a place nobody gives a value for, and everything else as it stands", function()
		assert_equal("100% of {name}=x", text:say("odd"))
		assert_equal("100% of %d %1=x", text:say("odd", { name = "%d %1" }))
	end)

	it("lets nothing that is put in begin a colour or an icon", function()
		assert_equal("100% of ||cffff0000Catnia||r=x", text:say("odd", { name = "|cffff0000Catnia|r" }))
	end)

	it("puts in nothing that is put in", function()
		assert_equal("100% of {name} {left}=x", text:say("odd", { name = "{name} {left}", left = 5 }))
	end)

	it("that is not there is its key", function()
		assert_equal("status.absent", text:say("status.absent"))
	end)
end)

describe("amounts", function()
	it("of bytes have a unit and one decimal below ten", function()
		for bytes, shown in pairs({
			[0] = "0 B", [999] = "999 B", [1000] = "1 kB", [1049] = "1.0 kB", [1260] = "1.3 kB", [9940] = "9.9 kB",
			[12345] = "12 kB", [999499] = "999 kB", [1500000] = "1.5 MB", [20000000] = "20 MB",
		}) do
			assert_equal(shown, text:size(bytes))
		end
	end)

	it("of bytes are whole when they are an average", function()
		assert_equal("3 B", text:size(3.7))
	end)

	it("of time count what has begun, in seconds, minutes or hours", function()
		for seconds, shown in pairs({
			[-1] = "0 s", [0] = "0 s", [0.1] = "1 s", [119] = "119 s", [120] = "2 min", [121] = "3 min", [7199] = "120 min",
			[7200] = "2 h",
		}) do
			assert_equal(shown, text:time(seconds))
		end
	end)

	it("are joined as the language does", function()
		assert_equal("a; b; c", text:list({ "a", "b", "c" }))
		assert_equal("", text:list({}))
	end)
end)

describe("a language", function()
	it("is the game's", function()
		local german = Text.new("deDE")
		assert_equal("1,5 kB", german:size(1500))
		assert_equal("Allianz", german:say("side.alliance"))
	end)

	it("may be another one's", function()
		assert_equal("esES", Locale.fallbacks.esMX)
		assert_equal(Text.new("esES"):say("reason.combat"), Text.new("esMX"):say("reason.combat"))
	end)

	it("is English where there is none", function()
		for _, language in ipairs({ "zhTW", "koKR", "xxXX" }) do
			assert_equal("Nothing in it.", Text.new(language):say("plain"))
		end
	end)
end)
