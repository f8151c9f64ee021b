"""The table [irc] of a configuration: what is wrong with it, and the front end it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...spec.citrus import SERVICES_ONLY
from ..facts import fold
from ..shell.config import Listen
from ..shell.reading import Reader
from .limits import IrcSettings, Limits, Operator
from .line import clean, cut
from .modes import is_operator
from .registration import is_nick

if TYPE_CHECKING:
    from ..shell.server import Server
    from .front import Front

LIMITS = {each.name: each for each in fields(Limits)}
_KEYS = ("network", "motd", "password", "password_file", "reserved", "listen", "oper", *LIMITS)
_LISTEN_KEYS = ("address", "certificate", "key", "plain")
_NEEDS = ": give a 'certificate' and its 'key', or plain = true to let everybody on the way read along"
_OPER_KEYS = ("name", "password", "password_file", "level")
#: Bytes of a password at least.
PASSWORD = 8
_MOTD_LINES, _MOTD_BYTES = 200, 400


class _Reading(Reader):
    """Reads all of the table before it complains."""

    def settings(self, table: Mapping[str, Any]) -> tuple[IrcSettings, list[Listen]]:
        self._keys("", table, _KEYS)
        network = self._text("", table, "network") or "Citrus"
        if " " in network or not network.isascii() or len(network) > 30:
            self.wrong("", f"the network's name {network!r} must be one word of ASCII, at most 30 bytes")
        listens = [self._listens(f"listen {at}", each) for at, each in enumerate(self._tables(table, "listen"), 1)]
        if not listens:
            self.wrong("", "there is no [[irc.listen]], so nobody could connect")
        operators = [self._operator(f"oper {at}", each) for at, each in enumerate(self._tables(table, "oper"), 1)]
        self._twice([each.name.decode() for each in operators], "oper", "name")
        usual = Limits()
        limits = Limits(**{name: self._number("", table, name, getattr(usual, name)) for name in LIMITS})
        for name in LIMITS:
            if name != "flood_lines" and not getattr(limits, name):
                self.wrong("", f"{name!r} must be 1 or more")
        made = IrcSettings(
            network.encode("ascii", "replace"),
            self._motd(table),
            self._password("", table) if "password" in table or "password_file" in table else b"",
            {each.name: each for each in operators},
            limits=limits,
            reserved=self._reserved(table),
        )
        return made, [each for each in listens if each]

    def _motd(self, table: Mapping[str, Any]) -> tuple[bytes, ...]:
        path = self._file("", table, "motd")
        if not path:
            return ()
        lines = Path(path).read_bytes().splitlines()
        if len(lines) > _MOTD_LINES:
            self.wrong("", f"'motd': {path} has more than {_MOTD_LINES} lines")
        return tuple(cut(clean(line), _MOTD_BYTES) for line in lines[:_MOTD_LINES])

    def _reserved(self, table: Mapping[str, Any]) -> frozenset[bytes]:
        nicks = table.get("reserved", [])
        if isinstance(nicks, list) and all(isinstance(each, str) and is_nick(each.encode()) for each in nicks):
            return frozenset(fold(each.encode()) for each in nicks)
        self.wrong("", "'reserved' must be a list of nicks")
        return frozenset()

    def _listens(self, where: str, table: Mapping[str, Any]) -> Listen | None:
        self._keys(where, table, _LISTEN_KEYS)
        return self._listener(where, table, _NEEDS, plain=self._flag(where, table, "plain"))

    def _operator(self, where: str, table: Mapping[str, Any]) -> Operator:
        self._keys(where, table, _OPER_KEYS)
        name = self._text(where, table, "name", needed=True)
        if " " in name:
            self.wrong(where, f"the name {name!r} must be one word")
        level = self._number(where, table, "level", Operator(b"", b"").level)
        if not is_operator(level) or level >= SERVICES_ONLY:
            self.wrong(where, f"'level' must be 2000 to {SERVICES_ONLY - 1}; from {SERVICES_ONLY} on services give it")
        return Operator(name.encode(), self._password(where, table), level)

    def _password(self, where: str, table: Mapping[str, Any]) -> bytes:
        word = self._word(where, table, "password")
        if word is not None and len(word) < PASSWORD:
            self.wrong(where, f"the password is too short: {PASSWORD} bytes at least")
        return word or b""

    def told(self) -> list[str]:
        """The mistakes, each with its place within the table."""
        return [mistake.removeprefix(": ") for mistake in self.mistakes]


def mistakes(table: Mapping[str, object], folder: Path) -> list[str]:
    """What is wrong with the table [irc]."""
    reading = _Reading(folder)
    reading.settings(table)
    return reading.told()


def make(server: Server, table: Mapping[str, object]) -> Front:
    """The profile of the table [irc]."""
    from .front import Front

    settings, listens = _Reading(server.config.folder).settings(table)
    return Front(server, settings, listens)
