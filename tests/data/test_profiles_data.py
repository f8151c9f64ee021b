"""The committed profiles, and the functions that read, make, measure and write profiles."""

import os
import subprocess
import sys
from pathlib import Path

import lupa.lua51 as lua51
import make_profiles
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.client.luatable import LuaTable, from_python
from generator.client.savedvars import SavedVariablesError, parse, write
from generator.world.profiles import (
    Profile,
    ProfileError,
    choose,
    fresh_profile,
    load_profiles,
    saved_variables_for,
    synthetic_profile,
)
from generator.world.profilesize import serialized_size

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = make_profiles.TARGET.read_bytes()
PROFILES = {profile.name: profile for profile in load_profiles(COMMITTED).values()}


def strings(value):
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, LuaTable):
        for key, item in value.items():
            yield from strings(key)
            yield from strings(item)


def test_the_committed_file_is_what_the_script_makes():
    assert make_profiles.contents() == COMMITTED, "run python tests/data/make_profiles.py"


def test_the_script_makes_the_same_in_another_process(tmp_path):
    code = "import make_profiles, sys; sys.stdout.buffer.write(make_profiles.contents())"
    again = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "12345", "PYTHONPATH": f"{ROOT / 'tests' / 'data'}{os.pathsep}{ROOT}"},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert again.stdout == COMMITTED


def test_sizes():
    sizes = {name: profile.size for name, profile in PROFILES.items()}
    assert {name: sizes[name] for name, _, _ in make_profiles.SIZES} == {
        name: size for name, size, _ in make_profiles.SIZES
    }
    assert sizes["Small"] == 1916
    assert sizes["Medium"] == 7202
    assert sizes["Long"] == 26658
    assert 150 < sizes["Fresh"] < 250


def test_variety():
    everything = b"\0".join(
        text for profile in PROFILES.values() for part in profile.parts.values() for text in strings(part)
    )
    for piece in ("|cff", "{h1", "{link*", "~", "^", "\\", '"', "'", "\n", "é", "ж", "渡", "|r"):
        assert piece.encode() in everything, piece
    long = PROFILES["Long"]
    assert set(long.parts["C"].table("PE")) == {b"1", b"2", b"3", b"4", b"5"}
    assert set(long.parts["C"].table("ST")) == {b"%d" % number for number in range(1, 9)}
    floats = [PROFILES["Heavy"].parts["B"].table("PS").table(1).table("LC")["g"], long.parts["B"].table("RC")[3]]
    assert floats == [1 / 3, 2 / 3]


def test_the_prose_is_not_one_phrase_again_and_again():
    about = b"".join(strings(PROFILES["Heavy"].parts["D"])).decode()
    sentences = [part.strip() for part in about.replace("。", ".").split(".") if len(part) > 15]
    assert len(set(sentences)) > 0.75 * len(sentences)


def test_each_character_uses_a_profile_there_is():
    saved = parse(COMMITTED)
    for name, character in saved["TRP3_Characters"].items():
        assert b"-" in name
        assert character["profileID"] in saved["TRP3_Profiles"]


@pytest.fixture(scope="module")
def serializer():
    """templates/addon/Serializer.lua, as the addon loads it."""
    lua = lua51.LuaRuntime(encoding=None)
    namespace = lua.execute(
        b"local limits = setmetatable({}, {__index = function() return 1000000 end}) return {Spec = {limits = limits}}"
    )
    load = lua.eval(b"function(text, ns) assert(loadstring(text))('CrossRP', ns) end")
    for name in ("Util.lua", "Serializer.lua"):
        load((ROOT / "templates" / "addon" / name).read_bytes(), namespace)
    run = lua.eval(
        b"function(ns, text) local f = assert(loadstring(text)) local env = {} setfenv(f, env) f()"
        b" return (assert(ns.Serializer.write(env.X))) end"
    )
    return lambda value: run(namespace, write({"X": value}))


@pytest.mark.parametrize("name", PROFILES)
def test_the_measure_is_the_serializer_s(serializer, name):
    for part in PROFILES[name].parts.values():
        assert serialized_size(part) == len(serializer(part))


