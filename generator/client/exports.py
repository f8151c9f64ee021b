"""The Python functions the Lua side of a client calls: its host's answers, flattened to plain Lua values.

Each works for the client that is running (`Runtime.current`). None of them raises into Lua: an exception there would
be a Python object in an addon's hands. It is kept, the addon gets nil, and the call that entered Lua raises it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from generator.client import encoding, events
from generator.client.convert import raw, text
from generator.client.encoding import EncodingError
from generator.client.host import (
    Channel,
    ChannelMember,
    ErrorRecord,
    Friend,
    GameAccount,
    Host,
    Instance,
    RaidMember,
    Unit,
)
from generator.client.signatures import ClientData

if TYPE_CHECKING:
    from generator.client.runtime import Runtime

Plain = bytes | float | int | bool | None


def _plain(value: Any) -> Plain:
    return raw(value) if isinstance(value, str) else value


FIELDS: dict[str, tuple[str, ...]] = {
    "unit": Unit.__slots__,
    "game_account": GameAccount.__slots__,
    "friend": Friend.__slots__,
    "channel": Channel.__slots__,
    "member": ChannelMember.__slots__,
    "instance": Instance.__slots__,
    "raid_member": (*Unit.__slots__, *RaidMember.__slots__[1:]),
}
"""The fields of the records that reach Lua, in their order. Of a friend's accounts only the number does."""

_unit_fields = attrgetter(*FIELDS["unit"])
_account_fields = attrgetter(*FIELDS["game_account"])
_friend_fields = attrgetter(*FIELDS["friend"][:-1])
_channel_fields = attrgetter(*FIELDS["channel"])
_member_fields = attrgetter(*FIELDS["member"])
_instance_fields = attrgetter(*FIELDS["instance"])
_row_fields = attrgetter(*RaidMember.__slots__[1:])


def _flat(fields: Callable[[Any], tuple[Any, ...]], item: object | None) -> tuple[Plain, ...] | None:
    """One record as so many results, in the order of its fields."""
    return None if item is None else tuple(_plain(value) for value in fields(item))


def _flat_all(fields: Callable[[Any], tuple[Any, ...]], items: Iterable[object]) -> tuple[Plain, ...]:
    """The records one after the other, led by how many they are."""
    found = list(items)
    return (len(found), *(_plain(value) for item in found for value in fields(item)))


# Channels and places are few, and asked for often.
_kept = lru_cache(1024)(_flat)


