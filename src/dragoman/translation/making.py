"""The engines of this machine and those that are switched on outside of it, made in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.records import Engine
from dragoman.translation.engines.firefox import FxTranslateEngine
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.inspection import inspect_model
from dragoman.translation.models import Model, ModelProblem, find_models, wheel_models
from dragoman.translation.outside import Outside, Premises, outside_engines
from dragoman.translation.roster import Engines

ENTRY_POINTS = "dragoman.engines"
"""Entry points of this group are functions `make(models, processes=0) -> Engine`."""

DEFAULT_ENGINE = "student"


def _make_fxtranslate(models: Sequence[Model], processes: int = 0) -> Engine:
    """The built-in maker of the fxtranslate engine."""
    return FxTranslateEngine(models, processes)


def _make_student(models: Sequence[Model], processes: int = 0) -> Engine:
    """The built-in maker of the student engine."""
    return StudentEngine(models, processes=processes)


def _fit_for_student(models: Sequence[Model]) -> tuple[list[Model], list[str]]:
    """The models whose shape the student engine runs, and a line for each other.

    Another engine may serve those. The wheel's own models are known to be fit and not looked into,
    which would take 0.1 seconds each.
    """
    wheel = wheel_models()
    fit, problems = [], []
    for model in models:
        known = wheel is not None and model.folder.parent == wheel
        problem = "" if known else inspect_model(model).problem
        if problem:
            problems.append(f"engine student: {problem}")
        else:
            fit.append(model)
    return fit, problems


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
    *,
    default: str = DEFAULT_ENGINE,
    models: Sequence[Path] = (),
    processes: int = 0,
    outside: Outside | None = None,
    premises: Premises | None = None,
    remote_for: Mapping[str, Sequence[str]] | None = None,
    second: str = "",
) -> Engines:
    """The engines of this machine, `default` first; they start when first asked to translate.

    `models` are folders to look for models in before the wheel; `processes` is for each engine
    (0: one per core). `outside` are engines that are no part of this program, made where `premises`
    say how; for `remote_for` see `Engines`. `second` is the engine whose second opinion is wanted
    ("": none). An unknown default, or the name of no engine in `remote_for` or `second`, is a
    UsageError that names the known ones; an engine that cannot be made otherwise
    is a line in `problems`.
    """
    found = find_models(models)
    problems = [model.reason for model in found if isinstance(model, ModelProblem)]
    whole = [model for model in found if isinstance(model, Model)]
    fit, unfit = _fit_for_student(whole)
    problems += unfit
    makers: dict[str, Callable[[], Engine]] = {
        name: partial(make, fit if name == "student" else whole, processes=processes)
        for name, make in known_engines().items()
    }
    if outside is not None and premises is not None:
        switched_on, broken = outside_engines(outside, premises, processes)
        makers |= switched_on
        problems += broken
    remote = (name for names in (remote_for or {}).values() for name in names)
    for name in (default, *remote, second or default):
        if name not in makers:
            known = ", ".join(sorted(makers))
            raise UsageError(f"no engine is called {name!r}; known engines: {known}")
    engines, failed = _made(makers, default)
    return Engines(engines, models=whole, problems=[*problems, *failed], remote_for=remote_for)


def _made(
    makers: Mapping[str, Callable[[], Engine]], default: str
) -> tuple[list[Engine], list[str]]:
    """The engines, the default first, and a line for each that cannot be made."""
    engines: list[Engine] = []
    problems: list[str] = []
    for name in (default, *(name for name in makers if name != default)):
        try:
            engines.append(makers[name]())
        except Exception as error:
            if name == default:
                raise UsageError(f"engine {name}: cannot be used: {error}") from error
            problems.append(f"engine {name}: cannot be used: {error}")
    return engines, problems
