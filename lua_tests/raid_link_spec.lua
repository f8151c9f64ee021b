-- SPDX-License-Identifier: MIT
-- Leaders agree on a link: what is said, what is refused, what the raid hears of it.

local bench, tammya, timers, limits

local PEER = "Catnia1H"
local THEIRS, THEIR_PASS = "THEIRtoken", "THEIR0pass"

local function link()
	return tammya.raid.parts.link
end

local function agree(more)
	local values = { yours = link().mine, mine = THEIRS, pass = THEIR_PASS }
	for name, value in pairs(more or {}) do
		values[name] = value
	end
	tammya.routed(PEER, "LA", values)
end

local function linked()
	bench.group("raid", nil, "Ann", "Bea")
	tammya.raid:link(PEER)
	agree()
	tammya.names()
	tammya.fired = {}
end

before_each(function()
	bench = raid_bench()
	tammya, timers, limits = bench.tammya, bench.ns.Spec.timers, bench.ns.Spec.limits
end)

describe("naming", function()
	it("is for leaders of a group, and for somebody else who is known", function()
		assert_same({ false, "no_group" }, { tammya.raid:link(PEER) })
		bench.group("raid", "Ann", "Bea")
		assert_same({ false, "not_leading" }, { tammya.raid:link(PEER) })
		bench.group("raid", nil, "Ann", "Bea")
		assert_same({ false, "yourself" }, { tammya.raid:link("Tammya1A") })
		for _, target in ipairs({ "Nobody", "", "1H", "%s", 12 }) do
			assert_same({ false, "unknown_target" }, { tammya.raid:link(target) })
		end
		assert_same({ false, "unknown_target" }, { tammya.raid:link(nil) })
		assert_equal("", tammya.names():gsub("LQ ?", ""), "nothing but a member's question was said")
		assert_same({ true, nil, PEER }, { tammya.raid:link("Catnia") }, "a name stands for a destination")
		assert_equal(PEER, tammya.last("LO").destination)
	end)

	it("offers with a random token, and links when the other agrees with it", function()
		bench.group("party", nil, "Ann")
		assert_true(tammya.raid:link(PEER))
		local offer = tammya.last()
		assert_equal("LO", offer.name)
		assert_equal(limits.raid_token, #offer.values.mine)
		assert_nil(tammya.raid:status().linked)
		agree()
		assert_same({ "RAID_LINKED " .. PEER }, tammya.fired)
		local answer = tammya.last()
		assert_equal("LA", answer.name)
		assert_same({ THEIRS, offer.values.mine }, { answer.values.yours, answer.values.mine })
		assert_same({ pass = answer.values.pass, destination = PEER }, tammya.said[#tammya.said].values)
		assert_equal("LS", tammya.said[#tammya.said].name)
	end)

	it("answers an offer that came before", function()
		bench.group("raid", nil, "Ann")
		tammya.routed(PEER, "LO", { mine = THEIRS })
		assert_same({ "RAID_OFFERED " .. PEER }, tammya.fired)
		assert_same({ PEER }, tammya.raid:status().offers)
		assert_equal("", tammya.names(), "an offer alone is not answered")
		tammya.raid:link(PEER)
		assert_equal(THEIRS, tammya.last("LA").values.yours)
		assert_equal("LA", tammya.names())
		assert_nil(tammya.raid:status().linked, "the other does not know yet that both agree")
		agree()
		assert_equal(PEER, tammya.raid:status().linked)
		assert_equal("LS", tammya.names(), "what was said once need not be said again")
	end)

	it("by name means who offered, before anybody else of that name", function()
		bench.group("raid", nil, "Ann")
		tammya.routed("Catnia9H", "LO", { mine = THEIRS })
		assert_same({ true, nil, "Catnia9H" }, { tammya.raid:link("catnia") })
		assert_equal("LA", tammya.names())
	end)

	it("at the same time links as well", function()
		bench.group("raid", nil, "Ann")
		tammya.raid:link(PEER)
		tammya.routed(PEER, "LO", { mine = THEIRS })
		assert_equal("LO LA", tammya.names())
		agree()
		assert_equal(PEER, tammya.raid:status().linked)
	end)

	it("another one takes the first offer back", function()
		bench.group("raid", nil, "Ann")
		tammya.raid:link(PEER)
		local token = link().mine
		tammya.raid:link("Grom1H")
		assert_same({ token = token, reason = "withdrawn" }, tammya.last("LX").values)
		assert_equal("Grom1H", tammya.last("LO").destination)
	end)

	it("while linked is refused, and of the same one nothing new", function()
		linked()
		assert_same({ false, "busy", "Grom1H" }, { tammya.raid:link("Grom1H") })
		assert_true(tammya.raid:link(PEER))
		assert_equal("", tammya.names())
	end)

	it("ends with the outcome when the offer gets nowhere", function()
		bench.group("raid", nil, "Ann")
		tammya.raid:link(PEER)
		tammya.last("LO").done("no_bridge")
		assert_same({ "RAID_REFUSED Catnia1H no_bridge" }, tammya.fired)
		assert_equal("LO", tammya.names())
	end)

	it("is over after a while without an answer, and an answer after that is refused", function()
		bench.group("raid", nil, "Ann")
		tammya.raid:link(PEER)
		local late = link().mine
		bench.env:advance(timers.raid_offer + 5)
		assert_same({ "RAID_REFUSED Catnia1H no_answer" }, tammya.fired)
		tammya.routed(PEER, "LA", { yours = late, mine = THEIRS, pass = THEIR_PASS })
		assert_nil(tammya.raid:status().linked)
		assert_same({ token = THEIRS, reason = "unknown" }, tammya.last("LX").values)
	end)
end)

describe("refused", function()
	it("is an agreement with another token, or from somebody else", function()
		bench.group("raid", nil, "Ann")
		tammya.raid:link(PEER)
		agree({ yours = "guessed000" })
		tammya.routed("Grom1H", "LA", { yours = link().mine, mine = THEIRS, pass = THEIR_PASS })
		assert_nil(tammya.raid:status().linked)
		assert_equal(2, tammya.counts.raid_refused_LA)
		assert_equal("offering", tammya.state())
		for _, message in ipairs({ tammya.sent[2], tammya.sent[3] }) do
			assert_same({ "LX", THEIRS, "unknown" }, { message.name, message.values.token, message.values.reason })
		end
	end)

	it("is the end of a link by somebody else or with another token", function()
		linked()
		tammya.routed(PEER, "LX", { token = THEIRS, reason = "ended" })
		tammya.routed(PEER, "LX", { token = link().pass, reason = "ended" })
		tammya.routed("Grom1H", "LX", { token = link().mine, reason = "ended" })
		assert_equal(PEER, tammya.raid:status().linked)
		assert_equal(3, tammya.counts.raid_refused_LX)
		assert_equal("", tammya.names(), "none of it is answered")
	end)

	it("is a handover by somebody else, with another token, or to who hands over", function()
		linked()
		tammya.routed("Grom1H", "LH", { yours = link().mine, leader = "Hilo1H" })
		tammya.routed(PEER, "LH", { yours = link().pass, leader = "Grom1H" })
		tammya.routed(PEER, "LH", { yours = link().mine, leader = PEER })
		assert_equal("linked", tammya.state())
		assert_equal(3, tammya.counts.raid_refused_LH)
		assert_equal("", tammya.names())
	end)

	it("is an offer to a member, who says so, and to a leader who is linked with another", function()
		bench.group("raid", "Ann")
		tammya.routed("Grom1H", "LO", { mine = THEIRS })
		assert_same({ token = THEIRS, reason = "not_leading" }, tammya.last("LX").values)
		linked()
		tammya.routed("Grom1H", "LO", { mine = THEIRS })
		assert_same({ token = THEIRS, reason = "busy" }, tammya.last("LX").values)
		assert_same({}, tammya.raid:status().offers)
		assert_same({}, tammya.fired)
	end)

	it("is whatever was broadcast: nobody answers what everybody hears", function()
		local broadcast = { medium = "BROADCAST", sender = "Borin-MoonGuard" }
		for _, leader in ipairs({ false, "Ann" }) do
			bench.group("raid", leader or nil, "Bea")
			tammya.routed("Grom1H", "LO", { mine = THEIRS }, broadcast)
			tammya.routed("Grom1H", "LA", { yours = THEIRS, mine = THEIRS, pass = THEIRS }, broadcast)
		end
		assert_equal(0, #tammya.sent)
		assert_equal(4, tammya.counts.raid_refused_broadcast)
	end)

	it("is not an offer that was made up: the real one comes through, before or after", function()
		bench.group("raid", nil, "Ann")
		tammya.raid:link(PEER)
		tammya.routed(PEER, "LO", { mine = "FORGEDtoke" })
		assert_equal("agreed", tammya.state())
		-- The other leader was told a token it does not know.
		tammya.routed(PEER, "LX", { token = link().mine, reason = "unknown" })
		assert_equal("offering", tammya.state())
		assert_equal("LO LA LO", tammya.names())
		tammya.routed(PEER, "LO", { mine = THEIRS })
		tammya.routed(PEER, "LO", { mine = "FORGEDtoke" })
		agree()
		assert_same({ "linked", THEIRS }, { tammya.state(), link().theirs })
	end)

	it("is told once, since who is told may have been made up", function()
		bench.group("raid", "Ann")
		tammya.routed("Grom1H", "LO", { mine = THEIRS })
		assert_true(tammya.last("LX").once)
		bench.group("raid", nil, "Ann")
		tammya.raid:link(PEER)
		assert_nil(tammya.last("LO").once)
	end)

	it("is what somebody says too often", function()
		bench.group("raid", "Ann")
		for _ = 1, 200 do
			tammya.routed("Grom1H", "LO", { mine = THEIRS })
		end
		local answers = #tammya.sent
		assert_true(answers <= 20, answers)
		assert_equal(200 - answers, tammya.counts.raid_refused_quota)
		tammya.routed("Hilo1H", "LO", { mine = THEIRS })
		assert_equal(answers + 1, #tammya.sent, "others are heard all the same")
		tammya.routed("Grom1H", "LO", { mine = THEIRS }, { medium = "WHISPER", sender = "Cedric-MoonGuard" })
		assert_equal(answers + 2, #tammya.sent, "and so is the same one over another router")
	end)

	it("are more offers than can be looked through: the oldest give way", function()
		bench.group("raid", nil, "Ann")
		for index = 1, limits.raid_offers + 4 do
			tammya.routed(("Orc%s1H"):format(string.char(96 + index)), "LO", { mine = THEIRS })
		end
		local offers = tammya.raid:status().offers
		assert_equal(limits.raid_offers, #offers)
		assert_equal("Orce1H", offers[1])
		assert_equal(limits.raid_offers + 4, #tammya.fired)
		tammya.routed("Orce1H", "LO", { mine = "other0toke" })
		assert_equal(limits.raid_offers + 4, #tammya.fired, "who offers again is no news")
	end)

	it("is an offer that was taken back", function()
		bench.group("raid", nil, "Ann")
		tammya.routed(PEER, "LO", { mine = THEIRS })
		tammya.routed("Grom1H", "LX", { token = THEIRS, reason = "withdrawn" })
		assert_equal(1, #tammya.raid:status().offers, "only by who made it")
		tammya.routed(PEER, "LX", { token = THEIRS, reason = "withdrawn" })
		assert_equal(0, #tammya.raid:status().offers)
		tammya.raid:link(PEER)
		assert_equal("LO", tammya.last().name)
	end)
end)

describe("a link", function()
	it("is told again now and then, to the other leader and to the raid, and lives as long as they do the same", function()
		linked()
		for _ = 1, 10 do
			for _, message in ipairs(tammya.sent) do
				message.done("acked")
			end
			for _, message in ipairs(tammya.said) do
				message.done("sent")
			end
			bench.env:advance(timers.raid_refresh)
			agree()
		end
		local names = tammya.names()
		assert_equal(10, select(2, names:gsub("LA", "")), names)
		assert_equal(10, select(2, names:gsub("LS", "")), names)
		assert_equal(PEER, tammya.raid:status().linked)
		bench.env:advance(timers.raid_life + 5)
		assert_same({ "RAID_UNLINKED Catnia1H silent" }, tammya.fired)
		assert_same({}, tammya.said[#tammya.said].values)
	end)

	it("is not told again while what was said before still waits", function()
		linked()
		bench.env:advance(4 * timers.raid_refresh)
		assert_equal("", tammya.names())
		tammya.last("LA").done("acked")
		bench.env:advance(5)
		assert_equal("LA", tammya.names())
	end)

	it("ends for both when one leader ends it", function()
		linked()
		local theirs = link().theirs
		assert_true(tammya.raid:unlink())
		assert_same({ token = theirs, reason = "ended" }, tammya.last("LX").values)
		assert_same({ "RAID_UNLINKED Catnia1H ended" }, tammya.fired)
		assert_false(tammya.raid:unlink())
		linked()
		tammya.routed(PEER, "LX", { token = link().mine, reason = "left" })
		assert_same({ "RAID_UNLINKED Catnia1H left" }, tammya.fired)
		assert_equal("LS", tammya.names())
	end)

	it("goes on for who lost it in a crash and names this leader again", function()
		linked()
		tammya.routed(PEER, "LO", { mine = "afterCRASH" })
		assert_equal("afterCRASH", tammya.last("LA").values.yours)
		assert_equal(PEER, tammya.raid:status().linked)
		assert_equal(THEIRS, link().theirs, "nothing is believed yet")
		agree({ mine = "afterCRASH" })
		assert_equal("afterCRASH", link().theirs)
		assert_same({}, tammya.fired)
		assert_equal("linked", tammya.state())
	end)

	it("is not touched by an offer that a router made up", function()
		linked()
		tammya.routed(PEER, "LO", { mine = "FORGEDtoke" })
		assert_equal("FORGEDtoke", tammya.last("LA").values.yours)
		-- The other, who never made it, hears its own link's leader name a token that is not its own.
		tammya.names()
		tammya.routed(PEER, "LA", { yours = "FORGEDtoke", mine = THEIRS, pass = THEIR_PASS })
		assert_equal("", tammya.names(), "and does not answer")
		assert_same({ "linked", THEIRS }, { tammya.state(), link().theirs })
	end)

	it("has another pass after somebody left, however many did at once", function()
		linked()
		local before = link().pass
		bench.group("raid", nil, "Ann")
		bench.group("raid", nil)
		bench.env:advance(timers.raid_soon)
		assert_true(link().pass ~= before)
		assert_equal(link().pass, tammya.last("LA").values.pass)
		assert_equal(link().pass, tammya.said[#tammya.said].values.pass)
		assert_equal("LA LS", tammya.names())
		bench.group("raid", nil, "Ann")
		bench.env:advance(timers.raid_soon)
		assert_equal("", tammya.names(), "who comes changes nothing")
	end)

	it("has another pass for who left while it was being handed over, once that is done", function()
		linked()
		local before = link().pass
		tammya.routed(PEER, "LH", { yours = link().mine, leader = "Grom1H" })
		bench.group("raid", nil, "Ann")
		bench.env:advance(timers.raid_soon)
		assert_equal(before, link().pass)
		tammya.routed("Grom1H", "LA", { yours = link().mine, mine = "GROMStoken", pass = THEIR_PASS })
		assert_true(link().pass ~= before)
		assert_equal(link().pass, tammya.last("LA").values.pass)
		assert_equal(link().pass, tammya.said[#tammya.said].values.pass)
	end)

	it("takes the pass before for a while only", function()
		linked()
		agree({ pass = "second0pas" })
		assert_true(link():takes(THEIR_PASS))
		assert_true(link():takes("second0pas"))
		bench.env:advance(timers.raid_handover)
		assert_false(link():takes(THEIR_PASS))
		assert_true(link():takes("second0pas"))
	end)

	it("with another raid does not take the pass of the one before", function()
		linked()
		tammya.raid:unlink()
		tammya.raid:link("Grom1H")
		tammya.routed("Grom1H", "LA", { yours = link().mine, mine = THEIRS, pass = "GROMS0pass" })
		assert_false(link():takes(THEIR_PASS))
		assert_true(link():takes("GROMS0pass"))
	end)

	it("is the same in every revision", function()
		for _, revision in ipairs({ "alliance-1", "release-2" }) do
			bench = raid_bench(revision)
			tammya = bench.tammya
			linked()
			assert_equal(PEER, tammya.raid:status().linked, revision)
		end
	end)
end)

describe("the lead passed on", function()
	it("hands the link over: the other leader hears who leads now, the raid notices nothing", function()
		linked()
		local theirs, pass = link().theirs, link().pass
		bench.group("raid", "Ann", "Bea")
		assert_same({ yours = theirs, leader = "Ann1A" }, tammya.last("LH").values)
		assert_equal("LH", tammya.names())
		assert_same({}, tammya.fired)
		tammya.heard("Ann-MoonGuard", "LS", { pass = pass, destination = PEER })
		assert_equal("linked", tammya.state())
		assert_same({}, tammya.fired)
	end)

	it("ends the link when the game does not say to whom", function()
		linked()
		local theirs = link().theirs
		bench.hidden = true
		bench.group("raid", "Ann", "Bea")
		assert_same({ token = theirs, reason = "passed" }, tammya.last("LX").values)
		assert_same({ "RAID_UNLINKED Catnia1H passed" }, tammya.fired)
	end)

	it("by the other: this leader offers to the new one, and the raid hears of it once they agree", function()
		linked()
		tammya.routed(PEER, "LH", { yours = link().mine, leader = "Grom1H" })
		assert_equal("Grom1H", tammya.last("LO").destination)
		assert_equal(PEER, tammya.raid:status().linked)
		assert_true(link():takes(THEIR_PASS), "their members go on talking")
		tammya.routed("Grom1H", "LA", { yours = link().mine, mine = "GROMStoken", pass = THEIR_PASS })
		assert_same({ "RAID_LINKED Grom1H" }, tammya.fired)
		assert_equal("LO LA LS", tammya.names())
	end)

	it("by the other to somebody who does not answer ends the link", function()
		linked()
		tammya.routed(PEER, "LH", { yours = link().mine, leader = "Grom1H" })
		bench.env:advance(timers.raid_handover + 5)
		assert_same({ "RAID_UNLINKED Catnia1H no_answer" }, tammya.fired)
	end)

	it("to this player: the other's offer is agreed to without asking", function()
		bench.group("raid", "Ann", "Bea")
		tammya.heard("Ann-MoonGuard", "LS", { pass = "OWN0000pas", destination = PEER })
		bench.group("raid", nil, "Ann", "Bea")
		assert_same({ "RAID_LINKED " .. PEER }, tammya.fired)
		assert_same({ pass = "OWN0000pas", destination = PEER }, tammya.said[#tammya.said].values)
		tammya.routed(PEER, "LO", { mine = THEIRS })
		assert_same({ THEIRS, "OWN0000pas" }, { tammya.last("LA").values.yours, tammya.last("LA").values.pass })
		agree()
		assert_equal("linked", tammya.state())
		assert_same({ "RAID_LINKED " .. PEER }, tammya.fired)
	end)

	it("to this player: an offer that came before the game told of it counts", function()
		bench.group("raid", "Ann", "Bea")
		tammya.heard("Ann-MoonGuard", "LS", { pass = "OWN0000pas", destination = PEER })
		tammya.routed(PEER, "LO", { mine = THEIRS })
		assert_nil(tammya.last("LX"))
		assert_same({ "RAID_LINKED " .. PEER }, tammya.fired, "nobody is asked about it")
		bench.group("raid", nil, "Ann", "Bea")
		assert_equal(THEIRS, tammya.last("LA").values.yours)
	end)

	it("to this player with no word of the other ends the link", function()
		bench.group("raid", "Ann", "Bea")
		tammya.heard("Ann-MoonGuard", "LS", { pass = "OWN0000pas", destination = PEER })
		bench.group("raid", nil, "Ann", "Bea")
		bench.env:advance(timers.raid_handover + 5)
		assert_same({ "RAID_LINKED Catnia1H", "RAID_UNLINKED Catnia1H no_answer" }, tammya.fired)
		assert_same({}, tammya.said[#tammya.said].values, "and the raid is told")
	end)

	it("by both at the same time ends the link", function()
		linked()
		bench.group("raid", "Ann", "Bea")
		tammya.routed(PEER, "LH", { yours = "OWN00token", leader = "Grom1H" })
		assert_equal(1, tammya.counts.raid_refused_LH)
		bench.env:advance(timers.raid_handover + 5)
		assert_same({ "RAID_UNLINKED Catnia1H silent" }, tammya.fired)
	end)
end)

describe("a reload", function()
	it("keeps the link for who is back soon", function()
		linked()
		local saved = tammya.raid:saved()
		bench = raid_bench()
		tammya = bench.tammya
		bench.group("raid", nil, "Ann", "Bea")
		tammya.raid:start(saved)
		assert_same({ "RAID_LINKED Catnia1H" }, tammya.fired)
		assert_equal(THEIRS, tammya.last("LA").values.yours)
		assert_equal(saved.mine, tammya.last("LA").values.mine)
		bench = raid_bench()
		bench.tammya.key:set("moonlit garden")
		bench.group("raid", nil, "Ann", "Bea")
		bench.tammya.raid:start(saved)
		assert_nil(bench.tammya.raid:status().linked, "it was under no key")
	end)

	it("keeps nothing that is old, from a member, or not of the form it was saved in", function()
		linked()
		local saved = tammya.raid:saved()
		local function tried(change, leader)
			local copy = {}
			for name, value in pairs(saved) do
				copy[name] = value
			end
			change(copy)
			bench = raid_bench()
			tammya = bench.tammya
			bench.group("raid", leader, "Bea")
			tammya.raid:start(copy)
			return tammya.raid:status().linked
		end
		assert_equal(PEER, tried(function() end))
		assert_nil(tried(function() end, "Ann"))
		assert_nil(tried(function(copy)
			copy.at = copy.at - timers.raid_life
		end))
		assert_nil(tried(function(copy)
			copy.at = copy.at + 1000
		end))
		for _, name in ipairs({ "own", "peer", "mine", "theirs", "pass", "their_pass", "at" }) do
			assert_nil(tried(function(copy)
				copy[name] = nil
			end), name)
			assert_nil(tried(function(copy)
				copy[name] = {}
			end), name)
		end
		assert_nil(tried(function(copy)
			copy.own = "Otheralt1A"
		end), "another character of the account")
		for _, bad in ipairs({ "no destination", "1H", "Catnia 1H", ("x"):rep(60) .. "1H" }) do
			assert_nil(tried(function(copy)
				copy.peer = bad
			end), bad)
		end
		for _, name in ipairs({ "mine", "theirs", "pass", "their_pass" }) do
			for _, bad in ipairs({ "", "short", "with space", ("x"):rep(11), "10letters\n" }) do
				assert_nil(tried(function(copy)
					copy[name] = bad
				end), name)
			end
		end
		for _, bad in ipairs({ false, 12, "text", {} }) do
			bench = raid_bench()
			bench.group("raid", nil, "Bea")
			bench.tammya.raid:start(bad)
			assert_nil(bench.tammya.raid:status().linked)
		end
	end)

	it("that the other did not wait for is over at once", function()
		linked()
		local saved = tammya.raid:saved()
		bench = raid_bench()
		tammya = bench.tammya
		bench.group("raid", nil, "Ann", "Bea")
		tammya.raid:start(saved)
		tammya.routed(PEER, "LX", { token = saved.mine, reason = "unknown" })
		assert_same({ "RAID_LINKED Catnia1H", "RAID_UNLINKED Catnia1H unknown" }, tammya.fired)
	end)

	it("without a link has the raid told so, since it may believe in one", function()
		bench.group("raid", nil, "Ann", "Bea")
		tammya.raid:start(nil)
		assert_equal("LS", tammya.names())
		assert_same({}, tammya.said[1].values)
	end)

	it("saves nothing under a group key, and nothing that is not settled", function()
		bench.group("raid", nil, "Ann")
		assert_nil(tammya.raid:saved())
		tammya.raid:link(PEER)
		assert_nil(tammya.raid:saved())
		agree()
		assert_equal(PEER, tammya.raid:saved().peer)
		tammya.key:set("moonlit garden")
		tammya.raid:link(PEER)
		tammya.raid:on_routed(PEER, "LA", { yours = link().mine, mine = THEIRS, pass = THEIR_PASS }, {
			medium = "WHISPER",
			prefix = tammya.key:prefix(),
		})
		assert_equal(PEER, tammya.raid:status().linked)
		assert_nil(tammya.raid:saved())
	end)
end)
