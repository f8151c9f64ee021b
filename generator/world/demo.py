"""One profile across factions: a Horde character, an Alliance stranger, and two strangers' friendship between them.

    Tammya (A) --whisper-> Borin (A) ==Battle.net==> Zulya (H) --whisper-> Catnia (H)

Tammya touches Catnia and reads her profile. Everything on the way is the real addon in simulated clients.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.client.host import LuaValue
from generator.codec import Codec, Decoded, DecodeError
from generator.spec.model import Framing, Layout, Revision
from generator.world.crossrp import kept_addon, stand_in_folder
from generator.world.player import Player
from generator.world.profiles import PARTS, Profile, saved_variables_for
from generator.world.settings import Settings, Throttle
from generator.world.trace import Record
from generator.world.world import World

REALM_ID, REALM = 1365, "Moon Guard"
START_LIMIT = 120.0
"""Virtual seconds until there must be a bridge."""
TRANSFER_LIMIT = 1800.0
"""Virtual seconds until a profile must have arrived; one of 100 kB takes a minute."""
SETTLE = 30.0
"""Virtual seconds after the last part, for what is still on its way."""

# The world's names of media that the specification calls otherwise.
_MEDIUM = {"CHANNEL": "BROADCAST"}

_EXCHANGE = {
    "A": "TRP3_API.dashboard.getCharacterExchangeData()",
    "B": "TRP3_API.register.player.getCharacteristicsExchangeData()",
    "C": "TRP3_API.register.player.getMiscExchangeData()",
    "D": "TRP3_API.register.player.getAboutExchangeData()",
}

# Notes when each part arrives, and opens the page as soon as there is one, which asks for the part shown there.
_WATCH = """
DemoParts = {}
CrossRP.RegisterCallback("PROFILE_UPDATED", function(name, _, part)
    DemoParts[part] = DemoParts[part] or GetTime()
    TRP3_StandIn.OpenPage(name)
end)
"""


@dataclass(frozen=True)
class Step:
    """A line of the timeline: seconds since the touch, and what happened."""

    seconds: float
    text: str


@dataclass(frozen=True)
class DemoResult:
    """What became of the profile. ``packets`` and ``bytes`` are per medium, from the touch on."""

    name: str
    size: int
    seed: int
    revision: str
    allowance: bool
    parts: Mapping[str, float]
    identical: bool
    differing: tuple[str, ...]
    packets: Mapping[str, int]
    bytes: Mapping[str, int]
    refused: int
    retried: int
    lost: int
    errors: tuple[str, ...]
    failure: str = ""
    timeline: tuple[Step, ...] = field(default=(), repr=False)

    @property
    def delivered(self) -> bool:
        """Whether every part arrived."""
        return set(self.parts) == set(PARTS)

    @property
    def seconds(self) -> float:
        """Virtual seconds from the touch to the last part; 0 when none arrived."""
        return max(self.parts.values(), default=0.0)

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form."""
        return {
            "delivered": self.delivered,
            "identical": self.identical,
            "parts": dict(self.parts),
            "seconds": self.seconds,
            "packets": dict(self.packets),
            "bytes": dict(self.bytes),
            "refused": self.refused,
            "retried": self.retried,
            "lost": self.lost,
            "seed": self.seed,
            "revision": self.revision,
            "allowance": self.allowance,
            "profile": self.name,
            "size": self.size,
            "differing": list(self.differing),
            "errors": list(self.errors),
            "failure": self.failure,
        }


