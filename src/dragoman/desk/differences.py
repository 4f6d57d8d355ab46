"""Figures that differ between two texts: which stands for which, and whether that can be proved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.desk.check import UnitView
from dragoman.desk.figures import ORDINAL_MARK, Figure
from dragoman.desk.matching import Matching, distance, match_figures, repeats
from dragoman.desk.measures import misfits, unit_that_fits
from dragoman.desk.restored import Restored, restore
from dragoman.language.dates import find_dates
from dragoman.language.number_words import has_number_words
from dragoman.language.numbers import NumberMention
from dragoman.records import AlignedSpan, Span

_GLOSS = re.compile(r"[^\W\d_ ]{0,3}[ -]?[^\W\d_]{0,14} ?\([^\W\d_]{0,8} ?[$€£]?\d")
_ORDINALS = 20  # "the 3rd" and "o terceiro": written either way up to here
_FAR = 0.6  # of the sentence: figures that stand farther apart are told one by one
_NEAR = 0.3
_LAST_DAY, _BESIDE = 31, 5  # of a month; letters between a day and its month ("28 de maio")
_ALIGNED = 0.4  # share of a figure's alignment that must fall on the other


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of the original, the translation's in its place, and what would mend it.

    Only one side where a figure is lost or added. `sure` says that the two do answer one another,
    `provable` that no other reading of the sentence is left. `fits` names the unit in which the
    translation's figure would be right.
    """

    before: Figure | None
    after: Figure | None
    restored: Restored | None = None
    sure: bool = False
    provable: bool = False
    fits: str = ""


def match_unit(unit: UnitView) -> Matching:
    """The figures of a sentence pair, matched."""
    return match_figures(unit.source, unit.target, unit.source_language, unit.target_language)


def find_differences(unit: UnitView, alignment: Sequence[AlignedSpan]) -> tuple[Difference, ...]:
    """The figures of a sentence that differ; `alignment` (may be empty) tells which are meant."""
    matching = match_unit(unit)
    lost = [one for one in matching.left if _counts(one, unit.source_language)]
    new = [one for one in matching.right if _counts(one, unit.target_language)]
    if not lost and not new and not matching.exchanged:
        return ()
    converted = misfits(lost, new)
    for before, after, _ in converted:
        lost.remove(before)
        new.remove(after)
    pairs = [*matching.exchanged, *_pair_up(lost, new, matching, unit, alignment)]
    alone = [
        one for one in _alone(lost, matching.target, unit.source) if not _is_worded_anew(one, unit)
    ]
    strange = [*_alone(new, matching.source, unit.target)]
    found = [
        _difference(before, after, unit, matching, alignment, sole=len(pairs) == 1)
        for before, after in pairs
    ]
    found += [Difference(before, after, fits=name) for before, after, name in converted]
    found += [Difference(figure, None) for figure in alone]
    found += [Difference(None, figure) for figure in strange]
    return tuple(found)


def _is_worded_anew(figure: Figure, unit: UnitView) -> bool:
    """The day of a date ("28 septembre") for which the translation says a weekday or "today"."""
    source = find_dates(unit.source, unit.source_language)
    months = [
        one
        for one in source
        if one.kind == "month"
        and (0 <= one.start - figure.end <= _BESIDE or 0 <= figure.start - one.end <= _BESIDE)
    ]
    if figure.kind or not 1 <= figure.number.value <= _LAST_DAY or not months:
        return False
    heard = find_dates(unit.target, unit.target_language)
    if any(one.kind == "month" and one.value == months[0].value for one in heard):
        return False
    said = {one.value for one in source if one.kind == "weekday"}
    return any(one.kind == "weekday" and one.value not in said for one in heard)


def _counts(figure: Figure, language: str) -> bool:
    """True for what is worth an alarm: firm figures, and understood words above one."""
    number = figure.number
    if (
        number.is_firm
        or number.form in ("code", "ordinal")
        or (number.form == "roman" and figure.label == "century")
    ):
        return True
    return has_number_words(language) and number.form == "words" and number.value >= 2


def _alone(figures: list[Figure], others: Sequence[Figure], text: str) -> Iterator[Figure]:
    """Firm figures without a counterpart.

    Let go are what is said twice, "100 percent", ones and noughts, and one of a measure and its
    conversion in brackets.
    """
    asides = [figure for figure in figures if _is_aside(text, figure)]
    for figure in figures:
        number = figure.number
        whole = number.value == 100 and number.percent
        tiny = number.value <= 1 and not figure.kind
        ordinal = number.value <= _ORDINALS and ORDINAL_MARK.match(text, figure.end)
        if not number.is_firm or whole or tiny or ordinal or asides == [figure]:
            continue
        if not repeats(figure, others):
            yield figure


def _pair_up(
    lost: list[Figure],
    new: list[Figure],
    matching: Matching,
    unit: UnitView,
    alignment: Sequence[AlignedSpan],
) -> list[tuple[Figure, Figure]]:
    """Lost and new figures that answer one another, taken out of both lists."""
    sides = (max(len(unit.source), 1), max(len(unit.target), 1))
    options = []
    for place, before in enumerate(lost):
        for other, after in enumerate(new):
            if not _may_answer(before, after, matching, unit):
                continue
            if before.number.form == "code" and _letters(unit.source, before) != _letters(
                unit.target, after
            ):
                continue
            aside = _is_aside(unit.source, before) or _is_aside(unit.target, after)
            if aside and not (before.label and before.label == after.label):
                continue
            apart = distance(before, after, sides)
            apart -= share_of(alignment, (before.start, before.end), (after.start, after.end))
            apart -= 0.2 * _likeness(before.number.text, after.number.text)
            apart += 0.3 * (before.number.is_firm != after.number.is_firm)
            if apart <= _FAR or len(lost) == len(new) == 1:
                options.append((apart, place, other))
    pairs, gone = [], (set[int](), set[int]())
    for _, place, other in sorted(options):
        if place not in gone[0] and other not in gone[1]:
            gone[0].add(place)
            gone[1].add(other)
            pairs.append((lost[place], new[other]))
    lost[:] = [one for place, one in enumerate(lost) if place not in gone[0]]
    new[:] = [one for place, one in enumerate(new) if place not in gone[1]]
    return pairs


