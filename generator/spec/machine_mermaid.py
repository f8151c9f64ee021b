"""State machines as mermaid diagrams, which most places that show Markdown draw."""

from __future__ import annotations

from .machine import Machine, Move


def mermaid(machine: Machine) -> str:
    """The text of a ``stateDiagram-v2``, without the fence around it; moves between the same two states share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for state in machine.states:
        for move in machine.from_state(state.name):
            arrows.setdefault((state.name, move.after), []).append(_label(move))
    lines = ["stateDiagram-v2", f"    [*] --> {machine.states[0].name}"]
    lines += [f"    {before} --> {after}: {'<br>'.join(labels)}" for (before, after), labels in arrows.items()]
    return "\n".join(lines) + "\n"


def _label(move: Move) -> str:
    named = ", ".join((*move.messages, *move.timers))
    return f"{move.cause} ({named})" if named else move.cause
