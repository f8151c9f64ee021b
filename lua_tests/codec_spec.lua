-- SPDX-License-Identifier: MIT
-- A few messages per revision, by hand. That the Lua and the Python codec agree on everything is tested from Python.
local Codec

local function use(revision)
	Codec = load_module({ revision = revision }, "Fields", "Codec").Codec
end

before_each(function()
	use("alliance-2")
end)

local function decode(text, medium)
	local name, values = Codec.decode(text, medium)
	assert_true(name ~= nil, text)
	return name, values
end

-- Both ways, and the same again.
local function assert_message(text, name, values)
	assert_same({ name, values }, { decode(text) })
	assert_equal(text, (Codec.encode(name, values)))
end

describe("the seed's messages", function()
	it("of the next draft read as written there", function()
		assert_message("R1 W3e0d12 H Tammya1A RP1 Hello!", "R1", {
			umid = "W3e0d12",
			faction = "H",
			destination = "Tammya1A",
			message = "RP1 Hello!",
		})
		assert_message("R2 W3e0d12 Catnia1H Tammya1A RP1 Hello!", "R2", {
			umid = "W3e0d12",
			source = "Catnia1H",
			destination = "Tammya1A",
			message = "RP1 Hello!",
		})
		assert_message("R3 Catnia1H RP1 Hello!", "R3", { source = "Catnia1H", message = "RP1 Hello!" })
		assert_message("R0 RP1 Hello!", "R0", { message = "RP1 Hello!" })
		assert_message("A1 W3e0d12 Catnia1H", "A1", { umid = "W3e0d12", destination = "Catnia1H" })
		assert_message("A3 W3e0d12", "A3", { umid = "W3e0d12" })
	end)

	it("of the next draft about status read with what the released addon adds", function()
		assert_message("ST 3.0.0 ? - - 1H1:2H25:#2A77", "ST", {
			version = "3.0.0",
			request = true,
			bands = {
				{ secure = false, band = "1H", load = 1 },
				{ secure = false, band = "2H", load = 25 },
				{ secure = true, band = "2A", load = 77 },
			},
		})
		assert_message("HI 3.0.0 - 99 0123456789ab 0123abcd", "HI", {
			version = "3.0.0",
			request = false,
			load = 99,
			hash1 = "0123456789ab",
			hash2 = "0123abcd",
		})
		assert_message("BYE", "BYE", {})
		assert_message("A2 W3e0d12 Catnia1H", "A2", { umid = "W3e0d12", destination = "Catnia1H" })
	end)

	it("of the first draft read as written there", function()
		use("alliance-1")
		assert_message("ST 1H1 2H25 2A77", "ST", {
			bands = { { band = "1H", load = 1 }, { band = "2H", load = 25 }, { band = "2A", load = 77 } },
		})
		assert_message("ST -", "ST", { bands = {} })
		assert_message("HI", "HI", {})
		assert_message("BYE", "BYE", {})
		assert_message("HO 2", "HO", { load = 2 })
		assert_message("R1 Tammya1A RP1 Hello!", "R1", { destination = "Tammya1A", message = "RP1 Hello!" })
		assert_false(Codec.has("R0"))
		assert_false(Codec.has("A1"))
	end)

	it("about profiles read as written there", function()
		assert_message("TR 4f2 0902x~5z 3:?::40", "TR", {
			slot = "4f2",
			profile_id = "0902x z",
			serials = { A = 3, B = "?", D = 40 },
		})
		assert_message("TD 4f2 A 0902xyz ^1^T^Sv^N3^t^^", "TD", {
			slot = "4f2",
			part = "A",
			profile_id = "0902xyz",
			data = "^1^T^Sv^N3^t^^",
		})
		assert_message("TV 0902xyz 3:12:1:40", "TV", { profile_id = "0902xyz", serials = { A = 3, B = 12, C = 1, D = 40 } })
	end)
end)

it("the released addon's messages read as it writes them", function()
	use("release-2")
	assert_message("R1 W3e0d12 G Tammya1A RP1 Hello!", "R1", {
		umid = "W3e0d12",
		ack = true,
		destination = "Tammya1A",
		message = "RP1 Hello!",
	})
	assert_message("R3 W3e0d12 Catnia1H RP1 Hello!", "R3", { umid = "W3e0d12", source = "Catnia1H", message = "RP1 Hello!" })
	assert_message("TD 4f2 2 0902xyz ^1^Z^^", "TD", { slot = "4f2", part = "B", profile_id = "0902xyz", data = "^1^Z^^" })
	assert_message("ST 2.3.4 ? - 0123abcd 1H1:#2A77", "ST", {
		version = "2.3.4",
		request = true,
		hash2 = "0123abcd",
		bands = { { secure = false, band = "1H", load = 1 }, { secure = true, band = "2A", load = 77 } },
	})
end)

