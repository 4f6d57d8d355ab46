"""The reference kernel: a student in NumPy float32, also for machines without ONNX Runtime.

It shares no arithmetic with the other kernel, so that each is the other's proof.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.translation.engines.student.kernel import Embeddings, Ids, Memory, Step, mask_of
from dragoman.translation.engines.student.weights import (
    Attention,
    Dense,
    FeedForward,
    Floats,
    Norm,
    Weights,
    decoder_layers,
    encoder_layers,
)

EPSILON = np.float32(1e-9)  # Marian's, inside layer normalisation


@dataclass(frozen=True, slots=True)
class _Product:
    matrix: Floats
    bias: Floats

    def __call__(self, value: Floats) -> Floats:
        given = value.reshape(-1, value.shape[-1]) @ self.matrix
        given += self.bias
        return given.reshape(*value.shape[:-1], -1)


def _product(*parts: Dense) -> _Product:
    matrix = np.concatenate([one.as_float() for one in parts], axis=1)
    return _Product(np.ascontiguousarray(matrix), np.concatenate([one.bias for one in parts]))


def _norm(value: Floats, norm: Norm) -> Floats:
    centred = value - value.mean(axis=-1, keepdims=True)
    variance = np.square(centred).mean(axis=-1, keepdims=True)
    centred /= np.sqrt(variance + EPSILON)
    centred *= norm.scale
    centred += norm.bias
    return np.asarray(centred, np.float32)


def _softmax(scores: Floats) -> Floats:
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return scores


class _Feed:
    def __init__(self, feed: FeedForward) -> None:
        self._widen, self._narrow, self._norm = (
            _product(feed.widen),
            _product(feed.narrow),
            feed.norm,
        )

    def __call__(self, value: Floats) -> Floats:
        wide = self._widen(value)
        np.maximum(wide, 0, out=wide)
        return _norm(value + self._narrow(wide), self._norm)


class _Self:
    def __init__(self, attention: Attention, heads: int) -> None:
        self._merged = _product(attention.query, attention.key, attention.value)
        self._out, self._norm, self._heads = _product(attention.out), attention.norm, heads

    def __call__(self, value: Floats, mask: Floats) -> Floats:
        rows, length, dims = value.shape
        parts = self._merged(value).reshape(rows, length, 3, self._heads, -1)
        query, key, held = (parts[:, :, i].transpose(0, 2, 1, 3) for i in range(3))
        scores = query @ key.transpose(0, 1, 3, 2)
        scores /= np.float32(query.shape[-1] ** 0.5)
        scores += mask
        mixed = (_softmax(scores) @ held).transpose(0, 2, 1, 3).reshape(rows, length, dims)
        return _norm(value + self._out(mixed), self._norm)


class _Cross:
    def __init__(self, attention: Attention, heads: int) -> None:
        self._query, self._out, self._norm = (
            _product(attention.query),
            _product(attention.out),
            attention.norm,
        )
        self._context = _product(attention.key, attention.value)
        self._heads = heads

    def remember(self, encoded: Floats) -> tuple[Floats, Floats]:
        rows, length, _ = encoded.shape
        parts = self._context(encoded).reshape(rows, length, 2, self._heads, -1)
        key = np.ascontiguousarray(parts[:, :, 0].transpose(0, 2, 3, 1))
        return key, np.ascontiguousarray(parts[:, :, 1].transpose(0, 2, 1, 3))

    def __call__(
        self, value: Floats, key: Floats, held: Floats, mask: Floats
    ) -> tuple[Floats, Floats]:
        rows, dims = value.shape
        query = self._query(value).reshape(rows, self._heads, 1, -1)
        scores = query @ key
        scores /= np.float32(query.shape[-1] ** 0.5)
        scores += mask
        weights = _softmax(scores)
        mixed = (weights @ held).reshape(rows, dims)
        return _norm(value + self._out(mixed), self._norm), weights[:, 0, 0]


class NumpyKernel:
    """Runs a model in float32; ignores the multipliers of activations."""

    name = "numpy-f32"

    def __init__(self, weights: Weights) -> None:
        shape = weights.shape
        self.embeddings = Embeddings(weights)
        self.depth = len(shape.decoder_layers)
        self._aligned = shape.aligned_layer
        self._encoder = [
            (_Self(one.attention, shape.heads), _Feed(one.feed)) for one in encoder_layers(weights)
        ]
        layers = decoder_layers(weights)
        self._cells = [(_product(one.cell, one.gate), one.cell_norm) for one in layers]
        self._crosses = [_Cross(one.attention, shape.heads) for one in layers]
        self._feeds = [_Feed(one.feed) for one in layers]

    def encode(self, ids: Ids, lengths: NDArray[np.int64]) -> Memory:
        """Encode padded sources; see `Kernel.encode`."""
        mask = mask_of(ids.shape[1], lengths)
        value = self.embeddings.source(ids)
        for attend, feed in self._encoder:
            value = feed(attend(value, mask))
        kept = [one.remember(value) for one in self._crosses]
        keys, values = tuple(key for key, _ in kept), tuple(held for _, held in kept)
        return Memory(keys=keys, values=values, mask=mask)

    def step(self, embedded: Floats, states: tuple[Floats, ...], memory: Memory) -> Step:
        """One decoder step; see `Kernel.step`."""
        value, new = embedded, []
        attention = np.empty((0, 0), np.float32)
        for i, ((cell, norm), cross) in enumerate(zip(self._cells, self._crosses, strict=True)):
            both = cell(value)
            candidate, gate = np.split(both, 2, axis=-1)
            gate = np.float32(1) / (np.float32(1) + np.exp(-gate))
            state: Floats = gate * states[i] + (np.float32(1) - gate) * candidate
            new.append(state)
            value = _norm(value + np.maximum(state, 0), norm)
            value, looked = cross(value, memory.keys[i], memory.values[i], memory.mask)
            value = self._feeds[i](value)
            if i == self._aligned:
                attention = looked
        return Step(hidden=value, states=tuple(new), attention=attention)
