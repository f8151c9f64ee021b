"""The stand-in does what Total RP 3 was seen to do (facts/trp3-and-msp.md section 1, marked [X])."""

import lupa.lua51 as lua51
import pytest
from trp3_env import STAND_IN, Client, stand_in_files

from generator.client.luatable import LuaTable, from_python

CATNIA = "Catnia-ArgentDawn"
KNOWN = (
    "local r = TRP3_API.register r.addCharacter('Catnia-ArgentDawn')"
    " r.saveCurrentProfileID('Catnia-ArgentDawn', '0102030405Abcde')"
)


def raises(client, code, pattern=None):
    with pytest.raises(lua51.LuaError, match=pattern):
        client(code)


@pytest.fixture
def trp3():
    return Client().load_stand_in().login()


def test_every_file_is_in_the_toc():
    listed = (STAND_IN / "totalRP3.toc").read_text().splitlines()
    assert stand_in_files()
    assert [name for name in stand_in_files() if name not in listed] == []


def test_functions_exist_before_login_and_data_does_not():
    client = Client().load_stand_in()
    assert client("return TRP3_API.profile.getPlayerCurrentProfileID(), TRP3_API.register.getProfileList()") == (
        None,
        None,
    )
    assert client("return TRP3_API.register.getUnitIDProfileID('A-B'), TRP3_API.register.getProfileOrNil('x')") == (
        None,
        None,
    )
    raises(client, "return TRP3_API.register.isUnitIDKnown('A-B')", "index")


def test_finish_comes_once_inside_login():
    client = Client().load_stand_in()
    client(
        "seen = {} for _, e in ipairs({'LOAD', 'LOADED', 'FINISH', 'API'}) do"
        " TRP3_Addon.RegisterCallback(seen, 'WORKFLOW_ON_' .. e, function(name) table.insert(seen, name) end) end"
    )
    client.login().login()
    assert client("return seen").array() == [b"WORKFLOW_ON_LOAD", b"WORKFLOW_ON_LOADED", b"WORKFLOW_ON_FINISH"]


@pytest.mark.parametrize(
    ("realm", "expected"),
    [("Moon Guard", "MoonGuard"), ("Azjol-Nerub", "AzjolNerub"), ("C'Thun", "C'Thun"), ("St. Petri", "StPetri")],
)
def test_own_id(realm, expected):
    client = Client("Élo", realm).load_stand_in().login()
    assert client("return TRP3_API.globals.player_id").decode() == f"Élo-{expected}"


def test_unit_ids_of_others_keep_the_realm_as_it_comes(trp3):
    trp3("UNIT_NAME, UNIT_REALM = 'Borin', 'Argent Dawn'")
    assert trp3("return TRP3_API.utils.str.getUnitID('target')") == b"Borin-Argent Dawn"
    trp3("UNIT_REALM = ''")
    assert trp3("return TRP3_API.utils.str.getUnitID('target')") == b"Borin-MoonGuard"
    trp3("UNIT_NAME = 'Unknown' UNKNOWNOBJECT = 'Unknown'")
    assert trp3("return TRP3_API.utils.str.getUnitID('target')") is None
    trp3("UNIT_NAME = 'Hidden' function canaccessvalue(value) return value ~= 'Hidden' end")
    assert trp3("return TRP3_API.utils.str.getUnitID('target')") is None


def test_callbacks_get_the_owner_first_or_the_event_first(trp3):
    trp3(
        "got = {} owner = {}"
        " TRP3_API.RegisterCallback(TRP3_Addon, 'PAGE_OPENED', function(...) got.api = {...} end, owner, 'bound')"
        " TRP3_Addon.RegisterCallback('me', 'PAGE_OPENED', function(...) got.raw = {...} end)"
        " TRP3_Addon:TriggerEvent('PAGE_OPENED', 'player_main', 7)"
    )
    assert trp3("return got.api[1] == owner, got.api[2], got.api[3], got.api[4]") == (True, b"bound", b"player_main", 7)
    assert trp3("return got.raw").array() == [b"PAGE_OPENED", b"player_main", 7]


