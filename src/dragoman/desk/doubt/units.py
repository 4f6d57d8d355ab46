"""From doubts about words to one about their sentence: a row of numbers for each pair."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dragoman.records import EngineResult

Floats = NDArray[np.float32]

_USUAL = 1.5  # log-odds against a word below which it weighs nothing in a stretch
_OF_SIDE = ("first", "second", "third", "sum", "stretch", "mean")
COLUMNS: tuple[str, ...] = (
    *(f"{name}_{side}" for side in ("target", "source") for name in _OF_SIDE),
    "words", "length", "apart", "mean_forth", "mean_back", "end_forth", "end_back",
)  # fmt: skip
"""The names of a sentence's numbers, in order."""


def unit_row(
    target: Floats,
    source: Floats,
    forth: EngineResult,
    back: EngineResult,
    letters: tuple[int, int],
) -> Floats:
    """A sentence's numbers: log-odds of its words on both sides, the readings, and its length.

    `letters` are the lengths of source and target.
    """
    length = math.log((letters[1] + 1) / (letters[0] + 1))
    numbers = [
        *_side(target), *_side(source), len(target), length, abs(length),
        *(float(np.mean(one.log_probabilities)) for one in (forth, back)),
        *(one.log_probabilities[-1] for one in (forth, back)),
    ]  # fmt: skip
    return np.array(numbers, np.float32)


def _side(odds: Floats) -> list[float]:
    ordered = np.sort(odds)[::-1]
    best = [float(ordered[min(place, len(ordered) - 1)]) for place in range(3)]
    whole = math.log(float(np.log1p(np.exp(np.clip(odds, -30, 30))).sum()) + 1e-4)
    return [*best, whole, heaviest_stretch(odds), float(odds.mean())]


def heaviest_stretch(odds: Floats) -> float:
    """The highest sum that neighbouring words reach, counted from `_USUAL` up; 0 if none does."""
    best = here = 0.0
    for value in odds.tolist():
        here = max(0.0, here + value + _USUAL)
        best = max(best, here)
    return best
