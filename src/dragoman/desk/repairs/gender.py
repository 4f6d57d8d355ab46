"""Put words about a person into the right gender."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.checks.gender import GenderCheck, is_exact
from dragoman.records import Finding

_LEAST_EVIDENCE = 0.7


class GenderRepair:
    """Puts "her" for "his", and "a médica" for "o médico", where the evidence is certain.

    All words of a sentence that were found wrong change together: half a change would read as two
    people.
    """

    name = "gender"
    answers = frozenset(("gender",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with the other forms; None where the right form or person is doubtful."""
        if not _is_certain(finding):
            return None
        text = unit.target
        alike = [one for one in GenderCheck().run_unit(unit, document) if _is_certain(one)]
        for one in sorted(alike, key=lambda found: found.target_span or (0, 0), reverse=True):
            start, end = one.target_span or (0, 0)
            text = text[:start] + one.expected + text[end:]
        return text


def _is_certain(finding: Finding) -> bool:
    """The right words are known, and the evidence is strong."""
    return is_exact(finding) and finding.evidence >= _LEAST_EVIDENCE
