"""The adapter for MSP addons: the own profile, what is taken of others, and what nobody can do to it."""

import pytest
from msp_env import MSPClient

from generator.client.luatable import from_python

CATNIA, ID = "Catnia-ArgentDawn", "0102030405Abcde"
MINE = {
    "NA": "|cffaa00ffCatnia Hill|r",
    "PX": "Dame",
    "RA": "Elf",
    "AH": "180",
    "MO": "Ask twice.",
    "CU": "Here",
    "FC": "3",
    "PE": "|TInterface\\Icons\\inv_x:32:32|t\n#A scar\n\nLong.",
    "RI": "1",
    "DE": "Tall.",
    "HI": "Old.",
    "MU": "5",
    "PS": '[trait id="3" value="0.35"]',
    "FR": "2",
}


@pytest.fixture
def client():
    return MSPClient().start()


@pytest.fixture
def owner():
    made = MSPClient("Catnia", "Argent Dawn").start()
    made.edit(**MINE)
    return made


def heard(client):
    return [text.decode() for text in client("local h = heard heard = {} return h").array()]


def serials(client):
    return {part.decode(): number for part, number in client("return adapter:own_serials()").items()}


def save(client, part, data, sender=CATNIA, profile_id=ID):
    return client("return adapter:save(...)", sender, profile_id, part, data)


def parts_of(owner):
    return {part: owner("return adapter:own_part(...)", part) for part in "ABCD"}


def crossed(owner, reader):
    """The owner's profile goes over, and what the reader's addon has of it then."""
    profile_id = owner("return adapter:own_profile_id()")
    for part, data in parts_of(owner).items():
        assert save(reader, part, data, profile_id=profile_id) is True
    return reader.fields(CATNIA)


# The own profile


def test_ready_with_the_first_profile():
    client = MSPClient().load_msp().load_adapter()
    assert client("return adapter:available(), adapter:start()") == (True, True)
    assert client("return adapter:own_profile_id(), adapter:own_serials()") == (None, None)
    assert client("return adapter:own_part('A')") == (None, b"there is no MSP profile yet")
    assert heard(client) == []
    client.login()
    assert heard(client) == ["ready"]
    assert client("return adapter:own_profile_id()") == b"[CMSP]Tammya-MoonGuard"
    assert client("return adapter:own_part('E')") == (None, b"there is no part E")


def test_ready_at_once_when_the_addon_was_first():
    client = MSPClient().load_msp().login().load_adapter()
    client("adapter:start() adapter:start()")
    assert heard(client) == ["ready"]


def test_own_parts_are_what_is_sent(owner):
    assert owner("return adapter:own_part('A')") == from_python(
        {"v": serials(owner)["A"], "CU": "Here", "RP": 1, "WU": 2, "XP": 4}
    )
    characteristics = owner("return adapter:own_part('B')")
    assert (characteristics["FN"], characteristics["CH"], characteristics["TI"]) == (b"Catnia Hill", b"aa00ff", b"Dame")
    assert characteristics["VA"] == b"StandIn;1.0;0"
    for part, data in parts_of(owner).items():
        assert owner("local p, d = ... return ns.ProfileParts.check(p, d) ~= nil", part, data) is True
        assert data["v"] == serials(owner)[part]


def test_serials_change_with_the_contents_and_with_nothing_else(owner):
    before = serials(owner)
    assert all(0 <= number <= 65535 for number in before.values())
    changes = {"A": {"CU": "There"}, "B": {"NA": "Cat"}, "C": {"RI": "2"}, "D": {"DE": "Tall!"}}
    for part, change in changes.items():
        owner.edit(**change)
        after = serials(owner)
        assert {letter for letter in "ABCD" if after[letter] != before[letter]} == {part}
        before = after
    owner.edit(GU="Player-1-2", ZZ="made up")
    assert serials(owner) == before


def test_serials_are_the_same_after_a_relog(owner):
    again = MSPClient("Catnia", "Argent Dawn")
    again.globals[b"MSP_StandInSaved"] = again.to_lua(owner("return MSP_StandInSaved"))
    assert serials(again.start()) == serials(owner)


def test_a_text_moved_to_the_next_field_is_a_change(client):
    client.edit(CU="words", CO="")
    before = serials(client)["A"]
    client.edit(CU="", CO="words")
    assert serials(client)["A"] != before


def test_a_change_shows_even_when_two_texts_have_one_checksum(client):
    # Found by trying: both leave the same remainder.
    one, other = client(
        "local seen = {} for n = 1, 2000 do MSP_StandIn.Edit('CU', 'text ' .. n)"
        " local fresh = ns.Adapters.MSP.new({ now = GetTime }, {}, GameClient)"
        " fresh:start() local serial = fresh:own_serials().A"
        " if seen[serial] then return seen[serial], n end seen[serial] = n end"
    )
    client.edit(CU=f"text {one}")
    before = serials(client)["A"]
    client.edit(CU=f"text {other}")
    assert serials(client)["A"] != before


