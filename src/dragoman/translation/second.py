"""One engine of the roster, asked for its own translation of what another one translated."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.typography import is_typographic
from dragoman.records import EngineResult, Finish
from dragoman.translation.guard import Guard
from dragoman.translation.rendering import render_sentences
from dragoman.translation.roster import Engines


class SecondEngine:
    """The `SecondOpinion` of a newsroom: the engine called `name`, directly or through a language.

    `publisher` is whose text it is, as `Engines.pair` has it: an engine elsewhere is asked only
    with that publisher's leave. The text goes through the guard, as in the path; house terms and
    the memory are left out, so that what is compared is the engine's own.
    """

    def __init__(self, engines: Engines, name: str, *, publisher: str | None = None) -> None:
        self._all, self._name, self._publisher = engines, name, publisher

    @property
    def name(self) -> str:
        """The engine's name."""
        return self._name

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[EngineResult]:
        """See `SecondOpinion.translate`."""
        engines = self._all.only(self._name)
        found = engines.pair(source, target, publisher=self._publisher)
        if found is None:
            reason = engines.why_not(source, target, self._publisher)
            return [
                EngineResult(id=str(place), text="", finish=Finish.ERROR, error=reason)
                for place in range(len(texts))
            ]
        engine, pair = found
        guard = Guard(engines.speller(pair), pair.source, pair.variant or pair.target)
        rendered = render_sentences(
            texts,
            engine,
            guard,
            pair.source,
            pair.target,
            cap=engine.info().unit_cap,
            typographic=is_typographic(" ".join(texts)),
        )
        return [
            EngineResult(id=str(place), text=one.text, finish=one.finish, error=one.note)
            for place, one in enumerate(rendered)
        ]
