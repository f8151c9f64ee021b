-- SPDX-License-Identifier: MIT
local env, traffic

before_each(function()
	env = virtual_env()
	traffic = load_module("Player/Meter", "Player/Traffic").Traffic.new(env)
end)

local function answered(code, bytes, more)
	local packet = { medium = "WHISPER", text = ("x"):rep(bytes or 10) }
	for name, value in pairs(more or {}) do
		packet[name] = value
	end
	traffic:answered(packet, code)
end

describe("traffic", function()
	it("counts what the game took, and what of it was carried", function()
		answered(0, 100)
		answered(0, 30, { carried = true })
		answered(3, 500, { carried = true })
		assert_equal(130, traffic.sent.all)
		assert_equal(30, traffic.carried:sum())
		env:advance(3601)
		assert_equal(0, traffic.carried:sum())
		assert_equal(130, traffic.sent.all)
	end)

	it("remembers the last refusal, and whether it is tried again", function()
		assert_nil(traffic.refusal)
		answered(3)
		assert_same({ name = "AddonMessageThrottle", medium = "WHISPER", at = 1000, again = true }, traffic.refusal)
		answered(0)
		assert_equal("AddonMessageThrottle", traffic.refusal.name)
		env:advance(5)
		answered(11, 1, { medium = "BNET" })
		assert_same({ name = "AddOnMessageLockdown", medium = "BNET", at = 1005, again = true }, traffic.refusal)
		answered(1)
		assert_same({ name = "InvalidPrefix", medium = "WHISPER", at = 1005, again = false }, traffic.refusal)
	end)

	it("calls it no refusal that the channel is not joined", function()
		answered(7, 1, { medium = "BROADCAST" })
		assert_nil(traffic.refusal)
		assert_equal(0, traffic.sent.all)
	end)

	it("has a name for a result nobody has heard of", function()
		answered(77)
		assert_equal("Result 77", traffic.refusal.name)
		assert_false(traffic.refusal.again)
	end)
end)
