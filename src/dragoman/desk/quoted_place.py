"""Where in a translation the words of a quotation stand that has lost its marks.

Every stretch of words is weighed: its words should answer to quoted words and the others should
not, its edges should stand at the same kind of mark as the quotation's (a colon before it, a comma
behind it, the sentence's edge), and it should be about as long and about as far into the sentence.
The words answer to one another by the models' alignments, both ways; without a model by the word
list, by look, and as names and numbers.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.coverage import is_content, small_words
from dragoman.desk.word_links import Link, word_links
from dragoman.language.quotes import DOUBLE_MARKS, SINGLE_MARKS, Quotation
from dragoman.language.reporting import reporting_words
from dragoman.language.words import Word, cut_words
from dragoman.records import Span

_MOST_WORDS = 160  # in a longer sentence the search would cost too much
_OF_SMALL = 0.6  # weight of a function word; others weigh 1
_DOUBT = 0.3  # attention that a word needs before it says half of what it could
# Chosen on even documents of NTREX (marks taken away, and looked for): see `tests/desk`.
_EDGE, _MARK, _COMMA, _BARE = 2.0, 2.0, 1.2, 0.5
_LENGTH, _PLACE = 1.5, 3.0
_SMALL, _SAID, _CAPITAL = 0.6, 2.0, 0.8
_SPOKEN, _VERB_WITHIN = 1.2, 4  # a verb that reports stands so many words behind both quotations
_SURE = 9.0
_BEFORE, _BEHIND = "$€£¿¡#@", "%°"
_ANY_MARK = DOUBLE_MARKS + SINGLE_MARKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of the target, without marks: `weight` says how much speaks for it.

    `lead` is by how much it outweighs any other.
    """

    start: int
    end: int
    weight: float
    lead: float

    @property
    def span(self) -> Span:
        """Code points of the target."""
        return self.start, self.end


def place_of_quotation(
    document: DocumentView,
    unit: UnitView,
    quoted: Quotation,
    *,
    start: int | None = None,
    end: int | None = None,
    barred: Sequence[Span] = (),
) -> Place | None:
    """The stretch of the target that answers to a quotation of the source; None without words.

    `start` or `end` is the place of a mark that stands there; `barred` belongs to other quotations.
    """
    words = cut_words(unit.target)
    if not words or len(words) > _MOST_WORDS or not cut_words(quoted.inner):
        return None
    same = _unchanged(unit.target, quoted) if start is None and end is None else None
    if same is not None and not any(a < same.end and same.start < b for a, b in barred):
        return same
    search = _Search(document, unit, quoted, words)
    options = [
        (search.weight(first, last), first, last)
        for first, last in _stretches(words, start, end, barred)
    ]
    if not options:
        return None
    options.sort(reverse=True)
    weight, first, last = options[0]
    lead = weight - options[1][0] if len(options) > 1 else _SURE
    begins, ends = words[first].start, words[last].end
    return Place(
        start=_at_signs(unit.target, begins), end=_behind_signs(unit.target, ends),
        weight=weight, lead=lead,
    )  # fmt: skip


def _unchanged(text: str, quoted: Quotation) -> Place | None:
    """The words as they are, where they stand once: a name, or words of another language."""
    inner = quoted.inner.strip(_ANY_MARK + " \u00a0,.")
    found = list(re.finditer(rf"(?<!\w){re.escape(inner)}(?!\w)", text)) if len(inner) > 2 else []
    if len(found) != 1:
        return None
    return Place(start=found[0].start(), end=found[0].end(), weight=_SURE, lead=_SURE)


def _stretches(
    words: Sequence[Word],
    start: int | None,
    end: int | None,
    barred: Sequence[Span],
) -> Iterator[tuple[int, int]]:
    """First and last word of every stretch that may be the quotation."""
    free = [not any(a <= word.start < b for a, b in barred) for word in words]
    first_allowed = [
        place
        for place, word in enumerate(words)
        if free[place] and (start is None or word.start > start)
    ]
    if start is not None:
        first_allowed = first_allowed[:1]
    last_allowed = None
    if end is not None:
        inside = [place for place, word in enumerate(words) if word.end <= end and free[place]]
        last_allowed = inside[-1:] or [-1]
    for first in first_allowed:
        for last in range(first, len(words)):
            if not free[last]:
                break
            if last_allowed is None or last in last_allowed:
                yield first, last


