"""Whatever clients send: no crash, bounded memory, others unharmed, and what is shown is what the node sees.

    CITRUS_FUZZ=2000 .venv/bin/python -m pytest tests/citrus/test_irc_hostile.py

tries so many seeds in place of the few of every day.
"""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random

import pytest
from irced import FREE, Town, User, agree, town

from generator.citrus.irc.caps import CAPS
from generator.citrus.irc.commands import COMMANDS
from generator.citrus.irc.limits import Limits
from generator.citrus.irc.modes import CHANNEL_MODES, RANK_OF, USER_MODES

SEEDS = int(os.environ.get("CITRUS_FUZZ", "12"))
LINES = 150
NICKS = (b"Tammya", b"Catnia", b"Borin", b"Zulya", b"1AAAAAAAA", b"tAMMYA")
CHANNELS = (b"#tavern", b"#Tavern", b"#keep", b"%#tavern", b"#", b"##", b"#a:b", b"&x", b"0")
LETTERS = b"".join((*CHANNEL_MODES, *RANK_OF, *USER_MODES)) + b"+-+-Yz"
WORDS = (b"*", b"+", b"-", b"", b"1aa.example", b"*!*@*", b"**", b"0", b"99999999999999999999", b"LS", b"REQ", b"END")
RAW = (b"\0", b"\r", b"\xff", b"\xc3", b"\x01ACTION x\x01", "ß".encode() * 300, b"x" * 600, b"@", b":", b" ", b"%b%s%d")


def a_param(chance: Random) -> bytes:
    kind = chance.randrange(10)
    if kind < 3:
        return chance.choice(NICKS)
    if kind < 6:
        return b",".join(chance.choice(CHANNELS) for _ in range(chance.choice((1, 1, 1, 2, 5))))
    if kind < 7:
        return bytes(chance.choice(LETTERS) for _ in range(chance.randrange(8)))
    if kind < 8:
        return chance.choice((*CAPS, b"-away-notify"))
    return chance.choice(WORDS if kind < 9 else RAW)


def a_line(chance: Random) -> bytes:
    if chance.random() < 0.05:
        return chance.randbytes(chance.randrange(80))
    words = [chance.choice((*COMMANDS, b"FLY", b"join"))]
    words += [a_param(chance) for _ in range(chance.choice((0, 1, 2, 2, 2, 3, 4, 20)))]
    if chance.random() < 0.5:
        words.append(b":" + b" ".join(a_param(chance) for _ in range(chance.randrange(3))))
    line = b" ".join(words)
    if chance.random() < 0.1:
        line = (
            b"@%b;%b=%b;+x " % (chance.choice((b"label=1", b"label=", b"label")), a_param(chance), a_param(chance))
            + line
        )
    return line


def a_useful_line(chance: Random, now: float) -> bytes:
    """Something that changes something more often than not. Of the channels one is new now and then."""
    channel, nick = chance.choice((*CHANNELS[:3], b"#day%d" % (now // 4))), chance.choice(NICKS[:4])
    return chance.choice(
        (
            b"JOIN " + channel,
            b"JOIN " + channel,
            b"PART " + channel,
            b"NICK " + nick,
            b"MODE %b %b%c %b" % (channel, chance.choice((b"+", b"-")), chance.choice(LETTERS), nick),
            b"TOPIC %b :%d" % (channel, chance.randrange(9)),
            b"KICK %b %b" % (channel, nick),
            b"INVITE %b %b" % (nick, channel),
            b"OPER guard hearthstone",
            b"KILL %b :x" % nick,
            b"AWAY :x",
            b"PRIVMSG %b :x" % channel,
            b"QUIT",
        )
    )


def judge(made: Town) -> None:
    for irc in made.ircs.values():
        for client in irc.clients.values():
            assert len(client.rest) <= 5 * 1024
            assert client.waiting_bytes <= 17 * 1024
            assert len(client.invited) <= irc.limits.channels
            assert client.sasl is None or len(client.sasl) <= 2048
        assert irc.outgoing() == []
    agree(made)
    fresh = made.user(b"1AA", b"Judge")
    other = made.user(b"2BB", b"Witness")
    assert fresh.ask(b"PRIVMSG Witness :still here") == []
    assert other.hear()[-1] == b":Judge!~judge@moon.guard.example PRIVMSG Witness :still here"
    assert fresh.ask(b"PING x") == [b":1aa.example PONG 1aa.example :x"]


def rename_one(made: Town, chance: Random) -> None:
    """A server gives a channel another name, which may be that of another one."""
    node = made.net.nodes[chance.choice((b"1AA", b"2BB"))]
    there = sorted(cid for cid, members in node.state.view.members.items() if members)
    if there:
        node.name_channel(node.me, chance.choice(there), chance.choice((*CHANNELS[:3], b"#inn", b"#Inn")))
        made.pump()


def come(made: Town, chance: Random, *, registered: bool) -> User:
    sid = chance.choice((b"1AA", b"2BB"))
    user = made.connect(sid)
    if registered:
        user.send(b"CAP REQ :" + b" ".join(chance.sample(sorted(set(CAPS) - {b"sasl"}), 3)))
        user.send(b"NICK U%d" % len(made.users), b"USER u 0 * :u", b"CAP END")
    return user


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("registered", [False, True], ids=["before", "after"])
def test_lines_of_hostile_clients(seed: int, registered: bool) -> None:
    chance = Random(f"{seed}{registered}")
    flood = seed % 3 == 0
    limits = Limits(flood_lines=20 if flood else 0, channels=5)
    made = town(b"1AA", b"2BB", settings=replace(FREE, limits=limits))
    users = [come(made, chance, registered=registered) for _ in range(4)]
    for number in range(LINES):
        at = chance.randrange(4)
        if users[at].closed:
            users[at] = come(made, chance, registered=registered)
        data = b"".join(
            (a_useful_line(chance, made.net.now) if registered and chance.random() < 0.6 else a_line(chance))
            + chance.choice((b"\r\n", b"\r\n", b"\n"))
            for _ in range(chance.choice((1, 1, 3)))
        )
        cut = chance.randrange(len(data) + 1)
        for part in (data[:cut], data[cut:]):
            made.ircs[users[at].sid].received(users[at].client, part, made.net.now)
        made.pump()
        if number % 50 == 25 and registered:
            made.cut(b"1AA", b"2BB")
        if number % 50 == 40 and registered:
            made.heal(b"1AA", b"2BB")
        if registered and chance.random() < 0.05:
            rename_one(made, chance)
        if number % 10 == 0:
            made.run(0.5)
    made.run(30.0, 3.0)
    judge(made)
