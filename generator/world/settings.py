"""Every switch of a simulated world: what the sources leave open, disagree about, or say may change.

Each field names its fact; "facts" means ``facts/wow-client.md``, with the section and the letter that says
how sure it is. Times are seconds of virtual time, sizes are bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.client.client import ClientSettings

#: What becomes of a payload the client or the server does not like: the call answers with result 2, the
#: packet is lost silently after result 0, it is cut at the first byte it may not have, or it arrives as is.
BadPayload = Literal["refuse", "drop", "truncate", "deliver"]

#: How a whisper to somebody who is not there is answered: result 12 at once; result 0 and the system line
#: ERR_CHAT_PLAYER_NOT_FOUND_S a round trip later; both; or result 0 and nothing.
OfflineAnswer = Literal["result", "system", "both", "silent"]

#: Enum.AddOnRestrictionType by name (facts 1.4).
Restriction = Literal["Combat", "Encounter", "ChallengeMode", "PvPMatch", "Map", "Chat"]

#: What two players may have in common that lets one whisper the other across factions or realm groups.
Relation = Literal["group", "guild", "community", "stranger"]


@dataclass(frozen=True, slots=True)
class Links:
    """How long a packet is on its way."""

    hop: float = 0.5
    """Seconds one way from client to client; the released addon was measured at 0.5 (wire-release-2)."""
    jitter: float = 0.0
    """Up to this many seconds more, drawn per packet from the stream of its link."""
    latency_ms: int = 60
    """What GetNetStats reports unless a player has its own; it does not change ``hop``."""
    lost_seconds: float = 0.0
    """How long a crashed client still counts as online; unknown, packets to it are lost meanwhile [D]."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """A client side allowance (facts 1.3 [C]; the server may change the numbers at any time)."""

    size: int = 10
    """Messages a prefix starts with."""
    per_second: float = 1.0
    """Messages regained each second."""
    cap: int = 10
    """Messages it can hold."""


@dataclass(frozen=True, slots=True)
class Flood:
    """How much the server takes before it disconnects (facts 1.3 [B]; the numbers are what others keep to)."""

    bytes: int = 4000
    """Bytes at once."""
    per_second: float = 800.0
    """Bytes a second in the long run."""
    overhead: int = 40
    """Bytes a message counts more than its text and prefix."""


@dataclass(frozen=True, slots=True)
class Throttle:
    """Who is limited, and how (facts 1.3)."""

    prefix: Allowance | None = field(default_factory=Allowance)
    """Per prefix over all chat types; beyond it result 3. None switches it off."""
    whispers_exempt: bool = True
    """Whispers do not count in the open world (facts 1.3 [C]); inside an instance they always count."""
    bnet_counts: bool = False
    """Whether SendGameData takes from the same allowance; unknown (facts 2 [D])."""
    flood: Flood | None = None
    """Who sends more than this over all media is disconnected; that there is a limit is known, its size is not."""
    bnet_whispers: Allowance | None = None
    """Whispers to Battle.net friends; 5.4.7 took 10 in 10 seconds, of today nothing is known (facts 2 [B])."""
    channel: Allowance | None = None
    """Per channel and client; beyond it result 8. The numbers are not published (facts 1.3 [D]): off."""


@dataclass(frozen=True, slots=True)
class Text:
    """What becomes of addon messages the client itself let through (facts 1.2)."""

    too_long: BadPayload = "refuse"
    """More than 255 bytes: refused with result 2; "silently truncated" when somebody tried in 2011 (facts 1.2 [B])."""

    logged_dirty: BadPayload = "drop"
    """A logged message that is no clean text: violators fail silently (facts 1.2 [B])."""
    logged_forbidden: bytes = bytes([*range(32), 127]) + b"|\\"
    """Bytes that make a logged message dirty; malformed UTF-8 and two code points do too (see ``payload``)."""
    spoken_dirty: BadPayload = "truncate"
    """SAY and YELL, on classic clients, obey the rules of spoken text: bytes 1 to 255 arrive as 9 (facts 1.2 [C])."""
    spoken_forbidden: bytes = b"\n"
    """Bytes spoken text may not have."""


@dataclass(frozen=True, slots=True)
class BattleNet:
    """Battle.net game data and the friend list (facts 2)."""

    not_utf8: BadPayload = "drop"
    """Malformed UTF-8 or a noncharacter; what the server does with it is unknown (facts 2 [D])."""
    reorder: bool = False
    """Whether packets of one link may overtake each other: order is not guaranteed (facts 2 [B])."""
    reorder_seconds: float = 0.4
    """With ``reorder``, each packet is late by up to this much, drawn from its link's stream."""
    loss: float = field(default=0.0, metadata={"most": 1})
    """Share of packets lost, 0..1; there is no notification (facts 2 [D])."""
    in_lockdown: bool = True
    """Whether a lockdown refuses game data with result 11 too (facts 2 [D])."""
    recycle_ids: bool = False
    """Handles are handed out again after a logout: an old one may become somebody else (facts 9)."""
    connect_seconds: float = 0.0
    """How long after login the client is connected; before that the friend list is empty (facts 2.1)."""
    info_seconds: float = 0.0
    """For this long after a friend's login its character is not known: nil fields are normal (facts 2.1)."""
    extra_seconds: float = 0.0
    """Seconds game data is longer on its way than ``links.hop``; unknown (facts 9)."""
    too_long: BadPayload = "refuse"
    """More than 4078 bytes; Blizzard named the limit, and not what becomes of more (facts 2 [B], 9)."""
    across_regions: bool = False
    """Whether game data reaches friends who play in another region; not since April 2024 (facts 2.1 [B])."""
    across_products: bool = True
    """Whether it reaches friends who play another client of the game, wowProjectID; not known (facts 2.1 [D])."""
    elsewhere_result: int = 0
    """Result for a friend it does not reach: in the app, in another game or region; after 0 it is lost [D]."""
    title_friends: bool = False
    """Whether there are "title friends", on clients since 12.1 (facts 2.1): AreTitleFriendsEnabled."""
    title_data: bool = True
    """Whether game data reaches them; unknown (facts 2.1 [D])."""
    hidden_data: bool = True
    """Whether game data arrives from somebody who appears offline, under an ID no list has; unknown [D]."""
    order: Literal["online", "shuffled"] = "online"
    """The friend list's order: favourites, then who is online; or another one after each change (facts 2.1 [D])."""
    protected_names: bool = False
    """accountName is a token such as |Kp14|k that only the chat frame turns into a name (facts 2.1 [B])."""
    offline_result: int = 12
    """Result for a game account that is known but gone; an unknown handle is 9 (facts 2 [D])."""


