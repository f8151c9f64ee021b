"""crossrp simulate --addon: any addon, what its scripts raise, what the simulator has not, what was assumed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

LUA = """
print("Lantern is lit")
local frame = CreateFrame("Frame")
frame:RegisterEvent("CHAT_MSG_SAY")
frame:SetScript("OnEvent", function(_, _, text)
	Heard = Heard.further .. text
end)
"""
DATA = {
    "functions": {"C_Lamps.Count": {"in": [], "out": ["count:number"]}},
    "events": {},
    "enums": {},
    "structures": {},
}
DOCS = """
APIDocumentation:AddDocumentationTable({
	Name = "Lamps", Type = "System", Namespace = "C_Lamps",
	Functions = { { Name = "Count", Type = "Function", Returns = { { Name = "count", Type = "number" } } } },
	Events = {}, Tables = {},
})
"""


@pytest.fixture
def addon(tmp_path: Path) -> Callable[..., Path]:
    """Writes an addon: addon("Lantern", "...", Dependencies="Oil")."""

    def make(name: str, lua: str = "", toc: str = "", **directives: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        lines = ["## Interface: 120100", *(f"## {key}: {value}" for key, value in directives.items()), "Main.lua"]
        (folder / (toc or f"{name}.toc")).write_text("\n".join(lines))
        (folder / "Main.lua").write_text(lua)
        return folder

    return make


def report(result: Result) -> dict:
    return json.loads(result.stdout)


def test_an_addon_alone_is_taken_on_a_tour(crossrp: Run, addon) -> None:
    folder = addon("Lantern", "print('lit')", Title="|cffffd100Lantern|r", Version="1.4")
    result = crossrp("simulate", "--addon", folder)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Tour, seed 1: 5 players")
    assert "  lit  (8 times at 5 players)" in result.stdout
    assert "Lantern 1.4  loaded by 5 of 5 players" in result.stdout
    assert result.stdout.splitlines()[-1] == "Pass"


def test_script_errors_name_the_addons_file_and_line_once(crossrp: Run, addon) -> None:
    folder = addon("Lantern", LUA)
    result = crossrp("simulate", "--addon", folder)
    assert result.exit_code == 1
    assert result.stdout.count("Lantern/Main.lua:6: attempt to index global 'Heard' (a nil value)") == 1
    assert "at 5 players, first Tammya-MoonGuard after 20.5 s, in CHAT_MSG_SAY" in result.stdout
    assert f"simulate tour --seed 1 --addon {folder}" in result.stdout
    errors = report(crossrp("simulate", "--addon", folder, "--format", "json"))["script_errors"]
    assert errors[0]["message"] == "Lantern/Main.lua:6: attempt to index global 'Heard' (a nil value)"
    assert errors[0]["times"] > 40
    assert "Lantern/Main.lua:6: in function <Lantern/Main.lua:5>" in errors[0]["traceback"]


def test_places_in_deep_folders_are_written_out(crossrp: Run, addon) -> None:
    folder = addon("Lantern")
    deep = "Modules/WithALongName/AndAnother/OfThem"
    (folder / deep).mkdir(parents=True)
    (folder / deep / "Core.lua").write_text(
        "local function f() error('dark') end\nf()\nC_Map.GetBestMapForUnit('player')"
    )
    (folder / "Lantern.toc").write_text(f"## Interface: 120100\n{deep}/Core.lua\n")
    said = crossrp("simulate", "--addon", folder).stdout
    assert f"  Lantern/{deep}/Core.lua:1: dark" in said
    assert f"Lantern/{deep}/Core.lua:2: in function" in said
    assert "..." not in said


def test_a_file_that_is_no_lua_or_is_not_there_is_an_error_of_the_addon(crossrp: Run, addon) -> None:
    folder = addon("Lantern", "local = 3")
    (folder / "Lantern.toc").write_text("## Interface: 120100\nMain.lua\nMissing.lua\n")
    said = crossrp("simulate", "--addon", folder).stdout
    assert "Lantern/Main.lua:1: " in said
    assert "Lantern/Lantern.toc:3: Missing.lua: no such file in the addon" in said


def test_what_is_not_modelled_is_an_error_and_listed(crossrp: Run, addon) -> None:
    folder = addon("Lantern", "pcall(function() C_Map.GetBestMapForUnit('player') end)")
    result = crossrp("simulate", "--addon", folder)
    assert (result.exit_code, result.stdout.splitlines()[-2]) == (1, "Undecided")
    assert "Not modelled by this simulator" in result.stdout
    assert "  C_Map.GetBestMapForUnit: at Lantern/Main.lua:1" in result.stdout


def test_a_lenient_client_lists_what_it_assumed_and_does_not_just_say_pass(crossrp: Run, addon) -> None:
    folder = addon("Lantern", "Map = C_Map.GetBestMapForUnit('player')")
    result = crossrp("simulate", "--addon", folder, "--lenient")
    assert result.exit_code == 0, result.output
    assert "  C_Map.GetBestMapForUnit: 8 times, first at Lantern/Main.lua:1" in result.stdout
    assert result.stdout.splitlines()[-1] == "Pass, on 1 assumption"
    many = report(crossrp("simulate", "--addon", folder, "--lenient", "--seeds", "2", "--format", "json"))
    assert (many["passed"], [item["name"] for item in many["assumed"]]) == (2, ["C_Map.GetBestMapForUnit"])


@pytest.mark.parametrize("kind", ["data", "docs"])
def test_client_data_tells_what_the_client_has(crossrp: Run, addon, tmp_path: Path, kind: str) -> None:
    folder = addon("Lantern", "if C_Lamps then Count = C_Lamps.Count() end")
    given = tmp_path / kind
    given.mkdir()
    (given / ("wow.json" if kind == "data" else "LampsDocumentation.lua")).write_text(
        json.dumps(DATA) if kind == "data" else DOCS
    )
    plain = report(crossrp("simulate", "--addon", folder, "--format", "json"))
    assert (plain["verdict"], plain["unmodelled"]) == ("pass", [])
    option = (f"--client-{kind}", given)
    strict = report(crossrp("simulate", "--addon", folder, *option, "--format", "json"))
    assert [item["name"] for item in strict["unmodelled"]] == ["C_Lamps"]
    lenient = report(crossrp("simulate", "--addon", folder, *option, "--lenient", "--format", "json"))
    assert (lenient["verdict"], [item["name"] for item in lenient["assumed"]]) == ("pass", ["C_Lamps.Count"])


def test_an_addon_that_is_not_loaded_fails_the_run_and_says_why(crossrp: Run, addon) -> None:
    needy, waiting = addon("Lantern", Dependencies="Oil, Wick"), addon("Lamp", LoadOnDemand="1")
    wick = addon("Wick")
    result = crossrp("simulate", "--addon", needy, "--addon", waiting, "--addon", wick)
    assert result.exit_code == 1
    said = " ".join(result.stdout.split())
    assert "Lantern loaded by 0 of 5 players: it needs Oil, which is not installed" in said
    assert "Lamp loaded by 0 of 5 players: it loads on demand, and nothing asked for it" in said
    both = crossrp("simulate", "--addon", waiting, "--addon", wick)
    assert both.exit_code == 0, "an addon that waits is no mistake"


def test_an_addon_that_sends_without_end_is_disconnected_and_fails(crossrp: Run, addon) -> None:
    folder = addon(
        "Lantern",
        "C_ChatInfo.RegisterAddonMessagePrefix('LN') local frame = CreateFrame('Frame') "
        "local function send() return C_ChatInfo.SendAddonMessage('LN', ('x'):rep(250), 'WHISPER', 'Orla') end "
        "frame:SetScript('OnUpdate', function() for _ = 1, 200 do send() end end)",
    )
    result = crossrp("simulate", "--addon", folder, "--addon-for", "Orla", "--format", "json")
    assert result.exit_code == 1
    assert "Orla-AzjolNerub: disconnected: sent too much" in report(result)["disconnected"][0]


def test_errors_of_tables_are_told_together(crossrp: Run, addon) -> None:
    folder = addon("Lantern", "CreateFrame('Frame'):SetScript('OnUpdate', function() error({}) end)")
    errors = report(crossrp("simulate", "--addon", folder, "--addon-for", "Orla", "--format", "json"))["script_errors"]
    assert [error["message"] for error in errors] == ["table: ..."]
    assert errors[0]["times"] > 1000


def test_what_an_addon_prints_cannot_steer_the_terminal(crossrp: Run, addon) -> None:
    folder = addon("Lantern", 'print("a\\27[2Jb\\7é")')
    result = crossrp("simulate", "--addon", folder, color=True)
    assert r"a\x1b[2Jb\x07é" in result.stdout


def test_only_those_named_get_it(crossrp: Run, addon) -> None:
    folder = addon("Lantern", "print('lit')")
    done = report(
        crossrp("simulate", "--addon", folder, "--addon-for", "Horde", "--addon-for", "Orla", "--format", "json")
    )
    assert done["addons"][0]["players"] == 3
    assert done["printed"][0]["players"] == ["Orla-AzjolNerub", "Zulya-MoonGuard", "Catnia-MoonGuard"]
    crowd = crossrp("simulate", "login-storm", "--scale", "0.05", "--addon", folder, "--addon-for", "Horde")
    assert crowd.exit_code == 2
    assert "only some of the crowd" in crowd.stderr


def test_a_scenario_of_ones_own_has_its_players_and_crowds_get_it_too(crossrp: Run, addon) -> None:
    folder = addon("Lantern")
    done = report(crossrp("simulate", "login-storm", "--scale", "0.05", "--addon", folder, "--format", "json"))
    assert done["verdict"] == "pass"
    assert done["addons"][0]["loaded"] == done["players"]


def test_an_addon_takes_the_place_of_one_of_the_same_name(crossrp: Run, addon) -> None:
    folder = addon("CrossRP", "print('mine')")
    result = crossrp("simulate", "quiet-evening", "--addon", folder)
    assert "  mine  (" in result.stdout


@pytest.mark.parametrize(("product", "loaded"), [("wow", 5), ("wow_classic_era", 5)])
def test_the_product_chooses_the_toc(crossrp: Run, addon, product: str, loaded: int) -> None:
    folder = addon("Lantern", "print(WOW_PROJECT_ID)")
    (folder / "Lantern_Vanilla.toc").write_text("## Interface: 11509\n## Version: old\nMain.lua\n")
    result = crossrp("simulate", "--addon", folder, "--product", product, "--format", "json")
    done = report(result)
    assert done["addons"][0]["loaded"] == loaded
    assert (done["addons"][0]["version"], done["printed"][0]["line"]) == (
        ("", "1") if product == "wow" else ("old", "2")
    )


def test_a_script_that_never_ends_is_ended(crossrp: Run, addon) -> None:
    folder = addon("Lantern", "while true do end")
    result = crossrp("simulate", "--addon", folder, "--addon-for", "Zulya")
    assert result.exit_code == 1
    assert "Lantern/Main.lua:1: script ran too long" in result.stdout


def test_the_toc_file_and_the_working_folder_will_do(crossrp: Run, addon, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = addon("Lantern")
    assert crossrp("simulate", "--addon", folder / "Lantern.toc").exit_code == 0
    monkeypatch.chdir(folder)
    result = crossrp("simulate", "--addon", ".")
    assert result.exit_code == 0
    assert "Lantern  loaded by 5" in result.stdout


def test_what_fails_is_shrunk_with_its_addon_into_a_file_that_finds_it(
    crossrp: Run, addon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addon("Lantern", LUA)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    result = crossrp("simulate", "--addon", "Lantern", "--shrunk", "out/small.toml", "--shrink-seconds", "20")
    assert "1 player, 1 action" in result.stderr
    again = crossrp("simulate", "out/small.toml")
    assert again.exit_code == 1
    assert "Lantern/Main.lua:6" in again.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--addon", "nowhere"), "does not exist"),
        (("--addon", "Odd"), "There is Lantern.toc: name the folder so"),
        (("--addon", "."), "The folders below it have one: Lantern"),
        (("--addon", "notes.txt"), "is no folder; give the folder of an addon"),
        (("--addon", "Lantern", "--addon", "other/Lantern"), "are one addon, lantern"),
        (("--addon", "Lantern", "--addon-for", "Hord"), "did you mean 'Horde'?"),
        (("tour", "--addon-for", "Horde"), "says who gets an --addon, and there is none"),
        (("--addon", "Lantern", "--product", "wow_clasic"), "did you mean 'wow_classic'?"),
        (("--addon", "Lantern", "--client-data", "Odd"), "no .json file in it"),
        (("--addon", "Lantern", "--client-docs", "Odd"), "no .lua file in it"),
    ],
)
def test_wrong_use_says_what_to_do(
    crossrp: Run, addon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    addon("Lantern")
    (tmp_path / "Odd").mkdir()
    (tmp_path / "Odd" / "Lantern.toc").touch()
    (tmp_path / "other" / "Lantern").mkdir(parents=True)
    (tmp_path / "notes.txt").touch()
    monkeypatch.chdir(tmp_path)
    result = crossrp("simulate", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
