"""What a second engine's opinion is worth: Apertium through Spanish beside the student engine.

Data: a folder with `ntrex.jsonl` (documents of segments in `eng`, `por`, `por-BR`). Needs APy with
the pairs eng-spa and es-pt; its address is in APERTIUM_ADDRESS, see `bench.apertium`.

Own text: the sentences that readers graded (`bench/labels/errors.jsonl`), as the student alone
writes them. `KIND.told` counts findings of a kind, `KIND.serious` those on a sentence whose worst
error is critical or major, `any` sentences with a finding. `auc` says how well a signal ranks
sentences with such an error before the others: `parted` is the share of content words that the
second engine words otherwise, `surprise` the student's own summed negative log-probability,
`length` words, and `both_gain` what `parted` adds to `surprise` and `length` in a logistic
regression (cross-fitted by document). `_low` and `_high` are 95 % intervals: of documents drawn
again for areas, Wilson's for shares. Clean text: findings on human translations, documents of odd
hash. Times are of the clock, so the machine must be quiet: `cost_share` is what asking, reading and
comparing take, for each second that the first engine takes.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench import error_labels
from bench.apertium import local_engines
from bench.blind_reading import interval
from bench.clean import split
from bench.desk import NOW, article_of
from bench.endtoend import DRAWN, LABELS
from bench.error_labels import GRADES, Reading, Votes
from bench.fitting import cross_fitted
from bench.ranking import auc
from dragoman.desk import check_pairs
from dragoman.desk.coverage import is_content, small_words
from dragoman.desk.reading import read_pairs, read_translation
from dragoman.desk.second_opinion import SecondOpinionCheck
from dragoman.desk.unsure_words import same_word
from dragoman.errors import WorldError
from dragoman.language.words import cut_words
from dragoman.records import (
    EngineResult,
    EngineUnit,
    Finding,
    SeenOn,
    Translation,
    TranslationUnit,
)
from dragoman.translation import Engines, GuardedInterpreter, SecondEngine

DIRECTIONS = (("pten", "pt", "en", "por", "eng"), ("enpt", "en", "pt", "eng", "por-BR"))
SERIOUS = GRADES.index("major")
SAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One graded sentence: the student's translation, its grade, and what the second one says."""

    document: str
    source: str
    result: EngineResult
    is_serious: bool
    other: str
    kinds: tuple[str, ...]

    def signals(self, language: str) -> dict[str, float]:
        """What may tell that the sentence is wrong; higher is more doubtful."""
        return {
            "parted": parted_share(self.result.text, self.other, language),
            "surprise": -sum(self.result.log_probabilities),
            "length": float(len(self.source.split())),
        }


