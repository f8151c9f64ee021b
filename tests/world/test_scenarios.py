"""Scenarios: reading, writing, mistakes in them, verdicts, crowds, shrinking, exploring."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.world.scenarios import (
    ContactSpec,
    Crowd,
    GroupSpec,
    PlayerSpec,
    RealmSpec,
    Run,
    Scenario,
    ScenarioError,
    action,
    dump,
    expect,
    fault,
    find,
    load,
    parse,
    shipped,
)
from generator.world.scenarios.crowd import expanded
from generator.world.scenarios.explore import explore
from generator.world.scenarios.shrink import shrink
from generator.world.settings import Settings
from generator.world.switches import SwitchError, apply, flat, switches

OWN = Path(__file__).with_name("scenarios") / "everything.toml"

FOUR = Scenario(
    name="Four",
    seconds=100,
    realms=(RealmSpec(1365, "Moon Guard"),),
    players=(
        PlayerSpec("Tammya", "Moon Guard", "Alliance"),
        PlayerSpec("Borin", "Moon Guard", "Alliance"),
        PlayerSpec("Zulya", "Moon Guard", "Horde"),
        PlayerSpec("Catnia", "Moon Guard", "Horde", profile=600),
    ),
    friends=(("Borin", "Zulya"),),
    actions=(action("touch", 40, "Tammya", target="Catnia"),),
    expectations=(expect("profile", reader="Tammya", owner="Catnia", by=80),),
)
TEXT = """
name = "Small"
seconds = 10
[[realm]]
id = 1365
name = "Moon Guard"
[[player]]
name = "Tammya"
realm = "Moon Guard"
faction = "Alliance"
"""


def judged(scenario: Scenario, **changes):
    return Run(replace(scenario, **changes)).finish()


# Reading and writing


@pytest.mark.parametrize("path", [*shipped().values(), OWN], ids=lambda path: path.stem)
def test_what_is_written_reads_back_the_same(path: Path):
    scenario = load(path)
    again = parse(dump(scenario), folder=path.parent)
    assert again == scenario


def test_a_file_says_what_the_python_classes_say():
    assert parse(dump(FOUR)) == FOUR
    assert Run(parse(dump(FOUR))).finish() == Run(FOUR).finish()


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("[[player]]\nname = 'Borin'", ["[[player]] Borin, key 'realm'", "is missing", "a text"]),
        ("[[player]]\nname='Borin'\nrealm='Mon Guard'\nfaction='Horde'", ["'Mon Guard'", "did you mean 'Moon Guard'"]),
        ("[[player]]\nname='Borin'\nrealm='Moon Guard'\nfaction='Neutral'", ["key 'faction'", '"Alliance" or "Horde"']),
        ("[[player]]\nname='Tammya'\nrealm='Moon Guard'\nfaction='Horde'", ["Tammya", "name is taken"]),
        ("[[action]]\ndo = 'touh'\nat = 1\nplayer = 'Tammya'", ["[[action]] 1", "'touh'", "did you mean 'touch'"]),
        (
            "[[action]]\ndo='touch'\nat=1\nplayer='Tammya'\ntarget='Catna'",
            ["key 'target'", "no player is called 'Catna'"],
        ),
        ("[[action]]\ndo='touch'\nat=-1\nplayer='Tammya'\ntarget='Tammya'", ["key 'at'", "from 0 to 10,000,000"]),
        ("[[action]]\ndo='combat'\nat=1\nplayer='@Nobody'", ["nobody is called '@Nobody'"]),
        ("[[action]]\ndo='combat'\nat=1\nplayer='Tammya'\ntimes=3", ["key 'every'", "is missing"]),
        ("[[fault]]\nrule='drop'\nmedum='BNET'", ["[[fault]] 1", "'medum'", "did you mean 'medium'"]),
        ("[[fault]]\nrule='drop'\nmedium='BNT'", ["'BNT'", '"BNET"']),
        ("[[expect]]\nthat='outcome'\nof='x'\nis='acked'", ["no send action is named 'x'"]),
        ("[[expect]]\nthat='count'\nof='lost'", ["give `most`, `least` or both"]),
        ("[settings]\n'bnet.los' = 0.1", ["[settings], key 'bnet.los'", "there are not_utf8"]),
        ("[settings]\n'bnet.loss' = 'much'", ["'much' is no value", "a number"]),
        ("[[action]]\ndo='channel'\nat=1\nplayer='Tammya'\nname='x'\norder='kick'", ["key 'target'", "whom 'kick'"]),
        ("[[action]]\ndo='group'\nat=1\nplayer='Tammya'", ["key 'target'", "whom 'join'"]),
        ("[[crowd]]\nname='Guest'\ncount=3\nbridges=2", ["key 'bridges'", "two of the crowd's 3 players"]),
        ("[[realm]]\nid=2\nname='Argent Dawn'\nregion=7", ["key 'region'", "from 0 to 5"]),
        ("[[realm]]\nid=2\nname='A'\ngroup='x'\nregion=3\n[[realm]]\nid=3\nname='B'\ngroup='x'", ["another region"]),
        ("[[contact]]\nname='Tammya'", ["[[contact]] Tammya", "name is taken"]),
        ("[[contact]]\nname='Mira'\nof='Nobody'", ["key 'of'", "no player is called 'Nobody'"]),
        ("[[contact]]\nname='Mira'\nprogram=''", ["key 'program'", "is empty"]),
        ("[[realms]]\nid=1", ["key 'realms'", "did you mean"]),
        ("friends = 3", ["is no TOML"]),
        ("[[player]]\nname='Bo rin'\nrealm='Moon Guard'\nfaction='Horde'", ["letters only"]),
        ("[[player]]\nname='Bo'\nrealm='Moon Guard'\nfaction='Horde'\ncrossrp='beta'", ["there is no revision 'beta'"]),
    ],
)
def test_mistakes_are_told_with_file_place_and_what_to_do(extra: str, words: list[str]):
    text = TEXT.replace("seconds = 10", f"seconds = 10\n{extra}") if extra == "friends = 3" else TEXT + extra
    if extra == "friends = 3":
        words = ["key 'friends'", "no list of pairs"]
    with pytest.raises(ScenarioError) as caught:
        parse(text, "my.toml")
    assert str(caught.value).startswith("my.toml: ")
    for word in words:
        assert word in str(caught.value)


def test_what_is_no_toml_and_what_is_not_there_is_told():
    with pytest.raises(ScenarioError, match="is no TOML"):
        parse("name = ", "my.toml")
    with pytest.raises(ScenarioError, match="UTF-8"):
        parse(b"name = '\xff'", "my.toml")
    with pytest.raises(ScenarioError, match="did you mean 'rush-hour'"):
        find("rush-our")
    with pytest.raises(ScenarioError, match=r"Tammya, key 'profile'.*missing\.lua"):
        Run(replace(FOUR, players=(replace(FOUR.players[0], profile="X", profiles="missing.lua"), *FOUR.players[1:])))
    with pytest.raises(ScenarioError, match="key 'addons'"):
        Run(replace(FOUR, players=(replace(FOUR.players[0], addons=("nowhere",)), *FOUR.players[1:])))


# Verdicts


def test_pass_fail_and_undecided():
    assert judged(FOUR).verdict == "pass"
    late = judged(FOUR, expectations=(expect("profile", reader="Tammya", owner="Catnia", within=1),))
    assert (late.verdict, late.broken) == ("fail", ("profile",))
    untouched = judged(FOUR, actions=())
    assert (untouched.verdict, untouched.expectations[0].why) == ("undecided", "Tammya did not touch Catnia")
    apart = judged(FOUR, friends=())
    assert (apart.verdict, apart.expectations[0].why) == (
        "undecided",
        "there was no way between them when they touched",
    )


def test_a_fault_that_never_fires_leaves_the_run_undecided():
    never = fault("drop", "never", medium="RAID")
    result = judged(FOUR, faults=(never,))
    assert (result.verdict, result.unfired) == ("undecided", ("never",))
    assert judged(FOUR, faults=(replace(never, may_miss=True),)).verdict == "pass"


def test_faults_break_what_they_are_about():
    result = judged(FOUR, faults=(fault("drop", message="TD", medium="BNET"),))
    assert result.verdict == "fail"
    assert result.faults[0].fired > 0
    assert "part A, B, C, D" in result.expectations[0].why


def test_a_known_gap_fails_when_it_closes():
    closed = expect("profile", reader="Tammya", owner="Catnia", gap="it was not done")
    result = judged(FOUR, expectations=(closed,))
    assert result.verdict == "fail"
    assert "the gap has closed" in result.expectations[0].why
    still = expect("reach", player="Tammya", target="Catnia", reaches=False, after=50, gap="there is a way")
    result = judged(FOUR, expectations=(still,))
    assert (result.verdict, result.expectations[0].state) == ("pass", "gap")


def test_lua_errors_fail_a_run_whatever_is_expected():
    loud = action("lua", 50, "Tammya", source="C_Timer.After(1, function() error('oops') end)")
    result = judged(FOUR, actions=(*FOUR.actions, loud))
    assert result.verdict == "fail"
    assert "oops" in result.errors[0]
    broken = judged(FOUR, actions=(*FOUR.actions, action("lua", 50, "Tammya", source="error('at once')")))
    assert "at once" in broken.errors[0]


def test_profiles_notices_a_touch_without_an_answer():
    every = (expect("profiles", within=30),)
    assert judged(FOUR, expectations=every).verdict == "pass"
    silent = (fault("drop", message="TD"),)
    result = judged(FOUR, expectations=every, faults=silent)
    assert "of 1 touches 1 got no profile" in result.expectations[0].why
    assert judged(FOUR, expectations=every, actions=()).verdict == "undecided"


def test_counts_texts_and_lua_are_judged():
    told = action("send", 50, "Tammya", target="Catnia", text="Hi", **{"as": "hi"})
    wanted = (
        expect("heard", "once", player="Catnia", text="Hi"),
        expect("heard", "twice", player="Catnia", text="Hi", times=2),
        expect("outcome", "acked", of="hi", **{"is": ("acked",)}),
        expect("outcome", "sent", of="hi", **{"is": ("sent",)}),
        expect("count", "few", of="sends", player="Tammya", most=1),
        expect("count", "some", of="sends", player="Tammya", least=2),
        expect("count", "none late", of="sends", player="Tammya", medium="WHISPER", most=0, after=80),
        expect("count", "none early", of="sends", player="Catnia", medium="WHISPER", most=0, by=1),
        expect("lua", "links", player="Borin", source="return CrossRP.GetLinks()", equals=1),
        expect("lua", "no links", player="Borin", source="return CrossRP.GetLinks()", equals=0, after=50),
    )
    result = judged(FOUR, actions=(*FOUR.actions, told), expectations=wanted)
    assert result.broken == ("twice", "sent", "few", "no links")


def test_actions_of_those_who_are_not_there_are_skipped_and_told():
    gone = (action("logout", 30, "Tammya"), *FOUR.actions)
    result = judged(FOUR, actions=gone)
    assert result.skipped == ("40.0 s: touch: Tammya is not online",)
    assert result.verdict == "undecided"


def test_an_acknowledgement_for_a_name_that_begins_with_a_dash_is_no_error():
    run = Run(FOUR)
    run.world.run(60)
    borin, zulya = run.players["Borin"], run.players["Zulya"]
    handle = borin.require_session().friends.handle_of((zulya.fullname, zulya.require_session().number))
    assert handle is not None
    assert run.world.transport.game_data(borin, handle, "CRP2", b"1-A2 W3e0d12 -tuia1H") == 0
    assert run.finish().errors == ()


# Crowds


CROWD = replace(FOUR, seconds=300, crowds=(Crowd("Guest", 12, bridges=2, realms=("Moon Guard",), touch_every=30),))


def test_a_crowd_is_spread_over_its_bands_and_bridged():
    made = expanded(CROWD, 7)
    guests = [player for player in made.players if player.crowd == "Guest"]
    assert [player.faction for player in guests[:4]] == ["Alliance", "Horde", "Alliance", "Horde"]
    assert made.friends[1:] == (("Guestaa", "Guestab"), ("Guestac", "Guestad"))
    factions = {player.name: player.faction for player in made.players}
    touches = made.actions[1:]
    assert len(touches) > 20
    assert all(factions[touch.players[0]] != factions[touch.options["target"]] for touch in touches)
    assert expanded(CROWD, 7) == made
    assert expanded(CROWD, 8) != made


def test_a_member_more_changes_no_other_member():
    more = replace(CROWD, crowds=(Crowd("Early", 3, realms=("Moon Guard",)), replace(CROWD.crowds[0], count=13)))
    assert expanded(more, 7).players[7:19] == expanded(CROWD, 7).players[4:]


def test_scaling_changes_crowds_and_leaves_known_gaps_out():
    small = replace(CROWD, expectations=(expect("profiles", gap="slow"),)).scaled(0.1)
    assert (small.crowds[0].count, small.crowds[0].bridges) == (4, 1)
    assert small.expectations == ()
    assert FOUR.scaled(0.1) is FOUR


# Exploring and shrinking


def test_seeds_give_what_they_give_alone_in_any_number_of_processes():
    wide = {result.seed: result.digest for result in explore(FOUR, range(3), 2)}
    assert wide == {seed: Run(FOUR, seed).finish().digest for seed in range(3)}
    assert len(set(wide.values())) == 3


def test_a_failing_scenario_shrinks_to_what_fails():
    noise = (
        fault("duplicate", "echo", medium="BNET", chance=0.1),
        fault("drop", "cause", message="TD"),
        fault("delay", "slow", seconds=1, medium="CHANNEL"),
    )
    extra = (action("say", 20, "*", text="Hail", every=2, times=3), action("emote", 30, "Borin"))
    actions = (*extra, *FOUR.actions)
    wanted = (*FOUR.expectations, expect("count", "calm", of="errors", most=0))
    failing = replace(FOUR, actions=actions, faults=noise, expectations=wanted, settings={"links.jitter": 0.1})
    assert judged(failing).broken == ("profile",)
    shrunk = shrink(failing, 3, ("profile",), lambda: True)
    left = shrunk.scenario
    assert shrunk.complete
    assert [item.name for item in left.faults] == ["cause"]
    assert [item.do for item in left.actions] == ["touch"]
    assert len(left.players) == 4, "the request still needs its way"
    assert left.settings == {}
    assert Run(parse(dump(left))).finish().broken == ("profile",)


def test_shrinking_stops_when_told():
    failing = replace(FOUR, faults=(fault("drop", message="TD"),))
    asked = []

    def more() -> bool:
        asked.append(1)
        return len(asked) <= 2

    shrunk = shrink(failing, 1, ("profile",), more)
    assert (shrunk.runs, shrunk.complete) == (2, False)


# Switches


def test_every_switch_can_be_set_and_is_explained():
    found = list(switches())
    assert len(found) > 40
    unexplained = [item.name for item in found if not item.text and not item.name.startswith("client.")]
    assert unexplained == []
    assert apply(Settings(), flat({"bnet": {"loss": 1}, "throttle": {"prefix": False}})).bnet.loss == 1.0


@pytest.mark.parametrize(
    ("name", "value"), [("bnet.reorder", 1), ("reach.offline", "maybe"), ("links", 3), ("links.hop.x", 1), ("no", 1)]
)
def test_a_switch_refuses_what_it_cannot_be(name: str, value: object):
    with pytest.raises(SwitchError, match=name.split(".")[0]):
        apply(Settings(), {name: value})


# Contacts


def test_contacts_come_and_go_and_shrinking_leaves_them_out():
    met = replace(
        FOUR,
        contacts=(
            ContactSpec("Mira", login=30, logout=60),
            ContactSpec("Phone", "BSAp", of="Borin"),
            ContactSpec("Far"),
        ),
        friends=(*FOUR.friends, ("Borin", "Mira"), ("Zulya", "Far")),
        title_friends=(("Tammya", "Mira"),),
        faults=(fault("drop", message=("TD",)),),
    )
    online = "return (select(2, BNGetNumFriends()))"
    wanted = (
        expect("lua", "one", player="Borin", source=online, equals=1, after=20, by=29),
        expect("lua", "two", player="Borin", source=online, equals=2, after=40, by=55),
        expect("lua", "one again", player="Borin", source=online, equals=1, after=65),
        *FOUR.expectations,
    )
    assert judged(met, expectations=wanted).broken == ("profile",)
    assert parse(dump(met)) == met
    left = shrink(met, 1, ("profile",), lambda: True).scenario
    assert (left.contacts, left.friends, left.title_friends) == ((), FOUR.friends, ())
    alone = replace(met, friends=(("Borin", "Phone"),), title_friends=())
    with pytest.raises(ScenarioError, match="nobody is its own friend"):
        Run(alone)


# Groups and channels


def test_the_member_named_first_leads_and_impossible_groups_are_told():
    raid = GroupSpec("raid", ("Catnia", "Zulya", "Borin"), assistants=("Borin",))
    run = Run(replace(FOUR, groups=(raid,)))
    party = run.world.groups.party_of(run.players["Borin"])
    assert party is not None
    assert (party.leader.name, [player.name for player in party.assistants]) == ("Catnia", ["Borin"])
    two = (raid, GroupSpec("party", ("Tammya", "Borin")))
    with pytest.raises(ScenarioError, match="Borin is in the raid of Catnia, Zulya, Borin already"):
        Run(replace(FOUR, groups=two))
    with pytest.raises(ScenarioError, match="has 12 members; a party has 5 at most"):
        Run(replace(CROWD, groups=(GroupSpec("party", ("@Guest",)),)))


def test_groups_and_channels_change_by_actions():
    did = (
        action("group", 30, "Borin", target="Tammya"),
        action("group", 31, "Tammya", order="raid"),
        action("group", 32, "Tammya", order="leader", target="Borin"),
        action("group", 33, "Borin", order="assistant", target="Tammya"),
        action("group", 34, "Tammya", order="subgroup", target="Tammya", number=3),
        action("channel", 38, "Tammya", name="den"),
        action("channel", 41, "Borin", name="den"),
        action("channel", 45, "Tammya", name="den", order="password", password="moon"),
        action("channel", 47, "Borin", name="den", order="leave"),
        action("channel", 50, "Borin", name="den", password="sun"),
        action("channel", 55, "Borin", name="den", password="moon"),
    )
    rank = "local _, rank, group = GetRaidRosterInfo(UnitInRaid('player')) return rank .. group"
    there = "return (GetChannelName('den')) > 0"
    wanted = (
        expect("lua", "she assists, in the third", player="Tammya", source=rank, equals="13", after=40),
        expect("lua", "he leads", player="Borin", source=rank, equals="21", after=40),
        expect("lua", "he is in", player="Borin", source=there, after=44, by=46),
        expect("lua", "he is out", player="Borin", source=there, equals=False, after=53, by=54),
        expect("lua", "he is in again", player="Borin", source=there, after=60),
    )
    assert judged(FOUR, actions=did, expectations=wanted).verdict == "pass"


def test_names_of_two_words_where_they_are_unique_in_the_region():
    first = replace(FOUR.players[0], name="Tammya Reedwater")
    named = replace(
        FOUR,
        players=(first, *FOUR.players[1:]),
        actions=(),
        expectations=(),
        crowds=(Crowd("Guest", 2, touch_every=9),),
    )
    with pytest.raises(ScenarioError, match="use letters only"):
        Run(named)
    run = Run(replace(named, settings={"names.regional": True}))
    names = [player.fullname for player in run.world.players]
    assert names == ["Tammya Reedwater", "Borin", "Zulya", "Catnia", "Guestaa Guest", "Guestab Guest"]