@dataclass(frozen=True, slots=True)
class Channels:
    """Custom channels (facts 3)."""

    addon_messages: bool = True
    """CHANNEL addon messages work, on clients that have them at all (mainline only, facts 1.2 [B])."""
    unavailable_result: int = 4
    """Result of CHANNEL when they do not; not found in any source (facts 1.2 [D])."""
    most: int = 20
    """Channels one client can be in (facts 3 [A]); beyond it the system line ERR_TOO_MANY_CHAT_CHANNELS."""
    join_seconds: float = 1.0
    """Joining is asynchronous: at least this long (facts 3 [B])."""
    join_jitter: float = 1.0
    """And up to this much longer, drawn from the player's stream."""
    zone: tuple[str, ...] = ("General", "Trade", "LocalDefense")
    """Zone channels a client is put into after login; they carry nothing here. Their places are their numbers, and an
    empty name leaves a gap, as where somebody has left one (facts 3 [B])."""
    zone_seconds: float = 2.0
    """How long after login they are there: the list "settles" (facts 3 [B])."""
    zone_spread: float = 0.0
    """Seconds from one to the next, the last first: until all are there the list has gaps, and a channel joined early
    takes the number of one of them (facts 3 [B])."""
    muted_result: int = 0
    """Result of an addon message from a member that is not heard; after 0 it is lost. In no source [D]."""
    reload_leaves: bool = True
    """A reload leaves temporary channels, as a logout does (facts 3 [C])."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Who can whisper whom beyond the same faction and realm group (facts 4.4, 4.7)."""

    across_factions: frozenset[Relation] = frozenset({"group", "guild"})
    """Relations that carry whispers to the other faction; no authoritative source (facts 4.7 [D])."""
    across_realms: frozenset[Relation] = frozenset({"group"})
    """Relations that carry whispers to a foreign realm group (facts 4.4 [B])."""
    offline: OfflineAnswer = "result"
    """Answer to a whisper whose target is not online, or of the wrong faction (facts 4.8 [A]/[B])."""
    foreign: OfflineAnswer = "silent"
    """Answer to a whisper to a foreign realm group: it fails silently (facts 4.4 [B])."""
    connected: bool = True
    """Whether whispers reach connected realms; they did not in 10.2.5 and 10.2.6 (facts 4.4 [C])."""
    guild_silent_result: int = 0
    """Result of a GUILD message from somebody who may not speak in the guild; after 0 it is lost (facts 1.2 [C])."""
    long_name_bytes: int = 0
    """A whisper to a name with realm of more bytes, on another realm, disconnects the sender; about 47 was seen, 0 is
    never (facts 1.2 [C])."""
    sender_realm: bool = True
    """``sender`` carries the realm; addons must also live without it on their own realm (facts 1.1 [B])."""


