"""Whatever a neighbour sends, made from the specification: no crash, bounded memory, others unharmed."""

from __future__ import annotations

import pytest
from hostile import MESH, enter, judge, mesh, quick, valid
from hypothesis import given
from hypothesis import strategies as st
from netted import Net, settings
from strategies import mutated, received

from generator.citrus.links import Log, Send
from generator.spec.citrus import CITRUS
from generator.spec.citrus_mesh import CITRUS_MESH


@quick
@given(lines=st.lists(st.one_of(received(CITRUS_MESH), valid(), valid(), valid()), min_size=1, max_size=25))
def test_lines_of_a_known_neighbour(lines: list[bytes]) -> None:
    net = mesh()
    link = enter(net, b"6EV")
    node = net.nodes[b"1AA"]
    for line in lines:
        node.received(link, line + b"\r\n", net.now)
        node.effects(net.now)
    judge(net, link)


@quick
@given(
    data=st.one_of(
        st.lists(mutated(CITRUS), max_size=6).map(b"\r\n".join),
        st.binary(max_size=300),
        st.lists(valid()).map(b"\n".join),
    ),
    cuts=st.lists(st.integers(0, 400), max_size=4),
)
def test_lines_before_the_hello(data: bytes, cuts: list[int]) -> None:
    net = mesh()
    node = net.nodes[b"1AA"]
    before = node.state.view.digest()
    node.link_up(99, net.now, initiator=False, local=True)
    at = 0
    for cut in [*sorted(cuts), len(data)]:
        node.received(99, data[at:cut], net.now)
        at = max(at, cut)
    link = node.links.get(99)
    assert link is None or not link.open
    assert node.state.view.digest() == before
    node.tick(net.now + 11)
    assert 99 not in node.links


@pytest.mark.parametrize("at", range(0, 400, 67))
def test_a_link_dropped_at_any_byte_heals(at: int) -> None:
    net = mesh()
    node = net.nodes[b"2BB"]
    for number in range(3):
        node.join(node.add_user(b"U%d" % number, b"u", b"h", b"r"), b"#tavern")
    data = b"".join(e.data for e in node.effects(net.now) if isinstance(e, Send))
    one, other = next((end, far) for end, far in net.ends.items() if end[0] == b"2BB")
    net.nodes[b"1AA"].received(other[1], data[:at], net.now)
    net.cut(*one)
    net.link(b"2BB", b"1AA")
    net.run(1.0)
    assert len(net.digests()) == 1
    assert len(net.nodes[b"1AA"].state.view.users) == 3


def test_what_a_neighbour_says_reaches_no_terminal_raw() -> None:
    net = Net()
    net.add(b"1AA", b"6EV")
    link = enter(net, b"6EV")
    net.nodes[b"1AA"].received(link, b"6EV ER :\x1b[2Jboo\x07\r\n", 0.0)
    logs = [e.text for e in net.nodes[b"1AA"].effects(0.0) if isinstance(e, Log)]
    assert logs
    assert not any("\x1b" in text or "\x07" in text for text in logs)
    assert settings(b"1AA").flood_lines


def test_a_block_tells_of_its_own_server_only() -> None:
    net = mesh()
    node, link = net.nodes[b"1AA"], enter(net, b"6EV")
    fields = {"nick": b"Tammya", "time": 1, "user": b"t", "host": b"h", "text": b"r"}
    lines = [MESH.encode("US", {"source": uid, **fields}) for uid in (b"2BBAAAAAZ", b"6EVAAAAAZ")]
    lines.append(MESH.encode("LS", {"source": b"2BB", "links": [], "text": b""}))
    head = MESH.encode("GO", {"source": b"6EV", "epoch": 2, "seq": 1, "count": len(lines)})
    before = dict(node.state.servers[b"2BB"].links)
    node.received(link, b"".join(line + b"\r\n" for line in (head, *lines)), net.now)
    assert set(node.state.servers[b"6EV"].users) == {b"6EVAAAAAZ"}
    assert node.state.servers[b"2BB"].links == before
    assert node.counts["not of a block"] == 2


def test_lines_of_servers_nobody_knows_are_kept_nowhere() -> None:
    net = mesh()
    node, link = net.nodes[b"1AA"], enter(net, b"6EV")
    for number in range(300):
        sid = b"%d%02X" % (number % 10, number // 10)
        tags = {"sid": sid, "epoch": 1, "seq": (1 << 32) + 5, "hops": 2, "time": 1}
        values = {"source": sid, "dest": b"1AA", "type": b"N", "text": b"x" * 100}
        node.received(link, MESH.encode("B", values, tags=tags) + b"\r\n", net.now)
    assert set(node._incoming) <= {b"2BB1AA", b"6EV1AA"}
    assert node.counts["from nobody known"] == 300
    net.run(5.0)
    assert net.hearers[b"1AA"].of("told") == []


def test_servers_that_never_came_within_reach_are_forgotten() -> None:
    net = mesh()
    node, link = net.nodes[b"1AA"], enter(net, b"6EV")
    for number in range(50):
        sid = b"7%02X" % number
        block = [
            ("GO", {"source": sid, "epoch": 1, "seq": 1, "count": 1}),
            ("LS", {"source": sid, "links": [], "text": b""}),
        ]
        node.received(link, b"".join(MESH.encode(*each) + b"\r\n" for each in block), net.now)
    tags = {"sid": b"700", "epoch": 1, "seq": (1 << 32) + 1, "hops": 2, "time": 1}
    values = {"source": b"700", "dest": b"1AA", "type": b"N", "text": b"x"}
    node.received(link, MESH.encode("B", values, tags=tags) + b"\r\n", net.now)
    assert len(node.state.servers) > 50
    assert b"7001AA" in node._incoming
    for _ in range(20):
        net.run(60.0, step=5.0)
    assert not any(sid[:1] == b"7" for sid in node.state.servers)
    assert not any(key[:1] == b"7" for key in node._incoming)
    assert b"2BB" in node.state.servers


def test_lines_for_everyone_of_servers_nobody_knows_are_few_and_forgotten() -> None:
    net = mesh()
    node, link = net.nodes[b"1AA"], enter(net, b"6EV")
    for number in range(300):
        sid = b"%d%02X" % (number % 10, number // 10)
        tags = {"sid": sid, "epoch": 1, "seq": 5, "hops": 2, "time": 1}
        node.received(link, MESH.encode("LS", {"source": sid, "links": [], "text": b""}, tags=tags) + b"\r\n", net.now)
    assert len(set(node.state.held) | set(node.state.servers)) <= 120
    assert node.counts["too many servers"]
    for _ in range(20):
        net.run(60.0, step=5.0)
    assert node.state.held == {}
    assert b"2BB" in node.state.servers
