"""Messages, and what clients ask for with capabilities."""

from __future__ import annotations

import pytest
from irced import Town, town

TAMMYA, CATNIA = (b":%b!~%b@moon.guard.example" % (nick, nick.lower()) for nick in (b"Tammya", b"Catnia"))
TIME = b"@time=2023-11-14T22:13:2"


@pytest.fixture
def both() -> Town:
    return town(b"1AA", b"2BB")


@pytest.mark.parametrize("sid", [b"1AA", b"2BB"])
def test_between_two(both: Town, sid: bytes) -> None:
    tammya, catnia = both.user(b"1AA", b"Tammya"), both.user(sid, b"Catnia")
    assert tammya.ask(b"PRIVMSG catnia :Well met!", b"NOTICE Catnia :\x01PING 1\x01") == []
    assert catnia.hear() == [TAMMYA + b" PRIVMSG Catnia :Well met!", TAMMYA + b" NOTICE Catnia :\x01PING 1\x01"]
    catnia.send(b"AWAY :in the tavern")
    assert tammya.numerics(b"PRIVMSG Catnia :there?") == [b"301 Catnia :in the tavern"]
    assert tammya.ask(b"NOTICE Catnia :there?") == []
    assert catnia.numerics(b"AWAY") == [b"305 :You are no longer marked as being away"]


def test_what_is_wrong(both: Town) -> None:
    tammya = both.user(b"1AA", b"Tammya")
    for line, numeric in (
        (b"PRIVMSG", b"411"),
        (b"PRIVMSG Catnia", b"412"),
        (b"PRIVMSG Catnia :", b"412"),
        (b"PRIVMSG Catnia :x", b"401 Catnia"),
        (b"PRIVMSG #none :x", b"403 #none"),
        (b"PRIVMSG " + b"x" * 600, b"417"),
    ):
        assert tammya.numerics(line)[0].startswith(numeric)
    for line in (b"NOTICE", b"NOTICE Catnia", b"NOTICE Catnia :x", b"NOTICE #none :x", b"NOTICE :"):
        assert tammya.ask(line) == []
    assert [line[:3] for line in tammya.numerics(b"PRIVMSG a,b,c,d,e,f :x")] == [b"401"] * 4 + [b"407"] * 2


def test_in_a_channel(both: Town) -> None:
    tammya, catnia = both.user(b"1AA", b"Tammya"), both.user(b"2BB", b"Catnia")
    borin = both.user(b"1AA", b"Borin")
    for user in both.users:
        user.send(b"JOIN #tavern")
    for user in both.users:
        user.hear()
    assert tammya.ask(b"PRIVMSG #tavern :Well met!") == []
    assert catnia.hear() == borin.hear() == [TAMMYA + b" PRIVMSG #tavern :Well met!"]
    catnia.send(b"NOTICE #Tavern :hush")
    assert tammya.hear() == [CATNIA + b" NOTICE #tavern :hush"]
    tammya.send(b"MODE #tavern +h Catnia").hear()
    catnia.hear()
    borin.hear()
    borin.send(b"PRIVMSG %#tavern :help")
    assert tammya.hear() == catnia.hear() == [b":Borin!~borin@moon.guard.example NOTICE %#tavern :help"]
    assert borin.hear() == []


def test_a_long_text_comes_in_pieces_that_fit(both: Town) -> None:
    tammya, catnia = both.user(b"1AA", b"Tammya"), both.user(b"2BB", b"Catnia")
    text = "ß".encode() * 240
    tammya.send(b"PRIVMSG Catnia :" + text)
    lines = catnia.hear()
    assert len(lines) == 2
    assert b"".join(line.partition(b" :")[2] for line in lines) == text


def test_text_that_is_not_utf8_goes_nowhere(both: Town) -> None:
    tammya, catnia = both.user(b"1AA", b"Tammya"), both.user(b"2BB", b"Catnia")
    assert tammya.ask(b"PRIVMSG Catnia :\xff\xfe") == [b":1aa.example FAIL PRIVMSG INVALID_UTF8 :The line is not UTF-8"]
    assert catnia.hear() == []
    node = both.net.nodes[b"1AA"]
    node.message(b"1AA", catnia.client.person.uid, b"P", b"raw \xff")  # type: ignore[union-attr]
    assert catnia.hear() == [":1aa.example PRIVMSG Catnia :raw \ufffd".encode()]


