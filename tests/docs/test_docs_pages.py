"""The pages are up to date, complete, and lead where they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

import generator
from generator.cli.documents import PAGES, made, outdated
from generator.docs import citrus_mesh_page, citrus_page, protocol_page
from generator.docs.markdown import slug
from generator.docs.uses import stories, story_name
from generator.spec.catalog import REVISIONS, revision
from generator.spec.coverage import STATING, coverage
from generator.spec.model import SendResult
from generator.spec.seeds import SEEDS

ROOT = Path(generator.__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = {"protocol.md": protocol_page, "citrus-protocol.md": citrus_page, "citrus-mesh.md": citrus_mesh_page}
_BLOCK = re.compile(r"<!-- made: ([\w.-]+) -->\n(.*?)<!-- end -->", re.DOTALL)
_LINK = re.compile(r"\]\(#([^)]+)\)")
_CODE = re.compile(r"`([^`]+)`")
#: Code in the sentences around the blocks that names nothing of a protocol.
_OF_NONE = ("crossrp", "generator/", "facts/", "citrus:", ":", "REVISION")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Every page and diagram, made anew."""
    return made(DOCS)


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_pages_and_diagrams_are_up_to_date(files: dict[str, bytes]) -> None:
    assert [str(each) for each in outdated(DOCS, files)] == [], "run: crossrp docs"


@pytest.mark.parametrize("name", REFERENCE)
def test_every_block_there_is_stands_in_the_page_once(name: str) -> None:
    """A message, flow or state machine that is new needs a place in the page."""
    assert sorted(block for block, _ in _BLOCK.findall(text(name))) == sorted(REFERENCE[name].makers())


def test_every_diagram_is_shown() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(diagrams/([\w-]+\.svg)\)", text("protocol.md"))
    assert (
        sorted(shown) == sorted(protocol_page.diagrams()) == sorted(path.name for path in (DOCS / "diagrams").iterdir())
    )
    assert len(shown) == len(stories(revision("crossrp")))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_within_a_page_leads_to_one_heading(name: str) -> None:
    headings = [slug(line.lstrip("# ").replace("`", "")) for line in text(name).splitlines() if re.match(r"#+ ", line)]
    for target in _LINK.findall(text(name)):
        assert headings.count(target) == 1, target


@pytest.mark.parametrize("name", REFERENCE)
def test_headings_go_down_one_level_at_a_time(name: str) -> None:
    levels = [len(match[1]) for match in re.finditer(r"^(#+) ", text(name), re.MULTILINE)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("name", "protocol"),
    [("protocol.md", "crossrp"), ("citrus-protocol.md", "citrus"), ("citrus-mesh.md", "citrus-mesh")],
)
def test_what_is_written_by_hand_names_only_what_there_is_and_no_figures(name: str, protocol: str) -> None:
    prose = _BLOCK.sub("", text(name))
    found = revision(protocol)
    known = {item.key for item in found.items} | {result.action for result in found.all(SendResult).values()}
    for word in _CODE.findall(prose):
        is_destination = re.fullmatch(r"\w*?\d+[AH]", word) and protocol == "crossrp"
        assert is_destination or word.startswith(_OF_NONE) or re.fullmatch(r"[CTP]\d+", word) or word in known, word
    assert re.findall(r"\d[\d,.]* ?(?:seconds?|s\b|ms|bytes?|minutes?)", prose) == []


@pytest.mark.parametrize("revision_id", ["alliance-2", "citrus"])
def test_every_message_field_timer_and_limit_is_in_the_page(revision_id: str) -> None:
    found = REVISIONS[revision_id]
    page = text("citrus-protocol.md" if revision_id == "citrus" else "protocol.md")
    for message in found.messages.values():
        section = page.split(f"#### {message.name}: {message.title}\n")[1].split("\n#### ")[0]
        assert [field.name for field in message.fields if f"| `{field.name}` |" not in section] == []
        assert [medium for medium in message.media if f"- On `{medium}`" not in section] == []
        assert str(message.source) in section
    blocks = dict(_BLOCK.findall(page))
    for block, names in (("timers", found.timers), ("limits", found.limits)):
        assert re.findall(r"^\| `(\w+)` \| ", blocks[block], re.MULTILINE) == list(names)


@pytest.mark.parametrize("protocol", SEEDS)
def test_every_stated_line_of_the_notes_is_in_the_table(protocol: str) -> None:
    page = text("citrus-protocol.md" if protocol == "citrus" else "protocol.md")
    rows = re.findall(r"^\| (\d+)(?: to (\d+))? \| (.+) \|$", page.split("made: coverage -->")[1], re.MULTILINE)
    shown = [number for first, last, _ in rows for number in range(int(first), int(last or first) + 1)]
    stated = {line.number: line for line in coverage(SEEDS[protocol], REVISIONS.values()).of_kind(STATING)}
    assert [number for number in shown if number in stated] == list(stated)
    carried = {int(first): words for first, _, words in rows}
    for number, words in carried.items():
        assert all(f"`{carrier.name}`" in words for carrier in stated[number].items)


def test_the_same_is_made_in_another_process(files: dict[str, bytes]) -> None:
    code = (
        "from hashlib import sha256; from pathlib import Path; from generator.cli.documents import made\n"
        "print(sha256(repr(sorted(made(Path('docs')).items())).encode()).hexdigest())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "4711"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == sha256(repr(sorted(files.items())).encode()).hexdigest()


def test_diagrams_and_blocks_share_their_names() -> None:
    names = {story_name(item) for item in stories(revision("crossrp"))}
    assert {name.removesuffix(".svg") for name in protocol_page.diagrams()} == names
    assert names <= set(protocol_page.makers())
