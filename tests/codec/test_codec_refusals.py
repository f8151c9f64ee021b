"""What is refused, with message, field and reason."""

from __future__ import annotations

import pytest

from generator.codec import WHY, Codec, DecodeError, EncodeError
from generator.spec.catalog import REVISIONS

CODECS = {name: Codec(revision) for name, revision in REVISIONS.items()}

R1 = {"umid": b"W3e0d12", "faction": b"H", "destination": b"Tammya1A", "message": b"RP1 Hello!"}
HI = {"version": b"3.0.0", "request": True, "load": 5, "hash1": None, "hash2": None}
TD = {"slot": b"4f2", "part": b"A", "profile_id": b"0902xyz", "data": b"^1^T^t^^"}
ST = {"version": b"3.0.0", "request": False, "hash1": None, "hash2": None, "bands": [{"band": b"1A", "load": 2}]}
TV = {"profile_id": b"0902xyz", "serials": {"A": 1}}
F = {"source": b"9SV", "dest": b"1AAAAAAAB", "level": 4000, "channel": b"1AA0AAAAA"}
B = {"source": b"1AAAAAAAB", "dest": b"2BBAAAAAC", "type": b"P", "text": b"Hello!"}
E = {
    "source": b"2BB",
    "server": {"name": b"hub.citrus.example", "sid": b"2BB"},
    "encap": b"C",
    "conn": b"C",
    "password": b"secret",
    "description": b"The hub",
}
GOOD = {"R1": R1, "HI": HI, "TD": TD, "ST": ST, "TV": TV, "F": F, "B": B, "E": E}


def codec_of(message: str) -> Codec:
    return CODECS["citrus" if message in ("F", "B", "E") else "alliance-2"]


@pytest.mark.parametrize("name", GOOD)
def test_the_values_spoilt_below_are_good_before(name):
    codec = codec_of(name)
    assert codec.decode(codec.encode(name, GOOD[name])).name == name


# (message, field, value, why)
REFUSED = [
    ("R1", "umid", b"W3e 0d12", "shape"),
    ("R1", "umid", b"W3e0d12\0", "shape"),
    ("R1", "umid", b"W3e0d", "shape"),
    ("R1", "umid", b"W" * 17, "length"),
    ("R1", "umid", b"W" * 256, "length"),
    ("R1", "umid", 7, "type"),
    ("R1", "umid", None, "missing"),
    ("R1", "faction", b"X", "choice"),
    ("R1", "faction", b"", "choice"),
    ("R1", "faction", True, "choice"),
    ("R1", "faction", 1, "type"),
    ("R1", "destination", b"Tammya 1A", "shape"),
    ("R1", "destination", b"Tammya", "shape"),
    ("R1", "destination", b"T" * 254 + b"1A", "length"),
    ("R1", "destination", b"", "shape"),
    ("R1", "message", b"", "length"),
    ("R1", "message", b"a\0b", "bytes"),
    ("R1", "message", b"x" * 131073, "length"),
    ("R1", "message", [b"x"], "type"),
    ("HI", "load", 100, "range"),
    ("HI", "load", -1, "shape"),
    ("HI", "load", 2**53 + 1, "range"),
    ("HI", "load", 5.0, "type"),
    ("HI", "load", b"5", "type"),
    ("HI", "load", True, "type"),
    ("HI", "load", None, "missing"),
    ("HI", "version", b"3 0", "shape"),
    ("HI", "version", b"9" * 256, "length"),
    ("HI", "request", None, "missing"),
    ("HI", "request", b"?", "choice"),
    ("HI", "hash1", b"0123", "shape"),
    ("HI", "hash1", b"-", "shape"),
    ("HI", "hash1", b"0123456789AB", "shape"),
    ("TD", "slot", b"", "shape"),
    ("TD", "profile_id", b"", "length"),
    ("TD", "profile_id", b"x" * 65, "length"),
    ("TD", "profile_id", b"x" * 256, "length"),
    ("TD", "profile_id", b"a\0", "bytes"),
    ("TD", "profile_id", b"a\tb", "bytes"),
    ("TD", "part", b"E", "choice"),
    ("ST", "bands", [{"band": b"1A", "load": 100}], "range"),
    ("ST", "bands", [{"band": b"A", "load": 1}], "shape"),
    ("ST", "bands", [{"band": b"1A"}], "type"),
    ("ST", "bands", [{"band": b"1A", "load": 1, "colour": 2}], "unknown_field"),
    ("ST", "bands", [{"secure": b"no", "band": b"1A", "load": 1}], "type"),
    ("ST", "bands", {"band": b"1A", "load": 1}, "type"),
    ("ST", "bands", [b"1A1"], "type"),
    ("ST", "bands", b"1A1", "type"),
    ("ST", "bands", [{"band": b"1A", "load": 1}] * 65, "count"),
    ("TV", "serials", {"E": 1}, "unknown_field"),
    ("TV", "serials", {"A": 65536}, "range"),
    ("TV", "serials", {"A": -1}, "shape"),
    ("TV", "serials", {"A": b"x"}, "shape"),
    ("TV", "serials", {"A": 1.5}, "type"),
    ("TV", "serials", {"A": True}, "type"),
    ("TV", "serials", [1, 2, 3, 4], "type"),
    ("F", "level", 10000, "shape"),
    ("F", "level", -9, "range"),
    ("F", "level", -10, "rule"),
    ("F", "dest", b"nick!*@*", "rule"),
    ("F", "dest", b"2000", "shape"),
    ("B", "text", b"a\r\nb", "bytes"),
    ("B", "text", b"", "rule"),
    ("B", "text", b"x" * 4096, "too_long"),
    ("B", "text", b"x" * 4097, "length"),
    ("B", "dest", b"*", "rule"),
    ("B", "type", b"Q", "choice"),
    ("E", "password", b":secret", "shape"),
    ("E", "password", b"a b", "shape"),
    ("E", "password", b"x" * 256, "length"),
    ("E", "server", {"name": b"hub.x", "sid": b"1AA"}, "rule"),
    ("E", "server", {"name": b"hub", "sid": b"2BB"}, "shape"),
    ("E", "conn", b"B", "choice"),
    ("E", "encap", b"D", "rule"),
]