def test_nul_and_cr_never_pass(both: Town) -> None:
    tammya, catnia = both.user(b"1AA", b"Tammya"), both.user(b"2BB", b"Catnia")
    tammya.send(b"PRIVMSG Catnia :a\0b\rc")
    assert catnia.hear() == [TAMMYA + b" PRIVMSG Catnia :abc"]


# Capabilities


def test_what_there_is(both: Town) -> None:
    user = both.connect(b"1AA")
    (line,) = user.ask(b"CAP LS 302")
    for name in (b"message-tags", b"server-time", b"echo-message", b"multi-prefix", b"away-notify", b"extended-join"):
        assert name in line.split()
    assert b"labeled-response" in line
    assert b"sasl" not in line, "there is no account service"
    assert user.ask(b"CAP REQ :away-notify nothing") == [b":1aa.example CAP * NAK :away-notify nothing"]
    assert user.ask(b"CAP REQ :away-notify server-time") == [b":1aa.example CAP * ACK :away-notify server-time"]
    assert user.ask(b"CAP REQ -server-time") == [b":1aa.example CAP * ACK :-server-time"]
    assert user.ask(b"CAP LIST") == [b":1aa.example CAP * LIST :away-notify cap-notify"]


def test_server_time_and_echo(both: Town) -> None:
    tammya = both.user(b"1AA", b"Tammya", b"server-time echo-message")
    catnia = both.user(b"2BB", b"Catnia", b"server-time")
    for user in both.users:
        user.send(b"JOIN #tavern")
    for user in both.users:
        user.hear()
    (echo,) = tammya.ask(b"PRIVMSG #tavern :hi")
    assert echo.startswith(TIME)
    assert echo.endswith(TAMMYA + b" PRIVMSG #tavern :hi")
    assert catnia.hear()[0].startswith(TIME)
    (echo,) = tammya.ask(b"PRIVMSG Catnia :hi")
    assert echo.endswith(TAMMYA + b" PRIVMSG Catnia :hi")


def test_extended_join_account_notify_and_tags(both: Town) -> None:
    tammya = both.user(b"1AA", b"Tammya", b"extended-join account-notify account-tag")
    catnia = both.user(b"2BB", b"Catnia")
    node = both.net.nodes[b"2BB"]
    node.set_account(catnia.client.person.uid, b"cat", b"0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11")  # type: ignore[union-attr]
    assert catnia.hear()[-1].endswith(b"900 Catnia Catnia!~catnia@moon.guard.example cat :You are now logged in as cat")
    tammya.send(b"JOIN #tavern").hear()
    catnia.send(b"JOIN #tavern", b"PRIVMSG Tammya :hi")
    assert tammya.hear() == [
        b"@account=cat " + CATNIA + b" JOIN #tavern cat :Catnia of the moon",
        b"@account=cat " + CATNIA + b" PRIVMSG Tammya :hi",
    ]
    node.set_account(catnia.client.person.uid, b"*", b"*")  # type: ignore[union-attr]
    assert tammya.hear() == [CATNIA + b" ACCOUNT *"]
    assert b" 901 " in catnia.hear()[-1]


def test_away_notify(both: Town) -> None:
    tammya, catnia = both.user(b"1AA", b"Tammya", b"away-notify"), both.user(b"2BB", b"Catnia")
    tammya.send(b"JOIN #tavern").hear()
    catnia.send(b"AWAY :in bed", b"JOIN #tavern")
    assert tammya.hear() == [CATNIA + b" JOIN #tavern", CATNIA + b" AWAY :in bed"]
    catnia.send(b"AWAY")
    assert tammya.hear() == [CATNIA + b" AWAY"]


