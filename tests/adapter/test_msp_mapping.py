"""Fields of MSP and parts of a profile, one made from the other: each field, each old defect, and texts."""

import pytest
from msp_env import ALWAYS, DETAILS, MAPPING, plain, to_msp, to_part

#: part, fields of MSP, the part: the same in both directions.
BOTH_WAYS = [
    (
        "A",
        {"CU": "Two\nlines", "CO": "Back soon", "FC": "2"},
        {"CU": "Two\nlines", "CO": "Back soon", "RP": 1, "WU": 1},
    ),
    ("A", {"FC": "1"}, {"RP": 2, "WU": 1}),
    ("A", {"FC": "3"}, {"RP": 1, "WU": 2}),
    ("A", {"FC": "2", "FR": "1"}, {"RP": 1, "WU": 1, "XP": 1}),
    ("A", {"FC": "2", "FR": "2"}, {"RP": 1, "WU": 1, "XP": 4}),
    ("A", {"FC": "2", "FR": "3"}, {"RP": 1, "WU": 1, "XP": 2}),
    ("A", {"FC": "2", "FR": "4"}, {"RP": 1, "WU": 1, "XP": 3}),
    ("B", {"NA": "Catnia"}, {"FN": "Catnia"}),
    ("B", {"NA": "|cffaa00ffCatnia Hill|r"}, {"FN": "Catnia Hill", "CH": "aa00ff"}),
    ("B", {"PX": "Dame", "NT": "Keeper of keys"}, {"TI": "Dame", "FT": "Keeper of keys"}),
    (
        "B",
        {"RA": "Elf", "RC": "Scribe", "IC": "inv_misc_book_09"},
        {"RA": "Elf", "CL": "Scribe", "IC": "inv_misc_book_09"},
    ),
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
                    "LT": "Salt",
                    "LI": "inv_salt",
                    "LC": {"r": 1, "g": 0, "b": 128 / 255},
                    "RT": "Sand",
                    "RI": "inv_sand",
                    "RC": {"r": 0, "g": 0, "b": 0},
                    "V2": 20,
                }
            ]
        },
    ),
    ("B", {"VA": "XRP/1.6", "TR": "2"}, {"VA": "XRP;1.6;2"}),
    ("B", {"VA": "TotalRP3/3.4.2", "TR": "0"}, {"VA": "Total RP 3;3.4.2;0"}),
    ("C", {"RI": "1", "RD": "2", "RR": "3", "RM": "0", "RO": "1"}, {"ST": {"2": 1, "3": 2, "4": 3, "7": 0, "8": 1}}),
    (
        "C",
        {
            "PE": "|TInterface\\Icons\\inv_x:32:32|t\n#A scar\n\nLong,\n\nand white.\n\n---\n\n"
            "|TInterface\\Icons\\inv_y:32:32|t\n#Ink"
        },
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
]


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
    table = plain(MAPPING("return ns.MSPFields.TABLE"))
    codes = {code for record in table for code in record["msp"]}
    tested = {code for _, fields, _ in BOTH_WAYS for code in fields} | set(DETAILS) | {"VP"}
    assert codes == tested
    kinds = plain(MAPPING("local t = {} for name, kind in pairs(ns.MSPKinds) do t[name] = kind.words end return t"))
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
