"""How many seeded errors the desk sees, where it sees them, and what it mends, by class.

Data: a folder of `SOURCE-TARGET.jsonl`, one seeded error a line; rows that only a document shows
(`doclevel`) need the documents, `ntrex.jsonl`, in the same folder, in a second `--data` or in the
folder `ntrex` beside it, else they are counted as `DIRECTION.left_out`. All other rows are pairs
for themselves. The shipped checks run together, with the models of this machine where they have
the pair.

`recall`: the bad sentence raises a finding that the good one does not, whichever check raises it.
`locate`: F1 of the findings' target spans with the place of the error, mean over the seen ones.
`repair`: the published sentence has the clean words at the place of the error again.
`harm`: clean sentences that the desk changed (a count); `false_alarms_per_100`: its findings on
them. The word lists were made while reading this folder: in-sample.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.reading_ahead import TAGS, ReadAhead, local_interpreter
from bench.seeded_rows import Row, is_restored, overlap, plain, read_rows
from dragoman.desk import check_pairs, mend_pairs
from dragoman.records import Finding

Pair = tuple[str, str]
Document = list[Pair]


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Seeded errors looked at, and the figures of each direction and class."""
    interpreter = ReadAhead(local_interpreter())
    figures: dict[str, float] = {}
    looked_at = 0
    for path in sorted(data[0].glob("*-*.jsonl")):
        source, target = sides(path.stem)
        direction = Direction(path.stem, source, target, interpreter)
        rows = read_rows(path)
        direction.take([row for row in rows if not row.needs_document])
        direction.take_documents([row for row in rows if row.needs_document], _documents(data))
        figures |= direction.figures()
        looked_at += direction.count
    return looked_at, figures


def sides(stem: str) -> Pair:
    """The languages of a file's name: `srp-Latn-eng` is `srp-Latn` into `eng`."""
    for target in sorted(TAGS, key=len, reverse=True):
        if stem.endswith("-" + target):
            return stem.removesuffix("-" + target), target
    source, _, target = stem.rpartition("-")
    return source, target


def _documents(data: Sequence[Path]) -> dict[str, dict[str, list[str]]]:
    """Documents by name: language to sentences."""
    found: dict[str, dict[str, list[str]]] = {}
    for folder in (*data, data[0].parent / "ntrex"):
        path = folder / "ntrex.jsonl"
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                found.setdefault(row["doc"], row["text"])
    return found


class Direction:
    """The counts of one direction's rows."""

    def __init__(self, name: str, source: str, target: str, interpreter: ReadAhead) -> None:
        self._name, self._sides = name, (source, target)
        self._tags = TAGS.get(source, source), TAGS.get(target, target)
        self._interpreter = interpreter
        self._all, self._seen, self._mended = Counter[str](), Counter[str](), Counter[str]()
        self._places: dict[str, list[float]] = defaultdict(list)
        self._extra: dict[str, float] = {}

    @property
    def count(self) -> int:
        """Rows looked at."""
        return sum(count for name, count in self._all.items() if "." not in name)

    def take(self, rows: Sequence[Row]) -> None:
        """Judge rows that are pairs for themselves, and their clean sentences."""
        clean = list(dict.fromkeys((row.source, row.good) for row in rows))
        bad = [(row.source, row.bad) for row in rows]
        self._interpreter.prime((*clean, *bad), *self._tags)
        known = {pair: self._check(pair) for pair in clean}
        for row in rows:
            pair = (row.source, row.bad)
            self._count(row, new_findings(known[row.source, row.good], self._check(pair)))
        harm = sum(plain(self._mend(pair)) != plain(pair[1]) for pair in clean)
        grave = sum(one.severity.weight > 1 for found in known.values() for one in found)
        self._extra |= {
            "false_alarms_per_100": 100 * sum(map(len, known.values())) / max(1, len(clean)),
            "serious_per_100": 100 * grave / max(1, len(clean)),
            "clean": len(clean),
            "harm": harm,
        }

    def take_documents(
        self, rows: Sequence[Row], documents: dict[str, dict[str, list[str]]]
    ) -> None:
        """Judge rows that need their whole document."""
        known: dict[str, list[Finding]] = {}
        left_out = 0
        for row in rows:
            texts = documents.get(row.document, {})
            if any(side not in texts for side in self._sides):
                left_out += 1
                continue
            good = list(zip(*(texts[side] for side in self._sides), strict=True))
            if row.document not in known:
                known[row.document] = self._check_document(good)
            bad = [*good]
            bad[row.sentence] = (row.source, row.bad)
            self._count(row, new_findings(known[row.document], self._check_document(bad)), good=bad)
        if left_out:
            self._extra["left_out"] = left_out

    def figures(self) -> dict[str, float]:
        """Everything that was counted, by the names of the figures."""
        found: dict[str, float] = {}
        for name, count in sorted(self._all.items()):
            found[f"{name}.n"] = count
            found[f"{name}.recall"] = self._seen[name] / count
            found[f"{name}.repair"] = self._mended[name] / count
            places = self._places[name]
            found[f"{name}.locate"] = sum(places) / len(places) if places else 0.0
        found |= self._extra
        return {f"{self._name}.{name}": value for name, value in found.items()}

    def _count(self, row: Row, new: list[Finding], good: Document | None = None) -> None:
        mended = False
        if new:
            published = (
                self._mend((row.source, row.bad))
                if good is None
                else self._mend_document(good)[row.sentence]
            )
            mended = is_restored(row, published)
        place = overlap(row, [one for one in new if one.unit in (0, row.sentence)])
        for name in row.classes:
            self._all[name] += 1
            self._seen[name] += bool(new)
            self._mended[name] += mended
            if new:
                self._places[name].append(place)

    def _check(self, pair: Pair) -> list[Finding]:
        return list(
            check_pairs([pair], *self._tags, document=False, interpreter=self._interpreter).findings
        )

    def _check_document(self, pairs: Document) -> list[Finding]:
        self._interpreter.prime(pairs, *self._tags)
        return list(
            check_pairs(pairs, *self._tags, document=True, interpreter=self._interpreter).findings
        )

    def _mend(self, pair: Pair) -> str:
        return self._mended_texts([pair], document=False)[0]

    def _mend_document(self, pairs: Document) -> tuple[str, ...]:
        return self._mended_texts(pairs, document=True)

    def _mended_texts(self, pairs: Document, *, document: bool) -> tuple[str, ...]:
        return mend_pairs(
            pairs, *self._tags, document=document, interpreter=self._interpreter
        ).texts


def _key(finding: Finding) -> tuple[str, int | None, str, str]:
    return finding.check, finding.unit, finding.found, finding.expected


def new_findings(known: Sequence[Finding], found: Sequence[Finding]) -> list[Finding]:
    """Findings that the clean text does not raise."""
    before = Counter(map(_key, known))
    return list(_beyond(before, found))


def _beyond(
    before: Counter[tuple[str, int | None, str, str]], found: Sequence[Finding]
) -> Iterator[Finding]:
    for finding in found:
        if before[_key(finding)] > 0:
            before[_key(finding)] -= 1
        else:
            yield finding
