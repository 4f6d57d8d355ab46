"""Which denials of a sentence pair have no counterpart, and how the target reads without the fault.

A denial is matched with the nearest one of the other side, seen from where its words are aligned
to; without an alignment, from its share of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.desk.check import UnitView
from dragoman.language.negation import (
    Negation,
    find_negations,
    with_negation,
    without_negation,
)
from dragoman.records import AlignedSpan

_FAR = 0.45  # of the sentence: a denial so far off denies something else
_REACH = 3  # words to both sides of the place where a lost denial should stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A denial of one side ("source" or "target") and where the other side should have its own."""

    side: str
    negation: Negation
    near: int


def unanswered(unit: UnitView, spans: Sequence[AlignedSpan]) -> tuple[Unanswered, ...]:
    """The denials that no denial of the other side answers to; added ones only if strong."""
    source = find_negations(unit.source, unit.source_language)
    target = find_negations(unit.target, unit.target_language)
    if len(source) == len(target):
        return ()
    places = [project(one, unit, spans) for one in source]
    pairs = sorted(
        (abs(near - other.place) / max(1, len(unit.target)), i, j)
        for i, near in enumerate(places)
        for j, other in enumerate(target)
    )
    ours, theirs = set(range(len(source))), set(range(len(target)))
    for far, i, j in pairs:
        if i in ours and j in theirs and far < _FAR:
            ours.discard(i)
            theirs.discard(j)
    lost = [Unanswered(side="source", negation=source[i], near=places[i]) for i in sorted(ours)]
    new = [
        Unanswered(side="target", negation=target[j], near=target[j].place)
        for j in sorted(theirs)
        if target[j].strong
    ]
    return (*lost, *new) if not (lost and new) else ()


def project(negation: Negation, unit: UnitView, spans: Sequence[AlignedSpan]) -> int:
    """Where in the target a denial of the source should stand (code points)."""
    links = [span for span in spans if span.source_start <= negation.start < span.source_end]
    if not links:
        links = [span for span in spans if negation.end <= span.source_start <= negation.end + _FEW]
    if links:
        best = max(links, key=lambda span: span.p)
        return best.target_start
    return round(len(unit.target) * negation.start / max(1, len(unit.source)))


_FEW = 14  # letters after a denial: the verb that it denies


def rivals(unit: UnitView, one: Unanswered) -> tuple[str, ...]:
    """The target without the denial that it adds, or with the one that it lost, place by place."""
    if one.side == "target":
        strong = [word for word in one.negation.words if word.start == one.negation.start]
        return tuple(without_negation(unit.target, word) for word in strong)
    return with_negation(unit.target, unit.target_language, one.near, _REACH)
