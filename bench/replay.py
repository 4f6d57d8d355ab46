"""A publisher on loopback that serves stored pages, with feeds, sitemaps, changes and faults.

python -m bench.replay --data ../shared/data/web/ntrex --port 8700
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Self

from aiohttp import web

from bench.replay_faults import Fault, faulty_answer
from bench.replay_lists import atom, front_page, rss, sitemap
from bench.replay_pages import (
    ReplayPage,
    extraction_benchmark_pages,
    fundus_pages,
    ntrex_pages,
    with_url,
)

__all__ = ["Fault", "ReplayPage", "ReplayPublisher", "RequestSeen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSeen:
    """One request as it came: `at` in monotonic seconds, `status` what was answered."""

    at: float
    path: str
    user_agent: str
    if_none_match: str
    status: int


class ReplayPublisher:
    """Serves pages at `/a/KEY.html` while its `with` block runs.

    `delay_s` is how long every answer takes, `port` 0 takes a free one, `robots` is the text of
    robots.txt ("" answers 404), `tdmrep` that of tdmrep.json. `faults` are by key, or by path
    ("/feed.xml").
    """

    def __init__(
        self,
        pages: Iterable[ReplayPage],
        *,
        name: str = "Replay Courier",
        delay_s: float = 0.0,
        port: int = 0,
        host: str = "127.0.0.1",
        robots: str = "",
        tdmrep: str = "",
        faults: dict[str, Fault] | None = None,
    ) -> None:
        self._pages = {page.key: page for page in pages}
        self._withdrawn: dict[str, datetime] = {}
        self._guard = threading.Lock()
        self.name = name
        self.delay_s = delay_s
        self.robots = robots
        self.tdmrep = tdmrep
        self.faults: dict[str, Fault] = dict(faults or {})
        self.requests: list[RequestSeen] = []
        self.host = host
        self.port = port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._runner: web.AppRunner | None = None

    @classmethod
    def from_fundus(
        cls,
        folder: Path,
        *,
        languages: Sequence[str] | None = None,
        limit: int | None = None,
        **options: object,
    ) -> Self:
        """A publisher of the pages of a Fundus folder."""
        pages = fundus_pages(folder, languages=languages, limit=limit)
        return cls(pages, **options)  # type: ignore[arg-type]

    @classmethod
    def from_extraction_benchmark(
        cls, folder: Path, *, limit: int | None = None, **options: object
    ) -> Self:
        """A publisher of the pages of an article-extraction-benchmark folder."""
        return cls(extraction_benchmark_pages(folder, limit=limit), **options)  # type: ignore[arg-type]

    @classmethod
    def from_ntrex(
        cls,
        folder: Path,
        *,
        language: str = "por",
        documents: int | Sequence[str] | None = None,
        **options: object,
    ) -> Self:
        """A publisher of articles made of the NTREX documents in one language."""
        pages = ntrex_pages(folder, language=language, documents=documents)
        return cls(pages, **options)  # type: ignore[arg-type]

    @property
    def origin(self) -> str:
        """Scheme, host and port, while it runs."""
        return f"http://{self.host}:{self.port}"

    @property
    def homepage_url(self) -> str:
        """The front page, which links all pages and names the feed."""
        return f"{self.origin}/"

    @property
    def feed_url(self) -> str:
        """The Atom feed."""
        return f"{self.origin}/feed.xml"

    @property
    def pages(self) -> tuple[ReplayPage, ...]:
        """All pages that stand on the site, newest first, with their addresses."""
        with self._guard:
            standing = [p for key, p in self._pages.items() if key not in self._withdrawn]
        newest = sorted(standing, key=lambda page: (page.published, page.key), reverse=True)
        return tuple(with_url(page, self.url_of(page.key)) for page in newest)

    def url_of(self, key: str) -> str:
        """The address of a page."""
        return f"{self.origin}/a/{key}.html"

    def page(self, key: str) -> ReplayPage:
        """One page as it stands now. Raises `KeyError` for an unknown key."""
        with self._guard:
            return with_url(self._pages[key], self.url_of(key))

    def set_page(
        self, key: str, html: str | bytes, *, headline: str = "", updated: datetime | None = None
    ) -> None:
        """Replace (or add) the page of this key; its dates in feeds move to `updated` or on."""
        body = html.encode("utf-8") if isinstance(html, str) else html
        with self._guard:
            known = self._pages.get(key)
            if known is None:
                known = ReplayPage(
                    key=key, body=body, headline=headline or key, language="", words=0,
                    published=datetime.now(UTC),
                )  # fmt: skip
            self._pages[key] = replace(
                known,
                body=body,
                headline=headline or known.headline,
                published=updated or datetime.now(UTC),
                charset="utf-8" if isinstance(html, str) else known.charset,
            )
            self._withdrawn.pop(key, None)

    def withdraw(self, key: str) -> None:
        """Take a page back: 410 from now on, and a tombstone in the Atom feed."""
        with self._guard:
            if key not in self._pages:
                raise KeyError(key)
            self._withdrawn[key] = datetime.now(UTC)

    def __enter__(self) -> Self:
        loop = asyncio.new_event_loop()
        self._loop = loop
        self._thread = threading.Thread(target=loop.run_forever, name="replay", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        loop, thread, runner = self._loop, self._thread, self._runner
        if loop is None or thread is None or runner is None:
            return
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        self._loop = self._thread = self._runner = None

    async def _open(self) -> None:
        """Start the server and learn its port."""
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        """Answer and note the request."""
        place = len(self.requests)
        seen = RequestSeen(
            at=time.monotonic(),
            path=request.path_qs,
            user_agent=request.headers.get("User-Agent", ""),
            if_none_match=request.headers.get("If-None-Match", ""),
            status=0,
        )
        self.requests.append(seen)
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        response = await self._answer(request)
        self.requests[place] = replace(seen, status=response.status)
        return response

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        """Choose what stands at a path."""
        path = request.path.removesuffix("/round")
        key = path.removeprefix("/a/").removesuffix(".html") if path.startswith("/a/") else ""
        if key and (key not in self._pages or key in self._withdrawn):
            gone = key in self._withdrawn
            return web.Response(status=410 if gone else 404, text="Gone." if gone else "Not found.")
        document = self._page_document(key) if key else self._list_document(path)
        if document is None:
            return web.Response(status=404, text="Not found.")
        body, media_type, changed = document
        fault = self._due_fault(key, path)
        if fault is not None:
            return await faulty_answer(fault, request, body, media_type)
        return _conditional(request, body, media_type, changed)

    def _due_fault(self, key: str, path: str) -> Fault | None:
        """The fault that is due at this path, counted down."""
        name = key if key in self.faults else path
        fault = self.faults.get(name)
        if fault is None or fault.times == 0:
            return fault
        if fault.times == 1:
            del self.faults[name]
        else:
            self.faults[name] = replace(fault, times=fault.times - 1)
        return fault

    def _page_document(self, key: str) -> tuple[bytes, str, datetime]:
        page = self._pages[key]
        charset = f"; charset={page.charset}" if page.charset else ""
        return page.body, page.media_type + charset, page.published

    def _list_document(self, path: str) -> tuple[bytes, str, datetime | None] | None:
        """Feeds, sitemap, front page and the site's files of manners."""
        pages, changed = self.pages, None
        if path == "/robots.txt" and self.robots:
            return self.robots.encode(), "text/plain; charset=utf-8", changed
        if path == "/.well-known/tdmrep.json" and self.tdmrep:
            return self.tdmrep.encode(), "application/json", changed
        if path == "/feed.xml":
            with self._guard:
                stones = {self.url_of(key): when for key, when in self._withdrawn.items()}
            body = atom(pages, self.name, self.feed_url, self.homepage_url, stones)
            return body, "application/atom+xml; charset=utf-8", changed
        if path == "/rss.xml":
            return rss(pages, self.name, self.homepage_url), "application/rss+xml", changed
        if path == "/sitemap.xml":
            return sitemap(pages, self.name), "application/xml", changed
        if path == "/":
            return front_page(pages, self.name), "text/html; charset=utf-8", changed
        return None


