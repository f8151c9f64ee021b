"""A real browser, when there is one: headless Chromium opens pages, and a probe inside them says what it sees."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
SECONDS = 60

# Before anything else of the page: collects what goes wrong, and what is asked of a network.
EARLY = """<script>
window.faults = [];
window.addEventListener("error", (event) => faults.push(event.message || "a part did not load"), true);
window.addEventListener("unhandledrejection", (event) => faults.push(String(event.reason)));
</script>"""

# After everything: whatever `seen` is becomes text of the page, where it can be read in the dumped document.
LATE = """<script>
addEventListener("load", () => {{
    const seen = {{}};
    try {{ {probe} }} catch (error) {{ faults.push("probe: " + error); }}
    seen.faults = faults;
    seen.requests = performance.getEntriesByType("resource").map((entry) => entry.name);
    const out = document.createElement("pre");
    out.id = "probe";
    out.textContent = JSON.stringify(seen);
    parent.document.body.appendChild(out);
}});
</script>"""


# A window is never narrower than some 500 pixels; a frame is as narrow as it is told to be.
FRAME = """<!doctype html><body style="margin: 0">
<iframe style="border: 0" width="{width}" height="{height}" srcdoc="{page}"></iframe>"""


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; skips where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed (Debian: apt-get install chromium)")
    return found


@pytest.fixture
def look(chromium: str, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Opens a page of so many pixels and runs JavaScript that fills `seen`; returns it with `faults` and `requests`."""

    def open_page(html: str, probe: str, width: int = 1200, height: int = 900, dark: bool = False) -> dict[str, Any]:
        page = tmp_path / "page.html"
        whole = html.replace("<head>", f"<head>{EARLY}", 1).replace("</body>", LATE.format(probe=probe) + "</body>")
        page.write_text(FRAME.format(width=width, height=height, page=escape(whole)), encoding="utf-8")
        profile = tmp_path / "profile"
        theme = ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] if dark else []
        size = f"--window-size={max(width, 600)},{height}"
        command = [chromium, *FLAGS, *theme, f"--user-data-dir={profile}", size, "--dump-dom", page.as_uri()]
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        found = re.search(r'<pre id="probe">(.*?)</pre>', done.stdout.decode("utf-8"), re.DOTALL)
        assert found, f"the page did not come to its end: {done.stderr.decode(errors='replace')[-2000:]}"
        seen: dict[str, Any] = json.loads(unescape(found[1]))
        return seen

    return open_page
