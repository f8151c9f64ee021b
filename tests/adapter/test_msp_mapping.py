"""Fields of MSP and parts of a profile, one made from the other: each field, each old defect, and what always holds."""

import re
import string
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msp_env import MSPClient
from trp3_env import ROOT

from generator.client.luatable import LuaTable, from_python
from generator.world.profiles import load_profiles

LUA = MSPClient().load_adapter()
PROFILES = load_profiles((ROOT / "tests" / "data" / "totalRP3.lua").read_bytes())
ALWAYS = {"A": {"VP": "1"}, "B": {}, "C": {}, "D": {}}


def plain(value):
    if isinstance(value, LuaTable):
        if value and all(isinstance(key, int) for key in value):
            return [plain(item) for item in value.array()]
        return {key.decode("utf-8", "replace") if isinstance(key, bytes) else key: plain(v) for key, v in value.items()}
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def to_part(part, fields):
    return plain(LUA("local p, f = ... return ns.MSPFields.to_part(p, f)", part, fields))


def to_msp(part, data):
    """A received part, checked as every received part is."""
    fields = LUA("local p, d = ... return ns.MSPFields.to_msp(p, assert(ns.ProfileParts.check(p, d)))", part, data)
    return plain(fields)


#: part, fields of MSP, the part: the same in both directions.
BOTH_WAYS = [
    ("A", {"CU": "Two\nlines", "CO": "Back soon", "FC": "2"}, {"CU": "Two\nlines", "CO": "Back soon", "RP": 1, "WU": 1}),
    ("A", {"FC": "1"}, {"RP": 2, "WU": 1}),
    ("A", {"FC": "3"}, {"RP": 1, "WU": 2}),
    ("A", {"FC": "2", "FR": "1"}, {"RP": 1, "WU": 1, "XP": 1}),
    ("A", {"FC": "2", "FR": "2"}, {"RP": 1, "WU": 1, "XP": 4}),
    ("A", {"FC": "2", "FR": "3"}, {"RP": 1, "WU": 1, "XP": 2}),
    ("A", {"FC": "2", "FR": "4"}, {"RP": 1, "WU": 1, "XP": 3}),
    ("B", {"NA": "Catnia"}, {"FN": "Catnia"}),
    ("B", {"NA": "|cffaa00ffCatnia Hill|r"}, {"FN": "Catnia Hill", "CH": "aa00ff"}),
    ("B", {"PX": "Dame", "NT": "Keeper of keys"}, {"TI": "Dame", "FT": "Keeper of keys"}),
    ("B", {"RA": "Elf", "RC": "Scribe", "IC": "inv_misc_book_09"}, {"RA": "Elf", "CL": "Scribe", "IC": "inv_misc_book_09"}),
    ("B", {"AG": "31", "AE": "grey"}, {"AG": "31", "EC": "grey"}),
    ("B", {"AE": "|cff112233grey|r"}, {"EC": "grey", "EH": "112233"}),
    ("B", {"AH": "180", "AW": "70.5"}, {"HE": "180 cm", "WE": "70.5 kg"}),
    ("B", {"AH": "6 feet", "AW": "slight"}, {"HE": "6 feet", "WE": "slight"}),
    ("B", {"HB": "Stormwind", "HH": "Elwynn"}, {"BP": "Stormwind", "RE": "Elwynn"}),
    ("B", {"RS": "0"}, {"RS": 0}),
    ("B", {"RS": "5"}, {"RS": 5}),
    ("B", {"PS": '[trait id="3" value="0.35"]'}, {"PS": [{"ID": 3, "V2": 7}]}),
    (
        "B",
        {
            "PS": '[trait left-name="Salt" left-icon="inv_salt" left-color="ff0080" right-name="Sand" '
            'right-icon="inv_sand" right-color="000000" value="1.00"]'
        },
        {
            "PS": [
                {
                    "LT": "Salt", "LI": "inv_salt", "LC": {"r": 1, "g": 0, "b": 128 / 255},
                    "RT": "Sand", "RI": "inv_sand", "RC": {"r": 0, "g": 0, "b": 0}, "V2": 20,
                }
            ]
        },
    ),
    ("B", {"VA": "XRP/1.6", "TR": "2"}, {"VA": "XRP;1.6;2"}),
    ("B", {"VA": "TotalRP3/3.4.2", "TR": "0"}, {"VA": "Total RP 3;3.4.2;0"}),
    ("C", {"RI": "1", "RD": "2", "RR": "3", "RM": "0", "RO": "1"}, {"ST": {"2": 1, "3": 2, "4": 3, "7": 0, "8": 1}}),
    (
        "C",
        {"PE": "|TInterface\\Icons\\inv_x:32:32|t\n#A scar\n\nLong,\n\nand white.\n\n---\n\n|TInterface\\Icons\\inv_y:32:32|t\n#Ink"},
        {
            "PE": {
                "1": {"AC": True, "IC": "inv_x", "TI": "A scar", "TX": "Long,\n\nand white."},
                "2": {"AC": True, "IC": "inv_y", "TI": "Ink"},
            }
        },
    ),
    ("D", {"DE": "She is tall."}, {"TE": 1, "T1": {"TX": "She is tall."}}),
    ("D", {"DE": "She", "HI": "Was"}, {"TE": 3, "T3": {"PH": {"TX": "She"}, "PS": {}, "HI": {"TX": "Was"}}}),
    ("D", {"HI": "Was"}, {"TE": 3, "T3": {"PH": {}, "PS": {}, "HI": {"TX": "Was"}}}),
    ("D", {"MU": "1417336"}, {"TE": 1, "T1": {}, "MU": 1417336}),
    ("D", {"MU": "sound\\tavern"}, {"TE": 1, "T1": {}, "MU": "sound\\tavern"}),
]  # fmt: skip

