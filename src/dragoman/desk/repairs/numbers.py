"""Put back the figure that the original has."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.differences import find_differences
from dragoman.desk.magnitudes import find_exchanged
from dragoman.records import Finding


class NumberRepair:
    """Replaces a wrong figure by the original's, where no other reading is left.

    Only the part that is wrong is changed: the figure, or its word of magnitude. Figures that were
    lost or added, halves of scores whose other half differs too, and measures in other units are
    left alone.
    """

    name = "numbers"
    answers = frozenset(("numbers",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with the original's figure; None where that is a guess."""
        if finding.target_span is None or finding.source_span is None:
            return None
        for exchange in find_exchanged(unit):
            if (exchange.source, exchange.target) == (finding.source_span, finding.target_span):
                return _replaced(unit.target, exchange.target, exchange.text)
        for difference in find_differences(unit, document.alignment(unit)):
            before, restored = difference.before, difference.restored
            if not difference.provable or before is None or restored is None:
                continue
            if ((before.start, before.end), restored.span) == (
                finding.source_span,
                finding.target_span,
            ):
                return _replaced(unit.target, restored.span, restored.text)
        return None


def _replaced(text: str, span: tuple[int, int], words: str) -> str | None:
    return text[: span[0]] + words + text[span[1] :] if words else None
