"""What shows that an engine ran wild: loops, texts far too long or too short, plain copies."""

from __future__ import annotations

import re
from collections import Counter

from dragoman.records import Finish

_WORD = re.compile(r"\w+")
_LEAST_WORDS = 8  # under this a translation may well be half or twice as long
_LONGEST = 2.2  # times the source's characters; of 956 news sentences 3 left 0.6 to 1.7
_SHORTEST = 0.4
_COPIED = 0.5  # of the small-letter words; 23 of 956 sentences, nearly all of them headlines


def finish_of(source: str, target: str) -> Finish:
    """How a translation ended, judged from the two texts alone.

    A loop is a run of four words three times over, or one word three times in a row, that the
    source does not have itself. Length is judged only for sentences of eight words or more.
    """
    if _loops(target) and not _loops(source):
        return Finish.LOOP
    words = len(_WORD.findall(source))
    if words >= _LEAST_WORDS:
        ratio = len(target) / max(1, len(source))
        if not _SHORTEST <= ratio <= _LONGEST:
            return Finish.LENGTH if _alphabetic(source) == _alphabetic(target) else Finish.OK
    elif len(target) > 60 + 4 * len(source):
        return Finish.LENGTH
    return Finish.OK


def _alphabetic(text: str) -> bool:
    """False for scripts that write a word in one or two signs, where lengths cannot be compared."""
    dense = sum(1 for char in text if "\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af")
    return dense * 4 < len(text)


def _loops(text: str) -> bool:
    """True when a text repeats itself as a decoder that lost its way does."""
    words = [word.casefold() for word in _WORD.findall(text)]
    for place in range(len(words) - 2):
        if words[place] == words[place + 1] == words[place + 2] and not words[place].isdigit():
            return True
    if len(words) < 12:
        return _glued_loop(text)
    runs = Counter(tuple(words[place : place + 4]) for place in range(len(words) - 3))
    return max(runs.values()) >= 3 or _glued_loop(text)


def _glued_loop(text: str) -> bool:
    """True for a syllable that repeats inside a word, as in "bananananananana"."""
    return any(
        re.search(r"(\w{2,6})\1{4,}", word) is not None and not word.isdigit()
        for word in _WORD.findall(text)
        if len(word) >= 10
    )


def is_copied(source: str, target: str) -> bool:
    """True when half or more of a sentence's words of four letters or more came back as they were.

    Only words in small letters count where there are enough of them; in a headline all do.
    """
    words = [word for word in _WORD.findall(source) if len(word) > 3 and word.isalpha()]
    small = [word for word in words if word.islower()]
    counted = small if len(small) >= 3 else words
    if len(counted) < 3:
        return False
    there = {word.casefold() for word in _WORD.findall(target)}
    return sum(word.casefold() in there for word in counted) >= _COPIED * len(counted)
