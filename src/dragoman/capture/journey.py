"""The way of one fetch: address, manners, hop after hop, and what comes home."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from dragoman.capture.answers import miss, miss_for_status, retry_time
from dragoman.capture.destination import (
    WEB_PORTS,
    BadDestination,
    Destination,
    join_location,
    parse_destination,
)
from dragoman.capture.dial import AddressRefusedError, Gate
from dragoman.capture.exchange import Answer, Budget, Failure, Limits, exchange
from dragoman.capture.media import (
    ACCEPT_HEADERS,
    Accept,
    refused_by_header,
    settle_type,
    split_content_type,
)
from dragoman.capture.pace import Lane, Lanes
from dragoman.capture.site import read_site
from dragoman.capture.tdm import TdmWord, joined, word_of_file, word_of_headers
from dragoman.records import Capture, Miss, MissKind

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REMEDIES: dict[MissKind, str] = {
    MissKind.TOO_SLOW: "it is tried again later; raise capture.timeout_s if it is always this slow",
    MissKind.TOO_LARGE: "raise capture.max_bytes if you need it",
    MissKind.REFUSED_ADDRESS: "add its network to capture.allow_private if it is your own",
    MissKind.UNREACHABLE: "it is tried again later; check the address if this goes on",
    MissKind.BROKEN: "the publisher's server has to be mended",
    MissKind.WRONG_TYPE: "give the address of a page, a feed or a sitemap",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """What to fetch. `etag` and `last_modified` are those of the capture that we hold."""

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
    """The settings of a fetcher (see `Fetcher`), and its two clocks."""

    user_agent: str
    token: str
    timeout_s: float
    max_bytes: int
    max_wire_bytes: int
    delay_s: float
    max_redirects: int
    clock: Callable[[], datetime]
    monotonic: Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hop:
    """An answer with the place that gave it and what the site's files say about it."""

    destination: Destination
    answer: Answer
    file_word: TdmWord


