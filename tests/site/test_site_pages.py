"""Every page of the site: whole, readable by everybody, and leading only to what is there."""

from __future__ import annotations

import json
import posixpath
import re
from functools import cache
from itertools import pairwise

import pytest
from parsed import Document

from generator.audit.rules import RULES as AUDIT_RULES
from generator.cli.main import COMMANDS
from generator.diff.addresses import SitePages, message_file, story_file
from generator.diff.matrix import pairs
from generator.diff.rules import RULES
from generator.docs.uses import stories
from generator.site.build import MARK
from generator.site.links import BrokenLink, Links
from generator.spec.catalog import REVISIONS, revision

Files = dict[str, bytes]
Documents = dict[str, Document]
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "use": "href"}


@pytest.fixture(scope="module")
def files(site_files: Files) -> Files:
    return site_files


@pytest.fixture(scope="module")
def documents(files: Files) -> Documents:
    return {path: Document(data) for path, data in files.items() if path.endswith(".html")}


def test_every_page_is_whole(documents: Documents) -> None:
    assert len(documents) > 150
    for path, page in documents.items():
        assert page.wrong == [], path
        assert [each.at.get("lang") for each in page.all("html")] == ["en"], path
        assert [each.tag for each in page.all("head")[0].inside].count("title") == 1, path
        for tag in ("h1", "main", "header", "footer"):
            assert len(page.all(tag)) == 1, (path, tag)
        assert page.all("h1")[0].text.strip(), path
        names = [each.at["id"] for each in page.elements if "id" in each.at]
        assert len(names) == len(set(names)), path


def test_titles_tell_pages_of_a_section_apart(documents: Documents) -> None:
    titles = [(posixpath.dirname(path), page.all("title")[0].text) for path, page in documents.items()]
    assert [each for each in titles if titles.count(each) > 1] == []


def test_every_link_leads_to_something_that_is_there(files: Files, documents: Documents) -> None:
    names = {path: {each.at["id"] for each in page.elements if "id" in each.at} for path, page in documents.items()}
    checked = 0
    for path, page in documents.items():
        for each in page.all("a"):
            target, _, anchor = each.at["href"].partition("#")
            assert "://" not in target, (path, target)
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert found in files, (path, each.at["href"])
            assert not anchor or anchor in names[found], (path, each.at["href"])
            checked += 1
    assert checked > 10_000


def test_what_the_search_knows_is_there(files: Files, documents: Documents) -> None:
    text = files["search-index.js"].decode()
    rows = json.loads(text.removeprefix("window.searchIndex = ").rstrip(";\n"))
    for title, kind, url, _ in rows:
        path, _, anchor = url.partition("#")
        assert title
        assert kind
        assert path in documents
        assert not anchor or any(each.at.get("id") == anchor for each in documents[path].elements), url
    found = {url for _, _, url, _ in rows}
    assert {"crossrp/message-R1.html", "crossrp/timers.html#row-probe_wait", "rules/audit.html#event-missing"} <= found


def test_nothing_is_loaded_from_elsewhere(files: Files, documents: Documents) -> None:
    for path, page in documents.items():
        for each in page.all(*LOADING):
            target = each.at.get(LOADING[each.tag], "")
            if target != "data:,":
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) in files, (path, target)
    for name, data in files.items():
        if name.endswith((".css", ".js")) and name != "search-index.js":
            assert not re.search(rb"https?://|url\(|@import|fetch\(|XMLHttpRequest|import\(", data), name


def test_drawings_have_a_title_and_say_what_they_show(documents: Documents) -> None:
    drawings = 0
    for path, page in documents.items():
        for each in page.all("svg"):
            title, words = each.inside[0], each.inside[1]
            assert (title.tag, words.tag, each.at["role"]) == ("title", "desc", "img"), path
            assert title.text.strip(), path
            assert len(words.text) > 20, path
            assert each.at["aria-labelledby"].split() == [title.at["id"], words.at["id"]], path
            drawings += 1
        assert page.all("img") == [], path
    assert drawings >= len(stories(revision("crossrp"))) + 2


