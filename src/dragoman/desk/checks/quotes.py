"""Quotation marks: lost, left open, invented, or around something else."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.lengths import usual_ratio
from dragoman.language.quotes import Quotation, QuoteMark, find_marks, find_quotations
from dragoman.language.words import plain_language
from dragoman.records import Finding, Severity


class QuotesCheck:
    """Compares quotation marks, and how much of the sentence they enclose.

    Finds marks that are lost, unbalanced or invented, and a quotation that is much shorter than the
    original's. Who speaks is not looked at; a quotation over several paragraphs is legitimately
    open at its end, so marks are compared with the original's, never counted alone.
    """

    name = "quotes"
    category = "linguistic-conventions/punctuation/unpaired-marks"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        source, target = find_marks(unit.source), find_marks(unit.target)
        if not source and not target:
            return
        firm = [mark for mark in source if mark.double]
        marks = [mark for mark in target if mark.double]
        if firm and not target:
            if not _is_label(unit, firm):
                yield self._lost(unit, firm)
        elif len(marks) % 2 and len(source) % 2 == 0 and not _single_ends(target + source):
            if not _runs_on(unit, marks, document):
                yield self._open(unit, marks)
        elif (
            len(firm) > 2
            and len(firm) % 2 == 0
            and len(firm) - len(target) >= 2
            and len(target) % 2 == 0
        ):
            yield self._lost(unit, firm[-2:])
        elif len(marks) > len(source) + 1 and not source and not _is_free_speech(unit):
            yield self._invented(unit, marks)
        elif firm and len(firm) % 2 == 0 and len(marks) % 2 == 0:
            yield from self._extent(unit)

    def _lost(self, unit: UnitView, marks: list[QuoteMark]) -> Finding:
        whole = len(marks) > 1 and marks[-1].start - marks[0].start > 40
        if len(marks) > 1 and len(unit.source[marks[0].start : marks[-1].start].split()) < 3:
            whole = False
        return note(
            self,
            unit,
            "The original quotes here; the translation has no quotation marks, so it does not "
            "show that these are somebody's words.",
            severity=Severity.MAJOR if whole else Severity.MINOR,
            category="custom/quotation" if whole else "",
            source_span=(marks[0].start, marks[-1].start + 1),
            expected=f"{len(marks)} marks",
            found="none",
            confidence=0.9,
        )

    def _open(self, unit: UnitView, marks: list[QuoteMark]) -> Finding:
        lone = marks[-1] if len(marks) == 1 else _lone(marks)
        return note(
            self,
            unit,
            "A quotation mark has no partner; the original's are complete.",
            severity=Severity.MINOR,
            target_span=(lone.start, lone.start + 1),
            expected="an even number of marks",
            found=str(len(marks)),
            confidence=0.9,
        )

    def _invented(self, unit: UnitView, marks: list[QuoteMark]) -> Finding:
        return note(
            self,
            unit,
            "The translation puts words in quotation marks that the original does not quote.",
            severity=Severity.MINOR,
            category="custom/quotation",
            target_span=(marks[0].start, marks[-1].start + 1),
            expected="no marks",
            found=f"{len(marks)} marks",
            confidence=0.5,
        )

    def _extent(self, unit: UnitView) -> Iterator[Finding]:
        source, target = find_quotations(unit.source), find_quotations(unit.target)
        if len(source) != len(target):
            return
        for before, after in zip(source, target, strict=True):
            if _much_shorter(before, after, unit):
                yield note(
                    self,
                    unit,
                    "The quotation is much shorter than in the original: words may be missing, or "
                    "may stand outside its marks.",
                    severity=_how_short(before, after),
                    category="custom/quotation",
                    source_span=(before.start, before.end),
                    target_span=(after.start, after.end),
                    expected=before.inner,
                    found=after.inner,
                    confidence=0.6,
                )


def _how_short(before: Quotation, after: Quotation) -> Severity:
    return Severity.MAJOR if len(after.inner) < 0.45 * len(before.inner) else Severity.MINOR


def _much_shorter(before: Quotation, after: Quotation, unit: UnitView) -> bool:
    if len(before.inner) < 30:
        return False
    usual = usual_ratio(unit.source_language, unit.target_language)
    return len(after.inner) < 0.66 * usual * len(before.inner)


def _runs_on(unit: UnitView, marks: list[QuoteMark], document: DocumentView) -> bool:
    """The lone mark opens or closes a quotation that neighbouring sentences go on with."""
    if not document.is_document or len(marks) != 1:
        return False
    at_start = not unit.target[: marks[0].start].strip()
    at_end = not unit.target[marks[0].start + 1 :].strip(" .,!?")
    if not (at_start or at_end):
        return False
    step = 1 if at_start else -1
    place = unit.index + step
    for _ in range(4):
        if not 0 <= place < len(document.units):
            return False
        others = [mark for mark in find_marks(document.units[place].target) if mark.double]
        if others:
            return len(others) % 2 == 1
        place += step
    return False


def _single_ends(target: tuple[QuoteMark, ...]) -> bool:
    return any(not mark.double for mark in target)


def _is_label(unit: UnitView, marks: list[QuoteMark]) -> bool:
    """Two or three words set off in a long sentence: a title, a nickname, a term."""
    if len(marks) != 2:
        return False
    inner = unit.source[marks[0].start + 1 : marks[1].start]
    return 2 <= len(inner.split()) < 4 and len(unit.source.split()) > 14


def _is_free_speech(unit: UnitView) -> bool:
    """German turns quotations into indirect speech; else see whether only titles are marked."""
    return plain_language(unit.source_language) == "de" or _is_title_marks(unit)


def _is_title_marks(unit: UnitView) -> bool:
    """Marks around one or two words only: titles and nicknames are set off in many ways."""
    return all(len(quotation.inner.split()) < 5 for quotation in find_quotations(unit.target))


def _lone(marks: list[QuoteMark]) -> QuoteMark:
    """The mark that most likely has no partner: two openers or two closers in a row."""
    for one, two in itertools.pairwise(marks):
        if one.role == two.role and one.role != "either":
            return one if one.role == "open" else two
    return marks[-1]
