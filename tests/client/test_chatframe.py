"""Slash commands, what the player reads, message filters, the addon compartment."""

from __future__ import annotations

from tests.client.conftest import AddonMaker, Seat, SeatMaker


def test_slash_commands(seat: Seat) -> None:
    seat.lua("SLASH_FOO1, SLASH_FOO2 = '/foo', '/FooBar'")
    seat.lua("SlashCmdList.FOO = function(text, box) print(text, box:GetName()) end")
    seat.lua("SLASH_BAD1 = '/bad'; SlashCmdList['BAD'] = function() error('no') end")
    client = seat.client
    assert [client.slash(line) for line in ("/foo a  b ", "/FOOBAR", "/unknown x", "foo", "/bad")] == [
        True, True, False, False, True,
    ]  # fmt: skip
    assert client.printed == ["a  b  ChatFrame1EditBox", " ChatFrame1EditBox"]
    assert [(error.message, error.source) for error in client.errors] == [("eval:1: no", "/bad")]


def test_print_shows_values(seat: Seat) -> None:
    seat.lua("print('a', nil, 1, true, {}) DEFAULT_CHAT_FRAME:AddMessage('plain', 1, 0, 0)")
    assert seat.client.printed == ["a nil 1 true table: 00000001", "plain"]


def test_system_messages_are_read_unless_filtered(seat: Seat) -> None:
    fire = seat.client.fire_event
    fire("CHAT_MSG_SYSTEM", "No player named 'Borin' is currently playing.")
    seat.lua("""
        pattern = ERR_CHAT_PLAYER_NOT_FOUND_S:format("(.+)")
        function filter(frame, event, text, ...)
            if text:match(pattern) then return true end
            return false, text .. "!", ...
        end
        ChatFrameUtil.AddMessageEventFilter("CHAT_MSG_SYSTEM", filter)
    """)
    fire("CHAT_MSG_SYSTEM", "No player named 'Borin' is currently playing.")
    fire("CHAT_MSG_SYSTEM", "Hello")
    seat.lua("ChatFrame_RemoveMessageEventFilter('CHAT_MSG_SYSTEM', filter)")
    fire("CHAT_MSG_SYSTEM", "Hello")
    fire("CHAT_MSG_EMOTE", "waves.", "Catnia")
    assert seat.client.printed == [
        "No player named 'Borin' is currently playing.", "Hello!", "Hello", "Catnia waves.",
    ]  # fmt: skip


def test_a_filter_that_fails_hides_nothing(seat: Seat) -> None:
    seat.lua("ChatFrameUtil.AddMessageEventFilter('CHAT_MSG_SYSTEM', function() error('filter') end)")
    seat.client.fire_event("CHAT_MSG_SYSTEM", "Hello")
    assert seat.client.printed == ["Hello"]
    assert seat.messages == ["eval:1: filter"]


def test_secret_lines_pass_the_filters_untouched(seat: Seat) -> None:
    seat.lua("ChatFrameUtil.AddMessageEventFilter('CHAT_MSG_SYSTEM', function() return true end)")
    seat.host.lockdown = True
    seat.client.fire_event("CHAT_MSG_SYSTEM", "Hello")
    assert seat.client.printed == ["Hello"]
    assert seat.messages == []


def test_the_compartment(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat()
    source = "function Foo_Click(addon, button) print(addon, button) end"
    seat.client.install(addon("Foo", source, Title="The Foo", AddonCompartmentFunc="Foo_Click", IconTexture="icon"))
    seat.client.login()
    seat.lua("AddonCompartmentFrame:RegisterAddon({ text = 'Mine', func = print })")
    assert seat.lua("""
        local entries = AddonCompartmentFrame.registeredAddons
        entries[1].func(nil, nil, nil, nil, "RightButton")
        return #entries, entries[1].text, entries[1].icon, entries[2].text
    """) == (2, "The Foo", "icon", "Mine")
    assert seat.client.printed == ["Foo RightButton"]


def test_reloading_is_asked_for(seat: Seat) -> None:
    seat.lua("ReloadUI() C_UI.Reload()")
    assert seat.host.wishes == [("reload",), ("reload",)]
    assert seat.client.running