class Demo:
    """Four players and one profile. ``allowance`` lets the server's per-prefix allowance count whispers too."""

    def __init__(
        self,
        revision: Revision,
        profile_id: str,
        profile: Profile,
        *,
        seed: int = 1,
        allowance: bool = False,
    ) -> None:
        self.revision = revision
        self.profile = profile
        self.allowance = allowance
        self.world = World(seed, Settings(throttle=Throttle(whispers_exempt=not allowance)))
        realm = self.world.realm(REALM_ID, REALM)
        self.reader = self.world.player("Tammya", realm, "Alliance")
        self.bridge = self.world.player("Borin", realm, "Alliance")
        self.far_bridge = self.world.player("Zulya", realm, "Horde")
        self.owner = self.world.player("Catnia", realm, "Horde")
        self.players = (self.reader, self.bridge, self.far_bridge, self.owner)
        self.world.befriend(self.bridge, self.far_bridge)
        self.owner.saved_variables("totalRP3", saved_variables_for(self.owner.fullname, profile_id, profile))

    def run(self) -> DemoResult:
        """Log everyone in, touch, wait, compare. The same arguments give the same result."""
        addon = kept_addon(self.revision)
        for player in self.players:
            player.install(addon)
            player.install(stand_in_folder())
            player.login()
            self.world.run(0.5)
        if not self.world.run_until(self._ready, START_LIMIT):
            return self._result(self.world.now, 0, f"there was no bridge within {START_LIMIT:.0f} s")
        self.world.run(SETTLE)
        self.reader.lua(_WATCH)
        start, first = self.world.now, len(self.world.trace)
        self.reader.mouseover(self.owner)
        self.reader.target(self.owner)
        arrived = self.world.run_until(lambda: len(self._arrivals()) == len(PARTS), TRANSFER_LIMIT)
        self.world.run(SETTLE)
        missing = [part for part in PARTS if part not in self._arrivals()]
        failure = "" if arrived else f"after {TRANSFER_LIMIT:.0f} s these parts are missing: {', '.join(missing)}"
        return self._result(start, first, failure)

    def _ready(self) -> bool:
        started = all(player.lua("return CrossRP.IsStarted()") for player in self.players)
        far = self.owner.lua("return CrossRP.GetDestination()")
        near = self.reader.lua("return CrossRP.GetDestination()")
        return bool(
            started
            and self.reader.lua(f'return CrossRP.CanReach("{far}")')
            and self.owner.lua(f'return CrossRP.CanReach("{near}")')
        )

    def _arrivals(self) -> dict[str, float]:
        found = self.reader.lua("return DemoParts or {}")
        return {str(part): float(time) for part, time in found.items()} if isinstance(found, dict) else {}

    def _differing(self) -> tuple[str, ...]:
        """The parts that did not arrive as their owner's Total RP 3 gives them out."""
        return tuple(part for part in PARTS if self._received(part) != self._sent(part))

    def _sent(self, part: str) -> LuaValue:
        data = self.owner.lua(f"return {_EXCHANGE[part]}")
        # A note of the reader's own, which nobody sends.
        return {key: value for key, value in data.items() if key != "read"} if isinstance(data, dict) else data

    def _received(self, part: str) -> LuaValue:
        return self.reader.lua(
            f'local all = TRP3_StandIn.received["{self.owner.fullname}"]; return all and all["{PARTS[part]}"]'
        )

    def _result(self, start: float, first: int, failure: str) -> DemoResult:
        records = list(self.world.trace)[first:]
        arrivals = {part: round(time - start, 3) for part, time in sorted(self._arrivals().items())}
        differing = self._differing() if not failure else tuple(PARTS)
        return DemoResult(
            name=self.profile.name,
            size=self.profile.size,
            seed=self.world.seed,
            revision=self.revision.id,
            allowance=self.allowance,
            parts=arrivals,
            identical=not differing,
            differing=differing,
            packets=_per_medium(records, lambda _: 1),
            bytes=_per_medium(records, lambda record: len(record.text)),
            refused=sum(record.kind == "refuse" for record in records),
            retried=sum(_again(player) for player in self.players),
            lost=_lost(records) + sum(_unsent(player) for player in self.players),
            errors=tuple(str(error) for error in self.world.errors),
            failure=failure,
            timeline=tuple(_timeline(records, start, arrivals, self.revision)),
        )


def _per_medium(records: list[Record], measure: Any) -> dict[str, int]:
    totals: dict[str, int] = {}
    for record in records:
        if record.kind == "send":
            totals[record.medium] = totals.get(record.medium, 0) + measure(record)
    return dict(sorted(totals.items()))


def _lost(records: list[Record]) -> int:
    """Packets that a client accepted and nobody got; what goes to a channel is never lost by having no listener."""
    delivered = {record.packet for record in records if record.kind == "deliver"}
    return sum(
        record.kind == "send" and record.packet not in delivered and record.medium in ("WHISPER", "LOGGED", "BNET")
        for record in records
    )


def _unsent(player: Player) -> int:
    """Messages the addon took and never put on the line."""
    return int(str(player.lua("return CrossRP.GetQueued()")))


def _again(player: Player) -> int:
    return int(str(player.lua("return CrossRP.GetRetried()")))


class _Reader:
    """Names the message a packet begins."""

    def __init__(self, revision: Revision) -> None:
        self._codec = Codec(revision)
        self._framing = next(iter(revision.all(Framing).values()))
        self._layouts = revision.all(Layout)
        self._media = revision.media

    def label(self, medium: str, packet: bytes) -> str:
        """Such as "R1 [TD B]"; empty for a page that begins nothing, or nothing known."""
        layout = self._layouts[self._media[medium].framing]
        mark = packet[len(self._framing.version) :][:1]
        head = len(self._framing.version) + 1
        if mark == self._framing.first:
            head += layout.slot_bytes + layout.number_bytes
        elif mark != self._framing.whole:
            return ""
        try:
            message = self._codec.decode(packet[head:], medium)
            return message.name + self._inner(message)
        except DecodeError:
            return ""

    def _inner(self, message: Decoded) -> str:
        carried = message.values.get("message")
        if not isinstance(carried, bytes):
            return ""
        inner = self._codec.decode(carried, "ROUTED")
        part = inner.values.get("part")
        return f" [{inner.name} {part.decode()}]" if isinstance(part, bytes) else f" [{inner.name}]"


def _timeline(records: list[Record], start: float, arrivals: Mapping[str, float], revision: Revision) -> list[Step]:
    reader = _Reader(revision)
    steps = [Step(0.0, "Tammya touches Catnia: mouseover, then target")]
    for record in records:
        label = reader.label(_MEDIUM.get(record.medium, record.medium), record.text) if record.kind == "send" else ""
        if label and record.medium != "CHANNEL" and not label.startswith(("HI", "ST")):
            names = f"{record.sender.split('-')[0]} -> {record.receiver.split('-')[0]}"
            steps.append(Step(round(record.time - start, 3), f"{names}: {label}"))
    for part, time in arrivals.items():
        steps.append(Step(time, f"Tammya has part {part} ({PARTS[part]})"))
    return sorted(steps, key=lambda step: step.seconds)
