"""Field types of Cross RP messages."""

from __future__ import annotations

from ..bytesets import ALNUM, DIGITS, GRAPHIC, HEX, NOT_NUL, byteset
from ..types import Choice, Escaped, Flag, ListOf, Nullable, Number, Run, Serials, Shape, Struct, Text

MESSAGE_BYTES = 131072
"""The longest message a client puts together, in bytes; a profile part near 100 kB still fits."""

# A character's name has no digit, which is what tells it from the band that follows it.
NAME_BYTES = GRAPHIC.without("0-9:#|~?*")
FACTION_BYTES = byteset("AH")
BAND = (Run(DIGITS, 1, 6), Run(FACTION_BYTES, 1, 1))

STATUS_BANDS = 64
"""The most bands one status tells of."""

COMMAND = Shape("command", (Run(byteset("A-Z"), 1, 1), Run(byteset("A-Z0-9"), 1, 3)), high=4)

band = Shape("band", BAND, high=7, note="realm id and faction letter, such as 1A; unique by realm and faction")
destination = Shape(
    "destination",
    (Run(NAME_BYTES, 0), *BAND),
    high=55,
    note="a character's name and band, such as Tammya1A; a band alone means everyone there",
)
person = Shape("source", (Run(NAME_BYTES, 1), *BAND), high=55, note="a character's name and band, such as Catnia1H")
umid = Shape("umid", (Run(ALNUM, 6),), high=16, note="five random letters or digits, then a counter; unique per source")
version = Shape("version", (Run(byteset("0-9A-Za-z."), 1),), high=16, note="the sender's version")
faction = Choice("faction", ((b"A", b"A"), (b"H", b"H")), note="A for Alliance, H for Horde")
request = Choice("request", ((b"?", True), (b"-", False)), note="? asks for an answer of the same kind")
ack_flag = Choice("flags", ((b"G", True), (b"-", False)), note="G asks for an acknowledgement")
load = Number("load", ((0, 99),), note="0: hosts nothing; else the number of links, 1 to 99")
hash1 = Nullable(Shape("hash1", (Run(HEX, 12, 12),), high=12, note="first 12 hex digits of the group key's hash"))
hash2 = Nullable(Shape("hash2", (Run(HEX, 8, 8),), high=8, note="first 8 hex digits of the personal hash"))
message = Text("message", NOT_NUL, 1, MESSAGE_BYTES, note="another message; whoever forwards it does not read it")

bands_by_space = ListOf(
    "bands",
    Struct("band+load", (("band", band), ("load", load))),
    separator=b" ",
    high=STATUS_BANDS,
    note="bands within reach, each with the average load of its links; - when shutting down",
)
bands_by_colon = ListOf(
    "bands",
    Struct("band+load", (("secure", Flag(b"#")), ("band", band), ("load", load))),
    separator=b":",
    high=STATUS_BANDS,
    note="bands within reach, each with its load; # marks a link in the sender's own group; - for none",
)

GROUP_REALMS = 32
"""The most realms of one group of connected realms."""

realms = ListOf(
    "realms",
    Shape("realm", (Run(DIGITS, 1),), high=6, note="a realm's id, or the short number that stands for it"),
    separator=b":",
    high=GROUP_REALMS,
    note="realms connected with the sender's, its own included",
)

slot = Shape("slot", (Run(ALNUM, 1),), high=16, note="opened by the request; an answer without it is dropped")
profile_id = Escaped(
    "profile id",
    mark=b"~",
    escapes=((b"|", b"1"), (b"\\", b"2"), (b":", b"3"), (b"~", b"4"), (b" ", b"5")),
    low=1,
    high=64,
    note="the profile's id; ? in a request when it is not known",
)
serials = Serials(
    "serials",
    ("A", "B", "C", "D"),
    high=65535,
    note="last known version of each part; ? for a part never seen, nothing for a part not asked for",
)
_PART = "which part of the profile"
part_letter = Choice("part", tuple((letter, letter) for letter in (b"A", b"B", b"C", b"D")), note=_PART)
part_digit = Choice("part", ((b"1", b"A"), (b"2", b"B"), (b"3", b"C"), (b"4", b"D")), note=_PART)
data = Text("data", NOT_NUL, 1, MESSAGE_BYTES, note="the part as a serialized table; its field v is the part's version")