describe("a message's last field", function()
	it("is everything to the end, spaces and all", function()
		local _, values = decode("R3 Catnia1H  two  spaces ")
		assert_equal(" two  spaces ", values.message)
	end)

	it("may hold any byte but NUL", function()
		local bytes = {}
		for byte = 1, 255 do
			bytes[byte] = string.char(byte)
		end
		local text = table.concat(bytes)
		local _, values = decode("R0 " .. text)
		assert_equal(text, values.message)
		assert_same({ nil, "", "", "nul" }, { Codec.decode("R0 a\0b") })
	end)
end)

describe("encoding", function()
	it("takes the fields the message has and ignores other values", function()
		local values = {
			umid = "W3e0d12",
			ack = true,
			faction = "A",
			source = "Tammya1A",
			destination = "Catnia1H",
			message = "RP1 Hello!",
			version = "3.0.0",
		}
		local expected = {
			["alliance-1"] = { R1 = "R1 Catnia1H RP1 Hello!", R2 = "R2 Tammya1A Catnia1H RP1 Hello!" },
			["alliance-2"] = { R1 = "R1 W3e0d12 A Catnia1H RP1 Hello!", R2 = "R2 W3e0d12 Tammya1A Catnia1H RP1 Hello!" },
			["release-2"] = { R1 = "R1 W3e0d12 G Catnia1H RP1 Hello!", R2 = "R2 W3e0d12 G Tammya1A Catnia1H RP1 Hello!" },
		}
		for _, revision in ipairs({ "alliance-1", "alliance-2", "release-2" }) do
			use(revision)
			for name, text in pairs(expected[revision]) do
				assert_equal(text, (Codec.encode(name, values)), revision)
			end
		end
	end)

	it("writes a dash for a hash that is not there", function()
		assert_equal("HI 3.0.0 ? 0 - -", (Codec.encode("HI", { version = "3.0.0", request = true, load = 0 })))
	end)

	it("refuses a value that would not come back as it is", function()
		for _, case in ipairs({
			{ "R1", "umid", "W3e 0d12", "shape" },
			{ "R1", "umid", 12, "type" },
			{ "R1", "destination", "Tammya 1A", "shape" },
			{ "R1", "message", "", "length" },
			{ "R1", "message", "a\0b", "bytes" },
			{ "R1", "faction", "X", "choice" },
			{ "HI", "load", 100, "range" },
			{ "HI", "load", 1.5, "type" },
			{ "HI", "version", "3 0", "shape" },
			{ "HI", "request", "yes", "choice" },
			{ "TD", "part", "E", "choice" },
			{ "TD", "profile_id", "", "length" },
		}) do
			local values = {
				umid = "W3e0d12",
				faction = "A",
				destination = "Tammya1A",
				message = "x",
				version = "3.0.0",
				request = true,
				load = 1,
				slot = "4f2",
				part = "A",
				profile_id = "0902xyz",
				data = "x",
			}
			assert_true(Codec.encode(case[1], values) ~= nil)
			values[case[2]] = case[3]
			assert_same({ nil, case[1], case[2], case[4] }, { Codec.encode(case[1], values) })
			values[case[2]] = nil
			assert_same({ nil, case[1], case[2], "missing" }, { Codec.encode(case[1], values) })
		end
	end)

	it("refuses a message the revision does not have, and one that is too long", function()
		assert_same({ nil, "HO", "", "unknown_command" }, { Codec.encode("HO", { load = 2 }) })
		local text = ("x"):rep(131072 - 3)
		assert_equal("R0 " .. text, (Codec.encode("R0", { message = text })))
		assert_same({ nil, "R0", "", "too_long" }, { Codec.encode("R0", { message = text .. "x" }) })
	end)
end)

