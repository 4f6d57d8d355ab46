"""Where in a translation the words of a stretch of its original stand.

All places are code points [start, end). The evidence is how the words of both texts answer to each
other; what is spelled alike on both sides (names, numbers, footnote marks) goes before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from dragoman.records import AlignedSpan
from dragoman.translation.counterparts import Place, words_of

SHORT = 3
"""Letters up to which a word counts as one that carries little (articles, prepositions)."""

_LIGHT = 0.35
"""What such a word weighs where a content word weighs 1."""

_UNKNOWN = -0.05
"""What a word that answers to nothing adds to a run: gaps are closed, ends are not lengthened."""

_FIRM = 0.5
"""Weight of alignment from which a word's evidence counts in full."""

_SAME_MARK = 0.6
"""What it counts that the same mark (a comma, a full stop) stands before a break on both sides."""

_WINDOW = 300
"""Target words before and after the proportional place that are looked at: more than sentences
have, so that text without sentences costs no more than its length."""

_SPACE = re.compile(r"\s+")
_SOME = 0.15
"""Share of a word below which it is not taken for a counterpart at all."""


class Evidence:
    """What is known about one pair of sentences: `spans` say which words answer to which."""

    def __init__(self, source: str, target: str, spans: Sequence[AlignedSpan]) -> None:
        self.source = source
        self.target = target
        self.words = words_of(target)
        self._before = words_of(source)
        self._before_ends = [end for _, end in self._before]
        self._ends = [end for _, end in self.words]
        self._links: list[list[tuple[int, int, float]]] = [[] for _ in self.words]
        for span in spans:
            for index in range(bisect_right(self._ends, span.target_start), len(self.words)):
                start, end = self.words[index]
                common = min(end, span.target_end) - max(start, span.target_start)
                if common <= 0:
                    break
                weight = span.p * common / (end - start)
                self._links[index].append((span.source_start, span.source_end, weight))
        self.mass = [sum(weight for *_, weight in links) for links in self._links]
        self._weights = [1.0 if self._is_full(place) else _LIGHT for place in self.words]

    def _is_full(self, place: Place) -> bool:
        word = self.target[slice(*place)]
        return len(word) > SHORT or not word.isalpha() or (len(word) > 1 and word.isupper())

    def share(self, index: int, start: int, end: int) -> float:
        """How much of target word `index` answers to source [start, end)."""
        return sum(
            weight * max(0, min(end, last) - max(start, first)) / (last - first)
            for first, last, weight in self._links[index]
        )

    def has_words(self, start: int, end: int) -> bool:
        """True when a source word, or a part of one, stands in [start, end)."""
        return start < end and bool(self._cut_words(start, end))

    def whole_words(self, start: int, end: int) -> Place:
        """Source [start, end) with the rest of the words that it cuts."""
        words = self._cut_words(start, end)
        return (min(start, words[0][0]), max(end, words[-1][1])) if words else (start, end)

    def _cut_words(self, start: int, end: int) -> Sequence[Place]:
        """The source words that reach into [start, end)."""
        first = bisect_right(self._before_ends, start)
        return self._before[first : bisect_left(self._before, (end, -1))]

    def inside(self, within: Place) -> range:
        """The indices of the target words that lie in `within`."""
        first = bisect_left(self.words, (within[0], -1))
        return range(first, max(first, bisect_right(self._ends, within[1])))

    def _near(self, at: int) -> range:
        """The target words around the place that source `at` has in proportion."""
        middle = len(self.words) * at // max(1, len(self.source))
        return range(max(0, middle - _WINDOW), min(len(self.words), middle + _WINDOW))

    def best_run(self, start: int, end: int, free: Sequence[Place]) -> tuple[float, Place] | None:
        """The run of target words that answers best to source [start, end), and how well."""
        best: tuple[float, int, int] | None = None
        near = self._near((start + end) // 2)
        for gap in free:
            own = self.inside(gap)
            part = range(max(own.start, near.start), min(own.stop, near.stop))
            found = self._run_in(part, start, end)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
        if best is None:
            return None
        strength, first, last = best
        first = self._without_article(first, last)
        return strength, (self.words[first][0], self.words[last][1])

    def _run_in(self, indices: range, start: int, end: int) -> tuple[float, int, int] | None:
        """The best run among neighbouring words; failing that the one word that answers most."""
        best: tuple[float, int, int] | None = None
        total, first = 0.0, indices.start
        most, likeliest = _SOME, -1
        for index in indices:
            share, mass = self.share(index, start, end), self.mass[index]
            value = _UNKNOWN
            if mass > 0:
                value = (2 * share / mass - 1) * min(1.0, mass / _FIRM)
            if total <= 0:
                total, first = 0.0, index
            total += value * self._weights[index]
            if total > 0 and value > 0 and (best is None or total >= best[0]):
                best = (total, first, index)
            if share > most:
                most, likeliest = share, index
        if best is None and likeliest >= 0:
            return most * _LIGHT, likeliest, likeliest
        return best

    def _without_article(self, first: int, last: int) -> int:
        """The first word of a run, past an article that only stands by for its noun."""
        while first < last and self._weights[first] < 1 and self._links[first]:
            begin, end, weight = max(self._links[first], key=lambda link: link[2])
            if all(self.share(one, begin, end) <= weight for one in range(first + 1, last + 1)):
                return first
            first += 1
        return first

    def anchor(self, start: int, end: int) -> int:
        """Where source [start, end) would stand: by its nearest neighbours, or in proportion."""
        before = bisect_left(self._before, (start, -1))
        after = bisect_right(self._before_ends, end)
        left = [(a, min(b, start)) for a, b in self._before[max(0, before - 8) : before]]
        right = [(max(a, end), b) for a, b in self._before[after : after + 8]]
        sides = [*((start - b, a, b, 1) for a, b in left), *((a - end, a, b, 0) for a, b in right)]
        near = self._near(start)
        for _, first, last, side in sorted(sides)[:8]:
            if first >= last or not near:
                continue
            best = max(near, key=lambda index: self.share(index, first, last))
            if self.share(best, first, last) > _SOME:
                return self.words[best][side]
        return len(self.target) * start // max(1, len(self.source))

    def nearest(self, start: int, end: int, free: Sequence[Place]) -> Place | None:
        """The free word that lies nearest to where source [start, end) would stand."""
        at = self.anchor(start, end)
        words = [self.words[index] for gap in free for index in self.inside(gap)]
        return min(words, key=lambda place: max(place[0] - at, at - place[1], 0), default=None)

    def break_place(self, at: int, within: Place, after: int) -> int:
        """Where a line break at source `at` goes: a gap in `within`, not before `after`."""
        near = self._near(at)
        low, high = max(within[0], after), within[1]
        if near:
            low = max(low, self.words[near.start][0] if near.start else 0)
            high = min(high, self.words[near.stop - 1][1] if near.stop < len(self.words) else high)
        gaps = [
            match.start()
            for match in _SPACE.finditer(self.target, low, max(low, high))
            if match.end() < within[1]
        ]
        if not self.source[at:].strip() or not gaps:
            return max(after, len(self.target[: within[1]].rstrip()))
        if not self.source[:at].strip():
            return max(after, within[0])
        sides = [
            self.share(index, 0, at) - self.share(index, at, len(self.source)) for index in near
        ]
        sums = [0.0, *accumulate(sides)]
        mark = self.source[:at].rstrip()[-1:]
        even = len(self.target) * at / max(1, len(self.source))

        def value(gap: int) -> tuple[float, float]:
            cut = bisect_right(self._ends, gap, near.start, near.stop) - near.start
            same = not mark.isalnum() and self.target[:gap].rstrip()[-1:] == mark
            return 2 * sums[cut] + (_SAME_MARK if same else 0.0), -abs(gap - even)

        return max(gaps, key=value)
