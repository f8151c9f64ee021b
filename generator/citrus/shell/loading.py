"""``load``: a configuration from its file, or every mistake there is in it."""

from __future__ import annotations

import ssl
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...codec.errors import Fault
from ...codec.tokens import write
from ...spec.citrus import password as PASSWORD_KIND
from ...spec.citrus import server as SERVER_KIND
from ..links import Neighbour, Settings
from .config import Call, Config, ConfigError, Listen, fingerprint_of
from .profiles import PROFILES
from .profiles import mistakes as mistakes_of
from .reading import Reader

SECRET_BYTES = 8
#: Bytes of a description: with all that goes before it, IRC clients get it on one line.
DESCRIPTION_BYTES = 200
#: Where the control socket is unless the file says so.
CONTROL = "citrus.control"
_SERVER_KEYS = (
    *("sid", "name", "description", "kind", "services", "accounts", "control"),
    *("flood_lines", "soft_queue", "hard_queue", "silence"),
)
_LISTEN_KEYS = ("address", "certificate", "key")
_LINK_KEYS = ("sid", "secret", "secret_file", "connect", "tls", "certificate", "fingerprint", "clear")


def load(path: Path) -> Config:
    """Read a configuration. Raises ConfigError, and OSError when the file cannot be read."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), [str(error)]) from None
    return parse(data, path)


def parse(data: Mapping[str, Any], path: Path) -> Config:
    """A configuration from what is in the file at ``path``. Raises ConfigError."""
    reader = _Servers(path.absolute().parent)
    config = reader.config(data)
    if reader.mistakes or config is None:
        raise ConfigError(str(path), reader.mistakes)
    return config


class _Servers(Reader):
    """Reads everything before it complains, so that one look at the file is enough."""

    def config(self, data: Mapping[str, Any]) -> Config | None:
        for name in data:
            if name not in ("server", "listen", "link", *PROFILES):
                self.wrong(name, f"there is no such table; there are [server], [[listen]], [[link]]{_also()}")
        server = self._table(data, "server")
        listens = [self._listen(f"listen {at}", each) for at, each in enumerate(self._tables(data, "listen"), 1)]
        links = [self._link(f"link {at}", each) for at, each in enumerate(self._tables(data, "link"), 1)]
        settings = self._server(server, tuple(link[0] for link in links if link))
        profiles = {name: self._table(data, name) for name in PROFILES if name in data}
        for name, table in profiles.items():
            for mistake in mistakes_of(name, table, self.folder):
                self.wrong(name, mistake)
        self._twice([link[0].sid.decode() for link in links if link], "link", "sid")
        control = self.folder / (self._text("server", server, "control") or CONTROL)
        self._socket("server, control", control, made_here=True)
        if settings is None:
            return None
        return Config(
            settings,
            tuple(each for each in listens if each),
            tuple(link[1] for link in links if link and link[1]),
            tuple(link[2] for link in links if link and link[2]),
            str(control),
            profiles,
            self.folder,
        )

    # The three kinds of tables

    def _server(self, table: Mapping[str, Any], neighbours: tuple[Neighbour, ...]) -> Settings | None:
        self._keys("server", table, _SERVER_KEYS)
        sid = self._sid("server", self._text("server", table, "sid", needed=True))
        name = self._text("server", table, "name", needed=True)
        if name and sid:
            try:
                write(SERVER_KIND, {"name": name, "sid": sid})
            except Fault:
                self.wrong("server", f"the name {name!r} is no host name with a dot, of at most 63 bytes")
        kind = self._text("server", table, "kind") or "C"
        if kind not in ("C", "IRC"):
            self.wrong("server", f"kind {kind!r} must be C (Citrus native) or IRC")
        services = table.get("services", [])
        if not isinstance(services, list) or not all(isinstance(each, str) for each in services):
            self.wrong("server", "'services' must be a list of SIDs")
            services = []
        accounts = self._sid("server, accounts", self._text("server", table, "accounts"))
        if accounts and accounts.decode() not in services:
            self.wrong("server", f"'accounts' must be one of 'services': add {accounts.decode()!r} there")
        if sid and any(each.sid == sid for each in neighbours):
            self.wrong("link", f"{sid.decode()} is this server itself")
        description = self._text("server", table, "description").encode()
        if len(description) > DESCRIPTION_BYTES:
            self.wrong("server", f"'description' is longer than {DESCRIPTION_BYTES} bytes")
        numbers = Settings(b"", b"")
        made = Settings(
            sid,
            name.encode(),
            description,
            kind.encode(),
            neighbours,
            frozenset(self._sid("server, services", each) for each in services),
            accounts=accounts,
            flood_lines=self._number("server", table, "flood_lines", numbers.flood_lines),
            soft_queue=self._number("server", table, "soft_queue", numbers.soft_queue),
            hard_queue=self._number("server", table, "hard_queue", numbers.hard_queue),
            silence=self._number("server", table, "silence", int(numbers.silence)),
        )
        for key in ("soft_queue", "silence"):
            if not getattr(made, key):
                self.wrong("server", f"{key!r} must be 1 or more")
        if made.hard_queue < made.soft_queue:
            self.wrong("server", "'hard_queue' must be as much as 'soft_queue' or more")
        return made if sid and name else None

    def _listen(self, where: str, table: Mapping[str, Any]) -> Listen | None:
        self._keys(where, table, _LISTEN_KEYS)
        return self._listener(where, table, ", so it needs a 'certificate' and its 'key'")

    def _link(self, where: str, table: Mapping[str, Any]) -> tuple[Neighbour, Call | None, str] | None:
        self._keys(where, table, _LINK_KEYS)
        sid = self._sid(where, self._text(where, table, "sid", needed=True))
        where = f"link {sid.decode()}" if sid else where
        secret = self._secret(where, table)
        certificate = self._file(where, table, "certificate")
        fingerprint = self._fingerprint(where, table, certificate)
        tls, clear = self._flag(where, table, "tls"), self._flag(where, table, "clear")
        address = self._address(where, table, "connect")
        if address is not None and not address.local:
            if not tls:
                self.wrong(where, f"{address} is not loopback, so it needs tls = true")
            elif not fingerprint:
                self.wrong(where, f"{address} is not loopback, so it needs their 'certificate' or 'fingerprint'")
            if clear:
                self.wrong(where, "clear = true gives the secret away; it is for loopback and Unix sockets only")
        elif address is None and "fingerprint" in table:
            self.wrong(where, "they call, so give their 'certificate'; a 'fingerprint' is for who is called")
        elif address is not None and fingerprint and not tls:
            self.wrong(where, "a certificate is pinned, so it needs tls = true")
        if clear and secret and not _is_password(secret):
            self.wrong(where, "with clear = true the secret must be one word that begins with no colon")
        if not sid or not secret:
            return None
        call = Call(sid, address, tls, bool(fingerprint)) if address is not None else None
        return Neighbour(sid, secret, fingerprint, clear), call, certificate

    def _secret(self, where: str, table: Mapping[str, Any]) -> bytes:
        secret = self._word(where, table, "secret")
        if secret is not None and len(secret) < SECRET_BYTES:
            self.wrong(where, f"the secret is too short: {SECRET_BYTES} bytes at least, and better 32 random ones")
            return b""
        return secret or b""

    def _fingerprint(self, where: str, table: Mapping[str, Any], certificate: str) -> str:
        if certificate:
            if "fingerprint" in table:
                self.wrong(where, "give either 'certificate' or 'fingerprint'")
            try:
                return fingerprint_of(ssl.PEM_cert_to_DER_cert(Path(certificate).read_text("ascii")))
            except ValueError:
                self.wrong(where, f"{certificate} holds no certificate in PEM")
                return ""
        found = self._text(where, table, "fingerprint").lower().replace(":", "")
        if found and (len(found) != 64 or any(letter not in "0123456789abcdef" for letter in found)):
            self.wrong(where, "'fingerprint' must be a SHA-256 in 64 hex digits")
            return ""
        return found


def _is_password(secret: bytes) -> bool:
    """Whether a secret can be said in E as it is."""
    try:
        write(PASSWORD_KIND, secret)
    except Fault:
        return False
    return True


def _also() -> str:
    return "".join(f", [{name}]" for name in PROFILES)
