"""What the adapter saves of others: everything that is fine, byte for byte, and nothing else."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trp3_env import ROOT, Client

from generator.client.luatable import LuaTable, from_python, same
from generator.world.profiles import PARTS, load_profiles

CATNIA = "Catnia-ArgentDawn"
ID = "0102030405Abcde"
PROFILES = load_profiles((ROOT / "tests" / "data" / "totalRP3.lua").read_bytes())
LIMIT = 65536


def save(client, part, data, sender=CATNIA, profile_id=ID):
    return client("return adapter:save(...)", sender, profile_id, part, data)


def received(client, part, sender=CATNIA):
    return client("local s, p = ... return (TRP3_StandIn.received[s] or {})[p]", sender, PARTS[part])


def stored(client, part, profile_id=ID):
    return client("local i, p = ... return (TRP3_API.register.getProfileOrNil(i) or {})[p]", profile_id, PARTS[part])


def exchanged(part, table):
    """What Total RP 3 hands out for a stored part."""
    copy = LuaTable(table)
    if part == "C":
        glances = [(slot, glance) for slot, glance in copy.table("PE").items() if glance.get(b"AC") is not False]
        copy["PE"] = LuaTable(glances)
    if part == "D":
        for number in (1, 2, 3):
            if copy[b"TE"] != number:
                copy[f"T{number}"] = None
        copy["read"] = None
    return copy


@pytest.mark.parametrize("profile_id", PROFILES)
def test_every_profile_arrives_as_it_was_sent(profile_id):
    """From one player's Total RP 3 to another's, by way of the serializer."""
    name = PROFILES[profile_id].name
    sender = Client("Borin").save((ROOT / "tests" / "data" / "totalRP3.lua").read_bytes()).start()
    sender("TRP3_StandIn.SelectProfile(...)", name)
    receiver = Client().start()
    for part, table in PROFILES[profile_id].parts.items():
        sent = sender("return adapter:own_part(...)", part)
        expected = exchanged(part, table)
        assert sent.pop("VA", None) == (b"Total RP 3;3.4.2;0" if part == "B" else None)
        assert sent.pop("XP", None) == (4 if part == "A" else None)
        assert same(sent, expected)
        with_client = LuaTable(sent)
        if part == "B":
            with_client["VA"] = "Total RP 3;3.4.2;0"
        assert save(receiver, part, with_client) is True
        assert same(received(receiver, part), expected)
    character = receiver("return TRP3_API.register.getUnitIDCharacter(...)", CATNIA)
    assert (character["client"], character["clientVersion"]) == (b"Total RP 3", b"3.4.2")
    assert receiver("return adapter:stats()") == from_python({"saved": 4, "rejected": 0, "failed": 0})


def test_saving_does_what_total_rp_3_does_in_its_order(client):
    assert save(client, "B", {"v": 1, "FN": "Catnia", "VA": "MyRolePlay;5.2;1"}) is True
    assert save(client, "A", {"v": 1, "RP": 1}) is True
    assert [call["name"] for call in client("return TRP3_StandIn.calls").array()] == [
        b"addCharacter",
        b"saveClientInformation",
        b"saveCurrentProfileID",
        b"saveInformation",
        b"saveCurrentProfileID",
        b"saveInformation",
    ]
    assert client("return adapter:known(...)", CATNIA) == (ID.encode(), from_python({"A": 1, "B": 1}))
    assert client("return TRP3_API.register.getUnitIDCharacter(...).isTrial", CATNIA) == 1


@pytest.mark.parametrize(
    ("line", "client_name", "version", "trial"),
    [
        ("Total RP 3;3.4.2;0", "Total RP 3", "3.4.2", 0),
        ("Total RP 3;3.4.2;2", "Total RP 3", "3.4.2", 2),
        ("Total RP 3;3.4.2;7", "Total RP 3", "3.4.2", 0),
        ("Total RP 3;3.4.2;true", "Total RP 3", "3.4.2", 0),
        ("Only a name", "Only a name", "", 0),
        ("", "", "", 0),
        (";;;;;", "", "", 0),
        ("|cffff0000X|r\n;1\x00.0;1;extra", "cffff0000Xr", "1.0", 1),
        ("é" * 100 + ";1;1", "é" * 32, "1", 1),
        ("x" + "é" * 100 + ";1;nan", "x" + "é" * 31, "1", 0),
    ],
)
def test_client_information_is_made_safe_and_is_no_field(client, line, client_name, version, trial):
    assert save(client, "B", {"v": 1, "VA": line}) is True
    assert received(client, "B") == from_python({"v": 1})
    call = client("return TRP3_StandIn.calls").array()[1]["detail"]
    assert call == from_python({"client": client_name, "clientVersion": version, "trial": trial})


def test_what_we_do_not_know_of_a_character_is_kept(client):
    client(
        "TRP3_API.register.addCharacter((...)) TRP3_API.register.saveClientInformation((...),"
        " 'Total RP 3', '3.4.1', false, true, 0, '2.1', 3, 8)",
        CATNIA,
    )
    assert save(client, "B", {"v": 1, "VA": "Total RP 3;3.4.2;1"}) is True
    character = client("return TRP3_API.register.getUnitIDCharacter(...)", CATNIA)
    assert [character[key] for key in ("roleplayExperience", "classID", "extended", "extendedVersion")] == [
        3,
        8,
        True,
        b"2.1",
    ]
    assert client("return adapter:save(...)", CATNIA, ID, "B", {"v": 2, "VA": "X;1;0"}, 4) is True
    assert client("return TRP3_API.register.getUnitIDCharacter(...).classID", CATNIA) == 4


def test_role_play_experience_is_the_character_s_and_no_field(client):
    """The released addon sends a field that Total RP 3 no longer has."""
    client("TRP3_Characters['Tammya-MoonGuard'].roleplayExperience = 3")
    assert client("return adapter:own_part('A').XP") == 3
    assert client("return TRP3_API.dashboard.getCharacterExchangeData().XP") is None
    read = "local c = TRP3_API.register.getUnitIDCharacter(...) return c.roleplayExperience, c.client, c.clientVersion"
    assert save(client, "B", {"v": 1, "VA": "Total RP 3;3.4.2;1"}) is True
    assert client(read, CATNIA) == (4, b"Total RP 3", b"3.4.2")
    assert save(client, "A", {"v": 1, "RP": 1, "XP": 2}) is True
    assert received(client, "A") == from_python({"v": 1, "RP": 1})
    assert client(read, CATNIA) == (2, b"Total RP 3", b"3.4.2")
    for nonsense in ("2", 0, 5, 1.5, {"x": 1}):
        assert save(client, "A", {"v": 2, "RP": 1, "XP": nonsense}) is True
        assert received(client, "A") == from_python({"v": 2, "RP": 1})
        assert client(read, CATNIA) == (2, b"Total RP 3", b"3.4.2")


@pytest.mark.parametrize("code", ["GetCurrentUser = nil", "GetCurrentUser = function() return {} end"])
def test_without_an_experience_none_is_sent(client, code):
    client(f"AddOn_TotalRP3.Player.{code}")
    assert client("return adapter:own_part('A').XP") is None


TABLE = {"x": 1}
LINES = ["TI", "FN", "LN", "FT", "RA", "CL", "IC", "AG", "EC", "HE", "WE", "BP", "RE", "VA"]
BAD_PARTS = [
    *(("A", {"v": 1, field: value}, field) for field in ("CU", "CO") for value in (5, True, TABLE)),
    *(("A", {"v": 1, field: value}, field) for field in ("RP", "WU") for value in ("1", math.nan, math.inf, TABLE)),
    *(("A", {"v": value}, "v") for value in ("1", -1, 1.5, 65536, math.inf, TABLE, True)),
    *(("B", {"v": 1, field: value}, field) for field in LINES for value in (5, TABLE, False)),
    *(
        ("B", {"v": 1, field: value}, field)
        for field in ("CH", "EH")
        for value in ("", "fff", "gggggg", "ff00ff0", "ff00ff\n", "|cff00", 255, TABLE)
    ),
    ("B", {"v": 1, "RC": "84"}, "RC"),
    ("B", {"v": 1, "RC": [84, "0.5", 0.5, "x"]}, "RC.2"),
    ("B", {"v": 1, "RC": [84, 0.5, math.nan, "x"]}, "RC.3"),
    ("B", {"v": 1, "RC": [84, 0.5, 0.5, 7]}, "RC.4"),
    ("B", {"v": 1, "RS": "2"}, "RS"),
    ("B", {"v": 1, "bkg": TABLE}, "bkg"),
    ("B", {"v": 1, "MI": "x"}, "MI"),
    ("B", {"v": 1, "MI": TABLE}, "MI"),
    ("B", {"v": 1, "MI": {0: {"NA": "x"}}}, "MI"),
    ("B", {"v": 1, "MI": {1.5: {"NA": "x"}}}, "MI"),
    ("B", {"v": 1, "MI": {1001: {"NA": "x"}}}, "MI"),
    ("B", {"v": 1, "MI": ["x"]}, "MI.1"),
    ("B", {"v": 1, "MI": [{"NA": "x"}, {"VA": 5}]}, "MI.2.VA"),
    ("B", {"v": 1, "MI": [{"ID": "2"}]}, "MI.1.ID"),
    ("B", {"v": 1, "PS": [{"LT": TABLE}]}, "PS.1.LT"),
    ("B", {"v": 1, "PS": [{"V2": "10"}]}, "PS.1.V2"),
    ("B", {"v": 1, "PS": [{"LC": "ff0000"}]}, "PS.1.LC"),
    ("B", {"v": 1, "PS": [{"LC": {"r": 1, "g": "0", "b": 1}}]}, "PS.1.LC.g"),
    ("C", {"v": 1, "PE": "x"}, "PE"),
    ("C", {"v": 1, "PE": {"1": 7}}, "PE.1"),
    ("C", {"v": 1, "PE": {"5": {"TX": 7}}}, "PE.5.TX"),
    ("C", {"v": 1, "PE": {"2": {"AC": "true"}}}, "PE.2.AC"),
    ("C", {"v": 1, "PE": {"2": {"IC": TABLE}}}, "PE.2.IC"),
    ("C", {"v": 1, "ST": 1}, "ST"),
    ("C", {"v": 1, "ST": {"2": "1"}}, "ST.2"),
    *(("D", {"v": 1, "TE": value}, "TE") for value in (0, 4, 1.5, "1", math.nan)),
    ("D", {"v": 1, "T1": "x"}, "T1"),
    ("D", {"v": 1, "T1": {"TX": 5}}, "T1.TX"),
    ("D", {"v": 1, "T2": {"TX": "x"}}, "T2"),
    ("D", {"v": 1, "T2": [{"TX": "x"}, {"BK": "3"}]}, "T2.2.BK"),
    ("D", {"v": 1, "T3": {"PH": "x"}}, "T3.PH"),
    ("D", {"v": 1, "T3": {"HI": {"IC": 5}}}, "T3.HI.IC"),
    ("D", {"v": 1, "BK": "5"}, "BK"),
    ("D", {"v": 1, "MU": TABLE}, "MU"),
    ("D", {"v": 1, "MU": math.inf}, "MU"),
    ("A", "text", "the part"),
    ("A", 5, "the part"),
    ("A", None, "the part"),
    ("A", {}, "the part"),
    ("A", {"CU": "x" * (LIMIT + 1)}, "CU"),
    ("B", {"FN": "x" * 8193}, "FN"),
    ("D", {"T2": [{"TX": "x" * LIMIT}] * 3}, "T2.2.TX"),
    ("C", {"PE": {"1": {}}, "extra": [1] * 20000}, "extra.8192"),
]


@pytest.mark.parametrize(("part", "data", "field"), BAD_PARTS, ids=lambda value: repr(value)[:40])
def test_a_bad_part_is_refused_and_changes_nothing(part, data, field):
    client = Client().start()
    assert save(client, part, {"v": 3, "FN": "before", "CU": "before"}) is True
    before = client("return TRP3_Register, TRP3_Profiles, TRP3_StandIn.calls")
    saved, why = save(client, part, data)
    assert saved is None
    assert why.decode().startswith(field + " "), why
    assert client("return TRP3_Register, TRP3_Profiles, TRP3_StandIn.calls") == before
    stats = client("return adapter:stats()")
    assert (stats["rejected"], stats["failed"], stats["last_rejection"]) == (1, 0, why)


def test_texts_may_be_as_long_as_the_limits(client):
    assert save(client, "A", {"v": 1, "CU": "x" * LIMIT}) is True
    assert save(client, "B", {"v": 1, "FN": "x" * 8192}) is True


def test_which_problem_is_named_does_not_depend_on_chance(client):
    bad = {f"F{number}": "x" for number in range(40)} | {"TI": 1, "FN": 1, "LN": 1, "CH": 1}
    assert {
        save(client, "B", dict(sorted(bad.items(), key=lambda item: hash(item[0]) * n)))[1] for n in (1, -1, 7)
    } == {b"CH must be a colour, rrggbb"}


@pytest.mark.parametrize(
    "extra",
    [
        {"later": 2, "new": {"nested": [1, "two", True, {"3": 0.5}]}, "flag": False, "": "empty", 5: "five"},
        {"text": "|cffff0000x|r\x00\xff", "number": -1e308},
    ],
)
def test_fields_of_a_newer_total_rp_3_are_kept(client, extra):
    for part in PARTS:
        data = from_python({"v": 1, **extra})
        assert save(client, part, data) is True
        assert same(received(client, part), data)


def test_unknown_fields_that_are_no_plain_data_are_left_out(client):
    client(
        "deep = {} local t = deep for _ = 1, 20 do t[1] = {} t = t[1] end"
        " data = {v = 1, RP = 2, deep = deep, call = print, odd = 1/0, row = {f = print}, long = ('x'):rep(65537),"
        " [true] = 1, [('k'):rep(300)] = 1, [{}] = 1, keyed = {[true] = 1}, kept = {1, {2}}}"
        " data.cycle = data"
    )
    assert client("return adapter:save('Catnia-ArgentDawn', 'id', 'A', data)") is True
    assert received(client, "A") == from_python({"v": 1, "RP": 2, "kept": [1, [2]]})


@pytest.mark.parametrize(
    "sender",
    ["Catnia", "Catnia-", "-ArgentDawn", "", "Cat nia-ArgentDawn", "Catnia-Argent Dawn", "Catnia-Argent-Dawn",
     "Catnia\n-X", "Cat|nia-X", "x" * 200 + "-Realm", 5, None, {"a": 1}, "Tammya-MoonGuard"],
)  # fmt: skip
def test_senders_that_are_none(client, sender):
    before = client("return TRP3_Register")
    assert save(client, "A", {"v": 1}, sender=sender)[0] is None
    assert client("return TRP3_Register") == before


@pytest.mark.parametrize("sender", ["Éloïse-KirinTor", "Ратмира-Гордунни", "Catnia-C'Thun", "若溪-安苏"])
def test_senders_of_every_language(client, sender):
    assert save(client, "A", {"v": 1}, sender=sender) is True
    assert client("return adapter:known(...)", sender) == (ID.encode(), from_python({"A": 1}))


@pytest.mark.parametrize(
    "profile_id", ["", "a\nb", "a\x00b", "x" * 65, "[MSP]Catnia-ArgentDawn", "[msp]x", 5, None, {"a": 1}, "mine", "own"]
)
def test_profile_ids_that_cannot_be_used(client, profile_id):
    client("TRP3_Profiles.mine = {profileName = 'Mine', player = {}}")
    if profile_id == "own":
        profile_id = client("return adapter:own_profile_id()")
    before = client("return TRP3_Register, TRP3_Profiles")
    assert save(client, "A", {"v": 1}, profile_id=profile_id)[0] is None
    assert client("return TRP3_Register, TRP3_Profiles") == before


@pytest.mark.parametrize("profile_id", ["[CMSP]Catnia-ArgentDawn", "0102030405Abcde*", "with space|and\\more~:"])
def test_profile_ids_of_other_kinds(client, profile_id):
    assert save(client, "A", {"v": 1, "RP": 1}, profile_id=profile_id) is True
    assert client("return adapter:known(...)", CATNIA) == (profile_id.encode(), from_python({"A": 1}))


def test_an_msp_user_s_id_is_taken_from_its_owner_only(client):
    """Profiles are shared by their id: whoever names another's would overwrite it."""
    assert save(client, "B", {"v": 1, "FN": "Catnia"}, profile_id=f"[CMSP]{CATNIA}") is True
    for profile_id in (
        f"[CMSP]{CATNIA}",
        f"[cmsp]{CATNIA}",
        "[CMSP]Catnia-Argent Dawn",
        "[CMSP]",
        "[CMSP]Tammya-MoonGuard",
    ):
        assert save(client, "B", {"v": 2, "FN": "Zulya"}, "Zulya-ArgentDawn", profile_id)[0] is None
    assert stored(client, "B", f"[CMSP]{CATNIA}")["FN"] == b"Catnia"
    assert save(client, "B", {"v": 2, "FN": "Ben"}, "Ben-AzjolNerub", "[CMSP]Ben-Azjol-Nerub") is True


