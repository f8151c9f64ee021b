"""Addons as their authors write them today, in strict mode, on every client."""

from __future__ import annotations

import pytest

from generator.client import solo
from generator.client.host import Identity, Unit
from generator.client.products import PRODUCTS, Product
from tests.client.conftest import ADDONS, Player, SeatMaker, lines

CATNIA = Unit("Catnia", "Moon Guard", 1365, "Player-1365-00000002", class_file="DRUID")
ALL = (
    "Archive",
    "Beacon",
    "Cabinet",
    "Catalogue",
    "Herald",
    "Hourglass",
    "Keyring",
    "Regalia",
    "Regalia_Options",
    "Signet",
)


def test_libraries_and_a_launcher(play: Player, product: Product) -> None:
    seat = play("Beacon")
    seat.host.advance(3)
    seat.client.slash("/beacon hide")
    seat.lua("""
        local button = Beacon.button
        button:Click("RightButton")
        button:GetScript("OnEnter")(button)
        tip = TinMapTooltipTextRight2:GetText()
        button.fades = true
        button:GetScript("OnLeave")(button)
    """)
    seat.host.advance(1)
    assert seat.lua("return tip, Beacon.button:GetAlpha(), Beacon.button.fade:IsPlaying()") == ("lit", 1, True)
    seat.host.advance(1)
    seat.lua("local b = Beacon.button; alpha = b:GetAlpha() b:Show() b:GetScript('OnDragStart')(b)")
    seat.host.advance(0.1)
    seat.lua("local b = Beacon.button; b:GetScript('OnDragStop')(b)")
    seat.host.advance(0.1)
    assert (seat.lua("return alpha, BeaconDB.map.angle"), seat.host.pending) == ((0, 0), 0)
    if product.mainline:
        seat.lua("AddonCompartmentFrame.registeredAddons[1].func(nil, nil, nil, nil, 'LeftButton')")
    assert lines(seat, "Beacon.log") == [
        "ready Beacon 1.2.3 Interface",
        "start Beacon",
        "first changed Beacon text lit",
        "start Beacon.Flame true",
        "PLAYER_ENTERING_WORLD true false",
        "later 3 a nil c",
        "click RightButton",
        *(["compartment Beacon LeftButton"] if product.mainline else []),
    ]
    assert seat.client.printed == ["|cff33ff99Beacon:|r hide"]
    seat.client.logout()
    assert seat.client.saved("Beacon") == {"BeaconDB": {"map": {"angle": 0, "hidden": True}}}
    assert seat.messages == []


def test_a_window_of_the_old_kind(play: Player) -> None:
    seat = play("Cabinet")
    seat.client.slash("/cab")
    assert seat.lua("""
        local f = CabinetFrame
        f.box:SetText("more than fits into it")
        f.check:Click()
        f.dropdown:OpenMenu()
        Menu.GetManager():GetOpenMenu():GetElementDescriptions()[3]:Pick()
        local closed, text = not f.dropdown:IsMenuOpen(), f.dropdown:GetText()
        f.dropdown:OpenMenu()
        local _, _, _, _, _, more = unpack(f.dropdown:GetMenuDescription().elements)
        more.elements[2]:Pick()
        more.elements[1]:Pick()
        local refreshed = f.dropdown:IsMenuOpen()
        f.dropdown:GetMenuDescription().elements[6].elements[2]:Pick()
        f.box:SetFocus()
        return closed, text, refreshed, f.dropdown:IsMenuOpen(), CabinetSlider:IsEnabled()
    """) == (True, "Ash", True, False, False)
    seat.client.press_escape()
    assert seat.lua("return CabinetFrame:IsShown()") is True
    seat.client.press_escape()
    assert seat.lua("return CabinetFrame:IsShown()") is False
    seat.client.slash("/cabinet")
    seat.lua("""
        local f = CabinetFrame
        f:GetScript("OnDragStart")(f)
        f:ClearAllPoints()
        f:SetPoint("TOPLEFT", nil, "BOTTOM", 3, -4)
        f:GetScript("OnDragStop")(f)
        f.check:GetScript("OnEnter")(f.check)
        tip = GameTooltip:NumLines()
        f.check:GetScript("OnLeave")(f.check)
        f.ok:Click()
    """)
    assert lines(seat, "Cabinet.log") == [
        "show",
        "slider 3 false",
        "text more than fits into  false 20",
        "burn all LeftButton",
        "put down",
        "hide",
        "show",
        "hide",
    ]
    seat.client.reload()
    assert seat.lua("return select(3, CabinetFrame:GetPoint())") == ("BOTTOM", 3, -4)
    assert seat.client.saved("Cabinet") == {
        "CabinetCharDB": {
            "position": {1: "TOPLEFT", 3: "BOTTOM", 4: 3, 5: -4},
            "shelves": 3,
            "locked": True,
            "wood": 2,
            "polish": True,
        }
    }
    assert seat.messages == []


