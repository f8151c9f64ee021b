"""Custom channels: one of a name for each faction of each group of connected realms.

Source: facts/wow-client.md 3. Joining and leaving take time; the client sees the channel in its list and hears
of it by events, or never.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.client import host
from generator.world.chat import chat_arguments

if TYPE_CHECKING:
    from generator.world.player import Player
    from generator.world.session import Session
    from generator.world.world import World


@dataclass(slots=True)
class Channel:
    """One channel on the server. The owner is the fullname of whoever has been in it longest."""

    name: str
    number: int
    members: dict[str, Player] = field(default_factory=dict)
    password: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """A channel in a client's list. Zone channels have no ``channel``: nothing is sent there."""

    local_id: int
    name: str
    channel: Channel | None
    zone_channel_id: int = 0
    permanent: bool = False


class Channels:
    """Every channel of a world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._channels: dict[tuple[str, str, str], Channel] = {}

    def login(self, player: Player, session: Session) -> None:
        """Put a new login into its zone channels and those it joined for good."""
        settings = self._world.settings.channels

        def settle() -> None:
            for zone, name in enumerate(settings.zone, 1):
                self._enter(player, session, name, None, zone, False)
            for name in player.permanent_channels:
                self.join(player, name, None, True)

        self._world.clock.after(settings.zone_seconds, settle)

    def join(self, player: Player, name: str, password: str | None, permanent: bool) -> None:
        """Ask to join; what follows comes later."""
        session = player.require_session()
        settings = self._world.settings.channels
        stream = self._world.streams.of(f"channels/{player.fullname}")
        delay = settings.join_seconds + settings.join_jitter * stream.random()
        self._world.clock.after(delay, lambda: self._join(player, session, name, password or "", permanent))

    def leave(self, player: Player, name: str) -> None:
        """Ask to leave; a hop later it is so."""
        session = player.require_session()
        self._world.clock.after(self._world.settings.links.hop, lambda: self._leave(player, session, name))

    def drop_all(self, player: Player, session: Session, keep_permanent: bool = False) -> None:
        """The client is gone, or reloads: its channels go without a word to it, but the others hear of it."""
        for membership in list(session.channels.values()):
            if membership.channel is None or (keep_permanent and membership.permanent):
                continue
            del session.channels[membership.local_id]
            self._depart(player, membership.channel)

    def view(self, session: Session) -> list[host.Channel]:
        """The client's channel list by rising number."""
        return [
            host.Channel(
                local_id,
                membership.name,
                instance_id=0 if membership.channel is None else membership.channel.number,
                zone_channel_id=membership.zone_channel_id,
            )
            for local_id, membership in sorted(session.channels.items())
        ]

    def roster(self, session: Session, local_id: int) -> list[host.ChannelMember]:
        """Who is in a channel; a name on another realm carries it."""
        membership = session.channels.get(local_id)
        if membership is None or membership.channel is None:
            return []
        owner = membership.channel.owner
        members = membership.channel.members.items()
        return [host.ChannelMember(name, who.guid, name == owner, name == owner) for name, who in members]

    def set_password(self, player: Player, name: str, password: str) -> None:
        """Ask to set a channel's password; only its owner can."""
        self._world.clock.after(self._world.settings.links.hop, lambda: self._set_password(player, name, password))

    def _set_password(self, player: Player, name: str, password: str) -> None:
        channel = self._find(player, name)
        if channel is None or channel.owner != player.fullname:
            self._notice(player, name, 0, "NOT_OWNER")
            return
        channel.password = password
        for member in list(channel.members.values()):
            self._notice_user(member, channel, "PASSWORD_CHANGED", player.fullname)

    def _find(self, player: Player, name: str) -> Channel | None:
        return self._channels.get((player.realm.group, player.faction, name.lower()))

    def _join(self, player: Player, session: Session, name: str, password: str, permanent: bool) -> None:
        if player.session is not session or _number_of(session, name) is not None:
            return
        if not name or name[0].isdigit() or len(name.encode()) > 31:
            self._notice(player, name, 0, "INVALID_NAME")
            return
        if len(session.channels) >= self._world.settings.channels.most:
            player.system_line("ERR_TOO_MANY_CHAT_CHANNELS")
            return
        channel = self._channel(player, name)
        if channel.password and channel.password != password:
            self._notice(player, name, 0, "WRONG_PASSWORD")
            return
        self._enter(player, session, channel.name, channel, 0, permanent)
        if permanent and channel.name not in player.permanent_channels:
            player.permanent_channels.append(channel.name)
        self._welcome(player, channel)

    def _channel(self, player: Player, name: str) -> Channel:
        key = (player.realm.group, player.faction, name.lower())
        if key not in self._channels:
            self._channels[key] = Channel(name, len(self._channels) + 1)
        return self._channels[key]

    def _enter(
        self,
        player: Player,
        session: Session,
        name: str,
        channel: Channel | None,
        zone: int,
        permanent: bool,
    ) -> None:
        if player.session is not session:
            return
        taken = session.channels
        local_id = next(number for number in range(1, len(taken) + 2) if number not in taken)
        taken[local_id] = Membership(local_id, name, channel, zone, permanent)
        self._notice(player, name, local_id, "YOU_CHANGED" if zone else "YOU_JOINED", zone)
        player.fire("CHANNEL_UI_UPDATE")

    def _welcome(self, player: Player, channel: Channel) -> None:
        for member in list(channel.members.values()):
            self._presence(member, channel, player, "CHAT_MSG_CHANNEL_JOIN")
        channel.members[player.fullname] = player
        if not channel.owner:
            self._own(channel)

    def _leave(self, player: Player, session: Session, name: str) -> None:
        local_id = _number_of(session, name)
        if player.session is not session or local_id is None:
            return
        membership = session.channels.pop(local_id)
        if membership.channel is not None:
            self._depart(player, membership.channel)
        if membership.name in player.permanent_channels:
            player.permanent_channels.remove(membership.name)
        self._notice(player, membership.name, local_id, "YOU_LEFT", membership.zone_channel_id)
        player.fire("CHANNEL_LEFT", local_id, membership.name)
        player.fire("CHANNEL_UI_UPDATE")

    def _depart(self, player: Player, channel: Channel) -> None:
        channel.members.pop(player.fullname, None)
        for member in list(channel.members.values()):
            self._presence(member, channel, player, "CHAT_MSG_CHANNEL_LEAVE")
        if channel.owner == player.fullname:
            channel.owner = ""
            if channel.members:
                self._own(channel)
            else:
                channel.password = ""

    def _own(self, channel: Channel) -> None:
        channel.owner = next(iter(channel.members))
        for member in list(channel.members.values()):
            self._notice_user(member, channel, "OWNER_CHANGED", channel.owner)

    def _presence(self, member: Player, channel: Channel, who: Player, event: str) -> None:
        number = _membership_number(member, channel)
        if number is not None:
            title = f"{number}. {channel.name}"
            arguments = chat_arguments("", who.fullname, channel=title, index=number, base=channel.name, guid=who.guid)
            member.fire(event, *arguments)

    def _notice(self, player: Player, name: str, number: int, key: str, zone: int = 0) -> None:
        title = f"{number}. {name}" if number else name
        arguments = chat_arguments(key, channel=title, zone=zone, index=number, base=name)
        player.fire("CHAT_MSG_CHANNEL_NOTICE", *arguments)

    def _notice_user(self, member: Player, channel: Channel, key: str, who: str) -> None:
        number = _membership_number(member, channel)
        if number is not None:
            title = f"{number}. {channel.name}"
            arguments = chat_arguments(key, who, channel=title, index=number, base=channel.name)
            member.fire("CHAT_MSG_CHANNEL_NOTICE_USER", *arguments)


def _number_of(session: Session, name: str) -> int | None:
    wanted = name.lower()
    return next((n for n, m in session.channels.items() if m.name.lower() == wanted), None)


def _membership_number(member: Player, channel: Channel) -> int | None:
    membership = member.membership(channel)
    return None if membership is None else membership.local_id
