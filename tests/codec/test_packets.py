"""Packets as the addon makes them, put together again."""

from __future__ import annotations

import random
from functools import cache

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from generator.codec.packets import PACKET_WHY, Assembler, PacketError, PageSeen, Whole
from generator.lua.testing import load_modules
from generator.spec.catalog import REVISIONS
from generator.spec.model import Layout

FRAMED = ["alliance-1", "alliance-2", "release-2"]
DEFAULT = REVISIONS["alliance-2"]


@cache
def framing(revision: str):
    return load_modules("Util", "Framing", revision_id=revision).ns[b"Framing"]


def packets(data: bytes, family: str = "ADDON", slot: int = 0, revision: str = "alliance-2") -> list[bytes]:
    """The packets the addon sends for a message."""
    outgoing = framing(revision)[b"outgoing"](family.encode())
    outgoing[b"slot"] = slot
    outgoing[b"add"](outgoing, data)
    outgoing[b"finished"] = True
    made, ends = [], False
    while not ends:
        text, _, ends = outgoing[b"take"](outgoing)
        made.append(text)
    return made


def assemble(parts, revision=DEFAULT, family: str = "") -> list:
    """What the packets give, one answer a packet; a PacketError is its reason."""
    assembler = Assembler(revision)
    answers = []
    for at, part in enumerate(parts):
        try:
            answers.append(assembler.add(part, family=family, at=at))
        except PacketError as error:
            answers.append(error.why)
    return answers + [lost.why for lost in assembler.end()]


messages = st.text(min_size=1, max_size=400).map(lambda text: (text.encode() * 5).replace(b"\0", b"") or b"x")


@pytest.mark.parametrize("revision", FRAMED)
@pytest.mark.parametrize("family", ["ADDON", "BNET"])
@pytest.mark.parametrize("told", [True, False], ids=["medium given", "found out"])
@examples(25)
@given(data=messages, slot=st.integers(0, 16128), shuffle=st.integers(0, 99))
def test_what_the_addon_sends_comes_out_whole(revision, family, told, data, slot, shuffle):
    # Without a medium, text tells the layouts apart; text begins with no control byte.
    data = b"TD 4f2 A 0902xyz " + data.translate(bytes([*b"." * 32, *range(32, 256)]))
    parts = packets(data, family, slot, revision)
    if family == "BNET":
        random.Random(shuffle).shuffle(parts)
    answers = assemble(parts, REVISIONS[revision], family if told else "")
    assert answers[-1] == Whole(data, 0 if len(parts) == 1 else len(parts), 0)
    assert all(isinstance(answer, PageSeen) for answer in answers[:-1])


@pytest.mark.parametrize("revision", FRAMED)
@pytest.mark.parametrize("family", ["ADDON", "BNET"])
def test_the_packet_sizes_are_the_specifications(revision, family):
    layout = REVISIONS[revision].all(Layout)[family]
    assert len(packets(b"x" * layout.whole, family, revision=revision)) == 1
    parts = packets(b"x" * 2 * layout.page, family, revision=revision)
    assert [len(part) for part in parts] == [2 + layout.slot_bytes + layout.number_bytes + layout.page] * 2


def test_a_page_says_its_slot_and_number():
    parts = packets(b"x" * 600, "BNET", 16128)
    assert assemble(parts)[:2] == [PageSeen(16128, 1, 0), PageSeen(16128, 2, 0)]
    assert assemble(parts[::-1])[0] == PageSeen(16128, 3, 3)


def test_slots_and_senders_do_not_meet():
    assembler = Assembler(DEFAULT)
    first, second = packets(b"a" * 300, slot=1), packets(b"b" * 300, slot=2)
    other = packets(b"c" * 300, slot=1)
    assembler.add(first[0], sender="Tammya")
    assembler.add(second[0], sender="Tammya")
    assembler.add(other[0], sender="Catnia")
    assert assembler.add(first[1], sender="Tammya").data == b"a" * 300
    assert assembler.add(other[1], sender="Catnia").data == b"c" * 300
    assert assembler.add(second[1], sender="Tammya").data == b"b" * 300
    assert assembler.end() == []


A, B, C = packets(b"a" * 251 + b"b" * 251 + b"c")
XYZ = b"x" * 249 + b"y" * 249 + b"z"
X, Y, Z = packets(XYZ, "BNET")


