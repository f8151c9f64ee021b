"""One simulated client: a character's Lua environment from login to logout. See host.py for the two interfaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.client import convert, events, saving
from generator.client.convert import LuaFailure, raw
from generator.client.host import ErrorRecord, Host, LuaValue
from generator.client.loading import Loader
from generator.client.products import RETAIL, Product
from generator.client.runtime import Runtime
from generator.client.signatures import ClientData
from generator.client.toc import Toc, read

CHAT = "CHAT_MSG_"
ADDON_CHAT = "CHAT_MSG_ADDON"
FORCED = re.compile(r"addon\w+RestrictionsForced", re.I)
"""CVars that do not outlive the program."""
MOST_ERRORS = 1000
MOST_LINES = 5000


NO_SWITCH = {"switch": False}
"""Marks a setting that a scenario does not set by name."""


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """What may differ between two clients of one product, and where the facts are silent (wow-client.md section 9)."""

    frame_seconds: float = field(default=1 / 30, metadata={"least": 0.001, "most": 60})
    """The time between two frames: no timer fires earlier, OnUpdate runs this often."""
    deprecation_fallbacks: bool = True
    """Whether the game's shims for removed functions are there (CVar loadDeprecationFallbacks)."""
    load_out_of_date: bool = True
    """Whether addons made for another interface version are loaded, as the player may choose."""
    realm_known_at_login: bool = True
    """GetNormalizedRealmName answers from PLAYER_LOGIN on; otherwise from PLAYER_ENTERING_WORLD on."""
    friends_while_loading: bool = False
    """Whether the friend list is there before PLAYER_LOGIN, while the addons' files run."""
    concat_of_secrets_raises: bool = True
    """Whether joining a secret text with another raises; otherwise it gives a secret."""
    secret_chat_in_lockdown: bool = True
    """Whether the secret arguments of CHAT_MSG_* events are secret while chat is locked."""
    channels_in_lockdown: bool = True
    """Whether addons may join, leave and manage channels in a lockdown; 12.0.5 blocks calls it does not name."""
    own_realm_is_empty: bool = False
    """Whether UnitName gives "" instead of nil for the realm of somebody of the own one."""
    most_prefixes: int = 0
    """How many prefixes may be registered, beyond which the answer is MaxPrefixes; 0 is no limit."""
    regional_names: bool = field(default=False, metadata=NO_SWITCH)
    """Names are "First Last" and carry no realm. The world's switch `names.regional` sets it."""
    channel_on_classic: int = 4
    """Enum.SendAddonMessageResult of CHANNEL on a client that does not have it; 4 is InvalidChatType."""
    most_steps: int = 0
    """Steps of the virtual machine a client may take in one instant, after which a script "ran too long"; 0: any."""
    lenient: bool = False
    """Whether what is not modelled is answered neutrally and listed in `Client.assumed`, instead of being an error."""
    client_data: Mapping[str, ClientData] = field(default_factory=dict, metadata=NO_SWITCH)
    """What whole clients have, by the key of their product, see clientdata.load. A lenient client answers by it; a
    strict one tells by it what is not modelled from what the real client lacks."""
    cvars: Mapping[str, str] = field(default_factory=dict)
    """CVars that start with another value than the default."""


NOTHING_KNOWN = ClientData()


