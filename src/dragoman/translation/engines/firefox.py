"""Firefox Translations models through the `fxtranslate` library, in processes of its own.

The library holds the GIL for a whole sentence, is bound to the thread that made it and panics with
a BaseException, so it never runs inside the newsroom's process.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

from dragoman.records import EngineInfo, EnginePair, EngineResult, EngineUnit, Finish
from dragoman.translation.engines.child import Child
from dragoman.translation.engines.pool import ANSWER_S, FIRST_ANSWER_S, ChildPool, cores
from dragoman.translation.models import Model

_CHILD = Path(__file__).with_name("firefox_child.py")
UNIT_CAP = 70  # words; at 80 the speed falls by a third, at 156 the output is garbled
MOST_LETTERS = 1500
"""Characters of a unit: its time grows with their square, from 3 s at 1,000 to 54 s at 3,000."""


class FxTranslateEngine:
    """The `fxtranslate` library as an engine: whole sentences, no alignment, no score.

    `models` are the directions it can load, the first of a pair counts; `processes` is the number
    of children (0: one per core), started when first needed. Deadlines are seconds per sentence.
    """

    def __init__(
        self,
        models: Sequence[Model],
        processes: int = 0,
        *,
        answer_s: float = ANSWER_S,
        first_answer_s: float = FIRST_ANSWER_S,
    ) -> None:
        self._models: dict[tuple[str, str], Model] = {}
        for model in models:
            self._models.setdefault((model.source, model.target), model)
        self._pool = ChildPool(
            self._start_child,
            processes or cores(),
            answer_s=answer_s,
            first_answer_s=first_answer_s,
        )

    def _start_child(self) -> Child:
        """A new child that knows where the models are."""
        greeting = {
            f"{model.source}-{model.target}": [
                str(model.model_path),
                str(model.source_vocab),
                str(model.target_vocab),
                str(model.shortlist or ""),
            ]
            for model in self._models.values()
        }
        return Child([sys.executable, "-P", "-X", "utf8", str(_CHILD)], greeting)

    def info(self) -> EngineInfo:
        """What this engine is and which pairs it translates."""
        return EngineInfo(
            name="fxtranslate",
            version=metadata.version("fxtranslate"),
            licence="MPL-2.0",
            offline=True,
            pairs=tuple(_pair(model) for model in self._models.values()),
            unit_cap=UNIT_CAP,
        )

    @property
    def models(self) -> Mapping[tuple[str, str], Model]:
        """The models by pair, for who must know what they can spell."""
        return self._models

    def signature(self, source: str, target: str) -> str:
        """Engine, model and the first twelve digits of its SHA-256; the name alone without one."""
        model = self._models.get((source, target))
        if model is None:
            return "fxtranslate"
        return f"fxtranslate:{model.name}:sha256-{model.sha256[:12]}"

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        """Translate sentences; each fails alone."""
        if (source, target) not in self._models:
            reason = f"fxtranslate has no model for {source}->{target}"
            return [_failed(unit, reason) for unit in units]
        short = [unit for unit in units if len(unit.text) <= MOST_LETTERS]
        # A lone surrogate cannot be sent; it would take its neighbours with it.
        texts = [unit.text.encode("utf-8", "replace").decode("utf-8") for unit in short]
        answers = iter(self._pool.translate(f"{source}-{target}", texts))
        results = []
        for unit in units:
            if len(unit.text) > MOST_LETTERS:
                results.append(_failed(unit, f"more than {MOST_LETTERS} characters in one piece"))
                continue
            text, error = next(answers)
            results.append(_failed(unit, error) if error else EngineResult(id=unit.id, text=text))
        return results

    def close(self) -> None:
        """End the children."""
        self._pool.close()


def _pair(model: Model) -> EnginePair:
    """A model as the pair it serves."""
    return EnginePair(
        source=model.source,
        target=model.target,
        variant=model.variant,
        model=model.name,
        model_sha256=model.sha256,
    )


def _failed(unit: EngineUnit, reason: str) -> EngineResult:
    """A unit that got no translation."""
    return EngineResult(id=unit.id, text="", finish=Finish.ERROR, error=reason)
