"""What clients see of the mesh: splits, heals, collisions, channels that become one."""

from __future__ import annotations

import pytest
from irced import Town, User, agree, town
from netted import WALL


def prefix(nick: bytes) -> bytes:
    return b":%b!~%b@moon.guard.example" % (nick, nick.lower())


def ring() -> Town:
    made = town(b"1AA", b"2BB", b"3CC")
    made.heal(b"1AA", b"3CC")
    return made


def everybody(town: Town) -> list[User]:
    for user in town.users:
        user.hear()
    return town.users


def test_a_lost_link_is_noticed_by_nobody() -> None:
    made = ring()
    for sid in (b"1AA", b"2BB", b"3CC"):
        made.user(sid, b"U" + sid).send(b"JOIN #tavern")
    users = everybody(made)
    made.cut(b"1AA", b"3CC")
    made.run(1.0)
    assert [user.hear() for user in users] == [[], [], []]
    users[0].send(b"PRIVMSG #tavern :still here")
    assert users[2].hear() == [prefix(b"U1AA") + b" PRIVMSG #tavern :still here"]


def test_a_split_shows_as_quits_and_a_heal_as_joins() -> None:
    made = town(b"1AA", b"2BB", b"3CC")
    for sid in (b"1AA", b"2BB", b"3CC"):
        made.user(sid, b"U" + sid).send(b"JOIN #tavern")
    one, two, three = everybody(made)
    one.send(b"MODE #tavern +o U3CC", b"TOPIC #tavern :Harvest").hear()
    everybody(made)
    made.cut(b"2BB", b"3CC")
    assert one.hear() == [prefix(b"U3CC") + b" QUIT :1aa.example 3cc.example"]
    assert two.hear() == [prefix(b"U3CC") + b" QUIT :2bb.example 3cc.example"]
    assert three.hear() == [
        prefix(b"U1AA") + b" QUIT :3cc.example 1aa.example",
        prefix(b"U2BB") + b" QUIT :3cc.example 2bb.example",
    ]
    three.send(b"TOPIC #tavern :Winter", b"MODE #tavern +m").hear()
    made.heal(b"3CC", b"2BB")
    # What was said over there may come before who said it.
    assert sorted(one.hear()) == sorted(
        [
            b":3cc.example TOPIC #tavern :Winter",
            b":3cc.example MODE #tavern +m",
            prefix(b"U3CC") + b" JOIN #tavern",
            b":1aa.example MODE #tavern +o U3CC",
        ]
    )
    assert sorted(three.hear()) == sorted(
        [
            prefix(b"U1AA") + b" JOIN #tavern",
            b":3cc.example MODE #tavern +q U1AA",
            prefix(b"U2BB") + b" JOIN #tavern",
        ]
    )
    agree(made)


def test_nicks_that_collide_leave_one_a_uid_and_nobody_dead() -> None:
    made = town(b"1AA", b"2BB")
    made.cut(b"1AA", b"2BB")
    first = made.user(b"1AA", b"Tammya")
    made.run(5.0)
    second = made.user(b"2BB", b"TAMMYA", host=b"keep.example")
    friend = made.user(b"2BB", b"Borin")
    for user in (second, friend):
        user.send(b"JOIN #keep")
    everybody(made)
    made.heal(b"1AA", b"2BB")
    uid = second.client.person.uid  # type: ignore[union-attr]
    assert first.hear() == []
    assert second.hear() == friend.hear() == [b":TAMMYA!~tammya@keep.example NICK :" + uid]
    assert not first.closed
    assert not second.closed
    assert second.numerics(b"NICK Tammya")[0].startswith(b"433")
    assert second.ask(b"NICK Zulya") == [b":%b!~tammya@keep.example NICK :Zulya" % uid]
    friend.send(b"PRIVMSG Tammya :which one?")
    assert first.hear()[-1] == prefix(b"Borin") + b" PRIVMSG Tammya :which one?"
    agree(made)


