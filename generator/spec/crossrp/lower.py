"""The lower layer: media, framing, the client's send results and byte budgets. Shared by all revisions (C16)."""

from __future__ import annotations

from ..model import Behaviour, Budget, Framing, Item, Layout, Limit, Medium, Quota, SendResult, Timer, src

MEDIA: tuple[Item, ...] = (
    Medium(
        name="WHISPER",
        max_bytes=255,
        alphabet="bytes",
        framing="ADDON",
        note="an addon message to one character of the same faction and realm group",
        source=src("crossrp:101 crossrp:117 facts/wow-client"),
    ),
    Medium(
        name="LOGGED",
        max_bytes=255,
        alphabet="printable",
        framing="ADDON",
        note="an addon message that the game logs; its text must be clean printable UTF-8",
        source=src("crossrp:56 C9 facts/wow-client"),
    ),
    Medium(
        name="BROADCAST",
        max_bytes=255,
        alphabet="bytes",
        framing="ADDON",
        reach="side",
        note="an addon message to the channel `crossrp` of the realm and faction",
        source=src("crossrp:5 crossrp:46 crossrp:73 crossrp:120"),
    ),
    Medium(
        name="RAID",
        max_bytes=255,
        alphabet="bytes",
        framing="ADDON",
        reach="group",
        note="an addon message to the raid",
        source=src("crossrp:125-129 C11"),
    ),
    Medium(
        name="BNET",
        max_bytes=255,
        alphabet="utf8",
        framing="BNET",
        reach="friend",
        note="Battle.net game data to a friend; the client takes 4078 bytes, 255 leave others their share",
        source=src("crossrp:3 crossrp:84 crossrp:114-115 facts/wow-client facts/wire-release-2"),
    ),
    Medium(
        name="ROUTED",
        max_bytes=131072,
        alphabet="utf8",
        reach="destination",
        note="the message inside R0, R1, R2 and R3; whole, whatever it crossed",
        source=src("crossrp:105-106 C16"),
    ),
)

FRAMING: tuple[Item, ...] = (
    Framing(
        name="pages",
        version=b"1",
        whole=b"-",
        first=b"<",
        middle=b"=",
        last=b">",
        base=127,
        offset=1,
        note="a 2-byte number n is the bytes 1 + n // 127 and 1 + n % 127; slots count up and wrap at 16129",
        source=src("crossrp:178-192 facts/wire-release-2"),
    ),
    Layout(
        name="ADDON",
        packet=255,
        whole=253,
        page=251,
        slot_bytes=2,
        number_bytes=0,
        note="pages arrive in the order they were sent",
        source=src("crossrp:182-186 facts/wow-client"),
    ),
    Layout(
        name="BNET",
        packet=255,
        whole=253,
        page=249,
        slot_bytes=2,
        number_bytes=2,
        note="pages may arrive in any order; the first page's number is 1, the last page carries the total",
        source=src("crossrp:188-192 C13 facts/wow-client"),
    ),
    Behaviour(
        name="page_total",
        text="The last page of a Battle.net message carries the number of pages; a receiver checks it.",
        source=src("crossrp:191 C13"),
    ),
    Behaviour(
        name="unknown",
        text="An unknown version, mark, command, field or band is ignored and counted, never an error, never answered.",
        source=src("crossrp:180 C14"),
    ),
    Timer(name="reassembly", seconds=300, source=src("facts/wire-release-2"), note="half-built messages are dropped"),
    Limit(
        name="message_bytes",
        value=131072,
        unit="bytes",
        medium="ROUTED",
        source=src("facts/trp3-and-msp"),
        note="the longest message",
    ),
    Limit(
        name="pending_per_sender_bytes",
        value=262144,
        unit="bytes",
        source=src("facts/demand"),
        note="kept of the half-built messages of one sender",
    ),
    Limit(
        name="pending_total_bytes",
        value=2097152,
        unit="bytes",
        source=src("facts/demand"),
        note="kept of all half-built messages; as much may wait to be sent",
    ),
    Limit(name="pending_per_sender", value=64, unit="half-built messages", source=src("facts/demand")),
    Limit(
        name="serial_depth",
        value=32,
        unit="nested tables",
        source=src("facts/trp3-and-msp"),
        note="in the data of a profile part",
    ),
    Limit(
        name="serial_bytes",
        value=131072,
        unit="bytes",
        source=src("facts/trp3-and-msp"),
        note="of the data of a profile part",
    ),
    Limit(
        name="serial_items",
        value=20000,
        unit="values",
        source=src("facts/trp3-and-msp"),
        note="in the data of a profile part",
    ),
)

