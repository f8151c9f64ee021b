"""What timing and procedures lead to when old and new clients play in one world, for a comparison of revisions."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import TemplateError

from generator.client.convert import LuaFailure
from generator.diff.finding import Finding, Witness
from generator.lua.errors import BrokenAddon, Refused
from generator.spec.model import Revision
from generator.world.crossrp import write_addon
from generator.world.demo import REALM, REALM_ID
from generator.world.mixed import FLOWS, Conversation, conversations, prefix_of, under
from generator.world.player import Player
from generator.world.profiles import Profile
from generator.world.world import World

NEWCOMERS = 5
"""Newcomers who ask one after the other; the latest answer counts."""
SETTLED = 30.0
"""Virtual seconds after which the bridge has started and told its status."""
PATIENCE = 20.0
"""Virtual seconds after a newcomer's login until the next one comes."""

UNPLAYABLE = (BrokenAddon, Refused, LookupError, ValueError, LuaFailure, TemplateError)
"""What making or playing the addon of a revision raises that lacks what the addon is built on."""

_ASKING = ("status_wait", "answer_spread")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One login next to a bridge: seconds until it had started and knew the bridge, and from question to answer."""

    started: float | None
    knew: float | None
    answered: float | None


class Worlds:
    """Runs worlds for two revisions when a finding needs them, each once. Revisions of the addon's protocol only."""

    def __init__(self, old: Revision, new: Revision, profile: tuple[str, Profile]) -> None:
        self._old, self._new, self._profile = old, new, profile

    @cached_property
    def conversations(self) -> tuple[Conversation, ...]:
        """Which conversations work between both, see :func:`generator.world.mixed.conversations`."""
        return tuple(conversations(self._old, self._new, self._profile))

    def __call__(self, finding: Finding) -> tuple[Witness, ...]:
        """What was seen in worlds about a finding; nothing when it is about something else.

        An addon that cannot be made of a revision gives a witness that says so.
        """
        try:
            return tuple(self._witnesses(finding))
        except UNPLAYABLE as error:
            why = str(error.findings[0]) if isinstance(error, BrokenAddon) else f"{type(error).__name__}: {error}"
            return (Witness("scenario", "both", "", f"No addon of both could be made to play it: {why}."),)

    def _witnesses(self, finding: Finding) -> Iterator[Witness]:
        kind, _, name = finding.subject.partition(" ")
        if finding.rule.id == "prefix-changed":
            yield self._mixed("a message crosses", "their own")
        elif kind == "flow" and finding.rule.action == "change" and name in FLOWS:
            yield self._mixed(FLOWS[name], "")
        elif finding.rule.area == "timer" and finding.level != "compatible" and any(t in name for t in _ASKING):
            yield self._answers("old-to-new", self._new, self._old, "new", "old")
            yield self._answers("new-to-old", self._old, self._new, "old", "new")
        elif finding.level != "compatible" and (finding.rule.area == "timer" or kind == "procedure"):
            yield self._starts()

    def _mixed(self, name: str, prefix: str) -> Witness:
        """One conversation in the networks of old and new clients, under the prefixes that let most through."""
        found = [
            each for each in self.conversations if each.name == name and each.network not in ("all old", "all new")
        ]
        asked = [each for each in found if each.prefix.startswith(prefix)] if prefix else found
        last = asked[-1].prefix
        rows = [each for each in asked if each.prefix == last]
        works = [each.network for each in rows if each.works]
        fails = [each.network for each in rows if not each.works]
        words = [
            f"works with {'; '.join(works)}" if works else "",
            f"does not with {'; '.join(fails)}" if fails else "",
        ]
        return Witness("scenario", "both", "", f"Under {last}: {name}: {', '.join(filter(None, words))}.")

    def _answers(self, direction: str, asker: Revision, bridge: Revision, who: str, whose: str) -> Witness:
        """How long a newcomer waits, and how late the answer of the other revision's bridge is."""
        seen = newcomers(asker, bridge)
        wait = asker.timers["status_wait"].seconds
        late = [each.answered for each in seen if each.answered is not None]
        text = f"The {who} newcomer waits {wait:g} s; "
        if late:
            text += f"the {whose} bridge answers after {max(late):.1f} s (the latest of {len(late)})."
        else:
            text += f"the {whose} bridge never answers what it understands."
        return Witness("scenario", direction, "", text)

    def _starts(self) -> Witness:
        words = []
        for who, newcomer, whose, bridge in (
            ("An old", self._old, "a new", self._new),
            ("a new", self._new, "an old", self._old),
        ):
            words.append(f"{who} newcomer beside {whose} bridge {_start_words(newcomers(newcomer, bridge)[0])}")
        return Witness("scenario", "both", "", "; ".join(words) + ".")


def _start_words(newcomer: Newcomer) -> str:
    started = "does not start" if newcomer.started is None else f"has started after {newcomer.started:.1f} s"
    knew = "never hears of it" if newcomer.knew is None else f"knows it after {newcomer.knew:.1f} s"
    return f"{started} and {knew}"


def newcomers(asker: Revision, bridge: Revision) -> list[Newcomer]:
    """Log in newcomers of one revision beside a bridge of another, under one prefix, one after the other."""
    world = World(1)
    realm = world.realm(REALM_ID, REALM)
    near, far = world.player("Borin", realm, "Alliance"), world.player("Zulya", realm, "Horde")
    world.befriend(near, far)
    with tempfile.TemporaryDirectory(prefix="crossrp-newcomers-") as folder:
        settled = write_addon(bridge, Path(folder) / "bridge")
        coming = write_addon(under(asker, prefix_of(bridge)), Path(folder) / "newcomer")
        for player in (near, far):
            player.install(settled)
            player.login()
        found = []
        world.run(SETTLED)
        band = str(far.lua("return CrossRP.GetDestination()"))
        for number in range(NEWCOMERS):
            player = world.player(f"Tammya{chr(97 + number)}", realm, "Alliance")
            player.install(coming)
            found.append(_log_in(world, player, near, band))
    return found


def _log_in(world: World, player: Player, bridge: Player, band: str) -> Newcomer:
    begin, first = world.now, len(world.trace)
    player.login()
    started: float | None = None
    knew: float | None = None
    while world.now - begin < PATIENCE:
        world.run(0.1)
        if started is None and player.lua("return CrossRP.IsStarted()"):
            started = world.now - begin
        if knew is None and player.lua(f'return CrossRP.CanReach("{band}")'):
            knew = world.now - begin
    statuses = [
        (record.time, record.sender)
        for record in list(world.trace)[first:]
        if record.kind == "send" and record.text[2:5] == b"ST " and record.sender in (player.fullname, bridge.fullname)
    ]
    asked = next((time for time, sender in statuses if sender == player.fullname), None)
    answer = next(
        (time for time, who in statuses if who == bridge.fullname and asked is not None and time > asked), None
    )
    player.logout()
    # The answer counts as one when it taught the newcomer something.
    answered = answer - asked if answer is not None and asked is not None and knew is not None else None
    return Newcomer(started, knew, answered)
