"""Two raids of five real clients each, joined by two bridges: linking, talking, and what comes between."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from raids import Raids, destination, packets, two_raids
from scene import Scene

from generator.client.products import PRODUCTS
from generator.spec.catalog import revision
from generator.spec.model import Constant
from generator.virtual.faults import Match
from generator.world.crossrp import write_addon
from generator.world.settings import Settings

Make = Callable[..., Scene]

REVISIONS = ("alliance-2", "release-2")
revisions = pytest.mark.parametrize("revision_id", REVISIONS)


def both_linked(raids: Raids, near: object, far: object) -> bool:
    return {raids.linked(player) for player in raids.near} == {far} and {
        raids.linked(player) for player in raids.far
    } == {near}


def unlinked(raids: Raids) -> bool:
    return all(raids.linked(player) is None for player in (*raids.near, *raids.far))


@revisions
def test_both_raids_learn_of_the_link_and_each_member_hears_each_message_once(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id)
    tammya, catnia = raids.near[0], raids.far[0]
    assert both_linked(raids, destination(tammya), destination(catnia))
    assert raids.told(raids.near[3]) == ["RAID_LINKED Catnia1H"]
    assert raids.say(raids.near[2], "From a member.") is True
    assert raids.say(catnia, "From a leader.") is True
    raids.world.run(5)
    raids.say(tammya, "Back to you.")
    raids.say(raids.far[4], "A long one. " * 30)
    raids.world.run(8)
    raids.everyone(raids.far, ["Bea1A: From a member.", "Tammya1A: Back to you."])
    raids.everyone(raids.near, ["Catnia1H: From a leader.", "Jorn1H: " + "A long one. " * 30])
    raids.everyone(raids.bridges, [])
    assert [player.lua("return Outcome") for player in (raids.near[2], catnia, tammya, raids.far[4])] == ["acked"] * 4


@revisions
def test_who_comes_late_learns_of_the_link_and_takes_part(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id)
    late = raids.scene.player("Eve", "Alliance")
    raids.scene.started(late)
    raids.listen(late)
    assert raids.linked(late) is None
    raids.join(late, raids.near[0])
    raids.world.run(5)
    assert raids.told(late) == ["RAID_LINKED Catnia1H"]
    raids.say(late, "I am late.")
    raids.say(raids.far[1], "Welcome!")
    raids.world.run(5)
    raids.everyone(raids.far, ["Eve1A: I am late."])
    raids.everyone([*raids.near, late], ["Grom1H: Welcome!"])
    # A member who reloads is in no other place than who comes late.
    late.reload()
    raids.world.run(20)
    assert raids.linked(late) == "Catnia1H"


@revisions
def test_who_left_can_not_speak_for_the_raid_any_longer(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id)
    left = raids.near[4]
    (told,) = {record.text.split(b" ")[1] for record in packets(raids, b"LS") if b"Catnia1H" in record.text}
    raids.world.ungroup(left)
    raids.world.run(40)
    assert raids.linked(left) is None
    assert raids.say(left, "I am still here.") == (False, "not_linked")
    left.lua(f'CrossRP.Send("Catnia1H", "LM {told.decode()} Abcdef7 I know the old pass.")')
    raids.world.run(5)
    raids.everyone(raids.far, [])
    raids.say(raids.near[3], "But I am.")
    raids.world.run(5)
    raids.everyone(raids.far, ["Cid1A: But I am."])


@revisions
def test_a_leader_who_leaves_ends_the_link_for_everybody(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id)
    raids.world.ungroup(raids.near[0])
    assert raids.scene.until(lambda: unlinked(raids), 40)
    assert raids.told(raids.far[0])[-1] == "RAID_UNLINKED Tammya1A left"
    assert raids.told(raids.far[2])[-1] == "RAID_UNLINKED Tammya1A ended"
    # Who leads now may make another.
    raids.link(raids.near[1], raids.far[0])
    raids.say(raids.far[2], "With you, then.")
    raids.world.run(5)
    raids.everyone(raids.near[1:], ["Hilo1H: With you, then."])
    assert raids.heard(raids.near[0]) == []


@revisions
def test_the_link_goes_with_the_lead_and_no_message_is_lost_or_doubled(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id)
    tammya, ann, catnia = raids.near[0], raids.near[1], raids.far[0]
    raids.say(raids.far[3], "Before.")
    raids.world.run(1.2)
    raids.pass_lead(tammya, ann)
    raids.say(raids.far[2], "In between.")
    raids.say(raids.near[3], "Who leads us?")
    assert raids.scene.until(lambda: both_linked(raids, "Ann1A", "Catnia1H"), 20)
    raids.world.run(10)
    raids.say(raids.far[1], "After.")
    raids.say(tammya, "I only follow now.")
    raids.world.run(8)
    for player in raids.near:
        assert sorted(raids.heard(player)) == ["Grom1H: After.", "Hilo1H: In between.", "Iska1H: Before."], player.name
    for player in raids.far:
        assert sorted(raids.heard(player)) == ["Cid1A: Who leads us?", "Tammya1A: I only follow now."], player.name
    for player in raids.near:
        assert raids.told(player)[-1] == "RAID_LINKED Catnia1H", "the own raid noticed nothing"
    assert raids.told(catnia)[-1] == "RAID_LINKED Ann1A"


@revisions
def test_a_leader_who_reloads_keeps_the_link(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id)
    tammya = raids.near[0]
    tammya.reload()
    raids.listen(tammya)
    raids.say(raids.near[1], "We go on.")
    assert raids.scene.until(lambda: raids.state(tammya) == "linked", 30)
    raids.world.run(5)
    raids.say(raids.far[1], "So do we.")
    raids.world.run(60)
    raids.everyone(raids.near, ["Grom1H: So do we."])
    raids.everyone(raids.far, ["Ann1A: We go on."])
    assert all("RAID_UNLINKED" not in line for player in (*raids.near, *raids.far) for line in raids.told(player))
    assert "raid" not in (tammya.lua("return CrossRPSaved") or {}), "taken up once"
    tammya.reload()
    raids.world.run(2)
    tammya.reload()
    assert raids.scene.until(lambda: raids.state(tammya) == "linked", 30), "twice in a row as well"


@revisions
def test_a_leader_who_crashes_is_missed_in_time_and_found_again_by_name(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id)
    tammya, catnia = raids.near[0], raids.far[0]
    tammya.crash()
    raids.world.run(20)
    tammya.login()
    raids.scene.started(tammya)
    raids.listen(tammya)
    assert raids.linked(tammya) is None
    assert all(raids.linked(player) is None for player in raids.near), "their leader says that there is none"
    raids.name(tammya, catnia)
    assert raids.scene.until(lambda: both_linked(raids, "Tammya1A", "Catnia1H"), 20)
    tammya.crash()
    assert raids.scene.until(lambda: all(raids.linked(player) is None for player in raids.far), 400)
    assert all(raids.linked(player) is None for player in raids.near[1:])


@revisions
def test_a_bridge_that_dies_is_not_missed(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id)
    raids.bridges[0].crash()
    for number in range(4):
        raids.say(raids.near[number], f"Number {number}.")
        raids.world.run(3)
    raids.world.run(60)
    for player in raids.far:
        assert sorted(line[-2] for line in raids.heard(player)) == ["0", "1", "2", "3"]
    raids.bridges[2].crash()
    raids.world.run(10)
    raids.say(raids.near[2], "Is there anybody?")
    assert raids.scene.until(lambda: raids.near[2].lua("return Outcome"), 120)
    assert raids.near[2].lua("return Outcome") in ("no_bridge", "timed_out", "refused")


@revisions
def test_a_lockdown_holds_messages_back_and_loses_none(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id)
    catnia, bea = raids.far[0], raids.near[2]
    catnia.restrict("Encounter", True)
    bea.restrict("Encounter", True)
    raids.say(raids.near[1], "You are in a fight.")
    raids.say(bea, "And so am I.")
    raids.world.run(150)
    assert raids.heard(catnia) == ["Ann1A: You are in a fight."]
    raids.everyone(raids.far[1:], [])
    bea.restrict("Encounter", False)
    raids.world.run(20)
    catnia.restrict("Encounter", False)
    raids.world.run(20)
    raids.everyone(raids.far, ["Ann1A: You are in a fight.", "Bea1A: And so am I."])
    assert both_linked(raids, "Tammya1A", "Catnia1H")


@revisions
def test_names_that_are_secret_are_never_looked_into(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id, linked=False)
    for player in raids.everybody:
        player.secret = True
        player.fire("GROUP_ROSTER_UPDATE")
    raids.link(raids.near[0], raids.far[0])
    raids.world.run(2)
    raids.say(raids.near[3], "Who am I?")
    raids.say(raids.far[4], "Who are you?")
    raids.world.run(5)
    raids.everyone(raids.far, ["Cid1A: Who am I?"])
    raids.everyone(raids.near, ["Jorn1H: Who are you?"])
    # Nobody can say who leads now, so nobody can be handed the link.
    raids.pass_lead(raids.near[0], raids.near[1])
    assert raids.scene.until(lambda: all(raids.linked(player) is None for player in raids.far), 10)


@revisions
def test_packets_that_come_twice_late_or_not_at_all(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id)
    faults = raids.world.faults
    faults.duplicate(Match(medium="RAID"), gap=0.7)
    faults.duplicate(Match(medium="WHISPER"), gap=1.3, chance=0.3)
    faults.drop(Match(medium="BNET"), chance=0.2)
    for number in range(5):
        raids.say(raids.near[number], f"Near {number}")
        raids.say(raids.far[number], f"Far {number}")
        raids.world.run(6)
    raids.world.run(120)
    for players, word in ((raids.far, "Near"), (raids.near, "Far")):
        for player in players:
            assert sorted(line.split(": ")[1] for line in raids.heard(player)) == [f"{word} {n}" for n in range(5)]
    assert all(player.lua("return Outcome") == "acked" for player in (*raids.near, *raids.far))


def test_nobody_is_believed_while_the_game_hides_who_leads(scene: Make) -> None:
    raids = two_raids(scene, linked=False)
    ann = raids.near[1]
    ann.lua("""
        local asked = UnitIsGroupLeader
        function UnitIsGroupLeader(unit, ...)
            return unit == "player" and asked(unit, ...) or secretwrap(asked(unit, ...))
        end
    """)
    ann.fire("GROUP_ROSTER_UPDATE")
    raids.link(raids.near[0], raids.far[0])
    raids.say(raids.far[1], "Do you hear me?")
    raids.world.run(5)
    assert raids.linked(ann) is None
    assert raids.heard(ann) == []
    assert raids.heard(raids.near[2]) == ["Grom1H: Do you hear me?"]
    counts = raids.scene.counts(ann)
    assert counts["raid_refused_LS"] > 0
    assert counts["raid_refused_LR"] == 1


RUN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from raids import two_raids
from scene import Scene
make = lambda revision_id, settings: Scene(revision_id, Path(sys.argv[2]), settings, 5)
raids = two_raids(make)
raids.say(raids.near[2], "Hello!")
raids.pass_lead(raids.near[0], raids.near[1])
raids.world.ungroup(raids.far[4])
raids.world.run(90)
print(raids.world.trace_digest())
"""


