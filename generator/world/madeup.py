"""Made-up profiles of a wanted size, from the sentences of `generator.world.prose`."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from generator.client.luatable import LuaTable, from_python
from generator.world.profilesize import serialized_size, text_size
from generator.world.prose import CHARACTERS, LANGUAGES, TRINKETS, Character, Language

#: Below this many bytes a profile has a name, a class and one text, and nothing else.
BARE_BYTES = 1000
#: From here on it has one of everything.
RICH_BYTES = 1500
#: Up to here the description is one text, then three, then a list of frames of about FRAME_BYTES.
ONE_TEXT_BYTES = 6000
THREE_TEXTS_BYTES = 20000
FRAME_BYTES = 4200

#: One of each for this many bytes of profile, up to what there is.
DETAIL_EVERY = 500
TRAIT_EVERY = 900
GLANCE_EVERY = 700

DETAILS = (
    (4, "Motto"),
    (2, "House of the Heron"),
    (3, "Nickname"),
    (7, "Pronouns"),
    (1, "Scar"),
    (11, "Voice"),
)
COLOURS = (((0.1, 1 / 3, 0.85), (0.9, 0.25, 2 / 3)), ((1, 0.5, 0.125), (0.2, 0.7, 1 / 7)))
PRESET_TRAITS = (1, 4, 6, 9)
STYLE = {"1": 2, "2": 1, "3": 0, "4": 3, "5": 1, "6": 1, "7": 2, "8": 3}


def made_up(size: int, seed: int) -> tuple[str, dict[str, LuaTable]]:
    """A name and the parts of a profile of `size` serialized bytes, or of the smallest there is."""
    prose = _Prose(Random(seed))
    character = CHARACTERS[prose.below(len(CHARACTERS))]
    parts = _fresh(character)
    frames = [parts["D"]["T1"]]
    if size >= BARE_BYTES:
        _characteristics(parts["B"], character, size)
        _currently(parts["A"], prose, size)
        _misc(parts["C"], prose, size)
        frames = _about(parts["D"], size)
    _fill(parts, frames, prose, size)
    return f"{character.first} {character.last}", _tables(parts)


def fresh() -> dict[str, LuaTable]:
    """The parts as Total RP 3 makes them for a new character."""
    return _tables(_fresh(CHARACTERS[0]))


def _tables(parts: dict[str, dict[str, Any]]) -> dict[str, LuaTable]:
    tables = {}
    for part, fields in parts.items():
        table = from_python(fields)
        assert isinstance(table, LuaTable)
        tables[part] = table
    return tables


class _Prose:
    """Sentences in random order. Openings and endings each come round before one of them returns."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.unused: dict[tuple[str, ...], list[str]] = {}
        self.turn = self.below(len(LANGUAGES))

    def below(self, limit: int) -> int:
        # random() is the one method whose sequence Python promises to keep from version to version.
        return int(self.random.random() * limit)

    def language(self) -> Language:
        """Each language in turn."""
        self.turn += 1
        return LANGUAGES[self.turn % len(LANGUAGES)]

    def sentence(self, language: Language) -> str:
        return self.draw(language.openings) + self.draw(language.endings)

    def draw(self, phrases: tuple[str, ...]) -> str:
        unused = self.unused.setdefault(phrases, [])
        if not unused:
            unused.extend(phrases)
        place = self.below(len(unused))
        unused[place], unused[-1] = unused[-1], unused[place]
        return unused.pop()

    def pieces(self, language: Language, marked: bool) -> Iterator[str]:
        """An endless text: sentences and the marks between them. With `marked`, Total RP 3's own markup as well."""
        paragraph = 0
        while True:
            if marked and paragraph % 3 == 0:
                level = f"h{paragraph % 2 + 1}"
                yield f"{{{level}:c}}{self.heading(language)}{{/{level}}}\n"
            if marked and paragraph % 4 == 1:
                yield f"{{link*https://example.org/ferry/{paragraph}*the ferry's ledger}}\n"
                yield "{icon:inv_misc_book_09:25} "
            for number in range(3 + self.below(4)):
                sentence = self.sentence(language)
                if number == 1 and paragraph % 2 == 0:
                    sentence = f"|cffd19a66{sentence}|r"
                yield sentence + language.gap
            yield "\n\n"
            paragraph += 1

    def heading(self, language: Language) -> str:
        return self.draw(language.openings).strip(" ,，")

    def text(self, cost: int, language: Language, marked: bool = False) -> str:
        """A text that takes exactly `cost` bytes of a serialized part."""
        taken: list[str] = []
        for piece in self.pieces(language, marked):
            size = text_size(piece.encode())
            if size > cost:
                break
            taken.append(piece)
            cost -= size
        for letter in piece:
            size = text_size(letter.encode())
            if size > cost:
                break
            taken.append(letter)
            cost -= size
        return "".join(taken) + "." * cost


