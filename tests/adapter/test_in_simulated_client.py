"""The stand-in as an addon of a simulated client, and the adapter beside it."""

import shutil

import pytest
from trp3_env import ADAPTER_FILES, ADDON, ROOT, STAND_IN

from generator.world.profiles import choose, load_profiles, saved_variables_for
from generator.world.world import World

PROFILES = load_profiles((ROOT / "tests" / "data" / "totalRP3.lua").read_bytes())


@pytest.fixture
def player():
    world = World(seed=1)
    return world.player("Tammya", world.realm(1365, "Moon Guard"), "Alliance")


def make_addon(folder):
    """An addon of the adapter alone, which starts it when its own code runs or at login."""
    folder.mkdir()
    for name in ADAPTER_FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ADDON / name, folder / name)
    (folder / "Start.lua").write_text(
        "local _, ns = ...\n"
        "Heard = {}\n"
        "Adapter = ns.Adapters.TotalRP3.new({}, { ready = function() table.insert(Heard, 'ready') end,"
        " changed = function() table.insert(Heard, 'changed') end })\n"
        "local frame = CreateFrame('Frame') frame:RegisterEvent('PLAYER_LOGIN')\n"
        "frame:SetScript('OnEvent', function() StartedAt = Adapter:own_profile_id() Adapter:start() end)\n"
    )
    lines = ["## Interface: 120100", f"## Title: {folder.name}", *(name.replace("/", "\\") for name in ADAPTER_FILES)]
    (folder / f"{folder.name}.toc").write_text("\n".join([*lines, "Start.lua", ""]))
    return folder


@pytest.mark.parametrize("folder", ["CrossRP", "zAfterwards"])
def test_whichever_addon_comes_first(player, tmp_path, folder):
    player.install(STAND_IN)
    player.install(make_addon(tmp_path / folder))
    profile_id, profile = choose(PROFILES, "Medium")
    player.saved_variables("totalRP3", saved_variables_for(player.fullname, profile_id, profile))
    player.login()
    assert player.errors == []
    assert player.lua("return Heard[1], #Heard") == ("ready", 1)
    assert player.lua("return Adapter:own_profile_id()") == profile_id
    assert player.lua("return Adapter:own_part('C')")["PE"]["1"]["IC"] == "inv_misc_key_03"
    assert player.lua("return TRP3_StandIn.Edit('A', 'CU', 'Gone.'), Heard[2]") == (48, "changed")
    assert player.lua("return Adapter:save('Catnia-ArgentDawn', 'id', 'B', {v = 1, FN = 'Catnia'})") is True
    player.reload()
    assert player.errors == []
    assert player.lua("return Adapter:own_part('A').CU, Adapter:own_serials().A") == ("Gone.", 48)
    assert player.lua("local id, serials = Adapter:known('Catnia-ArgentDawn') return id, serials.B") == ("id", 1)


def test_a_new_character(player):
    player.install(STAND_IN)
    player.login()
    assert player.errors == []
    assert player.lua("return TRP3_API.globals.player_id") == "Tammya-MoonGuard"
    first = player.lua("return TRP3_API.profile.getPlayerCurrentProfileID()")
    assert first.endswith("*")
    player.logout()
    assert list(player.saved("totalRP3")["TRP3_Profiles"]) == [first]
