"""The pages that hold revisions against each other: one for each ordered pair, and all in one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ..diff import matrix, report_html
from ..diff.addresses import SitePages, comparison_file
from ..diff.compare import Comparison, Side, compare
from .page import SECTIONS, Page, Part
from .templates import render

#: Seen from a page of the site, which has one folder.
_SITE = SitePages("../")


def comparisons() -> list[Comparison]:
    """All ordered pairs of revisions of one protocol. No worlds are played, which would take minutes."""
    return [compare(Side(old.id, old), Side(new.id, new)) for old, new in matrix.pairs()]


def comparison_pages(found: Sequence[Comparison]) -> Iterator[Page]:
    """The matrix, then a page a pair."""
    cells = [matrix.cell(each) for each in found]
    table = render("matrix_body.html.j2", report_html.matrix_data(cells, _SITE.comparison))
    title = "What changes between revisions"
    introduction = (
        f"# {title}\n\nEvery revision of a protocol against every other, by letting both codecs "
        "read each other's messages. [How a verdict is known](diff.md#how-a-verdict-is-known), and the "
        "[rules](/rules/diff.html).\n"
    )
    yield Page("diff/index.html", title, (introduction, Markup(table)), "Overview", kind="diff")
    for each in found:
        yield _page(each)


def _page(comparison: Comparison) -> Page:
    data = report_html.page_data(comparison, _SITE)
    title = f"{comparison.old} to {comparison.new}"
    head = Markup('<h1>{} <span class="arrow">to</span> {}</h1>\n<p>{}</p>\n')
    hint = (
        "What clients do to each other in time is seen by letting them play, which this page leaves out: "
        f"`crossrp diff {comparison.old} {comparison.new} --mixed` does.\n"
    )
    is_played = comparison.protocol == "crossrp"
    parts: list[Part] = [
        head.format(comparison.old, comparison.new, data["headline"]),
        Markup(render("diff_nav.html.j2", data)),
        *([hint] if is_played else []),
        Markup(render("diff_body.html.j2", data)),
    ]
    path = f"diff/{comparison_file(comparison.old, comparison.new)}"
    return Page(path, title, tuple(parts), title, SECTIONS[comparison.protocol], kind="diff")
