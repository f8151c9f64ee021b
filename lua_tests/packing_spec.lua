-- SPDX-License-Identifier: MIT
local Packing, limits

before_each(function()
	local ns = load_module({}, "Packing")
	Packing, limits = ns.Packing, ns.Spec.limits
end)

local function packing()
	return Packing.new(run_length())
end

describe("packing", function()
	it("gives back what was packed", function()
		for _, text in ipairs({ "", "a", ("ab"):rep(40), ("a"):rep(400), ("a"):rep(40000) .. ("b"):rep(50000) }) do
			assert_equal(text, packing():unpack(packing():pack(text)))
		end
	end)

	it("leaves text alone that would not become shorter", function()
		assert_equal("^1^SHello^^", packing():pack("^1^SHello^^"))
	end)

	it("packs block by block", function()
		local packed = packing():pack(("a"):rep(2 * limits.packed_block + 1))
		assert_equal("Z22:61" .. limits.packed_block .. ",.61" .. limits.packed_block .. ",.611,", packed)
	end)

	it("tells the size from the beginning", function()
		local packed = packing():pack(("a"):rep(9000))
		assert_equal(#packed, Packing.size(packed))
		assert_equal(#packed, Packing.size(packed:sub(1, 6)))
		assert_nil(Packing.size("^1^T^t^^"))
		assert_nil(Packing.size("Z12345678901:"))
		assert_nil(Packing.size("Z12"))
	end)

	it("does nothing without a squeezer, and cannot read what is packed", function()
		local plain = Packing.new(nil)
		local text = ("a"):rep(400)
		assert_equal(text, plain:pack(text))
		assert_equal(text, plain:unpack(text))
		assert_nil(plain:unpack(packing():pack(text)))
	end)

	it("does nothing in the released protocol", function()
		local ns = load_module({ revision = "release-2" }, "Packing")
		local text = ("a"):rep(400)
		assert_equal(text, ns.Packing.new(run_length()):pack(text))
		assert_equal("Z6:61400,", ns.Packing.new(run_length()):unpack("Z6:61400,"))
	end)
end)

describe("what arrives damaged", function()
	it("is refused: cut, too long, of no form", function()
		local packed = packing():pack(("a"):rep(400))
		for _, text in ipairs({ packed:sub(1, -2), packed .. ",", "Z3:abc", "Z9:61400,62x" }) do
			assert_nil(packing():unpack(text), text)
		end
	end)

	it("is refused when it grows beyond the longest message, or a block is longer than blocks are", function()
		local most = limits.serial_bytes
		assert_equal(most, #packing():unpack("Z9:61" .. most .. ","))
		assert_nil(packing():unpack("Z9:61" .. most + 1 .. ","))
		local half = "61" .. most / 2 + 1 .. ","
		assert_nil(packing():unpack("Z17:" .. half .. "." .. half))
		local long = ("611,"):rep(limits.packed_block / 4 + 1)
		assert_nil(packing():unpack(("Z%d:%s"):format(#long, long)))
	end)
end)