def test_callbacks_are_replaced_unregistered_and_checked(trp3):
    trp3(
        "n = 0 owner = {} for step = 1, 2 do"
        " last = TRP3_API.RegisterCallback(TRP3_Addon, 'PAGE_OPENED', function() n = n + step end, owner) end"
        " TRP3_Addon:TriggerEvent('PAGE_OPENED')"
    )
    assert trp3("return n") == 2
    trp3("last:Unregister() TRP3_Addon:TriggerEvent('PAGE_OPENED')")
    assert trp3("return n") == 2
    raises(trp3, "TRP3_API.RegisterCallback(TRP3_Addon, 'NO_SUCH_EVENT', function() end)", "unknown event")


def test_a_callback_that_raises_does_not_stop_the_others(trp3):
    trp3(
        "TRP3_Addon.RegisterCallback('a', 'PAGE_OPENED', function() error('mine') end)"
        " TRP3_Addon.RegisterCallback('b', 'PAGE_OPENED', function() reached = true end)"
        " TRP3_Addon:TriggerEvent('PAGE_OPENED')"
    )
    assert trp3("return reached, #TRP3_StandIn.errors") == (True, 1)


def test_own_profile_of_a_new_character(trp3):
    profile_id = trp3("return TRP3_API.profile.getPlayerCurrentProfileID()")
    assert len(profile_id) == 16
    assert profile_id.endswith(b"*")
    assert profile_id[:10].isdigit()
    assert trp3("return TRP3_API.profile.isDefaultProfile(TRP3_API.profile.getPlayerCurrentProfileID())") is True
    again = trp3("FireEvent('PLAYER_LOGIN') return TRP3_Profiles, TRP3_Characters")
    second = Client().load_stand_in()
    second.globals[b"TRP3_Profiles"], second.globals[b"TRP3_Characters"] = map(second.to_lua, again)
    second.login()
    assert second("return TRP3_API.profile.getPlayerCurrentProfileID()") != profile_id
    assert second("return TRP3_API.profile.getData('player/misc/v')") == 3


def test_exchange_data_live_and_copied(trp3):
    trp3(
        "p = TRP3_API.profile.getPlayerCurrentProfile().player"
        " p.misc.PE = {['1'] = {AC = true}, ['2'] = {AC = false}, ['3'] = {TI = 'no flag'}}"
        " p.about = {v = 1, TE = 2, T1 = {TX = 'x'}, T2 = {{TX = 'y'}}, T3 = {}}"
        " character = TRP3_API.dashboard.getCharacterExchangeData()"
        " characteristics = TRP3_API.register.player.getCharacteristicsExchangeData()"
        " misc = TRP3_API.register.player.getMiscExchangeData()"
        " about = TRP3_API.register.player.getAboutExchangeData()"
    )
    assert trp3("return character == p.character, characteristics == p.characteristics") == (True, True)
    assert trp3("return misc == p.misc, misc.PE['1'] == p.misc.PE['1'], about.T2 == p.about.T2") == (
        False,
        False,
        False,
    )
    assert trp3("return misc.PE") == from_python({"1": {"AC": True}, "3": {"TI": "no flag"}})
    assert trp3("return about") == from_python({"v": 1, "TE": 2, "T2": [{"TX": "y"}]})


def test_get_data(trp3):
    assert trp3("return TRP3_API.profile.getData('player/character/RP')") == 1
    assert trp3("return TRP3_API.profile.getData('player/none/at/all')") is None
    assert trp3("return TRP3_API.profile.getData('a/b', {a = {b = 5}})") == 5
    raises(trp3, "TRP3_API.profile.getData('')")
    raises(trp3, "TRP3_API.profile.getData(5)")


@pytest.mark.parametrize(
    "code",
    [
        "isUnitIDKnown(nil)",
        "hasProfile('A-B')",
        "profileExists('A-B')",
        "getUnitIDProfile('A-B')",
        "getUnitIDCurrentProfile('A-B')",
        "getUnitIDCharacter('A-B')",
        "getUnitIDCurrentProfileSafe(nil)",
        "shouldUpdateInformation('A-B', 'misc', 1)",
        "addCharacter('NoRealm')",
        "saveClientInformation('A-B', 'x', '1', false)",
        "saveCurrentProfileID('A-B', 'id')",
        "saveInformation('A-B', 'misc', {})",
    ],
)
def test_calls_about_unknown_characters_raise(trp3, code):
    raises(trp3, f"TRP3_API.register.{code}")


