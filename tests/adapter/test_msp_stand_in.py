"""The stand-in does what MSP's library was seen to do (facts/trp3-and-msp.md section 3)."""

import lupa.lua51 as lua51
import pytest
from msp_env import STAND_IN, MSPClient

from generator.client.luatable import from_python

CATNIA, TAMMYA = "Catnia-MoonGuard", "Tammya-MoonGuard"


@pytest.fixture
def tammya():
    return MSPClient("Tammya").load_msp().login()


@pytest.fixture
def catnia():
    client = MSPClient("Catnia").load_msp().login()
    client.edit(CU="At the ford.", DE="Tall.\n\nVery.", HI="Old.")
    return client


def exchange(one, other):
    """Hands messages over until there are none; how many pieces each sent."""
    counts = [0, 0]
    while True:
        sent = one.deliver(other), other.deliver(one)
        if sent == (0, 0):
            return counts
        counts = [total + new for total, new in zip(counts, sent, strict=True)]


def sent(client):
    return [tuple(piece.array()[1:]) for piece in client("return SENT").array()]


def test_every_file_is_in_the_toc():
    listed = (STAND_IN / "mspStandIn.toc").read_text().splitlines()
    names = sorted(path.name for path in STAND_IN.glob("*.lua"))
    assert names
    assert [name for name in names if name not in listed] == []


def test_versions_are_crc_32c(tammya):
    assert tammya("return msp:CRC32('123456789'), msp:CRC32(''), msp:CRC32(nil)") == (0xE3069283, None, None)


def test_records_are_made_when_touched_and_cannot_be_replaced(tammya):
    tammya("loaded = {} table.insert(msp.callback.dataload, function(name, char) table.insert(loaded, name) end)")
    assert tammya("return msp.char['Catnia'].field.NA, msp.char['Catnia-Moon Guard'].ver.NA") == (b"", None)
    assert tammya("msp.char[...] = {} return msp.char[...].field.DE", CATNIA) == b""
    assert tammya("return loaded") == from_python([CATNIA])
    assert tammya("return msp:PlayerKnownAbout(...), MSP_StandIn.Fields(...)", CATNIA) == (False, None)
    with pytest.raises(lua51.LuaError, match="empty"):
        tammya("return msp.char['']")


def test_the_own_profile_counts_once_it_was_updated(tammya):
    tammya(
        "heard = {} for _, n in ipairs({'updated', 'received'}) do table.insert(msp.callback[n], function(...)"
        " table.insert(heard, {n, ...}) end) end"
    )
    tammya("msp.my.CU = 'a`b'")
    assert tammya("return msp.char[...].field.CU", TAMMYA) == b""
    assert tammya("return msp:Update(), msp:Update()") == (True, False)
    assert tammya("return msp.my.CU, msp.char[...].field.CU", TAMMYA) == (b"a'b", b"a'b")
    crc = tammya('return msp:CRC32("a\'b")')
    assert tammya("return heard") == from_python([["updated", TAMMYA, "CU", "a'b", crc], ["received", TAMMYA]])
    tammya("msp.my.CU = 'a\\0b' msp:Update()")
    assert tammya("return msp.my.CU") == b"a'b"
    tammya("msp.my.VA = nil")
    with pytest.raises(lua51.LuaError, match="VA"):
        tammya("msp:Update()")


def test_a_request_is_answered_once_and_then_with_a_version(tammya, catnia):
    assert tammya("return msp:Request('Catnia'), msp:Request('Catnia', 'DE')") == (True, False)
    exchange(tammya, catnia)
    assert tammya.fields(CATNIA)["CU"] == "At the ford."
    assert "DE" not in tammya.fields(CATNIA)
    assert tammya("return msp:Request('Catnia'), msp:Request('Catnia', {'DE', 'HI', 'NA'})") == (False, True)
    exchange(tammya, catnia)
    assert (tammya.fields(CATNIA)["DE"], tammya.fields(CATNIA)["HI"]) == ("Tall.\n\nVery.", "Old.")
    for client in (tammya, catnia):
        client("CLOCK = CLOCK + 40")
    received = tammya("return #MSP_StandIn.received")
    tammya("msp:Request('Catnia') msp:Request('Catnia', {'DE', 'MO'})")
    crc = tammya("return ('%x'):format(msp:CRC32('Tall.\\n\\nVery.'))").decode()
    assert sent(tammya)[1] == (f".?DE{crc}`?MO".encode(), False)
    tammya.deliver(catnia)
    assert sent(catnia)[1] == (f".!DE{crc}`MO".encode(), True)
    assert sent(catnia)[0][0].startswith(b".!TT")
    catnia.deliver(tammya)
    assert tammya("return #MSP_StandIn.received") == received + 2


