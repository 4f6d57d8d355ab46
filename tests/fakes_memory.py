"""A translation memory in a dictionary, an engine that can be held to terms, small articles."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from dragoman.records import (
    Article,
    Block,
    BlockKind,
    EngineInfo,
    EngineResult,
    EngineUnit,
    KeptPair,
    Segment,
)
from fakes_translation import ScriptedEngine


def article_of(*sentences: str, language: str = "en", version: int = 1) -> Article:
    """An article with a paragraph a sentence."""
    return Article(
        id="gazette/1",
        version=version,
        publisher="gazette",
        url="https://gazette.example/1",
        canonical_url="https://gazette.example/1",
        capture_sha256="0" * 64,
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
        language=language,
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in sentences),
        segments=tuple(
            Segment(id=f"p{place}s1", block=place, start=0, end=len(text), text=text)
            for place, text in enumerate(sentences)
        ),
        text_sha256="1" * 64,
        made_by="dragoman:0.1|read:1|cut:3",
    )


class DictionaryMemory:
    """Remembers in a dictionary; `served` says on which day each key served last."""

    def __init__(self, people: Sequence[KeptPair] = ()) -> None:
        self.kept: dict[str, EngineResult] = {}
        self.served: dict[str, date] = {}
        self._people = {pair.source: pair for pair in people}

    def recall(self, keys: Sequence[str]) -> dict[str, EngineResult]:
        return {key: replace(self.kept[key], remembered=True) for key in keys if key in self.kept}

    def remember(self, fresh: Mapping[str, EngineResult], used: Collection[str], day: date) -> None:
        self.kept |= fresh
        self.served |= dict.fromkeys([*fresh, *used], day)

    def by_people(
        self, sources: Sequence[str], source_language: str, target_language: str
    ) -> dict[str, KeptPair]:
        return {one: self._people[one] for one in sources if one in self._people}


class ObedientEngine(ScriptedEngine):
    """A scripted engine that, asked for a term, writes its first phrase; `held` are such units.

    `cost` is the log-probability that every sentence with a term loses.
    """

    def __init__(
        self, script: Mapping[str, str], *, cost: float = 1.0, adds: str = "", **more: object
    ) -> None:
        super().__init__(script, **more)  # type: ignore[arg-type]
        self._cost, self._adds = cost, adds
        self.held: list[EngineUnit] = []

    def info(self) -> EngineInfo:
        return replace(super().info(), capabilities=frozenset({"glossary"}))

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        results = super().translate(units, source, target)
        return [self._obeyed(*pair) for pair in zip(units, results, strict=True)]

    def _obeyed(self, unit: EngineUnit, result: EngineResult) -> EngineResult:
        if not unit.is_constrained:
            return replace(result, log_probabilities=(0.0, 0.0))
        self.held.append(unit)
        words = " ".join([*unit.required, *(group[0] for group in unit.required_any)])
        return replace(
            result, text=f"{words} {self._adds}".strip(), log_probabilities=(0.0, -self._cost)
        )