def test_a_list_with_menus(play: Player) -> None:
    seat = play("Catalogue")
    seat.lua("""
        function row(name)
            return CatalogueFrame.ScrollBox:FindFrameByPredicate(function(_, data) return data.name == name end)
        end
        function entries() return Menu.GetManager():GetOpenMenu():GetElementDescriptions() end
        CatalogueFrame:Show()
        row("Catnia"):Click("LeftButton")
        row("Catnia"):Click("RightButton")
    """)
    assert seat.lua("""
        local title, old, line, remove, whisper = unpack(entries())
        old:Pick()
        local kept = entries()[2]:IsSelected()
        entries()[4].Tooltip(GameTooltip, entries()[4])
        local hint = GameTooltipTextLeft2:GetText()
        entries()[4]:Pick()
        local _, dialog = StaticPopup_Visible("CATALOGUE_REMOVE")
        local asked = dialog.text:GetText()
        dialog.button1:Click()
        local add = StaticPopup_Show("CATALOGUE_ADD")
        add.editBox:SetText("Zulya")
        add.button1:Click()
        return title.kind, line.kind, kept, hint, asked, whisper.text, Menu.GetManager():IsAnyMenuOpen()
    """) == ("title", "divider", True, "Gone for good", "Remove Catnia?", "Whisper", False)
    seat.host.advance(0.1)
    seat.lua("""
        row("Zulya"):Click("RightButton")
        entries()[5]:Pick()
        CatalogueFrame.Search:SetText("z")
    """)
    assert seat.lua("return ChatFrame1EditBox:GetAttribute('tellTarget'), CatalogueFrame.ScrollBar:IsShown()") == (
        "Zulya",
        False,
    )
    assert lines(seat, "Catalogue.log") == [
        "row 1 Borin",
        "row 2 Catnia",
        "row 3 Tammya",
        "selected Catnia true",
        "row 1 Borin",
        "row 2 Tammya",
        "row 3 Zulya",
        "search z",
    ]
    seat.client.logout()
    assert seat.client.saved("Catalogue") == {"CatalogueDB": {"names": {1: "Tammya", 2: "Borin", 3: "Zulya"}}}
    assert seat.messages == []


def test_tooltips_of_units(play: Player, product: Product) -> None:
    seat = play("Signet")
    seat.host.units["mouseover"] = CATNIA
    seat.client.fire_event("UPDATE_MOUSEOVER_UNIT")
    seat.client.fire_event("UNIT_NAME_UPDATE", "party1")
    seat.client.fire_event("UNIT_NAME_UPDATE", "target")
    seat.lua("GameTooltip:Hide() PlayerFrame:Hide()")
    assert lines(seat, "Signet.log") == [
        "cleared",
        "cleared",
        "cleared",
        "1 Catnia nil",
        "2 Level 80 Human nil",
        "3 |cffff7c0aCatnia|r Alliance",
        "SetUnit mouseover",
        "renamed target",
        "hidden",
        "player frame hides, and the badge with it false",
    ]
    assert seat.lua("return Signet.old_hook") is (False if product.mainline else None)
    assert seat.messages == []


def test_chat(play: Player) -> None:
    seat = play("Herald")
    who = ("Catnia-MoonGuard", "", "", "Catnia", "", 0, 0, "", 0, 7, "Player-1365-00000002", 0)
    seat.client.fire_event("CHAT_MSG_WHISPER", "see https://x.y ok", *who)
    seat.client.fire_event("CHAT_MSG_SAY", "gold!", *who)
    seat.client.fire_event("CHAT_MSG_SYSTEM", "No player named 'Bob' is currently playing.")
    seat.client.click_link("addon:Herald:url:https://x.y", "[https://x.y]")
    seat.client.slash("/herald say hi there")
    seat.client.slash("/herald tell Borin")
    seat.client.slash("/herald strip |cffff0000|Hitem:1|h[Sword]|h|r |TInterface\\\\Icons\\\\X:16|tdone")
    link = "|cff149bfd|Haddon:Herald:url:https://x.y|h[https://x.y]|h|r"
    assert seat.client.printed == [f"[|Haddon:Herald:who:Catnia|hCatnia|h] » see {link} ok", "Sword done"]
    assert lines(seat, "Herald.log") == [
        "nobody Bob",
        "link url https://x.y LeftButton",
        "hook addon",
        "writing in ChatFrame1EditBox",
        "tell Borin true 1",
    ]
    assert [(text, kind) for text, kind, _, _ in seat.host.chat_sent] == [(b"hi there", "SAY")]
    assert seat.messages == []


