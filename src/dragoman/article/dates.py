"""When an article came out and when it was changed, as aware UTC moments."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from lxml import html

from dragoman.article.structured import Statements, plain_value

_PUBLISHED = (
    "article:published_time", "og:published_time", "article:published", "datepublished",
    "date_published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
    "publish-date", "publishdate", "publication_date", "cxenseparse:recs:publishtime",
    "dc.date", "dc.date.created", "dcterms.issued", "originalpublicationdate", "pubdate",
    "date.created", "published_at", "citation_publication_date", "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "revised", "cxenseparse:recs:modifiedtime",
)  # fmt: skip
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LEEWAY = timedelta(days=2)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2})(?::?(\d{2}))?)?")
_LOOSE = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{1,2}(?!\d))?"
)


def published_and_updated(
    tree: html.HtmlElement,
    statements: Statements,
    url: str,
    hint: datetime | None,
    now: datetime,
) -> tuple[datetime | None, datetime | None]:
    """(published, updated) of a page; None where nothing believable is stated.

    A date after `now` plus two days or before 1990 is not believed. A moment without a time zone
    counts as UTC. `hint` is the listing's date, used when the page is silent.
    """
    published = _first(_published_claims(tree, statements), now)
    if published is None and hint is not None and _is_believable(hint, now):
        published = hint.astimezone(UTC)
    if published is None:
        published = _searched(tree, url, now)
    claims = [statements.text("dateModified"), *(statements.first(name) for name in _UPDATED)]
    updated = _first(claims, now)
    if updated is not None and published is not None and updated <= published:
        updated = None
    return published, updated


def parse_moment(text: str) -> datetime | None:
    """An ISO 8601, RFC 2822 or nearly ISO date as an aware UTC moment; None for anything else."""
    text = text.strip()
    try:
        return _aware(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        pass
    match = _LOOSE.search(text)
    if match:
        return _from_parts(match.groups()[:6], match[7] or "")
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _from_parts(compact.groups(), "")
    try:
        return _aware(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_parts(parts: tuple[str | None, ...], zone: str) -> datetime | None:
    numbers = [int(part) if part else 0 for part in parts]
    try:
        moment = datetime(*numbers, tzinfo=UTC)  # type: ignore[misc,arg-type]
        return moment - _offset(zone)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    if not zone or zone[0] not in "+-":
        return timedelta()
    digits = zone[1:].replace(":", "").ljust(4, "0") if len(zone) > 3 else zone[1:].zfill(2) + "00"
    minutes = int(digits[:2]) * 60 + int(digits[2:4])
    return timedelta(minutes=minutes if zone[0] == "+" else -minutes)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _is_believable(moment: datetime, now: datetime) -> bool:
    return moment.tzinfo is not None and _EARLIEST <= moment <= now + _LEEWAY


def _first(claims: list[str], now: datetime) -> datetime | None:
    for claim in claims:
        moment = parse_moment(claim) if claim else None
        if moment is not None and _is_believable(moment, now):
            return moment
    return None


def _published_claims(tree: html.HtmlElement, statements: Statements) -> list[str]:
    claims = [statements.text("datePublished"), statements.text("dateCreated")]
    claims += [plain_value(node.get("datePublished")) for node in statements.nodes]
    claims += [statements.first(name) for name in _PUBLISHED]
    times = list(tree.iter("time"))[:20]
    marked = [
        node for node in times
        if node.get("pubdate") is not None or "publish" in (node.get("itemprop") or "").lower()
        or re.search(r"publish|entry-date|post-date", node.get("class") or "")
    ]  # fmt: skip
    claims += [node.get("datetime") or "" for node in marked]
    claims += [node.get("datetime") or "" for node in times if _is_in_article(node)][:1]
    return claims


def _is_in_article(node: html.HtmlElement) -> bool:
    return any(parent.tag in ("article", "header", "main") for parent in node.iterancestors())


def _searched(tree: html.HtmlElement, url: str, now: datetime) -> datetime | None:
    """What htmldate finds in URL, markup and text when nothing is stated."""
    from htmldate import find_date

    try:
        found = find_date(
            tree, url=url, original_date=True, extensive_search=False,
            max_date=(now + _LEEWAY).strftime("%Y-%m-%d"),
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    return _first([found or ""], now)
