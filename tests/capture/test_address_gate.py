"""Nothing private is ever dialled: every form of address, in every place that can name one.

A harness that cannot fail proves nothing, so the last tests plant a fetcher without the gate.
"""

from __future__ import annotations

import itertools
import json
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from dragoman.capture import Fetched, Fetcher, FetchRequest
from dragoman.records import Miss, MissKind
from fakes_capture import AGENT, DIALS, NOW, FakeResolver, RawServer, answer, redirect

ENTRANCE = "127.77.0.1"  # the one opened address, so that a server there can redirect
NAMES = {
    "ok.example": ["93.184.215.14"],
    "mixed.test": ["93.184.215.14", "10.0.0.8"],
    "v6only.test": ["::ffff:10.0.0.1"],
    "localhost": ["127.0.0.1"],
    "ip6-localhost": ["::1"],
    "foo.localhost": ["127.0.0.1"],
    "printer.local": ["192.168.1.9"],
    "intranet": ["10.0.0.5"],
    "x.internal": ["10.0.0.6"],
}
REFUSALS = {
    MissKind.REFUSED_ADDRESS, MissKind.BROKEN, MissKind.REDIRECT, MissKind.TOO_SLOW,
}  # fmt: skip
OWN_ROWS = [
    ("http://127.0.0.1/", "refuse"),
    ("http://[::ffff:10.0.0.1]/", "refuse"),
    ("http://mixed.test/", "refuse"),
    ("http://localhost./", "refuse"),
    ("http://ok.example:6379/", "refuse"),
    ("http://ok.example/news", "dial:ok.example"),
]


@pytest.fixture
def resolver() -> Iterator[FakeResolver]:
    fake = FakeResolver(NAMES, silent=("slow.test",))
    yield fake
    fake.release()


def shared_rows(shared_data: Path) -> list[tuple[str, str]]:
    """The rows at hand, and those with escapes also as what the escapes stand for."""
    path = shared_data / "hostile" / "ssrf-urls" / "urls.json"
    rows = [(row["url"], row["expect"]) for row in json.loads(path.read_text(encoding="utf-8"))]
    written = []
    for url, expect in rows:
        if "\\u" in url or "\\t" in url:
            written.append((url.encode("ascii").decode("unicode_escape"), expect))
    return rows + written


def gated(
    resolver: FakeResolver,
    *,
    opened: tuple[str, ...] = (),
) -> Fetcher:
    """A fetcher for which every look at the clock is a long time after the last: no memory."""
    ticks = itertools.count(step=1000)
    return Fetcher(
        user_agent=AGENT, clock=lambda: NOW, allow_private=opened, delay_s=0,
        timeout_s=0.3, resolver=resolver,
        monotonic=lambda: float(next(ticks)),
    )  # fmt: skip


def check_row(outcome: Fetched | Miss, expect: str, dialled: list[str], url: str) -> None:
    assert isinstance(outcome, Miss), url
    if expect == "refuse":
        assert dialled == [], (url, dialled)
        assert outcome.kind in REFUSALS, (url, outcome)
    else:
        allowed = set(NAMES[expect.removeprefix("dial:")])
        assert set(dialled) == allowed, (url, dialled)
    assert len(outcome.reason) > 20


def check_as_source(rows: list[tuple[str, str]], resolver: FakeResolver) -> None:
    with gated(resolver) as fetcher:
        for url, expect in rows:
            with DIALS.watch() as dials:
                outcome = fetcher.fetch(FetchRequest(url=url))
                check_row(outcome, expect, dials.dialled, url)


def check_as_redirect(rows: list[tuple[str, str]], resolver: FakeResolver) -> None:
    codes = ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent")
    with RawServer(host=ENTRANCE) as server, gated(resolver, opened=(f"{ENTRANCE}/32",)) as fetcher:
        for number, (url, expect) in enumerate(rows):
            if url.startswith("//") or not url.isascii():
                continue  # judged by the next hop's own address, which is opened here
            server.replies["/go"] = redirect(url, codes[number % len(codes)])
            with DIALS.watch(ENTRANCE) as dials:
                outcome = fetcher.fetch(FetchRequest(url=f"{server.origin}/go"))
                check_row(outcome, expect, dials.dialled, url)


def test_own_rows_are_refused_as_source(resolver: FakeResolver) -> None:
    check_as_source(OWN_ROWS, resolver)


def test_own_rows_are_refused_as_redirect(resolver: FakeResolver) -> None:
    check_as_redirect(OWN_ROWS, resolver)


