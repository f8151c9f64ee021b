"""Garbage at every stage of the handshake, of who calls and of who is called: no crash, no way in, others unharmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile import MESH, enter, judge, mesh, quick, valid
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from netted import SECRET, Bare, Net, settings
from strategies import received

from generator.citrus.handshake import proof
from generator.citrus.links import Neighbour, Send
from generator.citrus.node import Node
from generator.spec.citrus import CITRUS
from generator.spec.citrus_mesh import CITRUS_MESH

LINK = 99
HELLO = MESH.encode("HI", {"source": b"6EV", "epoch": 1, "nonce": b"0" * 32, "digest": b"0" * 16, "caps": []})
Stage = Callable[[Net], bytes]
"""Brings link 99 of 1AA to a stage; returns the E that would be right next."""


def _said(node: Node) -> bytes:
    return b"".join(each.data for each in node.effects(0.0) if isinstance(each, Send) and each.link == LINK)


def called(net: Net) -> bytes:
    net.nodes[b"1AA"].link_up(LINK, net.now, initiator=False, local=True)
    return b"6EV E evil.example/6EV C C HS256:3q2+7w== :Evil"


def called_and_greeted(net: Net) -> bytes:
    called(net)
    node = net.nodes[b"1AA"]
    node.received(LINK, HELLO + b"\r\n", net.now)
    theirs = _said(node).split(b"\r\n")[0]
    return b"6EV E evil.example/6EV C C %s :Evil" % proof(SECRET, HELLO, theirs)


def calling(net: Net) -> bytes:
    node = net.nodes[b"1AA"]
    node.link_up(LINK, net.now, initiator=True, expect=b"6EV", local=True)
    _said(node)
    return b"6EV E evil.example/6EV C C HS256:3q2+7w== :Evil"


def calling_and_greeted(net: Net) -> bytes:
    node = net.nodes[b"1AA"]
    node.link_up(LINK, net.now, initiator=True, expect=b"6EV", local=True)
    mine = _said(node).split(b"\r\n")[0]
    node.received(LINK, HELLO + b"\r\n", net.now)
    _said(node)
    return b"6EV E evil.example/6EV C C %s :Evil" % proof(SECRET, HELLO, mine)


few = hypothesis_settings(quick, max_examples=8)
STAGES = [called, called_and_greeted, calling, calling_and_greeted]
each_stage = pytest.mark.parametrize("stage", STAGES)
NEVER = [
    b"\0" * 20,
    b"\xff\xfe\xfd",
    b"",
    b"GET / HTTP/1.1",
    b":6EV E evil.example/6EV C C x :Evil",
    b"6EV E evil.example/6EV C C HS256:AAAA :wrong",
    b"6EV E evil.example/6EV C C hearthstone :the secret itself",
    b"6EV E evil.example/6EV D D * :leaving",
    b"6EV E evil.example/6EV C B x :no such",
    b"2BB E 2bb.example/2BB C C x :somebody else",
    b"6EV SY -",
    b"6EV PI 1AA 00c0ffee00c0ffee 1",
    b"6EV GO 1 1 16777216",
    b"6EV B 1AA P :hi",
    b"9SV AR 1AA 1 ok tammya 0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11",
    b"6EV ER :bye",
    b"6EV HI 4294967296 " + b"0" * 32 + b" " + b"0" * 16 + b" -",
    b"@i=6EV-1-1;h=0;t=0 " + HELLO,
    HELLO.replace(b"6EV", b"7EV"),
    b"x" * 8300,
]


@each_stage
@pytest.mark.parametrize("line", NEVER, ids=range(len(NEVER)))
def test_a_line_that_never_opens_a_link(stage: Stage, line: bytes) -> None:
    net = mesh()
    node = net.nodes[b"1AA"]
    before = node.state.view.digest()
    stage(net)
    node.received(LINK, line + b"\r\n", net.now)
    found = node.links.get(LINK)
    assert found is None or not found.open
    # What comes after it in the same connection changes nothing any more.
    node.received(LINK, b"6EV SY -\r\n6EV US x\r\n", net.now)
    assert LINK not in node.links
    assert node.state.view.digest() == before
    judge(net, LINK)


@each_stage
def test_the_right_line_opens_it_where_it_may(stage: Stage) -> None:
    net = mesh()
    right = stage(net)
    node = net.nodes[b"1AA"]
    node.received(LINK, right + b"\r\n", net.now)
    greeted = "greeted" in stage.__name__
    assert (LINK in node.links and node.links[LINK].open) == greeted
    if greeted:
        for again in (right, HELLO):
            node.received(LINK, again + b"\r\n", net.now)
        judge(net, LINK)


@each_stage
@few
@given(lines=st.lists(st.one_of(received(CITRUS_MESH), received(CITRUS), valid()), min_size=1, max_size=12))
def test_the_grammar_at_every_stage(stage: Stage, lines: list[bytes]) -> None:
    net = mesh()
    node = net.nodes[b"1AA"]
    before = node.state.view.digest()
    stage(net)
    for line in lines:
        node.received(LINK, line + b"\r\n", net.now)
        found = node.links.get(LINK)
        if found is None:
            break
        assert not found.open
        assert len(found.rest) + sum(map(len, found.waiting)) + sum(map(len, found.out)) <= 16_384
    assert node.state.view.digest() == before
    node.tick(net.now + 11)
    assert LINK not in node.links


@quick
@given(lines=st.lists(valid(), max_size=15), count=st.integers(0, 20))
def test_a_block_of_anything(lines: list[bytes], count: int) -> None:
    net = mesh()
    link = enter(net, b"6EV")
    node = net.nodes[b"1AA"]
    known = node.state.servers[b"2BB"].users, node.own.version
    head = MESH.encode("GO", {"source": b"6EV", "epoch": 5, "seq": 9, "count": count})
    node.received(link, b"".join(line + b"\r\n" for line in [head, *lines[:count]]), net.now)
    assert node.state.servers[b"2BB"].users == known[0]
    assert node.own.version == known[1]
    judge(net, link)


@quick
@given(lines=st.lists(st.one_of(received(CITRUS), valid()), min_size=1, max_size=20))
def test_the_grammar_from_a_neighbour_with_the_seeds_commands(lines: list[bytes]) -> None:
    net = Net()
    neighbours = (Neighbour(b"2BB", SECRET), Neighbour(b"9SV", SECRET, clear=True))
    net.add(b"1AA", neighbours=neighbours)
    net.add(b"2BB", b"1AA")
    net.link(b"1AA", b"2BB")
    net.run(1.0)
    bare = Bare(net, b"1AA")
    bare.greet()
    bare.answer()
    for line in lines:
        bare.say(line)
    judge(net, bare.link)
    assert settings(b"1AA").services
