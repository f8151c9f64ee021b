"""The network among real clients: starting up, links, bridges, routing, leaving, restrictions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from scene import Scene

from generator.virtual.faults import Match
from generator.world.settings import Reach, Settings, Throttle

Make = Callable[..., Scene]

REVISIONS = ("alliance-1", "alliance-2", "release-2")
ACKNOWLEDGED = ("alliance-2", "release-2")


def four(make: Make, revision_id: str = "alliance-2", **options: object) -> tuple[Scene, tuple]:
    """Tammya - Borin = Zulya - Catnia, started."""
    scene = make(revision_id, **options)
    borin, zulya = scene.pair("Borin", "Zulya")
    tammya, catnia = scene.player("Tammya", "Alliance"), scene.player("Catnia", "Horde")
    players = (tammya, borin, zulya, catnia)
    scene.started(*players)
    assert scene.reaches(tammya, catnia)
    assert scene.reaches(catnia, tammya)
    return scene, players


@pytest.mark.parametrize("revision_id", REVISIONS)
def test_a_message_crosses_and_ends_with_the_best_outcome_there_is(scene: Make, revision_id: str) -> None:
    made, (tammya, _, _, catnia) = four(scene, revision_id)
    made.listen(catnia)
    made.send(tammya, catnia, "RP1 Hello!")
    made.world.run(5)
    assert made.heard(catnia) == ["Tammya1A: RP1 Hello!"]
    assert tammya.lua("return Outcome") == ("acked" if revision_id in ACKNOWLEDGED else "sent")


@pytest.mark.parametrize("revision_id", REVISIONS)
def test_a_link_needs_no_bridge_of_its_own_side(scene: Make, revision_id: str) -> None:
    made, (_, borin, zulya, catnia) = four(scene, revision_id)
    made.listen(catnia)
    made.listen(zulya)
    before = made.counts(zulya).get("carried_R3", 0)
    made.send(borin, catnia, "RP1 Over my own link.")
    made.world.run(5)
    assert made.heard(catnia) == ["Borin1A: RP1 Over my own link."]
    made.send(borin, zulya, "RP1 You are the link.")
    made.world.run(5)
    assert made.heard(zulya) == ["Borin1A: RP1 You are the link."]
    assert made.counts(zulya)["carried_R3"] == before + 1


def test_startup_follows_the_procedure(scene: Make) -> None:
    made = scene()
    borin, zulya = made.pair("Borin", "Zulya")
    made.started(borin, zulya)
    starts = borin.lua("return CrossRP.IsStarted()")
    assert starts
    sends = [
        (record.time, record.text[2:].split(b" ")[0], record.text)
        for record in made.world.trace
        if record.kind == "send" and record.sender == borin.fullname
    ]
    probe = next(time for time, name, text in sends if name == b"HI" and b" ? 0 " in text)
    status = next(time for time, name, text in sends if name == b"ST" and b" ? " in text)
    assert status - probe == pytest.approx(2.5, abs=0.1)


def test_everyone_who_logs_in_together_has_a_bridge_soon(scene: Make) -> None:
    """The released addon leaves them without one for two minutes."""
    made = scene()
    borin, zulya = made.pair("Borin", "Zulya")
    tammya, catnia = made.player("Tammya", "Alliance"), made.player("Catnia", "Horde")
    start = made.world.now
    assert made.until(lambda: made.reaches(tammya, catnia) and made.reaches(catnia, tammya), 30)
    assert made.world.now - start < 15
    assert borin.lua("return CrossRP.GetLinks()") == zulya.lua("return CrossRP.GetLinks()") == 1


@pytest.mark.parametrize("revision_id", REVISIONS)
def test_leaving_takes_the_link_and_the_bridge_away(scene: Make, revision_id: str) -> None:
    made, (tammya, borin, zulya, catnia) = four(scene, revision_id)
    borin.logout()
    made.world.run(3)
    assert zulya.lua("return CrossRP.GetLinks()") == 0
    assert not made.reaches(tammya, catnia)
    made.send(tammya, catnia, "RP1 Nobody carries this.")
    made.world.run(1)
    assert tammya.lua("return Outcome") == "no_bridge"
    borin.login()
    assert made.until(lambda: made.reaches(tammya, catnia), 30)


@pytest.mark.parametrize("revision_id", ACKNOWLEDGED)
def test_a_bridge_that_vanishes_is_replaced(scene: Make, revision_id: str) -> None:
    made = scene(revision_id)
    first, second = made.pair("Borin", "Zulya"), made.pair("Anduvar", "Gromka")
    tammya, catnia = made.player("Tammya", "Alliance"), made.player("Catnia", "Horde")
    made.started(*first, *second, tammya, catnia)
    made.listen(catnia)
    # Every third message or so goes over Borin; after his crash all must arrive over the other one.
    first[0].crash()
    for number in range(6):
        made.send(tammya, catnia, f"RP1 {number}")
        assert made.until(lambda: tammya.lua("return Outcome"), 60)
        assert tammya.lua("return Outcome") == "acked"
    assert len(made.heard(catnia)) == 6


@pytest.mark.parametrize("revision_id", ACKNOWLEDGED)
def test_a_lost_packet_is_sent_again_and_heard_once(scene: Make, revision_id: str) -> None:
    made, (tammya, borin, zulya, catnia) = four(scene, revision_id)
    made.listen(catnia)
    lost = made.world.faults.drop(Match(medium="BNET", sender=borin.fullname), times=1)
    made.send(tammya, catnia, "RP1 First try lost.")
    assert made.until(lambda: tammya.lua("return Outcome"), 60)
    assert lost.counts["Drop"] == 1
    # The acknowledgement is lost: the message is repeated to the last router, which does not deliver it twice.
    made.world.faults.drop(Match(medium="BNET", sender=zulya.fullname), times=1)
    made.send(tammya, catnia, "RP1 Acknowledgement lost.")
    assert made.until(lambda: tammya.lua("return Outcome"), 60)
    assert tammya.lua("return Outcome") == "acked"
    assert made.heard(catnia) == ["Tammya1A: RP1 First try lost.", "Tammya1A: RP1 Acknowledgement lost."]


def test_acknowledgement_goes_out_after_the_delivery(scene: Make) -> None:
    made, (tammya, _, zulya, catnia) = four(scene)
    made.listen(catnia)
    made.send(tammya, catnia, "RP1 " + "long " * 200)
    made.world.run(10)
    assert tammya.lua("return Outcome") == "acked"
    sends = [r for r in made.world.trace if r.kind == "send" and r.sender == zulya.fullname]
    pages = [index for index, record in enumerate(sends) if record.medium == "WHISPER"]
    acknowledgement = next(index for index, record in enumerate(sends) if record.text.startswith(b"1-A2"))
    assert len(pages) > 3
    assert acknowledgement > max(pages)


def test_a_lockdown_holds_what_was_accepted(scene: Make) -> None:
    made, (tammya, _, _, catnia) = four(scene)
    made.listen(catnia)
    tammya.restrict("Encounter", True)
    made.send(tammya, catnia, "RP1 Held until the fight is over.")
    made.world.run(20)
    assert made.heard(catnia) == []
    assert made.world.counts.player(tammya.fullname).refused > 0
    tammya.restrict("Encounter", False)
    made.world.run(20)
    assert made.heard(catnia) == ["Tammya1A: RP1 Held until the fight is over."]
    assert tammya.lua("return Outcome") == "acked"


def test_what_is_held_goes_out_though_the_client_still_claims_a_lockdown(scene: Make) -> None:
    made, (tammya, _, _, catnia) = four(scene)
    made.listen(catnia)
    tammya.restrict("Encounter", True)
    made.send(tammya, catnia, "RP1 Held, and the flag is stuck.")
    made.world.run(5)
    tammya.lua("C_ChatInfo.InChatMessagingLockdown = function() return true end")
    tammya.restrict("Encounter", False)
    made.world.run(20)
    assert made.heard(catnia) == ["Tammya1A: RP1 Held, and the flag is stuck."]


@pytest.mark.parametrize("where", ["instance", "latency", "combat"])
def test_hosting_stops_where_it_should(scene: Make, where: str) -> None:
    made, (tammya, borin, zulya, catnia) = four(scene)
    if where == "instance":
        borin.enter_instance()
    elif where == "latency":
        borin.set_latency(800)
    else:
        borin.combat(True)
    made.world.run(10)
    assert not made.reaches(tammya, catnia)
    assert not made.reaches(catnia, tammya), "the far side must not use a link that does not host"
    if where == "instance":
        borin.leave_instance()
    borin.set_latency(30)
    borin.combat(False)
    pause = 10 if where == "combat" else 310
    assert made.until(lambda: made.reaches(tammya, catnia) and made.reaches(catnia, tammya), pause)
    assert zulya.lua("return CrossRP.GetLinks()") == 1


def test_a_sixth_client_goes_elsewhere(scene: Make) -> None:
    made = scene()
    pairs = [made.pair("Borin", "Zulya"), made.pair("Anduvar", "Gromka")]
    clients = [made.player(name, "Alliance") for name in ("Ann", "Bea", "Cid", "Dot", "Eve", "Fay", "Gil", "Hob")]
    catnia = made.player("Catnia", "Horde")
    made.started(*(player for pair in pairs for player in pair), *clients, catnia)
    made.listen(catnia)
    for client in clients:
        made.send(client, catnia, "RP1 At once.")
    made.world.run(60)
    assert sorted(made.heard(catnia)) == sorted(f"{client.name}1A: RP1 At once." for client in clients)
    assert all(client.lua("return Outcome") == "acked" for client in clients)


def test_a_channel_that_was_lost_is_joined_again(scene: Make) -> None:
    made, (tammya, _, _, _) = four(scene)
    tammya.lua('LeaveChannelByName("crossrp")')
    made.world.run(1)
    assert tammya.lua('return (GetChannelName("crossrp"))') == 0
    assert made.until(lambda: tammya.lua('return (GetChannelName("crossrp"))') != 0, 30)
    start = made.world.now
    made.world.run(10)
    sends = [r for r in made.world.trace if r.kind == "send" and r.sender == tammya.fullname and r.time >= start]
    asked = [record for record in sends if b" ? " in record.text]
    assert [record.medium for record in asked] == ["CHANNEL"], "it asks for everyone's status, once"


def test_hosting_can_be_switched_off_by_the_player(scene: Make) -> None:
    made, (tammya, borin, _, catnia) = four(scene)
    assert borin.slash("/crossrp off")
    made.world.run(5)
    assert not made.reaches(tammya, catnia)
    borin.logout()
    assert borin.saved("CrossRP")["CrossRPSaved"]["hosting"] is False
    borin.login()
    made.world.run(30)
    assert not made.reaches(tammya, catnia)


def test_no_profile_goes_to_who_did_not_ask(scene: Make) -> None:
    made, (tammya, borin, _, catnia) = four(scene)
    made.send(borin, catnia, "TD abcdef A 0902xyz ^1^T^Sv^N3^t^^")
    made.send(borin, tammya, "TD abcdef A 0902xyz ^1^T^Sv^N3^t^^")
    made.world.run(5)
    assert made.counts(catnia)["refused_slot"] == 1
    assert made.counts(tammya)["refused_slot"] == 1


THROTTLE_LIB = """
-- A limiter of another addon, with the calls of ChatThrottleLib and a line of its own.
ChatThrottleLib = { version = 32, sent = 0, queue = {} }
local lib = ChatThrottleLib
local function enqueue(call, callback, argument)
    table.insert(lib.queue, function()
        local result = call()
        lib.sent = lib.sent + 1
        if callback then callback(argument, result == 0, result) end
    end)
