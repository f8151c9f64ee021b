"""A large addon in the style of real ones, in a lenient client: it works, and what was made up for it is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.client.products import PRODUCTS
from tests.addons import chronicle
from tests.client.conftest import Seat, SeatMaker

TEMPLATES = {
    "ColumnDisplayButtonTemplate",
    "SomeoneElsesNoticeTemplate",
}
CHILDREN = {
    "SomeoneElsesNoticeTemplate.Headline",
    "SomeoneElsesNoticeTemplate.Arrow",
    "SomeoneElsesNoticeTemplate.Arrow.Glow",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return chronicle.write(tmp_path_factory.mktemp("big"))


@pytest.fixture
def seat(new_seat: SeatMaker, folder: Path) -> Seat:
    seat = new_seat(lenient=True)
    seat.client.install(folder)
    return seat.login()


def test_it_is_large(folder: Path) -> None:
    texts = {path: path.read_text("utf-8").splitlines() for path in folder.rglob("*") if path.is_file()}
    assert sum(len(lines) for lines in texts.values()) >= 3000
    assert sum(1 for path in texts if path.suffix == ".xml") >= 8


def test_it_is_the_same_every_time(folder: Path, tmp_path: Path) -> None:
    again = chronicle.write(tmp_path)
    for path in folder.rglob("*.*"):
        assert path.read_bytes() == (again / path.relative_to(folder)).read_bytes()


@pytest.mark.parametrize("key", sorted(set(PRODUCTS) - {"wow_11_2"}))
def test_it_boots(new_seat: SeatMaker, folder: Path, key: str) -> None:
    seat = new_seat(product=PRODUCTS[key], lenient=True, load_out_of_date=False)
    seat.client.install(folder)
    seat.client.login()
    assert seat.messages == []
    assert seat.client.printed == ["|cffb08040Chronicle:|r 3.1.4, 32 modules"]
    assert seat.lua("return Chronicle:GetModule('Feasts').entries ~= nil, ChronicleFeastsWindow.limit") == (True, 30)


def test_what_was_assumed_is_listed(seat: Seat) -> None:
    assumed = seat.client.assumed
    assert {name.removeprefix("template ") for name in assumed if name.startswith("template ")} == TEMPLATES
    assert {name for name in assumed if name.split(".")[0] in TEMPLATES} == CHILDREN
    assert assumed["template ColumnDisplayButtonTemplate"].startswith("Interface/AddOns/Chronicle/Modules/")
    assert assumed["SomeoneElsesNoticeTemplate.Headline"].startswith("Interface/AddOns/Chronicle/Main.lua:")
    assert seat.client.unmodelled == {}


def test_it_works(seat: Seat) -> None:
    for line in ("people add Catnia", "people add Borin", "people add Catnia", "people list", "people", "rumours"):
        assert seat.client.slash(f"/chr {line}")
    assert seat.messages == []
    title = "|cffb08040Chronicle:|r "
    assert seat.client.printed[1:] == [
        f"{title}|cff8080ffPeople: |cffffffff1|r|r",
        f"{title}|cff8080ffPeople: |cffffffff2|r|r",
        f"{title}|cff8080ffPeople: |cffffffff2|r|r",
        f"{title}1. |cff8080ffBorin|r ",
        f"{title}2. |cff8080ffCatnia|r ",
        f"{title}|cff8080ffPeople: |cffffffff2|r|r",
        f"{title}There are no Rumours yet.",
    ]


def test_its_windows_and_buttons(seat: Seat) -> None:
    seat.client.slash("/chronicle people add Catnia")
    seat.lua("ChronicleMinimapButton:Click() ChroniclePeopleWindow.SearchBox:SetText('cat')")
    assert seat.lua("return ChroniclePeopleWindow:IsVisible(), ChroniclePeopleWindowCount:GetText()") == (
        True,
        "|cff8080ffPeople: |cffffffff1|r|r",
    )
    seat.lua("""
        ChroniclePeopleWindow.AddButton:Click()
        local _, dialog = StaticPopup_Visible("CHRONICLE_ADD_PERSON")
        dialog.editBox:SetText("Borin")
        dialog.button1:Click()
        ChronicleMinimapButton:GetScript("OnEnter")(ChronicleMinimapButton)
    """)
    seat.host.advance(1)
    assert seat.lua("return GameTooltip:NumLines()") == 9
    assert seat.lua("return GameTooltipTextLeft2:GetText()") == "|cff8080ffPeople: |cffffffff2|r|r"
    assert seat.messages == []


def test_it_shares_and_hears(seat: Seat, new_seat: SeatMaker, folder: Path) -> None:
    other = new_seat("Borin", lenient=True)
    other.client.install(folder)
    other.login()
    seat.lua("""
        local long = { first = 1, name = "Catnia", title = ("x"):rep(50), race = ("y"):rep(90), home = ("z"):rep(110) }
        Chronicle:GetModule("PersonComm"):Send(long, "WHISPER", "Borin")
    """)
    seat.host.advance(5)
    assert len(seat.host.sent) == 2
    for prefix, text, channel, _, _ in seat.host.sent:
        other.client.addon_message(prefix, text, str(channel), "Tammya-MoonGuard")
    assert other.messages == []
    assert other.lua("return Chronicle:GetModule('People'):Find('Catnia').race") == "y" * 90
    assert other.client.printed[-1] == "|cffb08040Chronicle:|r Tammya sent People (2)."


def test_it_keeps_what_it_knows(seat: Seat) -> None:
    for _ in range(3):
        seat.client.fire_event("CHAT_MSG_YELL", "You cheated!", "Borin-MoonGuard")
    seat.client.logout()
    saved = seat.client.saved("Chronicle")
    assert saved["ChronicleDB"]["entries"]["quarrels"][1]["who"] == "Borin-MoonGuard"  # type: ignore[index,call-overload]
    assert saved["ChronicleCharDB"]["seen"]["quarrels"] == 1  # type: ignore[index,call-overload]
    seat.login()
    assert seat.lua("return Chronicle:GetModule('Quarrels'):Find('Borin-MoonGuard').about") == "You cheated!"
    assert seat.messages == []
