"""Lines of IRC clients: taken apart, put together, cut; masks. Bytes only, no state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: Bytes of a line with its end, without tags; and of tags a client may send, with ``@`` and the space.
LINE_BYTES = 512
TAG_BYTES = 4096
_RAW = frozenset(b"\0\r\n")
_ESCAPES = {b":": b";", b"s": b" ", b"\\": b"\\", b"r": b"\r", b"n": b"\n"}


@dataclass(slots=True)
class Line:
    """A line taken apart. ``source`` is empty when there is none."""

    command: bytes
    params: list[bytes] = field(default_factory=list)
    source: bytes = b""
    tags: dict[bytes, bytes] = field(default_factory=dict)


def params_of(rest: bytes) -> list[bytes]:
    """The parameters in what follows a command; the last may begin with a colon and hold anything."""
    if rest[:1] == b":":
        return [rest[1:]]
    head, colon, last = rest.partition(b" :")
    params = head.split(b" ")
    if b"" in params:
        params = [each for each in params if each]
    if colon:
        params.append(last)
    return params


def split(line: bytes) -> Line:
    """A line without its end."""
    tags: dict[bytes, bytes] = {}
    source = b""
    if line[:1] == b"@":
        head, _, line = line[1:].partition(b" ")
        tags = tags_of(head)
        line = line.lstrip(b" ")
    if line[:1] == b":":
        source, _, line = line[1:].partition(b" ")
        line = line.lstrip(b" ")
    command, _, rest = line.partition(b" ")
    return Line(command, params_of(rest.lstrip(b" ")), source, tags)


def join(line: Line) -> bytes:
    """A line of its parts, without its end. The last parameter gets a colon where it needs one."""
    words = []
    if line.tags:
        words.append(b"@" + tags_text(line.tags))
    if line.source:
        words.append(b":" + line.source)
    words.append(line.command)
    if line.params:
        *middle, last = line.params
        words += middle
        words.append(b":" + last if not last or b" " in last or last[:1] == b":" else last)
    return b" ".join(words)


# Tags


def tags_of(text: bytes) -> dict[bytes, bytes]:
    """Tags by key, values as they are meant; of a key that is there twice the last counts."""
    found: dict[bytes, bytes] = {}
    for each in text.split(b";"):
        key, _, value = each.partition(b"=")
        if key:
            found[key] = _unescaped(value)
    return found


def tags_text(tags: Mapping[bytes, bytes]) -> bytes:
    """Tags as they are written, without the ``@``."""
    return b";".join(b"%b=%b" % (key, _escaped(value)) if value else key for key, value in tags.items())


def _unescaped(value: bytes) -> bytes:
    if b"\\" not in value:
        return value
    first, *rest = value.split(b"\\")
    made, literal = first, False
    for each in rest:
        if literal:
            made += each
            literal = False
        elif not each:
            # Two in a row stand for one, and what follows the second is as it is; one at the very end is dropped.
            literal = True
            made += b"\\"
        else:
            made += _ESCAPES.get(each[:1], each[:1]) + each[1:]
    return made[:-1] if literal else made


def _escaped(value: bytes) -> bytes:
    made = value.replace(b"\\", b"\\\\").replace(b";", b"\\:").replace(b" ", b"\\s")
    return made.replace(b"\r", b"\\r").replace(b"\n", b"\\n")


# Text


def cut(data: bytes, most: int) -> bytes:
    """The first bytes of a text, at most so many, without half a character at the end."""
    if len(data) <= most:
        return data
    end = most
    while end and data[end] & 0xC0 == 0x80:
        end -= 1
    return data[:end]


def pieces(text: bytes, room: int) -> Iterable[bytes]:
    """A text in pieces of at most ``room`` bytes, none of which ends in half a character."""
    room = max(room, 8)
    while len(text) > room:
        piece = cut(text, room) or text[:room]
        yield piece
        text = text[len(piece) :]
    yield text


def as_word(text: bytes) -> bytes:
    """Something of a client's line as a parameter in the middle of one."""
    if text and text[:1] != b":" and b" " not in text and is_utf8(text):
        return text
    return text.decode("utf-8", "replace").encode().replace(b" ", b"_").lstrip(b":") or b"*"


def clean(text: bytes) -> bytes:
    """A text from the mesh, where it may be any bytes, as UTF-8 on one line."""
    if text.isascii() and not _RAW.intersection(text):
        return text
    text = text.replace(b"\r", b" ").replace(b"\n", b" ").replace(b"\0", b"")
    if is_utf8(text):
        return text
    return text.decode("utf-8", "replace").encode()


def is_utf8(data: bytes) -> bool:
    if data.isascii():
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


# Masks


def userhost(mask: bytes) -> tuple[bytes, bytes, bytes]:
    """Nick, user and host of ``nick!user@host``, each empty when it is not there."""
    nick, at, host = mask.partition(b"@")
    nick, _, user = nick.partition(b"!")
    return nick, user, host if at else b""


def full_mask(text: bytes) -> bytes:
    """A mask ``nick!user@host`` of what people write: a nick, a host with dots, or parts of it."""
    if b"!" not in text and b"@" not in text:
        text = b"*!*@" + text if b"." in text or b":" in text else text + b"!*@*"
    nick, user, host = userhost(text)
    return b"%b!%b@%b" % (nick or b"*", user or b"*", host or b"*")


def matches(mask: bytes, text: bytes) -> bool:
    """Whether a text is as a mask says: ``*`` stands for anything, ``?`` for one byte, a backslash takes their meaning.

    Case of ASCII letters does not matter. Takes no longer than the product of both lengths, whatever the mask.
    """
    wanted = _pattern(mask.lower())
    text = text.lower()
    at = place = 0
    star, resume = -1, 0
    while place < len(text):
        if at < len(wanted) and wanted[at] == -1:
            star, resume = at, place
            at += 1
        elif at < len(wanted) and wanted[at] in (-2, text[place]):
            at += 1
            place += 1
        elif star >= 0:
            resume += 1
            at, place = star + 1, resume
        else:
            return False
    return all(each == -1 for each in wanted[at:])


def _pattern(mask: bytes) -> list[int]:
    """A mask as bytes; -1 stands for anything and -2 for one byte."""
    found: list[int] = []
    literal = False
    for byte in mask:
        if not literal and byte == 0x5C:
            literal = True
        elif not literal and byte == 0x2A:
            if not found or found[-1] != -1:
                found.append(-1)
        else:
            found.append(-2 if byte == 0x3F and not literal else byte)
            literal = False
    return [*found, 0x5C] if literal else found
