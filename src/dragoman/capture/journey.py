"""The way of one fetch: address, manners, hop after hop, and what comes home."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime

from dragoman.capture.answers import miss, miss_for_status, retry_time
from dragoman.capture.asker import Asker
from dragoman.capture.destination import (
    BadDestination,
    Destination,
    join_location,
    parse_destination,
)
from dragoman.capture.exchange import Answer, Budget, Failure, Limits
from dragoman.capture.media import (
    ACCEPT_HEADERS,
    Accept,
    refused_by_header,
    settle_type,
    split_content_type,
)
from dragoman.capture.pace import Lane, Lanes
from dragoman.capture.robots import closed_rules
from dragoman.capture.site import learn_site
from dragoman.capture.tdm import TdmWord, joined, word_of_file, word_of_headers
from dragoman.capture.terms import Fetched, FetchRequest, HostFacts
from dragoman.records import Capture, Miss, MissKind

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REMEDIES: dict[MissKind, str] = {
    MissKind.TOO_SLOW: "it is tried again later; raise capture.timeout_s if it is always this slow",
    MissKind.TOO_LARGE: "raise capture.max_bytes if you need it",
    MissKind.REFUSED_ADDRESS: "add its network to capture.allow_private if it is your own",
    MissKind.UNREACHABLE: "it is tried again later; check the address if this goes on",
    MissKind.SERVER_ERROR: "it is tried again later",
    MissKind.BROKEN: "check the address; if it is right, the publisher's server has to be mended",
    MissKind.WRONG_TYPE: "give the address of a page, a feed or a sitemap",
}
_WANTED = {"page": "a page", "listing": "a feed, a sitemap or a page", "any": "a document"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hop:
    """An answer with the place that gave it and what the site's files say about it."""

    destination: Destination
    answer: Answer
    file_word: TdmWord


