"""The pairs of an engine that must be asked for them, remembered once they are known."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Lock

from dragoman.records import EnginePair
from dragoman.translation.engines.remote import RemoteError

AGAIN_S = 60.0
"""Seconds after which a server that could not be reached is asked again."""


class Catalogue:
    """What a server said it translates. Thread-safe; `ask` raises `RemoteError` when it is away.

    What it said is remembered while it is away; at most every `again_s` seconds it is asked anew.
    """

    def __init__(
        self, ask: Callable[[], Sequence[EnginePair]], *, again_s: float = AGAIN_S
    ) -> None:
        self._ask, self._again_s = ask, again_s
        self._pairs: tuple[EnginePair, ...] = ()
        self._trouble = "was not asked yet"
        self._due = float("-inf")
        self._lock = Lock()

    def pairs(self) -> tuple[EnginePair, ...]:
        """The pairs, as last heard; none if the server never said."""
        with self._lock:
            self._look()
            return self._pairs

    def trouble(self) -> str:
        """Why the server cannot be used now, in one line; "" when it can."""
        with self._lock:
            self._look()
            return self._trouble

    def lose(self, error: RemoteError) -> None:
        """Note that the server was found away; it is asked anew before it is used again."""
        with self._lock:
            self._trouble = str(error)
            self._due = time.monotonic() + self._again_s

    def _look(self) -> None:
        """Ask the server where it is in trouble and long enough has passed (the lock is held)."""
        if not self._trouble or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + self._again_s
        try:
            self._pairs = tuple(self._ask())
            self._trouble = "" if self._pairs else "names no pair of languages"
        except RemoteError as error:
            self._trouble = str(error)

    def find(self, source: str, target: str) -> EnginePair | None:
        """The pair of that name."""
        for pair in self.pairs():
            if (pair.source, pair.target) == (source, target):
                return pair
        return None
