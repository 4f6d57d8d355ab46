"""Take out what surely does not belong: furniture, what a loop repeats, an invented clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.checks.furniture import find_furniture
from dragoman.language.words import cut_words
from dragoman.records import Finding, Severity, Span

_BREAK = re.compile(r"[,;:]|\s[-–—](?=\s)|[—(]")
_END = re.compile(r"[\s.!?…\"”“»'’)]*$")
_NEAR = 2  # words between the doubted stretch and the marks that bound its clause
_FEWEST = 3  # words that are a clause; a single word may be style
# Nats: a cut clause must be unlikely where it stood, by each of its words, and the original must
# be no less likely without it. Seeded clauses of NTREX lose 5 to 17 a word and the original gains;
# explanations in its sound sentences cost the original 4 and more.
_A_WORD, _LOSS = 6.0, 0.0
_EVIDENCE = 0.7


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


class AdditionRepair:
    """Cuts a clause out that nothing in the original answers to.

    Only between marks or at the sentence's end, and only where the models find the sentence far
    likelier without it while the original stays as likely: an explanation that a translator rightly
    added helps the original along.
    """

    name = "addition"
    answers = frozenset(("addition",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence without the clause; None where it has no bounds or may be meant."""
        if finding.target_span is None or finding.evidence < _EVIDENCE:
            return None
        cuts = [
            (end - start, unit.target[:start] + unit.target[end:], len(cut_words(words)))
            for start, end in bounds(unit.target, finding.target_span)
            if len(cut_words(words := unit.target[start:end])) >= _FEWEST
        ]
        gains = document.alignments.gains_each_way(unit.index, [text for _, text, _ in cuts])
        proved = [
            (forth + back, -len(text), text)
            for (_, text, words), (forth, back) in zip(cuts, gains or (), strict=False)
            if forth >= _A_WORD * words and back >= _LOSS
        ]
        return max(proved)[-1] if proved else None


def bounds(text: str, span: Span) -> Iterator[Span]:
    """Stretches of whole clauses about a span, each with the mark that sets it off before it."""
    marks = [match.start() for match in _BREAK.finditer(text)]
    closing = _END.search(text)
    last = closing.start() if closing else len(text)
    for start in marks:
        for end in (*marks, last):
            if start < end and _is_near(text, start, span[0]) and _is_near(text, end, span[1]):
                yield start, end
                if text[start] == text[end : end + 1] == ",":
                    yield start, end + 1  # set off by both: neither comma is needed any more


def _is_near(text: str, mark: int, edge: int) -> bool:
    return len(cut_words(text[min(mark, edge) : max(mark, edge)])) <= _NEAR
