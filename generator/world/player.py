"""One player: a character with a client, and what a scenario can make it do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from generator.client import savedvars
from generator.client.host import ErrorRecord, Identity, Instance, LuaValue
from generator.world import situations
from generator.world.chat import chat_arguments
from generator.world.identity import Faction, Realm
from generator.world.playerhost import PlayerHost
from generator.world.restrictions import restrict
from generator.world.session import Session

if TYPE_CHECKING:
    from generator.world.channels import Channel, Membership
    from generator.world.world import World


class Player:
    """A character of one realm and its client. Made by ``World.player``.

    ``place`` names where it is: those in the same place hear each other speak and emote. ``secret`` makes its
    name and GUID secret values for the addons of others (facts/wow-client.md 1.5).
    """

    def __init__(
        self, world: World, identity: Identity, realm: Realm, faction: Faction, product: str, place: str
    ) -> None:
        self.world = world
        self.identity = identity
        self.realm = realm
        self.faction: Faction = faction
        self.product = product
        self.place = place
        self.fullname = identity.name if world.settings.names.regional else f"{identity.name}-{realm.normalized}"
        self._latency_ms = world.settings.links.latency_ms
        self.extra_delay = 0.0
        self.secret = False
        self.permanent_channels: list[str] = []
        self.session: Session | None = None
        self.errors: list[ErrorRecord] = []
        self.printed: list[str] = []
        self.written: list[str] = []
        self.host = PlayerHost(self)
        self.client = world.new_client(self.host, product)

    def __repr__(self) -> str:
        return f"<Player {self.fullname}>"

    @property
    def name(self) -> str:
        """The character's name, without realm."""
        return self.identity.name

    @property
    def guid(self) -> str:
        """``Player-<realm id>-<8 hex>``."""
        return self.identity.guid

    @property
    def battletag(self) -> str:
        """The account's battletag; players of one tag are one account."""
        return self.identity.battletag or ""

    @property
    def latency_ms(self) -> int:
        """What GetNetStats reports; see ``set_latency``."""
        return self._latency_ms

    @property
    def online(self) -> bool:
        """Whether the others see the player online."""
        return self.session is not None

    # Before login

    def install(self, folder: Path | str) -> str:
        """Install an addon folder, before login; returns the addon's name. Raises the client's TocError."""
        return self.client.install(Path(folder))

    def saved_variables(self, addon: str, values: Mapping[str, LuaValue] | str | bytes) -> None:
        """What an addon finds saved at its next login: variables by name, or text as the game writes it.

        Raises generator.client.savedvars.SavedVariablesError for text that is not of that form.
        """
        if isinstance(values, str | bytes):
            values = cast(dict[str, LuaValue], savedvars.parse(values, filename=f"{addon}.lua"))
        self.client.set_saved(addon, values)

    def saved(self, addon: str) -> dict[str, LuaValue]:
        """The variables an addon saved at the last logout or reload, by name."""
        return self.client.saved(addon)

    # Sessions

    def login(self) -> None:
        """Log in: load the addons, enter the world; friends learn of it a hop later. Online already: nothing."""
        if self.session is not None:
            if self.client.running:
                return
            self.world.sessions.end(self)
        self.world.sessions.begin(self)
        self.client.login()

    def logout(self) -> None:
        """Log out: addons hear it and save, then channels and friends learn that the player is gone."""
        if self.session is None:
            return
        self.world.sessions.note(self, "logout")
        if self.client.running:
            self.client.logout()
        self.world.sessions.end(self)

    def reload(self) -> None:
        """/reload: the addons start again from what they saved, in the same session."""
        if self.session is None or not self.client.running:
            return
        self.world.sessions.note(self, "reload")
        if self.world.settings.channels.reload_leaves:
            self.world.channels.drop_all(self, self.session, keep_permanent=True)
        self.client.reload()

    def disconnect(self, why: str) -> None:
        """The server ends the connection: the client logs out and saves."""
        if self.session is not None:
            self.world.sessions.note(self, f"disconnected: {why}")
            if self.client.running:
                self.client.logout()
            self.world.sessions.end(self)

    def crash(self) -> None:
        """The client is gone at once and saves nothing; the others learn of it ``lost_seconds`` later."""
        session = self.session
        if session is None:
            return
        self.world.sessions.note(self, "crash")
        session.cancel_timers()
        self.client.crash()
        lost = self.world.settings.links.lost_seconds
        if lost > 0:
            self.world.clock.after(lost, lambda: self.world.sessions.end(self, session))
        else:
            self.world.sessions.end(self)

    def require_session(self) -> Session:
        """The session of a player that must be online; RuntimeError says who is not."""
        if self.session is None:
            raise RuntimeError(f"{self.fullname} is not online; call login() first")
        return self.session

    # What a player does

    def mouseover(self, other: Player | None) -> None:
        """Point at somebody, or at nobody."""
        self._look("mouseover", other, "UPDATE_MOUSEOVER_UNIT")

    def target(self, other: Player | None) -> None:
        """Target somebody, or nobody."""
        self._look("target", other, "PLAYER_TARGET_CHANGED")

    def emote(self, text: str) -> None:
        """A custom emote (/e), heard by everybody in the same place a hop later."""
        self.say(text, "EMOTE")

    def say(self, text: str, chat_type: str = "SAY") -> None:
        """Speak: SAY, YELL, EMOTE, PARTY, RAID, GUILD."""
        self.require_session()
        self.world.chat.say(self, text.encode(), chat_type, None)

    def move(self, place: str) -> None:
        """Go somewhere else; friends see the new area."""
        self.place = place
        self.fire("ZONE_CHANGED_NEW_AREA")
        self.world.friends.changed(self)

    def combat(self, active: bool = True) -> None:
        """Enter or leave combat."""
        situations.combat(self, active)

    def guild_speech(self, allowed: bool) -> None:
        """Whether the guild lets this player speak, which its addon messages need too (facts 1.2)."""
        silent = self.world.groups.guild_silent
        (silent.discard if allowed else silent.add)(self)

    def enter_instance(self, name: str = "Deadmines", kind: str = "party", **details: int | str) -> None:
        """Enter an instance: kind "party", "raid", "pvp", "arena" or "scenario"; details as host.Instance."""
        situations.enter(self, Instance(name=name, kind=kind, **details))  # type: ignore[arg-type]

    def leave_instance(self) -> None:
        """Back to the open world; what the instance restricted ends."""
        situations.leave(self)

    def encounter(self, active: bool = True) -> None:
        """A boss fight begins or ends."""
        situations.encounter(self, active)

    def keystone(self, active: bool = True) -> None:
        """A keystone run begins or ends."""
        situations.keystone(self, active)

    def pvp_match(self, active: bool = True) -> None:
        """A rated or unrated match begins or ends."""
        situations.pvp_match(self, active)

    def restrict(self, name: str, active: bool = True) -> None:
        """Begin or end one add-on restriction by name (see ``restrictions.NAMES``), with nothing around it."""
        restrict(self, name, active)

    def battlenet(self, connected: bool) -> None:
        """Lose or regain the connection to Battle.net while staying in the world."""
        self.world.sessions.battlenet(self, connected)

    def appear_offline(self, active: bool = True) -> None:
        """Look offline to Battle.net friends while playing on, or show again."""
        session = self.require_session()
        if session.appears_offline != active:
            session.appears_offline = active
            self.world.friends.changed(self)

    def set_latency(self, milliseconds: int, extra_delay: float = 0.0) -> None:
        """What GetNetStats reports, and seconds every packet to and from this player takes longer."""
        self._latency_ms = milliseconds
        self.extra_delay = extra_delay
        self.client.forget_answers()

    def lua(self, source: str) -> LuaValue:
        """Run Lua in the client: None for no result, the result itself for one, else a tuple.

        Raises the client's LuaFailure for text that does not compile or fails.
        """
        self.require_session()
        results = self.client.eval(source)
        if len(results) == 1:
            return results[0]
        return results or None

    def slash(self, line: str) -> bool:
        """Type a slash command such as "/crossrp status"; whether an addon knows it."""
        self.require_session()
        return self.client.slash(line)

    # For the rest of the world

    def fire(self, event: str, *arguments: LuaValue) -> None:
        """Dispatch an event, if there is a running client to hear it."""
        if self.session is not None and self.client.running:
            self.client.fire_event(event, *arguments)

    def system_line(self, key: str, *values: str) -> None:
        """A line in the chat frame, from the client's global string ``key`` and the values it takes."""
        if self.session is None or not self.client.running:
            return
        text = self.world.global_string(self, key)
        for value in values:
            text = text.replace("%s", value, 1)
        self.fire("CHAT_MSG_SYSTEM", *chat_arguments(text))

    def meets(self, other: Player) -> None:
        """Remember somebody, so that the client can tell the GUID."""
        if self.session is not None:
            self.session.met[other.guid] = other

    def sender_name(self, receiver: Player) -> str:
        """How this player is named as the sender of a message to ``receiver``."""
        if self.realm.id == receiver.realm.id and not self.world.settings.reach.sender_realm:
            return self.name
        return self.fullname

    def membership(self, channel: Channel) -> Membership | None:
        """The place of a channel in this client's list, if it is there."""
        if self.session is None:
            return None
        for place in self.session.channels.values():
            if place.channel is channel:
                return place
        return None

    def take_allowance(self, prefix: str) -> bool:
        """Take one message from a prefix's allowance; False when there is none left."""
        allowances = self.require_session().prefixes
        return allowances is None or allowances.take(prefix, self.world.clock.now)

    def note_print(self, text: str, chat: bool) -> None:
        """The client printed a line, of chat or of an addon's."""
        self.printed.append(text)
        if not chat:
            self.written.append(text)
        self.world.note_print(self, text)

    def note_error(self, error: ErrorRecord) -> None:
        """A Lua error nobody caught."""
        self.errors.append(error)
        self.world.note_error(self, error)

    def _look(self, token: str, other: Player | None, event: str) -> None:
        units = self.require_session().units
        if other is None:
            units.pop(token, None)
        else:
            units[token] = other
            self.meets(other)
        self.fire(event)
