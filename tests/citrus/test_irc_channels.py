"""Channels: coming, going, topics, lists, and who may."""

from __future__ import annotations

from dataclasses import replace

import pytest
from irced import FREE, Town, town

from generator.citrus.irc.limits import Limits

TAMMYA, CATNIA, BORIN = (
    b":%b!~%b@moon.guard.example" % (nick, nick.lower()) for nick in (b"Tammya", b"Catnia", b"Borin")
)


@pytest.fixture
def pair() -> Town:
    """Tammya at one server owns #tavern, Catnia at the other is in it."""
    made = town(b"1AA", b"2BB")
    made.user(b"1AA", b"Tammya").send(b"JOIN #tavern")
    made.user(b"2BB", b"Catnia").send(b"JOIN #Tavern")
    for user in made.users:
        user.hear()
    return made


def test_joining_and_who_is_there() -> None:
    both = town(b"1AA", b"2BB")
    tammya, catnia = both.user(b"1AA", b"Tammya"), both.user(b"2BB", b"Catnia")
    assert tammya.ask(b"JOIN #tavern") == [
        TAMMYA + b" JOIN #tavern",
        b":1aa.example 353 Tammya = #tavern :~Tammya",
        b":1aa.example 366 Tammya #tavern :End of NAMES list",
    ]
    tammya.send(b"TOPIC #tavern :Harvest festival").hear()
    lines = catnia.ask(b"JOIN #TAVERN")
    assert lines[0] == CATNIA + b" JOIN #tavern"
    assert lines[1] == b":2bb.example 332 Catnia #tavern :Harvest festival"
    assert lines[2].startswith(b":2bb.example 333 Catnia #tavern Tammya!~tammya@moon.guard.example 17000000")
    assert lines[3] == b":2bb.example 353 Catnia = #tavern :~Tammya Catnia"
    assert tammya.hear() == [CATNIA + b" JOIN #tavern"]
    assert tammya.ask(b"JOIN #tavern") == []
    assert tammya.numerics(b"MODE #tavern")[0] == b"324 #tavern +nt"


def test_leaving(pair: Town) -> None:
    tammya, catnia = pair.users
    assert catnia.ask(b"PART #tavern :off to bed") == [CATNIA + b" PART #tavern :off to bed"]
    assert tammya.hear() == [CATNIA + b" PART #tavern :off to bed"]
    assert catnia.numerics(b"PART #tavern,#none") == [
        b"442 #tavern :You are not on that channel",
        b"403 #none :No such channel",
    ]
    assert tammya.ask(b"JOIN 0")[0].startswith(TAMMYA + b" PART #tavern")
    assert pair.ircs[b"1AA"].rooms == pair.ircs[b"2BB"].rooms == {}


@pytest.mark.parametrize("name", [b"tavern", b"#a\x07", b"#" + b"x" * 64, b"#a:b"])
def test_names_that_cannot_be(pair: Town, name: bytes) -> None:
    assert pair.users[0].numerics(b"JOIN " + name)[0][:3] in (b"403", b"476")


def test_no_more_channels_than_allowed() -> None:
    few = town(b"1AA", settings=replace(FREE, limits=Limits(flood_lines=0, channels=2)))
    user = few.user(b"1AA", b"Tammya")
    assert b"405 #c :You have joined too many channels" in user.numerics(b"JOIN #a,#b,#c")


def test_kicking(pair: Town) -> None:
    tammya, catnia = pair.users
    assert catnia.numerics(b"KICK #tavern Tammya")[0].startswith(b"482 #tavern")
    assert tammya.numerics(b"KICK #tavern Zulya")[0].startswith(b"401 Zulya")
    assert tammya.numerics(b"KICK #none Catnia")[0].startswith(b"403 #none")
    borin = pair.user(b"1AA", b"Borin")
    assert tammya.numerics(b"KICK #tavern Borin")[0].startswith(b"441 Borin #tavern")
    assert borin.numerics(b"KICK #tavern Catnia")[0].startswith(b"442")
    assert tammya.ask(b"KICK #tavern Catnia :no flying") == [TAMMYA + b" KICK #tavern Catnia :no flying"]
    assert catnia.hear() == [TAMMYA + b" KICK #tavern Catnia :no flying"]
    assert tammya.numerics(b"NAMES #tavern")[0] == b"353 = #tavern :~Tammya"


