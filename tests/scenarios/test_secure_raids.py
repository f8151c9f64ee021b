"""Raids under a group key: who has it links and hears, who has another does not, and the key stays where it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import pytest
from raids import Raids, two_raids
from scene import Scene

from generator.spec.model import Constant
from generator.world.player import Player

Make = Callable[..., Scene]

KEY, OTHER = "moonlit-garden-7f3a", "broken-lantern-91bc"
revisions = pytest.mark.parametrize("revision_id", ["alliance-2", "release-2"])


def enter(raids: Raids, players: Iterable[Player], key: str) -> None:
    for player in players:
        assert player.lua(f'return CrossRP.SetGroupKey("{key}")') is True
    # Who has just got it tells so.
    raids.world.run(5)


def public(raids: Raids) -> str:
    return raids.scene.revision.all(Constant)["prefix"].text


@revisions
def test_who_has_the_key_links_and_hears_and_nobody_else_sees_any_of_it(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id, linked=False)
    stranger = raids.far[4]
    enter(raids, (player for player in raids.everybody if player is not stranger), KEY)
    start = raids.world.now
    raids.link(raids.near[0], raids.far[0])
    raids.say(raids.near[3], "Between us.")
    raids.say(raids.far[2], "And back.")
    raids.world.run(6)
    raids.everyone(raids.far[:4], ["Cid1A: Between us."])
    raids.everyone(raids.near, ["Hilo1H: And back."])
    assert raids.near[3].lua("return Outcome") == "acked"
    # In the raid, but not told the key.
    assert raids.heard(stranger) == raids.told(stranger) == []
    secret = [record for record in raids.world.trace if record.kind == "send" and record.time >= start]
    for word in (b" LO ", b" LA ", b" LM ", b"LS ", b"LR "):
        found = [record for record in secret if word in record.text]
        assert found
        assert {len(record.prefix) for record in found} == {len(public(raids)) + 10}, word


@revisions
def test_another_key_links_nothing(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id, linked=False)
    enter(raids, (*raids.bridges, *raids.near), KEY)
    enter(raids, raids.far, OTHER)
    raids.name(raids.near[0], raids.far[0])
    raids.world.run(3)
    raids.name(raids.far[0], raids.near[0])
    raids.world.run(130)
    assert raids.told(raids.near[0])[0].startswith("RAID_REFUSED Catnia1H")
    # No bridge of that group: told at once.
    assert raids.told(raids.far[0])[0] == "RAID_REFUSED Tammya1A no_bridge"
    assert not any(raids.linked(player) for player in (*raids.near, *raids.far))


def test_a_bridge_without_the_key_is_no_way(scene: Make) -> None:
    raids = two_raids(scene, linked=False)
    enter(raids, (*raids.near, *raids.far), KEY)
    raids.name(raids.near[0], raids.far[0])
    raids.world.run(2)
    assert raids.told(raids.near[0]) == ["RAID_REFUSED Catnia1H no_bridge"]
    # One of the two bridges gets it, on both sides.
    enter(raids, raids.bridges[2:], KEY)
    raids.link(raids.near[0], raids.far[0])
    for number in range(6):
        raids.say(raids.near[1], f"Number {number}.")
        raids.world.run(3)
    assert len(raids.heard(raids.far[2])) == 6
    secure = [record for record in raids.world.trace if len(record.prefix) > len(public(raids))]
    assert not {record.sender for record in secure} & {raids.bridges[0].fullname, raids.bridges[1].fullname}


def test_a_key_that_changes_ends_the_link(scene: Make) -> None:
    raids = two_raids(scene)
    enter(raids, raids.near, KEY)
    raids.world.run(5)
    assert all(raids.linked(player) is None for player in (*raids.near, *raids.far))
    assert raids.told(raids.far[0])[-1] == "RAID_UNLINKED Tammya1A key"


def test_a_reload_forgets_the_key_and_the_link_under_it(scene: Make) -> None:
    raids = two_raids(scene, linked=False)
    enter(raids, raids.everybody, KEY)
    raids.link(raids.near[0], raids.far[0])
    raids.near[0].reload()
    raids.scene.started(raids.near[0])
    assert raids.near[0].lua("return CrossRP.GetRaidStatus().secure") is False
    assert raids.linked(raids.near[0]) is None


def test_other_addons_send_under_the_key_and_are_told_so(scene: Make) -> None:
    raids = two_raids(scene, linked=False)
    near, far = raids.near[1], raids.far[1]
    far.lua(
        "Heard = {}; CrossRP.SetMessageHandler('WAVE', function(source, text, secure) "
        "table.insert(Heard, tostring(secure) .. ' ' .. text) end)"
    )
    near.lua('CrossRP.SendSecure("Grom1H", "WAVE too early", function(outcome) Outcome = outcome end)')
    assert near.lua("return Outcome") == "refused"
    enter(raids, raids.everybody, KEY)
    near.lua('CrossRP.SendSecure("Grom1H", "WAVE hello")')
    near.lua('CrossRP.Send("Grom1H", "WAVE everybody may know")')
    raids.world.run(5)
    assert sorted(raids.heard(far)) == ["false WAVE everybody may know", "true WAVE hello"]


WALK = """
local seen, found = {}, {}
local function walk(value)
    if type(value) == "string" then
        table.insert(found, value)
    elseif type(value) == "table" and not seen[value] then
        seen[value] = true
        for name, item in pairs(value) do walk(name) walk(item) end
    end
end
walk(CrossRP) walk(CrossRPSaved)
return table.concat(found, " ")
"""


@revisions
def test_the_key_is_in_no_packet_file_line_or_error(scene: Make, revision_id: str) -> None:
    raids = two_raids(scene, revision_id, linked=False)
    enter(raids, raids.everybody, KEY)
    raids.link(raids.near[0], raids.far[0])
    raids.say(raids.near[1], "Hello!")
    raids.world.run(70)
    raids.pass_lead(raids.near[0], raids.near[1])
    raids.world.run(20)
    assert raids.far[0].lua(f'return CrossRP.SetGroupKey("{KEY}" .. ("x"):rep(100))') == (False, "not_a_key")
    assert raids.near[2].slash("/crossrp")
    assert all(KEY not in str(player.lua(WALK)) for player in raids.everybody)
    for player in raids.everybody:
        player.logout()
    text = "\n".join(
        [
            *(f"{record.prefix} {record.text!r} {record.detail}" for record in raids.world.trace),
            *(json.dumps(player.saved("CrossRP"), default=repr) for player in raids.everybody),
            *(line for player in raids.everybody for line in player.printed),
            *(str(error) for error in raids.world.errors),
        ]
    )
    assert "Hello!" in text
    assert "hosting" in text or "realms" in text, "the saved files are among it"
    # As it was entered, and in the forms in which it might hide.
    for form in (KEY, KEY[::-1], KEY.upper(), KEY.encode().hex(), KEY[:12]):
        assert form not in text
