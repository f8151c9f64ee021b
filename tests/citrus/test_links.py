"""How a link begins and ends, and what is refused."""

from __future__ import annotations

import pytest
from netted import SECRET, WALL, Bare, Net, settings

from generator.citrus.handshake import proof
from generator.citrus.links import Log, Neighbour, Pause, Resume, Send


def test_two_nodes_open_a_link_and_agree(net: Net) -> None:
    net.add(b"1AA", b"2BB")
    net.add(b"2BB", b"1AA")
    net.link(b"1AA", b"2BB")
    assert net.nodes[b"1AA"].state.view.servers == {b"1AA": b"1aa.example", b"2BB": b"2bb.example"}
    assert len(net.digests()) == 1


def test_the_secret_goes_over_no_link_and_into_no_log(net: Net) -> None:
    net.add(b"1AA", b"2BB")
    net.add(b"2BB", b"1AA", neighbours=(Neighbour(b"1AA", b"another secret"),))
    net.link(b"1AA", b"2BB")
    assert net.closed
    assert not any(SECRET in line for _, _, line in net.lines)
    logs = [effect.text for _, effect in net.other if isinstance(effect, Log)]
    assert any("password is wrong" in text for text in logs)
    passwords = [line.split(b" ")[5] for _, _, line in net.lines if b" E " in line]
    assert passwords
    assert not any(word.decode() in text for text in logs for word in (SECRET, b"another secret", *passwords))
    assert "hearthstone" not in repr(net.nodes[b"1AA"].settings)


def test_a_proof_is_worth_nothing_elsewhere() -> None:
    mine, theirs = b"1AA HI 1 aa - -", b"2BB HI 2 bb - -"
    assert proof(SECRET, mine, theirs) != proof(SECRET, theirs, mine), "not when sent back"
    assert proof(SECRET, mine, theirs) != proof(SECRET, mine, theirs + b"x"), "not for another hello"
    assert proof(SECRET, mine + b"x", theirs) != proof(SECRET, mine, b"x" + theirs)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"local": False}, "neither encrypted nor local"),
        ({"local": False, "secure": True, "fingerprint": "ab"}, None),
    ],
)
def test_off_loopback_a_link_is_encrypted(net: Net, options: dict[str, object], why: str | None) -> None:
    net.add(b"1AA", b"2BB")
    net.add(b"2BB", b"1AA")
    net.link(b"1AA", b"2BB", **options)
    if why:
        assert why in net.closed[0][1]
    else:
        assert not net.closed


def test_a_pinned_certificate_must_be_the_one(net: Net) -> None:
    net.add(b"1AA", neighbours=(Neighbour(b"2BB", SECRET, fingerprint="ab"),))
    net.add(b"2BB", b"1AA")
    net.link(b"1AA", b"2BB", secure=True, fingerprint="cd")
    assert "certificate" in net.closed[0][1]
    net.closed.clear()
    net.link(b"1AA", b"2BB", secure=True, fingerprint="ab")
    assert not net.closed


def test_who_calls_proves_nothing_to_another_certificate(net: Net) -> None:
    """Else somebody in the middle could hand the proof on, and would be let in by who was meant to be called."""
    caller = net.add(b"1AA", neighbours=(Neighbour(b"2BB", SECRET, fingerprint="ab"),))
    net.add(b"2BB", b"1AA")
    caller.link_up(7, net.now, initiator=True, expect=b"2BB", secure=True, fingerprint="cd")
    net.nodes[b"2BB"].link_up(8, net.now, initiator=False, secure=True)
    net.ends[b"1AA", 7], net.ends[b"2BB", 8] = (b"2BB", 8), (b"1AA", 7)
    net.pump()
    assert net.between(b"1AA", b"2BB") == []
    assert (b"1AA", "its certificate is not the one this server knows") in net.closed
    assert not any(link.open for node in net.nodes.values() for link in node.links.values())


def test_a_stranger_gets_no_further_than_its_hello(net: Net) -> None:
    net.add(b"1AA", b"2BB")
    net.add(b"3CC", b"1AA")
    net.link(b"3CC", b"1AA")
    assert net.closed[0] == (b"1AA", "it is no neighbour of this server")
    assert net.between(b"1AA", b"3CC") == []


