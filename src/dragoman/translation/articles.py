"""An article into another language: every segment a unit, with what is known about each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import dragoman
from dragoman.errors import OutageError
from dragoman.language.codes import UNDETERMINED, base_language
from dragoman.language.typography import is_typographic
from dragoman.records import (
    AlignedSpan,
    Article,
    Engine,
    EngineInfo,
    EnginePair,
    Finish,
    KeptPair,
    Origin,
    Translation,
    TranslationMemory,
    TranslationUnit,
    Untranslated,
)
from dragoman.translation.capitals import casing_of, in_capitals, in_title_case
from dragoman.translation.guard import GUARD_VERSION, Guard
from dragoman.translation.memory import RememberingEngine
from dragoman.translation.rendered import Rendered
from dragoman.translation.rendering import render_sentences
from dragoman.translation.roster import Engines, MayBeAway
from dragoman.translation.terms import NO_TERMS, PairTerms, Termbase

_CUT = re.compile(r"\bcut:[\w.]+")
_REUSABLE = (Origin.MT, Origin.TM, Origin.REPAIR)
_ENGINE = "engine"  # whose words a unit from our own memory has


@dataclass(frozen=True, slots=True, kw_only=True)
class _Route:
    """The engine and the pair that an article goes by, and the signature of what comes out."""

    engine: Engine
    pair: EnginePair
    info: EngineInfo
    guard: Guard
    terms: PairTerms | None
    made_by: str


def translate_article(
    article: Article,
    target: str,
    *,
    engines: Engines,
    now: datetime,
    previous: Translation | None = None,
    fixes: Mapping[str, str] | None = None,
    terms: Termbase = NO_TERMS,
    memory: TranslationMemory | None = None,
) -> Translation | Untranslated:
    """Translate one article version into `target`, or say in a sentence why not.

    `previous` is a translation of an earlier version: its units are taken over where sentence and
    signature are the same. `fixes` are a person's translations by source sentence. `terms` are
    what the house wants words to be called; `memory` spares the engine what it wrote earlier.
    A sentence that the engine fails at keeps the original's words as its target, with an empty
    `engine_target`, origin SOURCE, finish ERROR and the reason. Raises `OutageError` where an
    engine outside is away or fails at half of them: the article is to be tried again.
    """
    route = _route(article, target, engines, terms)
    if isinstance(route, str):
        return Untranslated(
            article=article.id,
            source_language=article.language,
            target_language=target,
            reason=route,
        )
    kept = _unchanged(previous, route.made_by) | _by_people(article, target, memory)
    kept |= _fixed(fixes or {})
    waiting = [segment.text for segment in article.segments if segment.text not in kept]
    kept |= _remembering(article, list(dict.fromkeys(waiting)), route, memory, now)
    _look_for_an_outage(route, [kept[text] for text in waiting])
    return _translation(article, target, route, kept, now)


def _translation(
    article: Article,
    target: str,
    route: _Route,
    kept: Mapping[str, TranslationUnit],
    now: datetime,
) -> Translation:
    """The units of an article's sentences in reading order, and how they were made."""
    return Translation(
        article=article.id,
        article_version=article.version,
        source_language=article.language,
        target_language=target,
        target_variant=route.pair.variant or route.pair.target,
        units=tuple(replace(kept[seg.text], segment=seg.id) for seg in article.segments),
        engine=_named(route.info),
        made_at=now,
        made_by=route.made_by,
        tier=route.pair.tier,
        offline=route.info.offline,
        pivot=route.pair.pivot,
    )


def _route(article: Article, target: str, engines: Engines, terms: Termbase) -> _Route | str:
    """The way from the article's language to the target, or the reason why there is none."""
    source_base, target_base = base_language(article.language), base_language(target)
    if not source_base or source_base == UNDETERMINED:
        return "the language of the article is not known; declare it for its publisher"
    if source_base == target_base:
        return f"already in {target_base}"
    found = engines.pair(article.language, target, publisher=article.publisher)
    if found is None:
        reason = engines.why_not(article.language, target, article.publisher)
        if engines.may_come_back(article.language, target, article.publisher):
            raise OutageError(f"{reason}: `dragoman engines` says why")
        return reason
    engine, pair = found
    speller = engines.speller(pair)
    wanted = terms.for_pair(pair.source, pair.variant or pair.target)
    signature = engine.signature(pair.source, pair.target)
    return _Route(
        engine=engine,
        pair=pair,
        info=engine.info(),
        guard=Guard(speller, pair.source, pair.variant or pair.target),
        terms=wanted,
        made_by=_made_by(article, signature, wanted.signature if wanted else ""),
    )


def _look_for_an_outage(route: _Route, units: Sequence[TranslationUnit]) -> None:
    """Raise `OutageError` where an engine that may be away failed at half of the units or more."""
    failed = [unit for unit in units if unit.finish is Finish.ERROR]
    if failed and 2 * len(failed) >= len(units) and isinstance(route.engine, MayBeAway):
        raise OutageError(
            f"{_named(route.info)} failed at {len(failed)} of {len(units)} sentences: "
            f"{failed[0].error}"
        )


