-- SPDX-License-Identifier: MIT
local bench, heard

before_each(function()
	bench, heard = node_bench(), {}
	bench.dispatch.foreign.WAVE = function(source, text)
		table.insert(heard, source .. ": " .. text)
	end
end)

it("what another addon takes reaches it, with the source", function()
	bench.dispatch:routed("Catnia1H", "WAVE hello")
	assert_same({ "Catnia1H: WAVE hello" }, heard)
	bench.dispatch:routed("Catnia1H", "BOW hello")
	assert_equal(1, bench.counts.unknown_routed)
end)

it("one character's messages for other addons are bounded", function()
	local quota = bench.ns.Spec.quotas.speech
	for _ = 1, quota.burst + 7 do
		bench.dispatch:routed("Catnia1H", "WAVE hello")
	end
	assert_equal(quota.burst, #heard)
	assert_equal(7, bench.counts.refused_speech)
	bench.dispatch:routed("Grosh1H", "WAVE hello")
	assert_equal(quota.burst + 1, #heard)
	bench.env:advance(1)
	bench.dispatch:routed("Catnia1H", "WAVE hello")
	assert_equal(quota.burst + 2, #heard)
end)

it("an error in another addon stays there", function()
	local reports = {}
	bench.dispatch.report = function(message)
		table.insert(reports, message)
	end
	bench.dispatch.foreign.FAIL = function()
		error("broken")
	end
	bench.dispatch:routed("Catnia1H", "FAIL")
	assert_match("broken", reports[1])
end)

it("what no message is, or comes another way than it travels, is counted", function()
	bench.dispatch:message({ medium = "WHISPER", sender = "Borin-MoonGuard" }, "XX 1")
	bench.dispatch:message({ medium = "BROADCAST", sender = "Borin-MoonGuard" }, "A3 W3e0d12")
	assert_equal(nil, bench.counts.in_A3)
	local malformed = 0
	for name, value in pairs(bench.counts) do
		malformed = malformed + (name:find("^malformed") and value or 0)
	end
	assert_equal(2, malformed)
end)
