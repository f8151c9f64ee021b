"""The Lua state that clients share: faults of the host, memory, determinism, values across the border."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.client import solo
from generator.client.convert import LuaFailure
from generator.client.runtime import Runtime
from tests.client.conftest import AddonMaker, Seat, SeatMaker


def test_a_fault_of_the_host_comes_out_and_leaves_the_client_usable(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> int:
        raise ZeroDivisionError("host")

    monkeypatch.setattr(seat.host, "send_addon_message", broken)
    seat.lua("function send() return pcall(C_ChatInfo.SendAddonMessage, 'X', 'hi', 'PARTY') end")
    with pytest.raises(ZeroDivisionError):
        seat.lua("kind = type(select(2, send()))")
    assert seat.lua("return kind") == "nil"
    seat.lua("C_Timer.After(1, function() send() end)")
    with pytest.raises(ZeroDivisionError):
        seat.host.advance(2)
    monkeypatch.undo()
    assert seat.lua("return send()") == (True, 0)


def test_a_client_can_be_entered_from_within_another(new_seat: SeatMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what a host should do, but it must not mix the two up."""
    one, two = new_seat().login(), new_seat("Catnia").login()

    def send(*_: Any) -> int:
        two.lua("function string.mark() return 'two' end; seen = UnitName('player') .. ('x'):mark()")
        return 0

    monkeypatch.setattr(one.host, "send_addon_message", send)
    assert (
        one.lua("""
        function string.mark() return "one" end
        C_ChatInfo.SendAddonMessage("X", "hi", "PARTY")
        return UnitName("player") .. ("x"):mark()
    """)
        == "Tammyaone"
    )
    assert two.lua("return seen") == "Catniatwo"


def test_values_cross_the_border(seat: Seat) -> None:
    assert seat.lua("return nil, 1, 1.5, true, 'é\\255', { 1, x = { y = 'z' } }") == (
        None, 1, 1.5, True, "é\udcff", {1: 1, "x": {"y": "z"}},
    )  # fmt: skip
    assert seat.lua("") == ()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("return print", "a Lua function cannot be given to Python"),
        ("return { UIParent[0] }", "a Lua userdata cannot be given to Python"),
        ("local t = {}; t.t = t; return t", "a Lua table that contains itself"),
        ("return 1 +", "eval:1: unexpected symbol near '<eof>'"),
        ("error({})", "table: 00000001"),
        ("error()", "nil"),
    ],
)
def test_what_cannot_be_evaluated(seat: Seat, source: str, message: str) -> None:
    with pytest.raises(LuaFailure, match=message):
        seat.lua(source)


def test_events_cannot_carry_what_lua_lacks(seat: Seat) -> None:
    with pytest.raises(TypeError, match="a object cannot be given to Lua"):
        seat.client.fire_event("CHANNEL_LEFT", object(), "x")  # type: ignore[arg-type]


def test_a_bare_file_runs_without_a_toc(tmp_path: Path, runtime: Runtime) -> None:
    (tmp_path / "bare.lua").write_text("local a, b = ...\nreturn { sum = a + b, fail = function() error('x') end }\n")
    client, _ = solo.boot(runtime)
    module = client.run_file(tmp_path / "bare.lua", 1, 2)
    assert module[b"sum"] == 3
    with pytest.raises(LuaFailure, match=r"bare\.lua:2: x") as caught:
        client.call(module[b"fail"])
    assert "bare.lua:2: in function" in caught.value.traceback
    again = client.run_file(tmp_path / "bare.lua", module[b"sum"], 4)
    assert again[b"sum"] == 7
    assert client.eval("return IsLoggedIn()") == (False,)
    assert client.run_source(b"return 1, 2", "@two.lua") == (1, 2)
    assert client.run_source(b"", "@none.lua") is None


def test_what_needs_a_session_says_so(new_seat: SeatMaker, addon: AddonMaker) -> None:
    seat = new_seat()
    for use in (lambda: seat.lua("return 1"), lambda: seat.client.slash("/x"), seat.client.logout, seat.client.reload):
        with pytest.raises(RuntimeError, match="Tammya is not logged in"):
            use()
    assert seat.client.addon_message("X", b"hi", "PARTY", "Borin") is False
    seat.client.fire_event("PLAYER_LOGIN")
    seat.client.run_timer(1)
    seat.login()
    with pytest.raises(RuntimeError, match="logged in already"):
        seat.client.login()
    with pytest.raises(RuntimeError, match="installed before login"):
        seat.client.install(addon("Foo", ""))


def test_many_clients_are_cheap_and_a_logout_gives_all_back() -> None:
    runtime = Runtime()
    first, _ = solo.client("First", runtime)
    first.login()
    before = runtime.memory_bytes()
    crowd = [solo.client(f"Player{number}", runtime)[0] for number in range(40)]
    source = b"big = {} for i = 1, 1000 do big[i] = 'text ' .. i .. UnitName('player') end"
    for client in crowd:
        client.login()
    each = (runtime.memory_bytes() - before) / len(crowd)
    assert each < 20_000
    for client in crowd:
        client.run_source(source, "@big.lua")
    assert runtime.memory_bytes() - before > 40 * 50_000
    for client in crowd:
        client.logout()
    del client, crowd
    gc.collect()
    # What stays is Lua's own table of strings, which shrinks in large steps only.
    assert runtime.memory_bytes() - before < 120_000


RUN = """
from pathlib import Path
from generator.client import solo
client, host = solo.client()
client.login()
client.run_source(Path({script!r}).read_bytes(), "@x.lua")
host.advance(5)
client.logout()
print(client.printed, host.sent, [e.message + e.traceback for e in client.errors])
"""
SCRIPT = """
local objects = {}
for i = 1, 20 do objects[i] = tostring({}) .. tostring(function() end) .. math.random(1000) end
print(strjoin(" ", unpack(objects)))
local names = {}
for name in pairs(_G) do names[#names + 1] = tostring(name) end
print(table.concat(names, " "))
C_Timer.NewTicker(0.5, function() C_ChatInfo.SendAddonMessage("X", tostring(random()), "PARTY") end)
CreateFrame("Frame"):SetScript("OnUpdate", function(self) self:SetScript("OnUpdate", nil) error(tostring(self)) end)
"""


def test_the_same_run_in_other_processes_is_the_same(tmp_path: Path) -> None:
    script = tmp_path / "x.lua"
    script.write_text(SCRIPT)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", RUN.format(script=str(script))],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert "table: 00000001function: 00000002" in outputs.pop()


def test_many_errors_do_not_pile_up(seat: Seat) -> None:
    seat.lua("CreateFrame('Frame'):SetScript('OnUpdate', function() error('again') end)")
    seat.host.advance(40)
    assert len(seat.client.errors) == 1000
    assert seat.client.errors_dropped > 100


def test_running_out_of_memory_is_an_error_of_who_did() -> None:
    client, host = solo.client(runtime=Runtime(memory_limit=16 * 1024 * 1024))
    client.login()
    client.eval("C_Timer.After(1, function() local t = {} for i = 1, 1e6 do t[i] = ('x'):rep(1000) .. i end end)")
    host.advance(2)
    assert [(error.message, error.source) for error in client.errors] == [("not enough memory", "timer")]
    assert client.eval("return 1") == (1,)
