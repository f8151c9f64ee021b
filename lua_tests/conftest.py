"""Makes every ``it`` of the spec files here a pytest test of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.client.specs import embedded
from generator.lua.testing import SUFFIX, BrokenSpec, Case, Result, collect, run_case, run_in

run_in(embedded)


class SpecFailed(Exception):
    """A test of a spec file failed."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.message)
        self.result = result


class SpecItem(pytest.Item):
    """One ``it``."""

    case: Case

    def runtest(self) -> None:
        result = run_case(self.case)
        if result.printed:
            self.add_report_section("call", "printed", "\n".join(result.printed))
        if not result.passed:
            raise SpecFailed(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
        problem = excinfo.value
        if not isinstance(problem, SpecFailed):
            return str(problem)
        result = problem.result
        return f"{result.file}:{result.line}: {result.message}\n\n{result.traceback}"

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.case.path, self.case.line - 1, self.case.name


class SpecFile(pytest.File):
    """One spec file."""

    def collect(self) -> Iterator[SpecItem]:
        try:
            cases = collect(self.path)
        except BrokenSpec as broken:
            raise self.CollectError(str(broken)) from None
        for case in cases:
            item = SpecItem.from_parent(self, name=case.name)
            item.case = case
            yield item


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SpecFile | None:
    return SpecFile.from_parent(parent, path=file_path) if file_path.name.endswith(SUFFIX) else None
