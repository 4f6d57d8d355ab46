"""What the article room is asked: one capture and what is known about it already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dragoman.records import Capture

EXTRACTOR = "article:1|cut:1"
"""The extractor's signature: what reads pages, and what cuts sentences. Raised by hand whenever
the same bytes would give another text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRequest:
    """One capture to read as one version of an article.

    `body` are the decoded bytes of the answer; `declared_languages` are what the publisher says of
    its copy; the hints are the listing's claims, used only where the page is silent or torn.
    `furniture` are lines that repeat over the publisher's pages, known from earlier reading.
    """

    capture: Capture
    body: bytes
    publisher: str
    article_id: str
    version: int = 1
    declared_languages: tuple[str, ...] = ()
    headline_hint: str = ""
    published_hint: datetime | None = None
    author_hint: str = ""
    language_hint: str = ""
    furniture: tuple[str, ...] = ()
