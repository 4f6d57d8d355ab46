"""Packages for CTranslate2: found, identified, refused with a reason, and really run."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.records import EngineResult, EngineUnit, Finish, Tier
from dragoman.translation.engines.ctranslate2 import MOST_PIECES, CTranslate2Engine
from dragoman.translation.engines.packages import (
    Package,
    PackageProblem,
    find_packages,
    read_package,
)

pytest.importorskip("ctranslate2", reason="CTranslate2 is not installed")

from fakes_ctranslate2 import write_argos, write_opus


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an OPUS model, one of many targets, and an Argos file."""
    folder = tmp_path_factory.mktemp("packages")
    write_opus(folder / "opus-mt-en-pt_int8")
    write_opus(folder / "opus-mt-tc-big-es-pt", languages=(">>por<<", ">>ita<<"))
    laid_out = write_argos(folder / "en_es.argosmodel").with_name("en_es-laid-out")
    shutil.rmtree(laid_out)
    return folder


def package(shelf: Path, name: str) -> Package:
    found = read_package(shelf / name)
    assert isinstance(found, Package), found
    return found


def test_a_folder_of_packages_is_read_through(shelf: Path) -> None:
    found = find_packages([shelf])
    assert [(one.source, one.variant) for one in found if isinstance(one, Package)] == [
        ("en", "es"),
        ("en", "pt"),
        ("es", "pt"),
    ]
    assert len({one.sha256 for one in found if isinstance(one, Package)}) == 3


def test_what_a_model_wants_around_its_pieces_is_known(shelf: Path) -> None:
    argos = package(shelf, "en_es.argosmodel")
    assert (argos.end, argos.source_prefix, argos.target_prefix) == ("", "", "")
    assert package(shelf, "opus-mt-en-pt_int8").end == "</s>"
    assert package(shelf, "opus-mt-tc-big-es-pt").source_prefix == ">>por<<"


