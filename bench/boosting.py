"""Trains the desk's word doubts: boosted trees of equal questions on each level, in NumPy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.desk.doubt.trees import Forest

Floats = NDArray[np.float32]
Bins = NDArray[np.int64]

_BINS = 48  # values that a column is cut into
_STIFF = 6.0  # added to a leaf's weight, so that leaves of few rows say little


def grow(
    rows: Floats,
    wrong: Sequence[bool] | NDArray[np.bool_],
    columns: Sequence[str],
    *,
    trees: int = 140,
    depth: int = 5,
    rate: float = 0.12,
    share: float = 0.25,
    seed: int = 1,
) -> Forest:
    """A forest whose log-odds tell wrong rows from sound ones; the same every time.

    `share` of the columns, drawn anew, are tried for each tree.
    """
    chance = np.random.default_rng(seed)
    aims = np.array(wrong, np.float64)
    edges = [_edges(rows[:, column]) for column in range(rows.shape[1])]
    binned = [
        np.searchsorted(cuts, rows[:, column], side="right") for column, cuts in enumerate(edges)
    ]
    bias = float(np.log((aims.mean() + 1e-4) / (1 - aims.mean() + 1e-4)))
    odds = np.full(len(aims), bias)
    asked, cuts, leaves = [], [], []
    for _ in range(trees):
        chances = 1 / (1 + np.exp(-odds))
        slope, weight = aims - chances, chances * (1 - chances)
        tried = chance.choice(len(columns), max(1, int(share * len(columns))), replace=False)
        places, questions = _grow_one(binned, edges, tried, slope, weight, depth)
        count = 1 << depth
        sums = np.bincount(places, slope, count), np.bincount(places, weight, count)
        values = rate * sums[0] / (sums[1] + _STIFF)
        odds += values[places]
        asked.append([column for column, _ in questions])
        cuts.append([edges[column][cut] for column, cut in questions])
        leaves.append(values)
    return Forest(
        columns=tuple(columns), bias=bias, asked=np.array(asked, np.int32),
        cuts=np.array(cuts, np.float32), leaves=np.array(leaves, np.float32),
    )  # fmt: skip


def _edges(values: Floats) -> Floats:
    """Where a column is cut: its quantiles, each once."""
    found: Floats = np.unique(np.quantile(values, np.linspace(0, 1, _BINS + 1)[1:-1]))
    return np.round(found, 3).astype(np.float32)


def _grow_one(
    binned: Sequence[Bins],
    edges: Sequence[Floats],
    tried: NDArray[np.int64],
    slope: NDArray[np.float64],
    weight: NDArray[np.float64],
    depth: int,
) -> tuple[Bins, list[tuple[int, int]]]:
    """The leaf of every row, and the tree's questions (column, number of the cut)."""
    places = np.zeros(len(slope), np.int64)
    questions: list[tuple[int, int]] = []
    for level in range(depth):
        best, question = -1.0, (int(tried[0]), 0)
        for column in tried.tolist():
            gains = _gains(places * (_BINS + 1) + binned[column], 1 << level, slope, weight)
            gains = gains[: len(edges[column])]
            if len(gains) and gains.max() > best:
                best, question = float(gains.max()), (column, int(gains.argmax()))
        questions.append(question)
        places = 2 * places + (binned[question[0]] > question[1])
    return places, questions


def _gains(
    keys: Bins, leaves: int, slope: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What each cut of a column gains, summed over the leaves so far."""
    size = leaves * (_BINS + 1)
    left_slope = np.bincount(keys, slope, size).reshape(leaves, -1).cumsum(axis=1)
    left_weight = np.bincount(keys, weight, size).reshape(leaves, -1).cumsum(axis=1)
    right_slope = left_slope[:, -1:] - left_slope
    right_weight = left_weight[:, -1:] - left_weight
    both = left_slope**2 / (left_weight + _STIFF) + right_slope**2 / (right_weight + _STIFF)
    found: NDArray[np.float64] = both.sum(axis=0)
    return found
