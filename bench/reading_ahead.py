"""The models of this machine as the benchmarks of the desk read with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.records import EngineResult, Interpreter
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


class ReadAhead:
    """An interpreter that remembers: pairs read in batches beforehand are answered from memory.

    Loose pairs are judged one by one, so that none is evidence for another; read one by one they
    would take several times as long. Without an interpreter there are no models.
    """

    def __init__(self, interpreter: Interpreter | None = None) -> None:
        self._interpreter = interpreter
        self._known: dict[tuple[str, str, str], EngineResult] = {}

    def reads(self, source: str, target: str) -> bool:
        """True when there is a model for the pair."""
        return self._interpreter is not None and self._interpreter.reads(source, target)

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

    def read(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        """See `Interpreter.read`."""
        missing = [pair for pair in pairs if (*pair, source) not in self._known]
        if missing and self._interpreter is not None:
            results = self._interpreter.read(missing, source, target)
            for pair, result in zip(missing, results, strict=True):
                self._known[*pair, source] = result
        return [self._known[*pair, source] for pair in pairs]

    def retranslate(
        self,
        text: str,
        source: str,
        target: str,
        *,
        required: Sequence[str] = (),
        forbidden: Sequence[str] = (),
        count: int = 1,
    ) -> list[str]:
        """See `Interpreter.retranslate`."""
        if self._interpreter is None:
            return []
        return self._interpreter.retranslate(
            text, source, target, required=required, forbidden=forbidden, count=count
        )
