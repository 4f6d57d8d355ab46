"""Quotation marks: lost, left open, invented, or around something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.attention import quick_run, unseen_run
from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.lengths import usual_ratio
from dragoman.desk.lone_marks import is_alone, lone_mark, open_stretch, opens_or_closes, runs_on
from dragoman.desk.quoted import (
    answering_span,
    firm_marks,
    is_label,
    is_title,
    quotations,
)
from dragoman.language.quotes import Quotation, QuoteMark, find_marks
from dragoman.language.words import cut_words, plain_language
from dragoman.records import Finding, Severity, Span

_LEAST = 30  # letters of a quotation whose length says something
# Of the usual length: without a model; where the model misses words, too; where it misses none.
_SHORT, _SHORT_IF_SEEN, _VERY_SHORT = 0.6, 0.85, 0.55
_LONGER, _SHORT_IF_BRIEF = 45, 0.5  # without a model, shorter quotations vary more in length
_UNSEEN = 0.6  # missing attention inside a quotation: less than two words of full weight
_EDGE = 12  # letters between the words of a quotation and its mark, at most
_INDIRECT, _SPEECH = ("de", "fr"), 5  # words that are more than a title
_OUTSIDE = 3  # words that answer to quoted ones and stand outside the marks


class QuotesCheck:
    """Compares quotation marks, and how much of the sentence they enclose.

    Finds marks that are lost, unbalanced or invented, and a quotation that is much shorter than the
    original's; with a model of the pair it sees by the alignment which words should be enclosed.
    Who speaks is looked at by `speaker`. A quotation over several paragraphs is legitimately open
    at its end, so marks are compared with the original's, never counted alone. Confidence is the
    share of true findings among seeded errors and false alarms at one error in twenty sentences:
    0.9 for counted marks, 0.6 for extents and 0.5 for invented marks. Not good for single words in
    marks, nor for names of places, films and clubs: translators rightly leave those marks out.
    """

    name = "quotes"
    category = "linguistic-conventions/punctuation/unpaired-marks"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        every = find_marks(unit.target)
        source, marks = firm_marks(unit.source), firm_marks(unit.target)
        if source and not every:
            if _quotes_speech(unit, source, document):
                yield self._lost(unit, source, document)
        elif len(marks) % 2 and is_alone(unit, source, every):
            if not runs_on(unit, marks, document):
                yield self._open(unit, marks)
        elif len(source) > 2 and _fewer(unit, source, every, document):
            yield self._lost(unit, source[-2:], document)
        elif len(marks) > 1 and not find_marks(unit.source):
            if not _is_free_speech(unit):
                yield self._invented(unit, marks)
        elif source and len(source) % 2 == 0 and len(marks) % 2 == 0:
            yield from self._extent(unit, document)

    def _lost(self, unit: UnitView, marks: list[QuoteMark], document: DocumentView) -> Finding:
        span = (marks[0].start, marks[-1].start + 1)
        inner = unit.source[span[0] + 1 : span[1] - 1]
        whole = len(marks) > 1 and span[1] - span[0] > 40 and len(inner.split()) > 2
        quoted = Quotation(start=span[0], end=span[1], inner=inner)
        return note(
            self,
            unit,
            "The original quotes here; the translation has no quotation marks, so it does not "
            "show that these are somebody's words.",
            severity=Severity.MAJOR if whole else Severity.MINOR,
            category="custom/quotation" if whole else "",
            source_span=span,
            target_span=answering_span(document, unit, quoted),
            expected=f"{len(marks)} marks",
            found="none",
            confidence=0.9,
        )

    def _open(self, unit: UnitView, marks: list[QuoteMark]) -> Finding:
        lone = marks[-1] if len(marks) == 1 else lone_mark(marks)
        return note(
            self,
            unit,
            "A quotation mark has no partner; the original's are complete.",
            severity=Severity.MINOR,
            target_span=open_stretch(unit.target, lone, marks),
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
            if _is_cut(before, after, unit, document):
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


def _quotes_speech(unit: UnitView, marks: list[QuoteMark], document: DocumentView) -> bool:
    """Some of the marks enclose more than a title, a name or a single word."""
    if len(marks) == 1:
        return opens_or_closes(unit, marks[0], document)
    long = len(unit.source.split()) > 14
    return any(
        len(quoted.inner.split()) > 1
        and not (is_label(quoted.inner) and long)
        and not is_title(unit.source, quoted)
        for quoted in quotations(unit.source)
    )


def _fewer(
    unit: UnitView,
    source: list[QuoteMark],
    target: tuple[QuoteMark, ...],
    document: DocumentView,
) -> bool:
    """A whole pair of marks is gone, while others stand.

    There are fewer marks than quotations of more than a title or a word need; or the alignment
    shows the words of one, and they have no marks.
    """
    if len(source) % 2 or len(target) % 2 or len(source) - len(target) < 2:
        return False
    speech = [
        quoted
        for quoted in quotations(unit.source)
        if len(quoted.inner.split()) > 1
        and not is_label(quoted.inner)
        and not is_title(unit.source, quoted)
    ]
    if 2 * len(speech) > len(target):
        return True
    places = [answering_span(document, unit, quoted) for quoted in quotations(unit.source)]
    return any(
        place is not None
        and not any(
            abs(mark.start - edge) <= _EDGE for mark in target for edge in (place[0] - 1, place[1])
        )
        for place in places
    )


def _is_cut(before: Quotation, after: Quotation, unit: UnitView, document: DocumentView) -> bool:
    """The translation's quotation encloses much less than the original's."""
    if len(before.inner) < _LEAST:
        return False
    usual = usual_ratio(unit.source_language, unit.target_language)
    share = len(after.inner) / (usual * len(before.inner))
    if share >= _SHORT_IF_SEEN:
        return False
    answer = answering_span(document, unit, before)
    if answer is None and not document.alignment(unit):
        return share < (_SHORT if len(before.inner) >= _LONGER else _SHORT_IF_BRIEF)
    if answer is not None and _words_outside(unit.target, answer, after) > _OUTSIDE:
        return True
    own = document.alignments.is_own(unit.index)
    run = quick_run(document, unit) if own else unseen_run(document, unit, "source")
    unseen = (
        run is not None
        and run.weight >= _UNSEEN
        and 2 * (min(run.end, before.end) - max(run.start, before.start)) > run.end - run.start
    )
    return unseen or share < _VERY_SHORT


def _words_outside(text: str, answer: Span, quotation: Quotation) -> int:
    """Words that answer to quoted ones but stand outside the marks."""
    return sum(
        answer[0] <= word.start < answer[1] and not quotation.start <= word.start < quotation.end
        for word in cut_words(text)
    )


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
