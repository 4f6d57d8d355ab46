"""What the models at hand can tell the desk: how words align, and what else could be said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from dragoman.language.typography import is_typographic
from dragoman.records import (
    AlignedSpan,
    EnginePair,
    EngineResult,
    EngineUnit,
    Finish,
    WordReading,
)
from dragoman.translation.capitals import in_capitals
from dragoman.translation.guard import Care, Guard
from dragoman.translation.roster import Engines
from dragoman.translation.signs import clean_edits, dash_folds, quote_folds
from dragoman.translation.speller import Speller
from dragoman.translation.tracing import TracedText

_CAP = 90  # words of a sentence that is translated anew in one piece


@runtime_checkable
class ReadingEngine(Protocol):
    """An engine that also reads given translations and gives more than one of its own."""

    def force(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        """Alignment and log-probabilities of given targets, in order."""
        ...

    def best(self, unit: EngineUnit, count: int, source: str, target: str) -> list[EngineResult]:
        """The `count` best translations that keep the unit's constraints, best first."""
        ...


class GuardedInterpreter:
    """The `Interpreter` of a newsroom: the first engine of the roster that reads a pair.

    It goes through the same typography as the text guard, so that marks and letters which a model
    cannot spell do not count against a translation.
    """

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def reads(self, source: str, target: str) -> bool:
        """True when an engine at hand aligns and scores this pair."""
        return self._reader(source, target) is not None

    def read(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        """See `Interpreter.read`: results are about the texts as given."""
        found = self._reader(source, target)
        if found is None:
            reason = f"no model at hand reads {source}->{target}"
            return [
                EngineResult(id=str(place), text=text, finish=Finish.ERROR, error=reason)
                for place, (_, text) in enumerate(pairs)
            ]
        engine, pair = found
        speller = self._engines.speller(pair)
        folded = [(_folded(one, speller), _folded(other, speller)) for one, other in pairs]
        results = engine.force(
            [(one.text, other.text) for one, other in folded], pair.source, pair.target
        )
        return [
            replace(
                result, text=text, alignment=_as_given(result.alignment, *traced),
                words=_words_as_given(result.words, traced[1]),
            )
            for result, traced, (_, text) in zip(results, folded, pairs, strict=True)
        ]  # fmt: skip

    def retranslate(
        self,
        text: str,
        source: str,
        target: str,
        *,
        required: Sequence[str] = (),
        forbidden: Sequence[str] = (),
        count: int = 1,
    ) -> list[str]:
        """See `Interpreter.retranslate`. Sentences of more than 90 words are not tried."""
        found = self._reader(source, target)
        if found is None:
            return []
        engine, pair = found
        guard = Guard(self._engines.speller(pair), pair.source, pair.variant or pair.target)
        guarded = guard.take(text, Care(cap=_CAP), typographic=is_typographic(text))
        if len(guarded.texts) != 1:
            return []
        unit = EngineUnit(
            id="1",
            text=guarded.texts[0],
            required=tuple(required),
            forbidden=tuple(forbidden),
        )
        results = engine.best(unit, count, pair.source, pair.target)
        texts = [
            restored.text
            for result in results
            if result.finish is Finish.OK
            and (restored := guard.give_back(guarded, [result])).finish is Finish.OK
            and not restored.astray
        ]
        return [one for one in dict.fromkeys(texts) if _keeps(one, required, forbidden)]

    def _reader(self, source: str, target: str) -> tuple[ReadingEngine, EnginePair] | None:
        """The engine that reads a pair, and the pair as the engine names it."""
        found = self._engines.pair(source, target, able=frozenset({"align", "forced"}))
        if found is None or not isinstance(found[0], ReadingEngine):
            return None
        return found[0], found[1]


def _folded(text: str, speller: Speller) -> TracedText:
    """A text in the letters and marks of the vocabulary, with the way back to the text as given."""
    traced = TracedText(text)
    traced.edit(clean_edits(text))
    traced.edit(quote_folds(traced.text, speller))
    traced.edit(dash_folds(traced.text, speller)[0])
    missing = speller.unspellable(traced.text)
    traced.edit(
        [
            (place, place + 1, plain)
            for place, letter in enumerate(traced.text)
            if letter in missing and (plain := unicodedata.normalize("NFD", letter)[0]) != letter
        ]
    )
    if in_capitals(traced.text):
        small = "".join(low if len(low := one.lower()) == 1 else one for one in traced.text)
        traced.edit([(0, len(small), small)])
    return traced


def _as_given(
    alignment: Sequence[AlignedSpan], source: TracedText, target: TracedText
) -> tuple[AlignedSpan, ...]:
    """An alignment of folded texts as one of the texts as given."""
    spans = []
    for span in alignment:
        source_start, source_end = source.origin(span.source_start, span.source_end)
        target_start, target_end = target.origin(span.target_start, span.target_end)
        if source_start < source_end and target_start < target_end:
            spans.append(
                AlignedSpan(
                    source_start=source_start,
                    source_end=source_end,
                    target_start=target_start,
                    target_end=target_end,
                    p=span.p,
                )
            )
    return tuple(spans)


def _words_as_given(words: Sequence[WordReading], target: TracedText) -> tuple[WordReading, ...]:
    """The readings of a folded text's words as readings of the text as given."""
    placed = []
    for word in words:
        start, end = target.origin(word.start, word.end)
        if start < end:
            placed.append(replace(word, start=start, end=end))
    return tuple(placed)


def _keeps(text: str, required: Sequence[str], forbidden: Sequence[str]) -> bool:
    """True when a text has every required phrase and no forbidden one, as whole words."""
    return all(_has(text, one) for one in required) and not any(
        _has(text, one) for one in forbidden
    )


def _has(text: str, phrase: str) -> bool:
    """True when a phrase stands in a text as whole words, whatever its capitals."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE) is not None