describe("an error names message, field and reason:", function()
	for _, case in ipairs({
		{ "", "", "", "unknown_command" },
		{ "XX", "", "", "unknown_command" },
		{ "r0 Hello", "", "", "unknown_command" },
		{ " R0 Hello", "", "", "unknown_command" },
		{ "R0", "R0", "message", "missing" },
		{ "R0 ", "R0", "message", "length" },
		{ "R3 Catnia1H", "R3", "message", "missing" },
		{ "R3 Catnia RP1 Hello!", "R3", "source", "shape" },
		{ "R3 1H RP1 Hello!", "R3", "source", "shape" },
		{ "R2 W3e Catnia1H Tammya1A x", "R2", "umid", "shape" },
		{ "R1 W3e0d12 X Tammya1A x", "R1", "faction", "choice" },
		{ "R1 W3e0d12  A Tammya1A x", "R1", "faction", "choice" },
		{ "A3 W3e0d12 more", "A3", "", "extra" },
		{ "A1 W3e0d12 1H", "A1", "destination", "shape" },
		{ "A2 W3e0d12", "A2", "destination", "missing" },
		{ "A3 W3e0d123456789012", "A3", "umid", "length" },
		{ "R3 " .. ("n"):rep(54) .. "1H x", "R3", "source", "length" },
		{ "BYE now", "BYE", "", "extra" },
		{ "HI 3.0.0 ? 100 - -", "HI", "load", "range" },
		{ "HI 3.0.0 ? 01 - -", "HI", "load", "shape" },
		{ "HI 3.0.0 ? 1 - xyz", "HI", "hash2", "shape" },
		{ "HI 3.0.0 ? 1 -", "HI", "hash2", "missing" },
		{ "ST 3.0.0 ? - - 1H", "ST", "bands", "shape" },
		{ "ST 3.0.0 ? - - 1H1:", "ST", "bands", "shape" },
		{ "ST 3.0.0 ? - - " .. ("1H1:"):rep(64) .. "1H1", "ST", "bands", "count" },
		{ "TR 4f2 0902xyz 3:?:", "TR", "serials", "count" },
		{ "TR 4f2 0902xyz 3:?:x:", "TR", "serials", "shape" },
		{ "TD 4f2 E 0902xyz x", "TD", "part", "choice" },
		{ "TD 4f2 A 0902~xyz x", "TD", "profile_id", "escape" },
		{ "R0 " .. ("x"):rep(131070), "", "", "too_long" },
	}) do
		local shown = #case[1] > 40 and case[1]:sub(1, 40) .. "..." or case[1]
		it(("%q is %s %s %s"):format(shown, case[2], case[3], case[4]), function()
			assert_same({ nil, case[2], case[3], case[4] }, { Codec.decode(case[1]) })
		end)
	end
end)

it("a name and a umid may be as long as the specification says", function()
	local source = ("n"):rep(53) .. "1H"
	assert_message("R3 " .. source .. " x", "R3", { source = source, message = "x" })
	assert_message("A3 W3e0d12345678901", "A3", { umid = "W3e0d12345678901" })
end)

describe("a medium", function()
	local MEDIA = { "WHISPER", "LOGGED", "BROADCAST", "RAID", "BNET", "ROUTED" }
	local NAMES = { "ST", "HI", "HO", "BYE", "R0", "R1", "R2", "R3", "A1", "A2", "A3", "TR", "TD", "TV" }

	local function travelling(medium)
		local found = {}
		for _, name in ipairs(NAMES) do
			found[#found + 1] = Codec.travels(name, medium) and name or nil
		end
		return table.concat(found, " ")
	end

	for _, case in ipairs({
		{ "alliance-1", "R1 R3", "", "ST R3", "", "HI HO BYE R2", "TR TD TV" },
		{ "alliance-2", "ST R0 R1 R3 A1 A3", "R0 R3", "ST BYE R0 R3", "", "HI BYE R2 A2", "TR TD TV" },
		{ "release-2", "ST R0 R1 R3 A1 A3", "", "ST BYE R0 R3", "", "HI BYE R2 A2", "TR TD TV" },
	}) do
		it("carries the messages that " .. case[1] .. " has for it", function()
			use(case[1])
			for index, medium in ipairs(MEDIA) do
				assert_equal(case[index + 1], travelling(medium), medium)
			end
		end)
	end

	it("takes the messages that travel on it", function()
		assert_equal("R0", (Codec.decode("R0 Hello", "LOGGED")))
		assert_equal("ST", (Codec.decode("ST 3.0.0 - - - -", "WHISPER")))
		assert_equal("TV", (Codec.decode("TV x 1:1:1:1", "ROUTED")))
	end)

	it("refuses others before looking at them", function()
		assert_same({ nil, "R1", "", "wrong_medium" }, { Codec.decode("R1 W3e0d12 A Tammya1A x", "BNET") })
		assert_same({ nil, "R1", "", "wrong_medium" }, { Codec.decode("R1 nonsense", "BROADCAST") })
		assert_same({ nil, "TD", "", "wrong_medium" }, { Codec.decode("TD 4f2 A 0902xyz x", "WHISPER") })
		assert_false(Codec.travels("R1", "BNET"))
		assert_false(Codec.travels("nothing", "BNET"))
		use("release-2")
		assert_false(Codec.travels("R0", "LOGGED"))
	end)
end)