@pytest.mark.parametrize("older", [b"1AA", b"2BB"])
def test_channels_made_apart_become_one(older: bytes) -> None:
    made = town(b"1AA", b"2BB")
    made.cut(b"1AA", b"2BB")
    younger = b"2BB" if older == b"1AA" else b"1AA"
    old = made.user(older, b"Tammya")
    old.send(b"JOIN #tavern", b"TOPIC #tavern :old", b"MODE #tavern +m")
    made.run(1.0)
    young, also = made.user(younger, b"Catnia"), made.user(younger, b"Borin")
    young.send(b"JOIN #Tavern", b"TOPIC #tavern :young", b"MODE #tavern +k-t x")
    also.send(b"JOIN #tavern x")
    everybody(made)
    made.heal(b"1AA", b"2BB")
    agree(made)
    seen = old.hear()
    assert sorted(line for line in seen if b" JOIN " in line) == [
        prefix(b"Borin") + b" JOIN #tavern",
        prefix(b"Catnia") + b" JOIN #tavern",
    ]
    assert not any(b"QUIT" in line or b"PART" in line for line in seen)
    for user, nick in ((young, b"Catnia"), (also, b"Borin")):
        lines = user.hear()
        assert prefix(b"Tammya") + b" JOIN #tavern" in lines
        assert not any(prefix(nick) in line for line in lines)
        words = b" ".join(line for line in lines if b" MODE " in line)
        assert b"+q Tammya" in words
        assert b"-q Catnia" in words
        assert any(line.endswith(b"TOPIC #tavern :old") for line in lines)
        assert user.numerics(b"MODE #tavern")[0] == b"324 #tavern +mnt"
        assert user.numerics(b"NAMES #tavern")[0].endswith(
            (b":~Tammya Catnia Borin", b":Catnia Borin ~Tammya", b":~Tammya Borin Catnia", b":Borin Catnia ~Tammya")
        )
    assert young.numerics(b"PRIVMSG #tavern :hi")[0].startswith(b"404")
    old.send(b"PRIVMSG #tavern :together")
    assert young.hear()[-1] == also.hear()[-1] == prefix(b"Tammya") + b" PRIVMSG #tavern :together"


def test_a_channel_with_another_name_is_left_and_joined() -> None:
    made = town(b"1AA", b"2BB")
    one, other = made.user(b"1AA", b"Tammya"), made.user(b"2BB", b"Catnia")
    for user in (one, other):
        user.send(b"JOIN #tavern")
    everybody(made)
    node = made.net.nodes[b"1AA"]
    cid = node.state.view.named(b"#tavern")
    assert cid is not None
    node.name_channel(one.client.person.uid, cid, b"#inn")  # type: ignore[union-attr]
    lines = other.hear()
    assert lines[:2] == [
        prefix(b"Catnia") + b" PART #tavern :It is another channel now",
        prefix(b"Catnia") + b" JOIN #inn",
    ]
    assert b"~Tammya Catnia" in lines[2]
    other.send(b"PRIVMSG #inn :hi")
    assert one.hear()[-1].endswith(b"PRIVMSG #inn :hi")
    assert one.numerics(b"PRIVMSG #tavern :hi")[0].startswith(b"403")
    agree(made)


def test_a_channel_named_like_another_takes_its_people_there() -> None:
    made = town(b"1AA", b"2BB")
    old, young = made.user(b"1AA", b"Tammya"), made.user(b"2BB", b"Catnia")
    old.send(b"JOIN #inn")
    made.run(0.5)
    young.send(b"JOIN #tavern")
    everybody(made)
    node = made.net.nodes[b"2BB"]
    cid = node.state.view.named(b"#tavern")
    assert cid is not None
    node.name_channel(young.client.person.uid, cid, b"#inn")  # type: ignore[union-attr]
    made.pump()
    agree(made)
    assert prefix(b"Catnia") + b" JOIN #inn" in old.hear()
    lines = young.hear()
    assert lines[0].startswith(prefix(b"Catnia") + b" PART #tavern")
    assert lines[1] == prefix(b"Catnia") + b" JOIN #inn"
    young.send(b"PRIVMSG #inn :hi")
    assert old.hear()[-1].endswith(b"PRIVMSG #inn :hi")


def test_a_server_that_started_again_brings_its_clients_back() -> None:
    made = town(b"1AA", b"2BB")
    stays, goes = made.user(b"1AA", b"Tammya"), made.user(b"2BB", b"Catnia")
    for user in (stays, goes):
        user.send(b"JOIN #tavern")
    everybody(made)
    made.cut(b"1AA", b"2BB")
    made.run(2.0)
    made.add(b"2BB", b"1AA", wall=1_700_000_100_000_000)
    back = made.user(b"2BB", b"Catnia")
    back.send(b"JOIN #tavern")
    made.heal(b"1AA", b"2BB")
    agree(made)
    assert stays.numerics(b"NAMES #tavern")[0].endswith(b":~Tammya Catnia")


