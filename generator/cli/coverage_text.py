"""The page of `crossrp spec coverage`, and reading the notes it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

import generator
from generator.spec.coverage import BLANK, HEADING, LEFT_OUT, RULER, STATING, Coverage, DifferentText, text_lines
from generator.spec.coverage import Carrier as _Carrier
from generator.spec.seeds import SEEDS

from .page import Page

#: Where the notes may lie beside a checkout.
BESIDE = Path(generator.__file__).resolve().parents[2] / "shared" / "seeds"


def read_texts(folder: Path | None) -> dict[str, list[str]]:
    """The lines of each text in a folder, or in the usual one when both are there; {} without any.

    Raises UsageError when a text is missing from the folder given or is another text.
    """
    if folder is None:
        if not all((BESIDE / seed.file).is_file() for seed in SEEDS.values()):
            return {}
        folder = BESIDE
    texts = {}
    for name, seed in SEEDS.items():
        path = folder / seed.file
        try:
            texts[name] = text_lines(seed, path.read_bytes())
        except DifferentText as error:
            raise click.UsageError(f"{path}: {error}") from None
    return texts


def coverage_page(found: Iterable[Coverage], texts: Mapping[str, list[str]]) -> Page:
    """Line by line: what carries it, what was left out and why, and what is wrong."""
    page = Page()
    for each in found:
        lines = texts.get(each.seed.name)
        page.title(f"{each.seed.title}: {each.seed.lines} lines")
        page.text(_checked(lines is not None), indent=2)
        page.text("")
        page.table(_rows(each, lines), wide=1)
        page.title(f"{each.seed.title}: left out on purpose")
        page.table([(str(line.number), line.reason) for line in each.of_kind(LEFT_OUT)] or [("nothing", "")])
        page.title(f"{each.seed.title}: {_verdict(each)}")
        page.table(_tally(each))
        page.table([(f"line {line.number}", "carried by nothing") for line in each.uncarried])
        page.table([(str(mistake),) for mistake in each.mistakes], wide=0)
    return page


def _checked(there: bool) -> str:
    return "the text is the one the specification was written from" if there else "without the text (--seeds shows it)"


def _rows(each: Coverage, lines: list[str] | None) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("line", *(["text"] if lines else []), "carried by")]
    for line in each.of_kind(STATING):
        text = [lines[line.number - 1].strip()] if lines else []
        rows.append((f"{line.number:4}", *text, _names(line.items) or "NOTHING"))
    return rows


def _names(carriers: Iterable[_Carrier]) -> str:
    """Items by name, once each, whatever the number of revisions that state them."""
    return ", ".join(dict.fromkeys(map(str, carriers)))


def _verdict(each: Coverage) -> str:
    wrong = [
        f"{len(found)} {what}"
        for found, what in ((each.uncarried, "carried by nothing"), (each.mistakes, "wrong sources"))
        if found
    ]
    return ", ".join(wrong) or "every line is carried or left out on purpose"


def _tally(each: Coverage) -> list[tuple[str, str]]:
    kinds = ((STATING, "state something"), (LEFT_OUT, "left out"), (HEADING, "headings"), (RULER, "rulers"))
    return [(f"{len(each.of_kind(kind)):4}", words) for kind, words in (*kinds, (BLANK, "blank"))]
