"""From a checked edition to its dispatch: what may be shown, which version it is, what to say."""

from __future__ import annotations

from dataclasses import replace

from dragoman.newsroom.corrections import notice_for
from dragoman.newsroom.opening import Newsroom
from dragoman.publishers import permit
from dragoman.records import (
    Article,
    Dispatch,
    DispatchKind,
    DispatchStatus,
    EditionStage,
    EditionStanding,
    Extent,
    Permission,
    Publisher,
    Release,
)


def permission_for(room: Newsroom, article: Article) -> Permission:
    """What the publisher's rights allow for this article today."""
    publisher = publisher_of(room, article.publisher)
    return permit(
        publisher,
        article,
        on=room.clock.now().date(),
        noncommercial=room.house.noncommercial,
    )


def publisher_of(room: Newsroom, slug: str) -> Publisher:
    """A followed publisher. Raises `LookupError` for one that was never followed."""
    publisher = room.store.publishers.get(slug)
    if publisher is None:
        raise LookupError(f"publisher {slug} is not followed: its record is missing in the store")
    return publisher


def make_dispatch(room: Newsroom, edition: EditionStanding) -> tuple[Dispatch, EditionStage]:
    """The next version of an edition's dispatch, and the stage the edition then stands in."""
    article = room.store.articles.version(edition.article, edition.version)
    assert article is not None  # noqa: S101  a checked edition is written with its version
    publisher = publisher_of(room, article.publisher)
    permission = permission_for(room, article)
    desk_copy = room.store.translations.desk_copy(
        edition.article, edition.version, edition.language
    )
    is_barred = not permission.translate or permission.extent is Extent.LINK_ONLY
    is_link = is_barred or desk_copy is None
    name = edition.dispatch
    before = room.store.dispatches.latest(name)
    waits = _waits_for_release(publisher, before)
    now = room.clock.now()
    was_public = before is not None and not before.hidden_until_release
    dispatch = Dispatch(
        id=name,
        version=before.version + 1 if before else 1,
        article=article.id,
        article_version=article.version,
        publisher=article.publisher,
        language=edition.language,
        kind=DispatchKind.LINK if is_link else DispatchKind.TRANSLATION,
        status=DispatchStatus.USABLE,
        permission=permission,
        first_published_at=before.first_published_at if before and was_public else now,
        published_at=now,
        notices=before.notices if before else (),
        link_reason=_why_a_link(edition, permission, is_barred and desk_copy is not None)
        if is_link
        else "",
        hidden_until_release=waits,
        made_by=desk_copy.made_by if desk_copy and not is_link else article.made_by,
    )
    if before is not None and was_public:
        notice = notice_for(room, before, dispatch)
        dispatch = replace(dispatch, notices=(*before.notices, notice))
    stage = EditionStage.LINKED if is_link else EditionStage.PUBLISHED
    return dispatch, EditionStage.HELD if waits else stage


def _why_a_link(edition: EditionStanding, permission: Permission, taken_back: bool) -> str:
    """Why readers get a link: what the path wrote down, or a permission lost since."""
    return permission.reason if taken_back else edition.reason or permission.reason


def _waits_for_release(publisher: Publisher, before: Dispatch | None) -> bool:
    """True while nothing of this dispatch has been released, of a publisher that wants that."""
    if publisher.release is not Release.HELD:
        return False
    return before is None or before.hidden_until_release
