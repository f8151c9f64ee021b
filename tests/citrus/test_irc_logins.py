"""SASL PLAIN, judged by the account service at another server."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from irced import Town, User, town

from generator.citrus.accounts.hashing import Hasher
from generator.citrus.accounts.service import Done, Service
from generator.citrus.accounts.store import Store
from generator.citrus.accounts.work import Work

PASSWORD = b"elune-adore"


class Desk:
    """Does the work at once, or when told to."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        self.later: list[Callable[[], None]] | None = None

    def run(self, todo: Work, done: Done) -> bool:
        if self.later is None:
            done(todo(self.store, Hasher(8, 1)))
        else:
            self.later.append(lambda: done(todo(self.store, Hasher(8, 1))))
        return True


@pytest.fixture
def served(tmp_path: Path) -> Town:
    """1AA and 2BB with clients - 9SV with the service; Tammya has an account."""
    made = town(b"1AA", b"2BB", b"9SV", accounts=b"9SV")
    made.desk = Desk(tmp_path / "accounts")  # type: ignore[attr-defined]
    node = made.net.nodes[b"9SV"]
    service = Service(node, made.desk.run, Random(1), lambda: made.net.now, b"NickServ")  # type: ignore[attr-defined]
    node.profiles.append(service)
    made.pump()
    user = made.user(b"1AA", b"Maker")
    user.send(b"PRIVMSG NickServ :REGISTER Tammya " + PASSWORD)
    assert any(b"900" in line for line in user.hear())
    user.send(b"QUIT")
    return made


def plain(account: bytes, password: bytes, who: bytes = b"") -> bytes:
    return b"AUTHENTICATE " + base64.b64encode(b"%b\0%b\0%b" % (who, account, password))


def begin(served: Town, sid: bytes = b"2BB") -> User:
    user = served.connect(sid)
    assert b" sasl=PLAIN " in user.ask(b"CAP LS 302")[0]
    user.send(b"CAP REQ sasl", b"NICK Tammya", b"USER t 0 * :t").hear()
    return user


def test_logging_in_before_registering(served: Town) -> None:
    user = begin(served)
    assert user.ask(b"AUTHENTICATE PLAIN") == [b"AUTHENTICATE +"]
    lines = user.ask(plain(b"Tammya", PASSWORD))
    assert [line.split(b" ")[1] for line in lines] == [b"900", b"903"]
    assert user.numerics(b"AUTHENTICATE PLAIN")[0].startswith(b"907")
    assert user.numerics(b"CAP END")[0].startswith(b"001")
    other = served.user(b"1AA", b"Borin")
    assert b"330 Tammya Tammya :is logged in as" in other.numerics(b"WHOIS Tammya")
    # An A is answered by the home server, of what it was told.
    uid = user.client.person.uid  # type: ignore[union-attr]
    served.net.nodes[b"1AA"].lookup(b"1AA", uid)
    served.pump()
    (answer,) = served.net.hearers[b"1AA"].of("lookup")
    assert answer.value == b"Tammya"
    assert len(answer.text) == 36


def test_logging_in_later_and_from_nickserv(served: Town) -> None:
    user = served.user(b"2BB", b"Tammya", b"sasl")
    user.send(b"AUTHENTICATE PLAIN").hear()
    assert [line[:3] for line in user.numerics(plain(b"Tammya", PASSWORD))] == [b"900", b"903"]
    user.send(b"PRIVMSG NickServ :LOGOUT")
    assert any(b" 901 " in line for line in user.hear())


@pytest.mark.parametrize(
    ("line", "numeric"),
    [
        (plain(b"Tammya", b"wrong"), b"904 :Authentication failed: account or password is wrong"),
        (plain(b"Nobody", PASSWORD), b"904"),
        (plain(b"Tammya", PASSWORD, b"Borin"), b"904"),
        (plain(b"Tam mya", PASSWORD), b"904"),
        (b"AUTHENTICATE !!!", b"904"),
        (b"AUTHENTICATE +", b"904"),
        (b"AUTHENTICATE *", b"906"),
        (b"AUTHENTICATE " + b"x" * 401, b"905"),
    ],
)
def test_what_is_wrong(served: Town, line: bytes, numeric: bytes) -> None:
    user = begin(served)
    user.send(b"AUTHENTICATE PLAIN")
    assert user.numerics(line)[0].startswith(numeric)
    assert user.numerics(b"CAP END")[0].startswith(b"001")
    assert user.client.account == b"*"


def test_other_mechanisms_and_long_messages(served: Town) -> None:
    user = begin(served)
    assert [line[:3] for line in user.numerics(b"AUTHENTICATE SCRAM-SHA-256")] == [b"908", b"904"]
    user.send(b"AUTHENTICATE PLAIN").hear()
    for _ in range(5):
        assert user.ask(b"AUTHENTICATE " + b"A" * 400) == []
    assert user.numerics(b"AUTHENTICATE " + b"A" * 400)[0].startswith(b"905")
    assert user.client.sasl is None
    # A message that fills its lines ends with an empty one.
    user.send(b"AUTHENTICATE PLAIN").hear()
    data = base64.b64encode(b"\0Tammya\0" + PASSWORD + b"x" * (300 - 8 - len(PASSWORD)))
    assert len(data) == 400
    assert user.ask(b"AUTHENTICATE " + data) == []
    assert user.numerics(b"AUTHENTICATE +")[0].startswith(b"904")


def test_registering_waits_for_the_answer_and_can_be_called_off(served: Town) -> None:
    desk = served.desk  # type: ignore[attr-defined]
    desk.later = []
    user = begin(served)
    user.send(b"AUTHENTICATE PLAIN").hear()
    assert user.ask(plain(b"Tammya", PASSWORD), b"CAP END") == []
    desk.later.pop()()
    assert [line.split(b" ")[1] for line in user.hear()][:3] == [b"900", b"903", b"001"]
    off = begin(served, b"1AA")
    off.send(b"NICK Borin", b"AUTHENTICATE PLAIN", plain(b"Tammya", PASSWORD)).hear()
    assert off.numerics(b"AUTHENTICATE *")[0].startswith(b"906")
    desk.later.pop()()
    assert off.numerics(b"CAP END")[0].startswith(b"001")
    assert off.client.account == b"*"


def test_the_capability_comes_and_goes_with_the_service(served: Town) -> None:
    user = served.user(b"1AA", b"Borin", b"sasl cap-notify")
    served.cut(b"2BB", b"9SV")
    assert user.hear() == [b":1aa.example CAP Borin DEL :sasl"]
    assert user.numerics(b"AUTHENTICATE PLAIN")[0].startswith(b"904")
    served.heal(b"2BB", b"9SV")
    assert user.hear() == [b":1aa.example CAP Borin NEW :sasl=PLAIN"]


def test_nobody_answers(served: Town) -> None:
    served.desk.later = []  # type: ignore[attr-defined]
    user = begin(served)
    user.send(b"AUTHENTICATE PLAIN", plain(b"Tammya", PASSWORD)).hear()
    served.run(16.0, 1.0)
    assert user.hear()[-1].endswith(b"904 Tammya :Authentication failed: the account service does not answer")


def test_no_password_is_shown(served: Town) -> None:
    user = begin(served)
    user.send(b"PASS open-sesame", b"AUTHENTICATE PLAIN")
    user.client.sasl = b"c2VjcmV0"
    assert "sesame" not in repr(user.client)
    assert "c2VjcmV0" not in repr(user.client)
