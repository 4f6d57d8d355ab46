"""A student's tensors by role: checked against its shape, ready for either kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.translation.engines.student.marian_file import MarianFile, Quantised
from dragoman.translation.engines.student.problem import BrokenModelError
from dragoman.translation.engines.student.shape import Shape

Floats = NDArray[np.float32]
ALPHA = "_QuantMultA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dense:
    """One product y = x W + b. `alpha` is the fixed multiplier of x for int8 (0: none is stored).

    `matrix` is (in, out). A matrix stored in float32 has `alpha` 0.
    """

    matrix: Quantised | Floats
    bias: Floats
    alpha: float

    def as_float(self) -> Floats:
        """The matrix in float32, (in, out)."""
        return self.matrix.as_float() if isinstance(self.matrix, Quantised) else self.matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """Scale and bias of a layer normalisation."""

    scale: Floats
    bias: Floats


class Weights:
    """Looks tensors up by name and checks each against the shape that the model states."""

    def __init__(self, file: MarianFile, shape: Shape) -> None:
        self.file = file
        self.shape = shape

    def dense(self, matrix: str, bias: str, rows: int, columns: int) -> Dense:
        """The product named by its matrix and bias ("" for none)."""
        held: Quantised | Floats
        alpha = 0.0
        if matrix in self.file.quantised:
            quantised = self.file.quantised[matrix]
            held, found = quantised, quantised.values.shape
            alpha = self.alpha(matrix)
        elif matrix in self.file.floats:
            held = self.file.floats[matrix]
            found = held.shape
        else:
            raise BrokenModelError(self.file.path, f"lacks the tensor {matrix!r}")
        if found != (rows, columns):
            reason = f"tensor {matrix!r} is {found} where its configuration says {(rows, columns)}"
            raise BrokenModelError(self.file.path, reason)
        zeros = np.zeros(columns, np.float32)
        return Dense(matrix=held, bias=self.row(bias, columns) if bias else zeros, alpha=alpha)

    def norm(self, stem: str) -> Norm:
        """The layer normalisation of this stem."""
        dims = self.shape.dims
        return Norm(
            scale=self.row(f"{stem}_ln_scale", dims), bias=self.row(f"{stem}_ln_bias", dims)
        )

    def row(self, name: str, columns: int) -> Floats:
        """A float32 vector stored as (1, columns)."""
        if name not in self.file.floats:
            raise BrokenModelError(self.file.path, f"lacks the tensor {name!r}")
        held = self.file.floats[name]
        if held.size != columns:
            reason = f"tensor {name!r} has {held.size} numbers where {columns} belong"
            raise BrokenModelError(self.file.path, reason)
        return held.reshape(columns)

    def alpha(self, matrix: str) -> float:
        """The stored multiplier of what enters this matrix, or 0.0 where the file has none."""
        name = matrix + ALPHA
        if name in self.file.floats:
            return float(self.file.floats[name].reshape(-1)[0])
        if name in self.file.quantised:
            return float(self.file.quantised[name].as_float().reshape(-1)[0])
        return 0.0

    def embedding(self, name: str, words: int) -> Quantised | Floats:
        """An embedding table, (words, dims)."""
        held = self.file.quantised.get(name, self.file.floats.get(name))
        if held is None:
            raise BrokenModelError(self.file.path, f"lacks the tensor {name!r}")
        found = held.values.shape if isinstance(held, Quantised) else held.shape
        if found != (words, self.shape.dims):
            reason = f"tensor {name!r} is {found} where {(words, self.shape.dims)} belongs"
            raise BrokenModelError(self.file.path, reason)
        return held

    def output(self) -> tuple[Quantised | Floats, Floats, float]:
        """The output projection as (words, dims), its bias, and the alpha of what enters it."""
        shape = self.shape
        name, words = shape.output_matrix, shape.target_words
        bias = np.zeros(words, np.float32)
        if shape.output_bias:
            bias = self.row("decoder_ff_logit_out_b", words)
        if name == shape.target_embedding:
            alpha = self.alpha("none") or self.alpha(name)
            return self.embedding(name, words), bias, alpha
        dense = self.dense(name, "", shape.dims, words)
        if isinstance(dense.matrix, Quantised):
            turned = Quantised(values=dense.matrix.values.T, multiplier=dense.matrix.multiplier)
            return turned, bias, dense.alpha
        return np.ascontiguousarray(dense.matrix.T), bias, 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Query, key, value and output products, and the normalisation after them."""

    query: Dense
    key: Dense
    value: Dense
    out: Dense
    norm: Norm


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedForward:
    """Two products with a ReLU between them, and the normalisation after them."""

    widen: Dense
    narrow: Dense
    norm: Norm


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderLayer:
    """One layer of the encoder."""

    attention: Attention
    feed: FeedForward


@dataclass(frozen=True, slots=True, kw_only=True)
class DecoderLayer:
    """One layer of the decoder: the SSRU's candidate and gate, attention to the source, FFN."""

    cell: Dense
    gate: Dense
    cell_norm: Norm
    attention: Attention
    feed: FeedForward


def encoder_layers(weights: Weights) -> list[EncoderLayer]:
    """All layers of the encoder in order."""
    return [
        EncoderLayer(
            attention=_attention(weights, f"encoder_l{number}_self"),
            feed=_feed(weights, f"encoder_l{number}_ffn"),
        )
        for number in weights.shape.encoder_layers
    ]


def decoder_layers(weights: Weights) -> list[DecoderLayer]:
    """All layers of the decoder in order."""
    dims = weights.shape.dims
    layers = []
    for number in weights.shape.decoder_layers:
        stem = f"decoder_l{number}"
        layers.append(
            DecoderLayer(
                cell=weights.dense(f"{stem}_rnn_W", "", dims, dims),
                gate=weights.dense(f"{stem}_rnn_Wf", f"{stem}_rnn_bf", dims, dims),
                cell_norm=weights.norm(f"{stem}_rnn_ffn"),
                attention=_attention(weights, f"{stem}_context"),
                feed=_feed(weights, f"{stem}_ffn"),
            )
        )
    return layers


def _attention(weights: Weights, stem: str) -> Attention:
    dims = weights.shape.dims
    query, key, value, out = (
        weights.dense(f"{stem}_W{one}", f"{stem}_b{one}", dims, dims) for one in "qkvo"
    )
    norm = weights.norm(f"{stem}_Wo")
    return Attention(query=query, key=key, value=value, out=out, norm=norm)


def _feed(weights: Weights, stem: str) -> FeedForward:
    dims, wide = weights.shape.dims, weights.shape.ffn
    return FeedForward(
        widen=weights.dense(f"{stem}_W1", f"{stem}_b1", dims, wide),
        narrow=weights.dense(f"{stem}_W2", f"{stem}_b2", wide, dims),
        norm=weights.norm(f"{stem}_ffn"),
    )
