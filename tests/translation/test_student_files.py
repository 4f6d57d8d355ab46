"""Reading models: every shape that is stated, and one line for every file that is broken."""

from __future__ import annotations

import contextlib
import pickle
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import WorldError
from dragoman.records import EngineUnit, Finish
from dragoman.translation.engines.student import BrokenModelError, Student, StudentEngine
from dragoman.translation.engines.student.marian_file import parse_flat_yaml, read_marian_file
from fakes_student import FakeShape, config, container, shortlist, tensors, write_student

SHAPES = {
    "tiny": FakeShape(encoder=3, decoder=2),
    "one layer": FakeShape(encoder=1),
    "wide": FakeShape(dims=64, heads=8, ffn=32),
    "split vocabulary": FakeShape(split=True),
    "tied layers": FakeShape(encoder=4, tied_layers=(1, 1, 2, 2)),
    "no shortlist": FakeShape(shortlist=False),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_model_of_any_stated_shape_translates(name: str, tmp_path: Path) -> None:
    student = Student(write_student(tmp_path, SHAPES[name]))
    results = student.translate([EngineUnit(id="a", text="the council met on monday")])
    assert results[0].id == "a"
    assert results[0].finish is not Finish.ERROR
    assert len(results[0].log_probabilities) > 0
    assert max(results[0].log_probabilities) <= 0


REFUSED = {
    "decoder": ({"transformer_decoder_autoreg": "self-attention"}, "self-attention"),
    "norm first": ({"transformer_preprocess": "n"}, "transformer-preprocess"),
    "activation": ({"transformer_ffn_activation": "swish"}, "swish"),
    "heads": ({"transformer_heads": "5"}, "5 heads"),
    "depth": ({"enc_depth": "-1"}, "enc-depth"),
    "huge": ({"dim_emb": "99999999999"}, "dim-emb"),
    "other shape": ({"transformer_dim_ffn": "128"}, "ffn_W1"),
    "missing layer": ({"enc_depth": "3"}, "encoder_l3_self_Wq"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_model_that_cannot_be_run_is_refused_by_name(name: str, tmp_path: Path) -> None:
    changed, named = REFUSED[name]
    shape = FakeShape()
    model = write_student(tmp_path, shape)
    import numpy as np

    made = tensors(shape, 64, np.random.default_rng(0))[:-1]
    text = config(shape, 64, **changed).encode() + b"\0"
    model.model_path.write_bytes(container([*made, ("special:model.yml", "t", text)]))
    with pytest.raises(BrokenModelError) as caught:
        Student(model)
    line = str(caught.value)
    assert "\n" not in line
    assert str(model.model_path) in line
    assert named in line


def test_a_cut_model_file_is_one_line_wherever_it_is_cut(tmp_path: Path) -> None:
    model = write_student(tmp_path, FakeShape())
    whole = model.model_path.read_bytes()
    for length in (0, 7, 16, 40, 500, 2000, len(whole) // 2, len(whole) - 1):
        model.model_path.write_bytes(whole[:length])
        with pytest.raises(BrokenModelError, match=r"model\.xxyy") as caught:
            Student(model)
        assert "\n" not in str(caught.value)


@settings(max_examples=150, deadline=None)
@given(junk=st.binary(max_size=300), keep=st.integers(0, 400))
def test_no_bytes_make_the_reader_fail_otherwise(
    junk: bytes, keep: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import numpy as np

    whole = container(tensors(FakeShape(encoder=1), 64, np.random.default_rng(0)))
    path = tmp_path_factory.getbasetemp() / "junk.bin"
    path.write_bytes(whole[:keep] + junk + whole[keep + len(junk) :])
    with contextlib.suppress(BrokenModelError):
        assert read_marian_file(path).config


def test_a_file_that_is_not_a_model_is_named(tmp_path: Path) -> None:
    model = write_student(tmp_path, FakeShape())
    assert model.shortlist is not None
    for path, content in (
        (model.model_path, b"PK\3\4" + b"x" * 500),
        (model.source_vocab, b"not a vocabulary"),
        (model.shortlist, b"\0" * 100),
        (model.shortlist, shortlist(64)[:-1]),
        (model.shortlist, shortlist(32)),
    ):
        whole = path.read_bytes()
        path.write_bytes(content)
        with pytest.raises(BrokenModelError, match=path.name):
            Student(model)
        path.write_bytes(whole)
    Student(model)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    model = write_student(tmp_path, FakeShape())
    gone = replace(model, model_path=tmp_path / "gone.bin")
    with pytest.raises(WorldError, match=r"gone\.bin: cannot be read"):
        Student(gone)


def test_a_number_that_is_not_finite_is_refused(tmp_path: Path) -> None:
    model = write_student(tmp_path, FakeShape())
    raw = model.model_path.read_bytes()
    bias = struct.pack("<f", 9.0)
    assert raw.count(bias) >= 1
    model.model_path.write_bytes(raw.replace(bias, struct.pack("<f", float("nan")), 1))
    with pytest.raises(BrokenModelError, match="finite"):
        Student(model)


def test_an_engine_answers_for_a_broken_model_unit_by_unit(tmp_path: Path) -> None:
    model = write_student(tmp_path, FakeShape())
    model.model_path.write_bytes(b"")
    engine = StudentEngine([model], here=True)
    units = [EngineUnit(id=str(i), text="the council") for i in range(3)]
    results = engine.translate(units, "xx", "yy")
    assert [one.id for one in results] == ["0", "1", "2"]
    assert {one.finish for one in results} == {Finish.ERROR}
    assert all("model.xxyy" in one.error and "\n" not in one.error for one in results)


def test_the_error_of_a_broken_model_survives_pickling() -> None:
    problem = BrokenModelError(Path("a.bin"), "is cut short")
    assert str(pickle.loads(pickle.dumps(problem))) == str(problem)  # noqa: S301


def test_marians_flat_yaml_is_read() -> None:
    text = 'a: 1\nb:\n  - x\n  - "y"\nc: []\nd: [1, 2]\ne: ""\n# f: 3\nnonsense\n'
    assert parse_flat_yaml(text) == {
        "a": "1",
        "b": ("x", "y"),
        "c": (),
        "d": ("1", "2"),
        "e": "",
    }