def test_other_refusals(client):
    assert save(client, "E", {"v": 1})[0] is None
    assert save(client, None, {"v": 1})[0] is None
    client("TRP3_API.register.ignoreID(...)", CATNIA)
    assert client("return adapter:ignored(...), adapter:ignored('Other-Realm')", CATNIA) == (True, False)
    assert save(client, "A", {"v": 1}) == (None, b"the sender is ignored")


def test_what_was_received_is_not_shared_with_the_caller(client):
    client("data = {v = 1, T1 = {TX = 'x'}} assert(adapter:save('Catnia-ArgentDawn', 'id', 'D', data))")
    client("data.T1.TX = 'changed' assert(adapter:save('Catnia-ArgentDawn', 'id', 'D', {v = 1, T1 = {TX = 'x'}}))")
    assert stored(client, "D", "id") == from_python({"v": 1, "T1": {"TX": "x"}})
    client("assert(adapter:save('Catnia-ArgentDawn', 'id', 'D', TRP3_API.register.getProfileOrNil('id').about))")
    assert stored(client, "D", "id") == from_python({"v": 1, "T1": {"TX": "x"}})


def test_when_total_rp_3_raises_at_the_last_step_the_old_part_is_back(client):
    assert save(client, "A", {"v": 1, "CU": "before"}) is True
    client(
        "TRP3_API.register.saveInformation = function(id, part)"
        " for k in pairs(TRP3_API.register.getUnitIDProfile(id)[part]) do"
        " TRP3_API.register.getUnitIDProfile(id)[part][k] = nil end error('new rules') end"
    )
    saved, why = save(client, "A", {"v": 2, "CU": "after"})
    assert saved is None
    assert b"new rules" in why
    assert stored(client, "A") == from_python({"v": 1, "CU": "before"})
    assert client("return adapter:stats().failed") == 1