class Journey:
    """Carries fetches out on the fetcher's loop."""

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession,
        gate: Gate,
        lanes: Lanes,
        seats: asyncio.Semaphore,
        terms: Terms,
    ) -> None:
        self._session = session
        self._gate = gate
        self._lanes = lanes
        self._seats = seats
        self._terms = terms

    async def fetch(self, request: FetchRequest) -> Fetched | Miss:
        """Follow one address to its document."""
        budget = Budget(self._terms.timeout_s, asyncio.get_running_loop().time)
        url = request.url
        seen: set[str] = set()
        statuses: list[int] = []
        while True:
            hop = await self._hop(request, url, budget, first=not statuses)
            if isinstance(hop, Miss):
                return hop
            if hop.answer.status not in _REDIRECTS:
                permanent = bool(statuses) and all(s in (301, 308) for s in statuses)
                return self._arrive(request, hop, moved_permanently=permanent)
            seen.add(hop.destination.url)
            statuses.append(hop.answer.status)
            url = join_location(hop.destination, hop.answer.header("location"))
            trouble = self._redirect_trouble(url, seen, len(statuses))
            if trouble:
                where = f"{hop.destination.url} redirects {trouble}"
                return self._miss(
                    request, MissKind.REDIRECT, f"{where}; open {request.url} in a browser and "
                    "follow the address that works.", status=hop.answer.status,
                )  # fmt: skip

    async def facts(self, url: str) -> HostFacts:
        """What the site of `url` says about `url`."""
        destination = self._destination(url)
        if isinstance(destination, Failure):
            return HostFacts(robots_allowed=False, robots_note=destination.reason)
        lane = self._lanes.lane(destination.origin, self._terms.monotonic())
        budget = Budget(self._terms.timeout_s, asyncio.get_running_loop().time)
        async with lane.lock:
            rules = await self._manners(lane, destination, budget)
            word = word_of_file(lane.tdm_rules, destination.target)
            return HostFacts(
                robots_allowed=rules.allows(destination.url),
                crawl_delay=rules.delay,
                tdm_reserved=word.reserved,
                tdm_policy=word.policy,
                robots_note=rules.note,
                sitemaps=rules.sitemaps,
            )

    def _redirect_trouble(self, url: str, seen: set[str], hops: int) -> str:
        """Why a redirect is not followed, or ""."""
        if not url:
            return "to nowhere"
        target = parse_destination(url)
        if isinstance(target, BadDestination):
            return "" if target.private else f"to an address that is not followed ({target.reason})"
        if target.url in seen:
            return f"in a loop, back to {target.url}"
        if hops > self._terms.max_redirects:
            return f"more than {self._terms.max_redirects} times in a row"
        return ""

    def _destination(self, url: str) -> Destination | Failure:
        """Take the URL apart and judge all that can be judged before a name is looked up."""
        destination = parse_destination(url)
        if isinstance(destination, BadDestination):
            kind = MissKind.REFUSED_ADDRESS if destination.private else MissKind.BROKEN
            return Failure(kind=kind, reason=destination.reason)
        if destination.local_name and not self._gate.opened:
            reason = f'"{destination.host}" is a name of a local network'
            return Failure(kind=MissKind.REFUSED_ADDRESS, reason=reason)
        if destination.port not in WEB_PORTS and not self._gate.opened:
            reason = f"port {destination.port} is no port that publishers serve pages on"
            return Failure(kind=MissKind.REFUSED_ADDRESS, reason=reason)
        if destination.is_literal:
            try:
                self._gate.judge(destination.host, destination.port)
            except AddressRefusedError as error:
                return Failure(kind=MissKind.REFUSED_ADDRESS, reason=str(error))
        return destination

    async def _hop(
        self, request: FetchRequest, url: str, budget: Budget, *, first: bool
    ) -> _Hop | Miss:
        """One hop with all its manners: rest, robots.txt, pause, then the request."""
        destination = self._destination(url)
        if isinstance(destination, Failure):
            return self._failed(request, url, destination)
        lane = self._lanes.lane(destination.origin, self._terms.monotonic())
        async with lane.lock:
            now = self._terms.clock()
            if lane.rests_until is not None and lane.rests_until > now:
                return self._miss(
                    request, MissKind.SERVER_ERROR, f"{destination.origin} asked us to stay away "
                    f"until {lane.rests_until:%Y-%m-%d %H:%M:%S} UTC; {url} is tried again then.",
                    retry_at=lane.rests_until,
                )  # fmt: skip
            rules = await self._manners(lane, destination, budget)
            if not rules.allows(destination.url):
                return self._shut_out(request, lane, destination, rules.closed_because)
            await lane.wait(self._terms.monotonic)
            answer = await self._ask(request, destination, budget, first=first)
            lane.leave(self._terms.monotonic, self._terms.delay_s)
            if isinstance(answer, Failure):
                return self._failed(request, url, answer)
            if answer.status in (429, 503):
                lane.rests_until = retry_time(answer.header("retry-after"), now)
            word = word_of_file(lane.tdm_rules, destination.target)
            return _Hop(destination=destination, answer=answer, file_word=word)

    async def _manners(self, lane: Lane, destination: Destination, budget: Budget):  # type: ignore[no-untyped-def]
        """robots.txt and tdmrep.json of an origin, asked when not known or too old."""
        raise AssertionError

    async def _ask(
        self, request: FetchRequest, destination: Destination, budget: Budget, *, first: bool
    ) -> Answer | Failure:
        """The request itself, under the common caps."""
        del first

        def refuse_early(content_type: str) -> str:
            media_type, _ = split_content_type(content_type)
            if not refused_by_header(media_type, request.accept):
                return ""
            wanted = "a page" if request.accept == "page" else "a feed, a sitemap or a page"
            return f"it is served as {media_type}, where {wanted} was expected"

        limits = Limits(max_wire=self._terms.max_wire_bytes, max_bytes=self._terms.max_bytes)
        async with self._seats:
            seconds = budget.start()
            answer = await exchange(
                self._session, destination, self._headers(request), limits, seconds,
                refuse_early=refuse_early,
            )  # fmt: skip
            budget.stop()
        return answer
