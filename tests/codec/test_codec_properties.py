"""What holds for every revision, message and input."""

from __future__ import annotations

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from strategies import encoded, named_fields, odd_values, received

from generator.codec import WHY, Codec, DecodeError, EncodeError
from generator.spec.catalog import REVISIONS

CODECS = {name: Codec(revision) for name, revision in REVISIONS.items()}
each_revision = pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)


def decode(codec, line, medium=None):
    """The message, or the DecodeError; any other exception fails the test."""
    try:
        return codec.decode(line, medium)
    except DecodeError as error:
        return error


def without_end(codec, line):
    ends = (b"\r\n", b"\n") if codec.revision.grammar.line_end else ()
    return next((line[: -len(end)] for end in ends if line.endswith(end)), line)


@each_revision
@examples(80)
@given(data=st.data())
def test_what_is_encoded_decodes_to_the_same_values(codec, data):
    name, fields, tags = data.draw(named_fields(codec.revision))
    line = codec.encode(name, fields, tags=tags)
    decoded = codec.decode(line + data.draw(st.sampled_from([b"", codec.revision.grammar.line_end])))
    assert (decoded.name, decoded.values, decoded.tags) == (name, fields, tags or {})
    assert decoded.deviation == ""
    assert b"\0" not in line


@each_revision
@examples(100)
@given(data=st.data())
def test_what_arrives_is_a_message_that_encodes_back_or_a_decode_error(codec, data):
    line = data.draw(received(codec.revision))
    decoded = decode(codec, line)
    if isinstance(decoded, DecodeError):
        names_what_there_is(codec, decoded)
    elif not decoded.deviation:
        assert codec.encode(decoded.name, decoded.values, tags=decoded.tags or None) == without_end(codec, line)
    for medium in (*codec.revision.media, "NOWHERE"):
        there = decode(codec, line, medium)
        if not isinstance(decoded, DecodeError) and medium in codec.revision.messages[decoded.name].media:
            assert there == decoded
        else:
            assert isinstance(there, DecodeError)


def names_what_there_is(codec, error):
    """An error names a reason there is, a message there is (or the command of several) and a field it has."""
    assert error.why in WHY
    assert str(error).startswith("cannot decode ")
    if error.message in codec.revision.messages:
        names = [item.name for item in codec.revision.messages[error.message].fields]
        assert error.field.partition(".")[0] in (*names, "")
    elif error.message:
        assert (error.why, error.field) == ("arity", "")
        assert error.message in codec.revision.commands
    else:
        assert error.field in ("", "tags")


@each_revision
@examples(70)
@given(data=st.data())
def test_encoding_takes_valid_values_or_refuses_with_message_field_and_reason(codec, data):
    name, fields, tags = data.draw(named_fields(codec.revision))
    changed = data.draw(st.sampled_from([*fields, "extra", "tags"]))
    odd = data.draw(odd_values)
    if changed == "tags":
        tags = odd if isinstance(odd, dict) else {"sid": odd}
    else:
        fields[changed] = odd
    try:
        line = codec.encode(name, fields, tags=tags)
    except EncodeError as error:
        found = error
    else:
        assert codec.decode(line).name == name
        return
    assert found.message == name
    assert found.why in WHY
    assert str(found).startswith(f"cannot encode {name}")


@each_revision
@examples(30)
@given(data=st.data())
def test_every_beginning_of_a_message_is_judged_alone(codec, data):
    line = data.draw(encoded(codec.revision))
    for end in range(len(line)):
        decoded = decode(codec, line[:end])
        if not isinstance(decoded, DecodeError):
            assert codec.encode(decoded.name, decoded.values, tags=decoded.tags or None) == line[:end]
