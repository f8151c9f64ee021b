"""Packets about raids, made from the specification and then spoilt: nothing breaks, nothing is believed.

CROSSRP_RAID_PACKETS says how many; docs/raids.md has the command for a hundred thousand.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from raids import LISTEN, destination, texts
from scene import Scene

from generator.codec import Codec
from generator.spec.catalog import revision
from generator.spec.model import Constant, Message, Revision
from generator.spec.types import Choice, FieldType, Lit, Nullable, Shape, Text
from generator.world.player import Player

PACKETS = int(os.environ.get("CROSSRP_RAID_PACKETS", "3000"))
QUIET_SECONDS = 700.0
# What the collector has not settled yet, and counters of kinds of refusals that were not met before.
SLACK_BYTES = 128 * 1024
ABOUT_RAIDS = ("LO", "LA", "LX", "LH", "LM", "LN", "LR", "LS", "LQ")
SOURCES = (b"Catnia1H", b"Grom1H", b"Evil1H", b"Tammya1A", b"Ann1A", b"Catnia9H")
RAIDERS = ("Ann", "Bea", "Tammya", "Stranger")
TELLING = re.compile(rb"[ -](LO|LA|LS) ")
STRANGERS = tuple(f"Stranger{chr(97 + number)}-MoonGuard" for number in range(26))


@dataclass
class Maker:
    """Makes packets. ``known`` are tokens and passes that are really in use, for it to name now and then."""

    rng: random.Random
    revision: Revision
    known: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._codec = Codec(self.revision)

    def value(self, kind: FieldType) -> object:
        match kind:
            case Nullable():
                return None if self.rng.random() < 0.3 else self.value(kind.inner)
            case Choice():
                return self.rng.choice(kind.options)[1]
            case Text():
                length = self.rng.choice((1, 5, 40, 250, kind.high))
                return bytes(self.rng.choice(b"aA%s|\\\x80\xc3\xa9\n ~[]") for _ in range(length))
            case Shape():
                return self.shape(kind)
        raise TypeError(f"no message about raids had a {type(kind).__name__} before: make one")

    def shape(self, kind: Shape) -> bytes:
        if kind.name == "token" and self.known and self.rng.random() < 0.6:
            return self.rng.choice(self.known)
        if kind.name == "source":
            return self.rng.choice(SOURCES)
        return b"".join(
            piece.text
            if isinstance(piece, Lit)
            else bytes(self.rng.choice(sorted(piece.alphabet.members)) for _ in range(min(piece.high, piece.low + 2)))
            for piece in kind.pieces
        )

    def message(self, message: Message) -> bytes:
        values = {item.name: self.value(item.type) for item in message.fields}
        text = self._codec.encode(message.name, values)
        return text if self.rng.random() < 0.6 else self.spoilt(text)

    def spoilt(self, data: bytes) -> bytes:
        changed = bytearray(data)
        for _ in range(self.rng.randrange(1, 5)):
            at = self.rng.randrange(len(changed) + 1)
            match self.rng.randrange(4):
                case 0:
                    changed[at : at + 1] = bytes([self.rng.randrange(1, 256)])
                case 1:
                    changed[at:at] = self.rng.choice((b" ", b"-", b"1H", b"\xff", b"LM ", b":"))
                case 2:
                    del changed[at : at + self.rng.randrange(1, 9)]
                case 3:
                    changed[at:at] = changed[at : at + 12]
        return bytes(changed)

    def of(self, medium: str) -> bytes:
        fitting = [self.revision.messages[name] for name in ABOUT_RAIDS]
        chosen = [message for message in fitting if medium in message.media or self.rng.random() < 0.02]
        return self.message(self.rng.choice(chosen))

    def routed(self, command: str, sources: Sequence[bytes] = SOURCES) -> bytes:
        """A message about raids inside one of the routing ones."""
        inner = self.of("ROUTED")
        values: dict[str, object] = {
            "umid": b"Abcde%d" % self.rng.randrange(10**6),
            "ack": False,
            "source": self.rng.choice(sources),
            "destination": b"Tammya1A",
            "message": inner or b"-",
        }
        names = {item.name for item in self.revision.messages[command].fields}
        return self._codec.encode(command, {name: value for name, value in values.items() if name in names})


class Siege:
    """Tammya's party, Catnia's party, and the link between them; Tammya and Catnia are friends and bridges."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene, self.world = scene, scene.world
        self.tammya, self.catnia = scene.pair("Tammya", "Catnia")
        self.ann, bea = scene.player("Ann", "Alliance"), scene.player("Bea", "Alliance")
        grom = scene.player("Grom", "Horde")
        self.world.group(self.tammya, self.ann, bea, kind="raid")
        self.world.group(self.catnia, grom, kind="raid")
        scene.started(self.tammya, self.catnia, self.ann, bea, grom)
        self.prefix = scene.revision.all(Constant)["prefix"].text
        self.link_id = int(str(self.tammya.lua("return (CrossRP.GetLinkIds())")))
        self.maker = Maker(random.Random(f"{seed} {scene.revision.id}"), scene.revision)
        self.link()

    def link(self) -> None:
        """Link, unless they are."""
        for one, other in ((self.tammya, self.catnia), (self.catnia, self.tammya)):
            one.lua(f'CrossRP.LinkRaid("{destination(other)}")')
            self.world.run(2)

    def linked(self, player: Player) -> object:
        return player.lua("return CrossRP.GetRaidStatus().linked")

    def learn_tokens(self) -> None:
        """Put into the maker's hands what a leader and a bridge may know."""
        found = {
            word
            for record in self.world.trace
            if record.kind == "send" and TELLING.search(record.text)
            for word in record.text.split(b" ")
            if len(word) == 10
        }
        self.maker.known = sorted(found)[-40:]

    def attack(self, packets: int, raiders: Sequence[str] = RAIDERS) -> None:
        rng, maker = self.maker.rng, self.maker
        # Over her own link Catnia herself would be the one who says too much.
        across = SOURCES if maker.known else SOURCES[1:]
        for number in range(packets):
            match rng.randrange(5):
                case 0:
                    victim = rng.choice((self.tammya, self.ann))
                    sender = rng.choice(raiders) + "-MoonGuard"
                    kind = rng.choice(("RAID", "PARTY"))
                    victim.client.addon_message(self.prefix, self.page(maker.of("RAID")), kind, sender)
                case 1:
                    self.whisper(b"R0 " + maker.of("ROUTED"))
                case 2:
                    self.whisper(maker.routed("R3"))
                case 3:
                    self.tammya.client.game_data(self.prefix, self.page(maker.routed("R2", across)), self.link_id)
                case 4:
                    text = rng.choice((b"R0 " + maker.of("ROUTED"), maker.routed("R3")))
                    self.tammya.client.addon_message(
                        self.prefix, self.page(text), "CHANNEL", rng.choice(STRANGERS), local_id=5, name="crossrp"
                    )
            if number % 50 == 0:
                self.world.run(1.0)
            if maker.known and number % 100 == 0:
                self.link()
                self.learn_tokens()

    def whisper(self, text: bytes) -> None:
        sender = self.maker.rng.choice(STRANGERS)
        self.tammya.client.addon_message(self.prefix, self.page(text), "WHISPER", sender)

    def page(self, text: bytes) -> bytes:
        return (b"1-" + text)[:255]


