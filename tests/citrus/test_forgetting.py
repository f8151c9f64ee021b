"""What a node forgets after a time, and what it does not."""

from __future__ import annotations

import pytest
from netted import Net

from generator.citrus.rules import limit, timer

GHOST, LIFTED = timer("ghost"), limit("lifted")


@pytest.fixture
def net() -> Net:
    made = Net()
    for sid in (b"1AA", b"2BB"):
        made.add(sid, b"1AA", b"2BB")
    made.link(b"1AA", b"2BB")
    made.run(1.0)
    return made


def channel(net: Net) -> tuple[bytes, bytes]:
    """Somebody in a channel of 1AA: UID and CID."""
    node = net.nodes[b"1AA"]
    uid = node.add_user(b"Tammya", b"tammya", b"moon.guard.example", b"Tammya")
    cid = node.join(uid, b"#tavern")
    net.pump()
    assert cid is not None
    return uid, cid


def later(net: Net) -> None:
    """Time passes, and nothing happens but what servers do by themselves."""
    net.run(GHOST + 200, 20.0)
    assert len(net.digests()) == 1


def test_masks_that_were_lifted_are_forgotten_but_for_the_last_ones(net: Net) -> None:
    _, cid = channel(net)
    node = net.nodes[b"1AA"]
    for number in range(LIFTED + 50):
        mask = b"a%d!*@*" % number
        node.set_level(b"1AA", mask, -10, cid)
        node.set_mode(b"1AA", cid, b"e", b"+", mask)
        node.lift_ban(b"1AA", mask, cid)
        node.set_mode(b"1AA", cid, b"e", b"-", mask)
    node.set_level(b"1AA", b"z!*@*", -10, cid)
    net.pump()
    for each in net.nodes.values():
        assert sum(register.lifted for register in each.state.view.about(cid)) == 2 * (LIFTED + 50)
    later(net)
    for each in net.nodes.values():
        lifted = [register for register in each.state.view.about(cid) if register.lifted]
        assert len(lifted) == LIFTED
        assert min(register.version for register in lifted)[2] > 2 * LIFTED
        assert each.state.view.level(b"z!*@*", cid) == -10


def test_who_forgot_that_a_mask_was_lifted_sees_the_same_as_who_did_not(net: Net) -> None:
    _, cid = channel(net)
    node = net.nodes[b"1AA"]
    for number in range(LIFTED + 10):
        node.set_level(b"1AA", b"a%d!*@*" % number, -10, cid)
        node.lift_ban(b"1AA", b"a%d!*@*" % number, cid)
    net.pump()
    other = net.nodes[b"2BB"]
    other._forget_registers = lambda: None  # type: ignore[method-assign]
    later(net)
    kept = [len([each for each in one.state.view.about(cid) if each.lifted]) for one in (node, other)]
    assert kept == [LIFTED, LIFTED + 10]
    net.cut(b"1AA", next(iter(node.links)))
    net.run(1.0)
    net.link(b"1AA", b"2BB")
    net.run(2.0)
    assert len(net.digests()) == 1


def test_levels_of_who_has_gone_are_forgotten_and_those_of_who_is_there_or_out_of_reach_are_not(net: Net) -> None:
    uid, cid = channel(net)
    node, other = net.nodes[b"1AA"], net.nodes[b"2BB"]
    away = other.add_user(b"Catnia", b"catnia", b"moon.guard.example", b"Catnia")
    other.join(away, b"#tavern")
    gone = node.add_user(b"Borin", b"borin", b"moon.guard.example", b"Borin")
    node.join(gone, b"#tavern")
    net.pump()
    for each in (away, gone):
        assert node.set_level(uid, each, 4000, cid)
    node.remove_user(gone, b"")
    net.pump()
    assert node.state.view.registers[b"F", cid, gone]
    later(net)
    for each in net.nodes.values():
        assert {key[2] for key in each.state.view.registers if key[0] == b"F"} == {uid, away}
    net.cut(b"1AA", next(iter(node.links)))
    net.run(GHOST - 100, 20.0)
    assert node.state.view.registers[b"F", cid, away]


def test_a_server_out_of_reach_is_forgotten_with_the_order_of_its_lines(net: Net) -> None:
    node, other = net.nodes[b"1AA"], net.nodes[b"2BB"]
    other.message(b"2BB", b"1AA", b"N", b"farewell")
    net.pump()
    net.cut(b"1AA", next(iter(node.links)))
    net.run(GHOST - 100, 20.0)
    assert b"2BB" in node.state.servers
    assert list(node._incoming) == [b"2BB1AA"]
    net.run(300.0, 20.0)
    assert b"2BB" not in node.state.servers
    assert list(node._incoming) == []


