"""Messages taken many in one go come out as they do when every line is read alone."""

from __future__ import annotations

from hostile import quick
from hypothesis import given
from hypothesis import strategies as st
from netted import Net

from generator.citrus.links import Link, Send
from generator.citrus.node import Node

FIRST = 1 << 32
EPOCH = 1_700_000_000
NODES = (b"1AA", b"2BB", b"3CC")


def _chain(*, plain: bool) -> tuple[Net, Node, int]:
    """1AA, 2BB and 3CC, the middle one of them, and its link with 1AA."""
    net = Net()
    for sid in NODES:
        net.add(sid, *NODES)
    net.link(b"1AA", b"2BB")
    net.link(b"2BB", b"3CC")
    net.run(1.0)
    middle = net.nodes[b"2BB"]
    middle.add_user(b"Catnia", b"catnia", b"moon.guard.example", b"Catnia")
    net.pump()
    if not plain:
        middle._take_plain = lambda *_: 0  # type: ignore[method-assign]
    link = next(each.id for each in middle.links.values() if each.peer == b"1AA")
    return net, middle, link


@st.composite
def _lines(draw: st.DrawFn) -> bytes:
    """What may come of a neighbour: mostly ordinary messages in their order."""
    found, place = [], 0
    for _ in range(draw(st.integers(1, 12))):
        place += draw(st.sampled_from((1, 1, 1, 1, 0, 2)))
        origin = draw(st.sampled_from((b"1AA", b"1AA", b"1AA", b"3CC", b"9XX")))
        epoch = draw(st.sampled_from((EPOCH, EPOCH, EPOCH, EPOCH + 1, 2**32)))
        hops = draw(st.sampled_from((2, 2, 2, 1, 0, 8)))
        stamp = b"@i=%b-%d-%d;h=%d;t=%d " % (origin, epoch, FIRST + place, hops, EPOCH * 1_000_000 + place)
        user = draw(st.sampled_from((b"1AAAAAAAB", b"1AAAAAAAB", b"3CCAAAAAA")))
        to = draw(st.sampled_from((b"2BB", b"2BB", b"3CC", b"9XX")))
        text = draw(st.sampled_from((b"Hail", b"Hail", b"Hail", b"", b"a\0b", b"x" * 1300)))
        kind = draw(st.sampled_from((b"P", b"N", b"W")))
        told = b"%b B %bAAAAAA %b :%b" % (user, to, kind, text)
        in_channel = b"%b VIA %b :%b B 1AA0AAAAA %b :%b" % (origin, to, user, kind, text)
        found.append(stamp + draw(st.sampled_from((told, told, in_channel))))
        if draw(st.integers(0, 9)) == 0:
            found.append(draw(st.sampled_from((b"", b"nonsense", b"1AA ER :no"))))
    end = draw(st.sampled_from((b"\r\n", b"\n")))
    return b"".join(line + end for line in found)


@quick
@given(data=_lines(), pieces=st.integers(1, 3))
def test_they_come_out_as_read_one_by_one(data: bytes, pieces: int) -> None:
    outcomes = []
    for plain in (True, False):
        net, middle, link = _chain(plain=plain)
        size = len(data) // pieces + 1
        for at in range(0, len(data), size):
            middle.received(link, data[at : at + size], net.now)
        effects = [(each.link, each.data) if isinstance(each, Send) else each for each in middle.effects(net.now)]
        middle.tick(net.now + 60)
        later = middle.effects(net.now + 60)
        lines_in = {each.peer: each.lines_in for each in middle.links.values()}
        events = net.hearers[b"2BB"].events
        outcomes.append((effects, later, lines_in, events, dict(middle.counts), middle.time()))
    assert outcomes[0] == outcomes[1]


def test_ordinary_ones_are_not_read_alone() -> None:
    net, middle, link = _chain(plain=True)
    alone: list[bytes] = []

    def line(link: Link, data: bytes) -> None:
        alone.append(data)
        Node._line(middle, link, data)

    middle._line = line  # type: ignore[method-assign]
    heard = [_stamp(place) + b"1AAAAAAAB B 2BBAAAAAA P :Hail\r\n" for place in range(1, 7)]
    passed = [_stamp(place) + b"1AAAAAAAB B 3CCAAAAAA P :Hail\r\n" for place in range(1, 4)]
    shared = [_stamp(7) + b"1AA VIA 2BB :1AAAAAAAB B 1AA0AAAAA P :Hail\r\n"]
    middle.received(link, b"".join(heard[:2] + passed + heard[2:] + shared), net.now)
    net.pump()
    # The first from a server begins the count of its lines.
    assert alone == [heard[0].removesuffix(b"\n")]
    assert len(net.hearers[b"2BB"].of("told")) == 7
    assert middle.counts["carried"] == 3


def _stamp(place: int) -> bytes:
    return b"@i=1AA-%d-%d;h=2;t=1700000000000000 " % (EPOCH, FIRST + place)