@pytest.mark.parametrize(
    ("parts", "answers"),
    [
        ([b"2-BYE"], ["version"]),
        ([b"1<"], ["slot"]),
        ([b"1<\x01"], ["slot"]),
        ([b"1<\x01\x80x"], ["slot"]),
        ([b"1<\x00\x01x"], ["slot"]),
        ([b"1<\x01\x01\x01\x03x"], ["page"]),
        ([b"1=\x01\x01\x01\x02x"], ["page"]),
        ([b"1>\x01\x01\x01\x01x"], ["page"]),
        ([B], ["first_missing"]),
        ([C], ["first_missing"]),
        ([A], [PageSeen(0, 1, 0), "unfinished"]),
        ([A, A], [PageSeen(0, 1, 0), PageSeen(0, 1, 0), "replaced", "unfinished"]),
        ([X, X], [PageSeen(0, 1, 0), PageSeen(0, 1, 0), "unfinished"]),
        ([Y, Y.replace(b"y", b"w")], [PageSeen(0, 2, 0), "conflict", "unfinished"]),
        ([Z, Y, Z, X], [PageSeen(0, 3, 3), PageSeen(0, 2, 3), PageSeen(0, 3, 3), Whole(XYZ, 3, 0)]),
        ([Z, Y.replace(b"1=\x01\x01\x01\x03", b"1=\x01\x01\x01\x05")], [PageSeen(0, 3, 3), "total", "unfinished"]),
        ([Y, Z.replace(b"1>\x01\x01\x01\x04", b"1>\x01\x01\x01\x03")], [PageSeen(0, 2, 0), "conflict", "unfinished"]),
        ([b"1-"], [Whole(b"", 0, 0)]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_packet(parts, answers):
    assert assemble(parts) == answers


def test_a_last_page_below_one_that_came_is_refused():
    late = packets(b"x" * 249 * 4, "BNET")[2]
    assert assemble([late, Z.replace(b"1>\x01\x01\x01\x04", b"1>\x01\x01\x01\x03")])[1] == "total"


def test_a_late_duplicate_of_a_finished_message_begins_none():
    assert assemble([X, Y, Z, Y])[2:] == [Whole(XYZ, 3, 0), PageSeen(0, 2, 0)]


def test_the_first_page_decides_how_the_others_are_read():
    parts = packets(b"R0 " + b"x" * 248 + b"\x01\x02\x03 and more")
    assert parts[1][4] == 1
    assert assemble(parts)[-1] == Whole(b"R0 " + b"x" * 248 + b"\x01\x02\x03 and more", 2, 0)


def test_a_slot_can_be_used_again():
    whole = Whole(XYZ, 3, 0)
    assert assemble([X, Y, Z, X, Z, Y])[2::3] == [whole, Whole(XYZ, 3, 3)]


def test_finished_messages_are_not_remembered_for_ever():
    later = [part for slot in range(1, 65) for part in packets(XYZ, "BNET", slot)]
    assert assemble([X, Y, Z, *later[:-3], Y])[-1] == PageSeen(0, 2, 0)
    assert assemble([X, Y, Z, *later, Y])[-1] == "unfinished"


def test_a_message_above_the_longest_is_given_up():
    pages = packets(b"x" * (131072 + 251))
    answers = assemble(pages)
    assert answers[-1] == "too_long"
    assert not any(isinstance(answer, Whole) for answer in answers)
    assert isinstance(assemble(packets(b"x" * 131072))[-1], Whole)


def test_half_built_messages_are_bounded():
    limit = DEFAULT.limits["pending_total_bytes"].value
    assembler = Assembler(DEFAULT)
    count = limit // 251 + 10
    for number in range(count):
        assembler.add(packets(b"x" * 300)[0], sender=str(number), at=number)
    lost = assembler.lost()
    assert [(each.why, each.began) for each in lost] == [("full", number) for number in range(len(lost))]
    assert 10 <= len(lost) <= 12
    assert len(assembler.end()) == count - len(lost)


def test_pages_without_bytes_are_bounded_too():
    assembler = Assembler(DEFAULT)
    for number in range(40000):
        assembler.add(b"1<\x01\x01", sender=str(number))
    assert len(assembler.lost()) > 0


@examples(80)
@given(
    data=st.lists(
        st.binary(max_size=12).map(lambda tail: b"1" + tail) | st.sampled_from([A, B, C, X, Y, Z]), max_size=8
    )
)
def test_no_packet_is_more_than_refused(data):
    assembler, reasons = Assembler(DEFAULT), []
    for part in data:
        if assembler.is_packet(part):
            try:
                assembler.add(part)
            except PacketError as error:
                reasons.append(error.why)
    reasons += [lost.why for lost in assembler.end()]
    assert set(reasons) <= set(PACKET_WHY)


@pytest.mark.parametrize("line", [*(m.command.encode() for m in DEFAULT.messages.values()), b"", b"1", b"11", b"<1-"])
def test_a_message_is_no_packet(line):
    assert not Assembler(DEFAULT).is_packet(line)
    assert not Assembler(REVISIONS["citrus"]).is_packet(line + b"1-x")
    assert not Assembler(REVISIONS["citrus"]).is_packet(b"1-x")
