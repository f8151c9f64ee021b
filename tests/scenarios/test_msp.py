"""Players with Total RP 3 and players with MSP addons, across the factions: who sees what of whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scene import Scene

from generator.client.products import PRODUCTS
from generator.world.crossrp import msp_stand_in_folder
from generator.world.mspprofiles import msp_fields, msp_saved_variables
from generator.world.player import Player
from generator.world.profiles import saved_variables_for, synthetic_profile
from generator.world.scenarios import watch

Make = Callable[..., Scene]

RETAIL = [key for key, product in PRODUCTS.items() if product.mainline]
PROFILE_ID = "0901120000abcde"
FIELDS = {
    "NA": "|cffaa00ffCatnia Hill|r",
    "PX": "Dame",
    "NT": "Keeper of keys",
    "RA": "Elf",
    "RC": "Scribe",
    "AH": "180",
    "MO": "Ask twice.",
    "CU": "Waiting.\nStill.",
    "FC": "3",
    "PE": "|TInterface\\Icons\\inv_x:32:32|t\n#A scar\n\nLong.",
    "RD": "3",
    "DE": "Tall. " * 200,
    "HI": "Born in Стормград.",
    "MU": "1417336",
    "PS": '[trait id="3" value="0.35"]',
}


def four(
    make: Make, revision_id: str = "alliance-2", product: str | None = None, *, reader: bool, owner: bool, size: int = 0
) -> tuple[Scene, Player, Player]:
    """Tammya, who reads, and Catnia, who has a profile; each with a MSP addon or not. Borin and Zulya are a bridge."""
    scene = make(revision_id)
    borin, zulya = scene.pair("Borin", "Zulya")
    tammya = scene.player("Tammya", "Alliance", log_in=False, msp=reader, product=product)
    catnia = scene.player("Catnia", "Horde", log_in=False, msp=owner, product=product)
    profile = synthetic_profile(size or 2000, 3)
    fields = msp_fields(profile) if size else FIELDS
    catnia.saved_variables("mspStandIn", msp_saved_variables(fields))
    catnia.saved_variables("totalRP3", saved_variables_for(catnia.fullname, PROFILE_ID, profile))
    tammya.login()
    catnia.login()
    scene.started(tammya, borin, zulya, catnia)
    for player in (tammya, catnia):
        watch.install(player)
    return scene, tammya, catnia


def look_at(reader: Player, owner: Player) -> None:
    reader.mouseover(owner)
    reader.target(owner)
    watch.read_page(reader, owner.fullname)


def fields_of(reader: Player, owner: Player) -> dict[str, str]:
    found = reader.lua(f'return MSP_StandIn.Fields("{owner.fullname}") or {{}}')
    assert isinstance(found, dict)
    return {str(key): str(text) for key, text in found.items()}


@pytest.mark.parametrize("product", RETAIL)
@pytest.mark.parametrize("revision_id", ["alliance-2", "release-2"])
@pytest.mark.parametrize(("reader", "owner"), [(True, False), (False, True), (True, True)])
def test_everybody_reads_everybody(scene: Make, revision_id: str, product: str, reader: bool, owner: bool) -> None:
    made, tammya, catnia = four(scene, revision_id, product, reader=reader, owner=owner, size=9000)
    look_at(tammya, catnia)
    assert made.until(lambda: not watch.differing(tammya, catnia, "ABCD"), 30)
    assert tammya.errors == catnia.errors == []
    for player in (tammya, catnia):
        assert player.lua("return (MSP_StandIn or TRP3_StandIn).errors") in ([], {})


def test_an_msp_profile_in_an_msp_addon_field_by_field(scene: Make) -> None:
    made, tammya, catnia = four(scene, reader=True, owner=True)
    look_at(tammya, catnia)
    assert made.until(lambda: "DE" in fields_of(tammya, catnia) and "PE" in fields_of(tammya, catnia), 30)
    assert fields_of(tammya, catnia) == {**FIELDS, "VA": "StandIn/1.0", "VP": "1", "TR": "0"}


def test_an_msp_profile_in_total_rp_3_field_by_field(scene: Make) -> None:
    made, tammya, catnia = four(scene, reader=False, owner=True)
    look_at(tammya, catnia)
    assert made.until(lambda: not watch.differing(tammya, catnia, "ABCD"), 30)
    profile = tammya.lua(f'return TRP3_API.register.getProfileOrNil("[CMSP]{catnia.fullname}")')
    assert isinstance(profile, dict)
    characteristics, about = profile["characteristics"], profile["about"]
    assert (characteristics["FN"], characteristics["CH"], characteristics["TI"]) == ("Catnia Hill", "aa00ff", "Dame")
    assert [(row["ID"], row["VA"]) for row in characteristics["MI"].values()] == [(4, "Ask twice.")]
    assert characteristics["PS"] == {1: {"ID": 3, "V2": 7}}
    assert (profile["character"]["RP"], profile["character"]["WU"]) == (1, 2)
    assert (about["TE"], about["T3"]["HI"]["TX"], about["MU"]) == (3, FIELDS["HI"], 1417336)
    character = tammya.lua(f'return TRP3_API.register.getUnitIDCharacter("{catnia.fullname}")')
    assert isinstance(character, dict)
    assert (character["client"], character["clientVersion"]) == ("StandIn", "1.0")


@pytest.mark.parametrize("reader", [True, False])
def test_an_edit_is_announced_and_fetched_and_nothing_else_is(scene: Make, reader: bool) -> None:
    made, tammya, catnia = four(scene, reader=reader, owner=True)
    catnia.mouseover(tammya)
    look_at(tammya, catnia)
    assert made.until(lambda: not watch.differing(tammya, catnia, "ABCD"), 30)
    made.world.run(40)
    before = made.counts(catnia)["profile_answered"]
    catnia.lua('MSP_StandIn.Edit("CU", "Gone.")')
    assert made.until(lambda: not watch.differing(tammya, catnia, "A"), 20)
    made.world.run(40)
    look_at(tammya, catnia)
    made.world.run(20)
    assert made.counts(catnia)["profile_answered"] == before + 1


def test_the_versions_hold_over_a_relog_of_the_owner(scene: Make) -> None:
    made, tammya, catnia = four(scene, reader=True, owner=True)
    look_at(tammya, catnia)
    assert made.until(lambda: not watch.differing(tammya, catnia, "ABCD"), 30)
    made.world.run(40)
    catnia.logout()
    made.world.run(5)
    catnia.login()
    made.started(catnia)
    look_at(tammya, catnia)
    made.world.run(20)
    assert made.counts(tammya)["profile_asked"] >= 2
    assert "profile_answered" not in made.counts(catnia)


def test_whoever_was_only_heard_and_is_opened_then_shows_a_description(scene: Make) -> None:
    made, tammya, catnia = four(scene, reader=True, owner=True)
    tammya.mouseover(catnia)
    assert made.until(lambda: not watch.differing(tammya, catnia, "AB"), 30)
    made.world.run(40)
    assert watch.differing(tammya, catnia, "D") == ["D"]
    tammya.lua(f'MSP_StandIn.OpenPage("{catnia.fullname}")')
    assert made.until(lambda: not watch.differing(tammya, catnia, "D"), 30)


def test_total_rp_3_wins_where_both_are(scene: Make) -> None:
    made, tammya, catnia = four(scene, reader=False, owner=True)
    tammya.logout()
    tammya.install(msp_stand_in_folder())
    tammya.login()
    made.started(tammya)
    watch.install(tammya)
    look_at(tammya, catnia)
    assert made.until(lambda: not watch.differing(tammya, catnia, "ABCD"), 30)
    assert fields_of(tammya, catnia) == {}


@pytest.mark.parametrize("who", ["reader", "owner"])
def test_whom_the_player_ignores_gets_nothing_and_gives_nothing(scene: Make, who: str) -> None:
    made, tammya, catnia = four(scene, reader=True, owner=True)
    ignoring, other = (tammya, catnia) if who == "reader" else (catnia, tammya)
    ignoring.lua(f'C_FriendList.IsIgnored = function(name) return name == "{other.name}" end')
    look_at(tammya, catnia)
    made.world.run(30)
    assert fields_of(tammya, catnia) == {}


def test_secrets_and_restrictions_raise_nothing(scene: Make) -> None:
    made, tammya, catnia = four(scene, reader=True, owner=True)
    catnia.secret = True
    look_at(tammya, catnia)
    tammya.lua("pcall(msp.Request, msp, UnitName('target'), 'DE')")
    for player in (tammya, catnia):
        player.restrict("Encounter", True)
    made.world.run(10)
    catnia.lua('MSP_StandIn.Edit("CU", "Gone.")')
    look_at(tammya, catnia)
    made.world.run(10)
    catnia.secret = False
    for player in (tammya, catnia):
        player.restrict("Encounter", False)
    made.world.run(40)
    look_at(tammya, catnia)
    assert made.until(lambda: not watch.differing(tammya, catnia, "ABCD"), 60)
    assert tammya.lua("return #MSP_StandIn.errors") == catnia.lua("return #MSP_StandIn.errors") == 0
