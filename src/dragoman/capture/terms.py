"""What is asked of a fetcher, what it gives back, and the settings it works under."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dragoman.capture.media import Accept
from dragoman.records import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """What to fetch. `etag` and `last_modified` are those of the capture that we hold.

    `accept` says what is welcome: "page", "listing" (feeds, sitemaps, pages) or "any".
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    accept: Accept = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A capture and its decoded body. `moved_permanently`: every hop was a 301 or 308."""

    capture: Capture
    body: bytes
    moved_permanently: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFacts:
    """What a site says about being read. `crawl_delay` is in seconds, None if it asks for none.

    `tdm_reserved` is None when nothing is said; `sitemaps` are those that robots.txt names.
    """

    robots_allowed: bool
    crawl_delay: float | None = None
    tdm_reserved: bool | None = None
    tdm_policy: str = ""
    robots_note: str = ""
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The settings of a fetcher and its two clocks.

    `token` is the name that robots.txt files call us by; times are in seconds, sizes in bytes.
    """

    user_agent: str
    token: str
    timeout_s: float
    max_bytes: int
    max_wire_bytes: int
    delay_s: float
    max_redirects: int
    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
