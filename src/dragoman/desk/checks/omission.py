"""Omission and addition: a translation far too short or too long for its original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.checks.furniture import find_furniture
from dragoman.desk.coverage import Run, uncovered_run
from dragoman.desk.lengths import length_deviation
from dragoman.records import Finding, Severity

# Thresholds and weights: 0.3 % false alarms on human translations of news, Portuguese and English.
_OMISSION, _ADDITION = 7.2, 6.6
_OTHER_SIDE, _LENGTH = 0.9, 2.5


class OmissionCheck:
    """Finds sentences and clauses of the original that have no counterpart in the translation.

    Looks at length, and for pairs with a word list at runs of source words that nothing in the
    translation answers to. Not good for single words, nor for what was said in other words.
    """

    name = "omission"
    category = "accuracy/omission"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit)

    def _run_unit(self, unit: UnitView) -> Iterator[Finding]:
        run, other = uncovered_run(unit, "source"), uncovered_run(unit, "target")
        short = length_deviation(unit)
        if run is not None and _lopsided(run, other, -short) >= _OMISSION:
            words = unit.source[run.start : run.end]
            yield note(
                self, unit, f"Nothing in the translation answers to {words!r}.",
                source_span=(run.start, run.end), expected=words,
                confidence=min(0.95, 0.4 + 0.05 * run.weight),
            )  # fmt: skip
        elif short < -3.2:
            yield note(
                self, unit, "The translation is much too short: a part of the original is missing.",
                severity=Severity.CRITICAL if short < -6 else Severity.MAJOR,
                source_span=(0, len(unit.source)), confidence=min(0.95, 0.3 - short / 10),
            )  # fmt: skip


class AdditionCheck:
    """Finds words in the translation that nothing in the original answers to.

    Looks at length, and for pairs with a word list at runs of target words. Not good for single
    invented words; explanations that a translator rightly adds are reported too when long.
    """

    name = "addition"
    category = "accuracy/addition"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit)

    def _run_unit(self, unit: UnitView) -> Iterator[Finding]:
        run, other = uncovered_run(unit, "target"), uncovered_run(unit, "source")
        long = length_deviation(unit)
        if find_furniture(unit.target, unit.target_language):
            return
        if run is not None and _lopsided(run, other, long) >= _ADDITION:
            words = unit.target[run.start : run.end]
            yield note(
                self, unit, f"Nothing in the original answers to {words!r}.",
                target_span=(run.start, run.end), found=words,
                confidence=min(0.95, 0.4 + 0.05 * run.weight),
            )  # fmt: skip
        elif long > 3.6:
            yield note(
                self, unit, "The translation is much too long for its original.",
                target_span=(0, len(unit.target)), confidence=min(0.95, 0.3 + long / 10),
            )  # fmt: skip


def _lopsided(run: Run, other: Run | None, deviation: float) -> float:
    """How far one side says what the other does not; free wording leaves words over on both."""
    return (
        run.weight - _OTHER_SIDE * (other.weight if other else 0.0) + _LENGTH * max(0.0, deviation)
    )
