"""What always holds between fields of MSP and parts of a profile, whatever is in them."""

import re
import string
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msp_env import ALWAYS, DETAILS, MAPPING, to_msp, to_part
from trp3_env import ROOT

from generator.client.luatable import from_python
from generator.world.profiles import load_profiles

PROFILES = load_profiles((ROOT / "tests" / "data" / "totalRP3.lua").read_bytes())

LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="|`{}\u200b")
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)
LINES = st.lists(WORDS, min_size=1, max_size=4).map("\n".join)
HEX = st.text("0123456789abcdef", min_size=6, max_size=6)
ICONS = st.text(string.ascii_lowercase + string.digits + "_", min_size=1, max_size=20).filter(str.strip)
DIGITS = st.integers(0, 3).map(str)
NUMBERS = st.integers(1, 400).map(str)
VERSIONS = st.tuples(st.sampled_from(["XRP", "MyRolePlay", "TotalRP3"]), st.sampled_from(["1.0", "", "2.0-beta"]))


def maybe_coloured(words):
    return st.tuples(words, st.none() | HEX).map(lambda pair: f"|cff{pair[1]}{pair[0]}|r" if pair[1] else pair[0])


GLANCES = st.lists(
    st.tuples(ICONS, WORDS.map(lambda text: text.lstrip("#")).filter(str.strip), st.none() | WORDS),
    min_size=1,
    max_size=5,
).map(
    lambda glances: "\n\n---\n\n".join(
        f"|TInterface\\Icons\\{icon}:32:32|t\n#{title.strip()}" + (f"\n\n.{text}" if text else "")
        for icon, title, text in glances
    )
)
TRAITS = st.lists(st.tuples(st.integers(1, 11), st.integers(0, 20)), min_size=1, max_size=9).map(
    lambda traits: "\n".join(f'[trait id="{number}" value="{value / 20:.2f}"]' for number, value in traits)
)
MSP_PROFILES = {
    "A": {"CU": LINES, "CO": LINES, "FR": st.integers(1, 4).map(str)},
    "B": {
        "NA": maybe_coloured(WORDS),
        "PX": WORDS,
        "NT": WORDS,
        "RA": WORDS,
        "RC": WORDS,
        "IC": ICONS,
        "AG": WORDS,
        "AE": maybe_coloured(WORDS),
        "AH": NUMBERS,
        "AW": NUMBERS,
        "HB": WORDS,
        "HH": WORDS,
        "RS": st.integers(0, 5).map(str),
        "PS": TRAITS,
        **dict.fromkeys(DETAILS, WORDS),
    },
    "C": {"PE": GLANCES, "RI": DIGITS, "RD": DIGITS, "RR": DIGITS, "RM": DIGITS, "RO": DIGITS},
    "D": {"DE": LINES, "HI": LINES, "MU": NUMBERS},
}
NEEDED = {
    "A": {"FC": st.sampled_from("123")},
    "B": {"VA": VERSIONS.map("/".join), "TR": st.sampled_from("012")},
    "C": {},
    "D": {},
}


def msp_fields(part):
    return st.fixed_dictionaries(NEEDED[part], optional=MSP_PROFILES[part])


