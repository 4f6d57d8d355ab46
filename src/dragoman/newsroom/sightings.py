"""From a listing to the articles it names: what is new, what changed, what was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dragoman.capture import Fetched
from dragoman.newsroom.opening import Newsroom
from dragoman.publishers import article_slug, read_listing
from dragoman.records import Capture, Listing, ListingStanding, Miss, MissKind, Publisher, Sighting

# A listing that fails is asked again after 1, 2, 4 ... polls, at most once a day.
LONGEST_PAUSE = timedelta(days=1)


def listing_standing(room: Newsroom, publisher: Publisher, listing: Listing) -> ListingStanding:
    """Where a listing stands; a fresh standing for one never polled."""
    known = room.store.listings.standing(listing.url)
    return known or ListingStanding(url=listing.url, publisher=publisher.slug)


def next_poll(room: Newsroom, failures: int, now: datetime) -> datetime:
    """When to ask again: the set interval, doubled for each failure in a row."""
    pause = timedelta(minutes=room.settings.work.poll_minutes)
    factor: int = 2 ** min(failures, 10)
    return now + min(pause * factor, max(LONGEST_PAUSE, pause))


def keep_missed_poll(room: Newsroom, standing: ListingStanding, miss: Miss) -> None:
    """Note a poll that gave nothing new, with its reason."""
    unchanged = miss.kind is MissKind.UNCHANGED
    failures = 0 if unchanged else standing.failures + 1
    due = next_poll(room, failures, miss.at)
    if miss.retry_at is not None:
        due = max(due, miss.retry_at)
    room.store.listings.keep(
        replace(
            standing,
            polled_at=miss.at,
            next_poll_at=due,
            outcome="unchanged" if unchanged else miss.reason,
            failures=failures,
        )
    )


def keep_sightings(
    room: Newsroom,
    publisher: Publisher,
    listing: Listing,
    standing: ListingStanding,
    fetched: Fetched,
) -> tuple[tuple[str, ...], tuple[Listing, ...]]:
    """Read a listing and note all it names, in one transaction.

    Gives the ids of articles with something to do, and the listings that this one names (a
    sitemap index names sitemaps).

    The listing's ETag is kept in the same transaction as its sightings, so that a kill between
    the two can never make the next poll answer "unchanged" for sightings that were lost.
    """
    now, capture = room.clock.now(), fetched.capture
    reading = read_listing(
        fetched.body,
        listing=listing,
        publisher=publisher.slug,
        base_url=capture.final_url,
        media_type=content_type(capture),
        now=now,
    )
    with room.store.begin():
        found = [note_sighting(room, publisher, sighting, now) for sighting in reading.sightings]
        room.store.listings.keep(
            replace(
                standing,
                polled_at=now,
                next_poll_at=next_poll(room, 0 if reading.sightings or reading.further else 1, now),
                etag=capture.etag,
                last_modified=capture.last_modified,
                body_sha256=capture.body_sha256,
                outcome="; ".join(reading.problems) or f"{len(reading.sightings)} entries",
                failures=0,
                entries=len(reading.sightings),
            )
        )
    return tuple(dict.fromkeys(article for article in found if article)), reading.further


def content_type(capture: Capture) -> str:
    """Media type and charset as the server declared them."""
    return (
        f"{capture.media_type}; charset={capture.charset}"
        if capture.charset
        else (capture.media_type)
    )


def note_sighting(
    room: Newsroom, publisher: Publisher, sighting: Sighting, now: datetime
) -> str | None:
    """Note one sighting; the article's id when there is something to do about it."""
    articles = room.store.articles
    if sighting.withdrawn:
        known = articles.known(publisher.slug, sighting.url, sighting.guid)
        if known is None or known.sighting.withdrawn:
            return None
        articles.keep_standing(
            replace(
                known,
                sighting=replace(known.sighting, withdrawn=True),
                next_try_at=now,
                changed_at=now,
            )
        )
        return known.article
    day = (sighting.published_hint or now).strftime("%Y-%m-%d")
    name = article_slug(sighting.headline_hint, sighting.url)
    standing, is_new = articles.see(sighting, f"{publisher.slug}/{day}/{name}")
    if is_new or asks_for_another_look(standing.sighting, sighting):
        articles.keep_standing(
            replace(standing, sighting=sighting, next_try_at=now, changed_at=now)
        )
        return standing.article
    return None


def asks_for_another_look(before: Sighting, after: Sighting) -> bool:
    """True when the listing says that an article it named before has changed."""
    if before.withdrawn:
        return True  # it was taken back and stands there again
    if after.updated_hint is not None and after.updated_hint != before.updated_hint:
        return True
    return before.listing == after.listing and before.headline_hint != after.headline_hint
