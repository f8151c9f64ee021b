"""The Citrus inter-server protocol: a mesh of servers that routes by measured lag.

Only the seed's own commands are here. A line is: optional tags, source, command, fields; the last field of some
commands is free text after a colon.
"""

from __future__ import annotations

from .bytesets import ALNUM, DIGITS, GRAPHIC, HEX, LINE, UPPER, byteset
from .check import check
from .model import (
    Behaviour,
    Field,
    Grammar,
    Limit,
    Medium,
    Message,
    Narrow,
    Own,
    Owned,
    Pairs,
    Revision,
    StatusBand,
    Timer,
    src,
)
from .types import AnyOf, Choice, Lit, Number, Run, Shape, Struct, Text

LINE_BYTES = 4096
MONOTONIC = ((0, 2**53 - 1),)

_UP_OR_DIGIT = byteset("0-9A-Z")
_SID = (Run(DIGITS, 1, 1), Run(_UP_OR_DIGIT, 2, 2))

sid = Shape("SID", _SID, high=3, note="server id: a digit and two capitals or digits")
uid = Shape(
    "UID",
    (*_SID, Run(UPPER, 1, 1), Run(_UP_OR_DIGIT, 5, 5)),
    high=9,
    note="user id: the server's SID, a capital, five more",
)
cid = Shape(
    "CID",
    (*_SID, Run(DIGITS, 1, 1), Run(_UP_OR_DIGIT, 5, 5)),
    high=9,
    note="channel id: the server's SID, a digit, five more",
)
star = Shape("*", (Lit(b"*"),), high=1, note="everyone, or nobody")
any_id = AnyOf("ID", (sid, uid, cid))
actor = AnyOf("SID or UID", (sid, uid))
destination = AnyOf("ID or *", (sid, uid, cid, star))
mask = Shape(
    "mask",
    (
        Run(GRAPHIC.without("!@:"), 1),
        Lit(b"!"),
        Run(GRAPHIC.without("!@"), 1),
        Lit(b"@"),
        Run(GRAPHIC.without("!@"), 1),
    ),
    high=255,
    note="nick!user@host with wildcards",
)
subject = AnyOf("ID or mask", (uid, sid, mask))

_HOST_NAME = (
    Run(ALNUM, 1, 1),
    Run(byteset("0-9A-Za-z-"), 0),
    Lit(b"."),
    Run(byteset("0-9A-Za-z.-"), 1),
)
server = Struct(
    "server.name/SID",
    (
        ("name", Shape("server name", _HOST_NAME, high=63, note="a host name with at least one dot")),
        Lit(b"/"),
        ("sid", sid),
    ),
)
account_name = Shape("account", (Run(GRAPHIC.without(":*"), 1),), high=64, note="the name of an account")
account = AnyOf("account or *", (account_name, star))
_uuid = Shape(
    "UUID",
    (
        Run(HEX, 8, 8),
        Lit(b"-"),
        Run(HEX, 4, 4),
        Lit(b"-"),
        Run(HEX, 4, 4),
        Lit(b"-"),
        Run(HEX, 4, 4),
        Lit(b"-"),
        Run(HEX, 12, 12),
    ),
    high=36,
    note="the UUID of an account",
)
uuid = AnyOf("UUID or *", (_uuid, star))
kind = Choice(
    "type", tuple((word, word) for word in (b"N", b"P", b"W", b"SN")), note="notice, message, wallops, bulletin"
)
encap = Choice("encap", tuple((word, word) for word in (b"IRC", b"C", b"D")), note="IRC server, Citrus native, leaving")
conn = Choice("conn", tuple((word, word) for word in (b"C", b"D", b"B")), note="connecting, leaving, already connected")
conn_first = Choice("conn", tuple((word, word) for word in (b"C", b"D")), note="connecting, leaving")
channel_name = Shape("channel name", (Run(GRAPHIC.without(":,"), 1),), high=64, note="a name people know it by")
password = Shape("password", (Run(GRAPHIC.without(":"), 1, 1), Run(GRAPHIC, 0)), high=255, note="* when leaving")
level = Number("level", ((0, 9999), (-19, -10)), digits=4, note="four digits; negative: a ban")
token = Shape("token", (Run(HEX, 16, 16),), high=16, note="64 random bits, so that an answer cannot be made up")
micros = Number("microseconds", MONOTONIC, note="the sender's monotonic clock since its epoch")
text = Text("text", LINE, 0, LINE_BYTES, mark=b":", note="for people to read")

