"""One addon for each family of features, in strict mode, on every client that supports it."""

from __future__ import annotations

from generator.client.products import Product
from tests.client.conftest import Player, lines


def test_xml(play: Player) -> None:
    seat = play("Lantern")
    assert lines(seat, "Lantern.log") == [
        "loaded LanternPanel paraffin 2",
        "inline Lantern",
        "shown LanternPanel",
        "click 1 LeftButton false",
        "flicker",
        "second first",
        "click 2 RightButton true",
        "flicker",
        "typed Tammya false",
        "bright 7 false",
        "attribute oil 11",
        "drag LanternPanel",
        "dark",
        "end",
    ]
    assert seat.lua("return GameTooltipTextLeft1:GetText(), LanternPanel:IsShown()") == ("The Lantern", False)


def test_templates(play: Player) -> None:
    seat = play("Tapestry")
    assert lines(seat, "Tapestry.log") == [
        "loop in blue",
        "thread blue",
        "knot tied blue",
        "shown TapestryFrame",
        "tied blue",
        "loop in red",
        "thread red",
        "knot tied red",
        "shown TapestryMade",
        "tied green",
        "thread plain",
        "thread plain",
        "thread plain",
    ]


def test_saved_variables(play: Player) -> None:
    seat = play("Ledger", "LedgerEarly", Ledger={"LedgerDB": {"version": 1, "count": 4}})
    seat.host.advance(60)
    seat.client.reload()
    seat.client.logout()
    assert seat.messages == []
    saved = seat.client.saved("Ledger")
    assert saved["LedgerDB"] == {
        "version": 2,
        "logins": 6,
        "options": {"color": {"r": 1, "g": 1, "b": 1}, "names": {"Tammya": True}},
    }
    assert saved["LedgerLog"] == {1: "bye", 2: "|cffffffffTammya|r", 3: 'quote " and \\ and\nline'}
    character = saved["LedgerCharDB"]
    assert isinstance(character, dict)
    assert character["last"] - character["first"] == 60
    assert seat.client.saved("LedgerEarly") == {"LedgerEarlyDB": {"runs": 2}}


def test_load_on_demand(play: Player) -> None:
    seat = play("Almanac", "Almanac_Data", "Almanac_Notes")
    assert not seat.client.is_loaded("Almanac_Data")
    assert lines(seat, "Almanac.log") == ["Almanac"]
    assert seat.lua("return Almanac:Day('feast')") == "Catnia sings."
    assert lines(seat, "Almanac.log") == ["Almanac", "Almanac_Data", "Almanac_Notes"]
    seat.lua("Almanac.notes('remember')")
    seat.client.logout()
    assert seat.client.saved("Almanac_Notes") == {"AlmanacNotesDB": {1: "remember"}}
    assert seat.messages == []


def test_chat_filters(play: Player) -> None:
    seat = play("Sieve")

    def say(text: str) -> None:
        seat.client.fire_event(
            "CHAT_MSG_SAY", text, "Catnia-MoonGuard", "Common", "", "Catnia", "", 0, 0, "", 0, 1, "", 0
        )

    say("hello")
    say("cheap gold here")
    seat.client.slash("/SV off now")
    say("hello")
    seat.client.slash("/sieve count")
    assert seat.client.printed == [
        "[Catnia-MoonGuard] says: <HELLO>",
        "[Catnia-MoonGuard] says: hello",
        "Sieve: count  25 ChatFrame1EditBox",
    ]
    assert seat.messages == []
    say("break")
    assert seat.messages == ["Interface/AddOns/Sieve/Sieve.lua:23: the sieve broke"]
    assert seat.client.printed[-1] == "[Catnia-MoonGuard] says: break"


def test_settings(play: Player, product: Product) -> None:
    seat = play("Dials", Dials={"DialsDB": {"speed": 7}})
    assert seat.lua("return DialsDB.loud, DialsDB.speed, DialsDB.mode") == (True, 7, "one")
    seat.client.slash("/dials speed 9")
    seat.client.slash("/dials mode two")
    seat.lua("DialsCanvas:Show() shown = DialsCanvas.Loud:GetChecked() DialsCanvas.Loud:Click()")
    seat.lua("Settings.SetValue('Dials_proxy', 3)")
    heard = ["Dials_speed=9", "Dials_mode=two", "Dials_loud=false"]
    if product.mainline:
        seat.lua("AddonCompartmentFrame.registeredAddons[1].func(nil, nil, nil, nil, 'LeftButton')")
        heard.append("Dials LeftButton")
    assert lines(seat, "Dials.heard") == heard
    assert seat.lua("return shown, Settings.GetValue('Dials_proxy')") == (True, 3)
    seat.client.logout()
    assert seat.client.saved("Dials") == {"DialsDB": {"loud": False, "speed": 9, "mode": "two"}}
    assert seat.messages == []
