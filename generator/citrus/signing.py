"""Logging in: a front end asks the account service whether a password is right, and is told who it is.

A password goes to a server that ``settings.services`` names and to no other, is held nowhere, and is never logged.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..codec import Decoded
from .carrying import Carrying
from .facts import is_user, server_of
from .rules import MESH, limit, timer
from .view import Event

_LOGINS, _LOGIN_SECONDS = limit("logins"), timer("login")


class Secret(bytes):
    """Bytes that do not show when what holds them is shown."""

    def __repr__(self) -> str:
        return "b'(secret)'"

    __str__ = __repr__


class Signing(Carrying):
    """AU and AR, for both of their ends."""

    _request = 0

    # For a front end

    def log_in(self, account: bytes, password: bytes) -> int:
        """Ask the account service of the settings; the number of the request.

        A ``login`` or ``login-failed`` event of that number follows, always. Raises EncodeError for an account name or
        a password that cannot be.
        """
        self._request += 1
        request, service = self._request, self.settings.accounts
        values = {"source": self.me, "dest": service or self.me, "request": request, "account": account}
        values["password"] = password
        MESH.encode("AU", values)
        if not service or len(self._logins) >= _LOGINS:
            self._login_failed(request, b"busy" if service else b"none")
            return request
        self._logins[request] = self._now + _LOGIN_SECONDS
        if not self._to("AU", values, service):
            del self._logins[request]
            self._login_failed(request, b"none")
        return request

    def _login_failed(self, request: int, why: bytes) -> None:
        self._tell(Event("login-failed", b"%d" % request, value=why))

    def _take_verdict(self, said: Decoded) -> None:
        names = ("source", "dest", "request", "result", "account", "uuid")
        source, dest, request, result, account, uuid = (said.values[name] for name in names)
        assert isinstance(source, bytes)
        assert isinstance(dest, bytes)
        assert isinstance(request, int)
        assert isinstance(result, bytes)
        assert isinstance(account, bytes)
        assert isinstance(uuid, bytes)
        if is_user(dest):
            if source in self.settings.services and dest in self.own.users and result == b"ok":
                self.say("AC", {"source": dest, "account": account, "uuid": uuid})
            else:
                self._count("not allowed")
            return
        if source != self.settings.accounts or self._logins.pop(request, None) is None:
            self._count("AR nobody asked for")
        elif result == b"ok":
            self._tell(Event("login", b"%d" % request, source=source, value=account, text=uuid))
        else:
            self._login_failed(request, result)

    def _give_up_logins(self) -> None:
        for request, until in list(self._logins.items()):
            if self._now >= until:
                del self._logins[request]
                self._count("login without an answer")
                self._login_failed(request, b"none")

    def _logins_due(self) -> float | None:
        return min(self._logins.values(), default=None)

    # For an account service

    def _take_password(self, said: Decoded) -> None:
        source, request, account, password = (
            said.values[name] for name in ("source", "request", "account", "password")
        )
        assert isinstance(source, bytes)
        assert isinstance(request, int)
        assert isinstance(account, bytes)
        assert isinstance(password, bytes)
        self._tell(Event("password", account, source=source, value=b"%d" % request, text=Secret(password)))

    def answer_login(self, dest: bytes, request: int, result: bytes, account: bytes = b"*", uuid: bytes = b"*") -> None:
        """Answer a ``password`` event: ``ok`` with the account and its UUID, ``no``, or ``busy``."""
        values = {"source": self.me, "dest": dest, "request": request}
        self._to("AR", {**values, "result": result, "account": account, "uuid": uuid}, dest)

    def log_user(self, uid: bytes, account: bytes, uuid: bytes) -> None:
        """Have a user logged in, or out with ``*`` and ``*``; only a services server is obeyed."""
        values = {"source": self.me, "dest": uid, "request": 0, "result": b"ok", "account": account, "uuid": uuid}
        self._to("AR", values, server_of(uid))

    def _to(self, name: str, values: Mapping[str, object], sid: bytes) -> bool:
        """To a server, which may be this one."""
        if sid != self.me:
            return self._send(name, values, sid)
        self._sign(MESH.decode(MESH.encode(name, values)))
        return True

    def _sign(self, said: Decoded) -> None:
        if said.name == "AU":
            self._take_password(said)
        else:
            self._take_verdict(said)
