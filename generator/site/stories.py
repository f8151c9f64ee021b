"""The pages of flows, state machines and procedures: the diagram, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ..diff.addresses import story_file
from ..docs.figures import figure
from ..docs.markdown import code, plain
from ..docs.story_section import FOLDER, story_section
from ..docs.uses import Story, stories, story_heading, story_name
from ..spec.changes import differs
from ..spec.model import Revision
from .page import Page, Part, text

_GROUPS = {"flow": "Flows", "machine": "State diagrams", "procedure": "Procedures"}
_KINDS = {"flow": "sequence diagram", "machine": "state diagram", "procedure": "procedure"}


class Stories:
    """The pages, and the drawings they show by the name Markdown gives them."""

    def __init__(self, home: Revision, family: Sequence[Revision], folder: str, source: str) -> None:
        self.images: dict[str, str] = {}
        self._home, self._family, self._folder, self._source = home, family, folder, source

    def pages(self) -> Iterator[Page]:
        """What the usual revision tells, then what only others do."""
        told: set[tuple[str, str]] = set()
        for revision in (self._home, *(each for each in self._family if each is not self._home)):
            for item in stories(revision):
                if (item.kind, item.key) not in told:
                    told.add((item.kind, item.key))
                    yield self._page(revision, item)

    def _page(self, revision: Revision, item: Story) -> Page:
        heading = story_heading(item)
        parts: list[Part] = [text([f"# {plain(heading) if '`' not in heading else heading}"])]
        if revision is not self._home:
            parts.append(f"Only in revision {code(revision.id)}.\n")
        parts.append(self._section(revision, item))
        others = [(other, each) for other in self._family for each in stories(other)]
        namesakes = [(other, each) for other, each in others if (each.kind, each.key) == (item.kind, item.key)]
        for other, different in namesakes:
            if other is revision or not differs(item, different):
                continue
            parts.append(Markup('<details class="other"><summary>In <code>{}</code></summary>\n').format(other.id))
            parts.append(self._section(other, different))
            parts.append(Markup("</details>\n"))
        title = heading.replace("`", "")
        return Page(
            f"{self._folder}/{story_file(item.kind, item.name)}",
            title,
            tuple(parts),
            title.removeprefix("The procedure "),
            _GROUPS[item.kind],
            kind=_KINDS[item.kind],
            source=self._source,
            also=tuple(story_heading(each) for _, each in namesakes),
        )

    def _section(self, revision: Revision, item: Story) -> str:
        """The section of docs/ without its heading, with a drawing that has its own name."""
        lines = list(story_section(revision, item))[1:]
        name = story_name(item)
        own = name if revision is self._home else f"{name}-{revision.id}"
        self.images[f"{FOLDER}/{own}.svg"] = figure(revision, item, own).svg()
        return text(line.replace(f"({FOLDER}/{name}.svg)", f"({FOLDER}/{own}.svg)") for line in lines)
