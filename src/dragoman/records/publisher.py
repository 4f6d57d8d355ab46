"""An outlet that we follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dragoman.records.rights import Rights


class ListingKind(StrEnum):
    """The kinds of place where a publisher shows links."""

    FEED = "feed"
    SITEMAP = "sitemap"
    NEWS_SITEMAP = "news-sitemap"
    PAGE = "page"


class Release(StrEnum):
    """Whether dispatches go out by themselves or wait for a person."""

    AUTO = "auto"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A feed, sitemap or page where a publisher names its articles."""

    url: str
    kind: ListingKind = ListingKind.FEED
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An outlet we follow: who it is, where it lists its articles, what it allows.

    `languages` are the declared languages of its copy (BCP 47, may be empty), `to` the languages
    its articles are translated into (empty: every edition of the newsroom). `own` marks the
    newsroom's own texts. `paused_because` is "" while it is followed.
    """

    slug: str
    name: str
    homepage: str
    languages: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    rights: Rights = field(default_factory=Rights)
    to: tuple[str, ...] = ()
    release: Release = Release.AUTO
    own: bool = False
    paused_because: str = ""
    followed_at: datetime | None = None

    @property
    def is_paused(self) -> bool:
        """True while the operator has stopped this publisher."""
        return bool(self.paused_because)
