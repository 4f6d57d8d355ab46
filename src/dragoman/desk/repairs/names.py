"""Put the original's spelling of a name back."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.language.names import country, is_known_form
from dragoman.records import Finding

_LEAST_CONFIDENCE = 0.7


class NameRepair:
    """Restores a misspelt or exchanged name where languages write it as the original does.

    Names that a language has its own form for ("Londres") are left alone, but for countries, whose
    forms are known.
    """

    name = "names"
    answers = frozenset(("names",))

    def mend(self, unit: UnitView, finding: Finding, _document: DocumentView, /) -> str | None:
        """The sentence with the name as the original has it; None where it may be translated."""
        if finding.target_span is None or finding.confidence < _LEAST_CONFIDENCE:
            return None
        words = finding.expected.split()
        if not words or any(is_known_form(word) and not country(word) for word in words):
            return None
        start, end = finding.target_span
        return unit.target[:start] + finding.expected + unit.target[end:]
