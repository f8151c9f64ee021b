"""What a page of HTML is made of, for tests to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Elements that have no end.
_VOID = ("meta", "link", "input", "br", "hr", "img")


@dataclass
class Element:
    """An element, with the text directly and further down in it."""

    tag: str
    at: dict[str, str]
    text: str = ""
    inside: list[Element] = field(default_factory=list)


class Document(HTMLParser):
    """Reads a page; ``elements``: all of it in order, ``wrong``: ends that close nothing or the wrong thing."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.wrong: list[str] = []
        self._open: list[Element] = []
        self.feed(page.decode())
        self.close()

    def all(self, *tags: str) -> list[Element]:
        return [each for each in self.elements if each.tag in tags]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        for each in self._open:
            each.inside.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        else:
            self.wrong.append(f"</{tag}> in {self._open[-1].tag if self._open else 'nothing'}")

    def handle_data(self, data: str) -> None:
        for each in self._open:
            each.text += data
