"""Setbacks: what a failure does to an article, and when it is tried again or set aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from dragoman.errors import OutageError
from dragoman.newsroom.opening import Newsroom
from dragoman.records import (
    ArticleStage,
    ArticleStanding,
    EditionStage,
    EditionStanding,
    Miss,
    MissKind,
)

log = structlog.get_logger("dragoman")

# Our own failures and answers that will hardly get better: three tries, then a person looks.
TRIES = 3
# An outage passes: with the pauses below, nine tries span two days.
TRIES_IN_AN_OUTAGE = 9
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(days=1)
LOOK_AGAIN_AT_A_REFUSAL = timedelta(days=1)


def pause_after(attempts: int) -> timedelta:
    """5, 10, 20 ... minutes, at most a day."""
    factor: int = 2 ** min(max(attempts - 1, 0), 12)
    return min(FIRST_PAUSE * factor, LONGEST_PAUSE)


def after_miss(standing: ArticleStanding, miss: Miss) -> ArticleStanding:
    """The standing of an article whose page could not be had; what stands on the site stays."""
    attempts = standing.attempts + 1
    tries = TRIES_IN_AN_OUTAGE if miss.may_pass else TRIES
    due: datetime | None = miss.at + pause_after(attempts)
    if miss.kind is MissKind.REFUSED:
        stage, due = ArticleStage.REFUSED, miss.at + LOOK_AGAIN_AT_A_REFUSAL
    elif attempts >= tries:
        stage, due = ArticleStage.QUARANTINED, None
        if miss.kind is MissKind.GONE:
            stage = ArticleStage.GONE
    else:
        stage = ArticleStage.MISSED
    if miss.retry_at is not None and due is not None:
        due = max(due, miss.retry_at)
    if standing.version:
        stage = ArticleStage.TAKEN_IN
    return replace(
        standing,
        stage=stage,
        reason=miss.reason,
        attempts=attempts,
        next_try_at=due,
        checked_at=miss.at,
        changed_at=miss.at,
    )


def note_setback(room: Newsroom, article_id: str, error: Exception) -> None:
    """Write down an error of ours on the way in: tried again, set aside after three tries."""
    log.error("an article could not be taken in", article=article_id, exc_info=error)
    standing = room.store.articles.standing(article_id)
    if standing is None:
        return
    now = room.clock.now()
    attempts = standing.attempts + 1
    last = attempts >= TRIES
    stage = ArticleStage.QUARANTINED if last and not standing.version else standing.stage
    room.store.articles.keep_standing(
        replace(
            standing,
            stage=stage,
            reason=_reason(attempts, error),
            attempts=attempts,
            next_try_at=None if last else now + pause_after(attempts),
            changed_at=now,
        )
    )


def note_edition_setback(room: Newsroom, article_id: str, language: str, error: Exception) -> None:
    """Write down an error in one edition: tried again, set aside after three tries.

    An outage of an engine elsewhere is none of ours and gets nine.
    """
    log.error(
        "an edition could not be carried on", article=article_id, language=language, exc_info=error
    )
    edition = room.store.articles.edition(article_id, language)
    if edition is None:
        return
    attempts = edition.attempts + 1
    room.store.articles.keep_edition(
        replace(
            edition,
            stage=EditionStage.FAILED if attempts >= _tries(error) else edition.stage,
            reason=_reason(attempts, error),
            attempts=attempts,
            changed_at=room.clock.now(),
        )
    )


def may_go_on(edition: EditionStanding, now: datetime) -> bool:
    """True when an edition waits for its next step and no pause after a failure is running."""
    if not edition.is_unfinished:
        return False
    return not edition.attempts or edition.changed_at + pause_after(edition.attempts) <= now


def _reason(attempts: int, error: Exception) -> str:
    """What went wrong, and what will happen next."""
    what = f"{type(error).__name__}: {error}"[:500]
    tries = _tries(error)
    if attempts >= tries:
        return f"set aside after {attempts} tries: {what}"
    return f"try {attempts} of {tries} failed, will be tried again: {what}"


def _tries(error: Exception) -> int:
    """How often something is tried that fails like this."""
    return TRIES_IN_AN_OUTAGE if isinstance(error, OutageError) else TRIES
