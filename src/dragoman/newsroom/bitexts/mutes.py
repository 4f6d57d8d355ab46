"""Mutes: findings that a person has looked at and does not want to see again.

A mute names a place and checks. It stands in a file of its own, or beside the sentence: in the
third column of a TSV file, or in a note of XLIFF, TMX or PO.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath

from dragoman.errors import UsageError

EVERY = "all"
"""The word that mutes every check at a place."""

_LINE = re.compile(r"(?P<place>\S.*?)\s+(?P<checks>[a-z][a-z-]*(?:[ \t]*,[ \t]*[a-z][a-z-]*)*)")
_PLACE = re.compile(r"(?P<path>.+):(?P<line>\d+)")


@dataclass(slots=True)
class Mutes:
    """What is muted where: by line of a file, or by the name that a file gives a unit.

    `rows` are where each mute stands, and its place.
    """

    by_line: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    by_unit: dict[str, set[str]] = field(default_factory=dict)
    rows: list[tuple[str, str]] = field(default_factory=list)
    _used: set[str] = field(default_factory=set)

    def of(self, path: str, line: int, unit: str) -> set[str]:
        """The checks that are muted at a line of a file and in a unit of it."""
        found: set[str] = set()
        for name in {path, PurePath(path).name, PurePath(path).as_posix()}:
            if muted := self.by_line.get((name, line)):
                self._used.add(f"{name}:{line}")
                found |= muted
        if unit and unit in self.by_unit:
            self._used.add(unit)
            found |= self.by_unit[unit]
        return found

    def add(self, others: Mutes) -> None:
        """Take in the mutes of another file."""
        for place, checks in others.by_line.items():
            self.by_line.setdefault(place, set()).update(checks)
        for unit, checks in others.by_unit.items():
            self.by_unit.setdefault(unit, set()).update(checks)
        self.rows += others.rows

    def without_a_place(self) -> list[str]:
        """One line for each mute whose place was not met: its sentence has moved or is gone."""
        return [
            f"{where}: {place} was not there: take this mute out or correct its place"
            for where, place in self.rows
            if place not in self._used
        ]


def read_mutes(path: str, text: str, known: Callable[[str, str], object]) -> Mutes:
    """Mutes from a file: `PATH:LINE CHECK, CHECK` or `UNIT CHECK`; `#` begins a comment line.

    `known` is called with each check's name and its place, to refuse unknown ones. Raises
    `UsageError` for a line that is no mute.
    """
    mutes = Mutes()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise UsageError(
                f"{path}:{number}: a mute is a place and checks, such as `article.en.txt:12 names`"
            )
        checks = {name.strip() for name in match["checks"].split(",")}
        for name in checks - {EVERY}:
            known(name, f"{path}:{number}")
        place = _PLACE.fullmatch(match["place"])
        if place:
            key = (PurePath(place["path"]).as_posix(), int(place["line"]))
            mutes.by_line.setdefault(key, set()).update(checks)
            mutes.rows.append((f"{path}:{number}", f"{key[0]}:{key[1]}"))
        else:
            mutes.by_unit.setdefault(match["place"], set()).update(checks)
            mutes.rows.append((f"{path}:{number}", match["place"]))
    return mutes
