"""Take a denial out that the original does not have, or put the lost one back."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.polarity import Unanswered, rivals, unanswered
from dragoman.language.negation import find_negations, soft_places
from dragoman.records import Finding

_PROOF = 14.0  # nats; no sound sentence of NTREX (pt, en) gains as much where nothing else denies


class NegationRepair:
    """Puts the likeliest wording in place, where the models are certain and nothing else denies.

    With another denial, or a word of refusal or lack, in the sentence it is a guess which verb is
    meant, and nothing is done; nor on the engine's own text, where the models know no better.
    """

    name = "negation"
    answers = frozenset(("negation",))

    def mend(self, unit: UnitView, _finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with or without its "not"; None where that is not proved."""
        open_ones = unanswered(unit, document.alignment(unit))
        if len(open_ones) != 1 or not _is_alone(unit, open_ones[0]):
            return None
        texts = rivals(unit, open_ones[0])
        gains = document.alignments.gains(unit.index, texts)
        if not gains or max(gains) < _PROOF:
            return None
        return texts[gains.index(max(gains))]


def _is_alone(unit: UnitView, one: Unanswered) -> bool:
    """The other side has no denial, and no word that may carry one."""
    text, language = (
        (unit.target, unit.target_language)
        if one.side == "source"
        else (unit.source, unit.source_language)
    )
    return not find_negations(text, language) and not soft_places(text, language)
