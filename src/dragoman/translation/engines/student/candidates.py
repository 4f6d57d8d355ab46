"""Scores the pieces that each sentence of a batch may choose, and nothing else.

A sentence's candidates are its own (see `shortlist`), so its translation does not depend on its
neighbours. Pieces that many sentences share are scored in one product; the rest of each sentence
by a product of its own: for 64 sentences this is a fifth of the work of scoring their union.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.translation.engines.student.kernel import Ids
from dragoman.translation.engines.student.marian_file import Quantised
from dragoman.translation.engines.student.vocabulary import UNKNOWN
from dragoman.translation.engines.student.weights import Floats, Weights

BARRED = np.float32(-1e9)
# A piece that this share of a batch's sentences may choose is scored for all of them (measured:
# 0.1 to 0.5 differ by 3 %).
SHARED = 0.25


class OutputMatrix:
    """The output projection z = y E^T + b, kept as the file has it and read by rows."""

    def __init__(self, weights: Weights) -> None:
        self._matrix, self.bias, _ = weights.output()
        self.words = weights.shape.target_words

    def rows(self, ids: Ids) -> Floats:
        """The float32 rows of these pieces, (pieces, dims)."""
        if isinstance(self._matrix, Quantised):
            taken = self._matrix.values[ids].astype(np.float32)
            taken *= np.float32(1 / self._matrix.multiplier)
            return taken
        return np.ascontiguousarray(self._matrix[ids])

    def logits_of(self, hidden: Floats, ids: Ids) -> Floats:
        """One logit a row: of the piece `ids[row]` given `hidden[row]`."""
        found: Floats = np.einsum("ij,ij->i", hidden, self.rows(ids)) + self.bias[ids]
        return found


class Candidates:
    """The candidates of a batch. `pieces[row, column]` is the piece that a logit belongs to."""

    def __init__(self, output: OutputMatrix, allowed: Sequence[Ids]) -> None:
        counts = np.bincount(np.concatenate(allowed), minlength=output.words)
        shared = np.flatnonzero(counts >= max(2, SHARED * len(allowed))).astype(np.int32)
        is_shared = np.zeros(output.words, bool)
        is_shared[shared] = True
        own = [ids[~is_shared[ids]] for ids in allowed]
        self._shared = np.ascontiguousarray(output.rows(shared).T)
        self._width = len(shared)
        self._own = [output.rows(ids) for ids in own]
        columns = self._width + max(len(ids) for ids in own)
        self.pieces = np.zeros((len(allowed), columns), np.int32)
        self._added = np.full((len(allowed), columns), BARRED, np.float32)
        for row, ids in enumerate(own):
            mine = np.zeros(output.words, bool)
            mine[allowed[row]] = True
            self.pieces[row, : self._width] = shared
            self._added[row, : self._width] = np.where(mine[shared], output.bias[shared], BARRED)
            end = self._width + len(ids)
            self.pieces[row, self._width : end] = ids
            self._added[row, self._width : end] = output.bias[ids]
        self._added[self.pieces == UNKNOWN] = BARRED

    def take(self, rows: NDArray[np.intp]) -> None:
        """Go on with these rows only, in this order; a row may be taken more than once."""
        self._own = [self._own[row] for row in rows]
        self.pieces = self.pieces[rows]
        self._added = self._added[rows]

    def column(self, row: int, piece: int) -> int:
        """The column of a piece that this row may choose."""
        columns = np.flatnonzero((self.pieces[row] == piece) & (self._added[row] > BARRED))
        return int(columns[0])

    def logits(self, hidden: Floats) -> Floats:
        """Logits (rows, columns); columns that a row may not choose are BARRED."""
        found = np.zeros(self.pieces.shape, np.float32)
        found[:, : self._width] = hidden @ self._shared
        for row, matrix in enumerate(self._own):
            np.dot(matrix, hidden[row], out=found[row, self._width : self._width + len(matrix)])
        found += self._added
        return found


def log_total(logits: Floats) -> Floats:
    """log of the sum of exp(logits), by rows."""
    most = logits.max(axis=1)
    total: Floats = most + np.log(np.exp(logits - most[:, None]).sum(axis=1))
    return total
