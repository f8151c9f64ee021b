-- SPDX-License-Identifier: MIT
local ns = lower()
local Serializer = ns.Serializer

describe("writing", function()
	local CASES = {
		{ "nil", nil, "^1^Z^^" },
		{ "true", true, "^1^B^^" },
		{ "false", false, "^1^b^^" },
		{ "zero", 0, "^1^N0^^" },
		{ "an integer", -42, "^1^N-42^^" },
		{ "a fraction", 0.1, "^1^N0.1^^" },
		{ "a fraction of many digits", 1 / 3, "^1^N0.33333333333333331^^" },
		{ "the largest whole number", 2 ^ 53, "^1^N9007199254740992^^" },
		{ "a large number", 1e300, "^1^N1e+300^^" },
		{ "the smallest number", 2 ^ -1074, "^1^N4.9406564584125e-324^^" },
		{ "an empty string", "", "^1^S^^" },
		{ "a string with spaces", "two words", "^1^Stwo words^^" },
		{ "accents", "J\195\164ger \226\130\172", "^1^SJ\195\164ger \226\130\172^^" },
		{ "what the game treats as special", "a|b\\c^d~e\127f", "^1^Sa~pb~bc~}d~te~{f^^" },
		{ "control bytes", "\0\1\10\27\28\29\30\31", "^1^S~@~A~J~[~s~]~z~_^^" },
		{ "a broken character", "a\195b\128", "^1^Sa~xC3b~x80^^" },
		{ "characters the logged call refuses", "\229\141\141\229\141\144", "^1^S~xE5~x8D~x8D~xE5~x8D~x90^^" },
		{ "an empty table", {}, "^1^T^t^^" },
		{ "an array", { "a", "b" }, "^1^T^N1^Sa^N2^Sb^t^^" },
		{ "number and string keys", { [1] = "n", ["1"] = "s" }, "^1^T^N1^Sn^S1^Ss^t^^" },
		{ "all kinds of keys, sorted", { [10] = 1, [-2] = 2, b = 3, ab = 4, B = 5, [true] = 6, [false] = 7 },
			"^1^T^N-2^N2^N10^N1^SB^N5^Sab^N4^Sb^N3^b^N7^B^N6^t^^" },
		{ "nested tables", { a = { { b = {} } } }, "^1^T^Sa^T^N1^T^Sb^T^t^t^t^t^^" },
	}
	for _, case in ipairs(CASES) do
		local name, value, text = case[1], case[2], case[3]
		it("gives the text of " .. name, function()
			assert_equal(text, Serializer.write(value))
		end)

		it("is undone by reading: " .. name, function()
			local ok, back = Serializer.read(text)
			assert_true(ok, back)
			assert_same(value, back)
		end)
	end

	it("keeps the sign of zero, but not in a key", function()
		-- Written as constants, both would be the same one.
		local zero, negative = tonumber("0"), tonumber("-0")
		assert_equal("^1^N-0^^", Serializer.write(negative))
		assert_equal("^1^T^N0^B^t^^", Serializer.write({ [zero] = true }))
		assert_equal("^1^T^N0^B^t^^", Serializer.write({ [negative] = true }))
	end)

	it("does not depend on how a table was filled", function()
		local one, two = {}, {}
		for index = 1, 100 do
			one["key" .. index] = index
			two["key" .. (101 - index)] = 101 - index
		end
		for index = 1, 1000 do
			two[index] = true
		end
		for index = 1, 1000 do
			two[index] = nil
		end
		assert_equal(Serializer.write(one), Serializer.write(two))
	end)

	it("writes a table that is there twice, twice", function()
		local shared = { 1 }
		assert_equal("^1^T^N1^T^N1^N1^t^N2^T^N1^N1^t^t^^", Serializer.write({ shared, shared }))
	end)

	local function refuses(pattern, value)
		local text, why = Serializer.write(value)
		assert_nil(text)
		assert_match(pattern, why)
	end

	it("refuses what has no text, and says what", function()
		refuses("a function", print)
		refuses("a function", { { print } })
		refuses("a thread", coroutine.create(print))
		refuses("a table as a key", { [{}] = 1 })
		refuses("not finite", 0 / 0)
		refuses("not finite", math.huge)
		refuses("not finite", { -math.huge })
		local loop = {}
		loop.inner = { loop }
		refuses("a table inside itself", loop)
	end)

	it("refuses more than its limits", function()
		local deep = {}
		for _ = 1, ns.Spec.limits.serial_depth - 1 do
			deep = { deep }
		end
		assert_match("^%^1", Serializer.write(deep))
		refuses("nested deeper than 32", { deep })

		local many = {}
		for index = 1, (ns.Spec.limits.serial_items - 1) / 2 do
			many[index] = 1
		end
		assert_match("^%^1", Serializer.write(many))
		table.insert(many, 1)
		refuses("more than 20000 values", many)

		local longest = ns.Spec.limits.serial_bytes - #"^1^S^^"
		assert_equal(ns.Spec.limits.serial_bytes, #Serializer.write(("x"):rep(longest)))
		refuses("longer than 131072 bytes", ("x"):rep(longest + 1))
		refuses("longer than 131072 bytes", ("\255"):rep(longest))
	end)
end)

describe("reading", function()
	it("takes what AceSerializer writes", function()
		local text = "^1^T^Sname^STwo~`words~J~|pipe|back\\slash~}~{~\\~z^Sratio^F6004799503160661^f-54^N1^B^t^^"
		local ok, value = Serializer.read(text)
		assert_true(ok, value)
		assert_same({ name = "Two words\n~pipe|back\\slash^\127\28\30", ratio = 1 / 3, [1] = true }, value)
	end)

	it("reads a pair of integers as the float they stand for", function()
		assert_same({ true, 2 ^ -1074 }, { Serializer.read("^1^F4503599627370496^f-1126^^") })
		assert_same({ true, -1.5 }, { Serializer.read("^1^F-3^f-1^^") })
	end)

	it("takes the usual forms of a number", function()
		for _, form in ipairs({ "0", "-0", "12", "-12", "1.5", ".5", "5.", "1e5", "1E+5", "1e-5", "-1.25e3" }) do
			assert_same({ true, tonumber(form) }, { Serializer.read("^1^N" .. form .. "^^") })
		end
	end)

	it("keeps an explicit nil at the top", function()
		assert_same({ true, nil }, { Serializer.read("^1^Z^^") })
		assert_equal(2, select("#", Serializer.read("^1^Z^^")))
	end)

	local BAD = {
		{ "a number instead of a text", 12, "not a text" },
		{ "nothing", "", "byte 1: does not start" },
		{ "another form", "^2^Sx^^", "byte 1: does not start" },
		{ "no value", "^1^^", "byte 3: no value starts with %^^" },
		{ "no end", "^1^Sx", "byte 6: the text is cut short" },
		{ "half an end", "^1^Sx^", "byte 6: the text is cut short" },
		{ "two values", "^1^Sx^Sy^^", "byte 6: more than one value" },
		{ "something after the end", "^1^Sx^^y", "more than one value" },
		{ "an unknown mark", "^1^Q^^", "no value starts with %^Q" },
		{ "a half mark", "^1^", "cut short" },
		{ "a table without an end", "^1^T^Sa^Sb", "cut short" },
		{ "a key without a value", "^1^T^Sa^t^^", "no value starts with %^t" },
		{ "nil as a key", "^1^T^Z^Sa^t^^", "a nil as a key" },
		{ "a table as a key", "^1^T^T^t^Sa^t^^", "a table as a key" },
		{ "text after a mark that stands alone", "^1^Bx^^", "text where none belongs" },
		{ "text after the start of a table", "^1^Tx^t^^", "text where none belongs" },
		{ "no digits", "^1^N^^", "not a finite number" },
		{ "only a dot", "^1^N.^^", "not a finite number" },
		{ "a hexadecimal number", "^1^N0x10^^", "not a finite number" },
		{ "infinity", "^1^Ninf^^", "not a finite number" },
		{ "infinity on another system", "^1^N1.#INF^^", "not a finite number" },
		{ "not a number", "^1^Nnan^^", "not a finite number" },
		{ "a number too large", "^1^N1e999^^", "not a finite number" },
		{ "a number with spaces", "^1^N 1^^", "not a finite number" },
		{ "a float too large", "^1^F1^f4000^^", "not a finite number" },
		{ "a float with a vast exponent", "^1^F1^f99999999999^^", "without both its parts" },
		{ "half a float", "^1^F1^N2^^", "without both its parts" },
		{ "a float with a fraction", "^1^F1.5^f1^^", "without both its parts" },
		{ "a float with a fractional exponent", "^1^F1^f1.5^^", "without both its parts" },
		{ "a float of text", "^1^Fx^f1^^", "without both its parts" },
		{ "an unknown escape", "^1^Sa~qb^^", "an escape that means nothing" },
		{ "an escape at the end", "^1^Sab~^^", "an escape that means nothing" },
		{ "two tildes", "^1^Sa~~^^", "an escape that means nothing" },
		{ "half a hexadecimal escape", "^1^Sa~x4^^", "an escape that means nothing" },
		{ "more than the limit", "^1^S" .. ("x"):rep(131072) .. "^^", "longer than 131072 bytes" },
		{ "too many values", "^1^T" .. ("^B^B"):rep(10001) .. "^t^^", "more than 20000 values" },
		{ "too many levels", "^1" .. ("^T^N1"):rep(33) .. "^T^t" .. ("^t"):rep(33) .. "^^", "nested deeper than 32" },
	}
	for _, case in ipairs(BAD) do
		it("refuses " .. case[1], function()
			local results = { Serializer.read(case[2]) }
			assert_false(results[1])
			assert_match(case[3], results[2])
		end)
	end

	it("leaves the hexadecimal digits behind another escape alone", function()
		assert_same({ true, "|41" }, { Serializer.read("^1^S~p41^^") })
		assert_same({ true, "A41|" }, { Serializer.read("^1^S~x4141~p^^") })
	end)

	it("never runs what it reads", function()
		touched = nil
		assert_false((Serializer.read("return (function() touched = true end)()")))
		assert_true((Serializer.read("^1^Stouched = true^^")))
		assert_nil(touched)
	end)

	it("takes hostile text of full length without growing slow", function()
		local size = 131000
		local function fill(piece)
			return "^1" .. piece:rep(math.floor(size / #piece))
		end
		for _, piece in ipairs({ "^T", "^", "^S~", "~", "^N1", "1", "^F1", "^T^N1", "^S", "^T^Sa^Sb^t", "^B", "\255" }) do
			assert_false((Serializer.read(fill(piece))))
		end
		assert_false((Serializer.read("^1^N" .. ("1"):rep(size) .. "x^^")))
		assert_false((Serializer.read("^1^N1e" .. ("1e"):rep(size / 2) .. "^^")))
		assert_false((Serializer.read("^1^F" .. ("1"):rep(size) .. "^f1^^")))
		assert_true((Serializer.read("^1^S" .. ("~A"):rep(size / 2) .. "^^")))
	end)
end)
