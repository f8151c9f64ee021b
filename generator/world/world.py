"""A world: many clients, one clock, and the rules of who reaches whom.

    world = World(seed=1)
    realm = world.realm(1365, "Moon Guard")
    tammya = world.player("Tammya", realm, "Alliance")
    catnia = world.player("Catnia", realm, "Horde")
    world.befriend(tammya, catnia)
    for player in (tammya, catnia):
        player.install(folder)
        player.login()
    world.run(10.0)

Everything is decided by the seed, the settings and the order of the calls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.client.client import Client
from generator.client.host import ClientHandle, ErrorRecord
from generator.client.products import PRODUCTS
from generator.client.runtime import Runtime
from generator.virtual.clock import Clock
from generator.virtual.faults import Faults, Packet
from generator.virtual.streams import Streams, stream_seed
from generator.world import reach
from generator.world.channels import Channels
from generator.world.chat import Chat
from generator.world.contacts import Contact
from generator.world.counts import Counts
from generator.world.decoding import Naming
from generator.world.friends import Account, Friends, Level
from generator.world.groups import Groups
from generator.world.identity import Faction, Realm, make_identity, normalize, split_name
from generator.world.leading import Leading
from generator.world.moderation import Moderation
from generator.world.party import Party
from generator.world.player import Player
from generator.world.playerhost import PlayerHost
from generator.world.sessions import Sessions
from generator.world.settings import Settings
from generator.world.trace import Record, Trace
from generator.world.transport import Transport

CAN_WHISPER, CAN_WHISPER_GUILD, OFFLINE, WRONG_FACTION = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class WorldError:
    """A Lua error nobody caught, and whose client it was."""

    player: str
    error: ErrorRecord

    def __str__(self) -> str:
        error = self.error
        return f"{error.time:.3f} s, {self.player}, {error.source}: {error.message}\n{error.traceback}"


class World:
    """One simulated world. ``seed`` decides all chance; ``keep_trace=False`` keeps counts and digest only."""

    def __init__(self, seed: int = 1, settings: Settings | None = None, keep_trace: bool = True) -> None:
        self.seed = seed
        self.settings = settings or Settings()
        self._client_settings = replace(self.settings.client, regional_names=self.settings.names.regional)
        self.runtime = Runtime()
        self.clock = Clock()
        self.streams = Streams(seed)
        self.trace = Trace(keep_trace)
        self.faults = Faults(self.streams, self._names)
        self._naming: Naming | None = None
        self.groups = Groups(self)
        self.leading = Leading(self)
        self.friends = Friends(self)
        self.channels = Channels(self)
        self.moderation = Moderation(self)
        self.chat = Chat(self)
        self.transport = Transport(self)
        self.sessions = Sessions(self)
        self.realms: dict[int, Realm] = {}
        self.players: list[Player] = []
        self.by_name: dict[tuple[str, str], Player] = {}
        self.by_fullname: dict[str, Player] = {}
        self.by_guid: dict[str, Player] = {}
        self.accounts: dict[str, list[Player]] = {}
        self.errors: list[WorldError] = []

    # Setting up

    def realm(self, number: int, name: str, group: str | int | Realm | None = None, region: int | None = None) -> Realm:
        """A realm by its id; ``group`` (any word, or a realm to be connected to) connects realms of one region.

        ``region`` is that of the settings unless given. ValueError for an id or name that is taken.
        """
        if number in self.realms:
            raise ValueError(f"realm {number} exists already: {self.realms[number].name}")
        if any(normalize(name).lower() == other.normalized.lower() for other in self.realms.values()):
            raise ValueError(f"a realm {name!r} exists already; realms are told apart by name")
        key = group.group if isinstance(group, Realm) else str(number if group is None else group)
        region = self.settings.region if region is None else region
        connected = next((other for other in self.realms.values() if other.group == key), None)
        if connected is not None and connected.region != region:
            raise ValueError(f"{name} and {connected.name} are of two regions; no realm is connected across regions")
        realm = self.realms[number] = Realm(number, name, key, region)
        return realm

    def connected(self, realm: Realm) -> list[Realm]:
        """The realms of a connected group, by id, the one asked for included."""
        realms = (self.realms[number] for number in sorted(self.realms))
        return [other for other in realms if other.group == realm.group]

    def player(
        self,
        name: str,
        realm: Realm,
        faction: Faction,
        *,
        battletag: str | None = None,
        product: str | None = None,
        place: str = "Elwynn Forest",
    ) -> Player:
        """A new character, offline. Its GUID, class, race and battletag come from the seed and its name.

        Players with the same ``battletag`` are one account. ValueError when the realm has the name already.
        """
        regional = self.settings.names.regional
        parts = name.split(" ")
        if "-" in name or not all(parts) or len(parts) > 1 + regional:
            raise ValueError(f"{name!r} is no character name; use one without spaces and dashes")
        key = split_name(name, realm, regional)
        if key in self.by_name:
            raise ValueError(f"{self.by_name[key].fullname} exists already; choose another name")
        identity = make_identity(self.streams, name, realm, faction, battletag, self._host_server(realm))
        player = Player(self, identity, realm, faction, product or self.settings.product, place)
        self.players.append(player)
        self.by_name[key] = player
        self.by_fullname[player.fullname] = player
        # Should a GUID ever be drawn twice, it is the first player's.
        self.by_guid.setdefault(player.guid, player)
        self.accounts.setdefault(player.battletag, []).append(player)
        return player

    def _host_server(self, realm: Realm) -> int | None:
        """The number of a server that is no realm and hosts all of a connected group, where the switch says so."""
        if not self.settings.names.guid_of_host:
            return None
        return 60_000 + stream_seed(0, f"host/{realm.group}") % 5000

    def contact(
        self,
        name: str,
        program: str = "App",
        *,
        battletag: str | None = None,
        region: int | None = None,
        product: str = "wow",
    ) -> Contact:
        """A Battle.net account that runs no client here, offline: see ``Contact``."""
        random = self.streams.fresh(f"contact/{name}")
        tag = battletag or f"{name}#{random.randrange(1000, 10000)}"
        region = self.settings.region if region is None else region
        contact = Contact(self, name, tag, program, region, product)
        self.friends.add_contact(contact)
        return contact

    def befriend(self, one: Account, other: Account, level: Level = "battletag", favourite: bool = False) -> None:
        """Make two accounts Battle.net friends; ``level`` is "battletag", "real_id" or "title"."""
        self.friends.befriend(one, other, level, favourite)

    def unfriend(self, one: Account, other: Account) -> None:
        """End a friendship."""
        self.friends.unfriend(one, other)

    def group(self, *members: Player, kind: str = "party", instance: bool = False) -> Party:
        """Form a party or raid; the first leads. ``instance``: made by the finder, heard on INSTANCE_CHAT."""
        return self.groups.form(members, kind, instance)

    def ungroup(self, player: Player) -> None:
        """Take a player out of its group."""
        self.groups.leave(player)

    def guild(self, name: str, *members: Player) -> None:
        """Put players into a guild."""
        for member in members:
            self.groups.join_guild(name, member)

    def community(self, *members: Player) -> None:
        """Put players into a community of their own."""
        self.groups.communities.append(list(members))

    # Running

    @property
    def now(self) -> float:
        """Seconds of virtual time since the world began."""
        return self.clock.now

    def run(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.run(seconds)

    def run_until(self, predicate: Callable[[], bool], limit: float = 60.0) -> bool:
        """Let time pass until something holds, at most ``limit`` seconds; whether it held."""
        return self.clock.run_until(predicate, limit)

    @property
    def counts(self) -> Counts:
        """Packets and bytes so far, per medium and per player."""
        return self.trace.counts

    def trace_digest(self) -> str:
        """SHA-256 of the trace so far, 64 hex digits: equal for equal runs."""
        return self.trace.digest()

    def _names(self, packet: Packet) -> tuple[str, ...]:
        # Made when the first rule asks for messages: building the codecs takes a while.
        self._naming = self._naming or Naming()
        return self._naming.of_packet(packet)

    # What clients ask for, and what comes out of them

    def new_client(self, host: PlayerHost, product: str) -> ClientHandle:
        """A client for one player; all of one world share a Lua state."""
        if product not in PRODUCTS:
            raise ValueError(f"no client is called {product!r}; use one of {', '.join(PRODUCTS)}")
        return Client(host, self.runtime, PRODUCTS[product], self._client_settings)

    def global_string(self, player: Player, key: str) -> str:
        """One of the client's global strings; the key itself where the client has none."""
        if not key.isidentifier():
            raise ValueError(f"{key!r} is no global string")
        found = player.client.eval(f"return {key}")
        return found[0] if found and isinstance(found[0], str) else key

    def answer_whisper_target(self, player: Player, guid: str) -> None:
        """CAN_LOCAL_WHISPER_TARGET_RESPONSE, a round trip later (facts/wow-client.md 4.7)."""
        other = self.by_guid.get(guid)
        status = OFFLINE
        if other is not None and other.online:
            found = reach.whisper(player, other.fullname)
            allowed = CAN_WHISPER if player.faction == other.faction else CAN_WHISPER_GUILD
            status = allowed if found.receiver is not None else WRONG_FACTION
        delay = 2 * self.settings.links.hop
        self.clock.after(delay, lambda: player.fire("CAN_LOCAL_WHISPER_TARGET_RESPONSE", guid, status))

    def note_print(self, player: Player, text: str) -> None:
        """Trace a printed line, if the settings say so."""
        if self.settings.print_lines:
            self.trace.add(Record(self.now, "print", sender=player.fullname, detail=text))

    def note_error(self, player: Player, error: ErrorRecord) -> None:
        """Collect and trace a Lua error."""
        self.errors.append(WorldError(player.fullname, error))
        self.trace.add(Record(self.now, "error", sender=player.fullname, detail=error.message))
