"""Taking in: what an answer of the publisher's server means for an article, written down once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dragoman.article import ReadRequest, is_same_text
from dragoman.capture import Fetched
from dragoman.newsroom import press
from dragoman.newsroom.dispatching import permission_for
from dragoman.newsroom.opening import Newsroom
from dragoman.newsroom.setbacks import after_miss
from dragoman.records import (
    Article,
    ArticleStage,
    ArticleStanding,
    Capture,
    DispatchStatus,
    EditionStage,
    EditionStanding,
    Extent,
    Miss,
    MissKind,
    NoticeBy,
    NoticeKind,
    Publisher,
    Unreadable,
)

# News is corrected mostly on its first day: an article is looked at again at these ages, besides
# whenever its listing says that it changed. A look costs one conditional request.
LOOK_AGAIN_AT = tuple(timedelta(hours=hours) for hours in (1, 4, 12, 24, 72, 168))
# One "not found" may be a hiccup of the server; the second counts.
ASK_AGAIN_AFTER_GONE = timedelta(minutes=1)

_AT_REST = (ArticleStage.DUPLICATE, ArticleStage.QUARANTINED)


def is_due(standing: ArticleStanding, now: datetime) -> bool:
    """True when the article's page should be asked for."""
    if standing.stage in _AT_REST:
        return False
    if standing.next_try_at is None:
        return standing.stage is ArticleStage.SIGHTED
    return standing.next_try_at <= now


def next_look(standing: ArticleStanding, now: datetime) -> datetime | None:
    """When to look at an article again that is well; None when it is old enough to rest."""
    for age in LOOK_AGAIN_AT:
        moment = standing.first_seen_at + age
        if moment > now:
            return moment
    return None


def keep_miss(room: Newsroom, standing: ArticleStanding, miss: Miss) -> None:
    """Note an answer that gave no new bytes."""
    if miss.kind is MissKind.UNCHANGED:
        keep_unchanged(room, standing)
        return
    if miss.kind is MissKind.GONE and standing.version:
        if standing.gone_in_a_row >= 1:
            take_back(
                room,
                standing,
                f"the publisher's page answered {miss.status} twice",
                status=DispatchStatus.WITHHELD,
            )
            return
        room.store.articles.keep_standing(
            replace(
                standing,
                gone_in_a_row=1,
                reason=miss.reason,
                next_try_at=miss.at + ASK_AGAIN_AFTER_GONE,
                changed_at=miss.at,
            )
        )
        return
    room.store.articles.keep_standing(after_miss(standing, miss))


def keep_unchanged(room: Newsroom, standing: ArticleStanding) -> None:
    """The page is what it was; editions taken back because it was gone come back."""
    now = room.clock.now()
    with room.store.begin():
        room.store.articles.keep_standing(
            replace(
                standing,
                stage=ArticleStage.TAKEN_IN if standing.version else standing.stage,
                reason="",
                attempts=0,
                gone_in_a_row=0,
                checked_at=now,
                changed_at=now,
                next_try_at=next_look(standing, now),
            )
        )
        if standing.stage is ArticleStage.GONE:
            _wait_again(room, standing.article, standing.version, now)


def read(
    room: Newsroom, publisher: Publisher, standing: ArticleStanding, fetched: Fetched
) -> Article | Unreadable:
    """Read the fetched page as the next version of the article."""
    sighting = standing.sighting
    return room.reader.read(
        ReadRequest(
            capture=fetched.capture,
            body=fetched.body,
            publisher=publisher.slug,
            article_id=standing.article,
            version=standing.version + 1,
            declared_languages=publisher.languages,
            headline_hint=sighting.headline_hint,
            published_hint=sighting.published_hint,
            author_hint=sighting.author_hint,
            language_hint=sighting.language_hint,
        )
    )


def keep_reading(
    room: Newsroom,
    publisher: Publisher,
    standing: ArticleStanding,
    fetched: Fetched,
    reading: Article | Unreadable,
) -> None:
    """Keep the capture, and a new version of the article if the text is a new one."""
    now, capture = room.clock.now(), fetched.capture
    standing = _answered(standing, capture, now)
    if isinstance(reading, Article) and _is_reserved(room, reading):
        # A reserved page is not kept: keeping it for reading by program is what was refused.
        _keep_refusal(room, standing, "the publisher reserves text and data mining, no grant")
        return
    room.store.blobs.put(fetched.body)
    with room.store.begin():
        room.store.articles.keep_capture(standing.article, capture)
        room.store.ledger.append("capture", standing.article, capture.body_sha256, now)
        if isinstance(reading, Unreadable):
            stage = ArticleStage.TAKEN_IN if standing.version else ArticleStage.UNREADABLE
            room.store.articles.keep_standing(replace(standing, stage=stage, reason=reading.reason))
            return
        other = _same_text_elsewhere(room, standing, reading)
        if other:
            _keep_duplicate(room, standing, other)
            return
    if any(notice.kind is NoticeKind.KILL for notice in reading.notices) and standing.version:
        take_back(room, standing, "the publisher's page says that it was withdrawn")
    elif is_new_version(room, publisher, standing, reading):
        _keep_version(room, publisher, standing, reading)
    else:
        keep_unchanged(room, standing)


