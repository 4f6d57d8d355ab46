"""What a newsroom does and when: one round for `run --once`, or rounds without end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from dragoman.edition import remove_strays
from dragoman.newsroom import press
from dragoman.newsroom.decisions import carry_out_open_decisions
from dragoman.newsroom.lock import NewsroomLock
from dragoman.newsroom.opening import Newsroom
from dragoman.newsroom.pipeline import languages_in_work, poll
from dragoman.newsroom.runner import InlineRunner, Runner
from dragoman.newsroom.wording import prune_memory
from dragoman.records import Listing, Publisher

log = structlog.get_logger("dragoman")

# Listings polled at once; hosts are asked one request at a time by the fetcher.
POLLS_AT_ONCE = 8
# Articles taken up in one sweep: a bound on memory, the next sweep takes the rest.
SWEEP = 1000
# Decisions are looked for, and lists rewritten, once a second.
BEAT_S = 1.0
# A round looks up this often, and writes the lists, which cost as much as a page each, at every
# thirtieth look: the first at once, then no reader waits longer than three seconds.
LOOK_S, LISTS_EVERY = 0.1, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a round has come: listings polled of all, articles still in work."""

    polled: int
    listings: int
    in_work: int


@contextmanager
def working(room: Newsroom) -> Iterator[Runner]:
    """Hold the newsroom and give a runner; the site is tidied first and brought up to date last.

    Termbases are read first of all, so that a mistake in one stops the newsroom and no article.
    """
    room.wording.load()
    with NewsroomLock(room.folder):
        room.site.mkdir(parents=True, exist_ok=True)
        remove_strays(room.site)
        press.write_unwritten(room)
        press.write_house(room)
        prune_memory(room.store, room.settings.memory, room.clock)
        runner = make_runner(room)
        try:
            yield runner
        finally:
            runner.close()
            press.write_unwritten(room)
            press.write_stale_lists(room)


def make_runner(room: Newsroom) -> Runner:
    """The runner that the settings name. The durable one is imported only when wanted."""
    work = room.settings.work
    if work.runner == "inline":
        return InlineRunner(room, work.workers)
    from dragoman.newsroom.dbos_runner import DbosRunner

    return DbosRunner(room, work.workers)


def run_once(room: Newsroom, watch: Callable[[Progress], None] | None = None) -> None:
    """One round: decisions, every listing, all that is due, until nothing is left to do now.

    Articles are carried as they are found; no step waits for another article. `watch` is told
    how far the round has come, a few times a second.
    """
    with working(room) as runner:
        carry_out_open_decisions(room)
        round_of_work(room, runner, watch)


def round_of_work(
    room: Newsroom, runner: Runner, watch: Callable[[Progress], None] | None = None
) -> None:
    """Poll every listing and sweep up everything else that is due; return when it is done."""
    listings = followed_listings(room)
    polled, looks = 0, LISTS_EVERY
    sweep(room, runner)
    with ThreadPoolExecutor(POLLS_AT_ONCE, thread_name_prefix="poll") as pool:
        polls = [pool.submit(_poll, room, runner, *listing) for listing in listings]
        while polled < len(listings) or runner.in_work():
            polled = sum(done.done() for done in polls)
            if watch:
                watch(Progress(polled=polled, listings=len(listings), in_work=runner.in_work()))
            threading.Event().wait(LOOK_S)
            looks += 1
            if room.stale_lists and looks >= LISTS_EVERY:
                press.write_stale_lists(room)
                looks = 0
    for done in polls:
        done.result()
    runner.wait()
    press.write_unwritten(room)
    press.write_stale_lists(room)


def run_for_ever(room: Newsroom, runner: Runner, stop: threading.Event) -> None:
    """Beat after beat until `stop`: decisions, listings that are due, articles that are due."""
    under_way: dict[str, Future[None]] = {}
    pruned_on = room.clock.now().date()
    with ThreadPoolExecutor(POLLS_AT_ONCE, thread_name_prefix="poll") as pool:
        while not stop.wait(BEAT_S):
            carry_out_open_decisions(room)
            for publisher, listing in followed_listings(room):
                if is_listing_due(room, listing) and listing.url not in under_way:
                    under_way[listing.url] = pool.submit(_poll, room, runner, publisher, listing)
            under_way = {url: poll for url, poll in under_way.items() if not poll.done()}
            sweep(room, runner)
            press.write_stale_lists(room)
            if room.clock.now().date() != pruned_on:
                pruned_on = room.clock.now().date()
                prune_memory(room.store, room.settings.memory, room.clock)


def is_listing_due(room: Newsroom, listing: Listing) -> bool:
    """True for a listing that was never polled, or whose next poll has come."""
    standing = room.store.listings.standing(listing.url)
    if standing is None or standing.next_poll_at is None:
        return True
    return standing.next_poll_at <= room.clock.now()


def followed_listings(room: Newsroom) -> list[tuple[Publisher, Listing]]:
    """Every listing of every publisher that is not paused."""
    return [
        (publisher, listing)
        for publisher in room.store.publishers.all()
        if not publisher.is_paused
        for listing in publisher.listings
    ]


def sweep(room: Newsroom, runner: Runner) -> None:
    """Put in work what is due: sighted and not fetched, to be looked at again, left half done."""
    now = room.clock.now()
    due = [standing.article for standing in room.store.articles.due(now, SWEEP)]
    unfinished = [edition.article for edition in room.store.articles.unfinished_editions(SWEEP)]
    due += [article for article in unfinished if languages_in_work(room, article)]
    for article in dict.fromkeys(due):
        runner.start(article)


def _poll(room: Newsroom, runner: Runner, publisher: Publisher, listing: Listing) -> None:
    """Poll one listing and put in work what it names; a listing fails alone."""
    try:
        for article in poll(room, publisher, listing):
            runner.start(article)
    except Exception as error:
        log.error("a listing could not be polled", listing=listing.url, exc_info=error)