def test_calls_about_a_character_without_profile(trp3):
    trp3("TRP3_API.register.addCharacter('A-B')")
    raises(trp3, "TRP3_API.register.addCharacter('A-B')")
    raises(trp3, "TRP3_API.register.getUnitIDProfile('A-B')")
    raises(trp3, "TRP3_API.register.saveInformation('A-B', 'misc', {})")
    assert trp3("return TRP3_API.register.hasProfile('A-B'), TRP3_API.register.profileExists('A-B')") == (None, None)
    assert trp3("return TRP3_API.register.getUnitIDCurrentProfileSafe('A-B')") == LuaTable()


def test_versions_differ_by_type(trp3):
    trp3(KNOWN + " r.saveInformation('Catnia-ArgentDawn', 'misc', {v = 5})")
    check = "return TRP3_API.register.shouldUpdateInformation('Catnia-ArgentDawn', 'misc', %s)"
    assert trp3(check % "5") is False
    assert trp3(check % "'5'") is True
    assert trp3(check % "6") is True


def test_saving_wipes_first_and_takes_the_table_over(trp3):
    trp3(KNOWN)
    stored = "return TRP3_API.register.getProfileOrNil('0102030405Abcde').characteristics"
    trp3(
        "mine = {v = 1, FN = 'Catnia'} TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'characteristics', mine)"
    )
    assert trp3(stored + " == mine") is True
    raises(trp3, "TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'characteristics', {FN = 5})")
    assert trp3(stored) == LuaTable()
    raises(trp3, "TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'characteristics', {MI = 'x'})")
    trp3(
        "mine = {FN = 'C'} for _ = 1, 2 do"
        " TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'characteristics', mine) end"
    )
    assert trp3(stored) == LuaTable()
    trp3("TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'characteristics', nil)")
    assert trp3(stored) is None
    trp3("TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'whatever', {x = 1})")
    assert trp3("return TRP3_API.register.getProfileOrNil('0102030405Abcde').whatever") == from_python({"x": 1})
    trp3("TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'misc', {PE = {['1'] = 7}})")
    assert trp3("return TRP3_API.register.getProfileOrNil('0102030405Abcde').misc.PE['1']") == 7


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        ("|cffff0000Red|r", "Red", "Red"),
        ("|CFFFF0000Red|R", "Red", "Red"),
        ("|cnGREEN_FONT_COLOR:b|r", "b", "b"),
        ("a|TInterface\\Icons\\x:16|tb", "ab", "ab"),
        ("a|Aatlas:1:1|ab|K123|k", "ab", "ab"),
        ("|Hitem:1|h[Sword]|h", "[Sword]", "[Sword]"),
        ("|Wword|w", "word", "word"),
        ("one\r\ntwo|nthree", "onetwothree", "one\r\ntwo|nthree"),
        ("||rcffff0000nested", "nested", "nested"),
        ("lone | pipe || stays", "lone | pipe || stays", "lone | pipe || stays"),
    ],
)
def test_sanitising(trp3, text, line, lines):
    assert trp3("return TRP3_API.utils.str.sanitize(...)", text) == line.encode()
    assert trp3("return TRP3_API.utils.str.sanitize((...), true)", text) == lines.encode()


def test_which_fields_are_sanitised(trp3):
    trp3(KNOWN)
    red = "|cffff0000x|r\ny"
    trp3(
        "return TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'character', ...)",
        {"CU": red, "CO": red, "XX": red},
    )
    trp3(
        "return TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'characteristics', ...)",
        {"FN": red, "WE": red, "MI": [{"NA": red, "VA": red, "IC": red}], "PS": [{"LT": red, "RT": red}]},
    )
    glance = {"TI": red, "TX": red}
    trp3(
        "return TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'misc', ...)", {"PE": {"1": glance, "6": glance}}
    )
    trp3("return TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'about', ...)", {"T1": {"TX": red}})
    profile = trp3("return TRP3_API.register.getProfileOrNil('0102030405Abcde')")
    assert profile["character"] == from_python({"CU": "x\ny", "CO": "x\ny", "XX": red})
    assert profile["characteristics"] == from_python(
        {"FN": "xy", "WE": red, "MI": [{"NA": "xy", "VA": "xy", "IC": red}], "PS": [{"LT": "xy", "RT": "xy"}]}
    )
    assert profile["misc"] == from_python({"PE": {"1": {"TI": "xy", "TX": "x\ny"}, "6": glance}})
    assert profile["about"] == from_python({"T1": {"TX": red}})


