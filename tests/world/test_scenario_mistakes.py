"""What a person may get wrong in a scenario: each gets a sentence with the place, none a fault or an endless run."""

from pathlib import Path

import pytest

from generator.world.scenarios import Run, ScenarioError, parse

BASE = """
name = "Small"
seconds = 5
[[realm]]
id = 1365
name = "Moon Guard"
[[player]]
name = "Tammya"
realm = "Moon Guard"
faction = "Alliance"
[[player]]
name = "Borin"
realm = "Moon Guard"
faction = "Horde"
"""


def action(do: str, rest: str) -> str:
    return f'[[action]]\ndo = "{do}"\nat = 1\nplayer = "Tammya"\n{rest}'


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("seconds = 5", "seconds = inf", "key 'seconds': is inf; use a number from 0 to 10,000,000"),
        ("seconds = 5", "seconds = nan", "is nan"),
        ("seconds = 5", "seconds = 1e18", "from 0 to 10,000,000"),
        ("id = 1365", "id = 9999999999999", "from 1 to 2,147,483,647"),
        ('name = "Small"', 'name = "\\u001b[31mSmall"', "without line breaks and control characters"),
        ('"Moon Guard"', '"- ."', "key 'name': is empty"),
        ('"Tammya"', f'"{"T" * 306}"', "longer than the 305 bytes"),
        ('faction = "Horde"', 'faction = "Horde"\nprofile = 1000000000', "bytes, from 1 to 200,000"),
    ],
)
def test_values_that_cannot_be(old: str, new: str, words: str):
    with pytest.raises(ScenarioError) as caught:
        parse(BASE.replace(old, new), "my.toml")
    assert words in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ('[[realm]]\nid = 2\nname = "Moon-Guard"', "two with this name; spaces and dashes do not count"),
        ('[[realm]]\nid = 1365\nname = "Other"', "two with this id"),
        (
            action("say", 'text = "x"\nevery = 0.001\ntimes = 100000000'),
            "key 'times': is 100000000; use a whole number",
        ),
        (action("garbage", 'target = "Borin"\ncount = 100000000'), "key 'count'"),
        (action("group", 'order = "subgroup"\ntarget = "Borin"\nnumber = 9'), "from 1 to 8"),
        (action("say", 'text = "x"').replace("at = 1", "at = 6"), "key 'at': is 6, and the scenario ends after 5 s"),
        ('[[fault]]\nrule = "drop"\nchance = 2', "key 'chance': is 2; use a number from 0 to 1"),
        ('[[fault]]\nrule = "drop"\nstart = 3\nend = 2', "key 'end': is not after `start`"),
        ('[[fault]]\nrule = "drop"\nstart = 9', "the scenario ends after 5 s"),
        ('[[fault]]\nrule = "corrupt"\nbytes = 100000000000', "from 1 to 4,096"),
        ('[[fault]]\nrule = "drop"\ntimes = 0', "a whole number from 1 on"),
        ('[[expect]]\nthat = "count"\nof = "sends"\nmost = 1\nafter = 9', "the scenario ends after 5 s"),
        ('[[crowd]]\nname = "Guest"\ncount = 3\n[[crowd]]\nname = "Guest"\ncount = 3', "two of this name"),
        ('[[crowd]]\nname = "Guest"\ncount = 600\ntouch_every = 0.001', "gives more than 1,000,000 touches"),
        ('[[crowd]]\nname = "Guest"\ncount = 3\nproduct = "wo"', "did you mean 'wow'?"),
        ('[settings]\nproduct = "wow2"', "did you mean 'wow'?"),
        ('[settings]\nlockdown.triggers = ["Moon"]', "'Moon' is no value for it"),
        ("[settings]\nlinks.hop = -1", "use 0 or more"),
        ("[settings]\nbnet.loss = 5.0", "use 1 or less"),
        ("[settings]\nregion = 9", "use 5 or less"),
        ("[settings]\nepoch = 99999999999999999999", "use 4,000,000,000 or less"),
        ("[settings]\nclient.frame_seconds = 0", "use 0.001 or more"),
        ("[settings]\nthrottle.prefix = { size = 1, per_second = -1, cap = 1 }", "per_second': -1.0 is no value"),
        ('[settings]\nclient.client_data = { wow = "x" }', "there is no such switch"),
    ],
)
def test_tables_that_cannot_be(extra: str, words: str):
    with pytest.raises(ScenarioError) as caught:
        parse(BASE + extra, "my.toml")
    assert words in str(caught.value)
    assert "[[" in str(caught.value) or "[settings]" in str(caught.value)


def test_files_as_editors_write_them():
    assert parse(b"\xef\xbb\xbf" + BASE.encode()) == parse(BASE)
    assert parse(BASE.replace("\n", "\r\n").encode()) == parse(BASE)
    for text, words in (
        (b"", "key 'name': is missing"),
        (bytes(range(256)), "is not UTF-8; save the file as UTF-8"),
        ('name = "Éloïse"'.encode("latin-1"), "byte 8: is not UTF-8"),
        (b"x = " + b"[" * 3000 + b"]" * 3000, "nested too deeply"),
    ):
        with pytest.raises(ScenarioError) as caught:
            parse(text, "my.toml")
        assert str(caught.value).startswith("my.toml: ")
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("extra", "skipped"),
    [
        (action("befriend", 'target = "Tammya"'), "befriend: Tammya and Tammya are one account"),
        (action("group", 'target = "Tammya"'), "group: Tammya cannot join itself"),
    ],
)
def test_what_one_of_many_cannot_do_is_skipped(extra: str, skipped: str):
    result = Run(parse(BASE + extra.replace('player = "Tammya"', 'player = "*"'))).finish()
    assert result.skipped == (f"1.0 s: {skipped}",)


def test_lists_and_tables_compare_as_they_are_in_lua():
    wanted = '[[expect]]\nthat = "lua"\nplayer = "Tammya"\nsource = "return { 1, { a = \'x\' } }"\nequals = %s\n'
    assert Run(parse(BASE + wanted % '[1, { a = "x" }]')).finish().verdict == "pass"
    assert Run(parse(BASE + wanted % '[1, { a = "y" }]')).finish().verdict == "fail"


def test_folders_that_hold_no_client_data_are_told(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    for key, words in (("client_data", "no .json file in it"), ("client_docs", "no .lua file in it")):
        scenario = parse(f'{key} = "empty"\n{BASE}', folder=tmp_path)
        with pytest.raises(ScenarioError, match=words):
            Run(scenario)
