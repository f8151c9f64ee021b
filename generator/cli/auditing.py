"""What ``crossrp audit`` puts together: the folder, the clients, and the forms of a report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.audit.addon import Addon, NoAddon, named_products, read_addon
from generator.audit.audit import Read, audit, gathered, patch_day
from generator.audit.known import Known, known
from generator.audit.reading import Kept, read_scripts
from generator.audit.rules import AREAS, RULES
from generator.client.clientdata import ClientDataError, load
from generator.client.products import PRODUCTS, Product
from generator.client.signatures import ClientData
from generator.findings import accepted as acceptance
from generator.findings.for_machines import schema
from generator.findings.forms import rendered
from generator.findings.record import Report
from generator.lua.check import usable_jobs
from generator.lua.errors import Refused
from generator.lua.folder import write_whole
from generator.lua.verdicts import cache_folder

from .console import nearby, say, working

__all__ = ["client_data", "judged", "listed", "read", "rendered", "schema_text", "write"]

_FOR_USES = {
    "uses": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "kind": {"enum": ["function", "event", "enum", "cvar", "method", "game", "name"]},
                "name": {"type": "string"},
                "places": {"type": "array", "items": {"type": "string"}},
            },
            "required": ["kind", "name", "places"],
            "additionalProperties": False,
        },
    },
    "unknown": {"type": "array", "items": {"type": "string"}},
}


def client_data(json_folder: Path | None, docs_folder: Path | None) -> Mapping[str, ClientData]:
    """Whole clients a user gave. Raises Refused."""
    if json_folder is None and docs_folder is None:
        return {}
    try:
        with working("Reading the client data"):
            return load(json_folder, docs_folder)
    except ClientDataError as error:
        raise Refused(str(error)) from None


def read(
    folder: Path, products: Sequence[str], given: Mapping[str, ClientData], *, cache: bool
) -> tuple[Read, list[Known]]:
    """The addon as those clients load it, and what is known of them. Raises Refused."""
    try:
        chosen = [_product(key) for key in dict.fromkeys(products)] or named_products(folder)
        addon = read_addon(folder, chosen)
    except NoAddon as error:
        raise Refused(str(error)) from None
    place = cache_folder() if cache else None
    kept = Kept(place / "crossrp" / "audit" if place else None)
    scripts = [script for each in addon.scripts.values() for script in each]
    with _bar(addon) as progress:
        facts = read_scripts(scripts, kept, usable_jobs(), progress)
    names = [script.name for script in scripts]
    found = gathered(addon, zip(names, facts, strict=True), f"{nearby(addon.folder)}/")
    return found, [known(product, given) for product in chosen]


def _product(key: str) -> Product:
    if key not in PRODUCTS:
        raise Refused(f"there is no client {key!r}: {', '.join(PRODUCTS)} are known")
    return PRODUCTS[key]


@contextmanager
def _bar(addon: Addon) -> Iterator[Callable[[int, int], None]]:
    """A bar of what is read, on a terminal; it only shows when there is much."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"Reading {addon.name}", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def judged(read: Read, clients: list[Known], *, changed: bool, accepted: Path | None) -> Report:
    """The report, without what is accepted. Raises Refused."""
    with working("Judging"):
        report = patch_day(read, clients[0], clients[-1]) if changed else audit(read, clients)
    if accepted is None:
        return report
    try:
        return acceptance.apply(report, acceptance.read(accepted.read_text("utf-8"), str(accepted)), str(accepted))
    except acceptance.BadAcceptance as error:
        raise Refused(str(error)) from None
    except UnicodeDecodeError:
        raise Refused(f"{accepted}: it is not UTF-8 text") from None


def listed(report: Report) -> str:
    """What the addon uses of the client, one name a line with its places."""
    lines = [f"{each['kind']:<9} {each['name']}  {' '.join(each['places'])}" for each in report.extra["uses"]]
    return "\n".join(lines) + "\n"


def schema_text() -> str:
    return json.dumps(schema("crossrp audit", RULES, AREAS, _FOR_USES), indent=2)


def write(text: str, out: Path | None) -> None:
    """To a file as a whole, or to stdout."""
    if out is None:
        say(text.removesuffix("\n"))
    else:
        write_whole(out, text.encode())
        say(f"wrote {out}", stderr=True)
