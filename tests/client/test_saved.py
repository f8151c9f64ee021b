"""Saved variables in and out (facts 5)."""

from __future__ import annotations

from tests.client.conftest import AddonMaker, SeatMaker


def test_they_are_there_at_addon_loaded_and_not_before(new_seat: SeatMaker, addon: AddonMaker) -> None:
    source = """
        local before = DB
        local f = CreateFrame("Frame")
        f:RegisterEvent("ADDON_LOADED")
        f:SetScript("OnEvent", function() print(tostring(before), DB.text, DB[1], DB.sub.yes, CharDB) end)
    """
    seat = new_seat()
    seat.client.install(addon("Foo", source, SavedVariables="DB, Other", SavedVariablesPerCharacter="CharDB"))
    seat.client.set_saved("Foo", {"DB": {"text": "é\udcff", 1: 2.5, "sub": {"yes": True}}, "CharDB": "mine"})
    seat.client.login()
    assert seat.messages == []
    assert seat.client.printed == ["nil é\udcff 2.5 true mine"]


def test_or_before_the_files_when_the_toc_says_so(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat()
    folder = addon("Foo", "print(DB)", SavedVariables="DB", LoadSavedVariablesFirst="1")
    seat.client.install(folder)
    seat.client.set_saved("Foo", {"DB": "first"})
    seat.client.login()
    assert seat.client.printed == ["first"]


def test_what_is_kept_and_what_is_not(new_seat: SeatMaker, addon: AddonMaker) -> None:
    source = """
        DB = { 1, 2, n = 1.5, s = "a\\0b\\255\\n", f = print, frame = UIParent[0], [false] = "no", [{}] = 1 }
        DB.sub = { deep = { 3 } }
        DB.me, DB.twice, DB.sub.up = DB, DB.sub, DB
        Char, Nil = 7, nil
    """
    seat = new_seat()
    seat.client.install(addon("Foo", source, SavedVariables="DB Nil", SavedVariablesPerCharacter="Char"))
    seat.client.login()
    seat.client.logout()
    sub = {"deep": {1: 3}}
    assert seat.client.saved("Foo") == {
        "DB": {1: 1, 2: 2, False: "no", "n": 1.5, "s": "a\0b\udcff\n", "sub": sub, "twice": sub},
        "Nil": None,
        "Char": 7,
    }


def test_they_go_round(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat()
    seat.client.install(addon("Foo", "", SavedVariables="DB"))
    for turn in range(1, 4):
        seat.client.login()
        seat.lua("DB = DB or { turns = 0 }; DB.turns = DB.turns + 1")
        seat.client.logout()
        assert seat.client.saved("Foo") == {"DB": {"turns": turn}}
    seat.client.login()
    seat.client.reload()
    assert seat.lua("return DB.turns") == 3


def test_an_addon_can_write_at_logout(new_seat: SeatMaker, addon: AddonMaker) -> None:
    source = (
        "f = CreateFrame('Frame') f:RegisterEvent('PLAYER_LOGOUT') f:SetScript('OnEvent', function() DB = 'late' end)"
    )
    seat = new_seat()
    seat.client.install(addon("Foo", source, SavedVariables="DB"))
    seat.client.login()
    seat.client.logout()
    assert seat.client.saved("Foo") == {"DB": "late"}


def test_addons_without_them_write_nothing(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat()
    seat.client.install(addon("Foo", "Something = 1"))
    seat.client.login()
    seat.client.logout()
    assert seat.client.saved("Foo") == {}
