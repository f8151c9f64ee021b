-- SPDX-License-Identifier: MIT
local ns, outbox, wire, counts

local function new_wire(revision)
	ns = load_module({ revision = revision }, "Fields", "Codec", "Wire")
	outbox, counts = outbox_recorder(), {}
	wire = ns.Wire.new(outbox, function(name, by)
		counts[name] = (counts[name] or 0) + (by or 1)
	end)
end

before_each(function()
	new_wire()
end)

describe("sending a message", function()
	it("hands its text to the outbox with everything that was asked for", function()
		local function on_done() end
		local function on_line() end
		local sent = wire:send("A3", { umid = "W3e0d12" }, {
			medium = "WHISPER",
			target = "Tammya-MoonGuard",
			priority = "FAST",
			on_done = on_done,
			on_line = on_line,
		})
		assert_true(sent)
		assert_same({
			medium = "WHISPER",
			target = "Tammya-MoonGuard",
			prefix = ns.Spec.constants.prefix,
			priority = "FAST",
			data = "A3 W3e0d12",
			on_done = on_done,
			on_line = on_line,
		}, outbox.jobs[1].options)
	end)

	it("of another revision, or on a medium it does not travel on, sends nothing", function()
		assert_same({ false, "no such message" }, { wire:send("HO", { load = 2 }, { medium = "BNET", target = 7 }) })
		assert_same({ false, "no such message" }, { wire:send("BYE", {}, { medium = "WHISPER", target = "Tammya-MoonGuard" }) })
		assert_same({}, outbox.jobs)
		assert_same({}, counts)
	end)

	it("that cannot be written says which field and why, and is counted", function()
		local sent, why = wire:send("A3", { umid = "no umid" }, { medium = "WHISPER", target = "Tammya-MoonGuard" })
		assert_false(sent)
		assert_equal("umid: shape", why)
		assert_same({ unsendable_A3 = 1 }, counts)
		assert_same({}, outbox.jobs)
	end)

	it("uses the prefix of its revision", function()
		for _, revision in ipairs({ "alliance-1", "alliance-2", "release-2" }) do
			new_wire(revision)
			wire:send("BYE", {}, { medium = "BNET", target = 7 })
			assert_equal(ns.Spec.constants.prefix, outbox.jobs[1].options.prefix)
		end
		assert_equal("+RP", ns.Spec.constants.prefix)
	end)
end)

describe("the head of a message whose text follows", function()
	local values = { umid = "W3e0d12", ack = true, source = "Catnia1H", destination = "Tammya1A" }

	it("ends where that text begins", function()
		assert_equal("R2 W3e0d12 Catnia1H Tammya1A ", ns.Wire.head("R2", values))
		assert_equal("R3 Catnia1H ", ns.Wire.head("R3", values))
		new_wire("release-2")
		assert_equal("R2 W3e0d12 G Catnia1H Tammya1A ", ns.Wire.head("R2", values))
		assert_equal("R3 W3e0d12 Catnia1H ", ns.Wire.head("R3", values))
	end)

	it("leaves the values as they were", function()
		ns.Wire.head("R3", values)
		assert_nil(values.message)
	end)

	it("is nil when a field cannot be written", function()
		assert_nil(ns.Wire.head("R3", { source = "nobody" }))
	end)
end)

it("opens a message and drops what waits for a target", function()
	local job = wire:open({ medium = "BNET", target = 7, priority = "LOW" })
	assert_same({ "BNET 7 " }, outbox:take())
	assert_equal("LOW", job.priority)
	assert_equal(ns.Spec.constants.prefix, job.options.prefix)
	wire:drop("BNET", 7, "offline")
	assert_same({ "BNET 7 offline" }, outbox.dropped)
end)
