from __future__ import annotations

import json
import subprocess
import sys

import pytest


def dragoman(*arguments, text=None):
    return subprocess.run(
        [sys.executable, "-m", "dragoman", *map(str, arguments)],
        capture_output=True,
        input=text,
        text=True,
        timeout=120,
        check=False,
    )


WRONG = [
    (("check", "missing.txt", "missing.txt", "--from", "pt", "--to", "en"), 3, "missing.txt"),
    (("check", "--from", "pt", "--to", "en"), 2, "--pairs"),
    (("audit", "missing.txt"), 3, "missing.txt is not there"),
    (("translate", "missing.txt", "--to", "en"), 3, "missing.txt is not there"),
    (("translate", "-", "--to", "!!"), 2, "language tag"),
    (("status",), 2, "dragoman init"),
    (("run", "--once"), 2, "dragoman init"),
    (("audit", ".", "--language", "en"), 2, "folder"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), WRONG, ids=[str(w[0]) for w in WRONG])
def test_wrong_use_is_one_or_two_lines_with_a_remedy(tmp_path, monkeypatch, arguments, code, words):
    monkeypatch.chdir(tmp_path)
    ended = dragoman(*arguments, text="")
    assert ended.returncode == code, ended.stderr
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) <= 2


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    ended = dragoman("init", tmp_path / "file" / "wire")
    assert ended.returncode == 3
    assert "cannot be written" in ended.stderr


def test_init_makes_a_newsroom_and_refuses_to_make_it_twice(tmp_path):
    assert dragoman("init", tmp_path / "wire").returncode == 0
    again = dragoman("init", tmp_path / "wire")
    assert again.returncode == 2
    assert "newsroom already" in again.stderr
    assert dragoman("status", "-n", tmp_path / "wire").returncode == 0


def test_a_typing_error_in_the_settings_names_file_key_and_remedy(tmp_path):
    dragoman("init", tmp_path / "wire")
    settings = tmp_path / "wire" / "dragoman.toml"
    settings.write_text("[house]\nlangauges = ['en']\n")
    ended = dragoman("run", "--once", "-n", tmp_path / "wire")
    assert ended.returncode == 2
    assert "dragoman.toml" in ended.stderr
    assert "house.langauges" in ended.stderr
    assert "languages" in ended.stderr


def test_check_finds_a_wrong_number_and_ends_with_one(tmp_path):
    (tmp_path / "a.pt").write_text("A obra custou 19 milhões de euros.\nO barco parou.\n")
    (tmp_path / "a.en").write_text("The works cost 91 million euros.\nThe boat stopped.\n")
    files = (tmp_path / "a.pt", tmp_path / "a.en")
    ended = dragoman("check", *files, "--from", "pt", "--to", "en", "--format", "json")
    assert ended.returncode == 1, ended.stderr
    report = json.loads(ended.stdout)
    assert len(report["units"]) == 2
    assert {finding["unit"] for finding in report["findings"]} == {0}


def test_translate_gives_the_json_form_of_the_design(tmp_path):
    text = "A ministra visitou a ponte na segunda-feira. “A obra custou £ 19 milhões”, disse ela."
    ended = dragoman("translate", "-", "--from", "pt", "--to", "en", "--format", "json", text=text)
    assert ended.returncode == 0, ended.stderr
    report = json.loads(ended.stdout)
    assert {"signature", "verdict", "headline", "units"} <= set(report)
    assert len(report["units"]) == 2
    for unit in report["units"]:
        assert {"source", "target", "engine_target", "alignment", "findings", "repairs"} <= set(
            unit
        )
    assert "£" in report["units"][1]["target"]
    assert "19" in report["units"][1]["target"]


def test_translating_into_a_language_without_an_engine_says_which(tmp_path):
    ended = dragoman("translate", "-", "--from", "de", "--to", "pt", text="Die Brücke ist zu.")
    assert ended.returncode == 3
    assert "no engine for de->pt" in ended.stderr


def test_every_command_has_help_with_an_example():
    from dragoman.cli import app

    for command in app.registered_commands:
        text = command.callback.__doc__ or ""
        assert "Example: dragoman" in text, command.callback.__name__
