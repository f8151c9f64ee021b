"""What one simulated client asks of its surroundings, and what the surroundings may ask of it.

The client knows how a client behaves (Lua, frames, argument checks, load order). Everything that depends on
anybody else is answered by a `Host`: time, chance, who is where, what happened to a message. There is one
`Host` object for each client. A host never calls back into the client from inside one of these methods: it
answers, and whatever follows (an event, a timer) reaches the client later, from the host's own queue.

Text: names, realms, prefixes and tokens are `str` (UTF-8 with `surrogateescape`, so nothing is lost);
payloads of addon messages are `bytes`. Facts: wow-client.md sections 1 to 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from generator.client.toc import Toc

LuaKey: TypeAlias = bool | int | float | str | bytes
LuaValue: TypeAlias = "bool | int | float | str | bytes | Mapping[LuaKey, LuaValue] | Sequence[LuaValue] | None"
"""What crosses between Python and a client. A sequence becomes an array from 1; tables come back as
`dict`."""


MESSAGE_BYTES, GAME_DATA_BYTES = 255, 4078
"""The longest addon message, and the longest game data (wow-client.md 1.2 and 2)."""


@dataclass(frozen=True, slots=True)
class Secret:
    """An event argument addon code may hold but not look into. In lockdown the client does this by itself to the
    secret arguments of CHAT_MSG_* events."""

    value: bool | int | float | str | bytes


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is playing. Fixed for the life of a client."""

    name: str
    realm: str  # display name, "Moon Guard"
    realm_id: int
    guid: str  # "Player-<realm id>-<8 hex>"
    faction: str = "Alliance"  # "Alliance" | "Horde" | "Neutral"
    class_file: str = "MAGE"  # a key of generator.client.races.CLASSES
    race_file: str = "Human"  # a key of generator.client.races.RACES
    sex: int = 2  # 1 unknown, 2 male, 3 female
    level: int = 80
    battletag: str | None = None  # "Tammya#1234"
    region: int = 1  # 1 US, 2 KR, 3 EU, 4 TW, 5 CN
    locale: str = "enUS"
    account: str = "ACCOUNT"
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """Somebody a client can see or has heard of."""

    name: str
    realm: str  # display name
    realm_id: int
    guid: str
    faction: str = "Alliance"
    class_file: str = "MAGE"
    race_file: str = "Human"
    sex: int = 2
    level: int = 80
    relation: int | None = (
        1  # UnitRealmRelationship: 1 same, 2 coalesced, 3 connected ("virtual"); None for non-players
    )
    is_player: bool = True
    online: bool = True
    in_group: bool = False
    in_guild: bool = False  # the player's own
    secret: bool = False  # name and GUID are secret values for addon code just now


@dataclass(frozen=True, slots=True)
class GameAccount:
    """BNetGameAccountInfo. `game_account_id` is a session handle as this client sees it."""

    game_account_id: int
    client_program: str = "WoW"
    is_online: bool = True
    is_game_busy: bool = False
    is_game_afk: bool = False
    wow_project_id: int | None = 1
    character_name: str | None = None
    realm_name: str | None = None
    realm_display_name: str | None = None
    realm_id: int | None = None
    faction_name: str | None = None
    race_name: str | None = None
    class_name: str | None = None
    class_filename: str | None = None
    class_id: int | None = None
    area_name: str | None = None
    character_level: int | None = None
    rich_presence: str | None = None
    player_guid: str | None = None
    can_summon: bool = False
    has_focus: bool = True
    region_id: int = 1
    is_in_current_region: bool = True
    timerunning_season_id: int | None = None
    is_appear_offline: bool = False


@dataclass(frozen=True, slots=True)
class Friend:
    """BNetAccountInfo with the friend's game accounts. The first account is the one `gameAccountInfo`
    shows."""

    bnet_account_id: int
    battletag: str
    account_name: str = ""
    is_friend: bool = True
    is_battletag_friend: bool = True
    last_online_time: int = 0
    is_afk: bool = False
    is_dnd: bool = False
    is_favorite: bool = False
    appear_offline: bool = False
    custom_message: str = ""
    custom_message_time: int = 0
    note: str = ""
    raf_link_type: int = 0
    friend_level: int | None = 1
    accounts: tuple[GameAccount, ...] = ()

    @property
    def is_online(self) -> bool:
        return any(account.is_online for account in self.accounts)