_PAIRS = Pairs(
    "encap",
    "conn",
    allowed=((b"IRC", b"C"), (b"C", b"C"), (b"IRC", b"B"), (b"C", b"B"), (b"D", b"D")),
    tolerated=((b"IRC", b"D"), (b"C", b"D")),
    note="the connection type is what counts; a leaving server writes D D",
)
_PAIRS_FIRST = Pairs(
    "encap",
    "conn",
    allowed=((b"IRC", b"C"), (b"C", b"C"), (b"D", b"D")),
    tolerated=((b"IRC", b"D"), (b"C", b"D")),
)
_SOME_TEXT = Text("text", LINE, 1, LINE_BYTES, mark=b":")


#: From here on only services may give a level: "usually a services server".
SERVICES_ONLY = 9000

STATUS = (
    StatusBand(
        name="0000",
        low=0,
        high=999,
        right="none",
        modes=(),
        client_prefix="",
        protected=None,
        literal_high=999,
        literal_protected=None,
        source=src("citrus:77-78 T8"),
    ),
    StatusBand(
        name="1000",
        low=1000,
        high=1999,
        right="voice",
        modes=("+v",),
        client_prefix="+",
        protected=None,
        literal_high=1999,
        literal_protected=None,
        note="the seed names no mode for voice; +v is every IRC server's",
        source=src("citrus:79 T8"),
    ),
    StatusBand(
        name="2000",
        low=2000,
        high=2999,
        right="operator",
        modes=("+h",),
        client_prefix="%",
        protected=None,
        literal_high=9999,
        literal_protected=None,
        source=src("citrus:80 T8"),
    ),
    StatusBand(
        name="3000",
        low=3000,
        high=3999,
        right="operator",
        modes=("+H",),
        client_prefix="%",
        protected=(2000, 2999),
        literal_high=9999,
        literal_protected=(2000, 2999),
        source=src("citrus:81 T8"),
    ),
    StatusBand(
        name="4000",
        low=4000,
        high=4999,
        right="operator",
        modes=("+o",),
        client_prefix="@",
        protected=(2000, 3999),
        literal_high=9999,
        literal_protected=(2000, 3999),
        source=src("citrus:82 T8"),
    ),
    StatusBand(
        name="5000",
        low=5000,
        high=5999,
        right="operator",
        modes=("+O",),
        client_prefix="@",
        protected=(2000, 4999),
        literal_high=9999,
        literal_protected=(2000, 4999),
        source=src("citrus:83 T8"),
    ),
    StatusBand(
        name="6000",
        low=6000,
        high=6999,
        right="operator",
        modes=(
            "+a",
            "+U",
        ),
        client_prefix="&",
        protected=(2000, 5999),
        literal_high=9999,
        literal_protected=(2000, 5999),
        source=src("citrus:84 T8"),
    ),
    StatusBand(
        name="7000",
        low=7000,
        high=7999,
        right="operator",
        modes=(
            "+A",
            "+U",
        ),
        client_prefix="&",
        protected=(2000, 6999),
        literal_high=9999,
        literal_protected=(2000, 6999),
        source=src("citrus:85 T8"),
    ),
    StatusBand(
        name="8000",
        low=8000,
        high=8999,
        right="operator",
        modes=(
            "+q",
            "+U",
        ),
        client_prefix="~",
        protected=(2000, 7999),
        literal_high=9999,
        literal_protected=(2000, 7999),
        source=src("citrus:86 T8"),
    ),
    StatusBand(
        name="9000",
        low=9000,
        high=9989,
        right="operator",
        modes=("+Q", "+U"),
        client_prefix="~",
        protected=(2000, 8999),
        literal_high=9990,
        literal_protected=(2000, 7999),
        note="every other row ends one below its own floor, so 7999 is read as a slip for 8999",
        source=src("citrus:87 T8"),
    ),
    StatusBand(
        name="9990",
        low=9990,
        high=9999,
        right="override",
        modes=(),
        client_prefix="~",
        protected=(0, 9989),
        literal_high=9999,
        literal_protected=None,
        note="9990 stands in two rows; override is the stronger claim",
        source=src("citrus:88 T8"),
    ),
    StatusBand(
        name="banned",
        low=-19,
        high=-10,
        right="banned",
        modes=("+B",),
        client_prefix="",
        protected=None,
        literal_high=-10,
        literal_protected=None,
        note="only -0010 is written; the others are kept as they come and obeyed as a ban",
        source=src("citrus:90-91 T8"),
    ),
)

