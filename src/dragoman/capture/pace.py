"""One request at a time and a pause after each, per origin."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from dragoman.capture.exchange import Failure
from dragoman.capture.robots import RobotsRules
from dragoman.capture.tdm import TdmRule

_MANY_LANES = 5000  # origins remembered before idle ones are let go


class Lane:
    """What is remembered about one origin. Holding `lock` is holding the only request to it.

    `free_at` and `good_until` are monotonic seconds, `rests_until` is wall-clock time. `failure`
    says why robots.txt could not be had, if it could not.
    """

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.free_at = float("-inf")
        self.good_until = float("-inf")
        self.rests_until: datetime | None = None
        self.robots: RobotsRules | None = None
        self.failure: Failure | None = None
        self.tdm_rules: tuple[TdmRule, ...] = ()

    async def wait(self, monotonic: Callable[[], float]) -> None:
        """Wait until the pause after the last request is over; hold `lock` meanwhile."""
        pause = self.free_at - monotonic()
        if pause > 0:
            await asyncio.sleep(pause)

    def leave(self, monotonic: Callable[[], float], delay_s: float) -> None:
        """Begin the pause that the next request has to wait for."""
        asked = self.robots.delay if self.robots else None
        self.free_at = monotonic() + max(delay_s, asked or 0.0)


class Lanes:
    """The lanes of all origins that were asked lately."""

    def __init__(self) -> None:
        self._lanes: dict[str, Lane] = {}

    def lane(self, origin: str, now: float) -> Lane:
        """The lane of an origin; `now` is monotonic seconds."""
        if origin not in self._lanes and len(self._lanes) >= _MANY_LANES:
            self._lanes = {
                name: lane
                for name, lane in self._lanes.items()
                if lane.lock.locked() or lane.free_at > now
            }
        return self._lanes.setdefault(origin, Lane())