def test_inviting(pair: Town) -> None:
    tammya, catnia = pair.users
    borin = pair.user(b"2BB", b"Borin")
    tammya.send(b"MODE #tavern +i").hear()
    assert borin.numerics(b"JOIN #tavern")[0].startswith(b"473 #tavern")
    assert catnia.numerics(b"INVITE Borin #tavern")[0].startswith(b"482")
    assert borin.numerics(b"INVITE Borin #tavern")[0].startswith(b"442")
    assert tammya.numerics(b"INVITE Catnia #tavern")[0].startswith(b"443 Catnia #tavern")
    assert tammya.numerics(b"INVITE Nobody #tavern")[0].startswith(b"401")
    assert tammya.numerics(b"INVITE Borin #none")[0].startswith(b"403")
    assert tammya.numerics(b"INVITE Borin")[0].startswith(b"461")
    assert tammya.numerics(b"INVITE Borin #tavern") == [b"341 Borin #tavern"]
    assert borin.hear() == [TAMMYA + b" INVITE Borin :#tavern"]
    assert borin.numerics(b"INVITE")[0].startswith(b"336 #tavern")
    assert borin.ask(b"JOIN #tavern")[0] == BORIN + b" JOIN #tavern"


def test_topics(pair: Town) -> None:
    tammya, catnia = pair.users
    assert tammya.numerics(b"TOPIC #tavern") == [b"331 #tavern :No topic is set"]
    assert catnia.numerics(b"TOPIC #tavern :mine")[0].startswith(b"482")
    assert tammya.ask(b"TOPIC #tavern :" + b"x" * 400) == [TAMMYA + b" TOPIC #tavern :" + b"x" * 300]
    assert catnia.hear() == [TAMMYA + b" TOPIC #tavern :" + b"x" * 300]
    tammya.send(b"MODE #tavern -t").hear()
    catnia.hear()
    assert catnia.ask(b"TOPIC #tavern :") == [CATNIA + b" TOPIC #tavern :"]
    assert tammya.ask(b"TOPIC #tavern") == [b":1aa.example 331 Tammya #tavern :No topic is set"]
    borin = pair.user(b"1AA", b"Borin")
    assert borin.numerics(b"TOPIC #tavern :x")[0].startswith(b"442")
    assert borin.numerics(b"TOPIC #none")[0].startswith(b"403")


def test_a_secret_channel_is_shown_to_its_own(pair: Town) -> None:
    tammya, catnia = pair.users
    borin = pair.user(b"1AA", b"Borin")
    tammya.send(b"MODE #tavern +s", b"JOIN #open").hear()
    assert [line for line in borin.numerics(b"LIST") if line.startswith(b"322")] == [b"322 #open 1 :"]
    assert sum(line.startswith(b"322") for line in catnia.numerics(b"LIST")) == 2
    assert b"319 Tammya :~#open" in borin.numerics(b"WHOIS Tammya")
    assert b"319 Tammya :~#tavern ~#open" in catnia.numerics(b"WHOIS Tammya")
    assert borin.numerics(b"NAMES #tavern") == [b"366 #tavern :End of NAMES list"]
    assert borin.numerics(b"WHO #tavern") == [b"315 #tavern :End of WHO list"]
    assert borin.numerics(b"MODE #tavern")[0].startswith(b"403")


def test_lists_are_asked_for_in_part(pair: Town) -> None:
    tammya = pair.users[0]
    tammya.send(b"JOIN #a,#b").hear()

    def listed(words: bytes) -> list[bytes]:
        return [line.split(b" ")[1] for line in tammya.numerics(b"LIST " + words) if line.startswith(b"322")]

    assert listed(b"#a,#tavern") == [b"#tavern", b"#a"]
    assert listed(b">1") == [b"#tavern"]
    assert listed(b"<2") == [b"#a", b"#b"]
    assert listed(b"#t*") == [b"#tavern"]


def test_names_of_many_fit_their_lines() -> None:
    many = town(b"1AA")
    irc = many.ircs[b"1AA"]
    for number in range(60):
        uid = many.net.nodes[b"1AA"].add_user(b"Guard%020d" % number, b"g", b"h", b"r")
        many.net.nodes[b"1AA"].join(uid, b"#keep")
    many.pump()
    user = many.user(b"1AA", b"Tammya")
    lines = user.ask(b"JOIN #keep")
    names = b" ".join(line.partition(b" :")[2] for line in lines if b" 353 " in line).split()
    assert len(names) == 61 == len(irc.rooms[next(iter(irc.rooms))].people)
    assert sum(b" 353 " in line for line in lines) > 2
