"""One loaded student: texts in, texts with alignments and log-probabilities out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.records import AlignedSpan, EngineResult, EngineUnit, Finish
from dragoman.translation.engines.student.agreement import WIDTH, settle
from dragoman.translation.engines.student.alignment import aligned_spans, spell
from dragoman.translation.engines.student.batches import cut_batches
from dragoman.translation.engines.student.beam import BeamSearch
from dragoman.translation.engines.student.candidates import OutputMatrix
from dragoman.translation.engines.student.constraints import Constraints
from dragoman.translation.engines.student.decoding import Decoded, Source, decode
from dragoman.translation.engines.student.kernels import choose_kernel
from dragoman.translation.engines.student.loops import repeats_itself
from dragoman.translation.engines.student.machine import lean_memory, one_blas_thread
from dragoman.translation.engines.student.marian_file import read_marian_file
from dragoman.translation.engines.student.problem import BrokenModelError
from dragoman.translation.engines.student.scoring import Forced, force, read_words
from dragoman.translation.engines.student.shape import read_shape
from dragoman.translation.engines.student.shortlist import read_shortlist
from dragoman.translation.engines.student.vocabulary import END, UNKNOWN, Pieces, Vocabulary
from dragoman.translation.engines.student.weights import Weights
from dragoman.translation.models import Model

MOST_PIECES = 512  # of one unit; a news sentence has about 40, and attention grows by the square
MOST_LETTERS = 20_000  # a longer text is refused unread


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A unit that can be decoded."""

    index: int
    text: str
    pieces: Pieces
    source: Source
    constraints: Constraints | None
    unmet: str = ""


