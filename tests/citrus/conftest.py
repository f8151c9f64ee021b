"""Nodes wired together in memory."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from netted import SECRET, Bare, Net

from generator.citrus.links import Neighbour


@pytest.fixture
def net() -> Net:
    return Net()


@pytest.fixture
def chain() -> Callable[..., Net]:
    """1AA - 2BB - 3CC - ..., and more links if asked."""

    def make(*sids: bytes, extra: tuple[tuple[bytes, bytes], ...] = ()) -> Net:
        net = Net()
        for sid in sids:
            net.add(sid, *[other for other in sids if other != sid])
        for one, other in [*pairwise(sids), *extra]:
            net.link(one, other)
        net.run(1.0)
        return net

    return make


@pytest.fixture
def bare(net: Net) -> Bare:
    """Services that speak the seed's commands only, with a node 1AA and its neighbour 2BB."""
    net.add(b"1AA", b"2BB", neighbours=(Neighbour(b"2BB", SECRET), Neighbour(b"9SV", SECRET, clear=True)))
    net.add(b"2BB", b"1AA")
    net.link(b"1AA", b"2BB")
    net.run(1.0)
    return Bare(net, b"1AA")
