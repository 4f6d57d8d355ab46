"""The fast kernel: a student's two graphs run by ONNX Runtime on one thread."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.translation.engines.student.kernel import Embeddings, Ids, Memory, Step, mask_of
from dragoman.translation.engines.student.onnx_graph import Graph
from dragoman.translation.engines.student.student_graphs import decoder_graph, encoder_graph
from dragoman.translation.engines.student.weights import Floats, Weights

# It ships no types; imported so, it need not be installed for the types to be checked.
onnxruntime: Any = importlib.import_module("onnxruntime")

CHUNK = 224  # source pieces, with padding, that are encoded at once


def _session(graph: Graph) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The arena would keep the largest batch's memory for ever and doubles it as it grows.
    options.enable_cpu_mem_arena = False
    names = list(graph.outside)
    held = [onnxruntime.OrtValue.ortvalue_from_numpy(graph.outside[name]) for name in names]
    if names:
        options.add_external_initializers(names, held)
    model = graph.to_bytes()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@cache
def int8_is_exact() -> bool:
    """Whether int8 products are exact on this machine.

    x86 without VNNI adds pairs of products in 16 bits and cuts what is larger, which would change
    translations from machine to machine; there int8 is also no faster than float32 (measured on
    AVX2: 37 against 36 billion operations a second).
    """
    graph = Graph("exactness")
    graph.takes("bytes", "uint8", ["rows", 64])
    largest = graph.constant(np.full((64, 64), 127, np.int8))
    graph.gives("sums", graph.add("MatMulInteger", ["bytes", largest]), "int32", ["rows", 64])
    rows = np.full((64, 64), 255, np.uint8)
    (sums,) = _session(graph).run(["sums"], {"bytes": rows})
    return bool((sums == 255 * 127 * 64).all())


def can_be_int8(weights: Weights) -> bool:
    """Whether the model stores int8 matrices with their multipliers, and not floats only."""
    ours = [name for name in weights.file.quantised if not name.endswith("_QuantMultA")]
    layered = [name for name in ours if "_l" in name]
    wanted = 6 * len(set(weights.shape.encoder_layers)) + 8 * len(set(weights.shape.decoder_layers))
    return len(layered) == wanted and all(weights.alpha(name) > 0 for name in layered)


def _chunks(lengths: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Rows [start, end) that are encoded at once, and the longest of them."""
    start, longest = 0, 0
    for row, length in enumerate(lengths.tolist()):
        if row > start and max(longest, length) * (row - start + 1) > CHUNK:
            yield start, row, longest
            start, longest = row, 0
        longest = max(longest, length)
    yield start, len(lengths), longest


class OnnxKernel:
    """Runs a model by ONNX Runtime, in float32 or with int8 products."""

    def __init__(self, weights: Weights, *, int8: bool) -> None:
        self.name = "ort-int8" if int8 else "ort-f32"
        self.embeddings = Embeddings(weights)
        self.depth = len(weights.shape.decoder_layers)
        self._heads = weights.shape.heads
        self._dims = weights.shape.dims
        self._encoder = _session(encoder_graph(weights, int8=int8))
        self._decoder = _session(decoder_graph(weights, int8=int8))
        self._encoder_gives = [f"{one}{i}" for i in range(self.depth) for one in ("key", "value")]
        self._decoder_gives = ["hidden", "attention"]
        self._decoder_gives += [f"new_state{i}" for i in range(self.depth)]

    def encode(self, ids: Ids, lengths: NDArray[np.int64]) -> Memory:
        """Encode padded sources; see `Kernel.encode`.

        A few rows at a time, cut to the longest of them, so that they stay in the processor's
        cache and hardly anything is padded: rows come sorted by length, or nearly so.
        """
        if len(ids) == 1:
            return self._encode(ids, lengths)
        rows, length = ids.shape
        size = self._dims // self._heads
        keys = [np.zeros((rows, self._heads, size, length), np.float32) for _ in range(self.depth)]
        values = [np.zeros((rows, self._heads, length, size), np.float32) for _ in keys]
        for start, end, longest in _chunks(lengths):
            part = self._encode(ids[start:end, :longest], lengths[start:end])
            for i in range(self.depth):
                keys[i][start:end, :, :, :longest] = part.keys[i]
                values[i][start:end, :, :longest] = part.values[i]
        return Memory(keys=tuple(keys), values=tuple(values), mask=mask_of(length, lengths))

    def _encode(self, ids: Ids, lengths: NDArray[np.int64]) -> Memory:
        rows, length = ids.shape
        mask = mask_of(length, lengths)
        split = [rows, length, self._heads, self._dims // self._heads]
        embedded = self.embeddings.source(ids).reshape(rows * length, self._dims)
        taken = {"embedded": embedded, "mask": mask, "split": np.array(split, np.int64)}
        given = self._encoder.run(self._encoder_gives, taken)
        return Memory(keys=tuple(given[0::2]), values=tuple(given[1::2]), mask=mask)

    def step(self, embedded: Floats, states: tuple[Floats, ...], memory: Memory) -> Step:
        """One decoder step; see `Kernel.step`."""
        taken = {"embedded": embedded, "mask": memory.mask}
        for i in range(self.depth):
            taken[f"state{i}"] = states[i]
            taken[f"key{i}"] = memory.keys[i]
            taken[f"value{i}"] = memory.values[i]
        hidden, attention, *new = self._decoder.run(self._decoder_gives, taken)
        return Step(hidden=hidden, states=tuple(new), attention=attention)
