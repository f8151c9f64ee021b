"""Running a server until it is told to end."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from importlib import import_module
from typing import Any

from .config import Config
from .server import Server


def run_server(config: Config, *, verbose: bool, ready: Callable[[str], None]) -> None:
    """Run until SIGINT or SIGTERM. ``ready`` is told once the server listens. Raises OSError for an address."""
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(message)s",
    )
    run_quickly(_run(config, ready))


def run_quickly(main: Coroutine[Any, Any, None]) -> None:
    """Run on uvloop where it is installed, else on asyncio's own loop."""
    try:
        factory: Callable[[], asyncio.AbstractEventLoop] = import_module("uvloop").new_event_loop
    except ImportError:
        factory = asyncio.new_event_loop
    if sys.platform != "win32":
        # A neighbour that hangs up while we write is an error of that link, not the end of this process.
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(main)
    except BrokenPipeError:
        # Whoever read our output has gone. End as all other commands do then.
        if sys.platform != "win32":
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGPIPE)
        raise


async def _run(config: Config, ready: Callable[[str], None]) -> None:
    server = Server(config)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    await server.start()
    addresses = [str(listen.address) for listen in config.listens]
    for name, profile in zip(config.profiles, server.node.profiles, strict=False):
        addresses += [f"{address} ({name})" for address in getattr(profile, "addresses", ())]
    where = ", ".join(addresses) or "nowhere"
    ready(f"{config.settings.sid.decode()} {config.settings.name.decode()} listens on {where}")
    await ended.wait()
    await server.stop()
