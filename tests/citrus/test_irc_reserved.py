"""Nicks that are for services, also while no service is within reach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from irced import FREE, Town, agree, town
from netted import WALL

from generator.citrus.accounts.running import KEYS
from generator.citrus.accounts.service import Service
from generator.citrus.irc.setup import mistakes
from generator.citrus.reserved import ACCOUNTS_NICK, SERVICE_NICKS


@pytest.fixture
def alone() -> Town:
    """1AA and 2BB know of an account service, 9SV, that is not there yet."""
    return town(b"1AA", b"2BB", accounts=b"9SV")


def begin_service(made: Town) -> Service:
    node = made.net.nodes[b"9SV"]
    service = Service(node, lambda *_: False, Random(1), lambda: made.net.now, ACCOUNTS_NICK)
    node.profiles.append(service)
    made.pump()
    return service


@pytest.mark.parametrize("nick", [ACCOUNTS_NICK, b"nICKsERV", b"ChanServ", b"global"])
def test_nobody_may_be_called_as_a_service(alone: Town, nick: bytes) -> None:
    user = alone.connect(b"1AA")
    assert user.numerics(b"USER t 0 * :t", b"NICK " + nick)[0].startswith(b"433 %b :" % nick)
    assert user.numerics(b"NICK Tammya")[0].startswith(b"001")
    assert user.numerics(b"NICK " + nick)[0].startswith(b"432 %b :" % nick)
    assert user.client.nick == b"Tammya"


def test_without_a_service_the_nicks_are_free() -> None:
    user = town(b"1AA").user(b"1AA", ACCOUNTS_NICK)
    assert user.ask(b"NICK ChanServ")[0].endswith(b"NICK :ChanServ")


def test_the_service_has_its_nick_whoever_had_it_first() -> None:
    made = Town()
    made.add(b"1AA", b"3CC", accounts=b"9SV")
    # A server that was not told of the service lets somebody take it.
    made.add(b"3CC", b"1AA", b"9SV")
    made.heal(b"1AA", b"3CC")
    thief = made.user(b"3CC", ACCOUNTS_NICK)
    made.run(5.0)
    made.add(b"9SV", b"3CC", wall=WALL + 60_000_000)
    service = begin_service(made)
    made.heal(b"3CC", b"9SV")
    for node in made.net.nodes.values():
        found = node.state.view.find(ACCOUNTS_NICK)
        assert found is not None
        assert found.uid == service.uid
    assert any(b" NICK :3CC" in line for line in thief.hear())
    assert thief.numerics(b"NICK " + ACCOUNTS_NICK)[0].startswith(b"433")
    agree(made)


def test_more_nicks_can_be_kept_back() -> None:
    made = town(b"1AA", settings=replace(FREE, reserved=frozenset((b"guard",))), accounts=b"9SV")
    assert made.user(b"1AA", b"Tammya").numerics(b"NICK Guard")[0].startswith(b"432")


def test_the_record_and_the_configuration(tmp_path: Path) -> None:
    assert KEYS["nick"] == ACCOUNTS_NICK.decode()
    assert ACCOUNTS_NICK in SERVICE_NICKS
    table = {"listen": [{"address": "127.0.0.1:0"}]}
    assert mistakes({**table, "reserved": ["AuthServ"]}, tmp_path) == []
    for wrong in ("AuthServ", [1], ["two words"]):
        assert "reserved" in " ".join(mistakes({**table, "reserved": wrong}, tmp_path))
