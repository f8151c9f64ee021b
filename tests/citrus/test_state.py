"""Bursts, splits, heals, collisions: what every node ends up knowing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from random import Random

import pytest
from netted import Net, settings

from generator.citrus.digest import texts
from generator.citrus.facts import User
from generator.citrus.nicks import nick_winner
from generator.codec import Codec
from generator.spec.citrus_mesh import CITRUS_MESH

MESH = Codec(CITRUS_MESH)


def test_a_burst_has_servers_users_channels_then_registers_then_pi(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB")
    for node in net.nodes.values():
        uid = node.add_user(b"Tammya", b"t", b"h", b"r", away=b"gone")
        node.set_topic(uid, node.join(uid, b"#tavern"), b"Harvest festival")
    net.pump()
    net.add(b"3CC", b"1AA")
    net.nodes[b"1AA"].settings = settings(b"1AA", b"2BB", b"3CC")
    net.link(b"3CC", b"1AA")
    said = [MESH.decode(line) for line in net.between(b"1AA", b"3CC")]
    names = [each.name for each in said]
    assert names[:3] == ["HI", "E", "SY"]
    burst = names[names.index("GO") : names.index("PI")]
    assert burst[:6] == ["GO", "C", "LS", "US", "AW", "CJ"]
    assert burst[6:12] == ["GO", "C", "LS", "US", "AW", "CJ"]
    assert set(burst[12:]) <= {"CJ", "F", "TO"}
    assert burst[12:].count("TO") == 2
    assert said[names.index("C")].values["conn"] == b"B"
    assert len(net.digests()) == 1


def test_a_lost_link_is_a_new_route_and_tells_nobody_a_server_died(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB", b"3CC", extra=((b"1AA", b"3CC"),))
    link = next(link.id for link in net.nodes[b"1AA"].links.values() if link.peer == b"3CC")
    net.cut(b"1AA", link)
    for hearer in net.hearers.values():
        assert hearer.of("server-gone") == []
    assert net.nodes[b"1AA"].routes.way(b"3CC").path == (b"2BB", b"3CC")  # type: ignore[union-attr]


def test_a_split_and_heal_end_with_every_node_the_same(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB", b"3CC", b"4DD")
    users = {sid: node.add_user(b"U" + sid, b"u", b"h", b"r") for sid, node in net.nodes.items()}
    for sid, node in net.nodes.items():
        node.join(users[sid], b"#tavern")
        net.pump()
    link = next(link.id for link in net.nodes[b"2BB"].links.values() if link.peer == b"3CC")
    net.cut(b"2BB", link)
    gone = net.hearers[b"1AA"].of("user-gone")
    assert [(each.subject, each.source) for each in gone] == [(users[b"3CC"], b"split"), (users[b"4DD"], b"split")]
    net.nodes[b"1AA"].remove_user(users[b"1AA"], b"bye")
    net.nodes[b"4DD"].set_nick(users[b"4DD"], b"Zulya")
    cid = net.nodes[b"4DD"].join(users[b"4DD"], b"#tavern")
    net.nodes[b"4DD"].set_topic(users[b"4DD"], cid, b"while apart")
    net.nodes[b"2BB"].join(users[b"2BB"], b"#made-apart")
    net.nodes[b"3CC"].join(users[b"3CC"], b"#made-apart")
    net.pump()
    assert len(net.digests()) == 2
    net.link(b"3CC", b"2BB")
    net.run(2.0)
    assert len(net.digests()) == 1
    view = net.nodes[b"1AA"].state.view
    assert users[b"1AA"] not in net.nodes[b"4DD"].state.view.users
    assert view.shown[users[b"4DD"]] == b"Zulya"
    assert view.topic(cid).values["text"] == b"while apart"  # type: ignore[union-attr]
    apart = view.named(b"#made-apart")
    assert apart is not None
    assert set(view.members[apart]) == {users[b"2BB"], users[b"3CC"]}


def test_a_server_that_started_again_has_forgotten_and_is_believed(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB", b"3CC")
    net.nodes[b"3CC"].add_user(b"Ghost", b"g", b"h", b"r")
    net.pump()
    for end in [end for end in net.ends if end[0] == b"3CC"]:
        other = net.ends.pop(end)
        del net.ends[other]
        net.nodes[other[0]].link_lost(other[1], "killed", net.now)
    net.add(b"3CC", b"2BB")
    net.link(b"3CC", b"2BB")
    net.run(2.0)
    assert len(net.digests()) == 1
    assert net.nodes[b"1AA"].state.view.users == {}


def user(uid: bytes, time: int, host: bytes) -> User:
    return User(uid, b"Tammya", time, b"t", host, b"r")


@pytest.mark.parametrize(
    ("claims", "winner"),
    [
        (((b"1AAAAAAAA", 1, b"x"), (b"2BBAAAAAA", 2, b"y")), b"1AAAAAAAA"),
        (((b"1AAAAAAAA", 1, b"x"), (b"2BBAAAAAA", 2, b"x")), b"2BBAAAAAA"),
        (((b"1AAAAAAAA", 1, b"x"), (b"2BBAAAAAA", 1, b"y")), b""),
        (((b"1AAAAAAAA", 1, b"x"), (b"2BBAAAAAA", 2, b"x"), (b"3CCAAAAAA", 3, b"y")), b"2BBAAAAAA"),
        ((), b""),
    ],
)
def test_who_keeps_a_nick(claims: tuple[tuple[bytes, int, bytes], ...], winner: bytes) -> None:
    for order in permutations(claims):
        assert nick_winner([user(*claim) for claim in order]) == winner


def test_a_service_keeps_its_nick() -> None:
    claims = [user(b"1AAAAAAAA", 1, b"x"), user(b"9SVAAAAAA", 2, b"y"), user(b"9SVAAAAAB", 3, b"z")]
    for order in permutations(claims):
        assert nick_winner(list(order), frozenset((b"9SV",))) == b"9SVAAAAAA"


def test_a_nick_that_collides_is_kept_by_one_and_nobody_is_killed(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB")
    link = next(iter(net.nodes[b"1AA"].links))
    net.cut(b"1AA", link)
    first = net.nodes[b"1AA"].add_user(b"Tammya", b"t", b"h", b"r")
    net.now += 5
    for node in net.nodes.values():
        node.tick(net.now)
    second = net.nodes[b"2BB"].add_user(b"TAMMYA", b"t2", b"h2", b"r")
    net.link(b"1AA", b"2BB")
    net.run(1.0)
    for node in net.nodes.values():
        assert node.state.view.shown == {first: b"Tammya", second: second}
        assert node.state.view.find(b"tammya").uid == first  # type: ignore[union-attr]
    assert [(each.text, each.value) for each in net.hearers[b"2BB"].of("nick")] == [(b"TAMMYA", second)]
    net.nodes[b"1AA"].remove_user(first, b"bye")
    net.pump()
    assert net.nodes[b"1AA"].state.view.shown[second] == second, "what is lost does not come back by itself"


def test_a_block_that_is_older_and_lines_that_came_before_change_nothing(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB")
    uid = net.nodes[b"1AA"].add_user(b"Tammya", b"t", b"h", b"r")
    net.nodes[b"1AA"].remove_user(uid, b"bye")
    net.pump()
    link = next(iter(net.nodes[b"2BB"].links))
    lines = [line for line in net.between(b"1AA", b"2BB") if line.startswith(b"@")]
    digest = net.nodes[b"2BB"].state.view.digest()
    node = net.nodes[b"2BB"]
    for line in lines * 2:
        node.received(link, line + b"\r\n", net.now)
    node.received(link, b"1AA GO 1 1 1\r\n%s US Old 1 u h :r\r\n" % uid, net.now)
    assert node.state.view.digest() == digest
    assert node.state.held == {}


def test_lines_in_any_order_end_the_same() -> None:
    net = Net()
    source = net.add(b"1AA", b"2BB")
    users = [source.add_user(b"U%d" % number, b"u", b"h", b"r") for number in range(3)]
    net.add(b"2BB", b"1AA")
    net.link(b"1AA", b"2BB")
    net.lines.clear()
    cid = source.join(users[0], b"#tavern")
    for uid in users:
        source.join(uid, b"#tavern")
        source.set_away(uid, b"off")
    source.set_topic(users[0], cid, b"one")
    source.set_topic(users[0], cid, b"two")
    source.part(users[1], cid, b"bye")
    source.remove_user(users[2], b"bye")
    lines = [line for effect in source.effects(0.0) for line in effect.data.split(b"\r\n")[:-1]]  # type: ignore[union-attr]
    for seed in range(8):
        receiver = net.add(b"2BB", b"1AA")
        net.ends.clear()
        _, link = net.link(b"1AA", b"2BB")
        shuffled = lines.copy()
        Random(seed).shuffle(shuffled)
        for line in shuffled:
            receiver.received(link, line + b"\r\n", 0.0)
        assert texts(receiver.state.view) == texts(source.state.view)


def test_what_was_heard_before_is_not_handed_on_again(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB", b"3CC", extra=((b"1AA", b"3CC"),))
    net.lines.clear()
    net.nodes[b"1AA"].add_user(b"Tammya", b"t", b"h", b"r")
    net.pump()
    said = [line for _, _, line in net.lines if b" US " in line]
    assert len(said) == 4, "from 1AA to both, and once between the two in each direction"
    link = next(link.id for link in net.nodes[b"2BB"].links.values() if link.peer == b"1AA")
    net.lines.clear()
    net.nodes[b"2BB"].received(link, said[0] + b"\r\n", net.now)
    net.pump()
    assert not any(b" US " in line for _, _, line in net.lines)
    assert net.nodes[b"2BB"].counts["duplicates"] >= 2


def test_what_is_missing_is_asked_for(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB")
    node = net.nodes[b"1AA"]
    lost = node.add_user(b"Lost", b"u", b"h", b"r")
    node.effects(net.now)
    node.add_user(b"Heard", b"u", b"h", b"r")
    net.pump()
    other = net.nodes[b"2BB"]
    assert other.state.holes() == [b"1AA"]
    assert other.state.view.users == {}
    net.run(4.0)
    assert other.counts["asked again"] == 0
    net.run(2.0)
    assert other.counts["asked again"] == 1
    assert other.state.holes() == []
    assert lost in other.state.view.users
    assert len(net.digests()) == 1
