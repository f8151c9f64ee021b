"""What the server tells clients of their channels: CHAT_MSG_CHANNEL_NOTICE and its relatives.

Source: facts/wow-client.md 3. The text of a notice is a key, such as WRONG_PASSWORD for CHAT_WRONG_PASSWORD_NOTICE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.world.chat import chat_arguments

if TYPE_CHECKING:
    from generator.world.channels import Channel
    from generator.world.player import Player


def notice(player: Player, name: str, key: str, number: int = 0, zone: int = 0) -> None:
    """Tell one client of a channel; ``number`` is its place in the client's list, 0 when it is not there."""
    title = f"{number}. {name}" if number else name
    arguments = chat_arguments(key, channel=title, zone=zone, index=number, base=name)
    player.fire("CHAT_MSG_CHANNEL_NOTICE", *arguments)


def tell(player: Player, channel: Channel, key: str, who: str, by: str = "") -> None:
    """Tell one client of somebody in a channel, and by whom it was done; CHAT_MSG_CHANNEL_NOTICE_USER."""
    number = place_of(player, channel)
    title = f"{number}. {channel.name}" if number else channel.name
    arguments = chat_arguments(key, who, channel=title, other=by, index=number, base=channel.name)
    player.fire("CHAT_MSG_CHANNEL_NOTICE_USER", *arguments)


def tell_all(channel: Channel, key: str, who: str, by: str = "") -> None:
    """Tell everybody in a channel of somebody."""
    for member in list(channel.members.values()):
        tell(member, channel, key, who, by)


def presence(member: Player, channel: Channel, who: Player, event: str) -> None:
    """Tell one member that somebody joined or left."""
    number = place_of(member, channel)
    if number:
        title = f"{number}. {channel.name}"
        arguments = chat_arguments("", who.fullname, channel=title, index=number, base=channel.name, guid=who.guid)
        member.fire(event, *arguments)


def place_of(member: Player, channel: Channel) -> int:
    """The number of a channel in a client's list; 0 when it is not there."""
    membership = member.membership(channel)
    return 0 if membership is None else membership.local_id
