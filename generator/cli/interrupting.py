"""Ctrl-C and SIGTERM: they end the program by an exception, so that it cleans up, and soon in any case.

Python hears of a signal between two of its own steps. While Lua runs there are none, and an exception that came up
inside a call from Lua would be an addon's to catch; so it is held back until Lua is left. A script that never ends is
never left: after PATIENCE seconds the process ends without cleaning up.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE = 5.0
INTERRUPTED = 130


def install() -> None:
    """Take over both signals, for the life of the process."""
    signal.signal(signal.SIGINT, _on_signal)
    signal.signal(signal.SIGTERM, _on_signal)
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(reader, writer), daemon=True).start()


@contextmanager
def with_children() -> Iterator[None]:
    """While other processes work for this one: when they are ended, writing to them is an error and not its end too.

    After an exception it stays so: what is left of them may be written to until the very end.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGPIPE, before)


def exit_code(number: int) -> int:
    """What the process ends with, as shells have it."""
    return 128 + number


def _on_signal(number: int, _: FrameType | None) -> None:
    ending: BaseException = KeyboardInterrupt() if number == signal.SIGINT else SystemExit(exit_code(number))
    # Only who has imported it can be in the middle of Lua.
    lua = sys.modules.get("generator.client.runtime")
    if lua is None or not lua.hold(ending):
        raise ending


def _watch(reader: socket.socket, _: socket.socket) -> None:
    """Wait for a signal, and then for the main thread to end the process."""
    while (received := reader.recv(1)) and received[0] not in (signal.SIGINT, signal.SIGTERM):
        pass
    time.sleep(PATIENCE)
    sys.stderr.write("crossrp: interrupted; a script did not end\n")
    sys.stderr.flush()
    os._exit(exit_code(received[0]) if received else INTERRUPTED)
