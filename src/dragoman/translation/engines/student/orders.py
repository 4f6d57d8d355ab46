"""What a student can be asked, as one value that also travels to a child process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.records import EngineResult, EngineUnit, Finish
from dragoman.translation.engines.student.problem import BrokenModelError
from dragoman.translation.engines.student.student import Student

Kind = Literal["translate", "best", "force"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Units to work on. `texts` are prefixes ("translate") or targets ("force"), one a unit.

    `count` belongs to "best", which takes one unit and gives up to `count` results.
    """

    kind: Kind
    units: tuple[EngineUnit, ...]
    texts: tuple[str, ...] = ()
    count: int = 1

    def part(self, indices: list[int]) -> Order:
        """The same order for some of its units."""
        texts = tuple(self.texts[one] for one in indices) if self.texts else ()
        return replace(self, units=tuple(self.units[one] for one in indices), texts=texts)


def answer(load: Callable[[], Student], order: Order) -> list[EngineResult]:
    """Carry an order out. What fails, fails as results with `Finish.ERROR` and a reason.

    When a batch fails as a whole, which no input is known to cause, its units are tried one by one.
    """
    try:
        student = load()
    except BrokenModelError as problem:
        return [failed(unit, str(problem)) for unit in order.units]
    try:
        return _carry_out(student, order)
    except (ArithmeticError, IndexError, MemoryError, RuntimeError, ValueError) as error:
        if len(order.units) == 1:
            return [
                failed(order.units[0], f"{type(error).__name__} in the student engine: {error}")
            ]
        parts = [answer(load, order.part([one])) for one in range(len(order.units))]
        return [part[0] for part in parts]


def failed(unit: EngineUnit, reason: str) -> EngineResult:
    """A unit's result when there is no translation."""
    return EngineResult(id=unit.id, text="", finish=Finish.ERROR, error=" ".join(reason.split()))


def _carry_out(student: Student, order: Order) -> list[EngineResult]:
    if order.kind == "force":
        pairs = [(unit.text, text) for unit, text in zip(order.units, order.texts, strict=True)]
        forced = student.force(pairs)
        return [replace(one, id=unit.id) for unit, one in zip(order.units, forced, strict=True)]
    if order.kind == "best":
        return student.best(order.units[0], order.count)
    return student.translate(order.units, order.texts)