# Where another field than the spoilt one is named.
BLAMED = {
    ("F", "level", "rule"): "dest",
    ("E", "server", "rule"): "server.sid",
    ("B", "text", "too_long"): "",
}


@pytest.mark.parametrize(
    ("name", "field", "value", "why"),
    REFUSED,
    ids=[f"{name}-{field}-{why}-{i}" for i, (name, field, _, why) in enumerate(REFUSED)],
)
def test_encoding_refuses(name, field, value, why):
    with pytest.raises(EncodeError) as caught:
        codec_of(name).encode(name, {**GOOD[name], field: value})
    error = caught.value
    assert (error.message, error.field, error.why) == (name, BLAMED.get((name, field, why), field), why)
    assert WHY[why] in str(error)
    assert name in str(error)


def test_a_field_the_message_does_not_have():
    with pytest.raises(EncodeError) as caught:
        CODECS["alliance-2"].encode("R1", {**R1, "colour": b"red"})
    assert (caught.value.message, caught.value.field, caught.value.why) == ("R1", "colour", "unknown_field")


def test_a_message_the_revision_does_not_have():
    with pytest.raises(EncodeError) as caught:
        CODECS["alliance-2"].encode("HO", {"load": 1})
    assert (caught.value.message, caught.value.why) == ("HO", "unknown_command")


def test_a_medium_the_message_does_not_travel_on():
    with pytest.raises(EncodeError) as caught:
        CODECS["alliance-2"].encode("R1", R1, medium="BNET")
    assert (caught.value.message, caught.value.field, caught.value.why) == ("R1", "", "wrong_medium")


def test_tags_where_the_protocol_has_none_or_of_another_form():
    with pytest.raises(EncodeError) as caught:
        CODECS["alliance-2"].encode("BYE", {}, tags={"sid": b"1AA"})
    assert (caught.value.field, caught.value.why) == ("tags", "unknown_field")
    with pytest.raises(EncodeError) as caught:
        CODECS["citrus"].encode("B", B, tags={"sid": b"1AA", "epoch": 1, "seq": 2, "hops": 9})
    assert (caught.value.field, caught.value.why) == ("tags", "range")


