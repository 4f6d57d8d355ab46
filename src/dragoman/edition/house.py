"""What the edition room is given and what it hands back for lists: house, view, row, rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dragoman.records import (
    Article,
    DeskCopy,
    Dispatch,
    DispatchKind,
    DispatchStatus,
    Notice,
    NoticeKind,
    Publisher,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Who publishes. `address` is the public root URL ("" while there is none).

    `contact` is an http(s) URL, a `mailto:` URL or an e-mail address; `timezone` an IANA name.
    `languages` are the editions, first one first in every list.
    """

    name: str
    address: str
    languages: tuple[str, ...]
    contact: str = ""
    imprint: str = ""
    noncommercial: bool = False
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchView:
    """One dispatch with everything its pages show.

    `versions` are all versions of the dispatch, oldest first. `marks` maps a segment's id to words
    out of "changed", "doubt", "kept". `engine_words` names the engine for people. `desk_copy` is
    None where there is no translation.
    """

    dispatch: Dispatch
    publisher: Publisher
    article: Article
    desk_copy: DeskCopy | None = None
    versions: tuple[Dispatch, ...] = ()
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    engine_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontRow:
    """What lists and feeds say about one dispatch; small, and safe to keep beside it.

    `rights` says under which licences original and translation stand. `headline_language` differs
    from `language` where the headline is the original's. `tags` are the marks that occur;
    `marked` of `sentences` sentences carry one. A withdrawn dispatch's row holds neither headline
    nor summary nor changes, so no list can show them.
    """

    dispatch: str
    version: int
    language: str
    headline: str
    headline_language: str
    summary: str
    publisher: str
    publisher_slug: str
    publisher_homepage: str
    source_language: str
    original_title: str
    original_url: str
    authors: tuple[str, ...]
    published_at: datetime
    first_published_at: datetime
    original_published_at: datetime | None
    kind: DispatchKind
    status: DispatchStatus
    hidden: bool = False
    index: bool = False
    own: bool = False
    status_reason: str = ""
    link_reason: str = ""
    rights: str = ""
    licence_url: str = ""
    tags: tuple[str, ...] = ()
    marked: int = 0
    sentences: int = 0
    notices: tuple[Notice, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """True when the text no longer stands on the site."""
        return self.status is not DispatchStatus.USABLE

    @property
    def corrected(self) -> bool:
        """True when a correction of the publisher's or of ours stands on the page."""
        return any(one.kind is NoticeKind.CORRECTION for one in self.notices)
