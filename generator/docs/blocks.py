"""Pages with parts that are made: everything between ``<!-- made: NAME -->`` and ``<!-- end -->``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

_BLOCK = re.compile(r"(<!-- made: ([\w.-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_MARK = "<!-- made:"

Maker = Callable[[], Iterable[str]]
"""Gives the lines of a block."""


class UnknownBlock(ValueError):
    """A page asks for a block that nothing makes; the message says which, and what there is."""


def filled(page: str, makers: Mapping[str, Maker]) -> str:
    """The page with every block made anew; the same page when nothing has changed. Raises UnknownBlock."""

    def made(match: re.Match[str]) -> str:
        name = match[2]
        if name not in makers:
            raise UnknownBlock(f"nothing makes the block {name!r}; there are {', '.join(makers)}")
        lines = "\n".join(makers[name]()).rstrip("\n")
        return f"{match[1]}{lines}\n{match[3]}"

    if len(_BLOCK.findall(page)) != page.count(_MARK):
        raise UnknownBlock("a block is begun and has no <!-- end -->, or its name is not one word")
    return _BLOCK.sub(made, page)
