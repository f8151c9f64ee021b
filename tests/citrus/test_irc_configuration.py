"""Every mistake in the table [irc] is told, with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.citrus.irc.setup import LIMITS, mistakes
from generator.citrus.shell.config import ConfigError
from generator.citrus.shell.loading import load

GOOD: dict[str, Any] = {
    "network": "Azeroth",
    "flood_lines": 0,
    "listen": [{"address": "127.0.0.1:6667"}, {"address": "0.0.0.0:6667", "plain": True}, {"address": "unix:irc"}],
    "oper": [{"name": "guard", "password": "hearthstone", "level": 7000}],
}


def test_a_good_one(tmp_path: Path) -> None:
    assert mistakes(GOOD, tmp_path) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"netwrk": "x"}, "there is no 'netwrk'; there are network, motd"),
        ({"network": "two words"}, "the network's name 'two words' must be one word"),
        ({"listen": []}, "there is no [[irc.listen]]"),
        ({"listen": [{"address": "0.0.0.0:6667"}]}, "listen 1: 0.0.0.0:6667 is not loopback: give a 'certificate'"),
        ({"listen": [{"adress": "x"}]}, "listen 1: there is no 'adress'; there are address, certificate, key, plain"),
        ({"listen": [{"address": "6667"}]}, "listen 1: 'address': '6667' is neither HOST:PORT nor unix:PATH"),
        ({"listen": [{"address": "h:1", "certificate": "no.pem"}]}, "listen 1: 'certificate': there is no file"),
        ({"listen": [{"address": "h:1", "plain": 1}]}, "listen 1: 'plain' must be true or false"),
        ({"motd": "none.txt"}, "'motd': there is no file"),
        ({"clients": 0}, "'clients' must be 1 or more"),
        ({"ping": "long"}, "'ping' must be a whole number"),
        ({"password": "short"}, "the password is too short: 8 bytes at least"),
        ({"oper": [{"name": "guard"}]}, "oper 1: give either 'password' or 'password_file'"),
        ({"oper": [{"password": "hearthstone"}]}, "oper 1: 'name' is missing"),
        ({"oper": GOOD["oper"] * 2}, "oper: name 'guard' is there twice"),
        ({"oper": [{**GOOD["oper"][0], "level": 9000}]}, "oper 1: 'level' must be 2000 to 8999"),
        ({"oper": [{**GOOD["oper"][0], "level": 1000}]}, "oper 1: 'level' must be 2000 to 8999"),
    ],
)
def test_a_mistake_is_told(change: dict[str, Any], told: str, tmp_path: Path) -> None:
    found = mistakes({**GOOD, **change}, tmp_path)
    assert [line for line in found if line.startswith(told)], found
    assert not any("hearthstone" in line for line in found)


def test_every_limit_can_be_set(tmp_path: Path) -> None:
    assert mistakes({**GOOD, **dict.fromkeys(LIMITS, 7)}, tmp_path) == []


def test_a_file_is_checked_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "hub.toml"
    path.write_text(
        '[server]\nsid = "1AA"\nname = "hub.example"\n[irc]\nclients = 0\n[[irc.listen]]\naddress = "x:y"\n'
    )
    with pytest.raises(ConfigError) as found:
        load(path)
    assert str(found.value).splitlines() == [
        f"{path}: irc: listen 1: 'address': 'x:y' is neither HOST:PORT nor unix:PATH",
        f"{path}: irc: 'clients' must be 1 or more",
    ]