@pytest.mark.parametrize(
    "data",
    [b"GET / HTTP/1.1\r\n", b"\0\0\0\0\n", b"\x16\x03\x01\x02\x00\x01\x00\n", b"1AA B 2BBAAAAAB P :hi\r\n", b"2BB E\n"],
)
def test_garbage_before_the_hello_ends_the_link(net: Net, data: bytes) -> None:
    node = net.add(b"1AA", b"2BB")
    node.link_up(7, 0.0, initiator=False, local=True)
    node.received(7, data, 0.0)
    assert 7 not in node.links


def test_before_it_is_known_a_link_has_few_bytes_and_little_time(net: Net) -> None:
    node = net.add(b"1AA", b"2BB")
    node.link_up(7, 0.0, initiator=False, local=True)
    for _ in range(8):
        node.received(7, b"x" * 1024, 0.0)
        assert len(node.links[7].rest) <= 8192
    node.received(7, b"x", 0.0)
    assert 7 not in node.links
    node.link_up(8, 0.0, initiator=False, local=True)
    assert node.due() == pytest.approx(10.0)
    node.tick(9.9)
    assert 8 in node.links
    node.tick(10.0)
    assert 8 not in node.links


def test_calls_that_cross_leave_one_link(net: Net) -> None:
    net.add(b"1AA", b"2BB")
    net.add(b"2BB", b"1AA")
    for node, link, expect in ((b"1AA", 1, b"2BB"), (b"2BB", 4, b"1AA")):
        net.nodes[node].link_up(link, 0.0, initiator=True, expect=expect, local=True)
    net.nodes[b"2BB"].link_up(2, 0.0, initiator=False, local=True)
    net.nodes[b"1AA"].link_up(3, 0.0, initiator=False, local=True)
    net.ends = {(b"1AA", 1): (b"2BB", 2), (b"2BB", 2): (b"1AA", 1), (b"2BB", 4): (b"1AA", 3), (b"1AA", 3): (b"2BB", 4)}
    net.pump()
    assert list(net.nodes[b"1AA"].links) == [1]
    assert list(net.nodes[b"2BB"].links) == [2]
    assert len(net.digests()) == 1


def test_a_neighbour_that_started_again_takes_the_place_of_its_dead_link(net: Net) -> None:
    net.add(b"1AA", b"2BB")
    net.add(b"2BB", b"1AA")
    net.link(b"1AA", b"2BB")
    net.now = 20.0
    net.add(b"2BB", b"1AA")
    net.ends.clear()
    _, link = net.link(b"2BB", b"1AA")
    assert list(net.nodes[b"1AA"].links) == [link]
    net.run(1.0)
    assert len(net.digests()) == 1
    assert net.nodes[b"2BB"].own.epoch > 1_700_000_000, "its epoch is later than that of its earlier life"


def test_a_neighbour_that_does_not_answer_is_given_up(net: Net) -> None:
    net.add(b"1AA", b"2BB")
    net.add(b"2BB", b"1AA")
    link, _ = net.link(b"1AA", b"2BB")
    del net.ends[b"1AA", link]
    net.run(40.0)
    assert net.nodes[b"1AA"].links == {}
    assert any("not answered for 30 s" in why for _, why in net.closed)


def test_a_slow_reader_is_closed_and_costs_no_more_than_its_queue(net: Net) -> None:
    net.add(b"1AA", b"2BB", b"3CC", hard_queue=50_000, soft_queue=10_000)
    net.add(b"2BB", b"1AA")
    net.add(b"3CC", b"1AA")
    link, _ = net.link(b"1AA", b"2BB")
    net.link(b"1AA", b"3CC")
    node = net.nodes[b"1AA"]
    node.drained(link, 0)
    uid = net.nodes[b"3CC"].add_user(b"Borin", b"b", b"h", b"r")
    net.pump()
    sent = 0
    while link in node.links and sent < 200:
        node.message(b"1AA", b"2BB", b"N", b"x" * 1000)
        sent += 1
        node.effects(net.now)
        if link in node.links:
            assert node.links[link].queued <= 51_200
    assert 45 <= sent <= 52
    node.message(b"1AA", uid, b"N", b"still here")
    net.pump()
    assert [event.text for event in net.hearers[b"3CC"].of("told")] == [b"still here"]


