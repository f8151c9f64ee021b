"""The site as `crossrp docs --serve` shows it, from another process than the tests'."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest

import generator

ROOT = Path(generator.__file__).parent.parent
#: Asks for a port that is taken, without building the site first.
TAKEN = """
from generator.cli import main, site
site.files = lambda _: {{"index.html": b""}}
main.cli(["docs", "--serve", "--port", "{port}"])
"""


def server_port(address: str) -> int:
    return int(address.rsplit(":", 1)[1].strip("/"))


def leave_early(port: int) -> None:
    """Ask for much and go: what the server writes then is an error."""
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"GET /search-index.js HTTP/1.1\r\n\r\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_serving_ends_with_ctrl_c(site_files: dict[str, bytes], tmp_path: Path) -> None:
    """The real site in a process of its own: the same bytes with another hash seed, and an end without a traceback."""
    env = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONUNBUFFERED": "1"}
    out = tmp_path / "site"
    command = [sys.executable, "-m", "generator.cli.main", "docs", "--serve", "--out", str(out)]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert b"files in" in server.stdout.readline()
        match = re.match(rb"(http://127\.0\.0\.1:\d+/)", server.stdout.readline())
        assert match
        address = match[1].decode()
        with urllib.request.urlopen(f"{address}crossrp/message-R1.html", timeout=10) as answer:
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert b"R1: to a bridge" in answer.read()
        with pytest.raises(HTTPError, match="404"):
            urllib.request.urlopen(f"{address}gone", timeout=10)
        leave_early(server_port(address))
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert answer.status == 200
        taken = subprocess.run(
            [sys.executable, "-c", TAKEN.format(port=server_port(address))],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert taken.returncode == 2, taken.stderr
        assert "name another with --port" in taken.stderr
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=10)
        assert (server.returncode, errors) == (0, b"ended\n")
    there = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert sorted(there) == sorted(site_files)
    assert [name for name, data in site_files.items() if there[name] != data] == []
