"""The row of a dispatch for lists, and the pages of an edition: front, day, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from dragoman.edition.addresses import address_of, folder_of, safe_url
from dragoman.edition.feed import render_feed
from dragoman.edition.house import DispatchView, FrontRow, House
from dragoman.edition.labels import is_translation, licence_text, link_reason
from dragoman.edition.linked_data import original_address
from dragoman.edition.notices import (
    CORRECTING,
    TAKING_DOWN,
    PrintedNotice,
    all_notices,
    is_publishers_word,
    may_show,
    print_notice,
)
from dragoman.edition.passages import Shown, shown_text
from dragoman.edition.press import print_page
from dragoman.edition.tombstone import withdrawal_reason
from dragoman.edition.words import words_of
from dragoman.records import (
    DispatchKind,
    DispatchStatus,
    Extent,
    Notice,
    NoticeBy,
    NoticeKind,
    TextChange,
)

# A front page of more would not be read, and costs with every dispatch.
ON_FRONT = 60
BESIDE_FRONT = 6
ON_CORRECTIONS = 200
# So much of the first paragraph stands under a headline.
LONGEST_SUMMARY = 280
LONGEST_HEADLINE = 2000
# A row is kept for every dispatch: a notice in it says enough to know the change by.
CHANGES_IN_ROW = 3
LONGEST_CHANGE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of the corrections page."""

    row: FrontRow
    notice: PrintedNotice
    at: datetime


def front_row(view: DispatchView) -> FrontRow:
    """What lists and feeds need of a dispatch, with nothing that a reader may not see."""
    dispatch, article, publisher = view.dispatch, view.article, view.publisher
    words = words_of(dispatch.language)
    withdrawn = dispatch.status is not DispatchStatus.USABLE
    bare = FrontRow(
        dispatch=dispatch.id,
        version=dispatch.version,
        language=dispatch.language,
        headline="",
        headline_language=dispatch.language,
        summary="",
        publisher=publisher.name,
        publisher_slug=publisher.slug,
        publisher_homepage=publisher.homepage,
        source_language=article.language,
        original_title="" if withdrawn else article.headline[:LONGEST_HEADLINE],
        original_url="" if withdrawn else original_address(view),
        authors=() if withdrawn else article.bylines,
        published_at=dispatch.published_at,
        first_published_at=dispatch.first_published_at,
        original_published_at=article.published_at,
        kind=dispatch.kind,
        status=dispatch.status,
        hidden=dispatch.hidden_until_release,
        index=dispatch.permission.index,
        own=publisher.own,
        rights=licence_text(view, words),
        licence_url=safe_url(dispatch.permission.licence_url),
        notices=_row_notices(view, None),
    )
    if withdrawn:
        return replace(bare, status_reason=withdrawal_reason(view))
    if not is_translation(view) or view.desk_copy is None:
        return replace(
            bare,
            kind=DispatchKind.LINK,
            headline=article.headline[:LONGEST_HEADLINE],
            headline_language=article.language,
            link_reason=link_reason(view, words),
        )
    return _translated_row(bare, view, shown_text(view, view.desk_copy, words))


def _translated_row(bare: FrontRow, view: DispatchView, shown: Shown) -> FrontRow:
    """The row of a translation."""
    permission = view.dispatch.permission
    first = shown.subhead or next(iter(shown.body), None)
    headline = shown.headline
    in_source = headline is not None and all(one.in_source for one in headline.sentences)
    return replace(
        bare,
        headline=headline.text[:LONGEST_HEADLINE] if headline else "",
        headline_language=view.article.language if in_source else view.dispatch.language,
        summary=_cut(
            "".join(one.text + one.gap for one in first.sentences if not one.marks & {"kept"})
        )
        if first
        else "",
        tags=tuple(kind for kind, n in shown.tally.items() if n),
        marked=shown.marked,
        sentences=shown.sentences,
        licence_url=safe_url(permission.licence_url),
        notices=_row_notices(
            view, None if permission.extent is Extent.FULL else shown.segments, changes=True
        ),
    )


def _row_notices(
    view: DispatchView, shown: frozenset[str] | None, *, changes: bool = False
) -> tuple[Notice, ...]:
    """The notices of a row: shortened, and without words of a text that is not shown."""
    noted = view.dispatch.permission.show_original and changes
    return tuple(
        replace(
            notice,
            note=notice.note if noted or not is_publishers_word(notice) else "",
            changes=tuple(
                TextChange(
                    before=one.before[:LONGEST_CHANGE],
                    after=one.after[:LONGEST_CHANGE],
                    segment=one.segment,
                )
                for one in notice.changes
                if changes and may_show(one, shown)
            )[:CHANGES_IN_ROW],
        )
        for notice in all_notices(view.dispatch, view.versions)
    )


