"""The site in a browser: opened from a disk, searched by keyboard, and looked at narrow, wide, light and dark."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.lua.folder import write_files

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
CONTRAST = (Path(__file__).parent / "contrast.js").read_text()

#: What somebody with a keyboard does: / to the search, a word, down, Enter; and Escape.
KEYS = """<script>
const press = (on, key) => on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
addEventListener("load", () => {
    const seen = {};
    try {
        press(document.body, "/");
        seen.focused = document.activeElement.id;
        box.value = "to a bridge";
        box.dispatchEvent(new Event("input"));
        press(box, "ArrowDown");
        const option = document.getElementById(box.getAttribute("aria-activedescendant"));
        seen.option = option.querySelector("strong").textContent;
        seen.link = option.firstChild.getAttribute("href");
        seen.selected = option.getAttribute("aria-selected");
        seen.expanded = box.getAttribute("aria-expanded");
        seen.said = count.textContent;
        press(box, "Escape");
        seen.closed = list.hidden;
        box.value = "nosuchword";
        box.dispatchEvent(new Event("input"));
        seen.nothing = count.textContent;
        box.value = "probe_wait";
        box.dispatchEvent(new Event("input"));
        seen.row = list.firstChild.firstChild.getAttribute("href");
    } catch (error) { seen.fault = String(error); }
    const out = document.createElement("pre");
    out.id = "probe";
    out.textContent = JSON.stringify(seen);
    document.body.append(out);
});
</script>"""

#: Pages of every kind.
PAGES = (
    "index.html",
    "crossrp/message-R1.html",
    "crossrp/machine-link.html",
    "crossrp/seed-coverage.html",
    "diff/alliance-1-to-alliance-2.html",
    "diff/index.html",
    "rules/audit.html",
    "commands/simulate.html",
    "guides/simulating.html",
)


@pytest.fixture(scope="module")
def folder(chromium: str, site_files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001
    target = tmp_path_factory.mktemp("site")
    write_files(target, site_files)
    return target


def test_a_message_is_found_by_keyboard(chromium: str, folder: Path, tmp_path: Path) -> None:
    page = folder / "crossrp" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</body>", KEYS + "</body>"), "utf-8")
    command = [chromium, *FLAGS, f"--user-data-dir={tmp_path}", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    found = re.search(r'<pre id="probe"[^>]*>(.*?)</pre>', done.stdout.decode(), re.DOTALL)
    assert found, done.stderr.decode(errors="replace")[-2000:]
    seen = json.loads(unescape(found[1]))
    assert seen.pop("said").endswith("found; arrow keys choose, Enter opens")
    assert seen == {
        "focused": "search",
        "option": "R1: to a bridge",
        "link": "../crossrp/message-R1.html",
        "selected": "true",
        "expanded": "true",
        "closed": True,
        "nothing": "Nothing found",
        "row": "../crossrp/timers.html#row-probe_wait",
    }


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (400, True)], ids=["wide-light", "narrow-dark"])
def test_pages_of_every_kind_fit(look: Callable[..., dict[str, Any]], folder: Path, width: int, dark: bool) -> None:
    """All of them in frames of one page, which is quicker than a browser for each."""
    seen = look(_framed(folder, width), FRAMES, width=max(width, 600), height=900, dark=dark)
    assert seen["faults"] == []
    assert [name for name, _, _, _ in seen["pages"]] == list(PAGES)
    for name, overflow, dark_there, text in seen["pages"]:
        assert overflow <= 0, name
        assert dark_there == dark, name
        assert text >= 4.5, name


def _framed(folder: Path, width: int) -> str:
    frames = []
    style = f"<style>{(folder / 'style.css').read_text('utf-8')}</style>"
    for name in PAGES:
        text = (folder / name).read_text("utf-8")
        whole = re.sub(r'<link rel="stylesheet"[^>]*>', lambda _: style, text)
        whole = re.sub(r"<script src=[^>]*></script>", "", whole).replace('"', "&quot;")
        frames.append(f'<iframe data-name="{name}" width="{width}" height="900" srcdoc="{whole}"></iframe>')
    return f"<!doctype html><html><head></head><body>{''.join(frames)}</body></html>"


FRAMES = """
seen.pages = [...document.querySelectorAll("iframe")].map((frame) => {
    const page = frame.contentDocument;
    const probe = new frame.contentWindow.Function("seen", CONTRAST + "return seen;");
    const told = probe({});
    const root = page.documentElement;
    return [frame.dataset.name, root.scrollWidth - root.clientWidth, told.page < 0.1, told.text];
});
""".replace("CONTRAST", json.dumps(CONTRAST + "\n"))