def _named(info: EngineInfo) -> str:
    """What readers are told of an engine: where text went to is part of it."""
    return info.name if info.offline else f"{info.name} {info.version}".strip()


def _made_by(article: Article, signature: str, terms: str) -> str:
    """The line that tells how the translation was made, so that it can be made again."""
    cut = _CUT.search(article.made_by)
    release = ".".join(dragoman.__version__.split(".")[:2])
    parts = [f"dragoman:{release}", cut.group() if cut else "", f"mt:{signature}"]
    parts += [f"guard:{GUARD_VERSION}", f"tb:{terms}" if terms else ""]
    return "|".join(part for part in parts if part)


def _unchanged(previous: Translation | None, made_by: str) -> dict[str, TranslationUnit]:
    """Units of an earlier version, as the engine wrote them, by source sentence.

    What a person wrote is not among them (it comes with the fixes and from the memory), nor what
    went wrong.
    """
    if previous is None or previous.made_by != made_by:
        return {}
    return {
        unit.source: replace(
            unit, target=unit.engine_target, origin=Origin.TM if unit.memory else Origin.MT
        )
        for unit in previous.units
        if unit.origin in _REUSABLE
        and unit.memory in ("", _ENGINE)
        and unit.finish is Finish.OK
        and unit.engine_target
    }


def _fixed(fixes: Mapping[str, str]) -> dict[str, TranslationUnit]:
    """Units that a person wrote, by source sentence."""
    return {source: _whole(source, text, Origin.PERSON) for source, text in fixes.items()}


def _by_people(
    article: Article, target: str, memory: TranslationMemory | None
) -> dict[str, TranslationUnit]:
    """Units that people wrote in an imported memory; they go before what an engine would write."""
    if memory is None:
        return {}
    texts = [segment.text for segment in article.segments]
    found = memory.by_people(texts, article.language, target)
    return {text: _by_person(text, pair) for text, pair in found.items()}


def _by_person(source: str, pair: KeptPair) -> TranslationUnit:
    """A unit from an imported memory, with who made it."""
    by = ", ".join(part for part in (pair.creator, pair.memory) if part) or "an imported memory"
    return replace(_whole(source, pair.target, Origin.TM), memory=by)


def _remembering(
    article: Article,
    texts: list[str],
    route: _Route,
    memory: TranslationMemory | None,
    now: datetime,
) -> dict[str, TranslationUnit]:
    """Units for sentences that have none yet, from the memory or from the engine."""
    if memory is None or not texts:
        return _render(article, texts, route)
    engine = RememberingEngine(route.engine, memory)
    units = _render(article, texts, replace(route, engine=engine))
    engine.keep(now.date())
    return units


def _render(article: Article, texts: list[str], route: _Route) -> dict[str, TranslationUnit]:
    """Units for sentences that have none yet, by source sentence."""
    everything = [segment.text for segment in article.segments]
    evident = route.terms.evident(everything) if route.terms else frozenset()
    uses = {text: route.terms.read(text, evident) for text in texts} if route.terms else {}
    shouted = any(in_capitals(text) or in_title_case(text) for text in texts)
    rendered = render_sentences(
        texts,
        route.engine,
        route.guard,
        route.pair.source,
        route.pair.target,
        cap=route.info.unit_cap,
        casing=casing_of(everything) if shouted else None,
        typographic=is_typographic(" ".join(everything)),
        terms=uses,
    )
    return {text: _unit(text, result) for text, result in zip(texts, rendered, strict=True)}


def _unit(source: str, rendered: Rendered) -> TranslationUnit:
    """A rendered sentence as a unit; its segment is filled in by the caller."""
    if rendered.finish is Finish.ERROR:
        reason = rendered.note or "the engine failed and gave no reason"
        unit = _whole(source, source, Origin.SOURCE)
        return replace(
            unit, engine_target="", finish=Finish.ERROR, error=reason, guarded=rendered.guarded
        )
    unit = _whole(source, rendered.text, Origin.TM if rendered.remembered else Origin.MT)
    return replace(
        unit,
        finish=rendered.finish,
        alignment=rendered.alignment or unit.alignment,
        guarded=rendered.guarded,
        error=rendered.note,
        terms=rendered.terms,
        memory=_ENGINE if rendered.remembered else "",
    )


def _whole(source: str, target: str, origin: Origin) -> TranslationUnit:
    """A unit whose two sides are aligned as a whole, for want of anything finer."""
    span = AlignedSpan(
        source_start=0, source_end=len(source), target_start=0, target_end=len(target), p=1.0
    )
    return TranslationUnit(
        segment="",
        source=source,
        target=target,
        engine_target=target,
        origin=origin,
        alignment=(span,) if source and target else (),
    )