class Timed:
    """A second opinion that counts the seconds which its answers took."""

    def __init__(self, opinion: SecondEngine) -> None:
        self._opinion, self.seconds, self.sentences = opinion, 0.0, 0

    @property
    def name(self) -> str:
        """The engine's name."""
        return self._opinion.name

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[EngineResult]:
        """See `SecondOpinion.translate`."""
        began = time.perf_counter()
        results = self._opinion.translate(texts, source, target)
        self.seconds += time.perf_counter() - began
        self.sentences += len(texts)
        return results


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Graded sentences looked at, and the figures of both directions."""
    engines = local_engines()
    votes, _ = error_labels.read_labels(LABELS)
    path = data[0] / "ntrex.jsonl"
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    figures: dict[str, float] = {}
    count = 0
    try:
        for name, source, target, before, after in DIRECTIONS:
            opinion = Timed(SecondEngine(engines, "apertium"))
            found = engines.pair(source, target)
            if found is None or not opinion.translate(["1"], source, target)[0].text:
                raise WorldError(f"no two engines for {source}->{target}: see docs/operate.md")
            began = time.perf_counter()
            graded, engine_s = _graded(documents, (source, target, before), votes, engines, opinion)
            desk_s = time.perf_counter() - began - engine_s
            figures |= {f"{name}.{key}": value for key, value in _own(graded, target).items()}
            figures[f"{name}.engine_ms_per_sentence"] = 1000 * engine_s / max(1, len(graded))
            figures[f"{name}.second_ms_per_sentence"] = 1000 * opinion.seconds / opinion.sentences
            figures[f"{name}.cost_share"] = desk_s / engine_s
            clean = _clean(split(path)[0], (source, target, before, after), opinion)
            figures |= {f"{name}.clean.{key}": value for key, value in clean.items()}
            count += len(graded)
    finally:
        engines.close()
    return count, figures


def _graded(
    documents: Sequence[dict[str, dict[str, list[str]]]],
    direction: tuple[str, str, str],
    votes: Votes,
    engines: Engines,
    opinion: Timed,
) -> tuple[list[Graded], float]:
    """The graded sentences of a direction, and the seconds that the student took for them."""
    source, target, field = direction
    found = engines.pair(source, target)
    assert found is not None, "looked at before"
    engine, interpreter = found[0], GuardedInterpreter(engines)
    drawn = _drawn(documents, direction)
    graded: list[Graded] = []
    seconds = 0.0
    for document in documents:
        name = f"{source}-{target}:{document['doc']}"
        texts = [
            text for place, text in enumerate(document["text"][field]) if f"{name}:{place}" in drawn
        ]
        began = time.perf_counter()
        units = [EngineUnit(id=str(place), text=text) for place, text in enumerate(texts)]
        results = engine.translate(units, source, target)
        seconds += time.perf_counter() - began
        kept = [
            (text, result, votes[digest])
            for text, result in zip(texts, results, strict=True)
            if (digest := _hash(text, result.text)) in votes
        ]
        if kept:
            graded += _looked_at(name, kept, (source, target), interpreter, opinion)
    return graded, seconds


def _drawn(
    documents: Sequence[dict[str, dict[str, list[str]]]], direction: tuple[str, str, str]
) -> frozenset[str]:
    """The ids of the sentences that readers graded."""
    source, target, field = direction
    every = (
        f"{source}-{target}:{document['doc']}:{place}"
        for document in documents
        for place in range(len(document["text"][field]))
    )
    return frozenset(error_labels.drawn(every, DRAWN))


def _hash(source: str, target: str) -> str:
    return Reading(id="", before="", original=source, translation=target).hash


def _looked_at(
    document: str,
    kept: Sequence[tuple[str, EngineResult, dict[str, str]]],
    pair: tuple[str, str],
    interpreter: GuardedInterpreter,
    opinion: Timed,
) -> list[Graded]:
    """Graded sentences of one document with what the desk tells of the second engine."""
    article = article_of([text for text, _, _ in kept], pair[0])
    units = tuple(
        TranslationUnit(
            segment=segment.id, source=text, target=result.text, engine_target=result.text,
            alignment=result.alignment,
        )
        for segment, (text, result, _) in zip(article.segments, kept, strict=True)
    )  # fmt: skip
    translation = Translation(
        article=article.id, article_version=1, source_language=pair[0], target_language=pair[1],
        target_variant=pair[1], units=units, engine="student", made_at=NOW, made_by="bench",
    )  # fmt: skip
    check = SecondOpinionCheck(opinion)
    view = read_translation(translation, article, on=SeenOn.PUBLISHED, interpreter=interpreter)
    kinds: dict[int | None, list[str]] = defaultdict(list)
    for finding in check.run(view):
        kinds[finding.unit].append(kind_of(finding))
    return [
        Graded(
            document=document,
            source=text,
            result=result,
            is_serious=GRADES.index(error_labels.majority(grades)) >= SERIOUS,
            other=check.answers.get(place, ""),
            kinds=tuple(kinds[place]),
        )
        for place, (text, result, grades) in enumerate(kept)
    ]


def kind_of(finding: Finding) -> str:
    """What kind of words the engines part in: "number", "date", "negation", "name" or "word"."""
    return finding.category.rpartition("/")[2]


def parted_share(published: str, other: str, language: str) -> float:
    """The share of content words that the other translation has in no form (0 to 1)."""
    small, heard = small_words(language), cut_words(other)
    words = [word for word in cut_words(published) if is_content(word, small)]
    alone = [w for w in words if not any(same_word(w.text, one.text) for one in heard)]
    return len(alone) / max(1, len(words))


def _own(graded: Sequence[Graded], language: str) -> dict[str, float]:
    """Findings and signals on the student's own text."""
    figures = {
        "graded": float(len(graded)),
        "serious": float(sum(one.is_serious for one in graded)),
    }
    for kind in ("number", "date", "negation", "name", "word", "any"):
        told = [one for one in graded if one.kinds and (kind == "any" or kind in one.kinds)]
        right = sum(one.is_serious for one in told)
        figures |= _share(kind, right, len(told))
    signals = [one.signals(language) for one in graded]
    wrong = [one.is_serious for one in graded]
    documents = [one.document for one in graded]
    for name in ("parted", "surprise", "length"):
        values = [row[name] for row in signals]
        figures |= _area(f"{name}.auc", values, None, wrong, documents)
        order = sorted(range(len(values)), key=lambda place: -values[place])
        for per_cent in (10, 20, 33):
            top = order[: len(order) * per_cent // 100]
            figures |= _share(f"{name}.top_{per_cent}", sum(wrong[i] for i in top), len(top))
    without, both = (
        cross_fitted(np.array([[row[name] for name in names] for row in signals]), wrong, documents)
        for names in (("surprise", "length"), ("surprise", "length", "parted"))
    )
    return figures | _area("both_gain", both, without, wrong, documents)


def _share(name: str, right: int, told: int) -> dict[str, float]:
    low, high = interval(right, told)
    return {
        f"{name}.told": float(told),
        f"{name}.serious": float(right),
        f"{name}.serious_low": low,
        f"{name}.serious_high": high,
    }


def _area(
    name: str,
    values: Sequence[float],
    less: Sequence[float] | None,
    wrong: Sequence[bool],
    documents: Sequence[str],
) -> dict[str, float]:
    """The area under the curve (less that of other values), and its interval."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, document in enumerate(documents):
        places[document].append(place)

    def area(chosen: Sequence[int]) -> float:
        aims = [wrong[place] for place in chosen]
        own = auc([values[place] for place in chosen], aims)
        return own if less is None else own - auc([less[place] for place in chosen], aims)

    chance = random.Random(7)
    names = sorted(places)
    drawn = sorted(
        area([place for one in chance.choices(names, k=len(names)) for place in places[one]])
        for _ in range(SAMPLES)
    )
    return {
        name: area(range(len(values))),
        f"{name}_low": drawn[int(0.025 * SAMPLES)],
        f"{name}_high": drawn[int(0.975 * SAMPLES)],
    }


def _clean(
    documents: Sequence[dict[str, list[str]]],
    direction: tuple[str, str, str, str],
    opinion: Timed,
) -> dict[str, float]:
    """Findings on human translations beside those of all checks without models.

    Words are never told there: no engine aligned them.
    """
    source, target, before, after = direction
    counted = Counter[str]()
    for text in documents:
        pairs = list(zip(text[before], text[after], strict=True))
        view = read_pairs(pairs, source, target, document=True)
        known = check_pairs(pairs, source, target, document=True).findings
        found = SecondOpinionCheck(opinion, known).run(view)
        counted.update(kind_of(finding) for finding in found)
        counted["sentences"] += len(pairs)
    sentences = counted.pop("sentences")
    figures = {f"{kind}.false_alarms": float(alarms) for kind, alarms in sorted(counted.items())}
    return figures | {
        "sentences": float(sentences),
        "false_alarms_per_100": 100 * counted.total() / max(1, sentences),
    }