@pytest.mark.parametrize("revision_id", ["alliance-2", "release-2"])
def test_who_knows_no_token_changes_nothing(scene, revision_id: str) -> None:
    siege = Siege(scene(revision_id), seed=11)
    for player in (siege.tammya, siege.ann):
        player.lua(LISTEN % '"RAID_LINKED", "RAID_UNLINKED"')
    before = siege.scene.counts(siege.tammya)
    start = siege.world.now
    # Ann's own leader could tell her anything.
    siege.attack(PACKETS // 2, raiders=("Ann", "Bea", "Stranger"))
    siege.world.run(30)
    assert siege.linked(siege.tammya) == siege.linked(siege.ann) == "Catnia1H"
    for player in (siege.tammya, siege.ann):
        assert texts(player.lua("return Heard")) == []
        assert [line for line in texts(player.lua("return Told")) if "UNLINKED" in line] == []
    repeated = [r for r in siege.world.trace if r.kind == "send" and r.time >= start and r.text.startswith(b"1-LR")]
    assert repeated == []
    counts = siege.scene.counts(siege.tammya)
    refused = sum(value - before.get(name, 0) for name, value in counts.items() if name.startswith("raid_refused"))
    assert refused > PACKETS // 20, "hardly any packet got as far as the handlers"


def test_who_knows_them_all_breaks_nothing(scene) -> None:
    siege = Siege(scene("alliance-2"), seed=12)
    siege.learn_tokens()
    # Tables keep the size they once had, so the first half says what the second may need.
    siege.attack(PACKETS // 3)
    siege.world.run(QUIET_SECONDS)
    before = siege.world.runtime.memory_bytes()
    siege.attack(PACKETS // 3)
    siege.world.run(QUIET_SECONDS)
    after = siege.world.runtime.memory_bytes()
    counts = siege.scene.counts(siege.tammya)
    sent = [r for r in siege.world.trace if r.kind == "send" and r.sender == siege.tammya.fullname]
    repeated = [r for r in sent if r.text.startswith(b"1-LR")]
    assert repeated, "no message got through, so little was tried"
    assert len(repeated) <= counts["routed_in_LM"]
    assert after - before < SLACK_BYTES, f"{before:,} bytes before, {after:,} after"
    # Once it is quiet, the two can link as if nothing had been.
    siege.link()
    siege.world.run(10)
    assert siege.linked(siege.tammya) == siege.linked(siege.ann) == "Catnia1H"


def test_the_maker_makes_every_message_about_raids() -> None:
    for name in ("alliance-2", "release-2"):
        maker = Maker(random.Random(1), revision(name))
        assert {command for command in maker.revision.commands if command[0] == "L"} == set(ABOUT_RAIDS)
        for message in ABOUT_RAIDS:
            for _ in range(20):
                assert isinstance(maker.message(maker.revision.messages[message]), bytes)