def test_changes_are_told_once_however_often_it_was_looked_at(client):
    heard(client)
    client.edit(CU="x")
    assert heard(client) == ["changed"]
    client("msp.my.CU = 'y' adapter:own_serials() adapter:own_part('A') msp:Update() msp:Update()")
    assert heard(client) == ["changed"]
    client.edit(GU="Player-1-2")
    client("msp:Update()")
    assert heard(client) == []


def test_a_replaced_table_of_own_fields_is_no_matter(client):
    heard(client)
    client("msp.my = { VA = 'Other/2', NA = 'T', CU = 'new' } msp:Update()")
    assert heard(client) == ["changed"]
    assert client("return adapter:own_part('A').CU") == b"new"


# Received profiles


def test_an_msp_profile_arrives_in_an_msp_addon_as_if_sent_directly(owner, client):
    direct = MSPClient("Zulya", "Argent Dawn").start()
    for fields in ("nil", "{'PX', 'AH', 'MO', 'PE', 'RI', 'DE', 'HI', 'MU', 'PS', 'FR', 'TR'}"):
        direct(f"CLOCK = CLOCK + 40 msp:Request('Catnia', {fields})")
        direct.deliver(owner)
        owner.deliver(direct)
    fields = crossed(owner, client)
    assert fields == {**direct.fields(CATNIA), "VP": "1"}
    read = "local c = msp.char[...] return c.supported, c.ver.DE, c.ver.NA, c.ver.HB, c.time.DE == GetTime()"
    assert client(read, CATNIA) == direct(read.replace(" == GetTime()", " ~= nil"), CATNIA)
    assert client("return #MSP_StandIn.errors") == 0


def test_defect_versions_are_left_nil_so_that_everything_is_sent_again(owner, client):
    crossed(owner, client)
    client("CLOCK = CLOCK + 30 msp:Request('Catnia-ArgentDawn', 'DE')")
    assert client("return SENT").array()[0].array()[1] == b".?DE%x" % client("return msp:CRC32('Tall.')")
    client.globals[b"PLAYER_REALM"] = b"Argent Dawn"  # come close
    client.deliver(owner)
    answers = [piece.array()[1] for piece in owner("return SENT").array()]
    assert answers == [b".!DE%x" % client("return msp:CRC32('Tall.')")]


def test_defect_made_up_fields_reach_other_msp_users(owner, client):
    before = client("return msp.my")
    crossed(owner, client)
    parts_of(client)
    assert client("return msp.my") == before
    assert set(client.fields(CATNIA)) <= {
        code.decode()
        for code in client(
            "local all = {} for _, codes in pairs(ns.MSPFields.CODES) do"
            " for _, c in ipairs(codes) do all[#all + 1] = c end end return all"
        ).array()
    }


def test_callbacks_are_called_as_the_library_does(client):
    client("MSP_StandIn.updated, MSP_StandIn.received = {}, {}")
    assert save(client, "D", {"v": 3, "TE": 3, "T3": {"PH": {"TX": "Tall."}, "HI": {"TX": "Old."}}}) is True
    crc = {text: client("return msp:CRC32(...)", text) for text in ("Tall.", "Old.")}
    assert client("return MSP_StandIn.updated") == from_python(
        [[CATNIA, "DE", "Tall.", crc["Tall."]], [CATNIA, "HI", "Old.", crc["Old."]]]
    )
    assert client("return MSP_StandIn.received") == from_python([CATNIA])
    client("MSP_StandIn.updated, MSP_StandIn.received = {}, {}")
    assert save(client, "D", {"v": 4, "TE": 1, "T1": {"TX": "Small."}}) is True
    crc["Small."] = client("return msp:CRC32('Small.')")
    assert client("return MSP_StandIn.updated") == from_python(
        [[CATNIA, "DE", "Small.", crc["Small."]], [CATNIA, "HI"]]
    )
    assert client("return MSP_StandIn.received") == from_python([CATNIA])
    assert client.fields(CATNIA) == {"DE": "Small."}


def test_another_addon_s_broken_callback_keeps_nobody_from_hearing(client):
    for name in ("updated", "received"):
        client(f"table.insert(msp.callback.{name}, 1, function() error('theirs') end)")
    client("MSP_StandIn.received = {}")
    assert save(client, "A", {"v": 1, "RP": 2}) is True
    assert client("return MSP_StandIn.received") == from_python([CATNIA])
    assert b"theirs" in client("return adapter:stats().last_failure")
    assert client("return adapter:stats().saved") == 1


