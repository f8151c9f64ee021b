"""The account service: what it answers, what its user understands, what it keeps, and how it says no."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import apsw
import pytest
from click.testing import CliRunner, Result
from netted import Net

from generator.citrus.accounts import store as stores
from generator.citrus.accounts.hashing import Hasher
from generator.citrus.accounts.service import Done, Service
from generator.citrus.accounts.store import STEPS, Account, Store, StoreError
from generator.citrus.accounts.throttle import Rate, Throttle
from generator.citrus.accounts.work import Work
from generator.cli.main import cli

PASSWORD = b"elune-adore"
CHEAP = Hasher(8, 1)


class Desk:
    """Does the work at once, unless it is told that there is too much."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        self.busy = False
        self.done = 0

    def run(self, todo: Work, done: Done) -> bool:
        if not self.busy:
            self.done += 1
            done(todo(self.store, CHEAP))
        return not self.busy


class Mesh:
    """1AA with a user - 9SV with the service."""

    def __init__(self, net: Net, path: Path) -> None:
        self.net = net
        self.desk = Desk(path)
        self.front, node = net.nodes[b"1AA"], net.nodes[b"9SV"]
        self.front.settings = replace(self.front.settings, accounts=b"9SV")
        self.service = Service(node, self.desk.run, Random(1), lambda: net.now, b"NickServ")
        node.profiles.append(self.service)
        self.uid = self.front.add_user(b"Tammya", b"t", b"h", b"r")
        net.pump()

    def say(self, words: bytes, uid: bytes = b"") -> list[str]:
        """What the service answers."""
        heard = self.net.hearers[b"1AA"].events
        before = len(heard)
        self.front.message(uid or self.uid, self.service.uid, b"P", words)
        self.net.pump()
        told = [each for each in heard[before:] if each.kind == "told" and each.subject == (uid or self.uid)]
        assert all(each.value == b"N" for each in told)
        return [each.text.decode() for each in told]

    def log_in(self, account: bytes, password: bytes) -> str:
        request = self.front.log_in(account, password)
        self.net.pump()
        events = [each for each in self.net.hearers[b"1AA"].events if each.subject == b"%d" % request]
        return " ".join((events[-1].kind, events[-1].value.decode()))

    @property
    def account(self) -> bytes:
        assert len(self.net.digests()) == 1
        return self.front.state.view.users[self.uid].account


@pytest.fixture
def mesh(chain: Callable[..., Net], tmp_path: Path) -> Mesh:
    return Mesh(chain(b"1AA", b"9SV"), tmp_path / "accounts.sqlite")


def test_from_registering_to_dropping(mesh: Mesh) -> None:
    assert mesh.say(b"register Tammya " + PASSWORD) == [
        "There is an account Tammya now, and you are logged in as Tammya."
    ]
    assert mesh.account == b"Tammya"
    assert mesh.say(b"LOGOUT") == ["You are logged out."]
    assert mesh.account == b"*"
    assert mesh.log_in(b"TAMMYA", PASSWORD) == "login Tammya"
    assert mesh.say(b"IDENTIFY tammya " + PASSWORD) == ["You are logged in as Tammya."]
    assert mesh.say(b"PASSWORD " + PASSWORD + b" goddess-of-the-moon") == ["The password is changed."]
    assert mesh.log_in(b"Tammya", PASSWORD) == "login-failed no"
    assert mesh.log_in(b"Tammya", b"goddess-of-the-moon") == "login Tammya"
    assert mesh.say(b"DROP goddess-of-the-moon") == ["The account is gone."]
    assert mesh.account == b"*"
    assert mesh.log_in(b"Tammya", b"goddess-of-the-moon") == "login-failed no"


def test_who_is_logged_in_is_what_a_lookup_answers(mesh: Mesh) -> None:
    mesh.say(b"REGISTER Tammya " + PASSWORD)
    other = mesh.net.add(b"2BB", b"9SV")
    mesh.net.nodes[b"9SV"].settings = replace(
        mesh.net.nodes[b"9SV"].settings, neighbours=other.settings.neighbours + mesh.front.settings.neighbours
    )
    uuid = mesh.desk.store.find(b"tammya").uuid  # type: ignore[union-attr]
    node, hearer = mesh.net.nodes[b"9SV"], mesh.net.hearers[b"9SV"]
    for uid in (mesh.uid, b"1AAAZZZZZ", mesh.service.uid):
        node.lookup(mesh.service.uid, uid)
        mesh.net.pump()
    answers = [(each.subject, each.value, each.text) for each in hearer.of("lookup")]
    assert answers == [
        (mesh.uid, b"Tammya", uuid),
        (b"1AAAZZZZZ", b"*", b"*"),
        (mesh.service.uid, b"*", b"*"),
    ]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (b"REGISTER Tammya short", "at least 8 bytes"),
        (b"REGISTER a:b elune-adore", "no : or *"),
        (b"REGISTER Tammya elune adore", "Write: REGISTER <name> <password>."),
        (b"REGISTER TAKEN elune-adore", "That name is taken."),
        (b"IDENTIFY Taken wrong-word", "do not belong together"),
        (b"IDENTIFY Nobody elune-adore", "do not belong together"),
        (b"PASSWORD elune-adore another-one", "You are not logged in."),
        (b"DROP elune-adore", "You are not logged in."),
        (b"dance", "Say HELP"),
        (b"\xff\x02", "Say HELP"),
    ],
)
def test_what_it_refuses_and_how(mesh: Mesh, words: bytes, answer: str) -> None:
    mesh.desk.store.add(Account(b"taken", b"0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11", CHEAP.hash(PASSWORD), 1))
    (told,) = mesh.say(words)
    assert answer in told
    assert mesh.account == b"*"
    assert len(mesh.desk.store.all()) == 1


