"""The made parts of docs/protocol.md, and its diagrams."""

from __future__ import annotations

from functools import partial

from ..spec.catalog import DEFAULT, revision
from . import tables
from .blocks import Maker
from .coverage_table import seed_coverage
from .figures import figures
from .history import differences, revisions
from .message_section import message_section, messages_table
from .story_section import story_section
from .uses import stories, story_name

CROSSRP = revision(DEFAULT["crossrp"])


def makers() -> dict[str, Maker]:
    """What makes each block of the page; ``message-R1``, ``flow-route`` and the like are sections of their own."""
    of_revision = {
        "media": tables.media,
        "packets": tables.packets,
        "two-digits": tables.two_digits,
        "messages": messages_table,
        "parts": tables.parts,
        "constants": tables.constants,
        "realms": tables.realms,
        "timers": tables.timers,
        "limits": tables.limits,
        "results": tables.results,
        "budgets": tables.send_budgets,
        "quotas": tables.quotas,
        "behaviours": tables.behaviours,
    }
    return {
        **{name: partial(make, CROSSRP) for name, make in of_revision.items()},
        **{f"message-{name}": partial(message_section, CROSSRP, item) for name, item in CROSSRP.messages.items()},
        **{story_name(item): partial(story_section, CROSSRP, item) for item in stories(CROSSRP)},
        "revisions": partial(revisions, "crossrp"),
        "differences": partial(differences, "crossrp"),
        "coverage": partial(seed_coverage, "crossrp"),
    }


def diagrams() -> dict[str, str]:
    """The diagrams the page shows, by file name."""
    return {f"{name}.svg": drawing.svg() for name, drawing in figures(CROSSRP).items()}
