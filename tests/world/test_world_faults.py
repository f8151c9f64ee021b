"""Fault rules on their own and in a world; what a packet is called and how the trace describes it."""

import io
import json
from random import Random

import pytest

from generator.codec import Codec
from generator.spec.catalog import revision
from generator.virtual.faultrules import corrupted
from generator.virtual.faults import Corrupt, Drop, Faults, Hold, Match, Packet, Pass, Reorder
from generator.virtual.streams import Streams
from generator.world.decoding import Describer, Naming, by_prefix
from generator.world.settings import Links, Settings
from generator.world.trace import Record, Trace


def packet(number=1, text=b"1-x", medium="WHISPER", sender="Tammya-MoonGuard", receiver="Catnia-MoonGuard", time=1.0):
    return Packet(number, time, medium, sender, receiver, "CRP2", text)


def test_a_rule_is_scoped_by_either_player_several_names_and_time():
    match = Match(player="Tammya-MoonGuard", medium=("WHISPER", "BNET"), start=5.0, end=6.0)
    assert match.fits(packet(time=5.0))
    assert match.fits(packet(time=5.9, sender="Catnia-MoonGuard", receiver="Tammya-MoonGuard", medium="BNET"))
    assert not match.fits(packet(time=6.0))
    assert not match.fits(packet(time=5.0, medium="CHANNEL"))
    assert not match.fits(packet(time=5.0, sender="Borin-MoonGuard"))


def test_skip_and_times_count_matching_packets():
    faults = Faults(Streams(1))
    faults.drop(Match(medium="WHISPER"), times=2, skip=1)
    fates = [faults.decide(packet(number, medium=medium)) for number, medium in enumerate(("BNET", *["WHISPER"] * 4))]
    assert fates == [Pass(), Pass(), Drop(), Drop(), Pass()]


def test_a_rule_more_moves_no_other_rule():
    def fates(more: bool) -> list[object]:
        faults = Faults(Streams(3))
        if more:
            faults.duplicate(Match(medium="BNET"), chance=0.5, name="more")
        faults.drop(Match(medium="WHISPER"), chance=0.5, name="loss")
        return [faults.decide(packet(number)) for number in range(40)]

    assert fates(False) == fates(True)
    assert len(set(map(type, fates(False)))) == 2


def test_corruption_changes_bytes_and_never_makes_a_nul():
    text = bytes(range(1, 256))
    for seed in range(50):
        changed = corrupted(text, Random(seed), 1, False)
        assert sum(a != b for a, b in zip(text, changed, strict=True)) == 1
        assert 0 not in changed
        cut = corrupted(text, Random(seed), 1, True)
        assert text.startswith(cut)
        assert 0 < len(cut) < len(text)
    assert isinstance(_first(lambda faults: faults.corrupt()), Corrupt)


def _first(add):
    faults = Faults(Streams(1))
    add(faults)
    return faults.decide(packet(text=b"1-abc"))


def test_partitions_are_one_way_or_two_way_and_healed_by_removal():
    there, back = packet(), packet(sender="Catnia-MoonGuard", receiver="Tammya-MoonGuard")
    faults = Faults(Streams(1))
    one_way = faults.partition(["Tammya-MoonGuard"], ["Catnia-MoonGuard"], one_way=True)
    assert [faults.decide(there), faults.decide(back)] == [Drop(), Pass()]
    faults.remove(one_way)
    both = faults.partition(["Tammya-MoonGuard"], ["Catnia-MoonGuard"])
    assert [faults.decide(there), faults.decide(back)] == [Drop(), Drop()]
    faults.remove(both)
    assert faults.decide(there) == Pass()
    assert faults.unfired() == []


def test_what_never_fired_is_reported_even_after_its_removal():
    faults = Faults(Streams(1))
    never = faults.drop(Match(medium="BNET"), name="the outage")
    late = faults.reorder(1.0, name="shuffle")
    assert isinstance(faults.decide(packet()), Reorder)
    faults.remove(never)
    # A packet that was late and overtaken by nothing was not reordered.
    assert [rule.name for rule in faults.unfired()] == ["the outage", "shuffle"]
    late.overtaken = 1
    assert [rule.name for rule in faults.unfired()] == ["the outage"]


def test_what_a_message_to_many_causes_keeps_its_place_in_the_queue(stage):
    made = stage()
    players, probes = zip(*(made.player(name) for name in ("Tammya", "Catnia", "Bryn")), strict=True)
    made.world.group(*players)
    made.world.faults.duplicate(Match(receiver="Catnia-MoonGuard"), gap=0.0)
    assert probes[0]('send("PARTY", nil, "twice to one")') == 0
    made.world.run(1)
    got = [record.receiver.partition("-")[0] for record in made.world.trace if record.kind == "deliver"]
    assert got == ["Tammya", "Catnia", "Catnia", "Bryn"]


def test_packets_of_one_message_may_be_released_at_different_moments_of_an_instant(stage):
    made = stage(Settings(links=Links(hop=0.0)))
    players, probes = zip(*(made.player(name) for name in ("Tammya", "Catnia", "Bryn")), strict=True)
    made.world.group(*players)
    holds = [made.world.faults.hold(Match(receiver=player.fullname)) for player in players[1:]]
    assert probes[0]('send("PARTY", nil, "to both")') == 0
    for hold in holds:
        made.world.faults.release(hold)
        made.world.run(0)
    assert [len(probe.heard) for probe in probes[1:]] == [1, 1]


