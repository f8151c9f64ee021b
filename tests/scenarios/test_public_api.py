"""What other addons may rely on within version 3. A change here breaks addons; it needs a new major version."""

from __future__ import annotations

from collections.abc import Callable

from scene import Scene

from generator.world.player import Player

Make = Callable[..., Scene]

#: Every name of `CrossRP`, and what it is.
PUBLIC = {
    "VERSION": "string",
    "REVISION": "string",
    "RegisterCallback": "function",
    "SetMessageHandler": "function",
    "Send": "function",
    "SendSecure": "function",
    "SetGroupKey": "function",
    "LinkRaid": "function",
    "UnlinkRaid": "function",
    "SendToLinkedRaid": "function",
    "GetRaidStatus": "function",
    "GetDestination": "function",
    "CanReach": "function",
    "GetNetworkStatus": "function",
    "GetLinks": "function",
    "GetLinkIds": "function",
    "GetQueued": "function",
    "GetRetried": "function",
    "GetCounts": "function",
    "IsStarted": "function",
    "Proto": "table",
}
#: The nine that addons for the released Cross RP use.
PROTO = (
    "Send",
    "SetMessageHandler",
    "SelectBridge",
    "GetBandFromUnit",
    "GetBandFromDest",
    "IsDestLinked",
    "DestFromFullname",
    "DestToFullname",
    "GetNetworkStatus",
)

# A library by the name other addons bring along; what it is told is kept.
ACE_EVENT = """
Told = {}
LibStub = { GetLibrary = function(_, name)
    return name == "AceEvent-3.0" and { SendMessage = function(_, message) Told[#Told + 1] = message end } or nil
end }
"""


def four(make: Make) -> tuple[Scene, tuple[Player, ...]]:
    """Tammya - Borin = Zulya - Catnia, started."""
    scene = make()
    borin, zulya = scene.pair("Borin", "Zulya")
    tammya, catnia = scene.player("Tammya", "Alliance"), scene.player("Catnia", "Horde")
    scene.started(tammya, borin, zulya, catnia)
    return scene, (tammya, borin, zulya, catnia)


def table(player: Player, source: str) -> dict[str, object]:
    found = player.lua(source)
    assert isinstance(found, dict)
    return found


def test_the_names_are_there_and_no_others(scene: Make) -> None:
    _, (tammya, *_) = four(scene)
    names = table(tammya, "local t = {} for name, value in pairs(CrossRP) do t[name] = type(value) end return t")
    assert names == PUBLIC
    proto = table(tammya, "local t = {} for name, value in pairs(CrossRP.Proto) do t[name] = type(value) end return t")
    assert proto == dict.fromkeys(PROTO, "function")


def test_all_of_it_answers_before_there_is_anything_to_tell(scene: Make) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance")
    assert tammya.lua("return CrossRP.IsStarted()") is False
    assert tammya.lua('return CrossRP.CanReach("Catnia1H")') is False
    assert tammya.lua("return #CrossRP.GetNetworkStatus()") == 0
    assert tammya.lua("return CrossRP.GetLinks() + CrossRP.GetQueued() + CrossRP.GetRetried()") == 0
    assert tammya.lua('return CrossRP.Proto.SelectBridge("1H")') is None


def test_the_old_names_send_and_receive(scene: Make) -> None:
    made, (tammya, _, _, catnia) = four(scene)
    catnia.lua(
        "Heard = {}; CrossRP.Proto.SetMessageHandler('MUSIC', function(source, message, complete) "
        "table.insert(Heard, source .. ' ' .. message .. ' ' .. tostring(complete)) end)"
    )
    tammya.lua(
        "CrossRP.Proto.Send('Catnia1H', 'MUSIC la la', "
        "{ priority = 'LOW', callback = function(outcome) Outcome = outcome end })"
    )
    made.world.run(5)
    assert made.heard(catnia) == ["Tammya1A MUSIC la la true"]
    assert tammya.lua("return Outcome") == "acked"
    assert tammya.lua("return CrossRP.Proto.Send('Catnia1H', 'MUSIC without options')") is True


def test_the_old_names_know_who_is_where(scene: Make) -> None:
    made, (tammya, borin, _, catnia) = four(scene)
    tammya.target(catnia)
    wanted = {
        "GetBandFromUnit('target')": "1H",
        "GetBandFromUnit('player')": None,
        "GetBandFromUnit('focus')": None,
        "GetBandFromDest('Catnia1H')": "1H",
        "GetBandFromDest('nonsense')": None,
        "IsDestLinked('Borin1A')": True,
        "IsDestLinked('Catnia1H')": False,
        "IsDestLinked('Catnia1H', 'Zulya1H')": True,
        "DestFromFullname('Borin-MoonGuard')": "Borin1A",
        "DestFromFullname('Catnia-MoonGuard', 'H')": "Catnia1H",
        "DestFromFullname('Catnia')": None,
        "DestToFullname('Catnia1H')": "Catnia-MoonGuard",
        "DestToFullname('Catnia999H')": None,
        "SelectBridge('1H')": borin.fullname,
        "SelectBridge('999H')": None,
    }
    assert {call: tammya.lua(f"return CrossRP.Proto.{call}") for call in wanted} == wanted
    assert made.world.errors == []


def test_addons_that_listen_with_ace_event_hear_that_bridges_are_known(scene: Make) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance", log_in=False)
    tammya.login()
    tammya.lua(ACE_EVENT)
    made.started(tammya)
    assert tammya.lua("return table.concat(Told, ' ')") == "CROSSRP_PROTO_START3"


def test_wrong_arguments_are_refused_and_break_nothing(scene: Make) -> None:
    made, (tammya, *_) = four(scene)
    assert tammya.lua("return CrossRP.SetMessageHandler('TD', print)") is False, "a command of the protocol"
    assert tammya.lua("return CrossRP.SetMessageHandler('lower', print)") is False
    assert tammya.lua("return CrossRP.SetMessageHandler('GOOD', nil)") is False
    assert tammya.lua("return (pcall(CrossRP.RegisterCallback, 'LINKED', nil))") is False
    for source in (
        "CrossRP.Send(nil, nil, 5, 'SOON')",
        "CrossRP.Send('Catnia1H', 'RP1 x', nil, 'URGENT')",
        "CrossRP.CanReach({})",
        "CrossRP.Proto.Send('Catnia1H', 'RP1 x', 'options')",
        "CrossRP.Proto.SelectBridge({})",
        "CrossRP.Proto.DestFromFullname(5)",
        "CrossRP.Proto.DestToFullname(nil)",
    ):
        tammya.lua(source)
    made.world.run(3)
    urgent = [r for r in made.world.trace if r.kind == "send" and b"RP1 x" in r.text and r.sender == tammya.fullname]
    assert urgent
