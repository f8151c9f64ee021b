"""A specification with a mistake is refused when it is loaded, and the mistake's place is named."""

from __future__ import annotations

import inspect

import pytest
from minimal import COMMAND, DIGIT_RUN, FRAMING, REST, SOURCE, WIRE, WORD, layout, message, revision

from generator.spec.bytesets import ALNUM, DIGITS, NOT_NUL, byteset
from generator.spec.check import check, mistakes
from generator.spec.model import (
    Budget,
    Field,
    Grammar,
    Limit,
    Medium,
    Message,
    Narrow,
    Pairs,
    Procedure,
    SendResult,
    Step,
    Timer,
    src,
)
from generator.spec.place import Place, SpecError, source
from generator.spec.types import (
    AnyOf,
    Choice,
    Escaped,
    Flag,
    ListOf,
    Lit,
    Nullable,
    Number,
    Run,
    Serials,
    Shape,
    Struct,
    Text,
)


def refusal(*own, **more) -> SpecError:
    """The error of a revision that has exactly one mistake."""
    spoilt = revision(*own, **more)
    assert [text for _, text in mistakes(spoilt)][1:] == []
    with pytest.raises(SpecError) as caught:
        check(spoilt)
    assert "test-1: " in str(caught.value)
    assert str(caught.value).startswith(str(caught.value.place))
    return caught.value


def refused_field(kind) -> str:
    """Why a message with one field of this type is refused; the message and field must be named."""
    reason = refusal(message("M", kind)).reason
    assert "message 'M', field 'a'" in reason
    return reason


def test_a_sound_revision_is_returned():
    sound = revision(FRAMING, layout(), message("M", WORD, REST))
    assert check(sound) is sound


def test_the_place_is_the_line_of_the_item_at_fault():
    line = inspect.currentframe().f_lineno + 1
    bad = Message(name="M", command="M", media=("AIR",), source=SOURCE)
    error = refusal(bad)
    assert error.place == Place("test_spec_mistakes.py", line)
    assert str(error).startswith(f"test_spec_mistakes.py:{line}: ")


def test_an_item_stated_twice():
    assert refusal(message("M"), message("M", WORD)).reason == "test-1: message 'M' is stated twice"


def test_a_command_of_two_messages_with_the_same_number_of_fields():
    first, second = message("M.one", WORD, command="M"), message("M.two", WORD, command="M")
    assert "duplicate command 'M'" in refusal(first, second).reason


def test_a_command_of_two_messages_told_apart_by_arity_is_sound():
    check(revision(message("M.one", WORD, command="M"), message("M.two", WORD, WORD, command="M")))


def test_arity_tells_nothing_when_a_field_takes_the_rest():
    first, second = message("M.one", WORD, command="M"), message("M.two", WORD, REST, command="M")
    assert "duplicate command 'M'" in refusal(first, second).reason


def test_arity_tells_nothing_when_a_field_may_be_left_out():
    optional = message("M.two", command="M", fields=(Field("a", WORD), Field("b", WORD, optional=True)))
    assert "duplicate command 'M'" in refusal(message("M.one", WORD, command="M"), optional).reason


def test_a_field_after_free_text():
    assert "field 'b' comes after the free text 'a'" in refusal(message("M", REST, WORD)).reason


def test_a_field_after_a_list_joined_by_spaces():
    words = ListOf("words", WORD, separator=b" ", high=3)
    assert "field 'b' comes after the free text 'a'" in refusal(message("M", words, WORD)).reason


def test_a_required_field_after_an_optional_one():
    fields = (Field("a", WORD, optional=True), Field("b", WORD))
    assert "field 'b' is required after the optional 'a'" in refusal(message("M", fields=fields)).reason


def test_two_fields_of_one_name():
    fields = (Field("a", WORD), Field("a", WORD))
    assert "2 fields named 'a'" in refusal(message("M", fields=fields)).reason


def test_an_unknown_medium():
    assert "names the unknown medium 'AIR'" in refusal(message("M", media=("WIRE", "AIR"))).reason


def test_a_message_without_a_medium():
    assert "names no medium" in refusal(message("M", media=())).reason


def test_a_rule_about_an_unknown_field():
    rule = Narrow("z", (b"x",), "a", WORD)
    assert "unknown field 'z'" in refusal(message("M", WORD, rules=(rule,))).reason


def test_a_rule_about_an_unknown_part_of_a_struct():
    struct = Struct("s", (("one", WORD),))
    rule = Pairs("a", "a.two", allowed=((b"x", b"y"),))
    assert "unknown field 'a.two'" in refusal(message("M", struct, rules=(rule,))).reason


@pytest.mark.parametrize("types", [(), (REST,)])
def test_a_source_before_the_command_needs_a_field_that_is_one_token(types):
    grammar = Grammar(command=COMMAND, message_bytes=1000, source_first=True)
    assert "puts a source before the command" in refusal(message("M", *types), grammar=grammar).reason