DETAILS = {"NH": 2, "NI": 3, "MO": 4, "PN": 7, "PG": 8, "PR": 9, "PV": 11}


def emptied(value):
    """Without empty tables, which Lua cannot tell from lists and nobody needs."""
    if isinstance(value, dict):
        return {key: emptied(item) for key, item in value.items() if item not in ({}, [])}
    return value


@pytest.mark.parametrize(("part", "fields", "data"), BOTH_WAYS)
def test_both_ways(part, fields, data):
    made = emptied(to_part(part, fields))
    if part == "B" and "VA" not in fields:
        assert made.pop("VA") == ";;0"
    if part == "A":
        assert {key: made[key] for key in data} == data
    else:
        assert made == emptied(data)
    assert to_msp(part, data) == fields | ALWAYS[part]


@pytest.mark.parametrize("code", DETAILS)
def test_details_both_ways(code):
    row = to_part("B", {code: "Something"})["MI"][0]
    assert (row["ID"], row["VA"]) == (DETAILS[code], "Something")
    assert to_msp("B", {"MI": [row]}) == {code: "Something"}


def test_every_field_is_in_a_test():
    """A field that is added to the table is added here."""
    table = plain(LUA("return ns.MSPFields.TABLE"))
    codes = {code for record in table for code in record["msp"]}
    tested = {code for _, fields, _ in BOTH_WAYS for code in fields} | set(DETAILS) | {"VP"}
    assert codes == tested
    kinds = plain(LUA("local t = {} for name, kind in pairs(ns.MSPKinds) do t[name] = kind.words end return t"))
    assert {record["kind"] for record in table} == set(kinds)


# What the released addon gets wrong, each by its name.


def test_defect_te2_reads_a_field_of_another_name_and_is_always_empty():
    frames = [{"TX": "One."}, {"IC": "inv_x"}, {"TX": " \n"}, {"TX": "Two."}]
    assert to_msp("D", {"TE": 2, "T2": frames})["DE"] == "One.\n\n---\n\nTwo."