def _answered(standing: ArticleStanding, capture: Capture, now: datetime) -> ArticleStanding:
    """The standing of an article whose page was had: earlier failures count no more."""
    return replace(
        standing,
        attempts=0,
        gone_in_a_row=0,
        reason="",
        checked_at=now,
        changed_at=now,
        next_try_at=next_look(standing, now),
        etag=capture.etag,
        last_modified=capture.last_modified,
        capture_sha256=capture.body_sha256,
    )


def _keep_duplicate(room: Newsroom, standing: ArticleStanding, other: str) -> None:
    """Put the article to rest: its text is taken in already, as the article `other`."""
    room.store.articles.keep_standing(
        replace(
            standing,
            stage=ArticleStage.DUPLICATE,
            reason=f"the same text stands in {other}",
            next_try_at=None,
        )
    )


def is_new_version(
    room: Newsroom, publisher: Publisher, standing: ArticleStanding, reading: Article
) -> bool:
    """True when the publisher's text changed, not only our way of reading it.

    When the extractor is another than the one that read the latest version, the old bytes are
    read again by the new one, so that an upgrade never looks like a thousand corrections.
    """
    latest = room.store.articles.latest(standing.article)
    if latest is None:
        return True
    if is_same_text(latest, reading):
        return False
    if latest.made_by == reading.made_by:
        return True
    capture = room.store.articles.capture(latest.capture_sha256)
    body = room.store.blobs.get(latest.capture_sha256)
    if capture is None or body is None:
        return True
    again = read(room, publisher, standing, Fetched(capture=capture, body=body))
    return isinstance(again, Unreadable) or not is_same_text(again, reading)


def take_back(
    room: Newsroom,
    standing: ArticleStanding,
    reason: str,
    *,
    status: DispatchStatus = DispatchStatus.CANCELED,
) -> None:
    """The publisher took the article back: so do all editions, lists first, then pages."""
    now = room.clock.now()
    room.store.articles.keep_standing(
        replace(
            standing,
            stage=ArticleStage.GONE,
            reason=reason,
            changed_at=now,
            checked_at=now,
            next_try_at=next_look(standing, now),
        )
    )
    kind = NoticeKind.KILL if status is DispatchStatus.CANCELED else NoticeKind.HOLD
    for edition in room.store.articles.editions(standing.article):
        press.take_down(
            room, edition, status=status, kind=kind, by=NoticeBy.PUBLISHER, reason=reason
        )


def targets_of(room: Newsroom, publisher: Publisher, article: Article) -> tuple[str, ...]:
    """The languages an article is to appear in: the publisher's, else the house's, not its own."""
    wanted = publisher.to or room.house.languages
    return tuple(language for language in wanted if language != article.language)


def _keep_version(
    room: Newsroom, publisher: Publisher, standing: ArticleStanding, reading: Article
) -> None:
    """A new version, and for each language an edition that waits for it."""
    now = room.clock.now()
    targets = targets_of(room, publisher, reading)
    reason = "" if targets else f"already in {reading.language}, the only edition asked for"
    with room.store.begin():
        room.store.articles.keep_version(reading)
        room.store.ledger.append("article", reading.id, reading.text_sha256, now)
        room.store.articles.keep_standing(
            replace(standing, stage=ArticleStage.TAKEN_IN, version=reading.version, reason=reason)
        )
        if reading.canonical_url and reading.canonical_url != standing.url:
            room.store.articles.alias(standing.article, reading.canonical_url)
        for language in targets:
            edition = EditionStanding(
                article=reading.id,
                language=language,
                version=reading.version,
                stage=EditionStage.WAITING,
                changed_at=now,
            )
            if not press.is_pulled_by_a_person(room, edition):
                room.store.articles.keep_edition(edition)


def _wait_again(room: Newsroom, article_id: str, version: int, now: datetime) -> None:
    """Put editions that the publisher had taken back in work again."""
    for edition in room.store.articles.editions(article_id):
        is_back = not press.is_pulled_by_a_person(room, edition)
        if edition.stage is EditionStage.WITHHELD and is_back:
            room.store.articles.keep_edition(
                replace(
                    edition,
                    version=version,
                    stage=EditionStage.WAITING,
                    reason="",
                    changed_at=now,
                )
            )


def _is_reserved(room: Newsroom, article: Article) -> bool:
    """True when text and data mining is reserved and no confirmed grant stands against it."""
    return bool(article.tdm_reserved) and permission_for(room, article).extent is Extent.LINK_ONLY


def _keep_refusal(room: Newsroom, standing: ArticleStanding, reason: str) -> None:
    """Note that the article is not ours to take in; what stood on the site before stays."""
    stage = ArticleStage.TAKEN_IN if standing.version else ArticleStage.REFUSED
    room.store.articles.keep_standing(
        replace(standing, stage=stage, reason=reason, capture_sha256="", etag="", last_modified="")
    )


def _same_text_elsewhere(room: Newsroom, standing: ArticleStanding, reading: Article) -> str | None:
    """Another article of the publisher with this very text, for an article still without one."""
    if standing.version:
        return None
    same = room.store.articles.with_text(standing.publisher, reading.text_sha256)
    return next((other for other in same if other != standing.article), None)
