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
    start: int
    end: int
    pieces: tuple[int, ...]


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
    sums = np.stack([attention[:, list(one.pieces)].sum(axis=1) for one in before], axis=1)
    spans = []
    for word in after:
        weights = sums[list(word.pieces)].mean(axis=0)
        for other in np.flatnonzero(weights >= FAINTEST):
            span = AlignedSpan(
                source_start=before[other].start,
                source_end=before[other].end,
                target_start=word.start,
                target_end=word.end,
                p=round(min(float(weights[other]), 1.0), 4),
            )
            spans.append(span)
    return tuple(spans)


def _words(text: str, offsets: Offsets, starts: Sequence[bool]) -> list[_Word]:
    """Group pieces to words; marks at a word's ends are words of their own ("1,000" is one)."""
    groups: list[list[int]] = []
    for piece, starts_word in enumerate(starts):
        if starts_word or not groups:
            groups.append([])
        groups[-1].append(piece)
    words = []
    for group in groups:
        lettered = [any(one.isalnum() for one in text[slice(*offsets[piece])]) for piece in group]
        first = lettered.index(True) if True in lettered else len(group)
        last = len(group) - lettered[::-1].index(True) if True in lettered else len(group)
        parts = [[piece] for piece in group[:first]]
        parts += [group[first:last]] if first < last else []
        parts += [[piece] for piece in group[last:]]
        for part in parts:
            start = min(offsets[piece][0] for piece in part)
            end = max(offsets[piece][1] for piece in part)
            if start < end:
                words.append(_Word(start=start, end=end, pieces=tuple(part)))
    return words
