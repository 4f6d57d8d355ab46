"""Take out what surely does not belong: a page's furniture, and a phrase that a loop repeats."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.checks.furniture import find_furniture
from dragoman.language.words import cut_words
from dragoman.records import Finding, Severity


class FurnitureRepair:
    """Cuts a phrase of a page's frame off the beginning or the end of a sentence.

    Only where the original has no furniture, and something else is left of the sentence.
    """

    name = "furniture"
    answers = frozenset(("furniture",))

    def mend(self, unit: UnitView, finding: Finding, _document: DocumentView, /) -> str | None:
        """The sentence without the phrase; None where it stands in the middle or alone."""
        if finding.target_span is None or find_furniture(unit.source, unit.source_language):
            return None
        start, end = finding.target_span
        before, after = unit.target[:start].rstrip(), unit.target[end:].strip(" .:…»›>")
        if before and not after:
            return before
        if after and not before:
            return unit.target[end:].lstrip(" .:…»›>")
        return None


class LoopRepair:
    """Leaves one of a phrase that a machine said again and again at once.

    Only for loops: three times, or a phrase of four words and more; a doubled word may be meant.
    """

    name = "loop"
    answers = frozenset(("duplication",))

    def mend(self, unit: UnitView, finding: Finding, _document: DocumentView, /) -> str | None:
        """The sentence with the phrase said once; None for sentences that stand twice."""
        if finding.target_span is None or finding.severity is not Severity.MAJOR:
            return None
        start, end = finding.target_span
        words = cut_words(unit.target[start:end])
        lowered = [word.text.lower() for word in words]
        for length in range(1, len(words) // 2 + 1):
            if len(words) % length == 0 and lowered == lowered[:length] * (len(words) // length):
                last = words[length - 1].end
                return unit.target[: start + last] + unit.target[end:]
        return None