@pytest.mark.parametrize("part", "ABCD")
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_what_an_msp_user_wrote_comes_out_of_an_msp_addon_unchanged(part, data):
    fields = data.draw(msp_fields(part))
    assert to_msp(part, {**to_part(part, fields), "v": 1}) == fields | ALWAYS[part]


ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="{}"), max_size=30)
ANY_NUMBER = st.integers(-3, 25) | st.floats(-30, 30)
ANY_FRAME = st.fixed_dictionaries({}, optional={"TX": ANY_TEXT, "IC": ANY_TEXT, "BK": ANY_NUMBER})
COLOUR = st.fixed_dictionaries({"r": st.floats(-1, 2), "g": st.floats(0, 1), "b": st.floats(0, 1)})
TRP3_PARTS = {
    "A": {"RP": st.sampled_from([1, 2]), "WU": ANY_NUMBER, "CU": ANY_TEXT, "CO": ANY_TEXT, "XP": ANY_NUMBER | ANY_TEXT},
    "B": {
        **dict.fromkeys(
            ["TI", "FN", "LN", "FT", "RA", "CL", "IC", "AG", "EC", "HE", "WE", "BP", "RE", "VA"],
            ANY_TEXT | st.just("180 cm"),
        ),
        "CH": HEX,
        "EH": HEX,
        "RS": ANY_NUMBER,
        "MI": st.lists(
            st.fixed_dictionaries(
                {}, optional={"ID": st.integers(1, 12), "NA": ANY_TEXT | st.just("Motto"), "VA": ANY_TEXT}
            ),
            max_size=6,
        ),
        "PS": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "ID": st.integers(0, 13),
                    "V2": ANY_NUMBER,
                    "VA": ANY_NUMBER,
                    "LC": COLOUR,
                    "RC": COLOUR,
                    **dict.fromkeys(("LT", "RT", "LI", "RI"), ANY_TEXT),
                },
            ),
            max_size=6,
        ),
    },
    "C": {
        "PE": st.dictionaries(
            st.sampled_from("12345"),
            st.fixed_dictionaries({}, optional={"AC": st.booleans(), "IC": ANY_TEXT, "TI": ANY_TEXT, "TX": ANY_TEXT}),
        ),
        "ST": st.dictionaries(st.sampled_from("12345678"), ANY_NUMBER | st.just(-0.0)),
    },
    "D": {
        "TE": st.sampled_from([1, 2, 3]),
        "T1": ANY_FRAME,
        "T2": st.lists(ANY_FRAME, max_size=4),
        "T3": st.fixed_dictionaries({}, optional=dict.fromkeys(("PH", "PS", "HI"), ANY_FRAME)),
        "MU": ANY_NUMBER | ANY_TEXT,
    },
}
TRP3_NEEDED = {"A": "RP", "B": "v", "C": "v", "D": "TE"}
COLOURS = re.compile(r"\|cff[0-9a-fA-F]{6}|\|r|\|\||\|TInterface\\Icons\\[^|]*\|t")
#: Apart from line breaks and tabs. U+0085 and the like are two bytes, which the game shows as nothing.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f`]")


def trp3_part(part):
    needed = {"v": st.just(1), TRP3_NEEDED[part]: TRP3_PARTS[part].get(TRP3_NEEDED[part], st.just(1))}
    return st.fixed_dictionaries(needed, optional={k: v for k, v in TRP3_PARTS[part].items() if k not in needed})


@pytest.mark.parametrize("part", "ABCD")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_of_total_rp_3_fits_into_msp_stays_as_it_is_from_then_on(part, data):
    """And is safe to show: no code of the game's but colours, no control byte."""
    fields = to_msp(part, data.draw(trp3_part(part)))
    assert to_msp(part, {**to_part(part, fields), "v": 1}) == fields
    for code, text in fields.items():
        assert text
        assert not CONTROL.search(text), code
        assert "|" not in COLOURS.sub("", text), code


@pytest.mark.parametrize("name", PROFILES)
def test_profiles_as_people_have_them(name):
    for part, table in PROFILES[name].parts.items():
        fields = to_msp(part, table)
        made = to_part(part, fields)
        assert MAPPING(
            "local p, d = ... return ns.ProfileParts.check(p, d) ~= nil", part, from_python({**made, "v": 1})
        )
        assert to_msp(part, {**made, "v": 1}) == fields


@pytest.mark.parametrize(
    "piece",
    [
        "|",
        "|H",
        "|h",
        "|T|H|A|K",
        "|c",
        "|cn",
        "|n",
        "||",
        "{",
        "{h1}",
        "{link*",
        "}",
        " ",
        "\n",
        "\r",
        "#",
        "-",
        "---\n",
        "#\n",
        "[trait",
        '[trait id="',
        "180",
        "a",
        "`",
        "\x00",
        "|cff00ff00",
    ],
)
def test_the_time_is_linear_whatever_a_stranger_sends(piece):
    line, text = piece * (8000 // len(piece)), piece * (60000 // len(piece))
    began = time.process_time()
    to_msp("A", {"CU": text, "CO": text})
    to_msp("B", {**dict.fromkeys(["FN", "HE", "WE", "RA", "IC", "EC", "VA"], line), "PS": [{"LT": line, "LI": line}]})
    to_msp("B", {"MI": [{"NA": line, "VA": line} for _ in range(7)]})
    to_msp("C", {"PE": {"1": {"AC": True, "TI": line, "TX": text, "IC": line}}})
    to_msp("D", {"TE": 1, "T1": {"TX": text}})
    # Linear is some tenths of a second; quadratic is a minute and more.
    assert time.process_time() - began < 5


def test_labels_and_measures_too_long_to_be_ones_cost_nothing():
    rows = [{"NA": "x" + " " * 8000 + "x", "VA": "y"} for _ in range(14)]
    began = time.process_time()
    to_msp("B", {"MI": rows, "v": 1})
    to_msp("B", {"HE": "1" * 8000 + "x", "WE": "1" * 8000 + "x"})
    # Some thousandths of a second; quadratic is several.
    assert time.process_time() - began < 0.5
