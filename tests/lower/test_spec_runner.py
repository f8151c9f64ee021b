"""The runner of the Lua tests: it finds every test, keeps them apart and says exactly what failed where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.lua import testing
from generator.lua.errors import Refused

Run = Callable[..., list[testing.Result]]


@pytest.fixture
def run_spec(tmp_path: Path) -> Run:
    def run(text: str, support: str | None = None) -> list[testing.Result]:
        (tmp_path / "a_spec.lua").write_text(text)
        if support is not None:
            (tmp_path / "support.lua").write_text(support)
        return testing.run([tmp_path])

    return run


def only(results: list[testing.Result]) -> testing.Result:
    assert len(results) == 1
    return results[0]


def test_names_lines_and_outcomes_are_told(run_spec: Run) -> None:
    results = run_spec(
        """describe("outer", function()
    it("passes", function() end)
    describe("inner", function()
        it("fails", function()
            local one = 1
            assert_equal(2, one, "sum")
        end)
    end)
end)
it("alone", function() end)
"""
    )
    assert [(result.name, result.line, result.passed) for result in results] == [
        ("outer passes", 2, True),
        ("outer inner fails", 6, False),
        ("alone", 10, True),
    ]
    assert results[1].message == "sum: expected 2, got 1"
    assert "a_spec.lua:6" in results[1].traceback
    assert results[1].file.endswith("a_spec.lua")


def test_an_error_deep_below_is_told_with_the_line_of_the_spec(run_spec: Run) -> None:
    result = only(run_spec('it("x", function()\n  helper()\nend)', "function helper()\n  error('deep')\nend"))
    assert result.line == 2
    assert result.message.endswith("support.lua:2: deep")
    assert "support.lua:2" in result.traceback


def test_an_error_of_the_spec_itself_names_its_place_once(run_spec: Run) -> None:
    result = only(run_spec('it("x", function()\n\n  local t = nil; t.x = 1\nend)'))
    assert (result.line, result.message) == (3, "attempt to index local 't' (a nil value)")


def test_a_failed_assert_counts_even_when_the_code_under_test_caught_it(run_spec: Run) -> None:
    result = only(run_spec('it("x", function() pcall(function() assert_true(false) end) end)'))
    assert (result.passed, result.message) == (False, "expected true, got false")


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("assert_equal(1, '1')", 'expected 1, got "1"'),
        ("assert_same({ a = { 1, 2 } }, { a = { 1, 3 } })", 'at ["a"][2] expected 2, got 3'),
        ("assert_same({ 1 }, { 1, 2 })", "at [2] expected nil, got 2"),
        ("assert_same({}, 1)", "expected {}, got 1"),
        ("assert_equal('a\\10\\200', nil)", 'expected "a\\010\\200", got nil'),
        ("assert_false(nil)", "expected false, got nil"),
        ("assert_nil({ 1 })", "expected nil, got {[1]=1}"),
        ("assert_match('^b', 'abc')", 'expected text like "^b", got "abc"'),
        ("assert_error(function() end)", "expected an error, there was none"),
        ("assert_error(function() error('a') end, 'b')", 'expected an error like "b", got'),
    ],
)
def test_a_failed_assert_says_what_was_expected(run_spec: Run, statement: str, message: str) -> None:
    assert message in only(run_spec(f'it("x", function() {statement} end)')).message


@pytest.mark.parametrize(
    "statement",
    [
        "assert_equal(1, 1)",
        "assert_same({ a = { 1, 0/0 } }, { a = { 1, 0/0 } })",
        "local a, b = {}, {}; a.a, b.a = a, b; assert_same(a, b)",
        "assert_error(function() error('an apple') end, 'apple')",
        "assert_error(function() assert_true(false) end, 'expected true')",
        "assert_match('b', 'abc')",
    ],
)
def test_a_true_assert_passes(run_spec: Run, statement: str) -> None:
    result = only(run_spec(f'it("x", function() {statement} end)'))
    assert result.passed, result.message


def test_hooks_run_around_each_test_from_the_outside_in_and_back(run_spec: Run) -> None:
    result = run_spec(
        """before_each(function() print("b1") end)
after_each(function() print("a1") end)
describe("d", function()
    before_each(function() print("b2") end)
    before_each(function() print("b3") end)
    after_each(function() print("a2") end)
    it("x", function() print("test", 1, nil) error("x") end)
end)
"""
    )
    assert only(result).printed == ("b1", "b2", "b3", "test\t1\tnil", "a2", "a1")


def test_a_failing_hook_fails_the_test(run_spec: Run) -> None:
    results = run_spec('after_each(function() error("after", 0) end)\nit("x", function() end)')
    assert only(results).message == "after"


def test_tests_know_nothing_of_each_other(run_spec: Run) -> None:
    results = run_spec(
        """local count = 0
for index = 1, 3 do
    it("x" .. index, function()
        count = count + 1
        leaked = (leaked or 0) + 1
        string.leaked = (string.leaked or 0) + 1
        assert_same({ 1, 1, 1 }, { count, leaked, string.leaked })
    end)
