"""What clients say and what they get, as data in ``conformance/``; its README tells how a case is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from irced import Town, User, town

FOLDER = Path(__file__).parent / "conformance"
ORDER = ("Tammya", "Borin", "Zulya")


def read() -> Iterator[tuple[str, list[str]]]:
    for path in sorted(FOLDER.glob("*.txt")):
        for text in path.read_text("utf-8").strip().split("\n\n"):
            title, *steps = text.split("\n")
            yield title.removeprefix("# "), steps


CASES = tuple(read())


def shown(line: bytes) -> str:
    """A line as cases have it: no tags; of a numeric neither server nor nick; of others the nick or server only."""
    text = (line.partition(b" ")[2] if line[:1] == b"@" else line).decode()
    if not text.startswith(":"):
        return text
    source, command, *rest = text[1:].split(" ", 2)
    after = rest[0] if rest else ""
    if command.isdigit():
        return " ".join((command, after.partition(" ")[2]))
    return " ".join((source.partition("!")[0], command, after)).rstrip(" ")


def fits(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("..."))), text) is not None


@dataclass
class Stage:
    """Where a case is played."""

    town: Town
    places: tuple[bytes, ...]
    users: dict[str, User] = field(default_factory=dict)
    got: dict[str, list[str]] = field(default_factory=dict)

    def user(self, name: str, caps: bytes = b"", *, bare: bool = False) -> User:
        if name not in self.users:
            sid = self.places[ORDER.index(name) % len(self.places)]
            made = self.town.connect(sid) if bare else self.town.user(sid, name.encode(), caps)
            self.users[name] = made
            self.got[name] = []
        return self.users[name]

    def look(self) -> None:
        for name, user in self.users.items():
            self.got[name] += [shown(line) for line in user.hear()]

    def step(self, names: str, what: str, text: str) -> None:
        for name in names.split(","):
            if what in (">", ">>"):
                user = self.user(name, bare=what == ">>")
                user.send(self._here(name, text).encode())
            elif what == "+":
                self.user(name, text.encode())
            self.look()
            if what not in (">", ">>", "+"):
                self._judge(name, what, self._here(name, text))

    def _here(self, name: str, text: str) -> str:
        return text.replace("HERE", self.user(name, bare=True).sid.decode().lower() + ".example")

    def _judge(self, name: str, what: str, text: str) -> None:
        got = self.got[name]
        found = next((at for at, line in enumerate(got) if fits(text, line)), None) if text else None
        match what:
            case "<":
                assert found is not None, f"{name} did not get {text!r} but {got}"
                del got[: found + 1]
            case "!":
                assert found is None, f"{name} got {got}"
            case ".":
                assert got == []
            case "x":
                assert self.users[name].closed
            case _:
                raise AssertionError(f"there is no step {what!r}")


@pytest.mark.parametrize("places", [(b"1AA",), (b"1AA", b"2BB")], ids=["one", "two"])
@pytest.mark.parametrize(("title", "steps"), CASES, ids=[title for title, _ in CASES])
def test_case(title: str, steps: list[str], places: tuple[bytes, ...]) -> None:  # noqa: ARG001
    stage = Stage(town(*places), places)
    for step in steps:
        names, what, text = (*step.split(" ", 2), "")[:3]
        stage.step(names, what, text)
    assert all(user.watcher.wrong == [] for user in stage.users.values())


def test_a_case_that_is_not_so_fails() -> None:
    stage = Stage(town(b"1AA"), (b"1AA",))
    stage.step("Tammya", ">", "JOIN #tavern")
    for names, what, text in (("Tammya", "<", "403 ..."), ("Tammya", "!", "366 ..."), ("Tammya", ".", "")):
        with pytest.raises(AssertionError):
            stage.step(names, what, text)
