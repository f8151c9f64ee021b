-- SPDX-License-Identifier: MIT
local ns, env, timers, channels, game, fired

-- A game whose channels let this client in a second after they were asked, but for those in `closed`.
local function new_game(options)
	game = { log = {}, numbers = {}, closed = {}, others = 3, slow = 1 }
	game.supported = true
	game.events = { fire = function(_, ...)
		table.insert(fired, table.concat({ ... }, " "))
	end }
	function game.join(name)
		table.insert(game.log, "join " .. name)
		if not game.closed[name] then
			env.after(game.slow, function()
				game.numbers[name] = 4
			end)
		end
	end
	function game.leave(name)
		table.insert(game.log, "leave " .. name)
		game.numbers[name] = nil
	end
	function game.open(name)
		table.insert(game.log, "open " .. name)
	end
	function game.number(name)
		return game.numbers[name] or 0
	end
	function game.count()
		return game.others
	end
	for key, value in pairs(options or {}) do
		game[key] = value
	end
	channels = ns.Channels.new(env, game)
end

before_each(function()
	ns, env = load_module({}, "Channels"), virtual_env()
	timers, fired = ns.Spec.timers, {}
	new_game()
end)

-- Starts, and looks after the channels as the update loop does; returns after how many seconds done was called.
local function start(seconds)
	local done
	local begun = env.now()
	channels:start(function()
		done = done or env.now() - begun
	end)
	for _ = 1, seconds or 60 do
		env:advance(1)
		if done then
			channels:look_after()
		end
	end
	return done
end

local function log()
	local lines = table.concat(game.log, ", ")
	game.log = {}
	return lines
end

describe("starting", function()
	it("joins once the game's own channels are there, and goes on when it is in", function()
		game.others = 0
		env.after(1.5, function()
			game.others = 3
		end)
		assert_equal(4, start())
		assert_equal("join crossrp", log())
		assert_same({ "crossrp" }, channels:joined())
		assert_same({ "CHANNEL_JOINED crossrp" }, fired)
		assert_nil(channels:problem())
	end)

	it("takes a spare channel when the first one lets nobody in, and says nothing about it", function()
		game.closed.crossrp = true
		assert_true(start() < timers.channel_wait)
		assert_same({ "crossrp2" }, channels:joined())
		assert_nil(channels:problem())
	end)

	it("knows at once when the game says why", function()
		game.closed.crossrp = true
		channels:start(function() end)
		env:advance(3)
		assert_equal("join crossrp", log())
		channels:on_notice("crossrp", "WRONG_PASSWORD")
		assert_equal("join crossrp2", log())
	end)

	it("goes on without a channel when none lets anybody in, and tries again now and then", function()
		game.closed = { crossrp = true, crossrp2 = true, crossrp3 = true }
		assert_equal(timers.channel_wait - timers.channel_poll, start(30))
		assert_equal("join crossrp, join crossrp2, join crossrp3", log())
		assert_equal("refused", channels:problem())
		game.closed = {}
		for _ = 1, timers.channel_retry do
			env:advance(1)
			channels:look_after()
		end
		assert_same({ "crossrp" }, channels:joined())
	end)

	it("goes on at once when the player is in as many channels as the game allows", function()
		game.closed.crossrp = true
		env.after(3, function()
			channels:on_too_many()
		end)
		assert_true(start(20) < 6)
		assert_equal("join crossrp", log(), "the spare ones are no better")
		assert_equal("full", channels:problem())
	end)

	it("does not try where there are no addon messages on channels", function()
		new_game({ supported = false })
		local done = false
		channels:start(function()
			done = true
		end)
		assert_true(done)
		channels:look_after()
		assert_equal("", log())
		assert_equal("unsupported", channels:problem())
	end)

	it("is not confused by a channel that takes its time", function()
		game.slow = timers.channel_answer + 3
		start()
		assert_same({ "crossrp" }, channels:joined())
		assert_equal("join crossrp, join crossrp2, leave crossrp2", log())
	end)
end)

describe("a channel that was lost", function()
	before_each(function()
		start(10)
		log()
	end)

	it("is joined again", function()
		game.numbers.crossrp = nil
		channels:look_after()
		assert_equal("join crossrp", log())
		assert_equal("waiting", channels:problem())
		env:advance(1)
		channels:look_after()
		assert_same({ "CHANNEL_JOINED crossrp", "CHANNEL_JOINED crossrp" }, fired)
	end)

	it("is joined again when the player left it, once", function()
		channels:on_notice("crossrp", "YOU_LEFT")
		game.numbers.crossrp = nil
		assert_equal("", log())
		channels:look_after()
		assert_equal("join crossrp", log())
	end)

	it("is made up for by a spare one where one may not talk any more", function()
		channels:on_notice("crossrp", "MUTED")
		env:advance(1)
		channels:look_after()
		assert_same({ "crossrp2" }, channels:joined())
		env:advance(timers.channel_retry)
		channels:look_after()
		assert_same({ "crossrp" }, channels:joined())
	end)

	it("is made up for by a spare one where one was thrown out; who may come back does", function()
		game.numbers.crossrp, game.closed.crossrp = nil, true
		channels:on_notice("crossrp", "BANNED")
		assert_equal("join crossrp2", log())
		env:advance(1)
		channels:look_after()
		assert_same({ "crossrp2" }, channels:joined())
		game.closed.crossrp = nil
		for _ = 1, timers.channel_retry + 1 do
			env:advance(1)
			channels:look_after()
		end
		assert_same({ "crossrp" }, channels:joined())
		assert_equal("join crossrp, leave crossrp2", log())
	end)
end)

describe("a channel somebody seizes", function()
	before_each(function()
		start(10)
		log()
	end)

	it("is kept, and a spare one joined as well, for those who cannot come in", function()
		channels:on_user_notice("crossrp", "PASSWORD_CHANGED", false)
		env:advance(1)
		channels:look_after()
		assert_equal("join crossrp2", log())
		assert_same({ "crossrp", "crossrp2" }, channels:joined())
	end)

	it("is opened by who becomes its owner", function()
		channels:on_user_notice("crossrp", "PASSWORD_CHANGED", false)
		env:advance(1)
		channels:look_after()
		log()
		channels:on_user_notice("crossrp", "OWNER_CHANGED", true)
		channels:look_after()
		assert_equal("open crossrp, leave crossrp2", log())
	end)

	it("is not meant when it is another channel, another notice, or the own doing", function()
		channels:on_user_notice("trade", "PASSWORD_CHANGED", false)
		channels:on_user_notice("crossrp", "PASSWORD_CHANGED", true)
		channels:on_user_notice("crossrp", "OWNER_CHANGED", false)
		channels:on_user_notice("crossrp", "OWNER_CHANGED", true)
		channels:on_user_notice("crossrp", "SET_MODERATOR", false)
		channels:on_notice("crossrp", "THROTTLED")
		channels:on_notice("trade", "BANNED")
		channels:look_after()
		assert_equal("", log())
	end)
end)
