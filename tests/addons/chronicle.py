"""Writes Chronicle, a large made-up addon in the style of real ones: a journal of characters, places and rumours.

It is written anew for each test, the same every time, from the hand-written pieces in `chronicle_pieces/`: files as
they are, and modules and windows that are written once for each topic with its own names, fields, events and texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

PIECES = Path(__file__).parent / "chronicle_pieces"
NAME = "Chronicle"


class Piece(Template):
    """Names to put in are written @{name}: "$" is for XML."""

    delimiter = "@"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a journal can be about. `fields` are columns of its list, `event` is when it looks around."""

    name: str
    plural: str
    fields: tuple[str, ...]
    event: str
    color: str
    limit: int


TOPICS = (
    Topic("Person", "People", ("name", "title", "race", "home"), "UPDATE_MOUSEOVER_UNIT", "ff8080ff", 200),
    Topic("Place", "Places", ("name", "zone", "note"), "ZONE_CHANGED_NEW_AREA", "ff80ff80", 120),
    Topic("Rumour", "Rumours", ("text", "source", "weight"), "CHAT_MSG_SAY", "ffff8040", 80),
    Topic("Letter", "Letters", ("sender", "subject", "body", "date"), "MAIL_SHOW", "ffffffa0", 60),
    Topic("Quarrel", "Quarrels", ("who", "about"), "CHAT_MSG_YELL", "ffff4040", 40),
    Topic("Feast", "Feasts", ("host", "place", "guests"), "CHAT_MSG_TEXT_EMOTE", "ffff80c0", 30),
    Topic("Debt", "Debts", ("debtor", "amount", "due"), "TRADE_SHOW", "ffc0c040", 50),
    Topic("Oath", "Oaths", ("to", "words", "witness"), "GROUP_ROSTER_UPDATE", "ff40c0c0", 25),
)

WORDS = (
    ("Title", "%s", "%s: Übersicht", "%s : aperçu"),
    ("Add", "Add to %s", "Zu %s hinzufügen", "Ajouter à %s"),
    ("Remove", "Remove from %s", "Aus %s entfernen", "Retirer de %s"),
    ("Count", "%s: |cffffffff%%d|r", "%s: |cffffffff%%d|r", "%s : |cffffffff%%d|r"),
    ("Empty", "There are no %s yet.", "Noch keine %s.", "Pas encore de %s."),
    ("Confirm", "Really forget all %s?", "Wirklich alle %s vergessen?", "Vraiment oublier tous les %s ?"),
    ("Sent", "%s sent to %%s.", "%s an %%s gesendet.", "%s : envoyé à %%s."),
    ("Received", "%%2$s sent %s (%%1$d).", "%%2$s sendet %s (%%1$d).", "%%2$s envoie %s (%%1$d)."),
    ("Tooltip", "Shows %s in tooltips", "Zeigt %s in Tooltips", "Montre %s dans les infobulles"),
    ("Share", "Shares %s with the group", "Teilt %s mit der Gruppe", "Partage %s avec le groupe"),
    ("Limit", "Most %s kept", "Höchstens so viele %s", "Nombre de %s gardés"),
    ("Sort", "How %s are sorted", "Wie %s sortiert werden", "Comment trier %s"),
)
LOCALES = ("enUS", "deDE", "frFR")
PER_TOPIC = ("store.lua", "watcher.lua", "window.lua", "window.xml", "options.lua", "comm.lua")
"""Pieces that are written once for each topic."""

COLUMN = """\
\t\t\t<Button parentKey="%sHeader" parentArray="Headers" inherits="ColumnDisplayButtonTemplate" id="%d" text="%s">
\t\t\t\t<Size x="80" y="24"/>
\t\t\t</Button>"""
CELL = """\
\t\t\t\t<FontString parentKey="%s" inherits="GameFontHighlightSmall" justifyH="LEFT">
\t\t\t\t\t<Anchors><Anchor point="LEFT" x="%d"/></Anchors>
\t\t\t\t</FontString>"""
CHECK = """\
Store:AddCheck("%s", function(value)
\treturn type(value) == "string" and #value <= %d
end, L["%s %s is too long"])"""


def _names(topic: Topic) -> dict[str, str]:
    fields = tuple(enumerate(topic.fields, 1))
    lists = {
        "fields": ", ".join(f'"{field}"' for field in topic.fields),
        "columns": "\n".join(COLUMN % (field.capitalize(), index, field.capitalize()) for index, field in fields),
        "rows": "\n".join(CELL % (field.capitalize(), 80 * index) for index, field in fields),
        "checks": "\n".join(CHECK % (field, 40 + 30 * index, topic.name, field) for index, field in fields),
    }
    facts = {
        "Topic": topic.name,
        "TOPIC": topic.name.upper(),
        "topic": topic.name.lower(),
        "Topics": topic.plural,
        "topics": topic.plural.lower(),
    }
    other = {"first": topic.fields[0], "First": topic.fields[0].capitalize(), "last": topic.fields[-1]}
    return {**facts, **other, **lists, "event": topic.event, "color": topic.color, "limit": str(topic.limit)}


def _locale(index: int) -> str:
    code = LOCALES[index]
    lines = [
        f"-- {NAME}: texts, {code}.",
        "local _, ns = ...",
        "",
        f'local L = ns.Locale:New("{code}")',
        "if not L then",
    ]
    lines += ["\treturn", "end", ""]
    for topic in TOPICS:
        for word in WORDS:
            text = word[index + 1] % topic.plural
            lines.append(f'L["{topic.name} {word[0]}"] = "{text}"')
        for field in topic.fields:
            lines.append(f'L["{topic.name} {field} is too long"] = "{topic.name}: {field} > {code}"')
        lines.append("")
    return "\n".join(lines)


def _files() -> Iterator[tuple[str, str]]:
    for path in ("Libs/MiniStub.lua", "Libs/MiniBus.lua", "Libs/MiniCode.lua", "Core.lua", "Locale.lua"):
        yield path, _piece(path)
    for index, code in enumerate(LOCALES):
        yield f"Locales/{code}.lua", _locale(index)
    yield "Widgets.xml", _piece("Widgets.xml")
    for topic in TOPICS:
        for piece in PER_TOPIC:
            stem, suffix = piece.split(".")
            text = Piece(_piece(piece)).substitute(_names(topic))
            yield f"Modules/{topic.plural}/{stem.capitalize()}.{suffix}", text
    yield "Main.xml", _piece("Main.xml")
    yield "Main.lua", _piece("Main.lua")


def _piece(path: str) -> str:
    return (PIECES / path).read_text("utf-8")


def write(folder: Path) -> Path:
    """The addon in a new folder inside `folder`; returns its path."""
    target = folder / NAME
    listed = []
    for path, text in _files():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        if not path.endswith("/Window.lua"):  # its XML names it
            listed.append(path.replace("/", "\\"))
    toc = Piece(_piece("Chronicle.toc")).substitute(files="\n".join(listed))
    (target / f"{NAME}.toc").write_text(toc, "utf-8")
    return target
