"""Long sentences, cut where a clause ends, so that an engine sees no more than it can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_PIECE = 600  # characters: about 150 pieces of a vocabulary; for scripts without spaces
_LEAST_SHARE = 0.35  # of the cap; a shorter piece says too little to be translated well
_WORD = re.compile(r"\S+")
_STOP = re.compile(r"[.!?…][\"'”’»)]*$")
_SEMICOLON = re.compile(r"[;:][\"'”’»)]*$")
_COMMA = re.compile(r",[\"'”’»)]*$")
_DASH = re.compile(r"[-–—]$")
_JOINING = frozenset({  # words that begin a clause, in English and its neighbours
    "and", "but", "or", "which", "who", "while", "because", "although", "when", "where",
    "that", "as", "after", "before", "if", "e", "mas", "ou", "que", "porque", "embora",
    "quando", "onde", "enquanto", "pois", "se", "após", "antes", "y", "pero", "o", "aunque",
    "cuando", "donde", "mientras", "und", "aber", "oder", "dass", "weil", "wenn", "et", "mais",
    "qui", "parce", "quand", "où",
})  # fmt: skip
_SENTENCE_END = (".", "!", "?", "…")


def cut_clauses(text: str, cap: int) -> list[tuple[int, int]]:
    """Spans of `text`, each of at most `cap` words and `LONGEST_PIECE` characters, in order.

    Every character but the white space between pieces is in a span. A sentence within the cap is
    one span; a quotation is not cut where another place will do.
    """
    words = [found.span() for found in _WORD.finditer(text)]
    words = [piece for word in words for piece in _cut_word(*word)]
    spans: list[tuple[int, int]] = []
    first = 0
    quoted = _quoted(text)
    while first < len(words):
        last = _last_word(text, words, first, cap, quoted)
        spans.append((words[first][0], words[last - 1][1]))
        first = last
    return spans


def _cut_word(start: int, end: int) -> list[tuple[int, int]]:
    """A word that is longer than a piece may be, in pieces (Chinese, or a broken page)."""
    return [(at, min(end, at + LONGEST_PIECE)) for at in range(start, end, LONGEST_PIECE)]


def _quoted(text: str) -> list[bool]:
    """For each character, whether it stands between straight double marks."""
    inside, marks = False, []
    for char in text:
        if char == '"':
            inside = not inside
        marks.append(inside)
    return marks


def _last_word(
    text: str, words: Sequence[tuple[int, int]], first: int, cap: int, quoted: Sequence[bool]
) -> int:
    """The index after the last word of the piece that begins at word `first`."""
    limit = first
    while (
        limit < len(words)
        and limit - first < cap
        and words[limit][1] - words[first][0] <= LONGEST_PIECE
    ):
        limit += 1
    limit = max(limit, first + 1)
    if limit == len(words):
        return limit
    least = first + max(1, int((limit - first) * _LEAST_SHARE))
    places = range(least, limit + 1)
    return max(places, key=lambda place: (_strength(text, words, place, quoted), place))


def _strength(
    text: str, words: Sequence[tuple[int, int]], place: int, quoted: Sequence[bool]
) -> float:
    """How good a place the gap before word `place` is to cut at."""
    before = text[words[place - 1][0] : words[place - 1][1]]
    after = text[words[place][0] : words[place][1]].casefold()
    if words[place - 1][1] == words[place][0]:
        return 0.0
    if _STOP.search(before):
        strength = 5.0
    elif _SEMICOLON.search(before):
        strength = 4.0
    elif _COMMA.search(before):
        strength = 3.5 if after in _JOINING else 3.0
    elif _DASH.search(after):
        strength = 3.0
    else:
        strength = 2.0 if after in _JOINING else 1.0
    return strength - (2.5 if quoted[words[place - 1][1] - 1] and '"' not in before[-2:] else 0)


def join_pieces(
    sources: Sequence[str], targets: Sequence[str]
) -> tuple[str, list[tuple[int, int]]]:
    """The translations of a sentence's pieces as one sentence, and the span of each in it.

    An engine takes each piece for a sentence: a full stop that it added inside is taken off, and
    a capital that it began with is made small where the source's piece began small.
    """
    joined = ""
    places: list[tuple[int, int]] = []
    for place, (source, target) in enumerate(zip(sources, targets, strict=True)):
        words = target.strip()
        if place + 1 < len(sources) and not source.rstrip("\"'”’»)").endswith(_SENTENCE_END):
            words = words[:-1] if words.endswith(".") and not words.endswith("..") else words
        if place and source[:1].islower() and words[:1].isupper() and not words[1:2].isupper():
            words = words[:1].lower() + words[1:]
        joined += " " if joined and words else ""
        places.append((len(joined), len(joined) + len(words)))
        joined += words
    return joined, places