def test_a_channel_nobody_is_in_is_forgotten_with_all_that_is_about_it(net: Net) -> None:
    uid, cid = channel(net)
    node = net.nodes[b"1AA"]
    node.set_topic(uid, cid, b"Harvest festival")
    node.part(uid, cid, b"")
    net.pump()
    net.run(GHOST - 100, 20.0)
    assert node.state.view.topic(cid)
    later(net)
    assert [each.state.view.subjects() for each in net.nodes.values()] == [[], []]


def apart() -> Net:
    """Two servers that look for what is to be forgotten at different times."""
    made = Net()
    made.add(b"1AA", b"2BB")
    made.run(30.0, 5.0)
    made.add(b"2BB", b"1AA")
    made.link(b"1AA", b"2BB")
    made.run(2.0)
    return made


def test_a_channel_is_forgotten_long_after_the_last_time_that_somebody_was_there(net: Net) -> None:
    uid, cid = channel(net)
    node = net.nodes[b"1AA"]
    node.part(uid, cid, b"")
    net.run(130.0, 10.0)
    cid = node.state.view.channel(node.join(uid, b"#tavern"))
    net.run(GHOST, 20.0)
    node.part(uid, cid, b"")
    net.run(GHOST - 100, 20.0)
    assert all(cid in each.state.view.created for each in net.nodes.values())
    net.run(200.0, 20.0)
    assert not any(each.state.view.created for each in net.nodes.values())


def test_who_has_not_yet_forgotten_a_server_hears_it_when_it_forgot_them() -> None:
    net = apart()
    node, other = net.nodes[b"1AA"], net.nodes[b"2BB"]
    for number in range(3):
        node.message(b"1AA", b"2BB", b"N", b"before %d" % number)
    net.pump()
    net.cut(b"1AA", next(iter(node.links)))
    while b"2BB" in node.state.servers:
        net.run(2.0, 2.0)
    assert b"1AA" in other.state.servers
    net.link(b"1AA", b"2BB")
    net.run(1.0)
    for number in range(3):
        node.message(b"1AA", b"2BB", b"N", b"after %d" % number)
    net.pump()
    told = [event.text for event in net.hearers[b"2BB"].of("told")]
    assert told == [b"%s %d" % (when, number) for when in (b"before", b"after") for number in range(3)]


@pytest.mark.parametrize("forgetful", [True, False], ids=["who forgot", "who did not"])
def test_a_channel_that_only_some_have_forgotten_is_the_same_for_all_once_somebody_comes(forgetful: bool) -> None:
    net = apart()
    uid, cid = channel(net)
    node, other = net.nodes[b"1AA"], net.nodes[b"2BB"]
    node.set_mode(uid, cid, b"m", b"+")
    node.remove_user(uid, b"")
    net.pump()
    while cid in node.state.view.created and cid in other.state.view.created:
        net.run(2.0, 2.0)
    first, second = sorted((node, other), key=lambda each: cid in each.state.view.created)
    assert cid in second.state.view.created
    chosen = first if forgetful else second
    chosen.join(chosen.add_user(b"Catnia", b"catnia", b"moon.guard.example", b"Catnia"), b"#tavern")
    net.pump()
    assert len(net.digests()) == 1
    assert [each.state.view.registers[b"MO", cid, b"m"].values["value"] for each in (first, second)] == [b"+", b"+"]


def test_who_leaves_and_comes_back_makes_no_channel_each_time(net: Net) -> None:
    uid, cid = channel(net)
    node = net.nodes[b"1AA"]
    for _ in range(5):
        node.part(uid, cid, b"")
        assert node.join(uid, b"#Tavern") == cid
        net.pump()
    for each in net.nodes.values():
        assert list(each.state.view.created) == [cid]
        assert each.state.view.level(uid, cid) > 0


def test_what_is_known_of_a_channel_is_told_again_once_a_minute_at_most(net: Net) -> None:
    uid, cid = channel(net)
    node = net.nodes[b"1AA"]
    node.set_mode(uid, cid, b"m", b"+")
    net.pump()
    net.lines.clear()
    for _ in range(5):
        node.part(uid, cid, b"")
        node.join(uid, b"#tavern")
        net.pump()
    for one, two in ((b"1AA", b"2BB"), (b"2BB", b"1AA")):
        assert sum(b" MO " in line and cid in line for line in net.between(one, two)) == 1
