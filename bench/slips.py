"""Slips put into sound English or Portuguese translations, for training the desk's word doubts.

Each slip takes something away, adds something, or puts something else in its place, and says where.
What is put in comes from other sentences of the same texts, after the same word, so that it reads
well where it stands. Slips are the same every time for the same texts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.desk.contrast.closed_sets import closed_sets, find_rivalries
from dragoman.desk.coverage import small_words
from dragoman.language.negation import find_negations, with_negation, without_negation
from dragoman.language.words import Word, cut_words
from dragoman.records import Span

KINDS = {
    "cut": 4, "added": 2.5, "swapped": 3, "word": 1.5, "name": 2, "figure": 1.5, "rival": 2.5,
    "negation": 1.5,
}  # fmt: skip
"""Kinds of slips and how often each is tried."""

_LENGTHS = (1, 1, 2, 2, 3, 3, 4, 5, 7, 9)
_TRIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A damaged text: [start, end) of it stand where `before`, at `start` of the sound one, did."""

    text: str
    kind: str
    start: int
    end: int
    before: str

    @property
    def cut(self) -> Span:
        """What of the sound text is gone."""
        return self.start, self.start + len(self.before)


class SlipMaker:
    """Makes slips in one language; `texts` are where words, names and phrases are taken from."""

    def __init__(self, texts: Sequence[str], language: str, seed: int = 5) -> None:
        self._language = language
        self._chance = random.Random(seed)
        self._after: dict[str, list[tuple[str, int]]] = {}
        self._alike: dict[str, list[str]] = {}
        self._names: list[str] = []
        for text in dict.fromkeys(texts):
            self._learn(text)
        self._sets = closed_sets(language)

    def _learn(self, text: str) -> None:
        words = cut_words(text)
        small = small_words(self._language)
        for place, word in enumerate(words):
            self._after.setdefault(word.text.lower(), []).append((text, place))
            if word.text.islower() and len(word.text) > 4 and word.text not in small:
                self._alike.setdefault(word.text[-2:], []).append(word.text)
        self._names += [text[slice(*span)] for span in _names(text, words)]

    def make(self, text: str) -> Slip | None:
        """One slip of a random kind; None where nothing fits."""
        words = cut_words(text)
        if len(words) < 5:
            return None
        for _ in range(_TRIES):
            kind = self._chance.choices(list(KINDS), list(KINDS.values()))[0]
            slip: Slip | None = getattr(self, f"_{kind}")(text, words)
            if slip is not None and slip.text != text:
                return slip
        return None

    def _slip(self, text: str, kind: str, span: Span, put: str) -> Slip:
        start, end = span
        return Slip(
            text=text[:start] + put + text[end:], kind=kind, start=start, end=start + len(put),
            before=text[start:end],
        )  # fmt: skip

    def _cut(self, text: str, words: Sequence[Word]) -> Slip | None:
        """A clause between marks, or a run of words."""
        marks = [match.start() for match in re.finditer(r"[,;:–—]", text)]
        if marks and self._chance.random() < 0.4:
            start = self._chance.choice(marks)
            later = [mark for mark in marks if mark > start]
            end = later[0] if later else len(text.rstrip('.?!”" '))
            fits = 4 < end - start < 0.6 * len(text)
            return self._slip(text, "cut", (start, end), "") if fits else None
        count = min(self._chance.choice(_LENGTHS), len(words) - 3)
        first = self._chance.randrange(1, len(words) - count + 1)
        part = words[first : first + count]
        small = small_words(self._language)
        if all(word.text.lower() in small for word in part):
            return None
        start = len(text[: part[0].start].rstrip())
        return self._slip(text, "cut", (start, part[-1].end), "")

    def _borrowed(self, word: Word, text: str, count: int) -> str:
        """`count` words that follow the same word somewhere else, with the space before them."""
        places = self._after.get(word.text.lower(), [])
        for _ in range(_TRIES):
            other, place = self._chance.choice(places)
            words = cut_words(other)
            if other != text and place + count < len(words):
                return other[words[place].end : words[place + count].end]
        return ""

    def _added(self, text: str, words: Sequence[Word]) -> Slip | None:
        word = self._chance.choice(words[:-1])
        put = self._borrowed(word, text, self._chance.choice(_LENGTHS[1:]))
        return self._slip(text, "added", (word.end, word.end), put) if put else None

    def _swapped(self, text: str, words: Sequence[Word]) -> Slip | None:
        place = self._chance.randrange(len(words) - 1)
        count = min(self._chance.choice(_LENGTHS[:7]), len(words) - 1 - place)
        put = self._borrowed(words[place], text, self._chance.choice(_LENGTHS[:7]))
        span = words[place].end, words[place + count].end
        small = small_words(self._language)
        old, new = cut_words(text[slice(*span)]), cut_words(put)
        kept = {word.text.lower() for word in old} & {word.text.lower() for word in new}
        if not put or kept or all(word.text.lower() in small for word in (*old, *new)):
            return None
        return self._slip(text, "swapped", span, put)

    def _word(self, text: str, words: Sequence[Word]) -> Slip | None:
        """Another word with the same ending."""
        word = self._chance.choice(words)
        pool = self._alike.get(word.text[-2:], [])
        put = self._chance.choice(pool) if pool and len(word.text) > 4 else ""
        if not put or not word.text.islower() or put[:4] == word.text[:4]:
            return None
        return self._slip(text, "word", (word.start, word.end), put)

    def _name(self, text: str, words: Sequence[Word]) -> Slip | None:
        spans = _names(text, words)
        if not spans or not self._names:
            return None
        span, put = self._chance.choice(spans), self._chance.choice(self._names)
        return self._slip(text, "name", span, put) if put != text[slice(*span)] else None

    def _figure(self, text: str, words: Sequence[Word]) -> Slip | None:
        figures = [word for word in words if word.text.isdigit()]
        if not figures:
            return None
        word = self._chance.choice(figures)
        place = self._chance.randrange(len(word.text))
        digit = self._chance.choice([one for one in "123456789" if one != word.text[place]])
        put = word.text[:place] + digit + word.text[place + 1 :]
        return self._slip(text, "figure", (word.start, word.end), put)

    def _rival(self, text: str, _words: Sequence[Word]) -> Slip | None:
        """Another member of a closed set."""
        found = find_rivalries(text, self._language)
        if not found:
            return None
        one = self._chance.choice(found)
        if one.kind in ("sense", "pronoun", "modal") and self._chance.random() < 0.7:
            return None
        return self._slip(text, "rival", (one.start, one.end), self._chance.choice(one.rivals))

    def _negation(self, text: str, words: Sequence[Word]) -> Slip | None:
        found = [one for one in find_negations(text, self._language) if one.strong]
        if found:
            damaged = without_negation(text, found[0].words[0])
        else:
            near = self._chance.choice(words).start
            damaged = next(iter(with_negation(text, self._language, near, 3)), text)
        start = next(
            (at for at, (a, b) in enumerate(zip(text, damaged, strict=False)) if a != b),
            min(len(text), len(damaged)),
        )
        tail = 0
        while tail < min(len(text), len(damaged)) - start and text[-1 - tail] == damaged[-1 - tail]:
            tail += 1
        span = start, len(text) - tail
        return self._slip(text, "negation", span, damaged[start : len(damaged) - tail])


def _names(text: str, words: Sequence[Word]) -> list[Span]:
    """Runs of capitalised words after a small one."""
    spans, place = [], 1
    while place < len(words):
        last = place
        while last < len(words) and words[last].is_capitalised:
            if last > place and text[words[last - 1].end : words[last].start] != " ":
                break
            last += 1
        if last > place and words[place - 1].text.islower():
            spans.append((words[place].start, words[last - 1].end))
        place = max(last, place + 1)
    return spans
