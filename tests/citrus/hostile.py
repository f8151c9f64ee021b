"""A neighbour that means harm: how it gets in, what it says, and what must be so afterwards."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from netted import SECRET, Net

from generator.citrus.handshake import proof
from generator.citrus.links import Neighbour, Send
from generator.codec import Codec
from generator.spec.citrus_mesh import CITRUS_MESH

sys.path.insert(0, str(Path(__file__).parents[1] / "codec"))
from strategies import named_fields

MESH = Codec(CITRUS_MESH)
quick = hypothesis_settings(
    max_examples=15, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def enter(net: Net, sid: bytes) -> int:
    """A neighbour by hand: it says hello and proves itself; its link."""
    node = net.nodes[b"1AA"]
    net.numbers += 1
    link = net.numbers
    node.link_up(link, net.now, initiator=False, local=True)
    hello = MESH.encode("HI", {"source": sid, "epoch": 1, "nonce": b"0" * 32, "digest": b"0" * 16, "caps": []})
    node.received(link, hello + b"\r\n", net.now)
    theirs = next(e.data for e in node.effects(net.now) if isinstance(e, Send) and e.link == link).split(b"\r\n")[0]
    password = proof(SECRET, hello, theirs)
    node.received(link, b"%s E evil.example/%s C C %s :Evil\r\n%s SY -\r\n" % (sid, sid, password, sid), net.now)
    net.pump()
    assert node.links[link].open
    return link


@st.composite
def valid(draw: st.DrawFn) -> bytes:
    """Lines the codec has nothing against, often from or about servers that are there."""
    name, fields, tags = draw(named_fields(CITRUS_MESH))
    known = draw(st.sampled_from((b"1AA", b"2BB", b"6EV", None)))
    if known is not None and isinstance(fields["source"], bytes):
        fields["source"] = known + fields["source"][3:]
    if known is not None and tags:
        tags["sid"] = known
        tags["epoch"] = draw(st.sampled_from((1, 1_700_000_000, 1_700_000_001, tags["epoch"])))
        tags["seq"] = draw(st.sampled_from((1, 2, 3, 2**32 + 1, tags["seq"])))
    try:
        return MESH.encode(name, fields, tags=tags)
    except ValueError:
        return b"?"


def judge(net: Net, link: int) -> None:
    node = net.nodes[b"1AA"]
    net.pump()
    net.run(1.0)
    found = node.links.get(link)
    if found is not None:
        assert len(found.rest) <= 8200
    assert len(node.state.servers) <= 120
    assert all(len(held) <= 4096 for held in node.state.held.values())
    # The neighbour that did nothing is where it was, and hears.
    uid = net.nodes[b"2BB"].add_user(b"Tammya", b"t", b"h", b"r")
    net.pump()
    node.message(b"1AA", uid, b"P", b"still here")
    net.pump()
    net.run(4.0)
    assert b"still here" in [each.text for each in net.hearers[b"2BB"].of("told")]


def mesh() -> Net:
    net = Net()
    net.add(b"1AA", neighbours=(Neighbour(b"2BB", SECRET), Neighbour(b"6EV", SECRET)))
    net.add(b"2BB", b"1AA")
    net.link(b"1AA", b"2BB")
    net.run(1.0)
    return net
