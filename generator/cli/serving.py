"""Serving a site to a browser on this machine."""

from __future__ import annotations

import mimetypes
import posixpath
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

LOOPBACK = "127.0.0.1"


@contextmanager
def serving(files: Mapping[str, bytes], port: int) -> Iterator[ThreadingHTTPServer]:
    """A server of ``files`` on loopback, on a free port when ``port`` is 0. Raises OSError for a port that is taken."""
    server = _Server((LOOPBACK, port), _handler(files))
    try:
        yield server
    finally:
        server.server_close()


class _Server(ThreadingHTTPServer):
    # A browser that keeps a connection open is no reason to wait for it at the end.
    daemon_threads = True
    # Else another program's port could be taken over on Windows.
    allow_reuse_address = False

    def handle_error(self, request: object, client_address: object) -> None:
        # Somebody went to another page before this one had come.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def address(server: ThreadingHTTPServer) -> str:
    """What to type into a browser."""
    return f"http://{LOOPBACK}:{server.server_port}/"


def _handler(files: Mapping[str, bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def _answer(self, with_body: bool) -> None:
            name = found(files, self.path)
            if name is None:
                self.send_error(HTTPStatus.NOT_FOUND, "There is no such page")
                return
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            text = kind.startswith("text/") or kind.endswith("javascript")
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
            self.send_header("Content-Length", str(len(files[name])))
            self.send_header("Cache-Control", "no-cache")
            self.end_headers()
            if with_body:
                self.wfile.write(files[name])

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the terminal is for the address and for what goes wrong."""

    return Handler


def found(files: Mapping[str, bytes], target: str) -> str | None:
    """The file a request is about."""
    path = posixpath.normpath(unquote(urlsplit(target).path)).lstrip("/")
    for name in (path, f"{path}/index.html".lstrip("./")):
        if name in files:
            return name
    return None
