"""The configuration of a server: a TOML file, every mistake of which is told in one go, with its place.

    [server]
    sid = "1AA"
    name = "hub.citrus.example"
    description = "The hub"
    services = ["9SV"]             # who may give levels from 9000 on; the same on every node
    accounts = "9SV"               # the one of them that is asked about passwords
    control = "citrus.control"     # a Unix socket for `crossrp citrus status`; this is the usual one

    [[listen]]
    address = "127.0.0.1:7001"     # or "unix:1AA.socket", or "0.0.0.0:7001" with a certificate
    certificate = "1AA.pem"
    key = "1AA.key"

    [[link]]
    sid = "2BB"
    secret_file = "2BB.secret"     # or secret = "..."
    connect = "127.0.0.1:7002"     # left out: they call
    tls = true                     # needed unless it is loopback or a Unix socket
    certificate = "2BB.pem"        # theirs, pinned; or, of who is called, fingerprint = "<SHA-256 in hex>"

Paths are relative to the file.
"""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...codec.errors import Fault
from ...codec.tokens import write
from ...spec.citrus import password as PASSWORD_KIND
from ...spec.citrus import server as SERVER_KIND
from ...spec.citrus import sid as SID_KIND
from ..links import Neighbour, Settings
from .profiles import PROFILES
from .profiles import mistakes as mistakes_of

SECRET_BYTES = 8
#: Bytes of a description: with all that goes before it, IRC clients get it on one line.
DESCRIPTION_BYTES = 200
#: Bytes of the path of a Unix socket; Linux has room for more than others.
SOCKET_BYTES = 107 if sys.platform == "linux" else 103
#: Where the control socket is unless the file says so.
CONTROL = "citrus.control"
_SERVER_KEYS = (
    *("sid", "name", "description", "kind", "services", "accounts", "control"),
    *("flood_lines", "soft_queue", "hard_queue", "silence"),
)
_LISTEN_KEYS = ("address", "certificate", "key")
_LINK_KEYS = ("sid", "secret", "secret_file", "connect", "tls", "certificate", "fingerprint", "clear")


class ConfigError(Exception):
    """The configuration is wrong; ``mistakes`` says where and what to do, one a line."""

    def __init__(self, path: str, mistakes: list[str]) -> None:
        super().__init__(path, mistakes)
        self.path = path
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join(f"{self.path}: {mistake}" for mistake in self.mistakes)


@dataclass(frozen=True, slots=True)
class Address:
    """A TCP address, or a Unix socket with ``path``."""

    host: str = ""
    port: int = 0
    path: str = ""

    @property
    def local(self) -> bool:
        """Whether nobody on another machine is at the other end."""
        return bool(self.path) or is_loopback(self.host)

    def __str__(self) -> str:
        return f"unix:{self.path}" if self.path else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Listen:
    """Where to wait for neighbours; encrypted with a certificate."""

    address: Address
    certificate: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A neighbour to call."""

    sid: bytes
    address: Address
    tls: bool
    pinned: bool


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration without mistakes. ``peers`` are paths of the neighbours' certificates."""

    settings: Settings
    listens: tuple[Listen, ...] = ()
    calls: tuple[Call, ...] = ()
    peers: tuple[str, ...] = ()
    control: str = ""
    profiles: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    folder: Path = Path()


def is_loopback(host: str) -> bool:
    """Whether a host is this machine's loopback; of names only ``localhost`` is."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load(path: Path) -> Config:
    """Read a configuration. Raises ConfigError, and OSError when the file cannot be read."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), [str(error)]) from None
    return parse(data, path)


def parse(data: Mapping[str, Any], path: Path) -> Config:
    """A configuration from what is in the file at ``path``. Raises ConfigError."""
    reader = Reader(path.absolute().parent)
    config = reader.config(data)
    if reader.mistakes or config is None:
        raise ConfigError(str(path), reader.mistakes)
    return config


