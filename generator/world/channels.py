"""Custom channels: one of a name for each faction of each group of connected realms.

Source: facts/wow-client.md 3. Joining and leaving take time; the client sees the channel in its list and hears
of it by events, or never.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from generator.client import host
from generator.world.notices import notice, presence, tell_all

if TYPE_CHECKING:
    from generator.world.player import Player
    from generator.world.session import Session
    from generator.world.world import World


@dataclass(slots=True)
class Channel:
    """One channel on the server. The owner is the fullname of whoever has been in it longest, or was made it.

    ``moderators``, ``muted`` and ``banned`` hold fullnames, and are only asked whether they hold one. In a
    ``moderated`` channel moderators alone are heard; one that does not ``announce`` tells nobody who comes and goes.
    """

    name: str
    number: int
    members: dict[str, Player] = field(default_factory=dict)
    password: str = ""
    owner: str = ""
    moderators: set[str] = field(default_factory=set)
    muted: set[str] = field(default_factory=set)
    banned: set[str] = field(default_factory=set)
    moderated: bool = False
    announces: bool = True

    @property
    def restrained(self) -> bool:
        """Whether there is anybody who may not be heard."""
        return self.moderated or bool(self.muted)

    def has_right(self, name: str, right: str) -> bool:
        """Whether a member may do what needs the right "member", "moderator" or "owner"."""
        return right == "member" or name == self.owner or (right == "moderator" and name in self.moderators)

    def set_in(self, what: str, player: Player, on: bool) -> None:
        """Put somebody into ``moderators``, ``muted`` or ``banned``, or take it out."""
        names: set[str] = getattr(self, what)
        (names.add if on else names.discard)(player.fullname)

    def forget(self) -> None:
        """The last one left: whoever comes next finds a channel nobody ever was in."""
        self.password = self.owner = ""
        self.moderated, self.announces = False, True
        for names in (self.moderators, self.muted, self.banned):
            names.clear()


@dataclass(frozen=True, slots=True)
class Membership:
    """A channel in a client's list. Zone channels have no ``channel``: nothing is sent there."""

    local_id: int
    name: str
    channel: Channel | None
    zone_channel_id: int = 0
    permanent: bool = False


# Every client asks for its channels all the time.
_channel = lru_cache(1024)(host.Channel)


class Channels:
    """Every channel of a world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._channels: dict[tuple[str, str, str], Channel] = {}

    def login(self, player: Player, session: Session) -> None:
        """Put a new login into its zone channels and those it joined for good."""
        settings = self._world.settings.channels
        zones = [(place, name) for place, name in enumerate(settings.zone, 1) if name]
        # With some time in between the last comes first, so that there are gaps until all are there.
        for order, (place, name) in enumerate(reversed(zones) if settings.zone_spread > 0 else zones):
            self._world.clock.after(
                settings.zone_seconds + order * settings.zone_spread,
                partial(self._enter, player, session, name, None, place, False),
            )
        self._world.clock.after(settings.zone_seconds, partial(self._join_again, player, session))

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
            session.changed()
            self._depart(player, membership.channel)

    def view(self, session: Session) -> list[host.Channel]:
        """The client's channel list by rising number."""
        return [
            _channel(
                local_id,
                membership.name,
                0 if membership.channel is None else membership.channel.number,
                membership.zone_channel_id,
            )
            for local_id, membership in sorted(session.channels.items())
        ]

    def roster(self, session: Session, local_id: int) -> list[host.ChannelMember]:
        """Who is in a channel; a name on another realm carries it."""
        membership = session.channels.get(local_id)
        if membership is None or membership.channel is None:
            return []
        channel = membership.channel
        return [
            host.ChannelMember(name, who.guid, name == channel.owner, channel.has_right(name, "moderator"))
            for name, who in channel.members.items()
        ]

    def find(self, player: Player, name: str) -> Channel | None:
        """The channel a player would join by a name, if anybody ever did."""
        return self._channels.get((player.realm.group, player.faction, name.lower()))

    def swap(self, session: Session, first: int, second: int) -> None:
        """Two places of a client's list are exchanged."""
        places = session.channels
        one, other = places.get(first), places.get(second)
        if one is not None and other is not None:
            places[first], places[second] = replace(other, local_id=first), replace(one, local_id=second)
            session.changed()

    def own(self, channel: Channel, member: Player) -> None:
        """Make a member the owner."""
        channel.owner = member.fullname
        tell_all(channel, "OWNER_CHANGED", channel.owner)

    def remove(self, member: Player, channel: Channel) -> None:
        """Take a member off a channel at once."""
        if member.session is not None:
            self._leave(member, member.session, channel.name)

    def throttled(self, player: Player, local_id: int) -> None:
        """The client has sent too much to one of its channels, and shows so."""
        membership = player.require_session().channels[local_id]
        if membership.channel is not None:
            self._world.moderation.tell_later(player, membership.channel, "THROTTLED")

    def _join_again(self, player: Player, session: Session) -> None:
        if player.session is session:
            for name in player.permanent_channels:
                self.join(player, name, None, True)

    def _join(self, player: Player, session: Session, name: str, password: str, permanent: bool) -> None:
        if player.session is not session or _number_of(session, name) is not None:
            return
        if not name or name[0].isdigit() or len(name.encode()) > 31:
            notice(player, name, "INVALID_NAME")
            return
        if len(session.channels) >= self._world.settings.channels.most:
            player.system_line("ERR_TOO_MANY_CHAT_CHANNELS")
            return
        channel = self._channel(player, name)
        if player.fullname in channel.banned:
            notice(player, name, "BANNED")
            return
        if channel.password and channel.password != password:
            notice(player, name, "WRONG_PASSWORD")
            player.fire("CHANNEL_PASSWORD_REQUEST", name)
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
        local_id = zone if zone and zone not in taken else next(n for n in range(1, len(taken) + 2) if n not in taken)
        taken[local_id] = Membership(local_id, name, channel, zone, permanent)
        session.changed()
        notice(player, name, "YOU_CHANGED" if zone else "YOU_JOINED", local_id, zone)
        player.fire("CHANNEL_UI_UPDATE")

    def _welcome(self, player: Player, channel: Channel) -> None:
        _announce(channel, player, "CHAT_MSG_CHANNEL_JOIN")
        channel.members[player.fullname] = player
        if not channel.owner:
            self.own(channel, player)

    def _leave(self, player: Player, session: Session, name: str) -> None:
        local_id = _number_of(session, name)
        if player.session is not session or local_id is None:
            return
        membership = session.channels.pop(local_id)
        session.changed()
        if membership.channel is not None:
            self._depart(player, membership.channel)
        if membership.name in player.permanent_channels:
            player.permanent_channels.remove(membership.name)
        notice(player, membership.name, "YOU_LEFT", local_id, membership.zone_channel_id)
        player.fire("CHANNEL_LEFT", local_id, membership.name)
        player.fire("CHANNEL_UI_UPDATE")

    def _depart(self, player: Player, channel: Channel) -> None:
        channel.members.pop(player.fullname, None)
        channel.set_in("moderators", player, False)
        _announce(channel, player, "CHAT_MSG_CHANNEL_LEAVE")
        if not channel.members:
            channel.forget()
        elif channel.owner == player.fullname:
            self.own(channel, next(iter(channel.members.values())))


def _announce(channel: Channel, who: Player, event: str) -> None:
    if channel.announces:
        for member in list(channel.members.values()):
            presence(member, channel, who, event)


def _number_of(session: Session, name: str) -> int | None:
    wanted = name.lower()
    return next((n for n, m in session.channels.items() if m.name.lower() == wanted), None)
