"""A client alone in the world: for code that needs a client's Lua but nobody to talk to.

`boot()` gives a client whose environment is up and no addon loaded; run files in it with `Client.run_file`. Its
`SoloHost` keeps the time, answers "nobody" and remembers what was sent.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from generator.client.client import Client, ClientSettings
from generator.client.host import (
    GAME_DATA_BYTES,
    MESSAGE_BYTES,
    Channel,
    ChannelMember,
    ErrorRecord,
    Friend,
    GameAccount,
    Group,
    Guild,
    Identity,
    Instance,
    NetStats,
    RaidMember,
    Unit,
)
from generator.client.products import RETAIL, Product
from generator.client.runtime import Runtime

TAMMYA = Identity("Tammya", "Moon Guard", 1365, "Player-1365-00000001", battletag="Tammya#1111")
LOCKING = (1, 2, 3, 5)
"""Encounter, keystone run, match and chat: the restrictions that lock addon messages."""
INVALID_MESSAGE = 2
EPOCH = 1_767_225_600
"""Unix seconds at virtual time 0: 2026-01-01."""


class SoloHost:
    """A `generator.client.host.Host` without a world. Its attributes are its answers and may be changed."""

    tells_changes = False

    def __init__(self, identity: Identity = TAMMYA, seed: int = 1) -> None:
        self.time = 0.0
        self.client: Client | None = None
        self.sent: list[tuple[str, bytes, str, str | int | None, bool]] = []
        self.game_data_sent: list[tuple[int, str, bytes]] = []
        self.chat_sent: list[tuple[bytes, str, int | None, str | int | None]] = []
        self.result = 0
        self.units: dict[str, Unit] = {}
        self.realms: list[str] = []
        self.friend_list: list[Friend] = []
        self.channel_list: list[Channel] = []
        self.members: list[ChannelMember] = []
        self.wishes: list[tuple[str, ...]] = []
        self.group_now = Group()
        self.raid: list[RaidMember] = []
        self.assistants: list[str] = []
        self.instance_now = Instance()
        self.guild_now: Guild | None = None
        self.combat = False
        self.lockdown = False
        self.restrictions: dict[int, int] = {}
        self._identity = identity
        self._seed = seed
        self._timers: list[tuple[float, int, int]] = []
        self._cancelled: set[int] = set()
        self._order = 0

    def advance(self, seconds: float) -> None:
        """Let time pass and run what falls due."""
        until = self.time + seconds
        while self._timers and self._timers[0][0] <= until:
            self.time, _, timer = heapq.heappop(self._timers)
            if timer not in self._cancelled and self.client is not None:
                self.client.run_timer(timer)
            self._cancelled.discard(timer)
        self.time = until

    @property
    def pending(self) -> int:
        """How many timers wait."""
        return sum(timer not in self._cancelled for _, _, timer in self._timers)

    # Host

    def now(self) -> float:
        return self.time

    def server_time(self) -> int:
        return EPOCH + int(self.time)

    def schedule(self, delay: float, timer: int) -> None:
        self._order += 1
        heapq.heappush(self._timers, (self.time + delay, self._order, timer))

    def cancel(self, timer: int) -> None:
        self._cancelled.add(timer)

    def seed(self, purpose: str) -> int:
        text = f"{self._seed}/{self._identity.guid}/{purpose}".encode()
        return int.from_bytes(blake2b(text, digest_size=8).digest(), "big") >> 1

    def identity(self) -> Identity:
        return self._identity

    def unit(self, token: str) -> Unit | None:
        return self.units.get(token)

    def unit_by_guid(self, guid: str) -> Unit | None:
        return next((unit for unit in self.units.values() if unit.guid == guid), None)

    def connected_realms(self) -> Sequence[str]:
        return self.realms

    def group(self) -> Group:
        return self.group_now

    def raid_member(self, index: int) -> RaidMember | None:
        return self.raid[index - 1] if 1 <= index <= len(self.raid) else None

    def is_assistant(self, guid: str) -> bool:
        return guid in self.assistants

    def everyone_assists(self) -> bool:
        return False

    def group_order(self, order: str, target: str, number: int) -> None:
        self.wishes.append((order, target, str(number)))

    def instance(self) -> Instance:
        return self.instance_now

    def guild(self) -> Guild | None:
        return self.guild_now

    def in_combat(self) -> bool:
        return self.combat

    def latency(self) -> NetStats:
        return NetStats()

    def restriction_state(self, restriction: int) -> int:
        return self.restrictions.get(restriction, 0)

    def chat_lockdown(self) -> bool:
        return self.lockdown

    def chat_secret(self) -> bool:
        return self.lockdown

    def locks_messages(self, restriction: int) -> bool:
        return restriction in LOCKING

    def locks_game_data(self) -> bool:
        return True

    def outgoing_restricted(self) -> bool:
        return False

    def send_addon_message(
        self, prefix: str, text: bytes, chat_type: str, target: str | int | None, logged: bool
    ) -> int:
        if len(text) > MESSAGE_BYTES:
            return INVALID_MESSAGE
        self.sent.append((prefix, text, chat_type, target, logged))
        return self.result

    def send_game_data(self, game_account_id: int, prefix: str, data: bytes) -> int:
        if len(data) > GAME_DATA_BYTES:
            return INVALID_MESSAGE
        self.game_data_sent.append((game_account_id, prefix, data))
        return self.result

    def send_chat_message(self, text: bytes, chat_type: str, language_id: int | None, target: str | int | None) -> None:
        self.chat_sent.append((text, chat_type, language_id, target))

    def send_battlenet_whisper(self, bnet_account_id: int, text: bytes) -> bool:
        self.wishes.append(("bnet", str(bnet_account_id), text.decode("utf-8", "surrogateescape")))
        return True

    def request_whisper_target(self, guid: str) -> None:
        self.wishes.append(("whisper target", guid))

    def join_channel(self, name: str, password: str | None, permanent: bool) -> None:
        self.wishes.append(("join", name, password or "", str(permanent)))

    def leave_channel(self, name: str) -> None:
        self.wishes.append(("leave", name))

    def channels(self) -> Sequence[Channel]:
        return self.channel_list

    def channel_roster(self, local_id: int) -> Sequence[ChannelMember]:
        return self.members if local_id else ()

    def channel_order(self, order: str, channel: str, argument: str) -> None:
        self.wishes.append((order, channel, argument))

    def swap_channels(self, first: int, second: int) -> None:
        numbers = {first: second, second: first}
        moved = [replace(one, local_id=numbers.get(one.local_id, one.local_id)) for one in self.channel_list]
        self.channel_list = sorted(moved, key=lambda channel: channel.local_id)

    def battlenet_connected(self) -> bool:
        return True

    def title_friends(self) -> bool:
        return False

    def friends(self) -> Sequence[Friend]:
        return self.friend_list

    def game_account(self, game_account_id: int) -> GameAccount | None:
        accounts = (account for friend in self.friend_list for account in friend.accounts)
        return next((account for account in accounts if account.game_account_id == game_account_id), None)

    def printed(self, text: str, chat: bool) -> None:
        """Nothing more to do: the line is in `client.printed`."""

    def lua_error(self, error: ErrorRecord) -> None:
        """Nothing more to do: the error is in `client.errors`."""

    def reload_requested(self) -> None:
        self.wishes.append(("reload",))


def client(
    name: str = "Tammya",
    runtime: Runtime | None = None,
    product: Product = RETAIL,
    settings: ClientSettings | None = None,
) -> tuple[Client, SoloHost]:
    """A client that is not logged in yet, and its host."""
    host = SoloHost(TAMMYA if name == TAMMYA.name else replace(TAMMYA, name=name, guid=f"Player-1365-{_hex(name)}"))
    made = Client(host, runtime, product, settings)
    host.client = made
    return made, host


def boot(runtime: Runtime | None = None) -> tuple[Client, SoloHost]:
    """A client with its environment up: no addon, no events, not logged in as far as Lua can tell."""
    made, host = client(runtime=runtime)
    made.boot()
    return made, host


def _hex(name: str) -> str:
    return blake2b(name.encode(), digest_size=4).hexdigest().upper()
