"""The Atom feed of an edition, with tombstones for what was withdrawn (RFC 4287, RFC 6721)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from dragoman.edition.addresses import (
    address_of,
    dispatch_urn,
    feed_urn,
    folder_of,
    safe_url,
    source_urn,
)
from dragoman.edition.house import FrontRow, House
from dragoman.edition.labels import machine_label
from dragoman.edition.notices import CORRECTING, print_notice
from dragoman.edition.press import print_page
from dragoman.edition.tongue import language_name, time_text
from dragoman.edition.words import Words, words_of
from dragoman.records import DispatchKind, Notice

IN_FEED = 100
# The `updated` of a feed in which nothing stands yet: no clock is read here.
NO_NEWS_YET = datetime(2026, 1, 1, tzinfo=UTC)


def render_feed(rows: Sequence[FrontRow], house: House, language: str) -> bytes:
    """The feed: the newest `IN_FEED` dispatches by change, withdrawn ones as tombstones."""
    words = words_of(language)
    newest = sorted(rows, key=lambda row: (row.published_at, row.dispatch), reverse=True)[:IN_FEED]
    folder = folder_of("x", language).rpartition("/")[0]
    return print_page(
        "feed.atom",
        house=house,
        language=language,
        folder=folder,
        feed_id=feed_urn(house, language),
        title=words.text("feed.title", house=house.name, language=language_name(language)),
        updated=newest[0].published_at if newest else NO_NEWS_YET,
        self_url=address_of(house, f"{folder}/feed.atom") if safe_url(house.address) else "",
        front_url=address_of(house, f"{folder}/") if safe_url(house.address) else "./",
        rows=[_entry(row, house, words) for row in newest],
    )


def _entry(row: FrontRow, house: House, words: Words) -> dict[str, object]:
    """One entry, or one tombstone, in the parts that the template prints."""
    folder = folder_of(row.dispatch, row.language)
    link = (
        address_of(house, f"{folder}/")
        if safe_url(house.address)
        else folder.removeprefix(folder_of("x", row.language).rpartition("/")[0] + "/") + "/"
    )
    day = row.first_published_at.astimezone(UTC).date().isoformat()
    link_only = row.kind is DispatchKind.LINK
    return {
        "row": row,
        "id": dispatch_urn(house, row.dispatch, day),
        "link": link,
        "via": safe_url(row.original_url),
        "summary": _summary(row, house, words),
        "rights": _rights_line(row, house, words),
        "link_only": link_only,
        "source_id": source_urn(row.publisher_homepage, row.publisher_slug),
    }


def _summary(row: FrontRow, house: House, words: Words) -> str:
    """Label first, then what was corrected, the text's beginning, and where the original stands."""
    if row.kind is DispatchKind.LINK:
        label = f"{words.text('link.label')} {words.text('link.reason')} {row.link_reason}"
    else:
        label = machine_label(row.marked, row.sentences, words)
    corrections = [
        _correction_line(one, row, house, words)
        for one in reversed(row.notices)
        if one.kind in CORRECTING
    ]
    parts = [label, *corrections, row.summary, _original_line(row, words)]
    return "\n\n".join(part for part in parts if part)


def _correction_line(notice: Notice, row: FrontRow, house: House, words: Words) -> str:
    """One correction in plain text: whose, when, and the words before and after."""
    printed = print_notice(
        notice,
        words,
        language=row.language,
        source_language=row.source_language,
        shown=None,
        show_note=True,
    )
    head = f"{printed.title}, {time_text(printed.issued_at, words, house.timezone)}."
    return " ".join(
        part for part in (head, printed.note, *(c.text for c in printed.changes)) if part
    )


def _original_line(row: FrontRow, words: Words) -> str:
    """ "Original: “TITLE”, PUBLISHER: ADDRESS"."""
    if not row.original_title:
        return words.text("feed.unnamed", publisher=row.publisher, url=row.original_url)
    return words.text(
        "feed.original",
        title=words.text("credit.quoted", text=row.original_title),
        publisher=row.publisher,
        url=row.original_url,
    )


def _rights_line(row: FrontRow, house: House, words: Words) -> str:
    """Whose the text is, by whom it was translated, under what licence."""
    if row.kind is DispatchKind.LINK:
        return words.text("credit.by", author=row.publisher)
    line = words.text(
        "credit.own" if row.own else "credit.endorsed",
        author=", ".join(row.authors) or row.publisher,
        house=house.name,
    )
    return " ".join(part for part in (line, row.rights) if part)
