"""The words of an article, and its fingerprint: hashes of all runs of five words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.records import Article, BlockKind

RUN = 5  # words in a shingle: long enough that unrelated news shares next to none

# The headline is left out: outlets that take over an article write their own.
_TOLD_IN = frozenset(BlockKind) - {BlockKind.HEADLINE, BlockKind.CAPTION}

# Scripts written without spaces are cut into characters, all others into words. A number keeps its
# separators and sign ("1,250.5", "-3"), so that a changed figure is a changed word.
_WORD = re.compile(
    r"[-+−]?\d+(?:[.,:/]\d+)*"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\U00020000-\U0003ffff]"
    r"|[^\W\d_]+"
)


def words_of(article: Article) -> tuple[str, ...]:
    """The words of the article's body as written, in reading order, in Unicode's form NFKC."""
    told = " \n ".join(block.text for block in article.blocks if block.kind in _TOLD_IN)
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", told)))


def fingerprint(article: Article) -> tuple[int, ...]:
    """Sorted 64-bit hashes of all runs of five words, upper and lower case alike.

    An article of fewer words is one run of all its words; one without words has no fingerprint.
    """
    return tuple(int(h) for h in np.unique(hashes_of(words_of(article))))


def hashes_of(words: Sequence[str]) -> NDArray[np.uint64]:
    """One hash for each run of words, in reading order; the same on every machine and version."""
    folded = [word.casefold() for word in words]
    if not folded:
        return np.empty(0, dtype=np.uint64)
    runs = range(max(1, len(folded) - RUN + 1))
    raw = b"".join(
        hashlib.blake2b(
            " ".join(folded[start : start + RUN]).encode("utf-8", "replace"), digest_size=8
        ).digest()
        for start in runs
    )
    return np.frombuffer(raw, dtype="<u8").astype(np.uint64)
