"""The made part of docs/diff.md that tells which scenes are played."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.world.scene_table import ALONE, SCENES


def makers() -> Mapping[str, Callable[[], Iterable[str]]]:
    """What makes each block of the page."""
    return {"scenes": _scenes, "unplayed": _unplayed}


def _scenes() -> Iterator[str]:
    yield "| Measured | A conflict when | Played when one of these differs |"
    yield "| --- | --- | --- |"
    for scene in SCENES:
        yield f"| {scene.measured} | {scene.conflict} | {_listed(scene.shows)} |"


def _unplayed() -> Iterator[str]:
    yield "| Not played, as | |"
    yield "| --- | --- |"
    for why, items in ALONE.items():
        if names := _listed(items):
            yield f"| {why} | {names} |"


def _listed(items: Iterable[str]) -> str:
    return ", ".join(f"`{item.partition(' ')[2]}`" for item in items if item.startswith(("timer", "limit", "proc")))