def test_the_same_seed_gives_the_same_raids_in_any_process(tmp_path: Path) -> None:
    write_addon(revision("alliance-2"), tmp_path)
    command = [sys.executable, "-c", RUN, str(Path(__file__).parent), str(tmp_path)]
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    first, second = (run.communicate()[0].strip() for run in runs)
    assert len(first) == 64
    assert first == second


def test_parties_are_small_raids(scene: Make) -> None:
    raids = two_raids(scene, kind="party")
    raids.say(raids.near[4], "Only five of us.")
    raids.world.run(5)
    raids.everyone(raids.far, ["Dot1A: Only five of us."])
    assert {record.medium for record in packets(raids, b"LR")} == {"PARTY"}


def test_groups_of_the_finder_are_not_linked(scene: Make) -> None:
    raids = two_raids(scene, linked=False)
    for member in raids.near:
        raids.world.ungroup(member)
    raids.world.group(*raids.near, kind="raid", instance=True)
    assert raids.name(raids.near[0], raids.far[0]) == (False, "no_group")


def test_a_name_of_somebody_touched_will_do(scene: Make) -> None:
    raids = two_raids(scene, linked=False)
    tammya, catnia = raids.near[0], raids.far[0]
    assert tammya.lua('return CrossRP.LinkRaid("Catnia")') == (False, "unknown_target")
    tammya.target(catnia)
    assert tammya.lua('return CrossRP.LinkRaid("Catnia")') == (True, None)
    raids.world.run(5)
    assert raids.told(catnia) == ["RAID_OFFERED Tammya1A"]
    assert catnia.lua('return CrossRP.LinkRaid("tammya")') == (True, None), "who offered need not have been met"
    raids.world.run(5)
    assert both_linked(raids, "Tammya1A", "Catnia1H")


