"""What a Citrus node says beside the seed's commands: hello, shared state, and what an IRC server needs.

Every record here is ours. Commands have two letters or more, the seed's own have one (and PI, PO). A neighbour that
never said HI gets the seed's commands only, without tags.
"""

from __future__ import annotations

from dataclasses import replace

from .bytesets import ALNUM, GRAPHIC, HEX, LINE, LOWER
from .check import check
from .citrus import (
    CITRUS,
    LINE_BYTES,
    MONOTONIC,
    account,
    account_name,
    actor,
    channel_name,
    cid,
    mask,
    micros,
    sid,
    star,
    text,
    uid,
    uuid,
)
from .model import Behaviour, Field, Limit, Message, Narrow, Timer, derive, src
from .types import AnyOf, Choice, ListOf, Lit, Number, Run, Shape, Struct, Text

_OURS = src("T11 facts/citrus")

time = Number("time", MONOTONIC, note="microseconds since 1970, never less than any time seen before")
epoch = Number("epoch", ((0, 2**32 - 1),), note="when the server started, in seconds since 1970")
sequence = Number("sequence", MONOTONIC, note="counts what a server says to everyone, from 1")
nonce = Shape("nonce", (Run(HEX, 32, 32),), high=32, note="128 random bits")
digest = Shape("digest", (Run(HEX, 16, 16),), high=16, note="of the messages this node knows")
capability = Shape("capability", (Run(LOWER, 1),), high=16, note="a set of records")
nick = Shape("nick", (Run(GRAPHIC.without(":!@,*?#&$"), 1),), high=32, note="what people call a user")
user_name = Shape(
    "user name", (Run(GRAPHIC.without(":!@"), 1, 1), Run(GRAPHIC.without("!@"), 0)), high=20, note="a name at a host"
)
host = Shape(
    "host", (Run(GRAPHIC.without(":!@"), 1, 1), Run(GRAPHIC.without("!@"), 0)), high=63, note="where a user is from"
)
setter = Shape("setter", (Run(GRAPHIC.without(":"), 1, 1), Run(GRAPHIC, 0)), high=128, note="nick!user@host, or a name")
version = Struct("version", (("sid", sid), Lit(b"-"), ("epoch", epoch), Lit(b"-"), ("seq", sequence)))
lag = Struct("lag", (("sid", sid), Lit(b":"), ("lag", micros)))
mode = Shape("mode", (Run(ALNUM, 1, 1),), high=1, note="a channel mode of IRC")
mode_value = Shape(
    "value",
    (Run(GRAPHIC.without(":"), 1, 1), Run(GRAPHIC, 0)),
    high=64,
    note="- is off, + is on, else what it is set to",
)
request = Number("request", MONOTONIC, note="counts what a server asks, so that it knows the answer; 0 asks nothing")
result = Choice(
    "result", tuple((word, word) for word in (b"ok", b"no", b"busy")), note="yes, wrong, or ask again later"
)
password = Text("password", LINE, 1, 512, mark=b":", note="as the user typed it")
user_modes = AnyOf(
    "modes or -",
    (
        Shape("modes", (Run(ALNUM, 1),), high=16, note="a letter each"),
        Shape("-", (Lit(b"-"),), high=1, note="none"),
    ),
)
client_tags = Shape(
    "client tags",
    (Lit(b"+"), Run(GRAPHIC, 1)),
    high=1024,
    note="as IRC writes them, each with a + in front",
)
line = Text("line", LINE, 1, LINE_BYTES, mark=b":", note="a line without tags")

HELLO = (
    Message(
        name="HI",
        command="HI",
        title="hello",
        media=("LINK",),
        fields=(
            Field("source", sid),
            Field("epoch", epoch),
            Field("nonce", nonce),
            Field("digest", digest),
            Field("caps", ListOf("capabilities", capability, b",", 16, b"-")),
        ),
        examples=(b"1AA HI 1700000000 000102030405060708090a0b0c0d0e0f 00c0ffee00c0ffee irc",),
        note="before E; link-local. The HMAC of E covers both hellos",
        source=_OURS,
    ),
    Message(
        name="ER",
        command="ER",
        title="why a link is closed",
        media=("LINK",),
        fields=(Field("source", sid), Field("text", text)),
        examples=(b"1AA ER :the password is wrong",),
        note="link-local, the last line of a link",
        source=_OURS,
    ),
    Message(
        name="SY",
        command="SY",
        title="what a node has",
        media=("LINK",),
        fields=(Field("source", sid), Field("have", ListOf("versions", version, b",", 120, b"-"))),
        examples=(b"1AA SY 1AA-1700000000-12,2BB-1700000100-4", b"3CC SY -"),
        note="link-local; answered with whatever is newer, as blocks",
        source=_OURS,
    ),
    Message(
        name="GO",
        command="GO",
        title="a block: all that a server says of itself",
        media=("LINK",),
        fields=(
            Field("source", sid),
            Field("epoch", epoch),
            Field("seq", sequence),
            Field("count", Number("count", ((0, 2**24),), note="lines of the block, which follow at once")),
        ),
        examples=(b"2BB GO 1700000100 4 2",),
        note="takes the place of everything known of the server, unless that is as new",
        source=_OURS,
    ),
)

