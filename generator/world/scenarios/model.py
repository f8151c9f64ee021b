"""A scenario as data: who is there, what happens when, what goes wrong, and what is expected.

A TOML file and these classes say the same; ``load`` makes one from the other. Times are seconds of virtual time since
the world began. Wherever players are named, a name may be a character, ``@Crowd`` (everybody of a crowd), a faction,
a realm, or ``*``; see ``names``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from generator.world.identity import Faction

#: More of a name or value than this does not help to find it.
CLIPPED = 80


def clipped(text: str) -> str:
    """The beginning of a text that is too long for a message."""
    return text if len(text) <= CLIPPED else f"{text[:CLIPPED]}..."


class ScenarioError(ValueError):
    """A scenario that says something impossible: the file, the place in it, and what to do."""

    def __init__(self, place: str, message: str, file: str = "") -> None:
        super().__init__(": ".join(part for part in (file, clipped(place), message) if part))
        self.file = file
        self.place = place
        self.message = message

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[str, str, str]]:
        """For the way from one process to another."""
        return ScenarioError, (self.place, self.message, self.file)


@dataclass(frozen=True)
class RealmSpec:
    """A realm: its number in the game, its name, and the realms of one group are connected.

    ``region`` is 1 to 5, or 0 for that of the settings.
    """

    id: int
    name: str
    group: str = ""
    region: int = 0


@dataclass(frozen=True)
class PlayerSpec:
    """A character and what it has installed. Names are unique in a scenario.

    ``crossrp`` is the revision of the addon, "" for none. ``msp`` gives it a MSP addon, ``totalrp3`` Total RP 3, which
    it has by itself (None) unless it has the other one. ``profile`` is what its profile addon has: nothing but the
    default (None), one made up of so many bytes, or one named in the saved variables ``profiles``. ``addons`` are
    folders of further addons. ``login`` is when it logs in, in seconds; None: only when an action says so.
    """

    name: str
    realm: str
    faction: Faction
    crossrp: str = "crossrp"
    totalrp3: bool | None = None
    msp: bool = False
    profile: int | str | None = None
    profiles: str = ""
    addons: tuple[str, ...] = ()
    login: float | None = 0.0
    battletag: str = ""
    product: str = ""
    place: str = "Elwynn Forest"
    crowd: str = ""

    @property
    def has_totalrp3(self) -> bool:
        """Whether it has Total RP 3; if so, that is what Cross RP works with."""
        return not self.msp if self.totalrp3 is None else self.totalrp3


@dataclass(frozen=True)
class ContactSpec:
    """A Battle.net account without a client: in the app, in another game, or far away; see ``world.Contact``.

    ``of`` is the player whose account it is, "" for somebody else's. ``region`` 0 is that of the settings.
    """

    name: str
    program: str = "App"
    of: str = ""
    region: int = 0
    product: str = "wow"
    login: float | None = 0.0
    logout: float | None = None


@dataclass(frozen=True)
class Crowd:
    """Many players: ``count`` of them, spread evenly over the bands (realm and faction).

    ``bridges`` friendships join bands that cannot whisper each other. Each member has a made-up profile of one of the
    sizes in ``profile``, and logs in at a time between the two of ``login``. Members touch somebody of another band
    every ``touch_every`` seconds on average, between the two times of ``touch``.
    """

    name: str
    count: int
    bridges: int = 0
    realms: tuple[str, ...] = ()
    factions: tuple[Faction, ...] = ("Alliance", "Horde")
    crossrp: str = "crossrp"
    profile: tuple[int, ...] = (300, 2000, 9000)
    totalrp3: bool = True
    addons: tuple[str, ...] = ()
    product: str = ""
    login: tuple[float, float] = (0.0, 30.0)
    touch_every: float = 0.0
    touch: tuple[float, float] = (60.0, 300.0)
    place: str = "Elwynn Forest"


@dataclass(frozen=True)
class GroupSpec:
    """A party, raid, guild or community from the beginning on; the first member leads. ``name`` is a guild's."""

    kind: Literal["party", "raid", "guild", "community"]
    members: tuple[str, ...]
    name: str = ""
    instance: bool = False
    assistants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """What players do at a time; ``times`` times, ``every`` seconds apart. ``options`` are those of ``do``."""

    do: str
    at: float
    players: tuple[str, ...]
    every: float = 0.0
    times: int = 1
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FaultSpec:
    """A fault rule; ``options`` are those of ``rule``. ``name`` names its random stream and stands in the trace.

    A fault that ``may_miss`` leaves the verdict alone when it never fired.
    """

    rule: str
    name: str
    start: float = 0.0
    end: float | None = None
    may_miss: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Expectation:
    """What must hold between ``after`` and ``by`` (None: the end of the run).

    ``gap`` is why it does not hold yet: a known gap counts as met while it fails, and fails once it is met.
    """

    that: str
    name: str
    after: float = 0.0
    by: float | None = None
    gap: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """A whole scenario. ``seconds`` is how long it runs; ``settings`` are switches by dotted name.

    ``client_data`` and ``client_docs`` are folders of client data, see ``generator.client.clientdata``. ``folder`` is
    where the files and folders it names are looked for.
    """

    name: str
    seconds: float
    description: str = ""
    seed: int = 1
    settings: Mapping[str, Any] = field(default_factory=dict)
    realms: tuple[RealmSpec, ...] = ()
    players: tuple[PlayerSpec, ...] = ()
    contacts: tuple[ContactSpec, ...] = ()
    crowds: tuple[Crowd, ...] = ()
    friends: tuple[tuple[str, str], ...] = ()
    title_friends: tuple[tuple[str, str], ...] = ()
    groups: tuple[GroupSpec, ...] = ()
    actions: tuple[Action, ...] = ()
    faults: tuple[FaultSpec, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    client_data: str = ""
    client_docs: str = ""
    folder: str = ""

    def realm(self, name: str) -> RealmSpec:
        """A realm by its name; KeyError when there is none."""
        return next(realm for realm in self.realms if realm.name == name)

    def placed(self) -> Scenario:
        """The same with every file and folder named in full, so that it may be written anywhere."""

        def full(name: str) -> str:
            return str((Path(self.folder) / name).absolute()) if name else ""

        return replace(
            self,
            client_data=full(self.client_data),
            client_docs=full(self.client_docs),
            players=tuple(
                replace(player, addons=tuple(map(full, player.addons)), profiles=full(player.profiles))
                for player in self.players
            ),
            crowds=tuple(replace(crowd, addons=tuple(map(full, crowd.addons))) for crowd in self.crowds),
            folder="",
        )

    def scaled(self, factor: float) -> Scenario:
        """The same with crowds of another size; a crowd keeps a pair for each bridge, and at least one bridge.

        Known gaps are left out: they are known at the full size only.
        """

        def smaller(crowd: Crowd) -> Crowd:
            bridges = max(1, round(crowd.bridges * factor)) if crowd.bridges else 0
            return replace(crowd, bridges=bridges, count=max(2 * bridges + 2, round(crowd.count * factor)))

        if factor == 1 or not self.crowds:
            return self
        kept = tuple(expectation for expectation in self.expectations if not expectation.gap)
        return replace(self, crowds=tuple(smaller(crowd) for crowd in self.crowds), expectations=kept)


def action(do: str, at: float, *players: str, every: float = 0.0, times: int = 1, **options: Any) -> Action:
    """An action: ``action("touch", 30, "Tammya", target="Catnia")``."""
    return Action(do, at, players, every, times, options)


def fault(
    rule: str, name: str = "", start: float = 0.0, end: float | None = None, may_miss: bool = False, **options: Any
) -> FaultSpec:
    """A fault: ``fault("drop", medium="BNET", chance=0.1)``. Two without a name of one rule share a random stream."""
    return FaultSpec(rule, name or rule, start, end, may_miss, options)


def expect(
    that: str, name: str = "", after: float = 0.0, by: float | None = None, gap: str = "", **options: Any
) -> Expectation:
    """An expectation: ``expect("profile", reader="Tammya", owner="Catnia", by=120)``."""
    return Expectation(that, name or that, after, by, gap, options)
