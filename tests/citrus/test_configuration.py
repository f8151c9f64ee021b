"""Every mistake in a configuration is told, with its place and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.citrus.shell.config import Address, ConfigError, is_loopback
from generator.citrus.shell.loading import load, parse

GOOD: dict[str, Any] = {
    "server": {"sid": "1AA", "name": "hub.citrus.example", "description": "The hub", "services": ["9SV"]},
    "listen": [{"address": "127.0.0.1:7001"}, {"address": "unix:hub.socket"}, {"address": "[::1]:7001"}],
    "link": [
        {"sid": "2BB", "secret": "hearthstone", "connect": "127.0.0.1:7002"},
        {"sid": "3CC", "secret": "hearthstone", "connect": "moon.example:7000", "tls": True, "fingerprint": "ab" * 32},
        {"sid": "4DD", "secret": "hearthstone"},
    ],
}


def changed(place: tuple[object, ...], value: object) -> dict[str, Any]:
    data = {"server": dict(GOOD["server"]), "listen": [dict(each) for each in GOOD["listen"]]}
    data["link"] = [dict(each) for each in GOOD["link"]]
    at: Any = data
    for step in place[:-1]:
        at = at[step]
    if value is None:
        del at[place[-1]]
    else:
        at[place[-1]] = value
    return data


def test_a_good_one_is_read(tmp_path: Path) -> None:
    config = parse(GOOD, tmp_path / "hub.toml")
    assert config.settings.sid == b"1AA"
    assert [str(listen.address) for listen in config.listens][:2] == ["127.0.0.1:7001", f"unix:{tmp_path}/hub.socket"]
    assert [(call.sid, call.tls) for call in config.calls] == [(b"2BB", False), (b"3CC", True)]
    assert config.control == f"{tmp_path}/citrus.control"
    assert config.settings.neighbour(b"3CC").fingerprint == "ab" * 32  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (("server",), None, "server: the table [server] is missing"),
        (("server", "sid"), None, "server: 'sid' is missing"),
        (("server", "sid"), "AA1", "server: 'AA1' is no SID: a digit and two capitals"),
        (("server", "name"), "hub", "server: the name 'hub' is no host name with a dot"),
        (("server", "nam"), "x", "server: there is no 'nam'; there are sid, name"),
        (("server", "description"), "a\nb", "server: 'description' holds a control character"),
        (("server", "services"), "9SV", "server: 'services' must be a list of SIDs"),
        (("server", "flood_lines"), -1, "server: 'flood_lines' must be a whole number"),
        (("server", "kind"), "D", "server: kind 'D' must be C"),
        (("listn",), [], "listn: there is no such table"),
        (("listen",), {"address": "x"}, "listen: write each as a table, [[listen]]"),
        (("listen", 0, "address"), None, "listen 1: 'address' is missing"),
        (("listen", 0, "address"), "7001", "listen 1: 'address': '7001' is neither HOST:PORT nor unix:PATH"),
        (("listen", 0, "address"), "0.0.0.0:7001", "listen 1: 0.0.0.0:7001 is not loopback, so it needs"),
        (("listen", 0, "certificate"), "none.pem", "listen 1: 'certificate': there is no file"),
        (("listen", 0, "key"), 5, "listen 1: 'key' must be a text"),
        (("link", 0, "sid"), "1AA", "link: 1AA is this server itself"),
        (("link", 0, "sid"), "4DD", "link: sid '4DD' is there twice"),
        (("link", 0, "secret"), "short", "link 2BB: the secret is too short"),
        (("link", 0, "secret"), None, "link 2BB: give either 'secret' or 'secret_file'"),
        (("link", 0, "secret_file"), "x", "link 2BB: give either 'secret' or 'secret_file'"),
        (("link", 1, "tls"), False, "link 3CC: moon.example:7000 is not loopback, so it needs tls = true"),
        (("link", 1, "tls"), "yes", "link 3CC: 'tls' must be true or false"),
        (("link", 1, "fingerprint"), None, "link 3CC: moon.example:7000 is not loopback, so it needs their"),
        (("link", 1, "fingerprint"), "abc", "link 3CC: 'fingerprint' must be a SHA-256 in 64 hex digits"),
        (("link", 1, "clear"), True, "link 3CC: clear = true gives the secret away"),
        (("server", "sid"), "", "server: 'sid' is empty"),
        (("server", "description"), "x" * 201, "server: 'description' is longer than 200 bytes"),
        (("server", "control"), "x" * 120, "server, control: the path of a Unix socket has at most"),
        (("server", "control"), "nowhere/x", "server, control: there is no folder"),
        (("server", "silence"), 0, "server: 'silence' must be 1 or more"),
        (("server", "hard_queue"), 1, "server: 'hard_queue' must be as much as 'soft_queue' or more"),
        (("listen", 0, "address"), "", "listen 1: 'address' is empty"),
        (("listen", 0, "address"), "unix:", "listen 1: 'address': 'unix:' is neither"),
        (("listen", 1, "address"), "unix:" + "x" * 120, "listen 2: the path of a Unix socket has at most"),
        (("listen", 0, "certificate"), "", "listen 1: 'certificate' is empty"),
        (("link", 0, "connect"), "", "link 2BB: 'connect' is empty"),
        (("link", 0, "connect"), "127.0.0.1:0", "link 2BB: 'connect': nobody can be called at port 0"),
        (("link", 0, "connect"), "a..b:7", "link 2BB: 'connect': 'a..b:7' is neither"),
        (("link", 0, "fingerprint"), "ab" * 32, "link 2BB: a certificate is pinned, so it needs tls = true"),
        (("link", 2, "fingerprint"), "ab" * 32, "link 4DD: they call, so give their 'certificate'"),
    ],
)
def test_a_mistake_is_told(place: tuple[object, ...], value: object, told: str) -> None:
    with pytest.raises(ConfigError) as found:
        parse(changed(place, value), Path("hub.toml"))
    assert any(line.startswith(f"hub.toml: {told}") for line in str(found.value).splitlines()), str(found.value)
    assert "hearthstone" not in str(found.value)


def test_mistakes_hide_no_others() -> None:
    data = changed(("listen", 0, "address"), "0.0.0.0:7001")
    data["listen"].insert(0, {"adress": "x"})
    with pytest.raises(ConfigError, match=r"listen 2: 0\.0\.0\.0:7001 is not loopback"):
        parse(data, Path("hub.toml"))


@pytest.mark.parametrize("secret", ["hearth stone", ":hearthstone"])
def test_a_secret_that_is_said_as_it_is_must_be_a_word(secret: str) -> None:
    data = changed(("link", 2, "secret"), secret)
    data["link"][2]["clear"] = True
    with pytest.raises(ConfigError, match="link 4DD: with clear = true the secret must be one word") as found:
        parse(data, Path("hub.toml"))
    assert secret not in str(found.value)


def test_an_editor_may_put_its_mark_in_front(tmp_path: Path) -> None:
    path = tmp_path / "hub.toml"
    path.write_text('[server]\nsid = "1AA"\nname = "hub.example"\n', encoding="utf-8-sig")
    assert load(path).settings.sid == b"1AA"


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "hub.toml"
    path.write_text("[server]\nsid = 1AA\n")
    with pytest.raises(ConfigError, match="line 2"):
        load(path)


def test_what_counts_as_loopback() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost")] == [True] * 4
    assert [is_loopback(host) for host in ("0.0.0.0", "10.0.0.1", "localhost.example", "")] == [False] * 4
    assert Address(path="x").local
