"""Dates: another weekday or month than the original's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.differences import share_of
from dragoman.language.dates import DateMention, find_dates
from dragoman.language.words import cut_words
from dragoman.records import AlignedSpan, Finding, Severity

_MEANT = 0.4  # share of a date's alignment that must fall on the other one
_KINDS = ("weekday", "month")


class DatesCheck:
    """Compares the weekdays and months that both sides name.

    Finds a day or month that was exchanged for another. Not good for days that were added or left
    out, nor for those that a translation words anew ("yesterday" for "on Monday"); years are left
    to `numbers`.
    """

    name = "dates"
    category = "accuracy/mistranslation/date-time"
    languages = frozenset(
        ("en", "pt", "es", "de", "fr", "it", "nl", "ro", "pl", "ru", "uk", "mk", "sr", "ca")
    )

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            if not find_exchanged_dates(unit, ()):
                continue  # the alignment only tells which of several is meant
            for exchange in find_exchanged_dates(unit, document.alignment(unit)):
                yield self._exchanged(unit, exchange.before, exchange.after)

    def _exchanged(self, unit: UnitView, before: DateMention, after: DateMention) -> Finding:
        return note(
            self,
            unit,
            f"The original names the {before.kind} {before.text!r}, the translation "
            f"{after.text!r}.",
            severity=Severity.CRITICAL,
            source_span=(before.start, before.end),
            target_span=(after.start, after.end),
            expected=before.text,
            found=after.text,
            confidence=0.95,
        )


@dataclass(frozen=True, slots=True)
class DateExchange:
    """A day or month of the original and the other one in its place; `certain` if none else is."""

    before: DateMention
    after: DateMention
    certain: bool


def find_exchanged_dates(
    unit: UnitView, alignment: Sequence[AlignedSpan]
) -> tuple[DateExchange, ...]:
    """Days and months of the original, each with the other one that stands in its place."""
    found: list[DateExchange] = []
    for kind in _KINDS:
        source, target = _both_sides(unit, kind)
        if source and target:
            found += _exchanged(source, target, unit, alignment)
    return tuple(found)


def _both_sides(unit: UnitView, kind: str) -> tuple[list[DateMention], list[DateMention]]:
    """The dates of one kind on both sides; in the source also those that stand in the target's
    language, as titles do ("Saturday Night Live")."""
    source = [one for one in find_dates(unit.source, unit.source_language) if one.kind == kind]
    target = [one for one in find_dates(unit.target, unit.target_language) if one.kind == kind]
    if not target:
        return source, target
    known = {date.start for date in source}
    foreign = [
        one
        for one in find_dates(unit.source, unit.target_language)
        if one.kind == kind and one.start not in known and one.text[:1].isupper()
    ]
    return sorted([*source, *foreign], key=lambda date: date.start), target


def _exchanged(
    source: list[DateMention],
    target: list[DateMention],
    unit: UnitView,
    alignment: Sequence[AlignedSpan],
) -> Iterator[DateExchange]:
    """Pair equal dates one for one, the nearest first; pair what is left on both sides."""
    sides = (max(len(unit.source), 1), max(len(unit.target), 1))

    def apart(before: DateMention, after: DateMention) -> float:
        meant = share_of(alignment, (before.start, before.end), (after.start, after.end))
        far = abs(before.start / sides[0] - after.start / sides[1]) - meant
        return far + 0.2 * (before.unsure != after.unsure)

    lost, new = list(source), list(target)
    for same in (True, False):
        options = sorted(
            (apart(before, after), place, other)
            for place, before in enumerate(lost)
            for other, after in enumerate(new)
            if (before.value == after.value) is same
        )
        gone: tuple[set[int], set[int]] = (set(), set())
        only = len(lost) == len(new) == 1
        for _, place, other in options:
            before, after = lost[place], new[other]
            if place in gone[0] or other in gone[1]:
                continue
            if not same and not _is_sure(before, after, unit):
                continue
            gone[0].add(place)
            gone[1].add(other)
            if not same:
                meant = share_of(alignment, (before.start, before.end), (after.start, after.end))
                yield DateExchange(before, after, only or meant >= _MEANT)
        lost = [date for place, date in enumerate(lost) if place not in gone[0]]
        new = [date for place, date in enumerate(new) if place not in gone[1]]


def _is_sure(before: DateMention, after: DateMention, unit: UnitView) -> bool:
    """Both are dates beyond doubt, or stand beside the same word ("Sunday Times")."""
    if not before.unsure and not after.unsure:
        return True
    said, heard = _neighbours(unit.source, before), _neighbours(unit.target, after)
    return any(
        one == two and one[:1].isupper() and len(one) > 2
        for one, two in zip(said, heard, strict=True)
    )


def _neighbours(text: str, date: DateMention) -> tuple[str, str]:
    """The words right before and after a date, as they are written; "" at the ends."""
    before = [word.text for word in cut_words(text[: date.start])][-1:]
    after = [word.text for word in cut_words(text[date.end :])][:1]
    return (before or [""])[0], (after or [""])[0]
