-- SPDX-License-Identifier: MIT
local bench, node, Status, outside, core

before_each(function()
	bench = node_bench()
	local more = load_module("Player/Meter", "Player/Traffic", "Player/Side", "Player/Status")
	Status, node = more.Status, bench
	node.traffic = more.Traffic.new(bench.env)
	function node.outbox:stats()
		return { queued = 2, queued_bytes = 300 }
	end
	function node.outbox:waits()
		return "retry"
	end
	core = { VERSION = "3.0.0", node = node }
	outside = { channel = true, broadcasts = true, lacks = {}, conditions = {} }
	node.hosting:start()
	node.started = true
end)

local function now()
	return Status.of(core, outside, bench.env.now())
end

local function ways()
	local found = {}
	for _, way in ipairs(now().ways) do
		local mark = way.active and "*" or ""
		table.insert(found, ("%s%s %d+%d %s"):format(way.side.band, mark, way.links, way.bridges, tostring(way.load)))
	end
	return found
end

describe("the status", function()
	it("of a character without a side is about the addon alone", function()
		core.node = nil
		assert_same({ version = "3.0.0", revision = "alliance-2", lacks = {} }, now())
	end)

	it("has what the modules know", function()
		local status = now()
		assert_equal("Tammya1A", status.destination)
		assert_true(status.started)
		assert_same({ on = true, pause = 0, carried = 0 }, status.hosting)
		assert_equal(2, status.queued)
		assert_equal(300, status.queued_bytes)
		assert_equal("retry", status.waits)
		assert_same({ rate = 0, all = 0 }, status.sent)
		assert_nil(status.refusal)
		assert_nil(status.trouble)
	end)

	it("has links and bridges by band, active ones first, then by realm", function()
		assert_same({}, ways())
		node.bridge("Borin-MoonGuard", { { "1H", 3 }, { "77A", 9 } })
		node.bridge("Anduvar-MoonGuard", { { "1H", 2 } })
		node.link(7, "Zulya", 5, "Horde", 59, "Sargeras")
		node.bands:touch("2222H")
		assert_same({ "2222H* 0+0 nil", "59H 1+0 5", "77A 0+1 9", "1H 0+2 2" }, ways())
		node.bands:touch("1H")
		assert_same({ "1H* 0+2 2", "2222H* 0+0 nil", "59H 1+0 5", "77A 0+1 9" }, ways())
		assert_same({ band = "59H", alliance = false, realm = "Sargeras", number = 59 }, now().ways[3].side)
	end)

	it("leaves out who carries nothing just now", function()
		node.bridge("Borin-MoonGuard", { { "1H", 99 } })
		node.link(7, "Zulya", 0, "Horde", 59, "Sargeras")
		assert_same({}, ways())
		node.bridge("Borin-MoonGuard", { { "1H", 3 } })
		node.bridge("Borin-MoonGuard", { { "1H", 99 } }, "WHISPER")
		assert_same({}, ways())
		bench.env:advance(11)
		assert_same({ "1H 0+1 3" }, ways())
	end)

	it("tells how long ago the last refusal and the last error were", function()
		node.traffic:answered({ medium = "WHISPER", text = "x" }, 3)
		core.trouble = { message = "oops", at = bench.env.now() }
		bench.env:advance(5)
		local status = now()
		assert_equal("AddonMessageThrottle", status.refusal.name)
		assert_equal(5, status.refusal.seconds)
		assert_equal("oops", status.trouble.message)
		assert_equal(5, status.trouble.seconds)
		assert_nil(core.trouble.seconds)
	end)
end)
