"""The engines at hand: which pairs they translate, and what each can spell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from dragoman.language.codes import base_language, normalise_tag
from dragoman.records import Engine, EngineInfo, EnginePair, Tier
from dragoman.translation.models import Model
from dragoman.translation.pivot import Leg, PivotEngine
from dragoman.translation.speller import FreeSpeller, Speller, speller_of

DOCUMENT = "document"
"""Stands for a publisher where somebody has a single document translated."""


@runtime_checkable
class MayBeAway(Protocol):
    """An engine that may be out of reach for a while; its pairs are asked for each time."""

    def trouble(self) -> str:
        """Why it cannot be used just now, in one line; "" when it can."""
        ...


class Engines:
    """Engines in order of preference: the first that has a pair translates it.

    `models` are what was found on this machine; an engine's pair that names one of them by its
    SHA-256 is guarded by that model's vocabulary. `problems` are lines about models and engines
    that cannot be used. `remote_for` are the names of engines that the text of a publisher, named
    by its slug, may be sent to; engines on this machine need no such leave.
    """

    def __init__(
        self,
        engines: Iterable[Engine],
        *,
        models: Sequence[Model] = (),
        problems: Sequence[str] = (),
        remote_for: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._engines = tuple(engines)
        self._models = {model.sha256: model for model in models}
        self._problems = tuple(problems)
        self._remote_for = {slug: frozenset(names) for slug, names in (remote_for or {}).items()}
        # What may be away is asked when it is needed, so that opening a newsroom waits for nobody.
        self._known = tuple(
            None if isinstance(engine, MayBeAway) else engine.info() for engine in self._engines
        )

    @property
    def problems(self) -> tuple[str, ...]:
        """Lines about models and engines that cannot be used, or cannot be used now."""
        away = [
            f"engine {engine.info().name}: cannot be used now: {trouble}"
            for engine in self._engines
            if isinstance(engine, MayBeAway) and (trouble := engine.trouble())
        ]
        return (*self._problems, *away)

    def pair(
        self,
        source: str,
        target: str,
        *,
        able: frozenset[str] = frozenset(),
        publisher: str | None = None,
    ) -> tuple[Engine, EnginePair] | None:
        """The engine that translates a direction for a publisher, and its pair, or None.

        It is the first that is `able` to do what is asked and may be sent the publisher's text
        (`publisher` is a slug, "" for a single document; None stays on this machine).
        Language variants are tried as they are (`pt-PT`), then by what comes out (`pt-BR`), then by
        their base languages. Where no ability is asked for and no engine has the direction, two go
        through a third language.
        """
        direct = self._direct(source, target, able, publisher)
        if direct is not None or able:
            return direct
        return self._by_pivot(source, target, publisher)

    def why_not(self, source: str, target: str, publisher: str | None = None) -> str:
        """Why `pair` finds nothing, in a sentence."""
        pair = f"{base_language(source)}->{base_language(target) or target}"
        away = [info.name for info in self._away(source, target, publisher)]
        barred = [
            info.name
            for _, info in self._at_hand()
            if not self._may_have(info, publisher)
            and any(_serves(pair, source, target) for pair in info.pairs)
        ]
        if barred:
            names = " and ".join(barred)
            return (
                f"no engine on this machine for {pair}, and {names} may not be sent the text of "
                "this publisher"
            )
        if away:
            return f"no engine for {pair}; {' and '.join(away)} cannot be used now"
        return f"no engine for {pair}"

    def may_come_back(self, source: str, target: str, publisher: str | None = None) -> bool:
        """True when an engine that is away now might translate a direction for a publisher."""
        return bool(self._away(source, target, publisher))

    def pairs(self) -> tuple[EnginePair, ...]:
        """Every direction that is translated directly, once each, by the first engine of it."""
        first: dict[tuple[str, str], EnginePair] = {}
        for _, info in self._at_hand():
            for pair in info.pairs:
                first.setdefault((pair.source, pair.target), pair)
        return tuple(first.values())

    def pivots(self) -> tuple[tuple[EngineInfo, EnginePair], ...]:
        """The directions between languages at hand that only two engines in a row translate.

        Engines that text leaves the machine for are left out: no publisher is named here.
        """
        pairs = self.pairs()
        sources = dict.fromkeys(base_language(pair.source) for pair in pairs)
        targets = dict.fromkeys(base_language(pair.target) for pair in pairs)
        found = []
        for source in sources:
            for target in targets:
                if source != target and self._direct(source, target) is None:
                    way = self._by_pivot(source, target, None)
                    if way is not None:
                        found.append((way[0].info(), way[1]))
        return tuple(found)

    def infos(self) -> tuple[EngineInfo, ...]:
        """What each engine is, in order of preference."""
        return tuple(
            known or engine.info() for engine, known in zip(self._engines, self._known, strict=True)
        )

    def may_be_sent(self, name: str) -> tuple[str, ...]:
        """The publishers whose text may leave the machine for the engine of this name."""
        return tuple(sorted(slug for slug, names in self._remote_for.items() if name in names))

    def only(self, name: str) -> Engines:
        """A roster of the engine of this name alone, with the same leave; it shares the engine."""
        return Engines(
            [one for one in self._engines if one.info().name == name],
            models=tuple(self._models.values()),
            remote_for={slug: tuple(names) for slug, names in self._remote_for.items()},
        )

    def speller(self, pair: EnginePair) -> Speller:
        """What the model behind a pair can write; engines without a known model are free.

        A pair by two legs is guarded for its first: the second is guarded inside.
        """
        model = self._models.get(pair.model_sha256.partition("+")[0])
        return speller_of(model.source_vocab, model.target_vocab) if model else FreeSpeller()

    def close(self) -> None:
        """Give back the processes and memory of every engine."""
        for engine in self._engines:
            engine.close()

    def _at_hand(self) -> Iterator[tuple[Engine, EngineInfo]]:
        """The engines that can be used now and what they are."""
        for engine, known in zip(self._engines, self._known, strict=True):
            if known is not None:
                yield engine, known
            elif isinstance(engine, MayBeAway) and not engine.trouble():
                yield engine, engine.info()

    def _away(self, source: str, target: str, publisher: str | None) -> list[EngineInfo]:
        """The engines out of reach that have a direction, or have not said yet what they have."""
        infos = [
            engine.info()
            for engine in self._engines
            if isinstance(engine, MayBeAway) and engine.trouble()
        ]
        return [
            info
            for info in infos
            if self._may_have(info, publisher)
            and (not info.pairs or any(_serves(pair, source, target) for pair in info.pairs))
        ]

    def _may_have(self, info: EngineInfo, publisher: str | None) -> bool:
        """True when an engine may be sent a publisher's text."""
        if info.offline or publisher is None:
            return info.offline
        return info.name in self._remote_for.get(publisher or DOCUMENT, ())

    def _direct(
        self,
        source: str,
        target: str,
        able: frozenset[str] = frozenset(),
        publisher: str | None = None,
    ) -> tuple[Engine, EnginePair] | None:
        """The first engine that has the direction itself."""
        ready = [
            (engine, pair)
            for engine, info in self._at_hand()
            if able <= info.capabilities and self._may_have(info, publisher)
            for pair in info.pairs
        ]
        for serves in (_is_named, _serves):
            for engine, pair in ready:
                if serves(pair, source, target):
                    return engine, pair
        return None

    def _by_pivot(
        self, source: str, target: str, publisher: str | None
    ) -> tuple[Engine, EnginePair] | None:
        """The best way by two engines: publishable before gist, then here before elsewhere."""
        ends = {base_language(source), base_language(target)}
        hubs = dict.fromkeys(
            base_language(pair.target)
            for _, info in self._at_hand()
            for pair in info.pairs
            if base_language(pair.source) == base_language(source)
        )
        ways: list[PivotEngine] = []
        for hub in hubs:
            first = self._direct(source, hub, publisher=publisher)
            second = self._direct(hub, target, publisher=publisher)
            if hub not in ends and first is not None and second is not None:
                ways.append(PivotEngine(self._leg(*first), self._leg(*second)))
        if not ways:
            return None
        best = min(ways, key=_rank)
        return best, best.pair

    def _leg(self, engine: Engine, pair: EnginePair) -> Leg:
        return Leg(engine=engine, pair=pair, speller=self.speller(pair))


def _is_named(pair: EnginePair, source: str, target: str) -> bool:
    """True when a pair, or what comes out of it, is exactly what is wanted."""
    wanted = (normalise_tag(source), normalise_tag(target))
    return wanted in {(pair.source, pair.target), (pair.source, pair.variant)}


def _serves(pair: EnginePair, source: str, target: str) -> bool:
    """True when a pair is between the languages that are wanted, whatever the variant."""
    wanted = (base_language(source), base_language(target))
    return all(wanted) and wanted == (base_language(pair.source), base_language(pair.target))


def _rank(way: PivotEngine) -> tuple[bool, bool, bool]:
    """What speaks against a way through a third language; English has the best models."""
    return way.pair.tier is Tier.GIST, not way.info().offline, way.pair.pivot != "en"
