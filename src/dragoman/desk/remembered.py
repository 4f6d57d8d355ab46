"""An interpreter that remembers what it read, for as long as one document is on the desk."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import EngineResult, Interpreter


class RememberedReadings:
    """Asks another interpreter once for each pair, and answers from memory from then on.

    After every repair the desk looks at the whole document again, of which one sentence changed;
    reading the others anew would cost more than all checks together.
    """

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._known: dict[tuple[str, str, str, str], EngineResult] = {}

    def reads(self, source: str, target: str) -> bool:
        """See `Interpreter.reads`."""
        return self._interpreter.reads(source, target)

    def read(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        """See `Interpreter.read`."""
        keys = [(*pair, source, target) for pair in pairs]
        missing = list(dict.fromkeys(key for key in keys if key not in self._known))
        if missing:
            results = self._interpreter.read([key[:2] for key in missing], source, target)
            self._known.update(zip(missing, results, strict=True))
        return [self._known[key] for key in keys]

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
        return self._interpreter.retranslate(
            text, source, target, required=required, forbidden=forbidden, count=count
        )
