"""The client against servers that do everything a server can do."""

from __future__ import annotations

import gzip
import hashlib
import resource
import socket
import time
import zlib

import pytest
import zstandard

from dragoman.capture import Fetched, Fetcher, FetchRequest
from dragoman.errors import UsageError
from dragoman.records import Miss, MissKind
from fakes_capture import (
    AGENT,
    NOW,
    PAGE,
    SILENT,
    RawServer,
    Reply,
    answer,
    begun,
    fetch_once,
    local_fetcher,
    redirect,
)

FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>'


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"

OUTCOMES: list[tuple[str, Reply, MissKind]] = [
    ("not found", answer(status="404 Not Found"), MissKind.GONE),
    ("gone", answer(status="410 Gone"), MissKind.GONE),
    ("login", answer(status="401 Unauthorized"), MissKind.REFUSED),
    ("forbidden", answer(status="403 Forbidden"), MissKind.REFUSED),
    ("legal", answer(status="451 Unavailable For Legal Reasons"), MissKind.REFUSED),
    ("teapot", answer(status="418 I'm a teapot"), MissKind.REFUSED),
    ("too many", answer(status="429 Too Many Requests"), MissKind.SERVER_ERROR),
    ("fault", answer(status="500 Internal Server Error"), MissKind.SERVER_ERROR),
    ("busy", answer(status="503 Service Unavailable"), MissKind.SERVER_ERROR),
    ("no content", answer(b"", status="204 No Content"), MissKind.BROKEN),
    ("partial", answer(status="206 Partial Content"), MissKind.BROKEN),
    ("304 unasked", answer(b"", status="304 Not Modified"), MissKind.BROKEN),
    ("odd status", answer(status="799 Odd"), MissKind.BROKEN),
    ("redirect to nowhere", answer(b"", status="302 Found"), MissKind.REDIRECT),
    ("redirect to a script", redirect("javascript:alert(1)"), MissKind.REDIRECT),
    ("redirect to a file", redirect("file:///etc/passwd"), MissKind.REDIRECT),
    ("redirect to itself", redirect("/"), MissKind.REDIRECT),
    ("redirect with a user", redirect("http://me@example.org/"), MissKind.REFUSED_ADDRESS),
    ("redirect to a private address", redirect("http://10.0.0.1/"), MissKind.REFUSED_ADDRESS),
    ("image", answer(b"\x89PNG....", kind="image/png"), MissKind.WRONG_TYPE),
    ("PDF by name", answer(b"%PDF-1.7", kind="application/pdf"), MissKind.WRONG_TYPE),
    ("PDF that says HTML", answer(b"%PDF-1.7 " + b"x" * 99), MissKind.WRONG_TYPE),
    ("ZIP that says HTML", answer(b"PK\x03\x04" + b"x" * 99), MissKind.WRONG_TYPE),
    ("NULs that say HTML", answer(b"ab\x00\x00" * 99), MissKind.WRONG_TYPE),
    ("JSON for a page", answer(b'{"a": 1}', kind="application/json"), MissKind.WRONG_TYPE),
    ("two codings", answer(PAGE, "Content-Encoding: gzip, gzip"), MissKind.BROKEN),
    ("unknown coding", answer(PAGE, "Content-Encoding: br"), MissKind.BROKEN),
    (
        "torn gzip",
        answer(gzip.compress(PAGE, mtime=0)[:-12], "Content-Encoding: gzip"),
        MissKind.BROKEN,
    ),
    ("false zstd", answer(PAGE, "Content-Encoding: zstd"), MissKind.BROKEN),
    ("cut body", answer()[:-10], MissKind.UNREACHABLE),
    ("closed at once", b"", MissKind.UNREACHABLE),
    ("no HTTP", b"SSH-2.0-OpenSSH_9.2\r\n\r\n", MissKind.BROKEN),
    ("bad header", b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\nx", MissKind.BROKEN),
    ("bad chunk", CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n", MissKind.BROKEN),
    ("torn chunks", CHUNKED + b"5\r\nhello\r\n", MissKind.UNREACHABLE),
    ("two lengths", answer(PAGE, "Content-Length: 5"), MissKind.BROKEN),
    ("long header", answer(PAGE, "X-Long: " + "x" * 70_000), MissKind.BROKEN),
    ("many headers", answer(PAGE, *[f"X-{n}: y" for n in range(500)]), MissKind.BROKEN),
    ("huge location", redirect("http://example.org/" + "x" * 100_000), MissKind.BROKEN),
    ("silence", SILENT, MissKind.TOO_SLOW),
    ("slow head", begun(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), MissKind.TOO_SLOW),
    ("slow body", begun(answer(PAGE * 9)[:200], b"x"), MissKind.TOO_SLOW),
    ("endless chunks", begun(CHUNKED, b"1\r\nx\r\n"), MissKind.TOO_SLOW),
    ("announced too large", answer(b"", "X: y").replace(b"Length: 0", b"Length: 99999999"),
     MissKind.TOO_LARGE),
]  # fmt: skip


@pytest.mark.parametrize(("name", "reply", "kind"), OUTCOMES, ids=[row[0] for row in OUTCOMES])
def test_whatever_a_server_does_ends_in_a_stated_miss(
    name: str, reply: Reply, kind: MissKind
) -> None:
    started = time.monotonic()
    outcome = fetch_once({"/": reply}, timeout_s=0.6)
    assert isinstance(outcome, Miss), name
    assert outcome.kind is kind, outcome.reason
    assert outcome.at == NOW
    assert outcome.reason.endswith(".")
    assert "http" in outcome.reason
    assert outcome.reason.isprintable()
    assert len(outcome.reason) > 40
    assert time.monotonic() - started < 3


def test_a_page_comes_home_with_all_that_was_said_about_it() -> None:
    reply = answer(
        PAGE, 'ETag: "v1"', "Last-Modified: Sun, 01 Mar 2026 10:00:00 GMT", "Set-Cookie: a=b",
        "X-Desk: one", kind="text/html; charset=ISO-8859-1",
    )  # fmt: skip
    outcome = fetch_once({"/": reply})
    assert isinstance(outcome, Fetched)
    capture = outcome.capture
    assert outcome.body == PAGE
    assert capture.body_sha256 == hashlib.sha256(PAGE).hexdigest()
    assert (capture.body_size, capture.status) == (len(PAGE), 200)
    assert (capture.media_type, capture.charset) == ("text/html", "iso-8859-1")
    assert (capture.etag, capture.last_modified) == ('"v1"', "Sun, 01 Mar 2026 10:00:00 GMT")
    assert capture.fetched_at == NOW
    assert ("x-desk", "one") in capture.headers
    assert not any(name == "set-cookie" for name, _ in capture.headers)


def test_an_empty_page_is_a_capture_of_nothing() -> None:
    outcome = fetch_once({"/": answer(b"")})
    assert isinstance(outcome, Fetched)
    assert outcome.body == b""


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("gzip", gzip.compress(PAGE[:20], mtime=0) + gzip.compress(PAGE[20:], mtime=0)),
        ("gzip", gzip.compress(PAGE, mtime=0) + b"rubbish"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("zstd", zstandard.compress(PAGE)),
        ("identity", PAGE),
        ("gzip", PAGE),
    ],
)
def test_a_coded_body_is_decoded(coding: str, body: bytes) -> None:
    outcome = fetch_once({"/": answer(body, f"Content-Encoding: {coding}")})
    assert isinstance(outcome, Fetched), outcome
    assert outcome.body == PAGE


def bomb(coding: str) -> bytes:
    """Two hundred megabytes of one letter, packed."""
    piece = b"x" * 1_000_000
    if coding == "zstd":
        packer = zstandard.ZstdCompressor().compressobj()
        return b"".join(packer.compress(piece) for _ in range(200)) + packer.flush()
    squeezer = zlib.compressobj(1, wbits=31 if coding == "gzip" else 15)
    return b"".join(squeezer.compress(piece) for _ in range(200)) + squeezer.flush()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_a_bomb_is_cut_at_the_cap_and_costs_no_memory(coding: str) -> None:
    packed = bomb(coding)
    replies: dict[str, Reply] = {"/": answer(packed, f"Content-Encoding: {coding}")}
    with RawServer(replies) as server, local_fetcher(max_bytes=1_000_000) as fetcher:
        fetcher.fetch(FetchRequest(url=server.origin + "/warm"))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.monotonic()
        outcome = fetcher.fetch(FetchRequest(url=server.origin + "/"))
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert isinstance(outcome, Miss)
    assert outcome.kind is MissKind.TOO_LARGE
    assert grown < 64 * 1024  # kilobytes
    assert time.monotonic() - started < 2


def test_a_bomb_in_a_redirect_or_an_error_is_never_unpacked() -> None:
    packed = gzip.compress(b"x" * 3_000_000)
    moved = answer(packed, "Content-Encoding: gzip", "Location: /page", status="301 Moved")
    outcome = fetch_once({"/": moved, "/page": answer()}, max_bytes=100_000)
    assert isinstance(outcome, Fetched)
    failing = answer(packed, "Content-Encoding: gzip", status="500 Fault")
    missed = fetch_once({"/": failing}, max_bytes=100_000)
    assert isinstance(missed, Miss)
    assert missed.kind is MissKind.SERVER_ERROR


def test_an_unchanged_page_is_not_sent_again() -> None:
    replies: dict[str, Reply] = {"/": answer(b"", 'ETag: "v1"', status="304 Not Modified")}
    with RawServer(replies) as server, local_fetcher() as fetcher:
        request = FetchRequest(url=server.origin + "/", etag='"v1"', last_modified="Sun\r\nX: y")
        outcome = fetcher.fetch(request)
        head = server.heads[-1]
    assert isinstance(outcome, Miss)
    assert outcome.kind is MissKind.UNCHANGED
    assert 'If-None-Match: "v1"' in head
    assert "If-Modified-Since" not in head, "a line break must never reach a header"


def test_we_say_who_we_are_and_carry_nothing_between_sites() -> None:
    replies: dict[str, Reply] = {
        "/": answer(PAGE, "Set-Cookie: track=1; Path=/"),
        "/next": answer(),
    }
    with RawServer(replies) as server, local_fetcher() as fetcher:
        fetcher.fetch(FetchRequest(url=server.origin + "/"))
        fetcher.fetch(FetchRequest(url=server.origin + "/next"))
        heads = list(server.heads)
    assert all(f"User-Agent: {AGENT}" in head for head in heads)
    assert not any("Cookie" in head or "Authorization" in head for head in heads)


def test_redirects_are_followed_and_a_lasting_move_is_said() -> None:
    replies: dict[str, Reply] = {
        "/a": redirect("/b#part", "301 Moved Permanently"),
        "/b": redirect("c", "308 Permanent Redirect"),
        "/c": answer(),
        "/t": redirect("/c", "302 Found"),
    }
    lasting = fetch_once(replies, "/a")
    passing = fetch_once(replies, "/t")
    assert isinstance(lasting, Fetched)
    assert isinstance(passing, Fetched)
    assert lasting.moved_permanently
    assert not passing.moved_permanently
    assert lasting.capture.url.endswith("/a")
    assert lasting.capture.final_url.endswith("/c")


def test_a_loop_and_a_long_chain_end_in_a_redirect_miss() -> None:
    loop = fetch_once({"/a": redirect("/b"), "/b": redirect("/a")}, "/a")
    chain = fetch_once({f"/{n}": redirect(f"/{n + 1}") for n in range(40)}, "/0")
    for outcome, word in ((loop, "loop"), (chain, "more than 5 times")):
        assert isinstance(outcome, Miss)
        assert outcome.kind is MissKind.REDIRECT
        assert word in outcome.reason


@pytest.mark.parametrize(
    ("body", "kind", "accept", "expected"),
    [
        (FEED, "application/rss+xml", "listing", "application/rss+xml"),
        (FEED, "text/plain", "listing", "application/xml"),
        (FEED, "", "listing", "application/xml"),
        (gzip.compress(FEED, mtime=0), "application/gzip", "listing", "application/gzip"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/json", "listing",
         "application/json"),
        (PAGE, "text/html", "listing", "text/html"),
        (PAGE, "application/octet-stream", "page", "text/html"),
        (PAGE, "", "page", "text/html"),
        (b"\xef\xbb\xbf" + PAGE, "text/plain", "page", "text/html"),
        (b"%PDF-1.7", "application/pdf", "any", "application/pdf"),
        (b"<p>A page without a head", "text/html", "page", "text/html"),
    ],
)  # fmt: skip
def test_welcome_documents_are_kept_with_their_true_type(
    body: bytes, kind: str, accept: str, expected: str
) -> None:
    outcome = fetch_once({"/": answer(body, kind=kind)}, accept=accept)
    assert isinstance(outcome, Fetched), outcome
    assert outcome.capture.media_type == expected


def test_nobody_listening_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with local_fetcher() as fetcher:
        outcome = fetcher.fetch(FetchRequest(url=f"http://127.0.0.1:{port}/"))
    assert isinstance(outcome, Miss)
    assert outcome.kind is MissKind.UNREACHABLE
    assert outcome.may_pass


def test_a_server_without_tls_is_unreachable_over_https() -> None:
    with RawServer({"/": answer()}) as server, local_fetcher(timeout_s=0.8) as fetcher:
        outcome = fetcher.fetch(FetchRequest(url=f"https://127.0.0.1:{server.port}/"))
    assert isinstance(outcome, Miss)
    assert outcome.kind in (MissKind.UNREACHABLE, MissKind.TOO_SLOW)


def test_a_closed_fetcher_says_so_and_closes_twice() -> None:
    fetcher = local_fetcher()
    fetcher.close()
    fetcher.close()
    with pytest.raises(UsageError, match="closed"):
        fetcher.fetch(FetchRequest(url="https://example.org/"))


@pytest.mark.parametrize("agent", ["", "line\nbreak", "drägoman"])
def test_a_user_agent_that_cannot_be_sent_is_a_usage_error(agent: str) -> None:
    with pytest.raises(UsageError, match="user_agent"):
        Fetcher(user_agent=agent, clock=lambda: NOW)
