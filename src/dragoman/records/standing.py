"""Where things stand: what became of every sighting, article, edition and listing, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dragoman.records.sighting import Sighting


class ArticleStage(StrEnum):
    """How far an article has come on its way in."""

    SIGHTED = "sighted"  # named by a listing, not fetched yet
    TAKEN_IN = "taken-in"  # at least one version stands in the store
    MISSED = "missed"  # could not be fetched; will be tried again
    UNREADABLE = "unreadable"  # fetched, but no article was found in it
    REFUSED = "refused"  # the publisher or our own rules say no
    DUPLICATE = "duplicate"  # the same text stands in another article
    GONE = "gone"  # was there once, now 404 or 410 or withdrawn
    QUARANTINED = "quarantined"  # failed too often; waits for a person


class EditionStage(StrEnum):
    """How far one version of an article has come on its way into one language."""

    WAITING = "waiting"
    TRANSLATED = "translated"
    CHECKED = "checked"
    PUBLISHED = "published"  # a translation stands on the site
    LINKED = "linked"  # a headline and a link stand on the site
    HELD = "held"  # waits for a person
    SPIKED = "spiked"  # will not run
    WITHHELD = "withheld"  # stood on the site and was taken back
    FAILED = "failed"  # failed too often; waits for a person


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleStanding:
    """Where an article stands. `reason` is never empty where the stage is a refusal or a failure.

    `version` is the newest version (0: none yet); `gone_in_a_row` counts answers 404/410 one after
    the other; `attempts` counts failures since the last success.
    """

    article: str
    publisher: str
    url: str
    stage: ArticleStage
    sighting: Sighting
    first_seen_at: datetime
    changed_at: datetime
    reason: str = ""
    version: int = 0
    attempts: int = 0
    gone_in_a_row: int = 0
    next_try_at: datetime | None = None
    etag: str = ""
    last_modified: str = ""
    capture_sha256: str = ""
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionStanding:
    """Where one article stands in one language; `version` is the article version worked on."""

    article: str
    language: str
    version: int
    stage: EditionStage
    changed_at: datetime
    reason: str = ""
    attempts: int = 0

    @property
    def dispatch(self) -> str:
        """The id of the dispatch that this edition of the article becomes."""
        return f"{self.article}/{self.language}"

    @property
    def is_unfinished(self) -> bool:
        """True while it waits for the next step of the path, not for a person."""
        return self.stage in (EditionStage.WAITING, EditionStage.TRANSLATED, EditionStage.CHECKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingStanding:
    """What happened at the last poll of a listing and when the next one is due."""

    url: str
    publisher: str
    polled_at: datetime | None = None
    next_poll_at: datetime | None = None
    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""
    outcome: str = ""
    failures: int = 0
    entries: int = 0
