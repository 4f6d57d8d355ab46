"""What a kernel does: encode a batch of sources, and take one decoder step.

Two kernels do it: `numpy_kernel` in float32 (the reference) and `onnx_kernel` by ONNX Runtime, in
float32 or in int8 with the model's own multipliers. Neither lets a sentence depend on its batch
beyond rounding in the last bits of float32.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dragoman.translation.engines.student.marian_file import Quantised
from dragoman.translation.engines.student.weights import Floats, Weights

Ids = NDArray[np.int32]
HIDDEN = np.float32(-1e9)  # added where attention must not look


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the decoder keeps of a batch of sources.

    Per decoder layer keys (rows, heads, size, length) and values (rows, heads, length, size);
    `mask` (rows, 1, 1, length) is 0 or HIDDEN.
    """

    keys: tuple[Floats, ...]
    values: tuple[Floats, ...]
    mask: Floats

    def take(self, rows: NDArray[np.intp]) -> Memory:
        """The memory of these rows in this order; a row may be taken more than once."""
        return Memory(
            keys=tuple(one[rows] for one in self.keys),
            values=tuple(one[rows] for one in self.values),
            mask=self.mask[rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one decoder step gives: last hidden state, states to go on from, the aligned head."""

    hidden: Floats
    states: tuple[Floats, ...]
    attention: Floats


class Kernel(Protocol):
    """The arithmetic of one model."""

    name: str
    depth: int
    embeddings: Embeddings

    def encode(self, ids: Ids, lengths: NDArray[np.int64]) -> Memory:
        """Encode padded sources (rows, length), whose true lengths are given."""
        ...

    def step(self, embedded: Floats, states: tuple[Floats, ...], memory: Memory) -> Step:
        """One decoder step from embedded previous pieces (rows, dims)."""
        ...


def mask_of(length: int, lengths: NDArray[np.int64]) -> Floats:
    """What is added to attention scores: (rows, 1, 1, length), HIDDEN behind each true length."""
    hidden = np.arange(length)[None, :] >= lengths[:, None]
    return np.where(hidden, HIDDEN, np.float32(0))[:, None, None, :]


class Embeddings:
    """Looks pieces up in int8 and adds sinusoidal positions, built as far as they are needed.

    x = sqrt(dims) E[id] + position; the first decoder input has the zero vector for E.
    """

    def __init__(self, weights: Weights) -> None:
        shape = weights.shape
        self._dims = shape.dims
        self._source = weights.embedding(shape.source_embedding, shape.source_words)
        self._target = weights.embedding(shape.target_embedding, shape.target_words)
        self._positions = _positions(256, self._dims)

    def source(self, ids: Ids) -> Floats:
        """Embedded sources (rows, length, dims) of ids (rows, length)."""
        return self._look_up(self._source, ids) + self.positions(0, ids.shape[1])

    def target(self, ids: Ids, position: int) -> Floats:
        """Embedded previous pieces (rows, dims) of ids (rows,) for the step `position`."""
        return self._look_up(self._target, ids) + self.positions(position, position + 1)

    def first(self, rows: int) -> Floats:
        """The input of the first decoder step."""
        return np.repeat(self.positions(0, 1), rows, axis=0)

    def positions(self, start: int, end: int) -> Floats:
        """Position vectors [start, end)."""
        if end > len(self._positions):
            self._positions = _positions(max(end, 2 * len(self._positions)), self._dims)
        return self._positions[start:end]

    def _look_up(self, table: Quantised | Floats, ids: Ids) -> Floats:
        scale = np.float32(self._dims**0.5)
        if isinstance(table, Quantised):
            return table.values[ids] * np.float32(scale / np.float32(table.multiplier))
        return table[ids] * scale


def _positions(count: int, dims: int) -> Floats:
    """Marian's position vectors: sines in the first half, cosines in the second."""
    half = dims // 2
    rate = np.exp(np.arange(half) * -(np.log(10000.0) / max(half - 1, 1)))
    angle = np.arange(count)[:, None] * rate[None, :]
    return np.concatenate([np.sin(angle), np.cos(angle)], axis=1).astype(np.float32)
