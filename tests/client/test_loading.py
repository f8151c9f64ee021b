"""Loading addons: TOC, order of files and events, errors, loading on demand (facts 5 and 6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.client import toc
from generator.client.products import PRODUCTS, RETAIL
from tests.client.conftest import AddonMaker, Seat, SeatMaker

EVENTS = """
    local addon, ns = ...
    ns.frame = CreateFrame("Frame")
    for _, event in ipairs({"ADDON_LOADED", "PLAYER_LOGIN", "PLAYER_ENTERING_WORLD", "PLAYER_LEAVING_WORLD",
                            "PLAYER_LOGOUT", "ADDONS_UNLOADING"}) do
        ns.frame:RegisterEvent(event)
    end
    ns.frame:SetScript("OnEvent", function(_, event, ...)
        print(event, tostringall(...))
    end)
    print("file", addon, tostring(IsLoggedIn()), tostring(GetNormalizedRealmName()))
"""


@pytest.fixture
def fresh(new_seat: SeatMaker) -> Seat:
    return new_seat()


def load(seat: Seat, *folders: Path) -> list[str]:
    for folder in folders:
        seat.client.install(folder)
    seat.client.login()
    return seat.client.printed


def test_the_order_of_a_session(fresh: Seat, addon: AddonMaker) -> None:
    printed = load(fresh, addon("Foo", EVENTS), addon("Bar", "print('file Bar')"))
    assert printed == [
        "file Bar",
        "file Foo false nil",
        "ADDON_LOADED Foo false",
        "PLAYER_LOGIN",
        "PLAYER_ENTERING_WORLD true false",
    ]
    printed.clear()
    fresh.client.reload()
    fresh.client.logout()
    assert printed == [
        "PLAYER_LEAVING_WORLD",
        "PLAYER_LOGOUT",
        "ADDONS_UNLOADING false",
        "file Bar",
        "file Foo false nil",
        "ADDON_LOADED Foo false",
        "PLAYER_LOGIN",
        "PLAYER_ENTERING_WORLD false true",
        "PLAYER_LEAVING_WORLD",
        "PLAYER_LOGOUT",
        "ADDONS_UNLOADING true",
    ]
    assert not fresh.client.running


def test_what_else_tells_of_a_session(fresh: Seat, addon: AddonMaker) -> None:
    """Where the first two come is not known, but old addons wait for them; the last two come with a frame."""
    source = """
        local f = CreateFrame("Frame")
        local all = "VARIABLES_LOADED SETTINGS_LOADED PLAYER_LOGIN PLAYER_ENTERING_WORLD LOADING_SCREEN_DISABLED"
        for event in (all .. " FIRST_FRAME_RENDERED"):gmatch("%S+") do f:RegisterEvent(event) end
        f:SetScript("OnEvent", function(_, event, ...) print(event, select("#", ...)) end)
    """
    printed = load(fresh, addon("Foo", source))
    before = ["SETTINGS_LOADED 0", "VARIABLES_LOADED 0", "PLAYER_LOGIN 0", "PLAYER_ENTERING_WORLD 2"]
    after = ["FIRST_FRAME_RENDERED 0", "LOADING_SCREEN_DISABLED 0"]
    assert printed == before
    fresh.host.advance(0.1)
    assert printed == before + after
    fresh.client.reload()
    fresh.host.advance(0.1)
    fresh.client.fire_event("PLAYER_ENTERING_WORLD", False, False)
    fresh.host.advance(0.1)
    assert printed[6:] == before + after + before[-1:] + after[-1:]


def test_a_crash_says_nothing(fresh: Seat, addon: AddonMaker) -> None:
    load(fresh, addon("Foo", EVENTS, SavedVariables="DB"))
    fresh.client.printed.clear()
    fresh.client.crash()
    assert fresh.client.printed == []
    assert fresh.client.saved("Foo") == {}
    fresh.client.crash()


@pytest.mark.parametrize(("at_login", "known"), [(True, "MoonGuard"), (False, "nil")])
def test_when_the_realm_is_known(new_seat: SeatMaker, addon: AddonMaker, at_login: bool, known: str) -> None:
    seat = new_seat(realm_known_at_login=at_login)
    source = "local f = CreateFrame('Frame'); f:RegisterEvent('PLAYER_LOGIN'); f:RegisterEvent('PLAYER_ENTERING_WORLD')"
    source += "f:SetScript('OnEvent', function(_, e) print(e, GetNormalizedRealmName()) end)"
    assert load(seat, addon("Foo", source)) == [f"PLAYER_LOGIN {known}", "PLAYER_ENTERING_WORLD MoonGuard"]


def test_files_share_a_namespace_of_their_addon(fresh: Seat, addon: AddonMaker) -> None:
    one = addon("One", {"a.lua": "local n, ns = ...; ns.x = n", "sub/b.lua": "local _, ns = ...; print(ns.x, ...)"})
    two = addon("Two", "local _, ns = ...; print(ns.x)")
    printed = load(fresh, one, two)
    assert printed[0].startswith("One One table: ")
    assert printed[1] == "nil"


def test_dependencies_come_first(fresh: Seat, addon: AddonMaker) -> None:
    folders = [
        addon("A", "print('A')", Dependencies="C, D"),
        addon("B", "print('B')", OptionalDeps="Z Missing"),
        addon("C", "print('C')"),
        addon("D", "print('D')", RequiredDeps="C"),
        addon("E", "print('E')", Dep1="Nowhere"),
        addon("F", "print('F')", Dependencies="E"),
        addon("Z", "print('Z')"),
    ]
    assert load(fresh, *folders) == ["C", "D", "A", "Z", "B"]
    assert fresh.lua("return select(5, C_AddOns.GetAddOnInfo('E'))") == ("DEP_MISSING", "INSECURE")
    assert fresh.lua("return C_AddOns.IsAddOnLoadable('F')") == (False, "DEP_DISABLED")


def test_addons_that_need_each_other_are_not_loaded(fresh: Seat, addon: AddonMaker) -> None:
    assert load(fresh, addon("A", "print('A')", Dependencies="B"), addon("B", "print('B')", Dependencies="A")) == []


@pytest.mark.parametrize(
    ("directives", "settings", "why"),
    [
        ({"Interface": "11509"}, {}, None),
        ({"Interface": "11509"}, {"load_out_of_date": False}, "INTERFACE_VERSION"),
        ({"Interface": "11509, 120100"}, {"load_out_of_date": False}, None),
        ({"AllowLoadGameType": "classic"}, {}, "WRONG_GAME_TYPE"),
        ({"AllowLoadGameType": "vanilla, mainline"}, {}, None),
        ({"ExcludeLoadGameType": "standard"}, {}, "WRONG_GAME_TYPE"),
    ],
)
def test_addons_that_do_not_fit(
    new_seat: SeatMaker, addon: AddonMaker, directives: dict[str, str], settings: dict[str, bool], why: str | None
) -> None:
    seat = new_seat(**settings)
    toc_text = "".join(f"## {key}: {value}\n" for key, value in directives.items()) + "Foo.lua\n"
    printed = load(seat, addon("Foo", "print('loaded')", toc=toc_text))
    assert printed == ([] if why else ["loaded"])
    assert seat.lua("return select(2, C_AddOns.IsAddOnLoadable('Foo'))") == why
    assert seat.lua("return C_AddOns.LoadAddOn('Foo')") == ((None, why) if why else (True, None))


def test_loading_on_demand(fresh: Seat, addon: AddonMaker) -> None:
    load(
        fresh,
        addon("Main", EVENTS),
        addon("Data", "print('data')", LoadOnDemand="1", Dependencies="Base", SavedVariables="DataDB"),
        addon("Base", "print('base')", LoadOnDemand="1"),
    )
    fresh.client.printed.clear()
    assert fresh.lua("return C_AddOns.IsAddOnLoaded('Data')") == (False, False)
    assert fresh.lua("return C_AddOns.LoadAddOn('data')") == (True, None)
    assert fresh.client.printed == ["base", "ADDON_LOADED Base false", "data", "ADDON_LOADED Data false"]
    assert fresh.lua("return C_AddOns.IsAddOnLoaded('Data')") == (True, True)
    assert fresh.lua("return C_AddOns.LoadAddOn('Data')") == (True, None)
    assert fresh.lua("return C_AddOns.LoadAddOn('Nothing')") == (None, "MISSING")
    fresh.lua("DataDB = { saved = true }")
    fresh.client.logout()
    assert fresh.client.saved("Data") == {"DataDB": {"saved": True}}


def test_an_addon_knows_whether_it_is_loading(fresh: Seat, addon: AddonMaker) -> None:
    assert load(fresh, addon("Foo", "print(tostringall(C_AddOns.IsAddOnLoaded('Foo')))")) == ["true false"]
    assert fresh.lua("return C_AddOns.IsAddOnLoaded('foo')") == (True, True)
    assert fresh.client.is_loaded("Foo")


def test_metadata(fresh: Seat, addon: AddonMaker) -> None:
    folder = addon(
        "Foo", "", Title="The |cff00ff00Foo", **{"Notes-enUS": "In English", "Notes": "Other", "X-Site": "here"}
    )
    load(fresh, folder)
    assert fresh.lua("""
        local get = C_AddOns.GetAddOnMetadata
        return get("Foo", "Title"), get("foo", "Notes"), get("Foo", "X-Site"), get("Foo", "Nope"), get("Bar", "Title")
    """) == ("The |cff00ff00Foo", "In English", "here", None, None)
    assert fresh.lua("return C_AddOns.GetNumAddOns(), (C_AddOns.GetAddOnInfo(1))") == (1, "Foo")


def test_an_error_in_a_file_stops_that_file_only(fresh: Seat, addon: AddonMaker) -> None:
    folder = addon("Foo", {"a.lua": "\nprint('a')\nerror('bad')\nprint('never')", "b.lua": "print('b')"})
    assert load(fresh, folder) == ["a", "b"]
    error = fresh.client.errors[0]
    assert error.message == "Interface/AddOns/Foo/a.lua:3: bad"
    assert error.source == "Interface/AddOns/Foo/a.lua"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.lua": "x = = 1"}, "Interface/AddOns/Foo/a.lua:1: unexpected symbol near '='"),
        ({"a.lua": "\n\nlocal x ="}, "Interface/AddOns/Foo/a.lua:3: unexpected symbol near '<eof>'"),
        ({"a.lua": b"\x1bLuaQ"}, "Interface/AddOns/Foo/a.lua:1: attempt to load bytecode"),
        ({"a.lua": "--[[ open"}, "Interface/AddOns/Foo/a.lua:1: unfinished long comment near '<eof>'"),
        ({"a.txt": "?"}, "Interface/AddOns/Foo/Foo.toc:2: a.txt: only .lua and .xml files are loaded"),
    ],
)
def test_files_that_cannot_be_loaded(fresh: Seat, addon: AddonMaker, files: dict[str, str], message: str) -> None:
    load(fresh, addon("Foo", {**files, "z.lua": "print('z')"}))
    assert fresh.messages == [message]
    assert fresh.client.printed == ["z"]


def test_a_missing_file_is_an_error(fresh: Seat, addon: AddonMaker, tmp_path: Path) -> None:
    (tmp_path / "outside.lua").write_text("print('outside')")
    load(fresh, addon("Foo", {"a.lua": ""}, toc="a.lua\nnot\\there.lua\n..\\outside.lua\n"))
    assert fresh.client.printed == []
    assert len(fresh.messages) == 2
    assert fresh.messages[0] == "Interface/AddOns/Foo/Foo.toc:2: not/there.lua: no such file in the addon"
    assert fresh.messages[1] == "Interface/AddOns/Foo/Foo.toc:3: ../outside.lua: no such file in the addon"


def test_the_text_of_a_file(fresh: Seat, addon: AddonMaker) -> None:
    files = {
        "a.lua": b"\xef\xbb\xbfprint('bom')",
        "b.lua": "print('crlf')\r\nprint(debugstack(1):match('b.lua:2'))\r\n",
        "c.lua": "print(...) return 1 -- no newline",
    }
    printed = load(fresh, addon("Foo", files))
    assert printed[:3] == ["bom", "crlf", "b.lua:2"]
    assert printed[3].startswith("Foo table: ")


def test_the_toc_file(addon: AddonMaker) -> None:
    text = (
        "\ufeff## Interface: 120100, 50504\r\n## Title: Foo\r\n##X-Odd :  odd  \r\n# a comment\r\n## Title: again\r\n"
        "\r\n  Sub\\A.lua \r\nb.lua [AllowLoadGameType classic]\r\nc.lua [ExcludeLoadGameType vanilla, tbc]\r\n"
        "[Family]\\d.lua [AllowLoadGameType mainline, mists]\r\ne.lua [AllowLoadTextLocale deDE]\r\n"
        "[TextLocale].lua\r\n## SavedVariables: A, B C\r\n"
    )
    found = toc.read(addon("Foo", {}, toc=text), RETAIL)
    assert found.files == ("Sub/A.lua", "c.lua", "Mainline/d.lua", "enUS.lua")
    assert found.directives["title"] == "Foo"
    assert found.directives["x-odd"] == "odd"
    assert found.saved == ("A", "B", "C")
    assert found.lines == (7, 9, 10, 12)
    assert found.on_demand(()) is False


@pytest.mark.parametrize(
    ("present", "taken"),
    [
        (["Foo.toc", "Foo_Mainline.toc", "Foo_Standard.toc"], "Foo_Standard.toc"),
        (["Foo.toc", "foo-mainline.TOC", "Foo_Vanilla.toc"], "foo-mainline.TOC"),
        (["FOO.toc", "Foo_Classic.toc"], "FOO.toc"),
    ],
)
def test_the_most_particular_toc_is_taken(tmp_path: Path, present: list[str], taken: str) -> None:
    (tmp_path / "Foo").mkdir()
    for name in present:
        (tmp_path / "Foo" / name).touch()
    assert toc.find(tmp_path / "Foo", RETAIL).name == taken


def test_folders_that_are_no_addon(tmp_path: Path, fresh: Seat) -> None:
    (tmp_path / "Foo").mkdir()
    (tmp_path / "Foo" / "Bar.toc").touch()
    with pytest.raises(toc.TocError, match=r"no Foo\.toc; an addon's TOC file is named like its folder"):
        fresh.client.install(tmp_path / "Foo")
    with pytest.raises(toc.TocError, match="there is no such addon folder"):
        fresh.client.install(tmp_path / "Nothing")


def test_file_names_ignore_case(fresh: Seat, addon: AddonMaker) -> None:
    assert load(fresh, addon("Foo", {"Sub/File.lua": "print('found')"}, toc="sub\\FILE.LUA\n")) == ["found"]


def test_code_is_compiled_once_for_all_clients(new_seat: SeatMaker, addon: AddonMaker) -> None:
    folder = addon("Foo", "local n = 0; function count() n = n + 1 return n end; return 1")
    one, two = new_seat(), new_seat("Catnia")
    load(one, folder)
    runtime = one.client.runtime
    assert runtime.factory(b"@same", b"return 1") is runtime.factory(b"@same", b"return 1")
    assert runtime.factory(b"@other", b"return 1") is not runtime.factory(b"@same", b"return 1")
    load(two, folder)
    assert (one.lua("return count()"), one.lua("return count()"), two.lua("return count()")) == (1, 2, 1)
    (folder / "Foo.lua").write_text("function count() return 'changed' end")
    two.client.reload()
    assert two.lua("return count()") == "changed"


def test_a_reload_sees_what_changed_in_a_file(fresh: Seat, addon: AddonMaker) -> None:
    folder = addon("Probe", {"one.lua": "said = 1", "Two.lua": "more = 1"}, toc="One.lua\nTwo.lua\n")
    fresh.client.install(folder)
    fresh.login()
    (folder / "one.lua").write_text("said = 2")
    (folder / "Two.lua").write_text("more = 2")
    fresh.client.reload()
    assert fresh.lua("return said, more") == (2, 2)
    (folder / "Two.lua").unlink()
    fresh.client.reload()
    assert fresh.lua("return more") is None
    assert [message for message in fresh.messages if "Two.lua" in message]


def test_addons_on_demand_that_need_each_other(fresh: Seat, addon: AddonMaker) -> None:
    one = addon("One", "print('one')", LoadOnDemand="1", Dependencies="Two")
    load(fresh, one, addon("Two", "print('two')", LoadOnDemand="1", Dependencies="One"))
    assert fresh.lua("return C_AddOns.LoadAddOn('One')") == (None, "DEP_MISSING")
    assert fresh.client.printed == []


def test_load_with_and_load_managers(fresh: Seat, addon: AddonMaker) -> None:
    printed = load(
        fresh,
        addon("Base", "print('base')"),
        addon("Extra", "print('extra')", LoadOnDemand="1", LoadWith="Nobody, base"),
        addon("More", "print('more')", LoadOnDemand="1", LoadWith="Extra"),
        addon("Eager", "print('eager')", LoadWith="Base"),
        addon("Managed", "print('managed')", LoadManagers="Manager"),
        addon("Manager", "print('manager')"),
        addon("Unmanaged", "print('unmanaged')", LoadManagers="Nobody"),
    )
    assert printed == ["base", "extra", "more", "eager", "manager", "unmanaged"]
    assert fresh.lua("return C_AddOns.IsAddOnLoadOnDemand('Managed'), (C_AddOns.LoadAddOn('Managed'))") == (True, True)
    assert fresh.client.printed[-1] == "managed"


SUFFIXES = {
    "wow": ["Standard", "Mainline"],
    "wowxptr": ["Standard", "Mainline"],
    "wow_11_2": ["Standard", "Mainline"],
    "wow_classic": ["Mists", "Classic"],
    "wow_anniversary": ["TBC", "BCC", "Classic"],
    "wow_classic_era": ["Vanilla", "Classic"],
}
EVERY = ["Standard", "Mainline", "Classic", "Vanilla", "TBC", "BCC", "Wrath", "WOTLKC", "Cata", "Mists", "Camelot"]


@pytest.mark.parametrize("key", sorted(PRODUCTS))
def test_each_client_takes_its_own_toc(tmp_path: Path, key: str) -> None:
    folder = tmp_path / "Foo"
    folder.mkdir()
    for suffix in EVERY:
        for mark in "_-":
            (folder / f"Foo{mark}{suffix}.toc").write_text("")
    for suffix in SUFFIXES[key]:
        for mark in "_-":
            found = toc.find(folder, PRODUCTS[key])
            assert found.name == f"Foo{mark}{suffix}.toc"
            found.unlink()
    with pytest.raises(toc.TocError, match=r"no Foo\.toc for this client, only Foo-.*\.toc"):
        toc.find(folder, PRODUCTS[key])
    (folder / "foo.TOC").write_text("")
    assert toc.find(folder, PRODUCTS[key]).name == "foo.TOC"


LINES = """
all.lua
mainline.lua [AllowLoadGameType mainline]
standard.lua [AllowLoadGameType Standard, plunderstorm]
classic.lua [AllowLoadGameType classic]
vanilla.lua [AllowLoadGameType vanilla]
oldest.lua [AllowLoadGameType vanilla, tbc]
mists.lua [AllowLoadGameType mists,someday]
not_era.lua [ExcludeLoadGameType vanilla]
none.lua [AllowLoadGameType someday]
german_classic.lua [AllowLoadGameType classic] [AllowLoadTextLocale deDE]
english.lua [AllowLoadTextLocale enUS, enGB]
[Family]/[Game]_[TextLocale].lua
"""


@pytest.mark.parametrize(
    ("key", "files"),
    [
        ("wow", "mainline standard not_era english Mainline/Standard_enUS"),
        ("wow_classic", "classic mists not_era english Classic/Mists_enUS"),
        ("wow_anniversary", "classic oldest not_era english Classic/TBC_enUS"),
        ("wow_classic_era", "classic vanilla oldest english Classic/Vanilla_enUS"),
    ],
)
def test_lines_are_for_some_clients(addon: AddonMaker, key: str, files: str) -> None:
    found = toc.read(addon("Foo", {}, toc=LINES), PRODUCTS[key])
    assert [file.removesuffix(".lua") for file in found.files] == ["all", *files.split()]


def test_a_comment_begins_in_the_first_column(addon: AddonMaker) -> None:
    found = toc.read(addon("Foo", {}, toc="#a.lua\n #b.lua\n\t\n## Title: x\n#@debug@\n"), RETAIL)
    assert found.files == ("#b.lua",)
