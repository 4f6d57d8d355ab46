"""Greedy decoding of a batch: the most likely piece at every step, until END or a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.translation.engines.student.candidates import Candidates, OutputMatrix, log_total
from dragoman.translation.engines.student.kernel import Ids, Kernel, Memory
from dragoman.translation.engines.student.vocabulary import END
from dragoman.translation.engines.student.weights import Floats

# Marian's max-length-factor, and a little for the shortest; on 400 news sentences the longest
# translation that ended by itself took 2.43 pieces a source piece.
LONGEST_FACTOR = 2.5
LONGEST_EXTRA = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source as the kernel takes it: piece ids with END, and the pieces it may become."""

    ids: Sequence[int]
    allowed: Ids
    prefix: Sequence[int] = ()

    @property
    def limit(self) -> int:
        """The most target pieces that are decoded, END included."""
        return int(LONGEST_FACTOR * len(self.ids)) + LONGEST_EXTRA + len(self.prefix)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A target: pieces without END, log-probability of each and of END, attention by piece.

    `ended` is false where the limit cut it; then END has no log-probability. `attention` has one
    row a piece (and one for END) over the source pieces with their END.
    """

    ids: tuple[int, ...]
    log_probabilities: Floats
    attention: Floats
    ended: bool


def pad(sources: Sequence[Sequence[int]]) -> tuple[Ids, NDArray[np.int64]]:
    """Sources as one matrix, padded with END, and their true lengths."""
    lengths = np.array([len(ids) for ids in sources], np.int64)
    padded = np.zeros((len(sources), int(lengths.max())), np.int32)
    for row, ids in enumerate(sources):
        padded[row, : len(ids)] = ids
    return padded, lengths


def start_states(kernel: Kernel, rows: int, dims: int) -> tuple[Floats, ...]:
    """The decoder's states before the first step."""
    return tuple(np.zeros((rows, dims), np.float32) for _ in range(kernel.depth))


def decode(kernel: Kernel, output: OutputMatrix, sources: Sequence[Source]) -> list[Decoded]:
    """Decode a batch greedily; each source's result is the same in every batch."""
    memory = kernel.encode(*pad([one.ids for one in sources]))
    return _Greedy(kernel, output, sources, memory).run()


class _Greedy:
    """The running state of one batch; row numbers in `live` point into `sources`."""

    def __init__(
        self, kernel: Kernel, output: OutputMatrix, sources: Sequence[Source], memory: Memory
    ) -> None:
        self._kernel, self._sources, self._memory = kernel, sources, memory
        self._candidates = Candidates(output, [one.allowed for one in sources])
        self._limits = np.array([one.limit for one in sources])
        self._live = np.arange(len(sources))
        self._going = np.ones(len(sources), bool)
        self._lengths = np.zeros(len(sources), np.int64)
        self._prefixed = any(one.prefix for one in sources)
        longest = int(self._limits.max())
        self._pieces = np.zeros((len(sources), longest), np.int32)
        self._scores = np.zeros((len(sources), longest), np.float32)
        self._attention: list[tuple[NDArray[np.intp], Floats]] = []

    def run(self) -> list[Decoded]:
        embedded = self._kernel.embeddings.first(len(self._sources))
        states = start_states(self._kernel, *embedded.shape)
        position = 0
        while True:
            step = self._kernel.step(embedded, states, self._memory)
            states = step.states
            chosen = self._choose(self._candidates.logits(step.hidden), position)
            self._attention.append((self._live, step.attention))
            position += 1
            self._end_rows(chosen, position)
            if not self._going.any():
                return self._results()
            if not self._going.all():
                kept = np.flatnonzero(self._going)
                self._drop_to(kept)
                chosen, states = chosen[kept], tuple(one[kept] for one in states)
            embedded = self._kernel.embeddings.target(chosen, position)

    def _choose(self, logits: Floats, position: int) -> Ids:
        columns = logits.argmax(axis=1)
        if self._prefixed:
            for row, source in enumerate(self._live):
                prefix = self._sources[int(source)].prefix
                if position < len(prefix):
                    columns[row] = self._candidates.column(row, prefix[position])
        rows = np.arange(len(columns))
        chosen: Ids = self._candidates.pieces[rows, columns]
        self._pieces[self._live, position] = chosen
        self._scores[self._live, position] = logits[rows, columns] - log_total(logits)
        return chosen

    def _end_rows(self, chosen: Ids, position: int) -> None:
        ends = self._going & ((chosen == END) | (position >= self._limits[self._live]))
        self._lengths[self._live[ends]] = position
        self._going &= ~ends

    def _drop_to(self, kept: NDArray[np.intp]) -> None:
        self._memory = self._memory.take(kept)
        self._candidates.take(kept)
        self._live = self._live[kept]
        self._going = self._going[kept]

    def _results(self) -> list[Decoded]:
        width = int(self._lengths.max())
        looked = np.zeros((len(self._sources), width, self._memory.mask.shape[-1]), np.float32)
        for position, (live, attention) in enumerate(self._attention):
            looked[live, position] = attention
        results = []
        for row, (source, length) in enumerate(zip(self._sources, self._lengths, strict=True)):
            pieces = self._pieces[row, :length].tolist()
            ended = bool(pieces) and pieces[-1] == END
            results.append(
                Decoded(
                    ids=tuple(pieces[:-1] if ended else pieces),
                    log_probabilities=self._scores[row, :length].copy(),
                    attention=looked[row, :length, : len(source.ids)].copy(),
                    ended=ended,
                )
            )
        return results
