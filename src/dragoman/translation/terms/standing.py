"""Where phrases stand in a translation, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dragoman.records import AlignedSpan, EngineResult

REPLACED = 0.5
"""Weight of an alignment from which on a word of the free translation is what the engine wrote for
a term."""

ANSWERS = 0.25
"""The same from which on a forbidden word stands for the term; for other words it may stand."""


def answers(
    phrase: str, place: tuple[int, int], text: str, alignment: Sequence[AlignedSpan]
) -> bool:
    """Whether a phrase stands in a text for the source's words at a place ((0, 0): for any).

    Without an alignment, whether it stands there at all.
    """
    found = spans_of(phrase, text)
    if not found or not alignment or place[1] <= place[0]:
        return bool(found)
    return any(
        link.p >= ANSWERS
        and link.source_start < place[1]
        and link.source_end > place[0]
        and link.target_start < last
        and link.target_end > first
        for first, last in found
        for link in alignment
    )


def stands(phrase: str, text: str, *, exact: bool = False) -> bool:
    """Whether a phrase stands in a text as whole words."""
    if exact and phrase not in text:
        return False
    return _pattern(phrase, exact).search(text) is not None


def spans_of(phrase: str, text: str, *, exact: bool = False) -> list[tuple[int, int]]:
    """Where a phrase stands in a text as whole words; whatever its capitals, if not `exact`."""
    return [found.span() for found in _pattern(phrase, exact).finditer(text)]


@lru_cache(maxsize=16384)
def _pattern(phrase: str, exact: bool) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", 0 if exact else re.IGNORECASE)


def written_for(
    free: EngineResult, place: tuple[int, int], least: float = REPLACED
) -> list[tuple[int, int]]:
    """Where the words stand that the engine wrote for the source's words at a place, in order.

    `least` is the weight of the alignments that count.
    """
    return sorted(
        {
            (span.target_start, span.target_end)
            for span in free.alignment
            if span.p >= least and span.source_start < place[1] and span.source_end > place[0]
        }
    )