def test_help_tells_every_command_and_a_notice_nothing(mesh: Mesh) -> None:
    assert [line.split(" ")[0].rstrip(":") for line in mesh.say(b"help me please")] == [
        "HELP", "REGISTER", "IDENTIFY", "LOGOUT", "PASSWORD", "DROP",
    ]  # fmt: skip
    mesh.front.message(mesh.uid, mesh.service.uid, b"N", b"HELP")
    before = len(mesh.net.hearers[b"1AA"].of("told"))
    mesh.net.pump()
    assert len(mesh.net.hearers[b"1AA"].of("told")) == before


def test_wrong_passwords_are_counted_by_account_and_by_server(mesh: Mesh) -> None:
    mesh.say(b"REGISTER Tammya " + PASSWORD)
    assert [mesh.log_in(b"tammya", b"wrong-%d" % number) for number in range(6)] == [
        *["login-failed no"] * 5,
        "login-failed busy",
    ]
    worked = mesh.desk.done
    assert mesh.log_in(b"Tammya", PASSWORD) == "login-failed busy", "also the right one tells nothing now"
    assert mesh.desk.done == worked
    mesh.net.run(31.0, step=5.0)
    assert mesh.log_in(b"Tammya", PASSWORD) == "login Tammya"
    found = [mesh.log_in(b"nobody%d" % number, b"wrong-word") for number in range(70)]
    assert found.count("login-failed busy") >= 9


def test_right_passwords_are_not_counted(mesh: Mesh) -> None:
    mesh.say(b"REGISTER Tammya " + PASSWORD)
    assert {mesh.log_in(b"Tammya", PASSWORD) for _ in range(100)} == {"login Tammya"}


def test_too_much_to_do_is_told(mesh: Mesh) -> None:
    mesh.desk.busy = True
    assert mesh.log_in(b"Tammya", PASSWORD) == "login-failed busy"
    assert "Try again" in mesh.say(b"REGISTER Tammya " + PASSWORD)[0]
    mesh.desk.busy = False
    assert mesh.log_in(b"Tammya", PASSWORD) == "login-failed no"


def test_the_throttle_forgets_and_stays_small() -> None:
    throttle = Throttle(Rate(2, 10.0), most=3)
    assert [throttle.take(b"a", 0.0) for _ in range(3)] == [True, True, False]
    assert [throttle.take(b"a", 10.0) for _ in range(2)] == [True, False]
    for key in (b"b", b"c", b"d", b"e"):
        assert throttle.take(key, 10.0)
    assert len(throttle._spent) == 3


def test_nobodys_password_takes_as_long_as_somebodys() -> None:
    hasher = Hasher(4096, 2)
    hashed = hasher.hash(PASSWORD)

    def took(against: str | None) -> float:
        begin = time.thread_time()
        assert not hasher.right(against, b"wrong-word")
        return time.thread_time() - begin

    somebody, nobody = (min(took(against) for _ in range(5)) for against in (hashed, None))
    assert 0.5 < nobody / somebody < 2


def test_a_hash_made_with_other_settings_is_made_anew(mesh: Mesh) -> None:
    mesh.desk.store.add(Account(b"old", b"0b0f5b0e-3f0e-4c52-9b8e-3d1f6a7c2e11", Hasher(16, 1).hash(PASSWORD), 1))
    assert mesh.log_in(b"old", PASSWORD) == "login old"
    found = mesh.desk.store.find(b"old")
    assert found is not None
    assert not CHEAP.outdated(found.hash)
    assert mesh.log_in(b"old", PASSWORD) == "login old"


# The file


def test_an_older_file_is_brought_up_to_date_and_a_newer_one_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a"
    account = Account(b"Tammya", b"u", "h", 1)
    old = Store(path)
    old.add(account)
    old.close()
    newer = (*STEPS, "ALTER TABLE account ADD COLUMN mail TEXT")
    Store(path, steps=newer).close()
    assert Store(path, steps=newer).all() == [account]
    with pytest.raises(StoreError, match="version 2 and this program knows 1; use the newer program"):
        Store(path)


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a"
    Store(path).close()
    with pytest.raises(StoreError):
        Store(path, steps=(*STEPS, "ALTER TABLE account ADD COLUMN mail TEXT", "nonsense"))
    assert Store(path).all() == []


