"""How the words of each sentence pair answer to one another: from the engine, or read later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.records import AlignedSpan, Interpreter, TranslationUnit

Pair = tuple[str, str]


class Alignments:
    """The alignments of one document's units, by the place of the unit.

    `known` are alignments that came with the translation. The others are read by `interpreter`, all
    at once when the first of them is asked for, because reading is cheaper in batches; without one,
    or where it has no model for the pair, they are empty.
    """

    def __init__(
        self,
        pairs: Sequence[Pair] = (),
        source_language: str = "",
        target_language: str = "",
        *,
        known: Mapping[int, tuple[AlignedSpan, ...]] | None = None,
        interpreter: Interpreter | None = None,
    ) -> None:
        self._pairs = pairs
        self._languages = (source_language, target_language)
        self._spans = dict(known or {})
        can = interpreter is not None and interpreter.reads(source_language, target_language)
        self.interpreter = interpreter if can else None

    @property
    def are_known(self) -> bool:
        """True when every pair of the document has an alignment or can be given one."""
        return self.interpreter is not None or len(self._spans) >= len(self._pairs) > 0

    def of(self, place: int) -> tuple[AlignedSpan, ...]:
        """The alignment of one unit; empty where nobody knows it."""
        if place not in self._spans and self.interpreter is not None:
            self._read()
        return self._spans.get(place, ())

    def _read(self) -> None:
        """Read every pair that has no alignment yet."""
        assert self.interpreter is not None  # noqa: S101  asked by the caller
        waiting = [place for place in range(len(self._pairs)) if place not in self._spans]
        results = self.interpreter.read([self._pairs[place] for place in waiting], *self._languages)
        for place, result in zip(waiting, results, strict=True):
            self._spans[place] = result.alignment


def known_alignment(unit: TranslationUnit) -> tuple[AlignedSpan, ...]:
    """The alignment that came with a unit, if it is one of words and fits what is published."""
    fits = unit.target == unit.engine_target and len(unit.alignment) > 1
    return unit.alignment if fits else ()
