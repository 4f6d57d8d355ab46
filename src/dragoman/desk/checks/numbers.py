"""Numbers: a figure of the original that is gone or another one in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.differences import Difference, find_differences, match_unit
from dragoman.desk.magnitudes import find_exchanged
from dragoman.records import Finding, Severity, Span

_PART = re.compile(r"\d+")
_JOINED = re.compile(r"\d{1,2}( ?[-–:hH] ?\d{1,2})+")
_SURE = 0.8  # from here a wrong figure is critical; below it may be another way to count


class NumbersCheck:
    """Compares the values that both sides write, in digits or words, with their magnitudes.

    Finds changed, lost and added figures, "million" for "billion", and 3.1 for 31. Not good for
    small numbers written as words (they come and go with style), for rounding, or for figures that
    are part of a name and translated with it. Converted units of measure are left to `units`.
    """

    name = "numbers"
    category = "accuracy/mistranslation/number"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        matching = match_unit(unit)
        doubted = False
        if matching.left or matching.right or matching.exchanged:
            for difference in find_differences(unit, document.alignment(unit)):
                if difference.fits:
                    continue  # the figure is right, in another unit: `units` tells
                finding = self._report(unit, difference)
                if not matching.is_measured_anew(difference.before, difference.after):
                    yield finding
                elif not doubted:  # what is measured anew is doubted as a whole
                    yield replace(finding, severity=Severity.MINOR, confidence=0.4)
                    doubted = True
        for exchange in find_exchanged(unit):
            yield self._exchanged(
                unit,
                exchange.source,
                exchange.target,
                exchange.text,
                0.6 if exchange.text else 0.5,
            )

    def _report(self, unit: UnitView, difference: Difference) -> Finding:
        before, after, restored = difference.before, difference.after, difference.restored
        if before and after and restored:
            firm = before.number.is_firm and after.number.is_firm and difference.sure
            return self._exchanged(
                unit,
                (before.start, before.end),
                restored.span,
                restored.text or before.number.text,
                0.9 if firm else 0.55,
            )
        if before:
            return note(
                self,
                unit,
                f"The original's number {before.number.text!r} is not in the translation.",
                severity=Severity.MINOR,
                source_span=(before.start, before.end),
                expected=before.number.text,
                confidence=0.6,
            )
        assert after is not None  # noqa: S101 - one of the two is always there
        return note(
            self,
            unit,
            f"The translation says {after.number.text!r}, which the original does not.",
            severity=Severity.MINOR,
            target_span=(after.start, after.end),
            found=after.number.text,
            confidence=0.6,
        )

    def _exchanged(
        self,
        unit: UnitView,
        source: tuple[int, int],
        target: tuple[int, int],
        expected: str,
        confidence: float,
    ) -> Finding:
        said, heard = unit.source[slice(*source)], unit.target[slice(*target)]
        return note(
            self,
            unit,
            f"The original says {said!r}, the translation {heard!r}.",
            severity=Severity.CRITICAL if confidence >= _SURE else Severity.MAJOR,
            source_span=source,
            target_span=_odd_part(said, heard, target),
            expected=expected,
            found=heard,
            confidence=confidence,
        )


def _odd_part(said: str, heard: str, target: Span) -> Span:
    """Where to point in a score or a time: at the one part that is wrong, else at all of it."""
    ours, theirs = _PART.findall(said), list(_PART.finditer(heard))
    odd = [
        two.span() for one, two in zip(ours, theirs, strict=False) if int(one) != int(two.group())
    ]
    if len(ours) != len(theirs) or len(theirs) < 2 or len(odd) != 1 or not _JOINED.fullmatch(heard):
        return target
    return target[0] + odd[0][0], target[0] + odd[0][1]
