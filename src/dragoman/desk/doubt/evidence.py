"""What two models, reading a sentence pair both ways, show about every one of its words.

Each word of either side becomes a row of numbers: how surprising it is and how much likelier the
model's own wording was, how much attention the other side pays to it, how surprising the words
are that it answers to, whether the other side has its like, and the same of its neighbours. The
columns are named, so that weights and rows can be told apart when they do not fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.desk.coverage import small_words
from dragoman.language.words import fold
from dragoman.records import EngineResult, Span, WordReading

Floats = NDArray[np.float32]

_STEM = 5  # letters that words of one root share, across inflection and cognates
_DIM = 0.3  # a spread below which surprise is not divided any further
_NEAR = (1, -1, 2, -2, 3, -3)
_OWN = (
    "surprise", "lost", "excess", "seen", "most_seen", "looks", "lost_by_lookers",
    "excess_of_lookers", "lost_there", "excess_there", "seen_there", "same", "like", "capital",
    "figure", "small", "first", "capital_there", "figure_there", "small_there",
)  # fmt: skip
_OF_NEIGHBOURS = ("lost", "excess", "seen", "looks", "like", "small")
_OF_SENTENCE = ("lost", "excess", "seen", "like")

COLUMNS: tuple[str, ...] = (
    *_OWN,
    *(f"{name}{step:+d}" for step in _NEAR for name in _OF_NEIGHBOURS),
    *(f"mean_{name}_{side}" for side in ("here", "there") for name in _OF_SENTENCE),
)
"""The names of a word's numbers, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEvidence:
    """The words of one side (code points) and their rows of `COLUMNS`."""

    spans: tuple[Span, ...]
    rows: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Both sides of a sentence pair."""

    target: SideEvidence
    source: SideEvidence


@dataclass(frozen=True, slots=True)
class _Side:
    """What is known of one side before the other is looked at; one number a word."""

    spans: tuple[Span, ...]
    forms: tuple[str, ...]
    numbers: dict[str, Floats]


def read_evidence(
    source: str, target: str, forth: EngineResult, back: EngineResult, languages: tuple[str, str]
) -> Evidence | None:
    """The evidence of a pair; None where a side has fewer than two words or was not read.

    `forth` is the target as read by the model of the pair, `back` the source as read by the model
    of the other direction; `languages` are those of source and target.
    """
    here = _side(target, forth.words, languages[1])
    there = _side(source, back.words, languages[0])
    if len(here.spans) < 2 or len(there.spans) < 2:
        return None
    looks = np.zeros((len(here.spans), len(there.spans)), np.float32)
    looked = np.zeros_like(looks)
    _link(looks, forth, here, there, turned=False)
    _link(looked, back, here, there, turned=True)
    _relate(here, there, looks, looked)
    _relate(there, here, looked.T, looks.T)
    return Evidence(target=_gathered(here, there), source=_gathered(there, here))


def _side(text: str, words: Sequence[WordReading], language: str) -> _Side:
    kept = [word for word in words if any(map(str.isalnum, text[word.start : word.end]))]
    spans = tuple((word.start, word.end) for word in kept)
    written = [text[start:end].strip(_MARKS) for start, end in spans]
    forms = tuple(map(fold, written))
    small = small_words(language)
    numbers = {
        "surprise": [word.surprise for word in kept],
        "lost": [word.lost for word in kept],
        "excess": [word.excess / (word.spread + _DIM) for word in kept],
        "capital": [place > 0 and one[:1].isupper() for place, one in enumerate(written)],
        "figure": [any(map(str.isdigit, one)) for one in written],
        "small": [one.lower() in small for one in written],
        "first": [place == 0 for place in range(len(written))],
    }
    return _Side(spans, forms, {name: np.array(one, np.float32) for name, one in numbers.items()})


_MARKS = "\"'“”‘’«»()[]{}.,;:!?…-–—"


def _link(matrix: Floats, result: EngineResult, here: _Side, there: _Side, *, turned: bool) -> None:
    """Add a reading's links to a matrix of target words by source words, at most 1 each."""
    rows = _places(here.spans)
    columns = _places(there.spans)
    for span in result.alignment:
        one, two = (
            (span.source_start, span.target_start)
            if turned
            else (span.target_start, span.source_start)
        )
        row, column = rows.get(one), columns.get(two)
        if row is not None and column is not None:
            matrix[row, column] = min(1.0, matrix[row, column] + span.p)


def _places(spans: Sequence[Span]) -> dict[int, int]:
    return {at: place for place, (start, end) in enumerate(spans) for at in range(start, end)}


def _relate(here: _Side, there: _Side, looks: Floats, looked: Floats) -> None:
    """What one side's words have to do with the other's.

    `looks` is the attention that they pay, `looked` what they are paid, words of this side by words
    of that.
    """
    own, other = here.numbers, there.numbers
    seen = looked.sum(axis=1)
    best = (looks + 0.5 * looked).argmax(axis=1)
    stems = {form[:_STEM] for form in there.forms if len(form) >= _STEM}
    forms = set(there.forms)
    own |= {
        "seen": seen,
        "most_seen": looked.max(axis=1),
        "looks": looks.max(axis=1),
        "lost_by_lookers": looked @ other["lost"] / (seen + 0.1),
        "excess_of_lookers": looked @ other["excess"] / (seen + 0.1),
        "lost_there": other["lost"][best],
        "excess_there": other["excess"][best],
        "seen_there": looks.sum(axis=0)[best],
        "same": np.array([form in forms for form in here.forms], np.float32),
        "like": np.array([form[:_STEM] in stems for form in here.forms], np.float32),
        "capital_there": other["capital"][best],
        "figure_there": other["figure"][best],
        "small_there": other["small"][best],
    }


def _gathered(here: _Side, there: _Side) -> SideEvidence:
    count = len(here.spans)
    columns = [here.numbers[name] for name in _OWN]
    for step in _NEAR:
        columns += [_moved(here.numbers[name], step) for name in _OF_NEIGHBOURS]
    for side in (here, there):
        columns += [np.full(count, side.numbers[name].mean(), np.float32) for name in _OF_SENTENCE]
    return SideEvidence(spans=here.spans, rows=np.stack(columns, axis=1).astype(np.float32))


def _moved(values: Floats, step: int) -> Floats:
    """Each word's neighbour `step` words before it (behind it, if negative); 0 past the edge."""
    moved = np.zeros_like(values)
    if abs(step) < len(values):
        if step > 0:
            moved[step:] = values[:-step]
        else:
            moved[:step] = values[-step:]
    return moved
