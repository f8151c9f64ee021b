-- SPDX-License-Identifier: MIT

describe("numbers", function()
	local Framing = lower().Framing

	it("are two digits of base 127, each from 1", function()
		assert_equal("\1\1", Framing.number(0))
		assert_equal("\1\127", Framing.number(126))
		assert_equal("\2\1", Framing.number(127))
		assert_equal("\127\127", Framing.number(16128))
	end)

	it("come back for every value", function()
		for number = 0, 16128 do
			assert_equal(number, Framing.read_number(Framing.number(number), 1))
		end
	end)

	it("are refused out of range or cut short", function()
		for _, text in ipairs({ "", "\1", "\0\1", "\1\0", "\128\1", "\1\128", "\255\255" }) do
			assert_nil(Framing.read_number(text, 1), text)
		end
	end)
end)

describe("a packet", function()
	local Framing = lower().Framing

	it("has the bytes of the seed", function()
		assert_equal("1-Hello", Framing.pack("ADDON", "whole", nil, nil, "Hello"))
		assert_equal("1<\1\6Hel", Framing.pack("ADDON", "first", 5, 1, "Hel"))
		assert_equal("1=\1\6l", Framing.pack("ADDON", "middle", 5, 2, "l"))
		assert_equal("1>\1\6o", Framing.pack("ADDON", "last", 5, 3, "o"))
		assert_equal("1-Hello", Framing.pack("BNET", "whole", nil, nil, "Hello"))
		assert_equal("1<\1\6\1\2Hel", Framing.pack("BNET", "first", 5, 1, "Hel"))
		assert_equal("1>\1\6\1\4o", Framing.pack("BNET", "last", 5, 3, "o"))
	end)

	it("comes apart as it was packed", function()
		for _, family in ipairs({ "ADDON", "BNET" }) do
			for _, case in ipairs({ { "first", 1 }, { "middle", 200 }, { "last", 16128 } }) do
				local mark, page = unpack(case)
				local packet = Framing.pack(family, mark, 16128, page, "text")
				assert_equal(Framing.head_bytes(family, mark) + 4, #packet)
				local got = { Framing.parse(family, packet) }
				assert_same({ mark, 16128, family == "BNET" and page or nil, "text" }, { got[1], got[2], got[3], got[4] })
			end
		end
	end)

	local function reason(family, packet)
		local mark, why = Framing.parse(family, packet)
		assert_nil(mark)
		return why
	end

	it("is refused with a reason when malformed", function()
		assert_equal("text", reason("ADDON", nil))
		assert_equal("text", reason("ADDON", 12))
		assert_equal("version", reason("ADDON", ""))
		assert_equal("version", reason("ADDON", "2-Hello"))
		assert_equal("mark", reason("ADDON", "1"))
		assert_equal("mark", reason("ADDON", "1*Hello"))
		assert_equal("slot", reason("ADDON", "1<\1"))
		assert_equal("slot", reason("ADDON", "1<\0\1data"))
		assert_equal("slot", reason("BNET", "1=\200\1\1\2data"))
		assert_equal("page", reason("BNET", "1<\1\1\1"))
		assert_equal("page", reason("BNET", "1<\1\1\1\3the first page is number 1"))
		assert_equal("page", reason("BNET", "1=\1\1\1\1page 0"))
		assert_equal("page", reason("BNET", "1=\1\1\1\2page 1"))
		assert_equal("page", reason("BNET", "1>\1\1\1\2one page in all"))
	end)
end)

for _, revision in ipairs({ "alliance-2", "release-2" }) do
	describe("an outgoing message in " .. revision, function()
		local ns = lower(revision)
		local Framing = ns.Framing

		local function packets_of(family, text)
			local message = Framing.outgoing(family)
			message.slot = 7
			message:add(text)
			message.finished = true
			local packets = {}
			local ends
			repeat
				local mark, bytes = message:peek()
				local packet, _
				packet, _, ends = message:take()
				assert_equal(bytes, #packet)
				assert_equal(mark, (Framing.parse(family, packet)))
				packets[#packets + 1] = packet
			until ends
			return packets
		end

		for _, family in ipairs({ "ADDON", "BNET" }) do
			it("fills the sizes of " .. family .. " exactly", function()
				local sizes = ns.Spec.framing[family]
				assert_equal(1, #packets_of(family, letters(sizes.whole)))
				local two = packets_of(family, letters(sizes.whole + 1))
				assert_equal(2, #two)
				assert_equal(sizes.page, #two[1] - Framing.head_bytes(family, "first"))
				assert_equal(2, #packets_of(family, letters(sizes.page * 2)))
				assert_equal(3, #packets_of(family, letters(sizes.page * 2 + 1)))
			end)

			it("never makes a packet over the limit of " .. family, function()
				for bytes = 0, 800, 13 do
					for _, packet in ipairs(packets_of(family, letters(bytes))) do
						assert_true(#packet <= 255, bytes .. " bytes")
					end
				end
			end)

			it("does not split a character on " .. family, function()
				for _, packet in ipairs(packets_of(family, "x" .. ("\226\130\172"):rep(400))) do
					assert_true(ns.Util.utf8_valid(packet))
				end
			end)
		end

		it("has a page as soon as more than one is there, and never an empty last one", function()
			local page = ns.Spec.framing.ADDON.page
			local message = Framing.outgoing("ADDON")
			message.slot = 1
			message:add(letters(page - 1))
			assert_false(message:is_ready())
			message:add("x")
			assert_false(message:is_ready())
			message:add("y")
			assert_true(message:is_ready())
			assert_equal("1<\1\2" .. letters(page - 1) .. "x", (message:take()))
			assert_false(message:is_ready())
			message.finished = true
			assert_true(message:is_ready())
			assert_equal("1>\1\2y", (message:take()))
		end)

		it("ends with a full page when the text does", function()
			local page = ns.Spec.framing.ADDON.page
			local message = Framing.outgoing("ADDON")
			message.slot = 1
			message:add(letters(2 * page))
			message:take()
			assert_false(message:is_ready())
			message.finished = true
			local packet, _, over = message:take()
			assert_equal(4 + page, #packet)
			assert_equal("1>", packet:sub(1, 2))
			assert_true(over)
		end)
	end)
end

describe("slots", function()
	local Framing = lower().Framing

	it("count up and start again", function()
		assert_equal(1, Framing.next_slot(0, "WHISPER"))
		assert_equal(0, Framing.next_slot(16128, "WHISPER"))
	end)

	it("are plain text where the client refuses anything else", function()
		local first = Framing.next_slot(0, "LOGGED")
		local slot, count = first, 0
		repeat
			assert_nil(Framing.number(slot):find("[%c|\\]"))
			slot, count = Framing.next_slot(slot, "LOGGED"), count + 1
		until slot == first
		assert_equal(93 * 93, count, "bytes 32 to 126 without the pipe and the backslash, twice")
	end)
end)