def test_leaders_do_it_by_typing_and_everybody_reads_it(scene: Make) -> None:
    raids = two_raids(scene, linked=False)
    tammya, catnia, bea = raids.near[0], raids.far[0], raids.near[2]
    tammya.target(catnia)
    for player, line in ((bea, "link"), (tammya, "link"), (catnia, "link Tammya")):
        assert player.slash(f"/crossrp {line}")
        raids.world.run(5)
    bea.slash("/crossrp tell Hello, all of you!")
    raids.world.run(5)
    assert "You do not lead your raid or party" in bea.printed[0]
    assert "Tammya would like to link your raids" in catnia.printed[0]
    for player in raids.far:
        assert any("linked with that of Tammya" in line for line in player.printed)
        assert any("Bea, from the linked raid: Hello, all of you!" in line for line in player.printed)
    assert "To the linked raid: Hello, all of you!" in bea.printed[-1]
    tammya.slash("/crossrp unlink")
    raids.world.run(5)
    assert "no longer linked with that of Tammya: a leader ended it." in raids.far[3].printed[-1]
    assert bea.slash("/crossrp key moonlit garden")
    assert bea.lua("return CrossRP.GetRaidStatus().secure") is True


@pytest.mark.parametrize("product", [key for key, product in PRODUCTS.items() if product.mainline])
def test_every_retail_client_links(scene: Make, product: str) -> None:
    raids = two_raids(scene, settings=Settings(product=product))
    raids.say(raids.near[1], "Hello!")
    raids.world.run(5)
    raids.everyone(raids.far, ["Ann1A: Hello!"])


