"""Forced decoding: how likely given targets are, and how they align; each source encoded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.translation.engines.student.candidates import Candidates, OutputMatrix, log_total
from dragoman.translation.engines.student.decoding import Decoded, Source, pad, start_states
from dragoman.translation.engines.student.kernel import Ids, Kernel
from dragoman.translation.engines.student.vocabulary import UNKNOWN
from dragoman.translation.engines.student.weights import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Forced:
    """A target (ids with END) that source number `source` of the batch is forced to."""

    source: int
    ids: Sequence[int]


def force(
    kernel: Kernel, output: OutputMatrix, sources: Sequence[Source], targets: Sequence[Forced]
) -> list[Decoded]:
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
    scores = np.zeros(wanted.shape, np.float32)
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
        total = log_total(candidates.logits(step.hidden))
        mine = output.logits_of(step.hidden, pieces)
        total = np.where(known[:live, position], total, np.logaddexp(total, mine))
        scores[:live, position] = mine - total
        looked[:live, position] = step.attention
        if position + 1 < wanted.shape[1]:
            embedded = kernel.embeddings.target(pieces, position + 1)
    return _results(order, targets, sources, scores, looked)


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
    scores: Floats,
    looked: Floats,
) -> list[Decoded]:
    results: list[Decoded | None] = [None] * len(targets)
    for row, one in enumerate(order):
        length = len(targets[one].ids)
        width = len(sources[targets[one].source].ids)
        results[one] = Decoded(
            ids=tuple(targets[one].ids[:-1]),
            log_probabilities=np.minimum(scores[row, :length], 0),
            attention=looked[row, :length, :width].copy(),
            ended=True,
        )
    return [one for one in results if one is not None]
