"""The account service as a profile: answers AU, and a user of its own takes commands. Work is done by ``run``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ..facts import fold, server_of
from ..node import Node
from ..view import Event
from . import work
from .names import mistake_of_name, mistake_of_password, new_uuid
from .throttle import PER_ACCOUNT, PER_SERVER, REGISTRATIONS, Throttle
from .work import BROKEN, NO, OK, TAKEN, Outcome, Work

Done = Callable[[Outcome], None]
Run = Callable[[Work, Done], bool]
"""Has work done, and tells what came of it later; False when there is too much to do already."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the service's user: how it is written, what it does, how many words follow."""

    usage: str
    about: str
    words: int


COMMANDS = {
    "HELP": Command("HELP", "says this", 0),
    "REGISTER": Command("REGISTER <name> <password>", "makes an account, and logs you in", 2),
    "IDENTIFY": Command("IDENTIFY <name> <password>", "logs you in", 2),
    "LOGOUT": Command("LOGOUT", "logs you out", 0),
    "PASSWORD": Command("PASSWORD <old> <new>", "changes the password of the account you are logged in to", 2),
    "DROP": Command("DROP <password>", "removes the account you are logged in to, for ever", 1),
}
_BUSY = "There is too much to do, or there were too many wrong passwords. Try again in a minute."
_WORDS = {
    NO: "That name and password do not belong together.",
    TAKEN: "That name is taken.",
    BROKEN: "The accounts cannot be reached. Try again later.",
}


class Service:
    """``clock`` in seconds, monotonic. No password is kept here."""

    def __init__(self, node: Node, run: Run, chance: Random, clock: Callable[[], float], nick: bytes) -> None:
        self._node = node
        self._run = run
        self._chance = chance
        self._clock = clock
        self._per_account, self._per_server = Throttle(PER_ACCOUNT), Throttle(PER_SERVER)
        self._registrations = Throttle(REGISTRATIONS)
        self.uid = node.add_user(nick, b"accounts", node.settings.name, b"The account service")

    # As a profile

    def event(self, event: Event) -> None:
        """Passwords of front ends, and words of users."""
        if event.kind == "password":
            self._asked(event)
        elif event.kind == "told" and event.subject == self.uid and event.value == b"P":
            self._told(event.source, event.text)

    def account_of(self, uid: bytes) -> tuple[bytes, bytes] | None:  # noqa: ARG002
        """Its own user is logged in to nothing."""
        return b"*", b"*"

    # Requests

    def _asked(self, event: Event) -> None:
        source, request = event.source, int(event.value)

        def done(outcome: Outcome) -> None:
            if outcome.account is not None:
                self._node.answer_login(source, request, b"ok", outcome.account.name, outcome.account.uuid)
            else:
                self._node.answer_login(source, request, b"no" if outcome.result == NO else b"busy")

        password = bytes(event.text)
        if not self._try(source, event.subject, work.check(event.subject, password), done):
            self._node.answer_login(source, request, b"busy")

    def _try(self, source: bytes, name: bytes, todo: Work, done: Done) -> bool:
        """Work that a password must be right for; False when there were too many wrong ones, or there is too much."""
        account, server, now = fold(name), server_of(source), self._clock()
        if not self._per_server.take(server, now):
            return False
        if not self._per_account.take(account, now):
            self._per_server.give_back(server, now)
            return False

        def unless_wrong(outcome: Outcome) -> None:
            if outcome.result != NO:
                self._give_back(account, server)
            done(outcome)

        if self._run(todo, unless_wrong):
            return True
        self._give_back(account, server)
        return False

    def _give_back(self, account: bytes, server: bytes) -> None:
        now = self._clock()
        self._per_account.give_back(account, now)
        self._per_server.give_back(server, now)

    # Commands

    def _told(self, user: bytes, text: bytes) -> None:
        words = text.split()
        name = words[0].decode("ascii", "replace").upper() if words else "HELP"
        command = COMMANDS.get(name)
        if command is None:
            self._say(user, "There is no such command. Say HELP.")
        elif len(words) - 1 != command.words and name != "HELP":
            self._say(user, f"Write: {command.usage}. A password has no spaces here.")
        else:
            getattr(self, f"_{name.lower()}")(user, *words[1 : 1 + command.words])

    def _say(self, user: bytes, text: str) -> None:
        self._node.message(self.uid, user, b"N", text.encode("utf-8", "replace"))

    def _help(self, user: bytes) -> None:
        for command in COMMANDS.values():
            self._say(user, f"{command.usage}: {command.about}")

    def _register(self, user: bytes, name: bytes, password: bytes) -> None:
        mistake = mistake_of_name(name) or mistake_of_password(password)
        if mistake:
            self._say(user, f"{mistake[0].upper()}{mistake[1:]}.")
            return
        todo = work.register(name, password, new_uuid(self._chance), self._node.time())
        if not self._registrations.take(server_of(user), self._clock()) or not self._run(
            todo, lambda outcome: self._logged_in(user, outcome, "There is an account {name} now, and you")
        ):
            self._say(user, _BUSY)

    def _identify(self, user: bytes, name: bytes, password: bytes) -> None:
        if not self._try(user, name, work.check(name, password), lambda outcome: self._logged_in(user, outcome, "You")):
            self._say(user, _BUSY)

    def _logged_in(self, user: bytes, outcome: Outcome, who: str) -> None:
        account = outcome.account
        if account is None:
            self._say(user, _WORDS[outcome.result])
            return
        name = account.name.decode("utf-8", "replace")
        self._node.log_user(user, account.name, account.uuid)
        self._say(user, f"{who.format(name=name)} are logged in as {name}.")

    def _logout(self, user: bytes) -> None:
        self._node.log_user(user, b"*", b"*")
        self._say(user, "You are logged out.")

    def _password(self, user: bytes, old: bytes, new: bytes) -> None:
        mistake = mistake_of_password(new)
        if mistake:
            self._say(user, f"{mistake[0].upper()}{mistake[1:]}.")
            return
        self._as_owner(user, lambda name: work.change(name, old, new), lambda _: "The password is changed.")

    def _drop(self, user: bytes, password: bytes) -> None:
        def gone(outcome: Outcome) -> str:
            assert outcome.account is not None
            for other in list(self._node.state.view.users.values()):
                if other.uuid == outcome.account.uuid:
                    self._node.log_user(other.uid, b"*", b"*")
            return "The account is gone."

        self._as_owner(user, lambda name: work.drop(name, password), gone)

    def _as_owner(self, user: bytes, todo: Callable[[bytes], Work], words: Callable[[Outcome], str]) -> None:
        """Something with the account a user is logged in to, for which they say its password again."""
        known = self._node.state.view.users.get(user)
        if known is None or known.account == b"*":
            self._say(user, "You are not logged in.")
            return

        def done(outcome: Outcome) -> None:
            self._say(user, words(outcome) if outcome.result == OK else _WORDS[outcome.result])

        if not self._try(user, known.account, todo(known.account), done):
            self._say(user, _BUSY)
