"""Omission and addition: words of one side that nothing on the other side answers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.anchors import are_near
from dragoman.desk.attention import quick_run
from dragoman.desk.balance import log_odds_to_weight, signs_of
from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.checks.furniture import find_furniture
from dragoman.desk.coverage import Run
from dragoman.desk.gaps import place_of
from dragoman.desk.lengths import length_deviation
from dragoman.language.words import plain_language
from dragoman.records import Finding, Severity

# Weights of `Signs` (member, commas, run, other run, clause, other clause, length, gain) and a
# bias: logistic regressions on sound sentences against clauses taken out or put in, even documents
# of NTREX. By attention: pt, en. By anchors: es-en, en-es, pt-en, fr-en, mk-en, en-mk, sr-en.
_WEIGHTS = {
    ("source", "attention"): (1.69, 0.0, 2.35, 0.55, 0.57, -0.19, 1.04, 0.85, -4.20),
    ("target", "attention"): (0.0, 0.42, 1.19, 0.22, 4.49, 0.22, 0.53, 0.74, -4.69),
    ("source", "anchors"): (0.71, 0.0, 0.30, -0.32, 0.55, 0.11, 1.68, 0.28, -3.36),
    ("target", "anchors"): (0.0, 1.23, -0.10, 0.0, 1.10, -0.22, 1.84, 0.42, -3.27),
}
# Log odds that 0.5 to 1 % of the sound sentences of those documents pass. Portuguese sentences have
# more words that English ones do without than the other way round; languages that share few words
# have fewer anchors and raise fewer alarms.
_LEAST_SEEN = {"source": 0.35, "target": -0.3}
_LEAST_OF_ENGLISH = -0.3
_LEAST_NEAR = {"source": 1.6, "target": 3.5}
_LEAST_FAR = {"source": 1.2, "target": 2.5}
_SURE = 0.7  # weight from which on a finding is major
# The engine's own text is read back where one of these raises doubt: one sentence in forty.
_QUICK_DOUBT, _WORD_DOUBT, _LENGTH_DOUBT = 1.5, 2.0, 2.2


class OmissionCheck:
    """Finds clauses and members of lists of the original that the translation lacks.

    Weighs together what no word of the translation answers to, clauses between marks, and length.
    What answers to what is told by models of both directions, else by numbers, names, words that
    sound alike and a word list (en, pt, es). Confidence grows with the log odds. Not good for
    single words, for names said again elsewhere in the sentence, nor for what was said in other
    words.
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
            yield self._much_missing(unit, document, short)
            return
        if document.alignments.is_own(unit.index):
            quick = quick_run(document, unit)
            if quick is None or quick.weight < _QUICK_DOUBT:
                return
        run, weight = _one_sided(unit, document, "source")
        if run is not None:
            words = unit.source[run.start : run.end]
            yield note(
                self, unit, f"Nothing in the translation answers to {words!r}.",
                severity=Severity.MAJOR if weight >= _SURE else Severity.MINOR,
                source_span=(run.start, run.end),
                target_span=place_of(document, unit, run), expected=words, confidence=weight,
            )  # fmt: skip

    def _much_missing(self, unit: UnitView, document: DocumentView, short: float) -> Finding:
        """A target so short that no sound one is: what is missing most, and where."""
        signs = signs_of(document, unit, "source", read=True)
        signs = signs or signs_of(document, unit, "source", read=False)
        run = signs.stretch if signs is not None and signs.stretch.weight > 0 else None
        place = place_of(document, unit, run) if run is not None else None
        return note(
            self, unit, "The translation is much too short: a part of the original is missing.",
            severity=Severity.CRITICAL if short < -6 else Severity.MAJOR,
            source_span=(run.start, run.end) if run is not None else (0, len(unit.source)),
            target_span=place or (0, len(unit.target)),
            confidence=min(0.95, 0.3 - short / 10),
        )  # fmt: skip


class AdditionCheck:
    """Finds words in the translation that nothing in the original answers to.

    By the signs of `omission`, looked for on the other side. Not good for single invented words;
    explanations that a translator rightly adds are reported too.
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
        if document.alignments.is_own(unit.index) and long < _LENGTH_DOUBT:
            signs = signs_of(document, unit, "target", read=False)
            if signs is None or signs.weighed(_WEIGHTS["target", "anchors"]) < _WORD_DOUBT:
                return
        run, weight = _one_sided(unit, document, "target")
        if run is not None:
            words = unit.target[run.start : run.end]
            yield note(
                self, unit, f"Nothing in the original answers to {words!r}.",
                severity=Severity.MAJOR if weight >= _SURE else Severity.MINOR,
                target_span=(run.start, run.end), found=words, confidence=weight,
            )  # fmt: skip
        elif long > 3.6:
            yield note(
                self, unit, "The translation is much too long for its original.",
                target_span=(0, len(unit.target)), confidence=min(0.95, 0.3 + long / 10),
            )  # fmt: skip


def _one_sided(unit: UnitView, document: DocumentView, side: str) -> tuple[Run | None, float]:
    """The stretch of a side without counterpart, and the weight of the signs; None: none is."""
    signs, by = signs_of(document, unit, side, read=True), "attention"
    if signs is None:
        signs, by = signs_of(document, unit, side, read=False), "anchors"
    if signs is None or signs.stretch.weight <= 0:
        return None, 0.0
    least = _least(unit, side, by)
    odds = signs.weighed(_WEIGHTS[side, by])
    return (signs.stretch, log_odds_to_weight(odds, least)) if odds > least else (None, 0.0)


def _least(unit: UnitView, side: str, by: str) -> float:
    """The log odds from which on something is said."""
    if by == "attention":
        english = side == "source" and plain_language(unit.source_language) == "en"
        return _LEAST_OF_ENGLISH if english else _LEAST_SEEN[side]
    near = are_near(unit.source_language, unit.target_language)
    return (_LEAST_NEAR if near else _LEAST_FAR)[side]
