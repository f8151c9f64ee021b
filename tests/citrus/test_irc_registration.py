"""Becoming a user, and ceasing to be one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from irced import FREE, Town, User, town

from generator.citrus.irc.limits import Limits


@pytest.fixture
def here() -> Town:
    return town(b"1AA")


def names(lines: list[bytes]) -> list[bytes]:
    return [line.split(b" ")[1] for line in lines]


def test_the_welcome(here: Town) -> None:
    user = here.connect(b"1AA")
    lines = user.ask(b"NICK Tammya", b"USER t 0 * :Tammya of the moon")
    assert names(lines)[:6] == [b"001", b"002", b"003", b"004", b"005", b"005"]
    assert names(lines)[-3:] == [b"375", b"372", b"376"]
    assert lines[0].endswith(b"Tammya!~t@moon.guard.example")
    tokens = b" ".join(line for line in lines if b" 005 " in line)
    for token in (
        b"CASEMAPPING=ascii",
        b"PREFIX=(qaohv)~&@%+",
        b"CHANMODES=beI,k,l,CMRimnst",
        b"NICKLEN=32",
        b"UTF8ONLY",
    ):
        assert token in tokens


def test_the_order_does_not_matter_and_capabilities_hold_it_up(here: Town) -> None:
    user = here.connect(b"1AA")
    assert user.numerics(b"USER t 0 * :T", b"CAP LS 302", b"NICK Tammya") == []
    assert user.numerics(b"CAP END")[0].startswith(b"001")


@pytest.mark.parametrize(
    ("lines", "numeric"),
    [
        ((b"JOIN #x",), b"451"),
        ((b"FLY",), b"451"),
        ((b"NICK",), b"431 :No nick"),
        ((b"NICK :",), b"431"),
        ((b"NICK 1two",), b"432 1two"),
        ((b"NICK a!b",), b"432"),
        ((b"NICK " + b"x" * 33,), b"432"),
        ((b"NICK \xc3\xa9",), b"432"),
        ((b"NICK Borin",), b"433 Borin"),
        ((b"NICK bORIN",), b"433"),
        ((b"USER a",), b"461 USER"),
        ((b"CAP FLY",), b"410 FLY"),
        ((b"AUTHENTICATE PLAIN",), b"904"),
    ],
)
def test_what_is_wrong_before(here: Town, lines: tuple[bytes, ...], numeric: bytes) -> None:
    here.user(b"1AA", b"Borin")
    user = here.connect(b"1AA")
    assert b" ".join(user.numerics(*lines)).startswith(numeric)


def test_what_is_wrong_after(here: Town) -> None:
    user = here.user(b"1AA", b"Borin")
    assert user.numerics(b"USER a 0 * :a")[0].startswith(b"462")
    assert user.numerics(b"PASS a")[0].startswith(b"462")
    assert user.numerics(b"FLY away")[0].startswith(b"421 FLY")
    assert user.numerics(b"JOIN")[0].startswith(b"461 JOIN")
    assert user.numerics(b"PING")[0].startswith(b"409")
    assert user.hear() == []


def test_a_nick_changes(here: Town) -> None:
    one, other = here.user(b"1AA", b"Borin"), here.user(b"1AA", b"Zulya")
    assert one.numerics(b"NICK zulya")[0].startswith(b"433")
    assert one.ask(b"NICK borin") == [b":Borin!~borin@moon.guard.example NICK :borin"]
    one.send(b"JOIN #x")
    other.send(b"JOIN #x").hear()
    one.send(b"NICK Tammya")
    assert other.hear() == [b":borin!~borin@moon.guard.example NICK :Tammya"]
    assert other.numerics(b"ISON borin Tammya") == [b"303 :Tammya"]


def test_two_who_want_a_nick_at_once(here: Town) -> None:
    one, other = here.connect(b"1AA"), here.connect(b"1AA")
    one.send(b"NICK Tammya")
    other.send(b"NICK Tammya")
    one.send(b"USER a 0 * :a")
    assert other.numerics(b"USER b 0 * :b")[0].startswith(b"433")
    assert other.numerics(b"NICK Zulya")[0].startswith(b"001")


def test_ping_and_pong(here: Town) -> None:
    user = here.user(b"1AA", b"Borin")
    assert user.ask(b"PING :a b") == [b":1aa.example PONG 1aa.example :a b"]
    assert user.ask(b"PONG x", b"PONG") == []
    here.run(121, 1.0)
    assert user.hear() == [b"PING :1aa.example"]
    user.send(b"PONG :1aa.example")
    here.run(100, 1.0)
    assert not user.closed
    here.run(100, 1.0)
    assert user.closed
    assert user.hear()[-1] == b"ERROR :Closing link: (~borin@moon.guard.example) [Ping timeout: 180 seconds]"
    assert here.net.nodes[b"1AA"].state.view.users == {}


def test_who_does_not_register_is_closed(here: Town) -> None:
    user = here.connect(b"1AA")
    user.send(b"NICK Borin")
    here.run(31, 1.0)
    assert user.closed


def test_quitting(here: Town) -> None:
    one, other = here.user(b"1AA", b"Borin"), here.user(b"1AA", b"Zulya")
    for user in (one, other):
        user.send(b"JOIN #x").hear()
    one.send(b"QUIT :off to bed", b"PRIVMSG #x :not said")
    assert one.closed
    assert other.hear()[-1] == b":Borin!~borin@moon.guard.example QUIT :Quit: off to bed"
    here.ircs[b"1AA"].lost(other.client, b"Connection closed", 0.0)
    here.pump()
    assert here.ircs[b"1AA"].people == {}
    assert here.ircs[b"1AA"].rooms == {}


def test_a_password_of_the_server() -> None:
    guarded = town(b"1AA", settings=replace(FREE, password=b"open sesame"))
    user = guarded.connect(b"1AA")
    user.send(b"PASS :open sesame", b"NICK a", b"USER a 0 * :a")
    assert b" 001 " in user.hear()[0]
    other = guarded.connect(b"1AA")
    other.send(b"PASS wrong", b"NICK b", b"USER b 0 * :b")
    assert b" 464 " in other.hear()[0]
    assert other.closed


def test_a_ban_of_the_network(here: Town) -> None:
    node = here.net.nodes[b"1AA"]
    user = here.user(b"1AA", b"Borin")
    node.set_level(b"1AA", b"*!*@moon.*", -10)
    node.deliver()
    here.pump()
    assert user.closed
    other = here.connect(b"1AA")
    other.send(b"NICK b", b"USER b 0 * :b")
    assert b" 465 " in other.hear()[0]
    assert other.closed


def test_bounds_on_who_connects() -> None:
    few = town(b"1AA", settings=replace(FREE, limits=Limits(flood_lines=0, clients=3, per_host=2)))
    irc = few.ircs[b"1AA"]
    first = few.user(b"1AA", b"Borin")
    few.connect(b"1AA")
    assert irc.connected(b"moon.guard.example", 0.0) is None
    few.connect(b"1AA", b"keep.example")
    assert irc.connected(b"else.example", 0.0) is None
    first.send(b"QUIT")
    assert irc.connected(b"else.example", 0.0) is not None


def test_encrypted_shows(here: Town) -> None:
    here.user(b"1AA", b"Borin", secure=True)
    other = here.user(b"1AA", b"Zulya")
    assert b"671 Borin :is using a secure connection" in other.numerics(b"WHOIS Borin")


def test_lines_come_in_any_pieces(here: Town) -> None:
    user: User = here.connect(b"1AA")
    irc = here.ircs[b"1AA"]
    for byte in b"\nNICK Borin\r\nUSER b 0 * :b\nPING x\r\n":
        irc.received(user.client, bytes((byte,)), 0.0)
    assert user.hear()[-1] == b":1aa.example PONG 1aa.example :x"
