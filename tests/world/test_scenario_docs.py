"""docs/simulating.md says what the code does."""

import re
from pathlib import Path

from generator.docs.blocks import filled
from generator.world.scenarios import Run, parse
from generator.world.scenarios.reference import makers

PAGE = Path(__file__).parents[2] / "docs" / "simulating.md"


def blocks() -> list[str]:
    """The indented blocks of the page, without their indent."""
    found = re.findall(r"(?:^    .*\n(?:\n(?=    ))?)+", PAGE.read_text("utf-8"), re.MULTILINE)
    return ["\n".join(line[4:] for line in block.splitlines()) for block in found]


def test_the_tables_are_those_of_the_code():
    page = PAGE.read_text("utf-8")
    assert filled(page, makers()) == page, "the tables are old; run: crossrp docs"
    assert page.count("<!-- made:") == len(makers())


def test_the_example_passes():
    example = next(block for block in blocks() if block.startswith("name = "))
    result = Run(parse(example)).finish()
    assert result.verdict == "pass", result


def test_the_python_examples_run(capsys, monkeypatch):
    monkeypatch.chdir(PAGE.parents[1])
    for example in (block for block in blocks() if block.startswith("from ")):
        exec(compile(example, str(PAGE), "exec"), {})
    assert "pass" in capsys.readouterr().out
