"""Comparing how fields and command stand in a message."""

from __future__ import annotations

from collections.abc import Iterator

from ..codec.readable import readable
from ..spec.model import Revision
from .finding import Finding
from .relation import same_bytes
from .rules import RULES


def compare_grammar(old: Revision, new: Revision) -> Iterator[Finding]:
    """What differs between the grammars of two revisions. The command's shape only bounds what may be written down."""
    was, now = old.grammar, new.grammar

    def said(rule: str, text: str, detail: str) -> Finding:
        return Finding(RULES[rule], "grammar", text, was.place, now.place, detail)

    if was.separator != now.separator:
        pair = f"{readable(now.separator)!r}; it was {readable(was.separator)!r}"
        yield said("grammar-separator-changed", f"Fields are held apart by {pair}.", pair)
    if was.source_first != now.source_first:
        place = "after the first field" if now.source_first else "at the beginning"
        yield said("grammar-source-moved", f"The command stands {place} now.", place)
    if was.line_end != now.line_end:
        pair = f"{readable(now.line_end)!r}; it was {readable(was.line_end)!r}"
        yield said("grammar-line-end-changed", f"Lines of a stream end with {pair}.", pair)
    if was.tags is None and now.tags is not None:
        yield said("grammar-tags-added", "A message may begin with tags.", now.tags.name)
    elif was.tags is not None and now.tags is None:
        yield said("grammar-tags-removed", "No message begins with tags any more.", was.tags.name)
    elif was.tags is not None and now.tags is not None and not same_bytes(was.tags, now.tags):
        yield said("grammar-tags-changed", "The tags before a message are written in another way.", now.tags.name)
    if was.message_bytes != now.message_bytes:
        what = "increased" if now.message_bytes > was.message_bytes else "decreased"
        pair = f"{now.message_bytes} bytes; it was {was.message_bytes}"
        yield said(f"grammar-size-{what}", f"The longest message has {pair}.", pair)
