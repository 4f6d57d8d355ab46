"""robots.txt, pauses, pleas to stay away and reservations, as the client keeps them."""

from __future__ import annotations

import threading
import time
from itertools import pairwise

import pytest

from dragoman.capture import Fetched, FetchRequest
from dragoman.records import Miss, MissKind
from fakes_capture import (
    NOW,
    PAGE,
    SILENT,
    FakeClock,
    RawServer,
    Reply,
    answer,
    fetch_once,
    local_fetcher,
    redirect,
)


def test_a_redirect_that_another_sites_robots_forbid_is_not_followed() -> None:
    with RawServer(
        {"/robots.txt": answer(b"User-agent: *\nDisallow: /", kind="text/plain")}
    ) as far:
        outcome = fetch_once({"/": redirect(f"{far.origin}/x")})
        assert isinstance(outcome, Miss)
        assert outcome.kind is MissKind.REFUSED
        assert "/x" not in far.paths


ROBOTS = (
    b"User-agent: dragoman\nDisallow: /private\nCrawl-delay: 0.2\n\nUser-agent: *\nDisallow: /\n"
)


def test_robots_are_asked_once_and_obeyed() -> None:
    replies: dict[str, Reply] = {
        "/robots.txt": answer(ROBOTS, kind="text/plain"),
        "/open": answer(),
        "/private/x": answer(),
    }
    with RawServer(replies) as server, local_fetcher() as fetcher:
        opened = fetcher.fetch(FetchRequest(url=server.origin + "/open"))
        closed = fetcher.fetch(FetchRequest(url=server.origin + "/private/x"))
        facts = fetcher.facts(server.origin + "/private/x")
        paths = server.paths
    assert isinstance(opened, Fetched)
    assert isinstance(closed, Miss)
    assert closed.kind is MissKind.REFUSED
    assert "robots.txt" in closed.reason
    assert paths.count("/robots.txt") == 1
    assert "/private/x" not in paths
    assert facts.robots_allowed is False
    assert facts.crawl_delay == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (answer(b"", status="404 Not Found"), None),
        (answer(b"", status="403 Forbidden"), None),
        (answer(b"\x00\xff" * 600_000, kind="image/png"), None),
        (answer(b"<html>no rules here</html>"), None),
        (redirect("/robots.txt"), None),
        (answer(b"", status="500 Fault"), MissKind.SERVER_ERROR),
        (answer(b"", "Retry-After: 60", status="429 Slow down"), MissKind.SERVER_ERROR),
        (b"", MissKind.UNREACHABLE),
        (SILENT, MissKind.TOO_SLOW),
    ],
)
def test_a_missing_robots_file_opens_and_a_failing_one_closes(
    reply: Reply, kind: MissKind | None
) -> None:
    outcome = fetch_once({"/robots.txt": reply, "/": answer()}, timeout_s=0.5)
    if kind is None:
        assert isinstance(outcome, Fetched), outcome
    else:
        assert isinstance(outcome, Miss)
        assert outcome.kind is kind
        assert "robots.txt" in outcome.reason or "stay away" in outcome.reason


def test_requests_to_one_site_keep_the_pause_whoever_asks() -> None:
    replies: dict[str, Reply] = {f"/{n}": answer() for n in range(4)}
    with RawServer(replies) as server, local_fetcher(delay_s=0.15) as fetcher:
        requests = [FetchRequest(url=f"{server.origin}/{n}") for n in range(4)]
        threads = [threading.Thread(target=fetcher.fetch, args=(one,)) for one in requests]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        times = [at for at, path in zip(server.at, server.paths, strict=True) if path[1:].isdigit()]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(gaps) == 3
    assert min(gaps) >= 0.14


def test_a_slow_site_does_not_hold_up_another() -> None:
    replies: dict[str, Reply] = {"/": answer()}
    with (
        RawServer({"/": SILENT}) as slow,
        RawServer(replies) as quick,
        local_fetcher(timeout_s=1.5) as fetcher,
    ):
        waiting = threading.Thread(
            target=fetcher.fetch, args=(FetchRequest(url=slow.origin + "/"),)
        )
        waiting.start()
        started = time.monotonic()
        outcome = fetcher.fetch(FetchRequest(url=quick.origin + "/"))
        spent = time.monotonic() - started
        waiting.join()
    assert isinstance(outcome, Fetched)
    assert spent < 1


def test_a_plea_to_stay_away_is_kept_until_its_time() -> None:
    clock = FakeClock()
    replies: dict[str, Reply] = {
        "/a": answer(b"", "Retry-After: 120", status="503 Busy"),
        "/b": answer(),
    }
    with RawServer(replies) as server, local_fetcher(clock=clock) as fetcher:
        first = fetcher.fetch(FetchRequest(url=server.origin + "/a"))
        second = fetcher.fetch(FetchRequest(url=server.origin + "/b"))
        asked = list(server.paths)
        clock.advance(seconds=121)
        third = fetcher.fetch(FetchRequest(url=server.origin + "/b"))
    assert isinstance(first, Miss)
    assert isinstance(second, Miss)
    assert first.retry_at == second.retry_at
    assert first.retry_at is not None
    assert (first.retry_at - NOW).total_seconds() == 120
    assert "/b" not in asked
    assert isinstance(third, Fetched)


def test_reservations_of_mining_are_read_from_headers_and_from_the_file() -> None:
    rules = b'[{"location": "/paid/", "tdm-reservation": 1, "tdm-policy": "https://x.example/p"}]'
    replies: dict[str, Reply] = {
        "/.well-known/tdmrep.json": answer(rules, kind="application/json"),
        "/paid/a": answer(),
        "/free/a": answer(),
        "/paid/b": answer(PAGE, "tdm-reservation: 0"),
        "/free/b": answer(PAGE, "TDM-Reservation: 1"),
    }
    said = {}
    with RawServer(replies) as server, local_fetcher() as fetcher:
        for path in ("/paid/a", "/free/a", "/paid/b", "/free/b"):
            outcome = fetcher.fetch(FetchRequest(url=server.origin + path))
            assert isinstance(outcome, Fetched)
            said[path] = (outcome.capture.tdm_reserved, outcome.capture.tdm_policy)
        facts = fetcher.facts(server.origin + "/paid/z")
    assert said == {
        "/paid/a": (True, "https://x.example/p"),
        "/free/a": (None, ""),
        "/paid/b": (False, ""),
        "/free/b": (True, ""),
    }
    assert (facts.tdm_reserved, facts.tdm_policy) == (True, "https://x.example/p")