class _Search:
    """What weighs a stretch of one sentence."""

    def __init__(
        self, document: DocumentView, unit: UnitView, quoted: Quotation, words: Sequence[Word]
    ) -> None:
        self._unit, self._quoted, self._words = unit, quoted, words
        self._before = unit.source[: quoted.start].rstrip(_ANY_MARK + " \u00a0")
        self._after = unit.source[quoted.end :].strip(_ANY_MARK + " \u00a0")
        self._inner = quoted.inner.strip(_ANY_MARK + " \u00a0")
        self._small = small_words(unit.target_language)
        gains = _gains(words, quoted, word_links(document, unit), self._small)
        self._sums = [0.0, *itertools.accumulate(gains)]
        verbs = reporting_words(unit.target_language)
        self._verbs = [0, *itertools.accumulate(word.text.lower() in verbs for word in words)]
        inner = cut_words(self._inner)
        self._quotes_verbs = any(
            word.text.lower() in reporting_words(unit.source_language) for word in inner
        )
        behind = [word.text.lower() for word in cut_words(self._after)[:_VERB_WITHIN]]
        self._is_spoken = not reporting_words(unit.source_language).isdisjoint(behind)
        known = small_words(unit.source_language)
        self._ends_small = tuple(_is_small(inner[place], known) for place in (0, -1))
        self._scale = max(len(unit.target), 1) / max(len(unit.source), 1)

    def weight(self, first: int, last: int) -> float:
        """How much speaks for the stretch from one word to another."""
        inside = self._sums[last + 1] - self._sums[first]
        outside = self._sums[-1] - inside
        edges = self._opening(first) + self._closing(last)
        return inside - outside + edges + self._words_at(first, last) + self._size(first, last)

    def _words_at(self, first: int, last: int) -> float:
        """What the words say: small ones at the edges, a capital, a verb that reports the words."""
        words = self._words
        found = 0.0
        for place, is_small in zip((first, last), self._ends_small, strict=True):
            if _is_small(words[place], self._small) and not is_small:
                found -= _SMALL
        if first and self._ends_small[0] and not _is_small(words[first], self._small):
            found -= _SMALL if _is_small(words[first - 1], self._small) else 0.0
        if not self._quotes_verbs and self._verbs[last + 1] > self._verbs[first]:
            found -= _SAID
        soon = min(last + 1 + _VERB_WITHIN, len(words))
        if self._is_spoken and self._verbs[soon] > self._verbs[last + 1]:
            found += _SPOKEN
        if self._inner[:1].isupper() and first and not words[first].is_capitalised:
            found -= _CAPITAL if self._before[-1:] in (":", ",") else 0.0
        return found

    def _opening(self, first: int) -> float:
        words, text = self._words, self._unit.target
        gap = text[words[first - 1].end : words[first].start] if first else ""
        if not self._before:
            return _EDGE if not first else 0.0
        if not first:
            return -_EDGE
        return _same_mark(self._before[-1:], gap)

    def _closing(self, last: int) -> float:
        words, text = self._words, self._unit.target
        final = last == len(words) - 1
        gap = text[words[last].end : words[last + 1].start] if not final else ""
        if not self._after.strip(".!?…,;"):
            return _EDGE if final else 0.0
        if final:
            return -_EDGE
        ends = self._inner[-1:] if self._inner[-1] in ",.;:?!…" else ""
        return _same_mark(ends or self._after[:1], gap)

    def _size(self, first: int, last: int) -> float:
        """Less for a stretch of another length than expected, or at another place."""
        start, end = self._words[first].start, self._words[last].end
        wanted = max(len(self._inner) * self._scale, 1.0)
        apart = abs(log((end - start) / wanted))
        source, target = max(len(self._unit.source), 1), max(len(self._unit.target), 1)
        moved = abs(self._quoted.start / source - start / target)
        moved += abs(self._quoted.end / source - end / target)
        return -_LENGTH * apart - _PLACE * moved


def _is_small(word: Word, small: frozenset[str]) -> bool:
    """A function word; words of one letter are, listed or not."""
    return word.text.lower() in small or (len(word.text) == 1 and word.text.isalpha())


def _same_mark(mark: str, gap: str) -> float:
    """For an edge where the original has this mark, or none, and the translation this gap."""
    if mark in ".?!…" and mark:
        return _MARK if mark in gap else 0.0
    if mark == ":":
        return _MARK if ":" in gap else _COMMA if "," in gap else 0.0
    if mark and mark in ",;–—-(":
        return _COMMA if gap.strip(" \u00a0" + _ANY_MARK) else 0.0
    return 0.0 if gap.strip(" \u00a0" + _ANY_MARK) else _BARE


def _gains(
    words: Sequence[Word], quoted: Quotation, links: Iterable[Link], small: frozenset[str]
) -> list[float]:
    """For every target word how clearly it is quoted (up to 1) or is not (down to -1)."""
    at = {
        letter: place for place, word in enumerate(words) for letter in range(word.start, word.end)
    }
    said, other = [0.0] * len(words), [0.0] * len(words)
    for source, target, p in links:
        place = at.get(target)
        if place is not None:
            (said if quoted.start <= source < quoted.end else other)[place] += p
    return [
        (1.0 if is_content(word, small) or word.text[0].isdigit() else _OF_SMALL)
        * (said[place] - other[place])
        / (said[place] + other[place] + _DOUBT)
        for place, word in enumerate(words)
    ]


def _at_signs(text: str, start: int) -> int:
    while start and text[start - 1] in _BEFORE:
        start -= 1
    return start


def _behind_signs(text: str, end: int) -> int:
    while end < len(text) and text[end] in _BEHIND:
        end += 1
    return end
