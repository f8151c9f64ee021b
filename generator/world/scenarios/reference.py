"""The tables of docs/simulating.md, made from what the code reads; ``crossrp docs`` writes them into the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.world.scenarios import tables
from generator.world.scenarios.actions import ACTIONS
from generator.world.scenarios.counting import COUNTS
from generator.world.scenarios.expectations import EXPECTATIONS
from generator.world.scenarios.faulting import FAULTS
from generator.world.scenarios.options import Options
from generator.world.scenarios.shipped import shipped
from generator.world.switches import switches


def makers() -> Mapping[str, Callable[[], Iterable[str]]]:
    """What makes the lines of each block of the page."""
    return {
        "scenarios": _scenarios,
        "top": lambda: _keys(tables.TOP),
        "realm": lambda: _keys(tables.REALM),
        "player": lambda: _keys(tables.PLAYER_KEYS),
        "contact": lambda: _keys(tables.CONTACT),
        "crowd": lambda: _keys(tables.CROWD),
        "group": lambda: _keys(tables.GROUP),
        "action": lambda: _keys(tables.ACTION),
        "actions": lambda: _kinds(ACTIONS),
        "fault": lambda: _keys(tables.FAULT),
        "faults": lambda: _kinds(FAULTS),
        "expect": lambda: _keys(tables.EXPECT),
        "expectations": lambda: _kinds(EXPECTATIONS),
        "counts": lambda: [f"- `{name}`: {item.text}" for name, item in COUNTS.items()],
        "switches": _switches,
    }


def _scenarios() -> Iterator[str]:
    # Read here, so that importing this module costs nothing.
    from generator.world.scenarios.load import load

    yield from _table(("scenario", "what it shows"))
    for name, path in shipped().items():
        yield f"| `{name}` | {_cell(load(path).description)} |"


def _keys(options: Options) -> Iterator[str]:
    yield from _table(("key", "takes", "meaning"))
    for key, option in options.items():
        need = " **Needed.**" if option.required else _default(option.default)
        yield f"| `{key}` | {_cell(option.kind.words)} | {_cell(_sentence(option.text))}{need} |"


def _kinds(kinds: Mapping[str, Any]) -> Iterator[str]:
    shared = _shared(kinds)
    if shared:
        yield "All but `partition` take these keys too:"
        yield ""
        yield from _keys(shared)
        yield ""
    for name, kind in kinds.items():
        yield f"**`{name}`** {kind.text}"
        known = shared if shared.keys() <= kind.options.keys() else {}
        own = {key: option for key, option in kind.options.items() if key not in known}
        for key, option in own.items():
            need = " Needed." if option.required else _default(option.default)
            yield f"- `{key}`: {_sentence(option.text)} ({option.kind.words}){need}"
        yield ""


def _shared(kinds: Mapping[str, Any]) -> Options:
    """The keys of the rule that has nothing else, where there is one."""
    return kinds["drop"].options if "drop" in kinds else {}


def _switches() -> Iterator[str]:
    yield from _table(("switch", "takes", "default", "meaning"))
    for item in switches():
        text = item.text.replace("``", "`")
        yield f"| `{item.name}` | {_cell(item.takes)} | `{_cell(item.default)}` | {_cell(text)} |"


def _table(titles: tuple[str, ...]) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"|{' --- |' * len(titles)}"


def _default(value: Any) -> str:
    if value is None or value == "" or value == ():
        return ""
    words = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
    if isinstance(words, tuple):
        words = ", ".join(map(str, words))
    return f" Default: `{words}`."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
