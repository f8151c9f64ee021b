"""Battle.net: who is whose friend, and telling clients who comes and goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from generator.client.host import GameAccount
from generator.client.products import PRODUCTS
from generator.client.races import CLASSES, RACES
from generator.world.contacts import COMPANIONS, Contact
from generator.world.friendlist import FriendList, Friendship, Seen

if TYPE_CHECKING:
    from generator.world.player import Player
    from generator.world.session import Session
    from generator.world.world import World

Account: TypeAlias = "Player | Contact"
Level = Literal["battletag", "real_id", "title"]

#: BNetAccountInfo.friendLevel, since 12.1 (facts/wow-client.md 2.1).
LEVELS: dict[Level, int] = {"battletag": 1, "real_id": 2, "title": 3}
TITLE_FRIENDS_SINCE = 120100

#: What a friend's game account lacks until its character is known.
_UNKNOWN = dict.fromkeys(("character_name", "realm_name", "realm_id", "faction_name", "player_guid", "area_name"))


class Friends:
    """The friendships of a world. Accounts are battletags; characters with the same tag are one person's."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pairs: dict[str, dict[str, Friendship]] = {}
        self._contacts: dict[str, list[Contact]] = {}

    def befriend(self, one: Account, other: Account, level: Level = "battletag", favourite: bool = False) -> None:
        """Make two accounts friends; those online learn of it a hop later."""
        if one.battletag == other.battletag:
            raise ValueError(f"{one.fullname} and {other.fullname} are one account, {one.battletag}")
        if level not in LEVELS:
            raise ValueError(f"no friendship is called {level!r}; use one of {', '.join(LEVELS)}")
        for mine, theirs in ((one.battletag, other.battletag), (other.battletag, one.battletag)):
            self._pairs.setdefault(mine, {}).setdefault(theirs, Friendship(LEVELS[level], favourite))
        self._both_learn(one, other)

    def unfriend(self, one: Account, other: Account) -> None:
        """End a friendship; those online learn of it a hop later."""
        for mine, theirs in ((one.battletag, other.battletag), (other.battletag, one.battletag)):
            self._pairs.get(mine, {}).pop(theirs, None)
        self._both_learn(one, other)

    def add_contact(self, contact: Contact) -> None:
        """One more presence of a battletag."""
        self._contacts.setdefault(contact.battletag, []).append(contact)

    def friendship(self, one: str, other: str) -> Friendship | None:
        """What two battletags are to each other, None when they are no friends."""
        return self._pairs.get(one, {}).get(other)

    def new_list(self, player: Player, login: int) -> FriendList:
        """The friend list of a new session, still empty."""
        random = self._world.streams.fresh(f"handles/{player.fullname}/{login}")
        return FriendList(random, self._world.settings.bnet)

    def connect(self, player: Player, session: Session) -> None:
        """Fill a session's list with what holds now."""
        for tag, friendship in self._pairs.get(player.battletag, {}).items():
            if self._listed(player, friendship):
                session.friends.add(tag, friendship)
                session.friends.update(tag, self._logins(player, tag))

    def changed(self, account: Account) -> None:
        """An account came, went or moved: its friends' clients learn of it a hop later."""
        for tag in self._pairs.get(account.battletag, ()):
            for viewer in self._world.accounts.get(tag, []):
                if viewer.session is not None:
                    self._tell_later(viewer, viewer.session, account.battletag)

    def _both_learn(self, one: Account, other: Account) -> None:
        for viewer in self._world.players:
            if viewer.session is not None and viewer.battletag in (one.battletag, other.battletag):
                tag = other.battletag if viewer.battletag == one.battletag else one.battletag
                self._tell_later(viewer, viewer.session, tag)

    def _tell_later(self, viewer: Player, session: Session, tag: str) -> None:
        self._world.clock.after(self._world.settings.links.hop, lambda: self._tell(viewer, session, tag))

    def _tell(self, viewer: Player, session: Session, tag: str) -> None:
        if viewer.session is not session or not session.battlenet:
            return
        seen = session.friends
        friendship = self.friendship(viewer.battletag, tag)
        if friendship is None or not self._listed(viewer, friendship):
            if tag in seen.entries:
                account_id = seen.entries[tag].account_id
                seen.remove(tag)
                session.changed()
                viewer.fire("BN_FRIEND_LIST_SIZE_CHANGED", account_id)
            return
        if tag not in seen.entries:
            seen.add(tag, friendship)
            session.changed()
            viewer.fire("BN_FRIEND_LIST_SIZE_CHANGED", seen.entries[tag].account_id)
        before = seen.entries[tag].logins
        went, came, anything = seen.update(tag, self._logins(viewer, tag))
        session.changed()
        account_id = seen.entries[tag].account_id
        if went:
            viewer.fire("BN_FRIEND_ACCOUNT_OFFLINE", account_id, _in_app_only(before.values()))
        if came:
            viewer.fire("BN_FRIEND_ACCOUNT_ONLINE", account_id, _in_app_only(seen.entries[tag].logins.values()))
        if anything:
            viewer.fire("BN_FRIEND_INFO_CHANGED", seen.index(tag))

    def _listed(self, viewer: Player, friendship: Friendship) -> bool:
        """Title friends are listed by clients that know them, where there are any."""
        if friendship.level != LEVELS["title"]:
            return True
        return self._world.settings.bnet.title_friends and PRODUCTS[viewer.product].interface >= TITLE_FRIENDS_SINCE

    def _logins(self, viewer: Player, tag: str) -> list[tuple[Seen, GameAccount]]:
        found: list[tuple[Seen, GameAccount]] = []
        for player in self._world.accounts.get(tag, []):
            session = player.session
            if session is not None and session.battlenet and not session.appears_offline:
                account = game_account(player, viewer.identity.region)
                if self._world.now < session.since + self._world.settings.bnet.info_seconds:
                    account = replace(account, **_UNKNOWN)  # type: ignore[arg-type]
                found.append(((player.fullname, session.number), account))
        for contact in self._contacts.get(tag, []):
            if contact.online:
                found.append(((contact.fullname, contact.logins), contact.game_account(viewer.identity.region)))
        return found


def _in_app_only(accounts: Iterable[GameAccount]) -> bool:
    return all(account.client_program in COMPANIONS for account in accounts)


def game_account(player: Player, viewer_region: int, handle: int = 0) -> GameAccount:
    """What a friend's client is told of a player that is online; the handle is the viewer's own."""
    identity = player.identity
    class_id, class_name = CLASSES[identity.class_file]
    session = player.session
    return GameAccount(
        game_account_id=handle,
        wow_project_id=PRODUCTS[player.product].project_id,
        character_name=identity.name,
        realm_name=identity.realm,
        realm_display_name=identity.realm,
        realm_id=identity.realm_id,
        faction_name=identity.faction,
        race_name=RACES[identity.race_file][1],
        class_name=class_name,
        class_filename=identity.class_file,
        class_id=class_id,
        area_name=session.instance.name if session and session.in_instance else player.place,
        character_level=identity.level,
        player_guid=identity.guid,
        region_id=identity.region,
        is_in_current_region=identity.region == viewer_region,
        is_appear_offline=session is not None and session.appears_offline,
    )
