"""The one client that asks publishers: polite, guarded, callable from any thread."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeVar

import aiohttp

from dragoman.capture.addresses import opened_networks
from dragoman.capture.asker import Asker
from dragoman.capture.dial import Gate, GuardedResolver, Resolver
from dragoman.capture.exchange import MAX_FIELD
from dragoman.capture.journey import Journey
from dragoman.capture.pace import Lanes
from dragoman.capture.robots import product_token
from dragoman.capture.terms import Fetched, FetchRequest, HostFacts, Terms
from dragoman.errors import UsageError
from dragoman.records import Miss

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Running:
    """What lives on the fetcher's own thread."""

    loop: asyncio.AbstractEventLoop
    thread: threading.Thread
    session: aiohttp.ClientSession
    journey: Journey


class Fetcher:
    """Fetches pages and listings, one request at a time per origin, on a thread of its own.

    `user_agent` begins with a product token ("dragoman/0.1 (+https://…)"), which is the name that
    robots.txt files call us by. `allow_private` are networks that may be dialled although they are
    private. `timeout_s` is the time for one fetch with all its hops, without the wait for its turn.
    `max_bytes` caps the decoded body, `max_wire_bytes` (0: the same) the bytes on the wire.
    `delay_s` is the pause between two requests to one origin; a longer crawl-delay wins.
    `resolver` takes a host name and gives addresses; `clock` gives aware UTC time.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        clock: Callable[[], datetime],
        allow_private: Sequence[str] = (),
        timeout_s: float = 30.0,
        max_bytes: int = 10_000_000,
        max_wire_bytes: int = 0,
        delay_s: float = 1.0,
        max_redirects: int = 5,
        resolver: Resolver | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        max_parallel: int = 16,
    ) -> None:
        if not user_agent or not user_agent.isprintable() or not user_agent.isascii():
            raise UsageError("user_agent: write a name and an address to reach you at, in ASCII")
        self._gate = Gate(opened_networks(allow_private))
        self._resolver = resolver
        self._terms = Terms(
            user_agent=user_agent,
            token=product_token(user_agent),
            timeout_s=timeout_s,
            max_bytes=max_bytes,
            max_wire_bytes=max_wire_bytes or max_bytes,
            delay_s=delay_s,
            max_redirects=max_redirects,
            clock=clock,
            monotonic=monotonic,
        )
        self._max_parallel = max_parallel
        self._guard = threading.Lock()
        self._running: _Running | None = None
        self._closed = False

    def fetch(self, request: FetchRequest) -> Fetched | Miss:
        """Fetch one document; whatever the world answers comes back as a value.

        Raises `UsageError` after `close`.
        """
        running = self._start()
        return self._call(running, running.journey.fetch(request))

    def facts(self, url: str) -> HostFacts:
        """What robots.txt and TDMRep say about `url`; asks the site when not known yet."""
        running = self._start()
        return self._call(running, running.journey.facts(url))

    def close(self) -> None:
        """End all requests and the thread; calling it twice does no harm."""
        with self._guard:
            self._closed = True
            running, self._running = self._running, None
        if running is None:
            return
        self._call(running, _wind_up(running.session))
        running.loop.call_soon_threadsafe(running.loop.stop)
        running.thread.join()
        running.loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _call(self, running: _Running, work: Coroutine[Any, Any, _T]) -> _T:
        """Run `work` on the fetcher's thread and wait for its value."""
        if threading.current_thread() is running.thread:
            work.close()
            raise UsageError("a fetcher cannot be called from its own thread")
        return asyncio.run_coroutine_threadsafe(work, running.loop).result()

    def _start(self) -> _Running:
        """The running thread, started at first use."""
        with self._guard:
            if self._closed:
                raise UsageError("this fetcher was closed; make a new one")
            if self._running is None:
                loop = asyncio.new_event_loop()
                thread = threading.Thread(
                    target=loop.run_forever, name="dragoman-fetcher", daemon=True
                )
                thread.start()
                made = asyncio.run_coroutine_threadsafe(self._make_session(), loop).result()
                session, journey = made
                self._running = _Running(loop=loop, thread=thread, session=session, journey=journey)
            return self._running

    async def _make_session(self) -> tuple[aiohttp.ClientSession, Journey]:
        """A client without cookies, proxies, netrc, automatic decoding or automatic redirects."""
        connector = aiohttp.TCPConnector(
            resolver=GuardedResolver(self._gate, self._resolver),
            socket_factory=self._gate.open_socket,
            use_dns_cache=False,
            happy_eyeballs_delay=None,
            limit=self._max_parallel * 2,
            keepalive_timeout=15,
        )
        session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None),
            max_line_size=8190,
            max_field_size=MAX_FIELD,
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
        )
        seats = asyncio.Semaphore(self._max_parallel)
        asker = Asker(session=session, gate=self._gate, seats=seats, terms=self._terms)
        return session, Journey(asker, Lanes())


async def _wind_up(session: aiohttp.ClientSession) -> None:
    """Cancel what still runs and close all connections."""
    this = asyncio.current_task()
    others = [task for task in asyncio.all_tasks() if task is not this]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await session.close()
    await asyncio.sleep(0)
