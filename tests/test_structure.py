"""The house rules hold: sizes, names, docstrings, arrows, and every check has its cases."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house_rules import (
    MACHINE_PATH,
    ROOT,
    SOURCE,
    UNFINISHED,
    empty_names,
    imports_of,
    lines_that_match,
    long_files,
    long_functions,
    prints,
    python_files,
    tracked_files,
    undocumented,
)

CODE = [*python_files(SOURCE), *python_files(ROOT / "bench")]
TESTS = python_files(ROOT / "tests")
ROOMS = sorted(path.parent for path in SOURCE.glob("*/__init__.py"))
MODULES_ARE_ITS_NAMES = {"language"}
"""Rooms that are imported module by module, as a library of facts is."""


def test_no_file_is_longer_than_400_lines() -> None:
    assert long_files([*CODE, *TESTS]) == []


def test_every_function_fits_on_a_screen() -> None:
    assert long_functions(CODE) == []


def test_no_module_or_class_has_a_name_that_says_nothing() -> None:
    assert empty_names(CODE) == []


def test_every_module_and_public_thing_has_a_docstring() -> None:
    assert undocumented(CODE) == []


def test_the_package_prints_nothing_by_itself() -> None:
    assert prints(python_files(SOURCE)) == []


def test_nothing_is_left_unfinished() -> None:
    assert lines_that_match(CODE, UNFINISHED) == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert lines_that_match(tracked_files(), MACHINE_PATH) == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_says_what_it_hands_on(room: Path) -> None:
    module = importlib.import_module(f"dragoman.{room.name}")
    if room.name in MODULES_ARE_ITS_NAMES:
        assert module.__doc__
        return
    assert module.__all__, f"{room.name} hands on nothing"
    missing = [name for name in module.__all__ if not hasattr(module, name)]
    assert missing == []


def lint_imports(source: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts of pyproject.toml over the package in `source`."""
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    call = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", call, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_arrows_between_rooms_run_one_way(tmp_path: Path) -> None:
    linted = lint_imports(ROOT / "src", tmp_path)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_a_planted_arrow_against_the_grain_is_found(tmp_path: Path) -> None:
    source = tmp_path / "src"
    shutil.copytree(SOURCE, source / "dragoman", ignore=shutil.ignore_patterns("__pycache__"))
    planted = source / "dragoman" / "records" / "rights.py"
    text = planted.read_text(encoding="utf-8")
    planted.write_text(f"{text}\nimport dragoman.newsroom.clock\n", encoding="utf-8")
    linted = lint_imports(source, tmp_path)
    assert linted.returncode == 1, linted.stdout + linted.stderr
    assert "dragoman.records.rights -> dragoman.newsroom.clock" in linted.stdout


MAY_FETCH = {"capture", "translation"}
"""Publishers are fetched from in `capture`; `translation` has engines that are asked over HTTP."""
HTTP_CLIENTS = frozenset({"http.client", "urllib.request"})


def room_of(path: Path) -> str:
    """The room that a file of the package belongs to."""
    return path.relative_to(SOURCE).parts[0]


def test_only_rooms_that_may_fetch_know_an_http_client() -> None:
    others = [path for path in python_files(SOURCE) if room_of(path) not in MAY_FETCH]
    assert imports_of(others, HTTP_CLIENTS) == []


@pytest.mark.parametrize(
    "line",
    ["import http.client", "from urllib import request", "from http.client import HTTPError"],
)
def test_a_planted_http_client_is_found(line: str, tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(f"{line}\nfrom urllib.parse import quote\n", encoding="utf-8")
    assert len(imports_of([planted], HTTP_CLIENTS)) == 1


PLANTED = {
    "long file": (long_files, '"""Doc."""\n' + "A = 1\n" * 400),
    "long function": (long_functions, "def f():\n" + "    x = 1\n" * 40),
    "long method": (long_functions, "class A:\n    async def f(self):\n" + "        x = 1\n" * 40),
    "empty class name": (empty_names, "class FeedManager: pass\n"),
    "empty inner class name": (empty_names, "class A:\n    class _RawData: pass\n"),
    "no module docstring": (undocumented, "A = 1\n"),
    "no function docstring": (undocumented, '"""Doc."""\ndef f(): pass\n'),
    "no method docstring": (
        undocumented,
        '"""Doc."""\nclass A:\n    """Doc."""\n    def f(self): ...\n',
    ),
    "print": (prints, "def f():\n    print('x')\n"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str, tmp_path: Path) -> None:
    rule, text = PLANTED[fault]
    planted = tmp_path / "planted.py"
    planted.write_text(text, encoding="utf-8")
    assert len(rule([planted])) == 1


def test_a_module_with_an_empty_name_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "feed_utils.py"
    planted.write_text('"""Doc."""\n', encoding="utf-8")
    assert len(empty_names([planted])) == 1


def test_a_clean_file_gets_no_complaint(tmp_path: Path) -> None:
    clean = tmp_path / "masthead.py"
    body = "    x = 1\n" * 38
    clean.write_text(f'"""Doc."""\n\n\ndef f():\n    """Doc."""\n{body}', encoding="utf-8")
    rules = (long_files, long_functions, empty_names, undocumented, prints)
    assert [complaint for rule in rules for complaint in rule([clean])] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("see " + "/wo" + "rk/main", True),
        ("open('" + "/t" + "mp/x')", True),
        ("cd " + "/ro" + "ot", True),
        ("https://example.org" + "/wo" + "rk/x", False),
        (".." + "/wo" + "rk", False),
        ("a/wo" + "rk in progress", False),
        ("/wo" + "rks/of/art", False),
    ],
)
def test_a_path_of_one_machine_is_told_from_others(line: str, found: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is found


def test_unfinished_work_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("# TO" + "DO: later\nraise NotImplemented" + "Error\n", encoding="utf-8")
    assert len(lines_that_match([planted], UNFINISHED)) == 2


def built_in_checks() -> list[str]:
    """The names of the desk's checks."""
    return [check.name for check in importlib.import_module("dragoman.desk").BUILT_IN_CHECKS]


def test_there_are_checks_and_their_names_differ() -> None:
    names = built_in_checks()
    assert len(names) >= 8
    assert len(set(names)) == len(names)


def test_every_check_has_a_heading_in_the_docs() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    headings = " ".join(re.findall(r"^#+ (.*)$", page, flags=re.MULTILINE))
    assert [name for name in built_in_checks() if not re.search(rf"\b{name}\b", headings)] == []


def test_every_check_has_a_caught_and_a_silent_case() -> None:
    lacking = []
    # What an engine says of its own sentence cannot stand in a table of pairs of texts.
    assert "Finish." in (ROOT / "tests" / "desk" / "test_edit.py").read_text(encoding="utf-8")
    for name in set(built_in_checks()) - {"finish"}:
        table = ROOT / "tests" / "cases" / "desk" / f"{name}.tsv"
        expected = expected_column(table) if table.is_file() else []
        if not any(name in cell for cell in expected):
            lacking.append(f"{name}: no caught case in {table.name}")
        if "-" not in expected:
            lacking.append(f"{name}: no silent case in {table.name}")
    assert lacking == []


def expected_column(table: Path) -> list[str]:
    """The fourth cell of each row: names of checks that must speak, or "-" for silence."""
    rows = table.read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row.strip() and not row.startswith("#")]
    return [row[3].strip() for row in cells if len(row) > 3]