def test_default_profiles_are_reduced(trp3):
    trp3("TRP3_API.register.addCharacter('A-B') TRP3_API.register.saveCurrentProfileID('A-B', '0102030405Abcde*')")
    trp3("TRP3_API.register.saveInformation('A-B', 'character', {v = 1, RP = 1, WU = 2, CU = 'x'})")
    trp3("TRP3_API.register.saveInformation('A-B', 'characteristics', {v = 2, FN = 'A', LN = 'B', MI = {{NA = 'x'}}})")
    trp3("TRP3_API.register.saveInformation('A-B', 'misc', {v = 3, PE = {['1'] = {TI = 'x'}}, ST = {['2'] = 1}})")
    profile = trp3("return TRP3_API.register.getProfileOrNil('0102030405Abcde*')")
    assert profile["character"] == from_python({"v": 1, "RP": 1, "WU": 2})
    assert profile["characteristics"] == from_python({"v": 2, "FN": "A", "MI": {}, "PS": {}})
    assert profile["misc"] == from_python({"v": 3, "PE": {}, "ST": {}})


def test_a_character_has_one_profile_at_a_time(trp3):
    trp3(KNOWN + " r.addCharacter('Other-Realm') r.saveCurrentProfileID('Other-Realm', '0102030405Abcde')")
    trp3(
        "events = {} TRP3_Addon.RegisterCallback(events, 'REGISTER_DATA_UPDATED',"
        " function(_, ...) table.insert(events, {...}) end)"
    )
    trp3("for _ = 1, 2 do TRP3_API.register.saveCurrentProfileID('Catnia-ArgentDawn', 'second', true) end")
    assert trp3("return events").array() == [from_python([CATNIA, "second"])]
    assert trp3("return TRP3_API.register.getProfileOrNil('0102030405Abcde').link") == from_python({"Other-Realm": 1})
    trp3("TRP3_API.register.saveCurrentProfileID('Catnia-ArgentDawn', '0102030405Abcde')")
    assert trp3("return TRP3_API.register.getProfileOrNil('second')") is None
    assert trp3("return TRP3_API.register.getUnitIDProfileID('Catnia-ArgentDawn')") == b"0102030405Abcde"


@pytest.mark.parametrize(
    ("version", "stored"),
    [("3.4.2", "3.4.2"), ("v1.2", "v1.2"), ("3.0.0-beta-4", "3.0.0-beta-4"), ("", "0"), ("1.0 <b>", "0"), ("abc", "0")],
)
def test_client_information(trp3, version, stored):
    trp3("TRP3_API.register.addCharacter('A-B')")
    trp3("TRP3_API.register.saveClientInformation('A-B', '|cffff0000TRP|r', ..., false, false, 2, nil, 9, 8)", version)
    assert trp3("return TRP3_API.register.getUnitIDCharacter('A-B')") == from_python(
        {
            "client": "TRP",
            "clientVersion": stored,
            "msp": False,
            "extended": False,
            "isTrial": 2,
            "extendedVersion": "0",
            "roleplayExperience": 4,
            "classID": 8,
        }
    )


def test_received_is_what_was_handed_over_even_when_it_raises(trp3):
    trp3(KNOWN)
    sent = {"FN": "|cffff0000x|r", "MI": [{"NA": "y"}]}
    trp3("TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'characteristics', ...)", sent)
    assert trp3("return TRP3_StandIn.received['Catnia-ArgentDawn'].characteristics") == from_python(sent)
    raises(trp3, "TRP3_API.register.saveInformation('Catnia-ArgentDawn', 'characteristics', {FN = 5})")
    assert trp3("return TRP3_StandIn.received['Catnia-ArgentDawn'].characteristics") == from_python({"FN": 5})
    assert [call["name"] for call in trp3("return TRP3_StandIn.calls").array()] == [
        b"addCharacter",
        b"saveCurrentProfileID",
        b"saveInformation",
        b"saveInformation",
    ]


