"""The configuration of a server, as data. ``loading.py`` reads it from a TOML file, and tells every mistake in one go.

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
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..links import Settings


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


def fingerprint_of(certificate: bytes) -> str:
    """The SHA-256 of a certificate in DER, in lower-case hex."""
    return hashlib.sha256(certificate).hexdigest()