def test_defect_the_link_pattern_matches_single_characters_only():
    text = "See {link*https://example.org/a?b=c&d*the ledger} and {link*https://example.org*https://example.org}."
    assert to_msp("D", {"TE": 1, "T1": {"TX": text}})["DE"] == (
        "See the ledger (https://example.org/a?b=c&d) and https://example.org."
    )
    assert to_msp("D", {"TE": 1, "T1": {"TX": "{twitter*tammya*me} {bsky*tammya.example*}"}})["DE"] == (
        "me (tammya) tammya.example"
    )


def test_defect_a_fresh_description_without_text_raises():
    for data in (
        {"TE": 1, "T1": {}},
        {"TE": 1},
        {"v": 3},
        {"TE": 2},
        {"TE": 3},
        {"TE": 3, "T3": {}},
        {"TE": 2, "T2": {}},
    ):
        assert to_msp("D", data) == {}


def test_defect_a_part_without_va_raises():
    assert to_msp("B", {"FN": "Catnia"}) == {"NA": "Catnia"}
    assert to_msp("B", {"VA": ""}) == {}
    assert to_msp("B", {"VA": "MyRolePlay"}) == {"VA": "MyRolePlay/", "TR": "0"}


def test_defect_the_character_text_of_three_is_dropped():
    three = {"PH": {"TX": "Tall."}, "PS": {"TX": "Kind."}, "HI": {"TX": "Born."}}
    assert to_msp("D", {"TE": 3, "T3": three}) == {"DE": "Tall.\n\n---\n\nKind.", "HI": "Born."}
    assert to_msp("D", {"TE": 3, "T3": {"PS": {"TX": "Kind."}}}) == {"DE": "Kind."}


@pytest.mark.parametrize("label", ["Devise", "Девиз", "座右铭", ""])
def test_defect_details_of_a_localised_client_are_not_found(label):
    assert to_msp("B", {"MI": [{"ID": 4, "NA": label, "VA": "Ask twice."}]}) == {"MO": "Ask twice."}


def test_older_details_without_a_number_are_found_by_their_label():
    rows = [{"NA": " motto ", "VA": "old"}, {"ID": 1, "NA": "Nickname", "VA": "custom"}, {"NA": "x" * 8000, "VA": "y"}]
    assert to_msp("B", {"MI": rows}) == {"MO": "old"}
    assert to_msp("B", {"MI": [*rows, {"ID": 4, "NA": "Motto", "VA": "new"}]}) == {"MO": "new"}


@pytest.mark.parametrize(("status", "walk_up", "code"), [(1, 2, "3"), (1, 1, "2"), (1, None, "2"), (2, 2, "1")])
def test_defect_whoever_may_be_walked_up_to_is_not_told(status, walk_up, code):
    assert to_msp("A", {"RP": status, "WU": walk_up})["FC"] == code


@pytest.mark.parametrize(
    "code", ["PX", "PE", "PS", "RS", "PN", "PG", "PR", "PV", "MU", "TR", "RI", "RD", "RR", "RM", "RO"]
)
def test_defect_a_field_is_in_no_table(code):
    part, fields = next(
        (part, fields)
        for part, fields, _ in [*BOTH_WAYS, *(("B", {code: "x"}, {}) for code in DETAILS)]
        if code in fields
    )
    assert to_msp(part, to_part(part, fields))[code] == fields[code]


def test_defect_role_play_experience_is_never_filled():
    assert to_msp("A", {"RP": 1, "XP": 3})["FR"] == "4"
    assert "FR" not in to_msp("A", {"RP": 1, "XP": "3"})
    assert "XP" not in to_part("A", {"FR": "an older client's words"})


# Texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{h1:c}Her face{/h1}\n{p:r}right{/p}", "Her face\nright"),
        (
            "{col:ff0000}red{/col} {col:#00FF00}green{/col} {col:x}none{/col}",
            "|cffff0000red|r |cff00FF00green|r none|r",
        ),
        ("{icon:inv_misc_book_09:25} {img:Interface\\x:128:64:c}!", " !"),
        ("{laughs} {} {h9} {link*no end {plain} {Imagine}", "{laughs} {} {h9} {link*no end {plain} {Imagine}"),
        ("|TInterface\\Icons\\x:0|t|A:atlas:1:1|a|Kq1|kWho", "Who"),
        ("|Hunit:x|h[Link]|h", "[Link]"),
        ("|cnRED:named|r |cff00ff00green|r |c12", "named|r |cff00ff00green|r 12"),
        ("a|nb||c|", "a\nb||c"),
        ("|T no end |H no end |x", " no end  no end x"),
        ("back`tick\r\ncr\rlf\x00\x07\x7f", "back'tick\ncr\nlf"),
        ("#md [a](b)", "#md [a](b)"),
    ],
)
def test_texts_of_several_lines(text, expected):
    assert to_msp("D", {"TE": 1, "T1": {"TX": text}})["DE"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|cffff0000red|r\nnext", "red next"),
        ("|TInterface\\Icons\\x:0|t", None),
        (" \t", None),
        ("a|nb", "a b"),
        ("{not ours}", "{not ours}"),
    ],
)
def test_texts_of_one_line(text, expected):
    assert to_msp("B", {"RA": text}).get("RA") == expected


def test_glances_that_are_off_or_empty_are_left_out_and_few_are_read():
    glance = {"AC": True, "TI": "x", "IC": "Interface\\Icons\\inv_a"}
    glances = {
        "1": {**glance, "AC": False},
        "3": glance,
        "4": {"AC": True, "IC": "inv_b"},
        "5": {"AC": True, "TX": "# y\n--- z"},
    }
    fields = to_msp("C", {"PE": glances})
    assert to_part("C", fields)["PE"] == {
        "1": {"AC": True, "IC": "inv_a", "TI": "x"},
        "2": {"AC": True, "IC": "inv_misc_questionmark", "TX": "# y\n --- z"},
    }
    assert len(to_part("C", {"PE": "\n---\n".join(["#t"] * 9)})["PE"]) == 5


@pytest.mark.parametrize(
    "text",
    [
        "#Ink\nOn the hand.",
        "|TInterface\\Icons\\inv_x:20|t\n\n# Ink \nOn the hand.\n",
        "##Ink\r\nOn the hand.\r\n-----\r\n",
    ],
)
def test_glances_as_others_write_them(text):
    glance = to_part("C", {"PE": text})["PE"]["1"]
    assert (glance["TI"], glance["TX"]) == ("Ink", "On the hand.")


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("[trait id=3 value=0.5]", {"ID": 3, "V2": 10}),
        ('words [trait value="0.60" id="1"] words', {"ID": 1, "V2": 12}),
        ('[trait id="2" value="14"]', {"ID": 2, "V2": 14}),
        ('[trait id="2"]', {"ID": 2, "V2": 10}),
        ('[trait left-name="a id=3" value="0"]', {"LT": "a id=3", "V2": 0}),
        ('[trait id="99" left-name="x"]', {"LT": "x", "V2": 10}),
        ('[trait left-name="x" left-color="red"]', {"LT": "x", "V2": 10}),
    ],
)
def test_traits_as_others_write_them(text, trait):
    assert to_part("B", {"PS": text})["PS"] == [trait]


def test_traits_without_meaning_are_left_out():
    assert "PS" not in to_part("B", {"PS": "[trait] [trait value=1] [trait id=0] [trait id=1"})
    odd = [{"ID": 12}, {"ID": 1.5, "V2": 3}, {"V2": 5}, {"LT": 'say "[hi]"', "VA": 6}]
    assert to_msp("B", {"PS": odd})["PS"] == '[trait left-name="say \'(hi)\'" value="1.00"]'


