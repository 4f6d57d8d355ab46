"""From attention over pieces to aligned words: offsets into the two texts as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.records import AlignedSpan
from dragoman.translation.engines.student.vocabulary import SPACE, Offsets
from dragoman.translation.engines.student.weights import Floats

# Links below this weight are noise: content words that answer to each other have 0.5 to 1.0.
FAINTEST = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A target text made of pieces, with each piece's code points [start, end) in it."""

    text: str
    offsets: Offsets
    starts_word: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    first: int  # its first piece; it ends where the next word begins
    start: int
    end: int


def spell(pieces: Sequence[str]) -> Spelled:
    """Join pieces (SPACE marks a space) to a text without spaces at its ends."""
    raw = "".join(pieces).replace(SPACE, " ")
    text = raw.strip(" ")
    cut = len(raw) - len(raw.lstrip(" "))
    offsets: list[tuple[int, int]] = []
    starts: list[bool] = []
    at = -cut
    for piece in pieces:
        visible = len(piece) - len(piece.lstrip(SPACE))
        begin = min(max(at + visible, 0), len(text))
        at += len(piece)
        offsets.append((begin, max(begin, min(at, len(text)))))
        starts.append(piece.startswith(SPACE) or not starts)
    return Spelled(text=text, offsets=tuple(offsets), starts_word=tuple(starts))


def aligned_spans(
    source: str,
    source_pieces: tuple[Offsets, Sequence[bool]],
    target: str,
    target_pieces: tuple[Offsets, Sequence[bool]],
    attention: Floats,
) -> tuple[AlignedSpan, ...]:
    """Which source word answers to which target word.

    `attention` is (target pieces, source pieces), further rows and columns (END) are left out. The
    weight of a link is the mean over the target word's pieces of the sum over the source word's. A
    target word keeps every link of at least FAINTEST; each span is one word or punctuation mark.
    """
    before = _words(source, *source_pieces)
    after = _words(target, *target_pieces)
    if not before or not after:
        return ()
    rows, columns = len(target_pieces[0]), len(source_pieces[0])
    firsts = [one.first for one in before]
    sums = np.add.reduceat(attention[:rows, :columns], firsts, axis=1)
    firsts = [one.first for one in after]
    weights = np.add.reduceat(sums, firsts, axis=0)
    weights /= np.diff([*firsts, rows])[:, None]
    spans = []
    for row, column in np.argwhere(weights >= FAINTEST).tolist():
        word, other = after[row], before[column]
        if word.start < word.end and other.start < other.end:
            p = round(min(float(weights[row, column]), 1.0), 4)
            spans.append(
                AlignedSpan(
                    source_start=other.start,
                    source_end=other.end,
                    target_start=word.start,
                    target_end=word.end,
                    p=p,
                )
            )
    return tuple(spans)


def _words(text: str, offsets: Offsets, starts: Sequence[bool]) -> list[_Word]:
    """Group pieces to words; marks at a word's ends are words of their own ("1,000" is one).

    The words cover all pieces in order; a word whose pieces have no letters may be empty.
    """
    lettered = [any(map(str.isalnum, text[start:end])) for start, end in offsets]
    firsts: list[int] = []
    at = 0
    while at < len(starts):
        end = at + 1
        while end < len(starts) and not starts[end]:
            end += 1
        with_letters = [piece for piece in range(at, end) if lettered[piece]]
        if with_letters:
            low, high = with_letters[0], with_letters[-1] + 1
            firsts += [*range(at, low), low, *range(high, end)]
        else:
            firsts += range(at, end)
        at = end
    ends = [*firsts[1:], len(starts)]
    return [
        _Word(first=first, start=offsets[first][0], end=max(one for _, one in offsets[first:end]))
        for first, end in zip(firsts, ends, strict=False)
    ]
