"""Profiles of players with a MSP addon: what its saved variables hold, and what can be read in a profile either way.

``readable`` is how scenarios see whether a profile arrived where the two players have different addons. It knows
nothing of how the addon translates: it looks for the same words under both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from generator.client.luatable import LuaTable
from generator.client.savedvars import write
from generator.world.profiles import Profile

Addon = Literal["trp3", "msp"]

#: MSP's code of what is one text in both, and its field in the parts of Total RP 3.
TEXTS: Mapping[str, Mapping[str, str]] = {
    "A": {"CU": "CU", "CO": "CO"},
    "B": {"PX": "TI", "NT": "FT", "RA": "RA", "RC": "CL", "AG": "AG", "AE": "EC", "HB": "BP", "HH": "RE"},
    "C": {},
    "D": {},
}
#: MSP's code of a further detail, and its number in Total RP 3.
DETAILS: Mapping[str, int] = {"NH": 2, "NI": 3, "MO": 4, "PN": 7, "PG": 8, "PR": 9, "PV": 11}
#: MSP's code of a wish about role-play, and its key in Total RP 3.
STYLES: Mapping[str, str] = {"RI": "2", "RD": "3", "RR": "4", "RM": "7", "RO": "8"}

_LINK = re.compile(r"\{link\*([^*}]*)\*([^}]*)\}")
_MARKS = re.compile(r"\{/?(?:h[123]|p|col|icon|img)[^{}]*\}|\|c[0-9a-fA-F]{8}|\|[cr]|\|T[^|]*\|t")


def msp_fields(profile: Profile) -> dict[str, str]:
    """The fields a player would have who had typed this profile into a MSP addon."""
    fields: dict[str, str] = {}
    tables = {part: _plain(table) for part, table in profile.parts.items()}
    for part, texts in TEXTS.items():
        fields |= {code: tables[part].get(name, "") for code, name in texts.items()}
    fields["NA"] = _name(tables["B"])
    fields["FC"] = "1" if tables["A"].get("RP") == 2 else "2"
    rows = {row.get("ID"): row.get("VA", "") for row in _rows(tables["B"].get("MI"))}
    fields |= {code: rows.get(number, "") for code, number in DETAILS.items()}
    style = tables["C"].get("ST") or {}
    fields |= {code: _number(style.get(key)) for code, key in STYLES.items()}
    fields["PE"] = "\n\n---\n\n".join(
        f"#{glance.get('TI', '')}\n\n{glance.get('TX', '')}" for glance in _glances(tables["C"])
    )
    texts_of = list(_about(tables["D"]))
    fields["DE"] = "\n\n".join(_shown(text) for text in texts_of[:2])
    fields["HI"] = "\n\n".join(_shown(text) for text in texts_of[2:])
    return {code: text for code, text in fields.items() if text.strip()}


def msp_saved_variables(fields: Mapping[str, str]) -> str:
    """The text of mspStandIn.lua for a player with these fields."""
    mine = LuaTable((code, text.encode("utf-8", "surrogateescape")) for code, text in fields.items())
    return write({"MSP_StandInSaved": LuaTable({b"my": mine})}).decode("utf-8", "surrogateescape")


def readable(addon: Addon, part: str, data: Any) -> dict[str, list[str]] | None:
    """The words of a part under names that do not depend on the addon; None for no data.

    ``data`` is a part of Total RP 3, or the fields of MSP, all of them or those of the part.
    """
    if not isinstance(data, dict):
        return None
    found = _of_msp(part, data) if addon == "msp" else _of_trp3(part, data)
    words = {name: re.findall(r"\w+", _shown(text)) for name, text in found}
    return {name: said for name, said in words.items() if said}


def _of_msp(part: str, fields: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((code, fields.get(code, "")) for code in TEXTS[part])
    if part == "A":
        yield "out of character", str(fields.get("FC") == "1")
    elif part == "B":
        yield "name", fields.get("NA", "")
        yield from ((code, fields.get(code, "")) for code in DETAILS)
    elif part == "C":
        yield "glances", fields.get("PE", "")
        yield from ((code, fields.get(code, "")) for code in STYLES)
    else:
        yield "about", fields.get("DE", "") + "\n" + fields.get("HI", "")


def _of_trp3(part: str, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((code, data.get(name) or "") for code, name in TEXTS[part].items())
    if part == "A":
        yield "out of character", str(data.get("RP") == 2)
    elif part == "B":
        yield "name", _name(data)
        rows = {row.get("ID"): row.get("VA", "") for row in _rows(data.get("MI"))}
        yield from ((code, rows.get(number, "")) for code, number in DETAILS.items())
    elif part == "C":
        yield "glances", "\n".join(f"{glance.get('TI', '')}\n{glance.get('TX', '')}" for glance in _glances(data))
        style = data.get("ST") or {}
        yield from ((code, _number(style.get(key))) for code, key in STYLES.items())
    else:
        yield "about", "\n".join(_about(data))


def _about(data: dict[str, Any]) -> Iterator[str]:
    frames: list[dict[str, Any]]
    if data.get("TE") == 2:
        frames = _rows(data.get("T2"))
    elif data.get("TE") == 3:
        frames = [(data.get("T3") or {}).get(place) or {} for place in ("PH", "PS", "HI")]
    else:
        frames = [data.get("T1") or {}]
    return (frame.get("TX") or "" for frame in frames)


def _glances(data: dict[str, Any]) -> list[dict[str, Any]]:
    glances = data.get("PE") or {}
    found = [glances[key] for key in "12345" if isinstance(glances, dict) and key in glances]
    return [glance for glance in found if glance.get("AC") is not False]


def _rows(rows: Any) -> list[dict[str, Any]]:
    if isinstance(rows, dict):
        return [rows[key] for key in sorted(rows)]
    return list(rows or ())


def _name(data: dict[str, Any]) -> str:
    return " ".join(data[key] for key in ("FN", "LN") if data.get(key))


def _number(value: Any) -> str:
    return "" if value is None else str(int(value))


def _shown(text: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\2 (\1)", text))


def _plain(value: Any) -> Any:
    """Lua data as Python's own."""
    if isinstance(value, LuaTable):
        return {_plain(key): _plain(item) for key, item in value.items()}
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value
