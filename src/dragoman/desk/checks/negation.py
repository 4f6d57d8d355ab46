"""Negation: a clause turned round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.anchors import anchor_spans
from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.polarity import Unanswered, odds_by_rule, rivals, unanswered
from dragoman.language.negation import find_negations, is_loose, soft_places
from dragoman.records import Finding, Severity

# Nats that the models must gain, set on the even documents of NTREX and on CED's sound sentences,
# Portuguese and English. On NTREX, both ways: 7 false alarms in 2,264 sentences.
LEAST_GAIN, SURE_GAIN = 6.0, 17.0
# Log odds by the rule alone that 0.3 % of the sound sentences of those documents pass, by the side
# that denies; what a finding weighs then.
_LEAST_ODDS, _BY_RULE = {"source": 1.62, "target": 2.71}, 0.5
_SOFTENED = 6.0  # more, where a word of refusal or lack may deny, or the word is no plain "not"


class NegationCheck:
    """Finds a "not" that one side has and the other lacks.

    With models of both directions the target is weighed against itself with the denial taken out,
    or put in: only where that is clearly likelier, both ways together, something is said. Without
    them, and on the engine's own text, it is quiet where a word of refusal, lack or doubt, a
    negative prefix or another denial near by may carry the meaning; and for idioms ("not only",
    "no deja de") where the models do not insist. Confidence grows with what the models gain. Not
    good for antonyms, and for what exactly is denied.
    """

    name = "negation"
    category = "accuracy/mistranslation"
    languages = frozenset(
        ("en", "pt", "es", "de", "fr", "it", "nl", "ro", "pl", "ru", "uk", "mk", "sr", "ca")
    )

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        source = find_negations(unit.source, unit.source_language)
        target = find_negations(unit.target, unit.target_language)
        if len(source) == len(target):
            return
        spans = document.alignment(unit) or anchor_spans(
            unit.source, unit.target, unit.source_language, unit.target_language
        )
        open_ones = unanswered(unit, spans)
        for one in open_ones[:1]:
            gain = best_gain(unit, one, document)
            if gain is None:
                if odds_by_rule(unit, one, spans, len(open_ones)) > _LEAST_ODDS[one.side]:
                    yield self._note(unit, one, _BY_RULE)
                continue
            gain -= 0.0 if _is_bare(unit, one) else _SOFTENED
            if gain > LEAST_GAIN:
                sure = 0.5 + 0.45 * (gain - LEAST_GAIN) / (SURE_GAIN - LEAST_GAIN)
                yield self._note(unit, one, round(min(0.95, sure), 2))

    def _note(self, unit: UnitView, one: Unanswered, confidence: float) -> Finding:
        lost = one.side == "source"
        text = unit.source if lost else unit.target
        span = (one.negation.start, one.negation.end)
        words = text[slice(*span)]
        return note(
            self,
            unit,
            f"The original denies ({words!r}), the translation does not."
            if lost
            else f"The translation denies ({words!r}), the original does not.",
            severity=Severity.MAJOR if confidence >= 0.7 else Severity.MINOR,
            source_span=span if lost else None,
            target_span=_around(unit.target, one.near) if lost else span,
            expected=words if lost else "",
            found="" if lost else words,
            confidence=confidence,
        )


def best_gain(unit: UnitView, one: Unanswered, document: DocumentView) -> float | None:
    """What the likeliest rival gains over the target; None where no model can tell."""
    gains = document.alignments.gains(unit.index, rivals(unit, one))
    return max(gains) if gains else None


def _around(text: str, place: int) -> tuple[int, int]:
    """The word at a place and the one before it."""
    end = text.find(" ", place)
    start = text.rfind(" ", 0, max(0, place - 1)) + 1
    return start, end if end > 0 else len(text)


def _is_bare(unit: UnitView, one: Unanswered) -> bool:
    """A plain "not" and no idiom, and no word on the other side that may carry it."""
    source, target = (unit.source, unit.source_language), (unit.target, unit.target_language)
    own, other = (source, target) if one.side == "source" else (target, source)
    is_plain = one.negation.strong and not is_loose(own[0], one.negation, own[1])
    return is_plain and not soft_places(*other)
