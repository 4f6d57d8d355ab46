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
    is_loose,
    soft_places,
    with_negation,
    without_negation,
)
from dragoman.records import AlignedSpan

_FAR = 0.45  # of the sentence: a denial so far off denies something else
_REACH = 3  # words to both sides of the place where a lost denial should stand
_CLOSE = 35  # letters: a word of refusal or lack, or a denial, so near may carry the meaning
_VERB = 25  # letters behind a denial in which its verb stands
# Log odds that a denial without counterpart is a fault: that the word is no plain "not", that it
# makes an idiom, soft words close by and in all, denials of the other side in all and close by,
# further denials without counterpart, and a bias. Logistic regressions on the even documents of
# NTREX (es, pt, fr, it, de, ru, mk, sr with en), "not" taken out of or put into English sentences.
_LOST = (-2.53, -0.77, -0.77, -0.08, -0.47, -0.48, 1.14, 1.67)
_NEW = (0.0, -2.03, -0.45, -0.36, -1.24, 0.15, -0.76, 2.93)


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


def odds_by_rule(
    unit: UnitView, one: Unanswered, spans: Sequence[AlignedSpan], open_: int
) -> float:
    """How likely an unanswered denial is a fault, where no model can weigh it (log odds).

    `open_` counts the pair's unanswered denials.
    """
    lost = one.side == "source"
    source, target = (unit.source, unit.source_language), (unit.target, unit.target_language)
    own, other = (source, target) if lost else (target, source)
    near = one.near if lost else _back(one.negation, unit, spans)
    soft = [word.start for word in soft_places(*other)]
    denials = [negation.start for negation in find_negations(*other)]
    signs = (
        not one.negation.strong,
        is_loose(own[0], one.negation, own[1]),
        min(sum(abs(place - near) <= _CLOSE for place in soft), 2),
        min(len(soft), 3),
        min(len(denials), 2),
        any(abs(place - near) <= _CLOSE for place in denials),
        min(open_ - 1, 2),
        True,
    )
    return sum(sign * weight for sign, weight in zip(signs, _LOST if lost else _NEW, strict=True))


def _back(negation: Negation, unit: UnitView, spans: Sequence[AlignedSpan]) -> int:
    """Where in the source a denial of the target would stand: by its verb, else by its share."""
    verb = [span for span in spans if negation.end <= span.target_start <= negation.end + _VERB]
    if verb:
        return min(verb, key=lambda span: span.target_start).source_start
    return round(len(unit.source) * negation.start / max(1, len(unit.target)))
