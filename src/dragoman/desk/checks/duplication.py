"""Duplication: a phrase again and again, or a sentence twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.sentences import cut_sentences
from dragoman.language.words import Word, cut_words
from dragoman.records import Finding, Severity, Span

_LONGEST_PHRASE = 12
_SHORT_SENTENCE = 25  # letters; shorter ones repeat by right ("Yes.", "Read more")
_ENDED = re.compile(r"[.!?…][^\w\s]?\s+\S")  # a sentence ends within
_PAUSES = ",;:–—"  # a phrase taken up again after one of them is style
# "vous vous souvenez", "alle, die die Wahl verloren", "se se tratar", and cries.
_DOUBLED_BY_RIGHT = frozenset(
    ("had", "that", "very", "muito", "muy", "nous", "nos", "vous", "se", "die", "der", "das", "sie",
     "dat", "vi", "els", "blah", "bye", "ah", "ha", "oh", "no", "não", "non", "sim", "sí", "si")
)  # fmt: skip


class DuplicationCheck:
    """Finds a phrase said again at once (a machine's loop) and a sentence printed twice.

    What the original repeats too is left alone. Not good for repetition in other words.
    """

    name = "duplication"
    category = "linguistic-conventions/duplication"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings inside units, then between neighbouring units of a document."""
        for unit in document.open_units():
            yield from self._inside(unit)
        if document.is_document:
            yield from self._between(document)

    def _inside(self, unit: UnitView) -> Iterator[Finding]:
        words = cut_words(unit.target)
        # Lower case: "Plus Plus" in the original is a repetition as well.
        allowed = _repeats(cut_words(unit.source.lower()), unit.source.lower())
        for first, last, length, times in _repeats(words, unit.target):
            if any(other[3] >= times or other[2] == length for other in allowed):
                continue
            said = unit.target[first.start : last.end]
            if times == 2 and length < 4 and any(mark in said for mark in _PAUSES):
                continue
            loop = times > 2 or length > 3
            yield note(
                self,
                unit,
                "The translation repeats a phrase that the original says once.",
                severity=Severity.MAJOR if loop else Severity.MINOR,
                category="accuracy/mistranslation/mt-hallucination" if times > 2 else "",
                target_span=(first.start, last.end),
                found=unit.target[first.start : last.end][:200],
                confidence=0.95 if loop else 0.8,
            )
            return

    def _between(self, document: DocumentView) -> Iterator[Finding]:
        """Sentences that stand in two units, alone or as one of several."""
        seen: dict[str, UnitView] = {}
        for unit in document.open_units():
            for start, end in _sentence_spans(unit):
                text = _plain(unit.target[start:end])
                before = seen.setdefault(text, unit)
                if before is unit or len(text) <= _SHORT_SENTENCE or not _differ(before, unit):
                    continue
                yield note(
                    self,
                    unit,
                    "The same sentence stands twice in the translation; the original has two "
                    "different ones.",
                    found=unit.target[start:end],
                    target_span=(start, end),
                    confidence=0.9,
                )


def _sentence_spans(unit: UnitView) -> list[Span]:
    """The sentences of a unit's translation; mostly it is one."""
    if not _ENDED.search(unit.target):
        return [(0, len(unit.target))]
    return cut_sentences(unit.target, unit.target_language)


def _plain(text: str) -> str:
    return " ".join(word.text.lower() for word in cut_words(text))


def _differ(one: UnitView, two: UnitView) -> bool:
    first = {word.text.lower() for word in cut_words(one.source)}
    second = {word.text.lower() for word in cut_words(two.source)}
    return len(first & second) < 0.8 * max(len(first), len(second), 1)


def _repeats(words: tuple[Word, ...], text: str) -> list[tuple[Word, Word, int, int]]:
    """Phrases followed by themselves: first word, last word, phrase length, times."""
    lowered = [word.text.lower() for word in words[:2000]]
    found: list[tuple[Word, Word, int, int]] = []
    for length in range(1, _LONGEST_PHRASE + 1):
        run = 0
        for place in range(length, len(lowered)):
            run = run + 1 if lowered[place] == lowered[place - length] else 0
            if run and run % length == 0 and _counts(words, place, length, run, text):
                times = run // length + 1
                first = words[place - run - length + 1]
                found = [item for item in found if item[0] != first or item[2] != length]
                found.append((first, words[place], length, times))
    return found


def _counts(words: tuple[Word, ...], place: int, length: int, run: int, text: str) -> bool:
    """Single words count when small and not set off ("had had" is rare, "very, very" is style)."""
    start, end = words[place - length - length + 1].start, words[place].end
    between = text[start:end]
    if any(mark in between for mark in '.!?\n"“”'):
        return length > 2 and run >= length
    if length > 1:
        letters = sum(len(word.text) for word in words[place - length + 1 : place + 1])
        return letters > 4 and not all(
            word.text.isdigit() for word in words[place - length + 1 : place + 1]
        )
    word = words[place]
    gap = text[words[place - 1].end : word.start]
    if gap != " " or not word.text.isalpha() or len(word.text) < 2:
        return False
    return word.text[:1].islower() and word.text.lower() not in _DOUBLED_BY_RIGHT
