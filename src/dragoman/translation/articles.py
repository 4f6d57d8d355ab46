"""An article into another language: every segment a unit, with what is known about each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import dragoman
from dragoman.language.codes import UNDETERMINED, base_language
from dragoman.language.typography import is_typographic
from dragoman.records import (
    AlignedSpan,
    Article,
    Engine,
    EngineInfo,
    EnginePair,
    Finish,
    Origin,
    Translation,
    TranslationUnit,
    Untranslated,
)
from dragoman.translation.capitals import casing_of, in_capitals, in_title_case
from dragoman.translation.guard import GUARD_VERSION, Guard
from dragoman.translation.rendering import Rendered, render_sentences
from dragoman.translation.roster import Engines

_CUT = re.compile(r"\bcut:[\w.]+")
_REUSABLE = (Origin.MT, Origin.REPAIR)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Route:
    """The engine and the pair that an article goes by, and the signature of what comes out."""

    engine: Engine
    pair: EnginePair
    info: EngineInfo
    guard: Guard
    made_by: str


def translate_article(
    article: Article,
    target: str,
    *,
    engines: Engines,
    now: datetime,
    previous: Translation | None = None,
    fixes: Mapping[str, str] | None = None,
) -> Translation | Untranslated:
    """Translate one article version into `target`, or say in a sentence why not.

    `previous` is a translation of an earlier version: its units are taken over where the source
    sentence and the whole signature are the same. `fixes` are a person's translations by source
    sentence; they go before everything. A sentence that the engine fails at keeps the original's
    words as its target, with an empty `engine_target`, origin SOURCE, finish ERROR and the reason.
    """
    route = _route(article, target, engines)
    if isinstance(route, str):
        return Untranslated(
            article=article.id,
            source_language=article.language,
            target_language=target,
            reason=route,
        )
    kept = _unchanged(previous, route.made_by) | _fixed(fixes or {})
    waiting = [segment.text for segment in article.segments if segment.text not in kept]
    kept |= _render(article, list(dict.fromkeys(waiting)), route)
    return Translation(
        article=article.id,
        article_version=article.version,
        source_language=article.language,
        target_language=target,
        target_variant=route.pair.variant or route.pair.target,
        units=tuple(replace(kept[seg.text], segment=seg.id) for seg in article.segments),
        engine=route.info.name,
        made_at=now,
        made_by=route.made_by,
        tier=route.pair.tier,
        offline=route.info.offline,
    )


def _route(article: Article, target: str, engines: Engines) -> _Route | str:
    """The way from the article's language to the target, or the reason why there is none."""
    source_base, target_base = base_language(article.language), base_language(target)
    if not source_base or source_base == UNDETERMINED:
        return "the language of the article is not known; declare it for its publisher"
    if source_base == target_base:
        return f"already in {target_base}"
    found = engines.pair(article.language, target)
    if found is None:
        return f"no engine for {source_base}->{target_base or target}"
    engine, pair = found
    speller = engines.speller(pair)
    return _Route(
        engine=engine,
        pair=pair,
        info=engine.info(),
        guard=Guard(speller, pair.source, pair.variant or pair.target),
        made_by=_made_by(article, engine.signature(pair.source, pair.target)),
    )


def _made_by(article: Article, signature: str) -> str:
    """The line that tells how the translation was made, so that it can be made again."""
    cut = _CUT.search(article.made_by)
    release = ".".join(dragoman.__version__.split(".")[:2])
    parts = [f"dragoman:{release}", cut.group() if cut else "", f"mt:{signature}"]
    return "|".join([part for part in parts if part] + [f"guard:{GUARD_VERSION}"])


def _unchanged(previous: Translation | None, made_by: str) -> dict[str, TranslationUnit]:
    """Units of an earlier version, as the engine wrote them, by source sentence.

    What a person wrote is not among them (it comes with the fixes), nor what went wrong.
    """
    if previous is None or previous.made_by != made_by:
        return {}
    return {
        unit.source: replace(unit, target=unit.engine_target, origin=Origin.MT)
        for unit in previous.units
        if unit.origin in _REUSABLE and unit.finish is Finish.OK and unit.engine_target
    }


def _fixed(fixes: Mapping[str, str]) -> dict[str, TranslationUnit]:
    """Units that a person wrote, by source sentence."""
    return {source: _whole(source, text, Origin.PERSON) for source, text in fixes.items()}


def _render(article: Article, texts: list[str], route: _Route) -> dict[str, TranslationUnit]:
    """Units for sentences that have none yet, by source sentence."""
    everything = [segment.text for segment in article.segments]
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
    unit = _whole(source, rendered.text, Origin.MT)
    return replace(
        unit,
        finish=rendered.finish,
        alignment=rendered.alignment or unit.alignment,
        guarded=rendered.guarded,
        error=rendered.note,
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
