"""Exchange a pronoun of the wrong gender for the right one."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.records import Finding

_LEAST_CONFIDENCE = 0.7


class GenderRepair:
    """Puts "her" for "his" and the like where the evidence is certain."""

    name = "gender"
    answers = frozenset(("gender",))

    def mend(self, unit: UnitView, finding: Finding, _document: DocumentView, /) -> str | None:
        """The sentence with the other pronoun; None for nouns and doubtful evidence."""
        if finding.target_span is None or finding.confidence < _LEAST_CONFIDENCE:
            return None
        if " " in finding.expected or not finding.expected or finding.source_span is not None:
            return None
        start, end = finding.target_span
        return unit.target[:start] + finding.expected + unit.target[end:]
