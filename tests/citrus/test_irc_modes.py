"""Modes of channels and users, and the levels behind the prefixes."""

from __future__ import annotations

import pytest
from irced import Town, User, town

from generator.citrus.irc.limits import GUESSES

TAMMYA = b":Tammya!~tammya@moon.guard.example"


@pytest.fixture
def trio() -> Town:
    """Tammya owns #tavern; Catnia at the other server and Borin are in it."""
    made = town(b"1AA", b"2BB")
    for sid, nick in ((b"1AA", b"Tammya"), (b"2BB", b"Catnia"), (b"1AA", b"Borin")):
        made.user(sid, nick).send(b"JOIN #tavern")
    for user in made.users:
        user.hear()
    return made


def test_what_all_see(trio: Town) -> None:
    tammya, catnia, borin = trio.users
    line = TAMMYA + b" MODE #tavern +mk-n+l sesame 20"
    assert tammya.ask(b"MODE #tavern +mk-n+l sesame 20") == [line]
    assert catnia.hear() == borin.hear() == [line]
    assert catnia.numerics(b"MODE #tavern")[0] == b"324 #tavern +klmt sesame 20"
    outside = trio.user(b"2BB", b"Zulya")
    assert outside.numerics(b"MODE #tavern")[0] == b"324 #tavern +klmt * 20"
    assert tammya.ask(b"MODE #tavern -k sesame")[0] == TAMMYA + b" MODE #tavern -k sesame"
    assert tammya.ask(b"MODE #tavern -l")[0] == TAMMYA + b" MODE #tavern -l"
    assert tammya.ask(b"MODE #tavern +m") == []


@pytest.mark.parametrize(
    ("words", "numeric"),
    [
        (b"+Y", b"472 Y"),
        (b"+l x", b"696 #tavern l x"),
        (b"+l 0", b"696"),
        (b"+l -3", b"696"),
        (b"+k -", b"525 #tavern"),
        (b"+k :a b", b"525"),
        (b"+k " + b"x" * 65, b"525"),
        (b"+o Nobody", b"401 Nobody"),
        (b"+o Zulya", b"441 Zulya #tavern"),
        (b"+k", b"696 #tavern k *"),
        (b"+l", b"696 #tavern l *"),
    ],
)
def test_what_is_wrong(trio: Town, words: bytes, numeric: bytes) -> None:
    trio.user(b"2BB", b"Zulya")
    assert trio.users[0].numerics(b"MODE #tavern " + words)[0].startswith(numeric)


def test_who_may_not(trio: Town) -> None:
    catnia = trio.users[1]
    for words in (b"+m", b"+k x", b"+o Catnia", b"-q Tammya", b"+b x", b"-o Borin"):
        assert catnia.numerics(b"MODE #tavern " + words)[0].startswith(b"482 #tavern"), words
    assert catnia.numerics(b"MODE #none")[0].startswith(b"403")


@pytest.mark.parametrize(
    ("letter", "prefix", "level"),
    [(b"a", b"&", 6000), (b"o", b"@", 4000), (b"h", b"%", 2000), (b"v", b"+", 1000)],
)
def test_ranks_are_levels(trio: Town, letter: bytes, prefix: bytes, level: int) -> None:
    tammya, catnia, borin = trio.users
    assert tammya.ask(b"MODE #tavern +%b Catnia" % letter) == [TAMMYA + b" MODE #tavern +%b Catnia" % letter]
    view = trio.net.nodes[b"2BB"].state.view
    uid, cid = catnia.client.person.uid, view.named(b"#tavern")  # type: ignore[union-attr]
    assert view.level(uid, cid) == level  # type: ignore[arg-type]
    assert b"~Tammya %bCatnia Borin" % prefix in borin.numerics(b"NAMES #tavern")[0]
    assert tammya.ask(b"MODE #tavern -%b Catnia" % letter) == [TAMMYA + b" MODE #tavern -%b Catnia" % letter]
    assert view.level(uid, cid) == 0  # type: ignore[arg-type]


