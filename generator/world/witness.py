"""What timing and procedures lead to when old and new clients play in one world, for a comparison of revisions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from jinja2 import TemplateError

from generator.client.convert import LuaFailure
from generator.diff.finding import Finding, Witness
from generator.lua.errors import BrokenAddon, Refused
from generator.spec.model import Revision
from generator.world.cast import Cast
from generator.world.crossrp import kept_addon, rendered
from generator.world.mixed import Conversation, conversations, prefix_of, under
from generator.world.profiles import Profile
from generator.world.scene import Seen, Stage
from generator.world.scene_table import CONVERSATIONS, Scene, scenes_of, why_not
from generator.world.world import World

UNPLAYABLE = (BrokenAddon, Refused, LookupError, ValueError, LuaFailure, TemplateError)
"""What making or playing the addon of a revision raises that lacks what the addon is built on."""

_PLAYED = ("timer", "limit", "procedure")
_PRESENCE = ("existence", "command", "reserved")
_UNPLAYED = "unplayed"


class Worlds:
    """Runs worlds for two revisions when a finding needs them, each once. Revisions of the addon's protocol only."""

    def __init__(self, old: Revision, new: Revision, profile: tuple[str, Profile]) -> None:
        self._old, self._new, self._profile = old, new, profile
        self._seen: dict[Scene, tuple[Witness, ...]] = {}

    @cached_property
    def conversations(self) -> tuple[Conversation, ...]:
        """Which conversations work between both, see :func:`generator.world.mixed.conversations`."""
        return tuple(conversations(self._old, self._new, self._profile))

    def __call__(self, finding: Finding) -> tuple[Witness, ...]:
        """What was seen in worlds about a finding, or why nothing could be; nothing when it is not about timing.

        An addon that cannot be made of a revision gives a witness that says so.
        """
        try:
            return tuple(self._witnesses(finding))
        except UNPLAYABLE as error:
            return (_unplayed(_lacking(error)),)

    @cached_property
    def _alike(self) -> bool:
        """Whether the addons of both are the same byte for byte, but for the prefix."""
        return rendered(self._old) == rendered(under(self._new, prefix_of(self._old)))

    def _witnesses(self, finding: Finding) -> Iterator[Witness]:
        item = finding.subject.partition(",")[0]
        if finding.rule.id == "prefix-changed":
            yield self._conversation("a message crosses", "their own")
        elif finding.rule.area == "message" and finding.rule.kind in _PRESENCE:
            if item in CONVERSATIONS:
                yield self._conversation(CONVERSATIONS[item])
        elif finding.level == "compatible" or finding.rule.area not in _PLAYED or finding.rule.id.startswith("addon-"):
            return
        elif self._alike:
            yield _unplayed("the addons made of both are the same, so it can show in other addons only")
        elif item in CONVERSATIONS:
            yield self._conversation(CONVERSATIONS[item])
        elif scenes_of(item):
            for scene in scenes_of(item):
                yield from self._scene(scene)
        else:
            yield _unplayed(why_not(item))

    def _scene(self, scene: Scene) -> tuple[Witness, ...]:
        """A scene both ways: each revision waits for the other once."""
        if scene not in self._seen:
            self._seen[scene] = self._both_ways(scene)
        return self._seen[scene]

    def _both_ways(self, scene: Scene) -> tuple[Witness, ...]:
        new = under(self._new, prefix_of(self._old))
        seen = {
            "old-to-new": self._play(scene, new, self._old, "new", "old"),
            "new-to-old": self._play(scene, self._old, new, "old", "new"),
        }
        if not any(each.shown for each in seen.values()):
            return tuple(_unplayed(words) for words in dict.fromkeys(each.words for each in seen.values()))
        return tuple(
            Witness("scenario", direction, "", _sentence(each.words), conflict=each.conflict)
            if each.shown
            else _unplayed(each.words, direction)
            for direction, each in seen.items()
        )

    def _play(self, scene: Scene, waiting: Revision, others: Revision, who: str, whose: str) -> Seen:
        worlds: list[World] = []

        def cast(revisions: tuple[Revision, Revision, Revision, Revision]) -> Cast:
            made = Cast([kept_addon(revision) for revision in revisions], self._profile)
            worlds.append(made.world)
            return made

        seen = scene.play(Stage(waiting, others, who, whose, cast))
        errors = [error for world in worlds for error in world.errors]
        if errors:
            return Seen(f"{seen.words}; {errors[0].player} has a Lua error: {errors[0].error.message}", True)
        return seen

    def _conversation(self, name: str, prefix: str = "") -> Witness:
        """One conversation in the networks of old and new clients, under the prefixes that let most through."""
        found = [
            each for each in self.conversations if each.name == name and each.network not in ("all old", "all new")
        ]
        asked = [each for each in found if each.prefix.startswith(prefix)] if prefix else found
        rows = [each for each in asked if each.prefix == asked[-1].prefix]
        under_which = asked[-1].prefix.partition(", to see")[0]
        works = [each.network for each in rows if each.works]
        fails = [each.network for each in rows if not each.works]
        if not works:
            words = "in no mix of old and new clients"
        elif not fails:
            words = "in every mix of old and new clients"
        else:
            words = f"with {_listed(works)}; not with {_listed(fails)}"
        return Witness("scenario", "both", "", f"With {under_which}, {name} {words}.", conflict=bool(fails))


def _listed(networks: list[str]) -> str:
    return ", or with ".join(networks)


def _lacking(error: Exception) -> str:
    """Why no addon of a revision could be made, or does not start."""
    if isinstance(error, BrokenAddon):
        return f"the addon of one of them is broken ({error.findings[0]})"
    if isinstance(error, KeyError):
        return f"the addon needs {error.args[0]}, which one of them lacks"
    if isinstance(error, LuaFailure):
        return f"the addon of one of them does not start ({error})"
    return f"no addon of one of them can be made ({error})"


def _unplayed(why: str, direction: str = "both") -> Witness:
    return Witness(_UNPLAYED, direction, "", f"Not played: {why}.")


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
