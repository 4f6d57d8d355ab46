"""The two commands set everything up, once, and say in one line what is missing."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes_machine import ROOT, Machine
from shell_rules import BASHISMS, bashisms

POSIX = ("run", "test", "script/setup")


@pytest.mark.parametrize("script", POSIX)
def test_scripts_are_posix_shell(script: str) -> None:
    text = (ROOT / script).read_text(encoding="utf-8")
    parsed = subprocess.run(["sh", "-n", str(ROOT / script)], capture_output=True, check=False)
    assert (parsed.returncode, parsed.stderr) == (0, b"")
    assert bashisms(text) == []


PLANTED = {
    "[[ ]]": "if [[ -n $x ]]; then",
    "function keyword": "function f {",
    "local": "    local x=1",
    "source": "source setup",
    "here string": "cat <<< x",
    "&> redirection": "ls &>log",
    "|& pipe": "ls |& cat",
    "== in test": '[ "$x" == y ]',
    "array": "x=(1 2)",
    "arithmetic command": "if ((x > 1)); then",
    "let": "let x=1",
    "substitution by pattern": "${x/a/b}",
    "substring": "${x:0:1}",
    "case change": "${x^^}",
    "brace range": "for i in {1..3}; do",
    "dollar quote": "x=$'a'",
    "echo with options": "echo -n x",
    "read with options": "read -p x",
    "process substitution": "diff <(a) b",
    "RANDOM": "echo $RANDOM",
    "pipefail": "set -o pipefail",
    "directory stack": "pushd x",
    "which": "which python3",
}


@pytest.mark.parametrize("bashism", BASHISMS)
def test_a_planted_bashism_is_found(bashism: str) -> None:
    assert any(f": {bashism}: " in found for found in bashisms(PLANTED[bashism]))


@pytest.mark.parametrize("script", ["run", "test", ".ci/run"])
def test_scripts_can_be_started(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111 == 0o111


@pytest.mark.parametrize("script", [*POSIX, ".ci/run"])
def test_scripts_name_no_registry(script: str) -> None:
    text = (ROOT / script).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--find-links", text)


def test_the_first_run_sets_up_and_shows_the_demo(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    started = machine.start("run")
    assert (started.returncode, started.stdout) == (0, "dragoman|demo|")
    assert re.search(r"Making \.venv with Python 3\.11 \.\.\. done in \d+ s", started.stderr)
    assert re.search(r"Installing Dragoman into \.venv \.\.\. done in \d+ s", started.stderr)
    [install] = [call for call in machine.calls if "pip install" in call]
    assert install.endswith(f"--editable {machine.checkout}")


def test_the_second_run_starts_at_once(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.start("run")
    before = len(machine.calls)
    again = machine.start("run")
    assert (again.stdout, again.stderr) == ("dragoman|demo|", "")
    assert machine.calls[before:] == ["dragoman demo"]


def test_arguments_go_through_with_their_spaces_from_any_folder(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    started = machine.start("run", "translate", "my file.txt", "--to", "pt", cwd=elsewhere)
    assert started.stdout == "dragoman|translate|my file.txt|--to|pt|"


def test_a_changed_project_file_is_installed_again(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.start("run")
    with (machine.checkout / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("# a new dependency\n")
    again = machine.start("run")
    assert "Installing Dragoman" in again.stderr
    assert "Making .venv" not in again.stderr


def test_a_moved_checkout_is_installed_again(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "first")
    machine.folder.mkdir()
    machine.start("run")
    moved = Machine(tmp_path / "second")
    shutil.copytree(machine.folder, moved.folder, symlinks=True)
    assert "Installing Dragoman" in moved.start("run").stderr


def test_an_interrupted_set_up_is_taken_up_again(tmp_path: Path) -> None:
    machine = Machine(tmp_path, pip_says="killed")
    assert machine.start("run").returncode == 1
    machine.pip_says = ""
    assert machine.start("run").stdout == "dragoman|demo|"


def test_an_interrupted_set_up_leaves_no_pip_behind(tmp_path: Path) -> None:
    machine = Machine(tmp_path, pip_waits=True)
    machine.build()
    started = subprocess.Popen(
        [str(machine.checkout / "run")],
        env=machine.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    note = tmp_path / "pip-waits"
    wait_until(lambda: note.exists() and note.read_text().endswith("\n"))
    started.terminate()
    assert started.wait(timeout=10) == 130
    wait_until(lambda: not is_running(int(note.read_text())))


def wait_until(happened: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    """Whether a process lives; one that nobody has buried yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.parametrize("name", ["python3", "python3.11", "python3.12", "python3.13"])
def test_python_is_found_under_each_of_its_names(name: str, tmp_path: Path) -> None:
    assert Machine(tmp_path, python=name).start("run").returncode == 0


def last_line(started: subprocess.CompletedProcess[str]) -> str:
    """The last line of standard error of a script that failed before it did anything else."""
    assert (started.returncode, started.stdout) == (1, "")
    return started.stderr.splitlines()[-1]


def test_a_missing_python_is_said_in_one_line(tmp_path: Path) -> None:
    started = Machine(tmp_path, python="").start("run")
    assert last_line(started).startswith("Python is missing: install version 3.11 or newer")
    assert "apt-get install python3" in started.stderr
    assert len(started.stderr.splitlines()) == 1


