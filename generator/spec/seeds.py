"""What each line of the two protocol notes is, without their text.

Line numbers are 1-based. A line that is not listed here states something, and some item must carry it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Seed:
    """One text: its SHA-256 (with LF line ends) and the lines that state nothing.

    ``blank`` holds white space only, ``rulers`` signs only (rules, fences), ``headings`` name what follows, and
    ``left_out`` says why a line with words in it is carried by no item. Lines are written as ``4 6 11-13``.
    """

    name: str
    title: str
    lines: int
    sha256: str
    blank: str
    rulers: str
    headings: str
    left_out: tuple[tuple[str, str], ...]

    @property
    def file(self) -> str:
        return f"{self.name}-protocol.txt"


CROSSRP = Seed(
    name="crossrp",
    title="Cross RP",
    lines=237,
    sha256="93bc011c39e6219c263401b4159202c401f677680ff3853b8e00e0378039ed53",
    blank=(
        "4 6 11 13 19 28 30 37 39 41 43 45 54-55 58 61 70 72 76 78 83 86 89 92 94 97 100 103 107 110 113 116 119"
        " 122 124 126 128 130 132 136 139 143 146 148 151 153 157 161 165 174 176 179 181 187 193 196 207 210 212"
        " 219 222 227 230 237"
    ),
    rulers="2 24 26 34 40 44 59 71 123 127 131 144 177 194 208",
    headings="1 25 42 60 125 133 145 147 166 178 195 209",
    left_out=(("38", "breaks off before it says anything"),),
)

CITRUS = Seed(
    name="citrus",
    title="Citrus",
    lines=91,
    sha256="6f1b554158369b0d044f707373149699d16d38675c3a3001eaabae0f516062c7",
    blank="3 6 9 14 17 19 24 31 41 43 52 54 60 62 70 72 89",
    rulers="2 8 16 21 23 26 28 33 35 45 47 56 58 64 66 74 76",
    headings="1 7 15 20 25 32 44 55 63 73 77",
    left_out=(
        ("29", "a remark on how clear the command is"),
        ("59", "a remark on how clear the command is"),
    ),
)

SEEDS = {seed.name: seed for seed in (CROSSRP, CITRUS)}
