"""Every mistake in a configuration is told, with its place and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.citrus.shell.config import Address, ConfigError, is_loopback, load, parse

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


def test_a_good_one_is_read() -> None:
    config = parse(GOOD, Path("/etc/citrus/hub.toml"))
    assert config.settings.sid == b"1AA"
    assert [str(listen.address) for listen in config.listens][:2] == ["127.0.0.1:7001", "unix:/etc/citrus/hub.socket"]
    assert [(call.sid, call.tls) for call in config.calls] == [(b"2BB", False), (b"3CC", True)]
    assert config.control == "/etc/citrus/citrus.control"
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
    ],
)
def test_a_mistake_is_told(place: tuple[object, ...], value: object, told: str) -> None:
    with pytest.raises(ConfigError) as found:
        parse(changed(place, value), Path("hub.toml"))
    assert any(line.startswith(f"hub.toml: {told}") for line in str(found.value).splitlines()), str(found.value)
    assert "hearthstone" not in str(found.value)


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "hub.toml"
    path.write_text("[server]\nsid = 1AA\n")
    with pytest.raises(ConfigError, match="line 2"):
        load(path)


def test_what_counts_as_loopback() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost")] == [True] * 4
    assert [is_loopback(host) for host in ("0.0.0.0", "10.0.0.1", "localhost.example", "")] == [False] * 4
    assert Address(path="x").local