def test_an_old_python_is_said_in_one_line(tmp_path: Path) -> None:
    started = Machine(tmp_path, version="3.9").start("run")
    assert last_line(started).startswith("Python is too old (python3 is 3.9): Dragoman needs 3.11")
    assert len(started.stderr.splitlines()) == 1


def test_a_missing_venv_module_is_said_in_one_line(tmp_path: Path) -> None:
    started = Machine(tmp_path, venv_module=False).start("run")
    assert last_line(started) == (
        "Python's venv module is missing: install it as root with: apt-get install python3.11-venv"
    )
    assert len(started.stderr.splitlines()) == 1


def test_a_missing_venv_module_is_installed_where_that_is_allowed(tmp_path: Path) -> None:
    machine = Machine(tmp_path, venv_module=False, apt=True, root=True)
    started = machine.start("run")
    assert started.stdout == "dragoman|demo|"
    assert "apt-get install -y --no-install-recommends python3.11-venv" in machine.calls
    assert "Installing python3.11-venv ... done" in started.stderr


def test_nothing_is_installed_without_the_right_to(tmp_path: Path) -> None:
    machine = Machine(tmp_path, venv_module=False, apt=True, root=False)
    assert "venv module is missing" in last_line(machine.start("run"))
    assert [call for call in machine.calls if call.startswith("apt-get")] == []


def test_apt_asks_for_fresh_lists_before_it_gives_up(tmp_path: Path) -> None:
    machine = Machine(tmp_path, venv_module=False, apt=True, root=True, apt_fails=True)
    assert "venv module is missing" in last_line(machine.start("run"))
    assert "apt-get update" in machine.calls


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("NewConnectionError: Failed", "The Python package index cannot be reached"),
        ("Temporary failure in name resolution", "The Python package index cannot be reached"),
        ("ERROR: no hatchling (from versions: none)", "The Python package index cannot be"),
        ("CERTIFICATE_VERIFY_FAILED (from versions: none)", "its certificate is not trusted here"),
        ("[Errno 28] No space left on device", "The disk is full"),
        ("error: numpy needs a compiler", "The installation failed for the reason above"),
    ],
)
def test_a_failed_installation_gives_its_reason(said: str, line: str, tmp_path: Path) -> None:
    machine = Machine(tmp_path, pip_says=said)
    started = machine.start("run")
    assert line in last_line(started)
    assert ".venv/setup.log" in last_line(started)
    assert said in (machine.checkout / ".venv" / "setup.log").read_text(encoding="utf-8")


def test_a_checkout_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.build()
    (machine.checkout / ".venv").write_text("in the way", encoding="utf-8")
    assert "cannot be written" in last_line(machine.start("run"))


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.build()
    (machine.checkout / ".venv" / "setup.log").mkdir(parents=True)
    assert "cannot be written: remove it" in last_line(machine.start("run"))


def test_an_unforeseen_failure_shows_the_end_of_the_log(tmp_path: Path) -> None:
    started = Machine(tmp_path, pip_says="error: numpy needs a compiler").start("run")
    assert "error: numpy needs a compiler" in started.stderr


def test_the_tests_run_with_all_linters(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    started = machine.start("test")
    assert started.returncode == 0
    assert started.stderr.endswith("All passed.\n")
    assert [call for call in machine.calls if not call.startswith("python ")] == [
        "pytest -n auto",
        "ruff check .",
        "ruff format --check .",
        "mypy ",
        "lint-imports ",
    ]
    assert any(call.endswith(f"{machine.checkout}[dev]") for call in machine.calls)


def test_one_failing_linter_fails_the_whole_and_stops_no_other(tmp_path: Path) -> None:
    machine = Machine(tmp_path, failing="pytest mypy")
    started = machine.start("test")
    assert last_failure(started) == "Failed: pytest mypy"
    assert machine.calls[-1] == "lint-imports "


def last_failure(started: subprocess.CompletedProcess[str]) -> str:
    """The last line of standard error of a test run that failed."""
    assert started.returncode == 1
    return started.stderr.splitlines()[-1]


def test_arguments_of_test_go_to_pytest_alone(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.start("test", "-k", "two words")
    assert machine.calls[-1] == "python -m pytest -k two words"


def test_what_the_tests_lack_is_said(tmp_path: Path) -> None:
    started = Machine(tmp_path).start("test", "-q")
    assert "chromium is missing and could not be installed: tests in a real browser skip" in (
        started.stderr
    )


def test_what_the_tests_lack_is_installed_where_that_is_allowed(tmp_path: Path) -> None:
    machine = Machine(tmp_path, apt=True, root=True)
    machine.start("test", "-q")
    assert "apt-get install -y --no-install-recommends chromium" in machine.calls


def test_after_test_run_needs_no_set_up_of_its_own(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.start("test", "-q")
    assert "Installing" not in machine.start("run").stderr


def test_continuous_integration_runs_the_same_test_command(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    fake = tmp_path / "test"
    fake.write_text('#!/bin/sh\nprintf "%s|%s" "$PWD" "$#"\nexit 7\n', encoding="utf-8")
    fake.chmod(0o755)
    ran = subprocess.run(
        [str(tmp_path / ".ci" / "run")], cwd="/", capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (7, f"{tmp_path}|0")
