"""Long sentences, cut where a clause ends, so that an engine sees no more than it can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.translation.quotations import quoted_spans

LONGEST_PIECE = 500  # characters: about 125 pieces of a vocabulary, and never more than 512
_LEAST_SHARE = 0.35  # of the cap; a shorter piece says too little to be translated well
_LEAST_WORDS = 3  # of a piece that ends early so that a quotation stays whole
_UNEVEN = 0.9  # what a place at the far end counts less than one at the best length
_IN_QUOTATION = 3.0  # what a place within a quotation counts less: more than a comma is worth
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


def cut_clauses(
    text: str, cap: int, longest: int = LONGEST_PIECE, *, whole_words: bool = False
) -> list[tuple[int, int]]:
    """Spans of `text`, each of at most `cap` words and `longest` characters, in order.

    Every character but the white space between pieces is in a span. A sentence within the cap is
    one span; pieces are of like lengths, and a quotation is not cut where another place will do.
    With `whole_words` a word that is longer than a piece stays one.
    """
    words = [found.span() for found in _WORD.finditer(text)]
    if not whole_words:
        words = [piece for word in words for piece in _cut_word(*word, longest)]
    spans: list[tuple[int, int]] = []
    first = 0
    quoted: list[tuple[int, int]] | None = None
    while first < len(words):
        limit = _limit(words, first, cap, longest)
        if limit < len(words):
            quoted = quoted_spans(text) if quoted is None else quoted
            left = -(-(len(words) - first) // max(1, limit - first))
            ideal = first + (len(words) - first) // left
            limit = _last_word(text, words, (first, ideal, limit), quoted)
        spans.append((words[first][0], words[limit - 1][1]))
        first = limit
    return spans


def _cut_word(start: int, end: int, longest: int) -> list[tuple[int, int]]:
    """A word that is longer than a piece may be, in pieces (Chinese, or a broken page)."""
    return [(at, min(end, at + longest)) for at in range(start, end, longest)]


def _limit(words: Sequence[tuple[int, int]], first: int, cap: int, longest: int) -> int:
    """The index after the last word that a piece that begins at word `first` may hold."""
    limit = first + 1
    while (
        limit < len(words) and limit - first < cap and words[limit][1] - words[first][0] <= longest
    ):
        limit += 1
    return limit


def _last_word(
    text: str,
    words: Sequence[tuple[int, int]],
    bounds: tuple[int, int, int],
    quoted: Sequence[tuple[int, int]],
) -> int:
    """The index after the last word of a piece; `bounds` are its first word, where it would best
    end for its length, and the last place where it may end."""
    first, ideal, limit = bounds
    least = first + max(1, int((limit - first) * _LEAST_SHARE))
    quoted = [
        span for span in quoted if span[0] < words[limit - 1][1] and span[1] > words[first][0]
    ]

    def worth(place: int) -> tuple[float, int]:
        length = abs(place - ideal) / (limit - first)
        short = 1.0 if place < least else 0.0
        return _strength(text, words, place, quoted) - _UNEVEN * length - short, place

    return max(range(first + min(_LEAST_WORDS, limit - first), limit + 1), key=worth)


def _strength(
    text: str, words: Sequence[tuple[int, int]], place: int, quoted: Sequence[tuple[int, int]]
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
    inside = any(start < words[place][0] and end > words[place - 1][1] for start, end in quoted)
    return strength - (_IN_QUOTATION if inside else 0)


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