def render_indexes(
    rows: Sequence[FrontRow],
    house: House,
    language: str,
    *,
    corrected: Sequence[FrontRow] | None = None,
) -> dict[str, bytes]:
    """Front page, corrections and feed of one edition.

    `rows` are the newest dispatches in any order; `corrected` those with notices, where the caller
    keeps them apart (else they are picked from `rows`). Archives are `render_day`'s, because only
    whole days may overwrite one.
    """
    public = _public(rows)
    corrections = _corrections(_public(rows if corrected is None else corrected), language)
    folder = _edition_folder(language)
    living = [row for row in public if not row.is_withdrawn]
    living.sort(key=lambda row: (row.first_published_at, row.dispatch), reverse=True)
    days = sorted({archive_day(row.first_published_at) for row in public}, reverse=True)
    front = _list_page(
        "front.html",
        house,
        language,
        folder,
        section="front",
        rows=living[:ON_FRONT],
        corrections=corrections[:BESIDE_FRONT],
        days=days[:14],
        today=_day_figures(living, days[0]) if days else None,
        canonical=safe_url(address_of(house, f"{folder}/")),
        alternates={
            one: safe_url(address_of(house, f"{_edition_folder(one)}/")) for one in house.languages
        },
    )
    told = _list_page(
        "corrections.html",
        house,
        language,
        folder,
        section="corrections",
        corrections=corrections[:ON_CORRECTIONS],
        canonical=safe_url(address_of(house, f"{folder}/corrections.html")),
    )
    return {
        f"{folder}/index.html": front,
        f"{folder}/corrections.html": told,
        f"{folder}/feed.atom": render_feed(public, house, language),
    }


def render_day(
    rows: Sequence[FrontRow], house: House, language: str, day: date | str
) -> dict[str, bytes]:
    """The archive page of one day (UTC); `rows` must hold all dispatches of that day."""
    when = date.fromisoformat(day) if isinstance(day, str) else day
    living = [
        row
        for row in _public(rows)
        if not row.is_withdrawn and archive_day(row.first_published_at) == when
    ]
    living.sort(key=lambda row: (row.first_published_at, row.dispatch), reverse=True)
    folder = f"{_edition_folder(language)}/archive"
    page = _list_page(
        "day.html",
        house,
        language,
        folder,
        section="",
        rows=living,
        day=when,
        canonical=safe_url(address_of(house, f"{folder}/{when.isoformat()}.html")),
    )
    return {f"{folder}/{when.isoformat()}.html": page}


def archive_day(moment: datetime) -> date:
    """The day of the archive in which a moment lies: UTC, so that it never moves."""
    return moment.astimezone(UTC).date()


def _corrections(rows: Sequence[FrontRow], language: str) -> list[Correction]:
    """Corrections and withdrawals, newest first. A withdrawal hides what came before it."""
    words = words_of(language)
    found: list[Correction] = []
    for row in rows:
        notices = [one for one in row.notices if one.kind in CORRECTING]
        if row.is_withdrawn:
            notices = [one for one in notices if one.kind in TAKING_DOWN][-1:] or [
                _unsaid_withdrawal(row)
            ]
        for notice in notices:
            printed = print_notice(
                notice,
                words,
                language=row.language,
                source_language=row.source_language,
                shown=None,
                show_note=True,
            )
            found.append(Correction(row=row, notice=printed, at=notice.issued_at))
    found.sort(key=lambda one: (one.at, one.row.dispatch), reverse=True)
    return found


def _unsaid_withdrawal(row: FrontRow) -> Notice:
    """The notice of a withdrawal that came without one."""
    canceled = row.status is DispatchStatus.CANCELED
    return Notice(
        kind=NoticeKind.KILL if canceled else NoticeKind.HOLD,
        by=NoticeBy.NEWSROOM,
        version=row.version,
        issued_at=row.published_at,
        note=row.status_reason,
    )


def _public(rows: Sequence[FrontRow]) -> list[FrontRow]:
    """Rows that readers may know of, each dispatch once, in its newest version."""
    newest: dict[str, FrontRow] = {}
    for row in rows:
        if row.hidden:
            continue
        known = newest.get(row.dispatch)
        if known is None or row.version > known.version:
            newest[row.dispatch] = row
    return list(newest.values())


def _day_figures(rows: Sequence[FrontRow], day: date) -> dict[str, Any]:
    """What the newest day brought, counted from its rows."""
    today = [row for row in rows if archive_day(row.first_published_at) == day]
    return {
        "day": day,
        "articles": len(today),
        "publishers": len({row.publisher_slug for row in today}),
        "languages": len({row.source_language for row in today}),
        "sentences": sum(row.sentences for row in today),
        "marked": sum(row.marked for row in today),
    }


def _cut(text: str) -> str:
    """The first words of a paragraph."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_SUMMARY:
        return text
    return text[:LONGEST_SUMMARY].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _edition_folder(language: str) -> str:
    """The folder of an edition."""
    return folder_of("x", language).rpartition("/")[0]


def _list_page(template: str, house: House, language: str, folder: str, **parts: Any) -> bytes:
    """One list page."""
    return print_page(
        template,
        house=house,
        language=language,
        folder=folder,
        folder_of=folder_of,
        index=True,
        summary="",
        **parts,
    )
