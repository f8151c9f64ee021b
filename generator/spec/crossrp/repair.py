"""Bringing back pages that were lost on a hop; ours (P2). A peer without it ignores both messages (C14)."""

from __future__ import annotations

from ..bytesets import NOT_NUL
from ..model import Behaviour, Constant, Field, Framing, Item, Limit, Message, Timer, src
from ..types import Flag, ListOf, Number, Struct, Text

HIGHEST_PAGE = 16128
"""The highest number two digits hold."""

ASKED_PAGES = 32
"""The most pages one question names."""

_slot = Number("slot", ((0, HIGHEST_PAGE),), note="the slot of the pages, as a decimal number")
_page = Number("page", ((1, HIGHEST_PAGE),), note="1 for the first page of a message")
_total = Number("total", ((0, HIGHEST_PAGE),), note="on the last page, the number of pages; 0 on any other")
_pages = ListOf(
    "pages",
    Struct("missing page", (("on", Flag(b"+")), ("page", _page))),
    separator=b",",
    high=ASKED_PAGES,
    note="pages that are missing; + in front stands for the page and everything behind it",
)
_data = Text("data", NOT_NUL, 1, 255, note="what the page carried")


def counting(who: str) -> Constant:
    """To whom pages are counted: ``all``, or ``known``, those who are known to understand it."""
    return Constant(name="counting", text=who, source=src("P2"), note="who is sent pages that count in their marks")


COUNTED = Framing(
    name="pages",
    version=b"1",
    whole=b"-",
    first=b"<",
    middle=b"=",
    last=b">",
    counted_middle=b"abcdefghijklmnopqrstuvwxyz",
    counted_last=b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    base=127,
    offset=1,
    note="a 2-byte number n is the bytes 1 + n // 127 and 1 + n % 127; slots count up and wrap at 16129; page n of a "
    "layout without page numbers has the mark at n modulo 26, and = and > are taken as well",
    source=src("crossrp:178-192 facts/wire-release-2 P2"),
)

REPAIR: tuple[Item, ...] = (
    counting("all"),
    Message(
        name="PQ",
        command="PQ",
        title="which pages are missing",
        media=("WHISPER", "BNET"),
        fields=(Field("slot", _slot), Field("pages", _pages)),
        examples=(b"PQ 4711 3,7,+12",),
        note="to whoever sends the pages, when one does not come",
        source=src("P2"),
    ),
    Message(
        name="PR",
        command="PR",
        title="a page again",
        media=("WHISPER", "BNET"),
        fields=(Field("slot", _slot), Field("page", _page), Field("total", _total), Field("data", _data)),
        examples=(b"PR 4711 3 0 what the third page carried",),
        note="to whom the page was for, when they ask",
        source=src("P2"),
    ),
    Behaviour(
        name="repair",
        text="Whoever misses a page asks the sender for it, and passes nothing on that would come behind a hole.",
        source=src("P2"),
    ),
    Timer(
        name="repair_wait",
        seconds=1.5,
        source=src("P2 facts/wow-client"),
        note="pages of Battle.net overtake each other; one that stays away longer is asked for",
    ),
    Timer(name="repair_again", seconds=3, source=src("P2"), note="from one question for a page to the next"),
    Timer(name="repair_quiet", seconds=4, source=src("P2"), note="without a page; then what is to come is asked for"),
    Timer(name="repair_keep", seconds=60, source=src("P2"), note="how long pages are kept after they were sent"),
    Limit(name="repair_asks", value=8, unit="questions without an answer", source=src("P2")),
    Limit(name="repair_pages", value=ASKED_PAGES, unit="pages asked for at a time", source=src("P2")),
    Limit(name="repair_repeats", value=6, unit="times one page is sent again", source=src("P2")),
    Limit(name="repair_messages", value=256, unit="messages whose pages are kept", source=src("P2")),
    Limit(name="repair_bytes", value=524288, unit="bytes of pages kept", source=src("P2")),
)
