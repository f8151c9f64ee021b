"""Where an addon message goes, by its chat type: a whisper, a channel, a group, or everybody near."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.world.reach import together, whisper
from generator.world.settings import OfflineAnswer

if TYPE_CHECKING:
    from generator.world.channels import Channel
    from generator.world.player import Player

SUCCESS, INVALID_CHAT_TYPE, NOT_IN_GROUP, TARGET_REQUIRED, INVALID_CHANNEL = 0, 4, 5, 6, 7
NOT_IN_GUILD, TARGET_OFFLINE = 10, 12

#: What CHAT_MSG_ADDON says after the sender: target, zoneChannelID, localID, name, instanceID.
Where = tuple[str, int, int, str, int]
NOWHERE: Where = ("", 0, 0, "", 0)


def _nowhere(_: Player) -> Where:
    return NOWHERE


@dataclass(frozen=True, slots=True)
class Route:
    """The receivers of one message, or the result code that refuses it, or why it is lost after result 0.

    ``label`` names the target in the trace; ``arguments`` gives what a receiver's event says of the place.
    """

    label: str
    result: int = SUCCESS
    receivers: tuple[Player, ...] = ()
    lost: str = ""
    answer: OfflineAnswer = "silent"
    arguments: Callable[[Player], Where] = _nowhere


def medium_of(chat_type: str, logged: bool) -> str:
    """The medium's name in trace, counts and faults: the chat type, or LOGGED for a logged whisper."""
    if not logged:
        return chat_type
    return "LOGGED" if chat_type == "WHISPER" else f"LOGGED_{chat_type}"


def addon_route(sender: Player, chat_type: str, target: str | int | None) -> Route:
    """Where a message of this chat type goes."""
    if chat_type == "WHISPER":
        return _whisper(sender, target)
    if chat_type == "CHANNEL":
        return _channel(sender, target)
    if chat_type in ("SAY", "YELL"):
        return _near(sender, chat_type)
    return _group(sender, chat_type)


def _whisper(sender: Player, target: str | int | None) -> Route:
    if not isinstance(target, str) or not target:
        return Route("", TARGET_REQUIRED)
    found = whisper(sender, target)
    receiver = found.receiver
    if receiver is not None:
        return Route(receiver.fullname, receivers=(receiver,), arguments=_to_whom)
    result = TARGET_OFFLINE if found.answer in ("result", "both") else SUCCESS
    return Route(target, result, lost=found.lost, answer=found.answer)


def _to_whom(receiver: Player) -> Where:
    return (receiver.fullname, 0, 0, "", 0)


def _channel(sender: Player, target: str | int | None) -> Route:
    settings = sender.world.settings.channels
    if not settings.addon_messages:
        return Route(str(target), settings.unavailable_result)
    if target is None:
        return Route("", TARGET_REQUIRED)
    membership = None
    if isinstance(target, int):
        membership = sender.require_session().channels.get(target)
    if membership is None or membership.channel is None:
        return Route(str(target), INVALID_CHANNEL)
    channel = membership.channel
    if channel.restrained and not sender.world.moderation.may_speak(sender, channel):
        return Route(channel.name, settings.muted_result, lost="not heard in the channel")
    return Route(channel.name, receivers=tuple(channel.members.values()), arguments=_in_channel(channel))


def _in_channel(channel: Channel) -> Callable[[Player], Where]:
    def where(receiver: Player) -> Where:
        membership = receiver.membership(channel)
        return ("", 0, 0 if membership is None else membership.local_id, channel.name, channel.number)

    return where


def _near(sender: Player, chat_type: str) -> Route:
    near = (
        player
        for player in sender.world.players
        if player.online and together(player, sender) and player.faction == sender.faction
    )
    return Route(chat_type, receivers=tuple(near))


def _group(sender: Player, chat_type: str) -> Route:
    members = sender.world.groups.audience(sender, chat_type)
    if members is None:
        result = NOT_IN_GUILD if chat_type in ("GUILD", "OFFICER") else NOT_IN_GROUP
        return Route(chat_type, result)
    if chat_type == "GUILD" and sender in sender.world.groups.guild_silent:
        return Route(chat_type, sender.world.settings.reach.guild_silent_result, lost="may not speak in the guild")
    return Route(chat_type, receivers=tuple(member for member in members if member.online))
