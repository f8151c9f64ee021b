"""The tables of a scenario file and their keys; the documentation is made from them too."""

from __future__ import annotations

from generator.client.products import PRODUCTS
from generator.world.scenarios.options import (
    FLAG,
    LINE,
    NUMBER,
    PLAYER,
    PLAYERS,
    SEED,
    SPAN,
    TEXT,
    TEXTS,
    WHOLE,
    WHOLES,
    Kind,
    Option,
    Options,
    need,
    one_of,
    some_of,
    within,
)

_REVISION = Kind("a revision, or false for none", lambda v: v if v is False or isinstance(v, str) else None)
_SIZE = within(1, 200_000)
_PROFILE = Kind(
    "bytes, from 1 to 200,000; a profile's name; or false for the default one",
    lambda v: v if v is False or isinstance(v, str) or _SIZE.read(v) is not None else None,
)
_LOGIN = Kind(
    "seconds, or false for never by itself",
    lambda v: v if v is False else NUMBER.read(v),
)
_REGION = within(0, 5)
_TIMES = within(1, 100_000)
_FACTION = one_of("Alliance", "Horde")

TOP: Options = {
    "name": need(LINE, "what it is called"),
    "description": Option(TEXT, "what it shows, for `--list`", ""),
    "seed": Option(SEED, "the seed, unless `--seed` gives another", 1),
    "seconds": need(NUMBER, "how long it runs, in virtual seconds"),
    "client_data": Option(TEXT, "a folder of client data, one JSON file a client, see simulated-client.md", ""),
    "client_docs": Option(TEXT, "the folder Blizzard_APIDocumentationGenerated the game exports", ""),
}

REALM: Options = {
    "id": need(within(1, 2**31 - 1), "the realm's number in the game"),
    "name": need(LINE, "its name"),
    "group": Option(TEXT, "realms of one group are connected: whispers and channels reach across", ""),
    "region": Option(
        _REGION, "1 US, 2 KR, 3 EU, 4 TW, 5 CN; 0 for the switch `region`. Regions meet over Battle.net alone", 0
    ),
}

CONTACT: Options = {
    "name": need(LINE, "its account's name; `friends` may name it"),
    "program": Option(
        TEXT, '"App" or "BSAp" for the app, "WoW" for the game far away, or another game\'s letters', "App"
    ),
    "of": Option(PLAYER, "the player whose account it is too, as when the app is left open beside the game", ""),
    "region": Option(_REGION, "its region, as of a realm", 0),
    "product": Option(one_of(*PRODUCTS), 'the client it plays, when its program is "WoW"', "wow"),
    "login": Option(_LOGIN, "when it comes online", 0.0),
    "logout": Option(NUMBER, "when it goes offline again; never unless given"),
}

PLAYER_KEYS: Options = {
    "name": need(LINE, "the character's name; unique in the scenario"),
    "realm": need(TEXT, "the name of its realm"),
    "faction": need(_FACTION, "its faction"),
    "crossrp": Option(_REVISION, "the revision of the addon it runs, or false", "crossrp"),
    "totalrp3": Option(
        FLAG, "whether it has the stand-in for Total RP 3; it has, unless it has the one for MSP addons"
    ),
    "msp": Option(FLAG, "whether it has the stand-in for MSP addons", False),
    "profile": Option(_PROFILE, "its profile: made up of so many bytes, or one of the file `profiles`"),
    "profiles": Option(TEXT, "saved variables of Total RP 3, a path seen from the scenario's folder", ""),
    "addons": Option(TEXTS, "folders of further addons, seen from the scenario's folder", ()),
    "login": Option(_LOGIN, "when it logs in", 0.0),
    "battletag": Option(TEXT, "players of one battletag are one account; made up unless given", ""),
    "product": Option(TEXT, 'the client, such as "wow_classic_era"; the switch `product` unless given', ""),
    "place": Option(TEXT, "where it is: those in one place hear each other's emotes", "Elwynn Forest"),
}

CROWD: Options = {
    "name": need(LINE, "`@name` means all of it; its members are named after it, with two letters behind, or three"),
    "count": need(WHOLE, "how many players, spread evenly over the bands"),
    "bridges": Option(WHOLE, "so many pairs of them are friends across bands", 0),
    "realms": Option(TEXTS, "the names of their realms; all unless given", ()),
    "factions": Option(some_of("Alliance", "Horde"), "their factions", ("Alliance", "Horde")),
    "crossrp": Option(_REVISION, "the revision of the addon they run, or false", "crossrp"),
    "totalrp3": Option(FLAG, "whether they have the stand-in for Total RP 3", True),
    "addons": Option(TEXTS, "folders of further addons, as of a player", ()),
    "product": Option(TEXT, "their client, as of a player", ""),
    "profile": Option(WHOLES, "sizes of their profiles in bytes; each draws one", (300, 2000, 9000)),
    "login": Option(SPAN, "each logs in at a time between these", (0.0, 30.0)),
    "touch_every": Option(
        NUMBER, "each touches somebody of another band every so many seconds on average; 0: never", 0.0
    ),
    "touch": Option(SPAN, "when they do so", (60.0, 300.0)),
    "place": Option(TEXT, "where they are", "Elwynn Forest"),
}

GROUP: Options = {
    "kind": need(one_of("party", "raid", "guild", "community"), "what it is"),
    "members": need(PLAYERS, "who is in it, 5 at most in a party and 40 in a raid; the first one named leads"),
    "name": Option(TEXT, "a guild's name", ""),
    "instance": Option(FLAG, "made by the group finder, heard on INSTANCE_CHAT", False),
    "assistants": Option(PLAYERS, "who assists the leader of a raid", ()),
}

ACTION: Options = {
    "do": need(TEXT, "what happens, see below"),
    "at": need(NUMBER, "when, in seconds"),
    "player": need(PLAYERS, "who does it"),
    "every": Option(NUMBER, "seconds from one time to the next, with `times`", 0.0),
    "times": Option(_TIMES, "how often", 1),
}

FAULT: Options = {
    "rule": need(TEXT, "what goes wrong, see below"),
    "name": Option(LINE, "its name in the trace and the report; it also names its random stream", ""),
    "start": Option(NUMBER, "from when on, in seconds", 0.0),
    "end": Option(NUMBER, "until when; for ever unless given"),
    "may_miss": Option(FLAG, "whether it may never fire; otherwise that makes the run undecided", False),
}

EXPECT: Options = {
    "that": need(TEXT, "what must hold, see below"),
    "name": Option(LINE, "what the report calls it", ""),
    "after": Option(NUMBER, "not before, in seconds", 0.0),
    "by": Option(NUMBER, "the deadline; the end of the run unless given"),
    "gap": Option(TEXT, "why it does not hold yet: a known gap, which fails once it closes", ""),
}
