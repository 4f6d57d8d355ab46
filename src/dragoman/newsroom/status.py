"""What is going on in a newsroom: counts and reasons, what waits, where a text is from."""

from __future__ import annotations

from typing import Any

from dragoman.newsroom.opening import Newsroom
from dragoman.records import Article, DeskCopy, Dispatch, EditionStage, TranslationUnit
from dragoman.store import Store

REASONS_SHOWN = 200


def status_of(store: Store) -> dict[str, Any]:
    """Counts of articles and editions by stage, listings with their last outcome, and reasons."""
    counts = store.articles.counts()
    return {
        "publishers": [
            {
                "slug": publisher.slug,
                "name": publisher.name,
                "licence": publisher.rights.licence,
                "paused": publisher.paused_because,
            }
            for publisher in store.publishers.all()
        ],
        "listings": [
            {
                "url": standing.url,
                "publisher": standing.publisher,
                "polled_at": standing.polled_at.isoformat() if standing.polled_at else None,
                "outcome": standing.outcome,
                "failures": standing.failures,
            }
            for standing in store.listings.all()
        ],
        "articles": counts["articles"],
        "editions": counts["editions"],
        "reasons": [
            {"article": article, "language": language, "stage": str(stage), "reason": reason}
            for article, language, stage, reason in store.articles.reasons(REASONS_SHOWN)
        ],
        "decisions_open": len(store.decisions.open()),
    }


def waiting_for_a_person(store: Store, limit: int = 200) -> list[dict[str, str]]:
    """Editions that a person must look at, with the reason."""
    return [
        {
            "dispatch": edition.dispatch,
            "stage": stage.value,
            "reason": edition.reason or "waits for release",
        }
        for stage in (EditionStage.HELD, EditionStage.SPIKED, EditionStage.FAILED)
        for edition in store.articles.editions_by_stage(stage, limit)
    ]


def history_of(store: Store, name: str) -> tuple[Dispatch, ...]:
    """All versions of a dispatch, oldest first; empty when there is none."""
    return store.dispatches.versions(name)


def explanation_of(store: Store, target: str) -> dict[str, Any] | None:
    """Where a dispatch, or one sentence of it, came from; None when there is no such dispatch."""
    name, _, segment = target.partition("#")
    dispatch = store.dispatches.latest(name)
    if dispatch is None:
        return None
    article = store.articles.version(dispatch.article, dispatch.article_version)
    copy = store.translations.published_copy(name, dispatch.version)
    answer: dict[str, Any] = {
        "dispatch": dispatch.id,
        "version": dispatch.version,
        "status": dispatch.status.value,
        "kind": dispatch.kind.value,
        "permission": dispatch.permission.reason,
        "original": {
            "url": article.url if article else "",
            "headline": article.headline if article else "",
            "bylines": list(article.bylines) if article else [],
            "version": dispatch.article_version,
            "made_by": article.made_by if article else "",
        },
        "capture": _capture_of(store, article),
        "link_reason": dispatch.link_reason,
        "ledger": [
            f"{entry.number} {entry.kind} {entry.subject}"
            for entry in store.ledger.entries(subject=f"{name}@{dispatch.version}")
        ],
    }
    if copy is not None:
        answer["made_by"] = copy.made_by
        answer["engine"] = copy.translation.engine
        answer["units"] = [
            _path_of(unit, copy)
            for unit in copy.translation.units
            if not segment or unit.segment == segment
        ]
    return answer


def _capture_of(store: Store, article: Article | None) -> dict[str, Any]:
    """The fetched page that a version was read from; empty values for what is not known."""
    capture = store.articles.capture(article.capture_sha256) if article else None
    return {
        "sha256": article.capture_sha256 if article else "",
        "fetched_at": capture.fetched_at.isoformat() if capture else "",
        "bytes": capture.body_size if capture else 0,
        "media_type": capture.media_type if capture else "",
    }


def _path_of(unit: TranslationUnit, copy: DeskCopy) -> dict[str, Any]:
    """One sentence from the original through the engine and the desk to what was published."""
    return {
        "segment": unit.segment,
        "source": unit.source,
        "engine_target": unit.engine_target,
        "target": unit.target,
        "origin": unit.origin.value,
        "memory": unit.memory,
        "guarded": [list(change) for change in unit.guarded],
        "terms": [f"{words} -> {phrase}" for words, phrase in unit.terms],
        "note": unit.error,
        "findings": [
            f"{finding.check} ({finding.severity.value}): {finding.message}"
            for finding in (*copy.findings, *copy.answered)
            if finding.segment == unit.segment
        ],
        "repairs": [
            f"{repair.name}: {repair.before} -> {repair.after}"
            for repair in copy.repairs
            if repair.segment == unit.segment
        ],
    }


def counts_line(room: Newsroom) -> str:
    """The newsroom's counts in one line."""
    counts = room.store.articles.counts()
    words = [f"{number} {stage}" for stage, number in sorted(counts["articles"].items())]
    for language, stages in sorted(counts["editions"].items()):
        inner = ", ".join(f"{number} {stage}" for stage, number in sorted(stages.items()))
        words.append(f"{language}: {inner}")
    return "; ".join(words) or "nothing sighted yet"
