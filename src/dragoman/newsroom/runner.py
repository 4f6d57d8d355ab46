"""Who carries the articles: the contract of a runner, and the inline one.

A runner is given article ids and carries each along the path, several at once, none waiting for
another. What was written down decides what is left to do, so a runner may forget everything.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

import structlog

from dragoman.newsroom.opening import Newsroom
from dragoman.newsroom.pipeline import carry
from dragoman.records import ArticleStanding

log = structlog.get_logger("dragoman")

# Two hands for each engine process: while one article is with the engine, another is fetched,
# read, checked or printed.
HANDS_PER_CORE = 2


class Runner(Protocol):
    """Carries articles. `start` is cheap and does nothing for an article that is under way."""

    def start(self, article_id: str) -> None:
        """Put an article in work."""
        ...

    def wait(self) -> None:
        """Return when nothing is in work any more."""
        ...

    def in_work(self) -> int:
        """How many articles are in work or wait for a free hand."""
        ...

    def close(self) -> None:
        """Finish what is under way and let the hands go."""
        ...


class Hands:
    """A pool of threads that carries each article once at a time; what both runners share."""

    def __init__(self, carry_one: Callable[[str], None], workers: int) -> None:
        """`carry_one` carries the article of the given id; `workers` 0 means two for each core."""
        hands = workers or HANDS_PER_CORE * (os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(hands, thread_name_prefix="hand")
        self._carry_one = carry_one
        self._under_way: set[str] = set()
        self._again: set[str] = set()
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)

    def start(self, article_id: str) -> None:
        """Put an article in work; one under way is carried once more when it is done."""
        with self._lock:
            if article_id in self._under_way:
                self._again.add(article_id)
                return
            self._under_way.add(article_id)
        self._submit(article_id)

    def wait(self) -> None:
        """Return when nothing is in work any more."""
        with self._idle:
            self._idle.wait_for(lambda: not self._under_way)

    def in_work(self) -> int:
        """How many articles are in work or wait for a free hand."""
        with self._lock:
            return len(self._under_way)

    def close(self) -> None:
        """Finish what is under way; what has not begun is left to the next run."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, article_id: str) -> None:
        future = self._pool.submit(self._carry_one, article_id)
        future.add_done_callback(lambda done: self._finished(article_id, done))

    def _finished(self, article_id: str, done: Future[None]) -> None:
        """Note that an article was put down, and take it up again if that was asked meanwhile."""
        with self._idle:
            again = article_id in self._again and not done.cancelled()
            self._again.discard(article_id)
            if not again:
                self._under_way.discard(article_id)
                self._idle.notify_all()
        if again:
            self._submit(article_id)
        # Last, so that a log that cannot be written leaves nobody waiting.
        if not done.cancelled() and (error := done.exception()) is not None:
            log.error("an article was dropped", article=article_id, exc_info=error)


class InlineRunner(Hands):
    """Carries articles in threads of this process and remembers nothing: for tests and demos."""

    def __init__(self, room: Newsroom, workers: int = 0) -> None:
        """A runner for an open newsroom."""
        super().__init__(lambda article_id: carry(room, article_id), workers)


def work_id(standing: ArticleStanding) -> str:
    """A name for one piece of work on an article: the same state gives the same name.

    The durable engine never runs a finished or failed name again, so the moment at which the
    standing last changed is part of it.
    """
    return f"{standing.article}@{standing.version}.{standing.attempts}.{standing.changed_at:%s%f}"
