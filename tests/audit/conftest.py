"""Addons to judge, read once for all tests of this folder, without anything kept from earlier runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from generator.audit.addon import named_products, read_addon
from generator.audit.audit import Read, gathered
from generator.audit.known import Known, known
from generator.audit.reading import Kept, read_scripts
from generator.client.products import PRODUCTS

HERE = Path(__file__).parent


@cache
def read(folder: Path, leave_out: Callable[[str], bool] = lambda _: False) -> Read:
    """An addon with the facts of its files, for the products its TOC names."""
    addon = read_addon(folder, named_products(folder))
    scripts = [script for name, each in addon.scripts.items() for script in each if not leave_out(name)]
    facts = read_scripts(scripts, Kept(None), jobs=1)
    return gathered(addon, zip([script.name for script in scripts], facts, strict=True), "")


def clients(found: Read) -> list[Known]:
    return [known(PRODUCTS[key]) for key in found.addon.tocs]


def written(folder: Path, **files: str) -> Path:
    """An addon of one file a keyword, for retail."""
    folder.mkdir()
    names = "".join(f"{name}.lua\n" for name in files)
    (folder / f"{folder.name}.toc").write_text(f"## Interface: {PRODUCTS['wow'].interface}\n{names}")
    for name, text in files.items():
        (folder / f"{name}.lua").write_text(text)
    return folder