class Journey:
    """Carries fetches out on the fetcher's loop."""

    def __init__(self, asker: Asker, lanes: Lanes) -> None:
        self._asker = asker
        self._lanes = lanes
        self._terms = asker.terms

    async def fetch(self, request: FetchRequest) -> Fetched | Miss:
        """Follow one address to its document."""
        budget = self._budget()
        url = request.url
        seen: set[str] = set()
        statuses: list[int] = []
        while True:
            hop = await self._hop(request, url, budget)
            if isinstance(hop, Miss):
                return hop
            if hop.answer.status not in _REDIRECTS:
                permanent = bool(statuses) and all(status in (301, 308) for status in statuses)
                return self._arrive(request, hop, moved_permanently=permanent)
            seen.add(hop.destination.url)
            statuses.append(hop.answer.status)
            url = join_location(hop.destination, hop.answer.header("location"))
            trouble = self._redirect_trouble(url, seen, len(statuses))
            if trouble:
                reason = (
                    f"{hop.destination.url} redirects {trouble}; open {request.url} in a browser "
                    "and follow the address where it ends."
                )
                return self._miss(request, MissKind.REDIRECT, reason, status=hop.answer.status)

    async def facts(self, url: str) -> HostFacts:
        """What the site of `url` says about `url`."""
        destination = self._asker.destination(url)
        if isinstance(destination, Failure):
            return HostFacts(robots_allowed=False, robots_note=destination.reason)
        lane = self._lanes.lane(destination.origin, self._terms.monotonic())
        async with lane.lock:
            await learn_site(self._asker, lane, destination, self._budget())
            rules = lane.robots or closed_rules(self._terms.token, "robots.txt was not read")
            word = word_of_file(lane.tdm_rules, destination.target)
            return HostFacts(
                robots_allowed=rules.allows(destination.url),
                crawl_delay=rules.delay,
                tdm_reserved=word.reserved,
                tdm_policy=word.policy,
                robots_note=rules.note,
                sitemaps=rules.sitemaps,
            )

    def _budget(self) -> Budget:
        return Budget(self._terms.timeout_s, asyncio.get_running_loop().time)

    def _redirect_trouble(self, url: str, seen: set[str], hops: int) -> str:
        """Why a redirect is not followed, or "". Private addresses are judged at the next hop."""
        if not url:
            return "to nowhere"
        target = parse_destination(url)
        if isinstance(target, BadDestination):
            return "" if target.private else f"to an address that leads nowhere ({target.reason})"
        if target.url in seen:
            return f"in a loop, back to {target.url}"
        if hops > self._terms.max_redirects:
            return f"more than {self._terms.max_redirects} times in a row"
        return ""

    async def _hop(self, request: FetchRequest, url: str, budget: Budget) -> _Hop | Miss:
        """One hop with all its manners: rest, robots.txt, pause, then the request."""
        destination = self._asker.destination(url)
        if isinstance(destination, Failure):
            return self._failed(request, url, destination)
        lane = self._lanes.lane(destination.origin, self._terms.monotonic())
        async with lane.lock:
            resting = self._resting(request, lane, destination)
            if resting is not None:
                return resting
            await learn_site(self._asker, lane, destination, budget)
            barred = self._barred(request, lane, destination)
            if barred is not None:
                return barred
            await lane.wait(self._terms.monotonic)
            answer = await self._ask(request, destination, budget)
            lane.leave(self._terms.monotonic, self._terms.delay_s)
            if isinstance(answer, Failure):
                return self._failed(request, destination.url, answer)
            if answer.status in (429, 503):
                lane.rests_until = retry_time(answer.header("retry-after"), self._terms.clock())
            word = word_of_file(lane.tdm_rules, destination.target)
            return _Hop(destination=destination, answer=answer, file_word=word)

    def _resting(self, request: FetchRequest, lane: Lane, destination: Destination) -> Miss | None:
        """A miss while the site's own Retry-After runs."""
        until = lane.rests_until
        if until is None or until <= self._terms.clock():
            return None
        reason = (
            f"{destination.origin} asked us to stay away until {until:%Y-%m-%d %H:%M:%S} UTC; "
            f"{destination.url} is tried again then."
        )
        return self._miss(request, MissKind.SERVER_ERROR, reason, retry_at=until)

    def _barred(self, request: FetchRequest, lane: Lane, destination: Destination) -> Miss | None:
        """A miss when robots.txt forbids the address or could not be had."""
        if lane.failure is not None:
            failed = self._failed(request, destination.url, lane.failure)
            return (
                failed
                if lane.rests_until is None
                else self._resting(request, lane, destination) or failed
            )
        if lane.robots is None or lane.robots.allows(destination.url):
            return None
        reason = (
            f"robots.txt of {destination.origin} does not let {self._terms.token} read "
            f"{destination.url}; it is not fetched. Ask the publisher, or stop following it."
        )
        return self._miss(request, MissKind.REFUSED, reason)

    async def _ask(
        self, request: FetchRequest, destination: Destination, budget: Budget
    ) -> Answer | Failure:
        """The request itself, under the common caps."""
        headers = {"Accept": ACCEPT_HEADERS[request.accept]}
        if request.etag and _is_header_text(request.etag):
            headers["If-None-Match"] = request.etag
        if request.last_modified and _is_header_text(request.last_modified):
            headers["If-Modified-Since"] = request.last_modified
        limits = Limits(max_wire=self._terms.max_wire_bytes, max_bytes=self._terms.max_bytes)
        return await self._asker.ask(
            destination,
            headers,
            limits,
            budget,
            refuse_early=lambda content_type: _early_refusal(content_type, request.accept),
        )

    def _arrive(
        self, request: FetchRequest, hop: _Hop, *, moved_permanently: bool
    ) -> Fetched | Miss:
        """Turn the last answer into a capture with its body, or into a miss."""
        answer, now = hop.answer, self._terms.clock()
        if answer.status != 200:
            return miss_for_status(
                request.url,
                answer.status,
                now,
                retry_after=answer.header("retry-after"),
                asked_if_changed=bool(request.etag or request.last_modified),
            )
        media_type, charset = split_content_type(answer.header("content-type"))
        kept_type, trouble = settle_type(media_type, answer.body, request.accept)
        if trouble:
            failure = Failure(kind=MissKind.WRONG_TYPE, reason=trouble, status=200)
            return self._failed(request, hop.destination.url, failure)
        word = joined(word_of_headers(dict(answer.headers)), hop.file_word)
        capture = Capture(
            url=request.url,
            final_url=hop.destination.url,
            fetched_at=now,
            status=answer.status,
            media_type=kept_type,
            body_sha256=hashlib.sha256(answer.body).hexdigest(),
            body_size=len(answer.body),
            charset=charset,
            etag=answer.header("etag")[:500],
            last_modified=answer.header("last-modified")[:100],
            headers=answer.headers,
            tdm_reserved=word.reserved,
            tdm_policy=word.policy,
        )
        return Fetched(capture=capture, body=answer.body, moved_permanently=moved_permanently)

    def _failed(self, request: FetchRequest, url: str, failure: Failure) -> Miss:
        """A failure as a miss: what, where, what to do."""
        via = "" if url == request.url else f" (reached from {request.url})"
        remedy = _REMEDIES.get(failure.kind, "check the address")
        reason = f"{url}{via} was not fetched: {failure.reason}; {remedy}."
        return self._miss(request, failure.kind, reason, status=failure.status)

    def _miss(
        self,
        request: FetchRequest,
        kind: MissKind,
        reason: str,
        *,
        status: int | None = None,
        retry_at: datetime | None = None,
    ) -> Miss:
        return miss(
            request.url, self._terms.clock(), kind, reason, status=status, retry_at=retry_at
        )


def _early_refusal(content_type: str, accept: Accept) -> str:
    """Why a body is not even read, by its header; "" when it is read."""
    media_type, _ = split_content_type(content_type)
    if not refused_by_header(media_type, accept):
        return ""
    return f"it is served as {media_type}, where {_WANTED[accept]} was expected"


def _is_header_text(value: str) -> bool:
    """True for text that may stand in a header: printable ASCII, not endless."""
    return value.isascii() and value.isprintable() and len(value) <= 500
