"""What the adapter reads of the player's own profile, when it tells, and how it gets along with a broken Total RP 3."""

import pytest
from trp3_env import Client

from generator.client.luatable import from_python


def heard(client):
    return [text.decode() for text in client("local h = heard heard = {} return h").array()]


def test_ready_when_total_rp_3_has_finished():
    client = Client().load_stand_in().load_adapter()
    assert client("return adapter:available(), adapter:start()") == (True, True)
    assert heard(client) == []
    assert client("return adapter:own_profile_id(), adapter:own_serials(), adapter:own_part('A')") == (
        None,
        None,
        None,
        b"Total RP 3 is not ready",
    )
    assert client("return adapter:known('A-B')") == (None, from_python({}))
    assert client("return adapter:save('A-B', 'id', 'A', {v = 1})")[0] is None
    client.login()
    assert heard(client) == ["ready"]
    client("TRP3_Addon:TriggerEvent('WORKFLOW_ON_FINISH')")
    assert client("return adapter:start()") is True
    assert heard(client) == []


def test_ready_at_once_when_total_rp_3_was_first():
    client = Client().load_stand_in().login().load_adapter()
    client("adapter:start()")
    assert heard(client) == ["ready"]
    client("TRP3_StandIn.Edit('A', 'CU', 'x')")
    assert heard(client) == ["changed"]


def test_own_parts_are_copies(client):
    client("mine = {} for _, p in ipairs({'A', 'B', 'C', 'D'}) do mine[p] = adapter:own_part(p) end")
    assert client("return mine.B.VA") == b"Total RP 3;3.4.2;0"
    client(
        "live = TRP3_API.profile.getPlayerCurrentProfile().player"
        " for _, part in pairs(mine) do for k in pairs(part) do part[k] = nil end end"
    )
    assert client("return live.character.v, live.characteristics.FN, live.misc.v, live.about.TE") == (
        2,
        b"Tammya",
        2,
        1,
    )
    assert client("return live.characteristics.VA") is None
    client("a = adapter:own_part('B') a.MI.x = 1")
    assert client("return live.characteristics.MI.x") is None


def test_the_reader_s_mark_is_not_sent(client):
    client("TRP3_API.profile.getPlayerCurrentProfile().player.about.read = true")
    assert client("return adapter:own_part('D').read") is None
    assert client("return TRP3_API.profile.getPlayerCurrentProfile().player.about.read") is True


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("function IsTrialAccount() return true end", b"Total RP 3;3.4.2;1"),
        ("function IsVeteranTrialAccount() return true end", b"Total RP 3;3.4.2;2"),
        ("AddOn_TotalRP3 = nil", b"Total RP 3;3.4.2;0"),
        ("AddOn_TotalRP3.Player.GetCurrentUser = function() error('x') end", b"Total RP 3;3.4.2;0"),
        ("TRP3_API.globals.version_display = 'a;b|c\\n'", b"Total RP 3;abc;0"),
        ("TRP3_API.globals.addon_name = nil", b";3.4.2;0"),
    ],
)
def test_the_client_line(client, code, line):
    client(code)
    assert client("return adapter:own_part('B').VA") == line


def test_serials(client):
    assert client("return adapter:own_serials()") == from_python({"A": 2, "B": 2, "C": 2, "D": 2})
    client("TRP3_StandIn.Edit('C', 'PE', {})")
    assert client("return adapter:own_serials()") == from_python({"A": 2, "B": 2, "C": 3, "D": 2})
    client(
        "p = TRP3_API.profile.getPlayerCurrentProfile().player"
        " p.character.v = nil p.misc.v = '7' p.about = nil p.characteristics.v = 0/0"
    )
    assert client("return adapter:own_serials()") == from_python({"A": 1, "B": 0, "C": 0, "D": 0})
    client("p.character.v = 2.5 p.misc.v = -1 p.characteristics.v = 65536 p.about = {v = 65535}")
    assert client("return adapter:own_serials()") == from_python({"A": 1, "B": 0, "C": 0, "D": 65535})


def test_serials_of_others(client):
    client(
        "adapter:save('Catnia-ArgentDawn', 'id', 'A', {RP = 1}) adapter:save('Catnia-ArgentDawn', 'id', 'D', {TE = 1})"
    )
    client(
        "adapter:save('Catnia-ArgentDawn', 'id', 'B', {v = 9}) p = TRP3_API.register.getProfileOrNil('id') p.misc = {}"
    )
    assert client("return adapter:known('Catnia-ArgentDawn')") == (b"id", from_python({"A": 1, "B": 9, "D": 0}))
    assert client("return adapter:known('Nobody-Here')") == (None, from_python({}))
    assert client("return adapter:known(nil)") == (None, from_python({}))


