"""Dates: another weekday or month than the original's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.dates import DateMention, find_dates
from dragoman.records import Finding, Severity

_NAMES = {"weekday": "weekday", "month": "month"}


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
            for kind in _NAMES:
                yield from self._run_kind(unit, kind)

    def _run_kind(self, unit: UnitView, kind: str) -> Iterator[Finding]:
        source = [
            date for date in find_dates(unit.source, unit.source_language) if date.kind == kind
        ]
        target = [
            date for date in find_dates(unit.target, unit.target_language) if date.kind == kind
        ]
        said = {date.value for date in source}
        heard = {date.value for date in target}
        lost = [date for date in source if date.value not in heard and not date.unsure]
        new = [date for date in target if date.value not in said and not date.unsure]
        yield from (self._exchanged(unit, one, two) for one, two in zip(lost, new, strict=False))

    def _exchanged(self, unit: UnitView, before: DateMention, after: DateMention) -> Finding:
        return note(
            self,
            unit,
            f"The original names the {_NAMES[before.kind]} {before.text!r}, the translation "
            f"{after.text!r}.",
            severity=Severity.CRITICAL,
            source_span=(before.start, before.end),
            target_span=(after.start, after.end),
            expected=before.text,
            found=after.text,
            confidence=0.95,
        )