class Reader:
    """Reads everything before it complains, so that one look at the file is enough."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[str] = []

    def wrong(self, where: str, what: str) -> None:
        self.mistakes.append(f"{where}: {what}")

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

    # Tables

    def _table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = data.get(name)
        if isinstance(found, dict):
            return found
        self.wrong(name, f"write it as a table, [{name}]" if found is not None else f"the table [{name}] is missing")
        return {}

    def _tables(self, data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
        found = data.get(name, [])
        if isinstance(found, list) and all(isinstance(each, dict) for each in found):
            return found
        self.wrong(name, f"write each as a table, [[{name}]]")
        return []

    def _keys(self, where: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                self.wrong(where, f"there is no {key!r}; there are {', '.join(known)}")

    def _twice(self, values: list[str], where: str, key: str) -> None:
        for value in sorted({each for each in values if values.count(each) > 1}):
            self.wrong(where, f"{key} {value!r} is there twice")

    # Values

    def _text(self, where: str, table: Mapping[str, Any], key: str, *, needed: bool = False) -> str:
        value = table.get(key)
        if value is None:
            if needed:
                self.wrong(where, f"{key!r} is missing")
            return ""
        if not isinstance(value, str):
            self.wrong(where, f"{key!r} must be a text, in quotes")
            return ""
        if any(ord(letter) < 32 for letter in value):
            self.wrong(where, f"{key!r} holds a control character")
            return ""
        if not value and key != "description":
            self.wrong(where, f"{key!r} is empty")
        return value

    def _flag(self, where: str, table: Mapping[str, Any], key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.wrong(where, f"{key!r} must be true or false")
            return False
        return value

    def _number(self, where: str, table: Mapping[str, Any], key: str, default: int) -> int:
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.wrong(where, f"{key!r} must be a whole number, 0 or more")
            return default
        return value

    def _sid(self, where: str, value: str) -> bytes:
        try:
            return write(SID_KIND, value)
        except Fault:
            if value:
                self.wrong(where, f"{value!r} is no SID: a digit and two capitals or digits, as in 1AA")
            return b""

    def _file(self, where: str, table: Mapping[str, Any], key: str) -> str:
        value = self._text(where, table, key)
        if not value:
            return ""
        path = self.folder / value
        if not path.is_file():
            self.wrong(where, f"{key!r}: there is no file {path}")
            return ""
        return str(path)

    def _word(self, where: str, table: Mapping[str, Any], key: str) -> bytes | None:
        """What nobody else may know: written here, or alone in a file. None when it is missing or there is no file."""
        in_file = f"{key}_file"
        if (key in table) == (in_file in table):
            self.wrong(where, f"give either {key!r} or {in_file!r}")
            return None
        if key in table:
            return self._text(where, table, key).encode()
        path = self._file(where, table, in_file)
        return Path(path).read_bytes().strip() if path else None

    def _address(self, where: str, table: Mapping[str, Any], key: str) -> Address | None:
        value = self._text(where, table, key)
        if not value:
            return None
        calls = key == "connect"
        if value.startswith("unix:") and value != "unix:":
            path = self.folder / value[5:]
            self._socket(where, path, made_here=not calls)
            return Address(path=str(path))
        host, colon, port = value.rpartition(":")
        host = host.removeprefix("[").removesuffix("]")
        if not colon or not _is_host(host) or not port.isascii() or not port.isdigit() or not 0 <= int(port) <= 65535:
            self.wrong(where, f"{key!r}: {value!r} is neither HOST:PORT nor unix:PATH")
            return None
        if calls and not int(port):
            self.wrong(where, f"{key!r}: nobody can be called at port 0")
            return None
        return Address(host, int(port))

    def _socket(self, where: str, path: Path, *, made_here: bool) -> None:
        """Look whether a Unix socket can have this path; whoever calls need not have its folder yet."""
        if len(bytes(path)) > SOCKET_BYTES:
            self.wrong(where, f"the path of a Unix socket has at most {SOCKET_BYTES} bytes, and this is longer: {path}")
        elif made_here and not path.parent.is_dir():
            self.wrong(where, f"there is no folder {path.parent}")

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
        address = self._address(where, table, "address")
        certificate, key = self._file(where, table, "certificate"), self._file(where, table, "key")
        if "address" not in table:
            self.wrong(where, "'address' is missing")
        if address is None:
            return None
        if key and not certificate:
            self.wrong(where, "there is a 'key' and no 'certificate'")
        if certificate and not self._loads(where, certificate, key):
            return None
        if "certificate" not in table and not address.local:
            self.wrong(where, f"{address} is not loopback, so it needs a 'certificate' and its 'key'")
        return Listen(address, certificate, key)

    def _loads(self, where: str, certificate: str, key: str) -> bool:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key or None)
        except (ssl.SSLError, OSError) as error:
            self.wrong(where, f"{certificate} and its key cannot be used: {error.strerror or error}")
            return False
        return True

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


def fingerprint_of(certificate: bytes) -> str:
    """The SHA-256 of a certificate in DER, in lower-case hex."""
    return hashlib.sha256(certificate).hexdigest()


def _is_host(text: str) -> bool:
    """Whether this can be looked up at all; Python refuses some names before it asks anybody."""
    try:
        return bool(text.encode("idna"))
    except UnicodeError:
        return False


def _is_password(secret: bytes) -> bool:
    """Whether a secret can be said in E as it is."""
    try:
        write(PASSWORD_KIND, secret)
    except Fault:
        return False
    return True


def _also() -> str:
    return "".join(f", [{name}]" for name in PROFILES)
