"""``Reader``: reads the values of a table, and notes what is wrong with each, with its place."""

from __future__ import annotations

import ssl
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...codec.errors import Fault
from ...codec.tokens import write
from ...spec.citrus import sid as SID_KIND
from .config import Address, Listen

#: Bytes of the path of a Unix socket; Linux has room for more than others.
SOCKET_BYTES = 107 if sys.platform == "linux" else 103


class Reader:
    """Reads everything before it complains, so that one look at the file is enough."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[str] = []

    def wrong(self, where: str, what: str) -> None:
        self.mistakes.append(f"{where}: {what}")

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

    def _listener(self, where: str, table: Mapping[str, Any], needs: str, *, plain: bool = False) -> Listen | None:
        """Where to wait for connections. What an address that others can reach ``needs``, unless it is ``plain``."""
        address = self._address(where, table, "address")
        certificate, key = self._file(where, table, "certificate"), self._file(where, table, "key")
        if "address" not in table:
            self.wrong(where, "'address' is missing")
        if address is None:
            return None
        if key and not certificate:
            self.wrong(where, "there is a 'key' and no 'certificate'")
        if certificate and plain:
            self.wrong(where, "it has a 'certificate' and plain = true; take one of them away")
        if certificate and not self._loads(where, certificate, key):
            return None
        if "certificate" not in table and not plain and not address.local:
            self.wrong(where, f"{address} is not loopback{needs}")
        return Listen(address, certificate, key)

    def _loads(self, where: str, certificate: str, key: str) -> bool:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key or None)
        except (ssl.SSLError, OSError) as error:
            self.wrong(where, f"{certificate} and its key cannot be used: {error.strerror or error}")
            return False
        return True


def _is_host(text: str) -> bool:
    """Whether this can be looked up at all; Python refuses some names before it asks anybody."""
    try:
        return bool(text.encode("idna"))
    except UnicodeError:
        return False