def test_changes_of_the_own_profile_are_told(client):
    heard(client)
    client("TRP3_StandIn.Edit('A', 'CU', 'x')")
    assert heard(client) == ["changed"]
    client("TRP3_Profiles.second = {profileName = 'Second', player = {}} TRP3_StandIn.SelectProfile('second')")
    assert heard(client) == ["changed"]
    assert client("return adapter:own_profile_id()") == b"second"
    client("adapter:save('Catnia-ArgentDawn', 'id', 'B', {v = 1, FN = 'C'})")
    client("TRP3_Addon:TriggerEvent('REGISTER_DATA_UPDATED', nil, 'id', nil)")
    assert heard(client) == []


def test_opened_pages_are_told(client):
    client("adapter:save('Catnia-ArgentDawn', 'id', 'B', {v = 1, FN = 'C'})")
    heard(client)
    client("TRP3_StandIn.OpenPage(nil) TRP3_StandIn.OpenPage('Tammya-MoonGuard') TRP3_StandIn.OpenPage('No-Body')")
    client("TRP3_Addon:TriggerEvent('PAGE_OPENED', 'player_main', {source = 'directory', profileID = 'id'})")
    client("TRP3_Addon:TriggerEvent('PAGE_OPENED', 'player_main', {source = 'directory', unitID = 5})")
    client("TRP3_Addon:TriggerEvent('PAGE_OPENED', 'player_main', 'context')")
    client("TRP3_Addon:TriggerEvent('PAGE_OPENED', 'other', {source = 'companion', unitID = 'Catnia-ArgentDawn'})")
    assert heard(client) == []
    client("TRP3_StandIn.OpenPage('Catnia-ArgentDawn')")
    assert heard(client) == ["opened Catnia-ArgentDawn"]
    assert client("return #TRP3_StandIn.errors") == 0


EVERY_CALL = (
    "local a = adapter a:available() a:start() a:own_profile_id() a:own_serials()"
    " a:known('A-B') a:known(nil) a:ignored('A-B')"
    " for _, p in ipairs({'A', 'B', 'C', 'D', 'E'}) do a:own_part(p) a:save('A-B', 'id', p, {v = 1, VA = 'x'}) end"
    " a:stats() return #heard"
)


@pytest.mark.parametrize(
    "code",
    [
        "TRP3_API = 5",
        "TRP3_API = {}",
        "TRP3_Addon = nil",
        "TRP3_API.register = nil",
        "TRP3_API.register = setmetatable({}, {__index = function() error('closed') end})",
        "TRP3_API.register.player.getAboutExchangeData = nil",
        "TRP3_API.RegisterCallback = nil",
    ],
)
def test_without_a_usable_total_rp_3_nothing_happens(code):
    client = Client().load_stand_in().load_adapter()
    client(code)
    assert client("return adapter:available(), adapter:start()") == (False, False)
    assert client(EVERY_CALL) == 0
    assert b"Total RP 3" in client("return adapter:stats().last_failure")


def test_without_total_rp_3_at_all():
    client = Client().load_adapter()
    assert client("return adapter:available(), adapter:start()") == (False, False)
    assert client(EVERY_CALL) == 0
    assert client("return adapter:stats().last_failure") == b"Total RP 3 is not loaded"


def test_an_older_total_rp_3_without_the_event():
    client = Client().load_stand_in().load_adapter()
    client("TRP3_Addon.Events.WORKFLOW_ON_FINISH = nil")
    assert client("return adapter:start()") is True
    assert b"unknown event" in client("return adapter:stats().last_failure")


@pytest.mark.parametrize(
    "code",
    [
        "for _, f in pairs({'register', 'profile', 'dashboard'}) do for k, v in pairs(TRP3_API[f]) do"
        " if type(v) == 'function' then TRP3_API[f][k] = function() error('broken') end end end end",
        "for _, f in pairs({'register', 'profile', 'dashboard'}) do for k, v in pairs(TRP3_API[f]) do"
        " if type(v) == 'function' then TRP3_API[f][k] = function() return 'nonsense' end end end end",
        "for _, f in pairs({'register', 'profile', 'dashboard'}) do for k, v in pairs(TRP3_API[f]) do"
        " if type(v) == 'function' then TRP3_API[f][k] = nil end end end",
        "TRP3_API.register.player = nil",
        "TRP3_API = nil",
        "TRP3_API = 'gone' TRP3_Profiles = 5",
        "TRP3_Profiles = nil TRP3_API.globals = nil",
        "TRP3_API.profile.getPlayerCurrentProfile = function() return {player = 5} end",
        "TRP3_API.register.getProfileOrNil = function() return 5 end",
        "TRP3_API.register.getUnitIDCharacter = function() return 5 end",
    ],
)
def test_when_it_breaks_later_nothing_raises(client, code):
    client(code)
    client(EVERY_CALL)
    client("TRP3_Addon:TriggerEvent('REGISTER_DATA_UPDATED', 'x') TRP3_Addon:TriggerEvent('WORKFLOW_ON_FINISH')")
    client("TRP3_Addon:TriggerEvent('PAGE_OPENED', 'player_main', {source = 'directory', unitID = 'A-B'})")
    assert client("return #TRP3_StandIn.errors") == 0
