"""Sheets on which careful readers mark errors, and the labels that are kept of them.

A sheet is a TSV file with a line a translation: what stands before in the original, the original,
the translation. Nothing on it says who wrote the translation; where there are two of a sentence
they stand on two sheets. A reader writes `none`, `minor`, `major` or `critical` into `label`,
by the rule in `bench/labels/errors.md`. Kept are ids, hashes and labels, never a text.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import UsageError

GRADES = ("none", "minor", "major", "critical")
COLUMNS = ("label", "hash", "id", "before", "original", "translation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One translation to be read; `id` says where it stands (`pt-en:DOCUMENT:3`)."""

    id: str
    before: str
    original: str
    translation: str

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits of original and translation."""
        texts = f"{self.original}\x1f{self.translation}"
        return hashlib.sha256(texts.encode()).hexdigest()[:12]


Votes = dict[str, dict[str, str]]
"""By hash of a translation: reader to grade."""


def drawn(ids: Iterable[str], most: int) -> list[str]:
    """`most` of these ids, drawn by their hashes: the same ones on every machine."""
    return sorted(ids, key=lambda one: hashlib.sha256(f"drawn {one}".encode()).digest())[:most]


def write_sheets(stem: Path, readings: Iterable[Reading], known: Iterable[str]) -> list[Path]:
    """Write what has not been read yet: `STEM-1.tsv`, and `STEM-2.tsv` for second translations.

    The order is that of the hashes, and which of two comes first is chance. `known` are hashes.
    """
    waiting = {one.hash: one for one in readings if one.hash not in set(known)}
    sheets: tuple[list[Reading], list[Reading]] = ([], [])
    met: set[str] = set()
    for digest in sorted(waiting):
        one = waiting[digest]
        sheets[one.id in met].append(one)
        met.add(one.id)
    paths = []
    for number, sheet in enumerate(sheets, 1):
        if sheet:
            paths.append(stem.with_name(f"{stem.name}-{number}.tsv"))
            _write(paths[-1], sheet)
    return paths


def _write(path: Path, readings: Iterable[Reading]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in readings:
            texts = (one.before, one.original, one.translation)
            writer.writerow(["", one.hash, one.id, *(" ".join(text.split()) for text in texts)])


def read_sheet(path: Path, reader: str, votes: Votes) -> tuple[int, dict[str, str]]:
    """Add a filled sheet to `votes`; how many lines had a label, and the ids by hash.

    Raises UsageError for a label that is none of the grades.
    """
    count, ids = 0, {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t"), 2):
            grade = row["label"].strip().lower()
            if not grade:
                continue
            if grade not in GRADES:
                raise UsageError(
                    f"{path.name}:{number}: label {grade!r}: write {', '.join(GRADES)}"
                )
            votes.setdefault(row["hash"], {})[reader] = grade
            ids[row["hash"]] = row["id"]
            count += 1
    return count, ids


def read_labels(path: Path) -> tuple[Votes, dict[str, str]]:
    """The kept votes and the ids by hash; empty where there is no such file."""
    votes: Votes = defaultdict(dict)
    ids = {}
    if path.is_file():
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            votes[row["hash"]] = row["grades"]
            ids[row["hash"]] = row["id"]
    return votes, ids


def write_labels(path: Path, votes: Votes, ids: Mapping[str, str]) -> None:
    """A line of JSON a translation, by id and hash."""
    rows = sorted(votes, key=lambda digest: (ids[digest], digest))
    path.write_text(
        "".join(
            json.dumps({"id": ids[one], "hash": one, "grades": dict(sorted(votes[one].items()))})
            + "\n"
            for one in rows
        ),
        encoding="utf-8",
    )


def majority(grades: Mapping[str, str]) -> str:
    """The grade that more than half of the readers give at least; of two readers the milder.

    Three readers who say major, critical and minor: major.
    """
    ranks = sorted(GRADES.index(grade) for grade in grades.values())
    return GRADES[ranks[(len(ranks) - 1) // 2]]


def agreement(votes: Sequence[Mapping[str, str]]) -> float:
    """Share of pairs of readers who agree whether an error is serious (critical or major)."""
    same = pairs = 0
    for grades in votes:
        serious = [GRADES.index(grade) >= GRADES.index("major") for grade in grades.values()]
        for place, one in enumerate(serious):
            for other in serious[place + 1 :]:
                pairs, same = pairs + 1, same + (one == other)
    return same / pairs if pairs else 0.0