def _conditional(
    request: web.Request, body: bytes, media_type: str, changed: datetime | None
) -> web.Response:
    """The document, or 304 when the reader has it."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"ETag": etag, "Content-Type": media_type}
    if changed is not None:
        headers["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers={"ETag": etag})
    since = request.headers.get("If-Modified-Since")
    if "If-None-Match" not in request.headers and since and since == headers.get("Last-Modified"):
        return web.Response(status=304, headers={"ETag": etag})
    return web.Response(body=body, headers=headers)


def publisher_of(folder: Path, *, language: str = "por", port: int = 0) -> ReplayPublisher:
    """The publisher for a data folder, told by the files in it. Raises `SystemExit` for others."""
    if (folder / "expected.json").is_file():
        return ReplayPublisher.from_fundus(folder, port=port)
    if (folder / "ground-truth.json").is_file():
        return ReplayPublisher.from_extraction_benchmark(folder, port=port)
    if (folder / f"{language}.tsv").is_file():
        return ReplayPublisher.from_ntrex(folder, language=language, port=port)
    raise SystemExit(
        f"{folder} holds no expected.json (fundus), ground-truth.json (extraction benchmark) or "
        f"{language}.tsv (ntrex): give one of these folders"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve a data folder until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bench.replay", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="fundus, extraction or ntrex folder"
    )
    parser.add_argument("--port", type=int, default=8700, help="port on loopback, 0 for a free one")
    parser.add_argument("--language", default="por", help="language file of an ntrex folder")
    parser.add_argument("--seconds", type=float, default=0.0, help="end by itself after this time")
    options = parser.parse_args(arguments)
    with publisher_of(options.data, language=options.language, port=options.port) as publisher:
        print(f"{len(publisher.pages)} pages at {publisher.homepage_url}", flush=True)
        print(f"feed at {publisher.feed_url}", flush=True)
        try:
            threading.Event().wait(options.seconds or None)
        except KeyboardInterrupt:
            print("ended", flush=True)


if __name__ == "__main__":
    main()
