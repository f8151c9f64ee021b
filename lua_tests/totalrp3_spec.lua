-- SPDX-License-Identifier: MIT
-- The adapter against a Total RP 3 of a few lines. tests/adapter has it against the full stand-in.

local own, saved, registered

-- The part of Total RP 3 the adapter needs. `saved` collects what it was given.
local function fake_trp3()
	saved, registered = { characters = {}, profiles = {} }, {}
	own = {
		character = { v = 3, RP = 1, CU = "Waiting at the ford." },
		characteristics = { v = 12, FN = "Tammya", MI = { { NA = "Motto", VA = "Ask twice." } } },
		misc = { v = 5, PE = {}, ST = { ["2"] = 1 } },
		about = { v = 99, TE = 1, T1 = { TX = "|cffd19a66Salt|r" }, read = true },
	}
	local register = { player = {} }
	function register.getProfileList()
		return saved.profiles
	end
	function register.getProfileOrNil(id)
		return saved.profiles[id]
	end
	function register.getUnitIDProfileID(name)
		return (saved.characters[name] or {}).profileID
	end
	function register.getUnitIDCharacter(name)
		return assert(saved.characters[name])
	end
	function register.isUnitIDKnown(name)
		return saved.characters[name] ~= nil
	end
	function register.isIDIgnored(name)
		return name == "Borin-MoonGuard"
	end
	function register.addCharacter(name)
		assert(not saved.characters[name])
		saved.characters[name] = {}
	end
	function register.saveClientInformation(name, client, version, _, _, trial)
		saved.client = { name, client, version, trial }
	end
	function register.saveCurrentProfileID(name, id)
		saved.characters[name].profileID = id
		saved.profiles[id] = saved.profiles[id] or {}
	end
	function register.saveInformation(name, info_type, data)
		saved.profiles[saved.characters[name].profileID][info_type] = data
	end
	function register.player.getCharacteristicsExchangeData()
		return own.characteristics
	end
	function register.player.getMiscExchangeData()
		return own.misc
	end
	function register.player.getAboutExchangeData()
		return own.about
	end
	TRP3_Addon = {}
	TRP3_Profiles = { mine = {} }
	TRP3_API = {
		globals = { addon_name = "Total RP 3", version_display = "3.4.2", player_id = "Tammya-MoonGuard" },
		profile = {
			getPlayerCurrentProfileID = function()
				return own.id
			end,
			getPlayerCurrentProfile = function()
				return { player = own }
			end,
		},
		dashboard = {
			getCharacterExchangeData = function()
				return own.character
			end,
		},
		register = register,
		RegisterCallback = function(_, event, func, owner)
			registered[event] = function(...)
				func(owner, ...)
			end
		end,
	}
end

