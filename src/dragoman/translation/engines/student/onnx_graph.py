"""Writes small ONNX graphs as bytes, so that ONNX Runtime can run them; needs no `onnx` package.

ONNX is a Protocol Buffers format; the field numbers are those of the public `onnx.proto` (IR
version 8). Only what a student needs is here: dense initializers, nodes with int, float and
int-list attributes, inputs and outputs with named dimensions.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

IR_VERSION = 8
OPSET = 17  # has LayerNormalization; every ONNX Runtime since 1.12 runs it
MICROSOFT = "com.microsoft"  # ONNX Runtime's own operators
LARGEST_INSIDE = 1 << 14  # numbers of an array that is written into the graph's bytes
ELEMENT_TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7}


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _block(field: int, content: bytes | str) -> bytes:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    return _varint(field << 3 | 2) + _varint(len(raw)) + raw


def _attribute(name: str, value: float | Sequence[int]) -> bytes:
    if isinstance(value, float):
        return _block(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)
    if isinstance(value, int):
        return _block(1, name) + _number(3, value) + _number(20, 2)
    return _block(1, name) + b"".join(_number(8, one) for one in value) + _number(20, 7)


def _header(name: str, array: NDArray[Any]) -> bytes:
    dims = b"".join(_number(1, size) for size in array.shape)
    return dims + _number(2, ELEMENT_TYPES[array.dtype.name]) + _block(8, name)


def _outside_tensor(name: str, array: NDArray[Any]) -> bytes:
    """A tensor whose contents are handed to the session beside the graph's bytes."""
    location = _block(13, _block(1, "location") + _block(2, "outside"))
    return _header(name, array) + location + _number(14, 1)


def _tensor(name: str, array: NDArray[Any]) -> bytes:
    return _header(name, array) + _block(9, np.ascontiguousarray(array).tobytes())


def _value(name: str, kind: str, shape: Sequence[str | int]) -> bytes:
    dims = b"".join(
        _block(1, _block(2, one) if isinstance(one, str) else _number(1, one)) for one in shape
    )
    tensor = _number(1, ELEMENT_TYPES[kind]) + _block(2, dims)
    return _block(1, name) + _block(2, _block(1, tensor))


class Graph:
    """Collects nodes in order of execution; what adds one returns the name of its output."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[bytes] = []
        self._count = 0
        self._held: dict[bytes, str] = {}
        self.outside: dict[str, NDArray[Any]] = {}

    def _fresh(self, stem: str) -> str:
        self._count += 1
        return f"{stem}_{self._count}"

    def takes(self, name: str, kind: str, shape: Sequence[str | int]) -> str:
        """Declare an input."""
        self._parts.append(_block(11, _value(name, kind, shape)))
        return name

    def gives(self, name: str, result: str, kind: str, shape: Sequence[str | int]) -> None:
        """Declare an output called `name`, equal to the value `result`."""
        self.add("Identity", [result], outputs=(name,))
        self._parts.append(_block(12, _value(name, kind, shape)))

    def constant(self, array: NDArray[Any]) -> str:
        """Hold an array (float32, int8, uint8, int32 or int64); equal small ones are held once.

        A large one stays outside the bytes, in `outside`, so that it is not copied into them.
        """
        if array.size > LARGEST_INSIDE:
            name = self._fresh("outside")
            self.outside[name] = np.ascontiguousarray(array)
            self._parts.append(_block(5, _outside_tensor(name, array)))
            return name
        key = repr((array.dtype.name, array.shape)).encode() + array.tobytes()
        if key not in self._held:
            self._held[key] = self._fresh("constant")
            self._parts.append(_block(5, _tensor(self._held[key], array)))
        return self._held[key]

    def add(
        self,
        operator: str,
        inputs: Sequence[str],
        *,
        domain: str = "",
        attributes: Mapping[str, float | Sequence[int]] | None = None,
        outputs: Sequence[str] = (),
    ) -> str:
        """Add a node; an input "" is one left out. Returns the name of its first output."""
        names = tuple(outputs) or (self._fresh(operator.lower()),)
        node = b"".join(_block(1, one) for one in inputs)
        node += b"".join(_block(2, one) for one in names)
        node += _block(3, self._fresh("node")) + _block(4, operator)
        for key, value in (attributes or {}).items():
            node += _block(5, _attribute(key, value))
        self._parts.append(_block(1, node + _block(7, domain)))
        return names[0]

    def split(self, value: str, parts: int, axis: int = -1) -> list[str]:
        """Split a value into equal parts along an axis whose size `parts` divides."""
        names = tuple(self._fresh("part") for _ in range(parts))
        self.add("Split", [value], attributes={"axis": axis}, outputs=names)
        return list(names)

    def to_bytes(self) -> bytes:
        """The model as ONNX bytes."""
        graph = b"".join(self._parts) + _block(2, self._name)
        opsets = _block(8, _block(1, "") + _number(2, OPSET))
        opsets += _block(8, _block(1, MICROSOFT) + _number(2, 1))
        return _number(1, IR_VERSION) + _block(2, "dragoman") + opsets + _block(7, graph)
