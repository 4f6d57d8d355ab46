"""A crew of child processes that share the sentences of all callers.

Sentences wait for at most LINGER_S for others to be batched with. A free rower takes its share of
those that wait, a few of every caller in turn, so that a long article does not keep a short one
waiting; results go back to their callers in order. When a rower dies or hangs it is replaced, and
its batch is tried once more, unit by unit, so that only the unit at fault is lost.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from dragoman.records import EngineResult, EngineUnit
from dragoman.translation.engines.child import Child, ChildFailedError
from dragoman.translation.engines.student.orders import Order, failed
from dragoman.translation.engines.student.vocabulary import scrub
from dragoman.translation.models import Model

Pair = tuple[str, str]

FIELDS = (  # of a model, as a child process takes them
    *("source", "target", "variant", "folder", "model_path"),
    *("source_vocab", "target_vocab", "shortlist", "sha256"),
)
LINGER_S = 0.01  # how long a lone sentence waits for company
FULL = 32  # units that are worth a turn without waiting
LARGEST_TURN = 96  # units that one rower takes at once: 2-3 s of work on a slow core
SMALLEST_SHARE = 8  # fewer are not divided among rowers: small batches cost more
START_S = 60.0  # for a rower to start and load its model on a busy machine
UNIT_S = 10.0  # for one unit; 512 pieces, the longest, take 2-4 s
UNIT_S_MORE = 1.0  # for each further unit of a turn; a news sentence takes 0.03 s


@dataclass(slots=True, eq=False)
class _Call:
    """One caller's order, the units not yet given out, and the results that have come in."""

    pair: Pair
    order: Order
    since: float
    waiting: deque[int]
    results: list[list[EngineResult]]
    left: int
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def kind(self) -> tuple[Pair, str, bool, int]:
        """Calls of the same kind can be worked on in one batch."""
        return self.pair, self.order.kind, bool(self.order.texts), self.order.count


Place = tuple[_Call, int]
"""One unit of a call."""


