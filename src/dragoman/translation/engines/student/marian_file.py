"""Reads Marian's binary container (`.bin`): named tensors, and the configuration inside.

The format, little-endian: u64 version (1); u64 number of tensors; per tensor four u64 (length of
its name with the NUL, type, rank, bytes of contents with padding); all names; all shapes as i32;
u64 length of a gap and the gap; all contents in the same order. The low byte of a type is its
element size. A file comes from elsewhere, so every count and offset is checked before it is used.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.translation.engines.student.problem import BrokenModelError

FLOAT32 = 0x404
INT8 = 0x101  # text, such as the configuration
INTGEMM8 = 0x4101  # int8 values and one float32 multiplier behind them
CONFIG = "special:model.yml"
VERSION = 1
# Bounds far above any student (the largest known has about 400 tensors of rank 2).
MOST_TENSORS = 10_000
LONGEST_NAME = 256
HIGHEST_RANK = 4
EMBEDDINGS = ("Wemb", "encoder_Wemb", "decoder_Wemb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantised:
    """An int8 matrix, (in, out) or for embeddings (words, dims); real value = q / multiplier."""

    values: NDArray[np.int8]
    multiplier: float

    def as_float(self) -> NDArray[np.float32]:
        """The matrix in float32."""
        return self.values.astype(np.float32) / np.float32(self.multiplier)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarianFile:
    """What one `.bin` holds: its configuration and its tensors by name."""

    path: Path
    config: Mapping[str, str | tuple[str, ...]]
    floats: Mapping[str, NDArray[np.float32]]
    quantised: Mapping[str, Quantised]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    name: str
    kind: int
    shape: tuple[int, ...]
    start: int
    length: int

    @property
    def count(self) -> int:
        count = 1
        for size in self.shape:
            count *= size
        return count


def read_marian_file(path: Path) -> MarianFile:
    """Read the whole file; raises BrokenModelError with the first thing that is wrong."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BrokenModelError(path, f"cannot be read ({error.strerror})") from error
    try:
        entries = _entries(path, raw)
    except (struct.error, UnicodeDecodeError) as error:
        raise BrokenModelError(path, "is cut short or is not a Marian model") from error
    config: Mapping[str, str | tuple[str, ...]] = {}
    floats: dict[str, NDArray[np.float32]] = {}
    quantised: dict[str, Quantised] = {}
    for entry in entries:
        if entry.kind == FLOAT32:
            floats[entry.name] = _floats(path, raw, entry)
        elif entry.kind == INTGEMM8:
            quantised[entry.name] = _quantised(path, raw, entry)
        elif entry.kind == INT8 and entry.name == CONFIG:
            config = parse_flat_yaml(_text(path, raw, entry))
        else:
            raise BrokenModelError(path, f"tensor {entry.name!r} has unknown type {entry.kind:#x}")
    if not config:
        raise BrokenModelError(path, f"has no {CONFIG!r} that states its shape")
    return MarianFile(path=path, config=config, floats=floats, quantised=quantised)


def _entries(path: Path, raw: bytes) -> list[_Entry]:
    version, count = struct.unpack_from("<QQ", raw, 0)
    if version != VERSION:
        raise BrokenModelError(path, f"starts with {version:#x} where a Marian model starts with 1")
    if not 0 < count <= MOST_TENSORS:
        raise BrokenModelError(path, f"claims {count} tensors")
    headers = [struct.unpack_from("<QQQQ", raw, 16 + 32 * i) for i in range(count)]
    for name_length, _, rank, _ in headers:
        if not 0 < name_length <= LONGEST_NAME or rank > HIGHEST_RANK:
            raise BrokenModelError(path, "has a tensor header that makes no sense")
    at = 16 + 32 * count
    names = []
    for name_length, _, _, _ in headers:
        names.append(raw[at : at + name_length].rstrip(b"\0").decode("utf-8"))
        at += name_length
    shapes = []
    for _, _, rank, _ in headers:
        shapes.append(struct.unpack_from(f"<{rank}i", raw, at))
        at += 4 * rank
    (gap,) = struct.unpack_from("<Q", raw, at)
    at += 8 + gap
    entries = []
    for name, shape, (_, kind, _, length) in zip(names, shapes, headers, strict=True):
        if any(size <= 0 for size in shape):
            raise BrokenModelError(path, f"tensor {name!r} has the shape {shape}")
        entries.append(_Entry(name=name, kind=kind, shape=shape, start=at, length=length))
        at += length
    if at != len(raw):
        raise BrokenModelError(path, f"has {len(raw)} bytes where its header tells of {at}")
    return entries


def _floats(path: Path, raw: bytes, entry: _Entry) -> NDArray[np.float32]:
    if entry.length < 4 * entry.count:
        raise BrokenModelError(path, f"tensor {entry.name!r} is too short for {entry.shape}")
    values = np.frombuffer(raw, "<f4", entry.count, entry.start).reshape(entry.shape)
    if not np.isfinite(values).all():
        raise BrokenModelError(path, f"tensor {entry.name!r} holds numbers that are not finite")
    return values.astype(np.float32)


def _quantised(path: Path, raw: bytes, entry: _Entry) -> Quantised:
    if entry.length < entry.count + 4 or len(entry.shape) != 2:
        raise BrokenModelError(path, f"tensor {entry.name!r} does not fit its shape {entry.shape}")
    values = np.frombuffer(raw, np.int8, entry.count, entry.start)
    (multiplier,) = struct.unpack_from("<f", raw, entry.start + entry.count)
    if not (np.isfinite(multiplier) and multiplier > 0):
        raise BrokenModelError(path, f"tensor {entry.name!r} has the multiplier {multiplier}")
    rows, columns = entry.shape
    # All but the embeddings are stored transposed, as (out, in).
    if entry.name in EMBEDDINGS:
        # A copy, so that a kept table does not keep the whole file in memory.
        matrix = values.reshape(rows, columns).copy()
    else:
        matrix = values.reshape(columns, rows).T
    return Quantised(values=matrix, multiplier=float(multiplier))


def _text(path: Path, raw: bytes, entry: _Entry) -> str:
    try:
        return raw[entry.start : entry.start + entry.count].rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenModelError(path, f"{entry.name!r} is not text") from error


def parse_flat_yaml(text: str) -> dict[str, str | tuple[str, ...]]:
    """Parse the flat YAML that Marian writes: `key: value` and lists of scalars, nothing nested.

    Values stay strings ("true", "256"); a list is a tuple. Lines of another form are passed over.
    """
    found: dict[str, Any] = {}
    key = ""
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith("- ") and key:
            held = found[key] if isinstance(found[key], tuple) else ()
            found[key] = (*held, bare[2:].strip().strip("\"'"))
            continue
        name, colon, value = bare.partition(":")
        if not colon or bare.startswith("#"):
            continue
        key, value = name.strip(), value.strip()
        if value.startswith("[") and value.endswith("]"):
            parts = (part.strip().strip("\"'") for part in value[1:-1].split(","))
            found[key] = tuple(part for part in parts if part)
        else:
            found[key] = value.strip("\"'")
    return found