def _letters(text: str, figure: Figure) -> str:
    """The letters glued before a code: the "A" of "A4"."""
    match = re.search(r"[^\W\d_]+$", text[: figure.start])
    return match.group().lower() if match else ""


def _may_answer(before: Figure, after: Figure, matching: Matching, unit: UnitView) -> bool:
    one, two = before.number, after.number
    if "clock" in (one.form, two.form) and one.form != two.form:
        return _is_time(one) and _is_time(two)
    if "code" in (one.form, two.form):
        return one.form == two.form
    if "ordinal" in (one.form, two.form):
        return _are_ordinals(before, after, unit)
    if "roman" in (one.form, two.form) and not before.label == after.label == "century":
        return False
    if not one.is_firm and not two.is_firm and one.form != two.form:
        return False
    again = (repeats(before, matching.target), repeats(after, matching.source))
    vague = all(again) or not (one.is_firm and two.is_firm)
    if any(again) and vague and not _says_as_much(matching):
        return False
    return not before.kind or not after.kind or before.kind == after.kind


def _are_ordinals(before: Figure, after: Figure, unit: UnitView) -> bool:
    """One of the two is an ordinal in figures ("1st"), the other in figures or a word."""
    marks = (
        before.number.form == "digits" and ORDINAL_MARK.match(unit.source, before.end),
        after.number.form == "digits" and ORDINAL_MARK.match(unit.target, after.end),
    )
    return any(marks)


def _is_time(number: NumberMention) -> bool:
    return number.form == "clock" or bool(re.fullmatch(r"\d{1,2}[.,][0-5]\d", number.text))


def _says_as_much(matching: Matching) -> bool:
    """Both sides have the same count of figures: what one says twice, the other must too."""
    counts = [
        sum(
            one.number.is_firm or (one.number.form == "words" and one.number.value > 1)
            for one in side
        )
        for side in (matching.source, matching.target)
    ]
    return counts[0] == counts[1]


def _likeness(one: str, two: str) -> float:
    """How many digits two figures share, place by place (0-1)."""
    first = [letter for letter in one if letter.isdigit()]
    second = [letter for letter in two if letter.isdigit()]
    if not first or not second:
        return 0.0
    same = sum(a == b for a, b in zip(first, second, strict=False))
    return same / max(len(first), len(second))


def share_of(alignment: Sequence[AlignedSpan], source: Span, target: Span) -> float:
    """Which share of the alignment of `source` falls on `target` (0-1; 0 where nobody knows)."""
    falls = every = 0.0
    for link in alignment:
        if link.source_end > source[0] and link.source_start < source[1]:
            every += link.p
            if link.target_end > target[0] and link.target_start < target[1]:
                falls += link.p
    return falls / every if every else 0.0


def _difference(
    before: Figure,
    after: Figure,
    unit: UnitView,
    matching: Matching,
    alignment: Sequence[AlignedSpan],
    *,
    sole: bool,
) -> Difference:
    """The difference of one pair, with what would mend it and whether that is certain."""
    after = after if after.joint else _which_of_equals(before, after, matching)
    restored = restore(before.number, after.number, unit.target, unit.target_language)
    named = bool(restored.text) and not matching.is_measured_anew(before, after)
    named = named and (before.label == after.label or not (before.label and after.label))
    aligned = share_of(alignment, (before.start, before.end), (after.start, after.end)) >= _ALIGNED
    settled = (before, after) in matching.exchanged
    alike = _likeness(before.number.text, after.number.text) > 0
    sides = (max(len(unit.source), 1), max(len(unit.target), 1))
    near = bool(before.label) == bool(after.label) and distance(before, after, sides) < _NEAR
    near = near or bool(before.label and before.label == after.label)
    sure = aligned or settled or alike or near
    provable = named and sure and (sole or aligned or settled) and before.joint == after.joint
    provable = provable and (settled or not before.joint)
    fits = unit_that_fits(before, after)
    return Difference(before, after, restored, sure, provable, fits)


def _which_of_equals(before: Figure, after: Figure, matching: Matching) -> Figure:
    """Where the wrong value stands in the target rightly too, the place that answers `before`."""
    equals = [one for one in matching.target if one.number.value == after.number.value]
    if len(equals) < 2:
        return after
    said = [one for one in matching.source if one.number.value == after.number.value]
    order = sorted([*said, before], key=lambda figure: figure.start)
    if len(order) != len(equals):
        return after
    return equals[order.index(before)]


def _is_aside(text: str, figure: Figure) -> bool:
    """A figure in brackets beside another one: a conversion that translations add or leave out."""
    if _GLOSS.match(text, figure.end):
        return True
    opening = text.rfind("(", max(0, figure.start - 12), figure.start)
    if opening < 0 or ")" in text[opening : figure.start]:
        return False
    return any(letter.isdigit() for letter in text[max(0, opening - 25) : opening])