STATE = (
    Message(
        name="LS",
        command="LS",
        title="links of a server",
        media=("LINK",),
        fields=(
            Field("source", sid),
            Field("links", ListOf("links", lag, b",", 64, b"-")),
            Field("text", text),
        ),
        examples=(b"1AA LS 2BB:1500,3CC:20000 :The hub", b"3CC LS - :Alone"),
        note="a link is there when the servers at both of its ends say so",
        source=_OURS,
    ),
    Message(
        name="US",
        command="US",
        title="a user",
        media=("LINK",),
        fields=(
            Field("source", uid),
            Field("nick", nick),
            Field("time", time, note="since when the user has this nick"),
            Field("user", user_name),
            Field("host", host),
            Field("text", text, note="the real name"),
        ),
        examples=(b"1AAAAAAAB US Tammya 1700000000000000 tammya moon.guard.example :Tammya",),
        note="said again of the same user it gives them another real name",
        source=_OURS,
    ),
    Message(
        name="NI",
        command="NI",
        title="a new nick",
        media=("LINK",),
        fields=(Field("source", uid), Field("nick", nick), Field("time", time)),
        examples=(b"1AAAAAAAB NI Catnia 1700000100000000",),
        source=_OURS,
    ),
    Message(
        name="AW",
        command="AW",
        title="away or back",
        media=("LINK",),
        fields=(Field("source", uid), Field("text", text, note="empty: back")),
        examples=(b"1AAAAAAAB AW :in the tavern", b"1AAAAAAAB AW :"),
        source=_OURS,
    ),
    Message(
        name="AC",
        command="AC",
        title="logged in or out",
        media=("LINK",),
        fields=(Field("source", uid), Field("account", account), Field("uuid", uuid)),
        examples=(b"1AAAAAAAB AC tammya 0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11", b"1AAAAAAAB AC * *"),
        note="tells everyone what an A would be answered with",
        source=_OURS,
    ),
    Message(
        name="UM",
        command="UM",
        title="a user's modes",
        media=("LINK",),
        fields=(Field("source", uid), Field("modes", user_modes)),
        examples=(b"1AAAAAAAB UM iz", b"1AAAAAAAB UM -"),
        note="all that are on: i is invisible, w hears wallops, z came encrypted; who is operator is said by F",
        source=_OURS,
    ),
    Message(
        name="QU",
        command="QU",
        title="a user has gone",
        media=("LINK",),
        fields=(Field("source", uid), Field("text", text)),
        examples=(b"1AAAAAAAB QU :good night",),
        source=_OURS,
    ),
    Message(
        name="CJ",
        command="CJ",
        title="users join a channel",
        media=("LINK",),
        fields=(
            Field("source", sid),
            Field("channel", cid),
            Field("created", time, note="when the channel was made"),
            Field("name", channel_name),
            Field("users", ListOf("users", uid, b",", 128, b"-")),
        ),
        examples=(b"1AA CJ 1AA0AAAAA 1700000000000000 #tavern 1AAAAAAAB,1AAAAAAAC",),
        note="of channels with one name, the oldest is the channel and the others are other names of it",
        source=_OURS,
    ),
    Message(
        name="CL",
        command="CL",
        title="a user leaves a channel",
        media=("LINK",),
        fields=(
            Field("source", uid),
            Field("channel", cid),
            Field("by", actor, note="who made them leave; themselves or, after a KI, somebody else"),
            Field("text", text),
        ),
        examples=(b"1AAAAAAAB CL 1AA0AAAAA 1AAAAAAAB :off to bed",),
        source=_OURS,
    ),
    Message(
        name="TO",
        command="TO",
        title="a channel's topic",
        media=("LINK",),
        fields=(
            Field("source", actor),
            Field("channel", cid),
            Field("by", setter, note="the source as people saw it: who it was is shown for longer than they stay"),
            Field("text", text),
        ),
        examples=(
            b"1AAAAAAAB TO 1AA0AAAAA Tammya!tammya@moon.guard.example :Harvest festival tonight",
            b"1AA TO 1AA0AAAAA hub.citrus.example :",
        ),
        note="of two topics the one with the later time in its tags stays; so it is with MO, F, UB and D",
        source=_OURS,
    ),
    Message(
        name="MO",
        command="MO",
        title="a channel's mode",
        media=("LINK",),
        fields=(
            Field("source", actor),
            Field("channel", cid),
            Field("mode", mode),
            Field("value", mode_value),
            Field("mask", mask, optional=True, note="of a mode that is a list: which of it is on or off"),
        ),
        examples=(
            b"1AAAAAAAB MO 1AA0AAAAA m +",
            b"1AAAAAAAB MO 1AA0AAAAA l 20",
            b"1AAAAAAAB MO 1AA0AAAAA m -",
            b"1AAAAAAAB MO 1AA0AAAAA e + *!*@moon.*",
            b"1AAAAAAAB MO 1AA0AAAAA I - nick!*@*.example",
        ),
        note="e is exceptions to bans, I who needs no invitation; each mask of them is a register of its own",
        source=_OURS,
    ),
    Message(
        name="UB",
        command="UB",
        title="lift a ban",
        media=("LINK",),
        fields=(Field("source", actor), Field("dest", mask), Field("channel", cid, optional=True)),
        examples=(b"1AAAAAAAB UB nick!*@*.example 1AA0AAAAA",),
        note="F can set a ban and has no level that takes it back",
        source=_OURS,
    ),
)