@dataclass(frozen=True, slots=True)
class Names:
    """What characters and their GUIDs are called (facts 4)."""

    guid_of_host: bool = False
    """GUIDs of connected realms carry the number of a server that is no realm, the same for all (facts 4.1 [B])."""
    regional: bool = False
    """Names are "First Last", unique in the region, and never carry a realm, as on "WoW: Forever" (facts 4.6 [A])."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Parties and raids."""

    leader_seconds: float | None = 120.0
    """How long a leader may be offline until an assistant or another member leads; in no source [D]."""


@dataclass(frozen=True, slots=True)
class Lockdown:
    """When messages are locked (facts 1.4)."""

    triggers: frozenset[Restriction] = frozenset({"Encounter", "ChallengeMode", "PvPMatch"})
    """Restrictions that lock addon messages; add "Map" for the whole instance, "Combat" for the worst."""
    secret_triggers: frozenset[Restriction] = frozenset()
    """Restrictions under which chat is secret though nothing is locked, as was seen in keystone runs; with "Map" the
    other reading of the documentation (facts 1.4 [C]/[D])."""
    secret_identities: Literal["marked", "enemies"] = "marked"
    """Whose name and GUID are secret: of players marked so, or of those of the other faction too, as when they may be
    attacked; what counts has changed from client to client (facts 1.5 [A])."""
    on_classic: bool = True
    """Whether classic clients ever restrict anything; not established (facts 1.4 [D])."""
    activating_seconds: float = 0.0
    """How long a restriction is Activating, with sending still free, before it is Active."""
    outgoing_policy: bool = False
    """AreOutgoingAddonChatMessagesRestricted: a realm's policy; seen true while sends went out (facts 1.4)."""
    blocks_receiving: bool = False
    """Whether packets that arrive in a lockdown are lost; "governed separately" (facts 1.4 [A])."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One world's switches. ``Settings()`` is the open world of the live client; each part has its facts."""

    links: Links = field(default_factory=Links)
    throttle: Throttle = field(default_factory=Throttle)
    text: Text = field(default_factory=Text)
    bnet: BattleNet = field(default_factory=BattleNet)
    channels: Channels = field(default_factory=Channels)
    reach: Reach = field(default_factory=Reach)
    names: Names = field(default_factory=Names)
    groups: Grouping = field(default_factory=Grouping)
    lockdown: Lockdown = field(default_factory=Lockdown)
    client: ClientSettings = field(default_factory=ClientSettings)
    """The switches of the clients themselves (facts 9)."""
    product: str = "wow"
    """Client every player runs unless told otherwise (facts 0)."""
    region: int = field(default=1, metadata={"least": 1, "most": 5})
    """GetCurrentRegion: 1 US, 2 KR, 3 EU, 4 TW, 5 CN (facts 4.3)."""
    epoch: int = field(default=1_790_000_000, metadata={"most": 4_000_000_000})
    """GetServerTime when the world begins, in seconds since 1970."""
    print_lines: bool = False
    """Whether what addons print goes into the trace."""