def test_versions_are_kept_whatever_msp_cannot_hold(client):
    assert client("return adapter:known(...)", CATNIA) == (None, from_python({}))
    for part, data in {
        "A": {"RP": 1},
        "B": {"v": 12, "RC": [84, 0.5, 0.5, "x"], "bkg": 3, "MI": [{"ID": 1, "NA": "Scar", "VA": "long"}]},
        "C": {"v": 65535, "ST": {"6": 1}},
        "D": {"v": 99, "TE": 2, "T2": [{"IC": "inv_x", "BK": 3}]},
    }.items():
        assert save(client, part, data) is True
    expected = (ID.encode(), from_python({"A": 1, "B": 12, "C": 65535, "D": 99}))
    assert client("return adapter:known(...)", CATNIA) == expected
    client("local _, serials = adapter:known(...) serials.A = 5", CATNIA)
    assert client("return adapter:known(...)", CATNIA) == expected
    assert client("return adapter:known(nil)") == (None, from_python({}))


def test_another_profile_of_the_same_character_takes_nothing_over(client):
    assert save(client, "B", {"v": 1, "FN": "Catnia"}) is True
    assert save(client, "D", {"v": 1, "TE": 1, "T1": {"TX": "Tall."}}) is True
    client("MSP_StandIn.received = {}")
    assert save(client, "B", {"v": 1, "FN": "Cat"}, profile_id="another") is True
    assert client.fields(CATNIA) == {"NA": "Cat"}
    assert client("return adapter:known(...)", CATNIA) == (b"another", from_python({"B": 1}))
    assert client("return MSP_StandIn.received") == from_python([CATNIA])


def test_a_total_rp_3_profile_with_another_addon_s_name(client):
    assert save(client, "B", {"v": 1, "FN": "Catnia", "VA": "Total RP 3;3.4.2;1"}) is True
    assert client.fields(CATNIA) == {"NA": "Catnia", "VA": "TotalRP3/3.4.2", "TR": "1"}


# Strangers


@pytest.mark.parametrize(
    ("sender", "profile_id", "part", "data"),
    [
        (CATNIA, ID, "E", {"v": 1}),
        (CATNIA, ID, None, {"v": 1}),
        (CATNIA, ID, "A", None),
        (CATNIA, ID, "A", {}),
        (CATNIA, ID, "A", "text"),
        (CATNIA, ID, "A", {"v": 1, "CU": 5}),
        (CATNIA, ID, "A", {"v": 70000}),
        (CATNIA, ID, "B", {"v": 1, "FN": "x" * 9000}),
        (CATNIA, ID, "B", {"v": 1, "MI": "x"}),
        (CATNIA, ID, "C", {"v": 1, "PE": {"1": 5}}),
        (CATNIA, ID, "C", {"v": 1, "ST": {"2": "x"}}),
        (CATNIA, ID, "D", {"v": 1, "T1": {"TX": "x" * 70000}}),
        (CATNIA, ID, "D", {"v": 1, "TE": 4}),
        (CATNIA, "", "A", {"v": 1}),
        (CATNIA, "[MSP]" + CATNIA, "A", {"v": 1}),
        (CATNIA, "[CMSP]Zulya-ArgentDawn", "A", {"v": 1}),
        (CATNIA, "[CMSP]Tammya-MoonGuard", "A", {"v": 1}),
        ("Tammya-MoonGuard", ID, "A", {"v": 1, "CU": "forged"}),
        ("Borin-MoonGuard", ID, "A", {"v": 1}),
        ("Catnia", ID, "A", {"v": 1}),
        ("", ID, "A", {"v": 1}),
        (None, ID, "A", {"v": 1}),
        (5, ID, "A", {"v": 1}),
    ],
)
def test_what_is_refused_changes_nothing(client, sender, profile_id, part, data):
    client("IGNORED['Borin-MoonGuard'] = true MSP_StandIn.received, MSP_StandIn.updated = {}, {}")
    ok, why = save(client, part, data, sender, profile_id)
    assert (ok, isinstance(why, bytes)) == (None, True)
    assert client("return #MSP_StandIn.received + #MSP_StandIn.updated, adapter:stats().rejected") == (0, 1)
    assert client("return msp.char['Tammya-MoonGuard'].field.CU") == b""


def test_nothing_of_a_sender_reaches_another_s_record(client):
    assert save(client, "B", {"v": 1, "FN": "Catnia"}) is True
    # The id is hers, as nobody can help; the record is the sender's all the same.
    assert save(client, "B", {"v": 2, "FN": "Zulya"}, "Zulya-ArgentDawn") is True
    assert client.fields(CATNIA) == {"NA": "Catnia"}
    assert client("return adapter:known(...)", CATNIA) == (ID.encode(), from_python({"B": 1}))


