"""What a player is told: what the chat says after a command, and which text that is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.lua.locales import DEFAULT, locales
from generator.world.player import Player

_NAME = "|cff4fb8e8Cross RP|r "
_PLACE = re.compile(r"\\\{([a-z_]+)\\\}")


def told(player: Player, line: str) -> list[str]:
    """What the chat shows once a command was typed, without the addon's name and the indent."""
    before = len(player.printed)
    assert player.slash(line)
    return lines(player, before)


def lines(player: Player, since: int = 0) -> list[str]:
    """What the addon wrote into the chat, from the given line on."""
    return [text.removeprefix(_NAME).removeprefix("   ") for text in player.printed[since:]]


def values_in(line: str, key: str, locale: str = DEFAULT) -> Mapping[str, str] | None:
    """The values a line has in the places of a text; None when it is not that text."""
    seen: set[str] = set()

    def place(found: re.Match[str]) -> str:
        again = found[1] in seen
        seen.add(found[1])
        return f"(?P={found[1]})" if again else f"(?P<{found[1]}>.+?)"

    pattern = _PLACE.sub(place, re.escape(locales()[locale][key]))
    found = re.fullmatch(pattern, line)
    return found.groupdict() if found else None


def diagnosed(player: Player, name: str = "", locale: str = DEFAULT) -> tuple[str, Mapping[str, str]]:
    """The cause a diagnosis names, and the values it gives."""
    says, todo = told(player, f"/crossrp diag {name}")
    for key in locales()[locale]:
        group, _, rest = key.partition(".")
        values = values_in(says, key, locale) if group == "diag" and rest.endswith(".says") else None
        if values is not None:
            cause = rest.removesuffix(".says")
            more = values_in(todo, f"diag.{cause}.todo", locale)
            assert more is not None, todo
            return cause, {**more, **values}
    raise AssertionError(f"no diagnosis reads like this: {says}")
