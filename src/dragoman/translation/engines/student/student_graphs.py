"""The two ONNX graphs of a student: the encoder, and one step of the decoder."""

from __future__ import annotations

import numpy as np

from dragoman.translation.engines.student.onnx_graph import Graph
from dragoman.translation.engines.student.onnx_layers import Layers, shrunk
from dragoman.translation.engines.student.weights import (
    Attention,
    DecoderLayer,
    EncoderLayer,
    Weights,
    decoder_layers,
    encoder_layers,
)


def encoder_graph(weights: Weights, *, int8: bool) -> Graph:
    """From embedded sources (rows length, dims) and their mask to the decoder's keys and values.

    The input `split` is [rows, length, heads, size].
    """
    shape = weights.shape
    size = shape.dims // shape.heads
    graph = Graph("encoder")
    layers = Layers(graph, int8=int8)
    value = graph.takes("embedded", "float32", ["tokens", shape.dims])
    mask = graph.takes("mask", "float32", ["rows", 1, 1, "length"])
    split = graph.takes("split", "int64", [4])
    for layer in encoder_layers(weights):
        value = _encode(layers, value, layer, (mask, split), size)
    for i, decoder in enumerate(decoder_layers(weights)):
        key, held = layers.together(value, [decoder.attention.key, decoder.attention.value])
        turned = layers.heads(key, split, [0, 2, 3, 1])
        graph.gives(f"key{i}", turned, "float32", ["rows", shape.heads, size, "length"])
        turned = layers.heads(held, split, [0, 2, 1, 3])
        graph.gives(f"value{i}", turned, "float32", ["rows", shape.heads, "length", size])
    return graph


def _encode(
    layers: Layers, value: str, layer: EncoderLayer, asked: tuple[str, str], size: int
) -> str:
    own = layer.attention
    mask, split = asked
    products = [shrunk(own.query, size), own.key, own.value]
    query, key, held = layers.together(value, products)
    mixed, _ = layers.attend(
        layers.heads(query, split, [0, 2, 1, 3]),
        layers.heads(key, split, [0, 2, 3, 1]),
        layers.heads(held, split, [0, 2, 1, 3]),
        mask,
    )
    turned = layers.graph.add("Transpose", [mixed], attributes={"perm": [0, 2, 1, 3]})
    out = layers.product(layers.flat(turned, own.query.bias.size), own.out)
    return layers.feed(layers.norm(value, out, own.norm), layer.feed)


def decoder_graph(weights: Weights, *, int8: bool) -> Graph:
    """From an embedded previous piece, states, keys and values to hidden, states, aligned head."""
    shape = weights.shape
    size = shape.dims // shape.heads
    graph = Graph("decoder")
    layers = Layers(graph, int8=int8)
    value = graph.takes("embedded", "float32", ["rows", shape.dims])
    mask = graph.takes("mask", "float32", ["rows", 1, 1, "length"])
    for i, layer in enumerate(decoder_layers(weights)):
        state = graph.takes(f"state{i}", "float32", ["rows", shape.dims])
        key = graph.takes(f"key{i}", "float32", ["rows", shape.heads, size, "length"])
        held = graph.takes(f"value{i}", "float32", ["rows", shape.heads, "length", size])
        value, state = _recur(layers, value, state, layer)
        graph.gives(f"new_state{i}", state, "float32", ["rows", shape.dims])
        value, looked = _cross(layers, value, layer.attention, (key, held, mask), shape.heads)
        value = layers.feed(value, layer.feed)
        if i == shape.aligned_layer:
            zero = graph.constant(np.array(0, np.int64))
            head = graph.add("Gather", [looked, zero], attributes={"axis": 1})
            row = graph.add("Gather", [head, zero], attributes={"axis": 1})
            graph.gives("attention", row, "float32", ["rows", "length"])
    graph.gives("hidden", value, "float32", ["rows", shape.dims])
    return graph


def _recur(layers: Layers, value: str, state: str, layer: DecoderLayer) -> tuple[str, str]:
    """The SSRU: c = f c + (1 - f) W x, written c = W x + f (c - W x)."""
    graph = layers.graph
    new, gate = layers.together(value, [layer.cell, layer.gate])
    kept = graph.add("Mul", [graph.add("Sigmoid", [gate]), graph.add("Sub", [state, new])])
    state = graph.add("Add", [new, kept])
    return layers.norm(value, graph.add("Relu", [state]), layer.cell_norm), state


def _cross(
    layers: Layers, value: str, attention: Attention, memory: tuple[str, str, str], heads: int
) -> tuple[str, str]:
    """Attention of one decoder step to the source; the value after its norm, and the weights."""
    dims = attention.query.bias.size
    split = layers.graph.constant(np.array([-1, heads, 1, dims // heads], np.int64))
    key, held, mask = memory
    query = layers.product(value, shrunk(attention.query, dims // heads))
    asked = layers.graph.add("Reshape", [query, split])
    mixed, weights = layers.attend(asked, key, held, mask)
    out = layers.product(layers.flat(mixed, dims), attention.out)
    return layers.norm(value, out, attention.norm), weights
