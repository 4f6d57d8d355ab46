"""One published text in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dragoman.records.notice import Notice
from dragoman.records.rights import Permission


class DispatchStatus(StrEnum):
    """IPTC words for what may be done with a dispatch."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class DispatchKind(StrEnum):
    """What a reader gets: a translation, or a headline with a link."""

    TRANSLATION = "translation"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One version of one published text; a change is a new version with a notice.

    `id` is the article's id plus "/" and the language. `link_reason` says why a `LINK` is not a
    translation. `status_reason` says why a dispatch is withheld or canceled. `hidden_until_release`
    keeps it off every page until a person lets it go.
    """

    id: str
    version: int
    article: str
    article_version: int
    publisher: str
    language: str
    kind: DispatchKind
    status: DispatchStatus
    permission: Permission
    first_published_at: datetime
    published_at: datetime
    notices: tuple[Notice, ...] = ()
    link_reason: str = ""
    status_reason: str = ""
    hidden_until_release: bool = False
    made_by: str = ""

    @property
    def is_public(self) -> bool:
        """True when its text stands on the site."""
        return self.status is DispatchStatus.USABLE and not self.hidden_until_release
