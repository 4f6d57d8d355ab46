"""Offices: a minister who became a secretary, a judge who became a prosecutor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.names import find_full_names
from dragoman.language.offices import OfficeMention, find_offices, may_render
from dragoman.language.words import fold
from dragoman.records import AlignedSpan, Finding, Severity

_LEAST = 0.4  # weight from which an alignment is believed


class OfficesCheck:
    """Compares the offices that both sides name.

    Finds an office exchanged for another that no language uses for it: the original's office is
    gone and a strange one stands in its place, by the words' alignment or, for want of one, where
    both sides name nobody else. Not good for offices worded freely.
    """

    name = "offices"
    category = "accuracy/mistranslation/entity"
    languages = frozenset(("en", "pt", "es"))

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        source, target = find_offices(unit.source), find_offices(unit.target)
        if not source or not target:
            return
        said = {mention.office for mention in source}
        heard = {mention.office for mention in target}
        lost = [mention for mention in source if mention.office not in heard]
        new = [mention for mention in target if mention.office not in said]
        for before in lost:
            for after in new:
                if may_render(before.office, after.office):
                    continue
                same = _holder(unit.source, before) == _holder(unit.target, after) != ""
                alone = len(source) == len(target) and len(lost) == len(new) == 1
                alignment = document.alignment(unit)
                answers = _answers(before, after, alignment) if alignment else alone
                if same or answers:
                    yield self._report(unit, before, after)
                    return

    def _report(self, unit: UnitView, before: OfficeMention, after: OfficeMention) -> Finding:
        return note(
            self,
            unit,
            f"The original names the office {before.text!r}, the translation {after.text!r}.",
            severity=Severity.MAJOR,
            source_span=(before.start, before.end),
            target_span=(after.start, after.end),
            expected=before.text,
            found=after.text,
            confidence=0.7,
        )


def _answers(before: OfficeMention, after: OfficeMention, alignment: Sequence[AlignedSpan]) -> bool:
    """The words of the one stand for the words of the other."""
    return any(
        span.p >= _LEAST
        and span.source_start < before.end
        and before.start < span.source_end
        and span.target_start < after.end
        and after.start < span.target_end
        for span in alignment
    )


def _holder(text: str, mention: OfficeMention) -> str:
    """The last word of the name that stands right behind an office, "" if none does."""
    for name in find_full_names(text):
        if name.end - mention.end > 0 and name.start - mention.end <= 8:
            return fold(name.words[-1])
    return ""