MESSAGES = (
    Message(
        name="A.query",
        command="A",
        title="account query",
        media=("LINK",),
        fields=(Field("source", actor), Field("lookup", uid)),
        examples=(b"1AAAAAAAB A 2BBAAAAAC",),
        source=src("citrus:18-22 T4"),
    ),
    Message(
        name="A.reply",
        command="A",
        title="account reply",
        media=("LINK",),
        fields=(Field("source", sid), Field("lookup", uid), Field("account", account), Field("uuid", uuid)),
        rules=(Owned("source", "lookup", note="only the user's own server answers"),),
        examples=(
            b"2BB A 2BBAAAAAC tammya 0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11",
            b"2BB A 2BBAAAAAC * *",
        ),
        note="back along the query's path; * * when the user is logged in to no account, or unknown",
        source=src("citrus:25-27 T4"),
    ),
    Message(
        name="B",
        command="B",
        title="route a message",
        media=("LINK",),
        fields=(Field("source", any_id), Field("dest", destination), Field("type", kind), Field("text", text)),
        rules=(
            Narrow("type", (b"N", b"P", b"W"), "text", _SOME_TEXT, note="only a bulletin may be empty"),
            Narrow("type", (b"N", b"P"), "dest", any_id, note="a notice or message needs someone to go to"),
            Narrow("type", (b"W",), "dest", AnyOf("SID or CID", (sid, cid)), note="wallops go to a server or channel"),
            Narrow("type", (b"SN",), "source", sid, note="only servers send bulletins"),
            Own("type", b"SN", "dest", "source", b"*", note="a bulletin goes to everyone"),
        ),
        examples=(b"1AAAAAAAB B 2BBAAAAAC P :Hello!", b"1AA B * SN :backend down"),
        source=src("citrus:30-40"),
    ),
    Message(
        name="C",
        command="C",
        title="a server comes or goes",
        media=("LINK",),
        fields=(Field("source", sid), Field("server", server), Field("encap", encap), Field("conn", conn)),
        rules=(_PAIRS,),
        examples=(b"1AA C hub.citrus.example/2BB IRC C", b"1AA C hub.citrus.example/2BB D D"),
        source=src("citrus:42-51 T5"),
    ),
    Message(
        name="D",
        command="D",
        title="name a channel",
        media=("LINK",),
        fields=(Field("source", actor), Field("channel", cid), Field("name", channel_name)),
        examples=(b"1AAAAAAAB D 1AA0AAAAA #tavern",),
        note="the source must be operator in the channel",
        source=src("citrus:53-57 T3"),
    ),
    Message(
        name="E",
        command="E",
        title="this server comes or goes",
        media=("LINK",),
        fields=(
            Field("source", sid),
            Field("server", server),
            Field("encap", encap),
            Field("conn", conn_first),
            Field("password", password, secret=True),
            Field("description", text),
        ),
        rules=(
            _PAIRS_FIRST,
            Owned("source", "server.sid", note="a server introduces itself"),
            Narrow("conn", (b"D",), "password", star, note="leaving needs no password"),
        ),
        examples=(
            b"2BB E hub.citrus.example/2BB C C HS256:3q2+7w== :The hub",
            b"2BB E hub.citrus.example/2BB D D * :Restarting",
        ),
        note="link-local: never forwarded, never logged",
        source=src("citrus:61-69 T5 T6"),
    ),
    Message(
        name="F",
        command="F",
        title="set a status",
        media=("LINK",),
        fields=(
            Field("source", actor),
            Field("dest", subject),
            Field("level", level),
            Field("channel", cid, note="absent: network wide", optional=True),
        ),
        rules=(
            Narrow("level", ("negative",), "dest", mask, note="a ban names its mask"),
            Narrow("level", ("zero or more",), "dest", actor, note="a status is someone's"),
        ),
        examples=(b"9SV F 1AAAAAAAB 4000 1AA0AAAAA", b"9SV F nick!*@*.example -0010", b"9SV F 1AAAAAAAB 9990"),
        source=src("citrus:71-77 citrus:90-91 T7 T8"),
    ),
    Message(
        name="PI",
        command="PI",
        title="measure lag",
        media=("LINK",),
        fields=(Field("source", sid), Field("dest", sid), Field("token", token), Field("t1", micros)),
        examples=(b"1AA PI 2BB 00c0ffee00c0ffee 1500000",),
        note="goes through the same queue as data, so that congestion shows; also ends a burst",
        source=src("citrus:10 T9"),
    ),
    Message(
        name="PO",
        command="PO",
        title="lag answer",
        media=("LINK",),
        fields=(
            Field("source", sid),
            Field("origin", sid),
            Field("token", token),
            Field("t1", micros),
            Field("t2", micros),
            Field("t3", micros),
        ),
        examples=(b"2BB PO 1AA 00c0ffee00c0ffee 1500000 88000000 88000120",),
        note="lag = (t4 - t1) - (t3 - t2)",
        source=src("citrus:10 T9"),
    ),
)