def test_a_limit_above_what_its_medium_carries():
    limit = Limit(name="most", value=256, unit="bytes", medium="WIRE", source=SOURCE)
    error = refusal(limit)
    assert "limit 'most' of 256 is above the 255 of medium 'WIRE'" in error.reason
    assert error.place == limit.place
    check(revision(Limit(name="most", value=255, unit="bytes", medium="WIRE", source=SOURCE)))


def test_a_limit_on_an_unknown_medium():
    assert "unknown medium 'AIR'" in refusal(Limit(name="l", value=1, unit="x", medium="AIR", source=SOURCE)).reason


@pytest.mark.parametrize("value", [0, -1])
def test_a_limit_that_allows_nothing(value):
    assert "must be above zero" in refusal(Limit(name="l", value=value, unit="x", source=SOURCE)).reason


@pytest.mark.parametrize(("changes", "what"), [({"whole": 254}, "whole"), ({"page": 252}, "page")])
def test_a_layout_whose_parts_are_above_the_packet(changes, what):
    error = refusal(FRAMING, layout(**changes))
    assert f"a {what} packet takes 256 bytes, above its 255" in error.reason


def test_a_page_number_takes_its_room_too():
    assert "takes 257 bytes" in refusal(FRAMING, layout(number_bytes=2)).reason


def test_a_packet_above_what_its_medium_carries():
    assert "256 bytes are above the 255 of medium 'WIRE'" in refusal(FRAMING, layout(packet=256)).reason


def test_a_layout_without_a_framing():
    assert "has no framing" in refusal(layout()).reason


def test_an_unknown_timer_in_a_procedure():
    procedure = Procedure(name="start", steps=(Step(action="wait", timer="nap"),), source=SOURCE)
    error = refusal(procedure)
    assert "waits for the unknown timer 'nap'" in error.reason
    assert error.place == procedure.place


def test_a_wait_without_a_timer():
    assert "wait without a timer" in refusal(Procedure(name="p", steps=(Step(action="wait"),), source=SOURCE)).reason


@pytest.mark.parametrize(
    "pieces",
    [
        (DIGIT_RUN, DIGIT_RUN),
        (Run(ALNUM, 1), Lit(b"A")),
        (Run(DIGITS, 0, 1), Run(ALNUM, 1)),
        (Run(ALNUM, 1), Run(byteset("-"), 0, 1), Run(DIGITS, 2, 2)),
    ],
    ids=["two runs", "run and literal", "optional and run", "run, gap, run"],
)
def test_a_shape_nobody_can_take_apart(pieces):
    assert "nothing tells where a run ends" in refused_field(Shape("s", pieces, high=9))


def test_a_struct_nobody_can_take_apart():
    pair = Struct("pair", (("first", WORD), ("second", Number("n", ((0, 9),)))))
    assert "nothing tells where a run ends" in refused_field(pair)


def test_an_optional_mark_a_part_can_begin_with():
    assert "nothing tells where" in refused_field(Struct("s", (("flag", Flag(b"1")), ("n", Number("n", ((0, 9),))))))


def test_a_run_too_loose_for_a_lua_pattern():
    assert "bound 's' as a whole" in refused_field(Shape("s", (Run(DIGITS, 1, 9),), high=9))


@pytest.mark.parametrize("byte", [" ", "\0"])
def test_a_token_that_may_hold_a_separator_or_a_nul(byte):
    assert "separator or a NUL" in refused_field(Shape("s", (Run(byteset(f"a{byte}"), 1),), high=9))


@pytest.mark.parametrize("text", [b"", b"a b"])
def test_a_literal_that_is_empty_or_holds_the_separator(text):
    assert "a literal of 's'" in refused_field(Shape("s", (Lit(text),), high=9))


def test_a_run_of_no_length():
    assert "cannot be" in refused_field(Shape("s", (Run(DIGITS, 3, 2),), high=9))


def test_a_mistake_inside_other_types():
    loose = Shape("loose", (DIGIT_RUN, DIGIT_RUN), high=9)
    for kind in (Nullable(loose), AnyOf("any", (loose,)), ListOf("list", loose, separator=b",", high=2)):
        assert "in 'loose'" in refused_field(kind)


@pytest.mark.parametrize(("low", "high"), [(2, 1), (-1, 3)])
def test_a_text_of_no_length(low, high):
    assert "cannot be" in refused_field(Text("t", NOT_NUL, low, high))


def test_a_text_above_the_message():
    assert "1001 bytes are above the message's 1000" in refused_field(Text("t", NOT_NUL, 0, 1001))


def test_a_list_of_nothing():
    assert "a list of at most 0 items" in refused_field(ListOf("l", WORD, separator=b",", high=0))


