"""What players say, and what the client's system lines tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.client.host import LuaValue
from generator.client.products import GROUP_CHAT_TYPES
from generator.world.reach import together, whisper

if TYPE_CHECKING:
    from generator.world.player import Player
    from generator.world.world import World

#: What somebody of the other faction hears instead of what was said, by chat type.
FOREIGN = {"EMOTE": b"makes strange gestures.", "SAY": b"Kagh thrim.", "YELL": b"Kagh thrim."}

LANGUAGES = {"Alliance": "Common", "Horde": "Orcish", "Neutral": ""}
NEARBY = ("SAY", "YELL", "EMOTE", "TEXT_EMOTE")


def chat_arguments(
    text: str | bytes,
    sender: str = "",
    *,
    language: str = "",
    channel: str = "",
    other: str = "",
    zone: int = 0,
    index: int = 0,
    base: str = "",
    line: int = 0,
    guid: str = "",
    friend: int = 0,
) -> tuple[LuaValue, ...]:
    """The 17 arguments every CHAT_MSG event has, from text to suppressRaidIcons (facts/wow-client.md 1.5)."""
    start = (text, sender, language, channel, other, "", zone, index, base, 0, line, guid, friend)
    return (*start, False, False, False, False)


class Chat:
    """Spoken chat of a world. It is not traced: only addon messages are."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lines = 0

    def say(self, sender: Player, text: bytes, chat_type: str, target: str | int | None) -> None:
        """Somebody says something; those who hear it do so a hop later."""
        if chat_type in NEARBY:
            near = [player for player in self._world.players if together(player, sender)]
            self._spread(sender, near, chat_type, text)
        elif chat_type == "WHISPER" and isinstance(target, str):
            self._whisper(sender, text, target)
        elif chat_type == "CHANNEL" and isinstance(target, int):
            self._channel(sender, text, target)
        elif chat_type in GROUP_CHAT_TYPES:
            chat_type = self._world.groups.chat_type(sender, chat_type)
            audience = self._world.groups.audience(sender, chat_type) or []
            self._spread(sender, audience, self._as_leader(sender, chat_type), text)

    def whisper_friend(self, sender: Player, account_id: int, text: bytes) -> bool:
        """A Battle.net whisper; whether the client sends it: to a friend it knows, and not too many."""
        session = sender.require_session()
        tags = [e.battletag for e in session.friends.entries.values() if e.account_id == account_id]
        whispers = session.bnet_whispers
        if not tags or (whispers is not None and not whispers.take("", self._world.clock.now)):
            return False
        for viewer in self._world.accounts.get(tags[0], []):
            if viewer.session is not None:
                entry = viewer.session.friends.entries.get(sender.battletag)
                if entry is not None:
                    name = viewer.session.friends.name_of(entry)
                    arguments = self._arguments(sender, text, sender_name=name, friend=entry.account_id)
                    self._later(viewer, "CHAT_MSG_BN_WHISPER", arguments)
        return True

    def system(self, player: Player, key: str, *values: str) -> None:
        """A system line of the client, named by its global string, one round trip from now."""
        self._world.clock.after(2 * self._world.settings.links.hop, lambda: player.system_line(key, *values))

    def _spread(self, sender: Player, hearers: list[Player], chat_type: str, text: bytes) -> None:
        for hearer in list(hearers):
            if not hearer.online:
                continue
            foreign = chat_type in FOREIGN and not self._understands(hearer, sender)
            heard = FOREIGN[chat_type] if foreign else text
            hearer.meets(sender)
            self._later(hearer, f"CHAT_MSG_{chat_type}", self._arguments(sender, heard))

    def _understands(self, hearer: Player, sender: Player) -> bool:
        """Members of one group understand each other across factions (facts/wow-client.md 4.7)."""
        same = hearer.faction == sender.faction
        return same or "group" in self._world.groups.relations(hearer, sender)

    def _as_leader(self, sender: Player, chat_type: str) -> str:
        """What a leader says in its group has an event of its own."""
        party = self._world.groups.party_of(sender)
        leads = party is not None and party.leader is sender and chat_type in ("PARTY", "RAID", "INSTANCE_CHAT")
        return f"{chat_type}_LEADER" if leads else chat_type

    def _whisper(self, sender: Player, text: bytes, target: str) -> None:
        answer = whisper(sender, target)
        if answer.receiver is None:
            self.system(sender, "ERR_CHAT_PLAYER_NOT_FOUND_S", target)
            return
        answer.receiver.meets(sender)
        self._later(answer.receiver, "CHAT_MSG_WHISPER", self._arguments(sender, text))
        inform = self._arguments(answer.receiver, text)
        self._later(sender, "CHAT_MSG_WHISPER_INFORM", inform)

    def _channel(self, sender: Player, text: bytes, local_id: int) -> None:
        membership = sender.require_session().channels.get(local_id)
        if membership is None or membership.channel is None:
            return
        if membership.channel.restrained and not self._world.moderation.may_speak(sender, membership.channel):
            return
        for member in list(membership.channel.members.values()):
            place = member.membership(membership.channel)
            if place is not None:
                name, number = membership.channel.name, place.local_id
                member.meets(sender)
                arguments = self._arguments(sender, text, channel=f"{number}. {name}", index=number, base=name)
                self._later(member, "CHAT_MSG_CHANNEL", arguments)

    def _arguments(
        self,
        sender: Player,
        text: bytes,
        *,
        sender_name: str = "",
        channel: str = "",
        index: int = 0,
        base: str = "",
        friend: int = 0,
    ) -> tuple[LuaValue, ...]:
        self._lines += 1
        return chat_arguments(
            text,
            sender_name or sender.fullname,
            language=LANGUAGES[sender.faction],
            channel=channel,
            index=index,
            base=base,
            line=self._lines,
            guid="" if friend else sender.guid,
            friend=friend,
        )

    def _later(self, hearer: Player, event: str, arguments: tuple[LuaValue, ...]) -> None:
        self._world.clock.after(self._world.settings.links.hop, lambda: hearer.fire(event, *arguments))
