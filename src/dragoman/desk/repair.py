"""The shape of a repair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from dragoman.desk.check import DocumentView, UnitView
from dragoman.records import Finding


@runtime_checkable
class RepairRule(Protocol):
    """A way to mend one kind of finding.

    `name` is what the record carries, `answers` the names of the checks whose findings it can
    mend. A repair proposes and never decides: the desk keeps its text only if all checks see less.
    """

    name: str
    answers: frozenset[str]

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The whole sentence with the change, or None where nothing can be proved."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A change that a repair proposes for one unit."""

    name: str
    unit: int
    after: str
    finding: Finding
