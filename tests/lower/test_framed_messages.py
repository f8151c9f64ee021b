"""Any message survives being cut into packets, whatever the way does to their order; nothing received does harm."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PACKET = 255
QUICK = settings(max_examples=35, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

texts = st.one_of(
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60).map(str.encode),
    st.binary(max_size=60).map(lambda data: data.replace(b"\x00", b"\x01")),
)
messages = st.builds(lambda text, times: text * times, texts, st.integers(1, 60))


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8", "strict")
    except UnicodeDecodeError:
        return False
    return True


def pieces_of(message: bytes, data: st.DataObject) -> list[bytes]:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(message)), max_size=6)))
    return [message[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(message)], strict=True)]


def packets_of(lower: Any, medium: str, message: bytes, data: st.DataObject) -> list[bytes]:
    packets, outcome = lower.call("packets", medium, pieces_of(message, data))
    assert outcome == b"sent"
    assert all(len(packet) <= PACKET for packet in packets)
    # Where a medium takes any bytes, a page may end inside a character.
    if is_utf8(message) and lower.revision.media[medium].alphabet != "bytes":
        assert all(is_utf8(packet) for packet in packets)
    return list(packets)


def received(lower: Any, triples: list[Any], through: bool) -> list[bytes]:
    got, aborted, stats, problem, after = lower.call("receive", triples, through)
    assert problem is None
    assert aborted == []
    assert stats["pending"] == stats["pending_bytes"] == after["pending_bytes"] == 0
    return list(got)


@QUICK
@given(message=messages, through=st.booleans(), data=st.data())
def test_addon_pages_become_the_message(lower: Any, message: bytes, through: bool, data: st.DataObject) -> None:
    packets = packets_of(lower, "WHISPER", message, data)
    assert received(lower, [each for packet in packets for each in ("WHISPER", "Tammya", packet)], through) == [message]


@QUICK
@given(message=messages, through=st.booleans(), data=st.data())
def test_bnet_pages_become_the_message_in_any_order_and_doubled(
    lower: Any, message: bytes, through: bool, data: st.DataObject
) -> None:
    packets = packets_of(lower, "BNET", message, data)
    doubled = data.draw(st.lists(st.sampled_from(packets), max_size=5)) if len(packets) > 1 else []
    shuffled = data.draw(st.permutations(packets + doubled))
    assert received(lower, [each for packet in shuffled for each in ("BNET", 17, packet)], through) == [message]


@QUICK
@given(message=messages.filter(lambda message: len(message) > PACKET), data=st.data())
def test_a_message_with_a_page_missing_is_no_message(lower: Any, message: bytes, data: st.DataObject) -> None:
    packets = packets_of(lower, "BNET", message, data)
    del packets[data.draw(st.integers(0, len(packets) - 1))]
    shuffled = data.draw(st.permutations(packets))
    got, _, stats, problem, after = lower.call("receive", [x for p in shuffled for x in ("BNET", 17, p)], False)
    assert (got, problem) == ([], None)
    assert stats["pending"] == 1
    assert after["pending"] == 0


@QUICK
@given(ours=messages, theirs=messages, data=st.data())
def test_messages_of_two_senders_do_not_mix(lower: Any, ours: bytes, theirs: bytes, data: st.DataObject) -> None:
    queues = {"Tammya": packets_of(lower, "WHISPER", ours, data), "Catnia": packets_of(lower, "WHISPER", theirs, data)}
    triples: list[Any] = []
    while any(queues.values()):
        sender = data.draw(st.sampled_from([name for name in queues if queues[name]]))
        triples += ["WHISPER", sender, queues[sender].pop(0)]
    assert sorted(received(lower, triples, through=False)) == sorted([ours, theirs])


@QUICK
@given(
    packets=st.lists(
        st.tuples(
            st.sampled_from(["WHISPER", "BNET", "BROADCAST", "SMOKE"]),
            st.sampled_from(["Tammya", "Catnia", 17]),
            st.one_of(
                st.binary(max_size=12),
                st.builds(
                    lambda mark, numbers, rest: b"1" + mark + bytes(numbers) + rest,
                    st.sampled_from([b"-", b"<", b"=", b">", b"?"]),
                    st.lists(st.integers(1, 4), max_size=4),
                    st.binary(max_size=4),
                ),
            ),
        ),
        max_size=40,
    ),
    through=st.booleans(),
)
def test_any_packets_are_taken_or_counted(lower: Any, packets: list[tuple[Any, ...]], through: bool) -> None:
    got, aborted, stats, problem, after = lower.call(
        "receive", [part for packet in packets for part in packet], through
    )
    assert problem is None
    assert stats["delivered"] == len(got)
    assert after["pending"] == after["pending_bytes"] == 0
    assert all(isinstance(why, bytes) for why in aborted)


def test_a_flood_stays_within_the_bounds_and_leaves_nothing(default_lower: Any) -> None:
    limits = default_lower.to_python(default_lower.ns[b"Spec"][b"limits"])
    highest, problem, stats, kilobytes = default_lower.call("flood", 100_000, 3)
    assert problem is None
    assert 0 < highest <= limits["pending_total_bytes"]
    assert stats["pending"] == stats["pending_bytes"] == 0
    assert stats["dropped_sender_full"] > 1000
    assert kilobytes < 200
