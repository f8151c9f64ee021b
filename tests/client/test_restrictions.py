"""Restrictions of addons and secret values (facts 1.4 and 1.5)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.client.convert import LuaFailure
from generator.client.host import Secret
from generator.client.products import PRODUCTS
from tests.client.conftest import AddonMaker, Seat, SeatMaker
from tests.client.test_units import BORIN

ENCOUNTER, CHAT = 1, 5
LOCKDOWN = 11

WATCH = """
    log = {}
    local f = CreateFrame("Frame")
    f:RegisterEvent("ADDON_RESTRICTION_STATE_CHANGED")
    f:SetScript("OnEvent", function(_, _, kind, state)
        log[#log + 1] = strjoin(":", tostringall(kind, state, C_RestrictedActions.IsAddOnRestrictionActive(kind)))
    end)
"""


def test_the_host_knows(seat: Seat) -> None:
    ask = "return C_RestrictedActions.GetAddOnRestrictionState(1), C_RestrictedActions.IsAddOnRestrictionActive(1)"
    assert seat.lua(ask) == (0, False)
    assert seat.lua("return C_ChatInfo.InChatMessagingLockdown(), C_Secrets.HasSecretRestrictions()") == (False, False)
    seat.host.restrictions[ENCOUNTER] = 2
    seat.host.lockdown = True
    assert seat.lua(ask) == (2, True)
    assert seat.lua("return C_ChatInfo.InChatMessagingLockdown(), C_Secrets.HasSecretRestrictions()") == (True, True)
    assert seat.lua("return C_ChatInfo.AreOutgoingAddonChatMessagesRestricted()") is False


def test_nothing_is_active_while_its_event_is_on_its_way(seat: Seat) -> None:
    seat.lua(WATCH)
    seat.host.restrictions[ENCOUNTER] = 2
    seat.client.fire_event("ADDON_RESTRICTION_STATE_CHANGED", ENCOUNTER, 1)
    assert seat.lua("return log") == {1: "1:1:false"}
    assert seat.lua("return C_RestrictedActions.IsAddOnRestrictionActive(1)") is True


@pytest.mark.parametrize(
    ("cvar", "kind", "locks"),
    [
        ("addonCombatRestrictionsForced", 0, False),
        ("addonEncounterRestrictionsForced", 1, True),
        ("addonChallengeModeRestrictionsForced", 2, True),
        ("addonPvPMatchRestrictionsForced", 3, True),
        ("addonMapRestrictionsForced", 4, False),
        ("addonChatRestrictionsForced", CHAT, True),
    ],
)
def test_testing_cvars_force_them(seat: Seat, cvar: str, kind: int, locks: bool) -> None:
    seat.lua(WATCH + f"C_CVar.SetCVar('{cvar}', '1')")
    assert seat.lua(f"return C_RestrictedActions.GetAddOnRestrictionState({kind})") == 2
    assert seat.lua("return C_ChatInfo.InChatMessagingLockdown()") is locks
    assert seat.lua("return C_ChatInfo.SendAddonMessage('X', 'hi', 'PARTY')") == (LOCKDOWN if locks else 0)
    assert seat.lua("return C_BattleNet.SendGameData(1, 'X', 'hi')") == (LOCKDOWN if locks else 0)
    assert len(seat.host.sent) == (not locks)
    seat.lua(f"SetCVar('{cvar}', 0)")
    assert seat.lua("return log") == {1: f"{kind}:1:false", 2: f"{kind}:0:false"}
    assert seat.lua("return C_ChatInfo.InChatMessagingLockdown()") is False


def test_testing_cvars_outlive_a_reload_but_not_a_logout(seat: Seat) -> None:
    seat.lua("SetCVar('addonChatRestrictionsForced', true) SetCVar('profanityFilter', '0')")
    seat.client.reload()
    assert seat.lua("return GetCVar('addonChatRestrictionsForced'), GetCVar('profanityFilter')") == ("1", "0")
    seat.client.logout()
    seat.client.login()
    assert seat.lua("return GetCVar('addonChatRestrictionsForced'), GetCVar('profanityFilter')") == ("0", "0")


def test_cvars(seat: Seat) -> None:
    seat.lua("""
        local f = CreateFrame("Frame")
        f:RegisterEvent("CVAR_UPDATE")
        f:SetScript("OnEvent", function(_, _, ...) updates = (updates or "") .. strjoin("=", ...) .. ";" end)
        C_CVar.RegisterCVar("MyCVar", 5)
        C_CVar.SetCVar("mycvar", true)
        C_CVar.SetCVar("MyCVar", 1)
    """)
    assert seat.lua("return updates, GetCVarBool('MyCVar'), GetCVarDefault('MYCVAR')") == ("MyCVar=1;", True, "5")
    assert seat.lua("return C_CVar.GetCVar('noSuchThing')") is None
    with pytest.raises(LuaFailure, match="Couldn't find CVar named 'noSuchThing'"):
        seat.lua("C_CVar.SetCVar('noSuchThing', 1)")


# Secret values


@pytest.fixture
def hidden(seat: Seat) -> Seat:
    """Tammya points at somebody whose identity is restricted."""
    seat.host.units["mouseover"] = replace(BORIN, secret=True)
    seat.lua("name, realm = UnitName('mouseover'); guid = UnitGUID('mouseover')")
    return seat


def test_a_secret_says_what_it_is_and_no_more(hidden: Seat) -> None:
    assert hidden.lua("return type(name), issecretvalue(name), canaccessvalue(name)") == ("string", True, False)
    assert hidden.lua("return issecretvalue(realm), issecretvalue(guid), issecretvalue('x')") == (True, True, False)
    assert hidden.lua("return canaccessvalue('x'), canaccesssecrets(), hasanysecretvalues(1, name)") == (
        True,
        False,
        True,
    )
    assert hidden.lua("return scrubsecretvalues(1, name, 'x')") == (1, None, "x")
    assert hidden.lua("return C_Secrets.ShouldUnitIdentityBeSecret('mouseover')") is True
    assert hidden.lua("return C_Secrets.ShouldUnitIdentityBeSecret('player')") is False


@pytest.mark.parametrize(
    ("use", "message"),
    [
        ("name .. 'x'", "concatenate a secret string value"),
        ("'x' .. name", "concatenate a secret string value"),
        ("name == UnitName('mouseover')", "compare a secret string value"),
        ("name < guid", "compare a secret string value"),
        ("#name", "get length of a secret string value"),
        ("name:upper()", "index a secret string value"),
        ("name.x", "index a secret string value"),
        ("name + 1", "perform arithmetic on a secret string value"),
        ("name()", "call a secret string value"),
        ("tostring(name)", "perform string conversion on a secret string value"),
        ("strupper(name)", "bad argument #1 to 'strupper'"),
        ("strsplit('-', name)", "bad argument #2 to 'strsplit'"),
        ("format('%s', name)", "bad argument #2"),
        ("C_ChatInfo.SendAddonMessage('X', name, 'PARTY')", "bad argument #2"),
    ],
)
def test_looking_into_a_secret_raises(hidden: Seat, use: str, message: str) -> None:
    with pytest.raises(LuaFailure, match=message):
        hidden.lua(f"local x = {use}")


def test_secrets_can_be_kept_and_handed_on(hidden: Seat) -> None:
    assert hidden.lua("""
        local kept = { who = name }
        CreateFrame("Frame"):CreateFontString(nil, "ARTWORK", "GameFontNormal"):SetText(kept.who)
        print("x")
        DEFAULT_CHAT_FRAME:AddMessage(name)
        local _, class, _, _, _, who = GetPlayerInfoByGUID(guid)
        return kept.who ~= nil, class, issecretvalue(who), getmetatable(name)
    """) == (True, "PRIEST", True, None)
    assert hidden.client.printed == ["x", "Borin"]


def test_joining_secrets_can_be_allowed(new_seat: SeatMaker) -> None:
    seat = new_seat(concat_of_secrets_raises=False).login()
    seat.lua("local x = 'a' .. secretwrap('b') .. 'c'; secret = issecretvalue(x); DEFAULT_CHAT_FRAME:AddMessage(x)")
    assert seat.lua("return secret") is True
    assert seat.client.printed == ["abc"]


CHAT_LOG = """
    local f = CreateFrame("Frame")
    f:RegisterEvent("CHAT_MSG_CHANNEL") f:RegisterEvent("CHAT_MSG_ADDON")
    f:SetScript("OnEvent", function(_, _, ...)
        secret = {}
        for i = 1, select("#", ...) do if issecretvalue((select(i, ...))) then secret[#secret + 1] = i end end
    end)
    C_ChatInfo.RegisterAddonMessagePrefix("X")
"""
LINE = ("hi", "Borin-ArgentDawn", "", "4. test", "Borin", "", 0, 4, "test", 0, 1, "Player-1-2", 0, False)


def test_chat_turns_secret_in_lockdown(seat: Seat) -> None:
    seat.lua(CHAT_LOG)
    seat.client.fire_event("CHAT_MSG_CHANNEL", *LINE)
    assert seat.lua("return secret") == {}
    seat.host.lockdown = True
    seat.client.fire_event("CHAT_MSG_CHANNEL", *LINE)
    assert list(seat.lua("return secret").values()) == [1, 2, 5, 12, 13]
    seat.client.addon_message("X", b"hi", "WHISPER", "Borin")
    assert seat.lua("return secret") == {}
    seat.client.fire_event("CHAT_MSG_ADDON", "X", "hi", "WHISPER", "Borin", "")
    assert seat.lua("return secret") == {}


def test_or_does_not_if_so_set(new_seat: SeatMaker) -> None:
    seat = new_seat(secret_chat_in_lockdown=False).login()
    seat.lua(CHAT_LOG)
    seat.host.lockdown = True
    seat.client.fire_event("CHAT_MSG_CHANNEL", *LINE)
    assert seat.lua("return secret") == {}


def test_the_host_can_send_secrets_itself(seat: Seat) -> None:
    seat.lua(CHAT_LOG)
    seat.client.fire_event("CHAT_MSG_CHANNEL", Secret("hi"), *LINE[1:])
    assert seat.lua("return secret") == {1: 1}


def test_a_restriction_is_on_its_way_while_its_event_says_so(seat: Seat) -> None:
    seat.lua("""
        states, actives = {}, {}
        local f = CreateFrame("Frame")
        f:RegisterEvent("ADDON_RESTRICTION_STATE_CHANGED")
        f:SetScript("OnEvent", function(_, _, kind, state)
            states[#states + 1] = state .. ":" .. C_RestrictedActions.GetAddOnRestrictionState(kind)
            C_CVar.SetCVar("profanityFilter", "state " .. #states)
        end)
        local g = CreateFrame("Frame")
        g:RegisterEvent("CVAR_UPDATE")
        g:SetScript("OnEvent", function(_, _, name)
            if name == "profanityFilter" then
                actives[#actives + 1] = tostring(C_RestrictedActions.IsAddOnRestrictionActive(0))
            end
        end)
        C_CVar.SetCVar("addonCombatRestrictionsForced", "1")
        after = C_RestrictedActions.IsAddOnRestrictionActive(0)
        C_CVar.SetCVar("addonCombatRestrictionsForced", "0")
    """)
    assert seat.lua("return states, actives, after") == ({1: "1:1", 2: "0:0"}, {1: "false", 2: "false"}, True)


def test_errors_of_secrets_name_the_addon(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat()
    seat.client.install(addon("Foo", "local name = secretwrap('x')\nlocal y = name < name"))
    seat.client.login()
    assert seat.messages == [
        "Interface/AddOns/Foo/Foo.lua:2: attempt to compare a secret string value (execution tainted by 'Foo')"
    ]


def test_tables_that_hold_secrets_say_so(hidden: Seat) -> None:
    assert hidden.lua("""
        local deep = { { { name } } }
        deep.self = deep
        return issecrettable(deep), issecrettable({ 1, { 2 } }), canaccesstable(deep), canaccessallvalues(1, guid)
    """) == (True, False, True, False)


def test_what_a_mock_in_plain_lua_cannot_refuse(hidden: Seat) -> None:
    """Known limits: in the game each of these raises."""
    assert hidden.lua("return not not name, name == 'Borin', ({ [name] = 1 })[name]") == (True, False, 1)


def test_no_secret_is_sent(hidden: Seat) -> None:
    with pytest.raises(LuaFailure, match=r"bad argument #3 to '\?' \(Usage: local result = C_BattleNet.SendGameData"):
        hidden.lua("C_BattleNet.SendGameData(1, 'X', name)")
    assert hidden.host.game_data_sent == []


def test_a_testing_cvar_counts_however_it_came_to_be(new_seat: SeatMaker) -> None:
    seat = new_seat(product=PRODUCTS["wow_11_2"]).login()
    seat.lua('C_CVar.RegisterCVar("addonChatRestrictionsForced", "1")')
    assert seat.lua('return C_ChatInfo.SendAddonMessage("CRP", "hi", "PARTY")') == LOCKDOWN
    seat.lua('C_CVar.SetCVar("addonChatRestrictionsForced", "0")')
    assert seat.lua('return C_ChatInfo.SendAddonMessage("CRP", "hi", "PARTY")') == 0
