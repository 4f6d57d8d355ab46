"""How the words of each sentence pair answer to one another: by the engine, or read later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.records import AlignedSpan, EngineResult, Interpreter, TranslationUnit

Pair = tuple[str, str]


class Alignments:
    """The alignments of one document's units, by the place of the unit.

    `known` are alignments that came with the translation: those units are the engine's own text.
    The others are read by `interpreter`, all at once when the first of them is asked for, because
    reading is cheaper in batches; without one, or where it has no model for the pair, they are
    empty.
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
        self._known = frozenset(known or ())
        self._spans = dict(known or {})
        self._back: dict[int, tuple[AlignedSpan, ...]] = {}
        self._readings: dict[tuple[int, bool], EngineResult] = {}
        self._reader = interpreter
        can = interpreter is not None and interpreter.reads(source_language, target_language)
        self.interpreter = interpreter if can else None
        can = interpreter is not None and interpreter.reads(target_language, source_language)
        self._reads_back = can

    def is_own(self, place: int) -> bool:
        """True for the engine's own text, whose alignment came with it.

        Reading such a sentence again costs time, and what the engine thinks of its own words is no
        evidence against them.
        """
        return place in self._known

    def of(self, place: int) -> tuple[AlignedSpan, ...]:
        """The alignment of one unit; empty where nobody knows it."""
        if place not in self._spans and self.interpreter is not None:
            self._read()
        return self._spans.get(place, ())

    def back(self, place: int) -> tuple[AlignedSpan, ...]:
        """The alignment as the model of the other direction reads it; empty without such a model.

        Offsets are as in `of`: source, then target. It shows target words that no source word looks
        at, which the forward alignment cannot. The engine's own sentences are read one by one as
        they are asked for, all others together.
        """
        if place not in self._back and self._reader is not None and self._reads_back:
            wanted = (
                [place]
                if place in self._known
                else [one for one in range(len(self._pairs)) if one not in self._known]
            )
            source, target = self._languages
            turned = [(self._pairs[one][1], self._pairs[one][0]) for one in wanted]
            for one, result in zip(wanted, self._reader.read(turned, target, source), strict=True):
                self._back[one] = tuple(map(_turned, result.alignment))
                self._readings[one, True] = result
        return self._back.get(place, ())

    def readings(self, place: int) -> tuple[EngineResult, EngineResult] | None:
        """One unit read both ways: the target by the model of the pair, the source by the other.

        None where nobody can say, as of `gains_each_way`.
        """
        if place in self._known or self.interpreter is None or not self._reads_back:
            return None
        self.of(place)
        self.back(place)
        forth, back = self._readings[place, False], self._readings[place, True]
        return (forth, back) if forth.words and back.words else None

    def gains(self, place: int, rivals: Sequence[str]) -> list[float] | None:
        """How much likelier each rival target is than what stands there, in nats, both ways added.

        None as of `gains_each_way`.
        """
        both = self.gains_each_way(place, rivals)
        return None if both is None else [forth + back for forth, back in both]

    def gains_each_way(self, place: int, rivals: Sequence[str]) -> list[tuple[float, float]] | None:
        """How much likelier each rival target is, and how much likelier it makes the original.

        In nats, against what stands there. None where nobody can say: no models, a text that cannot
        be read, or the engine's own.
        """
        source, target = self._languages
        reader = self._reader
        if self.interpreter is None or reader is None or not self._reads_back or not rivals:
            return None
        if place in self._known:
            return None
        original, given = self._pairs[place]
        texts = [given, *rivals]
        forth = reader.read([(original, text) for text in texts], source, target)
        back = reader.read([(text, original) for text in texts], target, source)
        if not all(one.log_probabilities for one in (*forth, *back)):
            return None
        ahead, behind = ([sum(one.log_probabilities) for one in side] for side in (forth, back))
        return [
            (one - ahead[0], two - behind[0])
            for one, two in zip(ahead[1:], behind[1:], strict=True)
        ]

    def _read(self) -> None:
        """Read every pair that has no alignment yet."""
        assert self.interpreter is not None  # noqa: S101  asked by the caller
        waiting = [place for place in range(len(self._pairs)) if place not in self._spans]
        results = self.interpreter.read([self._pairs[place] for place in waiting], *self._languages)
        for place, result in zip(waiting, results, strict=True):
            self._spans[place] = result.alignment
            self._readings[place, False] = result


def _turned(span: AlignedSpan) -> AlignedSpan:
    """A span of a pair read the other way round, as source and target of the pair."""
    return AlignedSpan(
        source_start=span.target_start,
        source_end=span.target_end,
        target_start=span.source_start,
        target_end=span.source_end,
        p=span.p,
    )


def known_alignment(unit: TranslationUnit) -> tuple[AlignedSpan, ...]:
    """The alignment that came with a unit, if it is one of words and fits what is published."""
    return unit.alignment if unit.is_aligned_as_written else ()
