"""MONITOR: told when somebody comes and goes, wherever on the mesh they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from irced import FREE, Town, User, town

from generator.citrus.irc.limits import Limits


@pytest.fixture
def pair() -> Town:
    made = town(b"1AA", b"2BB")
    made.user(b"1AA", b"Tammya")
    return made


def mask(nick: bytes) -> bytes:
    return b"%b!~%b@moon.guard.example" % (nick, nick.lower())


@pytest.mark.parametrize("sid", [b"1AA", b"2BB"])
def test_who_comes_and_goes(pair: Town, sid: bytes) -> None:
    tammya = pair.users[0]
    assert tammya.ask(b"MONITOR + Borin,Zulya") == [b":1aa.example 731 Tammya :Borin,Zulya"]
    borin = pair.user(sid, b"borin")
    assert tammya.hear() == [b":1aa.example 730 Tammya :" + mask(b"borin")]
    assert tammya.numerics(b"MONITOR S") == [b"730 :" + mask(b"borin"), b"731 :Zulya"]
    assert tammya.numerics(b"MONITOR + BORIN") == [b"730 :" + mask(b"borin")]
    borin.send(b"QUIT :bye")
    assert tammya.hear() == [b":1aa.example 731 Tammya :borin"]
    assert tammya.numerics(b"MONITOR L") == [b"732 :Borin,Zulya", b"733 :End of MONITOR list"]
    assert tammya.ask(b"MONITOR - BORIN,nobody") == []
    pair.user(sid, b"Borin")
    assert tammya.hear() == []
    assert tammya.ask(b"MONITOR C") == []
    assert tammya.numerics(b"MONITOR L") == [b"733 :End of MONITOR list"]
    assert tammya.numerics(b"MONITOR S") == []


@pytest.mark.parametrize("sid", [b"1AA", b"2BB"])
def test_nicks_that_change(pair: Town, sid: bytes) -> None:
    tammya = pair.users[0]
    tammya.send(b"MONITOR + Borin,Zulya").hear()
    user = pair.user(sid, b"Borin")
    tammya.hear()
    user.send(b"NICK bOrin")
    assert tammya.hear() == []
    user.send(b"NICK Zulya")
    assert tammya.hear() == [
        b":1aa.example 731 Tammya :bOrin",
        b":1aa.example 730 Tammya :Zulya!~borin@moon.guard.example",
    ]
    user.send(b"NICK Grom")
    assert tammya.hear() == [b":1aa.example 731 Tammya :Zulya"]


def test_a_split_and_a_heal(pair: Town) -> None:
    tammya = pair.users[0]
    tammya.send(b"MONITOR + Borin")
    pair.user(b"2BB", b"Borin")
    tammya.hear()
    pair.cut(b"1AA", b"2BB")
    assert tammya.hear() == [b":1aa.example 731 Tammya :Borin"]
    pair.heal(b"1AA", b"2BB")
    assert tammya.hear() == [b":1aa.example 730 Tammya :" + mask(b"Borin")]


def test_nicks_that_collide(pair: Town) -> None:
    tammya = pair.users[0]
    pair.cut(b"1AA", b"2BB")
    first = pair.user(b"2BB", b"Borin", host=b"keep.example")
    pair.run(1.0)
    second = pair.user(b"1AA", b"Borin")
    assert tammya.numerics(b"MONITOR + Borin") == [b"730 :" + mask(b"Borin")]
    pair.heal(b"1AA", b"2BB")
    told = tammya.hear()
    assert told[-1] == b":1aa.example 730 Tammya :Borin!~borin@keep.example"
    assert tammya.numerics(b"MONITOR S") == [b"730 :Borin!~borin@keep.example"]
    first.send(b"QUIT")
    assert tammya.hear() == [b":1aa.example 731 Tammya :Borin"]
    assert second.client.nick != b"Borin"


def test_a_list_has_an_end() -> None:
    few = town(b"1AA", settings=replace(FREE, limits=Limits(flood_lines=0, monitor=3)))
    user = few.user(b"1AA", b"Tammya")
    assert user.numerics(b"MONITOR + a,b,a,c,d,e,b") == [b"731 :a,b,c", b"734 3 d,e :Monitor list is full"]
    assert user.numerics(b"MONITOR L")[0] == b"732 :a,b,c"
    assert b" MONITOR=3 " in b" ".join(user.ask(b"VERSION"))


@pytest.mark.parametrize(
    ("line", "numerics"),
    [
        (b"MONITOR", [b"461"]),
        (b"MONITOR +", [b"461"]),
        (b"MONITOR - :", [b"461"]),
        (b"MONITOR ?", [b"501"]),
        (b"MONITOR + *!*@moon.*", []),
        (b"MONITOR + ,,", []),
    ],
)
def test_what_is_wrong(pair: Town, line: bytes, numerics: list[bytes]) -> None:
    assert [answer[:3] for answer in pair.users[0].numerics(line)] == numerics


def test_many_take_several_lines(pair: Town) -> None:
    tammya = pair.users[0]
    names = [b"%c" % letter + b"x" * 30 for letter in range(0x41, 0x55)]
    for at in range(0, 20, 10):
        tammya.send(b"MONITOR + " + b",".join(names[at : at + 10]))
    lines = tammya.numerics(b"MONITOR L")
    assert len(lines) == 3
    assert b",".join(line.partition(b":")[2] for line in lines[:-1]).split(b",") == names


def test_nobody_is_kept_for_who_has_left(pair: Town) -> None:
    irc = pair.ircs[b"1AA"]
    zulya: User = pair.user(b"1AA", b"Zulya")
    zulya.send(b"MONITOR + Borin")
    assert irc.monitors
    zulya.send(b"QUIT")
    assert irc.monitors == {}
    pair.user(b"2BB", b"Borin")