describe("the Total RP 3 adapter", function()
	local adapter, heard

	before_each(function()
		fake_trp3()
		heard = {}
		local ns = load_module("Util", "Adapters/ProfileParts", "Adapters/Senders", "Adapters/Tally", "Adapters/TotalRP3")
		adapter = ns.Adapters.TotalRP3.new(virtual_env(1), {
			ready = function()
				table.insert(heard, "ready")
			end,
			changed = function()
				table.insert(heard, "changed")
			end,
			opened = function(name)
				table.insert(heard, name)
			end,
		})
	end)

	local function begin()
		own.id = "0102030405Abcde"
		adapter:start()
	end

	it("waits until Total RP 3 has finished", function()
		assert_true(adapter:start())
		assert_same({}, heard)
		assert_nil(adapter:own_part("A"))
		own.id = "0102030405Abcde"
		registered.WORKFLOW_ON_FINISH()
		registered.WORKFLOW_ON_FINISH()
		assert_same({ "ready" }, heard)
	end)

	it("is ready at once when Total RP 3 was first", function()
		begin()
		assert_same({ "ready" }, heard)
	end)

	it("gives copies of the own parts, with the client and without the reader's mark", function()
		begin()
		local part = adapter:own_part("B")
		assert_equal("Total RP 3;3.4.2;0", part.VA)
		part.MI[1].NA = "changed"
		assert_equal("Motto", own.characteristics.MI[1].NA)
		assert_nil(own.characteristics.VA)
		assert_same({ v = 99, TE = 1, T1 = { TX = "|cffd19a66Salt|r" } }, adapter:own_part("D"))
		assert_same({ A = 3, B = 12, C = 5, D = 99 }, adapter:own_serials())
	end)

	it("tells of changes and opened pages", function()
		begin()
		registered.REGISTER_DATA_UPDATED("Catnia-ArgentDawn", "id", "misc")
		registered.REGISTER_DATA_UPDATED(nil, "id", nil)
		registered.REGISTER_DATA_UPDATED("Tammya-MoonGuard", "id", "misc")
		registered.PAGE_OPENED("dashboard", nil)
		registered.PAGE_OPENED("player_main", { source = "player" })
		registered.PAGE_OPENED("player_main", { source = "directory", unitID = "Catnia-ArgentDawn" })
		assert_same({ "ready", "changed", "Catnia-ArgentDawn" }, heard)
	end)

	it("saves what is fine, unchanged", function()
		begin()
		local sent = adapter:own_part("D")
		assert_true(adapter:save("Catnia-ArgentDawn", "id", "D", sent))
		assert_same(sent, saved.profiles.id.about)
		assert_true(saved.profiles.id.about ~= sent)
		assert_true(adapter:save("Catnia-ArgentDawn", "id", "B", adapter:own_part("B")))
		assert_same(own.characteristics, saved.profiles.id.characteristics)
		assert_same({ "Catnia-ArgentDawn", "Total RP 3", "3.4.2", 0 }, saved.client)
		local id, known = adapter:known("Catnia-ArgentDawn")
		assert_equal("id", id)
		assert_same({ B = 12, D = 99 }, known)
	end)

	local refusals = {
		{ "a number for a text", "Catnia-ArgentDawn", "id", "A", { v = 4, CU = 5 } },
		{ "a colour that is none", "Catnia-ArgentDawn", "id", "B", { v = 4, CH = "reddish" } },
		{ "a text for a list", "Catnia-ArgentDawn", "id", "B", { v = 4, MI = "x" } },
		{ "a glance that is no table", "Catnia-ArgentDawn", "id", "C", { v = 4, PE = { ["1"] = 7 } } },
		{ "a template there is not", "Catnia-ArgentDawn", "id", "D", { v = 4, TE = 4 } },
		{ "a number that is not finite", "Catnia-ArgentDawn", "id", "D", { v = 4, BK = 1 / 0 } },
		{ "a part there is not", "Catnia-ArgentDawn", "id", "E", { v = 4 } },
		{ "an own profile id", "Catnia-ArgentDawn", "mine", "A", { v = 4 } },
		{ "a profile id made for other addons", "Catnia-ArgentDawn", "[MSP]Catnia-ArgentDawn", "A", { v = 4 } },
		{ "a sender without a realm", "Catnia", "id", "A", { v = 4 } },
		{ "the player as the sender", "Tammya-MoonGuard", "id", "A", { v = 4 } },
		{ "an ignored sender", "Borin-MoonGuard", "id", "A", { v = 4 } },
	}
	for _, refusal in ipairs(refusals) do
		it("refuses " .. refusal[1], function()
			begin()
			local ok, why = adapter:save(unpack(refusal, 2))
			assert_nil(ok)
			assert_equal("string", type(why))
			assert_same({ characters = {}, profiles = {} }, saved)
			assert_equal(1, adapter:stats().rejected)
		end)
	end

	it("says what a version of Total RP 3 lacks", function()
		TRP3_API.register.saveInformation = nil
		assert_false(adapter:available())
		assert_false(adapter:start())
		assert_match("TRP3_API.register.saveInformation", adapter:stats().last_failure)
	end)

	it("puts the old part back when saving fails", function()
		begin()
		assert_true(adapter:save("Catnia-ArgentDawn", "id", "A", { v = 1, CU = "before" }))
		TRP3_API.register.saveInformation = function()
			saved.profiles.id.character.CU = nil
			error("broken")
		end
		assert_nil(adapter:save("Catnia-ArgentDawn", "id", "A", { v = 2, CU = "after" }))
		assert_same({ v = 1, CU = "before" }, saved.profiles.id.character)
	end)
end)
