"""The press: brings dispatches to the reading site, pages before lists, and takes them down again.

What is to stand on the site is written to the store first; the files follow and are ticked off.
So a kill between the two costs nothing: the next run writes what was not ticked off.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import msgspec

from dragoman.desk import marks
from dragoman.edition import (
    DispatchView,
    FrontRow,
    front_row,
    render_day,
    render_dispatch,
    render_house,
    render_indexes,
    write_files,
)
from dragoman.newsroom.dispatching import publisher_of
from dragoman.newsroom.opening import Newsroom
from dragoman.records import (
    Dispatch,
    DispatchKind,
    DispatchStatus,
    EditionStage,
    EditionStanding,
    Notice,
    NoticeBy,
    NoticeKind,
)

# How many dispatches an index and a feed show: enough for two days of a busy wire, and a bound on
# what one new dispatch costs. Older ones stand in the archive of their day.
NEWEST_SHOWN = 200

_row_decoder = msgspec.json.Decoder(FrontRow)


def send(room: Newsroom, dispatch: Dispatch, edition: EditionStanding) -> None:
    """Write a dispatch down, once, with where its edition stands; then bring it to the site."""
    _keep(room, dispatch, edition)
    write_pages(room, dispatch.id)


def take_down(
    room: Newsroom,
    edition: EditionStanding,
    *,
    status: DispatchStatus,
    kind: NoticeKind,
    by: NoticeBy,
    reason: str,
) -> bool:
    """Withhold or cancel what stands on the site, lists first. False if nothing was to be done."""
    before = room.store.dispatches.latest(edition.dispatch)
    now = room.clock.now()
    resting = replace(edition, stage=EditionStage.WITHHELD, reason=reason, changed_at=now)
    if before is None or before.hidden_until_release:
        room.store.articles.keep_edition(resting)
        return True
    if before.status in (status, DispatchStatus.CANCELED):
        return False
    dispatch = replace(
        _with_notice(before, kind, by, reason, now), status=status, status_reason=reason
    )
    _keep(room, dispatch, resting)
    write_lists(room, dispatch.language)
    write_pages(room, dispatch.id)
    return True


def warn_readers_of_held_version(room: Newsroom, edition: EditionStanding) -> None:
    """Tell readers of a public translation that its original has changed since."""
    before = room.store.dispatches.latest(edition.dispatch)
    if before is None or not before.is_public or before.article_version == edition.version:
        return
    note = (
        "The original has changed since. The translation of its new version is held because "
        "the comparison with the original found too much; this is the earlier version."
    )
    dispatch = _with_notice(before, NoticeKind.ADVISORY, NoticeBy.NEWSROOM, note, room.clock.now())
    send(room, dispatch, edition)


def is_pulled_by_a_person(room: Newsroom, edition: EditionStanding) -> bool:
    """True when a person of this newsroom took the dispatch down: only a person brings it back."""
    latest = room.store.dispatches.latest(edition.dispatch)
    if latest is None or latest.status is DispatchStatus.USABLE or not latest.notices:
        return False
    return latest.notices[-1].by is NoticeBy.NEWSROOM


def write_pages(room: Newsroom, name: str) -> None:
    """Write the pages of a dispatch's latest version and mark the lists that name it as stale."""
    dispatch = room.store.dispatches.latest(name)
    if dispatch is None:
        return
    if not dispatch.hidden_until_release:
        write_files(room.site, render_dispatch(view_of(room, dispatch), room.house))
        room.stale_lists.add((dispatch.language, dispatch.first_published_at.strftime("%Y-%m-%d")))
    room.store.dispatches.written(name, dispatch.version)


def write_lists(room: Newsroom, language: str) -> None:
    """Write index, feed, corrections of one edition, and the archive of each day that changed."""
    days = {day for edition, day in room.stale_lists if edition == language}
    room.stale_lists -= {(language, day) for day in days}
    rows = _public_rows(room.store.dispatches.newest(language, NEWEST_SHOWN))
    corrected = _public_rows(room.store.dispatches.corrected(language, NEWEST_SHOWN))
    files = render_indexes(rows, room.house, language, corrected=corrected)
    for day in sorted(days):
        of_day = _public_rows(room.store.dispatches.of_day(language, day))
        files |= render_day(of_day, room.house, language, day)
    write_files(room.site, files)


def write_stale_lists(room: Newsroom) -> None:
    """Write the lists of every edition in which something changed."""
    for language in sorted({language for language, _ in room.stale_lists}):
        write_lists(room, language)


def write_house(room: Newsroom) -> None:
    """Write what belongs to the house: style, first page, how it is made, and all lists."""
    counts = {language: room.store.dispatches.count(language) for language in room.house.languages}
    write_files(room.site, render_house(room.house, counts))
    for language in room.house.languages:
        write_lists(room, language)


def write_unwritten(room: Newsroom, limit: int = 500) -> int:
    """Write pages that were promised in the store but not ticked off; how many."""
    names = room.store.dispatches.to_write(limit)
    for name in names:
        write_pages(room, name)
    return len(names)


def view_of(room: Newsroom, dispatch: Dispatch) -> DispatchView:
    """Everything a page of the dispatch shows."""
    article = room.store.articles.version(dispatch.article, dispatch.article_version)
    if article is None:
        raise LookupError(f"{dispatch.id}: version {dispatch.article_version} is not in the store")
    desk_copy = None
    if dispatch.kind is DispatchKind.TRANSLATION:
        desk_copy = room.store.translations.published_copy(dispatch.id, dispatch.version)
        desk_copy = desk_copy or room.store.translations.desk_copy(
            dispatch.article, dispatch.article_version, dispatch.language
        )
    return DispatchView(
        dispatch=dispatch,
        publisher=publisher_of(room, dispatch.publisher),
        article=article,
        desk_copy=desk_copy,
        versions=room.store.dispatches.versions(dispatch.id),
        marks=marks(desk_copy) if desk_copy else {},
        engine_words=desk_copy.translation.engine if desk_copy else "",
    )


def _with_notice(
    before: Dispatch, kind: NoticeKind, by: NoticeBy, note: str, now: datetime
) -> Dispatch:
    """The next version of a dispatch, with one more notice and the same text."""
    version = before.version + 1
    notice = Notice(kind=kind, by=by, version=version, issued_at=now, note=note)
    return replace(before, version=version, published_at=now, notices=(*before.notices, notice))


def _keep(room: Newsroom, dispatch: Dispatch, edition: EditionStanding) -> None:
    """One transaction: the dispatch with its list row, its words, its ledger line, its edition."""
    view = view_of(room, dispatch)
    row = msgspec.json.encode(front_row(view))
    with room.store.begin():
        if room.store.dispatches.keep(dispatch, row):
            if view.desk_copy is not None:
                room.store.translations.keep_published_copy(
                    dispatch.id, dispatch.version, view.desk_copy
                )
            room.store.ledger.append(
                "dispatch", f"{dispatch.id}@{dispatch.version}", row, dispatch.published_at
            )
        room.store.articles.keep_edition(edition)


def _public_rows(kept: tuple[tuple[Dispatch, bytes], ...]) -> tuple[FrontRow, ...]:
    """The list rows of dispatches that readers may know of (withdrawn ones are told as such)."""
    return tuple(
        _row_decoder.decode(row) for dispatch, row in kept if not dispatch.hidden_until_release
    )
