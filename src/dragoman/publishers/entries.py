"""What a listing says, before it is judged: its own words, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ListingForm(StrEnum):
    """The forms in which publishers list their articles."""

    RSS = "rss"
    RDF = "rdf"  # RSS 0.9, 1.0
    ATOM = "atom"
    JSON_FEED = "json-feed"
    SITEMAP = "sitemap"
    NEWS_SITEMAP = "news-sitemap"
    SITEMAP_INDEX = "sitemap-index"
    PAGE = "page"
    OPML = "opml"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """One entry as listed. Text is plain; `link` is as written; dates are not judged yet.

    `withdrawn` marks a tombstone, whose `updated` is the moment of the deletion.
    """

    link: str = ""
    guid: str = ""
    title: str = ""
    author: str = ""
    language: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingText:
    """A whole listing as written. `further` are addresses of more listings (sitemap index).

    `total` counts all entries that were seen, also those that were not kept; `homepage` and
    `licence_url` are as written; `problems` are sentences without the listing's address.
    """

    form: ListingForm
    title: str = ""
    language: str = ""
    homepage: str = ""
    rights_text: str = ""
    licence_url: str = ""
    entries: tuple[ListedEntry, ...] = ()
    further: tuple[str, ...] = ()
    total: int = 0
    problems: tuple[str, ...] = field(default=())