def test_tags_of_clients_cross_the_mesh(both: Town) -> None:
    tammya = both.user(b"1AA", b"Tammya", b"message-tags echo-message")
    catnia, borin = both.user(b"2BB", b"Catnia", b"message-tags"), both.user(b"2BB", b"Borin")
    for user in both.users:
        user.send(b"JOIN #tavern")
    for user in both.users:
        user.hear()
    (echo,) = tammya.ask(b"@+draft/reply=42;secret=1;+x PRIVMSG #tavern :hi")
    assert echo == b"@+draft/reply=42;+x " + TAMMYA + b" PRIVMSG #tavern :hi"
    assert catnia.hear() == [echo]
    assert borin.hear() == [TAMMYA + b" PRIVMSG #tavern :hi"]
    tammya.send(b"@+typing=active TAGMSG Catnia", b"@+typing=done TAGMSG #tavern", b"TAGMSG Catnia")
    assert catnia.hear() == [
        b"@+typing=active " + TAMMYA + b" TAGMSG Catnia",
        b"@+typing=done " + TAMMYA + b" TAGMSG #tavern",
    ]
    assert borin.hear() == []
    assert borin.numerics(b"@+x TAGMSG Catnia")[0].startswith(b"421")


def test_answers_bear_labels(both: Town) -> None:
    tammya = both.user(b"1AA", b"Tammya", b"labeled-response batch echo-message")
    both.user(b"2BB", b"Catnia")
    assert tammya.ask(b"@label=a PING x") == [b"@label=a :1aa.example PONG 1aa.example :x"]
    assert tammya.ask(b"@label=b PONG x") == [b"@label=b :1aa.example ACK"]
    assert tammya.ask(b"@label=c PRIVMSG Catnia :hi") == [b"@label=c " + TAMMYA + b" PRIVMSG Catnia :hi"]
    lines = tammya.ask(b"@label=d JOIN #tavern")
    assert lines[0] == b"@label=d :1aa.example BATCH +1 labeled-response"
    assert lines[1] == b"@batch=1 " + TAMMYA + b" JOIN #tavern"
    assert lines[-1] == b":1aa.example BATCH -1"
    assert len(lines) == 5
    assert tammya.ask(b"@label=e FLY") == [b"@label=e :1aa.example 421 Tammya FLY :Unknown command"]


def test_userhost_in_names_and_invite_notify(both: Town) -> None:
    tammya = both.user(b"1AA", b"Tammya", b"userhost-in-names")
    borin = both.user(b"1AA", b"Borin", b"invite-notify")
    both.user(b"2BB", b"Catnia")
    assert b":~Tammya!~tammya@moon.guard.example" in tammya.ask(b"JOIN #tavern")[1]
    borin.send(b"JOIN #tavern").hear()
    tammya.send(b"INVITE Catnia #tavern")
    assert borin.hear() == [TAMMYA + b" INVITE Catnia :#tavern"]


# Bounds


def test_lines_wait_for_their_turn_and_a_flood_is_closed() -> None:
    from dataclasses import replace

    from irced import FREE

    from generator.citrus.irc.limits import Limits

    slow = town(b"1AA", settings=replace(FREE, limits=Limits(flood_lines=2, flood_burst=10)))
    user = slow.user(b"1AA", b"Tammya")
    assert len(user.ask(*[b"PING %d" % number for number in range(30)])) == 8
    slow.run(5.0)
    assert len(user.hear()) == 10
    slow.run(20.0)
    assert len(user.hear()) == 12
    user.send(*[b"PRIVMSG Tammya :" + b"x" * 400] * 60)
    assert user.closed
    assert b"Excess flood" in user.hear()[-1]


def test_what_is_kept_of_somebody_unknown_is_bounded(both: Town) -> None:
    user = both.connect(b"1AA")
    irc = both.ircs[b"1AA"]
    for _ in range(20):
        irc.received(user.client, b"x" * 1000, 0.0)
        assert len(user.client.rest) <= 5120
    both.pump()
    assert user.closed
    long = both.user(b"1AA", b"Tammya")
    irc.received(long.client, b"y" * 6000, 0.0)
    irc.received(long.client, b"y" * 6000 + b"\r\nPING z\r\n", 0.0)
    assert [line.split(b" ")[1] for line in long.hear()] == [b"417", b"PONG"]
