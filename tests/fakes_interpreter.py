"""An interpreter that knows a small dictionary, for the desk's tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.language.words import cut_words
from dragoman.records import AlignedSpan, EngineResult, WordReading

KNOWN, UNKNOWN = -0.05, -20.0
"""Log-probability of a word that the dictionary explains, and of one that it does not."""


class DictionaryInterpreter:
    """Aligns the words that its dictionary pairs, Portuguese and English, both ways.

    `asked` counts the pairs it read; `again` are its own translations by source sentence.
    """

    def __init__(self, words: Mapping[str, str], again: Mapping[str, Sequence[str]] = {}) -> None:
        self._pairs = {(one, two) for one, twos in words.items() for two in twos.split()}
        self._again = again
        self.asked = 0

    def reads(self, source: str, target: str) -> bool:
        """Portuguese and English only."""
        return {source, target} == {"pt", "en"}

    def read(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        """Every target word looks at the source words that explain it."""
        self.asked += len(pairs)
        return [self._read_one(str(at), *pair, source) for at, pair in enumerate(pairs)]

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
        """What the test gave for this sentence."""
        return list(self._again.get(text, ()))[:count]

    def _read_one(self, name: str, text: str, target: str, language: str) -> EngineResult:
        spans, scores = [], []
        for word in cut_words(target):
            links = [one for one in cut_words(text) if self._answers(one.text, word.text, language)]
            scores.append(KNOWN if links else UNKNOWN)
            spans += [
                AlignedSpan(
                    source_start=one.start, source_end=one.end, target_start=word.start,
                    target_end=word.end, p=1 / len(links),
                )
                for one in links
            ]  # fmt: skip
        return EngineResult(
            id=name, text=target, alignment=tuple(spans), log_probabilities=(*scores, KNOWN)
        )

    def _answers(self, one: str, two: str, language: str) -> bool:
        pair = (one.lower(), two.lower())
        return (pair if language == "pt" else pair[::-1]) in self._pairs


class DoubtingInterpreter(DictionaryInterpreter):
    """Also tells of every word how surprising it is: a word that nothing explains is very much so.

    `lost` is the whole surprise beyond that of a known word, as if the right word had been sure.
    """

    def read(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        """As the dictionary reads, with `words`."""
        results = super().read(pairs, source, target)
        return [replace(one, words=self._words(one)) for one in results]

    def _words(self, result: EngineResult) -> tuple[WordReading, ...]:
        readings = []
        for word, score in zip(cut_words(result.text), result.log_probabilities, strict=False):
            readings.append(
                WordReading(
                    start=word.start, end=word.end, surprise=-score, lost=KNOWN - score,
                    excess=KNOWN - score, spread=0.5,
                )
            )  # fmt: skip
        return tuple(readings)
