"""The main job, end to end: a profile crosses from one faction to the other over two strangers' friendship."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.spec.catalog import revision
from generator.world.demo import Demo, DemoResult
from generator.world.profiles import choose, load_profiles

SAVED = Path(__file__).parent.parent / "data" / "totalRP3.lua"
REVISIONS = ("alliance-1", "alliance-2", "release-2")
PROFILES = ("Fresh", "Typical", "Heavy")


def run(revision_id: str, name: str, *, allowance: bool = False, seed: int = 1) -> DemoResult:
    profile_id, profile = choose(load_profiles(SAVED.read_bytes()), name)
    return Demo(revision(revision_id), profile_id, profile, seed=seed, allowance=allowance).run()


@pytest.mark.parametrize("allowance", [False, True], ids=["open", "allowance"])
@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("revision_id", REVISIONS)
def test_profile_arrives_identical(revision_id: str, name: str, allowance: bool) -> None:
    result = run(revision_id, name, allowance=allowance)
    replay = f"crossrp demo --profile {SAVED} --name {name} --revision {revision_id}" + " --allowance" * allowance
    assert result.errors == (), replay
    assert result.delivered, f"{result.failure}; {replay}"
    assert result.identical, f"parts {result.differing} differ; {replay}"
    assert result.lost == 0, replay


def test_the_profiles_have_the_sizes_that_are_measured() -> None:
    profiles = {profile.name: profile.size for profile in load_profiles(SAVED.read_bytes()).values()}
    assert 150 <= profiles["Fresh"] <= 250
    assert 8_500 <= profiles["Typical"] <= 9_500
    assert 38_000 <= profiles["Heavy"] <= 42_000


def test_the_allowance_refuses_whispers_and_nothing_of_it_is_lost() -> None:
    result = run("alliance-2", "Typical", allowance=True)
    assert result.refused > 0
    assert result.retried == result.refused
    assert result.lost == 0


def test_pages_are_passed_on_as_they_arrive() -> None:
    """Four hops of a 40 kB profile take hardly longer than one: nobody waits for the whole of it."""
    result = run("alliance-2", "Heavy")
    one_hop = (result.bytes["BNET"] - 6144) / 2048
    assert result.seconds < one_hop + 10


def test_the_same_seed_gives_the_same_run() -> None:
    assert run("alliance-2", "Typical", seed=3) == run("alliance-2", "Typical", seed=3)
