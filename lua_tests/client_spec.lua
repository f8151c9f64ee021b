-- SPDX-License-Identifier: MIT

describe("the embedded client", function()
	it("offers what the game does", function()
		local frame = CreateFrame("Frame")
		local heard
		frame:SetScript("OnEvent", function(_, event)
			heard = event
		end)
		frame:RegisterEvent("PLAYER_LOGIN")
		frame:GetScript("OnEvent")(frame, "PLAYER_LOGIN")
		assert_equal("PLAYER_LOGIN", heard)
		assert_equal("Tammya", (UnitName("player")))
	end)

	it("lacks what the game lacks", function()
		assert_nil(io)
		assert_nil(os)
		assert_nil(require)
	end)
end)

describe("Client", function()
	it("knows no character before the login, and the client it is on", function()
		local ns = load_module("Client")
		assert_nil(ns.Client.identity())
		assert_true(ns.Client.is_retail())
		assert_equal(0, ns.Client.channels({}).number("crossrp"))
		assert_same({}, ns.Client.friends())
	end)
end)