# (revision, line, medium, message, field, why)
BAD_LINES = [
    ("alliance-2", b"", None, "", "", "unknown_command"),
    ("alliance-2", b"FOO bar", None, "", "", "unknown_command"),
    ("alliance-2", b"r1 W3e0d12 H Tammya1A x", None, "", "", "unknown_command"),
    ("alliance-2", b"R4", None, "", "", "unknown_command"),
    ("alliance-2", b"HO 2", None, "", "", "unknown_command"),
    ("alliance-2", b"R1\xa0W3e0d12 H Tammya1A x", None, "", "", "unknown_command"),
    ("alliance-2", b"BYE ", None, "BYE", "", "extra"),
    ("alliance-2", b"BYE now", None, "BYE", "", "extra"),
    ("alliance-2", b"BYE\n", None, "", "", "unknown_command"),
    ("alliance-2", b"BYE", "WHISPER", "BYE", "", "wrong_medium"),
    ("alliance-2", b"R2 W3e0d12 Catnia1H Tammya1A x", "WHISPER", "R2", "", "wrong_medium"),
    ("alliance-2", b"R0", None, "R0", "message", "missing"),
    ("alliance-2", b"R0 ", None, "R0", "message", "length"),
    ("alliance-2", b"R0 a\0b", None, "", "", "nul"),
    ("alliance-2", b"R0 " + b"x" * 131070, None, "", "", "too_long"),
    ("alliance-2", b"R1 W3e0d12", None, "R1", "faction", "missing"),
    ("alliance-2", b"R1 W3e0d12  H Tammya1A x", None, "R1", "faction", "choice"),
    ("alliance-2", b"R1 W3e0d12 H Tammya x", None, "R1", "destination", "shape"),
    ("alliance-2", b"A3 W3e0d12 x", None, "A3", "", "extra"),
    ("alliance-2", b"HI 3.0.0 ? 00 - -", None, "HI", "load", "shape"),
    ("alliance-2", b"HI 3.0.0 ? +1 - -", None, "HI", "load", "shape"),
    ("alliance-2", b"HI 3.0.0 ? 100 - -", None, "HI", "load", "range"),
    ("alliance-2", b"HI 3.0.0 ? 0 - - ", None, "HI", "", "extra"),
    ("alliance-2", b"ST 3.0.0 ? - - 1H1:", None, "ST", "bands", "shape"),
    ("alliance-2", b"ST 3.0.0 ? - - " + b":".join([b"1H1"] * 65), None, "ST", "bands", "count"),
    ("alliance-2", b"TR 4f2 ~6 :::", None, "TR", "profile_id", "escape"),
    ("alliance-2", b"TR 4f2 a~ :::", None, "TR", "profile_id", "escape"),
    ("alliance-2", b"TR 4f2 a|b :::", None, "TR", "profile_id", "bytes"),
    ("alliance-2", b"TR 4f2 ? ::", None, "TR", "serials", "count"),
    ("alliance-2", b"TR 4f2 ? 01:::", None, "TR", "serials", "shape"),
    ("alliance-2", b"TR 4f2 ? 65536:::", None, "TR", "serials", "range"),
    ("alliance-1", b"ST", None, "ST", "bands", "missing"),
    ("alliance-1", b"ST ", None, "ST", "bands", "shape"),
    ("alliance-1", b"ST 1H1  2H25", None, "ST", "bands", "shape"),
    ("alliance-1", b"ST - 1H1", None, "ST", "bands", "shape"),
    ("alliance-1", b"HI 3.0.0 ? 0 - -", None, "HI", "", "extra"),
    ("citrus", b"1AA", None, "", "", "unknown_command"),
    ("citrus", b":1AA B * SN :x", None, "B", "source", "shape"),
    ("citrus", b"1AA A", None, "A", "", "arity"),
    ("citrus", b"1AA A 2BBAAAAAC tammya", None, "A", "", "arity"),
    ("citrus", b"1AA A 2BBAAAAAC * *", None, "A.reply", "lookup", "rule"),
    ("citrus", b"1AA B * SN x", None, "B", "text", "mark"),
    ("citrus", b"1AA B 2BB SN :x", None, "B", "dest", "rule"),
    ("citrus", b"1AA B 1AA SN :x\r", None, "B", "text", "bytes"),
    ("citrus", b"1AA B * SN :" + b"x" * 4085, None, "", "", "too_long"),
    ("citrus", b"1AA C hub.x/2BB D C", None, "C", "encap", "rule"),
    ("citrus", b"1AA C hub.x//2BB C C", None, "C", "server", "shape"),
    ("citrus", b"9SV F 1AAAAAAAB +2000", None, "F", "level", "shape"),
    ("citrus", b"9SV F 1AAAAAAAB 02000", None, "F", "level", "shape"),
    ("citrus", b"9SV F 1AAAAAAAB -0000", None, "F", "level", "shape"),
    ("citrus", b"9SV F n!u@h -0009", None, "F", "level", "range"),
    ("citrus", b"9SV F n!u@h -0020", None, "F", "level", "range"),
    ("citrus", b"9SV F 1AAAAAAAB -0010", None, "F", "dest", "rule"),
    ("citrus", b"9SV F 1AAAAAAAB 4000 ", None, "F", "channel", "shape"),
    ("citrus", b"@i=1AA-1-1;h=3", None, "", "tags", "shape"),
    ("citrus", b"@i=1AA-1-1;h=9 1AA B * SN :x", None, "", "tags", "range"),
    ("citrus", b"@" + b"x" * 4096 + b" 1AA B * SN :x", None, "", "tags", "too_long"),
    ("citrus", b"1AA PI 2BB 00c0ffee00c0ffee 9007199254740992", None, "PI", "t1", "range"),
]


@pytest.mark.parametrize(
    ("revision", "line", "medium", "message", "field", "why"),
    BAD_LINES,
    ids=[f"{revision}-{line[:24]!r}" for revision, line, *_ in BAD_LINES],
)
def test_decoding_refuses(revision, line, medium, message, field, why):
    with pytest.raises(DecodeError) as caught:
        CODECS[revision].decode(line, medium)
    assert (caught.value.message, caught.value.field, caught.value.why) == (message, field, why)
    assert WHY[why] in str(caught.value)


def test_every_reason_is_shown_by_some_case():
    shown = {why for *_, why in REFUSED} | {why for *_, why in BAD_LINES}
    # A token that reads back as another value cannot be made with the types there are today.
    assert set(WHY) - shown == {"altered"}
