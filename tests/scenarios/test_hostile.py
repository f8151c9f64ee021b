"""Packets from strangers, bridges and links into a running addon: no error, and memory returns.

``CROSSRP_HOSTILE_PACKETS=100000 .venv/bin/python -m pytest tests/scenarios/test_hostile.py`` sends more.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from generator.spec.catalog import revision
from generator.spec.model import Constant, Revision
from generator.world.crossrp import install_addon, stand_in_folder
from generator.world.player import Player
from generator.world.world import World

PACKETS = int(os.environ.get("CROSSRP_HOSTILE_PACKETS", "10000"))
SENDERS = 40
QUIET_SECONDS = 300.0
# What the collector has not settled yet, and counters of kinds of garbage that were not met before.
SLACK_BYTES = 128 * 1024


def _mutate(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randrange(5)):
        at = rng.randrange(len(changed) + 1)
        match rng.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([rng.randrange(1, 256)])
            case 1:
                changed[at:at] = rng.choice((b" ", b":", b"~", b"^", b"\x01", b"\xff", b"1H", b"?", b"-"))
            case 2:
                del changed[at : at + rng.randrange(1, 9)]
            case 3:
                changed[at:at] = changed[at : at + 12]
    return bytes(changed)


def _message(rng: random.Random, chosen: Revision) -> bytes:
    message = rng.choice(list(chosen.messages.values()))
    text = rng.choice(message.examples) if message.examples else message.command.encode()
    if rng.random() < 0.3:
        inner = rng.choice([m for m in chosen.messages.values() if "ROUTED" in m.media])
        text = text.rsplit(b" ", 2)[0] + b" " + rng.choice(inner.examples)
    return _mutate(rng, text) if rng.random() < 0.7 else text


def _packet(rng: random.Random, chosen: Revision, limit: int) -> bytes:
    kind = rng.random()
    if kind < 0.15:
        return bytes(rng.randrange(1, 256) for _ in range(rng.randrange(1, limit)))
    body = _message(rng, chosen)
    slot = bytes([1, rng.randrange(1, 9)])
    number = bytes([1, rng.randrange(1, 6)])
    head = rng.choice(
        (b"1-", b"1-", b"1-", b"1<" + slot, b"1=" + slot, b"1>" + slot, b"2-", b"1?", b"1<" + slot + number)
    )
    head = head if rng.random() < 0.9 else head + number
    return (head + body * rng.choice((1, 1, 1, 3)))[:limit] or b"1"


def _assault(world: World, victim: Player, link_id: int, chosen: Revision, packets: int) -> None:
    rng = random.Random(f"{world.seed} {chosen.id}")
    prefix = chosen.all(Constant)["prefix"].text
    senders = [f"Stranger{chr(97 + n % 26)}{chr(97 + n // 26)}-MoonGuard" for n in range(SENDERS)]
    for number in range(packets):
        packet = _packet(rng, chosen, 255)
        match rng.randrange(4):
            case 0:
                victim.client.addon_message(prefix, packet, "WHISPER", rng.choice(senders))
            case 1:
                victim.client.addon_message(prefix, packet, "CHANNEL", rng.choice(senders), local_id=5, name="crossrp")
            case 2:
                victim.client.addon_message(prefix, packet, "WHISPER", rng.choice(senders), logged=True)
            case 3:
                victim.client.game_data(prefix, packet, link_id)
        if number % 500 == 0:
            world.run(1.0)


def test_hostile_packets_leave_no_error_and_no_memory(tmp_path: Path) -> None:
    chosen = revision("alliance-2")
    world = World(seed=7, keep_trace=False)
    realm = world.realm(1365, "Moon Guard")
    borin, zulya = world.player("Borin", realm, "Alliance"), world.player("Zulya", realm, "Horde")
    world.befriend(borin, zulya)
    install_addon((borin, zulya), chosen, tmp_path)
    for player in (borin, zulya):
        player.install(stand_in_folder())
        player.login()
    assert world.run_until(lambda: borin.lua("return CrossRP.GetLinks()") == 1, 60)
    link_id = int(str(borin.lua("return (CrossRP.GetLinkIds())")))

    # Enough to meet most kinds of garbage once, and for the table of all strings to have its size.
    _assault(world, borin, link_id, chosen, 20_000)
    world.run(QUIET_SECONDS)
    before = world.runtime.memory_bytes()
    _assault(world, borin, link_id, chosen, PACKETS)
    world.run(QUIET_SECONDS)
    after = world.runtime.memory_bytes()

    assert [str(error) for error in world.errors] == []
    assert after - before < SLACK_BYTES, f"{before:,} bytes before, {after:,} after"
    counts = borin.lua("return CrossRP.GetCounts()")
    assert isinstance(counts, dict)
    assert sum(counts.values()) > PACKETS / 4, "hardly any packet got as far as a message"
    # Nothing was believed: no profile came out of it.
    assert "profile_parts" not in counts
