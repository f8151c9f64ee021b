"""The control socket: one question a connection, one line of JSON each way."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import suppress

from ..node import Node

_LONGEST = 1 << 16
_SECONDS = 5.0


class NoAnswer(Exception):
    """The server did not answer; the message says what to do."""


async def answer(node: Node, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one question."""
    try:
        line = await asyncio.wait_for(reader.readline(), _SECONDS)
        found: object = _answer(node, json.loads(line))
    except (ValueError, TimeoutError, OSError):
        found = {"error": "the question is no line of JSON"}
    writer.write(json.dumps(found).encode() + b"\n")
    with suppress(OSError, TimeoutError):
        await asyncio.wait_for(writer.drain(), _SECONDS)
    writer.close()


def _answer(node: Node, question: object) -> dict[str, object]:
    if not isinstance(question, dict):
        return {"error": "the question is no object"}
    command = question.get("command")
    if command == "status":
        return node.status()
    if command == "explain":
        start, end = (str(question.get(key, "")).encode() for key in ("from", "to"))
        for sid in (start, end):
            if not node.state.within(sid):
                known = ", ".join(each.decode() for each in sorted(node.state.view.servers))
                return {"error": f"{sid.decode()} is not within reach; there are {known}"}
        if start == end:
            return {"error": f"{start.decode()} needs no way to itself; name two servers"}
        return node.explain(start, end)
    return {"error": f"there is no {command!r}; there are status and explain"}


def ask(path: str, question: dict[str, str]) -> dict[str, object]:
    """Ask a running server. Raises NoAnswer."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_SECONDS)
            connection.connect(path)
            connection.sendall(json.dumps(question).encode() + b"\n")
            data = b""
            while more := connection.recv(_LONGEST):
                data += more
    except OSError as error:
        raise NoAnswer(f"{path}: no server answers there ({error.strerror or error}); is it running?") from None
    found = json.loads(data or b"{}")
    if "error" in found or not isinstance(found, dict):
        raise NoAnswer(str(found.get("error", "it said nothing")))
    return found