ROUTED = (
    Message(
        name="KI",
        command="KI",
        title="kick a user from a channel",
        media=("LINK",),
        fields=(Field("source", actor), Field("dest", uid), Field("channel", cid), Field("text", text)),
        examples=(b"1AAAAAAAB KI 2BBAAAAAC 1AA0AAAAA :no flying",),
        note="goes to the user's own server, which says CL to everyone",
        source=_OURS,
    ),
    Message(
        name="KL",
        command="KL",
        title="remove a user from the network",
        media=("LINK",),
        fields=(Field("source", actor), Field("dest", uid), Field("text", text)),
        examples=(b"1AAAAAAAB KL 2BBAAAAAC :flooding",),
        note="goes to the user's own server, which says QU to everyone",
        source=_OURS,
    ),
    Message(
        name="IV",
        command="IV",
        title="invite a user to a channel",
        media=("LINK",),
        fields=(Field("source", actor), Field("dest", uid), Field("channel", cid)),
        examples=(b"1AAAAAAAB IV 2BBAAAAAC 1AA0AAAAA",),
        source=_OURS,
    ),
    Message(
        name="BT",
        command="BT",
        title="a message with tags of its sender",
        media=("LINK",),
        fields=(
            Field("source", actor),
            Field("dest", AnyOf("UID or CID", (uid, cid))),
            Field("type", Choice("type", tuple((word, word) for word in (b"N", b"P", b"T")), note="as B; tags alone")),
            Field("tags", client_tags),
            Field("text", text, note="empty with T"),
        ),
        examples=(
            b"1AAAAAAAB BT 2BBAAAAAC P +draft/reply=42 :Well met!",
            b"1AAAAAAAB BT 1AA0AAAAA T +typing=active :",
        ),
        note="B has no place for tags; to those who know the seed's commands only it is a B",
        source=_OURS,
    ),
    Message(
        name="VIA",
        command="VIA",
        title="a line for one server",
        media=("LINK",),
        fields=(Field("source", sid), Field("dest", sid), Field("line", line)),
        examples=(b"1AA VIA 2BB :1AAAAAAAB B 1AA0AAAAA P :Hello, tavern!",),
        note="how what is said in a channel reaches each server with somebody in it",
        source=_OURS,
    ),
    Message(
        name="AU",
        command="AU",
        title="is this the password?",
        media=("LINK",),
        fields=(
            Field("source", sid),
            Field("dest", sid, note="the account service"),
            Field("request", request),
            Field("account", account_name),
            Field("password", password, secret=True),
        ),
        examples=(b"1AA AU 9SV 7 tammya :by the light of Elune",),
        note="never to a neighbour without HI, never logged",
        source=_OURS,
    ),
    Message(
        name="AR",
        command="AR",
        title="who it is",
        media=("LINK",),
        fields=(
            Field("source", sid),
            Field("dest", actor, note="the server that asked; or a user who is logged in, or out with * *"),
            Field("request", request, note="as in AU; 0 to a user"),
            Field("result", result),
            Field("account", account),
            Field("uuid", uuid),
        ),
        rules=(
            Narrow("result", (b"no", b"busy"), "account", star, note="only who is right is told more"),
            Narrow("result", (b"no", b"busy"), "uuid", star),
        ),
        examples=(
            b"9SV AR 1AA 7 ok tammya 0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11",
            b"9SV AR 1AA 8 no * *",
            b"9SV AR 1AAAAAAAB 0 ok tammya 0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11",
        ),
        note="a user's own server obeys it from a services server only, and says AC to everyone",
        source=_OURS,
    ),
)

