"""Beam search of one sentence: n-best lists, and targets that keep constraints.

With required phrases, targets compete only with those that have written as much of them (dynamic
beam allocation, Post and Vilar 2018), so that a phrase can wait for the place where it costs least.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.translation.engines.student.candidates import Candidates, OutputMatrix, log_total
from dragoman.translation.engines.student.constraints import Constraints, Progress
from dragoman.translation.engines.student.decoding import Decoded, Source, pad, start_states
from dragoman.translation.engines.student.growing import WORD_ENDS_AT_LEAST, Growing, Spot, goes_on
from dragoman.translation.engines.student.kernel import Kernel
from dragoman.translation.engines.student.vocabulary import END, SPACE, Vocabulary
from dragoman.translation.engines.student.weights import Floats

WIDEST = 16
# Pieces of each target that are looked at in a step, best first, before what constraints add.
LOOKED_AT = 8
# Targets that are followed once a phrase that was due stands in its place.
ENOUGH = 4


NOTHING_YET = Progress()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A growing target. `row` is where its state stands."""

    row: int = 0
    ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    attention: tuple[Floats, ...] = ()
    text: str = ""
    ends: tuple[int, ...] = ()
    total: float = 0.0
    progress: Progress = NOTHING_YET

    def with_text(self, text: str, looked: Floats) -> Growing:
        """The target when it says this with one piece more, for which the model looked so."""
        return Growing(text, (*self.ends, len(text)), (*self.attention, looked))

    def grown(
        self, row: int, piece: int, score: float, growing: Growing, progress: Progress
    ) -> _Line:
        """The line with one piece more."""
        return _Line(
            row=row,
            ids=(*self.ids, piece),
            scores=(*self.scores, score),
            attention=growing.looked,
            text=growing.text,
            ends=growing.ends,
            total=self.total + score,
            progress=progress,
        )


def _mean(line: _Line) -> float:
    """Log-probability a piece (Marian's normalize 1)."""
    return line.total / max(len(line.scores), 1)


def _total(line: _Line) -> float:
    return line.total


class BeamSearch:
    """Searches one source; `width` targets are kept at a time."""

    def __init__(
        self, kernel: Kernel, output: OutputMatrix, vocabulary: Vocabulary, *, width: int = 4
    ) -> None:
        self._kernel, self._output, self._vocabulary = kernel, output, vocabulary
        self._width = width

    def run(self, source: Source, constraints: Constraints) -> list[Decoded]:
        """Whole targets that keep the constraints, best first; none where none was found."""
        width = max(self._width, min(WIDEST, self._width + constraints.pieces))
        enough = self._width if constraints.due is None else ENOUGH
        # By the mean, a required phrase would be hung on in brackets rather than put in its place.
        worth = _total if constraints.required else _mean
        memory = self._kernel.encode(*pad([source.ids]))
        candidates = Candidates(self._output, [source.allowed])
        lines, whole = [_Line()], list[_Line]()
        embedded = self._kernel.embeddings.first(1)
        states = start_states(self._kernel, *embedded.shape)
        for position in range(source.limit):
            step = self._kernel.step(embedded, states, memory)
            logits = candidates.logits(step.hidden)
            scores = logits - log_total(logits)[:, None]
            grown = self._grow(lines, scores, candidates, step.attention, (source, constraints))
            kept = _keep(grown, constraints, width)
            whole += [one for one in kept if one.ids[-1] == END]
            lines = [one for one in kept if one.ids[-1] != END]
            if constraints.due is not None and all(
                constraints.at_end(one.progress) for one in lines
            ):
                width = ENOUGH
            if not lines or (len(whole) >= enough and _settled(lines, whole, worth)):
                break
            rows = np.array([one.row for one in lines], np.intp)
            memory = memory.take(rows)
            candidates.take(rows)
            states = tuple(one[rows] for one in step.states)
            last = np.array([one.ids[-1] for one in lines], np.int32)
            embedded = self._kernel.embeddings.target(last, position + 1)
        return [_decoded(one) for one in sorted(whole, key=worth, reverse=True)]

    def _grow(
        self,
        lines: list[_Line],
        scores: Floats,
        candidates: Candidates,
        attention: Floats,
        asked: tuple[Source, Constraints],
    ) -> list[_Line]:
        source, constraints = asked
        grown = []
        for row, line in enumerate(lines):
            best = self._best(scores[row])
            likely = {int(candidates.pieces[row, one]): float(scores[row, one]) for one in best}
            spot = Spot(attention[row], line.text, self._ends_word(likely))
            free = len(line.ids) >= len(source.prefix)
            columns = self._columns(line, row, spot, best, candidates, asked)
            for column in columns:
                piece = int(candidates.pieces[row, column])
                spelled = "" if piece == END else self._vocabulary.spell(piece)
                text = line.text + spelled.replace(SPACE, " ")
                growing = line.with_text(text, attention[row])
                if piece == END and not constraints.at_end(line.progress, growing):
                    continue
                if free and constraints.forbids(growing, ended=piece == END):
                    continue
                progress = constraints.advance(line.progress, piece, spelled, spot)
                if free and constraints.is_late(progress, len(line.ids) + 1):
                    continue
                grown.append(line.grown(row, piece, float(scores[row, column]), growing, progress))
        return grown

    def _columns(
        self,
        line: _Line,
        row: int,
        spot: Spot,
        best: Sequence[int],
        candidates: Candidates,
        asked: tuple[Source, Constraints],
    ) -> Iterable[int]:
        source, constraints = asked
        if len(line.ids) < len(source.prefix):
            return [candidates.column(row, source.prefix[len(line.ids)])]
        columns = set(best)
        for piece in constraints.next_pieces(line.progress, spot):
            columns.add(candidates.column(row, piece))
        return columns

    def _best(self, scores: Floats) -> list[int]:
        """The columns of a line's likeliest pieces."""
        count = min(max(LOOKED_AT, self._width + 1), len(scores) - 1)
        return [int(one) for one in np.argpartition(-scores, count)[:count] if scores[one] > -1e8]

    def _ends_word(self, likely: dict[int, float]) -> bool:
        """Whether the word so far can be whole, by log-probabilities of what may follow."""
        longer = sum(
            math.exp(score)
            for piece, score in likely.items()
            if piece != END and goes_on(self._vocabulary.spell(piece))
        )
        return 1 - longer >= WORD_ENDS_AT_LEAST


def _settled(lines: list[_Line], whole: list[_Line], worth: Callable[[_Line], float]) -> bool:
    """Whether no growing target is worth more than the best whole one."""
    return max(map(worth, lines)) < max(map(worth, whole))


def _keep(lines: list[_Line], constraints: Constraints, width: int) -> list[_Line]:
    """The best of each bank in turn, from the bank that has written most, until `width`."""
    banks: dict[int, list[_Line]] = {}
    for line in sorted(lines, key=lambda one: -one.total):
        banks.setdefault(constraints.reached(line.progress), []).append(line)
    kept: list[_Line] = []
    ordered = [banks[key] for key in sorted(banks, reverse=True)]
    turn = 0
    while len(kept) < width and any(len(bank) > turn for bank in ordered):
        kept += [bank[turn] for bank in ordered if len(bank) > turn][: width - len(kept)]
        turn += 1
    return kept


def _decoded(line: _Line) -> Decoded:
    return Decoded(
        ids=line.ids[:-1],
        log_probabilities=np.array(line.scores, np.float32),
        attention=np.stack(line.attention),
        ended=True,
    )
