"""The account service in the demonstration: a fourth server, asked whenever something has happened."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from ..demo import SECRET, Demo, Failed
from ..links import Neighbour, Settings
from ..shell.config import Address, Call, Config
from ..shell.server import Server
from ..view import Event

SID = b"9SV"
_NICK, _PASSWORD = b"Tammya", b"by-the-light-of-elune"


class AccountGuest:
    """Tammya at 1AA makes an account at 9SV, which is linked with 3CC only; 1AA asks about her password."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="citrus-")
        self._server: Server | None = None
        self._answers: dict[bytes, str] = {}

    # As a profile of 1AA

    def event(self, event: Event) -> None:
        """Hears what the service answers."""
        if event.kind in ("login", "login-failed"):
            self._answers[event.subject] = event.value.decode()

    def account_of(self, uid: bytes) -> tuple[bytes, bytes] | None:  # noqa: ARG002
        """The facts answer."""
        return None

    # As a guest

    async def come(self, demo: Demo) -> None:
        """Start the service, and have Tammya register."""
        settings = Settings(
            SID,
            b"accounts.citrus.example",
            b"the account service of the demonstration",
            neighbours=(Neighbour(b"3CC", SECRET),),
            services=frozenset((SID,)),
        )
        call = Call(b"3CC", Address("127.0.0.1", demo.ports[b"3CC"]), False, False)
        server = Server(Config(settings, calls=(call,), profiles={"accounts": {}}, folder=Path(self._folder.name)))
        demo.servers[SID] = self._server = server
        await server.start()
        front, user = demo.servers[b"1AA"], demo.talkers[b"1AA"].uid
        front.node.profiles.append(self)
        view = front.node.state.view
        await demo.until(lambda: view.find(b"NickServ") is not None, "the account service is there")
        service = view.find(b"NickServ")
        assert service is not None
        front.node.message(user, service.uid, b"P", b"REGISTER %s %s" % (_NICK, _PASSWORD))
        front.act()
        await demo.until(lambda: view.users[user].account == _NICK, "Tammya is logged in")
        demo.say(
            f"An account service, {SID.decode()}, is linked with 3CC. Tammya has an account there and is logged in."
        )

    async def stage(self, demo: Demo, name: str) -> None:  # noqa: ARG002
        """Ask about a password that is right, and one that is wrong."""
        begin = time.monotonic()
        way = demo.servers[b"1AA"].node.routes.way(SID)
        right, wrong = await self._ask(demo, _PASSWORD), await self._ask(demo, b"not-her-password")
        if (right, wrong) != (_NICK.decode(), "no"):
            raise Failed(f"the account service does not know Tammya's password: it says {right} and {wrong}")
        path = " > ".join(("1AA", *(sid.decode() for sid in way.path))) if way else "nowhere"
        took = (time.monotonic() - begin) * 1000
        demo.say(f"  Two passwords asked about: {path}, one right and one wrong, {took:.0f} ms together.")

    async def _ask(self, demo: Demo, password: bytes) -> str:
        server = demo.servers[b"1AA"]
        request = b"%d" % server.node.log_in(_NICK, password)
        server.act()
        await demo.until(lambda: request in self._answers, "the account service answers")
        return self._answers[request]

    async def leave(self) -> None:
        """The service ends before its file goes."""
        if self._server is not None:
            await self._server.kill()
        await asyncio.to_thread(self._folder.cleanup)
