-- SPDX-License-Identifier: MIT
local ns, env, quota

before_each(function()
	ns, env = load_module({}, "Util", "Memory", "Quota"), virtual_env()
	quota = ns.Quota.new(env, "requests")
end)

it("a sender has a burst, then so many a second", function()
	local record = ns.Spec.quotas.requests
	for _ = 1, record.burst do
		assert_true(quota:take("Catnia1H"))
	end
	assert_false(quota:take("Catnia1H"))
	env:advance(1 / record.rate)
	assert_true(quota:take("Catnia1H"))
	assert_false(quota:take("Catnia1H"))
	env:advance(1000)
	for _ = 1, record.burst do
		assert_true(quota:take("Catnia1H"))
	end
	assert_false(quota:take("Catnia1H"))
end)

it("every sender has their own", function()
	assert_true(quota:take("Catnia1H", ns.Spec.quotas.requests.burst))
	assert_false(quota:take("Catnia1H"))
	assert_true(quota:take("Grosh1H"))
	assert_true(quota:take(7))
end)

it("what does not fit takes nothing", function()
	assert_false(quota:take("Catnia1H", ns.Spec.quotas.requests.burst + 1))
	assert_true(quota:take("Catnia1H", ns.Spec.quotas.requests.burst))
end)

it("is not larger than the number of senders it remembers, and forgets the quiet ones", function()
	for index = 1, ns.Spec.limits.directory + 10 do
		quota:take(index)
	end
	assert_equal(ns.Spec.limits.directory, quota.buckets:size())
	env:advance(1000)
	quota:sweep()
	assert_equal(0, quota.buckets:size())
end)
