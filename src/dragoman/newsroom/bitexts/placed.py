"""Texts that know where in a file they stand, and pairs of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.errors import UsageError


class Run(NamedTuple):
    """From code point `offset` of a text on, it stands at `line` and `column` (both from 1).

    `width` is how many columns its first code point takes in the file: `&amp;` takes five.
    """

    offset: int
    line: int
    column: int
    width: int = 1


class Region(NamedTuple):
    """A stretch of a file; lines and columns count from 1, the end column is behind the last."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedText:
    """A text and where it stands in the file at `path`; columns are code points."""

    text: str
    path: str
    runs: tuple[Run, ...] = ()

    def region(self, start: int, end: int) -> Region:
        """Where the code points [start, end) stand; an empty span is the place before `start`."""
        run = self._run(start)
        line, column = run.line, run.column + self._past(run, start)
        if end <= start:
            return Region(line, column, line, column)
        last = self._run(end - 1)
        behind = last.column + self._past(last, end - 1)
        behind += last.width if last.offset == end - 1 else 1
        return Region(line, column, last.line, behind)

    def cut(self, start: int, end: int) -> PlacedText:
        """The part [start, end) as a text of its own."""
        if (start, end) == (0, len(self.text)):
            return self
        first = self._run(start)
        head = Run(
            0, first.line, first.column + self._past(first, start),
            first.width if first.offset == start else 1,
        )  # fmt: skip
        inside = self.runs[self._behind(start) : self._behind(end - 1)]
        rest = [run._replace(offset=run.offset - start) for run in inside]
        return PlacedText(text=self.text[start:end], path=self.path, runs=(head, *rest))

    def on_one_line(self) -> PlacedText:
        """The same with a space for every tab and line break, and none at its ends."""
        flat = "".join(" " if char.isspace() else char for char in self.text)
        bare = flat.strip()
        start = flat.find(bare) if bare else 0
        return PlacedText(text=flat, path=self.path, runs=self.runs).cut(start, start + len(bare))

    def _run(self, offset: int) -> Run:
        """The run that a code point stands in; a text without runs begins its file."""
        if not self.runs:
            return Run(0, 1, 1)
        return self.runs[max(self._behind(offset) - 1, 0)]

    def _behind(self, offset: int) -> int:
        """The number of runs that begin at or before a code point."""
        return bisect_right(self.runs, offset, key=lambda run: run.offset)

    @staticmethod
    def _past(run: Run, offset: int) -> int:
        """Columns from the beginning of a run to a code point in it."""
        passed = offset - run.offset
        return passed if passed <= 0 else passed - 1 + run.width


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence and its translation.

    `name` is what the file calls them ("" where they only have a line), `ignored` the checks that
    a note beside them mutes. Pairs that follow one another with one `document` are one text; loose
    ones have none. `compared` are the two texts as the desk reads them where that differs: as long,
    with blanks in place of what only programs read.
    """

    source: PlacedText
    target: PlacedText
    source_language: str
    target_language: str
    name: str = ""
    document: str = ""
    ignored: frozenset[str] = frozenset()
    compared: tuple[str, str] | None = None

    @property
    def texts(self) -> tuple[str, str]:
        """Both texts as the desk reads them."""
        return self.compared or (self.source.text, self.target.text)


@dataclass(slots=True, kw_only=True)
class Bitext:
    """The pairs of one file or of two, read as they are asked for, once.

    `passed_over` counts, while they are read, what was not compared, by reason; `notes` are remarks
    about the reading.
    """

    name: str
    pairs: Iterator[Pair]
    passed_over: Counter[str] = field(default_factory=Counter)


def ignored_checks(notes: Sequence[str]) -> frozenset[str]:
    """The checks that notes mute: each line `dragoman: ignore gender, names` of any of them."""
    found: set[str] = set()
    for note in notes:
        for line in note.splitlines():
            head, _, names = line.strip().partition("dragoman:")
            word, _, rest = names.strip().partition(" ")
            if not head and word == "ignore":
                found.update(rest.replace(",", " ").split())
    return frozenset(found)


def read_text(path: str, body: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark.

    Raises `UsageError` naming the first line that is neither.
    """
    mark = body[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return body.decode("utf-16" if mark else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 if mark else body[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}:{line}: this is not UTF-8: save the file as UTF-8") from error