def test_secret_values_are_no_error(client):
    heard(client)
    assert client("return adapter:save(make_secret(), 'id', 'A', { v = 1 })") == (None, b"the sender is secret")
    assert client("return adapter:save('Catnia-ArgentDawn', make_secret(), 'A', { v = 1 })")[0] is None
    client("local request = msp.Request msp.Request = function() return false end")
    client("adapter:ignored(make_secret())")
    assert heard(client) == []


def test_a_request_for_a_secret_name_is_no_error():
    client = MSPClient().load_msp()
    client("function msp:Request() return false end")
    client.load_adapter()
    client("adapter:start()")
    client.login()
    heard(client)
    client("msp:Request(make_secret(), 'DE') msp:Request(nil, 'DE') msp:Request(5, { 'DE' }) msp:Request('', 'DE')")
    client("msp:Request('Catnia', 5) msp:Request('Catnia', { 5, {} }) msp:Request('x|y z', 'DE')")
    assert heard(client) == []


# Pages


def test_an_addon_that_asks_for_a_description_has_opened_a_page(client):
    heard(client)
    client("msp:Request('Catnia') msp:Request('Catnia', { 'NA', 'PE' }) msp:Request('Catnia', 'CU')")
    assert heard(client) == []
    client("msp:Request('Catnia', { 'NA', 'DE' }) msp:Request('Zulya-Argent Dawn', 'HI')")
    assert heard(client) == ["opened Catnia-MoonGuard", "opened Zulya-ArgentDawn"]
    client("msp:QueueRequest('Catnia', 'DE')")
    assert heard(client) == ["opened Catnia-MoonGuard"]


# Which adapter


def test_total_rp_3_wins_wherever_it_is():
    client = MSPClient().load_stand_in().load_msp().load_adapter()
    assert client("return getmetatable(adapter) == ns.Adapters.TotalRP3") is True
    client = MSPClient().load_msp()
    client("TRP3_API = {}")
    client.load_adapter()
    assert client("return getmetatable(adapter) == ns.Adapters.TotalRP3, adapter:available()") == (True, False)


def test_without_any_addon():
    client = MSPClient().load_adapter()
    assert client("return adapter:available(), adapter:start()") == (False, False)
    assert client("return adapter:stats().last_failure") == b"Total RP 3 is not loaded"


EVERY_CALL = (
    "local a = adapter a:available() a:start() a:own_profile_id() a:own_serials()"
    " a:known('A-B') a:known(nil) a:ignored('A-B') a:ignored(nil)"
    " for _, p in ipairs({'A', 'B', 'C', 'D', 'E'}) do a:own_part(p) a:save('A-B', 'id', p, {v = 1, VA = 'x'}) end"
    " a:stats() return #heard"
)


@pytest.mark.parametrize(
    "code",
    [
        "msp = nil",
        "msp = 5",
        "msp = {}",
        "msp.my = nil",
        "msp.CRC32 = nil",
        "msp.Update = 5",
        "msp.callback.updated = nil",
        "msp = setmetatable({}, { __index = function() error('closed') end })",
    ],
)
def test_without_a_usable_library_it_is_not_chosen(code):
    client = MSPClient().load_msp()
    client(code)
    client.load_adapter()
    assert client("return getmetatable(adapter) == ns.Adapters.TotalRP3") is True
    client("adapter = ns.Adapters.MSP.new({ now = GetTime }, {}, GameClient)")
    assert client("return adapter:available(), adapter:start()") == (False, False)
    assert client(EVERY_CALL) == 0
    assert client("return type(adapter:stats().last_failure)") == b"string"


@pytest.mark.parametrize(
    "code",
    [
        "for _, f in ipairs({'CRC32', 'Update', 'Request'}) do msp[f] = function() error('broken') end end",
        "msp.CRC32 = function() return 'nonsense' end",
        "msp.my = nil",
        "msp.my = setmetatable({}, { __index = function() error('closed') end })",
        "msp.my = { VA = 5, NA = {}, DE = true, CU = 7 }",
        "msp.char = nil",
        "msp.char = setmetatable({}, { __index = function() error('closed') end })",
        "msp.char = setmetatable({}, { __index = function() return {} end })",
        "msp.callback = nil",
        "msp.callback.updated, msp.callback.received = { 5, 'x' }, { {} }",
        "msp = nil",
        "msp = 'gone'",
        "GameClient.identity = function() return nil end",
        "GameClient.identity = function() error('broken') end",
        "GameClient.ignores = function() error('broken') end",
    ],
)
def test_when_it_breaks_later_nothing_raises(code):
    for prepare in (MSPClient().start, MSPClient().load_msp().load_adapter):
        client = prepare()
        client(code)
        client(EVERY_CALL)
        client("pcall(function() msp:Update() msp:Request('Catnia', 'DE') end)")
        client(EVERY_CALL)
