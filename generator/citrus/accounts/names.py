"""What an account may be called, what its password may be, and UUIDs."""

from __future__ import annotations

from random import Random
from uuid import UUID

from ...codec.errors import Fault
from ...codec.tokens import write
from ...spec.citrus import account_name
from ...spec.citrus_mesh import password as password_kind

#: Bytes of a password at least.
SHORTEST = 8


def mistake_of_name(name: bytes) -> str:
    """What is wrong with an account's name, in words, or nothing."""
    try:
        write(account_name, name)
    except Fault:
        return f"a name has 1 to {account_name.high} visible bytes, and no : or *"
    return ""


def mistake_of_password(password: bytes) -> str:
    """What is wrong with a password, in words, or nothing."""
    if len(password) < SHORTEST:
        return f"a password has at least {SHORTEST} bytes"
    try:
        write(password_kind, password)
    except Fault:
        return f"a password has at most {password_kind.high} bytes, and no NUL or end of line"
    return ""


def new_uuid(chance: Random) -> bytes:
    """A random UUID, as it is written in A."""
    return str(UUID(int=chance.getrandbits(128), version=4)).encode()