junk_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 2**40),
    st.floats(),
    st.binary(max_size=12),
    st.sampled_from(["ff00ff", "1"]),
)
field_names = st.sampled_from(
    ["v", "RP", "CU", "FN", "CH", "RC", "MI", "PS", "VA", "PE", "ST", "TE", "T1", "T2", "T3", "MU", "BK", "NA", "IC",
     "TX", "AC", "LC", "r", "g", "b", "PH", "1", "2", "5", "unknown"]
)  # fmt: skip
junk_keys = st.one_of(field_names, st.integers(-1, 4), st.booleans(), st.floats(allow_nan=False), st.binary(max_size=3))
junk = st.recursive(
    junk_scalars,
    lambda inner: st.one_of(
        st.dictionaries(junk_keys, inner, max_size=5),
        st.lists(inner, max_size=4).map(lambda items: {n: item for n, item in enumerate(items, 1) if item is not None}),
    ),
    max_leaves=20,
)
shared = []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from("ABCD"), st.dictionaries(field_names, junk, max_size=6))
def test_total_rp_3_never_raises_on_what_the_adapter_lets_through(part, data):
    if not shared:
        shared.append(Client().start())
    client = shared[0]
    assert save(client, part, {"v": 3}) is True
    result = save(client, part, data)
    assert client("return adapter:stats().failed") == 0
    if result is not True:
        assert stored(client, part) == from_python({"v": 3})
