"""Where the templates are: beside the package in a checkout, inside it when installed from a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_IN_WHEEL = _PACKAGE / "_templates"


def checkout() -> Path | None:
    """The root of the checkout this package runs from, or None when it was installed from a wheel."""
    root = _PACKAGE.parent
    # A wheel is asked first: beside an installed package anything may lie, even another project's folders.
    if _IN_WHEEL.is_dir() or not (root / "pyproject.toml").is_file():
        return None
    return root


def templates() -> Path:
    """The folder of templates, with ``addon/`` and others below it."""
    return _IN_WHEEL if _IN_WHEEL.is_dir() else _PACKAGE.parent / "templates"
