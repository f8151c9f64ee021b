"""Reading an addon's XML files: elements with their line numbers. Facts: wow-client.md section 5.

Names of elements and attributes are taken in any case, as the game does. A document type, and with it any entity of
its own, is refused: the game's files have none, and entities can grow without bound.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

DEEPEST = 100
"""Elements nested deeper than this are refused."""


class XmlError(Exception):
    """A file that is no well-formed XML the client takes. `line` is where, from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


@dataclass(slots=True)
class Element:
    """One element. `tag` and attribute names are in lower case, `kind` is the tag as written. `text`, kept in
    pieces, is what stands between its children, and begins in line `text_line`."""

    kind: str
    line: int
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    text_line: int = 0
    lines: int = 0
    """How many line ends are in the text so far."""

    @property
    def tag(self) -> str:
        return self.kind.lower()

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def parse(source: bytes) -> Element:
    """The outermost element. Raises XmlError."""
    builder = _Builder()
    parser = expat.ParserCreate()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.StartDoctypeDeclHandler = builder.doctype
    builder.parser = parser
    try:
        parser.Parse(source, True)
    except expat.ExpatError as problem:
        raise XmlError(problem.lineno, expat.ErrorString(problem.code)) from None
    except (LookupError, ValueError) as problem:  # an encoding nobody knows, or of several bytes a character
        raise XmlError(parser.CurrentLineNumber, f"{problem}; write the file in UTF-8") from None
    assert builder.root is not None
    return builder.root


class _Builder:
    parser: expat.XMLParserType

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self._open) >= DEEPEST:
            raise XmlError(line, f"elements nested deeper than {DEEPEST} levels")
        element = Element(name, line, {})
        for key, value in attributes.items():
            if key.lower() in element.attributes:
                raise XmlError(line, f"attribute {key} is there twice")
            element.attributes[key.lower()] = value
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def characters(self, text: str) -> None:
        element, line = self._open[-1], self.parser.CurrentLineNumber
        if not element.text_line:
            element.text_line = line
        # Lines a comment took out of the text are put back, so that those after it keep their numbers.
        piece = "\n" * (line - element.text_line - element.lines) + text
        element.pieces.append(piece)
        element.lines += piece.count("\n")

    def doctype(self, *_args: object) -> None:
        raise XmlError(self.parser.CurrentLineNumber, "a document type is not allowed here")
