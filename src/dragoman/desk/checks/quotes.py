"""Quotation marks: lost, left open, invented, or around something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.lone_marks import (
    is_alone,
    is_left_open,
    lone_mark,
    open_stretch,
    opens_or_closes,
    runs_on,
)
from dragoman.desk.missing_marks import MissingMarks, missing_marks
from dragoman.desk.quoted import firm_marks, is_speech, is_title, quotations, speaks_by_dash
from dragoman.desk.quoted_extent import is_cut
from dragoman.language.quotes import Quotation, QuoteMark, find_marks
from dragoman.language.words import plain_language
from dragoman.records import Finding, Severity, Span

_INDIRECT, _SPEECH = ("de", "fr"), 5  # words that are more than a title


class QuotesCheck:
    """Compares quotation marks, and how much of the sentence they enclose.

    Finds marks that are lost, unbalanced or invented, and a quotation that is much shorter than the
    original's or breaks off; it tells which words should be enclosed, by the alignment of a model
    or by names, numbers, look and place. Who speaks is looked at by `speaker`. A quotation over
    several paragraphs is legitimately open at its end, so marks are compared with the original's,
    hardly ever counted alone. Confidence is the share of true findings among seeded errors and
    false alarms at one error in twenty sentences: 0.9 for counted marks, 0.6 for extents and 0.5
    for invented marks. Not good for single words in marks where the languages differ in what they
    set in marks, nor for names of places, films and clubs from other languages than English:
    translators rightly leave those marks out.
    """

    name = "quotes"
    category = "linguistic-conventions/punctuation/unpaired-marks"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            if not speaks_by_dash(unit.source) and not speaks_by_dash(unit.target):
                yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        every = find_marks(unit.target)
        source, marks = firm_marks(unit.source), firm_marks(unit.target)
        if source and not every:
            if _quotes_speech(unit, source, document):
                yield self._lost(unit, source, missing_marks(document, unit))
        elif len(marks) % 2 and is_left_open(unit, marks, document):
            yield self._open(unit, marks, missing_marks(document, unit))
        elif len(marks) % 2 and is_alone(unit, source, every):
            if not runs_on(unit, marks, document):
                yield self._open(unit, marks, missing_marks(document, unit))
        elif len(source) > 2 and len(source) - len(marks) > 1 and len(every) < len(source):
            missing = missing_marks(document, unit)
            is_seen = bool(missing and document.alignment(unit))
            if is_seen or _misses_speech(unit, missing, source, every):
                yield self._lost(unit, source[-2:], missing)
        elif len(marks) > 1 and not find_marks(unit.source):
            if not _is_free_speech(unit):
                yield self._invented(unit, marks)
        elif source and len(source) % 2 == 0 and len(marks) % 2 == 0:
            yield from self._extent(unit, document)

    def _lost(
        self, unit: UnitView, marks: Sequence[QuoteMark], missing: Sequence[MissingMarks]
    ) -> Finding:
        span = (marks[0].start, marks[-1].start + 1)
        if missing:
            span = missing[0].quotation.start, missing[-1].quotation.end
        inner = unit.source[span[0] + 1 : span[1] - 1]
        whole = len(marks) > 1 and span[1] - span[0] > 40 and len(inner.split()) > 2
        return note(
            self,
            unit,
            "The original quotes here; the translation has no quotation marks, so it does not "
            "show that these are somebody's words.",
            severity=Severity.MAJOR if whole else Severity.MINOR,
            category="custom/quotation" if whole else "",
            source_span=span,
            target_span=_hull([one.place.span for one in missing]),
            expected=f"{len(marks)} marks",
            found="none",
            confidence=0.9,
        )

    def _open(
        self, unit: UnitView, marks: list[QuoteMark], missing: Sequence[MissingMarks]
    ) -> Finding:
        lone = marks[-1] if len(marks) == 1 else lone_mark(marks)
        return note(
            self,
            unit,
            "A quotation mark has no partner: it does not show where the quoted words end.",
            severity=Severity.MINOR,
            source_span=_hull([(one.quotation.start, one.quotation.end) for one in missing]),
            target_span=_hull([one.span for one in missing])
            or open_stretch(unit.target, lone, marks),
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

    def _extent(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        source, target = quotations(unit.source), quotations(unit.target)
        if len(source) != len(target):
            return
        for before, after in zip(source, target, strict=True):
            if is_cut(before, after, unit, document):
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


def _hull(spans: Sequence[Span]) -> Span | None:
    """From the first to the last of several stretches; None for none."""
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)


def _quotes_speech(unit: UnitView, marks: list[QuoteMark], document: DocumentView) -> bool:
    """Some of the marks enclose more than a title, a name or a word in a loose sense."""
    if len(marks) == 1:
        return opens_or_closes(unit, marks[0], document)
    return any(is_speech(unit, quoted) for quoted in quotations(unit.source))


def _misses_speech(
    unit: UnitView,
    missing: Sequence[MissingMarks],
    source: Sequence[QuoteMark],
    target: Sequence[QuoteMark],
) -> bool:
    """A whole pair of marks is gone, while others stand, and it enclosed somebody's words.

    That is so, too, where more quotations are somebody's words than marks are left for.
    """
    if len(source) % 2 or len(target) % 2:
        return False
    speech = [quoted for quoted in quotations(unit.source) if is_speech(unit, quoted, alone=False)]
    if 2 * len(speech) > len(target):
        return True
    return any(is_speech(unit, one.quotation, alone=False) for one in missing)


def _how_short(before: Quotation, after: Quotation) -> Severity:
    return Severity.MAJOR if len(after.inner) < 0.45 * len(before.inner) else Severity.MINOR


def _is_free_speech(unit: UnitView) -> bool:
    """German and French turn quotations into indirect speech, a colon introduces speech without
    marks ("Ross: I stay"); else see whether only titles are marked."""
    if plain_language(unit.source_language) in _INDIRECT:
        return True
    return all(
        len(quoted.inner.split()) < _SPEECH
        or is_title(unit.target, quoted)
        or _follows_colon(unit, quoted)
        for quoted in quotations(unit.target)
    )


def _follows_colon(unit: UnitView, quoted: Quotation) -> bool:
    """Both sides introduce the words by a colon; one of them adds marks."""
    return unit.target[: quoted.start].rstrip().endswith(":") and ": " in unit.source[:-1]
