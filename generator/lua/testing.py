"""The addon's Lua tests: spec files in describe/it style, each test with globals and a client of its own.

A spec file is named ``*_spec.lua``. A ``support.lua`` in its folder runs first, in the same state. What a spec can
say is in ``testing.lua``, beside this file. The state has no ``io``, ``os``, ``require``, ``debug`` or ``load``, like
the game's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from lupa import lua51

from ..spec.catalog import revision
from .addon import ADDON, is_core
from .errors import Refused
from .render import render_addon
from .resources import checkout, templates

SUFFIX = "_spec.lua"
_SUPPORT = "support.lua"
_RUNNER = Path(__file__).with_name("testing.lua")
_PROTOCOL = "crossrp"
#: What one test may take: some seconds of plain Lua, and far more memory than the addon would be forgiven.
_INSTRUCTIONS = 400_000_000
_MEMORY = 512 * 1024 * 1024
#: Lua shortens longer names in its messages.
_CHUNK_NAME = 50


@dataclass(frozen=True)
class Case:
    """One ``it``. ``line`` is where it starts; ``index`` counts the tests of the file from 1."""

    path: Path
    index: int
    name: str
    line: int


@dataclass(frozen=True)
class Result:
    """How one test ended. ``line`` is where it failed, or where it starts when it passed. ``message`` and
    ``traceback`` are empty when it passed; ``printed`` is what it printed."""

    path: Path
    line: int
    name: str
    passed: bool
    message: str = ""
    traceback: str = ""
    printed: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The path as messages show it: relative to the checkout or the working directory when inside."""
        return shown(self.path)


class BrokenSpec(Exception):
    """A spec file, or the support file beside it, cannot be loaded; the message names file and line."""


def collect(path: Path) -> list[Case]:
    """The tests of a spec file in order. Raises BrokenSpec."""
    listed = _text(_State(path).runner.list()).split("\n")
    pairs = (line.split(" ", 1) for line in listed if line)
    return [Case(path, index, name, int(line)) for index, (line, name) in enumerate(pairs, 1)]


def run_case(case: Case) -> Result:
    """Runs one test, with globals and a client of its own. Raises BrokenSpec when its file no longer loads."""
    global _spoilt
    state = _State(case.path)
    failure = state.runner.run(case.index)
    printed = tuple(state.printed)
    _spoilt = failure is not None
    if failure is None:
        return Result(case.path, case.line, case.name, True, printed=printed)
    message, line, traceback = failure
    return Result(
        case.path,
        case.line if line is None else int(line),
        case.name,
        False,
        # A state without memory left cannot even say so.
        _text(message or b"out of memory"),
        _without_runner(_text(traceback or b"")),
        printed,
    )


def run(paths: Iterable[Path] = ()) -> list[Result]:
    """Runs every test of these spec files and of the spec files in these folders, in sorted order.

    Without paths, those of ``lua_tests`` in the checkout. A file that cannot be loaded is one failed result. Raises
    Refused for a path that does not exist, and when there are neither paths nor a checkout.
    """
    results: list[Result] = []
    for path in spec_files(paths):
        try:
            results += map(run_case, collect(path))
        except BrokenSpec as broken:
            results.append(Result(path, 1, "the file loads", False, str(broken)))
    return results


def spec_files(paths: Iterable[Path]) -> list[Path]:
    """The spec files meant by these paths, sorted, each once. Raises Refused as ``run`` does."""
    named = list(paths)
    if not named:
        root = checkout()
        if root is None:
            raise Refused("there is no checkout to take lua_tests from: name a file *_spec.lua or a folder of them")
        named = [root / "lua_tests"]
    return sorted({found.absolute() for path in named for found in _below(path)})


class Loaded(NamedTuple):
    """Modules of the addon in a Lua state: its namespace, and the globals a spec file sees."""

    lua: Any
    ns: Any
    env: Any

    def run(self, source: bytes, chunk: str) -> Any:
        """What a text gives that sees these globals. Raises lua51.LuaError."""
        return self.env[b"loadstring"](source, f"={chunk}".encode())()


def load_modules(*names: str, revision_id: str = _PROTOCOL) -> Loaded:
    """The addon's namespace with these modules. For tests in Python.

    Strings go in and come out as bytes. Raises BrokenSpec.
    """
    state = _State(None)
    try:
        options = state.lua.table_from({b"revision": revision_id.encode()})
        ns = state.env[b"load_module"](options, *(name.encode() for name in names))
    except lua51.LuaError as problem:
        raise BrokenSpec(str(problem)) from None
    return Loaded(state.lua, ns, state.env)


def shown(path: Path) -> str:
    """A path as a person would name it: relative to the checkout or the working directory when it is inside."""
    for base in (checkout(), Path.cwd()):
        if base is not None and path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.as_posix()