end
"""
    )
    assert [result.passed for result in results] == [True, True, True]


def test_the_state_has_no_more_than_the_game_has(run_spec: Run) -> None:
    absent = "io os require debug load loadfile dofile package module python"
    checks = "\n".join(f"assert_nil({name}, '{name}')" for name in absent.split())
    assert only(run_spec(f'it("x", function() {checks} assert_equal("Lua 5.1", _VERSION) end)')).passed


@pytest.mark.parametrize(
    "body", ["while true do end", "while true do pcall(spin) end", "while true do xpcall(spin, print) end"]
)
def test_a_test_without_end_is_stopped(run_spec: Run, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    monkeypatch.setattr(testing, "_INSTRUCTIONS", 100_000)
    result = only(run_spec(f'it("x", function()\n{body}\nend)', "function spin() while true do end end"))
    assert (result.passed, result.line) == (False, 2)
    assert "still running after 100000 instructions" in result.message


def test_a_file_that_does_not_load_is_one_failure(run_spec: Run, tmp_path: Path) -> None:
    assert "a_spec.lua:2:" in only(run_spec("local x = 1\nx = = 2")).message
    assert "two tests are called" in only(run_spec('it("x", function() end) it("x", function() end)')).message
    assert "broken" in only(run_spec('describe("d", function() error("broken") end)')).message
    assert "support.lua:1:" in only(run_spec("", "x = = 1")).message
    with pytest.raises(testing.BrokenSpec, match="no such file"):
        testing.collect(tmp_path / "empty" / "b_spec.lua")


def test_paths_are_files_and_folders_each_once_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/z_spec.lua", "a_spec.lua", "b/other.lua"):
        (tmp_path / name).write_text(f'it("{name}", function() end)')
    (tmp_path / "special.lua").write_text('it("named", function() end)')
    results = testing.run([tmp_path, tmp_path / "a_spec.lua", tmp_path / "special.lua"])
    assert [result.name for result in results] == ["a_spec.lua", "b/z_spec.lua", "named"]
    with pytest.raises(Refused, match="no such file or folder"):
        testing.run([tmp_path / "missing"])


def test_without_paths_the_specs_of_the_checkout_are_meant() -> None:
    files = testing.spec_files([])
    assert [file.name for file in files] == sorted(file.name for file in files)
    assert "framing_spec.lua" in {file.name for file in files}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("local _, ns = ... leak = 1", "Util makes a global 'leak'"),
        (
            "local _, ns = ... ns.x = UnitName('player')",
            "Util reads the global 'UnitName', which a core module does not have",
        ),
        ("local _, ns = ... ns.x = = 1", "'=' expected near '='"),
    ],
)
def test_a_core_module_that_is_none_is_refused(
    run_spec: Run, monkeypatch: pytest.MonkeyPatch, source: str, message: str
) -> None:
    monkeypatch.setattr(testing, "_rendered", lambda _: {"Spec.lua": b"", "Util.lua": source.encode()})
    assert message.split(" expected")[0] in only(run_spec('it("x", function() load_module("Util") end)')).message


def test_modules_load_in_their_order_whatever_order_they_are_named_in(
    run_spec: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = "local folder, ns = ... table.insert(ns, '%s') assert(folder == 'CrossRP')"
    names = ("Spec", "Util", "Framing", "Outbox")
    monkeypatch.setattr(testing, "_rendered", lambda _: {f"{name}.lua": (module % name).encode() for name in names})
    result = only(
        run_spec(
            """it("x", function()
    assert_same({ "Spec", "Util", "Framing", "Outbox" }, load_module("Outbox", "Framing", "Util"))
    assert_same({ "Util", Spec = "ours" }, load_module({ spec = "ours" }, "Util"))
    assert_error(function() load_module("Inbox") end, "no Inbox.lua yet")
    assert_error(function() load_module("Smoke") end, "no module 'Smoke'; it has Spec,")
end)"""
        )
    )
    assert result.passed, result.message


def test_a_revision_that_is_none_is_named(run_spec: Run) -> None:
    result = only(run_spec('it("x", function() load_module({ revision = "alliance-9" }) end)'))
    assert "there is no revision 'alliance-9'" in result.message


def test_virtual_time_runs_timers_in_order(run_spec: Run) -> None:
    result = only(
        run_spec(
            """it("x", function()
    local env, seen = virtual_env(1, 50), {}
    local function note(name) return function() seen[#seen + 1] = name .. env.now() end end
    env.after(2, note("b"))
    env.after(1, function() note("a")() env.after(0, note("a2")) env.after(1, note("c")) end)
    local cancelled = env.after(1.5, note("never"))
    cancelled:Cancel()
    assert_equal(2, env:timers())
    env:advance(2)
    assert_same({ "a51", "a251", "b52", "c52" }, seen)
    assert_equal(52, env.now())
    assert_equal(0, env:timers())
    local function again() env.after(0, again) end
    again()
    assert_error(function() env:advance(1) end, "never come to rest")
end)"""
        )
    )
    assert result.passed, result.message


def test_chance_is_the_same_for_the_same_seed(run_spec: Run) -> None:
    result = only(
        run_spec(
            """it("x", function()
    local function row(seed)
        local env, counts = virtual_env(seed), { 0, 0, 0 }
        for _ = 1, 3000 do local n = env.random(3) counts[n] = counts[n] + 1 end
        for n = 1, 3 do assert_true(counts[n] > 800) end
        return counts
    end
    assert_same(row(5), row(5))
    assert_equal(1, virtual_env(1).random(1))
end)"""
        )
    )
    assert result.passed, result.message
