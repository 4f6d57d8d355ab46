"""Several questions to a server at a time, each of which fails alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from threading import Lock

from dragoman.records import EngineResult, EngineUnit, Finish
from dragoman.translation.engines.remote import RemoteError

Asking = Callable[[Sequence[EngineUnit]], list[EngineResult]]
"""Asks a server about a few units; gives a result for each, in order, or raises RemoteError."""

AWAY = frozenset({0, 502, 503, 504})
"""No answer at all, or one that says that the server behind is gone."""

REFUSING = frozenset({401, 402, 403, 429})
"""The key, the money or the patience for us is at fault, not the sentence."""


class Callers:
    """At most `count` questions to a server at once, whoever asks. Thread-safe.

    Threads start when first needed and end with `close`; what is asked afterwards fails. `lost` is
    told when the server was found to be away.
    """

    def __init__(
        self, name: str, count: int, lost: Callable[[RemoteError], None] | None = None
    ) -> None:
        self._name, self._count, self._lost = name, count, lost
        self._pool: ThreadPoolExecutor | None = None
        self._lock = Lock()
        self._closed = False

    def ask(
        self, asking: Asking, units: Sequence[EngineUnit], *, together: int = 1, letters: int = 0
    ) -> list[EngineResult]:
        """Results in the order of the units, asked in portions of at most `together` units.

        A portion has at most `letters` characters (0: any) or one unit. Of a portion that fails
        each unit is asked once more alone. A unit without a letter or figure comes back as it is.
        """
        results: list[EngineResult | None] = [
            None if any(char.isalnum() for char in unit.text) else _as_it_is(unit) for unit in units
        ]
        waiting = [place for place, result in enumerate(results) if result is None]
        portions = list(_portions(units, waiting, together, letters))
        for portion, answers in zip(portions, self._all(asking, units, portions), strict=True):
            for place, answer in zip(portion, answers, strict=True):
                results[place] = answer
        return [result for result in results if result is not None]

    def close(self) -> None:
        """End the threads; questions on their way are waited for, others fail."""
        with self._lock:
            self._closed, pool, self._pool = True, self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _all(
        self, asking: Asking, units: Sequence[EngineUnit], portions: Sequence[Sequence[int]]
    ) -> list[list[EngineResult]]:
        """The answers to every portion, asked side by side."""
        chosen = [[units[place] for place in portion] for portion in portions]
        with self._lock:
            if self._closed:
                return [self._refuse(portion) for portion in chosen]
            if self._pool is None and chosen:
                self._pool = ThreadPoolExecutor(self._count, thread_name_prefix=self._name)
            futures: list[Future[list[EngineResult]]] = []
            if self._pool is not None:
                futures = [self._pool.submit(self._answer, asking, portion) for portion in chosen]
        answers = []
        for portion, future in zip(chosen, futures, strict=True):
            try:
                answers.append(future.result())
            except CancelledError:
                answers.append(self._refuse(portion))
        return answers

    def _answer(self, asking: Asking, units: Sequence[EngineUnit]) -> list[EngineResult]:
        """Ask; what fails together is asked alone, and what fails alone is a result with why."""
        try:
            answers = asking(units)
            if len(answers) != len(units):
                raise RemoteError(f"{len(answers)} answers came for {len(units)} sentences", 200)
            return answers
        except RemoteError as error:
            away = error.status in AWAY
            if away and self._lost is not None:
                self._lost(error)
            # No sentence of its own will fare better.
            if away or len(units) == 1 or error.status in REFUSING:
                return [failed(unit, str(error)) for unit in units]
        return [self._answer(asking, [unit])[0] for unit in units]

    def _refuse(self, portion: Sequence[EngineUnit]) -> list[EngineResult]:
        return [failed(unit, f"the engine {self._name} is closed") for unit in portion]


def failed(unit: EngineUnit, reason: str) -> EngineResult:
    """A unit that got no translation, and why, in one line."""
    return EngineResult(id=unit.id, text="", finish=Finish.ERROR, error=" ".join(reason.split()))


def _as_it_is(unit: EngineUnit) -> EngineResult:
    """A unit in which there is nothing to translate."""
    return EngineResult(id=unit.id, text=unit.text)


def _portions(
    units: Sequence[EngineUnit], places: Iterable[int], together: int, letters: int
) -> Iterable[list[int]]:
    """The places of units that are asked about in one question."""
    portion: list[int] = []
    size = 0
    for place in places:
        length = len(units[place].text)
        full = len(portion) >= together or (letters and size + length > letters)
        if portion and full:
            yield portion
            portion, size = [], 0
        portion.append(place)
        size += length
    if portion:
        yield portion