def test_brazilian_portuguese_has_a_code_of_its_own(shelf: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(shelf / "en_es.argosmodel") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "translate-en_es-1_0"
    about = {"from_code": "en", "to_code": "pb", "target_prefix": ">>x<<"}
    (folder / "metadata.json").write_text(json.dumps(about))
    found = read_package(folder)
    assert isinstance(found, Package)
    assert (found.target, found.variant, found.target_prefix) == ("pt", "pt-BR", ">>x<<")


def cut_short(folder: Path) -> None:
    path = folder / "model.bin"
    path.write_bytes(path.read_bytes()[:-100])


def without(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / name).unlink()

    return spoil


def with_text(name: str, text: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / name).write_text(text)

    return spoil


SPOILT = {
    "no model": (without("model.bin"), "en-pt", "neither an .argosmodel file nor a folder"),
    "no vocabulary": (without("source.spm"), "en-pt", "no SentencePiece file"),
    "config is no JSON": (with_text("config.json", "{"), "en-pt", "Expecting"),
    "config is a list": (with_text("config.json", "[]"), "en-pt", "no object"),
    "no pair in the name": (lambda folder: None, "model", "neither metadata nor name"),
    "no languages": (
        with_text("metadata.json", '{"from_code": "q!", "to_code": "pt"}'),
        "en-pt",
        "'q!' into 'pt', which are no languages",
    ),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_a_broken_package_is_one_line_with_its_path(
    fault: str, shelf: Path, tmp_path: Path
) -> None:
    spoil, name, words = SPOILT[fault]
    folder = shutil.copytree(shelf / "opus-mt-en-pt_int8", tmp_path / name)
    spoil(folder)
    (problem,) = find_packages([folder])
    assert isinstance(problem, PackageProblem)
    assert problem.reason.startswith(f"{folder}: ")
    assert words in problem.reason
    assert "\n" not in problem.reason


def test_a_zip_file_that_is_cut_short_or_a_bomb_is_refused(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = tmp_path / "cut.argosmodel"
    cut.write_bytes((shelf / "en_es.argosmodel").read_bytes()[:-200])
    problem = read_package(cut)
    assert isinstance(problem, PackageProblem)
    assert "cut.argosmodel: " in problem.reason
    monkeypatch.setattr("dragoman.translation.engines.packages.LARGEST", 10)
    bomb = read_package(shelf / "en_es.argosmodel")
    assert isinstance(bomb, PackageProblem)
    assert "unpacked" in bomb.reason


def test_a_model_of_other_targets_is_refused_by_name(shelf: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(shelf / "opus-mt-tc-big-es-pt", tmp_path / "opus-mt-es-ro")
    problem = read_package(folder)
    assert isinstance(problem, PackageProblem)
    assert "translates into ita, por, not into ro" in problem.reason


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    (problem,) = find_packages([tmp_path / "gone"])
    assert isinstance(problem, PackageProblem)
    assert "gone: no such package" in problem.reason


def ask(found: Package, *texts: str) -> list[EngineResult]:
    engine = CTranslate2Engine([found], 1)
    units = [EngineUnit(id=str(place), text=text) for place, text in enumerate(texts)]
    try:
        return engine.translate(units, found.source, found.target)
    finally:
        engine.close()


def by_the_library(found: Package, text: str) -> str:
    """The translation by CTranslate2 itself, from files on disk, as its own pages show it."""
    import ctranslate2
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(found.path / "source.spm"))
    words = [one for one in (found.source_prefix,) if one]
    words += [*pieces.encode(text, out_type=str), "</s>"]
    translator = ctranslate2.Translator(str(found.path), device="cpu", intra_threads=1)
    answer = translator.translate_batch(
        [words], beam_size=4, length_penalty=0.2, replace_unknowns=True
    )
    return str(pieces.decode(answer[0].hypotheses[0]))


@pytest.mark.parametrize("name", ["opus-mt-en-pt_int8", "opus-mt-tc-big-es-pt"])
def test_the_engine_translates_as_the_library_does(name: str, shelf: Path) -> None:
    found = package(shelf, name)
    texts = ["the council met on monday", "a river runs", "prices rose by 3.5%"]
    assert [one.text for one in ask(found, *texts)] == [by_the_library(found, t) for t in texts]


def test_a_sentence_does_not_depend_on_its_neighbours(shelf: Path) -> None:
    found = package(shelf, "en_es.argosmodel")
    texts = ["the council met", "a river runs through the old town near the market", "x"]
    together = ask(found, *texts)
    assert [one.text for one in together] == [ask(found, text)[0].text for text in texts]
    assert len({one.text for one in together}) > 1


def test_a_sentence_that_is_too_long_fails_and_says_so(shelf: Path) -> None:
    found = package(shelf, "opus-mt-en-pt_int8")
    long, short = ask(found, "a " * (MOST_PIECES + 1), "a river")
    assert (long.finish, short.finish) == (Finish.ERROR, Finish.OK)
    assert "pieces are more than" in long.error


def test_a_model_that_the_library_cannot_load_fails_with_file_and_reason(
    shelf: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(shelf / "opus-mt-en-pt_int8", tmp_path / "opus-mt-en-pt")
    cut_short(folder)
    found = package(tmp_path, "opus-mt-en-pt")
    result = ask(found, "a river")[0]
    assert result.finish is Finish.ERROR
    assert result.error.startswith(f"{folder}: cannot be loaded: ")


def test_pairs_are_gist_until_the_operator_says_otherwise(shelf: Path) -> None:
    found = [package(shelf, "opus-mt-en-pt_int8"), package(shelf, "en_es.argosmodel")]
    engine = CTranslate2Engine(found, publishable=("en-es",))
    tiers = {pair.target: pair.tier for pair in engine.info().pairs}
    assert tiers == {"pt": Tier.GIST, "es": Tier.PUBLISHABLE}
    assert engine.signature("en", "es").endswith(f":en_es:sha256-{found[1].sha256[:12]}")
