"""The engines at hand: which pairs they translate, and what each can spell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import metadata
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.language.codes import base_language, normalise_tag
from dragoman.records import Engine, EngineInfo, EnginePair
from dragoman.translation.engines.firefox import FxTranslateEngine
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.models import Model, ModelProblem, find_models
from dragoman.translation.speller import FreeSpeller, Speller, speller_of

ENTRY_POINTS = "dragoman.engines"
"""Entry points of this group are functions `make(models, processes=0) -> Engine`."""

DEFAULT_ENGINE = "student"


class Engines:
    """Engines in order of preference: the first that has a pair translates it.

    `models` are what was found on this machine; an engine's pair that names one of them by its
    SHA-256 is guarded by that model's vocabulary. `problems` are lines about models and engines
    that cannot be used.
    """

    def __init__(
        self,
        engines: Iterable[Engine],
        *,
        models: Sequence[Model] = (),
        problems: Sequence[str] = (),
    ) -> None:
        self._engines = tuple(engines)
        self._models = {model.sha256: model for model in models}
        self.problems = tuple(problems)
        self._infos = tuple(engine.info() for engine in self._engines)

    def pair(
        self, source: str, target: str, *, able: frozenset[str] = frozenset()
    ) -> tuple[Engine, EnginePair] | None:
        """The first engine for a direction that is `able` to do what is asked, and its pair.

        None where there is no such engine. Language variants are tried as they are (`pt-PT`), then
        by what comes out (`pt-BR`), then by their base languages.
        """
        wanted = (normalise_tag(source), normalise_tag(target))
        base = (base_language(source), base_language(target))
        for exact in (True, False):
            for engine, info in zip(self._engines, self._infos, strict=True):
                if not able <= info.capabilities:
                    continue
                for pair in info.pairs:
                    names = {(pair.source, pair.target), (pair.source, pair.variant)}
                    bases = (base_language(pair.source), base_language(pair.target))
                    if wanted in names if exact else (base == bases and all(base)):
                        return engine, pair
        return None

    def pairs(self) -> tuple[EnginePair, ...]:
        """Every direction that can be translated, once each, by the engine that would do it."""
        first: dict[tuple[str, str], EnginePair] = {}
        for info in self._infos:
            for pair in info.pairs:
                first.setdefault((pair.source, pair.target), pair)
        return tuple(first.values())

    def infos(self) -> tuple[EngineInfo, ...]:
        """What each engine is, in order of preference."""
        return self._infos

    def speller(self, pair: EnginePair) -> Speller:
        """What the model behind a pair can write; engines without a known model are free."""
        model = self._models.get(pair.model_sha256)
        return speller_of(model.source_vocab, model.target_vocab) if model else FreeSpeller()

    def close(self) -> None:
        """Give back the processes and memory of every engine."""
        for engine in self._engines:
            engine.close()


def _make_fxtranslate(models: Sequence[Model], processes: int = 0) -> Engine:
    """The built-in maker of the fxtranslate engine."""
    return FxTranslateEngine(models, processes)


def _make_student(models: Sequence[Model], processes: int = 0) -> Engine:
    """The built-in maker of the student engine."""
    return StudentEngine(models, processes=processes)


def known_engines() -> dict[str, Callable[..., Engine]]:
    """Names and makers of every engine that can be chosen: built-in ones, then entry points."""
    known: dict[str, Callable[..., Engine]] = {
        "student": _make_student,
        "fxtranslate": _make_fxtranslate,
    }
    for point in metadata.entry_points(group=ENTRY_POINTS):
        known.setdefault(point.name, _lazy(point))
    return known


def _lazy(point: metadata.EntryPoint) -> Callable[..., Engine]:
    """A maker that loads its entry point when it is called."""

    def make(models: Sequence[Model], processes: int = 0) -> Engine:
        engine: Engine = point.load()(models, processes=processes)
        return engine

    return make


def built_in_engines(
    *, default: str = DEFAULT_ENGINE, models: Sequence[Path] = (), processes: int = 0
) -> Engines:
    """The engines of this machine, `default` first; they start when first asked to translate.

    `models` are folders to look for models in before the wheel; `processes` is for each engine
    (0: one per core). An unknown default is a UsageError that names the known ones; an engine
    that cannot be made otherwise is a line in `problems`.
    """
    known = known_engines()
    if default not in known:
        names = ", ".join(sorted(known))
        raise UsageError(f"no engine is called {default!r}; known engines: {names}")
    found = find_models(models)
    problems = [model.reason for model in found if isinstance(model, ModelProblem)]
    whole = [model for model in found if isinstance(model, Model)]
    engines: list[Engine] = []
    for name in (default, *(name for name in known if name != default)):
        try:
            engines.append(known[name](whole, processes=processes))
        except Exception as error:
            if name == default:
                raise UsageError(f"engine {name}: cannot be used: {error}") from error
            problems.append(f"engine {name}: cannot be used: {error}")
    return Engines(engines, models=whole, problems=problems)