@pytest.mark.parametrize(
    "options",
    [((b"x", b"1"), (b"x", b"2")), ((b"x", b"1"), (b"y", b"1"))],
    ids=["word", "value"],
)
def test_a_choice_with_a_word_or_value_twice(options):
    assert "is there twice" in refused_field(Choice("c", options))


@pytest.mark.parametrize("word", [b"", b"a b"])
def test_a_choice_with_a_word_that_is_no_token(word):
    assert "empty or holds the separator" in refused_field(Choice("c", ((word, b"1"),)))


def escaped(*escapes: tuple[bytes, bytes]) -> Escaped:
    return Escaped("e", mark=b"~", escapes=escapes, low=1, high=9)


def test_an_escape_that_is_there_twice():
    assert "an escape is there twice" in refused_field(escaped((b"~", b"1"), (b" ", b"1")))


def test_an_escape_missing_for_the_mark_or_the_separator():
    assert "must be escaped" in refused_field(escaped((b"~", b"1")))
    assert "must be escaped" in refused_field(escaped((b" ", b"1")))


def test_a_number_whose_range_is_empty():
    assert "the range 5 to 4 is empty" in refused_field(Number("n", ((5, 4),)))


def test_a_number_wider_than_its_digits():
    assert "does not fit 2 digits" in refused_field(Number("n", ((0, 100),), digits=2))


def test_a_number_lua_cannot_hold():
    assert "beyond what a Lua number holds" in refused_field(Number("n", ((0, 2**53 + 1),)))


@pytest.mark.parametrize("unknown", [b"7", b":"])
def test_a_mark_for_unknown_that_reads_as_a_serial(unknown):
    assert "reads as a serial" in refused_field(Serials("s", ("A", "B"), 99, unknown=unknown))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "at least one"),
        ("crossrp", "expected seed:line"),
        ("crossrp:x", "expected seed:line"),
        ("crossrp:9-3", "do not go forward"),
        ("crossrp:0", "do not go forward"),
        ("wow:5", "expected seed:line"),
        ("C1 D5", "'D5'"),
        ("facts/nothing", "facts/nothing"),
        ("crossrp:1,crossrp:3", "expected seed:line"),
    ],
)
def test_a_source_that_says_nothing(text, reason):
    with pytest.raises(ValueError, match=reason):
        source(text)
    with pytest.raises(ValueError, match=reason):
        Medium(name="M", max_bytes=1, alphabet="bytes", source=text)


def test_a_source_reads_lines_decisions_and_facts():
    found = src("crossrp:3-5 citrus:7 C4 T11 facts/wow-client#1.2")
    assert [(lines.seed, lines.first, lines.last) for lines in found.lines] == [("crossrp", 3, 5), ("citrus", 7, 7)]
    assert found.decisions == ("C4", "T11")
    assert str(found) == "crossrp:3-5, citrus:7, C4, T11, facts/wow-client#1.2"


def test_every_mistake_is_found_not_only_the_first():
    spoilt = revision(message("M", media=("AIR",)), Limit(name="l", value=0, unit="x", source=SOURCE))
    assert len(list(mistakes(spoilt))) == 2
    assert WIRE.name in spoilt.media


def test_a_medium_with_a_framing_nobody_laid_out():
    odd = Medium(name="AIR", max_bytes=255, alphabet="bytes", framing="CLOUDS", source=SOURCE)
    assert "unknown layout 'CLOUDS'" in refusal(odd).reason


def test_a_medium_with_an_unknown_alphabet():
    assert (
        "unknown alphabet 'runes'" in refusal(Medium(name="AIR", max_bytes=9, alphabet="runes", source=SOURCE)).reason
    )


@pytest.mark.parametrize("seconds", [0, -1.5])
def test_a_timer_that_takes_no_time(seconds: float):
    assert "timer 'soon' must be above zero" in refusal(Timer(name="soon", seconds=seconds, source=SOURCE)).reason


@pytest.mark.parametrize("changes", [{"rate": 0}, {"burst": 0}])
def test_a_budget_that_lets_nothing_through(changes: dict[str, int]):
    budget = Budget(**{"name": "mean", "rate": 1, "burst": 1, "overhead": 0, "source": SOURCE, **changes})
    assert "lets nothing through" in refusal(budget).reason


def test_two_results_with_one_code():
    results = [SendResult(name=name, code=3, action="retry", source=SOURCE) for name in ("Busy", "Full")]
    assert "'Busy' and 'Full' have the code 3" in refusal(*results).reason


def test_a_result_with_an_unknown_action():
    assert "unknown action 'cry'" in refusal(SendResult(name="Busy", code=3, action="cry", source=SOURCE)).reason


@pytest.mark.parametrize(
    ("command", "why"), [("r1", "capitals"), ("R 1", "capitals"), ("", "1 to 4"), ("LONGER", "1 to 4")]
)
def test_a_command_that_could_not_be_read(command: str, why: str):
    assert why in refusal(message("M", WORD, command=command)).reason