class Client:
    """Implements `generator.client.host.ClientHandle`."""

    __slots__ = (
        "_lua",
        "_next_timer",
        "assumed",
        "assumed_times",
        "cvars",
        "data",
        "errors",
        "errors_dropped",
        "host",
        "identity",
        "loader",
        "printed",
        "product",
        "runtime",
        "saved_files",
        "settings",
        "started",
        "unmodelled",
    )

    def __init__(
        self,
        host: Host,
        runtime: Runtime | None = None,
        product: Product = RETAIL,
        settings: ClientSettings | None = None,
    ) -> None:
        self.host = host
        self.identity = host.identity()
        self.runtime = runtime or Runtime()
        self.product = product
        self.settings = settings or ClientSettings()
        self.errors: list[ErrorRecord] = []
        self.errors_dropped = 0
        self.printed: list[str] = []
        self.unmodelled: dict[str, str] = {}
        self.assumed: dict[str, str] = {}
        self.assumed_times: dict[str, int] = {}
        self.data = self.settings.client_data.get(product.key, NOTHING_KNOWN)
        self.cvars: dict[str, str] = dict(self.settings.cvars)
        self.saved_files = saving.Files()
        self.loader = Loader(self)
        self.started = False
        """Whether it was ever logged in."""
        self._lua: Any = None
        self._next_timer = 1

    # Before login

    @property
    def running(self) -> bool:
        return self._lua is not None

    def install(self, folder: Path) -> str:
        if self.running:
            raise RuntimeError(f"{folder}: addons are installed before login")
        toc = read(Path(folder), self.product, self.identity.locale)
        self.loader.tocs[toc.name] = toc
        return toc.name

    def addons(self) -> Iterable[str]:
        return sorted(self.loader.tocs)

    def is_loaded(self, addon: str) -> bool:
        return self.running and addon in self.loader.loaded

    def toc(self, addon: str) -> Toc:
        return self.loader.tocs[addon]

    def refusal(self, addon: str) -> str | None:
        return self.loader.refused.get(addon)

    def set_saved(self, addon: str, values: Mapping[str, LuaValue]) -> None:
        self.saved_files.put(addon, values)

    def saved(self, addon: str) -> dict[str, LuaValue]:
        return self.saved_files.values(addon)

    # The life of a session

    def login(self) -> None:
        if self.running:
            raise RuntimeError(f"{self.identity.name} is logged in already")
        self._start(reloading=False)

    def logout(self) -> None:
        self._stop(closing=True)
        self._forget_cvars()

    def reload(self) -> None:
        self._stop(closing=False)
        self._start(reloading=True)

    def crash(self) -> None:
        if self.running:
            self._drop()
            self._forget_cvars()

    def _forget_cvars(self) -> None:
        self.cvars = {name: value for name, value in self.cvars.items() if not FORCED.fullmatch(name)}

    def boot(self) -> None:
        """Only the environment: no addon is loaded and no event fires. For code that needs a client's Lua alone."""
        options: dict[str, object] = {
            "frame": self.settings.frame_seconds,
            "shims": self.settings.deprecation_fallbacks,
            "concat_raises": self.settings.concat_of_secrets_raises,
            "friends_while_loading": self.settings.friends_while_loading,
            "channels_in_lockdown": self.settings.channels_in_lockdown,
            "own_realm_is_empty": self.settings.own_realm_is_empty,
            "most_prefixes": self.settings.most_prefixes,
            "regional_names": self.settings.regional_names,
            "secret_chat": self.settings.secret_chat_in_lockdown,
            "channel_on_classic": self.settings.channel_on_classic,
            "lenient": self.settings.lenient,
            "keeps_answers": self.host.tells_changes,
            "has_data": self.data is not NOTHING_KNOWN,
            "cvars": self.cvars,
        }
        seed = self.host.seed("lua") % 2**50
        if self.settings.most_steps:
            self.runtime.limit_scripts(self.settings.most_steps)
        self._lua = self.runtime.new_client(self.product, options, self.identity, self._next_timer, seed)

    def _start(self, *, reloading: bool) -> None:
        self.started = True
        self.boot()
        with self._inside():
            self.loader.load_all()
            self._dispatch("SETTINGS_LOADED")
            self._dispatch("VARIABLES_LOADED")
            self.call_kernel("begin_session", self.settings.realm_known_at_login)
            self._dispatch("PLAYER_LOGIN")
            self.call_kernel("enter_world")
            self._dispatch("PLAYER_ENTERING_WORLD", not reloading, reloading)
            self.call_kernel("world_entered", True)

    def _stop(self, *, closing: bool) -> None:
        if not self.running:
            raise RuntimeError(f"{self.identity.name} is not logged in")
        with self._inside():
            self._dispatch("PLAYER_LEAVING_WORLD")
            self._dispatch("PLAYER_LOGOUT")
            self._dispatch("ADDONS_UNLOADING", closing)
            self.loader.save_all()
        self._drop()

    def _drop(self) -> None:
        with self._inside():
            self._next_timer = int(self.call_kernel("end_session"))
        self.loader.loaded.clear()
        self._lua = None

    # Entering Lua

    @contextmanager
    def _inside(self) -> Iterator[None]:
        """Makes this client the one that runs, and lets a failure of the host out afterwards."""
        runtime = self.runtime
        before, runtime.current = runtime.current, self
        runtime.shared[b"now"] = self.host.now()
        try:
            yield
        finally:
            runtime.current = before
            if runtime.failure is not None:
                raise runtime.take_failure()

    def _enter(self, function: Callable[..., Any], *args: Any) -> Any:
        """One call inside this client; as `_inside`, for the paths taken often."""
        runtime = self.runtime
        before, runtime.current = runtime.current, self
        runtime.shared[b"now"] = self.host.now()
        try:
            return function(self._lua, *args)
        finally:
            runtime.current = before
            if runtime.failure is not None:
                raise runtime.take_failure()

    @property
    def environment(self) -> Any:
        """The table of the client's globals, for code of ours that runs beside it."""
        return self._lua[b"G"]

    def call_kernel(self, function: str, *args: object) -> Any:
        """A function of the Lua side with this client as its first argument. Only inside `_inside`."""
        return self.runtime.function(function)(self._lua, *args)

    def _dispatch(self, name: str, *args: bool) -> None:
        self.runtime.lua_fire(self._lua, name.encode(), *args)

    def fire_event(self, name: str, *args: LuaValue) -> None:
        payload = events.shape(self.product, name, args)
        if self._lua is not None:
            runtime, event = self.runtime, name.encode()
            given = [runtime.table(value) for value in payload[: len(args)]]
            # Most events are for nobody, and what a client adds to the arguments may be tables.
            if runtime.lua_hears(self._lua, event):
                added = [runtime.table(value) for value in payload[len(args) :]]
                chat = name.startswith(CHAT) and not name.startswith(ADDON_CHAT)
                self._enter(runtime.lua_fire_chat if chat else runtime.lua_fire, event, *given, *added)
            if name == "PLAYER_ENTERING_WORLD":
                self._enter(runtime.function("world_entered"), False)

    def addon_message(
        self,
        prefix: str,
        text: bytes,
        channel: str,
        sender: str,
        target: str = "",
        zone_channel_id: int = 0,
        local_id: int = 0,
        name: str = "",
        instance_id: int = 0,
        *,
        logged: bool = False,
    ) -> bool:
        event = b"CHAT_MSG_ADDON_LOGGED" if logged else b"CHAT_MSG_ADDON"
        place = (raw(target), zone_channel_id, local_id, raw(name), instance_id)
        return self._receive(event, raw(prefix), text, raw(channel), raw(sender), *place)

    def game_data(self, prefix: str, data: bytes, sender_id: int) -> bool:
        return self._receive(b"BN_CHAT_MSG_ADDON", raw(prefix), data, b"WHISPER", sender_id)

    def _receive(self, *event: bytes | int) -> bool:
        return self._lua is not None and bool(self._enter(self.runtime.lua_receive, *event))

    def forget_answers(self) -> None:
        if self._lua is not None:
            self.runtime.shared[b"forget_answers"](self._lua)

    def run_timer(self, timer: int) -> None:
        if self._lua is not None:
            self._enter(self.runtime.lua_run_timer, timer)

    def slash(self, line: str) -> bool:
        self._need_session()
        with self._inside():
            return bool(self.call_kernel("slash", raw(line)))

    def press(self, key: str) -> bool:
        """Press a key and let it go ("CTRL-B"); returns whether something is bound to it."""
        self._need_session()
        with self._inside():
            return bool(self.call_kernel("press", raw(key)))

    def press_escape(self) -> None:
        """The edit box with the keyboard is told, or the windows that close with Escape do."""
        self._need_session()
        with self._inside():
            self.call_kernel("press_escape")

    def click_link(self, link: str, text: str = "", button: str = "LeftButton") -> None:
        """Click a link in the chat frame: `link` is what stands between |H and |h."""
        self._need_session()
        with self._inside():
            self.call_kernel("click_link", raw(link), raw(text), raw(button))

    # Lua from outside

    def eval(self, source: str, name: str = "eval") -> tuple[LuaValue, ...]:
        self._need_session()
        with self._inside():
            results = self.call_kernel("evaluate", raw(source), b"=" + raw(name))
        results = results if isinstance(results, tuple) else (results,)
        if not results[0]:
            raise LuaFailure(convert.text(results[1]), convert.text(results[2]))
        return tuple(convert.from_lua(value) for value in results[1:])

    def run_file(self, path: Path, *args: LuaValue, chunk: str | None = None) -> Any:
        """Run a bare Lua file, without a TOC: `args` are its `...`. Returns what the file returns, Lua objects as
        they are (valid while the session lasts). Raises LuaFailure."""
        return self.run_source(Path(path).read_bytes(), chunk or f"@{path}", *args)

    def run_source(self, source: bytes, chunk: str, *args: Any) -> Any:
        """As `run_file`, with the text itself. Arguments may be Lua objects of this client as well."""
        self._need_session()
        factory = self.runtime.factory(raw(chunk), source)
        with self._inside():
            main = self.call_kernel("instantiate", factory)
        return self.call(main, *args)

    def call(self, function: Any, *args: Any) -> Any:
        """Call a Lua function of this client that `run_source` gave out. Raises LuaFailure."""
        given = [value if convert.is_lua(value) else self.runtime.table(value) for value in args]
        with self._inside():
            results = self.call_kernel("call", function, *given)
        results = results if isinstance(results, tuple) else (results,)
        if not results[0]:
            raise LuaFailure(convert.text(results[1]), convert.text(results[2]))
        return results[1] if len(results) == 2 else results[1:] or None

    def _need_session(self) -> None:
        if not self.running:
            raise RuntimeError(f"{self.identity.name} is not logged in")

    # What the API calls

    def note_printed(self, line: str, chat: bool = False) -> None:
        self.printed.append(line)
        if len(self.printed) > MOST_LINES:
            del self.printed[: MOST_LINES // 2]
        self.host.printed(line, chat)

    def note_error(self, error: ErrorRecord) -> None:
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(error)
        else:
            self.errors_dropped += 1
        self.host.lua_error(error)

    def note_assumed(self, name: str, where: str) -> None:
        self.assumed.setdefault(name, where)
        self.assumed_times[name] = self.assumed_times.get(name, 0) + 1

    def what_was_assumed(self) -> str:
        """For readers of a lenient run, a line each: what nobody modelled, how often it was used, and where first."""
        lines = [
            f"  {name}: {self.assumed_times[name]} time{'s' if self.assumed_times[name] != 1 else ''}, first at {where}"
            for name, where in self.assumed.items()
        ]
        return "\n".join(("What was assumed:", *lines)) if lines else "Nothing was assumed."

    def note_load_error(self, message: str, where: str) -> None:
        self.note_error(ErrorRecord(self.host.now(), message, "", where))

    def load_on_demand(self, addon: str) -> str | None:
        return self.loader.load_on_demand(addon)
