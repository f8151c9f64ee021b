"""A router never sends more than it was sent: bytes out are at most bytes in, with a header for each packet."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from scene import Scene

from generator.codec.codec import Codec
from generator.spec.model import Constant
from generator.world.player import Player

Make = Callable[..., Scene]
PACKETS = 120
SECONDS = 2.5
#: A routed message gains its source, and is acknowledged: a name and a band, an id, commands and framing of both.
HEADER_BYTES = 64


def sent(scene: Scene, player: Player) -> int:
    count = scene.world.counts.players.get(player.fullname)
    return 0 if count is None else count.bytes


def packet(rng: random.Random, made: Scene, name: str, number: int) -> bytes:
    """Something to carry, as a stranger may make it: to somebody, to nobody, to a band, to a side that is not there."""
    target = rng.choice((b"Catnia1H", b"Catnia1H", b"Nobody1H", b"1H", b"Zulya1H", b"Catnia2H", b"Borin1A"))
    body = bytes(rng.randrange(97, 123) for _ in range(rng.choice((1, 8, 60, 150, 190))))
    codec = Codec(made.revision)
    values = dict(codec.decode(made.revision.messages[name].examples[0]).values)
    changed = {"umid": b"W%x" % (0x3E0000 + number), "source": b"Malice1A", "destination": target}
    values.update({key: value for key, value in {**changed, "message": b"RP1 " + body}.items() if key in values})
    line = codec.encode(name, values)
    return b"1-" + line


@pytest.mark.parametrize("revision_id", ["alliance-2", "release-2"])
@pytest.mark.parametrize("way", ["stranger", "link"])
def test_a_bridge_sends_no_more_than_it_is_sent(scene: Make, revision_id: str, way: str) -> None:
    made = scene(revision_id)
    borin, zulya = made.pair("Borin", "Zulya")
    catnia = made.player("Catnia", "Horde")
    made.started(borin, zulya, catnia)
    made.world.run(60)
    prefix = made.revision.all(Constant)["prefix"].text
    victim = borin if way == "stranger" else zulya
    link_id = int(str(victim.lua("return (CrossRP.GetLinkIds())")))

    before = sent(made, victim)
    made.world.run(PACKETS * SECONDS)
    quiet = sent(made, victim) - before

    rng = random.Random(f"{revision_id} {way}")
    given, before = 0, sent(made, victim)
    for number in range(PACKETS):
        data = packet(rng, made, "R2" if way == "link" else "R1", number)
        if way == "link":
            victim.client.game_data(prefix, data, link_id)
        else:
            victim.client.addon_message(prefix, data, "WHISPER", f"Malice{chr(97 + number % 7)}-MoonGuard")
        given += len(data)
        made.world.run(SECONDS)
    out = sent(made, victim) - before - quiet
    assert 0 < out <= given + HEADER_BYTES * PACKETS
