"""What shows that an engine ran wild: loops, texts far too long or too short, plain copies."""

from __future__ import annotations

import re
from collections import Counter

from dragoman.records import Finish

_WORD = re.compile(r"\w+")
_LEAST_WORDS = 8  # under this a translation may well be half or twice as long
_LONGEST = 2.2  # times the source's characters; of 956 news sentences 3 left 0.6 to 1.7
_SHORTEST = 0.4
_COPIED = 0.7  # half of the words are copied in 23 of 956 sentences, some of them rightly


def finish_of(source: str, target: str) -> Finish:
    """How a translation ended, judged from the two texts alone.

    A loop is a run of four words three times over, or one word three times in a row, that the
    source does not have itself. Length is judged only for sentences of eight words or more.
    """
    if _loops(target, 4) and not _loops(source, 3):
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


def _loops(text: str, run: int) -> bool:
    """True when `run` words come three times over, one word three times in a row, or a syllable."""
    words = [word.casefold() for word in _WORD.findall(text)]
    for place in range(len(words) - 2):
        if words[place] == words[place + 1] == words[place + 2] and not words[place].isdigit():
            return True
    if len(words) < 12:
        return _glued_loop(text)
    runs = Counter(tuple(words[place : place + run]) for place in range(len(words) - run + 1))
    return max(runs.values()) >= 3 or _glued_loop(text)


def _glued_loop(text: str) -> bool:
    """True for a syllable that repeats inside a word, as in "bananananananana"."""
    return any(
        re.search(r"(\w{2,6})\1{4,}", word) is not None and not word.isdigit()
        for word in _WORD.findall(text)
        if len(word) >= 10
    )


def is_copied(source: str, target: str) -> bool:
    """True when seven of ten of a headline's words of four letters or more came back alike."""
    words = [word for word in _WORD.findall(source) if len(word) > 3 and word.isalpha()]
    there = {word.casefold() for word in _WORD.findall(target)}
    copied = sum(word.casefold() in there for word in words)
    return len(words) >= 3 and copied >= _COPIED * len(words)