def test_an_edit_raises_the_version_and_tells(trp3):
    trp3(
        "heard = {} TRP3_Addon.RegisterCallback(heard, 'REGISTER_DATA_UPDATED',"
        " function(_, ...) table.insert(heard, {...}) end)"
    )
    profile_id = trp3("return TRP3_API.profile.getPlayerCurrentProfileID()")
    assert trp3("return TRP3_StandIn.Edit('A', 'CU', 'Waiting.')") == 3
    assert trp3("return TRP3_API.dashboard.getCharacterExchangeData().CU") == b"Waiting."
    assert trp3("return heard").array() == [from_python(["Tammya-MoonGuard", profile_id, "character"])]
    trp3("TRP3_API.dashboard.getCharacterExchangeData().v = 99")
    assert trp3("return TRP3_StandIn.Edit('character', 'CU', nil)") == 1


def test_changing_profile_tells_twice(trp3):
    trp3("TRP3_Profiles.second = {profileName = 'Second', player = {character = {v = 7}}}")
    trp3(
        "heard = {} for _, e in ipairs({'REGISTER_DATA_UPDATED', 'REGISTER_PROFILES_LOADED'}) do"
        " TRP3_Addon.RegisterCallback(heard, e, function(...) table.insert(heard, {...}) end) end"
        " TRP3_StandIn.SelectProfile('Second')"
    )
    assert trp3("return heard").array() == [
        from_python(["REGISTER_PROFILES_LOADED"]),
        from_python(["REGISTER_DATA_UPDATED", "Tammya-MoonGuard", "second"]),
    ]
    assert trp3("return TRP3_API.profile.getPlayerCurrentProfileID(), TRP3_API.profile.getData('player/about/TE')") == (
        b"second",
        1,
    )


def test_pages(trp3):
    trp3(KNOWN + " pages = {} TRP3_Addon.RegisterCallback(pages, 'PAGE_OPENED', function(_, id, c)"
         " table.insert(pages, {id, c and c.source, c and c.unitID, c and c.openingWithUnitID}) end)")  # fmt: skip
    assert trp3("return TRP3_StandIn.OpenPage(nil), TRP3_StandIn.OpenPage('No-Body')") == (True, False)
    assert trp3("return TRP3_StandIn.OpenPage('Tammya-MoonGuard')") is True
    assert trp3("return TRP3_StandIn.OpenPage('Catnia-ArgentDawn')") is True
    assert trp3("return pages").array() == [
        from_python(["dashboard"]),
        from_python(["player_main", "player"]),
        from_python(["player_main", "directory", CATNIA, True]),
    ]


def test_what_a_login_purges():
    client = Client(clock=10_000_000).load_stand_in()
    fresh, old = 10_000_000 - 864_000, 10_000_000 - 864_001
    b = {"v": 1, "FN": "x"}
    profiles = {
        "kept": {"time": fresh, "characteristics": b},
        "noted": {"time": old, "characteristics": b, "notes": {"P": "x"}},
        "old": {"time": old, "characteristics": b},
        "bare": {"time": fresh, "character": {"v": 1}},
        "empty": {"time": fresh, "characteristics": {}},
        "default*": {"time": fresh, "characteristics": b},
    }
    characters = {f"Name-{index}": {"profileID": profile_id} for index, profile_id in enumerate(profiles)}
    register = {"profiles": profiles, "character": characters | {"No-Profile": {}}}
    client.globals[b"TRP3_Register"] = client.to_lua(from_python(register))
    client.login()
    assert sorted(client("return TRP3_API.register.getProfileList()")) == [b"kept", b"noted"]
    assert sorted(client("return TRP3_API.register.getCharacterList()")) == [b"Name-0", b"Name-1"]


def test_ignored(trp3):
    assert trp3("return TRP3_API.register.isIDIgnored('A-B')") is False
    trp3("TRP3_API.register.ignoreID('A-B')")
    assert trp3("return TRP3_API.register.isIDIgnored('A-B')") is True
