"""Parts of pages that are made, and the markdown they are made of."""

from __future__ import annotations

import pytest

from generator.docs.blocks import UnknownBlock, filled
from generator.docs.markdown import code, plain, sentence, slug, table

MAKERS = {"one": lambda: ["first", "second", ""], "message-A.query": lambda: ["asked"]}


def test_only_the_blocks_change():
    page = (
        "Before.\n<!-- made: one -->\nold\n<!-- end -->\n\nBetween.\n"
        "<!-- made: message-A.query -->\n<!-- end -->\nAfter.\n"
    )
    made = filled(page, MAKERS)
    assert made == (
        "Before.\n<!-- made: one -->\nfirst\nsecond\n<!-- end -->\n\nBetween.\n"
        "<!-- made: message-A.query -->\nasked\n<!-- end -->\nAfter.\n"
    )
    assert filled(made, MAKERS) == made


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<!-- made: two -->\n<!-- end -->\n", "nothing makes the block 'two'; there are one, message-A.query"),
        ("<!-- made: one -->\nnever ends\n", "has no <!-- end -->"),
        ("<!-- made: one and two -->\n<!-- end -->\n", "its name is not one word"),
    ],
)
def test_a_block_that_cannot_be_made_is_told_of(page: str, why: str):
    with pytest.raises(UnknownBlock, match=why):
        filled(page, MAKERS)


def test_text_is_shown_as_it_is():
    assert plain("a * b_c | <d> #e `f_g | h` [i]") == r"a \* b\_c \| \<d\> \#e `f_g | h` \[i\]"
    assert code("a | b") == "`a | b`"
    assert code("a ` b") == "`` a ` b ``"


def test_a_bar_never_ends_a_cell():
    rows = list(table(("a", "b"), [(code("x | y"), plain("x | y"))]))
    assert rows == ["| a | b |", "| --- | --- |", r"| `x \| y` | x \| y |"]


def test_anchors_are_those_of_headings():
    assert slug("R1: to a bridge") == "r1-to-a-bridge"
    assert slug("A message of one's own, to another band") == "a-message-of-ones-own-to-another-band"
    assert slug("The procedure `startup`") == "the-procedure-startup"


def test_sentences_begin_and_end():
    assert [sentence(text) for text in ("a b", "a?", "", "A.")] == ["A b.", "A?", "", "A."]
