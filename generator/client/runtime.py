"""The embedded Lua state that any number of clients share.

Sharing is what makes many clients cheap: the mocked API and the compiled addon files exist once, and a client is a
table of its own globals. Clients cannot see each other, nor anything of Python: all Lua gets of Python is a handful
of functions behind wrappers of the API.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from lupa import lua51

from generator.client import convert, declared, names
from generator.client.documents import Document
from generator.client.exports import FIELDS, Exports
from generator.client.host import Identity, Secret
from generator.client.products import Product
from generator.client.races import CLASSES, RACES
from generator.client.signatures import ClientData
from generator.lua.literal import lua_value

if TYPE_CHECKING:
    from generator.client.client import Client

API_FILES = (
    "calls",
    "answers",
    "arguments",
    "base",
    "strings",
    "tables",
    "numbers",
    "time",
    "events",
    "widgets",
    "regiontypes",
    "classes",
    "frames",
    "framestate",
    "build",
    "regions",
    "animations",
    "playing",
    "fonts",
    "parts",
    "controls",
    "editbox",
    "templates",
    "popups",
    "xmlattributes",
    "xmlprepare",
    "xml",
    "xmlelements",
    "constants",
    "colors",
    "secrets",
    "registry",
    "units",
    "groups",
    "realms",
    "session",
    "addons",
    "cvars",
    "restrictions",
    "chat",
    "channels",
    "moderation",
    "battlenet",
    "chatframe",
    "settings",
    "world",
    "encoding",
    "bindings",
    "game/strings",
    "game/numbers",
    "game/tablehelpers",
    "game/framehelpers",
    "game/pools",
    "game/dataprovider",
    "game/treeprovider",
    "game/scrollviews",
    "game/scrollboxes",
    "game/scrollutil",
    "game/frametemplates",
    "game/menudescriptions",
    "game/menus",
    "game/dropdownbuttons",
    "game/dropdowns",
    "game/tooltips",
    "game/panels",
    "game/chatwindows",
    "game/known",
    "shims",
    "oldnatives",
    "lenient",
)
"""The API in the order its files are loaded, after the kernel."""


@cache
def _compiled(name: str) -> bytes:
    """A file of the kernel or the API as Lua compiled it, for this process only: every state starts with them all."""
    source = files(__package__).joinpath(f"lua/{name}.lua").read_bytes()
    return _dump(source, b"=(client) " + name.encode() + b".lua")


def _dump(source: bytes, chunk: bytes) -> bytes:
    lua = lua51.LuaRuntime(encoding=None, register_eval=False, register_builtins=False)
    compiled = lua.execute(
        b"local source, chunk = ...; return string.dump(assert(loadstring(source, chunk)))", source, chunk
    )
    assert isinstance(compiled, bytes)
    return compiled


@cache
def _facts(product: Product) -> bytes:
    """A chunk that gives what is known of a product; see kernel.lua."""
    known, data = product.names, product.declared
    facts = {
        "key": product.key,
        "version": product.version,
        "build": product.build,
        "date": product.date,
        "interface": product.interface,
        "project_id": product.project_id,
        "expansion": product.expansion,
        "secrets": product.secrets,
        "mainline": product.mainline,
        "addon_chat_types": dict.fromkeys(product.addon_chat_types, True),
        "declared_enums": data.enums,
    }
    words = (" ".join(sorted(group)) for group in (known.functions, known.events, known.enums))
    given = [lua_value(value) for value in (facts, *words, _signatures(data))]
    return _dump(f"return {','.join(given)}".encode(), b"=(client) product")


_addon_code: dict[tuple[bytes, bytes], bytes] = {}
"""Files of addons as Lua compiled them, for the next state of this process: many short worlds run the same addons."""
_MOST_FILES = 2000


def _refuse(_object: object, name: object, _setting: bool) -> Any:
    raise AttributeError(f"Lua may not reach into Python: {name!r}")


_all: WeakSet[Runtime] = WeakSet()
"""Every Lua state there is, for `hold`."""


def hold(interruption: BaseException) -> bool:
    """Keep an exception back while Lua runs, where it would become an error of some addon's and be lost. It is raised
    when Lua no longer runs. False, and nothing is kept, when it does not run now. For handlers of signals."""
    for runtime in list(_all):
        if runtime.current is not None and not runtime.stays:
            runtime.failure = interruption
            return True
    return False


class Runtime:
    """One Lua state. Not for use by several threads at once, nor by anything while one of its clients runs.

    `memory_limit` in bytes, if given, is all its clients together may use; who asks for more gets a Lua error.
    """

    def __init__(self, memory_limit: int | None = None) -> None:
        self._lua = lua51.LuaRuntime(
            encoding=None,
            unpack_returned_tuples=True,
            register_eval=False,
            register_builtins=False,
            attribute_filter=_refuse,
            max_memory=memory_limit,
        )
        _all.add(self)
        self.stays = False
        self.current: Client | None = None
        self.failure: BaseException | None = None
        self._most_steps = 0
        exports = {convert.raw(name): f for name, f in Exports(self).functions().items()}
        self._collect, self._loadstring = self._lua.execute(b"return collectgarbage, loadstring")
        self._rt = self._run_file("kernel", self._lua.table_from(exports))
        self._rt[b"classes"] = self._lua.table_from(_named(CLASSES))
        self._rt[b"races"] = self._lua.table_from(_named(RACES))
        self._rt[b"fields"] = self.table({name: list(fields) for name, fields in FIELDS.items()})
        self._rt[b"enums"] = self.table(declared.known()["wow"].enums)
        self._rt[b"all_natives"](_every_function())
        for name in API_FILES:
            self._run_file(name, self._rt)
        self._products: dict[str, Any] = {}
        self._factories: dict[tuple[bytes, bytes], Any] = {}
        self.documents: dict[bytes, Document] = {}
        self.shared: Any = self._rt
        """`rt` of the Lua files. Its `now` is set whenever a client is entered."""
        self.lua_fire: Callable[..., None] = self._rt[b"fire"]
        self.lua_hears: Callable[[Any, bytes], bool] = self._rt[b"hears"]
        self.lua_fire_chat: Callable[..., None] = self._rt[b"fire_chat"]
        self.lua_run_timer: Callable[[Any, int], None] = self._rt[b"run_timer"]
        self.lua_receive: Callable[..., bool] = self._rt[b"receive"]

    def _run_file(self, name: str, *args: object) -> Any:
        loader = self._loadstring(_compiled(name))
        return loader(*args)

    def stay_in(self, client: Client) -> tuple[Any, Any, Any]:
        """Make one client the running one for good. Returns the Lua state, Lua's debug library, which no addon
        sees, and the client's globals."""
        self.current, self.stays = client, True
        self.shared[b"now"] = client.host.now()
        client.call_kernel("enter")
        return self._lua, self._rt[b"raw"][b"debug"], client.environment

    def limit_scripts(self, steps: int) -> None:
        """End whatever takes more steps in one instant, for all clients of this state."""
        if self._most_steps != steps:
            self._most_steps = steps
            self._rt[b"limit_scripts"](steps)

    def take_failure(self) -> BaseException:
        """What a host raised while Lua was running, to be raised now that it no longer is."""
        failure, self.failure = self.failure, None
        assert failure is not None
        return failure

    def function(self, name: str) -> Callable[..., Any]:
        """A function of the kernel, for `Client`."""
        found: Callable[..., Any] = self._rt[name.encode()]
        return found

    def table(self, value: object) -> Any:
        """A Lua value like the Python one, see convert.to_lua; `Secret` gives a secret value."""
        if isinstance(value, Secret):
            return self._rt[b"secret"](convert.to_lua(self._lua, value.value))
        return convert.to_lua(self._lua, value)

    def new_client(self, product: Product, options: dict[str, object], who: Identity, timer: int, seed: int) -> Any:
        """A fresh environment; what it stays is the caller's to keep and to drop."""
        player = {name: getattr(who, name) for name in Identity.__slots__}
        return self._rt[b"new_client"](self._product(product), self.table(options), self.table(player), timer, seed)

    def _product(self, product: Product) -> Any:
        found = self._products.get(product.key)
        if found is None:
            found = self._rt[b"product"](*self._loadstring(_facts(product))())
            self._products[product.key] = found
        return found

    def factory(self, chunk: bytes, source: bytes) -> Any:
        """What makes a file's main function for one client after another; the code itself is compiled once.

        `chunk` is the name Lua shows for it ("@Interface/AddOns/X/File.lua"). Raises LuaFailure for text that is
        no Lua 5.1.
        """
        key = chunk, source
        found = self._factories.get(key)
        if found is None:
            found = self._factories[key] = self._compile(key)
        return found

    def _compile(self, key: tuple[bytes, bytes]) -> Any:
        compiled = _addon_code.get(key)
        if compiled is not None:
            return self._loadstring(compiled)
        chunk, source = key
        made = self._rt[b"compile"](source, chunk)
        if isinstance(made, tuple):
            raise convert.LuaFailure(convert.text(made[1]))
        if len(_addon_code) >= _MOST_FILES:
            _addon_code.pop(next(iter(_addon_code)))
        _addon_code[key] = self._rt[b"raw"][b"string"][b"dump"](made)
        return made

    def modelled(self) -> frozenset[str]:
        """The functions there is code for, whatever client has them, as "Name" and "C_Space.Name"."""
        return frozenset(convert.text(self._rt[b"modelled"]()).split())

    def memory_bytes(self) -> int:
        """What the Lua state holds after a full collection."""
        for _ in range(2):  # the second pass frees what had finalizers in the first
            self._collect(b"collect")
        return int(self._collect(b"count") * 1024)


def _named(entries: dict[str, tuple[int, str]]) -> dict[bytes, bytes]:
    """ "number name" by key; split up in Lua, where a table of tables would have to be built from here."""
    return {key.encode(): f"{number} {name}".encode() for key, (number, name) in entries.items()}


def _signatures(data: ClientData) -> dict[str, dict[str, object]]:
    """Functions with declared arguments: their types in order, and the usage an error shows."""
    return {
        name: {
            "usage": signature.usage(name),
            "types": [entry.type + ("?" if entry.nilable else "") for entry in signature.arguments],
        }
        for name, signature in sorted(data.functions.items())
        if signature.arguments
    }


def _every_function() -> bytes:
    return " ".join(sorted(frozenset().union(*(known.functions for known in names.known().values())))).encode()
