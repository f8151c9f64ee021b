"""Where things are in the site, by where they are in docs/."""

from __future__ import annotations

from posixpath import relpath


class BrokenLink(ValueError):
    """A page links to something that is nowhere; the message says which."""


class Links:
    """Anchors of the pages of docs/, and the addresses of the site that stand for them."""

    def __init__(self) -> None:
        self._anchors: dict[tuple[str, str], str] = {}
        self._titles: dict[str, str] = {}

    def page(self, path: str, title: str = "") -> None:
        """There is a page."""
        self._titles[path] = title

    def title(self, href: str, source: str) -> str:
        """What the page is called that a link leads to."""
        return self._titles.get(self._target(href, source).partition("#")[0], "")

    def anchor(self, source: str, anchor: str, address: str) -> None:
        """A heading of a page of docs/ (all of it: no anchor) is at an address of the site. The first one counts."""
        self._anchors.setdefault((source, anchor), address)

    def to(self, href: str, page: str, source: str) -> str:
        """A link on a page of the site, relative to it. Raises BrokenLink."""
        if "://" in href or href.startswith("mailto:"):
            return href
        target = self._target(href, source)
        path, _, anchor = target.partition("#")
        if path == page:
            return f"#{anchor}" if anchor else path.rpartition("/")[2]
        return relpath(path, page.rpartition("/")[0] or ".") + (f"#{anchor}" if anchor else "")

    def _target(self, href: str, source: str) -> str:
        if href.startswith("/"):
            if href[1:].partition("#")[0] not in self._titles:
                raise BrokenLink(f"{source or 'the site'}: {href} is no page of the site")
            return href[1:]
        name, _, anchor = href.partition("#")
        found = self._anchors.get((name or source, anchor))
        if found is None:
            raise BrokenLink(f"{source or 'the site'}: the link {href} leads nowhere")
        return found