def test_whoever_is_silent_is_left_alone(tammya):
    assert tammya("return msp:Request('Tammya'), msp:Request('Catnia'), msp.char.Catnia.supported") == (
        False,
        True,
        False,
    )
    assert tammya("CLOCK = CLOCK + 299 return msp:Request('Catnia')") is False
    assert tammya("CLOCK = CLOCK + 1 return msp:Request('Catnia')") is True


def test_contents_count_only_when_logged(tammya):
    tammya("FireEvent('CHAT_MSG_ADDON', 'MSP2', '.DE12:forged', 'WHISPER', 'Catnia')")
    assert tammya.fields(CATNIA) is None
    tammya("FireEvent('CHAT_MSG_ADDON_LOGGED', 'MSP2', '+DE12:to', 'WHISPER', 'Catnia')")
    tammya("FireEvent('CHAT_MSG_ADDON_LOGGED', 'MSP2', '.ld', 'WHISPER', 'Catnia')")
    assert tammya.fields(CATNIA) == {"DE": "told"}
    assert tammya("return msp.char.Catnia.ver.DE, msp.char.Catnia.supported") == (0x12, True)
    tammya("FireEvent('CHAT_MSG_ADDON_LOGGED', 'MSP2', '.DE', 'WHISPER', 'Catnia')")
    assert tammya.fields(CATNIA) is None


def test_answers_come_at_most_every_five_seconds(catnia):
    for _ in range(3):
        catnia("FireEvent('CHAT_MSG_ADDON', 'MSP2', '.?DE', 'WHISPER', 'Tammya')")
    assert len(sent(catnia)) == 1
    catnia("CLOCK = CLOCK + 5 FireEvent('CHAT_MSG_ADDON', 'MSP2', '.?DE', 'WHISPER', 'Tammya')")
    assert len(sent(catnia)) == 2


def test_long_texts_go_in_pieces_of_whole_characters(tammya, catnia):
    text = "Œuvre à l’ancienne. " * 60
    catnia.edit(DE=text)
    tammya("msp:Request('Catnia', 'DE')")
    assert exchange(tammya, catnia)[1] > 5
    assert tammya.fields(CATNIA)["DE"] == text


def test_a_callback_that_raises_does_not_keep_others_from_being_called(tammya):
    tammya("table.insert(msp.callback.received, 1, function() error('mine') end)")
    before = tammya("return #MSP_StandIn.received")
    tammya.edit(CU="x")
    assert tammya("return #MSP_StandIn.received") == before + 1
    assert tammya("return #MSP_StandIn.errors") == 1


def test_the_rest_of_the_library(tammya):
    tammya("msp:QueueRequest('Catnia', 'DE') msp:QueueRequest('Catnia', 'HI')")
    assert sent(tammya) == []
    tammya("for _, func in ipairs(LATER) do func() end")
    assert sent(tammya) == [(b".?DE`?HI", False)]
    tammya("msp:AddFieldsToTooltip('RS') msp:AddFieldsToTooltip({'RS', 'AG'})")
    assert tammya("return msp.ttList").array()[-2:] == [b"RS", b"AG"]
    text = "{h1:c}Who{/h1} {link*https://example.org*here} {icon:x:25}"
    assert tammya("return msp:StripTRP3MarkupTags(...)", text) == b"Who here "
    tammya("msp:Send('Catnia', 'XX1:y')")
    assert sent(tammya)[-1] == (b".XX1:y", True)


def test_looking_at_somebody_asks(tammya):
    tammya("UNIT_NAME, UNIT_REALM = 'Catnia', nil FireEvent('UPDATE_MOUSEOVER_UNIT')")
    assert sent(tammya) == [(b".?TT", False)]
    tammya("UNIT_NAME = make_secret() FireEvent('UPDATE_MOUSEOVER_UNIT') FireEvent('PLAYER_TARGET_CHANGED')")
    assert len(sent(tammya)) == 1


def test_edits_are_saved(tammya):
    tammya.edit(CU="Away", NA="Tam")
    again = MSPClient("Tammya").load_msp()
    again.globals[b"MSP_StandInSaved"] = again.to_lua(tammya("return MSP_StandInSaved"))
    again.login()
    assert again("return msp.my.CU, msp.my.NA, msp_RPAddOn") == (b"Away", b"Tam", b"MSP stand-in")
