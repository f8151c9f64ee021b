"""The examples in the specification and the lines of the notes, with the fields they must give."""

from __future__ import annotations

import pytest

from generator.codec import Codec, Decoded
from generator.spec.catalog import REVISIONS

EXAMPLES = [
    pytest.param(revision, message, example, id=f"{revision.id}-{message.name}-{number}")
    for revision in REVISIONS.values()
    for message in revision.messages.values()
    for number, example in enumerate(message.examples, 1)
]


@pytest.mark.parametrize(("revision", "message", "example"), EXAMPLES)
def test_an_example_decodes_and_encodes_back_to_the_same_bytes(revision, message, example):
    codec = Codec(revision)
    for medium in (None, *message.media):
        decoded = codec.decode(example, medium)
        assert decoded.name == message.name
        assert decoded.deviation == ""
        assert codec.encode(decoded.name, decoded.values, medium=medium) == example
    assert set(decoded.values) <= {item.name for item in message.fields}
    assert {item.name for item in message.fields if not item.optional} <= set(decoded.values)


def test_every_message_has_an_example():
    assert [m.name for r in REVISIONS.values() for m in r.messages.values() if not m.examples] == []


HELLO = b"RP1 Hello!"

# (revision, line, message, fields)
LINES = [
    ("alliance-1", b"ST 1H1 2H25 2A77", "ST", {"bands": [("1H", 1), ("2H", 25), ("2A", 77)]}),
    ("alliance-1", b"ST -", "ST", {"bands": []}),
    ("alliance-1", b"HI", "HI", {}),
    ("alliance-1", b"BYE", "BYE", {}),
    ("alliance-1", b"HO 2", "HO", {"load": 2}),
    ("alliance-1", b"R1 Tammya1A RP1 Hello!", "R1", {"destination": b"Tammya1A", "message": HELLO}),
    ("alliance-1", b"R1 1A RP1 Hello!", "R1", {"destination": b"1A", "message": HELLO}),
    ("alliance-1", b"R3 Catnia1H RP1 Hello!", "R3", {"source": b"Catnia1H", "message": HELLO}),
    ("alliance-2", b"BYE", "BYE", {}),
    ("alliance-2", b"R0 RP1 Hello!", "R0", {"message": HELLO}),
    (
        "alliance-2",
        b"R1 W3e0d12 H Tammya1A RP1 Hello!",
        "R1",
        {"umid": b"W3e0d12", "faction": b"H", "destination": b"Tammya1A", "message": HELLO},
    ),
    (
        "alliance-2",
        b"R2 W3e0d12 Catnia1H Tammya1A RP1 Hello!",
        "R2",
        {"umid": b"W3e0d12", "source": b"Catnia1H", "destination": b"Tammya1A", "message": HELLO},
    ),
    ("alliance-2", b"R3 Catnia1H RP1 Hello!", "R3", {"source": b"Catnia1H", "message": HELLO}),
    ("alliance-2", b"A1 W3e0d12 Catnia1H", "A1", {"umid": b"W3e0d12", "destination": b"Catnia1H"}),
    ("alliance-2", b"A3 W3e0d12", "A3", {"umid": b"W3e0d12"}),
    (
        "alliance-2",
        b"TR 4f2 ? 7:?::0",
        "TR",
        {"slot": b"4f2", "profile_id": b"?", "serials": {"A": 7, "B": b"?", "D": 0}},
    ),
    (
        "alliance-2",
        b"TD 4f2 D 0902~4~5~1 a  b ",
        "TD",
        {"slot": b"4f2", "part": b"D", "profile_id": b"0902~ |", "data": b"a  b "},
    ),
    ("alliance-2", b"TV 0902xyz :::", "TV", {"profile_id": b"0902xyz", "serials": {}}),
    (
        "alliance-2",
        b"HI 3.0.0 ? 0 0123456789ab 89abcdef",
        "HI",
        {"version": b"3.0.0", "request": True, "load": 0, "hash1": b"0123456789ab", "hash2": b"89abcdef"},
    ),
    (
        "alliance-2",
        b"HI 3.0.0 - 99 - -",
        "HI",
        {"version": b"3.0.0", "request": False, "load": 99, "hash1": None, "hash2": None},
    ),
    (
        "release-2",
        b"R1 W3e0d12 - Tammya1A RP1 Hello!",
        "R1",
        {"umid": b"W3e0d12", "ack": False, "destination": b"Tammya1A", "message": HELLO},
    ),
    (
        "release-2",
        b"TD 4f2 4 0902xyz data",
        "TD",
        {"slot": b"4f2", "part": b"D", "profile_id": b"0902xyz", "data": b"data"},
    ),
    ("citrus", b"1AAAAAAAB A 2BBAAAAAC", "A.query", {"source": b"1AAAAAAAB", "lookup": b"2BBAAAAAC"}),
    (
        "citrus",
        b"9SV F nick!*@*.example -0010",
        "F",
        {"source": b"9SV", "dest": b"nick!*@*.example", "level": -10},
    ),
    (
        "citrus",
        b"1AA C hub.citrus.example/2BB C B",
        "C",
        {"source": b"1AA", "server": {"name": b"hub.citrus.example", "sid": b"2BB"}, "encap": b"C", "conn": b"B"},
    ),
    (
        "citrus",
        b"1AA B * SN :",
        "B",
        {"source": b"1AA", "dest": b"*", "type": b"SN", "text": b""},
    ),
]


def _bands(fields):
    """A status' bands, written here as (band, load), as they are in alliance-1."""
    if "bands" not in fields:
        return fields
    return {**fields, "bands": [{"band": band.encode(), "load": load} for band, load in fields["bands"]]}


@pytest.mark.parametrize(("revision", "line", "name", "fields"), LINES, ids=[line.decode() for _, line, *_ in LINES])
def test_a_line_gives_exactly_these_fields(revision, line, name, fields):
    codec = Codec(REVISIONS[revision])
    assert codec.decode(line) == Decoded(name, _bands(fields))
    assert codec.encode(name, _bands(fields)) == line


def test_bands_of_the_next_draft_are_joined_by_colons_and_may_be_secure():
    decoded = Codec(REVISIONS["alliance-2"]).decode(b"ST 3.0.0 - - - 1H1:#2A77")
    assert decoded.values["bands"] == [
        {"secure": False, "band": b"1H", "load": 1},
        {"secure": True, "band": b"2A", "load": 77},
    ]


def test_tags_come_before_everything():
    decoded = Codec(REVISIONS["citrus"]).decode(b"@i=1AA-5-9007199254740991;h=3 1AA B * SN :hi\r\n")
    assert decoded.tags == {"sid": b"1AA", "epoch": 5, "seq": 2**53 - 1, "hops": 3}
    assert decoded.values["text"] == b"hi"


@pytest.mark.parametrize(("conn", "encap"), [(b"D", b"IRC"), (b"D", b"C")])
def test_a_tolerated_pair_is_read_and_reported_but_never_written(conn, encap):
    codec = Codec(REVISIONS["citrus"])
    decoded = codec.decode(b"1AA C hub.x/2BB %s %s" % (encap, conn))
    assert decoded.deviation == "encap"
    with pytest.raises(ValueError, match="cannot encode C, field encap"):
        codec.encode("C", decoded.values)
