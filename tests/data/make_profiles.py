"""Writes tests/data/totalRP3.lua: `python tests/data/make_profiles.py`. Always the same bytes.

Six profiles of the sizes transfers are measured with, and "Knots", which is small and full of what is easily
damaged on the way: every control byte, lone pipes, escapes, markup, quotes, floats, keys that look like numbers.
"""

from __future__ import annotations

from pathlib import Path

from generator.client.luatable import LuaTable, from_python
from generator.client.savedvars import write
from generator.world.profiles import PARTS, Profile, fresh_profile, synthetic_profile

TARGET = Path(__file__).with_name("totalRP3.lua")

#: name, bytes once serialized, seed. Small, Medium and Long are the sizes measured in facts/wire-release-2.md.
SIZES = (
    ("Typical", 9_000, 3),
    ("Small", 1_916, 11),
    ("Medium", 7_202, 1),
    ("Long", 26_658, 2),
    ("Heavy", 40_000, 4),
)

#: Who uses which profile.
CHARACTERS = {
    "Tammya-MoonGuard": "Typical",
    "Catnia-ArgentDawn": "Long",
    "Borin-MoonGuard": "Small",
    "Éloïse-KirinTor": "Medium",
}

KNOTS = {
    "A": {
        "v": 99,
        "RP": 2,
        "WU": 2,
        "CU": "Waiting at |cff00ff00the ford|r.\n\n\tTwo\ttabs, one \"quote\", one 'apostrophe', one back\\slash.",
        "CO": "".join(map(chr, range(128))) + "~^~^^~~ ^1^T^t^^ \u534d\u5350",
    },
    "B": {
        "v": 1,
        "TI": "d'",
        "FN": "Л'Яна|r",
        "LN": "of the loom, 一|cnPURE_RED_COLOR:红|r线",
        "FT": " leading and trailing ",
        "RA": "½-élue",
        "CL": "Sœur\u00a0lampadaire",
        "CH": "FFcc00",
        "EH": "00aAfF",
        "EC": "\U0001f7e3 odd",
        "WE": "|cffff0000not sanitised|r",
        "AG": "10000000000000000000",
        "IC": "Interface\\Icons\\inv_misc_note_01",
        "RS": 0,
        "RC": [2248, 0.1, 1 / 3, "Isle d'Hêron"],
        "MI": [
            {"NA": "Without an ID", "VA": "older data", "IC": "inv_misc_note_01"},
            {"ID": 4, "NA": "Motto", "VA": "\"~{icon:x:25}~\"", "IC": "inv_misc_note_02"},
        ],
        "PS": [
            {"ID": 3, "V2": 0},
            {"ID": 5, "VA": 6, "V2": 20},
            {
                "LT": "", "RT": "|", "LI": "a", "RI": "b", "V2": 10,
                "LC": {"r": 0.1, "g": 1 / 3, "b": 1e-7}, "RC": {"r": 1, "g": 2**-30, "b": 0.30000000000000004},
            },
        ],
        "bkg": 12,
    },
    "C": {
        "v": 42,
        "PE": {
            "1": {"AC": True, "IC": "a", "TI": "|cffff0000Red|r", "TX": "one\ntwo\r\nthree"},
            "3": {"AC": False, "IC": "b", "TI": "switched off", "TX": "never sent"},
            "5": {"AC": True, "IC": "c", "TI": "", "TX": ""},
        },
        "ST": {str(number): number % 4 for number in range(1, 9)},
    },
    "D": {
        "v": 7,
        "TE": 2,
        "T1": {"TX": "not in use, never sent"},
        "T2": [
            {"IC": "x", "BK": 1, "TX": "{h1:c}Title{/h1}\n{p:r}right{/p} {col:ff0000}red{/col} {img:a\\x:64:64}"},
            {"IC": "y", "BK": 9, "TX": "{link*https://example.org/a?b=c&d=%20*[a] (link)} <b>&amp;</b>\n# |Hx|h[y]|h"},
            {"TX": "第一行\n第二行"},
        ],
        "T3": {"PH": {}, "PS": {}, "HI": {}},
        "BK": 5,
        "MU": "Sound\\Music\\ferry.mp3",
        "read": True,
    },
}  # fmt: skip


def profiles() -> list[Profile]:
    made = [*(synthetic_profile(size, seed, name) for name, size, seed in SIZES), fresh_profile()]
    knots = {part: from_python(fields) for part, fields in KNOTS.items()}
    return [*made, Profile("Knots", {part: table for part, table in knots.items() if isinstance(table, LuaTable)})]


def contents() -> bytes:
    """The file, byte for byte."""
    stored, ids = LuaTable(), {}
    for number, profile in enumerate(profiles(), 1):
        ids[profile.name] = f"03141509{number:02}{profile.name[:5].ljust(5, 'x')}"
        stored[ids[profile.name]] = LuaTable(
            [
                ("profileName", profile.name),
                ("player", LuaTable((PARTS[part], table) for part, table in profile.parts.items())),
            ]
        )
    characters = {name: {"profileID": ids[profile]} for name, profile in CHARACTERS.items()}
    return write({"TRP3_Profiles": stored, "TRP3_Characters": characters})


if __name__ == "__main__":
    TARGET.write_bytes(contents())