def test_options_on_demand(play: Player, product: Product) -> None:
    seat = play("Regalia", "Regalia_Options")
    seat.client.slash("/regalia")
    seat.lua("Settings.SetValue('REGALIA_JEWELS', 5) Settings.SetValue('REGALIA_SHINE', false)")
    assert lines(seat, "Regalia.log") == [
        "mainline true" if product.mainline else "classic false",
        "Crown 3 crowns not translated",
        "options true false",
        "load true nil",
        "opened true",
        "jewels REGALIA_JEWELS 5",
        "shine true Shine false",
    ]
    seat.client.logout()
    assert seat.client.saved("Regalia") == {"RegaliaDB": {"jewels": 5, "metal": "gold", "shine": False}}
    assert seat.client.saved("Regalia_Options") == {"RegaliaOptionsDB": {"opened": 1}}
    assert seat.messages == []


@pytest.mark.parametrize(("locale", "crowns"), [("deDE", "Krone 3 Kronen"), ("frFR", None), ("enUS", "Crown 3 crowns")])
def test_files_of_a_language(locale: str, crowns: str | None) -> None:
    client, host = solo.client()
    client.identity = host._identity = Identity("Tammya", "Moon Guard", 1365, "Player-1365-00000001", locale=locale)
    client.install(ADDONS / "Regalia")
    client.login()
    missing = [] if crowns else ["Interface/AddOns/Regalia/Regalia.toc:5: Locales/frFR.lua: no such file in the addon"]
    assert [error.message for error in client.errors] == missing
    assert client.eval("return Regalia.log[2]") == (f"{crowns or 'Crown 3 crowns'} not translated",)


def test_keys(play: Player) -> None:
    seat = play("Keyring")
    assert [seat.client.press(key) for key in ("CTRL-K", "ctrl-h", "SHIFT-B", "X")] == [True, True, True, False]
    seat.host.combat = True
    seat.lua("SetBinding('X', 'KEYRING_TURN')")
    seat.host.combat = False
    assert not seat.client.press("X")
    seat.lua("ClearOverrideBindings(KeyringButton) SetBindingClick('X', 'KeyringButton', 'RightButton')")
    assert (seat.client.press("SHIFT-B"), seat.client.press("X")) == (False, True)
    assert lines(seat, "Keyring.log") == [
        "ADDON_LOADED Keyring true",
        "PLAYER_LOGIN",
        "UPDATE_BINDINGS",
        "UPDATE_BINDINGS",
        "CTRL-K CTRL-Middle Mouse CLICK KeyringButton:LeftButton",
        "3 KEYRING_TURN ADDONS CTRL-K",
        "turn down",
        "turn hold down",
        "turn hold up",
        "click LeftButton false target macro",
        "ADDON_ACTION_BLOCKED *** unknown *** SetBinding()",
        "UPDATE_BINDINGS",
        "click RightButton false target macro",
    ]
    assert seat.messages == []


def test_variables_that_grew(play: Player) -> None:
    seat = play("Archive", Archive={"ArchiveDB": {"entries": ["a", "b"], "created": 5}})
    assert seat.lua("""
        local data = Archive.Import(Archive.Export())
        local _, why = Archive.Import("x")
        local _, torn = Archive.Import("!A1!" .. C_EncodingUtil.EncodeBase64("no such thing"))
        return #data.pages, data.half, data.yes, data.pages[2].text, why, torn
    """) == (2, 0.5, True, "b", "not ours", "damaged")
    assert lines(seat, "Archive.log") == ["step 1 true", "step 2 true", "step 3 true", "0.82 300 2"]
    seat.client.reload()
    assert lines(seat, "Archive.log") == ["0.5 300 2"]
    seat.client.logout()
    saved = seat.client.saved("Archive")
    assert saved["ArchiveDB"] == {
        "version": 3,
        "pages": {1: {"text": "a", "stamp": 0}, 2: {"text": "b", "stamp": 0}},
        "global": {"created": 5},
        "profiles": {"Tammya - Moon Guard": {"colors": {"g": 0.5}}},
    }
    assert saved["ArchiveCharDB"] == {"seen": {1: "2026-01-01", 2: "2026-01-01"}}
    assert seat.messages == []


def test_time(play: Player) -> None:
    seat = play("Hourglass")
    seat.host.advance(5)
    assert lines(seat, "Hourglass.log") == [
        "0.0 playing true",
        "0.0 next frame",
        "0.1 sum 465",
        "0.3 at last b nil c",
        "0.5 half",
        "0.8 turned REVERSE",
        "1.0 half",
        "1.5 turned FORWARD",
        "2.2 run out true",
        "3.0 third false true",
    ]
    assert (seat.messages, seat.host.pending) == ([], 0)


@pytest.mark.parametrize("key", sorted(PRODUCTS))
def test_all_of_them_together_and_leniently(new_seat: SeatMaker, key: str) -> None:
    """Nothing is made up for them: what they use is modelled."""
    seat = new_seat(product=PRODUCTS[key], lenient=True, load_out_of_date=False)
    for addon in ALL:
        seat.client.install(ADDONS / addon)
    seat.login()
    seat.host.advance(5)
    seat.client.reload()
    seat.client.logout()
    assert (seat.messages, seat.client.assumed) == ([], {})