@pytest.mark.shared
def test_shared_rows_are_refused_as_source(resolver: FakeResolver, shared_data: Path) -> None:
    rows = shared_rows(shared_data)
    assert len(rows) >= 75
    check_as_source(rows, resolver)


@pytest.mark.shared
def test_shared_rows_are_refused_as_redirect(resolver: FakeResolver, shared_data: Path) -> None:
    check_as_redirect(shared_rows(shared_data), resolver)


@pytest.mark.shared
def test_shared_rows_are_refused_where_robots_txt_redirects(
    resolver: FakeResolver, shared_data: Path
) -> None:
    for url, expect in shared_rows(shared_data):
        if expect != "refuse" or url.startswith("//") or not url.isascii():
            continue
        with (
            RawServer({"/robots.txt": redirect(url)}, host=ENTRANCE) as server,
            gated(resolver, opened=(f"{ENTRANCE}/32",)) as fetcher,
            DIALS.watch(ENTRANCE) as dials,
        ):
            fetcher.fetch(FetchRequest(url=f"{server.origin}/page"))
            assert dials.dialled == [], url


def test_a_name_that_turns_private_between_two_fetches_is_refused() -> None:
    """Rebinding: the name is judged anew at every dial, with nothing remembered."""
    answers = {"turn.example": ["93.184.215.14"]}
    resolver = FakeResolver(answers)
    with gated(resolver) as fetcher:
        for _ in range(20):
            with DIALS.watch() as dials:
                answers["turn.example"] = ["93.184.215.14"]
                fetcher.fetch(FetchRequest(url="http://turn.example/"))
                assert set(dials.dialled) == {"93.184.215.14"}
            with DIALS.watch() as dials:
                answers["turn.example"] = ["127.0.0.1"]
                outcome = fetcher.fetch(FetchRequest(url="http://turn.example/"))
                assert dials.dialled == []
                assert isinstance(outcome, Miss)


def test_a_name_that_turns_private_inside_one_fetch_is_refused() -> None:
    """Public for robots.txt, private for the page itself."""
    calls = iter([["127.77.0.1"], ["127.77.0.1"]] + [["127.0.0.1"]] * 20)
    resolver = FakeResolver({})
    resolver_calls: list[str] = []

    def turning(host: str) -> list[str]:
        resolver_calls.append(host)
        return next(calls)

    with (
        RawServer({"/page": answer()}, host=ENTRANCE) as server,
        gated(resolver, opened=(f"{ENTRANCE}/32",)) as fetcher,
        DIALS.watch(ENTRANCE) as dials,
    ):
        fetcher._resolver = turning
        outcome = fetcher.fetch(FetchRequest(url=f"http://turn.example:{server.port}/page"))
        assert dials.dialled == []
    assert isinstance(outcome, Miss)
    assert outcome.kind is MissKind.REFUSED_ADDRESS
    assert len(resolver_calls) == 3


def test_public_looking_controls_are_dialled() -> None:
    """No false refusals: fifty ordinary addresses are all tried."""
    hosts = [f"site{number}.example" for number in range(50)]
    resolver = FakeResolver(
        {host: [f"{23 + number}.{number}.7.9"] for number, host in enumerate(hosts)}
    )
    with gated(resolver) as fetcher:
        for number, host in enumerate(hosts):
            with DIALS.watch() as dials:
                fetcher.fetch(FetchRequest(url=f"https://{host}/news/{number}.html?id={number}"))
                assert set(dials.dialled) == set(resolver.names[host])


@pytest.mark.shared
def test_a_fetcher_without_the_gate_is_caught(
    resolver: FakeResolver, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.capture.dial.why_refused", lambda *_: "")
    with pytest.raises(AssertionError):
        check_as_source(shared_rows(shared_data), resolver)


def test_a_fetcher_that_trusts_the_standard_library_is_caught(
    resolver: FakeResolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def naive(address: str, _opened: object = ()) -> str:
        return "" if ip_address(address).is_global else "private"

    monkeypatch.setattr("dragoman.capture.dial.why_refused", naive)
    with pytest.raises(AssertionError):
        check_as_source([("http://[64:ff9b::a9fe:a9fe]/", "refuse")], resolver)


def test_the_dial_log_sees_a_connection_that_nobody_judged() -> None:
    expected = pytest.raises(OSError, match="lets nothing out")
    with DIALS.watch() as dials, socket.socket() as sock, expected:
        sock.connect(("127.0.0.1", 9))
    assert dials.dialled == ["127.0.0.1"]
