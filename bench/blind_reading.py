"""Reading changed sentences without knowing which version is which.

A sheet is a TSV file with a line a sentence: the original and two translations, A and B, in an
order that the sentence's hash decides. Its reader writes `A`, `B` (the better one) or `=` into the
column `label`. Only ids, hashes and labels are kept, never a text; when a translation changes, so
does its hash, and the sentence must be read again.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import UsageError

COLUMNS = ("label", "id", "hash", "source", "A", "B")
LABELS = ("better", "worse", "equal")
Z95 = 1.96
"""Standard deviations of a normal distribution that hold 95 of 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A sentence whose translation changed; `id` says where it stands (`en-pt:ntrex:17`)."""

    id: str
    source: str
    before: str
    after: str

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits that change with any of the three texts."""
        texts = f"{self.source}\x1f{self.before}\x1f{self.after}"
        return hashlib.sha256(texts.encode()).hexdigest()[:12]


def after_is_first(digest: str) -> bool:
    """Whether the changed translation of the sentence with this hash stands under A."""
    return hashlib.sha256(b"side" + digest.encode()).digest()[0] % 2 == 0


def write_sheet(path: Path, changes: Iterable[Change], most: int) -> int:
    """Write up to `most` sentences, drawn by their hashes, for a blind reader; how many."""
    drawn = sorted(changes, key=lambda one: one.hash)[:most]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in drawn:
            sides = (one.after, one.before) if after_is_first(one.hash) else (one.before, one.after)
            writer.writerow(["", one.id, one.hash, *(map(_line, (one.source, *sides)))])
    return len(drawn)


def _line(text: str) -> str:
    return " ".join(text.split())


def read_sheet(path: Path) -> dict[str, tuple[str, str]]:
    """The labels of a filled sheet: (id, "better", "worse" or "equal") by hash.

    Lines without a label are passed over. Raises UsageError for a label that is none.
    """
    found = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
        for number, row in enumerate(rows, 2):
            mark = row["label"].strip().upper()
            if mark not in ("", "A", "B", "="):
                raise UsageError(f"{path.name}:{number}: label {mark!r}: write A, B or =")
            if mark:
                chosen = mark if mark == "=" else (mark == "A") == after_is_first(row["hash"])
                label = "equal" if chosen == "=" else LABELS[not chosen]
                found[row["hash"]] = (row["id"], label)
    return found


def read_labels(path: Path) -> dict[str, tuple[str, str]]:
    """(id, label) by hash of a label file, which need not be there."""
    if not path.is_file():
        return {}
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["hash"]: (row["id"], row["label"]) for row in rows}


def write_labels(path: Path, labels: Mapping[str, tuple[str, str]]) -> None:
    """Write a label file: a line of JSON a sentence, by id, without any text."""
    rows = [
        json.dumps({"id": name, "hash": digest, "label": label})
        for digest, (name, label) in sorted(labels.items(), key=lambda one: (one[1], one[0]))
    ]
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def tally(changes: Sequence[Change], labels: Mapping[str, tuple[str, str]]) -> dict[str, float]:
    """How many of these changes were read as better, worse, equal; how many not read.

    `times` is better for each worse one (of none worse: of a half), `better_low` and `better_high`
    the 95 % interval (Wilson) of the share of better ones among those that are not equal.
    """
    read = Counter(labels[one.hash][1] for one in changes if one.hash in labels)
    figures = {label: float(read[label]) for label in LABELS}
    figures["unread"] = float(len(changes) - read.total())
    figures["times"] = read["better"] / (read["worse"] or 0.5)
    low, high = interval(read["better"], read["better"] + read["worse"])
    return figures | {"better_low": low, "better_high": high}


def interval(hits: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; (0, 1) of nothing."""
    if not count:
        return 0.0, 1.0
    share, square = hits / count, Z95**2
    middle = share + square / (2 * count)
    half = Z95 * (share * (1 - share) / count + square / (4 * count**2)) ** 0.5
    return (middle - half) / (1 + square / count), (middle + half) / (1 + square / count)
