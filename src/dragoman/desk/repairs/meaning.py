"""Put the winning rival in the place of a word that says something else."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.contrast.closed_sets import Rivalry
from dragoman.desk.contrast.weighing import likeliest, weigh_rivals
from dragoman.records import Finding

_PROOF = 9.0  # nats, both ways together


class MeaningRepair:
    """Exchanges one word of a closed set for the rival that the models weigh far heavier.

    Only where it is likelier both ways; without models, and on the engine's own text, where they
    know no better, nothing is done.
    """

    name = "meaning"
    answers = frozenset(("meaning",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with the rival in place; None where that is not proved."""
        if not finding.expected or finding.target_span is None:
            return None
        start, end = finding.target_span
        rivalry = Rivalry(
            kind="", start=start, end=end, found=finding.found, rivals=(finding.expected,)
        )
        best = likeliest(weigh_rivals(document, unit, [rivalry]))
        return best.text if best is not None and best.gain >= _PROOF else None
