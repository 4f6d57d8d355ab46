"""Take a denial out that the original does not have, or put the lost one back."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.polarity import Unanswered, rivals, unanswered
from dragoman.language.negation import find_negations, soft_places
from dragoman.records import Finding

# Nats. Of 811 sound sentences of NTREX (pt, en) none gains as much; the first where nothing else
# may deny, the second where it is a guess which verb is meant unless one place stands out.
_PROOF, _PROOF_AMONG = 12.0, 20.0
_AHEAD = 4.0  # before the next best place


class NegationRepair:
    """Puts the likeliest wording in place, where the models are certain of it and of its place.

    With another denial, or a word of refusal or lack, in the sentence they must be more certain.
    Nothing is done on the engine's own text, where the models know no better.
    """

    name = "negation"
    answers = frozenset(("negation",))

    def mend(self, unit: UnitView, _finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with or without its "not"; None where that is not proved."""
        open_ones = unanswered(unit, document.alignment(unit))
        if len(open_ones) != 1:
            return None
        texts = rivals(unit, open_ones[0])
        gains = document.alignments.gains(unit.index, texts)
        least = _PROOF if _is_alone(unit, open_ones[0]) else _PROOF_AMONG
        if not gains or max(gains) < least:
            return None
        best, *others = sorted(gains, reverse=True)
        if others and best - others[0] < _AHEAD:
            return None
        return texts[gains.index(best)]


def _is_alone(unit: UnitView, one: Unanswered) -> bool:
    """The other side has no denial, and no word that may carry one."""
    text, language = (
        (unit.target, unit.target_language)
        if one.side == "source"
        else (unit.source, unit.source_language)
    )
    return not find_negations(text, language) and not soft_places(text, language)
