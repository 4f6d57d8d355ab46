"""Notices a translation that repeats itself."""

from __future__ import annotations

from collections import Counter

# Any four words three times, or three equal words in a row, unless the source does so too.
RUN_WORDS = 4
RUN_TIMES = 3
SAME_IN_A_ROW = 3


def repeats_itself(source: str, target: str) -> bool:
    """Whether the target repeats words in a way that the source does not."""
    return _loops(target.casefold().split()) and not _loops(source.casefold().split())


def _loops(words: list[str]) -> bool:
    for start in range(len(words) - SAME_IN_A_ROW + 1):
        if len(set(words[start : start + SAME_IN_A_ROW])) == 1:
            return True
    runs = zip(*(words[offset:] for offset in range(RUN_WORDS)), strict=False)
    return any(times >= RUN_TIMES for times in Counter(runs).values())
