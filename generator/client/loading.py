"""Loading a client's addons and saving what they want kept. Facts: wow-client.md section 5, "Load order"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.client import bindings, savedvars, saving
from generator.client.convert import raw
from generator.client.files import run
from generator.client.savedreader import SavedVariablesError
from generator.client.toc import Toc, load_order

if TYPE_CHECKING:
    from generator.client.client import Client


class Loader:
    """The installed addons of one client and which of them are loaded."""

    __slots__ = ("_client", "loaded", "refused", "tocs")

    def __init__(self, client: Client) -> None:
        self._client = client
        self.tocs: dict[str, Toc] = {}
        self.loaded: list[str] = []
        self.refused: dict[str, str] = {}

    def load_all(self) -> None:
        """Every addon that is not on demand. Each is told apart to Lua first: addons ask about one another."""
        client = self._client
        order, self.refused = load_order(self.tocs, client.product, client.settings.load_out_of_date)
        for name in sorted(self.tocs, key=str.lower):
            self._describe(self.tocs[name], self.refused.get(name))
        for toc in order:
            self._load(toc)

    def load_on_demand(self, addon: str, asking: tuple[str, ...] = ()) -> str | None:
        """Load one addon and what it needs; returns None, or the client's word for why not. `asking` are the addons
        that need it, to notice one that needs itself."""
        toc = next((toc for name, toc in self.tocs.items() if name.lower() == addon.lower()), None)
        if toc is None:
            return "MISSING"
        if toc.name in self.loaded:
            return None
        if toc.name in self.refused:
            return self.refused[toc.name]
        if toc.name in asking:
            return "DEP_MISSING"
        for name in toc.dependencies:
            if self.load_on_demand(name, (*asking, toc.name)) is not None:
                return "DEP_MISSING"
        self._load(toc)
        return None

    def _names(self) -> set[str]:
        return {name.lower() for name in self.tocs}

    def _describe(self, toc: Toc, refused: str | None) -> None:
        facts = {
            "name": toc.name,
            "directives": dict(toc.directives),
            "dependencies": list(toc.dependencies),
            "optional": list(toc.optional),
            "on_demand": toc.on_demand(self._names()),
            "refused": refused,
        }
        self._client.call_kernel("add_addon", self._client.runtime.table(facts))

    def _load(self, toc: Toc) -> None:
        client = self._client
        self.loaded.append(toc.name)
        client.call_kernel("addon_loading", raw(toc.name))
        if toc.saved_first:
            self._load_saved(toc)
        has_bindings = bindings.load(client, toc)
        for file, line in zip(toc.files, toc.lines, strict=True):
            run(client, self.tocs, toc, file, f"Interface/AddOns/{toc.name}/{toc.path.name}:{line}")
        if not toc.saved_first:
            self._load_saved(toc)
        client.call_kernel("addon_loaded", raw(toc.name), has_bindings)
        for name in sorted(self.tocs):
            other = self.tocs[name]
            if other.comes_with(toc.name) and other.on_demand(self._names()):
                self.load_on_demand(name)

    def _load_saved(self, toc: Toc) -> None:
        for content in self._client.saved_files.texts(toc.name):
            self._client.call_kernel("run_saved", content, raw(toc.name))

    def save_all(self) -> None:
        """Write the files of every loaded addon that declares saved variables. What cannot be saved is left out, as
        the game does: functions, objects, a table inside itself; a variable that is nil is written as nil."""
        files = self._client.saved_files
        for name in self.loaded:
            toc = self.tocs[name]
            if toc.saved:
                files.account[name] = self._collect(toc, toc.saved)
            if toc.saved_per_character:
                files.character[name] = self._collect(toc, toc.saved_per_character)

    def _collect(self, toc: Toc, variables: tuple[str, ...]) -> bytes:
        """The file of some variables. One that cannot be written is an error of the TOC that names it, and left out."""
        parts = [savedvars.write({})]
        for name in variables:
            fits, tree = self._client.call_kernel("savable", raw(name), savedvars.DEFAULT_LIMITS.depth)
            try:
                if not fits:
                    raise SavedVariablesError(
                        f"{name} is nested too deep to be saved", "save a flatter table", toc.name
                    )
                parts.append(savedvars.write({name: saving.from_tree(tree)}).removeprefix(parts[0]))
            except SavedVariablesError as problem:
                where = f"Interface/AddOns/{toc.name}/{toc.path.name}"
                self._client.note_load_error(f"{where}: {problem.problem}; {problem.advice}", where)
        return b"".join(parts)
