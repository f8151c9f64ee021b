"""The whole site as files: from the pages of docs/, the records, and the commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from ..diff.addresses import ADDED, PAGES
from ..diff.compare import Comparison
from ..docs.markdown import slug
from ..spec.catalog import DEFAULT, REVISIONS
from ..spec.model import Message, Revision
from .books import Reference, guides, reference_pages
from .comparisons import comparison_pages, comparisons
from .links import Links
from .markup import Article
from .messages import message_page
from .page import SECTIONS, Page
from .rules import rule_pages, rule_places
from .search import Entry, entries, index
from .stories import Stories
from .templates import render

MARK = "crossrp-site.json"
"""The file by which a folder is known to be a site, and safe to replace."""
_RULES = {"diff.md": "/rules/diff.html", "audit.md": "/rules/audit.html"}
_GROUPS = ("", "Messages", "Flows", "State diagrams", "Procedures")
"""Groups of the navigation that have an order of their own; others follow as they come."""
_FILES = ("style.css", "site.js", "search.js")


def build(
    docs: Mapping[str, str], drawings: Mapping[str, str], commands: Sequence[Page], version: str
) -> dict[str, bytes]:
    """Every file of the site by its path.

    ``docs``: the pages of docs/ by name, ``drawings``: the SVG they show that is drawn by hand, ``commands``: the pages
    of the commands. Raises BrokenLink for a link that leads nowhere, ValueError for a page that cannot be cut up.
    """
    images = dict(drawings)
    pages = [*_pages(docs, images), *commands]
    articles = [Article(page) for page in pages]
    links = _links(articles)
    found = [entry for article in articles for entry in entries(article)]
    found += [Entry(rule, "rule", f"{path}#{rule}", words) for _, rule, path, words in rule_places()]
    files = {article.page.path: _page(article, articles, article.html(links, images), version) for article in articles}
    files["index.html"] = _plain_page("home.html.j2", {"count": len(pages)}, version)
    files["search.html"] = _plain_page("search.html.j2", {}, version)
    files |= {name: render(name, {}) for name in _FILES}
    files["search-index.js"] = index(found)
    files[MARK] = f'{{"made by": "crossrp docs --out", "version": "{version}"}}\n'
    return {path: text.encode() for path, text in sorted(files.items())}


def _pages(docs: Mapping[str, str], images: dict[str, str]) -> Iterable[Page]:
    compared = comparisons()
    for folder, source in PAGES.items():
        home = REVISIONS[DEFAULT.get(folder, folder)]
        family = [each for each in REVISIONS.values() if each.protocol == home.protocol]
        yield from reference_pages(Reference(source, folder, home), docs[source])
        yield from _messages(home, family, compared, (folder, source))
        if folder in DEFAULT:
            told = Stories(home, family, folder, source)
            yield from told.pages()
            images |= told.images
    yield from comparison_pages(compared)
    yield from rule_pages()
    yield from guides({name: text for name, text in docs.items() if name not in PAGES.values()}, _RULES)


def _messages(
    home: Revision, family: Sequence[Revision], compared: Sequence[Comparison], place: tuple[str, str]
) -> Iterable[Page]:
    """The messages a reference tells of: its revision's, then those that only other revisions have."""
    added = [REVISIONS[id] for protocol, id in ADDED.items() if protocol == home.protocol]
    if home in added:
        own: dict[str, tuple[Revision, Message]] = {
            item.name: (home, item)
            for item in home.own
            if isinstance(item, Message) and item.name not in REVISIONS[DEFAULT[home.protocol]].messages
        }
    else:
        own = {name: (home, message) for name, message in home.messages.items()}
        for other in family:
            if other not in added:
                own |= {name: (other, each) for name, each in other.messages.items() if name not in own}
    for revision, message in own.values():
        yield message_page(revision, message, family, compared, place)


def _links(articles: Sequence[Article]) -> Links:
    links = Links()
    for path in ("index.html", "search.html"):
        links.page(path)
    for article in articles:
        links.page(article.page.path, article.page.title)
    for source, rule, path, _ in rule_places():
        links.anchor(source, rule, f"{path}#{rule}")
    for article in articles:
        page = article.page
        if page.source:
            links.anchor(page.source, "", page.path)
            for heading in page.also:
                links.anchor(page.source, slug(heading), page.path)
            for place in article.places:
                links.anchor(
                    page.source, place.anchor, page.path if place.level == 1 else f"{page.path}#{place.anchor}"
                )
    return links


def _page(article: Article, articles: Sequence[Article], content: str, version: str) -> str:
    page = article.page
    near = [each.page for each in articles if each.page.folder == page.folder]
    names = sorted({each.group for each in near}, key=[*_GROUPS, *(each.group for each in near)].index)
    groups = [{"name": name, "pages": [_entry(each, page) for each in near if each.group == name]} for name in names]
    near = [each for name in names for each in near if each.group == name]
    at = near.index(page)
    data = {
        "title": page.title,
        "root": "../",
        "content": Markup(content),
        "groups": groups,
        "section": SECTIONS[page.folder],
        "folder": page.folder,
        "is_first": page.path.endswith("/index.html"),
        "before": _entry(near[at - 1], page) if at else None,
        "after": _entry(near[at + 1], page) if at + 1 < len(near) else None,
        "sections": SECTIONS,
        "version": version,
    }
    return render("page.html.j2", data)


def _entry(page: Page, here: Page) -> dict[str, Any]:
    return {"name": page.label.replace("`", ""), "file": page.path.rpartition("/")[2], "here": page is here}


def _plain_page(template: str, data: dict[str, Any], version: str) -> str:
    return render(template, {"root": "", "folder": "", "sections": SECTIONS, "version": version, **data})
