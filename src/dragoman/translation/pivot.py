"""Two engines in a row, through a third language, where no engine translates directly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.records import (
    AlignedSpan,
    Engine,
    EngineInfo,
    EnginePair,
    EngineResult,
    EngineUnit,
    Finish,
    Tier,
)
from dragoman.translation.guard import Guard
from dragoman.translation.rendered import Rendered
from dragoman.translation.rendering import render_sentences
from dragoman.translation.speller import Speller

_LEAST_P = 0.05  # a composed span with less weight says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One of the two engines, the pair that it is used for, and what its model can spell."""

    engine: Engine
    pair: EnginePair
    speller: Speller


class PivotEngine:
    """One pair, by two legs that meet in the language `first.pair.target`.

    What comes out of the first leg is guarded for the second as any original is. The quality is
    that of the worse leg. Alignments are composed where both legs align, and dropped otherwise. It
    owns neither engine: closing it closes nothing.
    """

    def __init__(self, first: Leg, second: Leg) -> None:
        self._first, self._second = first, second
        self._guard = Guard(
            second.speller, second.pair.source, second.pair.variant or second.pair.target
        )

    @property
    def pair(self) -> EnginePair:
        """The pair that the two legs make; models and digests of both, joined by "+"."""
        first, second = self._first.pair, self._second.pair
        gist = Tier.GIST in (first.tier, second.tier)
        return EnginePair(
            source=first.source,
            target=second.target,
            variant=second.variant,
            tier=Tier.GIST if gist else Tier.PUBLISHABLE,
            pivot=first.target,
            model=f"{first.model}+{second.model}",
            model_sha256=f"{first.model_sha256}+{second.model_sha256}",
        )

    def info(self) -> EngineInfo:
        """Both engines as one; text leaves the machine when it does on either leg."""
        one, other = self._first.engine.info(), self._second.engine.info()
        shared = one.capabilities & other.capabilities
        return EngineInfo(
            name=one.name if one.name == other.name else f"{one.name}+{other.name}",
            version=f"{one.version}+{other.version}",
            licence=one.licence
            if one.licence == other.licence
            else f"{one.licence}; {other.licence}",
            offline=one.offline and other.offline,
            pairs=(self.pair,),
            capabilities=shared & {"batch", "align"},
            unit_cap=one.unit_cap,
            preferred_batch=one.preferred_batch,
        )

    def signature(self, source: str, target: str) -> str:
        """The signatures of both legs, joined by "+"; the names alone for another pair."""
        if (source, target) != (self._first.pair.source, self._second.pair.target):
            return self.info().name
        return "+".join(
            leg.engine.signature(leg.pair.source, leg.pair.target)
            for leg in (self._first, self._second)
        )

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        """Translate sentences; each fails alone, on the leg that its error names.

        What is required or forbidden in the target is not kept, since it would bind the wrong leg.
        """
        first, second = self._first.pair, self._second.pair
        if (source, target) != (first.source, second.target):
            reason = (
                f"{self.info().name} goes {first.source}->{second.target}, not {source}->{target}"
            )
            return [
                EngineResult(id=unit.id, text="", finish=Finish.ERROR, error=reason)
                for unit in units
            ]
        plain = [replace(unit, required=(), forbidden=(), required_any=()) for unit in units]
        half = self._first.engine.translate(plain, first.source, first.target)
        going = [place for place, one in enumerate(half) if one.finish is not Finish.ERROR]
        rendered = render_sentences(
            [half[place].text for place in going],
            self._second.engine,
            self._guard,
            second.source,
            second.target,
            cap=self._second.engine.info().unit_cap,
        )
        whole = dict(zip(going, rendered, strict=True))
        return [
            self._joined(one, whole[place]) if place in whole else self._broken(one, self._first)
            for place, one in enumerate(half)
        ]

    def trouble(self) -> str:
        """Why a leg cannot be used just now; "" when both can."""
        for leg in (self._first, self._second):
            says = getattr(leg.engine, "trouble", None)
            if says is not None and (trouble := says()):
                return str(trouble)
        return ""

    def close(self) -> None:
        """Nothing: the legs belong to the roster."""

    def _broken(self, result: EngineResult, leg: Leg) -> EngineResult:
        """A unit that failed on a leg."""
        error = f"{leg.pair.source}->{leg.pair.target}: {result.error}"
        return replace(result, text="", finish=Finish.ERROR, alignment=(), error=error)

    def _joined(self, first: EngineResult, second: Rendered) -> EngineResult:
        """One result of both legs: the worse finish, the doubts of both."""
        if second.finish is Finish.ERROR:
            return self._broken(EngineResult(id=first.id, text="", error=second.note), self._second)
        finish = first.finish if first.finish is not Finish.OK else second.finish
        return EngineResult(
            id=first.id,
            text=second.text,
            finish=finish,
            alignment=composed(first.alignment, second.alignment),
            error="; ".join(note for note in (first.error, second.note) if note),
        )


def composed(
    first: Sequence[AlignedSpan], second: Sequence[AlignedSpan]
) -> tuple[AlignedSpan, ...]:
    """Source to target: spans that meet in the language between, their weights multiplied.

    A span of the second leg that is met only in part has its weight in proportion.
    """
    weights: dict[tuple[int, int, int, int], float] = {}
    for one in first:
        for other in second:
            start = max(one.target_start, other.source_start)
            end = min(one.target_end, other.source_end)
            if start >= end:
                continue
            place = (one.source_start, one.source_end, other.target_start, other.target_end)
            share = (end - start) / (other.source_end - other.source_start)
            weights[place] = min(1.0, weights.get(place, 0.0) + one.p * other.p * share)
    return tuple(
        AlignedSpan(
            source_start=place[0],
            source_end=place[1],
            target_start=place[2],
            target_end=place[3],
            p=p,
        )
        for place, p in sorted(weights.items())
        if p >= _LEAST_P
    )
