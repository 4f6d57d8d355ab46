"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from datetime import datetime

from dragoman.publishers.entries import ListedEntry, ListingForm, ListingText
from dragoman.publishers.moments import read_moment
from dragoman.publishers.words import language_tag, plain

_MAX_ITEMS = 50_000


def read_json_feed(text: str) -> ListingText:
    """Read a JSON Feed; whatever is wrong with it is said in `problems`."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = f"it is not readable JSON ({str(error)[:120]})."
        return ListingText(form=ListingForm.UNKNOWN, problems=(reason,))
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list):
        return ListingText(
            form=ListingForm.UNKNOWN,
            problems=("it is JSON without a list of items: no JSON Feed.",),
        )
    read = [_entry(row) for row in items[:_MAX_ITEMS] if isinstance(row, dict)]
    wrong = sum(not isinstance(row, dict) for row in items)
    return ListingText(
        form=ListingForm.JSON_FEED,
        title=plain(_text(value.get("title"))),
        language=language_tag(_text(value.get("language"))),
        homepage=_text(value.get("home_page_url")),
        entries=tuple(read),
        total=len(items),
        problems=(f"{wrong} of its items are no objects and were skipped.",) if wrong else (),
    )


def _entry(row: dict[str, object]) -> ListedEntry:
    guid = row.get("id")
    return ListedEntry(
        link=_text(row.get("url")) or _text(row.get("external_url")),
        guid=str(guid)[:1000] if isinstance(guid, str | int) else "",
        title=plain(_text(row.get("title"))),
        author=_authors(row),
        language=language_tag(_text(row.get("language"))),
        published=_moment(row.get("date_published")),
        updated=_moment(row.get("date_modified")),
    )


def _authors(row: dict[str, object]) -> str:
    """Names out of `authors` (1.1) or `author` (1.0)."""
    given = row.get("authors") or row.get("author")
    people = given if isinstance(given, list) else [given]
    names = [plain(_text(one.get("name")), limit=200) for one in people if isinstance(one, dict)]
    return ", ".join(dict.fromkeys(name for name in names[:10] if name))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    return read_moment(value) if isinstance(value, str) else None
