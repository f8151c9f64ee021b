"""Who may do what in a custom channel: passwords, owners, moderators, kicks, bans, silence.

Source for the notices: facts/wow-client.md 3. Which right an order needs is told nowhere and is what the game's own
channel window offers to whom [D]. Whoever lacks it is told NOT_MEMBER, NOT_MODERATOR or NOT_OWNER.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.world.chat import chat_arguments
from generator.world.notices import notice, place_of, tell, tell_all
from generator.world.reach import find

if TYPE_CHECKING:
    from generator.world.channels import Channel
    from generator.world.player import Player
    from generator.world.world import World

Right = Literal["member", "moderator", "owner"]


@dataclass(frozen=True, slots=True)
class Request:
    """One order: who gave it, in which channel, and the password or the player's name that came with it."""

    player: Player
    channel: Channel
    argument: str

    @property
    def by(self) -> str:
        return self.player.fullname

    def refuse(self, key: str) -> None:
        notice(self.player, self.channel.name, key, place_of(self.player, self.channel))

    def refuse_name(self, key: str) -> None:
        tell(self.player, self.channel, key, self.argument)

    def member(self) -> Player | None:
        """The member that is named; who gave the order is told when there is none."""
        found = find(self.player, self.argument)
        if found is None or found.fullname not in self.channel.members:
            self.refuse_name("PLAYER_NOT_FOUND")
            return None
        return found


@dataclass(frozen=True, slots=True)
class Order:
    """One kind of order: the right it needs, what it does, and what must come with it."""

    right: Right
    act: Callable[[World, Request], None]
    wants: Literal["player", "password", "nothing"] = "player"


def _password(_: World, request: Request) -> None:
    request.channel.password = request.argument
    tell_all(request.channel, "PASSWORD_CHANGED", request.by)


def _owner(world: World, request: Request) -> None:
    member = request.member()
    if member is not None:
        world.channels.own(request.channel, member)


def _moderator(on: bool) -> Callable[[World, Request], None]:
    def act(_: World, request: Request) -> None:
        member = request.member()
        if member is not None:
            request.channel.set_in("moderators", member, on)
            tell_all(request.channel, "SET_MODERATOR" if on else "UNSET_MODERATOR", member.fullname, request.by)

    return act


def _mute(on: bool) -> Callable[[World, Request], None]:
    def act(_: World, request: Request) -> None:
        member = request.member()
        if member is not None:
            request.channel.set_in("muted", member, on)
            tell_all(request.channel, "UNSET_SPEAK" if on else "SET_SPEAK", member.fullname, request.by)

    return act


def _out(key: str, banned: bool) -> Callable[[World, Request], None]:
    def act(world: World, request: Request) -> None:
        channel, member = request.channel, request.member()
        if member is None:
            return
        if member.fullname == channel.owner != request.by:
            request.refuse("NOT_OWNER")
            return
        if banned:
            channel.set_in("banned", member, True)
        tell_all(channel, key, member.fullname, request.by)
        world.channels.remove(member, channel)

    return act


def _unban(_: World, request: Request) -> None:
    found = find(request.player, request.argument)
    if found is None or found.fullname not in request.channel.banned:
        request.refuse_name("PLAYER_NOT_BANNED")
        return
    request.channel.set_in("banned", found, False)
    tell_all(request.channel, "PLAYER_UNBANNED", found.fullname, request.by)


def _invite(_: World, request: Request) -> None:
    channel, found = request.channel, find(request.player, request.argument)
    if found is None or not found.online or found.realm.group != request.player.realm.group:
        request.refuse_name("PLAYER_NOT_FOUND")
    elif found.faction != request.player.faction:
        request.refuse("INVITE_WRONG_FACTION")
    elif found.fullname in channel.members:
        request.refuse_name("PLAYER_ALREADY_MEMBER")
    elif found.fullname in channel.banned:
        request.refuse_name("PLAYER_INVITE_BANNED")
    else:
        tell(request.player, channel, "PLAYER_INVITED", found.fullname)
        tell(found, channel, "INVITE", request.by)
        found.fire("CHANNEL_INVITE_REQUEST", channel.name, request.by)


