"""Keys under which near copies find each other: MinHash, cut into bands.

Broder, "On the resemblance and containment of documents" (1997); banding after Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.records import Article
from dragoman.story.shingles import hashes_of, words_of

# 32 bands of 4 rows: two articles that share a half of their shingles have a key in common with
# probability .87, at two thirds .999, at a tenth .003.
BANDS = 32
ROWS = 4

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # splitmix64's step (Steele, Lea and Flood, 2014)


def near_copy_keys(article: Article) -> tuple[str, ...]:
    """32 keys of 18 characters; articles that share one may be near copies and are compared then.

    The same article gives the same keys on every machine. An article without words has none.
    """
    shingles = np.unique(hashes_of(words_of(article)))
    if not shingles.size:
        return ()
    seeds = _scrambled(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64) * _GOLDEN)
    smallest = np.full(seeds.size, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, shingles.size, 1024):  # in parts, so that memory stays at about 1 MB
        part = shingles[start : start + 1024]
        scores = _scrambled(part[None, :] ^ seeds[:, None])
        smallest = np.minimum(smallest, scores.min(axis=1))
    return tuple(
        f"{band:02x}{_folded(rows):016x}" for band, rows in enumerate(smallest.reshape(BANDS, ROWS))
    )


def _folded(rows: NDArray[np.uint64]) -> int:
    """One 64-bit number that stands for the rows of a band."""
    folded = np.zeros(1, dtype=np.uint64)
    for row in rows:
        folded = _scrambled((folded + _GOLDEN) ^ row)
    return int(folded[0])


def _scrambled(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of splitmix64: every bit of the result depends on every bit given."""
    mixed = numbers ^ (numbers >> np.uint64(30))
    mixed = mixed * np.uint64(0xBF58476D1CE4E5B9)
    mixed = mixed ^ (mixed >> np.uint64(27))
    mixed = mixed * np.uint64(0x94D049BB133111EB)
    scrambled: NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(31))
    return scrambled
