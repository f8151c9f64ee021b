"""What a player's client asks of the world, answered from the world's state."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.client import host
from generator.client.host import ErrorRecord, GameAccount, Identity, NetStats, Unit
from generator.virtual.streams import stream_seed
from generator.world.friends import game_account
from generator.world.restrictions import NAMES
from generator.world.sight import find_unit, seen

if TYPE_CHECKING:
    from generator.world.player import Player


#: From ReloadUI to the reload: what a loading screen takes at least, and an addon that reloads at each start goes on.
RELOAD_SECONDS = 1.0


class PlayerHost:
    """The ``generator.client.host.Host`` of one player. It only answers; the world acts from its queue."""

    tells_changes = True

    def __init__(self, player: Player) -> None:
        self._player = player
        self._world = player.world
        # How often a seed was asked for, by purpose: once each time the client starts.
        self._starts: Counter[str] = Counter()

    # Time and chance

    def now(self) -> float:
        return self._world.clock.now

    def server_time(self) -> int:
        return self._world.settings.epoch + math.floor(self._world.clock.now)

    def schedule(self, delay: float, timer: int) -> None:
        session = self._player.session
        if session is None:
            return
        timers = session.timers

        def due() -> None:
            timers.pop(timer, None)
            self._player.client.run_timer(timer)

        timers[timer] = self._world.clock.after(delay, due)

    def cancel(self, timer: int) -> None:
        session = self._player.session
        scheduled = session.timers.pop(timer, None) if session is not None else None
        if scheduled is not None:
            scheduled.cancel()

    def seed(self, purpose: str) -> int:
        # A client that starts again does not draw the same numbers again: words it made up before would come back.
        start = f"/{self._starts[purpose]}" if self._starts[purpose] else ""
        self._starts[purpose] += 1
        return stream_seed(self._world.seed, f"player/{self._player.fullname}/{purpose}{start}") % 2**63

    # Who is there

    def identity(self) -> Identity:
        return self._player.identity

    def unit(self, token: str) -> Unit | None:
        found = find_unit(self._player, token)
        return None if found is None else seen(found, self._player)

    def unit_by_guid(self, guid: str) -> Unit | None:
        session = self._player.session
        if guid == self._player.guid:
            return seen(self._player, self._player)
        found = session.met.get(guid) if session is not None else None
        return None if found is None else seen(found, self._player)

    def connected_realms(self) -> Sequence[str]:
        realms = self._world.connected(self._player.realm)
        return [realm.normalized for realm in realms] if len(realms) > 1 else []

    def group(self) -> host.Group:
        return self._world.groups.view(self._player)

    def raid_member(self, index: int) -> host.RaidMember | None:
        return self._world.groups.raid_member(self._player, index)

    def is_assistant(self, guid: str) -> bool:
        return self._world.groups.assists(self._player, guid)

    def everyone_assists(self) -> bool:
        party = self._world.groups.party_of(self._player)
        return party is not None and party.everyone_assists

    def group_order(self, order: str, target: str, number: int) -> None:
        self._world.leading.ask(self._player, order, target, number)

    def instance(self) -> host.Instance:
        session = self._player.session
        return host.Instance() if session is None else session.instance

    def guild(self) -> host.Guild | None:
        name = self._world.groups.guild_of(self._player)
        return None if name is None else host.Guild(name)

    def in_combat(self) -> bool:
        session = self._player.session
        return session is not None and session.in_combat

    def latency(self) -> NetStats:
        latency = self._player.latency_ms
        return NetStats(latency_home=latency, latency_world=latency)

    # Restrictions

    def restriction_state(self, restriction: int) -> int:
        session = self._player.session
        states = [] if session is None else session.restrictions.states
        return states[restriction] if 0 <= restriction < len(states) else 0

    def chat_lockdown(self) -> bool:
        session = self._player.session
        return session is not None and session.restrictions.lockdown

    def chat_secret(self) -> bool:
        session, triggers = self._player.session, self._world.settings.lockdown.secret_triggers
        if session is None:
            return False
        return session.restrictions.lockdown or session.restrictions.any_active(triggers)

    def locks_messages(self, restriction: int) -> bool:
        return NAMES[restriction] == "Chat" or NAMES[restriction] in self._world.settings.lockdown.triggers

    def locks_game_data(self) -> bool:
        return self._world.settings.bnet.in_lockdown

    def outgoing_restricted(self) -> bool:
        return self._world.settings.lockdown.outgoing_policy

    # Messages

    def send_addon_message(
        self, prefix: str, text: bytes, chat_type: str, target: str | int | None, logged: bool
    ) -> int:
        return self._world.transport.addon(self._player, prefix, text, chat_type, target, logged)

    def send_game_data(self, game_account_id: int, prefix: str, data: bytes) -> int:
        return self._world.transport.game_data(self._player, game_account_id, prefix, data)

    def send_chat_message(
        self,
        text: bytes,
        chat_type: str,
        language_id: int | None,  # noqa: ARG002 - everybody speaks the faction's language
        target: str | int | None,
    ) -> None:
        self._world.chat.say(self._player, text, chat_type, target)

    def send_battlenet_whisper(self, bnet_account_id: int, text: bytes) -> bool:
        return self._world.chat.whisper_friend(self._player, bnet_account_id, text)

    def request_whisper_target(self, guid: str) -> None:
        self._world.answer_whisper_target(self._player, guid)

    # Channels

    def join_channel(self, name: str, password: str | None, permanent: bool) -> None:
        self._world.channels.join(self._player, name, password, permanent)

    def leave_channel(self, name: str) -> None:
        self._world.channels.leave(self._player, name)

    def channels(self) -> Sequence[host.Channel]:
        session = self._player.session
        return [] if session is None else self._world.channels.view(session)

    def channel_roster(self, local_id: int) -> Sequence[host.ChannelMember]:
        session = self._player.session
        return [] if session is None else self._world.channels.roster(session, local_id)

    def swap_channels(self, first: int, second: int) -> None:
        if self._player.session is not None:
            self._world.channels.swap(self._player.session, first, second)

    def channel_order(self, order: str, channel: str, argument: str) -> None:
        self._world.moderation.ask(self._player, order, channel, argument)

    # Battle.net

    def battlenet_connected(self) -> bool:
        session = self._player.session
        return session is not None and session.battlenet

    def title_friends(self) -> bool:
        return self._world.settings.bnet.title_friends

    def friends(self) -> Sequence[host.Friend]:
        session = self._player.session
        return [] if session is None else session.friends.friends()

    def game_account(self, game_account_id: int) -> GameAccount | None:
        session = self._player.session
        if session is None:
            return None
        if game_account_id == session.friends.own_id:
            return game_account(self._player, self._player.identity.region, game_account_id)
        found = session.friends.find(game_account_id)
        return None if found is None else found[1]

    # What comes out

    def printed(self, text: str, chat: bool) -> None:
        self._player.note_print(text, chat)

    def lua_error(self, error: ErrorRecord) -> None:
        self._player.note_error(error)

    def reload_requested(self) -> None:
        self._world.clock.after(RELOAD_SECONDS, self._player.reload)