CITRUS = check(
    Revision(
        id="citrus",
        protocol="citrus",
        title="Citrus inter-server protocol",
        grammar=Grammar(
            command=Shape("command", (Run(UPPER, 1),), high=8),
            source_first=True,
            tags=Struct(
                "tags",
                (
                    Lit(b"@i="),
                    ("sid", sid),
                    Lit(b"-"),
                    ("epoch", Number("epoch", ((0, 2**32 - 1),))),
                    Lit(b"-"),
                    ("seq", Number("sequence", MONOTONIC)),
                    Lit(b";h="),
                    ("hops", Number("hops left", ((0, 8),))),
                ),
                note="stamped by the first node; without it a mesh would repeat a broadcast for ever",
            ),
            line_end=b"\r\n",
            message_bytes=LINE_BYTES,
        ),
        own=(
            Medium(
                name="LINK",
                max_bytes=2 * LINE_BYTES,
                alphabet="bytes",
                reach="neighbour",
                note="a stream between two neighbours; lines end with CR LF, a bare LF is accepted",
                source=src("citrus:4-5 T1 T2"),
            ),
            *MESSAGES,
            *STATUS,
            Limit(name="line_bytes", value=LINE_BYTES, unit="bytes without tags", medium="LINK", source=src("T1")),
            Limit(name="tag_bytes", value=LINE_BYTES, unit="bytes of tags", medium="LINK", source=src("T1")),
            Limit(
                name="route_hops", value=3, unit="hops", source=src("citrus:12 T10"), note="on the way to a neighbour"
            ),
            Limit(
                name="far_hops", value=8, unit="hops", source=src("T10 facts/citrus"), note="on the way to anybody else"
            ),
            Timer(name="lookup", seconds=5, source=src("T4"), note="how long a query waits for its answer"),
            Timer(name="lag_period", seconds=5, source=src("citrus:10 facts/citrus"), note="between two PI on a link"),
            Timer(name="lag_life", seconds=180, source=src("facts/citrus"), note="how long a sample counts"),
            Behaviour(
                name="any_server",
                text="A server of the mesh may be a thread, a process or a host, and need not speak IRC.",
                source=src("citrus:4-5"),
            ),
            Behaviour(
                name="routes",
                text="Routes follow measured lag, not hops; a route to a neighbour is at most 3 hops long.",
                source=src("citrus:10-13 T10"),
            ),
            Behaviour(
                name="levels",
                text="A right starts at its band's floor and every higher level keeps it; protection is by band.",
                source=src("citrus:77-91 T8"),
            ),
        ),
        source=src("citrus:1 citrus:4-5"),
    )
)
