"""Omission and addition: a translation far too short or too long for its original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.coverage import uncovered_run
from dragoman.desk.lengths import length_deviation
from dragoman.records import Finding, Severity


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
        run = uncovered_run(unit, "source")
        short = length_deviation(unit)
        if run is not None and run.weight + max(0.0, -short) * 1.2 >= 6.2:
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
        run = uncovered_run(unit, "target")
        long = length_deviation(unit)
        if run is not None and run.weight + max(0.0, long) * 1.2 >= 6.2:
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
