"""Rows of the seeded set: where an error stands, whether it was found there, and is it gone."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dragoman.records import Finding, Span

_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-",
     "\u00a0": " ", "\u202f": " "}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One seeded error: `bad` is `good` with `before` made `after` at `span` of `bad`."""

    source: str
    good: str
    bad: str
    kind: str
    sub: str
    span: Span
    before: str
    after: str
    document: str
    sentence: int
    needs_document: bool

    @property
    def classes(self) -> tuple[str, ...]:
        """The names under which this row is counted."""
        return (self.kind, f"{self.kind}.{self.sub}") if self.sub else (self.kind,)


def read_rows(path: Path) -> list[Row]:
    """The rows of one direction's file."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        span = row.get("span") or changed_span(row["good"], row["bad"])
        rows.append(
            Row(
                source=row["src"], good=row["good"], bad=row["bad"], kind=row["cls"],
                sub=row.get("sub") or "", span=(span[0], span[1]),
                before=row.get("before") or "", after=row.get("after") or "",
                document=row.get("doc", ""), sentence=int(row.get("sent", -1)),
                needs_document=bool(row.get("doclevel")),
            )
        )  # fmt: skip
    return rows


def changed_span(good: str, bad: str) -> Span:
    """Where `bad` differs from `good`: code points of `bad`."""
    first = 0
    while first < min(len(good), len(bad)) and good[first] == bad[first]:
        first += 1
    last = 0
    while last < min(len(good), len(bad)) - first and good[-1 - last] == bad[-1 - last]:
        last += 1
    return first, len(bad) - last


def overlap(row: Row, findings: Iterable[Finding]) -> float:
    """F1 in code points of the findings' target spans with the row's span.

    Where words were taken away nothing is left to point at: the words on both sides stand for it.
    """
    start, end = row.span
    if end - start < 2 and (end == start or row.bad[start:end] != row.after):
        start, end = _with_neighbours(row.bad, start, end)
    wanted = set(range(start, end))
    told: set[int] = set()
    for finding in findings:
        if finding.target_span is not None:
            told |= set(range(*finding.target_span))
    shared = len(wanted & told)
    return 2 * shared / (len(wanted) + len(told)) if shared else 0.0


def _with_neighbours(text: str, start: int, end: int) -> Span:
    before = re.search(r"\w+\W*$", text[:start])
    after = re.match(r"\W*\w+", text[end:])
    return (before.start() if before else 0), end + (after.end() if after else 0)


def is_restored(row: Row, published: str) -> bool:
    """The published sentence is the clean one, or has its words at the place of the error.

    Typography, capitals and the separators of thousands do not count.
    """
    told, good = plain(published), plain(row.good)
    if told == good:
        return True
    first, before = plain(row.bad[: row.span[0]]), plain(row.before)
    bad = plain(row.bad)
    if told == bad or not before or not told.startswith(first):
        return False
    return told[len(first) :].strip().startswith(before.strip())


def plain(text: str) -> str:
    """A text without typography, capitals, separators of thousands and doubled spaces."""
    text = unicodedata.normalize("NFC", text).translate(_MARKS).casefold()
    text = re.sub(r"(?<=\d)[.,' ](?=\d{3}(?!\d))", "", text)
    return " ".join(text.split())