def test_a_rank_replaces_another_and_a_plus_never_lowers(trio: Town) -> None:
    tammya, catnia, borin = trio.users
    tammya.send(b"MODE #tavern +v Catnia").hear()
    borin.hear()
    tammya.send(b"MODE #tavern +o Catnia")
    assert borin.hear() == [TAMMYA + b" MODE #tavern -v+o Catnia Catnia"]
    assert tammya.ask(b"MODE #tavern +v Catnia", b"MODE #tavern -v Catnia")[1:] == []
    assert catnia.numerics(b"MODE #tavern +o Borin")[0].startswith(b"482"), "an operator makes half operators at most"
    catnia.send(b"MODE #tavern +h Borin")
    assert borin.numerics(b"NAMES #tavern")[0].endswith(b":~Tammya @Catnia %Borin")
    assert catnia.numerics(b"KICK #tavern Tammya")[0].startswith(b"482")
    borin.send(b"MODE #tavern -h Borin")
    assert borin.numerics(b"NAMES #tavern")[0].endswith(b":~Tammya @Catnia Borin")


def test_bans(trio: Town) -> None:
    tammya, catnia, borin = trio.users
    assert tammya.ask(b"MODE #tavern +b Zulya") == [TAMMYA + b" MODE #tavern +b Zulya!*@*"]
    zulya = trio.user(b"2BB", b"Zulya")
    assert zulya.numerics(b"JOIN #tavern")[0].startswith(b"474 #tavern")
    listed = catnia.numerics(b"MODE #tavern b")
    assert listed[0].startswith(b"367 #tavern Zulya!*@* Tammya!~tammya@moon.guard.example 17")
    assert listed[1].startswith(b"368")
    assert tammya.ask(b"MODE #tavern +b zulya") == []
    assert tammya.ask(b"MODE #tavern -b ZULYA!*@*") == [TAMMYA + b" MODE #tavern -b Zulya!*@*"]
    assert zulya.commands(b"JOIN #tavern")[0] == b"JOIN"
    tammya.send(b"MODE #tavern +b *!*@moon.*").hear()
    assert zulya.numerics(b"PRIVMSG #tavern :hello")[0].startswith(b"404 #tavern")
    tammya.send(b"MODE #tavern +v Zulya")
    assert zulya.numerics(b"PRIVMSG #tavern :hello") == []
    assert borin.numerics(b"PRIVMSG #tavern :hello")[0].startswith(b"404")


def test_keys_limits_and_accounts_keep_people_out(trio: Town) -> None:
    tammya = trio.users[0]
    zulya = trio.user(b"2BB", b"Zulya")
    tammya.send(b"MODE #tavern +k sesame")
    assert zulya.numerics(b"JOIN #tavern")[0].startswith(b"475")
    assert zulya.numerics(b"JOIN #tavern wrong")[0].startswith(b"475")
    tammya.send(b"MODE #tavern -k *", b"MODE #tavern +l 3")
    assert zulya.numerics(b"JOIN #tavern")[0].startswith(b"471")
    tammya.send(b"MODE #tavern -l+R")
    assert zulya.numerics(b"JOIN #tavern")[0].startswith(b"477")
    trio.net.nodes[b"2BB"].set_account(zulya.client.person.uid, b"zulya", b"*")  # type: ignore[union-attr]
    trio.pump()
    assert b"JOIN" in zulya.commands(b"JOIN #tavern")


@pytest.mark.parametrize(
    ("mode", "text", "barred"),
    [
        (b"m", b"hello", True),
        (b"M", b"hello", True),
        (b"C", b"\x01VERSION\x01", True),
        (b"C", b"\x01ACTION waves\x01", False),
        (b"C", b"hello", False),
    ],
)
def test_modes_that_keep_people_quiet(trio: Town, mode: bytes, text: bytes, barred: bool) -> None:
    tammya, catnia, _ = trio.users
    tammya.send(b"MODE #tavern +" + mode)
    answer = catnia.numerics(b"PRIVMSG #tavern :" + text)
    assert [line[:3] for line in answer] == ([b"404"] if barred else [])