def _fresh(character: Character) -> dict[str, dict[str, Any]]:
    return {
        "A": {"v": 1, "RP": 1, "WU": 1},
        "B": {
            "v": 1,
            "FN": character.first,
            "RA": character.race,
            "CL": character.trade,
            "IC": character.icon,
            "MI": {},
            "PS": {},
        },
        "C": {"v": 1, "PE": {}, "ST": {}},
        "D": {"v": 1, "TE": 1, "T1": {}},
    }


def _characteristics(fields: dict[str, Any], character: Character, size: int) -> None:
    fields |= {
        "v": 12,
        "TI": character.title,
        "LN": character.last,
        "FT": character.full_title,
        "CH": character.colour,
        "AG": "31",
        "EC": character.eyes,
        "EH": character.eye_colour,
        "HE": "1.7 m",
        "BP": character.birthplace,
        "RE": character.home,
        "RS": 1,
    }
    if size >= RICH_BYTES:
        fields |= {"WE": "Wiry, salt-dried", "RC": [84, 0.5183, 2 / 3, character.home], "bkg": 3}
    fields["MI"] = [
        {"ID": number, "NA": label, "VA": character.motto if number == 4 else label.lower(), "IC": "inv_misc_note_01"}
        for number, label in DETAILS[: size // DETAIL_EVERY]
    ]
    fields["PS"] = _traits(min(size // TRAIT_EVERY, len(PRESET_TRAITS) + len(COLOURS)))


def _traits(count: int) -> list[dict[str, Any]]:
    traits: list[dict[str, Any]] = [
        {
            "LT": f"Salt {number}",
            "RT": f"Sand {number}",
            "LI": "inv_misc_food_54",
            "RI": "inv_ore_sand",
            "LC": dict(zip("rgb", left, strict=True)),
            "RC": dict(zip("rgb", right, strict=True)),
            "V2": 4 + number,
        }
        for number, (left, right) in enumerate(COLOURS, 1)
    ]
    traits += [{"ID": preset, "V2": 20 - preset} for preset in PRESET_TRAITS]
    return traits[:count]


def _currently(fields: dict[str, Any], prose: _Prose, size: int) -> None:
    fields |= {"v": 47, "RP": 2 if prose.below(4) == 0 else 1}
    fields["CU"] = prose.text(min(size // 20, 900), prose.language())
    if size >= RICH_BYTES:
        fields["CO"] = prose.text(min(size // 40, 400), prose.language())


def _misc(fields: dict[str, Any], prose: _Prose, size: int) -> None:
    fields["v"] = 8
    if size >= RICH_BYTES:
        fields["ST"] = dict(STYLE)
    for slot, trinket in enumerate(TRINKETS[: size // GLANCE_EVERY], 1):
        more = prose.text(min(size // 50, 700), prose.language())
        fields["PE"][str(slot)] = {
            "AC": True,
            "IC": trinket.icon,
            "TI": trinket.title,
            "TX": f"{trinket.text}\n{more}",
        }


def _about(fields: dict[str, Any], size: int) -> list[dict[str, Any]]:
    """Lays out the description; returns the frames whose texts are still to come."""
    fields |= {"v": 21, "BK": 5, "MU": 1417336}
    if size < ONE_TEXT_BYTES:
        return [fields["T1"]]
    del fields["T1"]
    if size < THREE_TEXTS_BYTES:
        fields["TE"] = 3
        icons = {"PH": "inv_helmet_03", "PS": "spell_holy_mindvision", "HI": "inv_misc_book_07"}
        fields["T3"] = {place: {"IC": icon, "BK": 2} for place, icon in icons.items()}
        return list(fields["T3"].values())
    fields["TE"] = 2
    fields["T2"] = [{"IC": f"inv_misc_book_{number:02}", "BK": number} for number in range(1, size // FRAME_BYTES + 1)]
    return list(fields["T2"])


def _fill(parts: dict[str, dict[str, Any]], frames: list[dict[str, Any]], prose: _Prose, size: int) -> None:
    """Shares what is left of the size among the frames' texts."""
    for frame in frames:
        frame["TX"] = ""
    left = size - sum(serialized_size(table) for table in _tables(parts).values())
    for waiting in range(len(frames), 0, -1):
        share = left // waiting
        if share > 0:
            frames[-waiting]["TX"] = prose.text(share, prose.language(), marked=True)
        else:
            del frames[-waiting]["TX"]
        left -= share