def test_a_keyboard_and_a_screen_reader_find_their_way(documents: Documents) -> None:
    for path, page in documents.items():
        first = page.all("a")[0]
        assert (first.at["class"], first.at["href"]) == ("skip", "#content"), path
        assert page.all("main")[0].at["id"] == "content", path
        labels = [each.at.get("aria-label") for each in page.all("nav")]
        assert None not in labels, path
        assert len(labels) == len(set(labels)), path
        assert all(each.at.get("aria-label") for each in page.elements if each.at.get("role") == "region"), path
        assert all(each.at.get("scope") for each in page.all("th")), path
        assert not [each for each in page.elements if int(each.at.get("tabindex", "0")) > 0], path
        fields = {each.at["id"] for each in page.all("input") if each.at.get("type") != "checkbox"}
        assert fields == {each.at["for"] for each in page.all("label") if "for" in each.at}, path


def test_headings_go_down_one_level_at_a_time(documents: Documents) -> None:
    for path, page in documents.items():
        levels = [int(each.tag[1]) for each in page.all("main")[0].inside if re.fullmatch(r"h\d", each.tag)]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_everything_of_the_specification_has_its_page(documents: Documents) -> None:
    address = SitePages("")
    for each in REVISIONS.values():
        for name, message in each.messages.items():
            page = documents[address.message(each.protocol, name)]
            rows = page.all("main")[0].text
            assert all(field.name in rows for field in message.fields), (each.id, name)
        for item in stories(each):
            page = documents[f"{each.protocol}/{story_file(item.kind, item.name)}"]
            assert page.all("svg"), item.name


def test_no_two_files_differ_in_capitals_only(files: Files) -> None:
    assert len({name.lower() for name in files}) == len(files)
    assert all(re.fullmatch(r"[\w./-]+", name) for name in files)


def test_every_byte_of_an_example_is_in_its_strip(documents: Documents) -> None:
    page = documents["crossrp/" + message_file("R1")]
    strip = next(each for each in page.elements if each.at.get("class") == "bytes")
    assert "".join(each.text for each in strip.inside if each.tag == "code") == "1-R1␣W3e0d12␣H␣Tammya1A␣RP1 Hello!"


def test_comparisons_rules_and_commands_are_there(documents: Documents) -> None:
    for old, new in pairs():
        page = documents[f"diff/{old.id}-to-{new.id}.html"]
        counts = [int(each.text) for each in page.all("strong") if each.text.isdigit()]
        assert len(page.all("article")) == sum(counts) > 0
    for name, rules in (("diff", RULES), ("audit", AUDIT_RULES)):
        assert {each.at["id"] for each in documents[f"rules/{name}.html"].all("article")} == set(rules)
    for entry in COMMANDS:
        text = documents[f"commands/{entry.name}.html"].all("main")[0].text
        assert "Exit codes" in text
    options = documents["commands/diff.html"].all("main")[0].text
    assert "--matrix" in options
    assert "crossrp diff alliance-1 alliance-2" in options


@cache
def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_can_be_read_on_what_it_stands_on(files: Files, dark: bool) -> None:
    themes = re.findall(r":root \{(.*?)\}", files["style.css"].decode(), re.DOTALL)
    assert len(themes) == 2
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", themes[dark]))
    for text in ("text", "quiet", "accent", "breaking", "risky", "compatible"):
        for ground in ("page", "panel"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for ground in ("mark", "c1", "c2", "c3", "c4", "c5"):
        assert contrast(colours["text"], colours[ground]) >= 4.5, ground
    assert contrast(colours["accent"], colours["mark"]) >= 4.5


def test_a_link_that_leads_nowhere_is_refused() -> None:
    links = Links()
    links.page("guides/raids.html")
    links.anchor("raids.md", "for-players", "guides/raids.html#for-players")
    assert links.to("raids.md#for-players", "crossrp/index.html", "protocol.md") == "../guides/raids.html#for-players"
    assert links.to("#for-players", "guides/raids.html", "raids.md") == "#for-players"
    for href in ("raids.md#gone", "gone.md", "/gone.html"):
        with pytest.raises(BrokenLink, match=re.escape(href)):
            links.to(href, "crossrp/index.html", "protocol.md")


def test_the_site_is_known_by_its_mark(files: Files) -> None:
    assert json.loads(files[MARK])["made by"] == "crossrp docs --out"
