"""Packets an addon should never see, made from those it should."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import TYPE_CHECKING

from generator.spec.catalog import revision
from generator.spec.model import Constant, Revision
from generator.virtual.faultrules import corrupted
from generator.world.player import Player

if TYPE_CHECKING:
    from generator.world.scenarios.run import Run

MOST_BYTES = 255
_PIECES = (b" ", b":", b"~", b"^", b"\x01", b"\xff", b"1H", b"?", b"-", b"^T^S", b"\\", b"|")
_HEADS = (b"1-", b"1-", b"1-", b"1<", b"1=", b"1>", b"2-", b"1?", b"")


def throw(run: Run, sender: Player, victim: Player, count: int, seconds: float, medium: str) -> None:
    """Send ``count`` packets over ``seconds``, as if an addon of the sender's had."""
    chosen = revision(run.spec(victim).crossrp or "crossrp")
    prefix = chosen.all(Constant)["prefix"].text
    random = run.world.streams.of(f"garbage/{sender.fullname}/{victim.fullname}")
    for number in range(count):
        send = partial(_send, run, sender, victim, prefix, make(random, chosen), medium)
        run.later(seconds * number / max(count, 1), send)


def make(random: Random, chosen: Revision) -> bytes:
    """One packet: noise, or a message of the specification with some of it changed, whole or as a page."""
    if random.random() < 0.15:
        return bytes(random.randrange(1, 256) for _ in range(random.randrange(1, MOST_BYTES)))
    message = random.choice(list(chosen.messages.values()))
    text = random.choice(message.examples) if message.examples else message.command.encode()
    for _ in range(random.randrange(4)):
        place = random.randrange(len(text) + 1)
        text = text[:place] + random.choice(_PIECES) + text[place + random.randrange(4) :]
    text = corrupted(text, random, random.randrange(3), False) if text else b" "
    head = random.choice(_HEADS)
    if head in (b"1<", b"1=", b"1>"):
        head += bytes((1, random.randrange(1, 9)))
    return (head + text * random.choice((1, 1, 1, 4)))[:MOST_BYTES]


def _send(run: Run, sender: Player, victim: Player, prefix: str, packet: bytes, medium: str) -> None:
    if not sender.online:
        return
    if medium == "WHISPER":
        run.world.transport.addon(sender, prefix, packet, "WHISPER", victim.fullname, False)
    elif victim.session is not None:
        session = sender.require_session()
        login = (victim.fullname, victim.session.number)
        handle = session.friends.handle_of(login)
        if handle is not None:
            run.world.transport.game_data(sender, handle, prefix, packet)