_TAGS = Struct(
    "tags",
    (
        Lit(b"@i="),
        ("sid", sid),
        Lit(b"-"),
        ("epoch", epoch),
        Lit(b"-"),
        ("seq", sequence),
        Lit(b";h="),
        ("hops", Number("hops left", ((0, 8),), note="0 is a copy of what was said before")),
        Lit(b";t="),
        ("time", time),
    ),
    note="stamped by the first node; who said it, when, and as which one of all it said",
)

CITRUS_MESH = check(
    derive(
        CITRUS,
        *HELLO,
        *STATE,
        *ROUTED,
        Limit(name="preauth_bytes", value=8192, unit="bytes before a neighbour is known", source=src("facts/citrus")),
        Limit(
            name="soft_queue",
            value=256 * 1024,
            unit="bytes waiting for a neighbour",
            source=src("facts/citrus"),
            note="above, the link counts as slow",
        ),
        Limit(
            name="hard_queue",
            value=8 * 1024 * 1024,
            unit="bytes waiting for a neighbour, beside its burst",
            source=src("facts/citrus"),
            note="above, the link is closed",
        ),
        Limit(
            name="held_lines",
            value=4096,
            unit="lines of one server that came before their turn",
            source=src("facts/citrus"),
        ),
        Limit(name="lookups", value=1024, unit="account queries without an answer yet", source=src("T4")),
        Limit(
            name="logins", value=1024, unit="passwords asked about, without an answer yet", source=src("facts/citrus")
        ),
        Limit(name="servers", value=120, unit="servers a node keeps the state of", source=src("facts/citrus")),
        Limit(
            name="lifted",
            value=256,
            unit="masks taken off a channel's lists that are remembered for ever",
            source=src("T11"),
            note="of more, those are forgotten that were taken off longer ago than a ghost lasts",
        ),
        Limit(name="closest_lag", value=1000, unit="microseconds a link counts at least", source=src("facts/citrus")),
        Timer(name="preauth", seconds=10, source=src("facts/citrus"), note="to become a known neighbour"),
        Timer(name="first_lags", seconds=1, source=src("facts/citrus"), note="between the first ten PI of a link"),
        Timer(name="silence", seconds=30, source=src("facts/citrus"), note="without a PO a link is given up"),
        Timer(
            name="reorder",
            seconds=3,
            source=src("facts/citrus"),
            note="a message waits so long for one sent before it that took another way",
        ),
        Timer(name="gap", seconds=5, source=src("facts/citrus"), note="a hole in what a server says is asked for"),
        Timer(name="route_hold", seconds=2, source=src("facts/citrus"), note="between two changes of a way by choice"),
        Timer(name="flap_half_life", seconds=60, source=src("facts/citrus"), note="a lost link is held against it"),
        Timer(name="ghost", seconds=900, source=src("facts/citrus"), note="an unreachable server's state is kept"),
        Timer(name="login", seconds=15, source=src("facts/citrus"), note="how long an AU waits for its AR"),
        Timer(name="account_life", seconds=60, source=src("facts/citrus"), note="an answer to A is remembered"),
        Behaviour(
            name="one_writer",
            text="A server alone speaks for its users and where they are; all else of a channel is kept by time.",
            source=src("T11 facts/citrus"),
        ),
        id="citrus-mesh",
        title="Citrus with the records of this node",
        source=_OURS,
        grammar=replace(CITRUS.grammar, tags=_TAGS),
    )
)
