"""The two ONNX graphs of a student: the encoder, and one step of the decoder.

Products are int8 x int8 with the activation multipliers (alphas) that the model stores, so nothing
is measured at run time and a sentence does not depend on its batch. Between products all is float32.
"""

from __future__ import annotations

import numpy as np

from dragoman.translation.engines.student.marian_file import Quantised
from dragoman.translation.engines.student.onnx_graph import MICROSOFT, Graph
from dragoman.translation.engines.student.weights import (
    Attention,
    DecoderLayer,
    Dense,
    FeedForward,
    Norm,
    Weights,
    decoder_layers,
    encoder_layers,
)

EPSILON = 1e-9  # Marian's, inside layer normalisation


def _quantise(graph: Graph, value: str, alpha: float, *, relu: bool = False) -> str:
    """int8 of a value; behind a ReLU, unsigned with zero point 0, which cuts the negatives too."""
    zero = np.array(0, np.uint8) if relu else np.array(128, np.uint8)
    scale = graph.constant(np.array(1 / alpha, np.float32))
    return graph.add("QuantizeLinear", [value, scale, graph.constant(zero)])


def _product(graph: Graph, quantised: str, products: list[Dense], *, relu: bool = False) -> str:
    """x [W1 W2 ...] + [b1 b2 ...] for products that share their input and its alpha."""
    columns, scales, biases = [], [], []
    for one in products:
        assert isinstance(one.matrix, Quantised)
        columns.append(one.matrix.values)
        scales.append(np.full(len(one.bias), 1 / one.matrix.multiplier, np.float32))
        biases.append(one.bias)
    weights = np.concatenate(columns, axis=1)
    zero = np.array(0, np.uint8) if relu else np.array(128, np.uint8)
    return graph.add(
        "MatMulIntegerToFloat",
        [
            quantised,
            graph.constant(weights),
            graph.constant(np.array(1 / products[0].alpha, np.float32)),
            graph.constant(np.concatenate(scales)),
            graph.constant(zero),
            graph.constant(np.zeros(weights.shape[1], np.int8)),
            graph.constant(np.concatenate(biases)),
        ],
        domain=MICROSOFT,
    )


def _norm(graph: Graph, value: str, added: str, norm: Norm) -> str:
    scale, bias = graph.constant(norm.scale), graph.constant(norm.bias)
    return graph.add(
        "SkipLayerNormalization",
        [value, added, scale, bias],
        domain=MICROSOFT,
        attributes={"epsilon": EPSILON},
    )


def _feed(graph: Graph, value: str, feed: FeedForward) -> str:
    wide = _product(graph, _quantise(graph, value, feed.widen.alpha), [feed.widen])
    narrow = _quantise(graph, wide, feed.narrow.alpha, relu=True)
    return _norm(graph, value, _product(graph, narrow, [feed.narrow], relu=True), feed.norm)


def _heads(graph: Graph, value: str, heads: int, order: list[int]) -> str:
    """(rows, length, dims) as (rows, length, heads, size), with its axes in this order."""
    shape = graph.constant(np.array([0, 0, heads, -1], np.int64))
    return graph.add(
        "Transpose", [graph.add("Reshape", [value, shape])], attributes={"perm": order}
    )


def _shrunk(query: Dense, size: int) -> Dense:
    """The query product with 1/sqrt(size) folded into its multiplier and bias."""
    assert isinstance(query.matrix, Quantised)
    root = float(size) ** 0.5
    matrix = Quantised(values=query.matrix.values, multiplier=query.matrix.multiplier * root)
    return Dense(matrix=matrix, bias=query.bias / np.float32(root), alpha=query.alpha)


def _attend(graph: Graph, query: str, key: str, value: str, mask: str) -> tuple[str, str]:
    """Attention of heads: (rows, length, dims) and the weights (rows, heads, length, source)."""
    scores = graph.add("Add", [graph.add("MatMul", [query, key]), mask])
    weights = graph.add("Softmax", [scores], attributes={"axis": -1})
    mixed = graph.add("MatMul", [weights, value])
    turned = graph.add("Transpose", [mixed], attributes={"perm": [0, 2, 1, 3]})
    flat = graph.constant(np.array([0, 0, -1], np.int64))
    return graph.add("Reshape", [turned, flat]), weights