def test_held_packets_go_in_order_when_released(stage):
    made = stage()
    _, probe = made.player("Tammya")
    _, heard = made.player("Borin")
    hold = made.world.faults.hold(Match(medium="WHISPER"))
    for number in range(3):
        probe(f'whisper("Borin", "{number}")')
    made.world.run(30)
    assert heard.heard == []
    assert [held.text for held, _ in hold.held] == [b"0", b"1", b"2"]
    assert hold.counts["Hold"] == 3
    made.world.faults.release(hold)
    probe('whisper("Borin", "3")')
    made.world.run(1)
    assert [line.split(",")[2] for line in heard.heard] == ["0", "1", "2", "3"]
    assert isinstance(made.world.faults.decide(packet()), Pass)
    assert Hold().word == "held"


def test_reordering_lets_later_packets_overtake_and_counts_those_only(stage):
    made = stage()
    _, probe = made.player("Tammya")
    _, heard = made.player("Borin")
    shuffle = made.world.faults.reorder(5.0, times=1)
    probe('whisper("Borin", "first")')
    probe('whisper("Borin", "second")')
    made.world.run(10)
    assert [line.split(",")[2] for line in heard.heard] == ["second", "first"]
    assert (shuffle.counts["Reorder"], shuffle.overtaken, shuffle.fired) == (1, 1, 1)


def test_a_corrupted_packet_arrives_changed_and_the_trace_says_so(stage):
    made = stage()
    _, probe = made.player("Tammya")
    _, heard = made.player("Borin")
    made.world.faults.corrupt(count=1, name="noise")
    probe('whisper("Borin", "hello")')
    made.world.run(2)
    text = heard.heard[0].split(",")[2]
    assert text != "hello"
    assert len(text.encode("utf-8", "surrogateescape")) == 5
    kinds = [(record.kind, record.detail) for record in made.world.trace if record.packet]
    assert kinds == [("send", ""), ("fault", "noise: corrupted"), ("deliver", "")]
    assert made.world.trace[-1].text != b"hello"


def test_every_revision_is_known_by_its_prefix():
    assert [found.id for found in by_prefix().values()] == ["alliance-1", "alliance-2", "release-2"]


@pytest.mark.parametrize("name", ["alliance-1", "alliance-2", "release-2"])
def test_packets_are_named_with_what_they_carry_on_every_page(name):
    chosen = revision(name)
    prefix = next(key for key, found in by_prefix().items() if found.id == name)
    message, inner = _carrying(chosen, "R2", "BNET", "TD"), "TD"
    slot = b"\x01\x05"
    first, second = b"1<" + slot + b"\x01\x02" + message[:-3], b"1>" + slot + b"\x01\x03" + message[-3:]
    naming = Naming()
    assert naming.names(prefix, "BNET", "A-B", "C-D", b"1-" + message) == ("R2", inner)
    assert naming.names(prefix, "BNET", "A-B", "C-D", first) == ("R2", inner)
    assert naming.names(prefix, "BNET", "A-B", "C-D", second) == ("R2", inner)
    assert naming.names(prefix, "BNET", "A-B", "Other-D", second) == ()
    assert naming.names("PRB", "BNET", "A-B", "C-D", first) == ()
    assert naming.names(prefix, "WHISPER", "A-B", "C-D", b"nonsense") == ()


def test_the_trace_is_decoded_as_it_is_written():
    chosen = revision("alliance-2")
    text = _carrying(chosen, "R1", "WHISPER", "TR")
    pages = [b"1<\x01\x01" + text[:9], b"1=\x01\x01" + text[9:14], b"1>\x01\x01" + text[14:]]
    trace = Trace()
    for number, (kind, data) in enumerate([("send", b"1-" + text), *(("send", page) for page in pages)], 1):
        trace.add(Record(number, kind, "WHISPER", "A-B", "C-D", "CRP2", data, 0, "", number))
    trace.add(Record(5.0, "deliver", "WHISPER", "A-B", "C-D", "CRP2", pages[0], None, "", 2))
    trace.add(Record(6.0, "deliver", "WHISPER", "A-B", "C-D", "CRP2", b"2-garbage", None, "", 3))
    trace.add(Record(7.0, "send", "WHISPER", "A-B", "C-D", "PRB", b"1-x", 0, "", 9))
    trace.add(Record(8.0, "session", sender="A-B", detail="logout"))
    file = io.StringIO()
    trace.write(file, Describer().describe)
    decoded = [json.loads(line)["decoded"] for line in file.getvalue().splitlines()]
    assert decoded[0]["message"] == "R1"
    assert decoded[0]["fields"] == decoded[3]["fields"]
    assert decoded[0]["inner"]["message"] == "TR"
    assert decoded[1]["page"] == {"slot": 0, "number": 1, "total": None}
    assert decoded[1]["of"][0] == decoded[2]["of"][0] == "R1"
    assert decoded[3]["pages"] == 3
    assert decoded[4] == decoded[1], "a delivery repeats its send"
    assert "version" in decoded[5]["error"]
    assert decoded[6] is None
    assert decoded[7] is None
    assert "decoded" not in json.loads(next(trace.lines()))


def _carrying(chosen, outer, medium, inner):
    """A routed message that carries another."""
    codec = Codec(chosen)
    values = codec.decode(chosen.messages[outer].examples[0], medium).values
    return codec.encode(outer, {**values, "message": chosen.messages[inner].examples[0]})
