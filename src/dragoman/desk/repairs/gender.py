"""Exchange pronouns of the wrong gender for the right ones."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.checks.gender import GenderCheck
from dragoman.records import Finding

_LEAST_CONFIDENCE = 0.7


class GenderRepair:
    """Puts "her" for "his" and the like where the evidence is certain.

    All pronouns of a sentence that were found wrong change together: half a change would read as
    two people.
    """

    name = "gender"
    answers = frozenset(("gender",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with the other pronouns; None for nouns and doubtful evidence."""
        if not _is_pronoun(finding):
            return None
        text = unit.target
        alike = [
            other
            for other in GenderCheck().run(document)
            if other.unit == unit.index and _is_pronoun(other)
        ]
        for other in sorted(alike, key=lambda found: found.target_span or (0, 0), reverse=True):
            start, end = other.target_span or (0, 0)
            text = text[:start] + other.expected + text[end:]
        return text


def _is_pronoun(finding: Finding) -> bool:
    """A certain finding on a pronoun whose right form is known."""
    return (
        finding.target_span is not None
        and finding.source_span is None
        and finding.confidence >= _LEAST_CONFIDENCE
        and bool(finding.expected)
        and " " not in finding.expected
    )
