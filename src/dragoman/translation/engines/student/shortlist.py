"""The lexical shortlist (`lex.*.s2t.bin`): which target pieces a source piece may become.

Format: six little-endian u64 (magic, checksum, `first`, `best`, number of offsets, number of ids),
the offsets as u64, the ids as u32, and the file ends there. A sentence's candidates are the
`first` most frequent pieces and the lists of its own pieces, so they depend on nothing but itself.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.translation.engines.student.problem import BrokenModelError

MAGIC = 0xF11A48D5013417F5
HEADER = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """Candidates of every source piece: `ids[offsets[s]:offsets[s + 1]]`, and the first pieces."""

    first: int
    offsets: NDArray[np.int64]
    ids: NDArray[np.int32]

    def candidates(self, source: Sequence[int]) -> NDArray[np.int32]:
        """The sorted distinct target pieces that a source sentence (piece ids) may become."""
        parts = [np.arange(self.first, dtype=np.int32)]
        parts += [self.ids[self.offsets[s] : self.offsets[s + 1]] for s in set(source)]
        return np.unique(np.concatenate(parts))


def read_shortlist(path: Path, source_words: int, target_words: int) -> Shortlist:
    """Read and check a shortlist for vocabularies of these sizes; raises BrokenModelError."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BrokenModelError(path, f"cannot be read ({error.strerror})") from error
    if len(raw) < HEADER:
        raise BrokenModelError(path, "is cut short")
    magic, _, first, _, offset_count, id_count = struct.unpack_from("<6Q", raw)
    if magic != MAGIC:
        raise BrokenModelError(path, "is not a binary shortlist (wrong magic number)")
    if len(raw) != HEADER + 8 * offset_count + 4 * id_count:
        raise BrokenModelError(path, f"has {len(raw)} bytes, which its header does not tell of")
    offsets = np.frombuffer(raw, "<u8", offset_count, HEADER).astype(np.int64)
    ids = np.frombuffer(raw, "<u4", id_count, HEADER + 8 * offset_count).astype(np.int32)
    if offset_count != source_words + 1 or not 0 < first <= target_words:
        raise BrokenModelError(
            path, f"is made for {offset_count - 1} source pieces, not {source_words}"
        )
    ordered = bool((np.diff(offsets) >= 0).all()) and offsets[0] == 0 and offsets[-1] == id_count
    if not ordered or (ids.size and not 0 <= int(ids.min()) <= int(ids.max()) < target_words):
        raise BrokenModelError(path, "has offsets or pieces outside its own tables")
    return Shortlist(first=int(first), offsets=offsets, ids=ids)
