"""The student engine: Firefox-Translations models behind the protocols of engine and scorer."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial

from dragoman.errors import UsageError
from dragoman.records import EngineInfo, EnginePair, EngineResult, EngineUnit, Finish
from dragoman.translation.engines.pool import cores
from dragoman.translation.engines.student.crew import Crew
from dragoman.translation.engines.student.kernels import planned_kernel
from dragoman.translation.engines.student.orders import Order, answer, failed
from dragoman.translation.engines.student.student import Student
from dragoman.translation.models import Model

NAME = "student"
VERSION = "2"  # raised whenever the same model would translate the same text otherwise
UNIT_CAP = 70  # white-space words; beyond about 80 the small models garble
CAPABILITIES = frozenset({"batch", "align", "score", "forced", "nbest", "glossary", "prefix"})


class StudentEngine:
    """Translates, aligns and scores with the given models, one a direction; the first counts.

    The work is done by `processes` child processes (0: one per core), started when first needed,
    that pool the sentences of all callers; with `here` it is done in this process, one batch of a
    direction at a time. `kernel` is "auto", "numpy", "f32" or "int8". Models are loaded when first
    asked for; a model that cannot be read gives every unit `Finish.ERROR` with one line that names
    file and reason. Thread-safe.
    """

    def __init__(
        self,
        models: Sequence[Model],
        processes: int = 0,
        *,
        here: bool = False,
        kernel: str = "auto",
    ) -> None:
        self._models = {(one.source, one.target): one for one in reversed(models)}
        self._kernel = kernel
        self._students: dict[tuple[str, str], Student] = {}
        self._locks = {pair: threading.Lock() for pair in self._models}
        self._crew = (
            None if here else Crew(list(self._models.values()), processes or cores(), kernel)
        )

    def info(self) -> EngineInfo:
        """What this engine is and which pairs it translates."""
        pairs = tuple(
            EnginePair(
                source=one.source,
                target=one.target,
                variant=one.variant,
                model=one.folder.name,
                model_sha256=one.sha256,
            )
            for one in self._models.values()
        )
        return EngineInfo(
            name=NAME,
            version=VERSION,
            licence="Apache-2.0 (models: MPL-2.0, as published by Mozilla)",
            offline=True,
            pairs=pairs,
            capabilities=CAPABILITIES,
            unit_cap=UNIT_CAP,
            preferred_batch=64,
        )

    def signature(self, source: str, target: str) -> str:
        """Engine, version, kernel, model and its hash, as `student-1-ort-f32:enpt:sha256-9f2c`.

        The name alone for a pair without a model.
        """
        model = self._models.get((source, target))
        if model is None:
            return NAME
        kernel = planned_kernel(model.model_path, self._kernel)
        return f"{NAME}-{VERSION}-{kernel}:{model.folder.name}:sha256-{model.sha256[:12]}"

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        """Translate units of one pair, in order; see `Engine.translate`.

        Required and forbidden phrases are kept by constrained decoding; where that is not possible
        the translation without them comes back with the reason in `error`.
        """
        return self._ask(Order(kind="translate", units=tuple(units)), source, target)

    def translate_from(
        self, units: Sequence[EngineUnit], prefixes: Sequence[str], source: str, target: str
    ) -> list[EngineResult]:
        """Translate units whose targets begin with the given texts ("" for none)."""
        if len(prefixes) != len(units):
            raise UsageError(f"{len(units)} units need as many prefixes, not {len(prefixes)}")
        order = Order(kind="translate", units=tuple(units), texts=tuple(prefixes))
        return self._ask(order, source, target)

    def best(self, unit: EngineUnit, count: int, source: str, target: str) -> list[EngineResult]:
        """The `count` best translations by beam search, best first; perhaps fewer."""
        return self._ask(Order(kind="best", units=(unit,), count=count), source, target)

    def force(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        """Alignment and log-probabilities of given targets, whoever made them, in order."""
        units = tuple(EngineUnit(id=str(i), text=text) for i, (text, _) in enumerate(pairs))
        order = Order(kind="force", units=units, texts=tuple(target for _, target in pairs))
        return self._ask(order, source, target)

    def score(self, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[float]:
        """Sum of token log-probabilities of each target given its source (0 is certain).

        Each source is encoded once. A pair that cannot be scored, such as one that is too long,
        has -inf.
        """
        scores = []
        for one in self.force(pairs, source, target):
            failed = one.finish is Finish.ERROR
            scores.append(float("-inf") if failed else float(sum(one.log_probabilities)))
        return scores

    def load(self) -> None:
        """Load every model in this process now; raises BrokenModelError if one cannot be."""
        for pair in self._models:
            with self._locks[pair]:
                self._student(pair)

    @property
    def pids(self) -> list[int]:
        """The process ids of the child processes that run now."""
        return self._crew.pids if self._crew is not None else []

    def close(self) -> None:
        """End the child processes and forget the loaded models."""
        if self._crew is not None:
            self._crew.close()
        self._students.clear()

    def _student(self, pair: tuple[str, str]) -> Student:
        if pair not in self._students:
            self._students[pair] = Student(self._models[pair], self._kernel)
        return self._students[pair]

    def _ask(self, order: Order, source: str, target: str) -> list[EngineResult]:
        pair = (source, target)
        if not order.units:
            return []
        if pair not in self._models:
            known = ", ".join(f"{one}->{other}" for one, other in self._models) or "none"
            reason = f"the student engine has no model {source}->{target}; it has {known}"
            return [failed(unit, reason) for unit in order.units]
        if self._crew is not None:
            return self._crew.ask(pair, order)
        with self._locks[pair]:
            return answer(partial(self._student, pair), order)
