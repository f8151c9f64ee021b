"""A child revision states only how it differs."""

from __future__ import annotations

import inspect

import pytest
from minimal import REST, SOURCE, WORD, message, revision

from generator.spec.catalog import REVISIONS, UnknownRevision
from generator.spec.catalog import revision as find
from generator.spec.changes import changes, differs, message_changes
from generator.spec.model import Field, Limit, Timer, derive
from generator.spec.place import SpecError
from generator.spec.types import Choice

PARENT = revision(
    message("A", WORD),
    message("B", WORD),
    Timer(name="B", seconds=1, source=SOURCE),
    Limit(name="most", value=5, unit="things", source=SOURCE),
)


def child(*own, **more):
    return derive(PARENT, *own, **{"id": "test-2", "title": "Child", "source": SOURCE, **more})


def test_a_child_has_everything_its_parent_has():
    same = child()
    assert same.items == PARENT.items
    assert same.grammar is PARENT.grammar
    assert same.protocol == PARENT.protocol
    assert same.own == ()


def test_a_changed_item_takes_its_parents_place_in_the_order():
    made = child(message("A", WORD, REST))
    assert list(made.messages) == ["A", "B"]
    assert len(made.messages["A"].fields) == 2
    assert len(PARENT.messages["A"].fields) == 1


def test_a_new_item_comes_last():
    assert list(child(message("C")).messages) == ["A", "B", "C"]


def test_kinds_do_not_meet():
    made = child(Timer(name="A", seconds=2, source=SOURCE))
    assert list(made.messages) == ["A", "B"]
    assert list(made.timers) == ["B", "A"]


def test_a_dropped_item_is_gone_and_only_it():
    made = child(drop=(("message", "B"),))
    assert list(made.messages) == ["A"]
    assert list(made.timers) == ["B"]


def test_a_grandchild_does_not_get_it_back():
    made = child(drop=(("message", "B"),))
    grandchild = derive(made, id="test-3", title="Grandchild", source=SOURCE)
    assert list(grandchild.messages) == ["A"]


@pytest.mark.parametrize("what", [("message", "Z"), ("timer", "A"), ("nothing", "B")])
def test_dropping_what_is_not_there_is_refused(what):
    line = inspect.currentframe().f_lineno + 2
    with pytest.raises(SpecError, match=f"test-2 drops {what[0]} '{what[1]}', which test-1 does not have") as caught:
        derive(PARENT, id="test-2", title="Child", source=SOURCE, drop=(what,))
    assert (caught.value.place.file, caught.value.place.line) == ("test_spec_derive.py", line)


def test_what_is_dropped_cannot_be_dropped_again():
    made = child(drop=(("message", "B"),))
    with pytest.raises(SpecError):
        derive(made, id="test-3", title="Grandchild", source=SOURCE, drop=(("message", "B"),))


def test_changes_are_told_by_name():
    made = child(message("A", WORD, REST), message("C"), drop=(("timer", "B"),))
    found = changes(made)
    assert found.added == {"message": ("C",)}
    assert found.changed == {"message": ("A",)}
    assert found.dropped == {"timer": ("B",)}


def test_an_item_restated_with_the_same_content_is_no_change():
    again = child(message("A", WORD, note="said better"), Timer(name="B", seconds=1, source="C2"))
    assert changes(again).changed == {}
    assert changes(child(Timer(name="B", seconds=2, source=SOURCE))).changed == {"timer": ("B",)}


def test_a_root_changes_nothing():
    found = changes(PARENT)
    assert not found.changed
    assert not found.dropped


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (message("M", WORD, WORD), []),
        (message("M", WORD), ["field b is gone"]),
        (message("M", WORD, WORD, REST), ["field c is new, after b"]),
        (message("M", fields=(Field("z", WORD), Field("a", WORD), Field("b", WORD))), ["field z is new, at the begin"]),
        (message("M", fields=(Field("b", WORD), Field("a", WORD))), ["the fields are in another order: b, a"]),
        (message("M", fields=(Field("a", WORD), Field("b", WORD, optional=True))), ["field b may be left out now"]),
        (message("M", WORD, Choice("c", ((b"x", b"x"), (b"y", True)))), ["field b is one of x, y (true); was 1 or"]),
        (message("M", WORD, WORD, media=("AIR",)), ["travels on AIR too", "no longer travels on WIRE"]),
        (message("M", WORD, WORD, command="N"), ["the command is N, was M"]),
    ],
)
def test_how_a_message_changed_is_said(new, words):
    old = message("M", WORD, WORD)
    found = message_changes(old, new)
    assert len(found) == len(words)
    for text, beginning in zip(found, words, strict=True):
        assert text.startswith(beginning)
    assert differs(old, new) == bool(words)


def test_what_the_three_revisions_change():
    second, third = changes(REVISIONS["alliance-2"]), changes(REVISIONS["release-2"])
    assert second.added["message"] == ("RG", "R0", "A1", "A2", "A3", "PQ", "PR")
    assert second.changed["message"] == ("HI", "ST", "BYE", "R1", "R2", "R3")
    assert second.dropped == {"message": ("HO",)}
    assert third.changed["message"] == ("R0", "R1", "R2", "R3", "TD")
    assert third.changed["layout"] == ("ADDON", "BNET")
    assert third.dropped == {"constant": ("packed",), "limit": ("packed_block",), "flow": ("logged", "companions")}


def test_all_layers_below_are_shared_by_the_three_revisions():
    for name in ("TR", "TV"):
        assert len({id(REVISIONS[each].messages[name]) for each in ("alliance-1", "alliance-2", "release-2")}) == 1


def test_a_protocols_name_means_its_default_revision():
    assert find("crossrp").id == "alliance-2"
    assert find("citrus").id == "citrus"
    assert find("alliance-1").id == "alliance-1"


def test_an_unknown_revision_is_told_the_known_ones_and_the_nearest():
    with pytest.raises(UnknownRevision) as caught:
        find("aliance-2")
    text = str(caught.value)
    assert all(name in text for name in REVISIONS)
    assert text.endswith("did you mean 'alliance-2'?")
    with pytest.raises(UnknownRevision) as caught:
        find("zzz")
    assert "did you mean" not in str(caught.value)
