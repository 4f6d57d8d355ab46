"""Findings on seeded errors and on clean sentences, counted by check and step, for confidences."""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import clean
from bench.reading_ahead import TAGS, ReadAhead
from bench.seeded import Document, new_findings, sides
from bench.seeded_rows import Row, overlap, read_rows
from dragoman.desk import BUILT_IN_CHECKS
from dragoman.desk.reading import read_pairs, run_checks
from dragoman.records import Finding

Kind = tuple[str, float]
"""A check, and the weight that it gave its finding, to the nearest tenth."""

MORE_PAIRS = (
    ("por-BR", "eng"), ("ita", "eng"), ("ron", "eng"), ("cat", "eng"), ("eng", "fra"),
    ("eng", "deu"), ("eng", "ita"),
)  # fmt: skip
"""Human translations that no rule was worked out on, beside the pairs of `clean`."""
ROWS, ROWS_IN_DOCUMENTS = 20, 8  # seeded errors of each class, direction and half
Texts = dict[str, dict[str, list[str]]]


@dataclass(slots=True)
class Counts:
    """What was seen on one half of the documents.

    `weighed` lists the weights of each kind as the checks gave them; `right` and `astray` count by
    kind and class the seeded errors with such a finding in their place, or elsewhere; `alarms`
    counts by kind the findings on clean sentences. `rows` are the errors of each class, `clean` the
    clean sentences.
    """

    weighed: dict[Kind, list[float]] = field(default_factory=lambda: defaultdict(list))
    right: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    astray: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    alarms: Counter[Kind] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    clean: int = 0

    def take_clean(self, findings: Sequence[Finding], sentences: int) -> None:
        """Findings on sentences that a person translated."""
        self.clean += sentences
        for finding in findings:
            self.alarms[self._kind(finding)] += 1

    def take_row(self, row: Row, findings: Sequence[Finding]) -> None:
        """New findings on one seeded error; each kind counts once, and is right if any of it is."""
        self.rows[row.kind] += 1
        found: dict[Kind, bool] = {}
        for finding in findings:
            kind = self._kind(finding)
            found[kind] = found.get(kind, False) or _is_right(row, finding)
        for kind, is_right in found.items():
            (self.right if is_right else self.astray)[kind, row.kind] += 1

    def _kind(self, finding: Finding) -> Kind:
        kind = kind_of(finding)
        self.weighed[kind].append(finding.confidence)
        return kind


def kind_of(finding: Finding) -> Kind:
    """The kind under which a finding is counted."""
    return finding.check, int(finding.confidence * 10 + 0.5 + 1e-9) / 10


def _is_right(row: Row, finding: Finding) -> bool:
    """In the sentence of the error (or of the whole text), and in its place if it names one."""
    if finding.unit not in (None, 0, row.sentence):
        return False
    return finding.target_span is None or overlap(row, [finding]) > 0


def count(data: Sequence[Path], interpreter: ReadAhead, *, odd: bool) -> Counts:
    """The counts of the documents of odd hash, or of even."""
    counts = Counts()
    texts = {name: text for name, text in _documents(data) if is_odd(name) is odd}
    for folder in data:
        for path in sorted(folder.glob("*-*.jsonl")):
            pair = sides(path.stem)
            if pair[0] in TAGS and pair[1] in TAGS:
                rows = _sampled(row for row in read_rows(path) if is_odd(row.document) is odd)
                _count_loose(rows, pair, interpreter, counts)
                _count_in_documents(rows, pair, texts, interpreter, counts)
    for pair in (*clean.PAIRS, *MORE_PAIRS):
        for text in texts.values():
            if pair[0] in text and pair[1] in text:
                document = list(zip(text[pair[0]], text[pair[1]], strict=True))
                found = _check(document, pair, interpreter, is_document=True)
                counts.take_clean(found, len(document))
    return counts


def is_odd(document: str) -> bool:
    """True for the documents that figures are reported on."""
    return bool(zlib.crc32(document.encode()) % 2)


def _sampled(rows: Iterable[Row]) -> list[Row]:
    """Some rows of each class, evenly spread: what costs time is reading, and these tell enough."""
    by_class: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_class[row.kind].append(row)
    sampled = []
    for part in by_class.values():
        wanted = ROWS_IN_DOCUMENTS if part[0].needs_document else ROWS
        sampled += part[:: max(1, len(part) // wanted)]
    return sampled


def _documents(data: Sequence[Path]) -> Iterator[tuple[str, dict[str, list[str]]]]:
    for path in (folder / "ntrex.jsonl" for folder in data):
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield row["doc"], row["text"]


def _count_loose(
    rows: Sequence[Row], pair: tuple[str, str], interpreter: ReadAhead, counts: Counts
) -> None:
    """Errors that their own sentence shows."""
    loose = [row for row in rows if not row.needs_document]
    both = [(row.source, text) for row in loose for text in (row.good, row.bad)]
    interpreter.prime(both, TAGS[pair[0]], TAGS[pair[1]])
    known: dict[tuple[str, str], list[Finding]] = {}
    for row in loose:
        good = (row.source, row.good)
        if good not in known:
            known[good] = _check([good], pair, interpreter, is_document=False)
        found = _check([(row.source, row.bad)], pair, interpreter, is_document=False)
        counts.take_row(row, new_findings(known[good], found))


def _count_in_documents(
    rows: Sequence[Row],
    pair: tuple[str, str],
    texts: Texts,
    interpreter: ReadAhead,
    counts: Counts,
) -> None:
    """Errors that only a document shows: each costs a reading of it."""
    known: dict[str, list[Finding]] = {}
    for row in rows:
        text = texts.get(row.document, {})
        if not row.needs_document or any(side not in text for side in pair):
            continue
        document: Document = list(zip(text[pair[0]], text[pair[1]], strict=True))
        if row.document not in known:
            known[row.document] = _check(document, pair, interpreter, is_document=True)
        document[row.sentence] = (row.source, row.bad)
        found = _check(document, pair, interpreter, is_document=True)
        counts.take_row(row, new_findings(known[row.document], found))


def _check(
    pairs: Document, pair: tuple[str, str], interpreter: ReadAhead, *, is_document: bool
) -> list[Finding]:
    tags = TAGS[pair[0]], TAGS[pair[1]]
    interpreter.prime(pairs, *tags)
    view = read_pairs(pairs, *tags, document=is_document, interpreter=interpreter)
    return list(run_checks(view, BUILT_IN_CHECKS, confidences={}))
