"""The replay publisher serves what it was given, changes, and fails on demand."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fakes_capture import local_fetcher

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.replay import Fault, ReplayPublisher, publisher_of
from bench.replay_pages import ReplayPage, article_page
from dragoman.capture import Fetched, Fetcher, FetchRequest
from dragoman.publishers import ListingReading, discover_listings, read_listing
from dragoman.records import Listing, Miss, MissKind

MORNING = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 1, tzinfo=UTC)


def two_pages() -> list[ReplayPage]:
    return [
        article_page(
            key=key, headline=f"Headline <{key}> & more", paragraphs=["One. Two.", "Three."],
            language="en", published=MORNING,
        )
        for key in ("bridge", "tunnel")
    ]  # fmt: skip


def listing(fetcher: Fetcher, url: str) -> ListingReading:
    fetched = fetcher.fetch(FetchRequest(url=url, accept="listing"))
    assert isinstance(fetched, Fetched), fetched
    return read_listing(
        fetched.body, listing=Listing(url=url), publisher="r", base_url=url,
        media_type=fetched.capture.media_type, now=LATER,
    )  # fmt: skip


def test_every_list_names_every_page_and_the_pages_are_there() -> None:
    with ReplayPublisher(two_pages()) as replay, local_fetcher() as fetcher:
        expected = {page.url for page in replay.pages}
        for path in ("feed.xml", "rss.xml", "sitemap.xml"):
            reading = listing(fetcher, f"{replay.origin}/{path}")
            assert {sighting.url for sighting in reading.sightings} == expected
            assert reading.sightings[0].headline_hint.endswith("& more")
            assert reading.problems == ()
        front = fetcher.fetch(FetchRequest(url=replay.homepage_url))
        assert isinstance(front, Fetched)
        found = discover_listings(front.body, replay.homepage_url)
        assert [one.url for one in found.listings] == [replay.feed_url]
        for page in replay.pages:
            fetched = fetcher.fetch(FetchRequest(url=page.url))
            assert isinstance(fetched, Fetched)
            assert fetched.body == page.body


def test_an_unchanged_page_answers_304_and_a_changed_one_does_not() -> None:
    with ReplayPublisher(two_pages()) as replay, local_fetcher() as fetcher:
        url = replay.url_of("bridge")
        first = fetcher.fetch(FetchRequest(url=url))
        assert isinstance(first, Fetched)
        again = FetchRequest(url=url, etag=first.capture.etag)
        unchanged = fetcher.fetch(again)
        replay.set_page("bridge", "<html><body>New</body></html>", updated=LATER)
        changed = fetcher.fetch(again)
        reading = listing(fetcher, replay.feed_url)
    assert isinstance(unchanged, Miss)
    assert unchanged.kind is MissKind.UNCHANGED
    assert isinstance(changed, Fetched)
    assert b"New" in changed.body
    assert reading.sightings[0].updated_hint == LATER


def test_a_withdrawn_page_is_gone_and_leaves_a_tombstone() -> None:
    with ReplayPublisher(two_pages()) as replay, local_fetcher() as fetcher:
        replay.withdraw("bridge")
        gone = fetcher.fetch(FetchRequest(url=replay.url_of("bridge")))
        reading = listing(fetcher, replay.feed_url)
        assert len(replay.pages) == 1
    assert isinstance(gone, Miss)
    assert gone.status == 410
    assert [s.url for s in reading.sightings if s.withdrawn] == [replay.url_of("bridge")]


FAULTS = [
    (Fault(status=500), MissKind.SERVER_ERROR),
    (Fault(status=404), MissKind.GONE),
    (Fault(hang=5), MissKind.TOO_SLOW),
    (Fault(cut=40), MissKind.UNREACHABLE),
    (Fault(redirect_loop=True), MissKind.REDIRECT),
    (Fault(redirect_to="http://10.0.0.1/"), MissKind.REFUSED_ADDRESS),
    (Fault(wrong_type="image/png"), MissKind.WRONG_TYPE),
    (Fault(huge=True), MissKind.TOO_LARGE),
]


@pytest.mark.parametrize(("fault", "kind"), FAULTS)
def test_a_fault_happens_on_demand(fault: Fault, kind: MissKind) -> None:
    with (
        ReplayPublisher(two_pages(), faults={"bridge": fault}) as replay,
        local_fetcher(timeout_s=1.5, max_bytes=2_000_000) as fetcher,
    ):
        outcome = fetcher.fetch(FetchRequest(url=replay.url_of("bridge")))
        other = fetcher.fetch(FetchRequest(url=replay.url_of("tunnel")))
    assert isinstance(outcome, Miss)
    assert outcome.kind is kind, outcome.reason
    assert isinstance(other, Fetched)


def test_a_fault_can_pass_and_the_lies_are_told() -> None:
    faults = {
        "bridge": Fault(status=503, times=1),
        "tunnel": Fault(charset_lie="iso-8859-1"),
        "/rss.xml": Fault(empty=True),
    }
    with ReplayPublisher(two_pages(), faults=faults) as replay, local_fetcher() as fetcher:
        first = fetcher.fetch(FetchRequest(url=replay.url_of("bridge")))
        second = fetcher.fetch(FetchRequest(url=replay.url_of("bridge")))
        lie = fetcher.fetch(FetchRequest(url=replay.url_of("tunnel")))
        empty = fetcher.fetch(FetchRequest(url=f"{replay.origin}/rss.xml", accept="listing"))
        statuses = [seen.status for seen in replay.requests if "/a/bridge" in seen.path]
    assert isinstance(first, Miss)
    assert isinstance(second, Fetched)
    assert isinstance(lie, Fetched)
    assert lie.capture.charset == "iso-8859-1"
    assert isinstance(empty, Fetched)
    assert empty.body == b""
    assert statuses == [503, 200]


def test_its_robots_file_is_obeyed() -> None:
    robots = "User-agent: *\nDisallow: /a/bridge"
    with ReplayPublisher(two_pages(), robots=robots) as replay, local_fetcher() as fetcher:
        outcome = fetcher.fetch(FetchRequest(url=replay.url_of("bridge")))
        assert not any("/a/bridge" in seen.path for seen in replay.requests)
    assert isinstance(outcome, Miss)
    assert outcome.kind is MissKind.REFUSED


@pytest.mark.shared
@pytest.mark.parametrize("name", ["fundus", "article-extraction-benchmark", "ntrex"])
def test_every_stored_page_is_served_as_it_is(name: str, shared_data: Path) -> None:
    with publisher_of(shared_data / "web" / name) as replay, local_fetcher() as fetcher:
        pages = replay.pages
        reading = listing(fetcher, replay.feed_url)
        assert len(reading.sightings) == len(pages) >= 30
        for page in pages[:20]:
            fetched = fetcher.fetch(FetchRequest(url=page.url))
            assert isinstance(fetched, Fetched), fetched
            assert fetched.body == page.body
            assert page.words > 0


def test_a_folder_without_pages_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"expected\.json"):
        publisher_of(tmp_path)
