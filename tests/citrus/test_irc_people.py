"""What clients can ask about people and the network."""

from __future__ import annotations

import pytest
from irced import Town, User, agree, town


@pytest.fixture
def three() -> Town:
    made = town(b"1AA", b"2BB", b"3CC")
    for sid, nick in ((b"1AA", b"Tammya"), (b"2BB", b"Catnia"), (b"3CC", b"Borin")):
        made.user(sid, nick).send(b"JOIN #tavern")
    for user in made.users:
        user.hear()
    return made


def test_whois_from_anywhere(three: Town) -> None:
    tammya, catnia, _ = three.users
    catnia.send(b"AWAY :in bed")
    assert tammya.numerics(b"WHOIS catnia") == [
        b"311 Catnia ~catnia moon.guard.example * :Catnia of the moon",
        b"319 Catnia :#tavern",
        b"312 Catnia 2bb.example :node 2BB",
        b"301 Catnia :in bed",
        b"318 Catnia :End of WHOIS",
    ]
    assert tammya.numerics(b"WHOIS 2bb.example Catnia")[0].startswith(b"311 Catnia")
    assert tammya.numerics(b"WHOIS none.example Catnia")[0].startswith(b"402 none.example")
    assert [line[:3] for line in tammya.numerics(b"WHOIS Nobody")] == [b"401", b"318"]
    assert any(line.startswith(b"317 Tammya 0 1700000001") for line in tammya.numerics(b"WHOIS Tammya"))
    assert tammya.numerics(b"WHOIS")[0].startswith(b"431")


def test_who(three: Town) -> None:
    tammya = three.users[0]
    assert tammya.numerics(b"WHO #tavern") == [
        b"352 #tavern ~tammya moon.guard.example 1aa.example Tammya H~ :0 Tammya of the moon",
        b"352 #tavern ~catnia moon.guard.example 2bb.example Catnia H :1 Catnia of the moon",
        b"352 #tavern ~borin moon.guard.example 3cc.example Borin H :2 Borin of the moon",
        b"315 #tavern :End of WHO list",
    ]
    assert len(tammya.numerics(b"WHO *oRi*")) == 2
    assert len(tammya.numerics(b"WHO nobody")) == 1
    assert tammya.numerics(b"WHO #tavern o") == [b"315 #tavern :End of WHO list"]
    assert tammya.numerics(b"WHO Catnia %tcuhsnfar,42")[0] == (
        b"354 42 #tavern ~catnia moon.guard.example 2bb.example Catnia H 0 :Catnia of the moon"
    )


def test_whowas(three: Town) -> None:
    tammya, catnia, borin = three.users
    catnia.send(b"NICK Zulya")
    borin.send(b"QUIT :bye")
    assert tammya.numerics(b"WHOWAS Catnia")[0] == b"314 Catnia ~catnia moon.guard.example * :Catnia of the moon"
    lines = tammya.numerics(b"WHOWAS borin 1")
    assert [line[:3] for line in lines] == [b"314", b"312", b"369"]
    assert lines[1].startswith(b"312 Borin 3cc.example :2023-11-14T")
    assert [line[:3] for line in tammya.numerics(b"WHOWAS nobody")] == [b"406", b"369"]


def test_small_questions(three: Town) -> None:
    tammya, catnia, _ = three.users
    catnia.send(b"AWAY :x")
    assert tammya.numerics(b"USERHOST Tammya Catnia nobody") == [
        b"302 :Tammya=+~tammya@moon.guard.example Catnia=-~catnia@moon.guard.example"
    ]
    assert tammya.numerics(b"ISON nobody :borin Catnia") == [b"303 :Borin Catnia"]


def first(user: User, line: bytes) -> bytes:
    return user.numerics(line)[0]


def test_the_network(three: Town) -> None:
    tammya = three.users[0]
    assert tammya.numerics(b"LUSERS") == [
        b"251 :There are 3 users and 0 invisible on 3 servers",
        b"254 1 :channels formed",
        b"255 :I have 1 clients and 2 servers",
        b"265 1 1 :Current local users 1, most at once 1",
        b"266 3 3 :Current users of all servers 3, most at once 3",
    ]
    assert tammya.numerics(b"LINKS") == [
        b"364 1aa.example 1aa.example :0 node 1AA",
        b"364 2bb.example 1aa.example :1 node 2BB",
        b"364 3cc.example 2bb.example :2 node 3CC",
        b"365 * :End of LINKS list",
    ]
    assert len(tammya.numerics(b"LINKS 2*")) == 2
    assert first(tammya, b"VERSION").startswith(b"351 crossrp-citrus-")
    assert first(tammya, b"VERSION none.example").startswith(b"402")
    assert first(tammya, b"TIME") == b"391 1aa.example :Tuesday November 14 2023 -- 22:13:21 +00:00"
    assert [line[:3] for line in tammya.numerics(b"INFO")] == [b"371", b"371", b"374"]
    assert [line[:3] for line in tammya.numerics(b"MOTD")] == [b"375", b"372", b"376"]
    assert first(tammya, b"HELP KICK").startswith(b"704 KICK :KICK #CHANNEL NICK")
    assert first(tammya, b"HELP FLY").startswith(b"524 FLY")


def test_nobody_sees_who_is_invisible_and_elsewhere(three: Town) -> None:
    tammya, catnia, borin = three.users
    catnia.send(b"MODE Catnia +i", b"PART #tavern", b"JOIN #keep")
    assert len(tammya.numerics(b"WHO *")) == 3
    assert tammya.numerics(b"NAMES #keep") == [b"366 #keep :End of NAMES list"]
    assert not any(line.startswith(b"319") for line in tammya.numerics(b"WHOIS Catnia"))
    borin.send(b"JOIN #keep").hear()
    assert b"352 #keep ~catnia moon.guard.example 2bb.example Catnia H~ :1 Catnia of the moon" in borin.numerics(
        b"WHO *"
    )


def test_a_real_name_changes_everywhere(three: Town) -> None:
    tammya, catnia, borin = three.users
    aware = three.user(b"3CC", b"Zulya", b"setname")
    aware.send(b"JOIN #tavern").hear()
    for user in (tammya, catnia, borin):
        user.hear()
    assert tammya.ask(b"SETNAME :High priestess") == []
    assert aware.hear() == [b":Tammya!~tammya@moon.guard.example SETNAME :High priestess"]
    assert catnia.hear() == borin.hear() == []
    assert borin.numerics(b"WHOIS Tammya")[0] == b"311 Tammya ~tammya moon.guard.example * :High priestess"
    assert aware.ask(b"SETNAME :Shadow hunter") == [b":Zulya!~zulya@moon.guard.example SETNAME :Shadow hunter"]
    for text in (b"", b"x" * 129):
        assert aware.ask(b"SETNAME :" + text) == [
            b":3cc.example FAIL SETNAME INVALID_REALNAME :A real name has 1 to 128 bytes"
        ]
    three.cut(b"2BB", b"3CC")
    aware.send(b"SETNAME :Voodoo")
    three.heal(b"2BB", b"3CC")
    assert tammya.numerics(b"WHOIS Zulya")[0].endswith(b":Voodoo")
    agree(three)
    assert b" NAMELEN=128 " in b" ".join(tammya.ask(b"VERSION"))
