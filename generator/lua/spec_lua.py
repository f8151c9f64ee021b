"""The specification as the addon sees it: the table `ns.Spec`, and the context of all templates."""

from __future__ import annotations

from typing import Any

from ..spec.machine import Machine
from ..spec.model import (
    Budget,
    Constant,
    Framing,
    Layout,
    Medium,
    Part,
    Procedure,
    Quota,
    RealmAlias,
    Revision,
    SendResult,
    Step,
)
from .codec_lua import codec_context
from .literal import lua_block

#: State machines that the addon runs; the others tell people what it does.
RUN_BY_THE_ADDON = ("raid_link", "raid_news")


def spec_context(revision: Revision) -> dict[str, Any]:
    """What the addon's templates can name: ``spec``, and what the codec template needs."""
    return {"spec": lua_block(spec_table(revision)), **codec_context(revision)}


def spec_table(revision: Revision) -> dict[str, Any]:
    """Everything the addon's modules read at run time, as plain values."""
    return {
        "protocol": revision.protocol,
        "revision": revision.id,
        "constants": {name: constant.text for name, constant in revision.all(Constant).items()},
        "realms": [
            {"short": name, "id": realm.realm_id, "region": realm.region}
            for name, realm in revision.all(RealmAlias).items()
        ],
        "framing": _framing(revision),
        "media": {
            name: {"framing": medium.framing, "utf8": medium.alphabet != "bytes"}
            for name, medium in revision.all(Medium).items()
            if medium.framing
        },
        "limits": {name: limit.value for name, limit in revision.limits.items()},
        "timers": {name: timer.seconds for name, timer in revision.timers.items()},
        "results": {
            result.code: {"name": result.name, "action": result.action} for result in revision.all(SendResult).values()
        },
        "budgets": {
            name: {
                "rate": budget.rate,
                "burst": budget.burst,
                "overhead": budget.overhead,
                "reserve": budget.reserve,
            }
            for name, budget in revision.all(Budget).items()
        },
        "quotas": {name: {"rate": quota.rate, "burst": quota.burst} for name, quota in revision.all(Quota).items()},
        "parts": list(revision.all(Part)),
        "part_data": {name: part.data for name, part in revision.all(Part).items()},
        "touches": _touches(revision),
        "machines": {name: _machine(revision.all(Machine)[name]) for name in RUN_BY_THE_ADDON},
        "startup": [_step(step) for step in revision.all(Procedure)["startup"].steps],
    }


def _framing(revision: Revision) -> dict[str, Any]:
    framing = next(iter(revision.all(Framing).values()))
    table: dict[str, Any] = {
        "version": framing.version,
        "whole": framing.whole,
        "first": framing.first,
        "middle": framing.middle,
        "last": framing.last,
        **_counted(framing),
        "base": framing.base,
        "first_byte": framing.offset,
        "slots": framing.numbers,
    }
    for name, layout in revision.all(Layout).items():
        table[name] = {
            "packet": layout.packet,
            "whole": layout.whole,
            "page": layout.page,
            "slot": layout.slot_bytes,
            "number": layout.number_bytes,
        }
    return table


def _counted(framing: Framing) -> dict[str, bytes]:
    if not framing.counted_middle:
        return {}
    return {"counted_middle": framing.counted_middle, "counted_last": framing.counted_last}


def _touches(revision: Revision) -> dict[str, list[str]]:
    """The parts asked for by each way of touching someone."""
    touches: dict[str, list[str]] = {}
    for name, part in revision.all(Part).items():
        for touch in part.touched_by:
            touches.setdefault(touch, []).append(name)
    return touches


def _machine(machine: Machine) -> dict[str, Any]:
    """The first state, and for each state what follows it, by cause."""
    names = [state.name for state in machine.states]
    moves = {name: {move.cause: move.after for move in machine.from_state(name)} for name in names}
    return {"first": names[0], "moves": moves}


def _step(step: Step) -> dict[str, Any]:
    table: dict[str, Any] = {"action": step.action}
    if step.timer:
        table["timer"] = step.timer
    if step.number:
        table["number"] = step.number
    if step.request:
        table["request"] = True
    return table