def _announcements(_: World, request: Request) -> None:
    channel = request.channel
    channel.announces = not channel.announces
    tell_all(channel, "ANNOUNCEMENTS_ON" if channel.announces else "ANNOUNCEMENTS_OFF", request.by)


def _moderation(on: bool) -> Callable[[World, Request], None]:
    def act(_: World, request: Request) -> None:
        request.channel.moderated = on
        tell_all(request.channel, "MODERATION_ON" if on else "MODERATION_OFF", request.by)

    return act


def _ask_owner(_: World, request: Request) -> None:
    tell(request.player, request.channel, "CHANNEL_OWNER", request.channel.owner)


def _list(_: World, request: Request) -> None:
    channel, number = request.channel, place_of(request.player, request.channel)
    names = ", ".join(channel.members)
    arguments = chat_arguments(names, channel=f"{number}. {channel.name}", index=number, base=channel.name)
    request.player.fire("CHAT_MSG_CHANNEL_LIST", *arguments)


#: What may be asked. Functions of the client ask for all but "mute", "unmute", "moderation" and "no_moderation", which
#: no client of today has a function for; only a scenario can ask for those.
ORDERS: Mapping[str, Order] = {
    "password": Order("owner", _password, "password"),
    "owner": Order("owner", _owner),
    "moderator": Order("owner", _moderator(True)),
    "unmoderator": Order("owner", _moderator(False)),
    "kick": Order("moderator", _out("PLAYER_KICKED", banned=False)),
    "ban": Order("moderator", _out("PLAYER_BANNED", banned=True)),
    "unban": Order("moderator", _unban),
    "mute": Order("moderator", _mute(True)),
    "unmute": Order("moderator", _mute(False)),
    "moderation": Order("owner", _moderation(True), "nothing"),
    "no_moderation": Order("owner", _moderation(False), "nothing"),
    "announcements": Order("moderator", _announcements, "nothing"),
    "invite": Order("member", _invite),
    "ask_owner": Order("member", _ask_owner, "nothing"),
    "list": Order("member", _list, "nothing"),
}


class Moderation:
    """Takes the orders of a world's players. Each is carried out a hop later."""

    def __init__(self, world: World) -> None:
        self._world = world

    def ask(self, player: Player, order: str, channel: str, argument: str = "") -> None:
        """Give an order in a channel, named as the player's client knows it. ValueError for one there is not."""
        if order not in ORDERS:
            raise ValueError(f"no channel order is called {order!r}; use one of {', '.join(ORDERS)}")
        hop = self._world.settings.links.hop
        self._world.clock.after(hop, lambda: self._carry_out(player, ORDERS[order], channel, argument))

    def may_speak(self, player: Player, channel: Channel) -> bool:
        """Whether a member is heard; one that is not is told MUTED a round trip later."""
        name = player.fullname
        if name not in channel.muted and (not channel.moderated or channel.has_right(name, "moderator")):
            return True
        self.tell_later(player, channel, "MUTED")
        return False

    def tell_later(self, player: Player, channel: Channel, key: str) -> None:
        """Tell somebody that sends to a channel why it is not heard there."""
        delay = 2 * self._world.settings.links.hop
        self._world.clock.after(delay, lambda: notice(player, channel.name, key, place_of(player, channel)))

    def _carry_out(self, player: Player, order: Order, name: str, argument: str) -> None:
        if not player.online:
            return
        channel = self._world.channels.find(player, name)
        if channel is None or player.fullname not in channel.members:
            notice(player, name, "NOT_MEMBER")
            return
        if not channel.has_right(player.fullname, order.right):
            notice(player, channel.name, f"NOT_{order.right.upper()}", place_of(player, channel))
            return
        order.act(self._world, Request(player, channel, argument))