def test_one_routed_message_becomes_one_on_raid(scene: Make) -> None:
    """And nothing a stranger sends makes the leader say more than it was told."""
    raids = two_raids(scene)
    start = raids.world.now
    for number in range(8):
        raids.say(raids.near[1], f"Number {number}.")
    raids.world.run(30)
    assert len(packets(raids, b"LR", start)) == 8 == len(raids.heard(raids.far[3]))
    for _ in range(60):
        raids.say(raids.near[1], "x" * 100)
    raids.world.run(60)
    repeated = [record for record in packets(raids, b"LR", start) if record.sender == raids.far[0].fullname]
    assert len(repeated) < 30, "there is a budget for each sender"
    raids.say(raids.near[2], "Am I heard?")
    raids.world.run(5)
    assert raids.heard(raids.far[4])[-1] == "Bea1A: Am I heard?"


def test_a_member_who_is_no_leader_is_believed_nothing(scene: Make) -> None:
    raids = two_raids(scene)
    prefix = raids.scene.revision.all(Constant)["prefix"].text
    for text in ("LS evil0evil0 Evil1H", "LS - -", "LR Abcdef1 Catnia1H Forged.", "LQ", "LR Abcdef1"):
        raids.near[2].lua(f'C_ChatInfo.SendAddonMessage("{prefix}", "1-{text}", "RAID")')
    raids.world.run(5)
    assert both_linked(raids, "Tammya1A", "Catnia1H")
    raids.everyone(raids.near, [])


def test_a_broadcast_offer_is_answered_by_nobody(scene: Make) -> None:
    raids = two_raids(scene, linked=False)
    start = raids.world.now
    prefix = raids.scene.revision.all(Constant)["prefix"].text
    for head in ("R0 ", "R3 Evil1H "):
        raids.bridges[0].lua(
            f'C_ChatInfo.SendAddonMessage("{prefix}", "1-{head}LO abcdefghij", "CHANNEL", (GetChannelName("crossrp")))'
        )
    raids.world.run(10)
    assert packets(raids, b"LX", start) == []
    assert raids.scene.counts(raids.near[1])["raid_refused_broadcast"] == 2
