"""Which of the original's quotations have lost a mark in the translation, and which words they are.

Quotations keep their order. Of all ways to say which marks are gone, the one is taken in which the
words between marks, and those that the missing marks should enclose, answer best to the quotations.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.quoted import firm_marks, quotations
from dragoman.desk.quoted_place import Place, place_of_quotation
from dragoman.language.quotes import Quotation, QuoteMark
from dragoman.records import Span

_MOST = 5  # quotations of one sentence that are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingMarks:
    """A quotation whose words stand at `place`; `mark` is the one of its two marks that is there.

    `opens` says that the mark which is there opens the quotation.
    """

    quotation: Quotation
    place: Place
    mark: QuoteMark | None = None
    opens: bool = False

    @property
    def span(self) -> Span:
        """The words with the mark that is there: code points of the target."""
        if self.mark is None:
            return self.place.span
        return min(self.mark.start, self.place.start), max(self.mark.start + 1, self.place.end)


def missing_marks(document: DocumentView, unit: UnitView) -> tuple[MissingMarks, ...]:
    """The quotations that lack one mark or both, in the order of the original.

    Empty where none does, where the original's own marks are no pairs, and where more than one mark
    but no whole pair is gone.
    """
    quoted = quotations(unit.source)
    marks = firm_marks(unit.target)
    if len(firm_marks(unit.source)) % 2 or not 0 < len(quoted) <= _MOST:
        return ()
    if 2 * len(quoted) <= len(marks):
        return ()
    if len(marks) % 2 == 0:
        ways = _without_pairs(document, unit, quoted, marks)
    elif len(marks) == 2 * len(quoted) - 1:
        ways = _without_one(document, unit, quoted, marks)
    else:
        return ()
    return max(ways, key=lambda way: way[0], default=(0.0, ()))[1]


Way = tuple[float, tuple[MissingMarks, ...]]


def _without_pairs(
    document: DocumentView,
    unit: UnitView,
    quoted: Sequence[Quotation],
    marks: Sequence[QuoteMark],
) -> Iterator[Way]:
    """Both marks of some quotations are gone; those of the others stand in order."""
    pairs = [(one.start, two.start + 1) for one, two in zip(marks[::2], marks[1::2], strict=True)]
    alone = [place_of_quotation(document, unit, one, barred=pairs) for one in quoted]
    for kept in itertools.combinations(range(len(quoted)), len(pairs)):
        weight = 0.0
        for number, (start, end) in zip(kept, pairs, strict=True):
            weight += _weight(document, unit, quoted[number], start, end - 1)
        lost = [
            MissingMarks(quotation=quoted[number], place=place)
            for number, place in enumerate(alone)
            if number not in kept and place is not None
        ]
        if len(lost) == len(quoted) - len(pairs):
            yield weight + sum(one.place.weight for one in lost), tuple(lost)


def _without_one(
    document: DocumentView,
    unit: UnitView,
    quoted: Sequence[Quotation],
    marks: Sequence[QuoteMark],
) -> Iterator[Way]:
    """One mark is gone: try each of them."""
    for gone in range(len(marks) + 1):
        number, opens = gone // 2, gone % 2 == 1  # an odd one closes: the opening mark is there
        mark = marks[gone - 1] if opens else marks[gone]
        if mark.role == ("close" if opens else "open"):
            continue
        rest = [one.start for one in marks if one is not mark]
        pairs = list(zip(rest[::2], rest[1::2], strict=True))
        place = place_of_quotation(
            document, unit, quoted[number],
            start=mark.start if opens else None, end=None if opens else mark.start,
            barred=[(start, end + 1) for start, end in pairs],
        )  # fmt: skip
        if place is None:
            continue
        others = [one for place, one in enumerate(quoted) if place != number]
        weight = place.weight + sum(
            _weight(document, unit, one, start, end)
            for one, (start, end) in zip(others, pairs, strict=True)
        )
        missing = MissingMarks(quotation=quoted[number], place=place, mark=mark, opens=opens)
        yield weight, (missing,)


def _weight(
    document: DocumentView, unit: UnitView, quoted: Quotation, start: int, end: int
) -> float:
    """How well the words between two marks that are there answer to a quotation."""
    place = place_of_quotation(document, unit, quoted, start=start, end=end)
    return place.weight if place is not None else -9.0