@dataclass(frozen=True, slots=True)
class Channel:
    """A chat channel this client is in."""

    local_id: int  # 1..20, the number typed after "/"
    name: str
    instance_id: int = 0
    zone_channel_id: int = 0  # not 0 for General, Trade...
    is_community: bool = False
    disabled: bool = False
    regional: bool = False


@dataclass(frozen=True, slots=True)
class ChannelMember:
    name: str
    guid: str
    owner: bool = False
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The player's group. `others` and `near` leave the player out; `near` are those of the own subgroup. Not in a
    group: kind "none"."""

    kind: str = "none"  # "none" | "party" | "raid"
    instance: bool = False  # an instance (finder) group, reached by INSTANCE_CHAT
    others: int = 0
    leader_guid: str | None = None
    near: int = 0


@dataclass(frozen=True, slots=True)
class RaidMember:
    """A row of the raid's roster: the unit as this client sees it, its rank (0 member, 1 assistant, 2 leader), its
    subgroup from 1, and where it is."""

    unit: Unit
    rank: int = 0
    subgroup: int = 1
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    name: str = "Eastern Kingdoms"
    kind: str = "none"  # "none" | "party" | "raid" | "pvp" | "arena" | "scenario"
    difficulty_id: int = 0
    difficulty_name: str = ""
    max_players: int = 0
    map_id: int = 0
    encounter: bool = False
    challenge_mode: bool = False
    pvp_match: bool = False


@dataclass(frozen=True, slots=True)
class Guild:
    name: str
    rank: str = "Member"
    rank_index: int = 3
    realm: str | None = None


@dataclass(frozen=True, slots=True)
class NetStats:
    """GetNetStats: bandwidth in KB/s, latencies in milliseconds."""

    bandwidth_in: float = 0.0
    bandwidth_out: float = 0.0
    latency_home: int = 30
    latency_world: int = 30


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """A Lua error nobody caught. `message` starts with `file:line:` when Lua knew the place."""

    time: float
    message: str
    traceback: str
    source: str  # what was running: "ADDON_LOADED", "timer", "CrossRP/Core.lua"...


class Host(Protocol):
    """Everything one client needs from outside. All methods are cheap, never block and never raise for what
    an addon passed: an exception is taken for a fault of the host and comes out of the client call that
    caused it."""

    tells_changes: bool
    """Whether the host calls `client.forget_answers()` whenever it would answer `in_combat`, `chat_lockdown`,
    `battlenet_connected`, `latency`, `friends`, `instance` or `channels` differently than before. The client then
    keeps these answers; otherwise it asks each time."""

    # Time and chance

    def now(self) -> float:
        """Seconds of virtual time: `GetTime()`. Never goes back, and stands still while Lua runs."""

    def server_time(self) -> int:
        """Unix seconds of virtual time: `time()`, `GetServerTime()`, `date()` (shown as UTC)."""

    def schedule(self, delay: float, timer: int) -> None:
        """Call `client.run_timer(timer)` once, `delay` seconds from now (the client never asks for 0 or
        less). Among equal times the order of scheduling decides."""

    def cancel(self, timer: int) -> None:
        """Forget a timer. A timer that already ran or never was is no error; running one after all is
        harmless."""

    def seed(self, purpose: str) -> int:
        """A seed for one random stream ("lua"), the same in every run, other for every client and every time it starts:
        0..2**63-1."""

    # Who is there

    def identity(self) -> Identity: ...

    def unit(self, token: str) -> Unit | None:
        """Who a lower-case unit token means ("target", "mouseover", "party1"...), None for nobody. "player"
        is never asked. Anything that is no token is a name as written: "Catnia" or "Catnia-MoonGuard",
        which means somebody only for members of the group."""

    def unit_by_guid(self, guid: str) -> Unit | None:
        """GetPlayerInfoByGUID: a player this client has met, else None."""

    def connected_realms(self) -> Sequence[str]:
        """Normalized names of the connected group including the own realm; empty when not connected."""

    def group(self) -> Group: ...

    def raid_member(self, index: int) -> RaidMember | None:
        """The raid's roster from 1, in the order of raid1, raid2... which is the same for all its members."""

    def is_assistant(self, guid: str) -> bool:
        """Whether a member of the own group assists its leader."""

    def everyone_assists(self) -> bool: ...

    def group_order(self, order: str, target: str, number: int) -> None:
        """Ask something of the group's server: "leader", "assistant", "no_assistant", "everyone_assists",
        "nobody_assists", "raid", "party", "remove", "subgroup", "swap" or "leave". `target` is a member's full name,
        `number` a subgroup or, to swap with, a raid index."""

    def instance(self) -> Instance: ...

    def guild(self) -> Guild | None: ...

    def in_combat(self) -> bool: ...

    def latency(self) -> NetStats: ...

    # Restrictions

    def restriction_state(self, restriction: int) -> int:
        """Enum.AddOnRestrictionState (0 inactive, 1 activating, 2 active) of one
        Enum.AddOnRestrictionType."""

    def chat_lockdown(self) -> bool:
        """C_ChatInfo.InChatMessagingLockdown."""

    def chat_secret(self) -> bool:
        """Whether the secret arguments of chat events are secret; in a lockdown they always are."""

    def locks_messages(self, restriction: int) -> bool:
        """Whether one Enum.AddOnRestrictionType, while a testing CVar forces it, locks addon messages."""

    def locks_game_data(self) -> bool:
        """Whether a lockdown is one of Battle.net game data too."""

    def outgoing_restricted(self) -> bool:
        """C_ChatInfo.AreOutgoingAddonChatMessagesRestricted: a policy of the realm, not a lockdown."""

    # Messages

    def send_addon_message(
        self, prefix: str, text: bytes, chat_type: str, target: str | int | None, logged: bool
    ) -> int:
        """One addon message that passed the client's own checks: types, prefix, no NUL, a chat type the product knows,
        a target where one is needed. It may be longer than `MESSAGE_BYTES`. `chat_type` is upper case; `target` is
        the channel number for CHANNEL, the name as the addon wrote it for WHISPER, else None. Returns
        Enum.SendAddonMessageResult: sizes, throttles, lockdown, who is in which group and who is reachable are
        answered here. 0 means taken, not delivered."""

    def send_game_data(self, game_account_id: int, prefix: str, data: bytes) -> int:
        """C_BattleNet.SendGameData that passed the client's checks; it may be longer than `GAME_DATA_BYTES`. Returns
        Enum.SendAddonMessageResult."""

    def send_chat_message(self, text: bytes, chat_type: str, language_id: int | None, target: str | int | None) -> None:
        """C_ChatInfo.SendChatMessage: SAY, EMOTE, WHISPER, CHANNEL..."""

    def send_battlenet_whisper(self, bnet_account_id: int, text: bytes) -> bool: ...

    def request_whisper_target(self, guid: str) -> None:
        """C_ChatInfo.RequestCanLocalWhisperTarget; the answer is the event
        CAN_LOCAL_WHISPER_TARGET_RESPONSE."""

    # Channels

    def join_channel(self, name: str, password: str | None, permanent: bool) -> None:
        """Ask to join. The channel shows up in `channels()` and in events later, or never."""

    def leave_channel(self, name: str) -> None: ...

    def channels(self) -> Sequence[Channel]:
        """The joined channels by rising `local_id`."""

    def channel_roster(self, local_id: int) -> Sequence[ChannelMember]: ...

    def swap_channels(self, first: int, second: int) -> None:
        """The joined channels of two numbers change places."""

    def channel_order(self, order: str, channel: str, argument: str) -> None:
        """Ask something of a channel's server: "password", "owner", "kick", "ban", "unban", "moderator", "unmoderator",
        "invite", "announcements", "ask_owner" or "list". `argument` is a password, or a player's name as written."""

    # Battle.net

    def battlenet_connected(self) -> bool: ...

    def title_friends(self) -> bool:
        """C_BattleNet.AreTitleFriendsEnabled."""

    def friends(self) -> Sequence[Friend]:
        """The friend list in the order the client shows it (friendIndex 1 is the first)."""

    def game_account(self, game_account_id: int) -> GameAccount | None:
        """A game account by handle: a friend's, or the own one."""

    # What comes out

    def printed(self, text: str, chat: bool) -> None:
        """A line of the chat frame: of `chat`, or written by an addon with `print` or AddMessage."""

    def lua_error(self, error: ErrorRecord) -> None:
        """An uncaught Lua error; it is in `client.errors` too."""

    def reload_requested(self) -> None:
        """The addon called ReloadUI. Nothing has happened yet: call `client.reload()` later, from the
        queue."""


