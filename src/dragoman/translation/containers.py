"""What is wrong with a model's files, told from their own structure before an engine reads them.

Each function takes a path and gives "" for a file that is whole, else one line that names the file
and the reason. OSError is left to the caller. The layouts are those of Marian's binary container,
its binary shortlist, and SentencePiece's protocol buffer.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

_MOST_ITEMS = 10_000  # tensors of a model; a tiny student has 195
_MOST_NAME = 1_000  # bytes of one tensor's name
_MOST_RANK = 8
_SHORTLIST_MAGIC = 0xF11A48D5013417F5


def container_fault(path: Path) -> str:
    """A Marian `.bin` model: version 1, sane headers, and exactly as long as its items say."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        try:
            expected = _container_size(stream)
        except ValueError as error:
            return f"{path}: is not a Marian model: {error}"
    if expected > size:
        return f"{path}: is cut short: {size:,} bytes of {expected:,}; fetch it again"
    if expected < size:
        return f"{path}: has {size - expected:,} bytes too many; fetch it again"
    return ""


def _words(stream: BinaryIO, count: int) -> tuple[int, ...]:
    """`count` little-endian unsigned 64-bit numbers; ValueError at the end of the file."""
    raw = stream.read(8 * count)
    if len(raw) < 8 * count:
        raise ValueError("it ends inside its headers (is it cut short?)")
    return struct.unpack(f"<{count}Q", raw)


def _container_size(stream: BinaryIO) -> int:
    """How many bytes the container says it has; ValueError where it says nonsense."""
    version, items = _words(stream, 2)
    if version != 1:
        raise ValueError(f"version {version} where 1 is expected")
    if not 0 < items <= _MOST_ITEMS:
        raise ValueError(f"{items:,} tensors")
    names = ranks = total = 0
    for _ in range(items):
        name_length, _type, rank, length = _words(stream, 4)
        if not 0 < name_length <= _MOST_NAME or rank > _MOST_RANK:
            raise ValueError("a tensor's header has an impossible name or rank")
        names, ranks, total = names + name_length, ranks + rank, total + length
    stream.seek(names + 4 * ranks, 1)
    (pad,) = _words(stream, 1)
    return stream.tell() + pad + total


def shortlist_fault(path: Path) -> str:
    """A binary shortlist: six numbers, offsets and ids, and nothing behind them."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        try:
            magic, _checksum, _first, _best, offsets, ids = _words(stream, 6)
        except ValueError:
            return f"{path}: is cut short: {size:,} bytes; fetch it again"
    if magic != _SHORTLIST_MAGIC:
        return f"{path}: is not a binary shortlist (its first eight bytes are wrong)"
    expected = 48 + 8 * offsets + 4 * ids
    if expected != size:
        return f"{path}: is damaged: {size:,} bytes where {expected:,} are expected; fetch it again"
    return ""


def vocabulary_fault(path: Path) -> str:
    """A SentencePiece model, read by SentencePiece itself."""
    from sentencepiece import SentencePieceProcessor

    try:
        pieces = int(SentencePieceProcessor(model_file=str(path)).get_piece_size())
    except (RuntimeError, OSError, ValueError) as error:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        return f"{path}: is not a SentencePiece vocabulary or is cut short ({words})"
    return "" if pieces else f"{path}: is an empty SentencePiece vocabulary"
