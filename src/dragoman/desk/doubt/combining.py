"""One doubt of a sentence out of what the rules found and what the models make of its words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from dragoman.desk.doubt.doubts import MOVED, PairDoubt
from dragoman.records import Finding

# How much the rules' log-odds weigh beside the models'; from 0.4 to 0.8 nothing changes by more
# than .003 of the area under the curve (CED, Portuguese and English).
_OF_RULES = 0.6
_FLOOR = 0.02  # what is added to a rule's doubt on both sides, so that no log-odds are infinite
_NOTHING = 0.05  # the rules' doubt about a sentence without a finding, about


def combined_doubt(by_rules: float, models: PairDoubt | None) -> float:
    """The probability that a sentence is wrong, 0 to 1; the rules' own where no model scored it."""
    if models is None:
        return by_rules
    moved = _log_odds(by_rules) - _log_odds(_NOTHING)
    return _chance(models.odds + _OF_RULES * moved)


def doubts_by_class(findings: Iterable[Finding], models: PairDoubt | None) -> Mapping[str, float]:
    """By name of check the probability that a sentence has an error of its kind.

    Where models scored the sentence, "meaning" is at least that of the word most doubted and
    "omission" that of the word of the original most likely left out.
    """
    sound: dict[str, float] = {}
    for finding in findings:
        sound[finding.check] = sound.get(finding.check, 1.0) * (1.0 - finding.confidence)
    doubts = {check: 1.0 - value for check, value in sound.items()}
    if models is not None:
        for check, words in (("meaning", models.target), ("omission", models.source)):
            worst = _chance(max(word.odds for word in words) + MOVED)
            doubts[check] = max(doubts.get(check, 0.0), worst)
    return {check: round(value, 4) for check, value in sorted(doubts.items())}


def _log_odds(doubt: float) -> float:
    return math.log((doubt + _FLOOR) / (1.0 + _FLOOR - doubt))


def _chance(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
