-- SPDX-License-Identifier: MIT
local ns, env, steps, begun

-- Runs the procedure; `steps` collects "seconds step". The channel is joined when the test calls what this returns.
local function run(options)
	ns, env, steps = load_module(options or {}, "Startup"), virtual_env(), {}
	begun = env.now()
	local joined
	local function note(step)
		table.insert(steps, ("%.1f %s"):format(env.now() - begun, step))
	end
	local startup = ns.Startup.new(env, {
		join_channel = function(done)
			note("join")
			joined = done
		end,
		callback = function(number)
			note("callback " .. number)
		end,
		probe = function()
			note("probe")
		end,
		host = function()
			note("host")
		end,
		status = function(request)
			note("status " .. tostring(request))
		end,
		update_loop = function()
			note("update loop")
		end,
	})
	startup:run()
	return function()
		joined()
	end, startup
end

for _, revision in ipairs({ "alliance-1", "alliance-2", "release-2" }) do
	it("the startup procedure of " .. revision .. " takes the seed's steps at the seed's times", function()
		local join, startup = run({ revision = revision })
		assert_same({ "0.0 join" }, steps)
		env:advance(4)
		assert_same({ "0.0 join" }, steps, "it waits for the channel")
		assert_false(startup:is_done())
		join()
		assert_same({ "0.0 join", "4.0 callback 1", "4.0 probe" }, steps)
		env:advance(100)
		assert_same({
			"0.0 join",
			"4.0 callback 1",
			"4.0 probe",
			"6.5 host",
			"6.5 callback 2",
			"6.5 status true",
			"9.5 callback 3",
			"9.5 update loop",
		}, steps)
		assert_true(startup:is_done())
	end)
end

it("joining twice goes on once", function()
	local join = run()
	join()
	join()
	assert_same({ "0.0 join", "0.0 callback 1", "0.0 probe" }, steps)
	env:advance(100)
	assert_equal("5.5 update loop", steps[#steps])
	join()
	assert_equal(8, #steps)
end)

it("the steps and their times are the specification's", function()
	local join = run({
		spec = {
			timers = { a_while = 7 },
			startup = {
				{ action = "probe" },
				{ action = "wait", timer = "a_while" },
				{ action = "status" },
				{ action = "callback", number = 9 },
				{ action = "join_channel" },
			},
		},
	})
	env:advance(7)
	assert_same({ "0.0 probe", "7.0 status false", "7.0 callback 9", "7.0 join" }, steps)
	join()
	assert_equal(4, #steps)
end)