end
function lib:SendAddonMessage(_, prefix, text, kind, target, _, callback, argument)
    enqueue(function() return C_ChatInfo.SendAddonMessage(prefix, text, kind, target) end, callback, argument)
end
function lib:SendAddonMessageLogged(_, prefix, text, kind, target, _, callback, argument)
    enqueue(function() return C_ChatInfo.SendAddonMessageLogged(prefix, text, kind, target) end, callback, argument)
end
function lib:BNSendGameData(_, prefix, text, _, id, _, callback, argument)
    enqueue(function() return C_BattleNet.SendGameData(id, prefix, text) end, callback, argument)
end
C_Timer.NewTicker(0.05, function()
    local send = table.remove(lib.queue, 1)
    if send then send() end
end)
"""


@pytest.mark.parametrize("whispers_exempt", [True, False])
def test_another_addons_limiter_carries_everything(scene: Make, tmp_path: Path, whispers_exempt: bool) -> None:
    """It gives up on what the client refuses; the addon does not."""
    library = tmp_path / "AceComm"
    library.mkdir()
    (library / "AceComm.toc").write_text("## Interface: 120100\nlib.lua\n")
    (library / "lib.lua").write_text(THROTTLE_LIB)
    made = scene(settings=Settings(throttle=Throttle(whispers_exempt=whispers_exempt)))
    borin, zulya = made.pair("Borin", "Zulya")
    tammya = made.player("Tammya", "Alliance", addons=(library,))
    catnia = made.player("Catnia", "Horde")
    made.started(tammya, borin, zulya, catnia)
    made.listen(catnia)
    made.send(tammya, catnia, "RP1 " + "through the other addon's line, " * 120)
    made.world.run(60)
    assert tammya.lua("return Outcome") == "acked"
    assert len(made.heard(catnia)) == 1
    assert int(str(tammya.lua("return ChatThrottleLib.sent"))) > 15
    refused = made.world.counts.player(tammya.fullname).refused
    assert (refused == 0) == whispers_exempt


def test_a_bridge_that_the_game_does_not_find_is_replaced_at_once(scene: Make) -> None:
    """The game may tell by a line of text only that somebody is not there."""
    made = scene(settings=Settings(reach=Reach(offline="system")))
    first, second = made.pair("Borin", "Zulya"), made.pair("Anduvar", "Gromka")
    tammya, catnia = made.player("Tammya", "Alliance"), made.player("Catnia", "Horde")
    made.started(*first, *second, tammya, catnia)
    made.listen(catnia)
    first[0].crash()
    slowest = 0.0
    for number in range(6):
        start = made.world.now
        made.send(tammya, catnia, f"RP1 {number}")
        assert made.until(lambda: tammya.lua("return Outcome"), 60)
        assert tammya.lua("return Outcome") == "acked"
        slowest = max(slowest, made.world.now - start)
    assert len(made.heard(catnia)) == 6
    # Once it is the vanished one's turn: a second to hear of it, and two for the way over the other bridge.
    assert 2.5 < slowest < 4.0
