"""A line longer than any may be is left out alone, however the bytes arrive."""

from __future__ import annotations

import itertools

import pytest

from generator.citrus.links import Send
from generator.citrus.simulation.mesh import Mesh, sid_of

ME, OTHER = sid_of(0), sid_of(1)


def asking(who: bytes) -> bytes:
    return OTHER + b" A " + ME + who + b"\r\n"


@pytest.mark.parametrize("cuts", [(), (17,), (9017,), (17, 9017), (5, 8000, 9019)], ids=str)
def test_the_line_before_it_is_taken_and_no_part_of_it(cuts: tuple[int, ...]) -> None:
    mesh = Mesh(1, 2, [(0, 1, 0.02)])
    mesh.clock.run(5.0)
    node = mesh.nodes[0]
    (link,) = node.links
    node.effects(mesh.clock.now)
    data = asking(b"AAAAAB") + b"y" * 9000 + asking(b"AAAAAC") + asking(b"AAAAAD")
    for start, end in itertools.pairwise((0, *cuts, len(data))):
        node.received(link, data[start:end], mesh.clock.now)
    sent = b"".join(e.data for e in node.effects(mesh.clock.now) if isinstance(e, Send) and e.link == link)
    answered = [line.split(b" ")[2] for line in sent.split(b"\r\n") if b" A " in line]
    assert answered == [ME + b"AAAAAB", ME + b"AAAAAD"]
    assert node.counts["malformed: too_long"] == 1