def test_a_flood_is_taken_in_portions(net: Net) -> None:
    node = net.add(b"1AA", b"2BB", flood_lines=100)
    net.add(b"2BB", b"1AA")
    _, link = net.link(b"2BB", b"1AA")
    node.received(link, b"2BB A 1AAAAAAAB\r\n" * 500, 0.0)
    effects = node.effects(0.0)
    assert Pause(link) in effects
    answered = sum(effect.data.count(b" A ") for effect in effects if isinstance(effect, Send))
    assert answered <= 200
    now = 0.0
    while link in node.links and node.links[link].waiting and now < 10:
        now += 0.05
        node.tick(now)
    assert 2.5 <= now <= 4
    assert Resume(link) in node.effects(now)


@pytest.mark.parametrize("owed", [0.0, 3.5])
def test_a_flood_of_messages_is_taken_in_portions(net: Net, owed: float) -> None:
    node = net.add(b"1AA", b"2BB", flood_lines=100)
    net.add(b"2BB", b"1AA")
    _, link = net.link(b"2BB", b"1AA")
    net.run(5.0)
    node.effects(net.now)
    # Lines before the link was open are owed: they are taken at once, whatever the allowance.
    node.links[link].allowance, node.links[link].allowed_at = -owed, net.now
    line = b"@i=2BB-1700000000-%d;h=2;t=1700000000000000 2BBAAAAAB B 1AAAAAAAB P :Hail\r\n"
    node.received(link, b"".join(line % ((1 << 32) + 1 + place) for place in range(500)), net.now)
    assert net.hearers[b"1AA"].of("told") == []
    assert Pause(link) in node.effects(net.now)
    node.tick(net.now + 1.0)
    assert len(net.hearers[b"1AA"].of("told")) == 100 - int(owed + 0.5)
    for _ in range(30):
        net.now += 0.5
        node.tick(net.now)
    assert len(net.hearers[b"1AA"].of("told")) == 500
    assert Resume(link) in node.effects(net.now)


def test_malformed_lines_are_counted_and_many_end_the_link(net: Net) -> None:
    node = net.add(b"1AA", b"2BB")
    net.add(b"2BB", b"1AA")
    _, link = net.link(b"2BB", b"1AA")
    node.received(link, b"2BB A\r\n2BB QQ 1\r\n2BB A 1AAAAAAAB x\r\n:2BB A 1AAAAAAAB\r\n" + b"y" * 9000 + b"\r\n", 0.0)
    assert node.counts["malformed: unknown_command"] == 1
    assert node.counts["malformed: arity"] == 2
    assert node.counts["malformed: too_long"] == 1
    assert link in node.links
    node.received(link, b"?\r\n" * 300, 0.0)
    assert link not in node.links


def test_the_settings_of_a_test_are_those_of_a_node() -> None:
    assert settings(b"1AA", b"2BB").neighbour(b"2BB") == Neighbour(b"2BB", SECRET)


def test_a_neighbour_with_the_seeds_commands_is_welcome_on_a_local_link_only(bare: Bare) -> None:
    bare.greet(local=False, secure=True)
    assert bare.link not in bare.net.nodes[b"1AA"].links
    bare.greet(password=b"wrong")
    assert bare.link not in bare.net.nodes[b"1AA"].links
    bare.greet()
    assert bare.link in bare.net.nodes[b"1AA"].links


def test_every_hello_is_another_one(net: Net) -> None:
    """A proof recorded once would else open a link again."""
    node = net.add(b"1AA", b"2BB")
    hellos = set()
    for link in range(3):
        node.link_up(link, 0.0, initiator=True, expect=b"2BB", local=True)
        hellos |= {effect.data for effect in node.effects(0.0) if isinstance(effect, Send)}
    assert len(hellos) == 3


def test_a_server_that_goes_on_in_a_later_epoch_is_heard_at_once(net: Net) -> None:
    """Whoever knows of an earlier run, by a clock that was ahead, is met when others were spoken to already."""
    net.add(b"1AA", b"2BB", wall=WALL + 100_000_000)
    net.add(b"2BB", b"1AA")
    link, _ = net.link(b"1AA", b"2BB")
    net.cut(b"1AA", link)
    node = net.add(b"1AA", b"2BB", b"3CC")
    net.add(b"3CC", b"1AA")
    net.link(b"1AA", b"3CC")
    net.run(1.0)
    node.message(b"1AA", b"3CC", b"N", b"before")
    net.pump()
    net.link(b"1AA", b"2BB")
    assert node.own.epoch == WALL // 1_000_000 + 101
    node.message(b"1AA", b"3CC", b"N", b"after")
    net.pump()
    assert [event.text for event in net.hearers[b"3CC"].of("told")] == [b"before", b"after"]
