"""The layers of a student as ONNX nodes, in float32 or with int8 products.

All values are two-dimensional (rows times length, dims). With int8, products use the activation
multipliers (alphas) that the model stores, so nothing is measured at run time and a sentence does
not depend on its batch; between products all is float32.
"""

from __future__ import annotations

import numpy as np

from dragoman.translation.engines.student.marian_file import Quantised
from dragoman.translation.engines.student.onnx_graph import MICROSOFT, Graph
from dragoman.translation.engines.student.weights import Dense, FeedForward, Floats, Norm

EPSILON = 1e-9  # Marian's, inside layer normalisation
SIGNED_ZERO = 128  # where zero lies when a signed value is written as an unsigned byte


class Layers:
    """Adds a student's layers to a graph; `int8` says how its products are computed."""

    def __init__(self, graph: Graph, *, int8: bool) -> None:
        self.graph = graph
        self._int8 = int8

    def together(self, value: str, products: list[Dense]) -> list[str]:
        """Several products of one value: as one product where they can share its alpha."""
        if self._int8 and len({one.alpha for one in products}) > 1:
            return [self.product(value, one) for one in products]
        if self._int8:
            merged = self._int8_product(value, products, SIGNED_ZERO)
        else:
            matrix = np.concatenate([one.as_float() for one in products], axis=1)
            bias = np.concatenate([one.bias for one in products])
            merged = self._float_product(value, matrix, bias)
        return self.graph.split(merged, len(products))

    def product(self, value: str, one: Dense) -> str:
        """x W + b."""
        if self._int8:
            return self._int8_product(value, [one], SIGNED_ZERO)
        return self._float_product(value, one.as_float(), one.bias)

    def feed(self, value: str, feed: FeedForward) -> str:
        """The feed-forward layer with its norm: LN(x + relu(x W1 + b1) W2 + b2)."""
        wide = self.product(value, feed.widen)
        if self._int8:
            # Unsigned bytes with zero at 0 cut the negatives: this is the ReLU.
            narrow = self._int8_product(wide, [feed.narrow], 0)
        else:
            narrow = self.product(self.graph.add("Relu", [wide]), feed.narrow)
        return self.norm(value, narrow, feed.norm)

    def norm(self, value: str, added: str, norm: Norm) -> str:
        """LN(value + added). Two nodes: SkipLayerNormalization measured six times slower."""
        return self.graph.add(
            "LayerNormalization",
            [
                self.graph.add("Add", [value, added]),
                self.graph.constant(norm.scale),
                self.graph.constant(norm.bias),
            ],
            attributes={"axis": -1, "epsilon": EPSILON},
        )

    def attend(self, query: str, key: str, value: str, mask: str) -> tuple[str, str]:
        """Attention by heads: the mixed values (rows, heads, length, size) and the weights."""
        scores = self.graph.add("Add", [self.graph.add("MatMul", [query, key]), mask])
        weights = self.graph.add("Softmax", [scores], attributes={"axis": -1})
        return self.graph.add("MatMul", [weights, value]), weights

    def heads(self, value: str, split: str, order: list[int]) -> str:
        """(rows length, dims) as (rows, length, heads, size) by `split`, axes in this order."""
        parts = self.graph.add("Reshape", [value, split])
        return self.graph.add("Transpose", [parts], attributes={"perm": order})

    def flat(self, value: str, dims: int) -> str:
        """Back to (rows length, dims)."""
        shape = self.graph.constant(np.array([-1, dims], np.int64))
        return self.graph.add("Reshape", [value, shape])

    def _float_product(self, value: str, matrix: Floats, bias: Floats) -> str:
        held = [value, self.graph.constant(matrix), self.graph.constant(bias)]
        return self.graph.add("Gemm", held)

    def _int8_product(self, value: str, products: list[Dense], zero: int) -> str:
        """x [W1 W2 ...] + [b1 b2 ...] in int8, for products that share the alpha of x."""
        columns, scales, biases = [], [], []
        for one in products:
            if not isinstance(one.matrix, Quantised):
                raise TypeError("an int8 product needs an int8 matrix")
            columns.append(one.matrix.values)
            scales.append(np.full(len(one.bias), 1 / one.matrix.multiplier, np.float32))
            biases.append(one.bias)
        scale = self.graph.constant(np.array(1 / products[0].alpha, np.float32))
        origin = self.graph.constant(np.array(zero, np.uint8))
        return self.graph.add(
            "MatMulIntegerToFloat",
            [
                self.graph.add("QuantizeLinear", [value, scale, origin]),
                self.graph.constant(np.concatenate(columns, axis=1)),
                scale,
                self.graph.constant(np.concatenate(scales)),
                origin,
                "",
                self.graph.constant(np.concatenate(biases)),
            ],
            domain=MICROSOFT,
        )


def shrunk(query: Dense, size: int) -> Dense:
    """The query product with attention's 1/sqrt(size) folded into its matrix and bias."""
    root = float(size) ** 0.5
    if isinstance(query.matrix, Quantised):
        multiplier = query.matrix.multiplier * root
        matrix = Quantised(values=query.matrix.values, multiplier=multiplier)
        return Dense(matrix=matrix, bias=query.bias / np.float32(root), alpha=query.alpha)
    return Dense(
        matrix=query.matrix / np.float32(root),
        bias=query.bias / np.float32(root),
        alpha=query.alpha,
    )
