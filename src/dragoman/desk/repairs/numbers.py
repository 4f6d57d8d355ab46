"""Put back the figure that the original has."""

from __future__ import annotations

import itertools
import re

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.differences import find_differences
from dragoman.desk.figures import RUN, read_figures
from dragoman.desk.magnitudes import find_exchanged
from dragoman.records import Finding, Span

_TO = re.compile(r" (?:to|a|bis|à|tot|do|до) ")
"""What joins the ends of a range."""
_SCORE = re.compile(r"\d{1,2} ?[-–:] ?\d{1,2}")
_MARK = re.compile(r" ?[-–:] ?")


class NumberRepair:
    """Replaces a wrong figure by the original's, where no other reading is left.

    Only the part that is wrong is changed: the figure, its word of magnitude, or a score as a whole
    where each side has one. Figures that were lost or added, and measures in other units, are left
    alone.
    """

    name = "numbers"
    answers = frozenset(("numbers",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with the original's figure; None where that is a guess."""
        if finding.target_span is None or finding.source_span is None:
            return None
        for exchange in find_exchanged(unit):
            if exchange.source == finding.source_span and _within(finding, exchange.target):
                return _replaced(unit.target, exchange.target, exchange.text)
        for difference in find_differences(unit, document.alignment(unit)):
            before, restored = difference.before, difference.restored
            if not difference.provable or before is None or restored is None:
                continue
            place = (before.start, before.end)
            if place == finding.source_span and _within(finding, restored.span):
                text = _replaced(unit.target, restored.span, restored.text)
                return text if text and not _turns_range(unit, text) else None
        return _with_score(unit, finding.source_span, finding.target_span)


def _within(finding: Finding, span: Span) -> bool:
    """Whether the finding points at the span or at a part of it, as it does in scores."""
    assert finding.target_span is not None  # noqa: S101 - asked by the caller
    return span[0] <= finding.target_span[0] and finding.target_span[1] <= span[1]


def _replaced(text: str, span: tuple[int, int], words: str) -> str | None:
    return text[: span[0]] + words + text[span[1] :] if words else None


def _with_score(unit: UnitView, source: Span, target: Span) -> str | None:
    """The original's score in place of another one, where each side has a single score."""
    said, heard = (
        [match for match in RUN.finditer(text) if _SCORE.fullmatch(match.group())]
        for text in (unit.source, unit.target)
    )
    if len(said) != 1 or len(heard) != 1:
        return None
    one, two = said[0].span(), heard[0].span()
    if not (one[0] <= source[0] < one[1] and two[0] <= target[0] < two[1]):
        return None
    marks = (_MARK.search(unit.source[slice(*one)]), _MARK.search(unit.target[slice(*two)]))
    if marks[0] is None or marks[1] is None:
        return None
    score = unit.source[slice(*one)].replace(marks[0].group(), marks[1].group())
    return unit.target[: two[0]] + score + unit.target[two[1] :]


def _turns_range(unit: UnitView, text: str) -> bool:
    """A range that rose falls in the new text ("5 to 2 inches"): another figure is wrong, too."""
    return _falling(text, unit.target_language) > _falling(unit.target, unit.target_language)


def _falling(text: str, language: str) -> int:
    """How many ranges run from more to less."""
    figures = read_figures(text, language)
    return sum(
        one.number.value > two.number.value and bool(_TO.fullmatch(text, one.end, two.start))
        for one, two in itertools.pairwise(figures)
        if not one.joint
    )
