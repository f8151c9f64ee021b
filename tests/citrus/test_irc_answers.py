"""Answers a client can take apart: on one line that fits, whatever was asked."""

from __future__ import annotations

import pytest
from irced import Town, User, town

from generator.citrus.irc.commands import COMMANDS
from generator.citrus.irc.line import is_utf8, split

ODD = (b"#" + b"a" * 470, ("é" * 230).encode(), b":sp ace", b"::x", b":", b",", b"x,,y", b"#in,,", b":#in #in")
UUID = b"0b8e4ad6-7f3f-4b0c-9f0e-2f6a4f1f9f11"
BEFORE = (b"", b"#in ", b"Borin ", b"#in +b ", b"#in +l ", b"#in +o ", b"REQ ", b"#nowhere ")


@pytest.fixture
def two() -> Town:
    made = town(b"1AA")
    made.user(b"1AA", b"Tammya").send(b"JOIN #in")
    made.user(b"1AA", b"Borin", b"account-tag message-tags batch labeled-response").send(b"JOIN #in")
    for user in made.users:
        user.hear()
    return made


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != b"QUIT"])
def test_whatever_is_asked_the_answer_is_a_line(two: Town, command: bytes) -> None:
    tammya = two.users[0]
    for before in BEFORE:
        for odd in ODD:
            question = b"%b %b%b" % (command, before, odd)
            for line in tammya.ask(question[:510]):
                assert is_utf8(line), (question, line)
                head, _, _ = line.partition(b" :")
                assert all(head.split(b" ")[2:]) or not head, (question, line)


def numerics(user: User, line: bytes) -> list[list[bytes]]:
    return [each.params[1:] for each in map(split, user.ask(line)) if each.command.isdigit()]


def test_what_was_asked_about_stays_one_word(two: Town) -> None:
    tammya = two.users[0]
    assert numerics(tammya, b"TOPIC :sp ace")[0][0] == b"sp_ace"
    assert numerics(tammya, b"MODE ::x")[0][0] == b"x"
    assert numerics(tammya, b"INVITE Borin :")[0][0] == b"*"
    assert numerics(tammya, b"WHOIS x,,Borin")[0][0] == b"x"
    assert numerics(tammya, b"PART ,") == []
    assert numerics(tammya, "MODE #in +é".encode())[0][0] == "\N{REPLACEMENT CHARACTER}".encode()


def test_lists_hold_whole_names(two: Town) -> None:
    nicks = [b"Nobody%02d%b" % (at, b"x" * 20) for at in range(17)]
    for nick in nicks:
        two.user(b"1AA", nick)
    tammya = two.users[0]
    lines = numerics(tammya, b"ISON " + b" ".join(nicks))
    assert b" ".join(each for (each,) in lines).split(b" ") == nicks
    assert numerics(tammya, b"ISON nobody") == [[b""]]
    assert numerics(tammya, b"USERHOST nobody") == [[b""]]


def test_a_label_comes_back_as_it_was(two: Town) -> None:
    borin = two.users[1]
    for label in (b"a\\nb", b"a\\rb", b"a\\:\\s\\\\b"):
        (line,) = borin.ask(b"@label=%b PING x" % label)
        assert line == b"@label=%b :1aa.example PONG 1aa.example :x" % label


def test_many_long_bans_are_all_seen(two: Town) -> None:
    tammya, borin = two.users
    masks = [b"%d%b!*@*" % (at, b"x" * 72) for at in range(6)]
    tammya.send(b"MODE #in +bbbbbb " + b" ".join(masks))
    modes = [line for line in borin.split() if line.command == b"MODE"]
    assert [mask for line in modes for mask in line.params[2:]] == masks


def test_a_line_is_tagged_with_the_account_of_who_said_it(two: Town) -> None:
    tammya, borin = two.users
    irc = two.ircs[b"1AA"]
    irc.node.set_account(tammya.client.person.uid, b"Tammy", UUID)  # type: ignore[union-attr]
    borin.hear()
    tammya.send(b"TOPIC #in :x", b"MODE #in +m", b"INVITE Borin #in", b"PRIVMSG Borin :x", b"KICK #in Borin :x")
    lines = borin.hear()
    assert len(lines) == 4
    assert all(split(line).tags == {b"account": b"Tammy"} for line in lines), lines
    irc.node.set_account(tammya.client.person.uid, b"*", b"*")  # type: ignore[union-attr]
    irc.node.set_account(borin.client.person.uid, b"Borin", UUID)  # type: ignore[union-attr]
    borin.send(b"JOIN #in").hear()
    tammya.send(b"KICK #in Borin :x")
    assert split(borin.hear()[0]).tags == {}, "it is not his own account"