class ClientHandle(Protocol):
    """What the surroundings may do with a client; `generator.client.client.Client` is the implementation.

    Lua errors inside any of these are recorded and do not come out, except from `eval`."""

    errors: list[ErrorRecord]
    printed: list[str]
    unmodelled: dict[str, str]  # name -> where it was first asked for
    assumed: dict[str, str]  # lenient mode: what was answered without being modelled -> where that happened first
    assumed_times: dict[str, int]
    started: bool  # whether it was ever logged in

    @property
    def running(self) -> bool:
        """Between login and logout."""

    def install(self, folder: Path) -> str:
        """Make an addon folder known, before login. Returns the addon's name. Raises TocError."""

    def login(self) -> None:
        """Build the environment, load the installed addons, ADDON_LOADED each, PLAYER_LOGIN,
        PLAYER_ENTERING_WORLD."""

    def logout(self) -> None:
        """PLAYER_LEAVING_WORLD, PLAYER_LOGOUT, ADDONS_UNLOADING, collect saved variables, let the
        environment go."""

    def reload(self) -> None:
        """As logout and login, with isInitialLogin false and isReloadingUi true."""

    def crash(self) -> None:
        """Gone at once: no events, nothing saved. Nothing happens when not running."""

    def fire_event(self, name: str, *args: LuaValue) -> None:
        """Dispatch one event with the payload the product declares for it: what it lacks at the end is left out,
        what is not given at the end is nil or empty. A name the product does not know, or more arguments than any
        product has, raises ValueError."""

    def addon_message(
        self,
        prefix: str,
        text: bytes,
        channel: str,
        sender: str,
        target: str = "",
        zone_channel_id: int = 0,
        local_id: int = 0,
        name: str = "",
        instance_id: int = 0,
        *,
        logged: bool = False,
    ) -> bool:
        """CHAT_MSG_ADDON(_LOGGED); False and no event when the prefix is not registered."""

    def game_data(self, prefix: str, data: bytes, sender_id: int) -> bool:
        """BN_CHAT_MSG_ADDON; False and no event when the prefix is not registered."""

    def forget_answers(self) -> None:
        """What the host answered may no longer be so, see `Host.tells_changes`."""

    def run_timer(self, timer: int) -> None:
        """A timer the client scheduled is due. Unknown numbers are ignored."""

    def slash(self, line: str) -> bool:
        """Type a line such as "/crossrp status". False when no addon knows the command."""

    def eval(self, source: str) -> tuple[LuaValue, ...]:
        """Run Lua text in the client and return its results, strings as `str`. Raises LuaFailure."""

    def set_saved(self, addon: str, values: Mapping[str, LuaValue]) -> None:
        """Saved variables the addon finds at the next login, whether account-wide or per character."""

    def saved(self, addon: str) -> dict[str, LuaValue]:
        """Saved variables as written at the last logout or reload, account-wide and per character
        together."""

    def is_loaded(self, addon: str) -> bool: ...

    def toc(self, addon: str) -> Toc:
        """What an installed addon's TOC says; KeyError when it is not installed."""

    def refusal(self, addon: str) -> str | None:
        """The client's word for why it would not load an addon at the last login, such as "DEP_MISSING"."""

    def addons(self) -> Iterable[str]: ...
