"""The parts of a world that need no client: streams, allowance, identities, faults, trace."""

import io
import json

from generator.virtual.faults import Drop, Duplicate, Faults, Match, Packet, Pass
from generator.virtual.streams import Streams
from generator.world.allowance import Allowances
from generator.world.identity import Realm, make_identity, normalize, split_name
from generator.world.payload import logged_length, treat, utf8_length
from generator.world.settings import Allowance
from generator.world.trace import Record, Trace

MOON_GUARD = Realm(1365, "Moon Guard", "1365")


def packet(number: int = 1, medium: str = "WHISPER", sender: str = "Tammya-MoonGuard") -> Packet:
    return Packet(number, 1.0, medium, sender, "Catnia-MoonGuard", "+RP", b"1-x")


def test_a_stream_depends_on_seed_and_purpose_alone():
    assert Streams(1).of("link/1").random() == 0.18681986309619592
    other = Streams(1)
    other.of("anything").random()
    assert other.of("link/1").random() == Streams(1).of("link/1").random()
    assert Streams(2).of("link/1").random() != Streams(1).of("link/1").random()


def test_an_allowance_runs_out_and_comes_back_one_a_second():
    allowances = Allowances(Allowance(size=3, per_second=1.0, cap=3))
    assert [allowances.take("+RP", 0.0) for _ in range(4)] == [True, True, True, False]
    assert not allowances.take("+RP", 0.9)
    assert allowances.take("+RP", 1.0)
    assert not allowances.take("+RP", 1.5)
    assert allowances.take("OTHER", 1.5)
    assert allowances.left("+RP", 100.0) == 3.0


def test_characters_come_from_the_seed_and_their_name():
    tammya = make_identity(Streams(1), "Tammya", MOON_GUARD, "Alliance", None)
    assert tammya == make_identity(Streams(1), "Tammya", MOON_GUARD, "Alliance", None)
    assert tammya.guid != make_identity(Streams(2), "Tammya", MOON_GUARD, "Alliance", None).guid
    assert tammya.guid.startswith("Player-1365-0")
    assert len(tammya.guid) == len("Player-1365-015DBDBD")
    assert tammya.realm == "Moon Guard"


def test_payloads_are_judged_by_their_clean_start():
    assert utf8_length("é…x".encode()) == 6
    assert utf8_length(b"ab\xffcd") == 2
    assert utf8_length("ab\ufffe".encode()) == 2
    assert utf8_length(b"\xed\xa0\x80") == 0
    assert logged_length(b"clean", b"|") == 5
    assert logged_length(b"a|b", b"|") == 1
    assert logged_length(b"ab\xe5\x8d\x8dcd", b"") == 2
    assert treat(b"abc", 3, "refuse", "why") == (0, b"abc", "")
    assert treat(b"abc", 2, "refuse", "why") == (2, b"abc", "why")
    assert treat(b"abc", 2, "truncate", "why") == (0, b"ab", "")
    assert treat(b"abc", 2, "drop", "why") == (0, b"abc", "why")
    assert treat(b"abc", 2, "deliver", "why") == (0, b"abc", "")


def test_names_are_normalized():
    assert normalize("Der Rat von Dalaran") == "DerRatvonDalaran"
    assert normalize("Azjol-Nerub") == "AzjolNerub"
    assert split_name("Tammya", MOON_GUARD) == ("tammya", "moonguard")
    assert split_name("Tammya-Argent Dawn", MOON_GUARD) == ("tammya", "argentdawn")


def test_the_first_fault_that_speaks_wins_and_each_counts():
    faults = Faults(Streams(1))
    lose = faults.drop(Match(medium="BNET"))
    twice = faults.duplicate(gap=0.5, times=1)
    assert faults.decide(packet(medium="BNET")) == Drop()
    assert faults.decide(packet()) == Duplicate(0.5)
    assert faults.decide(packet()) == Pass()
    assert {answer: count for answer, count in lose.counts.items() if count} == {"Pass": 2, "Drop": 1}
    assert {answer: count for answer, count in twice.counts.items() if count} == {"Pass": 1, "Duplicate": 1}
    faults.remove(lose)
    assert faults.decide(packet(medium="BNET")) == Pass()


def test_a_chance_is_drawn_from_the_rule_own_stream():
    def outcome() -> list[bool]:
        faults = Faults(Streams(7))
        faults.drop(chance=0.5)
        return [faults.decide(packet(number)) == Drop() for number in range(64)]

    assert outcome() == outcome()
    assert 16 < sum(outcome()) < 48


def test_the_trace_counts_and_writes_the_exact_payload():
    trace = Trace()
    payload = b"1-\x01\xff\xc3\xa9"
    trace.add(Record(0.0, "send", "WHISPER", "Tammya-MoonGuard", "Catnia-MoonGuard", "+RP", payload, 0))
    trace.add(Record(0.5, "deliver", "WHISPER", "Tammya-MoonGuard", "Catnia-MoonGuard", "+RP", payload))
    trace.add(Record(0.6, "refuse", "BNET", "Tammya-MoonGuard", "", "+RP", b"", 3))
    file = io.StringIO()
    trace.write(file)
    lines = [json.loads(line) for line in file.getvalue().splitlines()]
    assert lines[0]["text"].encode("utf-8", "surrogateescape") == payload
    assert list(lines[0]) == list(lines[1])
    counts = trace.counts
    assert (counts.medium("WHISPER").packets, counts.medium("WHISPER").bytes) == (1, len(payload))
    assert counts.medium("WHISPER").delivered == 1
    assert counts.medium("BNET").refused == 1


def test_the_digest_does_not_depend_on_when_it_is_asked_or_what_is_kept():
    kept, thrown, asked = Trace(), Trace(keep=False), Trace()
    for number in range(5):
        for trace in (kept, thrown, asked):
            trace.add(Record(number / 2, "send", "WHISPER", "A-B", "C-D", "+RP", b"%d" % number, 0))
        asked.digest()
    assert kept.digest() == thrown.digest() == asked.digest()
    assert thrown.records == []


def test_the_peak_is_over_any_window_and_may_count_overhead():
    trace = Trace()
    for time, size in ((0.0, 100), (0.9, 100), (1.5, 100), (4.0, 50)):
        trace.add(Record(time, "send", "WHISPER", "A-B", "C-D", "+RP", b"x" * size, 0))
    player = trace.counts.player("A-B")
    assert player.peak() == 200
    assert player.peak(overhead=40) == 280
    assert player.peak(window=10.0) == 350
