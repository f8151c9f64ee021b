"""The rules as docs/audit.md shows them; ``crossrp docs`` writes them into the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.client.products import PRODUCTS

from .rules import AREAS, RULES
from .surprises import SECRET_CHAT, SECRET_UNITS, SENDING, TAINTING_CALLS, TAINTING_WRITES


def makers() -> Mapping[str, Callable[[], Iterator[str]]]:
    """What makes the lines of each block of the page."""
    return {"clients": _clients, "rules": _rules, "watched": _watched}


def _clients() -> Iterator[str]:
    yield "| `--product` | client | interface | words in a TOC |"
    yield "| --- | --- | --- | --- |"
    for product in PRODUCTS.values():
        words = ", ".join(word.lower() for word in product.families)
        yield f"| `{product.key}` | {product.version} | {product.interface} | {words} |"


def _rules() -> Iterator[str]:
    for area, title in AREAS.items():
        yield f"### {title[0].upper()}{title[1:]}"
        yield ""
        for rule in RULES.values():
            if rule.area == area:
                yield f"#### {rule.id}"
                yield ""
                yield f"**{rule.level.capitalize()}.** {rule.when}"
                yield ""
                yield f"To do: {shown(rule.advice)}"
                yield ""


def shown(advice: str) -> str:
    """An advice with its places as readers know them."""
    return re.sub(r"\{(\w+)\}", r"NAME", advice.replace("{instead}", ""))


def _watched() -> Iterator[str]:
    yield f"- secret values come from {_listed(SECRET_UNITS | SECRET_CHAT)}, and from the events `CHAT_MSG_*`"
    yield f"- result codes that matter are those of {_listed(SENDING)}"
    yield f"- taint spreads through {_listed(TAINTING_CALLS)}, and by writing to {_listed(TAINTING_WRITES)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