def test_nobody_speaks_from_outside(trio: Town) -> None:
    zulya = trio.user(b"1AA", b"Zulya")
    assert zulya.numerics(b"PRIVMSG #tavern :hello")[0].startswith(b"404")
    trio.users[0].send(b"MODE #tavern -n")
    assert zulya.numerics(b"PRIVMSG #tavern :hello") == []
    assert trio.users[1].hear()[-1].endswith(b"PRIVMSG #tavern :hello")


def test_user_modes(trio: Town) -> None:
    tammya, catnia, _ = trio.users
    assert tammya.ask(b"MODE Tammya +iw-w") == [TAMMYA + b" MODE Tammya :+i"]
    assert tammya.numerics(b"MODE Tammya") == [b"221 +i"]
    assert tammya.numerics(b"MODE Tammya +Y")[0].startswith(b"501")
    assert tammya.numerics(b"MODE Catnia")[0].startswith(b"502")
    assert tammya.numerics(b"MODE Nobody")[0].startswith(b"401")
    assert tammya.ask(b"MODE Tammya +o") == []
    zulya = trio.user(b"2BB", b"Zulya")
    assert not any(b" Tammya H" in line for line in zulya.numerics(b"WHO *"))
    assert any(b" Tammya H" in line for line in catnia.numerics(b"WHO *"))
    assert tammya.ask(b"MODE Tammya -i") == [TAMMYA + b" MODE Tammya :-i"]


def oper(user: User) -> None:
    lines = user.ask(b"OPER guard hearthstone")
    assert any(b" 381 " in line for line in lines)
    assert sorted(line[-2:] for line in lines if b" MODE " in line) == [b"+o", b"+w"], "all it changes is told"


def test_operators(trio: Town) -> None:
    tammya, catnia, borin = trio.users
    assert tammya.numerics(b"OPER guard wrong")[0].startswith(b"464")
    assert tammya.numerics(b"OPER nobody x")[0].startswith(b"491")
    for line in (b"KILL Borin :x", b"WALLOPS :x"):
        assert tammya.numerics(line)[0].startswith(b"481")
    oper(catnia)
    assert b"313 Catnia :is an operator of this network" in tammya.numerics(b"WHOIS Catnia")
    assert catnia.numerics(b"MODE Catnia") == [b"221 +ow"]
    borin.send(b"MODE Borin +w").hear()
    catnia.send(b"WALLOPS :to arms").hear()
    assert borin.hear()[-1] == b":Catnia!~catnia@moon.guard.example WALLOPS :to arms"
    assert tammya.hear() == []
    assert catnia.numerics(b"KILL 1aa.example :x")[0].startswith(b"483")
    assert catnia.numerics(b"KILL Nobody :x")[0].startswith(b"401")
    catnia.send(b"KILL Borin :flooding")
    assert borin.hear() == [
        b":Catnia!~catnia@moon.guard.example KILL Borin :flooding",
        b"ERROR :Closing link: (~borin@moon.guard.example) [Killed (Catnia (flooding))]",
    ]
    assert borin.closed
    assert tammya.hear() == [b":Borin!~borin@moon.guard.example QUIT :Killed (Catnia (flooding))"]
    oper(tammya)
    assert catnia.numerics(b"KILL Tammya :x") == [], "equals of one band may act on each other"
    catnia.send(b"MODE Catnia -o")
    assert catnia.numerics(b"KILL Zulya :x")[0].startswith(b"481")


def test_who_guesses_at_the_password_of_operators_is_sent_away(trio: Town) -> None:
    user = trio.users[2]
    for _ in range(GUESSES - 1):
        assert user.commands(b"OPER guard moonstone") == [b"464"]
    assert not user.closed
    assert user.commands(b"OPER nobody moonstone") == [b"491", b"ERROR"]
    assert user.closed
