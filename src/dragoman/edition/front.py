"""The lists of an edition: front page, day, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from dragoman.edition.addresses import address_of, folder_of, safe_url
from dragoman.edition.feed import render_feed
from dragoman.edition.house import FrontRow, House
from dragoman.edition.notices import (
    CORRECTING,
    TAKING_DOWN,
    PrintedNotice,
    print_notice,
)
from dragoman.edition.press import print_page
from dragoman.edition.words import words_of
from dragoman.records import (
    DispatchStatus,
    Notice,
    NoticeBy,
    NoticeKind,
)

# A front page of more would not be read, and costs with every dispatch.
ON_FRONT = 60
BESIDE_FRONT = 6
ON_CORRECTIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of the corrections page."""

    row: FrontRow
    notice: PrintedNotice
    at: datetime


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
        f"{folder}/index.html": _front_page(public, corrections, house, language),
        f"{folder}/corrections.html": told,
        f"{folder}/feed.atom": render_feed(public, house, language),
    }


def _front_page(
    public: list[FrontRow], corrections: list[Correction], house: House, language: str
) -> bytes:
    """The front page: newest stories by first publication, corrections and figures beside them."""
    folder = _edition_folder(language)
    living = [row for row in public if not row.is_withdrawn]
    living.sort(key=lambda row: (row.first_published_at, row.dispatch), reverse=True)
    days = sorted({archive_day(row.first_published_at) for row in public}, reverse=True)
    return _list_page(
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