class Exports:
    """The functions, bound to one runtime."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    @property
    def _host(self) -> Host:
        assert self._runtime.current is not None
        return self._runtime.current.host

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Every public method but this one, by name, made safe to be called from Lua."""
        methods = (name for name in dir(type(self)) if not name.startswith("_") and name != "functions")
        return {name: self._safe(getattr(self, name)) for name in methods}

    def _safe(self, function: Callable[..., Any]) -> Callable[..., Any]:
        runtime = self._runtime

        def call(*args: Any) -> Any:
            try:
                return function(*args)
            except BaseException as failure:
                runtime.failure = runtime.failure or failure
                return None

        return call

    # Time

    def instant(self) -> float:
        """The time in seconds; -1 while no client runs."""
        return self._host.now() if self._runtime.current is not None else -1.0

    def server_time(self) -> int:
        return self._host.server_time()

    def schedule(self, delay: float, timer: int) -> None:
        self._host.schedule(delay, timer)

    def cancel(self, timer: int) -> None:
        self._host.cancel(timer)

    # People and places

    def unit(self, token: bytes) -> tuple[Plain, ...] | None:
        return _flat(_unit_fields, self._host.unit(text(token)))

    def unit_by_guid(self, guid: bytes) -> tuple[Plain, ...] | None:
        return _flat(_unit_fields, self._host.unit_by_guid(text(guid)))

    def connected_realms(self) -> tuple[Plain, ...]:
        return tuple(raw(name) for name in self._host.connected_realms())

    def group(self) -> tuple[Plain, ...]:
        """kind, instance group, number of others, leader's guid, number of others in the own subgroup."""
        group = self._host.group()
        return raw(group.kind), group.instance, group.others, _plain(group.leader_guid), group.near

    def raid_member(self, index: int) -> tuple[Plain, ...] | None:
        member = self._host.raid_member(int(index))
        if member is None:
            return None
        return (*(_plain(value) for value in _unit_fields(member.unit)), *(_plain(v) for v in _row_fields(member)))

    def is_assistant(self, guid: bytes) -> bool:
        return self._host.is_assistant(text(guid))

    def everyone_assists(self) -> bool:
        return self._host.everyone_assists()

    def group_order(self, order: bytes, target: bytes, number: int) -> None:
        self._host.group_order(text(order), text(target), int(number))

    def instance(self) -> tuple[Plain, ...] | None:
        return _kept(_instance_fields, self._host.instance())

    def guild(self) -> tuple[Plain, ...] | None:
        guild = self._host.guild()
        return None if guild is None else (raw(guild.name), raw(guild.rank), guild.rank_index, _plain(guild.realm))

    def in_combat(self) -> bool:
        return self._host.in_combat()

    def latency(self) -> tuple[Plain, ...]:
        stats = self._host.latency()
        return stats.bandwidth_in, stats.bandwidth_out, stats.latency_home, stats.latency_world

    # Restrictions

    def restriction_state(self, restriction: int) -> int:
        return self._host.restriction_state(restriction)

    def chat_lockdown(self) -> bool:
        return self._host.chat_lockdown()

    def chat_secret(self) -> bool:
        return self._host.chat_secret()

    def locks_messages(self, restriction: int) -> bool:
        return self._host.locks_messages(int(restriction))

    def locks_game_data(self) -> bool:
        return self._host.locks_game_data()

    def outgoing_restricted(self) -> bool:
        return self._host.outgoing_restricted()

    # Messages

    def send_addon_message(
        self, prefix: bytes, message: bytes, chat_type: bytes, target: bytes | int | None, logged: bool
    ) -> int:
        whom = text(target) if isinstance(target, bytes) else target
        return int(self._host.send_addon_message(text(prefix), message, text(chat_type), whom, logged))

    def send_game_data(self, account: int, prefix: bytes, data: bytes) -> int:
        return int(self._host.send_game_data(account, text(prefix), data))

    def send_chat_message(
        self, message: bytes, chat_type: bytes, language: int | None, target: bytes | int | None
    ) -> None:
        whom = text(target) if isinstance(target, bytes) else target
        self._host.send_chat_message(message, text(chat_type), language, whom)

    def send_battlenet_whisper(self, account: int, message: bytes) -> bool:
        return self._host.send_battlenet_whisper(account, message)

    def request_whisper_target(self, guid: bytes) -> None:
        self._host.request_whisper_target(text(guid))

    # Channels

    def join_channel(self, name: bytes, password: bytes | None, permanent: bool) -> None:
        self._host.join_channel(text(name), None if password is None else text(password), permanent)

    def leave_channel(self, name: bytes) -> None:
        self._host.leave_channel(text(name))

    def channels(self) -> tuple[Plain, ...]:
        found = [_kept(_channel_fields, channel) for channel in self._host.channels()]
        return (len(found), *chain.from_iterable(record for record in found if record))

    def channel_roster(self, local_id: int) -> tuple[Plain, ...]:
        return _flat_all(_member_fields, self._host.channel_roster(local_id))

    def channel_order(self, order: bytes, channel: bytes, argument: bytes) -> None:
        self._host.channel_order(text(order), text(channel), text(argument))

    def swap_channels(self, first: int, second: int) -> None:
        self._host.swap_channels(int(first), int(second))

    # Battle.net

    def battlenet_connected(self) -> bool:
        return self._host.battlenet_connected()

    def title_friends(self) -> bool:
        return self._host.title_friends()

    def friend_counts(self) -> tuple[int, int, int, int]:
        """All, online, favourites, favourites online."""
        friends = self._host.friends()
        favourites = [friend for friend in friends if friend.is_favorite]
        return (
            len(friends),
            sum(friend.is_online for friend in friends),
            len(favourites),
            sum(friend.is_online for friend in favourites),
        )

    def friend(self, index: int) -> tuple[Plain, ...] | None:
        """The friend's fields and the number of its game accounts."""
        friends = self._host.friends()
        if not 1 <= index <= len(friends):
            return None
        friend = friends[index - 1]
        return (*(_plain(value) for value in _friend_fields(friend)), len(friend.accounts))

    def friend_account(self, index: int, account: int) -> tuple[Plain, ...] | None:
        friends = self._host.friends()
        if not 1 <= index <= len(friends) or not 1 <= account <= len(friends[index - 1].accounts):
            return None
        return _flat(_account_fields, friends[index - 1].accounts[account - 1])

    def friend_index(self, account_id: int) -> int | None:
        """The list index of the friend with a bnetAccountID."""
        for index, friend in enumerate(self._host.friends(), 1):
            if friend.bnet_account_id == account_id:
                return index
        return None

    def friend_index_by_guid(self, guid: bytes) -> tuple[int, int] | None:
        """The list index of the friend playing a character, and which of its game accounts does."""
        for index, friend in enumerate(self._host.friends(), 1):
            for number, account in enumerate(friend.accounts, 1):
                if account.player_guid == text(guid):
                    return index, number
        return None

    def game_account(self, account_id: int) -> tuple[Plain, ...] | None:
        return _flat(_account_fields, self._host.game_account(account_id))

    # Encoding: nil where it cannot be done; tables give (what is wrong, result).

    def compress(self, source: bytes, method: int, level: int) -> bytes | None:
        return encoding.compress(source, int(method), int(level))

    def decompress(self, source: bytes, method: int) -> bytes | None:
        with suppress(EncodingError):
            return encoding.decompress(source, int(method))
        return None

    def encode_base64(self, source: bytes, variant: int) -> bytes | None:
        return encoding.encode_base64(source, int(variant))

    def decode_base64(self, source: bytes, variant: int) -> bytes | None:
        with suppress(EncodingError):
            return encoding.decode_base64(source, int(variant))
        return None

    def encode_hex(self, source: bytes) -> bytes | None:
        return encoding.encode_hex(source)

    def decode_hex(self, source: bytes) -> bytes | None:
        with suppress(EncodingError):
            return encoding.decode_hex(source)
        return None

    def to_json(self, value: Any, forgiving: bool) -> tuple[bytes | None, bytes | None]:
        return self._write(encoding.to_json, value, forgiving)

    def to_cbor(self, value: Any, forgiving: bool) -> tuple[bytes | None, bytes | None]:
        return self._write(encoding.to_cbor, value, forgiving)

    def _write(self, form: Callable[[Any], bytes], value: Any, forgiving: bool) -> tuple[bytes | None, bytes | None]:
        try:
            return None, form(encoding.plain(value, forgiving))
        except EncodingError as wrong:
            return raw(str(wrong)), None

    def from_json(self, source: bytes) -> tuple[bytes | None, Any]:
        return self._read(encoding.from_json, source)

    def from_cbor(self, source: bytes) -> tuple[bytes | None, Any]:
        return self._read(encoding.from_cbor, source)

    def _read(self, form: Callable[[bytes], Any], source: bytes) -> tuple[bytes | None, Any]:
        try:
            return None, self._runtime.table(encoding.for_lua(form(source)))
        except EncodingError as wrong:
            return raw(str(wrong)), None

    # What comes out

    def printed(self, line: bytes, chat: bool = False) -> None:
        assert self._runtime.current is not None
        self._runtime.current.note_printed(text(line), bool(chat))

    def error(self, message: bytes, trace: bytes, source: bytes) -> None:
        assert self._runtime.current is not None
        self._runtime.current.note_error(ErrorRecord(self._host.now(), text(message), text(trace), text(source)))

    def unmodelled(self, name: bytes, where: bytes) -> None:
        assert self._runtime.current is not None
        self._runtime.current.unmodelled.setdefault(text(name), text(where))

    def assumed(self, name: bytes, where: bytes) -> None:
        assert self._runtime.current is not None
        self._runtime.current.note_assumed(text(name), text(where))

    # Client data a user gave

    @property
    def _data(self) -> ClientData:
        assert self._runtime.current is not None
        return self._runtime.current.data

    def declared_kind(self, name: bytes) -> bytes | None:
        """What the client has by a name, beyond what is modelled: "function", "space" or nothing."""
        if text(name) in self._data.functions:
            return b"function"
        return b"space" if text(name) in self._data.spaces else None

    def declared_event(self, name: Any) -> bool:
        return isinstance(name, bytes) and text(name) in self._data.events

    def declared_enum(self, name: bytes) -> Any:
        values = self._data.enums.get(text(name))
        return None if values is None else self._runtime.table(values)

    def neutral_results(self, name: bytes) -> tuple[Any, ...]:
        """How many results a function has, and empty ones of their types; what only Lua can make as a word."""
        signature = self._data.functions.get(text(name))
        results = signature.results if signature else None
        values = [events.neutral(self._data, entry) for entry in results or ()]
        return (len(values), *(self._runtime.table(value) for value in values))

    def reload(self) -> None:
        self._host.reload_requested()

    def load_addon(self, name: bytes) -> tuple[bool, bytes | None]:
        """Load an addon on demand: whether it is loaded now, and why not."""
        assert self._runtime.current is not None
        why = self._runtime.current.load_on_demand(text(name))
        return why is None, _plain(why)  # type: ignore[return-value]

    def cvar_changed(self, name: bytes, value: bytes) -> None:
        assert self._runtime.current is not None
        self._runtime.current.cvars[text(name)] = text(value)
