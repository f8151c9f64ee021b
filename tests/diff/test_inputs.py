"""What a side of a comparison may be, and what is said of one that cannot be used."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import generator
from generator.diff.inputs import BadInput, side
from generator.spec.catalog import REVISIONS, UnknownRevision
from generator.spec.export import exported
from generator.spec.imported import BadExport, imported

PACKAGE = Path(generator.__file__).parent


@pytest.mark.parametrize("name", REVISIONS)
def test_an_exported_revision_is_read_back_as_it_was(name: str) -> None:
    back = imported(json.loads(json.dumps(exported(REVISIONS[name]))))
    assert back.items == REVISIONS[name].items
    assert back.grammar == REVISIONS[name].grammar
    assert [str(item.place) for item in back.items] == [str(item.place) for item in REVISIONS[name].items]


def spoilt(**changes: object) -> dict[str, object]:
    return {**exported(REVISIONS["citrus"]), **changes}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "no exported specification"),
        (spoilt(crossrp_spec=99), "of form 99"),
        (spoilt(items={}), "a list was expected"),
        (spoilt(items=[{"is": "Nothing"}]), r"items\[0\]: this version of crossrp knows no record 'Nothing'"),
        (spoilt(items=[{"is": "Limit", "name": "x"}]), "Limit lacks source, value, unit"),
        (spoilt(items=[{"is": "Limit", "name": "x", "colour": 1}]), "Limit has no colour"),
        (spoilt(items=["x"]), "a record was expected"),
        (spoilt(grammar={"bytes": "\u20ac"}), "above 255"),
    ],
)
def test_a_spoilt_export_is_refused_with_its_place(data: object, words: str) -> None:
    with pytest.raises(BadExport, match=words):
        imported(data)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two commits of the specification: a timer differs."""
    root = tmp_path_factory.mktemp("clone")
    shutil.copytree(PACKAGE / "spec", root / "generator" / "spec")
    shutil.copy(PACKAGE / "__init__.py", root / "generator")

    def git(*words: str) -> None:
        who = ("-c", "user.name=Catnia", "-c", "user.email=catnia@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True)

    path = root / "generator" / "spec" / "crossrp" / "alliance_1.py"
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "one")
    path.write_text(path.read_text("utf-8").replace("seconds=3.0", "seconds=4.0"), encoding="utf-8")
    git("commit", "--quiet", "-am", "two")
    git("branch", "other", "HEAD~1")
    return root


def test_a_revision_of_a_commit_is_read_as_it_was_there(clone: Path) -> None:
    waits = [
        side(f"{ref}:alliance-2", clone).revision.timers["status_wait"].seconds
        for ref in ("HEAD~1", "HEAD", "merge-base:other")
    ]
    assert waits == [3.0, 4.0, 3.0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nowhere:alliance-2", "git knows no commit 'nowhere'"),
        ("HEAD:alliance-7", "HEAD: it has no revision 'alliance-7'; it has alliance-1"),
        (":alliance-2", "expected GIT_REF:REVISION"),
        ("--all:alliance-2", "expected GIT_REF:REVISION"),
    ],
)
def test_a_commit_that_cannot_be_used_is_refused(clone: Path, text: str, words: str) -> None:
    with pytest.raises(BadInput, match=re.escape(words)):
        side(text, clone)


def test_a_file_that_is_no_export_is_refused(tmp_path: Path) -> None:
    for name, text, words in (
        ("a.json", "{", "a.json:1:2: it is not JSON"),
        ("b.json", "{}", "b.json: it is no exported specification"),
    ):
        (tmp_path / name).write_text(text)
        with pytest.raises(BadInput, match=re.escape(words)):
            side(name, tmp_path)
    with pytest.raises(UnknownRevision):
        side("alliance-9", tmp_path)
    with pytest.raises(BadInput, match="an addon can only be the new side"):
        side(".", tmp_path)
