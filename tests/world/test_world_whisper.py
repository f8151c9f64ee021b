"""Addon whispers between real clients: who reaches whom, in which form, with which result."""

import json

import pytest

from generator.world import Reach, Settings, Throttle


def test_a_whisper_arrives_after_the_hop_with_the_exact_payload(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia")
    assert tammya('whisper("Catnia", "hello \\1\\127 there")') == 0
    made.world.run(0.49)
    assert catnia.heard == []
    made.world.run(0.01)
    assert catnia.heard == ["ADDON,PRB,hello \x01\x7f there,WHISPER,Tammya-MoonGuard,Catnia-MoonGuard,0,0,,0"]
    assert catnia('whisper("Tammya-MoonGuard", "back")') == 0
    made.world.run(0.5)
    assert tammya.heard[0].startswith("ADDON,PRB,back,WHISPER,Catnia-MoonGuard,")
    kinds = [(record.kind, record.medium, record.text) for record in made.world.trace if record.packet]
    payload = b"hello \x01\x7f there"
    back = b"back"
    assert kinds == [
        ("send", "WHISPER", payload),
        ("deliver", "WHISPER", payload),
        ("send", "WHISPER", back),
        ("deliver", "WHISPER", back),
    ]


def test_an_answer_is_traced_after_the_delivery_it_answers_and_numbered(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    catnia, _ = made.player("Catnia")
    catnia.lua(
        'local f = CreateFrame("Frame") f:RegisterEvent("CHAT_MSG_ADDON") '
        'f:SetScript("OnEvent", function() Probe.whisper("Tammya", "yes") end)'
    )
    tammya('whisper("Catnia", "there?")')
    made.world.run(2)
    steps = [(record.kind, record.text, record.packet) for record in made.world.trace if record.packet]
    assert steps == [
        ("send", b"there?", 1),
        ("deliver", b"there?", 1),
        ("send", b"yes", 2),
        ("deliver", b"yes", 2),
    ]
    lines = [json.loads(line) for line in made.world.trace.lines()]
    assert [line["packet"] for line in lines if line["packet"]] == [1, 1, 2, 2]


def test_every_byte_but_nul_arrives_unharmed(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    catnia, _ = made.player("Catnia")
    made.world.run(1)
    catnia.lua("Sum = 0 Len = 0")
    catnia.lua(
        'local f = CreateFrame("Frame") f:RegisterEvent("CHAT_MSG_ADDON") f:SetScript("OnEvent", '
        "function(_, _, _, text) Len = #text for i = 1, #text do Sum = Sum + text:byte(i) * i end end)"
    )
    tammya.player.lua("Every = '' for i = 1, 255 do Every = Every .. string.char(i) end")
    assert tammya.player.lua('return Probe.whisper("Catnia", Every)') == 0
    made.world.run(1)
    assert catnia.lua("return Len") == 255
    assert catnia.lua("return Sum") == sum(i * i for i in range(1, 256))


def test_logged_whispers_have_an_event_of_their_own_and_must_be_clean(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia")
    assert tammya('logged("Catnia", "clean")') == 0
    assert tammya('logged("Catnia", "dirty \\1")') == 0
    made.world.run(1)
    assert [line.split(",")[:3] for line in catnia.heard] == [["LOGGED", "PRB", "clean"]]
    dropped = [record for record in made.world.trace if record.kind == "drop"]
    assert [(record.medium, record.detail) for record in dropped] == [("LOGGED", "logged text is not clean")]


def test_the_other_faction_is_out_of_reach(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    _, borin = made.player("Borin", "Horde")
    assert tammya('whisper("Borin", "hello")') == 12
    made.world.run(2)
    assert borin.heard == []


@pytest.mark.parametrize(("relation", "reached"), [("group", True), ("guild", True), ("community", False)])
def test_what_two_players_share_decides_across_factions(stage, relation, reached):
    made = stage()
    tammya, tammya_probe = made.player("Tammya")
    borin, borin_probe = made.player("Borin", "Horde")
    if relation == "guild":
        made.world.guild("Moon Watch", tammya, borin)
    else:
        getattr(made.world, relation)(tammya, borin)
    assert tammya_probe('whisper("Borin", "hello")') == (0 if reached else 12)
    made.world.run(2)
    assert bool(borin_probe.heard) == reached


def test_a_foreign_realm_is_silence_and_a_connected_one_is_home(stage):
    made = stage()
    near = made.world.realm(1370, "Azjol-Nerub", group=made.moon_guard)
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia", realm=near)
    _, borin = made.player("Borin", realm=made.wyrmrest)
    assert tammya('whisper("Catnia-AzjolNerub", "near")') == 0
    assert tammya('whisper("Borin-WyrmrestAccord", "far")') == 0
    assert tammya('whisper("Catnia", "nobody of that name here")') == 12
    made.world.run(2)
    assert catnia.heard == ["ADDON,PRB,near,WHISPER,Tammya-MoonGuard,Catnia-AzjolNerub,0,0,,0"]
    assert borin.heard == []
    assert [record.detail for record in made.world.trace if record.kind == "drop"] == ["foreign realm"]


@pytest.mark.parametrize(
    ("answer", "result", "lines"), [("result", 12, 0), ("system", 0, 1), ("both", 12, 1), ("silent", 0, 0)]
)
def test_the_answer_for_somebody_offline_is_a_switch(stage, answer, result, lines):
    made = stage(Settings(reach=Reach(offline=answer)))
    _, tammya = made.player("Tammya")
    made.player("Catnia", login=False)
    assert tammya('whisper("Catnia", "hello")') == result
    made.world.run(2)
    said = tammya.saw("CHAT_MSG_SYSTEM")
    assert len(said) == lines
    wanted = tammya.player.lua('return ERR_CHAT_PLAYER_NOT_FOUND_S:format("Catnia")')
    assert all(wanted in line for line in said)


def test_a_sender_may_come_without_realm(stage):
    made = stage(Settings(reach=Reach(sender_realm=False)))
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia")
    tammya('whisper("Catnia", "hello")')
    made.world.run(1)
    assert catnia.heard[0].split(",")[4] == "Tammya"


def test_an_unregistered_prefix_is_not_heard(stage):
    made = stage()
    tammya, _ = made.player("Tammya")
    _, catnia = made.player("Catnia")
    assert tammya.lua('return C_ChatInfo.SendAddonMessage("OTHER", "x", "WHISPER", "Catnia")') == 0
    made.world.run(1)
    assert catnia.heard == []
    assert [r.detail for r in made.world.trace if r.kind == "drop"] == ["prefix not registered"]


def test_whispers_of_one_link_never_overtake_each_other(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia")
    made.world.faults.delay(3.0, times=1)
    for number in range(3):
        tammya(f'whisper("Catnia", "{number}")')
    made.world.run(5)
    assert [line.split(",")[2] for line in catnia.heard] == ["0", "1", "2"]


def test_too_long_empty_and_nul_are_refused(stage):
    made = stage()
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia")
    assert tammya('whisper("Catnia", ("x"):rep(256))') == 2
    assert tammya('whisper("Catnia", "a\\0b")') == 2
    assert tammya('whisper("Catnia", "")') == 2
    assert tammya('whisper("Catnia", ("x"):rep(255))') == 0
    made.world.run(1)
    assert [len(line.split(",")[2]) for line in catnia.heard] == [255]


def test_chat_types_and_targets_have_their_own_results(stage):
    made = stage()
    tammya, probe = made.player("Tammya")
    catnia, catnia_probe = made.player("Catnia")
    assert probe('send("PARTY", nil, "x")') == 5
    assert probe('send("GUILD", nil, "x")') == 10
    assert probe('send("WHISPER", nil, "x")') == 6
    assert probe('send("CHANNEL", 9, "x")') == 7
    assert probe('send("NOWHERE", nil, "x")') == 4
    made.world.group(tammya, catnia)
    assert probe('send("RAID", nil, "a party is no raid")') == 0
    made.world.run(1)
    assert [line.split(",")[3] for line in catnia_probe.heard] == ["PARTY"]
    made.world.group(tammya, catnia, kind="raid")
    assert probe('send("RAID", nil, "to all")') == 0
    made.world.run(1)
    assert [line.split(",")[2:4] for line in catnia_probe.heard[1:]] == [["to all", "RAID"]]
    assert [line.split(",")[2:4] for line in probe.heard[1:]] == [["to all", "RAID"]]


def test_the_allowance_of_a_prefix_runs_out_and_returns(stage):
    made = stage(Settings(throttle=Throttle(whispers_exempt=False)))
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia")
    results = [tammya(f'whisper("Catnia", "{number}")') for number in range(12)]
    assert results == [0] * 10 + [3, 3]
    made.world.run(1.0)
    assert [tammya('whisper("Catnia", "later")') for _ in range(2)] == [0, 3]
    made.world.run(20.0)
    assert len(catnia.heard) == 11
    assert [tammya('whisper("Catnia", "x")') for _ in range(11)] == [0] * 10 + [3]
    assert made.world.counts.medium("WHISPER").refused == 4


def test_whispers_are_exempt_in_the_open_world_and_not_in_an_instance(stage):
    made = stage()
    player, tammya = made.player("Tammya")
    made.player("Catnia")
    assert [tammya('whisper("Catnia", "x")') for _ in range(30)] == [0] * 30
    player.enter_instance("Deadmines")
    assert [tammya('whisper("Catnia", "x")') for _ in range(12)] == [0] * 10 + [3, 3]
