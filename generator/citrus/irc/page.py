"""The made parts of docs/citrus-irc.md; ``crossrp docs`` writes them into the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields

from ..reserved import SERVICE_NICKS
from .caps import CAPS
from .commands import COMMANDS
from .limits import IrcSettings, Limits
from .modes import CHANNEL_MODES, RANKS, USER_MODES
from .registration import isupport

_WHEN = {"before": "before one is registered", "after": "after", "any": "at any time"}


def makers() -> Mapping[str, Callable[[], Iterator[str]]]:
    """What makes the lines of each block of the page."""
    return {
        "limits": _limits,
        "services": _services,
        "commands": _commands,
        "ranks": _ranks,
        "modes": _modes,
        "usermodes": _user_modes,
        "caps": _caps,
        "isupport": _isupport,
    }


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"|{' --- |' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(each.replace('|', chr(92) + '|') for each in row)} |"


def _limits() -> Iterator[str]:
    rows = [(f"`{each.name}`", f"{each.default:,}", each.metadata["what"]) for each in fields(Limits)]
    return _table(("Key", "Usually", "What it is"), rows)


def _services() -> Iterator[str]:
    yield ", ".join(f"`{nick.decode()}`" for nick in SERVICE_NICKS) + "."


def _commands() -> Iterator[str]:
    rows = [
        (f"`{each.name.decode()} {each.usage}`".replace(" `", "`"), each.what, _WHEN[each.when])
        for each in COMMANDS.values()
    ]
    return _table(("Command", "What it does", "When"), rows)


def _ranks() -> Iterator[str]:
    rows = [(f"`{each.prefix.decode()}`", f"`+{each.letter.decode()}`", f"{each.level}", each.what) for each in RANKS]
    return _table(("Prefix", "Mode", "Level from", "What they are"), rows)


def _modes() -> Iterator[str]:
    values = {"list": " MASK", "key": " KEY", "value": " NUMBER", "flag": ""}
    rows = [(f"`+{each.letter.decode()}{values[each.kind]}`", each.what) for each in CHANNEL_MODES.values()]
    return _table(("Mode of a channel", "What it does"), rows)


def _user_modes() -> Iterator[str]:
    rows = [(f"`{each.letter.decode()}`", each.what) for each in USER_MODES.values()]
    return _table(("Mode of a user", "What it is"), rows)


def _caps() -> Iterator[str]:
    return _table(("Capability", "What it gives"), [(f"`{each.name.decode()}`", each.what) for each in CAPS.values()])


def _isupport() -> Iterator[str]:
    """What is said with the usual limits."""
    yield ", ".join(f"`{token.decode()}`" for token in isupport(IrcSettings()))
