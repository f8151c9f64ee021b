"""Every command of the seed, as a neighbour that knows no other sees it, and as nodes carry it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from netted import SECRET, Bare, Net

from generator.citrus.facts import Register
from generator.codec import Codec
from generator.spec.citrus import CITRUS

SEED = Codec(CITRUS)


def names(lines: list[bytes]) -> list[str]:
    return [SEED.decode(line).name for line in lines]


def test_a_burst_for_a_leaf_tells_servers_channels_and_levels_then_asks(bare: Bare) -> None:
    node = bare.net.nodes[b"2BB"]
    uid = node.add_user(b"Tammya", b"t", b"h", b"r")
    cid = node.join(uid, b"#tavern")
    node.name_channel(uid, cid, b"#inn")
    bare.net.pump()
    bare.greet()
    heard = bare.greeted
    assert heard[0].startswith(b"1AA E 1aa.example/1AA C C " + SECRET)
    assert b"1AA C 2bb.example/2BB C B" in heard
    assert names(heard) == ["E", "C", "D", "F", "PI"]
    assert not any(line.startswith(b"@") for line in heard)


def test_c_tells_a_leaf_of_servers_that_come_and_go(bare: Bare) -> None:
    bare.greet()
    bare.hear()
    net = bare.net
    link = next(iter(net.nodes[b"2BB"].links))
    net.cut(b"2BB", link)
    assert bare.hear() == []
    net.nodes[b"1AA"].tick(net.now)
    assert bare.net.nodes[b"1AA"].state.view.servers.keys() == {b"1AA", b"9SV"}


def test_a_leaf_is_seen_by_all_and_so_is_what_is_behind_it(bare: Bare) -> None:
    bare.greet()
    bare.say(b"9SV C deep.example/8DP IRC C")
    bare.net.run(1.0)
    for node in bare.net.nodes.values():
        assert node.state.view.servers[b"9SV"] == b"services.example"
        assert node.state.view.servers[b"8DP"] == b"deep.example"
    bare.say(b"9SV C deep.example/8DP D D")
    bare.say(b"9SV E services.example/9SV D D * :Restarting")
    bare.net.run(1.0)
    for node in bare.net.nodes.values():
        assert set(node.state.view.servers) == {b"1AA", b"2BB"}


def test_a_is_asked_back_along_its_way(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB", b"3CC")
    uid = net.nodes[b"3CC"].add_user(b"Tammya", b"t", b"h", b"r")
    net.hearers[b"3CC"].account = (b"tammya", b"0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11")
    net.pump()
    for asker in (b"1AA", b"1AAAAAAAB"):
        net.nodes[b"1AA"].lookup(asker, uid)
    net.pump()
    found = net.hearers[b"1AA"].of("lookup")
    assert [(each.source, each.subject, each.value) for each in found] == [
        (b"1AA", uid, b"tammya"),
        (b"1AAAAAAAB", uid, b"tammya"),
    ]
    assert net.between(b"1AA", b"2BB").count(b"1AA A " + uid) == 1, "two who ask the same ask once"
    assert b"3CC A %s tammya 0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11" % uid in net.between(b"2BB", b"1AA")
    asked = len(net.lines)
    net.nodes[b"1AA"].lookup(b"1AA", uid)
    net.pump()
    assert len(net.lines) == asked, "remembered for a while"


def test_a_of_nobody_is_answered_with_stars_or_by_the_clock(bare: Bare) -> None:
    net = bare.net
    net.nodes[b"1AA"].lookup(b"1AA", b"2BBZZZZZZ")
    net.pump()
    assert net.hearers[b"1AA"].of("lookup")[0].value == b"*"
    bare.greet()
    bare.hear()
    net.nodes[b"1AA"].lookup(b"1AA", b"9SVAAAAAA")
    assert bare.hear() == [b"1AA A 9SVAAAAAA"]
    other = next(link.id for link in net.nodes[b"1AA"].links.values() if link.peer == b"2BB")
    net.nodes[b"1AA"].received(other, b"9SV A 9SVAAAAAA forged *\r\n", net.now)
    assert len(net.hearers[b"1AA"].of("lookup")) == 1, "only whom it was asked of may answer"
    net.run(6.0)
    assert net.hearers[b"1AA"].of("lookup")[1].value == b""
    before = net.nodes[b"1AA"].counts["reply nobody asked for"]
    bare.say(b"9SV A 9SVAAAAAA late *")
    assert net.nodes[b"1AA"].counts["reply nobody asked for"] == before + 1


@pytest.mark.parametrize("kind", [b"N", b"P"])
def test_b_goes_to_users_servers_and_channels(chain: Callable[..., Net], kind: bytes) -> None:
    net = chain(b"1AA", b"2BB", b"3CC")
    tammya = net.nodes[b"1AA"].add_user(b"Tammya", b"t", b"h", b"r")
    catnia = net.nodes[b"3CC"].add_user(b"Catnia", b"c", b"h", b"r")
    cid = net.nodes[b"3CC"].join(catnia, b"#tavern")
    net.pump()
    for dest in (catnia, b"3CC", cid):
        assert net.nodes[b"1AA"].message(tammya, dest, kind, b"hello \xff")
    net.pump()
    told = net.hearers[b"3CC"].of("told")
    assert [(each.source, each.subject, each.value, each.text) for each in told] == [
        (tammya, dest, kind, b"hello \xff") for dest in (catnia, b"3CC", cid)
    ]
    assert net.hearers[b"2BB"].of("told") == []
    assert not net.nodes[b"1AA"].message(tammya, b"4DDAAAAAA", kind, b"nobody")


def test_wallops_and_bulletins(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB", b"3CC", extra=((b"1AA", b"3CC"),))
    net.nodes[b"1AA"].message(b"1AA", b"3CC", b"W", b"to opers")
    net.nodes[b"1AA"].message(b"1AA", b"*", b"SN", b"backend down")
    net.pump()
    assert {each.text for each in net.hearers[b"3CC"].of("told")} == {b"to opers", b"backend down"}
    assert [each.text for each in net.hearers[b"2BB"].of("told")] == [b"backend down"]
    assert sum(b"SN :backend down" in line for _, _, line in net.lines) <= 4


def test_a_leaf_hears_nothing_of_its_own_again(bare: Bare) -> None:
    bare.greet()
    bare.answer()
    assert bare.say(b"9SV B * SN :backend down", b"9SV F *!*@moon* -0010") == []


def test_b_of_a_leaf_is_stamped_by_its_host_and_may_not_be_anothers(bare: Bare) -> None:
    bare.greet()
    bare.answer()
    uid = bare.net.nodes[b"2BB"].add_user(b"Tammya", b"t", b"h", b"r")
    bare.net.pump()
    bare.say(b"9SVAAAAAA B %s P :Hello!" % uid, b"2BBAAAAAA B %s P :Forged" % uid, b"9SV B * SN :backend down")
    bare.net.pump()
    told = bare.net.hearers[b"2BB"].of("told")
    assert [(each.source, each.text) for each in told] == [(b"9SVAAAAAA", b"Hello!"), (b"9SV", b"backend down")]
    assert bare.net.nodes[b"1AA"].counts["speaks for others"] == 1
    bare.net.nodes[b"2BB"].message(uid, b"9SVAAAAAA", b"P", b"Well met")
    bare.net.pump()
    line = next(line for line in (each[2] for each in bare.net.lines) if b"Well met" in line)
    assert line.startswith(b"@i=2BB-")


def test_d_names_a_channel_if_its_source_is_operator_there(bare: Bare) -> None:
    node = bare.net.nodes[b"2BB"]
    founder = node.add_user(b"Tammya", b"t", b"h", b"r")
    other = node.add_user(b"Catnia", b"c", b"h", b"r")
    cid = node.join(founder, b"#tavern")
    node.join(other, b"#tavern")
    assert not node.name_channel(other, cid, b"#mine")
    assert node.name_channel(founder, cid, b"#inn")
    bare.net.pump()
    view = bare.net.nodes[b"1AA"].state.view
    assert (view.names[cid], view.named(b"#INN"), view.named(b"#tavern")) == (b"#inn", cid, None)
    bare.greet()
    bare.say(b"9SV D %s #services" % cid)
    bare.net.pump()
    assert node.state.view.names[cid] == b"#services"


def test_f_sets_levels_by_the_table_and_services_set_any(bare: Bare) -> None:
    net = bare.net
    node = net.nodes[b"2BB"]
    founder, other, third = (node.add_user(nick, b"t", b"h", b"r") for nick in (b"Tammya", b"Catnia", b"Borin"))
    cid = node.join(founder, b"#tavern")
    node.join(other, b"#tavern")
    assert node.state.view.level(founder, cid) == 8000
    assert node.set_level(founder, other, 4000, cid)
    assert not node.set_level(other, founder, 0, cid), "protected"
    assert not node.set_level(other, third, 4000, cid), "not one's own band"
    assert not node.set_level(founder, other, 9990, cid), "only services"
    net.pump()
    bare.greet()
    bare.say(b"9SV F %s 9990" % third, b"9SV F %s 9500 %s" % (other, cid))
    net.pump()
    for each in net.nodes.values():
        view = each.state.view
        assert view.level(third) == 9990
        assert view.level(third, cid) == 9990, "an override counts everywhere"
        assert view.level(other, cid) == 9500
    assert [event.value for event in net.hearers[b"1AA"].of("level")][-2:] == [b"9990", b"9500"]


def test_a_ban_names_its_mask_and_is_lifted_by_ub(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB")
    node = net.nodes[b"1AA"]
    founder = node.add_user(b"Tammya", b"t", b"h", b"r")
    cid = node.join(founder, b"#tavern")
    assert node.set_level(founder, b"nick!*@*.example", -10, cid)
    net.pump()

    def bans() -> list[Register]:
        return [each for each in net.nodes[b"2BB"].state.view.about(cid) if b"!" in bytes(each.values["dest"])]

    assert [each.values["level"] for each in bans()] == [-10]
    assert node.lift_ban(founder, b"nick!*@*.example", cid)
    net.pump()
    assert [each.name for each in bans()] == ["UB"]


def test_a_po_nobody_asked_for_or_with_odd_times_changes_nothing(bare: Bare) -> None:
    bare.greet()
    asked = SEED.decode(next(line for line in bare.greeted if b" PI " in line)).values
    node = bare.net.nodes[b"1AA"]
    token, t1 = asked["token"], asked["t1"]
    for token_, times in (
        (b"0" * 16, (t1, 5, 6)),
        (token, (t1, 6, 5)),
        (token, (t1, 0, 2**53 - 1)),
        (token, (7, 5, 6)),
    ):
        bare.say(b"9SV PO 1AA %s %d %d %d" % (token_, *times))
        assert node.links[bare.link].lag.mean is None
    bare.net.now += 0.02
    bare.say(b"9SV PO 1AA %s %d 500 1500" % (token, t1))
    assert node.links[bare.link].lag.mean == pytest.approx(19_000, abs=2)
    bare.say(b"9SV PI 1AA 00c0ffee00c0ffee 5")
    assert node.counts["PO nobody asked for"] == 2


def test_a_pi_is_answered_with_its_own_times(bare: Bare) -> None:
    bare.greet()
    bare.hear()
    answer = next(line for line in bare.say(b"9SV PI 1AA 00c0ffee00c0ffee 1500000") if b" PO " in line)
    assert answer.startswith(b"1AA PO 9SV 00c0ffee00c0ffee 1500000 ")


def test_kicks_kills_and_invitations_reach_the_users_own_server(chain: Callable[..., Net]) -> None:
    net = chain(b"1AA", b"2BB", b"3CC")
    founder = net.nodes[b"1AA"].add_user(b"Tammya", b"t", b"h", b"r")
    cid = net.nodes[b"1AA"].join(founder, b"#tavern")
    net.pump()
    other = net.nodes[b"3CC"].add_user(b"Catnia", b"c", b"h", b"r")
    net.nodes[b"3CC"].join(other, b"#tavern")
    net.pump()
    assert not net.nodes[b"3CC"].kick(other, founder, cid, b"no")
    assert net.nodes[b"1AA"].kick(founder, other, cid, b"no flying")
    assert net.nodes[b"1AA"].invite(founder, other, cid)
    assert net.nodes[b"1AA"].kill(b"1AA", other, b"flooding")
    net.pump()
    heard = net.hearers[b"3CC"].events
    assert [(each.kind, each.text) for each in heard if each.kind in ("kick", "invite", "kill")] == [
        ("kick", b"no flying"),
        ("invite", b""),
        ("kill", b"flooding"),
    ]
