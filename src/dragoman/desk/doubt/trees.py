"""A forest of small trees: rows of numbers to log-odds.

All nodes of one level of a tree ask the same question, so a row's leaf is a number in binary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Log-odds = bias + one leaf of every tree.

    Tree t asks on level l whether column `asked[t, l]` is at least `cuts[t, l]`; `leaves[t]` are
    its leaves, the first level's answer being the highest bit. `columns` names what it was made
    for.
    """

    columns: tuple[str, ...]
    bias: float
    asked: NDArray[np.int32]
    cuts: Floats
    leaves: Floats

    def log_odds(self, rows: Floats) -> Floats:
        """One number a row."""
        places = np.zeros((len(rows), len(self.asked)), np.intp)
        for level in range(self.asked.shape[1]):
            places = 2 * places + (rows[:, self.asked[:, level]] >= self.cuts[:, level])
        given: Floats = self.leaves[np.arange(len(self.asked)), places].sum(axis=1)
        return given + np.float32(self.bias)

    def as_table(self) -> dict[str, Any]:
        """The forest as plain lists, as it is kept in a file."""
        return {
            "columns": list(self.columns),
            "bias": round(self.bias, 4),
            "asked": self.asked.tolist(),
            "cuts": np.round(self.cuts.astype(float), 3).tolist(),
            "leaves": np.round(self.leaves.astype(float), 4).tolist(),
        }

    @classmethod
    def from_table(cls, table: Mapping[str, Any], columns: Sequence[str]) -> Forest:
        """The forest that `as_table` wrote; ValueError when made for other `columns`."""
        if tuple(table["columns"]) != tuple(columns):
            raise ValueError("these weights were made for other columns; train them anew")
        return cls(
            columns=tuple(columns),
            bias=float(table["bias"]),
            asked=np.array(table["asked"], np.int32),
            cuts=np.array(table["cuts"], np.float32),
            leaves=np.array(table["leaves"], np.float32),
        )