class Student:
    """A model in memory. Not thread-safe: one thread at a time.

    `kernel` is "auto", "numpy", "f32" or "int8" (see `kernels`). Raises BrokenModelError.
    """

    def __init__(self, files: Model, kernel: str = "auto") -> None:
        self.files = files
        one_blas_thread()
        with lean_memory():
            self._load(kernel)

    def _load(self, kernel: str) -> None:
        files = self.files
        marian = read_marian_file(files.model_path)
        shape = read_shape(files.model_path, marian.config)
        weights = Weights(marian, shape)
        self._source_vocab = Vocabulary(files.source_vocab, shape.source_words)
        shared = files.source_vocab == files.target_vocab
        self._target_vocab = (
            self._source_vocab if shared else Vocabulary(files.target_vocab, shape.target_words)
        )
        self._shortlist = (
            read_shortlist(files.shortlist, shape.source_words, shape.target_words)
            if files.shortlist is not None
            else None
        )
        self._everything = np.arange(shape.target_words, dtype=np.int32)
        self._output = OutputMatrix(weights)
        try:
            self.kernel = choose_kernel(weights, kernel)
        except ValueError as error:
            raise BrokenModelError(files.model_path, str(error)) from error

    def translate(
        self, units: Sequence[EngineUnit], prefixes: Sequence[str] = ()
    ) -> list[EngineResult]:
        """Translate units; `prefixes` are what each target must begin with (empty: nothing)."""
        results: list[EngineResult | None] = [None] * len(units)
        plain: list[_Ready] = []
        for index, unit in enumerate(units):
            ready = self._prepare(index, unit, prefixes[index] if prefixes else "")
            if isinstance(ready, EngineResult):
                results[index] = ready
            elif ready.constraints is not None:
                results[index] = self._constrained(unit, ready)
            else:
                plain.append(ready)
        for batch in cut_batches([len(one.source.ids) for one in plain]):
            members = [plain[one] for one in batch]
            decoded = decode(self.kernel, self._output, [one.source for one in members])
            for ready, one in zip(members, decoded, strict=True):
                results[ready.index] = self._result(units[ready.index], ready, one)
        return [one for one in results if one is not None]

    def best(self, unit: EngineUnit, count: int, width: int = 4) -> list[EngineResult]:
        """The `count` best translations of a unit by beam search, best first."""
        ready = self._prepare(0, unit, "")
        if isinstance(ready, EngineResult):
            return [ready]
        search = self._search(max(count, width))
        found = search.run(ready.source, ready.constraints or Constraints((), ()))
        if not found:
            return self.translate([unit])
        return [self._result(unit, ready, one) for one in found[:count]]

    def force(self, pairs: Sequence[tuple[str, str]]) -> list[EngineResult]:
        """Score and align given targets: the text returned is the target as given.

        Ids are the pairs' numbers. A pair that is too long comes back as an error.
        """
        results: list[EngineResult | None] = [None] * len(pairs)
        sources: dict[str, tuple[Pieces, Source]] = {}
        open_pairs: list[tuple[int, Pieces]] = []
        for index, (text, target) in enumerate(pairs):
            reason = self._too_long(text) or self._too_long(target)
            pieces = self._target_vocab.pieces(target) if not reason else None
            if not reason and text not in sources:
                sources[text] = self._source(text)
            if pieces is not None and max(len(pieces.ids), len(sources[text][0].ids)) > MOST_PIECES:
                reason, pieces = f"has more than {MOST_PIECES} pieces; cut it", None
            if pieces is None:
                results[index] = _failed(str(index), reason)
            else:
                open_pairs.append((index, pieces))
        for batch in cut_batches([len(pieces.ids) + 1 for _, pieces in open_pairs]):
            self._force_batch(pairs, sources, [open_pairs[one] for one in batch], results)
        return [one for one in results if one is not None]

    def _force_batch(
        self,
        pairs: Sequence[tuple[str, str]],
        sources: dict[str, tuple[Pieces, Source]],
        batch: Sequence[tuple[int, Pieces]],
        results: list[EngineResult | None],
    ) -> None:
        texts = sorted({pairs[index][0] for index, _ in batch}, key=lambda one: len(one))
        place = {text: number for number, text in enumerate(texts)}
        targets = [
            Forced(source=place[pairs[index][0]], ids=(*pieces.ids, END)) for index, pieces in batch
        ]
        given = force(self.kernel, self._output, [sources[one][1] for one in texts], targets)
        for (index, pieces), reading in zip(batch, given, strict=True):
            text, target = pairs[index]
            before, one = sources[text][0], reading.decoded
            results[index] = EngineResult(
                id=str(index),
                text=target,
                alignment=aligned_spans(
                    text,
                    (before.offsets, before.starts_word),
                    target,
                    (pieces.offsets, pieces.starts_word),
                    one.attention,
                ),
                log_probabilities=tuple(one.log_probabilities.tolist()),
                words=read_words(target, pieces.offsets, reading),
            )

    def _prepare(self, index: int, unit: EngineUnit, prefix: str) -> _Ready | EngineResult:
        text = unit.text
        reason = self._too_long(text)
        if reason:
            return _failed(unit.id, reason)
        if not any(one.isalnum() for one in text):
            return _untouched(unit)
        pieces, source = self._source(text)
        if len(pieces.ids) > MOST_PIECES:
            return _failed(unit.id, f"has more than {MOST_PIECES} pieces; cut it at a clause")
        constraints, unmet = self._constraints(unit, pieces) if unit.is_constrained else (None, "")
        needed = constraints.all_pieces if constraints is not None else []
        start = [one for one in self._target_vocab.ids(prefix) if one != UNKNOWN]
        if needed or start:
            allowed = np.union1d(source.allowed, np.array([*needed, *start], np.int32))
            source = Source(ids=source.ids, allowed=allowed.astype(np.int32), prefix=start)
        return _Ready(
            index=index,
            text=text,
            pieces=pieces,
            source=source,
            constraints=constraints,
            unmet=unmet,
        )

    def _constraints(self, unit: EngineUnit, source: Pieces) -> tuple[Constraints | None, str]:
        """What a unit asks for in pieces, and what of it the model cannot spell."""
        groups, inside = list[list[tuple[int, ...]]](), list[list[tuple[int, ...]]]()
        spelled, unmet, sources = list[list[str]](), list[str](), list[list[int]]()
        places = dict(enumerate(unit.required_at, len(unit.required)))
        asked = (*((one,) for one in unit.required), *unit.required_any)
        for number, wanted in enumerate(asked):
            ids = {one: tuple(self._target_vocab.ids(one)) for one in wanted if one.strip()}
            known = [one for one, pieces in ids.items() if UNKNOWN not in pieces]
            if known:
                groups.append([ids[one] for one in known])
                inside.append([tuple(self._target_vocab.ids_inside(one)) for one in known])
                spelled.append(known)
                sources.append(source.within(places.get(number, (0, 0))))
            elif wanted:
                unmet.append(repr(wanted[0]))
        if not groups and not unit.forbidden:
            return None, ", ".join(unmet)
        made = Constraints(
            groups,
            unit.forbidden,
            inside=inside,
            spelled=spelled,
            sources=sources,
            barred=[source.within(one) for one in unit.forbidden_at],
        )
        return made, ", ".join(unmet)

    def _source(self, text: str) -> tuple[Pieces, Source]:
        pieces = self._source_vocab.pieces(text)
        ids = (*pieces.ids, END)
        allowed = self._shortlist.candidates(ids) if self._shortlist else self._everything
        return pieces, Source(ids=ids, allowed=allowed)

    @staticmethod
    def _too_long(text: str) -> str:
        if len(text) <= MOST_LETTERS:
            return ""
        return f"has {len(text)} characters where {MOST_LETTERS} are the most; cut it at a clause"

    def _search(self, width: int) -> BeamSearch:
        return BeamSearch(self.kernel, self._output, self._target_vocab, width=width)

    def _constrained(self, unit: EngineUnit, ready: _Ready) -> EngineResult:
        """By beam; where no target keeps the constraints, the plain one with a note in `error`."""
        note = ""
        found: list[Decoded] = []
        if ready.constraints is not None:
            found = self._search(4).run(ready.source, ready.constraints)
            if not found and unit.forbidden:
                strict = ready.constraints.but(strict=True)
                found = self._search(4).run(ready.source, strict)
            if found and unit.required_at:
                wide = self._search(WIDTH)
                found = [settle(wide, ready.source, ready.constraints, found[0])]
        if not found:
            note = "no translation was found that keeps the required and forbidden phrases"
            found = decode(self.kernel, self._output, [ready.source])
        return self._result(unit, ready, found[0], note)

    def _result(
        self, unit: EngineUnit, ready: _Ready, decoded: Decoded, note: str = ""
    ) -> EngineResult:
        if ready.unmet:
            note = f"the model has no pieces for {ready.unmet}; {note}".strip("; ")
        spelled = spell([self._target_vocab.spell(piece) for piece in decoded.ids])
        finish = Finish.OK if decoded.ended else Finish.LENGTH
        if repeats_itself(ready.text, spelled.text):
            finish = Finish.LOOP
        return EngineResult(
            id=unit.id,
            text=spelled.text,
            finish=finish,
            alignment=aligned_spans(
                ready.text,
                (ready.pieces.offsets, ready.pieces.starts_word),
                spelled.text,
                (spelled.offsets, spelled.starts_word),
                decoded.attention,
            ),
            log_probabilities=tuple(decoded.log_probabilities.tolist()),
            error=note,
        )


def _failed(name: str, reason: str) -> EngineResult:
    return EngineResult(id=name, text="", finish=Finish.ERROR, error=f"the text {reason}")


def _untouched(unit: EngineUnit) -> EngineResult:
    """A text without letters or digits, which a model would only spoil."""
    if not unit.text.strip():
        return EngineResult(id=unit.id, text=unit.text)
    start = len(unit.text) - len(unit.text.lstrip())
    end = len(unit.text.rstrip())
    whole = AlignedSpan(source_start=start, source_end=end, target_start=start, target_end=end, p=1)
    return EngineResult(id=unit.id, text=unit.text, alignment=(whole,))
