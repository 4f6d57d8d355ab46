"""What disagrees in a translation, and how it would agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.desk.described import Described


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Target letters [start, end) that should read `after`; `about` is the original's word."""

    start: int
    end: int
    after: str
    about: Described


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Target letters [start, end) about one person, and how they would agree (`after`)."""

    start: int
    end: int
    after: str
    about: Described


def group_changes(target: str, changes: Sequence[Change]) -> Iterator[Disagreement]:
    """The changes that one word of the original brings about, as one piece of text each."""
    groups: dict[int, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.about.start, []).append(change)
    for group in groups.values():
        start, end = group[0].start, group[-1].end
        after, place = "", start
        for change in group:
            after += target[place : change.start] + change.after
            place = change.end
        yield Disagreement(start=start, end=end, after=after, about=group[0].about)