def _foreign(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as other:
        other.execute("CREATE TABLE t (x)")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.write_bytes(b"Once upon a time " * 100), "no SQLite database; name another file"),
        (lambda path: path.mkdir(), "cannot be opened; make its folder"),
        (_foreign, "another program; name another file"),
    ],
    ids=["text", "folder", "foreign"],
)
def test_a_file_that_cannot_be_used_is_told_with_what_to_do(
    tmp_path: Path, spoil: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / "a.sqlite"
    spoil(path)
    with pytest.raises(StoreError) as error:
        Store(path)
    assert words in str(error.value)
    assert str(error.value).startswith(f"{path}: ")
    config = tmp_path / "9SV.toml"
    config.write_text('[server]\nsid = "9SV"\nname = "s.example"\n[accounts]\ndatabase = "a.sqlite"\n')
    shown = CliRunner().invoke(cli, ["citrus", "run", str(config)])
    assert (shown.exit_code, words in shown.output) == (2, True), shown.output


def test_a_file_that_somebody_holds_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "_BUSY_MS", 50)
    store = Store(tmp_path / "a")
    other = apsw.Connection(str(tmp_path / "a"))
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="another program has held it"):
        store.add(Account(b"Tammya", b"u", "h", 1))
    other.close()
    assert store.add(Account(b"Tammya", b"u", "h", 1))


# The operator


def account(*words: str, text: bytes = b"") -> Result:
    result = CliRunner().invoke(cli, ["citrus", "account", *words], input=text)
    assert "Traceback" not in result.output
    return result


def test_the_operators_commands(tmp_path: Path) -> None:
    db = ("--db", str(tmp_path / "a.sqlite"))
    missing = account("list", *db)
    assert (missing.exit_code, "there is no such file" in missing.output) == (2, True)
    assert account("add", "Tammya", *db, text=PASSWORD + b"\n").exit_code == 0
    if sys.platform != "win32":
        assert (tmp_path / "a.sqlite").stat().st_mode & 0o077 == 0, "hashes are nobody else's to read"
    again = account("add", "TAMMYA", *db, text=PASSWORD)
    assert (again.exit_code, "already" in again.output) == (2, True)
    assert account("add", "a:b", *db, text=PASSWORD).exit_code == 2
    assert account("password", "tammya", *db, text=b"short").exit_code == 2
    assert account("password", "tammya", *db, text=b"goddess-of-the-moon\n").exit_code == 0
    assert '"Tammya"' in account("list", *db, "--format", "json").output
    assert account("list", *db).output.startswith("1 account")
    found = Store(tmp_path / "a.sqlite").find(b"tammya")
    assert found is not None
    assert Hasher().right(found.hash, b"goddess-of-the-moon")
    assert account("drop", "tammya", *db).exit_code == 0
    assert account("drop", "tammya", *db).exit_code == 2
    assert account("password", "tammya", *db, text=PASSWORD).exit_code == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nonsense = 1", "there is no 'nonsense'"),
        ("queue = 0", "'queue' must be a whole number"),
        ("hash_memory = 99999999999", "'hash_memory' must be a whole number from 8 to"),
        ("hash_memory = 1", "'hash_memory' must be a whole number from 8 to"),
        ("nick = 'a b'", "holds what no nick may"),
        ("database = 7", "'database' must be a text"),
    ],
)
def test_mistakes_in_the_table_are_told(tmp_path: Path, line: str, words: str) -> None:
    config = tmp_path / "9SV.toml"
    config.write_text(f'[server]\nsid = "9SV"\nname = "s.example"\n[accounts]\n{line}\n')
    shown = CliRunner().invoke(cli, ["citrus", "run", str(config), "--check"])
    assert (shown.exit_code, words in shown.output) == (2, True), shown.output


# A real process


WRITER = """
import sys
from pathlib import Path
from random import Random
from generator.citrus.accounts import work
from generator.citrus.accounts.hashing import Hasher
from generator.citrus.accounts.names import new_uuid
from generator.citrus.accounts.store import Store
store, hasher, chance = Store(Path(sys.argv[1])), Hasher(8, 1), Random(int(sys.argv[2]))
for number in range(100000):
    name = b"%s-%d" % (sys.argv[2].encode(), number)
    assert work.register(name, b"elune-adore", new_uuid(chance), 1)(store, hasher).account
    print(name.decode(), flush=True)
"""


def test_what_was_acknowledged_survives_a_kill_in_mid_write(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    acknowledged: list[str] = []
    for number in range(3):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(number)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        for _ in range(40 + 17 * number):
            acknowledged.append(process.stdout.readline().decode().strip())
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.read().decode().split("\n")[:-1]
        process.wait()
        process.stdout.close()
        assert process.returncode == -signal.SIGKILL
    store = Store(path)
    kept = {each.name.decode(): each for each in store.all()}
    assert set(acknowledged) <= set(kept)
    assert len(kept) - len(set(acknowledged)) <= 3, "at most the one that was being said"
    assert all(CHEAP.right(kept[name].hash, PASSWORD) for name in acknowledged)
