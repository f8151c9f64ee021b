"""Where the reference tells of what a finding is about: in the pages of docs/, or in a site made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ..spec.catalog import DEFAULT, REVISIONS

PAGES = {"crossrp": "protocol.md", "citrus": "citrus-protocol.md", "citrus-mesh": "citrus-mesh.md"}
"""The page of docs/ for each reference, and with it the folder of a site: one a protocol, and one for what is added."""
ADDED = {"citrus": "citrus-mesh"}
"""The reference, and the revision, of what is added to a protocol."""
STORIES = ("machine", "flow", "procedure")
"""What has a page of its own in a site, as a message has."""
_SECTIONS = {
    "timer": ("timers", ""),
    "limit": ("limits", ""),
    "medium": ("what-messages-travel-on", ""),
    "behaviour": ("rules", ""),
    "constant": ("rules", "agreed-texts"),
    "realm": ("rules", "short-realm-numbers"),
    "layout": ("packets-and-pages", ""),
    "framing": ("packets-and-pages", ""),
    "budget": ("sending", ""),
    "result": ("sending", ""),
    "quota": ("limits", ""),
    "machine": ("states", ""),
    "flow": ("what-happens", ""),
    "procedure": ("what-happens", "at-the-start"),
}
"""Sections of the reference of Cross RP by what a finding is about, and the heading within."""


class Addresses(Protocol):
    """Gives links for a report."""

    def subject(self, protocol: str, subject: str) -> str:
        """The place that tells of a finding's subject; the protocol's page when it has no place of its own, and
        nothing for a protocol that is not in the reference."""

    def rule(self, rule: str) -> str:
        """The place that tells of a rule."""


@dataclass(frozen=True)
class MarkdownPages:
    """The pages of docs/ at ``base``, a URL or path that ends with a slash."""

    base: str

    def subject(self, protocol: str, subject: str) -> str:
        if protocol not in PAGES:
            return ""
        kind, _, name = subject.partition(" ")
        if kind == "message":
            return self._message(protocol, name.partition(",")[0])
        page = f"{self.base}{PAGES[protocol]}"
        if protocol != "crossrp" or kind not in _SECTIONS:
            return page
        section, heading = _SECTIONS[kind]
        return f"{page}#{heading or section}"

    def rule(self, rule: str) -> str:
        return f"{self.base}diff.md#{rule}"

    def _message(self, protocol: str, name: str) -> str:
        home = home_of(protocol, name)
        message = REVISIONS[DEFAULT.get(home, home)].messages.get(name)
        page = f"{self.base}{PAGES[home]}"
        return f"{page}#{_slug(f'{name}: {message.title}')}" if message else f"{page}#messages"


@dataclass(frozen=True)
class SitePages:
    """A site of ``crossrp docs --out`` at ``base``, which ends with a slash or is empty."""

    base: str

    def subject(self, protocol: str, subject: str) -> str:
        if protocol not in PAGES:
            return ""
        kind, _, name = subject.partition(" ")
        name = name.partition(",")[0]
        if kind == "message":
            return self.message(protocol, name)
        folder = f"{self.base}{protocol}/"
        if protocol != "crossrp" or kind not in _SECTIONS:
            return f"{folder}index.html"
        if kind in STORIES and _is_told(protocol, kind, name):
            return f"{folder}{story_file(kind, name)}"
        section, heading = _SECTIONS[kind]
        return f"{folder}{section}.html" + (f"#{heading}" if heading else "")

    def rule(self, rule: str) -> str:
        return f"{self.base}rules/diff.html#{rule}"

    def message(self, protocol: str, name: str) -> str:
        """The page of a message; of the messages where no revision has it."""
        known = any(each.protocol == protocol and name in each.messages for each in REVISIONS.values())
        return f"{self.base}{home_of(protocol, name)}/{message_file(name) if known else 'messages.html'}"

    def comparison(self, old: str, new: str) -> str:
        """The page of a comparison."""
        return f"{self.base}diff/{comparison_file(old, new)}"


def message_file(name: str) -> str:
    """The name of a message's page in a site."""
    return f"message-{name}.html"


def story_file(kind: str, name: str) -> str:
    """The name of the page of a flow, state machine or procedure."""
    return f"{kind}-{name.replace('_', '-')}.html"


def comparison_file(old: str, new: str) -> str:
    """The name of a comparison's page."""
    return f"{old}-to-{new}.html"


def home_of(protocol: str, message: str) -> str:
    """The reference that tells of a message: the protocol's, or that of what is added to it."""
    added = ADDED.get(protocol)
    if added and message not in REVISIONS[DEFAULT[protocol]].messages and message in REVISIONS[added].messages:
        return added
    return protocol


def _is_told(protocol: str, kind: str, name: str) -> bool:
    items = (item for each in REVISIONS.values() if each.protocol == protocol for item in each.items)
    return any((item.kind, item.key) == (kind, name) for item in items)


def _slug(heading: str) -> str:
    """The name a heading has in links."""
    kept = "".join(char for char in heading.lower() if char.isalnum() or char in " -_")
    return kept.replace(" ", "-")