@settings(max_examples=60)
@given(
    st.recursive(
        st.one_of(
            st.booleans(),
            st.integers(-(2**53), 2**53),
            # Lua 5.1 keeps one constant for both zeros of a chunk, so a written -0 comes back as either.
            st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0),
            st.text(max_size=12).map(lambda text: text.encode("utf-8", "surrogatepass")),
            st.binary(max_size=8),
            st.sampled_from(
                ["\u534d\u5350\ufffe\uffff".encode(), b"\xe5\x8d", b"\xf4\x90\x80\x80", b"\xed\xa0\x80", b"\xc0\x80"]
            ),
        ),
        lambda inner: st.dictionaries(st.one_of(st.binary(max_size=4), st.integers(1, 4)), inner, max_size=4),
    )
)
def test_the_measure_is_the_serializer_s_for_anything(serializer, value):
    value = from_python(value)
    assert serialized_size(value) == len(serializer(value))


@given(st.integers(220, 60_000), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_a_made_up_profile_has_the_size_asked_for(size, seed):
    profile = synthetic_profile(size, seed)
    assert profile.size == size
    for part in profile.parts.values():
        for text in strings(part):
            text.decode()


def test_a_made_up_profile_depends_on_the_seed_alone():
    assert synthetic_profile(5000, 7) == synthetic_profile(5000, 7)
    assert synthetic_profile(5000, 7) != synthetic_profile(5000, 8)
    assert synthetic_profile(5000, 7, "Named").name == "Named"


@pytest.mark.parametrize("size", [-5, 0, 10])
def test_no_profile_is_smaller_than_an_unedited_one(size):
    profile = synthetic_profile(size, 1)
    assert 150 < profile.size < 250
    assert profile.parts["D"] == fresh_profile().parts["D"]


def test_written_for_a_player_and_read_again():
    profile = PROFILES["Knots"]
    text = saved_variables_for("Éloïse-KirinTor", "0102030405Abcde", profile)
    assert load_profiles(text) == {"0102030405Abcde": profile}
    characters = parse(text)["TRP3_Characters"]
    assert characters == from_python({"Éloïse-KirinTor": {"profileID": "0102030405Abcde"}})


def test_choosing():
    profiles = load_profiles(COMMITTED)
    profile_id, typical = choose(profiles)
    assert typical.name == "Typical"
    assert choose(profiles, "Typical") == choose(profiles, "typical") == choose(profiles, profile_id)
    with pytest.raises(ProfileError, match="'Nobody'; there are: Typical, Small, Medium, Long, Heavy, Fresh, Knots"):
        choose(profiles, "Nobody")
    default = {"1*": fresh_profile("Default")}
    assert choose(default)[0] == "1*"
    assert choose({**default, "2": typical})[0] == "2"
    with pytest.raises(ProfileError, match="2 profiles are named 'Same'; choose one by its id: 1, 2"):
        choose({"1": fresh_profile("Same"), "2": fresh_profile("Same")}, "Same")
    assert choose({"1": fresh_profile("Same"), "2": fresh_profile("same")}, "same")[0] == "2"
    with pytest.raises(ProfileError):
        choose({})
    with pytest.raises(ProfileError, match="there are: none"):
        choose({}, "x")


@pytest.mark.parametrize("text", ["", "X = 1", "TRP3_Profiles = {}", "TRP3_Profiles = 5", "TRP3_Profiles = { 1, {} }"])
def test_a_file_without_profiles(text):
    with pytest.raises(ProfileError, match="no profiles"):
        load_profiles(text)


def test_a_broken_file_and_a_sparse_one():
    with pytest.raises(SavedVariablesError, match=r"mine\.lua:1:"):
        load_profiles("TRP3_Profiles = {", "mine.lua")
    sparse = load_profiles('TRP3_Profiles = { ["a"] = { ["player"] = { ["misc"] = { ["v"] = 1 }, ["about"] = 5 } } }')
    assert sparse == {"a": Profile("a", {"A": LuaTable(), "B": LuaTable(), "C": LuaTable({"v": 1}), "D": LuaTable()})}