_RESULTS = (
    ("Success", 0, "sent"),
    ("InvalidPrefix", 1, "failed"),
    ("InvalidMessage", 2, "failed"),
    ("AddonMessageThrottle", 3, "retry"),
    ("InvalidChatType", 4, "failed"),
    ("NotInGroup", 5, "failed"),
    ("TargetRequired", 6, "failed"),
    ("InvalidChannel", 7, "failed"),
    ("ChannelThrottle", 8, "retry"),
    ("GeneralError", 9, "failed"),
    ("NotInGuild", 10, "failed"),
    ("AddOnMessageLockdown", 11, "hold"),
    ("TargetOffline", 12, "offline"),
)

SENDING: tuple[Item, ...] = (
    *(
        SendResult(name=name, code=code, action=action, source=src("facts/wow-client"))
        for name, code, action in _RESULTS
    ),
    Timer(
        name="retry",
        seconds=0.35,
        source=src("facts/wow-client"),
        note="how long the sender waits after a throttled send",
    ),
    Timer(
        name="world_entry",
        seconds=5,
        source=src("facts/wow-client facts/trp3-and-msp"),
        note="after entering the world the budget is cut for this long",
    ),
    Limit(
        name="world_entry_percent",
        value=10,
        unit="percent of the rate after entering the world",
        source=src("facts/trp3-and-msp"),
    ),
    Budget(
        name="default",
        rate=800,
        burst=4000,
        overhead=40,
        reserve=400,
        source=src("crossrp:35-36 facts/wow-client"),
        note="what any client bears without being disconnected",
    ),
    Budget(
        name="retail",
        rate=2048,
        burst=6144,
        overhead=32,
        reserve=400,
        source=src("facts/wow-client facts/trp3-and-msp"),
        note="what role-play addons agree on for retail",
    ),
    Limit(
        name="inactive_percent",
        value=95,
        unit="percent of the budget that a client uses who touched nobody of another band lately",
        source=src("crossrp:50-51"),
    ),
    Behaviour(
        name="bandwidth",
        text="A broadcast channel takes about ten messages in ten seconds, so profiles never go out on it.",
        source=src("crossrp:35-36 crossrp:50-51"),
    ),
    Behaviour(
        name="active",
        text="A client that is active offers its whole byte budget, an inactive one a part of it and twice its load.",
        source=src("crossrp:50-51 facts/wire-release-2"),
    ),
)

ABUSE: tuple[Item, ...] = (
    Behaviour(
        name="quotas",
        text="Every packet is a stranger's: what one sender may cause is bounded, and what goes beyond is dropped.",
        source=src("crossrp:152 P5 facts/demand"),
    ),
    Quota(
        name="packets",
        rate=4096,
        burst=32768,
        unit="bytes of packets from one sender",
        source=src("P5 facts/wow-client"),
        note="an honest sender stays below half of it, by its own budget",
    ),
    Quota(name="requests", rate=0.5, burst=20, unit="profile requests of one character", source=src("P5 crossrp:217")),
    Quota(
        name="answers",
        rate=4,
        burst=128,
        unit="profile parts answered, whoever asks",
        source=src("P5 facts/demand"),
        note="a friend can make up characters who ask",
    ),
    Quota(name="speech", rate=10, burst=60, unit="messages of one character for other addons", source=src("P5")),
    Timer(
        name="status_answer",
        seconds=5,
        source=src("P5"),
        note="between two answers to one player's request for the status",
    ),
)

LOWER = (*MEDIA, *FRAMING, *SENDING, *ABUSE)