def encoder_graph(weights: Weights) -> bytes:
    """From embedded sources and their mask to the decoder's keys and values."""
    shape = weights.shape
    size = shape.dims // shape.heads
    graph = Graph("encoder")
    value = graph.takes("embedded", "float32", ["rows", "length", shape.dims])
    mask = graph.takes("mask", "float32", ["rows", 1, 1, "length"])
    for layer in encoder_layers(weights):
        own = layer.attention
        query, key, held = _together(graph, value, [_shrunk(own.query, size), own.key, own.value])
        mixed = _attend(
            graph,
            _heads(graph, query, shape.heads, [0, 2, 1, 3]),
            _heads(graph, key, shape.heads, [0, 2, 3, 1]),
            _heads(graph, held, shape.heads, [0, 2, 1, 3]),
            mask,
        )
        out = _product(graph, _quantise(graph, mixed, own.out.alpha), [own.out])
        value = _feed(graph, _norm(graph, value, out, own.norm), layer.feed)
    for i, decoder in enumerate(decoder_layers(weights)):
        key, held = _together(graph, value, [decoder.attention.key, decoder.attention.value])
        turned = _heads(graph, key, shape.heads, [0, 2, 3, 1])
        graph.gives(f"key{i}", turned, "float32", ["rows", shape.heads, size, "length"])
        turned = _heads(graph, held, shape.heads, [0, 2, 1, 3])
        graph.gives(f"value{i}", turned, "float32", ["rows", shape.heads, "length", size])
    return graph.to_bytes()


def _together(graph: Graph, value: str, products: list[Dense]) -> list[str]:
    """Several products of one value: as one where they share its alpha, as models do."""
    alphas = {one.alpha for one in products}
    if len(alphas) == 1:
        quantised = _quantise(graph, value, products[0].alpha)
        return graph.split(_product(graph, quantised, products), len(products))
    return [_product(graph, _quantise(graph, value, one.alpha), [one]) for one in products]


def _attend(graph: Graph, query: str, key: str, value: str, mask: str) -> str:
    scores = graph.add("Add", [graph.add("MatMul", [query, key]), mask])
    weights = graph.add("Softmax", [scores], attributes={"axis": -1})
    mixed = graph.add("MatMul", [weights, value])
    turned = graph.add("Transpose", [mixed], attributes={"perm": [0, 2, 1, 3]})
    return graph.add("Reshape", [turned, graph.constant(np.array([0, 0, -1], np.int64))])


def decoder_graph(weights: Weights) -> bytes:
    """From an embedded previous piece, states, keys and values to hidden, states, aligned head."""
    shape = weights.shape
    size = shape.dims // shape.heads
    graph = Graph("decoder")
    value = graph.takes("embedded", "float32", ["rows", shape.dims])
    mask = graph.takes("mask", "float32", ["rows", 1, 1, "length"])
    layers = decoder_layers(weights)
    for i, layer in enumerate(layers):
        state = graph.takes(f"state{i}", "float32", ["rows", shape.dims])
        key = graph.takes(f"key{i}", "float32", ["rows", shape.heads, size, "length"])
        held = graph.takes(f"value{i}", "float32", ["rows", shape.heads, "length", size])
        value, state = _recur(graph, value, state, layer)
        graph.gives(f"new_state{i}", state, "float32", ["rows", shape.dims])
        value, looked = _cross(graph, value, layer.attention, (key, held, mask), shape.heads)
        value = _feed(graph, value, layer.feed)
        if i == shape.aligned_layer:
            zero = graph.constant(np.array(0, np.int64))
            head = graph.add("Gather", [looked, zero], attributes={"axis": 1})
            row = graph.add("Gather", [head, zero], attributes={"axis": 1})
            graph.gives("attention", row, "float32", ["rows", "length"])
    graph.gives("hidden", value, "float32", ["rows", shape.dims])
    return graph.to_bytes()


def _recur(graph: Graph, value: str, state: str, layer: DecoderLayer) -> tuple[str, str]:
    """The SSRU: c = f c + (1 - f) W x, written c = W x + f (c - W x)."""
    new, gate = _together(graph, value, [layer.cell, layer.gate])
    kept = graph.add("Mul", [graph.add("Sigmoid", [gate]), graph.add("Sub", [state, new])])
    state = graph.add("Add", [new, kept])
    return _norm(graph, value, graph.add("Relu", [state]), layer.cell_norm), state


def _cross(
    graph: Graph, value: str, attention: Attention, memory: tuple[str, str, str], heads: int
) -> tuple[str, str]:
    """Attention of one decoder step to the source; the value after its norm, and the weights."""
    size = attention.query.bias.size // heads
    query = _shrunk(attention.query, size)
    asked = _product(graph, _quantise(graph, value, query.alpha), [query])
    split = graph.constant(np.array([0, heads, 1, size], np.int64))
    key, held, mask = memory
    scores = graph.add("MatMul", [graph.add("Reshape", [asked, split]), key])
    weights = graph.add("Softmax", [graph.add("Add", [scores, mask])], attributes={"axis": -1})
    joined = graph.constant(np.array([0, heads * size], np.int64))
    mixed = graph.add("Reshape", [graph.add("MatMul", [weights, held]), joined])
    out = _product(graph, _quantise(graph, mixed, attention.out.alpha), [attention.out])
    return _norm(graph, value, out, attention.norm), weights
