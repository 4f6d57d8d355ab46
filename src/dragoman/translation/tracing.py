"""Texts that remember where each of their characters came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from dragoman.language.typography import Edit, apply_edits


class TracedText:
    """A text under change, with the way back to the text it was made from.

    `text` is the text now. Offsets are code points; `before` is the length of the first text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.before = len(text)
        self._origins: list[tuple[int, int]] | None = None  # None: nothing has changed yet

    @classmethod
    def joined(cls, parts: Sequence[str], glue: str) -> TracedText:
        """A fresh text made of parts, and nothing to go back to but itself."""
        return cls(glue.join(parts))

    def edit(self, edits: Sequence[Edit]) -> None:
        """Apply edits (start, end, replacement), in order and apart from each other.

        A replacement as long as what it replaces is taken letter by letter; any other comes from
        the whole of what it replaces.
        """
        if not edits:
            return
        if self._origins is None:
            self._origins = [(at, at + 1) for at in range(len(self.text))]
        origins: list[tuple[int, int]] = []
        at = 0
        for start, end, replacement in edits:
            origins += self._origins[at:start]
            if len(replacement) == end - start:
                origins += self._origins[start:end]
            else:
                origins += [self.origin(start, end)] * len(replacement)
            at = end
        origins += self._origins[at:]
        self.text = apply_edits(self.text, edits)
        self._origins = origins

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the first text that [start, end) of the text now comes from."""
        if self._origins is None:
            return start, end
        if start >= end:
            place = self._origins[start][0] if start < len(self._origins) else self.before
            return place, place
        span = self._origins[start:end]
        return min(first for first, _ in span), max(last for _, last in span)

    def whereabouts(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the text now that [start, end) of the first text became; None if it went."""
        if self._origins is None:
            return start, end
        low = bisect_right(self._origins, start, key=itemgetter(1))
        high = bisect_left(self._origins, end, key=itemgetter(0))
        while low < high and self._origins[low][0] == self._origins[low][1]:
            low += 1  # what was put in comes from nowhere
        while low < high and self._origins[high - 1][0] == self._origins[high - 1][1]:
            high -= 1
        return (low, high) if low < high else None
