"""The generated Lua codec of any revision, called from Python with Python values."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from lupa.lua51 import LuaRuntime

from generator.codec import DecodeError, EncodeError
from generator.lua.codec_lua import codec_context
from generator.lua.resources import templates
from generator.spec.model import Revision
from generator.spec.types import FieldType, ListOf, Lit, Nullable, Serials, Struct


class LuaCodec:
    """Speaks like :class:`generator.codec.Codec`, but refusals are returned: (message, field, why)."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self._lua = LuaRuntime(encoding=None, unpack_returned_tuples=True)
        namespace = self._lua.table()
        for name, text in (("Fields.lua", _fields()), ("Codec.lua", self.source(revision))):
            chunk = self._lua.globals()[b"loadstring"](text, b"=" + name.encode())
            assert not isinstance(chunk, tuple), chunk
            chunk(b"CrossRP", namespace)
        self.codec = namespace[b"Codec"]

    @staticmethod
    def source(revision: Revision) -> bytes:
        """Codec.lua. The addon is made for Cross RP only; its template serves every revision."""
        return _template().render(revision=revision.id, **codec_context(revision)).encode()

    def decode(self, line: bytes, medium: str | None = None) -> tuple[Any, ...]:
        """``(name, values, tags, deviation)`` or ``(message, field, why)``."""
        found = self.codec[b"decode"](line, medium.encode() if medium else None)
        name, values, deviation, tags = (*found, None, None, None, None)[:4]
        if name is None:
            return tuple(part.decode() for part in found[1:4])
        name = name.decode()
        fields = {item.name: item.type for item in self.revision.messages[name].fields}
        read = {key: self._python(kind, values[key.encode()]) for key, kind in fields.items()}
        absent = {item.name for item in self.revision.messages[name].fields if item.optional}
        read = {key: value for key, value in read.items() if value is not None or key not in absent}
        tagged = self._python(self.revision.grammar.tags, tags) if tags is not None else {}
        return name, read, tagged, (deviation or b"").decode()

    def encode(self, name: str, values: dict[str, Any], tags: dict[str, Any] | None = None) -> Any:
        """The bytes, or ``(message, field, why)``."""
        found = self.codec[b"encode"](name.encode(), self._table(values), self._table(tags))
        return tuple(part.decode() for part in found[1:4]) if isinstance(found, tuple) else found

    def _table(self, value: Any) -> Any:
        if isinstance(value, dict):
            pairs = {key: self._table(item) for key, item in value.items() if item is not None}
            return self._lua.table_from({key.encode() if isinstance(key, str) else key: pairs[key] for key in pairs})
        if isinstance(value, list):
            return self._lua.table_from([self._table(item) for item in value])
        return value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value

    def _python(self, kind: FieldType | None, value: Any) -> Any:
        match kind:
            case _ if value is None:
                return None
            case Nullable():
                return self._python(kind.inner, value)
            case ListOf():
                return [self._python(kind.item, value[index]) for index in range(1, len(value) + 1)]
            case Struct():
                parts = [part for part in kind.parts if not isinstance(part, Lit)]
                assert sorted(value.keys()) == sorted(name.encode() for name, _ in parts)
                return {name: value[name.encode()] for name, _ in parts}
            case Serials():
                assert set(value.keys()) <= {part.encode() for part in kind.parts}
                return {part: value[part.encode()] for part in kind.parts if value[part.encode()] is not None}
        return value


def python_decode(codec: Any, line: bytes, medium: str | None = None) -> tuple[Any, ...]:
    """The Python codec's answer in the form of :meth:`LuaCodec.decode`."""
    try:
        found = codec.decode(line, medium)
    except DecodeError as error:
        return error.message, error.field, error.why
    return found.name, found.values, found.tags, found.deviation


def python_encode(codec: Any, name: str, values: dict[str, Any], tags: dict[str, Any] | None = None) -> Any:
    """The Python codec's answer in the form of :meth:`LuaCodec.encode`."""
    try:
        return codec.encode(name, values, tags=tags)
    except EncodeError as error:
        return error.message, error.field, error.why


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(templates() / "addon"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("Codec.lua.j2")


@cache
def _fields() -> bytes:
    return (templates() / "addon" / "Fields.lua").read_bytes()
