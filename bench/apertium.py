"""Apertium, and ways through English, beside human translations: what quality each pair has.

Data: a folder with `ntrex.jsonl` (documents in many languages, all translated from English: every
direction from another language is translationese, and two of its translations are further apart
than one is from its original). Needs APy: its address is in APERTIUM_ADDRESS, by default
http://127.0.0.1:2737. The texts go through the guard, as in the path.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import sacrebleu

from dragoman.language.codes import normalise_tag
from dragoman.records import Engine, EnginePair, Finish
from dragoman.translation import (
    ApertiumAccess,
    Engines,
    Guard,
    Outside,
    Premises,
    built_in_engines,
    render_sentences,
)
from dragoman.translation.pivot import Leg, PivotEngine

SENTENCES = 300
DIRECT = (
    ("spa", "por-BR"), ("por-BR", "spa"), ("spa", "eng"), ("eng", "spa"), ("cat", "eng"),
    ("eng", "cat"), ("mkd", "eng"), ("srp-Cyrl", "eng"), ("hrv", "eng"), ("bos", "eng"),
)  # fmt: skip
THROUGH_ENGLISH = (("spa", "por-BR"), ("por-BR", "spa"), ("mkd", "por-BR"), ("cat", "por-BR"))


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """chrF2, BLEU and the share of sentences with an unknown word, for each pair and way."""
    engines = local_engines()
    figures: dict[str, float] = {}
    count = 0
    try:
        for source, target in (*DIRECT, ("eng", "por-BR")):
            found = engines.pair(normalise_tag(source), normalise_tag(target))
            if found is not None:
                name = f"{source}-{target}.{found[0].info().name}"
                count += _score(name, engines, *found, (source, target), data[0], figures)
        for source, target in THROUGH_ENGLISH:
            way = _through_english(engines, source, target)
            name = f"{source}-{target}.{way.info().name}"
            count += _score(name, engines, way, way.pair, (source, target), data[0], figures)
    finally:
        engines.close()
    return count, figures


def local_engines() -> Engines:
    """The student and Apertium, nothing else."""
    address = os.environ.get("APERTIUM_ADDRESS", "http://127.0.0.1:2737")
    engines = built_in_engines(
        outside=Outside(apertium=ApertiumAccess(address=address)),
        premises=Premises(folder=Path(), today=date.today),  # nothing here costs money
        processes=1,
    )
    assert not engines.problems, engines.problems
    return engines


def _through_english(engines: Engines, source: str, target: str) -> PivotEngine:
    """The way through English, also where there is a direct one."""
    legs = []
    for one, other in ((normalise_tag(source), "en"), ("en", normalise_tag(target))):
        found = engines.pair(one, other)
        assert found is not None, (one, other)
        engine, pair = found
        legs.append(Leg(engine=engine, pair=pair, speller=engines.speller(pair)))
    return PivotEngine(*legs)


def _score(
    name: str,
    engines: Engines,
    engine: Engine,
    pair: EnginePair,
    columns: tuple[str, str],
    folder: Path,
    figures: dict[str, float],
) -> int:
    """Translate the sentences of one pair of columns and write down how near they come."""
    sources, references = (_column(folder / "ntrex.jsonl", one) for one in columns)
    guard = Guard(engines.speller(pair), pair.source, pair.variant or pair.target)
    cap = engine.info().unit_cap
    rendered = render_sentences(sources, engine, guard, pair.source, pair.target, cap=cap)
    texts = [one.text for one in rendered]
    figures[f"{name}.chrf"] = sacrebleu.corpus_chrf(texts, [references]).score
    figures[f"{name}.bleu"] = sacrebleu.corpus_bleu(texts, [references]).score
    figures[f"{name}.failed"] = sum(one.finish is Finish.ERROR for one in rendered)
    figures[f"{name}.doubted"] = sum("dictionary" in one.note for one in rendered) / len(rendered)
    return len(rendered)


def _column(path: Path, language: str) -> list[str]:
    """The first sentences of a language."""
    rows = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [text for row in rows for text in row[language]][:SENTENCES]
