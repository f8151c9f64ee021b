"""What ``crossrp lift`` and ``crossrp diff`` read of an addon: what its TOC loads, in that order, XML included."""

from __future__ import annotations

from pathlib import Path

from generator.audit.addon import Addon, NoAddon, read_addon
from generator.client import toc
from generator.client.products import PRODUCTS, Product
from generator.client.toc import TocError
from generator.diff.lift import Lifted, Source, lift, lift_sources
from generator.diff.lift.records import Unread
from generator.spec.place import Place


def lifted(folder: Path) -> Lifted:
    """What an addon does on the wire. A folder without a TOC has all its Lua read, by name."""
    products = [product for product in PRODUCTS.values() if _has_toc(folder, product)]
    if not products:
        return lift(folder)
    try:
        addon = read_addon(folder.resolve(), products)
    except NoAddon:
        return lift(folder)
    found = lift_sources(
        addon.name,
        [
            Source(script.name, script.source, script.line)
            for name in _in_order(addon)
            for script in addon.scripts.get(name, ())
        ],
    )
    found.unread += [Unread(Place(file, max(1, line)), why) for file, line, _, why in addon.problems]
    found.unread += [
        Unread(Place(name, 1), "neither the TOC nor any XML loads it", False) for name in _left_out(folder, addon)
    ]
    return found


def _has_toc(folder: Path, product: Product) -> bool:
    try:
        toc.read(folder, product)
    except TocError:
        return False
    return True


def _in_order(addon: Addon) -> list[str]:
    """Every file that some client loads, in load order."""
    return list(dict.fromkeys(name for names in addon.loaded.values() for name in names))


def _left_out(folder: Path, addon: Addon) -> list[str]:
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.lua")))
    return [name for name in names if name not in addon.scripts]
