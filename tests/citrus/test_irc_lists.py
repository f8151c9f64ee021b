"""Lists of masks: bans, exceptions to them, and who needs no invitation."""

from __future__ import annotations

import pytest
from irced import Town, agree, town

from generator.citrus.irc.limits import LIST_MASKS

TAMMYA = b":Tammya!~tammya@moon.guard.example"


@pytest.fixture
def pair() -> Town:
    """Tammya at one server owns #tavern, Catnia at the other is in it."""
    made = town(b"1AA", b"2BB")
    for sid, nick in ((b"1AA", b"Tammya"), (b"2BB", b"Catnia")):
        made.user(sid, nick).send(b"JOIN #tavern")
    for user in made.users:
        user.hear()
    return made


@pytest.mark.parametrize(("letter", "row", "end"), [(b"b", 367, 368), (b"e", 348, 349), (b"I", 346, 347)])
def test_lists_are_shown_across_the_mesh(pair: Town, letter: bytes, row: int, end: int) -> None:
    tammya, catnia = pair.users
    line = TAMMYA + b" MODE #tavern +%b Zulya!*@*" % letter
    assert tammya.ask(b"MODE #tavern +%b Zulya" % letter) == [line]
    assert catnia.hear() == [line]
    listed = catnia.numerics(b"MODE #tavern " + letter)
    assert listed[0].startswith(b"%d #tavern Zulya!*@* Tammya!~tammya@moon.guard.example 17" % row)
    assert listed[1].startswith(b"%d #tavern :End of" % end)
    assert tammya.ask(b"MODE #tavern +%b zulya" % letter) == []
    assert catnia.numerics(b"MODE #tavern -%b zulya" % letter)[0].startswith(b"482")
    assert catnia.numerics(b"MODE #tavern +%b Borin" % letter)[0].startswith(b"482")
    tammya.send(b"MODE #tavern +%b *!*@keep.*" % letter)
    catnia.hear()
    tammya.send(b"MODE #tavern -%b ZULYA!*@*" % letter)
    assert catnia.hear() == [TAMMYA + b" MODE #tavern -%b Zulya!*@*" % letter]
    agree(pair)
    assert [line[:3] for line in catnia.numerics(b"MODE #tavern +" + letter)] == [b"%d" % row, b"%d" % end]
    assert tammya.numerics(b"MODE #tavern +%b a!b!c@d@e" % letter)[0].startswith(b"696 #tavern " + letter)


def test_an_exception_lets_the_banned_in_and_speak(pair: Town) -> None:
    tammya, catnia = pair.users
    zulya = pair.user(b"2BB", b"Zulya")
    tammya.send(b"MODE #tavern +b *!*@moon.*")
    assert zulya.numerics(b"JOIN #tavern")[0].startswith(b"474")
    tammya.send(b"MODE #tavern +e ZULYA")
    assert zulya.commands(b"JOIN #tavern")[0] == b"JOIN"
    assert zulya.numerics(b"PRIVMSG #tavern :hello") == []
    assert catnia.numerics(b"PRIVMSG #tavern :hello")[0].startswith(b"404")
    tammya.send(b"MODE #tavern -e Zulya")
    assert zulya.numerics(b"PRIVMSG #tavern :hello")[0].startswith(b"404")


def test_an_exception_is_of_bans_alone(pair: Town) -> None:
    tammya = pair.users[0]
    zulya = pair.user(b"2BB", b"Zulya")
    tammya.send(b"MODE #tavern +eei Zulya *!*@*")
    assert zulya.numerics(b"JOIN #tavern")[0].startswith(b"473")
    tammya.send(b"MODE #tavern -i+k sesame")
    assert zulya.numerics(b"JOIN #tavern")[0].startswith(b"475")


