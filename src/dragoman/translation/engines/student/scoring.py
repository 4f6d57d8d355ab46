"""Forced decoding: how likely given targets are, what the model would rather have written at each
place, and how they align. Each source is encoded once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.records import WordReading
from dragoman.translation.engines.student.candidates import Candidates, OutputMatrix
from dragoman.translation.engines.student.decoding import Decoded, Source, pad, start_states
from dragoman.translation.engines.student.kernel import Ids, Kernel
from dragoman.translation.engines.student.vocabulary import UNKNOWN, Offsets
from dragoman.translation.engines.student.weights import Floats

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forced:
    """A target (ids with END) that source number `source` of the batch is forced to."""

    source: int
    ids: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A given target as the model reads it: `decoded`, and in nats for each of its pieces and END:

    `best`: log-probability of the piece that the model would have written; `expected` and `spread`:
    mean and standard deviation of the log-probability over what it could have written.
    """

    decoded: Decoded
    best: Floats
    expected: Floats
    spread: Floats


def force(
    kernel: Kernel, output: OutputMatrix, sources: Sequence[Source], targets: Sequence[Forced]
) -> list[Reading]:
    """Score targets against encoded sources.

    A piece among its source's candidates has the log-probability that decoding would give it. Any
    other piece is weighed against the candidates and itself, so a score never depends on what
    else is scored. END is scored; `Decoded.ids` leaves it out.
    """
    order = sorted(range(len(targets)), key=lambda one: -len(targets[one].ids))
    memory = kernel.encode(*pad([one.ids for one in sources]))
    rows = np.array([targets[one].source for one in order], np.intp)
    memory = memory.take(rows)
    candidates = Candidates(output, [sources[row].allowed for row in rows])
    wanted, lengths = pad([targets[one].ids for one in order])
    known = _known(sources, rows, wanted)
    weights = np.zeros((4, *wanted.shape), np.float32)
    looked = np.zeros((*wanted.shape, memory.mask.shape[-1]), np.float32)
    embedded = kernel.embeddings.first(len(order))
    states = start_states(kernel, *embedded.shape)
    for position in range(wanted.shape[1]):
        live = int((lengths > position).sum())
        if live < len(embedded):  # sorted by length, so those that ended are the last
            kept = np.arange(live)
            memory = memory.take(kept)
            candidates.take(kept)
            embedded, states = embedded[:live], tuple(one[:live] for one in states)
        step = kernel.step(embedded, states, memory)
        states = step.states
        pieces = wanted[:live, position]
        mine = output.logits_of(step.hidden, pieces)
        weights[:, :live, position] = weigh(
            candidates.logits(step.hidden), mine, known[:live, position]
        )
        looked[:live, position] = step.attention
        if position + 1 < wanted.shape[1]:
            embedded = kernel.embeddings.target(pieces, position + 1)
    return _results(order, targets, sources, weights, looked)


def weigh(logits: Floats, mine: Floats, known: NDArray[np.bool_]) -> Floats:
    """Four rows in nats: log-probability of the given pieces (logits `mine`), that of the likeliest
    piece, and mean and standard deviation over all; a piece that is not `known` among the
    candidates (`logits`, by rows) is one more of them.
    """
    most = logits.max(axis=1)
    ratios = np.exp(logits - most[:, None])
    own = np.where(known, np.float32(0), np.exp(np.minimum(mine - most, 80)))
    total = ratios.sum(axis=1) + own
    below = np.maximum(logits - most[:, None], np.float32(-1e3))  # barred ones weigh nothing
    beside = mine - most
    mean = ((ratios * below).sum(axis=1) + own * beside) / total
    square = ((ratios * below * below).sum(axis=1) + own * beside * beside) / total
    shift = most + np.log(total)
    best = np.where(known, most, np.maximum(most, mine)) - shift
    spread = np.sqrt(np.maximum(square - mean * mean, 0))
    return np.stack([mine - shift, best, mean + most - shift, spread])


def read_words(text: str, offsets: Offsets, reading: Reading) -> tuple[WordReading, ...]:
    """The white-space words of a target, from its pieces' code points and the model's reading."""
    spans = [match.span() for match in _WORD.finditer(text)]
    if not spans or not offsets:
        return ()
    starts = [start for start, _ in spans]
    place = np.array([max(0, bisect_right(starts, start) - 1) for start, _ in offsets])
    count = len(offsets)
    mine = reading.decoded.log_probabilities[:count]
    sums = [
        np.bincount(place, values, len(spans))
        for values in (
            -mine, reading.best[:count] - mine, reading.expected[:count] - mine,
            np.square(reading.spread[:count]),
        )
    ]  # fmt: skip
    rows = np.stack([*sums[:3], np.sqrt(sums[3])], axis=1).round(4).tolist()
    return tuple(
        WordReading(start=start, end=end, surprise=one, lost=two, excess=three, spread=four)
        for (start, end), (one, two, three, four) in zip(spans, rows, strict=True)
    )


def _known(sources: Sequence[Source], rows: NDArray[np.intp], wanted: Ids) -> NDArray[np.bool_]:
    """Which wanted pieces are among their source's candidates."""
    known = np.zeros(wanted.shape, bool)
    for row, source in enumerate(rows):
        known[row] = np.isin(wanted[row], sources[source].allowed)
    known[wanted == UNKNOWN] = False
    return known


def _results(
    order: Sequence[int],
    targets: Sequence[Forced],
    sources: Sequence[Source],
    weights: Floats,
    looked: Floats,
) -> list[Reading]:
    results: list[Reading | None] = [None] * len(targets)
    for row, one in enumerate(order):
        length = len(targets[one].ids)
        width = len(sources[targets[one].source].ids)
        scores, best, expected, spread = weights[:, row, :length].copy()
        decoded = Decoded(
            ids=tuple(targets[one].ids[:-1]),
            log_probabilities=np.minimum(scores, 0),
            attention=looked[row, :length, :width].copy(),
            ended=True,
        )
        results[one] = Reading(decoded=decoded, best=best, expected=expected, spread=spread)
    return [one for one in results if one is not None]
