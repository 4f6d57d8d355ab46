"""The int8 kernel: a student's two graphs run by ONNX Runtime on one thread."""

from __future__ import annotations

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dragoman.translation.engines.student.int8_graphs import decoder_graph, encoder_graph
from dragoman.translation.engines.student.kernel import HIDDEN, Embeddings, Ids, Memory, Step
from dragoman.translation.engines.student.marian_file import Quantised
from dragoman.translation.engines.student.weights import Floats, Weights


def _session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class Int8Kernel:
    """Runs a model whose file stores int8 matrices and their activation multipliers."""

    name = "int8"

    def __init__(self, weights: Weights) -> None:
        self.embeddings = Embeddings(weights)
        self.depth = len(weights.shape.decoder_layers)
        self._encoder = _session(encoder_graph(weights))
        self._decoder = _session(decoder_graph(weights))
        matrix, self._bias, self._alpha = weights.output()
        self._matrix = matrix
        self._encoder_gives = [f"{one}{i}" for i in range(self.depth) for one in ("key", "value")]
        self._decoder_gives = ["hidden", "attention"]
        self._decoder_gives += [f"new_state{i}" for i in range(self.depth)]

    def encode(self, ids: Ids, lengths: NDArray[np.int64]) -> Memory:
        """Encode padded sources; see `Kernel.encode`."""
        hidden = np.arange(ids.shape[1])[None, :] >= lengths[:, None]
        mask = np.where(hidden, HIDDEN, np.float32(0))[:, None, None, :]
        given = self._encoder.run(
            self._encoder_gives, {"embedded": self.embeddings.source(ids), "mask": mask}
        )
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