def test_who_needs_no_invitation(pair: Town) -> None:
    tammya = pair.users[0]
    zulya, borin = pair.user(b"2BB", b"Zulya"), pair.user(b"1AA", b"Borin")
    tammya.send(b"MODE #tavern +iI Zulya")
    assert borin.numerics(b"JOIN #tavern")[0].startswith(b"473")
    tammya.send(b"MODE #tavern +b Zulya")
    assert zulya.numerics(b"JOIN #tavern")[0].startswith(b"474")
    tammya.send(b"MODE #tavern -b Zulya")
    assert zulya.commands(b"JOIN #tavern")[0] == b"JOIN"
    zulya.send(b"PART #tavern")
    tammya.send(b"MODE #tavern -I Zulya")
    assert zulya.numerics(b"JOIN #tavern")[0].startswith(b"473")


@pytest.mark.parametrize("letter", [b"b", b"e", b"I"])
def test_lists_have_an_end(pair: Town, letter: bytes) -> None:
    tammya, catnia = pair.users
    node = pair.net.nodes[b"1AA"]
    room = pair.ircs[b"1AA"].room(b"#tavern")
    assert room is not None
    for at in range(0, LIST_MASKS, 10):
        words = b" ".join(b"u%d" % (at + number) for number in range(10))
        tammya.send(b"MODE #tavern +%b %b" % (letter * 10, words))
    assert tammya.numerics(b"MODE #tavern +%b more" % letter)[0].startswith(b"478 #tavern %b " % letter)
    assert len(catnia.numerics(b"MODE #tavern " + letter)) == LIST_MASKS + 1
    assert node.state.view.named(b"#tavern") == room.cid


@pytest.mark.parametrize("letter", [b"b", b"e", b"I"])
def test_what_was_said_apart_is_merged(pair: Town, letter: bytes) -> None:
    tammya, catnia = pair.users
    tammya.send(b"MODE #tavern +%b both gone kept" % (letter * 3))
    tammya.send(b"MODE #tavern +o Catnia")
    for user in pair.users:
        user.hear()
    pair.cut(b"1AA", b"2BB")
    pair.run(1.0)
    tammya.send(b"MODE #tavern +%b here" % letter)
    catnia.send(b"MODE #tavern -%b+%b gone there" % (letter, letter))
    pair.heal(b"1AA", b"2BB")
    agree(pair)
    for user in pair.users:
        masks = {line.split(b" ")[2] for line in user.numerics(b"MODE #tavern " + letter)[:-1]}
        assert masks == {b"both!*@*", b"kept!*@*", b"here!*@*", b"there!*@*"}
        assert user.watcher.channels[b"#tavern"].masks[letter] == masks


def test_lists_of_channels_made_apart_are_those_of_the_older() -> None:
    made = town(b"1AA", b"2BB")
    made.cut(b"1AA", b"2BB")
    old = made.user(b"1AA", b"Tammya")
    old.send(b"JOIN #tavern", b"MODE #tavern +beI a b c")
    made.run(1.0)
    young = made.user(b"2BB", b"Catnia")
    young.send(b"JOIN #tavern", b"MODE #tavern +beI d e f")
    made.heal(b"1AA", b"2BB")
    agree(made)
    for user in (old, young):
        for letter, mask in ((b"b", b"a!*@*"), (b"e", b"b!*@*"), (b"I", b"c!*@*")):
            assert user.watcher.channels[b"#tavern"].masks[letter] == {mask}


def test_what_is_said_of_lists_at_the_start(pair: Town) -> None:
    user = pair.connect(b"1AA")
    tokens = b" ".join(user.ask(b"NICK Zulya", b"USER t 0 * :t"))
    for token in (b"CHANMODES=beI,k,l,CMRimnst", b"EXCEPTS=e", b"INVEX=I", b"MAXLIST=b:100,e:100,I:100"):
        assert token in tokens


def test_long_masks_are_told_whole(pair: Town) -> None:
    tammya, catnia = pair.users
    masks = [b"%c*!*@%b.example" % (letter, b"x" * 190) for letter in b"abcdef"]
    tammya.send(*(b"MODE #tavern +be %b %b" % (masks[at], masks[at + 1]) for at in (0, 2, 4)))
    for user in (tammya, catnia):
        user.hear()
        told = user.watcher.channels[b"#tavern"].masks
        assert (told[b"b"], told[b"e"]) == (set(masks[::2]), set(masks[1::2]))
