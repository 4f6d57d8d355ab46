from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app
from dragoman.errors import UsageError
from dragoman.newsroom.opening import make_newsroom_folder

TERMS = '[terms]\nhouse = false\nfiles = ["house.csv"]\n'
TMX = (
    '<tmx version="1.4"><header srclang="pt"/><body><tu><tuv xml:lang="pt"><seg>Sim.</seg></tuv>'
    '<tuv xml:lang="en"><seg>Yes.</seg></tuv></tu><tu><tuv xml:lang="pt"><seg/></tuv></tu>'
    "</body></tmx>"
)


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    make_newsroom_folder(folder, settings_text=TERMS)
    lines = ["from,to,source,target,shows", "pt,en,lei,bill|law,A lei passou."]
    (folder / "house.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def run(*words: str, wire: Path) -> Result:
    return CliRunner().invoke(app, [*words, "-n", str(wire)])


def test_terms_counts_entries_and_tries_a_sentence(wire: Path) -> None:
    assert "pt -> en: term: 1" in run("terms", wire=wire).stdout
    tried = run("terms", "A lei passou.", "--from", "pt", "--to", "en", wire=wire)
    assert "lei -> bill | law" in tried.stdout
    assert tried.exit_code == 0
    assert isinstance(run("terms", "A lei.", wire=wire).exception, UsageError)


def test_terms_ends_with_one_where_an_example_does_not_hold(wire: Path) -> None:
    with (wire / "house.csv").open("a", encoding="utf-8") as file:
        file.write("\npt,en,ponte,bridge,Sem exemplo.\n")
    ended = run("terms", wire=wire)
    assert ended.exit_code == 1
    assert "house.csv:3: does not apply in its own example" in ended.stdout


def test_a_memory_is_imported_counted_and_forgotten(wire: Path, tmp_path: Path) -> None:
    file = tmp_path / "in.tmx"
    file.write_text(TMX, encoding="utf-8")
    taken = run("memory", "import", str(file), wire=wire)
    assert "1 pairs taken" in taken.stdout
    assert "1 skipped: no text" in taken.stdout
    assert "pairs of people: 1" in run("memory", "status", wire=wire).stdout
    assert "1 pairs of people forgotten" in run("memory", "forget", "--imported", wire=wire).stdout
    assert '"pairs of people": 0' in run("memory", "status", "--format", "json", wire=wire).stdout
    assert "0 sentences of engines forgotten" in run("memory", "forget", wire=wire).stdout


def test_a_memory_without_a_pair_is_wrong_use(wire: Path, tmp_path: Path) -> None:
    file = tmp_path / "in.tmx"
    file.write_text('<tmx version="1.4"><body/></tmx>', encoding="utf-8")
    ended = run("memory", "import", str(file), wire=wire)
    assert isinstance(ended.exception, UsageError)


def test_a_newsroom_that_published_nothing_exports_an_empty_memory(
    wire: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.tmx"
    assert "0 sentences written" in run("export", "tmx", str(out), wire=wire).stdout
    assert b"<body>" in out.read_bytes()