def test_a_front_end_that_begins_late_shows_what_is_there() -> None:
    from irced import FREE

    from generator.citrus.irc.edge import Irc

    made = town(b"1AA", b"2BB")
    made.user(b"1AA", b"Tammya").send(b"JOIN #tavern", b"TOPIC #tavern :hi")
    made.ircs[b"2BB"] = Irc(made.net.nodes[b"2BB"], FREE)
    agree(made)
    made.net.nodes[b"2BB"].profiles[-1] = made.ircs[b"2BB"]
    user = made.user(b"2BB", b"Catnia")
    assert user.ask(b"JOIN #tavern")[1].endswith(b":hi")


def test_a_server_notice_reaches_operators_and_others_wallops() -> None:
    made = town(b"1AA", b"2BB")
    guard, other = made.user(b"1AA", b"Tammya"), made.user(b"1AA", b"Borin")
    guard.send(b"OPER guard hearthstone").hear()
    made.net.nodes[b"2BB"].message(b"2BB", b"*", b"SN", b"a link is down")
    assert guard.hear() == [b":2bb.example NOTICE * :*** a link is down"]
    assert other.hear() == []


def test_kicks_and_kills_by_servers_and_services() -> None:
    made = town(b"1AA", b"2BB")
    one, other = made.user(b"1AA", b"Tammya"), made.user(b"2BB", b"Catnia")
    for user in (one, other):
        user.send(b"JOIN #tavern")
    everybody(made)
    node = made.net.nodes[b"1AA"]
    cid = node.state.view.named(b"#tavern")
    assert cid is not None
    node.kick(b"1AA", other.client.person.uid, cid, b"house rules")  # type: ignore[union-attr]
    assert other.hear() == [b":1aa.example KICK #tavern Catnia :house rules"]
    node.kill(b"1AA", other.client.person.uid, b"enough")  # type: ignore[union-attr]
    made.pump()
    assert other.closed
    assert made.ircs[b"1AA"].person(b"Catnia") is None


def test_who_comes_to_a_channel_that_everybody_left_owns_it() -> None:
    """Else somebody who connects again would find their channel without an operator, for ever."""
    made = town(b"1AA", b"2BB")
    made.user(b"1AA", b"Tammya").send(b"JOIN #inn", b"TOPIC #inn :closed", b"QUIT")
    again = made.user(b"2BB", b"Tammya")
    assert b":2bb.example 353 Tammya = #inn :~Tammya" in again.ask(b"JOIN #inn")
    assert again.ask(b"TOPIC #inn :open")[0].endswith(b"TOPIC #inn :open")
    made.run(1.0)
    agree(made)


def test_a_split_gives_nobody_a_channel() -> None:
    made = town(b"1AA", b"2BB")
    tammya, catnia = made.user(b"1AA", b"Tammya"), made.user(b"2BB", b"Catnia")
    tammya.send(b"JOIN #inn")
    made.cut(b"1AA", b"2BB")
    made.run(1.0)
    assert b":2bb.example 353 Catnia = #inn :Catnia" in catnia.ask(b"JOIN #inn")
    made.heal(b"1AA", b"2BB")
    made.run(3.0)
    assert tammya.ask(b"NAMES #inn")[0] == b":1aa.example 353 Tammya = #inn :~Tammya Catnia"


def test_who_set_a_topic_is_known_after_a_heal_and_when_they_have_gone() -> None:
    made = town(b"2BB", b"1AA", b"3CC")
    tammya, catnia = made.user(b"1AA", b"Tammya"), made.user(b"2BB", b"Catnia")
    for user in (tammya, catnia):
        user.send(b"JOIN #tavern")
    tammya.send(b"MODE #tavern -t")
    made.cut(b"1AA", b"3CC")
    made.cut(b"1AA", b"2BB")
    made.run(2.0)
    catnia.send(b"TOPIC #tavern :Winter")
    topic = catnia.numerics(b"TOPIC #tavern")
    assert topic[0] == b"332 #tavern :Winter"
    assert topic[1].startswith(b"333 #tavern Catnia!~catnia@moon.guard.example 170000000")
    catnia.send(b"NICK Zulya")
    made.heal(b"1AA", b"2BB")
    assert tammya.numerics(b"TOPIC #tavern") == topic
    catnia.send(b"QUIT")
    # This one never heard of Catnia.
    made.add(b"3CC", b"1AA", wall=WALL + 60_000_000)
    borin = made.user(b"3CC", b"Borin")
    made.heal(b"1AA", b"3CC")
    assert borin.numerics(b"JOIN #tavern")[:2] == topic
    agree(made)
