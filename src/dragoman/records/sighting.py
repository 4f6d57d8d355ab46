"""A link seen on a listing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """ "This listing named this URL at this time." Hints are the listing's claims, not facts.

    `guid` is the listing's own name for the item ("" if none); `withdrawn` is true when the listing
    says that the item is deleted (Atom tombstone).
    """

    publisher: str
    listing: str
    url: str
    seen_at: datetime
    guid: str = ""
    headline_hint: str = ""
    published_hint: datetime | None = None
    updated_hint: datetime | None = None
    language_hint: str = ""
    author_hint: str = ""
    withdrawn: bool = False
