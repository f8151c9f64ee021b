-- SPDX-License-Identifier: MIT
local env, notices, wanted, cause, said

before_each(function()
	local ns = load_module("Util", "Memory", "Player/Notices")
	env, wanted, said = virtual_env(), true, {}
	cause = { name = "no_bridge", notice = true }
	notices = ns.Notices.new(env, {
		wanted = function()
			return wanted
		end,
		diagnose = function(sought)
			assert_equal("Catnia", sought.name)
			assert_equal("Catnia-MoonGuard", sought.fullname)
			return { cause = cause }
		end,
		say = function(finding)
			table.insert(said, finding.cause.name)
		end,
	})
end)

local function touch(kind)
	notices:touched(kind or "target", "Catnia-MoonGuard", "Catnia1H")
end

describe("a notice", function()
	it("is given when the request of somebody who was targeted ends badly", function()
		touch()
		assert_same({}, said)
		notices:ended("Catnia1H")
		assert_same({ "no_bridge" }, said)
	end)

	it("is given for a page that was opened, and not for who was only pointed at or heard", function()
		for _, kind in ipairs({ "mouseover", "emote" }) do
			touch(kind)
			notices:ended("Catnia1H")
			assert_same({}, said)
		end
		touch("open")
		notices:ended("Catnia1H")
		assert_same({ "no_bridge" }, said)
	end)

	it("is given later when no answer comes", function()
		touch()
		cause = { name = "acked" }
		notices:ended("Catnia1H")
		assert_same({}, said)
		cause = { name = "silent", notice = true }
		env:advance(30)
		assert_same({}, said)
		env:advance(1)
		assert_same({ "silent" }, said)
	end)

	it("is not given when all is well in the end", function()
		touch()
		cause = { name = "acked" }
		notices:ended("Catnia1H")
		cause = { name = "received" }
		env:advance(100)
		assert_same({}, said)
	end)

	it("is given once in a while for each character", function()
		for _ = 1, 3 do
			touch()
			notices:ended("Catnia1H")
			env:advance(60)
		end
		assert_same({ "no_bridge" }, said)
		env:advance(900)
		touch()
		notices:ended("Catnia1H")
		assert_same({ "no_bridge", "no_bridge" }, said)
	end)

	it("is not given to who does not want it", function()
		wanted = false
		touch()
		notices:ended("Catnia1H")
		wanted = true
		notices:ended("Catnia1H")
		assert_same({}, said)
		touch()
		wanted = false
		notices:ended("Catnia1H")
		assert_same({}, said)
		assert_equal(1, env:timers())
	end)
end)