class Crew:
    """`count` child processes, started when there is work for them. Thread-safe.

    `unit_s` is the deadline of one unit in seconds.
    """

    def __init__(
        self,
        models: Sequence[Model],
        count: int,
        kernel: str = "auto",
        *,
        unit_s: float = UNIT_S,
    ) -> None:
        folder = Path(__file__).resolve().parents[3]
        self._greeting = {
            "folder": str(folder),
            "kernel": kernel,
            "models": {f"{one.source}-{one.target}": _as_text(one) for one in models},
        }
        self._count, self._unit_s = count, unit_s
        self._calls: deque[_Call] = deque()
        self._turn = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._children: dict[int, Child] = {}
        self._idle = 0
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """The process ids of the rowers that run now."""
        with self._turn:
            return [child.pid for child in self._children.values()]

    def ask(self, pair: Pair, order: Order) -> list[EngineResult]:
        """Carry an order out; returns when all its results are there."""
        count = len(order.units)
        waiting = deque(range(count))
        call = _Call(pair, order, time.monotonic(), waiting, [[] for _ in range(count)], count)
        with self._turn:
            if self._closed:
                return [failed(unit, "the student engine is closed") for unit in order.units]
            self._calls.append(call)
            wanted = -(-sum(len(one.waiting) for one in self._calls) // SMALLEST_SHARE)
            while self._idle < wanted and len(self._threads) < self._count:
                self._hire()
                wanted -= 1
            self._turn.notify_all()
        call.done.wait()
        return [one for part in call.results for one in part]

    def close(self) -> None:
        """End all rowers; what waits or is at work comes back as failed."""
        with self._turn:
            self._closed = True
            left = [(call, index) for call in self._calls for index in call.waiting]
            self._calls.clear()
            for child in self._children.values():
                os.kill(child.pid, signal.SIGKILL)
            self._turn.notify_all()
        self._fail(left, "the student engine was closed")
        for thread in self._threads:
            thread.join(timeout=START_S)

    def _hire(self) -> None:
        number = len(self._threads)
        name = f"student-rower-{number}"
        thread = threading.Thread(target=self._serve, args=(number,), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, number: int) -> None:
        """The life of one rower's thread."""
        try:
            while places := self._next():
                try:
                    self._row(number, places)
                except BaseException:
                    self._fail(places, "the student engine's thread died")
                    raise
        finally:
            self._dismiss(number)

    def _next(self) -> list[Place]:
        """The units of the next turn; none when the crew is closed."""
        with self._turn:
            self._idle += 1
            try:
                while not self._closed:
                    count = sum(len(call.waiting) for call in self._calls)
                    if not count:
                        self._turn.wait()
                        continue
                    patience = self._calls[0].since + LINGER_S - time.monotonic()
                    if count >= FULL or patience <= 0:
                        return self._take()
                    self._turn.wait(patience)
                return []
            finally:
                self._idle -= 1

    def _take(self) -> list[Place]:
        """A fair share of the waiting units of the oldest call's kind, a few of each caller."""
        kind = self._calls[0].kind
        calls = [call for call in self._calls if call.kind == kind]
        if kind[1] == "best":
            calls = calls[:1]  # it has several results for its one unit, and shares no turn
        rowers = max(1, self._idle + self._count - len(self._threads))
        share = -(-sum(len(call.waiting) for call in calls) // rowers)
        share = min(LARGEST_TURN, max(SMALLEST_SHARE, share))
        places: list[Place] = []
        while calls and len(places) < share:
            for call in calls:
                few = min(SMALLEST_SHARE, len(call.waiting), share - len(places))
                places += [(call, call.waiting.popleft()) for _ in range(few)]
            calls = [call for call in calls if call.waiting]
        self._calls = deque(call for call in self._calls if call.waiting)
        return places

    def _row(self, number: int, places: list[Place]) -> None:
        """Work on a turn; what a failing rower leaves is tried once more, each unit alone."""
        reason = self._try(number, places)
        if not reason:
            return
        for place in places:
            again = self._try(number, [place])
            if again:
                self._fail([place], f"{again}; tried twice")

    def _try(self, number: int, places: list[Place]) -> str:
        """Let a rower work on these; returns "" or why it failed."""
        pair = places[0][0].pair
        order = _joined(places)
        seconds = self._unit_s + UNIT_S_MORE * (len(places) - 1)
        try:
            child, fresh = self._rower(number)
            child.send([f"{pair[0]}-{pair[1]}", order])
            frame = child.receive(seconds + (START_S if fresh else 0))
            results = msgspec.convert(frame, list[EngineResult])
        except (ChildFailedError, OSError, TypeError, ValueError) as error:
            self._dismiss(number)
            return str(error) or type(error).__name__
        if order.kind == "best":
            self._settle(places[0], results)
        else:
            for place, result in zip(places, results, strict=True):
                self._settle(place, [result])
        return ""

    def _rower(self, number: int) -> tuple[Child, bool]:
        """This thread's child, and whether it was started just now."""
        if number in self._children:
            return self._children[number], False
        with self._turn:
            if self._closed:
                raise ChildFailedError("the student engine was closed")
            script = Path(__file__).with_name("rower.py")
            # -P keeps the script's own folder out of the import path.
            child = Child([sys.executable, "-P", "-X", "utf8", str(script)], self._greeting)
            self._children[number] = child
        return child, True

    def _dismiss(self, number: int) -> None:
        with self._turn:
            child = self._children.pop(number, None)
        if child is not None:
            child.end()

    def _fail(self, places: list[Place], reason: str) -> None:
        for call, index in places:
            self._settle((call, index), [failed(call.order.units[index], reason)])

    def _settle(self, place: Place, results: list[EngineResult]) -> None:
        call, index = place
        with self._turn:
            if call.results[index]:
                return
            call.results[index] = results
            call.left -= 1
            if not call.left:
                call.done.set()


def _joined(places: list[Place]) -> Order:
    """One order of units from several calls of one kind."""
    first = places[0][0].order
    texts = [call.order.texts[index] for call, index in places] if first.texts else []
    units = [call.order.units[index] for call, index in places]
    return replace(
        first, units=tuple(map(_sendable, units)), texts=tuple(scrub(text) for text in texts)
    )


def _sendable(unit: EngineUnit) -> EngineUnit:
    return EngineUnit(
        id=scrub(unit.id),
        text=scrub(unit.text),
        required=tuple(map(scrub, unit.required)),
        forbidden=tuple(map(scrub, unit.forbidden)),
        required_any=tuple(tuple(map(scrub, group)) for group in unit.required_any),
        required_at=unit.required_at,
        forbidden_at=unit.forbidden_at,
    )


def _as_text(model: Model) -> dict[str, str | None]:
    """A model's fields as a child process takes them."""
    taken = {name: getattr(model, name) for name in FIELDS}
    return {name: None if value is None else str(value) for name, value in taken.items()}
