"""The house's words: which termbases hold for which publisher, and memories in and out."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.newsroom.clock import Clock
from dragoman.newsroom.settings import MemorySettings, TermSettings
from dragoman.records import DispatchKind, KeptPair, Origin, TranslationUnit
from dragoman.store import Store
from dragoman.translation import (
    NO_TERMS,
    PairCount,
    Termbase,
    TmxUnit,
    house_terms,
    load_termbase,
    read_tmx,
)

PAIRS_AT_ONCE = 1000
"""Pairs kept in one transaction, so that other writers never wait long."""

PRUNINGS = 50
"""Steps of one pruning; what is left then goes the next day."""


class Wording:
    """The termbases that the settings name, read when first asked for. Thread-safe.

    `folder` is the newsroom's, to which file names are relative.
    """

    def __init__(self, settings: TermSettings, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._loaded: dict[str, Termbase] = {}
        self._lock = threading.Lock()

    def load(self) -> None:
        """Read every file now. Raises `UsageError` naming file, line and remedy."""
        for slug in ("", *self._settings.publishers):
            self.of(slug)

    def of(self, publisher: str = "") -> Termbase:
        """What holds for a publisher: its own entries, the newsroom's, then the program's own."""
        slug = publisher if publisher in self._settings.publishers else ""
        with self._lock:
            if slug not in self._loaded:
                self._loaded[slug] = self._read(slug)
            return self._loaded[slug]

    def _read(self, slug: str) -> Termbase:
        own = self._settings.publishers.get(slug, ())
        names = (*own, *self._settings.files)
        base = load_termbase([self._folder / name for name in names]) if names else NO_TERMS
        return base + house_terms() if self._settings.house else base


def import_tmx(path: Path, store: Store, told: Callable[[int], None] | None = None) -> PairCount:
    """Keep the pairs of a TMX file as what people wrote; `told` is called with the number so far.

    Raises `UsageError` or `WorldError` as `read_tmx` does; what was read before is kept.
    """
    count = PairCount()
    pairs = read_tmx(path, count)
    while True:
        batch: list[KeptPair] = []
        try:
            for pair in islice(pairs, PAIRS_AT_ONCE):
                batch.append(pair)  # noqa: PERF402  what came before a broken line is kept
        finally:
            store.memory.keep_pairs(batch)
        if told:
            told(count.taken)
        if len(batch) < PAIRS_AT_ONCE:
            return count


def published_units(store: Store, language: str = "") -> Iterator[TmxUnit]:
    """Every published sentence with its translation, newest versions only, in one edition or all.

    What was withdrawn is left out, and so are sentences that stand in the original's words.
    """
    for name in store.dispatches.all_ids():
        dispatch = store.dispatches.latest(name)
        if dispatch is None or not dispatch.is_public:
            continue
        if dispatch.kind is not DispatchKind.TRANSLATION or language not in ("", dispatch.language):
            continue
        copy = store.translations.published_copy(name, dispatch.version)
        if copy is None:
            continue
        made = copy.translation
        for unit in made.units:
            if unit.origin is Origin.SOURCE or not unit.target.strip():
                continue
            properties = {
                "x-origin": unit.origin.value,
                "x-engine": made.engine,
                "x-made-by": copy.made_by or made.made_by,
                "x-memory": unit.memory,
            }
            yield TmxUnit(
                id=f"{name}#{unit.segment}",
                source_language=made.source_language,
                target_language=made.target_variant or made.target_language,
                source=unit.source,
                target=unit.target,
                changed_at=dispatch.published_at,
                by=_author(unit, made.engine),
                properties=tuple((key, value) for key, value in properties.items() if value),
            )


def _author(unit: TranslationUnit, engine: str) -> str:
    """Who made a unit's words, for other programs."""
    if unit.origin is Origin.PERSON:
        return "person"
    by_people = unit.memory and unit.memory != "engine"
    return unit.memory if by_people else f"dragoman {engine}"


def prune_memory(store: Store, settings: MemorySettings, clock: Clock) -> int:
    """Take out of the memory what has not served for long, and what is too much; how many went."""
    before = (clock.now() - timedelta(days=settings.keep_days)).date()
    gone = 0
    for _ in range(PRUNINGS):
        step = store.memory.prune(before, settings.most)
        gone += step
        if not step:
            break
    return gone


def memory_report(store: Store) -> dict[str, Any]:
    """How much is remembered."""
    return {"sentences of engines": store.memory.size(), "pairs of people": store.memory.pairs()}


def terms_report(base: Termbase) -> dict[str, Any]:
    """How many entries there are for each direction, and which examples do not hold."""
    numbers = Counter(
        f"{term.source_language} -> {term.target_language or 'any'}: {term.rule.value}"
        for term in base.terms
    )
    return {
        "entries": [f"{direction}: {number}" for direction, number in sorted(numbers.items())]
        or ["no entries: name files under [terms] in the settings"],
        "faults": base.faults(),
    }


def reading_of(base: Termbase, sentence: str, source: str, target: str) -> dict[str, Any]:
    """Which entries apply in a sentence alone, and what each asks for."""
    found = base.for_pair(source, target)
    evident = found.evident([sentence]) if found else frozenset()
    uses = found.read(sentence, evident) if found else ()
    return {
        "entries": [
            f"{sentence[use.start : use.end]} -> {' | '.join(use.phrases)}  ({use.term.where})"
            for use in uses
        ]
        or ["no entry applies here"],
        "fields": sorted(evident),
    }
