"""The ends of a marked place: quotation marks, brackets and stops beside its words.

Words are placed by what they answer to; the marks around them go by where the original has them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from dragoman.translation.counterparts import Place, words_of

_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”", "„": "“", '"': '"'}
_QUOTING = frozenset((*_PAIRS, *_PAIRS.values()))


def with_marks(own: str, target: str, place: Place, within: Place) -> Place:
    """A place in `target` with marks at its ends as `own`, the words of its source, has them.

    It grows no further than `within`, and holds both ends of a quotation or neither, unless the
    original breaks one, too.
    """
    words = words_of(own)
    first, last = place
    ahead = words[0][0] if words else 0
    while ahead and first > within[0] and _is_mark(target[first - 1]):
        first, ahead = first - 1, ahead - 1
    behind = len(own) - words[-1][1] if words else 0
    while behind and last < within[1] and _is_mark(target[last]):
        last, behind = last + 1, behind - 1
    has_pairs = any(char in _QUOTING for char in own)
    if has_pairs and _is_loose(own):
        return first, last
    return _balanced(target, (first, last), within, may_grow=has_pairs)


def _balanced(target: str, place: Place, within: Place, *, may_grow: bool) -> Place:
    """A place that holds both ends of a quotation or neither, by the smaller change."""
    first, last = place
    for opening, closing in pairs_in(target):
        if first <= opening < last <= closing:
            if may_grow and closing == last and closing < within[1]:
                last += 1
                continue
            first, last = _larger(target, (first, last), opening)
        elif opening < first <= closing < last:
            if may_grow and opening == first - 1 >= within[0]:
                first -= 1
                continue
            first, last = _larger(target, (first, last), closing)
    return first, last


def _larger(target: str, place: Place, cut: int) -> Place:
    """The side of a mark at `cut` that holds more words of a place."""
    first, last = place
    sides = [
        [word for word in words_of(target) if low <= word[0] and word[1] <= high]
        for low, high in ((first, cut), (cut + 1, last))
    ]
    words = max(sides, key=len)
    return (words[0][0], words[-1][1]) if words else place


@lru_cache(maxsize=8)
def pairs_in(text: str) -> tuple[Place, ...]:
    """(opening, closing) offsets of the quotations and brackets of a text that close."""
    found: list[Place] = []
    opened: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if opened and char == opened[-1][0]:
            found.append((opened.pop()[1], at))
        elif char in _PAIRS:
            opened.append((_PAIRS[char], at))
    return tuple(found)


def _is_loose(text: str) -> bool:
    """True when a mark of a pair stands in a text without the other."""
    paired = {at for pair in pairs_in(text) for at in pair}
    return any(char in _QUOTING and at not in paired for at, char in enumerate(text))


def _is_mark(char: str) -> bool:
    """True for punctuation that stands at the ends of words."""
    return unicodedata.category(char).startswith("P")
