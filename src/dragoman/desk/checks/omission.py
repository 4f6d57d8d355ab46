"""Omission and addition: words of one side that nothing on the other side answers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.attention import place_of, quick_run, unseen_clause, unseen_run
from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.checks.furniture import find_furniture
from dragoman.desk.coverage import Run, uncovered_run
from dragoman.desk.lengths import length_deviation
from dragoman.records import Finding, Severity

# By attention: 0.7 % and 0.6 % false alarms on the even documents of NTREX (Portuguese and English,
# both ways) and on CED's sound sentences.
_OMITTED, _ADDED = 0.90, 0.83
_ADDED_CLAUSE, _OF_CLAUSES = 0.5, 0.6  # a clause between marks, and the confidence then
_OTHER_HALF = 0.3  # free wording leaves words over on both sides
_GRAVE = 1.6  # twice the threshold: no sound sentence of the above has it
# By the word list: 0.3 % false alarms on human translations of news, Portuguese and English.
_OMISSION, _ADDITION = 7.2, 6.6
_OTHER_SIDE, _LENGTH = 0.9, 2.5
# The engine's own text is read back only where one of these raises doubt: one sentence in forty.
_QUICK_DOUBT, _WORD_DOUBT, _LENGTH_DOUBT = 1.5, 4.5, 2.2


class OmissionCheck:
    """Finds clauses of the original that have no counterpart in the translation.

    With a model of the pair it looks for runs of source words to which no target word pays
    attention; else, for pairs with a word list, for runs that no word answers to; and always at
    length. Confidence grows with the missing attention, from the threshold (0.5) to twice as much
    (0.95), as precision does on seeded errors at one error in twenty sentences. Not good for single
    words, nor for what was said in other words.
    """

    name = "omission"
    category = "accuracy/omission"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        short = length_deviation(unit)
        if short < -3.6:
            yield note(
                self, unit, "The translation is much too short: a part of the original is missing.",
                severity=Severity.CRITICAL if short < -6 else Severity.MAJOR,
                source_span=(0, len(unit.source)), target_span=(0, len(unit.target)),
                confidence=min(0.95, 0.3 - short / 10),
            )  # fmt: skip
            return
        run, confidence = self._missing(unit, document, short)
        if run is not None:
            words = unit.source[run.start : run.end]
            yield note(
                self, unit, f"Nothing in the translation answers to {words!r}.",
                severity=Severity.MAJOR if confidence >= 0.7 else Severity.MINOR,
                source_span=(run.start, run.end),
                target_span=place_of(document, unit, run), expected=words, confidence=confidence,
            )  # fmt: skip

    def _missing(
        self, unit: UnitView, document: DocumentView, short: float
    ) -> tuple[Run | None, float]:
        """The stretch that is missing, and how sure that is."""
        if document.alignments.is_own(unit.index):
            quick = quick_run(document, unit)
            if quick is None or quick.weight < _QUICK_DOUBT:
                return None, 0.0
        run, score = _by_attention(unit, document, "source")
        if run is not None:
            return (run, _confidence(score, _OMITTED)) if score > _OMITTED else (None, 0.0)
        run = uncovered_run(unit, "source")
        if run is None or _lopsided(run, uncovered_run(unit, "target"), -short) < _OMISSION:
            return None, 0.0
        return run, min(0.95, 0.4 + 0.05 * run.weight)


class AdditionCheck:
    """Finds words in the translation that nothing in the original answers to.

    With a model of the other direction it looks for runs of target words to which no source word
    pays attention; else, for pairs with a word list, for runs that no word answers to; and always
    at length. Confidence as of `omission`. Not good for single invented words; explanations that a
    translator rightly adds are reported too.
    """

    name = "addition"
    category = "accuracy/addition"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            if not find_furniture(unit.target, unit.target_language):
                yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        if unit.target.strip() and not unit.source.strip():
            yield note(
                self, unit, "There is no original for this sentence.",
                target_span=(0, len(unit.target)), found=unit.target, confidence=0.95,
            )  # fmt: skip
            return
        long = length_deviation(unit)
        run, confidence = self._surplus(unit, document, long)
        if run is not None:
            words = unit.target[run.start : run.end]
            yield note(
                self, unit, f"Nothing in the original answers to {words!r}.",
                severity=Severity.MAJOR if confidence >= 0.7 else Severity.MINOR,
                target_span=(run.start, run.end), found=words, confidence=confidence,
            )  # fmt: skip
        elif long > 3.6:
            yield note(
                self, unit, "The translation is much too long for its original.",
                target_span=(0, len(unit.target)), confidence=min(0.95, 0.3 + long / 10),
            )  # fmt: skip

    def _surplus(
        self, unit: UnitView, document: DocumentView, long: float
    ) -> tuple[Run | None, float]:
        """The stretch that was added, and how sure that is."""
        if document.alignments.is_own(unit.index) and long < _LENGTH_DOUBT:
            listed = uncovered_run(unit, "target")
            if listed is None or listed.weight < _WORD_DOUBT:
                return None, 0.0
        run, score = _by_attention(unit, document, "target")
        if run is not None and score > _ADDED:
            return run, _confidence(score, _ADDED)
        if run is not None:
            clause = unseen_clause(document, unit)
            score -= run.weight  # what the other side lacks, to be taken off
            if clause is None or clause.weight + score < _ADDED_CLAUSE:
                return None, 0.0
            return clause, _OF_CLAUSES
        run = uncovered_run(unit, "target")
        if run is None or _lopsided(run, uncovered_run(unit, "source"), long) < _ADDITION:
            return None, 0.0
        return run, min(0.95, 0.4 + 0.05 * run.weight)


def _by_attention(unit: UnitView, document: DocumentView, side: str) -> tuple[Run | None, float]:
    """The stretch without attention and its score; None where no model can tell."""
    run = unseen_run(document, unit, side)
    other = unseen_run(document, unit, "target" if side == "source" else "source")
    if run is None:
        return None, 0.0
    return run, run.weight - _OTHER_HALF * (other.weight if other else 0.0)


def _confidence(score: float, threshold: float) -> float:
    return round(min(0.95, 0.5 + 0.45 * (score - threshold) / (_GRAVE - threshold)), 2)


def _lopsided(run: Run, other: Run | None, deviation: float) -> float:
    """How far one side says what the other does not; free wording leaves words over on both."""
    return (
        run.weight - _OTHER_SIDE * (other.weight if other else 0.0) + _LENGTH * max(0.0, deviation)
    )