# What always holds

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
        "NA": maybe_coloured(WORDS), "PX": WORDS, "NT": WORDS, "RA": WORDS, "RC": WORDS, "IC": ICONS, "AG": WORDS,
        "AE": maybe_coloured(WORDS), "AH": NUMBERS, "AW": NUMBERS, "HB": WORDS, "HH": WORDS,
        "RS": st.integers(0, 5).map(str), "PS": TRAITS, **dict.fromkeys(DETAILS, WORDS),
    },
    "C": {"PE": GLANCES, "RI": DIGITS, "RD": DIGITS, "RR": DIGITS, "RM": DIGITS, "RO": DIGITS},
    "D": {"DE": LINES, "HI": LINES, "MU": NUMBERS},
}  # fmt: skip
NEEDED = {
    "A": {"FC": st.sampled_from("123")},
    "B": {"VA": VERSIONS.map("/".join), "TR": st.sampled_from("012")},
    "C": {},
    "D": {},
}


def msp_fields(part):
    return st.fixed_dictionaries(NEEDED[part], optional=MSP_PROFILES[part])


@pytest.mark.parametrize("part", "ABCD")
@settings(max_examples=60, deadline=None)
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
        **dict.fromkeys("TI FN LN FT RA CL IC AG EC HE WE BP RE VA".split(), ANY_TEXT | st.just("180 cm")),
        "CH": HEX, "EH": HEX, "RS": ANY_NUMBER,
        "MI": st.lists(
            st.fixed_dictionaries({}, optional={"ID": st.integers(1, 12), "NA": ANY_TEXT | st.just("Motto"), "VA": ANY_TEXT}),
            max_size=6,
        ),
        "PS": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "ID": st.integers(0, 13), "V2": ANY_NUMBER, "VA": ANY_NUMBER, "LC": COLOUR, "RC": COLOUR,
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
        "TE": st.sampled_from([1, 2, 3]), "T1": ANY_FRAME, "T2": st.lists(ANY_FRAME, max_size=4),
        "T3": st.fixed_dictionaries({}, optional=dict.fromkeys(("PH", "PS", "HI"), ANY_FRAME)),
        "MU": ANY_NUMBER | ANY_TEXT,
    },
}  # fmt: skip
TRP3_NEEDED = {"A": "RP", "B": "v", "C": "v", "D": "TE"}
COLOURS = re.compile(r"\|cff[0-9a-fA-F]{6}|\|r|\|\||\|TInterface\\Icons\\[^|]*\|t")
#: Apart from line breaks and tabs. U+0085 and the like are two bytes, which the game shows as nothing.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f`]")


def trp3_part(part):
    needed = {"v": st.just(1), TRP3_NEEDED[part]: TRP3_PARTS[part].get(TRP3_NEEDED[part], st.just(1))}
    return st.fixed_dictionaries(needed, optional={k: v for k, v in TRP3_PARTS[part].items() if k not in needed})


@pytest.mark.parametrize("part", "ABCD")
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
        assert LUA("local p, d = ... return ns.ProfileParts.check(p, d) ~= nil", part, from_python({**made, "v": 1}))
        assert to_msp(part, {**made, "v": 1}) == fields


@pytest.mark.parametrize(
    "piece",
    ["|", "|H", "|h", "|T|H|A|K", "|c", "|cn", "|n", "||", "{", "{h1}", "{link*", "}", " ", "\n", "\r", "#", "-", "---\n", "#\n",
     "[trait", '[trait id="', "180", "a", "`", "\x00", "|cff00ff00"],
)  # fmt: skip
def test_the_time_is_linear_whatever_a_stranger_sends(piece):
    line, text = piece * (8000 // len(piece)), piece * (60000 // len(piece))
    began = time.process_time()
    to_msp("A", {"CU": text, "CO": text})
    to_msp("B", {**dict.fromkeys("FN HE WE RA IC EC VA".split(), line), "PS": [{"LT": line, "LI": line}]})
    to_msp("B", {"MI": [{"NA": line, "VA": line} for _ in range(7)]})
    to_msp("C", {"PE": {"1": {"AC": True, "TI": line, "TX": text, "IC": line}}})
    to_msp("D", {"TE": 1, "T1": {"TX": text}})
    # Linear is some tenths of a second; quadratic is a minute and more.
    assert time.process_time() - began < 5
