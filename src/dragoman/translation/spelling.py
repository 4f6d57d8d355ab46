"""What is spelled alike on both sides: names, numbers, addresses, footnote marks.

Goes before any alignment, unless the alignment denies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dragoman.translation.counterparts import Place
from dragoman.translation.placing import SHORT, Evidence

_MOST = 300
"""Places of the same letters that are looked at in one text."""

_ORDINAL = re.compile(r"\d\.?([ºª°]|[^\W\d_]{1,3})(?!\w)")


def spelled_alike(evidence: Evidence, start: int, end: int, free: Sequence[Place]) -> Place | None:
    """Where the words of source [start, end) stand letter by letter; None when not sure."""
    wanted = evidence.source[start:end]
    if len(wanted) <= SHORT and not any(char.isdigit() or char.isupper() for char in wanted):
        return None
    before, after = _lowered(evidence.source, evidence.target)
    places = list(occurrences(before[start:end], after))
    here = list(occurrences(before[start:end], before))
    if not places or len(places) != len(here):
        return None
    place = places[0]
    if len(places) > 1:
        scores = [_agreement(evidence, one, start, end) for one in places]
        place = places[max(range(len(places)), key=scores.__getitem__)]
    if _agreement(evidence, place, start, end) < 0 and not any(map(str.isdigit, wanted)):
        return None
    return place if any(gap[0] <= place[0] and place[1] <= gap[1] for gap in free) else None


def _agreement(evidence: Evidence, place: Place, start: int, end: int) -> float:
    """How far the alignment agrees that `place` answers to source [start, end); < 0: not."""
    words = evidence.inside(place)
    share = sum(evidence.share(index, start, end) for index in words)
    return share - 0.2 * sum(evidence.mass[index] for index in words)


def spelled_near(evidence: Evidence, start: int, end: int, free: Sequence[Place]) -> Place | None:
    """The place of a small mark's own letters that lies nearest to the word it stood by."""
    wanted, near = evidence.source[start:end], evidence.anchor(start, end)
    places = [
        place
        for place in occurrences(wanted, evidence.target)
        if any(gap[0] <= place[0] and place[1] <= gap[1] for gap in free)
    ]
    before = evidence.source[start - 1 : start]
    if not places and wanted.isalpha() and before.isdigit():
        places = [match.span(1) for match in _ORDINAL.finditer(evidence.target)]
        places = [p for p in places if any(a <= p[0] and p[1] <= b for a, b in free)]
    return min(places, key=lambda place: abs(place[0] - near), default=None)


@lru_cache(maxsize=8)
def _lowered(source: str, target: str) -> tuple[str, str]:
    """Both texts without regard to case, where that does not change their lengths."""
    lowered = (source.lower(), target.lower())
    same = (len(lowered[0]), len(lowered[1])) == (len(source), len(target))
    return lowered if same else (source, target)


def occurrences(wanted: str, text: str) -> Iterator[Place]:
    """The places of `wanted` in `text` that do not cut a word or a number.

    Of a text that is full of it only the first are looked at.
    """
    at = text.find(wanted) if wanted else -1
    tries = _MOST
    while at >= 0 and tries:
        end, tries = at + len(wanted), tries - 1
        if not (_joins(text, at) or _joins(text, end)):
            yield at, end
        at = text.find(wanted, at + 1)


def _joins(text: str, at: int) -> bool:
    """True when two letters, or the digits of one number, meet at `at`."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return False
    if before[-1].isalpha() and after[0].isalpha():
        return True
    if before[-1].isdigit() and after[0].isdigit():
        return True
    pointed = before[0].isdigit() and before[-1] in ".," and after[0].isdigit()
    return pointed or (before[-1].isdigit() and after[0] in ".," and after[1:].isdigit())
