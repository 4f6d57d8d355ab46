"""Cuts sentences into batches of like length, so that little is padded and nothing is too large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# Measured on NTREX: 32 rows 908 words a CPU-second, 64 rows 880, 96 rows 860; the candidates of
# more rows no longer fit the cache.
MOST_ROWS = 32
# Each source piece brings about 15 candidates of its own, a kilobyte each: 2048 are 30 MB.
MOST_PADDED = 2048
# Attention needs heads x rows x length^2 floats: 2^20 x 8 x 4 bytes are 32 MB.
MOST_SQUARED = 1 << 20


def cut_batches(lengths: Sequence[int], most_rows: int = MOST_ROWS) -> Iterator[list[int]]:
    """Indices of `lengths`, shortest first, in batches."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda one: lengths[one]):
        full = len(batch) >= most_rows
        padded = (len(batch) + 1) * lengths[index]
        full = full or padded > MOST_PADDED or padded * lengths[index] > MOST_SQUARED
        if batch and full:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
