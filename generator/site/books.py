"""The pages of docs/ as pages of the site: guides as they are, references cut into what is looked up by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..docs.markdown import link, plain, sentence, slug
from ..docs.message_section import message_heading, message_link
from ..docs.uses import stories, story_heading, story_name
from ..spec.model import Revision
from .page import Page

_SECTION = re.compile(r"^(?=## )", re.MULTILINE)
_BLOCK = re.compile(r"<!-- made: ([\w.-]+) -->\n.*?<!-- end -->", re.DOTALL)
_ON_THIS_PAGE = re.compile(r"^On this page: .*?\n\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Reference:
    """A page of docs/ that is cut into its sections; what ``revision`` says of messages and stories has own pages."""

    source: str
    folder: str
    revision: Revision


def title_of(markdown: str, source: str) -> str:
    """The first heading of a page. Raises ValueError for one without."""
    first = markdown.lstrip().partition("\n")[0]
    if not first.startswith("# "):
        raise ValueError(f"{source}: it does not begin with a heading")
    return first[2:].strip()


def reference_pages(book: Reference, markdown: str) -> Iterator[Page]:
    """The introduction, then a page a section. What has a page of its own is a line with a link there."""
    leads = dict(_leads(book.revision))
    short = _BLOCK.sub(lambda block: leads.get(block[1], block[0]), markdown)
    introduction, *sections = _SECTION.split(_ON_THIS_PAGE.sub("", short))
    contents = [_heading(section) for section in sections]
    listed = "\n".join(f"- {link(plain(each), each)}" for each in contents)
    title = title_of(markdown, book.source)
    whole = f"{introduction.rstrip()}\n\n## Contents\n\n{listed}\n"
    yield Page(f"{book.folder}/index.html", title, (whole,), "Overview", kind="reference", source=book.source)
    for section, heading in zip(sections, contents, strict=True):
        path = f"{book.folder}/{slug(heading)}.html"
        yield Page(path, heading, (_raised(section),), kind="reference", source=book.source, rows=True)


def _heading(section: str) -> str:
    return section.partition("\n")[0].lstrip("# ").strip()


def _raised(section: str) -> str:
    """A section as a page: every heading one level up."""
    return re.sub(r"^#(?=#+ )", "", section, flags=re.MULTILINE)


def _leads(revision: Revision) -> Iterator[tuple[str, str]]:
    """Instead of a block that has a page of its own: a line that leads there."""
    for name, message in revision.messages.items():
        heading = message_heading(revision, name)
        yield f"message-{name}", f"- {message_link(revision, name)}: {link(plain(message.title), heading)}\n"
    for item in stories(revision):
        heading = story_heading(item)
        note = f": {plain(sentence(item.note))}" if item.note else ""
        yield story_name(item), f"- {link(plain(heading), heading)}{note}\n"


#: Guides in the order of the navigation; others follow by name.
_FIRST = ("how-it-works", "playing", "raids", "for-addons", "simulating", "writing-a-revision", "diff", "audit")


def guides(pages: Mapping[str, str], without: Mapping[str, str]) -> Iterator[Page]:
    """The other pages of docs/ by file name; ``without`` names sections that are told elsewhere, and where."""
    title = "Guides"
    listed = "".join(f"- [{plain(title_of(text, name))}]({name})\n" for name, text in _ordered(pages))
    yield Page("guides/index.html", title, (f"# {title}\n\n{listed}",), "Overview", kind="guide")
    for source, markdown in _ordered(pages):
        short = _left_out(markdown, source, without[source]) if source in without else markdown
        path = f"guides/{source.removesuffix('.md')}.html"
        yield Page(path, title_of(markdown, source), (short,), kind="guide", source=source)


def _ordered(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    order = [f"{name}.md" for name in _FIRST if f"{name}.md" in pages]
    return [(name, pages[name]) for name in (*order, *(name for name in sorted(pages) if name not in order))]


def _left_out(markdown: str, source: str, address: str) -> str:
    """A page without its catalogue of rules, which has a page of its own."""
    pattern = re.compile(r"^(## (?:The rules|Rules)\n).*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    short, count = pattern.subn(rf"\1\nThe [catalogue of the rules]({address}) has all of them.\n\n", markdown)
    if count != 1:
        raise ValueError(f"{source}: there is no one section of rules")
    return short
