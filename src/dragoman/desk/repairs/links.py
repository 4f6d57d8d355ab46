"""Put an address, a handle or a tag back as the original has it."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.records import Finding


class LinkRepair:
    """Replaces a bent address by the original's; a lost one has no place that is proved."""

    name = "links"
    answers = frozenset(("links",))

    def mend(self, unit: UnitView, finding: Finding, _document: DocumentView, /) -> str | None:
        """The sentence with the original's address; None where nothing stands in its place."""
        if finding.target_span is None or not finding.expected:
            return None
        start, end = finding.target_span
        return unit.target[:start] + finding.expected + unit.target[end:]
