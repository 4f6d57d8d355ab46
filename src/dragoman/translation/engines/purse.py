"""What an engine that costs money may spend in a day, kept across restarts and processes."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import IO


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The most that may be spent in one day: tokens, and money in the provider's currency.

    0 money is no cap. Prices are for a million tokens, asked and answered.
    """

    tokens: int
    money: float = 0.0
    price_asked: float = 0.0
    price_answered: float = 0.0

    def cost(self, asked: int, answered: int) -> float:
        """The price of so many tokens, in the provider's currency."""
        return (asked * self.price_asked + answered * self.price_answered) / 1e6


@dataclass(slots=True)
class Spent:
    """What was spent on one day."""

    tokens: int = 0
    money: float = 0.0


class Purse:
    """Counts what is spent against the day's caps. Thread-safe, and safe between processes.

    `path` is the file that the count is kept in (None: in memory only); `today` tells the day.
    A file that cannot be read counts as an empty purse: rather no translation than an endless bill.
    """

    def __init__(self, caps: Caps, today: Callable[[], date], path: Path | None = None) -> None:
        self._caps, self._today, self._path = caps, today, path
        self._kept: dict[str, Spent] = {}
        self._lock = Lock()

    def reserve(self, asked: int, answered: int) -> str:
        """Set aside the most that a question can cost. Gives "" or why the purse says no."""
        with self._counting() as spent:
            if spent is None:
                return f"the count of what was spent cannot be read: {self._path}"
            reason = self._reason(spent, asked, answered)
            if not reason:
                self._add(spent, asked, answered)
            return reason

    def settle(self, reserved: tuple[int, int], used: tuple[int, int]) -> None:
        """Put back what was set aside and take what a question has really cost."""
        with self._counting() as spent:
            if spent is not None:
                self._add(spent, -reserved[0], -reserved[1])
                self._add(spent, *used)

    def trouble(self) -> str:
        """Why nothing can be spent just now; "" while something is left."""
        with self._counting() as spent:
            if spent is None:
                return f"the count of what was spent cannot be read: {self._path}"
            return self._reason(spent, 1, 0)

    def _reason(self, spent: Spent, asked: int, answered: int) -> str:
        """Why so much more cannot be spent today."""
        if spent.tokens + asked + answered > self._caps.tokens:
            return f"the day's {self._caps.tokens} tokens are used up (tokens_per_day)"
        cost = spent.money + self._caps.cost(asked, answered)
        if self._caps.money and cost > self._caps.money:
            return f"the day's {self._caps.money:g} of money is spent (money_per_day)"
        return ""

    def _add(self, spent: Spent, asked: int, answered: int) -> None:
        spent.tokens += asked + answered
        spent.money += self._caps.cost(asked, answered)

    @contextmanager
    def _counting(self) -> Iterator[Spent | None]:
        """Today's count, written back at the end; None where it cannot be read."""
        day = self._today().isoformat()
        with self._lock:
            if self._path is None:
                self._kept = {day: self._kept.get(day, Spent())}
                yield self._kept[day]
                return
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                file = self._path.open("a+", encoding="utf-8")
            except OSError:
                yield None
                return
            with file:
                fcntl.flock(file, fcntl.LOCK_EX)
                spent = _read(file, day)
                yield spent
                if spent is not None:
                    file.seek(0)
                    file.truncate()
                    file.write(json.dumps({day: [spent.tokens, spent.money]}))


def _read(file: IO[str], day: str) -> Spent | None:
    """The day's count in an open file; None for what is no count."""
    file.seek(0)
    text = file.read()
    if not text.strip():
        return Spent()
    try:
        tokens, money = json.loads(text).get(day, (0, 0.0))
        return Spent(int(tokens), float(money))
    except (ValueError, TypeError, AttributeError):
        return None