Surroundings: TypeAlias = Callable[[int, bool], tuple[Any, Any, Any]]
"""Makes a Lua state of at most so many bytes, its debug library, and the client's globals in it (None: bare Lua). The
state may be an earlier one, unless the second argument says that it has to be new; the client is always new."""


def bare(memory_limit: int, _new: bool = True) -> tuple[Any, Any, Any]:
    """Lua 5.1 without a client, always a new state."""
    state = lua51.LuaRuntime(
        encoding=None,
        register_eval=False,
        register_builtins=False,
        unpack_returned_tuples=True,
        max_memory=memory_limit,
    )
    return state, state.globals()[b"debug"], None


_surroundings: Surroundings = bare
_spoilt = False
"""Whether a test has failed in the state there is: it may have left no memory, or anything else."""
_release = False


def run_release() -> None:
    """Tests run the modules of a release from now on."""
    global _release
    _release = True
    _rendered.cache_clear()


def run_in(surroundings: Surroundings) -> Surroundings:
    """Tests run in these surroundings from now on; gives those until now. The client is above this room, so whoever
    runs tests brings it."""
    global _surroundings
    before, _surroundings = _surroundings, surroundings
    return before


class _State:
    """A Lua state with the runner and, unless ``path`` is None, a spec file in it."""

    def __init__(self, path: Path | None) -> None:
        global _spoilt
        self.printed: list[str] = []
        # A state takes longer to make than most tests take to run.
        self.lua, debug, client = _surroundings(_MEMORY, _spoilt)
        _spoilt = False
        host = {
            b"client": client,
            b"compile": _compiler(self.lua),
            b"debug": debug,
            b"module": _module,
            b"modules": "\n".join(_module_names()).encode(),
            b"core": "\n".join(_module_names(core=True)).encode(),
            b"spec": _chunk_name(path).encode() if path else b"",
            b"print": lambda line: self.printed.append(_text(line)),
            b"instructions": _INSTRUCTIONS,
        }
        chunk = self.lua.globals().loadstring(_RUNNER.read_bytes(), b"=runner")
        self.runner, self.env = chunk(self.lua.table_from(host))
        if path is not None:
            for part in (path.with_name(_SUPPORT), path):
                self._load(part, required=part == path)

    def _load(self, path: Path, required: bool) -> None:
        try:
            text = path.read_bytes()
        except FileNotFoundError:
            if required:
                raise BrokenSpec(f"{shown(path)}: there is no such file") from None
            return
        except OSError as problem:
            raise BrokenSpec(f"{shown(path)}: cannot be read: {problem.strerror}") from None
        why = self.runner.load(text, _chunk_name(path).encode())
        if why is not None:
            raise BrokenSpec(_text(why))


_COMPILE = b"""
local made, loadstring = {}, loadstring
return function(text, name)
    local known = made[name]
    if known and known.text == text then
        return known.body
    end
    local body, problem = loadstring(text, name)
    made[name] = body and { text = text, body = body }
    return body, problem
end
"""
_last: tuple[Any, Any] = (None, None)


def _compiler(lua: Any) -> Any:
    """A `loadstring` of this state that compiles a text of a name only once."""
    global _last
    if _last[0] is not lua:
        _last = lua, lua.execute(_COMPILE)
    return _last[1]


def _module(name: bytes, revision_id: bytes | None) -> tuple[bytes | None, bytes]:
    """A module's text and the name to report it by; without a text, why there is none."""
    path = f"{_text(name)}.lua"
    try:
        text = _rendered(_text(revision_id or _PROTOCOL.encode())).get(path)
    except (KeyError, Refused) as problem:
        return None, str(problem).encode()
    if text is None:
        return None, f"the addon has no {path} yet: it is named in its load order but not among its templates".encode()
    return text, _name_of(path)


@cache
def _name_of(path: str) -> bytes:
    """What to report a module by: its template when it is one word for word."""
    source = templates() / "addon" / path
    return _chunk_name(source if source.is_file() else Path(path)).encode()


@cache
def _rendered(revision_id: str) -> dict[str, bytes]:
    return render_addon(revision(revision_id), _release) if _release else render_addon(revision(revision_id))


def _module_names(core: bool = False) -> list[str]:
    return [module.removesuffix(".lua") for module in ADDON.modules if not core or is_core(module)]


def _chunk_name(path: Path) -> str:
    name = shown(path)
    return name if len(name) <= _CHUNK_NAME else path.name


def _below(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from path.rglob(f"*{SUFFIX}")
    elif path.is_file():
        yield path
    else:
        raise Refused(f"{path}: there is no such file or folder")


def _without_runner(traceback: str) -> str:
    lines = (line.strip() for line in traceback.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("runner:", "[C]", "stack traceback")))


def _text(data: bytes | str) -> str:
    return data if isinstance(data, str) else data.decode("utf-8", "backslashreplace")
