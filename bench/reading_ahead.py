"""The models of this machine as the benchmarks of the desk read with them."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.remembered import RememberedReadings
from dragoman.records import Interpreter
from dragoman.translation import Engines, GuardedInterpreter, find_models
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.models import Model

TAGS = {
    "eng": "en", "por": "pt", "por-BR": "pt", "spa": "es", "deu": "de", "fra": "fr", "mkd": "mk",
    "srp": "sr", "srp-Latn": "sr", "hrv": "hr", "bos": "bs", "rus": "ru", "ukr": "uk", "ron": "ro",
    "ita": "it", "pol": "pl", "cat": "ca", "tur": "tr",
}  # fmt: skip
"""ISO 639-3 names of the benchmarks' files as the program's language tags."""

_AT_ONCE = 128  # pairs; the engine sorts them by length


def local_interpreter() -> Interpreter:
    """An interpreter over every model found here, working in this process."""
    models = [model for model in find_models() if isinstance(model, Model)]
    return GuardedInterpreter(Engines([StudentEngine(models, here=True)], models=models))


class ReadAhead(RememberedReadings):
    """An interpreter that remembers: pairs read in batches beforehand are answered from memory.

    Loose pairs are judged one by one, so that none is evidence for another; read one by one they
    would take several times as long. Without an interpreter there are no models.
    """

    def __init__(self, interpreter: Interpreter | None = None) -> None:
        super().__init__(interpreter or GuardedInterpreter(Engines([])))

    def prime(self, pairs: Iterable[tuple[str, str]], source: str, target: str) -> None:
        """Read pairs both ways now, where there are models."""
        wanted = list(dict.fromkeys(pairs))
        for one, two, texts in (
            (source, target, wanted),
            (target, source, [(after, before) for before, after in wanted]),
        ):
            if self.reads(one, two):
                for start in range(0, len(texts), _AT_ONCE):
                    self.read(texts[start : start + _AT_ONCE], one, two)
