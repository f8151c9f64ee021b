"""From templates and a revision to the files of the addon."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from generator.spec.model import Revision

from .addon import ADDON
from .errors import BrokenAddon, Finding, Refused
from .icon import icon_tga
from .locales import locale_context
from .resources import templates
from .spec_lua import spec_context

_TEMPLATE = ".j2"


def render_addon(revision: Revision, release: bool = False) -> dict[str, bytes]:
    """Every file of the addon's folder, by its path with forward slashes, in sorted order.

    ``*.j2`` below ``templates/addon`` is rendered with the revision's data, anything else is copied. The same
    revision gives the same bytes. With ``release`` modules are as :func:`generator.lua.release.released` makes them.
    Raises Refused for a protocol the addon does not speak, BrokenAddon for a faulty template.
    """
    if revision.protocol != "crossrp":
        raise Refused(f"{revision.id} is no revision of the addon's protocol: the addon speaks crossrp")
    folder = templates() / "addon"
    environment = _environment(folder)
    context = addon_context(revision)
    files = {ADDON.icon: icon_tga()}
    for name in _names(folder):
        if name.endswith(_TEMPLATE):
            files[name.removesuffix(_TEMPLATE)] = _render(environment, name, context)
        else:
            files[name] = (folder / name).read_bytes()
    # A checkout on Windows may hold CR LF; the addon is the same bytes everywhere.
    same = {name: data if name == ADDON.icon else data.replace(b"\r\n", b"\n") for name, data in sorted(files.items())}
    return _released(same) if release else same


def _released(files: dict[str, bytes]) -> dict[str, bytes]:
    # Reading Lua takes half a second to load: only a release does.
    from .release import released

    return {name: released(name, data) if name.endswith(".lua") else data for name, data in files.items()}


def addon_context(revision: Revision) -> dict[str, Any]:
    """What a template can name: ``addon`` (the TOC's data), ``locale`` (the texts), ``revision`` (its id) and the
    specification's data."""
    return {"addon": ADDON, "locale": locale_context(), "revision": revision.id, **spec_context(revision)}


# It keeps the templates it compiled, which takes longer than using them, and looks whether they are still the same.
@lru_cache(4)
def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(environment: Environment, name: str, context: dict[str, Any]) -> bytes:
    try:
        return environment.get_template(name).render(context).encode()
    except TemplateError as error:
        raise BrokenAddon([Finding(name, _line(error, name), None, str(error))]) from error


def _line(error: TemplateError, name: str) -> int | None:
    """The template's line an error is about; Jinja tells it in the traceback unless it is one of syntax."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = [frame.lineno for frame in extract_tb(error.__traceback__) if Path(frame.filename).name == Path(name).name]
    return frames[-1] if frames else None


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix()
